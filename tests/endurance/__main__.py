"""Try what a data team's worst year may bring, and say what didn't hold.

    python -m tests.endurance operations             # 500 random sequences of operations
    python -m tests.endurance kills                  # 1,000 kills, ten of each seed
    python -m tests.endurance failing                # 400 builds, one call to the disk failing in each, or all from it
    python -m tests.endurance full                   # 200 builds on a disk that has less space than they need
    python -m tests.endurance same                   # 240 builds: workers, orders, hash seeds, locales, time zones
    python -m tests.endurance kills --seed 17        # what a seed makes
    python -m tests.endurance kills --start 40 --count 20    # a part of all

It ends with 1 when something didn't hold; each is told with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from tests.endurance import failing, full, kills, operations, same

TRIALS = {
    "operations": (operations.run, 500),
    "kills": (kills.run, 1_000 // kills.KILLS),
    "failing": (failing.run, 400),
    "full": (full.run, 200),
    "same": (same.run, len(same.SURROUNDINGS)),
}


def _tried(run: Callable[[int], str | None], seed: int) -> str | None:
    """Run a seed; an error that it ends with is what didn't hold."""
    try:
        return run(seed)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def main() -> int:
    """Run and tell what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("trial", choices=TRIALS)
    options.add_argument("--count", type=int, metavar="N")
    options.add_argument("--start", type=int, default=0, metavar="SEED", help="the first seed")
    options.add_argument("--seed", type=int, metavar="SEED", help="only this one")
    chosen = options.parse_args()
    run, count = TRIALS[chosen.trial]
    first = chosen.start if chosen.seed is None else chosen.seed
    seeds = range(first, first + ((chosen.count or count) if chosen.seed is None else 1))
    wrong, start = 0, time.monotonic()
    for seed in seeds:
        if told := _tried(run, seed):
            wrong += 1
            print(f"seed {seed}: {told}", flush=True)
    print(f"{chosen.trial}: {len(seeds)} tried, {wrong} didn't hold, {time.monotonic() - start:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
