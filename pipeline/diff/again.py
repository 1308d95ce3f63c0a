"""Compare the editions of a published folder again: all of them, or those that are named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.diff.comparison import LEARNED, Comparison, Row
from pipeline.published import rows
from pipeline.read.decisions import Decision, NamedEdition


def acts_with_lists(out: Path) -> dict[str, Row]:
    """Return the acts of the published folder `out` that print lists, oldest first, by id."""
    listed = {row["act_id"] for row in rows("lists", out)} & {row["act_id"] for row in rows("list_entries", out)}
    acts = sorted(rows("acts", out), key=lambda act: (str(act["date"] or ""), act["act_id"]))
    return {act["act_id"]: act for act in acts if act["act_id"] in listed}


def compare_again(out: Path, decisions: Sequence[Decision] = (), named: Sequence[NamedEdition] = ()) -> Comparison:
    """Compare the editions of the published folder `out` as a build does. Raises DecisionError as a build does."""
    comparison = Comparison(decisions, named)
    comparison.learn({table: rows(table, out) for table in LEARNED})
    return comparison


def compare_acts(act_ids: Iterable[str], out: Path, decisions: Sequence[Decision] = ()) -> Comparison:
    """Compare some acts of the published folder `out`; decisions about others are left aside."""
    chosen = frozenset(act_ids)
    chunk = {table: [row for row in rows(table, out) if row["act_id"] in chosen] for table in LEARNED}
    known = {row["entry_id"] for row in chunk["list_entries"]}
    comparison = Comparison([one for one in decisions if {one.left_entry_id, one.right_entry_id} <= known])
    comparison.learn(chunk)
    return comparison
