"""Read the rules that a PDF page draws (lines, thin rectangles, stroked frames), its pictures and its filled areas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.read.pdf.calls import ADDRESS, ask_each, pointer, quick_call, read_each
from pipeline.read.pdf.file import Sheet
from pipeline.read.pdf.objects import Drawn, apply, list_objects, read_bounds, read_colours, read_matrices

if TYPE_CHECKING:
    from pipeline.model import Box
    from pipeline.read.pdf.calls import Floats

# A drawing that is no thicker than this is a rule.
THICKNESS = 3.0
# What is shorter is a dot; rules of a table are longer than its letters are wide.
_SHORTEST = 4.0
# A page with more rules than this draws a picture of them, and has no tables.
MAX_RULES = 20_000
# A path of more corners is a picture, a letter or a map; so is a page that draws more in all.
_MAX_SEGMENTS, _MAX_CORNERS = 20_000, 400_000
# A filled box has so few corners; of 255, it is so opaque; only so many of a page are looked at.
_BOX_CORNERS, _OPAQUE, _MAX_AREAS = 6, 230, 5_000


class Area(NamedTuple):
    """A filled box or a picture: its place in the order of drawing, its box in the page's own coordinates, its colour.

    The colour is red, green and blue of 0 to 255, -1 where there are several; nothing shines through what is `opaque`.
    """

    order: int
    box: Box
    colour: tuple[int, int, int]
    opaque: bool


_SEVERAL = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rules of a page as thin boxes, the boxes of its pictures, how many shapes it draws, whether it has more.

    Boxes are rows of an array. `objects` are all that it draws, in the order in which it does; `areas` are what may lie
    below text or above it.
    """

    rules: Floats
    pictures: Floats
    shapes: int
    cut: bool
    objects: list[Drawn]
    areas: tuple[Area, ...]


def read_drawing(page: Any, sheet: Sheet) -> Drawing:
    """Read what an open page draws, in points from the top left of the page as it is shown."""
    import numpy as np
    import pypdfium2.raw as pdfium

    objects, more = list_objects(page)
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    images = [order for order, one in enumerate(objects) if one.kind in kinds]
    boxes, which = read_bounds([objects[order] for order in images])
    images = [images[i] for i in which.tolist()]
    paths = _Paths.of(objects)
    rules, cut = _read_rules(paths, sheet, 0.0)
    shown = [Area(order, tuple(box), _SEVERAL, opaque=False) for order, box in zip(images, boxes.tolist(), strict=True)]
    areas = sorted([*shown, *_filled_areas(paths)])
    pictured = [objects[order].kind == pdfium.FPDF_PAGEOBJ_IMAGE for order in images]
    pictures = _boxes(sheet, boxes[np.array(pictured, np.bool_)])
    return Drawing(rules, pictures, len(paths.every), cut or more, objects, tuple(areas))


def read_skewed_rules(drawing: Drawing, sheet: Sheet, skew: float) -> Floats:
    """Read the rules of a page that is turned back by `skew` (in radians, to the left) around its middle."""
    return _read_rules(_Paths.of(drawing.objects), sheet, skew)[0]


def _boxes(sheet: Sheet, boxes: Floats) -> Floats:
    """Return boxes of the page's own coordinates, a row each, as they are shown."""
    import numpy as np

    return np.stack(sheet.shown(*boxes.T), axis=1)


@dataclass(frozen=True, slots=True)
class _Paths:
    """The paths of a page that have a box, a row each: their places in the order of drawing, whether they are thin.

    Of those that are not, `filled` and `stroked` tell how they are drawn, and `corners` how many corners they have.
    """

    every: list[Drawn]
    order: Any
    boxes: Any
    thin: Any
    filled: Any
    stroked: Any
    corners: Any

    @classmethod
    def of(cls, objects: Sequence[Drawn]) -> _Paths:
        """Read the paths among what a page draws."""
        import numpy as np
        import pypdfium2.raw as pdfium

        order = np.array([i for i, one in enumerate(objects) if one.kind == pdfium.FPDF_PAGEOBJ_PATH], np.int64)
        boxes, which = read_bounds([objects[i] for i in order.tolist()])
        order = order[which]
        every = [objects[i] for i in order.tolist()]
        thin = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= THICKNESS
        thick = np.flatnonzero(~thin)
        addresses = [pointer(every[i].address) for i in thick.tolist()]
        _, told = read_each(quick_call("FPDFPath_GetDrawMode"), [addresses], 2, whole=True, apart=True)
        filled, stroked, corners = np.zeros((3, len(every)), np.int64)
        filled[thick], stroked[thick] = told.T
        corners[thick] = ask_each(quick_call("FPDFPath_CountSegments"), addresses)
        return cls(every, order, boxes, thin, filled != 0, stroked != 0, corners)


