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


def lower_small(pieces: Sequence[Piece], lines: Sequence[Sequence[Recognized]]) -> list[list[Recognized]]:
    """Return the lines of a page; capitals as small letters where they are no higher than those of lines near them."""
    in_small = [piece for piece, line in zip(pieces, lines, strict=True) if _letters(line).islower()]
    lowered = []
    for piece, line in zip(pieces, lines, strict=True):
        letters = _letters(line)
        near = sorted(in_small, key=lambda one: abs(one.box[1] - piece.box[1]))[:_NEAR]
        if letters and _ALIKE.issuperset(letters) and near:
            is_small = _height(piece) < _SMALL * median(map(_height, near))
            lowered.append([replace(word, text=word.text.lower()) if is_small else word for word in line])
        else:
            lowered.append(list(line))
    return lowered


def _letters(line: Sequence[Recognized]) -> str:
    return "".join(letter for word in line for letter in word.text if letter.isalpha())


def _height(piece: Piece) -> float:
    return median(bottom - top for _, top, _, bottom in piece.letters)
