"""Read the characters of a PDF page with their boxes, their fonts, their direction, and whether anybody sees them.

PDFium tells one character at a time; what it tells of all comes back as one array.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.errors import UnreadableSourceError
from pipeline.read.pdf.calls import ADDRESS, ask_each, pointer_to, quick_call, read_each
from pipeline.read.pdf.file import Sheet
from pipeline.read.pdf.raised import raise_digits
from pipeline.read.pdf.rules import Drawing, turn_back
from pipeline.read.pdf.runs import Run, read_modes, read_runs
from pipeline.read.pdf.seen import Inked, find_unseen

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats, Ints

MAX_CHARACTERS = 200_000
# In heights of a line, which are some 1.15 sizes of the font.
WORD_GAP, BACK_STEP, OFF_LINE = 0.14, 0.3, 0.35
# Boxes of letters that differ by less are one box.
_SAME = 0.01
# White space of any width; what is printed as nothing and parts no words stays in its word.
BLANKS = (9, 10, 11, 12, 13, 32, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_BLANK, _LINE_FEED, _RETURN = 32, 10, 13
# U+FFFD, and how many bits a code point takes.
_NO_CHARACTER, _BITS_OF_CODE = 0xFFFD, 21
# A font that tells no characters for more of its glyphs than this share tells none at all.
_MOST_UNKNOWN = 0.5
# Of so many characters one is asked which object it is of.
_STRIDE = 4
# What PDFium tells for a hyphen that ends a line.
_HYPHENS = (2, 0xFFFE)


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in the order in which they are drawn, a column each: code points, boxes, runs.

    `unseen` tells which nobody sees. Boxes of skewed characters are those of the page turned back by their skew.
    """

    codes: Ints
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    run: Ints
    unseen: Bools
    runs: tuple[Run, ...]

    def take(self, which: Bools) -> Characters:
        """Return some of the characters."""
        boxes = (self.x0[which], self.top[which], self.x1[which], self.bottom[which])
        return Characters(self.codes[which], *boxes, self.run[which], self.unseen[which], self.runs)


