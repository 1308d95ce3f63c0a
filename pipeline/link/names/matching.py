"""Match the items of two editions: which are the same specialty, which are near it, and what must be reviewed.

Every pair of items that shares a meaning is compared by its names; where two acts use one system of codes, an equal
code bears a name out. Who is exactly whom is decided for all items at once, so that the sum of the evidence is greatest
and nobody is given away twice. What two rivals could claim alike is left to a person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np

from pipeline.link.names.items import Item, Taught, read_names
from pipeline.link.names.likeness import Likeness, Weights, compare_names, weights_of
from pipeline.link.names.readings import Name
from pipeline.read.decisions import CloseKind, Decision

Relation = Literal["exact", "close"]

# Names as alike as this mean the same; as alike as this, and one holds the other, something near it.
EXACT, CLOSE = 0.93, 0.5
# What a person may want to see as a candidate.
CANDIDATE = 0.4
# How far an equal code lifts a name, and what a name must say for itself even then.
_CODE_LIFTS, _LEAST_NAME = 0.85, 0.3
# Acts share a system of codes where so many equal codes, and this share of them, have names that are alike.
_SYSTEM_CODES, _SYSTEM_SHARE = 3, 0.5
# In the assignment: an equal code counts for more than any name; what names leave even a common group settles, or else
# the words by which a meaning is called.
_FOR_CODE, _FOR_GROUP, _FOR_WORDS = 1.0, 0.1, 0.05
# Rivals whose evidence differs by less than this have the same claim.
_EVEN = 0.01
# So many rights at most are compared with one left; in lists of names the likely ones come first by far.
_MOST_RIVALS = 25


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items of two editions, how alike their names are, what speaks for or against them, and who decided."""

    left: Item
    right: Item
    likeness: Likeness
    same_code: bool
    group: float
    decision: Decision | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The ids of both items."""
        return self.left.item_id, self.right.item_id

    @property
    def same_level(self) -> bool:
        """Whether the lists of both name a common level of education; where one names none, whether the codes agree."""
        if self.names_levels:
            return bool(self.left.levels & self.right.levels)
        return self.left.levels == self.right.levels or (self.left.code or "") == self.right.code

    @property
    def names_levels(self) -> bool:
        """Whether the lists of both name a level of education."""
        return bool(self.left.levels and self.right.levels)

    @property
    def block(self) -> tuple[object, ...]:
        """Within what an item has one exact partner: one level and qualification, or all where a level isn't named."""
        if self.names_levels:
            return self.left.qualifications, self.right.qualifications, self.same_level
        return ()

    @property
    def parted_by(self) -> str | None:
        """What forbids the two to be the same whatever their names are, in words."""
        if self.left.teaches != self.right.teaches:
            return "one trains teachers"
        quals = self.left.qualifications, self.right.qualifications
        if all(quals) and not quals[0] & quals[1]:
            return "they lead to different qualifications"
        return None

    @property
    def score(self) -> float:
        """The likeness of the names, lifted where the codes are equal (0..1)."""
        name = self.likeness.score
        return max(name, _CODE_LIFTS + (1 - _CODE_LIFTS) * name) if self.same_code and name >= _LEAST_NAME else name

    @property
    def claim(self) -> float:
        """What the pair weighs in the assignment."""
        said = _FOR_GROUP * self.group + _FOR_WORDS * self.likeness.by_words
        return self.score + _FOR_CODE * self.same_code + said

    @property
    def close_kind(self) -> CloseKind:
        """The right item seen from the left: it holds more fields, it is one kind of the left, or both overlap."""
        if self.decision and self.decision.close_kind:
            return self.decision.close_kind
        left, right = self.likeness.left_only, self.likeness.right_only
        if bool(left) == bool(right):
            return "overlap"
        longer = {token for name in (self.right if right else self.left).read for token in name.forms}
        apart = {token.place for token in right or left} - {token.place for token in longer - {*left, *right}}
        # what `and` parts is one more field; what stands beside the common words makes them narrower
        return "broader" if bool(apart) == bool(right) else "narrower"


