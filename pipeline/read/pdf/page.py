"""Read one page of a PDF: its characters, rules and pictures, turned upright, become tables and lines of text."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline.model import Box
from pipeline.read.pdf.characters import Characters, read_characters
from pipeline.read.pdf.file import MAX_PAGES, Sheet
from pipeline.read.pdf.lines import TextLine, find_lines
from pipeline.read.pdf.notes import find_notes
from pipeline.read.pdf.overprinted import find_overprinted
from pipeline.read.pdf.parts import Part, part_page, turn_box
from pipeline.read.pdf.ruled import Table, find_ruled_tables
from pipeline.read.pdf.rules import read_drawing
from pipeline.read.pdf.shift import shifted
from pipeline.read.pdf.struck import strike_words
from pipeline.read.pdf.words import Word, Words, find_words, text_of

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Floats

# A picture that covers this share of a page is the page, scanned.
_SCAN = 0.5
# Where more of a scan's text than this is unseen, another program recognized it. How sure that was nobody knows: not so
# sure that digits, or words that nobody knows, could be believed.
_LAYER, _LAYER_SURE = 0.5, 0.8
# A page that draws more shapes than this may draw its letters so.
_OUTLINES = 200
# What is written in one direction is a part of a page; a page has not so many.
_MAX_PARTS = 1_000
# Marks that tell a program to show what follows from right to left, or from left to right; so much of it is told.
MARKS_OF_DIRECTION = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TOLD = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read: its tables and lines in reading order, and what is to be known about its text.

    `turn` is by how many quarters it was turned to the right to stand upright; `width` and `height` are those of the
    page as it is shown. `fonts` holds the words of each font; `hidden` and `slanted` are words that were left out,
    `overprinted` those that lie over others.
    `back` tells where a box of a page that was straightened stands on the page as it is shown. `notes` are those of its
    blocks that are notes at its foot; `marked` is what stood behind marks of direction.

    What is written in another direction than most of a page is a page of its own, `aside`, with the same number and
    another `leaf`: what the lines of a page name as their page. So is a `strip`, one of the columns of a page; `moved`
    is how far its lines are moved to the left, to where those of the first column are.
    """

    number: int
    width: float
    height: float
    turn: int
    blocks: tuple[Table | TextLine, ...]
    fonts: dict[str, list[str]] = field(hash=False)
    scanned: bool = False
    pictured: bool = False
    drawn: bool = False
    hidden: tuple[str, ...] = ()
    slanted: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    overprinted: tuple[str, ...] = ()
    cut: bool = False
    back: Callable[[Box], Box] | None = field(default=None, hash=False)
    marked: tuple[str, ...] = ()
    part: int = 0
    notes: tuple[TextLine, ...] = ()
    strip: int = 0
    moved: float = 0.0

    @property
    def leaf(self) -> int:
        """What tells it from all other pages and what stands aside on them."""
        return self.number + (self.part + self.strip * _MAX_PARTS) * MAX_PAGES

    def column(self, number: int, moved: float) -> Page:
        """Return the page of the lines of one of its columns."""
        return replace(self, blocks=(), fonts={}, notes=(), strip=number, moved=moved)

    def shown(self, boxes: array[float]) -> array[float]:
        """Return where boxes, four numbers each, stand on the page as it is shown."""
        if not self.turn and self.back is None and not self.moved:
            return boxes
        shown: array[float] = array("d")
        for x0, top, x1, bottom in zip(boxes[::4], boxes[1::4], boxes[2::4], boxes[3::4], strict=True):
            box = x0 + self.moved, top, x1 + self.moved, bottom
            left, high, right, low = turn_box(*box, -self.turn % 4, *self._upright)
            shown.extend(self.back((left, high, right, low)) if self.back is not None else (left, high, right, low))
        return shown

    @property
    def _upright(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)

    @property
    def upright_height(self) -> float:
        """How high the page is when it stands upright."""
        return self._upright[1]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was read from the picture of a page: words and rules, where they stand on the page when it is straight.

    `width` and `height` are those of the straight page; `back` tells where its boxes stand on the page as it is shown.
    All in points.
    """

    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    width: float
    height: float
    back: Callable[[Box], Box]


def read_page(
    page: Any, sheet: Sheet, place: str, shifts: Mapping[str, int], recognition: Recognition | None = None
) -> list[Page]:
    """Read an open page and what stands aside on it, or lay out what was read from its picture.

    `shifts` tells of fonts whose characters are moved by a constant.
    """
    if recognition is not None:
        return [recognized_page(sheet.number, recognition)]
    drawing = read_drawing(page, sheet)
    chars = read_characters(page, sheet, place, drawing, exact=bool(shifts))
    scanned = _covers(drawing.pictures, sheet)
    inside = _is_inside(chars, sheet)
    outside = text_of(chars.take(~inside)).split()
    chars = shift_fonts(chars.take(inside), shifts)
    hidden = []
    if chars.unseen.any() and not scanned:
        hidden = find_words(chars.take(chars.unseen)).texts
        chars = chars.take(~chars.unseen)
    chars, marked = _without_marks(chars)
    parts, away = part_page(chars, drawing, sheet)
    if scanned and chars.unseen.sum() > _LAYER * len(chars.unseen):
        parts = [replace(part, words=part.words.read_with(_LAYER_SURE)) for part in parts]
    main, *asides = [_page_of(part, number, sheet) for number, part in enumerate(parts)]
    whole = replace(
        main,
        fonts=_by_font(parts, chars),
        scanned=scanned,
        pictured=len(drawing.pictures) > 0,
        drawn=drawing.shapes > _OUTLINES,
        hidden=tuple(hidden),
        slanted=tuple(away),
        outside=tuple(outside),
        overprinted=tuple(word for part in parts for word in find_overprinted(part.words)),
        cut=drawing.cut,
        marked=marked,
    )
    return [whole, *asides]


def _page_of(part: Part, number: int, sheet: Sheet) -> Page:
    """Lay out one part of a page."""
    turn, skew = part.direction.turn, part.direction.skew
    back = partial(_skewed, width=sheet.width, height=sheet.height, skew=skew) if skew else None
    bare = Page(sheet.number, sheet.width, sheet.height, turn, (), {}, back=back, part=number)
    words, rules = strike_words(part.words, part.rules)
    blocks = _lay_out(words, rules, bare.leaf)
    width = sheet.height if turn % 2 else sheet.width
    return replace(bare, blocks=blocks, notes=tuple(find_notes(blocks, rules, width, bare.upright_height)))


def _skewed(box: Box, *, width: float, height: float, skew: float) -> Box:
    """Return the box around one of a straightened page, where the page is skewed by so many radians to the left."""
    cos, sin = math.cos(skew), math.sin(skew)
    corners = [(x - width / 2, y - height / 2) for x in box[::2] for y in box[1::2]]
    xs = [width / 2 + cos * x + sin * y for x, y in corners]
    ys = [height / 2 - sin * x + cos * y for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def recognized_page(number: int, recognition: Recognition) -> Page:
    """Lay out what was read from the picture of a page."""
    import numpy as np

    words, rules = Words.of(recognition.words), np.array(recognition.rules, np.float64).reshape(-1, 4)
    fonts = {"": words.texts}
    blocks = _lay_out(words, rules, number)
    return Page(number, recognition.width, recognition.height, 0, blocks, fonts, back=recognition.back)


def _lay_out(words: Words, rules: Floats, page: int) -> tuple[Table | TextLine, ...]:
    tables, rest = find_ruled_tables(words, rules, page)
    return tuple(_in_order(tables, find_lines(rest, page)))


def _by_font(parts: Sequence[Part], chars: Characters) -> dict[str, list[str]]:
    fonts: dict[str, list[str]] = {}
    named = [run.font for run in chars.runs]
    for part in parts:
        for run, text in zip(part.words.run.tolist(), part.words.texts, strict=True):
            fonts.setdefault(named[run], []).append(text)
    return fonts


def shift_fonts(chars: Characters, shifts: Mapping[str, int]) -> Characters:
    """Move the characters of the fonts that are off by a constant back to where they belong."""
    if not shifts:
        return chars
    codes = chars.codes.copy()
    for number, run in enumerate(chars.runs):
        if shift := shifts.get(run.font):
            moved = chars.run == number
            codes[moved] = [shifted(code, shift) for code in codes[moved].tolist()]
    return replace(chars, codes=codes)


def _without_marks(chars: Characters) -> tuple[Characters, tuple[str, ...]]:
    """Leave out marks of direction, which print nothing; return also what follows each, up to a blank."""
    import numpy as np

    marks = np.isin(chars.codes, MARKS_OF_DIRECTION)
    if not marks.any():
        return chars, ()
    kept = chars.take(~marks)
    text = text_of(kept)
    begins = (np.cumsum(~marks)[marks]).tolist()
    return kept, tuple(" ".join(text[begin : begin + _TOLD].split(maxsplit=1)[:1]) for begin in begins)


def _is_inside(chars: Characters, sheet: Sheet) -> Any:
    """Tell of each character whether its middle is on the page that is shown."""
    x, y = (chars.x0 + chars.x1) / 2, (chars.top + chars.bottom) / 2
    return (x >= 0) & (x <= sheet.width) & (y >= 0) & (y <= sheet.height)


def _covers(pictures: Floats, sheet: Sheet) -> bool:
    width, height = (pictures[:, 2:] - pictures[:, :2]).clip(0).T
    return bool((width * height).sum() > _SCAN * sheet.width * sheet.height)


def _in_order(tables: Sequence[Table], rest: Sequence[Table | TextLine]) -> list[Table | TextLine]:
    """Put tables among the blocks around them, which are in reading order, by where they begin."""
    blocks = list(rest)
    for table in sorted(tables, key=lambda table: (table.top, table.box[0])):
        at = next((i for i, block in enumerate(blocks) if _follows(block, table)), len(blocks))
        blocks.insert(at, table)
    return blocks


def _follows(block: Table | TextLine, table: Table) -> bool:
    if isinstance(block, Table):
        return block.top > table.top + 1 or (block.top > table.top - 1 and block.box[0] > table.box[0])
    return block.middle > table.top
