"""Read one page of a PDF: its characters, rules and pictures, turned upright, become tables and lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.model import Box
from pipeline.read.pdf.characters import Characters, read_characters
from pipeline.read.pdf.file import Sheet
from pipeline.read.pdf.ruled import Table, find_ruled_tables
from pipeline.read.pdf.rules import read_drawing
from pipeline.read.pdf.shift import shifted
from pipeline.read.pdf.words import TextLine, Word, find_lines, find_words, text_of

# A picture that covers this share of a page is the page, scanned.
_SCAN = 0.5
# A page that draws more shapes than this may draw its letters so.
_OUTLINES = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read: its tables and lines in reading order, and what is to be known about its text.

    `turn` is by how many quarters it was turned to the right to stand upright; `width` and `height` are those of the
    page as it is shown. `fonts` holds the words of each font; `hidden` and `slanted` are words that were left out.
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
    cut: bool = False

    def shown(self, word: Word) -> Box:
        """Return where a word stands on the page as it is shown."""
        x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
        return _turn_box(x0, top, x1, bottom, -self.turn % 4, *self._upright)

    @property
    def _upright(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn % 2 else (self.width, self.height)

    @property
    def upright_height(self) -> float:
        """How high the page is when it stands upright."""
        return self._upright[1]


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was read from the picture of a page: words and rules, where they stand on the page as it is shown."""

    words: tuple[Word, ...]
    rules: tuple[Box, ...] = ()


def read_page(
    page: Any, sheet: Sheet, place: str, shifts: Mapping[str, int], recognition: Recognition | None = None
) -> Page:
    """Read an open page, or lay out what was read from its picture.

    `shifts` tells of fonts whose characters are moved by a constant.
    """
    drawing = read_drawing(page, sheet)
    if recognition is not None:
        rules = (*drawing.rules, *recognition.rules)
        fonts = {"": [word.text for word in recognition.words]}
        blocks = _lay_out(list(recognition.words), rules, sheet.number)
        return Page(sheet.number, sheet.width, sheet.height, 0, blocks, fonts, cut=drawing.cut)
    chars = read_characters(page, sheet, place, drawing, exact=bool(shifts))
    scanned = _covers(drawing.pictures, sheet)
    inside = _is_inside(chars, sheet)
    outside = text_of(chars.take(~inside)).split()
    chars = shift_fonts(chars.take(inside), shifts)
    hidden = []
    if chars.unseen.any() and not scanned:
        hidden = [word.text for word in find_words(chars.take(chars.unseen))]
        chars = chars.take(~chars.unseen)
    slanted = _in_runs(chars, [run.direction.slanted for run in chars.runs])
    away = [word.text for word in find_words(chars.take(slanted))]
    turn, words = _upright_words(chars.take(~slanted), sheet)
    rules = tuple(_turn_box(*rule, turn, sheet.width, sheet.height) for rule in drawing.rules)
    return Page(
        sheet.number,
        sheet.width,
        sheet.height,
        turn,
        _lay_out(words, rules, sheet.number),
        _by_font(words, chars),
        scanned=scanned,
        pictured=bool(drawing.pictures),
        drawn=drawing.shapes > _OUTLINES,
        hidden=tuple(hidden),
        slanted=tuple(away),
        outside=tuple(outside),
        cut=drawing.cut,
    )


def _lay_out(words: Sequence[Word], rules: Sequence[Box], page: int) -> tuple[Table | TextLine, ...]:
    tables, rest = find_ruled_tables(words, rules, page)
    return tuple(_in_order(tables, find_lines(rest, page)))


def _by_font(words: Sequence[Word], chars: Characters) -> dict[str, list[str]]:
    fonts: dict[str, list[str]] = {}
    for word in words:
        fonts.setdefault(chars.runs[word.run].font, []).append(word.text)
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


def _in_runs(chars: Characters, told: Sequence[bool]) -> Any:
    import numpy as np

    return np.array([*told, False], np.bool_)[chars.run]


def _is_inside(chars: Characters, sheet: Sheet) -> Any:
    """Tell of each character whether its middle is on the page that is shown."""
    x, y = (chars.x0 + chars.x1) / 2, (chars.top + chars.bottom) / 2
    return (x >= 0) & (x <= sheet.width) & (y >= 0) & (y <= sheet.height)


def _covers(pictures: Sequence[Box], sheet: Sheet) -> bool:
    covered = sum(max(0.0, x1 - x0) * max(0.0, bottom - top) for x0, top, x1, bottom in pictures)
    return covered > _SCAN * sheet.width * sheet.height


def _upright_words(chars: Characters, sheet: Sheet) -> tuple[int, list[Word]]:
    """Return the turn in which most of a page is written, and all words in a page that stands upright in it.

    A line that is written across the others (in the head of a narrow column) comes as one word.
    """
    turns = Counter({0: 0})
    by_run = Counter(chars.run.tolist())
    for number, count in by_run.items():
        turns[chars.runs[number].direction.turn] += count
    main = turns.most_common(1)[0][0]
    words: list[Word] = []
    for turn in sorted(turns):
        some = (
            chars.take(_in_runs(chars, [run.direction.turn == turn for run in chars.runs])) if len(turns) > 1 else chars
        )
        found = find_words(_turn_characters(some, turn, sheet))
        if turn != main:
            width, height = (sheet.height, sheet.width) if turn % 2 else (sheet.width, sheet.height)
            lines = [_as_one_word(line) for line in find_lines(found)]
            found = [_turn_word(word, (main - turn) % 4, width, height) for word in lines]
        words += found
    return main, words


def _as_one_word(line: TextLine) -> Word:
    first = line.words[0]
    return Word(line.text, line.x0, line.top, line.x1, line.bottom, first.bold, True, first.run)


def _turn_word(word: Word, turn: int, width: float, height: float) -> Word:
    x0, top, x1, bottom = _turn_box(word.x0, word.top, word.x1, word.bottom, turn, width, height)
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom)


def _turn_characters(chars: Characters, turn: int, sheet: Sheet) -> Characters:
    if not turn:
        return chars
    boxes = _turn_box(chars.x0, chars.top, chars.x1, chars.bottom, turn, sheet.width, sheet.height)
    x0, top, x1, bottom = boxes
    return replace(chars, x0=x0, top=top, x1=x1, bottom=bottom)


def _turn_box(x0: Any, top: Any, x1: Any, bottom: Any, turn: int, width: float, height: float) -> tuple[Any, ...]:
    """Turn a box (numbers or arrays) of a page of this size to the right by so many quarters."""
    if turn == 1:
        return height - bottom, x0, height - top, x1
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 3:
        return top, width - x1, bottom, width - x0
    return x0, top, x1, bottom


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
