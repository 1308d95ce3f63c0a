"""Kill builds: a reader sees the old release or the new one, and the next build finishes."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.build import build_sources
from tests.endurance.world import World
from tests.endurance.writes import Writes

# So many builds of one world are killed: one as a process of its own, the others in turns at a call and at a moment.
KILLS = 10
# A build makes about so many calls to the disk, and takes about so many seconds: as a process of its own, and here.
_MOST_CALLS, _LONGEST, _SHORTEST = 130, 4.0, 0.6
_ROOT = Path(__file__).resolve().parents[2]


def run(seed: int, kills: int = KILLS) -> str | None:
    """Kill builds of one world; return what went wrong, None where nothing did."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world = World(Path(folder), random.Random(seed))
        for _ in range(3):
            world.add()
        stood, killed = world.build(world.out), 0
        while killed < kills:
            world.amend()
            killed += _is_killed(world, killed)  # one that came too late is none
            stands = world.stands(stood)
            if isinstance(stands, str):
                return f"{stands} (kill {killed})"
            stood = stands
        wrong = world.settle()
        left = [path.name for path in world.folder.iterdir() if "staging" in path.name]
        return wrong or (f"left behind: {', '.join(left)}" if left else None)


def _is_killed(world: World, number: int) -> bool:
    """Tell whether a build was still at work when it was killed."""
    if not number:
        return _is_killed_apart(world)
    build_sources(world.sources, world.out, rehearsal=True)  # rows are kept: the build needs no other process
    call = world.chance.randint(1, _MOST_CALLS) if number % 2 else 0
    process = multiprocessing.get_context("fork").Process(target=_build, args=(world, call))
    process.start()
    process.join(60 if call else world.chance.uniform(0, _SHORTEST))
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def _build(world: World, last: int) -> None:
    """Build until the call comes that is the last."""

    def die(number: int, path: str) -> None:
        if number == last:
            os.kill(os.getpid(), signal.SIGKILL)

    Writes(str(world.folder), die)
    build_sources(world.sources, world.out)


def _is_killed_apart(world: World) -> bool:
    command = [sys.executable, "-m", "pipeline", "build", "--sources", str(world.sources), "--out", str(world.out)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT)
    try:
        process.wait(world.chance.uniform(0.2, _LONGEST))
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -signal.SIGKILL
