"""Random operations on sources, builds and killed ones among them: the tables are always those of a clean build."""

from __future__ import annotations

import contextlib
import random
import tempfile
from pathlib import Path

from pipeline.errors import TizmekError
from tests.endurance.kills import Killer
from tests.endurance.world import World

STEPS = 8


def run(seed: int) -> str | None:
    """Run the sequence of a seed; return what went wrong, None where nothing did."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world, killer = World(Path(folder), random.Random(seed)), Killer()
        world.add()
        for _ in range(STEPS):
            world.step()
            drawn = world.chance.random()
            if drawn < 0.4:
                world.done.append("build")
                world.build(world.out)
            elif drawn < 0.5:
                world.done.append("kill")
                with contextlib.suppress(TizmekError):  # sources that are refused are so before anything is killed
                    killer.kill(world, world.chance.randrange(2))
        wrong = world.settle()
        return f"{wrong} after {', '.join(world.done)}" if wrong else None
