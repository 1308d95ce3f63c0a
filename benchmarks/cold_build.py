"""How long a build of the committed sources takes from nothing, and how much memory: `python -m benchmarks.cold_build`.

Each run is a whole process, interpreter start and imports included, into a new empty folder. `--check` ends with 1 when
the median wall time or the largest peak is over its limit.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, machine, markdown_table, measure, tizmek

ROOT = Path(__file__).resolve().parent.parent
WALL_LIMIT = 3.0  # seconds
PEAK_LIMIT = 400  # MB


def build_once(sources: Path) -> Cost:
    """Build into a folder that didn't exist and return the cost."""
    with tempfile.TemporaryDirectory() as folder:
        return measure([*tizmek(), "build", "--sources", str(sources), "--out", str(Path(folder, "extracted"))])


def main() -> int:
    """Print the median, the fastest and the slowest run, and the memory, beside their limits."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=7, help="how many builds (default 7)")
    options.add_argument("--sources", type=Path, default=ROOT / "sources")
    options.add_argument("--check", action="store_true", help="end with 1 when over a limit")
    chosen = options.parse_args()

    costs = [build_once(chosen.sources) for _ in range(chosen.runs)]
    walls = [cost.wall for cost in costs]
    median, peak = statistics.median(walls), max(cost.peak for cost in costs) / 1e6
    print(f"Cold build of {chosen.sources.name}/, {chosen.runs} runs; {machine()}\n")
    print(
        markdown_table(
            ["", "median", "min", "max", "limit"],
            [
                ["wall, s", f"{median:.2f}", f"{min(walls):.2f}", f"{max(walls):.2f}", f"{WALL_LIMIT:.0f}"],
                [
                    "peak RSS, MB",
                    f"{statistics.median(cost.peak for cost in costs) / 1e6:.0f}",
                    f"{min(cost.peak for cost in costs) / 1e6:.0f}",
                    f"{peak:.0f}",
                    f"{PEAK_LIMIT}",
                ],
            ],
        )
    )
    within = median <= WALL_LIMIT and peak <= PEAK_LIMIT
    print(f"\n{'Within' if within else 'OVER'} the limits.")
    return int(chosen.check and not within)


if __name__ == "__main__":
    raise SystemExit(main())