@dataclass(frozen=True, slots=True)
class Matching:
    """What was decided of two editions: exact pairs, close ones, and those that a person must decide, with a cause."""

    exact: tuple[Pair, ...]
    close: tuple[Pair, ...]
    candidates: tuple[tuple[Pair, str], ...]


def match(left: Sequence[Item], right: Sequence[Item], taught: Taught = MappingProxyType({})) -> Matching:
    """Match the items of two editions; `taught` are translations of names that bilingual editions print."""
    pairs = _mark_codes(_compare(left, right, taught))
    exact, tied = _assign(_said_alike([pair for pair in pairs if pair.score >= EXACT and not pair.parted_by]))
    settled = {pair.key for pair in (*exact, *tied)}
    rest = [pair for pair in pairs if pair.key not in settled]
    taken = {(side, item, pair.same_level) for pair in exact for side, item in enumerate(pair.key)}
    disputed = {place for pair in tied for place in enumerate(pair.key)}
    close: list[Pair] = []
    candidates: list[tuple[Pair, str]] = [(pair, "rivals") for pair in tied]
    for pair in rest:
        if pair.same_code:
            candidates.append((pair, "same code, another name"))
        elif pair.score >= EXACT and pair.parted_by:
            candidates.append((pair, pair.parted_by))
        elif pair.score >= EXACT and not pair.likeness.unsaid and disputed.intersection(enumerate(pair.key)):
            candidates.append((pair, "rivals"))
        elif pair.score >= CLOSE and not (pair.likeness.left_only and pair.likeness.right_only) and not pair.parted_by:
            close.append(pair)
        elif pair.score >= CANDIDATE and not any(
            (side, item, pair.same_level) in taken for side, item in enumerate(pair.key)
        ):
            candidates.append((pair, pair.parted_by or "alike in part"))
    return Matching(tuple(exact), tuple(close), tuple(candidates))


def _said_alike(pairs: Sequence[Pair]) -> list[Pair]:
    """Leave out a pair with a bracket on one side only where one of the two has another claim, as well."""
    claims = Counter(place for pair in pairs for place in enumerate(pair.key))
    return [
        pair for pair in pairs if not pair.likeness.unsaid or all(claims[place] == 1 for place in enumerate(pair.key))
    ]


def _compare(left: Sequence[Item], right: Sequence[Item], taught: Taught) -> list[Pair]:
    """Return the pairs of items that share a meaning and may be candidates, or have the same code."""
    names = {item.item_id: _names(item, taught) for item in (*left, *right)}
    weights = weights_of(names.values())
    groups = _GroupLikeness(weights)
    rivals = _Rivals(right, names, weights)
    weighed = [weights.weigh(names[item.item_id]) for item in right]
    pairs = []
    for one in left:
        ours = weights.weigh(names[one.item_id])
        for number in rivals.of(one):
            other = right[number]
            likeness = compare_names(ours, weighed[number])
            if likeness.score >= CANDIDATE or (one.code and one.code == other.code):
                pairs.append(Pair(one, other, likeness, False, groups.of(one, other)))
    return pairs


class _Rivals:
    """The items of the right edition by the clues of their names and by their codes."""

    def __init__(self, right: Sequence[Item], names: Mapping[str, Sequence[Name]], weights: Weights) -> None:
        by_clue: defaultdict[str, list[int]] = defaultdict(list)
        by_code: defaultdict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(right):
            for key in _keys(names[item.item_id]):
                by_clue[key].append(number)
            if item.code:
                by_code[item.code].append(number)
        self._by_clue = {key: np.array(numbers) for key, numbers in by_clue.items()}
        self._by_code = by_code
        self._names, self._weights, self._count = names, weights, len(right)

    def of(self, item: Item) -> list[int]:
        """Return the places of the items that may be one on the left: the most likely ones, and those of its code."""
        shared = np.zeros(self._count)
        for key in sorted(_keys(self._names[item.item_id]) & self._by_clue.keys()):
            shared[self._by_clue[key]] += self._weights.by_key[key]
        found = np.flatnonzero(shared)
        likely = found[np.argsort(-shared[found], kind="stable")[:_MOST_RIVALS]]
        return list(dict.fromkeys([*likely.tolist(), *self._by_code.get(item.code or "", ())]))


