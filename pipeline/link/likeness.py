"""How alike texts of two languages are, by what needs no dictionary: length, digits, Latin words, cognates, marks.

A cognate is a word whose first letters both languages share once their own letters are folded: `лицензиялоо` and
`лицензирование`, `конституциялык` and `конституционный`. A clue counts more the fewer texts of an act hold it, and only
when both languages hold it at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

_FOLD = str.maketrans("өүңқғәұіһёйщ", "оункгауихеиш", "ьъ")
_STEM = 5
_SHORTEST_WORD = 4
# 12,5; 2025; Онлайн; IT
_CLUE = regex.compile(r"\d+|\p{Cyrillic}{4,}|\p{Latin}{2,}")
_LETTER = regex.compile(r"[\p{L}\d]")
_MARKS = ":;(?%№"

# Variance of the length of a translation by letters of the original, as Gale and Church measured it.
_VARIANCE = 6.8
# Long texts differ by this share of their length as well.
_LOOSENESS = 0.1
_MOST_FOR_LENGTH, _LEAST_FOR_LENGTH = 1.0, -3.0
# A translation is as long as its original until so many letters show another ratio.
_LETTERS_OF_DOUBT = 1000
_WEIGHT_OF_CLUES = 4.0
# The share of common clues at which two texts are as likely to be strangers as translations.
_NEUTRAL_SHARE = 0.4
# This much rarity on both sides together makes the clues count in full.
_ENOUGH_RARITY = 6.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a text: how many letters it has, and its clues."""

    letters: int
    clues: frozenset[str]

    def __or__(self, other: Profile) -> Profile:
        """Give the profile of two texts that stand one after the other."""
        return Profile(self.letters + other.letters, self.clues | other.clues)


@dataclass(frozen=True, slots=True)
class Measure:
    """A profile in the scale of both sides: letters of the right language, common clues and their whole rarity."""

    letters: float
    clues: frozenset[str]
    rarity: float


@dataclass(frozen=True, slots=True)
class Scale:
    """What two sides share as a whole: letters on the right for one on the left, and how rare each common clue is."""

    ratio: float
    rarity: Mapping[str, float]

    def measure(self, profile: Profile, ratio: float = 1.0) -> Measure:
        """Measure a profile of the right side, or with `ratio` one of the left."""
        clues = profile.clues & self.rarity.keys()
        return Measure(profile.letters * ratio, clues, sum(self.rarity[clue] for clue in clues))


def profile_of(text: str) -> Profile:
    """Take the profile of one text.

    >>> sorted(profile_of("IT-лицензиялоо, 20 %:").clues)
    ['%', '20', ':', 'it', 'лицен']
    """
    clues = {_stem(word) for word in _CLUE.findall(text.lower())} | {mark for mark in _MARKS if mark in text}
    return Profile(len(_LETTER.findall(text)), frozenset(clues))


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isdecimal() else word.translate(_FOLD)[:_STEM]


def scale_of(left: Sequence[Profile], right: Sequence[Profile]) -> Scale:
    """Take the scale of two sides: the provisions of an act, or the sentences of a text."""
    ours, theirs = (sum(profile.letters for profile in side) for side in (left, right))
    left_count, right_count = (Counter(clue for profile in side for clue in profile.clues) for side in (left, right))
    texts = len(left) + len(right) + 2
    common = left_count.keys() & right_count.keys()
    rarity = {clue: math.log(texts / (left_count[clue] + right_count[clue])) for clue in common}
    return Scale((theirs + _LETTERS_OF_DOUBT) / (ours + _LETTERS_OF_DOUBT), rarity)


def likeness(left: Measure, right: Measure, rarity: Mapping[str, float]) -> float:
    """Score two texts as translations of each other: about -5 (strangers) to 3.5 (sure), 0 where nothing is told."""
    mean = (left.letters + right.letters) / 2
    spread = _VARIANCE * mean + (_LOOSENESS * mean) ** 2
    distance = (left.letters - right.letters) ** 2 / spread if spread else 0.0
    score = max(_LEAST_FOR_LENGTH, _MOST_FOR_LENGTH - distance / 2)
    whole = left.rarity + right.rarity
    if whole > 0:
        share = 2 * sum(rarity[clue] for clue in left.clues & right.clues) / whole
        score += _WEIGHT_OF_CLUES * min(1.0, whole / _ENOUGH_RARITY) * (share - _NEUTRAL_SHARE)
    return score


def has_common_clues(left: Measure, right: Measure, rarity: Mapping[str, float]) -> bool:
    """Tell whether clues, not length alone, bear a pair out."""
    shared = sum(rarity[clue] for clue in left.clues & right.clues)
    return shared > _NEUTRAL_SHARE * max(left.rarity, right.rarity) and shared > _ENOUGH_RARITY / 3


def certainty(score: float) -> float:
    """Turn a likeness into a number between 0 and 1."""
    return round(1 / (1 + math.exp(-score)), 3)
