"""How alike two names are: the share of their meanings that both have, rare ones counting more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from pipeline.link.names.readings import Name, Reading, Span, Token

# Two words that the glossary doesn't have are one where they share their beginning and this much of their letters;
# where they share a long beginning, short endings may be those of two languages: `операциялық`, `операционный`.
_SHARED_LETTERS, _SHARED_BEGINNING = 0.8, 4
_LONG_BEGINNING, _LONGEST_ENDING, _LIKE_COGNATES = 6, 5, 0.85
# Where a word has several meanings, one with all of them comes before one with some of them.
_SHARED_MEANING = 0.99
# Two meanings of one root, as tactics and tactical, are nearly the same where the rest of the names is.
_ONE_ROOT = 0.9
# Names that are cut into answering forms are nearly as sure as those read in one way; only names with something in
# common are tried, and only forms that surely mean the same answer.
_TILED, _MAY_TILE, _ANSWERS = 0.97, 0.2, 0.95
# Words in another part of the name, before or behind an `and`, make it a little less alike.
_FOR_ORDER = 0.4
# A name without its bracket is nearly the same.
_WITHOUT_BRACKET = 0.96
# Every token counts for something, however common it is.
_LEAST_WEIGHT = 0.3


# A reading with the weight of each token.
Weighed = tuple[tuple[Token, float], ...]


@dataclass(frozen=True, slots=True)
class WeighedName:
    """A name by its forms, by single words and by its parts; these are one object where they don't differ.

    `bare` is the name without its brackets, if it has any.
    """

    forms: Weighed
    words: Weighed
    parts: Weighed = ()
    spans: tuple[Span, ...] = ()
    bare: WeighedName | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a token counts by its keys: the rarer in the names of both editions, the more."""

    by_key: dict[str, float]
    most: float

    def of(self, token: Token) -> float:
        """Return the weight of a token."""
        return max(self.by_key.get(key, self.most) for key in token.keys)

    def weigh(self, names: Iterable[Name]) -> tuple[WeighedName, ...]:
        """Weigh the tokens of an item's names, to be compared with others of the same weights."""
        return tuple(self._weigh(name) for name in names)

    def _weigh(self, name: Name) -> WeighedName:
        words = self._of_reading(name.words)
        forms = words if name.forms == name.words else self._of_reading(name.forms)
        parts = forms if name.parts == name.forms else self._of_reading(name.parts)
        return WeighedName(forms, words, parts, name.spans, self._weigh(name.bare) if name.bare else None)

    def _of_reading(self, reading: Reading) -> Weighed:
        return tuple((token, self.of(token)) for token in reading)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two readings are (0..1), and what each has that the other lacks.

    `unsaid` tells that what only one has stands in a bracket, and may be what the other leaves unsaid. `by_words` is
    how alike the single words are, and how many of them stand in the same part of the name: that tells apart what the
    glossary has one meaning for.
    """

    score: float
    left_only: Reading
    right_only: Reading
    unsaid: bool = False
    by_words: float = 0.0


def weights_of(items: Iterable[Sequence[Name]]) -> Weights:
    """Return what the tokens of items weigh, each given by its names."""
    counts: Counter[str] = Counter()
    total = 0
    for names in items:
        total += 1
        counts.update({key for name in names for key in name.clues()})
    by_key = {key: _LEAST_WEIGHT + math.log((total + 1) / count) for key, count in counts.items()}
    return Weights(by_key, _LEAST_WEIGHT + math.log(total + 1))


@lru_cache(maxsize=65536)
def _words_alike(left: str, right: str) -> float:
    if left[:_SHARED_BEGINNING] != right[:_SHARED_BEGINNING]:
        return 0.0
    common = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(left, right, strict=False)))
    if common >= _LONG_BEGINNING and max(len(left), len(right)) - common <= _LONGEST_ENDING:
        return max(_LIKE_COGNATES, Levenshtein.normalized_similarity(left, right))
    score = Levenshtein.normalized_similarity(left, right)
    return score if score >= _SHARED_LETTERS else 0.0


def _alike(left: Token, right: Token) -> float:
    """Return how surely two tokens mean the same."""
    akin = bool(left.roots & right.roots)
    if left.meanings and right.meanings:
        if left.meanings == right.meanings:
            return 1.0
        return _SHARED_MEANING if left.meanings & right.meanings else _ONE_ROOT if akin else 0.0
    if akin or left.word == right.word:
        return 1.0
    # the glossary knows one of them, and it doesn't mean the other
    return 0.0 if left.meanings or right.meanings else _words_alike(left.word, right.word)


def _said(token: Token) -> tuple[frozenset[int], str]:
    """Return what a token says, wherever it stands."""
    return token.meanings, token.word


def _most_alike(token: Token, others: Iterable[tuple[Token, float]]) -> tuple[tuple[Token, float] | None, float]:
    """Return the first of those most like a token, an equal one before others, and how surely they mean the same."""
    best, most = None, 0.0
    for other in others:
        if _said(other[0]) == _said(token):
            return other, 1.0
        alike = _alike(token, other[0])
        if alike > most:
            best, most = other, alike
    return best, most


def compare_readings(left: Weighed, right: Weighed) -> Likeness:
    """Compare two readings; each token answers one of the other at most, an equal one before others, in any order."""
    rest = list(right)
    said = {_said(token) for token, _ in right}
    left_only: list[Token] = []
    shared = whole = 0.0
    in_place = 0
    for token, weight in sorted(left, key=lambda one: _said(one[0]) not in said):
        whole += weight
        best, alike = _most_alike(token, rest)
        if best is None:
            left_only.append(token)
            continue
        rest.remove(best)
        shared += alike * (weight + best[1])
        in_place += token.place == best[0].place
    whole += sum(weight for _, weight in right)
    score = shared / whole if whole else 0.0
    moved = _FOR_ORDER * (1 - in_place / len(left)) if left else 0.0
    return Likeness(score, tuple(left_only), tuple(token for token, _ in rest), by_words=score * (1 - moved))


def compare_names(left: Sequence[WeighedName], right: Sequence[WeighedName]) -> Likeness:
    """Compare what two items are called, in any language, by the forms of the glossary.

    Single words decide only where they agree from first to last: out of its form a word may mean anything (`ән салу` is
    singing, `салу` building).
    """
    pairs = [(one, other) for one in left for other in right]
    likeness = _compare_pairs(pairs)
    # a bracket on one side only may say what the other leaves unsaid
    bare = [
        (one.bare or one, other.bare or other) for one, other in pairs if (one.bare is None) != (other.bare is None)
    ]
    if not bare or likeness.score >= _WITHOUT_BRACKET:
        return likeness
    without = _compare_pairs(bare)
    if without.left_only or without.right_only or without.score * _WITHOUT_BRACKET <= likeness.score:
        return likeness
    return replace(likeness, score=without.score * _WITHOUT_BRACKET, unsaid=True)


def _compare_pairs(pairs: Sequence[tuple[WeighedName, WeighedName]]) -> Likeness:
    found = [compare_readings(one.words, other.words) for one, other in pairs]
    by_words = max((likeness.by_words for likeness in found), default=0.0)
    if all(likeness.left_only or likeness.right_only for likeness in found):
        found = [
            likeness if one.forms is one.words and other.forms is other.words else _compare_forms(one, other, likeness)
            for (one, other), likeness in zip(pairs, found, strict=True)
        ]
    best = max(found, key=lambda likeness: likeness.score, default=Likeness(0.0, (), ()))
    return replace(best, by_words=by_words)


def _compare_forms(one: WeighedName, other: WeighedName, by_words: Likeness) -> Likeness:
    """Compare two names by their longest forms, or else by any forms if these agree from first to last."""
    likeness = compare_readings(one.forms, other.forms)
    if one.parts is not one.forms or other.parts is not other.forms:
        likeness = max(likeness, compare_readings(one.parts, other.parts), key=lambda found: found.score)
    if likeness.score < _TILED and max(likeness.score, by_words.score) >= _MAY_TILE and tile(one.spans, other.spans):
        return Likeness(_TILED, (), ())
    return likeness


def tile(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Tell whether two names can be cut into forms that answer each other, so that no word is left over."""
    ends = [max(span.end for span in side) if side else 0 for side in (left, right)]
    answers = {span: [other for other in right if _alike(span.token, other.token) >= _ANSWERS] for span in left}

    def goes_on(at: int, covered: int) -> bool:
        if at == ends[0]:
            return covered == (1 << ends[1]) - 1
        return any(
            goes_on(span.end, covered | mask)
            for span in left
            if span.start == at
            for other in answers[span]
            if not covered & (mask := (1 << other.end) - (1 << other.start))
        )

    return bool(left) and goes_on(0, 0)


def compare_alone(left: Sequence[Name], right: Sequence[Name]) -> Likeness:
    """Compare the names of two items by themselves, as if there were no others."""
    weights = weights_of([left, right])
    return compare_names(weights.weigh(left), weights.weigh(right))
