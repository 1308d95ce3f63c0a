"""List what a PDF page draws, in the order in which it is drawn, with what is in its forms, and read many at once."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, repeat
from typing import Any, NamedTuple

from pipeline.read.pdf.calls import ADDRESS, pointer, pointer_to, quick_call, read_each

# No page of an act draws more objects, nor has them deeper in each other.
MAX_OBJECTS, MAX_DEPTH = 100_000, 8

Matrix = tuple[float, float, float, float, float, float]


class Drawn(NamedTuple):
    """One object: its address, its kind (an FPDF_PAGEOBJ), and the matrix of the form that it is in."""

    address: int
    kind: int
    form: Matrix | None


def list_objects(page: Any) -> tuple[list[Drawn], bool]:
    """Return what an open page draws, forms replaced by what is in them, and whether it draws more than is listed."""
    found = list(islice(_objects(page), MAX_OBJECTS + 1))
    return found[:MAX_OBJECTS], len(found) > MAX_OBJECTS


def _objects(page: Any) -> Iterator[Drawn]:
    import pypdfium2.raw as pdfium

    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS + 1)
    addresses = list(map(quick_call("FPDFPage_GetObject", ADDRESS), repeat(pointer_to(page)), range(count)))
    for address, kind in zip(addresses, map(_kind(), map(pointer, addresses)), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _within(address, kind, None, 0)
        else:
            yield Drawn(address, kind, None)


def _kind() -> Callable[[Any], int]:
    return quick_call("FPDFPageObj_GetType")


def _within(address: int, kind: int, matrix: Matrix | None, depth: int) -> Iterator[Drawn]:
    """Yield an object, or what is in it where it is a form."""
    import pypdfium2.raw as pdfium

    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield Drawn(address, kind, matrix)
    elif depth < MAX_DEPTH:
        form = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
        (own,) = read_matrices([Drawn(address, kind, matrix)]).tolist()
        a, b, c, d, e, f = own
        for i in range(pdfium.FPDFFormObj_CountObjects(form)):
            part = ctypes.cast(pdfium.FPDFFormObj_GetObject(form, i), ctypes.c_void_p).value or 0
            yield from _within(part, _kind()(pointer(part)), (a, b, c, d, e, f), depth + 1)


def read_matrices(objects: Sequence[Drawn]) -> Any:
    """Return the matrices that turn the coordinates of objects into the page's, a row each."""
    addresses = [pointer(one.address) for one in objects]
    _, found = read_each(quick_call("FPDFPageObj_GetMatrix"), [addresses], 6)
    for i, one in enumerate(objects):
        if one.form is not None:
            p, q, r, s, t, u = one.form
            a, b, c, d, e, f = found[i].tolist()
            x, y = e * p + f * r + t, e * q + f * s + u
            found[i] = a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y
    return found


def read_bounds(objects: Sequence[Drawn]) -> tuple[Any, Any]:
    """Return the boxes (left, bottom, right, top) of objects in the page's coordinates, and which objects have one."""
    import numpy as np

    addresses = [pointer(one.address) for one in objects]
    given, boxes = read_each(quick_call("FPDFPageObj_GetBounds"), [addresses], 4, apart=True)
    have = np.array(given, np.bool_)
    for i, one in enumerate(objects):
        if one.form is not None:
            left, bottom, right, top = boxes[i].tolist()
            xs, ys = zip(*(apply(one.form, x, y) for x in (left, right) for y in (bottom, top)), strict=True)
            boxes[i] = min(xs), min(ys), max(xs), max(ys)
    return boxes[have], np.flatnonzero(have)


def read_colours(addresses: Sequence[int], *, stroke: bool = False) -> Any:
    """Return the colours that objects are filled with (or their lines drawn): red, green, blue, opacity of 0 to 255.

    A row each; -1 where an object has none that is one colour.
    """
    import numpy as np

    call = quick_call("FPDFPageObj_GetStrokeColor" if stroke else "FPDFPageObj_GetFillColor")
    given, read = read_each(call, [map(pointer, addresses)], 4, whole=True, apart=True)
    colours = read.astype(np.int64)
    colours[~np.array(given, np.bool_)] = -1
    return colours


def apply(matrix: Sequence[Any], x: Any, y: Any) -> tuple[Any, Any]:
    """Return where a matrix takes a point; numbers or arrays."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
