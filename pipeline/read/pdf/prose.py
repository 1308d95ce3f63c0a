"""Read prose that is set in two columns side by side (an act in two languages) column by column.

A strip that no line crosses parts columns of prose where they are in two languages, or the lines on both sides are
full. Short lines on one side are
a table, a stamp or a signature: these stay side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from pipeline.read.pdf.lines import TextLine, find_lines
from pipeline.read.pdf.ruled import Table
from pipeline.read.pdf.tongues import are_in_two_languages

# In heights of a line: how wide the strip is at least.
_STRIP = 0.6
# So many lines with words on both sides, this share of all, filled to this share of their column.
_FEWEST, _BOTH, _FULL = 6, 0.5, 0.75
# Strips are looked for in steps of so many points.
_STEP = 4


def part_prose(blocks: Sequence[Table | TextLine]) -> list[Table | TextLine]:
    """Return the blocks of a page with lines of two columns of prose parted, those of the left column first."""
    parted: list[Table | TextLine] = []
    for is_line, run in groupby(blocks, key=lambda block: isinstance(block, TextLine)):
        found = list(run)
        parted += _part([block for block in found if isinstance(block, TextLine)]) if is_line else found
    return parted


def _part(lines: Sequence[TextLine]) -> list[TextLine]:
    found = next(_strips(lines), None)
    if found is None:
        return list(lines)
    x, begin, end = found
    words = [word for line in lines[begin:end] for word in line.words]
    page = lines[begin].page
    left = find_lines([word for word in words if word.x1 <= x], page)
    right = find_lines([word for word in words if word.x1 > x], page)
    return [*lines[:begin], *left, *right, *_part(lines[end:])]


def _strips(lines: Sequence[TextLine]) -> Iterator[tuple[float, int, int]]:
    """Yield places that part two columns, and the lines that they part."""
    places = Counter(
        round(x0 / _STEP)
        for line in lines
        for x0, gap, height in zip(line.boxes[4::4], line.gaps, line.heights[1:], strict=True)
        if gap >= _STRIP * height
    )
    for step, count in places.most_common(3):
        if count * 2 < _FEWEST:
            return
        place = (step - 1) * _STEP
        for begin, end in _uncrossed(lines, place):
            if _are_prose(lines[begin:end], place):
                yield place, begin, end


def _uncrossed(lines: Sequence[TextLine], x: float) -> Iterator[tuple[int, int]]:
    """Yield the longest runs of lines with no word at a place."""
    begin = 0
    for i, line in enumerate(lines):
        if any(word.x0 < x < word.x1 for word in line.words):
            if i > begin:
                yield begin, i
            begin = i + 1
    if len(lines) > begin:
        yield begin, len(lines)


def _are_prose(lines: Sequence[TextLine], x: float) -> bool:
    both = [line for line in lines if line.x0 < x < line.x1]
    if len(both) < max(_FEWEST, _BOTH * len(lines)):
        return False
    ends = [max(word.x1 for word in line.words if word.x1 <= x) for line in both]
    begins = [min(word.x0 for word in line.words if word.x1 > x) for line in both]
    if min(begins) - max(ends) < _STRIP * both[0].height:
        return False
    one = " ".join(word.text for line in both for word in line.words if word.x1 <= x)
    other = " ".join(word.text for line in both for word in line.words if word.x1 > x)
    if are_in_two_languages(one, other):
        return True
    left, right = min(line.x0 for line in both), max(line.x1 for line in both)
    fills = [(end - line.x0) / (max(ends) - left) for end, line in zip(ends, both, strict=True)]
    others = [(line.x1 - begin) / (right - min(begins)) for begin, line in zip(begins, both, strict=True)]
    return median(fills) >= _FULL and median(others) >= _FULL
