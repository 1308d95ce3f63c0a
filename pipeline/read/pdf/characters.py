"""Read the characters of a PDF page with their boxes, their fonts and the direction they are written in.

PDFium tells one character at a time. The calls go through prototypes that take addresses, so that a page costs a loop
in C and not one in Python, and the boxes come back as one array.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.errors import UnreadableSourceError
from pipeline.read.pdf.file import Sheet, typed_call

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

MAX_CHARACTERS = 200_000
# In heights of a line, which are some 1.15 sizes of the font.
WORD_GAP, BACK_STEP, OFF_LINE = 0.14, 0.3, 0.35
# Boxes of letters that differ by less are one box.
_SAME = 0.01
# White space of any width; what is printed as nothing and parts no words stays in its word.
BLANKS = (9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_BLANK, _LINE_FEED, _RETURN = 32, 10, 13
# What PDFium tells for a hyphen that ends a line.
_HYPHENS = (2, 0xFFFE)
# FPDF_FONT flags: the bit that makes a font bold by force
_FORCE_BOLD = 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
# Text that is drawn and not shown, and text that is filled and stroked: bold where a font has no bold face.
_INVISIBLE, _FILLED_AND_STROKED = (3, 7), 2
# Where the letters of an upright line end above and below their baseline, in sizes of their font.
_ASCENT, _DESCENT = 0.9, 0.22
# Writing that is off the horizontal or vertical by more than this many radians is slanted.
_SLANT = 0.03
SLANTED = -1


@dataclass(frozen=True, slots=True)
class Run:
    """What one drawing of a text has in common: its font, and in which quarter turn it is written (or SLANTED)."""

    font: str
    bold: bool
    invisible: bool
    turn: int


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the order in which they are drawn, a column each: code points, boxes, runs."""

    codes: Ints
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    run: Ints
    runs: tuple[Run, ...]

    def take(self, which: Bools) -> Characters:
        """Return some of the characters."""
        boxes = (self.x0[which], self.top[which], self.x1[which], self.bottom[which])
        return Characters(self.codes[which], *boxes, self.run[which], self.runs)


def read_characters(page: Any, sheet: Sheet, place: str, *, exact: bool = False) -> Characters:
    """Read the characters of an open page, those that PDFium makes up (blanks and line ends) left out.

    The font of a character is that of its word's first one, unless `exact` asks for each.
    Raises UnreadableSourceError for a page with more characters than any page prints.
    """
    import pypdfium2.raw as pdfium

    text_page = pdfium.FPDFText_LoadPage(page)
    where = f"{place}, page {sheet.number}"
    if not text_page:
        raise UnreadableSourceError("the text can't be read", place=where, advice="copy the file again")
    try:
        count = max(0, pdfium.FPDFText_CountChars(text_page))
        if count > MAX_CHARACTERS:
            raise UnreadableSourceError(
                f"{count:,} characters, more than the {MAX_CHARACTERS:,} a page may have",
                place=where,
                advice="this is no page of an act; check how the file was made",
            )
        return _read(text_page, count, sheet, exact=exact)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _read(text_page: Any, count: int, sheet: Sheet, *, exact: bool) -> Characters:
    import numpy as np
    import pypdfium2.raw as pdfium

    codes = _read_codes(text_page, count)
    boxes = _read_boxes(text_page, count)
    # upside down, as the page's own coordinates are
    raw = Characters(codes, boxes[:, 0], -boxes[:, 1], boxes[:, 2], -boxes[:, 3], codes, ())
    asked = np.ones(count, np.bool_) if exact else word_begins(raw) | (codes == _BLANK)
    asked[:1] = True
    at = np.flatnonzero(asked)
    objects = _read_objects(text_page, at.tolist())
    addresses, first, number = np.unique(objects, return_index=True, return_inverse=True)
    run = np.repeat(number, np.diff(np.append(at, count)))
    told = list(zip(addresses.tolist(), at[first].tolist(), strict=True))
    runs, turned = _read_runs(text_page, told, sheet)
    _box_turned(text_page, boxes, run, turned)
    shown = sheet.shown(boxes[:, 0], boxes[:, 3], boxes[:, 2], boxes[:, 1])
    real = (addresses[run] != 0) & (codes != _LINE_FEED) & (codes != _RETURN) if count else asked
    if exact:  # a blank that PDFium makes up seems to be of the font beside it
        blanks = np.flatnonzero(codes == _BLANK).tolist()
        real[[i for i in blanks if pdfium.FPDFText_IsGenerated(text_page, i) == 1]] = False
    return Characters(_mend_hyphens(codes), *shown, run, runs).take(real)


