"""Compare the editions of a published folder again: all of them, or those that are named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.diff.comparison import LEARNED, Comparison, Row
from pipeline.published import rows
from pipeline.read.decisions import Decision


def acts_with_lists(out: Path) -> dict[str, Row]:
    """Return the acts of the published folder `out` that print lists, oldest first, by id."""
    listed = {row["act_id"] for row in rows("lists", out)} & {row["act_id"] for row in rows("list_entries", out)}
    acts = sorted(rows("acts", out), key=lambda act: (str(act["date"] or ""), act["act_id"]))
    return {act["act_id"]: act for act in acts if act["act_id"] in listed}


def compare_again(out: Path, decisions: Sequence[Decision] = (), act_ids: Iterable[str] | None = None) -> Comparison:
    """Compare editions of the published folder `out`: those of `act_ids`, or all as a build does.

    Decisions about other editions are left aside where acts are named. Raises DecisionError as a build does.
    """
    named = None if act_ids is None else frozenset(act_ids)
    chunk = {table: [row for row in rows(table, out) if named is None or row["act_id"] in named] for table in LEARNED}
    if named is not None:
        known = {row["entry_id"] for row in chunk["list_entries"]}
        decisions = [one for one in decisions if {one.left_entry_id, one.right_entry_id} <= known]
    comparison = Comparison(decisions)
    comparison.learn(chunk)
    return comparison
