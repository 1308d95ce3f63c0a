"""Read what the characters of a PDF page have in common: their fonts, and the directions they are written in."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from pipeline.read.pdf.calls import ADDRESS, ask_each, pointer, pointer_to, quick_call, read_each

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Floats, Ints

# FPDF_FONT flags: the bit that makes a font bold by force
_FORCE_BOLD = 1 << 18
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
# Text that is filled and stroked: bold where a font has no bold face.
_FILLED_AND_STROKED = 2
# In radians: directions that differ by less are one; one that is nearer to the horizontal is that; and what is further
# from it is slanted, as stamps and watermarks are.
_ONE, _LEVEL, _MOST = 0.03, 0.003, 0.18


@dataclass(frozen=True, slots=True)
class Direction:
    """In which direction text is written: by how many quarters to the left, and how much further, in radians."""

    turn: int
    skew: float = 0.0

    @property
    def slanted(self) -> bool:
        """Tell whether it is too far from any quarter for text of the page."""
        return abs(self.skew) > _MOST


@dataclass(frozen=True, slots=True)
class Run:
    """What characters have in common: font, weight, and direction on the page as it is shown."""

    font: str
    bold: bool
    direction: Direction


def read_modes(addresses: Sequence[int]) -> Ints:
    """Return the rendering modes of text objects."""
    return ask_each(quick_call("FPDFTextObj_GetTextRenderMode"), map(pointer, addresses))


def read_runs(
    text_page: Any, addresses: Sequence[int], firsts: Ints, modes: Ints, counts: Ints, rotation: int
) -> tuple[tuple[Run, ...], Ints]:
    """Return the runs of a page, and which one each text object is of.

    `firsts` are the objects' first characters, `counts` how many they have, `rotation` the page's own quarter turns.
    """
    import numpy as np

    fonts = ask_each(quick_call("FPDFTextObj_GetFont", ADDRESS), map(pointer, addresses))
    directions, which = _directions(_read_angles(text_page, firsts), counts)
    keys = list(zip(fonts.tolist(), (modes == _FILLED_AND_STROKED).tolist(), which.tolist(), strict=True))
    alike = {key: i for i, key in enumerate(sorted(set(keys)))}
    named = {address: _read_font(address) for address in set(fonts.tolist())}
    runs = []
    for font, heavy, direction in alike:
        name, bold = named[font]
        told = directions[direction]
        runs.append(Run(name, bold or heavy, Direction((told.turn - rotation) % 4, told.skew)))
    return tuple(runs), np.array([alike[key] for key in keys], np.int64)


def _read_angles(text_page: Any, firsts: Ints) -> Floats:
    """Return the angles in which characters are written, in radians to the left."""
    import numpy as np

    call = quick_call("FPDFText_GetMatrix")
    _, matrices = read_each(call, [repeat(pointer_to(text_page)), firsts.tolist()], 6)
    angles: Floats = np.arctan2(matrices[:, 1], matrices[:, 0])
    return angles


def _directions(angles: Floats, counts: Ints) -> tuple[list[Direction], Ints]:
    """Put angles that are all but the same together, those of the most characters first; tell which is of which."""
    import numpy as np

    if not np.any(angles):
        return [Direction(0)], np.zeros(len(angles), np.int64)
    quarters = np.rint(angles / (math.pi / 2))
    skews = angles - quarters * (math.pi / 2)
    turns = quarters.astype(np.int64) % 4
    places, place = np.unique(np.stack([turns, np.rint(skews * 100)], axis=1), axis=0, return_inverse=True)
    found: list[Direction] = []
    which = np.full(len(angles), -1)
    while (left := np.flatnonzero(which < 0)).size:
        most = np.bincount(place.reshape(-1)[left], weights=counts[left] + 1).argmax()
        turn, skew = int(places[most, 0]), places[most, 1] / 100
        near = left[(turns[left] == turn) & (np.abs(skews[left] - skew) <= _ONE)]
        mean = float(np.average(skews[near], weights=counts[near] + 1))
        which[near] = len(found)
        found.append(Direction(turn, mean if abs(mean) > _LEVEL else 0.0))
    return found, which


def _read_font(address: int) -> tuple[str, bool]:
    import pypdfium2.raw as pdfium

    font = ctypes.cast(address, pdfium.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace")
    bold = any(part in name.lower() for part in _BOLD_NAMES)
    return name, bold or bool(max(0, pdfium.FPDFFont_GetFlags(font)) & _FORCE_BOLD)
