"""Measure how far the lines of a page reach: whether one had room for a word tells where a paragraph ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Box, Document, Line

# Where the lines of a page begin that are not set in: at the first place where this share of them does.
_MARGIN = 0.1
# How wide a blank is, in heights of a word.
_BLANK = 0.3


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a line reaches from the margin of its page, and how wide its first word is with a blank; in points."""

    page: int
    length: float
    opening: float


def measure_lines(document: Document) -> Mapping[int, Extent]:
    """Return the extents of the lines that a page draws, by their indexes; nothing for formats without pages."""
    if not document.places:
        return {}
    found: dict[int, tuple[int, Box, float]] = {}
    for i, line in enumerate(document.lines):
        if drawn := _measure(document, line):
            found[i] = drawn
    begins: dict[int, Counter[int]] = {}
    for page, (x0, _, _, _), _ in found.values():
        begins.setdefault(page, Counter())[round(x0)] += 1
    margins = {page: _margin(places) for page, places in begins.items()}
    return {i: Extent(page, box[2] - margins[page], opening) for i, (page, box, opening) in found.items()}


def _measure(document: Document, line: Line) -> tuple[int, Box, float] | None:
    """Return the page of a line, the box from its first word to its last, and the width of the first with a blank."""
    words = document.text[line.start : line.end].split(None, 1)
    if not words:
        return None
    begin = document.text.index(words[0], line.start)
    first = document.places.between(begin, begin + len(words[0]))
    last = document.places.between(line.end - 1, line.end) or document.places.between(line.start, line.end)[-1:]
    if not first or not last:
        return None
    (x0, top, _, bottom), x1 = first[0].box, first[-1].box[2]
    return first[0].page, (x0, top, last[-1].box[2], bottom), x1 - x0 + _BLANK * (bottom - top)


def _margin(begins: Counter[int]) -> int:
    return min((x for x, count in begins.items() if count >= _MARGIN * begins.total()), default=min(begins))
