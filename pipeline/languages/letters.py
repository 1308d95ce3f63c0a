"""How letters follow each other in words: what tells a word that a line end cut from two words that it parted.

A model of letters (each by the four before it, with Witten and Bell's way to fall back on fewer) learns the words of
the glossary. It needs not know a word to see that `ма` ends none of these languages' words and `ньск` begins none.
https://doi.org/10.1109/18.87000
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import log

from pipeline.languages.glossary import glossary_words
from pipeline.languages.vocabulary import LANGUAGES

# What stands before a word and behind it; how many letters tell the next.
_EDGE, _BEFORE = "#", 4
# Letters of the three languages, more or less: the chance of one that nothing is known of is one in so many.
_LETTERS = 45


class _Model:
    """What follows each run of up to four letters, and how often."""

    def __init__(self, words: frozenset[str]) -> None:
        self.pairs: Counter[tuple[str, str]] = Counter()
        for word in words:
            spelled = f"{_EDGE}{word}{_EDGE}"
            for at in range(1, len(spelled)):
                for length in range(min(_BEFORE, at) + 1):
                    self.pairs[spelled[at - length : at], spelled[at]] += 1
        self.totals: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        for (before, _), count in self.pairs.items():
            self.totals[before] += count
            self.kinds[before] += 1

    def chance(self, before: str, letter: str) -> float:
        """Return the natural logarithm of how likely a letter follows others."""
        share = 1 / _LETTERS
        for length in range(min(_BEFORE, len(before)) + 1):
            known = before[len(before) - length :]
            if not (total := self.totals[known]):
                break
            kinds = self.kinds[known]
            share = (self.pairs[known, letter] + kinds * share) / (total + kinds)
        return log(share)

    def chance_of(self, spelled: str, begin: int) -> float:
        """Return how likely the letters from `begin` on follow those before them."""
        return sum(self.chance(spelled[max(0, at - _BEFORE) : at], spelled[at]) for at in range(begin, len(spelled)))


@cache
def _model() -> _Model:
    return _Model(frozenset(word for lang in LANGUAGES for word in glossary_words(lang)))


def weigh_cut(left: str, right: str) -> float:
    """Weigh (natural logarithm of the odds) whether letters in lower case are one word cut in two, not two words.

    >>> weigh_cut("гума", "нитарлық") > 8, weigh_cut("физика", "жана") < 0
    (True, True)
    """
    model = _model()
    as_one = model.chance_of(f"{_EDGE}{left}{right}{_EDGE}", len(left) + 1)
    as_two = model.chance(f"{_EDGE}{left}"[-_BEFORE:], _EDGE) + model.chance_of(f"{_EDGE}{right}{_EDGE}", 1)
    return as_one - as_two
