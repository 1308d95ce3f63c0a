"""Whether speed and memory hold when the acts are many: `python -m benchmarks.many_acts`.

Makes varied acts (see `varied_acts`) in a temporary folder and builds 1/8, 1/4, 1/2 and all of them, each as a whole
process. MB of text per second and core is text over processor time; flat memory is the claim.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.measure import machine, markdown_table, measure, tizmek
from benchmarks.varied_acts import vary_acts, write_act

ROOT = Path(__file__).resolve().parent.parent


def count_rows(out: Path) -> int:
    """Count the list entries a build published, so that a fast build that reads nothing is seen."""
    import pyarrow.parquet as pq

    return int(pq.read_metadata(out / "list_entries.parquet").num_rows)


def measure_size(sources: Path, size: int, seed: int) -> list[str]:
    """Write `size` acts, build them, and return one row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        made, out = Path(folder, "sources"), Path(folder, "extracted")
        text = sum(write_act(made, *act) for act in vary_acts(sources, size, seed))
        cost = measure([*tizmek(), "build", "--sources", str(made), "--out", str(out)])
        return [
            f"{size}",
            f"{text / 1e6:.1f}",
            f"{count_rows(out)}",
            f"{cost.wall:.1f}",
            f"{cost.cpu:.1f}",
            f"{text / 1e6 / cost.cpu:.2f}",
            f"{cost.peak / 1e6:.0f}",
        ]


def main() -> int:
    """Print one line per size."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--acts", type=int, default=2000, help="the largest number of acts (default 2000)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--sources", type=Path, default=ROOT / "sources")
    chosen = options.parse_args()

    sizes = sorted({max(1, chosen.acts // part) for part in (8, 4, 2, 1)})
    rows = [measure_size(chosen.sources, size, chosen.seed) for size in sizes]
    print(f"Many acts, seed {chosen.seed}; {machine()}\n")
    head = ["acts", "text, MB", "list entries", "wall, s", "processor, s", "MB/s and core", "peak RSS, MB"]
    print(markdown_table(head, rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
