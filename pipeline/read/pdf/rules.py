"""Read the rules that a PDF page draws (lines, thin rectangles, stroked frames) and the pictures it shows."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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
# A path of more segments is a picture, a letter or a map.
_MAX_SEGMENTS = 20_000


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

    rules: list[Box] = []
    pictures: list[Box] = []
    cut, shapes = False, 0
    for count, (drawn, kind, matrix) in enumerate(_objects(page)):
        if count >= MAX_OBJECTS:
            cut = True
            break
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
            rules += [sheet.shown(*box) for box in _rules_of(drawn, matrix)]
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += [sheet.shown(*box) for box in [_bounds(drawn, matrix)] if box]
    if len(rules) > MAX_RULES:
        rules, cut = [], True
    return Drawing(tuple(rules), tuple(pictures), shapes, cut)


@dataclass(frozen=True, slots=True)
class _Calls:
    """PDFium's functions that are called for every object, with prototypes that take addresses."""

    object_of: Callable[[int | None, int], int]
    kind: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]


@cache
def _calls() -> _Calls:
    pointer = ctypes.c_void_p
    return _Calls(
        typed_call("FPDFPage_GetObject", ctypes.c_size_t, pointer, ctypes.c_int),
        typed_call("FPDFPageObj_GetType", ctypes.c_int, pointer),
        typed_call("FPDFPageObj_GetBounds", ctypes.c_int, pointer, pointer, pointer, pointer, pointer),
    )


_Matrix = tuple[float, float, float, float, float, float]


def _objects(page: Any) -> Iterator[tuple[int, int, _Matrix | None]]:
    """Yield the addresses of what a page draws but for its text, with the matrix of the form that it is in."""
    import pypdfium2.raw as pdfium

    at = ctypes.cast(page, ctypes.c_void_p).value
    call, text = _calls(), pdfium.FPDF_PAGEOBJ_TEXT
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = call.object_of(at, i)
        kind = call.kind(drawn)
        if kind != text:
            yield from _within(drawn, kind, None, 0)


def _within(drawn: int, kind: int, matrix: _Matrix | None, depth: int) -> Iterator[tuple[int, int, _Matrix | None]]:
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


def _matrix_of(drawn: int) -> _Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT), found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(inner: _Matrix, outer: _Matrix | None) -> _Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: _Matrix | None, x: float, y: float) -> tuple[float, float]:
    if matrix is None:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(drawn: int, matrix: _Matrix | None) -> Box | None:
    """Return (left, bottom, right, top) of an object in the page's own coordinates."""
    sides = (ctypes.c_float * 4)()
    at = ctypes.addressof(sides)
    if not _calls().bounds(drawn, at, at + 4, at + 8, at + 12):
        return None
    left, bottom, right, top = sides
    if matrix is None:
        return left, bottom, right, top
    return _around(_apply(matrix, x, y) for x in (left, right) for y in (bottom, top))


def _around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _rules_of(address: int, matrix: _Matrix | None) -> Iterator[Box]:
    """Yield the rules that one path draws."""
    import pypdfium2.raw as pdfium

    box = _bounds(address, matrix)
    if box is None:
        return
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= THICKNESS:
        if max(width, height) >= _SHORTEST:
            yield box
        return
    path = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MAX_SEGMENTS or not (stroke.value or fill.value):
        return
    for subpath in _subpaths(path, count, _multiply(_matrix_of(address), matrix)):
        if stroke.value:
            yield from _straight_sides(subpath)
        elif len(subpath) > 1:
            yield from (side for side in [_around(subpath)] if _is_rule(side))


def _subpaths(path: Any, count: int, matrix: _Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each subpath; curves go straight."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _straight_sides(points: list[tuple[float, float]]) -> Iterator[Box]:
    for one, other in pairwise(points):
        side = _around((one, other))
        if _is_rule(side):
            yield side


def _is_rule(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= THICKNESS and max(width, height) >= _SHORTEST
