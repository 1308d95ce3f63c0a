"""Find the notes at the foot of a page: a few lines below a short rule, smaller than the text or with a mark before.

They are no rows of a table that the end of the page cuts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import median
from typing import TYPE_CHECKING

import regex

from pipeline.read.pdf.leads import code_of
from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.ruled import Table

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Floats

# In shares of the page's width and height: how long the rule is at most, and how high the notes.
_RULE, _HIGH = 0.45, 0.35
# In points: how short the rule may be, how far from the margin it may begin, how near above it no line ends.
_SHORTEST, _MARGIN, _CLEAR = 30.0, 12.0, 1.0
# The notes' lines are this much lower than those of the text.
_SMALLER = 0.93
# "1 ", "*", "¹", "1) " before a note; a rule that is written.
_MARK = regex.compile(r"[*¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2}\)?(?=\s)")
_WRITTEN_RULE = regex.compile(r"[_—]{8,}")


def find_notes(blocks: Sequence[Table | TextLine], rules: Floats, width: float, height: float) -> list[TextLine]:
    """Return the lines of a page's notes; the page's own coordinates are turned upright, `width` by `height` points."""
    last = list(takewhile(lambda block: isinstance(block, TextLine), reversed(blocks)))[::-1]
    lines = [block for block in last if isinstance(block, TextLine)]
    if not lines:
        return []
    left = min(block.box[0] if isinstance(block, Table) else block.x0 for block in blocks)
    length = rules[:, 2] - rules[:, 0]
    drawn = rules[(length >= _SHORTEST) & (length <= _RULE * width) & (abs(rules[:, 0] - left) <= _MARGIN)]
    for top in sorted({*drawn[:, 1].tolist(), *_written(lines, left)}):
        notes = [line for line in lines if line.middle >= top]
        if notes and _are_notes(notes, [line for line in _lines(blocks) if line.middle < top], top, height):
            return notes
    return []


def _written(lines: Sequence[TextLine], left: float) -> Iterator[float]:
    for line in lines:
        if _WRITTEN_RULE.fullmatch(line.text) and abs(line.x0 - left) <= _MARGIN:
            yield line.top


def _lines(blocks: Sequence[Table | TextLine]) -> Iterator[TextLine]:
    for block in blocks:
        if isinstance(block, TextLine):
            yield block
        else:
            yield from (line for row in block.rows for cell in row for line in cell)


def _are_notes(notes: Sequence[TextLine], text: Sequence[TextLine], top: float, height: float) -> bool:
    """Tell whether lines at the foot of a page are notes to the text above them; no row is, and nothing underlined."""
    worded = [line for line in notes if not _WRITTEN_RULE.fullmatch(line.text)]
    if not text or not worded or notes[-1].bottom - top > _HIGH * height or any(map(code_of, worded)):
        return False
    if any(abs(line.bottom - top) <= _CLEAR + 0.25 * line.height for line in text):
        return False
    smaller = median(line.height for line in worded) <= _SMALLER * median(line.height for line in text)
    return smaller or _MARK.match(worded[0].text) is not None
