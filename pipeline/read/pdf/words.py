"""Put the characters of a page together to words, and words to lines.

Words come from the drawing order, which keeps the letters of a word together; lines come from where the words stand,
since many programs draw the parts of a line in another order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise, repeat
from operator import itemgetter
from statistics import median
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from pipeline.read.pdf.characters import OFF_LINE, WORD_GAP, Characters, is_blank, word_begins

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats

# A word drawn again no further away than this share of its height is the same one, made bold.
_TWICE = 0.12
# No page has so many squares in a row.
_FAR = 1e7
# A gap between words that is wider than this parts columns, not words, unless the whole line is set wide.
WIDE_GAP, STRETCHED = 1.0, 1.8
# ﬁ and its like are drawn as one letter; the bullets of symbol fonts have places of their own in a private area.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "▫", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF0BE: "—"}
_MENDED = {**_LIGATURES, **_SYMBOLS}
_FIRST_MENDED = min(_MENDED)
# Control characters, the private area, and the mark for what can't be read.
UNREADABLE = "\ufffd"
_UNREADABLE = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
# A line is letter-spaced where this share of its words, so many at least, are lone letters; its words stand apart by so
# many usual gaps.
_SPACED_SHARE, _SPACED_LETTERS, _SPACED_GAP = 0.8, 3, 1.4
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")


class Word(NamedTuple):
    """A word, or the part of it that was drawn at once, in points from the top left of the page.

    `spaced` tells that the file draws a blank behind it, `run` is the number of the page's drawing that it is of, and
    `sureness` is that of a program that read it from a picture; `struck` tells that a rule runs through it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool
    spaced: bool
    run: int = 0
    sureness: float | None = None
    struck: bool = False

    @property
    def middle(self) -> float:
        """How far below the top of the page the middle of the word stands."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """How high the word's line is."""
        return self.bottom - self.top


class TextLine(NamedTuple):
    """The words of one line from left to right, the page that prints them, and the box around them.

    `middle` and `height` are those of its longest word: how far below the page's top its middle is, and how high it is.
    """

    words: tuple[Word, ...]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    middle: float
    height: float

    @property
    def bold(self) -> bool:
        """Tell whether all of its words with letters are bold."""
        if not any(word.bold for word in self.words):
            return False
        worded = [word.bold for word in self.words if _LETTER_OR_DIGIT.search(word.text)]
        return bool(worded) and all(worded)

    @property
    def text(self) -> str:
        """The line's words with one blank between what is not one word."""
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            parts += [" ", word.text] if is_parted(before, word) else [word.text]
        return "".join(parts)


def line_of(words: Sequence[Word], page: int) -> TextLine:
    """Return words, from left to right, as a line."""
    _, left, top, right, bottom, *_ = words[0]
    high, low = top, bottom
    if len(words) > 1:
        texts, _, tops, rights, bottoms, *_ = zip(*words, strict=True)
        lengths = list(map(len, texts))
        longest = lengths.index(max(lengths))
        high, low = tops[longest], bottoms[longest]
        top, right, bottom = min(tops), max(rights), max(bottoms)
    return _as_line((tuple(words), page, left, top, right, bottom, (high + low) / 2, low - high))


# The fields of many words and lines are put together without a call in Python for each.
_as_word: Callable[[tuple[Any, ...]], Word] = partial(tuple.__new__, Word)
_as_line: Callable[[tuple[Any, ...]], TextLine] = partial(tuple.__new__, TextLine)
_left = itemgetter(1)


def count_unreadable(text: str) -> int:
    """Count the characters that have no Unicode character that says what is printed."""
    return text.count(UNREADABLE) if text.isprintable() else len(_UNREADABLE.findall(text))


def mark_unreadable(text: str) -> str:
    """Write U+FFFD for the characters that have no Unicode character that says what is printed."""
    return text if text.isprintable() else _UNREADABLE.sub(UNREADABLE, text)


