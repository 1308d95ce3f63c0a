"""The published tables of a comparison, as the report looks at them: editions, pairs of them, their cases and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from textwrap import dedent
from typing import Any

from pipeline.diff.answers import Cells
from pipeline.languages.vocabulary import LANGUAGES

Row = Mapping[str, Any]
# Gives the rows of a published table.
Read = Callable[[str], Sequence[Row]]

NAME = "coalesce({0}." + ", {0}.".join(f"name_{lang}" for lang in LANGUAGES) + ")"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two editions, the older first."""

    left: Row
    right: Row
    is_change: bool

    @property
    def name(self) -> str:
        """The short names of both acts."""
        return f"{called(self.left)} to {called(self.right)}"

    @property
    def step(self) -> str:
        """What the step from the one to the other is, in words."""
        if self.is_change:
            return "a change of law"
        countries = {act["jurisdiction"] for act in (self.left, self.right)}
        return "a comparison of two countries" if None not in countries else "a comparison: a country is not known"

    @property
    def where(self) -> str:
        """The condition of a query that chooses the rows of the pair."""
        return f"left_act_id = '{self.left['act_id']}' AND right_act_id = '{self.right['act_id']}'"


def called(act: Row) -> str:
    """Return a short name of an act: its country, year and number, as far as it has them."""
    year = act["date"].year if act["date"] else None
    number = f"№ {act['number']}" if act["number"] else None
    return " ".join(str(part) for part in (act["jurisdiction"], year, number) if part) if number else act["act_id"]


class Editions:
    """The tables of a dataset, as the report looks at them."""

    def __init__(self, read: Read) -> None:
        self.read = cache(read)

    @cached_property
    def acts(self) -> list[Row]:
        """The acts that were compared, oldest first."""
        compared = {row["act_id"] for row in self.read("lineage")}
        found = [row for row in self.read("acts") if row["act_id"] in compared]
        return sorted(found, key=lambda row: (str(row["date"] or ""), row["act_id"]))

    @cached_property
    def pairs(self) -> list[Pair]:
        """Each compared act with every later one."""
        steps = {(row["left_act_id"], row["right_act_id"]): row["step"] for row in self.read("lens_changes")}
        return [
            Pair(left, right, steps[left["act_id"], right["act_id"]] == "change")
            for left, right in combinations(self.acts, 2)
        ]

    @cached_property
    def entries(self) -> dict[str, Row]:
        """The rows of `list_entries` by their ids."""
        return {row["entry_id"]: row for row in self.read("list_entries")}

    def of(self, table: str, pair: Pair) -> list[Row]:
        """Return the rows of a table that are about a pair."""
        ids = (pair.left["act_id"], pair.right["act_id"])
        return [row for row in self.read(table) if (row["left_act_id"], row["right_act_id"]) == ids]

    def through(self, pair: Pair) -> list[Row]:
        """Return the cases of a pair, as the lens `distance` sees them."""
        return [row for row in self.of("lens_changes", pair) if row["lens"] == "distance"]

    def printed(self, entry_id: str) -> Cells:
        """Return the code of an entry, and its name in the first language that has one."""
        entry = self.entries[entry_id]
        return entry["code"], next((entry[f"name_{lang}"] for lang in LANGUAGES if entry[f"name_{lang}"]), None)

    def levels(self, act: Row) -> set[str]:
        """Return the levels that an act has lists of."""
        listed = (row for row in self.read("lineage") if row["act_id"] == act["act_id"] and row["level"])
        return {level for row in listed for level in row["level"].split("+")}


def words(name: str) -> str:
    """Spell a name of the contract as words."""
    return name.replace("_", " ")


def weight(change: Row) -> str:
    """Say what a row of `changes` weighs."""
    return "substantive" if change["substantive"] else "clerical"


def nulls_last(cells: Iterable[object]) -> tuple[tuple[bool, Any], ...]:
    """Return a sort key that puts cells in the order of SQL: by code point, those without a value last."""
    return tuple((cell is None, cell) for cell in cells)


def query(text: str) -> str:
    """Return a query without the indent that it has in code."""
    return dedent(text).strip()
