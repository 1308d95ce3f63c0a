"""Find the words of a page that are printed over others: a font that tells wrong widths, or a page that is damaged.

Letters that lie on each other can't be put in order by where they stand.
"""

from __future__ import annotations

import regex

from pipeline.read.pdf.words import Words

# Words of one line have their middles so near, and lie over each other by so much, in heights of a line.
_ONE_LINE, _OVER = 0.2, 0.5
# Blanks to fill in, `____`, are printed over.
_WORDED = regex.compile(r"\p{L}{2}")


def find_overprinted(words: Words) -> list[str]:
    """Return the words that begin where another word of their line has not ended."""
    import numpy as np

    if len(words) < 2:
        return []
    x0, _, x1, _ = words.boxes.T
    height, (_, middle) = words.heights, words.middles
    order = np.lexsort((x0, np.round(middle)))
    left, right = order[:-1], order[1:]
    low = np.minimum(height[left], height[right])
    over = (np.abs(middle[left] - middle[right]) < _ONE_LINE * low) & (x0[left] <= x0[right])
    over &= np.minimum(x1[left], x1[right]) - x0[right] > _OVER * low
    pairs = ((words.texts[a], words.texts[b]) for a, b in zip(left[over].tolist(), right[over].tolist(), strict=True))
    return [text for above, text in pairs if _WORDED.search(above) and _WORDED.search(text)]
