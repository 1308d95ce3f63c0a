"""Measure how much room the lines of a page leave: whether one had room for a word tells where a paragraph ends."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Box, Document, Line

# Where the lines of a column begin that are not set in: at the first place where this share of them does.
_MARGIN = 0.1
# How wide a blank is, in heights of a word.
_BLANK = 0.3
# Columns of several pages that begin in the same so many points are one.
_ALIKE = 10
# Fewer lines that go on don't tell where a column ends.
_FEW = 4
# Lines of a column that is set to both sides end within so many points, more than this share of those that go on.
_FLUSH, _FLUSH_SHARE = 2.0, 0.5
# Of lines that end where they may, so large a share ends before the edge of the column or at it.
_EDGE = 0.95


@dataclass(frozen=True, slots=True)
class Extent:
    """How much room a line leaves to the right edge of its column, and how wide its first word is with a blank.

    Both are in points.
    """

    page: int
    room: float
    opening: float


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line by its index, the box from its first word to its last, and the width of the first with a blank."""

    index: int
    page: int
    box: Box
    opening: float

    def stands_below(self, other: _Drawn) -> bool:
        """Tell whether a line stands below another on a page."""
        return self.page == other.page and self.box[1] > (other.box[1] + other.box[3]) / 2


def measure_lines(document: Document) -> Mapping[int, Extent]:
    """Return the extents of the lines that a page draws, by their indexes; nothing for formats without pages."""
    if not document.places:
        return {}
    drawn = [found for i, line in enumerate(document.lines) if (found := _measure(document, i, line))]
    wrapped = {one.index for one, below in pairwise(drawn) if _goes_on(document, one, below)}
    by_page: dict[tuple[int, int], list[_Drawn]] = {}
    by_place: dict[int, list[_Drawn]] = {}
    for column in _columns(drawn):
        place = _margin(Counter(round(one.box[0]) for one in column)) // _ALIKE
        by_page.setdefault((column[0].page, place), []).extend(column)
        by_place.setdefault(place, []).extend(column)
    extents: dict[int, Extent] = {}
    for (page, place), column in by_page.items():
        edge = _edge(column, wrapped) or _edge(by_place[place], wrapped) or max(one.box[2] for one in column)
        extents |= {one.index: Extent(page, edge - one.box[2], one.opening) for one in column}
    return extents


def _measure(document: Document, index: int, line: Line) -> _Drawn | None:
    words = document.text[line.start : line.end].split(None, 1)
    if not words:
        return None
    begin = document.text.index(words[0], line.start)
    first = document.places.between(begin, begin + len(words[0]))
    last = document.places.between(line.end - 1, line.end) or document.places.between(line.start, line.end)[-1:]
    if not first or not last:
        return None
    (x0, top, _, bottom), x1 = first[0].box, first[-1].box[2]
    return _Drawn(index, first[0].page, (x0, top, last[-1].box[2], bottom), x1 - x0 + _BLANK * (bottom - top))


def _goes_on(document: Document, drawn: _Drawn, below: _Drawn) -> bool:
    """Tell whether a sentence goes on below a line, as far as one letter tells."""
    line, other = document.lines[drawn.index], document.lines[below.index]
    ends = document.text[line.start : line.end].rstrip().endswith((".", ";", ":", "!", "?", "…"))
    return not ends and document.text[other.start : other.end].lstrip()[:1].islower()


def _columns(drawn: Sequence[_Drawn]) -> Iterator[list[_Drawn]]:
    """Yield the columns in the order of the text: one ends above a line that doesn't stand below the one before."""
    column: list[_Drawn] = []
    for one in drawn:
        if column and not one.stands_below(column[-1]):
            yield column
            column = []
        column.append(one)
    if column:
        yield column


def _margin(begins: Counter[int]) -> int:
    return min((x for x, count in begins.items() if count >= _MARGIN * begins.total()), default=min(begins))


def _edge(column: Sequence[_Drawn], wrapped: set[int]) -> float | None:
    """Return where the lines of a column end: where most of those do that go on, or as far as all but a few reach."""
    ends = sorted(one.box[2] for one in column if one.index in wrapped)
    if len(ends) < _FEW:
        return None
    count, edge = max((at + 1 - bisect_left(ends, end - _FLUSH), end) for at, end in enumerate(ends))
    return edge if count > _FLUSH_SHARE * len(ends) else ends[int(len(ends) * _EDGE)]
