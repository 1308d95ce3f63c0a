"""Find the small digits above the line that mark notes: `жедел¹`, not `жедел1`.

A mark is a text object of its own, in a smaller size and on a higher baseline than the text beside it. Boxes don't
tell: that of a letter reaches as far below the line as the letter does.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats, Ints

# A mark has so many digits at most.
_LONGEST = 2
# So large it is at most, and so far above the baseline at least and at most, in sizes of the text beside it.
_LARGEST, _LOWEST, _HIGHEST = 0.9, 0.1, 0.9
# A box may be so high, in heights of the box beside it, that the size is worth asking for.
_WORTH_ASKING = 0.9
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a character is set: its size, where it stands on its baseline, and which way is up; in points of the page."""

    size: float
    x: float
    y: float
    up: tuple[float, float]


def raise_digits(text_page: Any, kept: Ints, codes: Ints, boxes: Floats, number: Ints, blank: Bools) -> None:
    """Make the digits of marks raised ones, on the line of the text beside them.

    `kept` are the characters' places in PDFium's page, `boxes` left, bottom, right, top, `number` their text objects.
    """
    heights = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    for start, end in _lone_digits(codes, number):
        for beside in _beside(start, end, blank):
            if all(height[start] >= _WORTH_ASKING * height[beside] for height in heights):
                continue
            mark, text = _setting(text_page, int(kept[start])), _setting(text_page, int(kept[beside]))
            if _is_mark(mark, text):
                codes[start:end] = [ord(_DIGITS[code - ord("0")]) for code in codes[start:end].tolist()]
                across = (1, 3) if abs(text.up[1]) > abs(text.up[0]) else (0, 2)
                for side in across:
                    boxes[start:end, side] = boxes[beside, side]
                break


def _lone_digits(codes: Ints, number: Ints) -> Iterator[tuple[int, int]]:
    """Yield the ranges of text objects that hold one or two digits and nothing else."""
    import numpy as np

    if not len(codes):
        return
    starts = np.flatnonzero(np.concatenate([[True], number[1:] != number[:-1]]))
    ends = np.append(starts[1:], len(codes))
    digits = np.concatenate([[0], np.cumsum((codes >= ord("0")) & (codes <= ord("9")))])
    lengths = ends - starts
    lone = (lengths <= _LONGEST) & (digits[ends] - digits[starts] == lengths)
    yield from zip(starts[lone].tolist(), ends[lone].tolist(), strict=True)


def _beside(start: int, end: int, blank: Bools) -> Iterator[int]:
    """Yield what a mark may belong to: the character before it, or the one behind it or behind a blank."""
    if start and not blank[start - 1]:
        yield start - 1
    behind = end + 1 if end < len(blank) and blank[end] else end
    if behind < len(blank) and not blank[behind]:
        yield behind


def _setting(text_page: Any, at: int) -> _Setting:
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetMatrix(text_page, at, matrix)
    pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
    scale = math.hypot(matrix.c, matrix.d)
    up = (matrix.c / scale, matrix.d / scale) if scale else (0.0, 1.0)
    return _Setting(pdfium.FPDFText_GetFontSize(text_page, at) * scale, x.value, y.value, up)


def _is_mark(mark: _Setting, text: _Setting) -> bool:
    """Tell whether a setting is smaller than that of the text and on a higher baseline beside it."""
    dx, dy = mark.x - text.x, mark.y - text.y
    rise = dx * text.up[0] + dy * text.up[1]
    return mark.size <= _LARGEST * text.size and _LOWEST * text.size <= rise <= _HIGHEST * text.size
