"""Read numbers and codes as the grammar of lists demands, where models of Cyrillic see letters or commas.

A column of numbers counts up: what stands between `2.` and `4.` and looks like `3.` is that. Codes of classifiers print
Latin letters, which no model of a Cyrillic alphabet has; those that look the same stand for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from pipeline.read.scan.lines import Piece
from pipeline.read.scan.tesseract import Recognized

# Numbers of a column begin at the same place, in dots.
_ALIGNED = 24.0
# What only one neighbour demands is so sure at most.
_DEMANDED = 0.5
# "12.", "3)", "7"; and what may be one: "З.", "4,", "1О."
_NUMBER = regex.compile(r"(\d{1,3})([.)]?)")
_PERHAPS = regex.compile(r"([\dЗзОоОІlбЧВ]{1,3})([.,:;)]?)")
_DIGITS = str.maketrans("ЗзОоІlбЧВ", "330011648")
# "2.0900000", a group's number and its code
_JOINED = regex.compile(r"(\d{1,3}[.)])(\d{6,8})")
# "6В02121", "В086"
_LETTERED_CODE = regex.compile(r"\d\p{Lu}\d{3,6}|\p{Lu}\d{3}")
_LATIN = str.maketrans("АВСЕМ", "ABCEM")
# "6802131", and the letter that its digit may be
_UNLETTERED_CODE = regex.compile(r"(\d)(\d)(\d{5,6})")
_MISTAKEN = {"8": "B", "0": "D"}

Lines = Sequence[Sequence[Recognized]]


def mend_numbers(pieces: Sequence[Piece], lines: Lines) -> list[list[Recognized]]:
    """Return the lines of a page, numbers at their beginning and codes read as what they must be.

    A number that only the one before or the one behind it demands is unsure.
    """
    parted = [[_in_latin(part) for i, word in enumerate(line) for part in _apart(word, i)] for line in lines]
    mended = _with_letters(parted)
    for column in _columns(pieces, mended):
        for at, i in enumerate(column):
            word = mended[i][0]
            neighbours = [mended[column[k]][0].text for k in (at - 1, at + 1) if 0 <= k < len(column)]
            before = neighbours[0] if at else None
            behind = neighbours[-1] if at + 1 < len(column) else None
            mended[i][0] = _demanded(word, before, behind)
    return mended


def _apart(word: Recognized, at: int) -> Sequence[Recognized]:
    """Return the number and the code that a line begins with, where they were read as one word."""
    found = None if at else _JOINED.fullmatch(word.text)
    if not found:
        return (word,)
    x0, top, x1, bottom = word.box
    middle = x0 + (x1 - x0) * len(found[1]) / len(word.text)
    return (
        replace(word, text=found[1], box=(x0, top, middle, bottom)),
        replace(word, text=found[2], box=(middle, top, x1, bottom)),
    )


def _in_latin(word: Recognized) -> Recognized:
    """Return a word, the letter of a code in Latin."""
    code = word.text.translate(_LATIN)
    return replace(word, text=code) if _LETTERED_CODE.fullmatch(word.text) else word


def _with_letters(lines: Lines) -> list[list[Recognized]]:
    """Return lines with `6802131` as `6B02131` where other codes of the page have that letter, none another digit.

    Where these are fewer than those that are read without it, it is unsure.
    """
    codes = Counter((word.text[:2], len(word.text)) for line in lines for word in line)
    return [[_with_letter(word, codes) for word in line] for line in lines]


def _with_letter(word: Recognized, codes: Counter[tuple[str, int]]) -> Recognized:
    found = _UNLETTERED_CODE.fullmatch(word.text)
    if not found or found[2] not in _MISTAKEN:
        return word
    first, size, letter = found[1], len(word.text), _MISTAKEN[found[2]]
    others = [begin for begin, long in codes if long == size and begin[0] == first and begin.isdigit()]
    lettered, unlettered = codes[first + letter, size], codes[first + found[2], size]
    if not lettered or len(others) > 1:
        return word
    sureness = word.sureness if lettered >= unlettered else min(word.sureness, _DEMANDED)
    return replace(word, text=first + letter + found[3], sureness=sureness)


def _columns(pieces: Sequence[Piece], lines: Lines) -> Iterator[list[int]]:
    """Yield the pieces, from top to bottom, that begin at the same place with a number, or what may be one."""
    column: list[int] = []
    for i in sorted(range(len(pieces)), key=lambda i: pieces[i].box[0]):
        if not lines[i] or not _PERHAPS.fullmatch(lines[i][0].text):
            continue
        if column and pieces[i].box[0] - pieces[column[0]].box[0] > _ALIGNED:
            yield sorted(column, key=lambda i: pieces[i].box[1])
            column = []
        column.append(i)
    yield sorted(column, key=lambda i: pieces[i].box[1])


def _demanded(word: Recognized, before: str | None, behind: str | None) -> Recognized:
    """Return a word as the number that those before and behind it in its column demand, where it looks like that."""
    perhaps = _PERHAPS.fullmatch(word.text)
    demands = [
        (int(found[1]) + step, found[2])
        for text, step in ((before, 1), (behind, -1))
        if text is not None and (found := _NUMBER.fullmatch(text))
    ]
    if perhaps is None or not demands:
        return word
    number = perhaps[1].translate(_DIGITS)
    fitting = {f"{wanted}{mark}" for wanted, mark in demands if str(wanted) == number}
    if len(fitting) != 1 or word.text in fitting:
        return word
    both = len(demands) > 1 and demands[0] == demands[1]
    return replace(word, text=fitting.pop(), sureness=word.sureness if both else min(word.sureness, _DEMANDED))
