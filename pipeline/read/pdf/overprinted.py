"""Find the words of a page that are printed over others: a font that tells wrong widths, or a page that is damaged.

Letters that lie on each other can't be put in order by where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.read.pdf.words import Word

# Words of one line have their middles so near, and lie over each other by so much, in heights of a line.
_ONE_LINE, _OVER = 0.2, 0.5
# Blanks to fill in, `____`, are printed over.
_WORDED = regex.compile(r"\p{L}{2}")


def find_overprinted(words: Sequence[Word]) -> list[str]:
    """Return the words that begin where another word of their line has not ended."""
    import numpy as np

    if len(words) < 2:
        return []
    x0, top, x1, bottom = np.array([word[1:5] for word in words]).T
    height, middle = bottom - top, (top + bottom) / 2
    order = np.lexsort((x0, np.round(middle)))
    left, right = order[:-1], order[1:]
    low = np.minimum(height[left], height[right])
    over = (np.abs(middle[left] - middle[right]) < _ONE_LINE * low) & (x0[left] <= x0[right])
    over &= np.minimum(x1[left], x1[right]) - x0[right] > _OVER * low
    pairs = zip(left[over].tolist(), right[over].tolist(), strict=True)
    return [words[b].text for a, b in pairs if _WORDED.search(words[a].text) and _WORDED.search(words[b].text)]
