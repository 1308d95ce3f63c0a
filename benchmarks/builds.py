"""How long a build takes from nothing, and how long one with nothing to do: `python -m benchmarks.builds`.

Each run is two whole processes, interpreter start and imports included: one builds the committed sources into a new
empty folder, the next finds all of it there. `--check` ends with 1 when a median wall time, or the largest peak of
memory, is over its limit.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, machine, markdown_table, measure, tizmek

ROOT = Path(__file__).resolve().parent.parent
COLD_LIMIT, IDLE_LIMIT = 3.0, 0.5  # seconds
PEAK_LIMIT = 400  # MB


def build_twice(sources: Path) -> tuple[Cost, Cost]:
    """Build into a folder that didn't exist, and again; return both costs."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*tizmek(), "build", "--sources", str(sources), "--out", str(Path(folder, "extracted"))]
        return measure(command), measure(command)


def main() -> int:
    """Print the median, the fastest and the slowest run, and the memory, beside their limits."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=7, help="how many pairs of builds (default 7)")
    options.add_argument("--sources", type=Path, default=ROOT / "sources")
    options.add_argument("--check", action="store_true", help="end with 1 when over a limit")
    chosen = options.parse_args()

    cold, idle = zip(*(build_twice(chosen.sources) for _ in range(chosen.runs)), strict=True)
    walls, peaks = [cost.wall for cost in cold], [cost.peak / 1e6 for cost in cold]
    waits = [cost.wall for cost in idle]
    measured = [
        ("from nothing: wall, s", walls, statistics.median(walls), COLD_LIMIT),
        ("from nothing: peak RSS, MB", peaks, max(peaks), PEAK_LIMIT),
        ("with nothing to do: wall, s", waits, statistics.median(waits), IDLE_LIMIT),
    ]
    print(f"Builds of {chosen.sources.name}/, {chosen.runs} pairs; {machine()}\n")
    rows = [
        [what, *(f"{number:.3g}" for number in (statistics.median(runs), min(runs), max(runs), limit))]
        for what, runs, _, limit in measured
    ]
    print(markdown_table(["", "median", "min", "max", "limit"], rows))
    within = all(counts <= limit for _, _, counts, limit in measured)
    print(f"\n{'Within' if within else 'OVER'} the limits.")
    return int(chosen.check and not within)


if __name__ == "__main__":
    raise SystemExit(main())