def find_words(chars: Characters) -> list[Word]:
    """Put upright characters together to words, in the order in which they are drawn; what is drawn twice once."""
    import numpy as np

    blank = is_blank(chars.codes)
    starts = np.flatnonzero(word_begins(chars.codes, chars.x0, chars.top, chars.x1, chars.bottom))
    if not len(starts):
        return []
    ends = starts + np.add.reduceat(~blank, starts, dtype=np.int64)
    text = text_of(chars)
    x0 = np.minimum.reduceat(np.where(blank, np.inf, chars.x0), starts)
    x1 = np.maximum.reduceat(np.where(blank, -np.inf, chars.x1), starts)
    top = np.minimum.reduceat(np.where(blank, np.inf, chars.top), starts)
    bottom = np.maximum.reduceat(np.where(blank, -np.inf, chars.bottom), starts)
    behind = np.minimum(ends, len(blank) - 1)
    spaced = blank[behind] & (ends < len(blank)) & (np.abs(chars.bottom[behind] - bottom) < bottom - top)
    texts = [intern(text[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    # equal words and heights are one object: a long document is held in half the memory
    same: dict[float, float] = {}
    tops, bottoms = (list(map(same.setdefault, column, column)) for column in (top.tolist(), bottom.tolist()))
    run = chars.run[starts].tolist()
    bold = map([one.bold for one in chars.runs].__getitem__, run)
    plain = (repeat(None, len(run)), repeat(False, len(run)))
    told = zip(texts, x0.tolist(), tops, x1.tolist(), bottoms, bold, spaced.tolist(), run, *plain, strict=True)
    words = list(map(_as_word, told))
    if (chars.codes >= _FIRST_MENDED).any():
        words = [word._replace(text=word.text.translate(_MENDED)) for word in words]
    return drop_doubled(words, _crowded(x0, top, bottom - top))


def text_of(chars: Characters) -> str:
    """Return the characters as text, one of it for each; what is no character of Unicode as U+FFFD."""
    import numpy as np

    codes = np.where((chars.codes > 0x10FFFF) | ((chars.codes >= 0xD800) & (chars.codes < 0xE000)), 0xFFFD, chars.codes)
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def _crowded(x0: Floats, top: Floats, height: Floats) -> Bools:
    """Tell of each word whether another may begin where it does, in the same square of a net or of a shifted one."""
    import numpy as np

    side = 2 * _TWICE * height.max()
    crowded = np.zeros(len(x0), np.bool_)
    for right in (0, side / 2):
        for down in (0, side / 2):
            squares = np.floor((x0 + right) / side) * _FAR + np.floor((top + down) / side)
            ordered = np.sort(squares)
            if (shared := ordered[1:][ordered[1:] == ordered[:-1]]).size:
                crowded |= np.isin(squares, shared)
    return crowded


def drop_doubled(words: Sequence[Word], crowded: Bools) -> list[Word]:
    """Drop the words that are drawn a second time where they stand, or next to it to look bold.

    Only those of `crowded` may be.
    """
    if not crowded.any():
        return list(words)
    kept: list[Word] = []
    places: dict[str, list[int]] = {}
    for word, near in zip(words, crowded.tolist(), strict=True):
        same = places.setdefault(word.text, []) if near else []
        twin = next((i for i in reversed(same) if _is_twin(kept[i], word)), None)
        if twin is None:
            same.append(len(kept))
            kept.append(word)
        elif (word.x0, word.top) != (kept[twin].x0, kept[twin].top):
            kept[twin] = kept[twin]._replace(bold=True)
    return kept


def _is_twin(one: Word, other: Word) -> bool:
    reach = _TWICE * one.height
    return abs(one.x0 - other.x0) < reach and abs(one.x1 - other.x1) < reach and abs(one.top - other.top) < reach


def find_lines(words: Iterable[Word], page: int = 0) -> list[TextLine]:
    """Put the words of a page together to lines, from top to bottom; the words of a line stand side by side."""
    words = list(words)
    if len(words) == 1:
        return [line_of(words, page)]
    lines: list[list[Word]] = []
    middle = reach = 0.0
    for at, word in sorted([((word[2] + word[4]) / 2, word) for word in words]):
        if lines and at - middle <= reach:
            lines[-1].append(word)
        else:
            lines.append([word])
            middle, reach = at, OFF_LINE * word.height
    return [line_of(sorted(line, key=_left) if len(line) > 1 else line, page) for line in lines]


def is_parted(left: Word, right: Word) -> bool:
    """Tell whether a blank parts two words of a line: one is drawn, or they stand apart."""
    return left.spaced or right.x0 - left.x1 > WORD_GAP * right.height


def wide_gaps(line: TextLine) -> list[int]:
    """Return which words stand behind gaps that part columns: wide ones, on a line that isn't set wide as a whole."""
    words = line.words
    if len(words) == 1:
        return []
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    if max(gaps) < WIDE_GAP * words[0].height:
        return []
    usual = median(gap for gap in gaps)
    return [i for i, gap in enumerate(gaps, 1) if gap >= max(WIDE_GAP * words[i].height, STRETCHED * usual)]


def word_gaps(line: TextLine) -> list[int]:
    """Return which letters of a letter-spaced line begin a word; nothing on other lines."""
    words = line.words
    if len(words) < _SPACED_LETTERS:
        return []
    lone = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if lone < max(_SPACED_LETTERS, _SPACED_SHARE * len(words)):
        return []
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    usual = median(gaps)
    return [i for i, gap in enumerate(gaps, 1) if gap > _SPACED_GAP * usual]
