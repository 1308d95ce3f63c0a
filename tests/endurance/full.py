"""Build on a disk that fills: one of its own, in memory, that has ever less space than a release needs.

Such a disk needs Linux and the right to mount one in a namespace of its own, as `unshare` gives it.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.endurance.world import World

_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
_LARGE = 64 << 20
# What a build of these sources needs beside the release that stands, at most.
_NEEDED = 1_200 << 10
_ROOT = Path(__file__).resolve().parents[2]


def can_run() -> bool:
    """Tell whether this system lets us mount a disk of our own."""
    return bool(shutil.which("unshare")) and not subprocess.call([*_NAMESPACE, "true"])


def run(seed: int) -> str | None:
    """Build on a disk that fills; return what went wrong, None where nothing did."""
    command = [*_NAMESPACE, sys.executable, "-m", "tests.endurance.full", str(seed)]
    told = subprocess.run(command, check=False, capture_output=True, text=True, cwd=_ROOT)
    return None if told.returncode == 0 else (told.stdout + told.stderr).strip()


def _tried(seed: int, disk: Path) -> str | None:
    world = World(disk, random.Random(seed))
    world.add()
    before = world.build(world.out)
    world.amend()
    world.add()
    _mount(disk, _used(disk) + world.chance.randrange(_NEEDED), "remount")
    with contextlib.suppress(OSError):
        world.build(world.out)
    _mount(disk, _LARGE, "remount")
    stands = world.stands(before)
    return stands if isinstance(stands, str) else world.settle()


def _used(disk: Path) -> int:
    state = os.statvfs(disk)
    return (state.f_blocks - state.f_bfree) * state.f_frsize


def _mount(disk: Path, size: int, *how: str) -> None:
    options = ",".join((*how, f"size={size}"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True)


def main() -> str | None:
    """Try the seed on the command line, in a namespace of its own; return what went wrong."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        _mount(Path(folder), _LARGE)
        try:
            return _tried(int(sys.argv[1]), Path(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


if __name__ == "__main__":
    sys.exit(main())
