"""How many names of lists the project was not written for find their translations: `python -m benchmarks.unseen_names`.

The names are those of tests/golden/names. Names stand alone: no codes, groups or levels help. A name is within reach
where its translation isn't claimed by several names alike: which of those it belongs to is nothing a matcher can know.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import markdown_table
from pipeline.link.names.items import Item
from pipeline.link.names.matching import match

NAMES = Path(__file__).resolve().parent.parent / "tests" / "golden" / "names" / "names.csv"


@dataclass(frozen=True, slots=True)
class Score:
    """How many names were given a translation, rightly, of how many; `contested` were left open among rivals."""

    names: int
    linked: int
    right: int
    contested: int

    @property
    def precision(self) -> float:
        """The share of the links that are right."""
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """The share of the names that are linked rightly, of those that aren't contested."""
        return self.right / (self.names - self.contested)


def read_pairs(half: str, lang: str) -> list[tuple[str, str]]:
    """Return the names of one half in a language, each with a translation."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        return [(row["name"], row["ru"]) for row in csv.DictReader(file) if (row["half"], row["lang"]) == (half, lang)]


def score(pairs: list[tuple[str, str]], lang: str) -> Score:
    """Match the names with the translations and judge the exact links."""
    truth = defaultdict(set)
    for name, translation in pairs:
        truth[name].add(translation)
    left = [_item("left", at, lang, name) for at, name in enumerate(truth)]
    right = [_item("right", at, "ru", name) for at, name in enumerate(dict.fromkeys(other for _, other in pairs))]
    found = match(left, right)
    links = [(pair.left.names[0][1], pair.right.names[0][1]) for pair in found.exact]
    linked = {name for name, _ in links}
    rivals = {pair.left.names[0][1] for pair, cause in found.candidates if cause == "rivals"} - linked
    return Score(len(truth), len(links), sum(other in truth[name] for name, other in links), len(rivals))


def _item(act_id: str, at: int, lang: str, name: str) -> Item:
    level = frozenset({"higher"})
    return Item(act_id, None, level, frozenset(), ((lang, name),), (), (f"{act_id}:{at}",), teaches=False)


def main() -> None:
    """Print the table."""
    rows = []
    for half in ("seen", "unseen"):
        for lang in ("kk", "ky"):
            one = score(read_pairs(half, lang), lang)
            counts = (one.names, one.linked, one.right, one.contested)
            rows.append([half, f"{lang}-ru", *map(str, counts), f"{one.precision:.3f}", f"{one.recall:.3f}"])
    header = ["half", "languages", "names", "linked", "right", "contested", "precision", "recall"]
    print(markdown_table(header, rows))


if __name__ == "__main__":
    main()
