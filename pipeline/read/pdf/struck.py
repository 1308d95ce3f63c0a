"""Find the words that a page strikes out: a rule runs through their middle.

A rule that does is no rule of a table, and is left out of these.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.read.pdf.words import Words

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Floats

# Between these shares of a word's height lies what strikes it: above underlines, below overlines.
_BAND = (0.35, 0.75)
# The rule runs over this share of a word at least; the words it strikes are so much of its length.
_OVER, _FILLED = 0.8, 0.6


def strike_words(words: Words, rules: Floats) -> tuple[Words, Floats]:
    """Return words, those that are struck told to be, and the rules (thin boxes, a row each) that strike none."""
    import numpy as np

    x0, top, x1, bottom = rules.T
    height = (top + bottom) / 2
    flat = np.flatnonzero(x1 - x0 > bottom - top)
    flat = flat[np.argsort(height[flat])]
    begin, end = (np.searchsorted(height[flat], words.boxes[:, 1] + share * words.heights) for share in _BAND)
    found: dict[int, list[int]] = {}
    for number in np.flatnonzero(begin < end).tolist():
        left, _, right, _ = words.boxes[number]
        for rule in flat[begin[number] : end[number]].tolist():
            if min(x1[rule], right) - max(x0[rule], left) >= _OVER * (right - left):
                found.setdefault(rule, []).append(number)
    striking = {rule: struck for rule, struck in found.items() if _fills(rules[rule], words.boxes[struck])}
    if not striking:
        return words, rules
    struck = words.struck.copy()
    struck[[number for numbers in striking.values() for number in numbers]] = True
    return replace(words, struck=struck), np.delete(rules, list(striking), axis=0)


def _fills(rule: Floats, boxes: Floats) -> bool:
    x0, _, x1, _ = rule
    return bool((boxes[:, 2].clip(max=x1) - boxes[:, 0].clip(min=x0)).sum() >= _FILLED * (x1 - x0))
