"""Take a scanned page apart: straight, its rules taken out, each piece of line a picture of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import numpy as np
from scipy import ndimage

from pipeline.model import Box
from pipeline.read.scan.ink import Shapes, find_ink, find_shapes
from pipeline.read.scan.lines import TALL, WIDE, Piece, find_pieces
from pipeline.read.scan.pictures import POINTS, RESOLUTION, Picture
from pipeline.read.scan.rules import find_rules
from pipeline.read.scan.straighten import Pose, Straight, straighten

# Around a piece of line, in dots: what belongs to its letters' edges, and paper.
_EDGE, _PAPER = 2, 10
# The em of a line in heights of its usual letter, and how much of it is above the letters' feet.
EM, _ASCENT = 1.85, 0.78
# A line whose letters are so many times as high as those of the page is set in a larger type.
_LARGER = 1.7
# What stands so near to a word, in heights of a letter, may hide a letter of it.
_BESIDE = 2.0
# The feet of letters without a tail are among the higher ones.
_FEET = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be recognized: its rules in points, the pieces of its lines, and a picture of each, all straight.

    `blots` tells of each piece where across the page, in dots, a seal, a signature or another large shape touches it.
    """

    straight: Straight
    rules: tuple[Box, ...]
    pieces: tuple[Piece, ...]
    pictures: tuple[Any, ...]
    blots: tuple[Sequence[tuple[float, float]], ...]
    small: float

    def line_of(self, letters: Sequence[Box]) -> tuple[float, float]:
        """Return the top and the bottom of the line that letters stand on, in dots."""
        heights = [bottom - top for _, top, _, bottom in letters]
        bottoms = [bottom for _, _, _, bottom in letters]
        high = median(heights)
        em = EM * (high / 1.2 if high > _LARGER * self.small else self.small)
        foot = quantiles(bottoms, n=10)[_FEET] if len(bottoms) > 1 else bottoms[0]
        return foot - _ASCENT * em, foot + (1 - _ASCENT) * em

    def corner_of(self, piece: Piece) -> tuple[float, float]:
        """Return where the picture of a piece begins, in dots from the top left of the page."""
        return max(0.0, piece.box[0] - _EDGE) - _PAPER, max(0.0, piece.box[1] - _EDGE) - _PAPER

    def is_blotted(self, number: int, box: Box) -> bool:
        """Tell whether a large shape stands in or beside a box of the picture of a piece, by its number."""
        left = self.corner_of(self.pieces[number])[0]
        aside = _BESIDE * self.small
        return any(begin < left + box[2] + aside and left + box[0] - aside < end for begin, end in self.blots[number])

    def join(self, guide: int, other: int) -> tuple[Any, float]:
        """Return a picture of two pieces on one line, a small letter apart, and how far right the second one moved."""
        feet = [self.line_of(self.pieces[i].letters)[1] - self.corner_of(self.pieces[i])[1] for i in (guide, other)]
        left, right = self.pictures[guide][:, :-_PAPER], self.pictures[other][:, _PAPER:]
        above = [round(max(feet) - foot) for foot in feet]
        high = max(left.shape[0] + above[0], right.shape[0] + above[1])
        begin = left.shape[1] + round(self.small)
        picture = np.full((high, begin + right.shape[1]), left[0, 0], np.uint8)
        picture[above[0] : above[0] + left.shape[0], : left.shape[1]] = left
        picture[above[1] : above[1] + right.shape[0], begin:] = right
        return picture, float(begin - _PAPER)


def take_apart(picture: Picture, pose: Pose) -> Sheet:
    """Straighten a page and find its rules and the pieces of its lines."""
    straight = straighten(picture, pose)
    ink = find_ink(straight.grey)
    rules, of_rules = find_rules(ink, RESOLUTION)
    shapes = find_shapes(ink & ~of_rules)
    walls = [box for box in rules if box[3] - box[1] > box[2] - box[0]]
    pieces, small = find_pieces(shapes, RESOLUTION, walls)
    pictures = _cut(straight, of_rules, shapes, pieces)
    blots = _find_blots(shapes, pieces, small)
    share = POINTS / RESOLUTION
    in_points = tuple((x0 * share, top * share, x1 * share, bottom * share) for x0, top, x1, bottom in rules)
    return Sheet(straight, in_points, tuple(pieces), tuple(pictures), tuple(blots), small)


def _cut(straight: Straight, of_rules: Any, shapes: Shapes, pieces: list[Piece]) -> list[Any]:
    """Return a picture of each piece, without what of other pieces and of rules stands in its box."""
    if not pieces:
        return []
    owners = np.zeros(len(shapes.area) + 1, np.int32)
    for number, piece in enumerate(pieces, 1):
        owners[np.array(piece.shapes) + 1] = number
    paper = int(np.percentile(straight.grey[::8, ::8], 90))
    high, wide = straight.grey.shape
    pictures = []
    for number, piece in enumerate(pieces, 1):
        x0, top, x1, bottom = (int(side) for side in piece.box)
        rows = slice(max(0, top - _EDGE), min(bottom + _EDGE, high))
        columns = slice(max(0, x0 - _EDGE), min(x1 + _EDGE, wide))
        picture = straight.cut(columns.start, rows.start, columns.stop, rows.stop).copy()
        owned = owners[shapes.labels[rows, columns]]
        others = ((owned != number) & (owned != 0)) | of_rules[rows, columns]
        if others.any():
            picture[ndimage.binary_dilation(others, iterations=_EDGE) & (owned != number)] = paper
        pictures.append(np.pad(picture, _PAPER, constant_values=paper))
    return pictures


def _find_blots(shapes: Shapes, pieces: list[Piece], small: float) -> list[list[tuple[float, float]]]:
    """Return where in or beside each piece a shape that is larger than letters has ink: from where to where, in dots.

    Letters that touch it are lost in it, and what is left of their word looks like another one.
    """
    large = np.flatnonzero((shapes.heights > TALL * small) | (shapes.widths > WIDE * small))
    x0, top, x1, bottom = (side[large] for side in (shapes.x0, shapes.top, shapes.x1, shapes.bottom))
    found = []
    for piece in pieces:
        left, above, right, below = (int(side) for side in piece.box)
        begin, end = max(0, round(left - _BESIDE * small)), round(right + _BESIDE * small)
        near = large[(x0 < end) & (x1 > begin) & (top < below) & (bottom > above)]
        inked = np.isin(shapes.labels[above:below, begin:end], near + 1).any(axis=0) if len(near) else ()
        edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8))) + begin
        found.append([(float(one), float(other)) for one, other in edges.reshape(-1, 2)])
    return found
