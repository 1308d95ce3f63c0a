"""Where the characters of a source stand: on their page, in their element."""

from __future__ import annotations

from pipeline.model import Box, Document, Line

# Boxes are told to a hundredth of a point.
_DIGITS = 2


def box_of(document: Document, start: int, end: int) -> Box | None:
    """Return the box around the characters `start..end` that stand on the page of the first of them.

    None where the format has no geometry, or nothing of them is drawn.
    """
    found = document.places.between(start, end)
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


def path_of(document: Document, line: Line, start: int, end: int) -> str | None:
    """Return the path of the element that holds the characters `start..end`, which begin in a line.

    That is a cell where they stand in one; None where the format has no elements.
    """
    if not line.path or not line.cells:
        return line.path
    column = document.text.count("\t", line.start, start)
    cell = line.cells[column] if column < len(line.cells) else ""
    alone = cell and not cell.startswith("/") and "\t" not in document.text[start:end]
    return f"{line.path}/{cell}" if alone else line.path
