"""Let one call to the disk fail in a build, the n-th that opens, makes, moves or removes something to be written."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import tempfile
from functools import cache
from pathlib import Path

from tests.endurance.world import World, tables_of
from tests.endurance.writes import Writes

# A build makes fewer such calls.
_MOST_CALLS = 400


@cache
def _writes() -> Writes:
    """Listen to this process, once: nothing stops listening again."""
    return Writes()


def run(seed: int) -> str | None:
    """Let one call fail, or all from one on; return what went wrong, None where nothing did."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world = World(Path(folder), random.Random(seed))
        world.add()
        before = world.build(world.out)
        fails_at, stays_bad = 1 + seed % _MOST_CALLS, world.chance.random() < 0.5
        while (calls := _build(world, fails_at, stays_bad)) < fails_at:  # it made fewer, and none failed
            fails_at = 1 + fails_at % max(calls, 1)
            before = tables_of(world.out)
        stands = world.stands(before)
        return stands if isinstance(stands, str) else world.settle()


def _build(world: World, fails_at: int, stays_bad: bool) -> int:
    """Build other sources, one call failing; return how many there were."""

    def fail(number: int, path: str) -> None:
        if number == fails_at or (stays_bad and number > fails_at):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    world.amend()
    world.add()
    writes = _writes()
    writes.count, writes.meet, writes.folder = 0, fail, str(world.folder)
    try:
        with contextlib.suppress(OSError):
            world.build(world.out)
    finally:
        writes.folder = ""
    return writes.count
