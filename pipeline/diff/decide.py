"""What a decision would do: the comparison of a published folder with it and without it, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.contract import load_schema
from pipeline.diff.comparison import LEARNED, Comparison, Tables
from pipeline.diff.row_difference import Difference, find_differences
from pipeline.errors import DecisionError, UnknownIdError
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.link.names.decided import Expired, check_decisions
from pipeline.link.names.decided import find_expired as expired_among
from pipeline.link.names.items import Item, items_of
from pipeline.published import rows
from pipeline.read.decisions import Decision, NamedEdition, refuse_decided

Row = Mapping[str, Any]
# The rows of the tables that a comparison learns.
Learned = Mapping[str, Sequence[Row]]


def read_learned(out: Path) -> Learned:
    """Read what a comparison learns from the published folder `out`."""
    return {table: rows(table, out) for table in LEARNED}


def names_of(left: str, right: str, learned: Learned) -> tuple[str, str]:
    """Return the names that a decision about two entries is taken on: each in the first language of its act.

    Raises UnknownIdError for an entry that isn't there or has no name, DecisionError where the first isn't an entry of
    an older act.
    """
    entries = {row["entry_id"]: row for row in learned["list_entries"] if row["entry_id"] in (left, right)}
    names = []
    for entry_id in (left, right):
        if entry_id not in entries:
            advice = "name another one, or with --sources the folder that the tables were built from"
            raise UnknownIdError("no list prints the entry", place=entry_id, advice=advice)
        name = next((name for lang in LANGUAGES if (name := entries[entry_id].get(f"name_{lang}"))), None)
        if name is None:
            raise UnknownIdError("the entry prints no name", place=entry_id, advice="see tizmek findings")
        names.append(name)
    order, acts = _acts_by_date(learned), [entries[entry_id]["act_id"] for entry_id in (left, right)]
    if order.index(acts[0]) >= order.index(acts[1]):
        raise DecisionError(
            f"expected an entry of an older act first, found {acts[0]} before {acts[1]}",
            place=f"{left} {right}",
            advice="name the entry of the older act first; a close kind is seen from it",
        )
    return names[0], names[1]


def _acts_by_date(learned: Learned) -> list[str]:
    acts = sorted(learned["acts"], key=lambda act: (str(act.get("date") or ""), act["act_id"]))
    return [act["act_id"] for act in acts]


def find_expired(decisions: Sequence[Decision], learned: Learned) -> list[Expired]:
    """List the decisions that quote an entry or a name that is no longer printed, in the order of the decisions."""
    return expired_among(decisions, _items_of(decisions, learned))


def _items_of(decisions: Sequence[Decision], learned: Learned) -> list[Item]:
    """Return the items that decisions are about, in the order of their editions."""
    ids = frozenset().union(*(one.pair for one in decisions))
    keys = {(row["act_id"], row["code"]) for row in learned["list_entries"] if row["entry_id"] in ids}
    entries = [row for row in learned["list_entries"] if (row["act_id"], row["code"]) in keys]
    order = _acts_by_date(learned)
    return sorted(items_of(entries, learned["lists"]), key=lambda item: order.index(item.act_id))


def _standing(decisions: Sequence[Decision], learned: Learned) -> tuple[Decision, ...]:
    """Return the decisions that have not expired."""
    expired = {one.decision for one in find_expired(decisions, learned)}
    return tuple(one for one in decisions if one not in expired)


def refuse_beside(decision: Decision, decisions: Sequence[Decision], learned: Learned) -> None:
    """Raise DecisionError where a decision can't stand beside others; those that have expired are left aside."""
    standing = _standing(decisions, learned)
    refuse_decided(decision, standing)
    check_decisions((*standing, decision), _items_of((*standing, decision), learned))


def what_if(
    decision: Decision, decisions: Sequence[Decision], learned: Learned, named: Sequence[NamedEdition] = ()
) -> list[Difference]:
    """Tell which rows of the comparison would change if one more decision stood beside those that have not expired.

    `learned` is what is compared. Raises DecisionError for a pair that was decided already.
    """
    refuse_beside(decision, decisions, learned)
    standing = _standing(decisions, learned)
    before, after = (_tables(found, decision, learned, named) for found in (standing, (*standing, decision)))
    return [
        one
        for table in after
        for one in find_differences(table, load_schema(table).primary_key, before[table], after[table])
    ]


def _tables(
    decisions: Sequence[Decision], decision: Decision, learned: Learned, named: Sequence[NamedEdition]
) -> Tables:
    """Compare all editions as a build does; where a build would not, the two that the decision is about."""
    comparison = _compare(learned, decisions, named)
    if comparison.too_many or decision.pair & comparison.aside:
        acts = {row["act_id"] for row in learned["list_entries"] if row["entry_id"] in decision.pair}
        both = {table: [row for row in found if row["act_id"] in acts] for table, found in learned.items()}
        known = {row["entry_id"] for row in both["list_entries"]}
        comparison = _compare(both, [one for one in decisions if one.pair <= known])
    return comparison.tables()


def _compare(learned: Learned, decisions: Sequence[Decision], named: Sequence[NamedEdition] = ()) -> Comparison:
    """Learn act by act, as a build does, so that acts without lists are left out."""
    by_act: defaultdict[str, dict[str, list[Row]]] = defaultdict(lambda: {table: [] for table in LEARNED})
    for table, found in learned.items():
        for row in found:
            by_act[row["act_id"]][table].append(row)
    comparison = Comparison(decisions, named)
    for _, chunk in sorted(by_act.items()):
        comparison.learn(chunk)
    return comparison


def is_published(decisions: Sequence[Decision], out: Path) -> bool:
    """Tell whether a folder was published with these decisions, as far as its crosswalk shows: not with rejections."""
    found = {(row["left_entry_id"], row["right_entry_id"]) for row in rows("crosswalk", out, decided_by="decision")}
    compared = {row["entry_id"] for row in rows("lineage", out)}
    pairs = {(one.left_entry_id, one.right_entry_id) for one in decisions if one.relation != "rejected"}
    asked = {pair for pair in pairs if compared.issuperset(pair)}
    return asked <= found and bool(asked) == bool(found)
