"""How alike two names are: the share of their meanings that both have, rare ones counting more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from pipeline.link.names.readings import Name, Reading, Token

# Two words that the glossary doesn't have are one where they share their beginning and this much of their letters;
# where they share a long beginning, short endings may be those of two languages: `операциялық`, `операционный`.
_SHARED_LETTERS, _SHARED_BEGINNING = 0.8, 4
_LONG_BEGINNING, _LONGEST_ENDING, _LIKE_COGNATES = 6, 5, 0.85
# Every token counts for something, however common it is.
_LEAST_WEIGHT = 0.3


# A reading with the weight of each token.
Weighed = tuple[tuple[Token, float], ...]


@dataclass(frozen=True, slots=True)
class WeighedName:
    """A name by its forms and by single words; the two are one object where no form has two words."""

    forms: Weighed
    words: Weighed


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a token counts by its keys: the rarer in the names of both editions, the more."""

    by_key: dict[str, float]
    most: float

    def of(self, token: Token) -> float:
        """Return the weight of a token."""
        return max(self.by_key.get(key, self.most) for key in token.clues())

    def weigh(self, names: Iterable[Name]) -> tuple[WeighedName, ...]:
        """Weigh the tokens of an item's names, to be compared with others of the same weights."""
        return tuple(self._weigh(name) for name in names)

    def _weigh(self, name: Name) -> WeighedName:
        words = self._of_reading(name.words)
        return WeighedName(words if name.forms == name.words else self._of_reading(name.forms), words)

    def _of_reading(self, reading: Reading) -> Weighed:
        return tuple((token, self.of(token)) for token in reading)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two readings are (0..1), and what each has that the other lacks."""

    score: float
    left_only: Reading
    right_only: Reading


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
    if left.meanings or right.meanings:
        return 1.0 if left.meanings & right.meanings else 0.0
    return 1.0 if left.word == right.word else _words_alike(left.word, right.word)


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
    for token, weight in sorted(left, key=lambda one: _said(one[0]) not in said):
        whole += weight
        best, alike = _most_alike(token, rest)
        if best is None:
            left_only.append(token)
            continue
        rest.remove(best)
        shared += alike * (weight + best[1])
    whole += sum(weight for _, weight in right)
    return Likeness(shared / whole if whole else 0.0, tuple(left_only), tuple(token for token, _ in rest))


def compare_names(left: Sequence[WeighedName], right: Sequence[WeighedName]) -> Likeness:
    """Compare what two items are called, in any language, by the forms of the glossary.

    Single words decide only where they agree from first to last: out of its form a word may mean anything (`ән салу` is
    singing, `салу` building).
    """
    pairs = [(one, other) for one in left for other in right]
    found = [compare_readings(one.words, other.words) for one, other in pairs]
    if all(likeness.left_only or likeness.right_only for likeness in found):
        found = [
            by_words
            if one.forms is one.words and other.forms is other.words
            else compare_readings(one.forms, other.forms)
            for (one, other), by_words in zip(pairs, found, strict=True)
        ]
    return max(found, key=lambda likeness: likeness.score, default=Likeness(0.0, (), ()))


def compare_alone(left: Sequence[Name], right: Sequence[Name]) -> Likeness:
    """Compare the names of two items by themselves, as if there were no others."""
    weights = weights_of([left, right])
    return compare_names(weights.weigh(left), weights.weigh(right))
