"""Read what a PDF page draws beside its text: rules (lines, thin rectangles, stroked frames), pictures, filled areas.

PDFium tells one object and one corner at a time. Corners are read in loops that run in C, and turned into rules for
the page at once.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from pipeline.read.pdf.file import Sheet, typed_call

if TYPE_CHECKING:
    from pipeline.model import Box

# A drawing that is no thicker than this is a rule.
THICKNESS = 3.0
# What is shorter is a dot; rules of a table are longer than its letters are wide.
_SHORTEST = 4.0
# No page of an act draws more objects, nor has them deeper in each other.
MAX_OBJECTS, MAX_DEPTH = 100_000, 8
# A page with more rules than this draws a picture of them, and has no tables.
MAX_RULES = 20_000
# A path of more segments is a picture, a letter or a map; so is a page that draws more in all.
_MAX_SEGMENTS, _MAX_CORNERS = 20_000, 400_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rules of a page as thin boxes, the boxes of its pictures, how many shapes it draws, whether it has more."""

    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    shapes: int
    cut: bool


def read_drawing(page: Any, sheet: Sheet) -> Drawing:
    """Read what an open page draws, in points from the top left of the page as it is shown."""
    import pypdfium2.raw as pdfium

    every = list(islice(_objects(page), MAX_OBJECTS + 1))
    paths = [(drawn, matrix) for drawn, kind, matrix in every if kind == pdfium.FPDF_PAGEOBJ_PATH]
    images = [(drawn, matrix) for drawn, kind, matrix in every if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    pictures = _boxes(sheet, _bounds(images)[0])
    rules, cut = _read_rules(paths, sheet)
    if len(rules) > MAX_RULES:
        rules, cut = [], True
    return Drawing(tuple(rules), tuple(pictures), len(paths), cut or len(every) > MAX_OBJECTS)


@dataclass(frozen=True, slots=True)
class _Calls:
    """PDFium's functions that are called for every object or corner, with prototypes that take addresses."""

    object_of: Callable[[int | None, int], int]
    kind: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]
    mode: Callable[[int, int, int], int]
    matrix: Callable[[int, int], int]
    count: Callable[[int], int]
    segment: Callable[[int, int], int]
    point: Callable[[int, int, int], int]
    corner: Callable[[int], int]
    closes: Callable[[int], int]


@cache
def _calls() -> _Calls:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        typed_call("FPDFPage_GetObject", ctypes.c_size_t, pointer, number),
        typed_call("FPDFPageObj_GetType", number, pointer),
        typed_call("FPDFPageObj_GetBounds", number, pointer, pointer, pointer, pointer, pointer),
        typed_call("FPDFPath_GetDrawMode", number, pointer, pointer, pointer),
        typed_call("FPDFPageObj_GetMatrix", number, pointer, pointer),
        typed_call("FPDFPath_CountSegments", number, pointer),
        typed_call("FPDFPath_GetPathSegment", ctypes.c_size_t, pointer, number),
        typed_call("FPDFPathSegment_GetPoint", number, pointer, pointer, pointer),
        typed_call("FPDFPathSegment_GetType", number, pointer),
        typed_call("FPDFPathSegment_GetClose", number, pointer),
    )


Matrix = tuple[float, float, float, float, float, float]
# The address of an object, and the matrix of the form that it is in.
Drawn = tuple[int, Matrix | None]


def _objects(page: Any) -> Iterator[tuple[int, int, Matrix | None]]:
    """Yield the addresses of what a page draws but for its text, with the matrix of the form that it is in."""
    import pypdfium2.raw as pdfium

    at = ctypes.cast(page, ctypes.c_void_p).value
    drawn = list(map(_calls().object_of, repeat(at), range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS + 1))))
    text, form = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
    for one, kind in zip(drawn, map(_calls().kind, drawn), strict=True):
        if kind == form:
            yield from _within(one, kind, None, 0)
        elif kind != text:
            yield one, kind, None


def _within(drawn: int, kind: int, matrix: Matrix | None, depth: int) -> Iterator[tuple[int, int, Matrix | None]]:
    """Yield an object, or what is in it where it is a form."""
    import pypdfium2.raw as pdfium

    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield drawn, kind, matrix
    elif depth < MAX_DEPTH:
        form = ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)
        inner = _multiply(_matrix_of(drawn), matrix)
        for i in range(pdfium.FPDFFormObj_CountObjects(form)):
            part = ctypes.cast(pdfium.FPDFFormObj_GetObject(form, i), ctypes.c_void_p).value or 0
            yield from _within(part, _calls().kind(part), inner, depth + 1)


