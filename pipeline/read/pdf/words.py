"""Put the characters of a page together to words.

They come from the drawing order, which keeps the letters of a word together. A page has many, so their numbers stand
side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

import regex

from pipeline.read.pdf.characters import Characters, is_blank, word_begins

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats, Ints

# A word drawn again no further away than this share of its height is the same one, made bold.
_TWICE = 0.12
# No page has so many squares in a row.
_FAR = 1e7
# ﬁ and its like are drawn as one letter; the bullets of symbol fonts have places of their own in a private area.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "▫", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF0BE: "—"}
_MENDED = {**_LIGATURES, **_SYMBOLS}
_FIRST_MENDED = min(_MENDED)
# Control characters, the private area, and the mark for what can't be read.
UNREADABLE = "\ufffd"
_UNREADABLE = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


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


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the order in which they are drawn, a column each; boxes are rows of (x0, top, x1, bottom).

    `sureness` is None where no program read them from a picture.
    """

    texts: list[str]
    boxes: Floats
    bold: Bools
    spaced: Bools
    run: Ints
    struck: Bools
    sureness: Floats | None = None

    @classmethod
    def of(cls, words: Sequence[Word]) -> Words:
        """Put words side by side."""
        import numpy as np

        texts, x0, top, x1, bottom, bold, spaced, run, sureness, struck = (
            zip(*words, strict=True) if words else [()] * 10
        )
        boxes = np.array([x0, top, x1, bottom], np.float64).T
        sure = np.array(sureness, np.float64) if sureness and sureness[0] is not None else None
        flags = np.array([bold, spaced, struck], np.bool_)
        return cls(list(texts), boxes, flags[0], flags[1], np.array(run, np.int64), flags[2], sure)

    def take(self, which: Ints) -> Words:
        """Return some of the words, by their numbers."""
        return Words(
            list(map(self.texts.__getitem__, which.tolist())),
            self.boxes[which],
            self.bold[which],
            self.spaced[which],
            self.run[which],
            self.struck[which],
            self.sureness[which] if self.sureness is not None else None,
        )

    def read_with(self, sureness: float) -> Words:
        """Return the words as a program that is so sure of each read them from a picture."""
        import numpy as np

        return replace(self, sureness=np.full(len(self), sureness))

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Word]:
        sure = self.sureness.tolist() if self.sureness is not None else repeat(None)
        flags = (self.bold.tolist(), self.spaced.tolist(), self.run.tolist(), sure, self.struck.tolist())
        return map(Word, self.texts, *self.boxes.T.tolist(), *flags)

    @property
    def middles(self) -> Floats:
        """Where the middles of the words stand, across and down the page."""
        middles: Floats = ((self.boxes[:, :2] + self.boxes[:, 2:]) / 2).T
        return middles

    @property
    def heights(self) -> Floats:
        """How high the words are."""
        heights: Floats = self.boxes[:, 3] - self.boxes[:, 1]
        return heights


def count_unreadable(text: str) -> int:
    """Count the characters that have no Unicode character that says what is printed."""
    return text.count(UNREADABLE) if text.isprintable() else len(_UNREADABLE.findall(text))


def mark_unreadable(text: str) -> str:
    """Write U+FFFD for the characters that have no Unicode character that says what is printed."""
    return text if text.isprintable() else _UNREADABLE.sub(UNREADABLE, text)


def find_words(chars: Characters) -> Words:
    """Put upright characters together to words, in the order in which they are drawn; what is drawn twice once."""
    import numpy as np

    blank = is_blank(chars.codes)
    starts = np.flatnonzero(word_begins(chars.codes, chars.x0, chars.top, chars.x1, chars.bottom))
    if not len(starts):
        return Words.of([])
    ends = starts + np.add.reduceat(~blank, starts, dtype=np.int64)
    text = text_of(chars)
    x0 = np.minimum.reduceat(np.where(blank, np.inf, chars.x0), starts)
    x1 = np.maximum.reduceat(np.where(blank, -np.inf, chars.x1), starts)
    top = np.minimum.reduceat(np.where(blank, np.inf, chars.top), starts)
    bottom = np.maximum.reduceat(np.where(blank, -np.inf, chars.bottom), starts)
    behind = np.minimum(ends, len(blank) - 1)
    spaced = blank[behind] & (ends < len(blank)) & (np.abs(chars.bottom[behind] - bottom) < bottom - top)
    # equal words are one object: a long document is held in less memory
    texts = [intern(text[start:end]) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    if (chars.codes >= _FIRST_MENDED).any():
        texts = [word.translate(_MENDED) for word in texts]
    run = chars.run[starts]
    bold = np.array([one.bold for one in chars.runs], np.bool_)[run]
    boxes = np.stack([x0, top, x1, bottom], axis=1)
    words = Words(texts, boxes, bold, spaced, run, np.zeros(len(run), np.bool_))
    crowded = _crowded(x0, top, bottom - top)
    return Words.of(drop_doubled(list(words), crowded)) if crowded.any() else words


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
