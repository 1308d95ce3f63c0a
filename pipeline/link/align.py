"""The provisions of one act in two languages, side by side.

From the top of the tree down: siblings are paired in text order, and then the children of each pair. A number that both
sides print is the anchor, so a provision that one side lacks moves no other; without numbers, order, length and clues
that need no dictionary decide. Where numbers run on through an act, an article or point whose chapters are not a pair
still finds its twin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.link.chains import best_chain
from pipeline.link.figures import normalize_num
from pipeline.link.likeness import (
    Measure,
    Profile,
    Scale,
    certainty,
    has_common_clues,
    likeness,
    profile_of,
    scale_of,
)

Method = Literal["number", "position", "content"]

# In the points of a likeness: equal numbers, unlike numbers, a number on one side only, kinds that are not the same.
_SAME_NUM, _OTHER_NUM, _ONE_NUM, _OTHER_KIND = 3.0, -4.0, -2.0, -1.0
_GAP = -1.0
_STEPS = ((1, 1), (1, 0), (0, 1))
# Kinds that one language's text may print for another's.
_KINDRED = (frozenset({"indent", "paragraph", "preamble"}), frozenset({"point", "subpoint", "paragraph"}))
# Kinds whose numbers may run on from chapter to chapter.
_RUNNING = frozenset({"article", "point"})
_CERTAIN_OF_MISSING_NUM, _CERTAIN_OF_MISSING = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision as it is aligned; `kind` is one of provisions.kind, `num` as printed, `parent` the key of another."""

    key: str
    parent: str | None
    kind: str
    num: str | None
    heading: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause and its twin, or None for the one that is missing, by what they were paired, and how surely (0..1).

    A pair by `number` scores 0.5 and more, less where length and clues speak against it; one by `position` has only
    order and length, one by `content` common clues too.
    """

    left: str | None
    right: str | None
    method: Method
    score: float


@dataclass(frozen=True, slots=True)
class _Node:
    clause: Clause
    num: str | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Side:
    """One language: its nodes in text order, and the places of each node's children (None: of the roots)."""

    nodes: Sequence[_Node]
    children: dict[str | None, list[int]]

    def below(self, at: int) -> list[int]:
        return self.children.get(self.nodes[at].clause.key, [])


# Place on the left -> place on the right, by what, and the points for it.
_Found = dict[int, tuple[int, Method, float]]
_Gain = tuple[float, Method]


def _sides(
    left: Sequence[Clause], right: Sequence[Clause], left_lang: str, right_lang: str
) -> tuple[_Side, _Side, Scale]:
    own = [[profile_of(f"{clause.heading or ''}\n{clause.text or ''}") for clause in side] for side in (left, right)]
    scale = scale_of(*own)
    return (
        _side(left, own[0], left_lang, scale, scale.ratio),
        _side(right, own[1], right_lang, scale, 1.0),
        scale,
    )


def _side(clauses: Sequence[Clause], own: Sequence[Profile], lang: str, scale: Scale, ratio: float) -> _Side:
    place = {clause.key: at for at, clause in enumerate(clauses)}
    children: dict[str | None, list[int]] = defaultdict(list)
    for at, clause in enumerate(clauses):
        children[clause.parent if clause.parent in place else None].append(at)
    whole = list(own)  # with all that stands below
    for at in range(len(clauses) - 1, -1, -1):
        parent = clauses[at].parent
        if parent is not None and parent in place:
            whole[place[parent]] |= whole[at]
    nodes = [
        _Node(clause, normalize_num(clause.num, lang) if clause.num else None, scale.measure(profile, ratio))
        for clause, profile in zip(clauses, whole, strict=True)
    ]
    return _Side(nodes, dict(children))


def _judge(ours: _Node, theirs: _Node, scale: Scale) -> _Gain | None:
    """Say how good a pair would be and what bears it out; None where the kinds forbid it."""
    kinds = {ours.clause.kind, theirs.clause.kind}
    if len(kinds) > 1 and not any(kinds <= kindred for kindred in _KINDRED):
        return None
    gain = likeness(ours.measure, theirs.measure, scale.rarity) + _OTHER_KIND * (len(kinds) - 1)
    if ours.num is not None and ours.num == theirs.num:
        return gain + _SAME_NUM, "number"
    if ours.num is not None and theirs.num is not None:
        gain += _OTHER_NUM
    elif ours.num is not None or theirs.num is not None:
        gain += _ONE_NUM
    return gain, "content" if has_common_clues(ours.measure, theirs.measure, scale.rarity) else "position"


