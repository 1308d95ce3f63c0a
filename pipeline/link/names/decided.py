"""Let decisions beat the matcher: what a person decided stands, and what contradicts it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import DecisionError
from pipeline.link.names.items import Item
from pipeline.link.names.likeness import compare_alone
from pipeline.link.names.matching import Matching, Pair
from pipeline.read.decisions import Decision


@dataclass(frozen=True, slots=True)
class Quoted:
    """An entry as a decision quoted it, and the names it has now; none where no list prints it any more."""

    entry_id: str
    quoted: str
    printed: tuple[str, ...] | None

    @property
    def fault(self) -> str | None:
        """What is no longer as it was quoted, if anything is."""
        if self.printed is None:
            return f"no list prints the entry {self.entry_id!r} any more"
        if self.quoted not in self.printed:
            return f"the entry {self.entry_id!r} was {self.quoted!r} and is {' / '.join(self.printed)!r} now"
        return None


@dataclass(frozen=True, slots=True)
class Expired:
    """A decision with an entry that isn't there, or that has another name now."""

    decision: Decision
    left: Quoted
    right: Quoted

    @property
    def fault(self) -> str | None:
        """What is wrong with the first of its entries that isn't as it was quoted."""
        return self.left.fault or self.right.fault


def find_expired(decisions: Iterable[Decision], items: Iterable[Item]) -> list[Expired]:
    """List the decisions that quote what `items` don't print, in the order of the decisions."""
    names = {entry_id: tuple(name for _, name in item.names) for item in items for entry_id in item.entry_ids}
    quoted = (
        Expired(
            one,
            Quoted(one.left_entry_id, one.left_name, names.get(one.left_entry_id)),
            Quoted(one.right_entry_id, one.right_name, names.get(one.right_entry_id)),
        )
        for one in decisions
    )
    return [one for one in quoted if one.fault]


def check_decisions(decisions: Sequence[Decision], items: Iterable[Item]) -> None:
    """Raise DecisionError for the first decision that can't be applied; `items` come in the order of their editions.

    That is one about an entry that isn't there or has another name now, one whose left entry is not of an older act,
    and a second one about the same items.
    """
    by_entry = {entry_id: item for item in items for entry_id in item.entry_ids}
    age = {act_id: number for number, act_id in enumerate(dict.fromkeys(item.act_id for item in by_entry.values()))}
    faults = {one.decision: one.fault for one in find_expired(decisions, by_entry.values())}
    seen: dict[tuple[str, str], str] = {}
    for one in decisions:
        if fault := faults.get(one):
            raise DecisionError(fault, place=one.place, advice="review the pair again")
        left, right = by_entry[one.left_entry_id], by_entry[one.right_entry_id]
        if age[left.act_id] >= age[right.act_id]:
            raise DecisionError(
                f"expected an entry of an older act on the left, found {left.act_id} and {right.act_id}",
                place=one.place,
                advice="write the older one on the left",
            )
        first = seen.setdefault((left.item_id, right.item_id), one.place)
        if first != one.place:
            raise DecisionError(
                f"the same items were decided already in {first}", place=one.place, advice="delete one of them"
            )


def decide(matching: Matching, left: Sequence[Item], right: Sequence[Item], decisions: Iterable[Decision]) -> Matching:
    """Apply the decisions about two editions to what the matcher found."""
    sides = [{entry_id: item for item in side for entry_id in item.entry_ids} for side in (left, right)]
    decided: dict[tuple[str, str], Decision] = {}
    for one in decisions:
        if one.left_entry_id in sides[0] and one.right_entry_id in sides[1]:
            decided[sides[0][one.left_entry_id].item_id, sides[1][one.right_entry_id].item_id] = one
    if not decided:
        return matching
    open_pairs = (pair for pair, _ in matching.candidates)
    pairs = {pair.key: pair for pair in (*matching.exact, *matching.close, *open_pairs)}
    exact = [_decided(key, one, pairs, sides) for key, one in decided.items() if one.relation == "exact"]
    close = [_decided(key, one, pairs, sides) for key, one in decided.items() if one.relation == "close"]
    taken = {(side, item, pair.block) for pair in exact for side, item in enumerate(pair.key)}

    def is_beaten(pair: Pair) -> bool:
        return any((side, item, pair.block) in taken for side, item in enumerate(pair.key))

    free = [pair for pair in matching.exact if pair.key not in decided]
    beaten = [(pair, "a decision gave one of them to another") for pair in free if is_beaten(pair)]
    return Matching(
        (*(pair for pair in free if not is_beaten(pair)), *exact),
        (*(pair for pair in matching.close if pair.key not in decided), *close),
        (*((pair, cause) for pair, cause in matching.candidates if pair.key not in decided), *beaten),
    )


def _decided(
    key: tuple[str, str],
    decision: Decision,
    pairs: Mapping[tuple[str, str], Pair],
    sides: Sequence[Mapping[str, Item]],
) -> Pair:
    if found := pairs.get(key):
        return replace(found, decision=decision)
    left, right = sides[0][key[0]], sides[1][key[1]]
    return Pair(left, right, compare_alone(left.read, right.read), False, 0.0, decision)
