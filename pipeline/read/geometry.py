"""Where the characters of a source stand on their page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from pipeline.model import Box, Document

# Boxes are told to a hundredth of a point.
_DIGITS = 2


def box_of(document: Document, start: int, end: int) -> Box | None:
    """Return the box around the characters `start..end` that stand on the page of the first of them.

    None where the format has no geometry, or nothing of them is drawn.
    """
    first = bisect_right(document.places, start, key=lambda place: place.end)
    last = bisect_left(document.places, end, key=lambda place: place.start)
    found = document.places[first:last]
    boxes = [place.box for place in found if place.page == found[0].page]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (
        round(min(lefts), _DIGITS),
        round(min(tops), _DIGITS),
        round(max(rights), _DIGITS),
        round(max(bottoms), _DIGITS),
    )
