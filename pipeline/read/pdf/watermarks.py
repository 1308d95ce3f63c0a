"""Find the words that are written over others: large ones, as copies and drafts carry them."""

from __future__ import annotations

from pipeline.read.pdf.lines import find_lines
from pipeline.read.pdf.words import Word, Words

# A watermark is so many times as high as the page's words, and so many of them lie in the middle of its height.
_LARGE, _FEWEST = 1.8, 2
_MIDDLE = (0.2, 0.8)


def part_watermarks(words: Words) -> tuple[Words, list[str]]:
    """Return the words of a page that are no watermark, and those that are."""
    import numpy as np

    is_large = words.heights >= _LARGE * np.median(words.heights) if len(words) else np.zeros(0, np.bool_)
    if not is_large.any():
        return words, []
    large, small = list(words.take(np.flatnonzero(is_large))), list(words.take(np.flatnonzero(~is_large)))
    away = {
        word
        for line in find_lines(large)
        if sum(any(_lies_under(one, word) for word in line.words) for one in small) >= _FEWEST
        for word in line.words
    }
    is_away = np.array([word in away for word in words], np.bool_)
    texts = [text for text, left_out in zip(words.texts, is_away.tolist(), strict=True) if left_out]
    return words.take(np.flatnonzero(~is_away)), texts


def _lies_under(word: Word, large: Word) -> bool:
    height = large.bottom - large.top
    x, y = (word.x0 + word.x1) / 2, word.middle
    return large.x0 <= x <= large.x1 and large.top + _MIDDLE[0] * height <= y <= large.top + _MIDDLE[1] * height
