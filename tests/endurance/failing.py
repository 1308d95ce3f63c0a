"""Let one call to the disk fail in a build, the n-th that opens, makes, moves or removes something to be written."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.releases.check import check_releases
from tests.endurance.world import World, tables_of

_WRITES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"})
# A build makes about so many such calls.
_MOST_CALLS = 200


class _Disk:
    """Counts the calls that write below a folder, and lets one of them fail, or all from one on."""

    def __init__(self) -> None:
        self.folder, self.fails_at, self.count, self.stays_bad = "", 0, 0, False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folder or not (event in _WRITES or (event == "open" and _is_to_write(arguments))):
            return
        if not str(arguments[0]).startswith(self.folder):
            return
        self.count += 1
        if self.count == self.fails_at or (self.stays_bad and self.count > self.fails_at):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))


def _is_to_write(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    return bool(set(mode) & set("wax+")) if isinstance(mode, str) else bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))


_disks: list[_Disk] = []


def run(seed: int) -> str | None:
    """Let one call fail; return what went wrong, None where nothing did."""
    if not _disks:
        _disks.append(_Disk())
    disk = _disks[0]
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world = World(Path(folder), random.Random(seed))
        world.add()
        before = world.build(world.out)
        world.amend()
        world.add()
        disk.fails_at, disk.count = 1 + seed % _MOST_CALLS, 0
        disk.stays_bad = world.chance.random() < 0.5
        disk.folder = str(world.folder)
        try:
            with contextlib.suppress(OSError):
                world.build(world.out)
        finally:
            disk.folder = ""
        check_releases(world.out)
        seen = tables_of(world.out)
        if wrong := world.settle():
            return wrong
        if seen not in (before, tables_of(world.out)):
            return "a failed build left tables that are neither the old nor the new ones"
        return None
