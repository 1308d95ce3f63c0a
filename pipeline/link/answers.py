"""Which sentences of one act answer which of another in the same language, in whatever order it puts them.

What speaks for two sentences are the rare words they share. What speaks against them is that either is as like several
others: then the words are those of the trade. And the acts bear each other out: sentences are more likely to be a pair
where their provisions are alike as a whole, where what these stand in is a pair, and where what stands in them is.

The place alone makes no pair: two items of one list that share next to no words are two things, not one that changed.
Only a sentence that opens a list (`The following is secured:`) may be known by what stands in it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from pipeline.languages.sentences import split_sentences
from pipeline.text.fold import find_words, normalize, weaken
from pipeline.text.spelled import spell_out
from pipeline.text.stems import turkic_stem

Row = Mapping[str, Any]
Matrix = npt.NDArray[np.float64]
Field = Literal["heading", "text"]

# A heading of these answers another such heading only.
_CONTAINERS = frozenset({"section", "chapter"})
# Words of fewer letters tell nothing; so many letters of a stem are compared, of which later ones may be endings.
_SHORTEST_WORD, _STEM = 3, 6
# Shared words that weigh so much together count half: one word that no other sentence has.
_ENOUGH = 1.0
# How much counts: a likeness of whole provisions, a pair of what they stand in, pairs of what stands in them.
_FOR_WHOLES, _FOR_PARENTS, _FOR_CHILDREN = 0.5, 0.1, 0.35
# So many neighbours are asked how common the words are, and this is how much their likeness takes away.
_NEIGHBOURS, _AGAINST_COMMON = 3, 0.8
# How alike two sentences must be; where lists were exchanged under openings that stayed, nine of ten items are less.
_LEAST_ALIKE = 0.15
# What a pair must claim, and what one must where another sentence has the same partner.
LEAST, _LEAST_OF_SECOND = 0.12, 0.25
# From the words to the pairs, then with what these bear out.
_ROUNDS = 3
# A claim so far over the least, or under it, makes a verdict sure by 73 %.
_DOUBT = 0.08
# Claims are told apart to so many digits; what is even then is settled by place, by less than they can differ.
_DIGITS, _TIE = 6, 1e-8


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start..end` (code points, half-open) in a field of the provision at a place (from 0)."""

    provision: int
    field: Field
    start: int
    end: int
    stems: frozenset[str]
    in_container: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Two sentences that answer each other, and their claim with all that bears it out."""

    left: Sentence
    right: Sentence
    claim: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The provisions that say the same, place by place; the other `sentences` of either side, and their `pairs`.

    `claims` are the best claims of the provisions of either side on any sentence of the other, granted or not.
    """

    same: dict[int, int]
    sentences: tuple[tuple[Sentence, ...], tuple[Sentence, ...]]
    pairs: tuple[Answer, ...]
    claims: tuple[dict[int, float], dict[int, float]]


def sureness(claim: float) -> float:
    """Turn a claim into how sure it is that two sentences answer each other (0..1)."""
    return round(1 / (1 + math.exp(-(claim - LEAST) / _DOUBT)), 3)


def spell(row: Row) -> str:
    """Return the letters and figures of a provision: what stays the same whatever its marks, blanks and case are."""
    return spell_out(f"{row['heading'] or ''}\n{row['text'] or ''}")


