"""Whether an act comes in as fast and as small beside 5,000 others as beside ten: `python -m benchmarks.adding`.

Makes a project of short acts and lets it grow. At each size it adds further acts one by one, each by `tizmek add --yes`
as a whole process that says what the act is and would change, and then publishes them with a build. An add may take
longer the more acts there are only as their logarithm does, and its memory is flat; `--check` ends with 1 when it is
not so. A build writes every table whole: what it costs by size is told and has no limit.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Cost, machine, markdown_table, measure, tizmek
from benchmarks.varied_acts import write_text
from tests.releases.acts import DECREE

SIZES = (10, 100, 1_000, 5_000)
# The processor time of an add at a size against that at the first may grow as the logarithm of the size does; its
# memory by so much.
MEMORY = 1.25


@dataclass(frozen=True, slots=True)
class Measured:
    """What an add costs beside so many acts, and the build that publishes it."""

    acts: int
    add: Cost
    build: Cost


def text_of(number: int) -> str:
    """Return the text of an act, another for each number."""
    dated = DECREE.format(number=number + 1).replace("2011-", f"{2000 + number % 20}-")
    return dated.replace("060101", f"{50_000 + number:06}")


def grow(folder: Path, sizes: Sequence[int], adds: int) -> Iterator[Measured]:
    """Let a project grow to each size, and yield what more acts cost there, the middle of several."""
    sources, out, file = folder / "sources", folder / "extracted", folder / "act.txt"
    places = ["--sources", str(sources), "--out", str(out)]
    there = 0
    for size in sizes:
        for number in range(there, size):
            write_text(sources / f"act-{number}", file.name, text_of(number), "none", "made to measure with")
        measure([*tizmek(), "build", *places])
        costs = []
        for number in range(size, size + adds):
            file.write_text(text_of(number), encoding="utf-8")
            costs.append(measure([*tizmek(), "add", str(file), "--yes", *places]))
        there = size + adds
        yield Measured(size, middle(costs), measure([*tizmek(), "build", *places]))


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each cost."""
    return Cost(
        statistics.median(one.wall for one in costs),
        statistics.median(one.cpu for one in costs),
        int(statistics.median(one.peak for one in costs)),
    )


def is_within(first: Measured, other: Measured) -> bool:
    """Tell whether an add grew by no more than the logarithm of the number of acts, and its memory hardly."""
    longer = other.add.cpu / first.add.cpu
    return longer <= math.log(other.acts) / math.log(first.acts) and other.add.peak <= MEMORY * first.add.peak


def main() -> int:
    """Print one line per size."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="ACTS")
    options.add_argument("--adds", type=int, default=5, help="how many acts are added at each size (default 5)")
    options.add_argument("--check", action="store_true", help="end with 1 when over a limit")
    chosen = options.parse_args()

    print(f"One act more, {chosen.adds} times at each size; {machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        found = list(grow(Path(folder), chosen.sizes, chosen.adds))
    head = ["acts", "add, wall, s", "processor, s", "peak RSS, MB", "build, wall, s", "peak RSS, MB"]
    costs = [
        (one.acts, one.add.wall, one.add.cpu, one.add.peak / 1e6, one.build.wall, one.build.peak / 1e6) for one in found
    ]
    rows = [[f"{cost:.2f}" if isinstance(cost, float) else f"{cost}" for cost in line] for line in costs]
    print(markdown_table(head, rows))
    within = all(is_within(found[0], one) for one in found)
    print(f"\n{'Within' if within else 'OVER'} the limits.")
    return int(chosen.check and not within)


if __name__ == "__main__":
    raise SystemExit(main())