def _filled_areas(paths: _Paths) -> Iterator[Area]:
    """Yield the areas that paths fill; one of many corners is none of one colour."""
    import numpy as np

    which = np.flatnonzero(paths.filled)[:_MAX_AREAS]
    colours = read_colours([paths.every[i].address for i in which.tolist()])
    told = zip(paths.order[which].tolist(), paths.boxes[which].tolist(), paths.corners[which].tolist(), strict=True)
    for (order, box, corners), (red, green, blue, opacity) in zip(told, colours.tolist(), strict=True):
        opaque = corners <= _BOX_CORNERS and opacity >= _OPAQUE
        if opaque or opacity > 255 - _OPAQUE:
            yield Area(order, tuple(box), (red, green, blue) if opaque else _SEVERAL, opaque)


def _read_rules(paths: _Paths, sheet: Sheet, skew: float) -> tuple[Floats, bool]:
    """Return the rules that paths draw, and whether some of them were too large to be read."""
    import numpy as np

    read = (paths.filled | paths.stroked) & (paths.corners <= _MAX_SEGMENTS) & (paths.corners > 0)
    which = np.flatnonzero(read)
    every, cut = [paths.boxes[paths.thin]], False
    if paths.corners[which].sum() > _MAX_CORNERS:
        cut = True
    elif len(which):
        found = _Corners([paths.every[i] for i in which.tolist()], paths.corners[which])
        if skew:
            found.x, found.y = turn_back(found.x, found.y, sheet, skew)
        every.append(found.boxes(paths.stroked[which]))
    boxes = np.concatenate(every)
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    boxes = boxes[(np.minimum(width, height) <= THICKNESS) & (np.maximum(width, height) >= _SHORTEST)]
    return (boxes[:0], True) if len(boxes) > MAX_RULES else (_boxes(sheet, boxes), cut)


class _Corners:
    """The corners of paths in the page's own coordinates, path by path."""

    def __init__(self, paths: Sequence[Drawn], counts: Any) -> None:
        """Read the corners of paths, so many of each."""
        import numpy as np
        import pypdfium2.raw as pdfium

        total, segment = int(counts.sum()), quick_call("FPDFPath_GetPathSegment", ADDRESS)
        segments: list[Any] = []
        for path, count in zip(paths, counts.tolist(), strict=True):
            segments += map(pointer, map(segment, repeat(pointer(path.address)), range(count)))
        _, points = read_each(quick_call("FPDFPathSegment_GetPoint"), [segments], 2, apart=True)
        x, y = points.T
        self.path = np.repeat(np.arange(len(paths)), counts)
        self.x, self.y = apply(read_matrices(paths)[self.path].T, x, y)
        begins = ask_each(quick_call("FPDFPathSegment_GetType"), segments) == pdfium.FPDF_SEGMENT_MOVETO
        self.begins = begins | (np.diff(self.path, prepend=-1) > 0)
        self.first = np.flatnonzero(self.begins)
        self.last = np.append(self.first[1:], total) - 1
        ends = [segments[i] for i in self.last.tolist()]
        self.closed = ask_each(quick_call("FPDFPathSegment_GetClose"), ends) != 0

    def boxes(self, stroked: Any) -> Any:
        """Return the boxes of the sides of paths that are stroked, and those around each part of the others."""
        import numpy as np

        x, y, first, last = self.x, self.y, self.first, self.last
        inner = np.flatnonzero(~self.begins)
        one = np.concatenate([inner - 1, last[self.closed]])
        other = np.concatenate([inner, first[self.closed]])
        drawn = stroked[self.path[one]]
        a, b = one[drawn], other[drawn]
        sides = (np.minimum(x[a], x[b]), np.minimum(y[a], y[b]), np.maximum(x[a], x[b]), np.maximum(y[a], y[b]))
        low, high = np.minimum.reduceat, np.maximum.reduceat
        filled = ~stroked[self.path[first]] & (last > first)
        parts = (low(x, first), low(y, first), high(x, first), high(y, first))
        return np.concatenate([np.stack(sides, axis=1), np.stack(parts, axis=1)[filled]])


def turn_back(x: Any, y: Any, sheet: Sheet, skew: float) -> tuple[Any, Any]:
    """Return points of the page's own coordinates turned to the right by `skew` radians around the page's middle."""
    left, bottom, right, top = sheet.visible
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    cos, sin = math.cos(skew), math.sin(skew)
    across, up = x - middle_x, y - middle_y
    return middle_x + cos * across + sin * up, middle_y - sin * across + cos * up