def find_answers(left: Sequence[Row], right: Sequence[Row]) -> Answers:
    """Find which sentences of two acts answer each other, from rows of `provisions` in one language and in order."""
    same = _pair_same(left, right)
    ours = tuple(sentence for sentence in _sentences(left) if sentence.provision not in same)
    taken = set(same.values())
    theirs = tuple(sentence for sentence in _sentences(right) if sentence.provision not in taken)
    if not (ours and theirs):
        return Answers(same, (ours, theirs), (), ({}, {}))
    likeness = _likeness([one.stems for one in ours], [one.stems for one in theirs])
    likeness *= np.equal.outer([one.in_container for one in ours], [one.in_container for one in theirs])
    places = np.ix_([one.provision for one in ours], [one.provision for one in theirs])
    wholes = _likeness(_whole_stems(ours, len(left)), _whole_stems(theirs, len(right)))
    own = _without_common(likeness + _FOR_WHOLES * wholes[places] * (likeness > 0)) * (likeness > 0)
    alike = likeness >= _LEAST_ALIKE
    family = _Family(left, right)
    claims, may_pair, pairs = own, alike, _assign(np.where(alike, own, 0.0))
    for _ in range(_ROUNDS - 1):
        paired = np.zeros((len(left), len(right)))
        paired[list(same), list(same.values())] = 1.0
        for i, j in pairs:
            at = ours[i].provision, theirs[j].provision
            paired[at] = max(paired[at], min(1.0, claims[i, j]))
        by_parents, by_children = (borne_out[places] for borne_out in family.bears_out(paired))
        may_pair = alike | (by_children > 0)
        claims = np.round(own + np.where(may_pair & (own > 0), by_parents + by_children, 0.0), _DIGITS)
        pairs = _assign(np.where(may_pair, claims, 0.0))
    pairs += _seconds(np.where(alike, claims, 0.0), pairs)
    found = (Answer(ours[i], theirs[j], float(claims[i, j])) for i, j in sorted(pairs))
    claims = np.where(may_pair, claims, np.minimum(claims, LEAST))
    best = (_best(ours, claims.max(axis=1)), _best(theirs, claims.max(axis=0)))
    return Answers(same, (ours, theirs), tuple(found), best)