def _names(item: Item, taught: Taught) -> tuple[Name, ...]:
    """Return an item's own names, and those that bilingual editions give them in another language."""
    return read_names([*item.names, *sorted(other for name in item.names for other in taught.get(name, ()))])


def _keys(names: Iterable[Name]) -> set[str]:
    return {key for name in names for key in name.clues()}


class _GroupLikeness:
    """How alike the groups of two items are; the same two groups are compared once."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known: dict[tuple[object, object], float] = {}

    def of(self, left: Item, right: Item) -> float:
        key = (left.groups, right.groups)
        if key not in self._known:
            ours, theirs = (self._weights.weigh(read_names(item.groups)) for item in (left, right))
            self._known[key] = compare_names(ours, theirs).score
        return self._known[key]


def _mark_codes(pairs: Sequence[Pair]) -> list[Pair]:
    """Mark the pairs of one code, where both acts use one system of codes."""
    equal = [pair for pair in pairs if pair.left.code and pair.left.code == pair.right.code]
    borne_out = sum(pair.likeness.score >= CLOSE for pair in equal)
    if borne_out < _SYSTEM_CODES or borne_out < _SYSTEM_SHARE * len(equal):
        return list(pairs)
    return [replace(pair, same_code=pair.same_level and pair.left.code == pair.right.code) for pair in pairs]


def _assign(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Give each item one exact partner at most among those of one level and qualification; return ties apart."""
    blocks: defaultdict[object, list[Pair]] = defaultdict(list)
    for pair in pairs:
        blocks[pair.block].append(pair)
    given: list[Pair] = []
    tied: list[Pair] = []
    for block in blocks.values():
        for component in _components(block):
            chosen = _best(component)
            for pair in chosen:
                (tied if _has_even_rival(pair, component, chosen) else given).append(pair)
    return given, tied


def _components(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Part pairs into those that compete with each other for their items."""
    root: dict[tuple[int, str], tuple[int, str]] = {}

    def find(node: tuple[int, str]) -> tuple[int, str]:
        while root.setdefault(node, node) != node:
            root[node] = node = root[root[node]]
        return node

    for pair in pairs:
        root[find((0, pair.left.item_id))] = find((1, pair.right.item_id))
    found: defaultdict[tuple[int, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[find((0, pair.left.item_id))].append(pair)
    return list(found.values())


def _best(pairs: Sequence[Pair]) -> list[Pair]:
    """Choose pairs that have no item in common so that their claims add up to the most."""
    lefts = {item: i for i, item in enumerate(sorted({pair.left.item_id for pair in pairs}))}
    rights = {item: i for i, item in enumerate(sorted({pair.right.item_id for pair in pairs}))}
    if len(lefts) == 1 or len(rights) == 1:
        return [max(sorted(pairs, key=lambda pair: pair.key), key=lambda pair: pair.claim)]
    from scipy.optimize import linear_sum_assignment  # a third of a second to import, and few items have rivals

    by_place = {(lefts[pair.left.item_id], rights[pair.right.item_id]): pair for pair in pairs}
    claims = np.zeros((len(lefts), len(rights)))
    for place, pair in by_place.items():
        claims[place] = pair.claim
    rows, columns = linear_sum_assignment(claims, maximize=True)
    places = zip(rows.tolist(), columns.tolist(), strict=True)
    return [by_place[place] for place in places if place in by_place]


def _has_even_rival(pair: Pair, pairs: Sequence[Pair], chosen: Sequence[Pair]) -> bool:
    """Tell whether an item that got nobody has the same claim on one of the two."""
    lefts, rights = ({one.key[side] for one in chosen} for side in (0, 1))
    for rival in pairs:
        if abs(rival.claim - pair.claim) >= _EVEN:
            continue
        if rival.left is pair.left and rival.right.item_id not in rights:
            return True
        if rival.right is pair.right and rival.left.item_id not in lefts:
            return True
    return False
