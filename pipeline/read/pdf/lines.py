"""Put the words of a page together to lines, by where they stand: many programs draw the parts of one in another order.

A long document has many lines, so their numbers and those of their words stand side by side, page by page.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from statistics import median
from typing import TYPE_CHECKING

import regex

from pipeline.read.pdf.characters import OFF_LINE, WORD_GAP
from pipeline.read.pdf.words import Word, Words

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Ints

# A gap between words that is wider than this parts columns, not words, unless the whole line is set wide.
WIDE_GAP, STRETCHED = 1.0, 1.8
# A line is letter-spaced where this share of its words, so many at least, are lone letters; its words stand apart by so
# many usual gaps.
_SPACED_SHARE, _SPACED_LETTERS, _SPACED_GAP = 0.8, 3, 1.4
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True, eq=False)
class _Galley:
    """The words of lines of a page, one behind the other; a flag is a byte.

    `ends` are where the words of each line end, `sides` where it stands: six numbers a line. `parted` tells of each
    word whether a blank parts it from the one before it.
    """

    page: int
    texts: list[str]
    boxes: array[float]
    bold: bytes
    spaced: bytes
    parted: bytes
    struck: bytes
    run: array[int]
    sureness: array[float] | None
    ends: array[int]
    sides: array[float]


# Lists look at the words of a few pages again and again; those of a whole document would take too much memory.
@lru_cache(maxsize=1024)
def _words_of(of: _Galley, begin: int, end: int) -> tuple[Word, ...]:
    boxes, sure = of.boxes[4 * begin : 4 * end], of.sureness[begin:end] if of.sureness is not None else repeat(None)
    bold, spaced, struck = (map(bool, flag[begin:end]) for flag in (of.bold, of.spaced, of.struck))
    sides = boxes[::4], boxes[1::4], boxes[2::4], boxes[3::4]
    return tuple(map(Word, of.texts[begin:end], *sides, bold, spaced, of.run[begin:end], sure, struck))


class TextLine:
    """A line of a page: its words from left to right, and the box around them."""

    __slots__ = ("_begin", "_end", "_galley", "_number")

    def __init__(self, galley: _Galley, number: int) -> None:
        """Take a line of a galley, by its number."""
        self._galley, self._number = galley, number
        self._begin, self._end = galley.ends[number - 1] if number else 0, galley.ends[number]

    @property
    def page(self) -> int:
        """The page that prints it."""
        return self._galley.page

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self._galley.sides[6 * self._number]

    @property
    def top(self) -> float:
        """Where its highest word begins, from the page's top."""
        return self._galley.sides[6 * self._number + 1]

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self._galley.sides[6 * self._number + 2]

    @property
    def bottom(self) -> float:
        """Where its lowest word ends, from the page's top."""
        return self._galley.sides[6 * self._number + 3]

    @property
    def middle(self) -> float:
        """How far below the page's top the middle of its longest word stands."""
        return self._galley.sides[6 * self._number + 4]

    @property
    def height(self) -> float:
        """How high its longest word is."""
        return self._galley.sides[6 * self._number + 5]

    @property
    def texts(self) -> list[str]:
        """What its words say."""
        return self._galley.texts[self._begin : self._end]

    @property
    def boxes(self) -> array[float]:
        """The boxes of its words, four numbers each."""
        return self._galley.boxes[4 * self._begin : 4 * self._end]

    @property
    def parted(self) -> bytes:
        """Whether a blank parts each of its words from the one before it: one is drawn, or they stand apart."""
        return self._galley.parted[self._begin : self._end]

    @property
    def struck(self) -> bytes:
        """Whether a rule runs through each of its words."""
        return self._galley.struck[self._begin : self._end]

    @property
    def sureness(self) -> array[float] | None:
        """How sure the program was of each of its words that read them from a picture."""
        known = self._galley.sureness
        return known[self._begin : self._end] if known is not None else None

    @property
    def ends_spaced(self) -> bool:
        """Tell whether the file draws a blank behind it."""
        return bool(self._galley.spaced[self._end - 1])

    @property
    def gaps(self) -> list[float]:
        """How far its words stand from each other."""
        boxes = self.boxes
        return [right - left for left, right in zip(boxes[2:-4:4], boxes[4::4], strict=True)]

    @property
    def heights(self) -> list[float]:
        """How high its words are."""
        boxes = self.boxes
        return [low - high for high, low in zip(boxes[1::4], boxes[3::4], strict=True)]

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return _words_of(self._galley, self._begin, self._end)

    @property
    def bold(self) -> bool:
        """Tell whether all of its words with letters are bold."""
        bold = self._galley.bold[self._begin : self._end]
        if 1 not in bold:
            return False
        worded = [flag for flag, text in zip(bold, self.texts, strict=True) if _LETTER_OR_DIGIT.search(text)]
        return bool(worded) and all(worded)

    @property
    def text(self) -> str:
        """What it says, with one blank between what is not one word."""
        if self._end - self._begin == 1:
            return self._galley.texts[self._begin]
        return "".join(" " + text if gap else text for text, gap in zip(self.texts, self.parted, strict=True))


def find_lines(words: Words | Sequence[Word], page: int = 0) -> list[TextLine]:
    """Put the words of a page together to lines, from top to bottom; the words of a line stand side by side."""
    import numpy as np

    words = words if isinstance(words, Words) else Words.of(words)
    return lines_of_cells(words, np.zeros(len(words), np.int64), page).get(0, [])


