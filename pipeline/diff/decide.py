"""What a decision would do: the comparison of a published folder with it and without it, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.contract import load_schema
from pipeline.diff.again import acts_with_lists, compare_acts, compare_again
from pipeline.diff.comparison import Tables
from pipeline.errors import DecisionError, UnknownIdError
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.published import rows
from pipeline.read.decisions import Decision, NamedEdition

Row = Mapping[str, Any]
# A key of several columns is told as one word.
_BETWEEN = ".."


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a comparison's table that a decision adds (`before` is none), takes away or changes."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None

    @property
    def sign(self) -> str:
        """`+` for a row that comes, `-` for one that goes, `~` for one that changes."""
        return "~" if self.before and self.after else "+" if self.after else "-"

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that change, in a row that stays."""
        if not (self.before and self.after):
            return ()
        return tuple(name for name in self.after if self.before.get(name) != self.after[name])


def names_of(left: str, right: str, out: Path) -> tuple[str, str]:
    """Return the names that a decision about two entries is taken on: each in the first language of its act.

    Raises UnknownIdError for an entry without a name, DecisionError where the first isn't an entry of an older act.
    """
    names, acts = [], []
    for entry_id in (left, right):
        (entry,) = rows("list_entries", out, entry_id=entry_id)
        name = next((entry[f"name_{lang}"] for lang in LANGUAGES if entry[f"name_{lang}"]), None)
        if name is None:
            raise UnknownIdError(f"the entry {entry_id!r} prints no name", place=str(out), advice="see tizmek findings")
        names.append(name)
        acts.append(entry["act_id"])
    order = list(acts_with_lists(out))
    if order.index(acts[0]) >= order.index(acts[1]):
        raise DecisionError(
            f"expected an entry of an older act first, found {acts[0]} before {acts[1]}",
            place=f"{left} {right}",
            advice="name the entry of the older act first; a close kind is seen from it",
        )
    return names[0], names[1]


def what_if(
    decision: Decision, decisions: Sequence[Decision], out: Path, named: Sequence[NamedEdition] = ()
) -> list[Difference]:
    """Tell which rows of the comparison would change if one more decision stood beside the others.

    Raises DecisionError for a pair that was decided already, and for a decision that has expired.
    """
    pair = {decision.left_entry_id, decision.right_entry_id}
    for one in decisions:
        if {one.left_entry_id, one.right_entry_id} == pair:
            advice = "change that line, or delete it and decide again"
            raise DecisionError(f"the pair was decided already: {one.relation}", place=one.place, advice=advice)
    before, after = (_tables(found, decision, out, named) for found in (decisions, (*decisions, decision)))
    return [one for table in after for one in _differences(table, before[table], after[table])]


def _tables(decisions: Sequence[Decision], decision: Decision, out: Path, named: Sequence[NamedEdition]) -> Tables:
    """Compare all editions as a build does; where a build would not, the two that the decision is about."""
    comparison = compare_again(out, decisions, named)
    pair = {decision.left_entry_id, decision.right_entry_id}
    if comparison.too_many or pair & comparison.aside:
        entries = [entry for one in pair for entry in rows("list_entries", out, entry_id=one)]
        comparison = compare_acts({entry["act_id"] for entry in entries}, out, decisions)
    return comparison.tables()


def _differences(table: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    key = load_schema(table).primary_key
    old, new = ({tuple(row[name] for name in key): row for row in side} for side in (before, after))
    for row_key in sorted(old.keys() | new.keys()):
        if old.get(row_key) != new.get(row_key):
            yield Difference(table, _BETWEEN.join(map(str, row_key)), old.get(row_key), new.get(row_key))


def is_published(decisions: Sequence[Decision], out: Path) -> bool:
    """Tell whether a folder was published with these decisions, as far as its crosswalk shows: not with rejections."""
    found = {(row["left_entry_id"], row["right_entry_id"]) for row in rows("crosswalk", out, decided_by="decision")}
    compared = {row["entry_id"] for row in rows("lineage", out)}
    pairs = {(one.left_entry_id, one.right_entry_id) for one in decisions if one.relation != "rejected"}
    asked = {pair for pair in pairs if compared.issuperset(pair)}
    return asked <= found and bool(asked) == bool(found)
