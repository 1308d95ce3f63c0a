"""Kill a build at a random moment: a reader sees the old release or the new one, and the next build finishes."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.releases.check import check_releases
from tests.endurance.world import World, tables_of

# A build of these sources takes a little longer than that, so some kills come too late.
_LONGEST = 4.0


def run(seed: int) -> str | None:
    """Kill one build; return what went wrong, None where nothing did."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world = World(Path(folder), random.Random(seed))
        for _ in range(3):
            world.add()
        before = world.build(world.out)
        world.amend()
        world.add()
        _kill(world)
        check_releases(world.out)
        seen = tables_of(world.out)
        wrong = world.settle()
        if wrong:
            return wrong
        if seen not in (before, tables_of(world.out)):
            return "a killed build left tables that are neither the old nor the new ones"
        left = [path.name for path in world.folder.iterdir() if "staging" in path.name]
        return f"left behind: {', '.join(left)}" if left else None


def _kill(world: World) -> None:
    command = [sys.executable, "-m", "pipeline", "build", "--sources", world.sources, "--out", world.out, "--quiet"]
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(world.chance.uniform(0.2, _LONGEST))
    process.send_signal(signal.SIGKILL)
    process.wait()
