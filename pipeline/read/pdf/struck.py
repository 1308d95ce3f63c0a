"""Find the words that a page strikes out: a rule runs through their middle.

A rule that does is no rule of a table, and is left out of these.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.model import Box
from pipeline.read.pdf.words import Word

# Between these shares of a word's height lies what strikes it: above underlines, below overlines.
_BAND = (0.35, 0.75)
# The rule runs over this share of a word at least; the words it strikes are so much of its length.
_OVER, _FILLED = 0.8, 0.6


def strike_words(words: Sequence[Word], rules: Sequence[Box]) -> tuple[list[Word], tuple[Box, ...]]:
    """Return words, those that are struck told to be, and the rules that strike none."""
    flat = sorted(
        ((top + bottom) / 2, x0, x1, i) for i, (x0, top, x1, bottom) in enumerate(rules) if x1 - x0 > bottom - top
    )
    heights = [rule[0] for rule in flat]
    found: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        top, height = word.top, word.bottom - word.top
        first = bisect_left(heights, top + _BAND[0] * height)
        last = bisect_right(heights, top + _BAND[1] * height)
        for _, x0, x1, rule in flat[first:last]:
            if min(x1, word.x1) - max(x0, word.x0) >= _OVER * (word.x1 - word.x0):
                found.setdefault(rule, []).append(number)
    striking = {rule: struck for rule, struck in found.items() if _fills(rules[rule], [words[i] for i in struck])}
    if not striking:
        return list(words), tuple(rules)
    struck = {number for numbers in striking.values() for number in numbers}
    told = [word._replace(struck=True) if i in struck else word for i, word in enumerate(words)]
    return told, tuple(rule for i, rule in enumerate(rules) if i not in striking)


def _fills(rule: Box, words: Iterable[Word]) -> bool:
    x0, _, x1, _ = rule
    return sum(min(x1, word.x1) - max(x0, word.x0) for word in words) >= _FILLED * (x1 - x0)
