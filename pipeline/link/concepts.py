"""Put the items that are the same specialty together as concepts, through all editions.

An item has one counterpart in each other edition: where two could be it (one for bachelors, one for specialists), the
one with the stronger claim. Links that would make two items of one edition a single concept are left out, and said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.link.crosswalk import Edition, Link
from pipeline.link.names.items import Item
from pipeline.link.names.matching import Pair


@dataclass(frozen=True, slots=True)
class Concept:
    """Items of several editions that are the same specialty, oldest edition first."""

    items: tuple[Item, ...]

    @property
    def concept_id(self) -> str:
        """The id of its first entry, which no other concept has."""
        return self.items[0].item_id


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two ways from one edition to another that end at different items, in words; `item` is where they part."""

    item: Item
    message: str


def find_concepts(editions: Sequence[Edition], links: Sequence[Link]) -> tuple[list[Concept], list[Disagreement]]:
    """Return the concepts of editions (in the order of their dates), and where their links disagree."""
    pairs = [pair for link in links for pair in _mutual(link.matching.exact)]
    order = {edition.act_id: number for number, edition in enumerate(editions)}
    members = {item.item_id: [item] for edition in editions for item in edition.items}
    disagreements: list[Disagreement] = []
    # the strongest first, so that what must be left out is the weakest
    for pair in sorted(pairs, key=lambda pair: (-_strength(pair), pair.left.item_id, pair.right.item_id)):
        one, other = members[pair.left.item_id], members[pair.right.item_id]
        if one is other:
            continue
        if {item.act_id for item in one} & {item.act_id for item in other}:
            message = f"{_called(pair.left)} is {_called(pair.right)} by itself, and another through a third edition"
            disagreements.append(Disagreement(pair.right, message))
            continue
        one += other
        for item in other:
            members[item.item_id] = one
    found = {id(items): items for items in members.values()}.values()
    concepts = [Concept(tuple(sorted(items, key=lambda item: order[item.act_id]))) for items in found]
    return concepts, [*disagreements, *_find_gaps(concepts, pairs)]


def _mutual(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs of one level that are the strongest on both sides."""
    best: dict[tuple[int, str], Pair] = {}
    found = [pair for pair in pairs if pair.same_level]
    for pair in found:
        for side, item in enumerate((pair.left, pair.right)):
            if (side, item.item_id) not in best or _rank(pair) > _rank(best[side, item.item_id]):
                best[side, item.item_id] = pair
    for pair in found:
        if best[0, pair.left.item_id] is pair and best[1, pair.right.item_id] is pair:
            yield pair


def _strength(pair: Pair) -> float:
    return pair.claim + 10 * bool(pair.decision)


def _rank(pair: Pair) -> tuple[float, int, str]:
    """Rank rivals for one item: by strength, then the one that leads to more qualifications, then by id."""
    return _strength(pair), len(pair.left.qualifications) + len(pair.right.qualifications), pair.left.item_id


def _find_gaps(concepts: Iterable[Concept], pairs: Iterable[Pair]) -> Iterator[Disagreement]:
    """Yield the items of one concept that are not linked to each other, only through a third edition."""
    linked: defaultdict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        linked[pair.left.item_id].add(pair.right.item_id)
    for concept in concepts:
        for number, left in enumerate(concept.items):
            for right in concept.items[number + 1 :]:
                if right.item_id not in linked[left.item_id]:
                    message = f"{_called(left)} is {_called(right)} through another edition, but not by itself"
                    yield Disagreement(right, message)


def _called(item: Item) -> str:
    lang, name = item.names[0] if item.names else ("", item.item_id)
    return f"{lang} {name!r} ({item.act_id})".strip()
