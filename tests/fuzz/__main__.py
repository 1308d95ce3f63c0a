"""Damage files and judge what is read of them.

    python -m tests.fuzz --reader pdf                     # 1,000 mutants of each seed, the same each time
    python -m tests.fuzz --reader html --minutes 10       # as many as there is time for, others each time
    python -m tests.fuzz --reader pdf --seed 17 --keep .  # write the mutant of a seed, to look at it

It ends with 1 when there was a fault; each is told with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import itertools
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.mutations import mutant
from tests.fuzz.oracle import Judge
from tests.fuzz.originals import ORIGINALS


def _seeds(chosen: argparse.Namespace) -> Iterator[int]:
    if chosen.seed is not None:
        yield chosen.seed
    elif chosen.minutes:
        end = time.monotonic() + 60 * chosen.minutes
        for seed in itertools.count(secrets.randbits(40)):
            if time.monotonic() > end:
                return
            yield seed
    else:
        yield from range(chosen.mutants)


def main() -> int:
    """Run and tell what was found."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reader", choices=ORIGINALS, required=True)
    options.add_argument("--mutants", type=int, default=1_000, metavar="N")
    options.add_argument("--minutes", type=float, metavar="N")
    options.add_argument("--seed", type=int, metavar="N", help="only the mutant of this seed")
    options.add_argument("--rows", action="store_true", help="make the rows of what is read, too")
    options.add_argument(
        "--keep", type=Path, metavar="DIR", help="write the mutants that show a fault into this folder"
    )
    chosen = options.parse_args()
    judge, counts, slowest, faults = Judge(chosen.reader, chosen.rows), Counter[str](), (0.0, 0), 0
    try:
        for seed in _seeds(chosen):
            one = mutant(chosen.reader, judge.files, seed)
            judge.original(one.original)
            start = time.monotonic()
            verdict = judge.judge(one)
            slowest = max(slowest, (time.monotonic() - start, seed))
            counts[verdict.name] += 1
            faults += verdict.is_fault
            if verdict.is_fault or chosen.seed is not None:
                print(f"{chosen.reader} {seed} ({one.mutation}): {verdict.name}: {verdict.said}", flush=True)
            if chosen.keep and (verdict.is_fault or chosen.seed is not None):
                (chosen.keep / f"{chosen.reader}-{seed}").write_bytes(one.data)
    finally:
        judge.guard.close()
    told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    print(f"{chosen.reader}: {counts.total()} mutants: {told}; the slowest took {slowest[0]:.1f} s (seed {slowest[1]})")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
