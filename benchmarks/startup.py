"""How long `tizmek --help` takes beside an interpreter that does nothing: `python -m benchmarks.startup`.

The two commands run in alternation, so that a busy moment of the machine falls on both.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from benchmarks.measure import machine, markdown_table, measure, tizmek


def main() -> int:
    """Print the median of both commands and their ratio."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--runs", type=int, default=15, help="how many pairs (default 15)")
    chosen = options.parse_args()

    commands = {"python -c pass": [sys.executable, "-c", "pass"], "tizmek --help": [*tizmek(), "--help"]}
    for command in commands.values():
        measure(command)  # the first run fills the disk cache and writes bytecode
    walls: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(chosen.runs):
        for name, command in commands.items():
            walls[name].append(measure(command).wall)

    nothing, help_text = (statistics.median(times) for times in walls.values())
    print(f"Start, {chosen.runs} pairs in alternation; {machine()}\n")
    print(
        markdown_table(
            ["", "median, ms", "min, ms", "max, ms"],
            [
                [name, f"{statistics.median(times) * 1e3:.0f}", f"{min(times) * 1e3:.0f}", f"{max(times) * 1e3:.0f}"]
                for name, times in walls.items()
            ],
        )
    )
    print(f"\nRatio of the medians: {help_text / nothing:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