def _pair_siblings(
    left: _Side, right: _Side, scale: Scale, ours: Sequence[int], theirs: Sequence[int], found: _Found
) -> None:
    """Pair two runs of siblings and, pair by pair, what stands below them."""

    def score(i: int, j: int, di: int, dj: int) -> float | None:
        if not (di and dj):
            return _GAP
        judged = _judge(left.nodes[ours[i - 1]], right.nodes[theirs[j - 1]], scale)
        return judged and judged[0]

    for i, j, step in best_chain(len(ours), len(theirs), _STEPS, score):
        if step == (1, 1):
            _settle(left, right, scale, ours[i - 1], theirs[j - 1], found)


def _settle(left: _Side, right: _Side, scale: Scale, at: int, twin: int, found: _Found) -> None:
    judged = _judge(left.nodes[at], right.nodes[twin], scale)
    if judged is not None:
        found[at] = twin, judged[1], judged[0]
        _pair_siblings(left, right, scale, left.below(at), right.below(twin), found)


def _pair_running_numbers(left: _Side, right: _Side, scale: Scale, found: _Found) -> None:
    """Pair the articles and points left over whose parents are no pair, by number, and what stands below them."""
    taken = {twin for twin, _, _ in found.values()}
    ours = [at for at in range(len(left.nodes)) if at not in found and _has_running_num(left.nodes[at])]
    theirs = [at for at in range(len(right.nodes)) if at not in taken and _has_running_num(right.nodes[at])]

    def score(i: int, j: int, di: int, dj: int) -> float | None:
        if not (di and dj):
            return _GAP
        one, other = left.nodes[ours[i - 1]], right.nodes[theirs[j - 1]]
        judged = _judge(one, other, scale) if one.num == other.num else None
        return judged and judged[0]

    for i, j, step in best_chain(len(ours), len(theirs), _STEPS, score):
        if step == (1, 1):
            _settle(left, right, scale, ours[i - 1], theirs[j - 1], found)


def _has_running_num(node: _Node) -> bool:
    return node.clause.kind in _RUNNING and node.num is not None


def _pair_of(left: _Node, right: _Node, method: Method, gain: float) -> Pair:
    if method == "number":
        return Pair(left.clause.key, right.clause.key, method, round((1 + certainty(gain - _SAME_NUM)) / 2, 3))
    return Pair(left.clause.key, right.clause.key, method, certainty(gain))


def _missing(node: _Node) -> tuple[Method, float]:
    return ("number", _CERTAIN_OF_MISSING_NUM) if node.num is not None else ("position", _CERTAIN_OF_MISSING)


def _in_order(left: _Side, right: _Side, found: _Found) -> Iterator[Pair]:
    """Yield all pairs in the order of the left side, a clause only the right side has after the one before it."""
    taken = {twin for twin, _, _ in found.values()}
    following: dict[int, list[int]] = defaultdict(list)
    before = -1
    for at in range(len(right.nodes)):
        if at in taken:
            before = at
        else:
            following[before].append(at)

    def lone(at: int) -> Iterator[Pair]:
        for alone in following[at]:
            yield Pair(None, right.nodes[alone].clause.key, *_missing(right.nodes[alone]))

    yield from lone(-1)
    for at, node in enumerate(left.nodes):
        if at not in found:
            yield Pair(node.clause.key, None, *_missing(node))
            continue
        twin, method, gain = found[at]
        yield _pair_of(node, right.nodes[twin], method, gain)
        yield from lone(twin)


def align(left: Sequence[Clause], right: Sequence[Clause], left_lang: str, right_lang: str) -> list[Pair]:
    """Pair the clauses of one act in two languages; each side in text order, keys unique, a parent before its children.

    Every clause of either side stands in exactly one pair. Pairs come in the order of the left side; what is missing
    there follows what stands before it on the right.
    """
    ours, theirs, scale = _sides(left, right, left_lang, right_lang)
    found: _Found = {}
    _pair_siblings(ours, theirs, scale, ours.children.get(None, []), theirs.children.get(None, []), found)
    _pair_running_numbers(ours, theirs, scale, found)
    return list(_in_order(ours, theirs, found))