def _pair_same(left: Sequence[Row], right: Sequence[Row]) -> dict[int, int]:
    """Pair the provisions that say the same: those of one number first, then in their order."""
    groups: defaultdict[tuple[bool, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((left, right)):
        for place, row in enumerate(rows):
            groups[row["kind"] in _CONTAINERS, spell(row)][side].append(place)
    same: dict[int, int] = {}
    for ours, theirs in groups.values():
        for by_num in (True, False):
            for one in ours:
                free = (other for other in theirs if not by_num or left[one]["num"] == right[other]["num"])
                if one not in same and (other := next(free, None)) is not None:
                    same[one] = other
                    theirs.remove(other)
    return same


def _sentences(rows: Sequence[Row]) -> Iterator[Sentence]:
    for place, row in enumerate(rows):
        heading, text = row["heading"] or "", row["text"] or ""
        if heading:
            yield Sentence(place, "heading", 0, len(heading), _stems(heading), row["kind"] in _CONTAINERS)
        for start, end in split_sentences(text, row["lang"]):
            yield Sentence(place, "text", start, end, _stems(text[start:end]), False)


def _stems(text: str) -> frozenset[str]:
    words = (word.folded for word in find_words(normalize(text)))
    return frozenset(_stem(word) for word in words if len(word) >= _SHORTEST_WORD or word.isdecimal())


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return word if word.isdecimal() else weaken(turkic_stem(word))[:_STEM]


def _whole_stems(sentences: Iterable[Sentence], count: int) -> list[frozenset[str]]:
    """Return the stems of each of so many provisions."""
    found = [frozenset[str]()] * count
    for sentence in sentences:
        found[sentence.provision] |= sentence.stems
    return found


def _likeness(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> Matrix:
    """Compare all with all by the stems they share, rare ones counting more: 0..1."""
    from scipy.sparse import csr_array  # a tenth of a second to import

    counts = Counter(stem for side in (left, right) for stems in side for stem in stems)
    texts = len(left) + len(right) + 1
    number = {stem: place for place, stem in enumerate(sorted(counts))}
    weights = np.array([math.log(texts / counts[stem]) / math.log(texts) for stem in number])
    if not number:
        return np.zeros((len(left), len(right)))

    def matrix(side: Sequence[frozenset[str]]) -> Any:
        cells = [(row, number[stem]) for row, stems in enumerate(side) for stem in sorted(stems)]
        rows, columns = ([cell[axis] for cell in cells] for axis in (0, 1))
        return csr_array((np.ones(len(cells)), (rows, columns)), shape=(len(side), len(number)))

    ours, theirs = matrix(left), matrix(right)
    shared: Matrix = (ours.multiply(weights[None, :]) @ theirs.T).toarray()
    sizes = np.sqrt(np.outer(ours @ weights, theirs @ weights))
    return np.divide(shared, sizes, out=np.zeros_like(shared), where=sizes > 0) * shared / (shared + _ENOUGH)


def _without_common(likeness: Matrix) -> Matrix:
    """Take away how like either is to others than its best, which tells that its words are those of the trade."""
    ours, theirs = (_next_best(side) for side in (likeness, likeness.T))
    without: Matrix = likeness - _AGAINST_COMMON * np.add.outer(ours, theirs) / 2
    return without


def _next_best(likeness: Matrix) -> Matrix:
    """Return for each row the mean of its best but one and those that follow."""
    best = -np.sort(-likeness, axis=1)[:, 1 : _NEIGHBOURS + 1]
    mean: Matrix = best.sum(axis=1) / _NEIGHBOURS
    return mean


class _Family:
    """What stands in what, on both sides; a provision at the top stands in none, -1."""

    def __init__(self, left: Sequence[Row], right: Sequence[Row]) -> None:
        self._above = _parents(left), _parents(right)
        self._counts = Counter(self._above[0].tolist()), Counter(self._above[1].tolist())

    def bears_out(self, paired: Matrix) -> tuple[Matrix, Matrix]:
        """Say for all provisions how far the pairs so far make them a pair: by their parents, and by their children."""
        ours, theirs = self._above
        both = np.logical_and.outer(ours >= 0, theirs >= 0)
        by_parents: Matrix = _FOR_PARENTS * np.where(both, paired[np.ix_(ours, theirs)], 0.0)
        by_children: Matrix = np.zeros_like(by_parents)
        lefts, rights = np.nonzero(np.where(both, paired, 0.0))
        for (one, other), pairs in Counter(zip(ours[lefts].tolist(), theirs[rights].tolist(), strict=True)).items():
            children = min(self._counts[0][one], self._counts[1][other])
            by_children[one, other] = _FOR_CHILDREN * min(1.0, pairs / children)
        return by_parents, by_children


def _parents(rows: Sequence[Row]) -> npt.NDArray[np.int64]:
    place = {row["provision_id"]: at for at, row in enumerate(rows)}
    return np.array([place.get(row["parent_id"], -1) for row in rows], dtype=np.int64)


def _assign(claims: Matrix) -> list[tuple[int, int]]:
    """Give each sentence one partner at most so that the claims add up to the most; of even ones the nearest."""
    from scipy.optimize import linear_sum_assignment  # a third of a second to import

    places = [np.arange(count) / count for count in claims.shape]
    distance = np.abs(np.subtract.outer(*places)) + np.add.outer(*places) / claims.size
    worth = np.where(claims >= LEAST, claims - _TIE * distance, 0.0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if worth[i, j] > 0]


def _seconds(claims: Matrix, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give what is left a partner that has one already, where the claim is good: a sentence was cut in two."""
    lefts, rights = ({pair[side] for pair in pairs} for side in (0, 1))
    ours = [(i, int(claims[i].argmax())) for i in range(claims.shape[0]) if i not in lefts]
    theirs = [(int(claims[:, j].argmax()), j) for j in range(claims.shape[1]) if j not in rights]
    return sorted({(i, j) for i, j in (*ours, *theirs) if claims[i, j] >= _LEAST_OF_SECOND})


def _best(sentences: Sequence[Sentence], claims: Matrix) -> dict[int, float]:
    best: dict[int, float] = {}
    for sentence, claim in zip(sentences, claims.tolist(), strict=True):
        best[sentence.provision] = max(claim, best.get(sentence.provision, claim))
    return best