def _read_codes(text_page: Any, count: int) -> Ints:
    """Read the code points of a page: at once, or one by one where the text has more or fewer than the page."""
    import numpy as np
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    codes: Ints = np.frombuffer(memoryview(buffer), np.uint16)[:count].astype(np.int64)
    if written - 1 == count and not ((codes >= 0xD800) & (codes < 0xE000)).any():
        return codes
    at = ctypes.cast(text_page, ctypes.c_void_p).value
    return np.fromiter(map(_calls().unicode, repeat(at), range(count)), np.int64, count)


def _read_boxes(text_page: Any, count: int) -> Floats:
    """Read the boxes of a page's characters: left, top, right and bottom in the page's own coordinates."""
    import numpy as np

    buffer = (ctypes.c_float * (4 * count))()
    begin, at = ctypes.addressof(buffer), ctypes.cast(text_page, ctypes.c_void_p)
    deque(map(_calls().loose_box, repeat(at), range(count), range(begin, begin + 16 * count, 16)), maxlen=0)
    boxes: Floats = np.frombuffer(memoryview(buffer), np.float32).reshape(-1, 4).astype(np.float64)
    return boxes


def _read_objects(text_page: Any, indexes: list[int]) -> Ints:
    """Read the addresses of the text objects that characters are of; 0 for those that PDFium makes up."""
    import numpy as np

    at = ctypes.cast(text_page, ctypes.c_void_p)
    return np.fromiter(map(_calls().text_object, repeat(at), indexes), np.int64, len(indexes))


@cache
def _blank_table() -> Bools:
    import numpy as np

    table = np.zeros(max(BLANKS) + 2, np.bool_)
    table[list(BLANKS)] = True
    return table


def is_blank(codes: Ints) -> Bools:
    """Tell of each code point whether it is white space."""
    import numpy as np

    table = _blank_table()
    return table[np.minimum(codes, len(table) - 1)]


def word_begins(chars: Characters) -> Bools:
    """Tell of each character whether a word begins with it: behind a blank, a gap, a step back or off the line."""
    import numpy as np

    blank = is_blank(chars.codes)
    height = np.maximum(chars.bottom - chars.top, 0.1)
    low = np.minimum(height[1:], height[:-1])
    gap = chars.x0[1:] - chars.x1[:-1]
    middles = (chars.top + chars.bottom) / 2
    # the letters that one drawn ligature stands for share its box
    same_box = (np.abs(np.diff(chars.x0)) < _SAME) & (np.abs(np.diff(chars.x1)) < _SAME)
    cut = (gap > WORD_GAP * height[1:]) | ((gap < -BACK_STEP * low) & ~same_box)
    cut |= np.abs(np.diff(middles)) > OFF_LINE * low
    begins = np.ones(len(blank), np.bool_)
    begins[1:] = cut | blank[:-1]
    return begins & ~blank


@dataclass(frozen=True, slots=True)
class _Calls:
    """PDFium's functions that are called most, with prototypes that take addresses."""

    unicode: Callable[[int | None, int], int]
    text_object: Callable[[int | None, int], int]
    loose_box: Callable[[int | None, int, int], int]
    matrix: Callable[[int | None, int, int], int]
    font: Callable[[int], int]
    mode: Callable[[int], int]


