"""What it takes to link 10,000 names with 10,000 others, and how many links are right: `python -m benchmarks.linking`.

The names are made from the glossary (see `varied_names`), so the truth is known, and every word is one that the matcher
can know: its figures say how it scales and what likeness of letters misses, not how it does on names never seen. Beside
it rapidfuzz compares the same names letter by letter, all with all: the best one over a threshold is its link, and the
threshold is the one that suits it best. Each is a process of its own; `--check` ends with 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Cost, machine, markdown_table, measure
from benchmarks.varied_names import Names, Printed, vary_names

WALL_LIMIT = 60  # seconds
PEAK_LIMIT = 2000  # MB
CHUNK = 500  # names on the left that cdist compares at once
THRESHOLDS = range(50, 101, 5)
TASKS = ("no links", "rapidfuzz", "match")

Links = set[tuple[int, int]]


def link_by_meaning(names: Names) -> Links:
    """Link the names as the editions of an act are linked."""
    from pipeline.link.names.items import Item
    from pipeline.link.names.matching import match

    def items(act: str, side: tuple[Printed, ...]) -> list[Item]:
        level = frozenset({"higher"})
        return [Item(act, None, level, frozenset(), name, (), (f"{act}:{at}",), False) for at, name in enumerate(side)]

    found = match(items("left", names.left), items("right", names.right))
    left, right = ([int(pair.key[side].partition(":")[2]) for pair in found.exact] for side in (0, 1))
    return set(zip(left, right, strict=True))


def link_by_letters(names: Names) -> Links:
    """Link each name on the left to the one on the right that has most letters in common, in any of its languages."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    left = [utils.default_process(name) for ((_, name),) in names.left]
    right = [(at, utils.default_process(name)) for at, printed in enumerate(names.right) for _, name in printed]
    best: list[tuple[float, int, int]] = []
    for start in range(0, len(left), CHUNK):
        scores = process.cdist(left[start : start + CHUNK], [name for _, name in right], scorer=fuzz.ratio, workers=1)
        places = np.argmax(scores, axis=1).tolist()
        best += [(float(scores[row, place]), start + row, right[place][0]) for row, place in enumerate(places)]
    over = [{(one, other) for score, one, other in best if score >= threshold} for threshold in THRESHOLDS]
    return max(over, key=lambda links: f_score(links, names))


def f_score(links: Links, names: Names) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * len(links & set(names.truth.items())) / (len(links) + len(names.truth))


def judge(links: Links, names: Names) -> list[str]:
    """Return precision, recall, and the recall where both print one language and where they don't, spelled."""
    truth = set(names.truth.items())
    common = {pair for pair in truth if names.left[pair[0]][0][0] in dict(names.right[pair[1]])}

    def share(found: Links, whole: Links) -> str:
        return f"{len(found & whole) / len(whole):.4f}" if whole else "–"

    return [share(truth, links), share(links, truth), share(links, common), share(links, truth - common)]


def run_task(task: str, count: int, seed: int) -> list[str]:
    """Make the names, link them as `task` does, and judge the links."""
    names = vary_names(count, seed)
    links: Links = set()
    if task != "no links":
        links = (link_by_letters if task == "rapidfuzz" else link_by_meaning)(names)
    return judge(links, names)


def measure_task(task: str, count: int, seed: int) -> tuple[Cost, list[str]]:
    """Run a task in a process of its own; return its cost and how its links are judged."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "judged.json")
        told = ["--task", task, "--names", str(count), "--seed", str(seed), "--result", str(result)]
        cost = measure([sys.executable, "-m", "benchmarks.linking", *told])
        return cost, json.loads(result.read_text(encoding="utf-8"))


def main() -> int:
    """Print one line per way to link; `no links` is what making the names costs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--names", type=int, default=10_000, help="how many on either side (default 10000)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--check", action="store_true", help="end with 1 when over a limit")
    options.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    options.add_argument("--result", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.task:
        chosen.result.write_text(json.dumps(run_task(chosen.task, chosen.names, chosen.seed)), encoding="utf-8")
        return 0

    done = {task: measure_task(task, chosen.names, chosen.seed) for task in TASKS}
    print(f"Linking {chosen.names} names with {chosen.names}, seed {chosen.seed}; {machine()}\n")
    head = ["", "wall, s", "processor, s", "peak RSS, MB", "precision", "recall", "same language", "another language"]
    print(
        markdown_table(
            head,
            [
                [task, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak / 1e6:.0f}", *judged]
                for task, (cost, judged) in done.items()
            ],
        )
    )
    cost = done["match"][0]
    within = cost.wall <= WALL_LIMIT and cost.peak / 1e6 <= PEAK_LIMIT
    print(f"\n{'Within' if within else 'OVER'} the limits of {WALL_LIMIT} s and {PEAK_LIMIT} MB.")
    return int(chosen.check and not within)


if __name__ == "__main__":
    raise SystemExit(main())
