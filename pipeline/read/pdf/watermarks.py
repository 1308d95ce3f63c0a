"""Find the words that are written over others: large ones, as copies and drafts carry them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.read.pdf.words import Word, find_lines

# A watermark is so many times as high as the page's words, and so many of them lie in the middle of its height.
_LARGE, _FEWEST = 1.8, 2
_MIDDLE = (0.2, 0.8)


def part_watermarks(words: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """Return the words of a page that are no watermark, and those that are."""
    if not words:
        return [], []
    least = _LARGE * median(word.bottom - word.top for word in words)
    large = [word for word in words if word.bottom - word.top >= least]
    small = [word for word in words if word.bottom - word.top < least] if large else []
    away = {
        id(word)
        for line in find_lines(large)
        if sum(any(_lies_under(one, word) for word in line.words) for one in small) >= _FEWEST
        for word in line.words
    }
    return [word for word in words if id(word) not in away], [word.text for word in words if id(word) in away]


def _lies_under(word: Word, large: Word) -> bool:
    height = large.bottom - large.top
    x, y = (word.x0 + word.x1) / 2, word.middle
    return large.x0 <= x <= large.x1 and large.top + _MIDDLE[0] * height <= y <= large.top + _MIDDLE[1] * height