@cache
def _calls() -> _Calls:
    pointer, index = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        typed_call("FPDFText_GetUnicode", ctypes.c_uint, pointer, index),
        typed_call("FPDFText_GetTextObject", ctypes.c_size_t, pointer, index),
        typed_call("FPDFText_GetLooseCharBox", None, pointer, index, ctypes.c_size_t),
        typed_call("FPDFText_GetMatrix", ctypes.c_int, pointer, index, pointer),
        typed_call("FPDFTextObj_GetFont", ctypes.c_size_t, pointer),
        typed_call("FPDFTextObj_GetTextRenderMode", ctypes.c_int, pointer),
    )


def _read_runs(text_page: Any, objects: list[tuple[int, int]], sheet: Sheet) -> tuple[tuple[Run, ...], dict[int, int]]:
    """Return the runs of a page, and for those that are turned in the page's own coordinates by how many quarters."""
    call, at = _calls(), ctypes.cast(text_page, ctypes.c_void_p).value
    matrix = (ctypes.c_float * 6)()
    here = ctypes.addressof(matrix)
    fonts: dict[int, tuple[str, bool]] = {}
    runs: list[Run] = []
    turned: dict[int, int] = {}
    for number, (address, first) in enumerate(objects):
        if not address:
            runs.append(Run("", bold=False, invisible=False, turn=0))
            continue
        key = call.font(address)
        if key not in fonts:
            fonts[key] = _read_font(key)
        name, bold = fonts[key]
        mode = call.mode(address)
        call.matrix(at, first, here)
        quarter = _quarter_of(matrix[0], matrix[1]) if matrix[1] or matrix[0] <= 0 else 0
        if quarter:
            turned[number] = quarter
        turn = quarter if quarter == SLANTED else (quarter - sheet.rotation) % 4
        runs.append(Run(name, bold or mode == _FILLED_AND_STROKED, mode in _INVISIBLE, turn))
    return tuple(runs), turned


def _read_font(address: int) -> tuple[str, bool]:
    import pypdfium2.raw as pdfium

    font = ctypes.cast(address, pdfium.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    bold = any(part in name.lower() for part in _BOLD_NAMES)
    return name, bold or bool(max(0, pdfium.FPDFFont_GetFlags(font)) & _FORCE_BOLD)


def _quarter_of(a: float, b: float) -> int:
    """Return by how many quarters the writing of a matrix is turned to the left, or SLANTED."""
    quarters = math.atan2(b, a) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) * math.pi / 2 < _SLANT else SLANTED


def _box_turned(text_page: Any, boxes: Floats, run: Ints, turned: dict[int, int]) -> None:
    """Put right the boxes of characters that are turned: PDFium's loose boxes are those of upright ones."""
    import numpy as np
    import pypdfium2.raw as pdfium

    if not turned:
        return
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in np.flatnonzero(np.isin(run, list(turned))).tolist():
        pdfium.FPDFText_GetCharBox(text_page, i, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text_page, i, x, y)
        size = pdfium.FPDFText_GetFontSize(text_page, i) * _scale_of(text_page, i)
        quarter = turned[int(run[i])]
        up, down = (_ASCENT * size, _DESCENT * size) if quarter in (0, 1) else (_DESCENT * size, _ASCENT * size)
        if quarter in (1, 3):
            # written up (1): the letters end to the left of their baseline; written down (3): to the right of it
            boxes[i] = (x.value - up, max(top.value, y.value), x.value + down, min(bottom.value, y.value))
        else:
            boxes[i] = (min(left.value, x.value), y.value + up, max(right.value, x.value), y.value - down)


def _scale_of(text_page: Any, index: int) -> float:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    return math.hypot(matrix.a, matrix.b) or 1.0


def _mend_hyphens(codes: Ints) -> Ints:
    """Give back the hyphens at line ends, which PDFium tells as marks of its own."""
    import numpy as np

    return np.where((codes == _HYPHENS[0]) | (codes == _HYPHENS[1]), ord("-"), codes)
