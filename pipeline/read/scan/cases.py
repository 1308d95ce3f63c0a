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
# Small letters of the same size are no higher than this, in heights of those of their line, or of so many lines near.
_SMALL, _NEAR = 1.18, 5
# So many small letters tell how high they are, or a capital before them would be, and that is no higher than they are;
# boxes of words are that exact, in dots. What one letter tells is unsure.
_TELLING, _AS_HIGH, _SLACK, _UNSURE = 4, 1.1, 4.0, 0.5


def lower_small(
    pieces: Sequence[Piece], lines: Sequence[Sequence[Recognized]], lefts: Sequence[float]
) -> list[list[Recognized]]:
    """Return the lines of a page; capitals as small letters where they are no higher than those of their line.

    A line of capitals alone is compared with the lines near it. The first letter of a word that is no higher than the
    others is small, too, and the word is unsure then. `lefts` tell where on the page, in dots, the words of each piece
    are counted from.
    """
    in_small = [piece for piece, line in zip(pieces, lines, strict=True) if _letters(line).islower()]
    lowered = []
    for piece, line, left in zip(pieces, lines, lefts, strict=True):
        heights = [_heights(word, piece, left) for word in line]
        small = [height for word, of_word in zip(line, heights, strict=True) if _is_small(word) for height in of_word]
        if len(small) >= _TELLING:
            highest = _SMALL * _usual(small)
        elif in_small and _ALIKE.issuperset(_letters(line)):
            near = sorted(in_small, key=lambda one: abs(one.box[1] - piece.box[1]))[:_NEAR]
            highest = _SMALL * median(_height(one) for one in near)
            heights = [[_height(piece)]] * len(line)
        else:
            highest = 0.0
        lowered.append([_lowered(word, of_word, highest) for word, of_word in zip(line, heights, strict=True)])
    return lowered


def _lowered(word: Recognized, heights: Sequence[float], highest: float) -> Recognized:
    letters = _letters([word])
    if letters and heights and _ALIKE.issuperset(letters) and median(heights) < highest:
        return replace(word, text=word.text.lower())
    if _begins_small(word, heights):
        return replace(word, text=word.text.lower(), sureness=min(word.sureness, _UNSURE))
    return word


def _begins_small(word: Recognized, heights: Sequence[float]) -> bool:
    """Tell whether a word begins with what was read as a capital, but is no higher than the small letters behind it."""
    first, rest = word.text[0], word.text[1:]
    if first not in _ALIKE or not rest.islower() or sum(map(str.islower, rest)) < _TELLING or len(heights) < _TELLING:
        return False
    return heights[0] < _AS_HIGH * _usual(heights[1:])


def _is_small(word: Recognized) -> bool:
    """Tell whether a word has small letters only, and no digits, which are as high as capitals."""
    return word.text.islower() and not any(map(str.isdigit, word.text))


def _usual(heights: Sequence[float]) -> float:
    """Return how high small letters without stems and tails are; some others are as high as capitals."""
    return sorted(heights)[len(heights) // 4]


def _letters(line: Sequence[Recognized]) -> str:
    return "".join(letter for word in line for letter in word.text if letter.isalpha())


def _heights(word: Recognized, piece: Piece, left: float) -> list[float]:
    """Return how high the letters of a word are, from left to right."""
    begin, end = left + word.box[0] - _SLACK, left + word.box[2] + _SLACK
    return [bottom - top for x0, top, x1, bottom in sorted(piece.letters) if begin <= x0 and x1 <= end]


def _height(piece: Piece) -> float:
    return median(bottom - top for _, top, _, bottom in piece.letters)
