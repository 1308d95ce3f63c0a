"""Kill builds: a reader sees the old release or the new one, and the next build finishes."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.build import build_sources
from tests.endurance.world import World
from tests.endurance.writes import Writes

# So many builds of one world are killed: one as a process of its own, the others in turns at a call and at a moment.
KILLS = 10
# A build as a process of its own takes about so many seconds; one here makes fewer calls to the disk, and takes less.
_LONGEST, _MOST_CALLS, _SECONDS = 4.0, 400, 2.0
_ROOT = Path(__file__).resolve().parents[2]


def run(seed: int, kills: int = KILLS) -> str | None:
    """Kill builds of one world; return what went wrong, None where nothing did."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world, killer = World(Path(folder), random.Random(seed)), Killer()
        for _ in range(3):
            world.add()
        stood, killed = world.build(world.out), 0
        while killed < kills:
            world.amend()
            killed += killer.kill(world, killed) if killed else _is_killed_apart(world)  # one too late is none
            stands = world.stands(stood)
            if isinstance(stands, str):
                return f"{stands} (kill {killed})"
            stood = stands
        wrong = world.settle()
        left = [path.name for path in world.folder.iterdir() if "staging" in path.name]
        return wrong or (f"left behind: {', '.join(left)}" if left else None)


class Killer:
    """Kills builds anywhere from their first call to their last, as builds that ended before have told."""

    def __init__(self) -> None:
        self._calls, self._seconds = multiprocessing.RawValue("i", _MOST_CALLS), multiprocessing.RawValue("d", _SECONDS)

    def kill(self, world: World, number: int) -> bool:
        """Kill a build at a call (an odd number) or at a moment; tell whether it was still at work."""
        # rows are kept then: the build needs no other process
        if not build_sources(world.sources, world.out, rehearsal=True).is_new:
            return False
        call = world.chance.randint(1, self._calls.value) if number % 2 else 0
        process = multiprocessing.get_context("fork").Process(target=self._build, args=(world, call))
        process.start()
        process.join(60 if call else world.chance.uniform(0, self._seconds.value))
        process.kill()
        process.join()
        return process.exitcode == -signal.SIGKILL

    def _build(self, world: World, last: int) -> None:
        """Build until the call comes that is the last; where none is, tell how many there were, in how many seconds."""

        def die(number: int, path: str) -> None:
            if number == last:
                os.kill(os.getpid(), signal.SIGKILL)

        writes, start = Writes(str(world.folder), die), time.monotonic()
        build_sources(world.sources, world.out)
        self._calls.value, self._seconds.value = writes.count, time.monotonic() - start


def _is_killed_apart(world: World) -> bool:
    command = [sys.executable, "-m", "pipeline", "build", "--sources", str(world.sources), "--out", str(world.out)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT)
    try:
        process.wait(world.chance.uniform(0.2, _LONGEST))
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == -signal.SIGKILL
