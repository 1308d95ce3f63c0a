"""Tell small letters from capitals by how high they are: `химия` alone on a line looks like `ХИМИЯ`, but it is lower.

Tesseract sees one line and takes its highest letters for capitals. Most Cyrillic ones look the same in both sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.read.scan.lines import Piece
from pipeline.read.scan.tesseract import Recognized

# Capitals that look like their small letters.
_ALIKE = frozenset("ВГДЖЗИЙКЛМНПТХЦЧШЩЪЫЬЭЮЯСОӘӨҚҢҒ")
# Small letters of the same size are no higher than this, in heights of those of so many lines near them.
_SMALL, _NEAR = 1.18, 5
# So many small letters behind a capital tell how high it would be, and it is no higher than they are; boxes of words
# are that exact, in dots. What one letter tells is unsure.
_TELLING, _AS_HIGH, _SLACK, _UNSURE = 4, 1.1, 4.0, 0.5


def lower_small(
    pieces: Sequence[Piece], lines: Sequence[Sequence[Recognized]], lefts: Sequence[float]
) -> list[list[Recognized]]:
    """Return the lines of a page; capitals as small letters where they are no higher than those of lines near them.

    So is the first letter of a word that is no higher than the others of it, and the word is unsure then. `lefts` tell
    where on the page, in dots, the words of each piece are counted from.
    """
    in_small = [piece for piece, line in zip(pieces, lines, strict=True) if _letters(line).islower()]
    lowered = []
    for piece, line, left in zip(pieces, lines, lefts, strict=True):
        letters = _letters(line)
        near = sorted(in_small, key=lambda one: abs(one.box[1] - piece.box[1]))[:_NEAR]
        if letters and _ALIKE.issuperset(letters) and near:
            is_small = _height(piece) < _SMALL * median(map(_height, near))
        else:
            is_small = False
        lowered.append([_lowered(word, piece, left, is_small=is_small) for word in line])
    return lowered


def _lowered(word: Recognized, piece: Piece, left: float, *, is_small: bool) -> Recognized:
    if is_small:
        return replace(word, text=word.text.lower())
    if _begins_small(word, piece, left):
        return replace(word, text=word.text.lower(), sureness=min(word.sureness, _UNSURE))
    return word


def _begins_small(word: Recognized, piece: Piece, left: float) -> bool:
    """Tell whether a word begins with what was read as a capital, but is no higher than the small letters behind it."""
    first, rest = word.text[0], word.text[1:]
    if first not in _ALIKE or not rest.islower() or sum(map(str.islower, rest)) < _TELLING:
        return False
    begin, end = left + word.box[0] - _SLACK, left + word.box[2] + _SLACK
    heights = [bottom - top for x0, top, x1, bottom in sorted(piece.letters) if begin <= x0 and x1 <= end]
    if len(heights) < _TELLING:
        return False
    # some small letters are as high as capitals
    usual = sorted(heights[1:])[len(heights) // 4]
    return heights[0] < _AS_HIGH * usual


def _letters(line: Sequence[Recognized]) -> str:
    return "".join(letter for word in line for letter in word.text if letter.isalpha())


def _height(piece: Piece) -> float:
    return median(bottom - top for _, top, _, bottom in piece.letters)