def lines_of_cells(words: Words, cells: Ints, page: int) -> dict[int, list[TextLine]]:
    """Return the lines that words make up in each cell; `cells` tells which one a word is in."""
    import numpy as np

    found: dict[int, list[TextLine]] = {}
    _, middle = words.middles
    order = np.lexsort((words.boxes[:, 0], middle, cells))
    told = zip(cells[order].tolist(), middle[order].tolist(), (OFF_LINE * words.heights[order]).tolist(), strict=True)
    lines: list[int] = []
    begun: list[int] = []
    first = reach = 0.0
    for cell, at, far in told:
        if not begun or cell != begun[-1] or at - first > reach:
            begun.append(cell)
            first, reach = at, far
        lines.append(len(begun) - 1)
    number = np.array(lines, np.int64)
    in_line = order[np.lexsort((words.boxes[order, 0], number))]
    set_words = words.take(in_line)
    # a blank that PDFium sees between words says nothing where the line has another word between them, drawn later
    set_words.spaced[:-1] &= (np.diff(in_line) == 1) | (np.diff(number) > 0)
    for cell, line in zip(begun, _set_lines(set_words, number, page) if begun else (), strict=True):
        found.setdefault(cell, []).append(line)
    return found


def _set_lines(words: Words, line: Ints, page: int) -> list[TextLine]:
    """Return the lines of words that stand in order; `line` tells which one each word is of."""
    import numpy as np

    x0, top, x1, bottom = words.boxes.T
    begins = np.flatnonzero(np.diff(line, prepend=-1))
    length = np.fromiter(map(len, words.texts), np.int64)
    is_longest = length == np.maximum.reduceat(length, begins)[line]
    longest = np.flatnonzero(is_longest)
    longest = longest[np.unique(line[longest], return_index=True)[1]]
    high, low = top[longest], bottom[longest]
    sides = (
        x0[begins],
        np.minimum.reduceat(top, begins),
        np.maximum.reduceat(x1, begins),
        np.maximum.reduceat(bottom, begins),
        (high + low) / 2,
        low - high,
    )
    parted = np.zeros(len(line), np.bool_)
    parted[1:] = words.spaced[:-1] | (x0[1:] - x1[:-1] > WORD_GAP * (bottom - top)[1:])
    parted[begins] = False
    galley = _Galley(
        page,
        words.texts,
        array("d", words.boxes.tobytes()),
        words.bold.tobytes(),
        words.spaced.tobytes(),
        parted.tobytes(),
        words.struck.tobytes(),
        array("i", words.run.astype(np.intc).tobytes()),
        array("d", words.sureness.tobytes()) if words.sureness is not None else None,
        array("i", np.append(begins[1:], len(line)).astype(np.intc).tobytes()),
        array("d", np.stack(sides, axis=1).tobytes()),
    )
    return [TextLine(galley, number) for number in range(len(begins))]


def line_of(words: Sequence[Word], page: int) -> TextLine:
    """Return words, from left to right, as a line."""
    texts, x0, tops, x1, bottoms, bold, spaced, run, sureness, struck = zip(*words, strict=True)
    lengths = list(map(len, texts))
    longest = lengths.index(max(lengths))
    high, low = tops[longest], bottoms[longest]
    galley = _Galley(
        page,
        list(texts),
        array("d", [side for word in words for side in word[1:5]]),
        bytes(bold),
        bytes(spaced),
        bytes([False, *(is_parted(*pair) for pair in pairwise(words))]),
        bytes(struck),
        array("i", run),
        array("d", sureness) if sureness[0] is not None else None,
        array("i", [len(words)]),
        array("d", [x0[0], min(tops), max(x1), max(bottoms), (high + low) / 2, low - high]),
    )
    return TextLine(galley, 0)


def is_parted(left: Word, right: Word) -> bool:
    """Tell whether a blank parts two words of a line: one is drawn, or they stand apart."""
    return left.spaced or right.x0 - left.x1 > WORD_GAP * right.height


def wide_gaps(line: TextLine) -> list[int]:
    """Return which words stand behind gaps that part columns: wide ones, on a line that isn't set wide as a whole."""
    gaps, heights = line.gaps, line.heights
    if not gaps or max(gaps) < WIDE_GAP * heights[0]:
        return []
    least = STRETCHED * median(gaps)
    told = enumerate(zip(gaps, heights[1:], strict=True), 1)
    return [i for i, (gap, height) in told if gap >= max(WIDE_GAP * height, least)]


def word_gaps(line: TextLine) -> list[int]:
    """Return which letters of a letter-spaced line begin a word; nothing on other lines."""
    texts = line.texts
    if len(texts) < _SPACED_LETTERS:
        return []
    # a letter of another font than the rest of its word is drawn alone as well, but doesn't stand apart
    apart = (True, *line.parted[1:])
    lone = sum(len(text) == 1 and text.isalpha() and gap for text, gap in zip(texts, apart, strict=True))
    if lone < max(_SPACED_LETTERS, _SPACED_SHARE * len(texts)):
        return []
    gaps = line.gaps
    usual = median(gaps)
    return [i for i, gap in enumerate(gaps, 1) if gap > _SPACED_GAP * usual]
