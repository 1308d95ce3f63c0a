"""Tell the ink of a scanned page from its paper, and find the shapes that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import ndimage

# The paper's shade is told by squares of so many dots; dots darker than the threshold by this share of it are ink.
_SQUARE = 32
# Where ink and paper differ by less than this, the page is blank.
_CONTRAST = 40
# The threshold is told by one dot in so many along and across.
_SAMPLED = 3


@dataclass(frozen=True, slots=True)
class Shapes:
    """Connected dots of ink: `labels` numbers them (from 1) where they are, the other arrays tell of each shape.

    `x0 top x1 bottom` are in dots, half-open, `area` counts dots; shape n stands at index n - 1.
    """

    labels: Any
    x0: Any
    top: Any
    x1: Any
    bottom: Any
    area: Any

    @property
    def heights(self) -> Any:
        """How high each shape is, in dots."""
        return self.bottom - self.top

    @property
    def widths(self) -> Any:
        """How wide each shape is, in dots."""
        return self.x1 - self.x0


def find_ink(grey: Any) -> Any:
    """Return which dots of a page (0 black, 255 white) are ink, whatever shadow lies on the paper."""
    level = _even(grey)
    threshold = _otsu(np.bincount(level[::_SAMPLED, ::_SAMPLED].reshape(-1), minlength=256))
    return np.zeros(grey.shape, np.bool_) if threshold is None else level <= threshold


def _even(grey: Any) -> Any:
    """Return a page as if its paper were white everywhere."""
    height, width = (side // _SQUARE * _SQUARE for side in grey.shape)
    if not height or not width:
        return grey
    squares = grey[:height, :width].reshape(height // _SQUARE, _SQUARE, width // _SQUARE, _SQUARE)
    paper = np.percentile(squares[:, ::4, :, ::4], 90, axis=(1, 3)).astype(np.float32)
    # a square full of ink has the paper of its neighbours
    paper = ndimage.gaussian_filter(ndimage.maximum_filter(paper, 3), 1)
    if paper.max() - paper.min() < _CONTRAST / 4:
        return grey
    columns = np.minimum(np.arange(grey.shape[1]) // _SQUARE, paper.shape[1] - 1)
    scale = (255 / np.maximum(paper, 64))[:, columns]
    level = np.empty_like(grey)
    # a band at a time: a page of numbers with fractions takes much room
    for top in range(0, grey.shape[0], _SQUARE):
        band = grey[top : top + _SQUARE] * scale[min(top // _SQUARE, len(scale) - 1)]
        level[top : top + _SQUARE] = np.minimum(band, 255)
    return level


def _otsu(counts: Any) -> int | None:
    """Return the shade that parts dark from light best, None where there is only one of them."""
    shades = np.arange(256)
    below, above = np.cumsum(counts), counts.sum() - np.cumsum(counts)
    mass = np.cumsum(counts * shades)
    dark = mass / np.maximum(below, 1)
    light = (mass[-1] - mass) / np.maximum(above, 1)
    best = int(np.argmax(below.astype(float) * above * (dark - light) ** 2))
    return best if light[best] - dark[best] >= _CONTRAST else None


def find_shapes(ink: Any) -> Shapes:
    """Return the shapes that dots of ink make, those that touch at corners too."""
    labels, count = ndimage.label(ink, np.ones((3, 3), np.bool_))
    dots = np.flatnonzero(ink)
    numbers = labels.reshape(-1)[dots]
    # the dots of a shape in a row, from the topmost to the lowest
    order = np.argsort(numbers, kind="stable")
    ys, xs = np.divmod(dots[order], ink.shape[1])
    area = np.bincount(numbers, minlength=count + 1)[1:]
    ends = np.cumsum(area)
    begins = ends - area
    if not count:
        return Shapes(labels, *(np.zeros(0, np.int64) for _ in range(5)))
    x0, x1 = np.minimum.reduceat(xs, begins), np.maximum.reduceat(xs, begins) + 1
    return Shapes(labels, x0, ys[begins], x1, ys[ends - 1] + 1, area)