def _matrix_of(drawn: int) -> Matrix:
    found = (ctypes.c_float * 6)()
    _calls().matrix(drawn, ctypes.addressof(found))
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def _multiply(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: tuple[Any, ...], x: Any, y: Any) -> tuple[Any, Any]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(objects: Sequence[Drawn]) -> tuple[Any, Any]:
    """Return the boxes (left, bottom, right, top) of objects in the page's own coordinates, and which have one."""
    import numpy as np

    call, count = _calls(), len(objects)
    buffer = (ctypes.c_float * (4 * count))()
    at = ctypes.addressof(buffer)
    sides = (range(at + side, at + side + 16 * count, 16) for side in (0, 4, 8, 12))
    have = np.fromiter(map(call.bounds, [drawn for drawn, _ in objects], *sides), np.bool_, count)
    boxes = np.frombuffer(memoryview(buffer), np.float32).astype(np.float64).reshape(-1, 4)
    for i, (_, matrix) in enumerate(objects):
        if matrix is not None:
            left, bottom, right, top = boxes[i].tolist()
            corners = [_apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            xs, ys = zip(*corners, strict=True)
            boxes[i] = min(xs), min(ys), max(xs), max(ys)
    return boxes[have], np.flatnonzero(have)


def _boxes(sheet: Sheet, boxes: Any) -> list[Box]:
    """Return boxes of the page's own coordinates, a row each, as they are shown."""
    return list(zip(*(side.tolist() for side in sheet.shown(*boxes.T)), strict=True))


def _read_rules(paths: Sequence[Drawn], sheet: Sheet) -> tuple[list[Box], bool]:
    """Return the rules that paths draw, and whether some of them were too large to be read."""
    import numpy as np

    boxes, which = _bounds(paths)
    thin = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) <= THICKNESS
    thick = [paths[i] for i in which[~thin].tolist()]
    sides, cut = _sides(thick)
    every = np.concatenate([boxes[thin], sides])
    width, height = every[:, 2] - every[:, 0], every[:, 3] - every[:, 1]
    every = every[(np.minimum(width, height) <= THICKNESS) & (np.maximum(width, height) >= _SHORTEST)]
    return _boxes(sheet, every), cut


def _sides(paths: Sequence[Drawn]) -> tuple[Any, bool]:
    """Return the boxes of the sides of stroked paths and of each part of filled ones, curves taken for straight.

    Paths of more corners than a table has are left out, and all of them where there are more corners than a page has.
    """
    import numpy as np

    call, count = _calls(), len(paths)
    told = (ctypes.c_int * (2 * count))()
    at = ctypes.addressof(told)
    addresses = [path for path, _ in paths]
    deque(map(call.mode, addresses, range(at, at + 8 * count, 8), range(at + 4, at + 8 * count, 8)), maxlen=0)
    modes = np.frombuffer(memoryview(told), np.intc).reshape(-1, 2) != 0
    corners = np.fromiter(map(call.count, addresses), np.int64, count)
    read = np.flatnonzero(modes.any(axis=1) & (corners <= _MAX_SEGMENTS) & (corners > 0))
    if not len(read) or corners[read].sum() > _MAX_CORNERS:
        return np.zeros((0, 4)), bool(len(read))
    chosen = [paths[i] for i in read.tolist()]
    return _Corners(chosen, corners[read]).boxes(modes[read, 1]), False


class _Corners:
    """The corners of paths in the page's own coordinates, path by path."""

    def __init__(self, paths: Sequence[Drawn], counts: Any) -> None:
        """Read the corners of paths, so many of each."""
        import numpy as np
        import pypdfium2.raw as pdfium

        call, total = _calls(), int(counts.sum())
        segments: list[int] = []
        for (path, _), count in zip(paths, counts.tolist(), strict=True):
            segments += map(call.segment, repeat(path), range(count))
        points = (ctypes.c_float * (2 * total))()
        at = ctypes.addressof(points)
        deque(map(call.point, segments, range(at, at + 8 * total, 8), range(at + 4, at + 8 * total, 8)), maxlen=0)
        x, y = np.frombuffer(memoryview(points), np.float32).astype(np.float64).reshape(-1, 2).T
        self.path = np.repeat(np.arange(len(paths)), counts)
        self.x, self.y = _apply(tuple(_matrices(paths)[self.path].T), x, y)
        begins = np.fromiter(map(call.corner, segments), np.int64, total) == pdfium.FPDF_SEGMENT_MOVETO
        self.begins = begins | (np.diff(self.path, prepend=-1) > 0)
        self.first = np.flatnonzero(self.begins)
        self.last = np.append(self.first[1:], total) - 1
        ends = [segments[i] for i in self.last.tolist()]
        self.closed = np.fromiter(map(call.closes, ends), np.bool_, len(ends))

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


def _matrices(paths: Sequence[Drawn]) -> Any:
    """Return the matrices of paths, a row each."""
    import numpy as np

    buffer = (ctypes.c_float * (6 * len(paths)))()
    at = ctypes.addressof(buffer)
    deque(map(_calls().matrix, [path for path, _ in paths], range(at, at + 24 * len(paths), 24)), maxlen=0)
    found = np.frombuffer(memoryview(buffer), np.float32).astype(np.float64).reshape(-1, 6)
    for i, (_, outer) in enumerate(paths):
        if outer is not None:
            found[i] = _multiply(tuple(found[i].tolist()), outer)
    return found
