"""List what a PDF page draws, in the order in which it is drawn, with what is in its forms, and read many at once.

PDFium tells one thing of one object at a time. What is asked of many is asked in loops that run in C, and comes back
as one array.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from pipeline.read.pdf.file import typed_call

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

# No page of an act draws more objects, nor has them deeper in each other.
MAX_OBJECTS, MAX_DEPTH = 100_000, 8

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One object: its address, its kind (an FPDF_PAGEOBJ), and the matrix of the form that it is in."""

    address: int
    kind: int
    form: Matrix | None


@dataclass(frozen=True, slots=True)
class _Calls:
    """PDFium's functions that are called for every object, with prototypes that take addresses."""

    object_of: Callable[[int | None, int], int]
    kind: Callable[[int], int]
    bounds: Callable[[int, int, int, int, int], int]
    matrix: Callable[[int, int], int]
    fill: Callable[[int, int, int, int, int], int]
    stroke: Callable[[int, int, int, int, int], int]


@cache
def _calls() -> _Calls:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    four = (pointer, pointer, pointer, pointer)
    return _Calls(
        typed_call("FPDFPage_GetObject", ctypes.c_size_t, pointer, number),
        typed_call("FPDFPageObj_GetType", number, pointer),
        typed_call("FPDFPageObj_GetBounds", number, pointer, *four),
        typed_call("FPDFPageObj_GetMatrix", number, pointer, pointer),
        typed_call("FPDFPageObj_GetFillColor", number, pointer, *four),
        typed_call("FPDFPageObj_GetStrokeColor", number, pointer, *four),
    )


def list_objects(page: Any) -> tuple[list[Drawn], bool]:
    """Return what an open page draws, forms replaced by what is in them, and whether it draws more than is listed."""
    found = list(islice(_objects(page), MAX_OBJECTS + 1))
    return found[:MAX_OBJECTS], len(found) > MAX_OBJECTS


def _objects(page: Any) -> Iterator[Drawn]:
    import pypdfium2.raw as pdfium

    at = ctypes.cast(page, ctypes.c_void_p).value
    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS + 1)
    addresses = list(map(_calls().object_of, repeat(at), range(count)))
    for address, kind in zip(addresses, map(_calls().kind, addresses), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _within(address, kind, None, 0)
        else:
            yield Drawn(address, kind, None)


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
            yield from _within(part, _calls().kind(part), (a, b, c, d, e, f), depth + 1)


def read_matrices(objects: Sequence[Drawn]) -> Any:
    """Return the matrices that turn the coordinates of objects into the page's, a row each."""
    import numpy as np

    addresses = [one.address for one in objects]
    buffer = (ctypes.c_float * (6 * len(addresses)))()
    at = ctypes.addressof(buffer)
    deque(map(_calls().matrix, addresses, range(at, at + 24 * len(addresses), 24)), maxlen=0)
    found = np.frombuffer(memoryview(buffer), np.float32).astype(np.float64).reshape(-1, 6)
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

    have, raw = read_fours(_calls().bounds, [one.address for one in objects], ctypes.c_float)
    boxes = np.frombuffer(raw, np.float32).astype(np.float64).reshape(-1, 4)
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

    call = _calls().stroke if stroke else _calls().fill
    have, raw = read_fours(call, addresses, ctypes.c_uint)
    colours = np.frombuffer(raw, np.uintc).astype(np.int64).reshape(-1, 4)
    colours[~have] = -1
    return colours


def read_fours(call: Callable[[int, int, int, int, int], int], addresses: Sequence[int], kind: Any) -> tuple[Any, Any]:
    """Ask four numbers of each object; return which objects told them, and the memory that they are in."""
    import numpy as np

    count = len(addresses)
    buffer = (kind * (4 * count))()
    at = ctypes.addressof(buffer)
    places = (range(at + step, at + step + 16 * count, 16) for step in (0, 4, 8, 12))
    return np.fromiter(map(call, addresses, *places), np.bool_, count), memoryview(buffer)


def apply(matrix: Sequence[Any], x: Any, y: Any) -> tuple[Any, Any]:
    """Return where a matrix takes a point; numbers or arrays."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
