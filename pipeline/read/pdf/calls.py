"""Call functions of PDFium many times over: a page has thousands of characters, and PDFium tells one at a time.

What a call does is little beside what it takes to prepare one. So the loops run in C, arguments are handed over as they
are, and what PDFium writes goes to places whose addresses are made once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

ADDRESS, NUMBER = ctypes.c_size_t, ctypes.c_int
# So many answers are read at once.
_ROWS = 1_024
# An address as an argument.
pointer = ctypes.c_void_p.from_param


@cache
def quick_call(name: str, result: Any = NUMBER) -> Callable[..., Any]:
    """Return a function of PDFium that takes its arguments unchecked, and keeps Python's lock for the call.

    Whole numbers are C's `int`, addresses must be given as `pointer`. A call takes a tenth of one of pypdfium2's.
    """
    import pypdfium2.raw as pdfium

    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address or 0)


def pointer_to(handle: Any) -> Any:
    """Return the address of what pypdfium2 has opened as an argument."""
    return pointer(ctypes.cast(handle, ctypes.c_void_p).value)


def ask_each(call: Callable[..., Any], *arguments: Iterable[Any]) -> Ints:
    """Call a function for each of its arguments; return the numbers that it gives."""
    import numpy as np

    return np.fromiter(map(call, *arguments), np.int64)


def read_each(
    call: Callable[..., Any],
    arguments: Iterable[Iterable[Any]],
    width: int,
    *,
    whole: bool = False,
    apart: bool = False,
) -> tuple[list[Any], Floats]:
    """Call a function for each of its arguments; return what it gives, and a row of what it writes each time.

    It writes `width` numbers of 32 bits, `whole` or not: to one place behind its other arguments, or each to a place of
    its own where they are `apart`. A row of zeros is one that it didn't write.
    """
    import numpy as np

    memory, places = _memory(width, whole=whole, apart=apart)
    kept = [iter(argument) for argument in arguments]
    given: list[Any] = []
    read: list[Floats] = []
    while True:
        memory.fill(0)
        told = list(map(call, *(islice(argument, _ROWS) for argument in kept), *places))
        given += told
        read.append(memory[: len(told)].astype(np.float64))
        if len(told) < _ROWS:
            return given, np.concatenate(read)


@cache
def _memory(width: int, *, whole: bool, apart: bool) -> tuple[Any, list[list[Any]]]:
    """Return memory for rows of numbers, and the addresses in it by argument."""
    import numpy as np

    memory = np.zeros((_ROWS, width), np.intc if whole else np.float32)
    begin, size = memory.ctypes.data, memory.itemsize
    steps = range(0, width * size, size) if apart else (0,)
    rows = range(begin, begin + memory.nbytes, width * size)
    return memory, [[pointer(row + step) for row in rows] for step in steps]
