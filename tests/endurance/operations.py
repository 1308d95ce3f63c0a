"""Random operations on sources, builds among them: the tables are always those of a clean build."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from tests.endurance.world import World

STEPS = 8


def run(seed: int) -> str | None:
    """Run the sequence of a seed; return what went wrong, None where nothing did."""
    with tempfile.TemporaryDirectory(prefix="tizmek-endurance-") as folder:
        world = World(Path(folder), random.Random(seed))
        world.add()
        for _ in range(STEPS):
            world.step()
            if world.chance.random() < 0.4:
                world.done.append("build")
                world.build(world.out)
        wrong = world.settle()
        return f"{wrong} after {', '.join(world.done)}" if wrong else None