def read_characters(page: Any, sheet: Sheet, place: str, drawing: Drawing, *, exact: bool = False) -> Characters:
    """Read the characters of an open page, those that PDFium makes up (blanks and line ends) left out.

    `exact` leaves out also the blanks that PDFium makes up and tells as if they were drawn.
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
        return _read(text_page, count, sheet, drawing, exact=exact)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _read(text_page: Any, count: int, sheet: Sheet, drawing: Drawing, *, exact: bool) -> Characters:
    import numpy as np

    codes = _read_codes(text_page, count)
    kept = np.flatnonzero((codes != _LINE_FEED) & (codes != _RETURN))
    objects = _read_objects(text_page, kept)
    real = objects != 0
    if exact:  # a blank that PDFium makes up seems to be of the font beside it
        blanks = np.flatnonzero(codes[kept] == _BLANK)
        call = quick_call("FPDFText_IsGenerated")
        real[blanks] &= ask_each(call, repeat(pointer_to(text_page)), kept[blanks].tolist()) != 1
    kept, objects = kept[real], objects[real]
    boxes = _read_boxes(text_page, kept)
    addresses, first, number, counts = np.unique(objects, return_index=True, return_inverse=True, return_counts=True)
    text = Inked(addresses.tolist(), read_modes(addresses.tolist()), number, boxes)
    runs, run_of = read_runs(text_page, text.addresses, kept[first], text.modes, counts, sheet.rotation)
    unseen = find_unseen(text, drawing, sheet)
    codes = _mend_hyphens(codes[kept])
    raise_digits(text_page, kept, codes, text.boxes, number, is_blank(codes))
    run = run_of[number]
    codes = _without_made_up(text_page, kept, codes, run)
    for one, told in enumerate(runs):
        if told.direction.skew and not told.direction.slanted:
            _turn_boxes_back(text_page, kept, text.boxes, np.flatnonzero(run == one), told, sheet)
    return Characters(codes, *sheet.shown(*text.boxes.T), run, unseen, runs)


def _without_made_up(text_page: Any, kept: Ints, codes: Ints, run: Ints) -> Ints:
    """Return code points with U+FFFD for those that PDFium makes up where a font tells none for a glyph.

    A font that tells none for most of its glyphs keeps them: what it is like, its words tell.
    """
    import numpy as np

    _, first, kind = np.unique(run << _BITS_OF_CODE | codes, return_index=True, return_inverse=True)
    call = quick_call("FPDFText_HasUnicodeMapError")
    made_up = ask_each(call, repeat(pointer_to(text_page)), kept[first].tolist()) == 1
    if not made_up.any():
        return codes
    unknown = made_up[kind]
    most = np.bincount(run, unknown) > _MOST_UNKNOWN * np.bincount(run)
    return np.where(unknown & ~most[run], _NO_CHARACTER, codes)


def _turn_boxes_back(text_page: Any, kept: Ints, boxes: Floats, which: Ints, run: Run, sheet: Sheet) -> None:
    """Replace the boxes around skewed characters by what they are when the page is turned back by the skew."""
    import numpy as np
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    origins = np.empty((len(which), 2))
    for i, at in enumerate(kept[which].tolist()):
        pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
        origins[i] = x.value, y.value
    skew, quarter = run.direction.skew, (run.direction.turn + sheet.rotation) % 4
    cos, sin = math.cos(skew), abs(math.sin(skew))
    left, low, right, high = _turned(boxes[which], origins, quarter)
    if skew > 0:
        ascent, descent = -left / sin, -low / cos
        width = (right - descent * sin) / cos
    else:
        ascent, descent = high / cos, -left / sin
        width = (right - ascent * sin) / cos
    x0, y0 = turn_back(origins[:, 0], origins[:, 1], sheet, skew)
    down, up, nothing = -descent, ascent, np.zeros(len(which))
    sides = {0: (nothing, down, width, up), 1: (-up, nothing, -down, width)}
    sides |= {2: (-width, -up, nothing, -down), 3: (down, -width, up, nothing)}
    x1, y1, x2, y2 = sides[quarter]
    boxes[which] = np.stack([x0 + x1, y0 + y1, x0 + x2, y0 + y2], axis=1)


def _turned(boxes: Floats, origins: Floats, quarter: int) -> tuple[Floats, ...]:
    """Return where the sides of boxes are from the origins of their characters, written upright."""
    left, low, right, high = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    x, y = origins[:, 0], origins[:, 1]
    left, low, right, high = left - x, low - y, right - x, high - y
    if quarter == 1:
        return low, -right, high, -left
    if quarter == 2:
        return -right, -high, -left, -low
    if quarter == 3:
        return -high, left, -low, right
    return left, low, right, high


def _read_codes(text_page: Any, count: int) -> Ints:
    """Read the code points of a page: at once, or one by one where the text has more or fewer than the page."""
    import numpy as np
    import pypdfium2.raw as pdfium

    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    codes: Ints = np.frombuffer(memoryview(buffer), np.uint16)[:count].astype(np.int64)
    if written - 1 == count and not ((codes >= 0xD800) & (codes < 0xE000)).any():
        return codes
    return ask_each(quick_call("FPDFText_GetUnicode"), repeat(pointer_to(text_page)), range(count))


def _read_boxes(text_page: Any, places: Ints) -> Floats:
    """Read the boxes of characters of a page: left, bottom, right and top in the page's own coordinates."""
    call = quick_call("FPDFText_GetLooseCharBox", None)
    _, boxes = read_each(call, [repeat(pointer_to(text_page)), places.tolist()], 4)
    return boxes[:, (0, 3, 2, 1)]


def _read_objects(text_page: Any, places: Ints) -> Ints:
    """Read the addresses of the text objects that characters are of; 0 for those that PDFium makes up.

    PDFium tells the characters of an object one after the other: what stands between two of them needs no asking.
    """
    import numpy as np

    call, page = quick_call("FPDFText_GetTextObject", ADDRESS), repeat(pointer_to(text_page))
    asked = ask_each(call, page, places[::_STRIDE].tolist())
    parted = (np.diff(asked, append=0) != 0) | (asked == 0)
    objects = np.repeat(asked, _STRIDE)[: len(places)]
    others = np.flatnonzero(np.repeat(parted, _STRIDE)[: len(places)])
    objects[others] = ask_each(call, page, places[others].tolist())
    return objects


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


def word_begins(codes: Ints, x0: Floats, top: Floats, x1: Floats, bottom: Floats) -> Bools:
    """Tell of each character whether a word begins with it: behind a blank, a gap, a step back or off the line."""
    import numpy as np

    blank = is_blank(codes)
    height = np.maximum(bottom - top, 0.1)
    low = np.minimum(height[1:], height[:-1])
    gap = x0[1:] - x1[:-1]
    middles = (top + bottom) / 2
    # the letters that one drawn ligature stands for share its box
    same_box = (np.abs(np.diff(x0)) < _SAME) & (np.abs(np.diff(x1)) < _SAME)
    cut = (gap > WORD_GAP * height[1:]) | ((gap < -BACK_STEP * low) & ~same_box)
    cut |= np.abs(np.diff(middles)) > OFF_LINE * low
    begins = np.ones(len(blank), np.bool_)
    begins[1:] = cut | blank[:-1]
    return begins & ~blank


def _mend_hyphens(codes: Ints) -> Ints:
    """Give back the hyphens at line ends, which PDFium tells as marks of its own."""
    import numpy as np

    return np.where((codes == _HYPHENS[0]) | (codes == _HYPHENS[1]), ord("-"), codes)
