"""Straighten a scanned page: how it lies, and where a place of the straight page is on the scan."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from pipeline.model import Box
from pipeline.read.scan.ink import find_ink, find_shapes
from pipeline.read.scan.pictures import RESOLUTION, Picture

# Degrees: pages lean no further than this, and what leans less needs no mending.
MOST, LEAST = 6.0, 0.04
_COARSE, _FINE = 0.25, 0.025
# Dots an inch that are enough to tell how a page lies, and so many dots of ink.
_ENOUGH, _DOTS = 100.0, 40_000
# Letters are so high and wide, in inches.
_SMALLEST, _LARGEST = 0.02, 0.35
# Lines down the page show so much more sharply where a page lies on its side.
_SIDEWAYS = 1.3


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page lies: by how many quarters it has to be turned to the right, and by how many degrees it leans then.

    A page that leans by more than 0 has lines that go down to the right.
    """

    quarters: int
    lean: float


@dataclass(frozen=True, slots=True)
class Straight:
    """A page made straight, with RESOLUTION dots an inch: how it lay, and its sides in points as it lay.

    `grey` holds its shades, each that of the nearest dot: exact enough to tell what stands where. `cut` gives those to
    be read. `stretch` tells by how much the page is shown larger than it is.
    """

    grey: Any
    pose: Pose
    width: float
    height: float
    stretch: float
    _page: Image.Image
    _matrix: tuple[float, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the straight page in points."""
        return (self.height, self.width) if self.pose.quarters % 2 else (self.width, self.height)

    def cut(self, x0: int, top: int, x1: int, bottom: int) -> Any:
        """Return the shades within a box of the straight page, in dots, white where nothing was."""
        across, leaning, left, down, along, above = self._matrix
        corner = (across * x0 + leaning * top + left, down * x0 + along * top + above)
        matrix = (across, leaning, corner[0], down, along, corner[1])
        return np.asarray(_transformed(self._page, (x1 - x0, bottom - top), matrix, Image.Resampling.BICUBIC))

    def back(self, box: Box) -> Box:
        """Return the box on the page as it is shown that is around a box of the straight page; both in points."""
        width, height = self.size
        angle = math.radians(self.pose.lean)
        points = []
        for x in (box[0] - width / 2, box[2] - width / 2):
            for y in (box[1] - height / 2, box[3] - height / 2):
                across, down = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
                points.append((width / 2 + across, height / 2 + down))
        xs, ys = zip(*points, strict=True)
        x0, top, x1, bottom = _turn_box((min(xs), min(ys), max(xs), max(ys)), -self.pose.quarters % 4, width, height)
        return x0 * self.stretch, top * self.stretch, x1 * self.stretch, bottom * self.stretch


def _turn_box(box: Box, quarters: int, width: float, height: float) -> Box:
    """Turn a box of a page of this size to the right by so many quarters."""
    x0, top, x1, bottom = box
    if quarters == 1:
        return height - bottom, x0, height - top, x1
    if quarters == 2:
        return width - x1, height - bottom, width - x0, height - top
    if quarters == 3:
        return top, width - x1, bottom, width - x0
    return box


def find_pose(picture: Picture) -> Pose:
    """Tell how a page lies by its letters; which of the two ways up it lies, they don't tell."""
    step = max(1, round(picture.dpi / _ENOUGH))
    dpi = picture.dpi / step
    shapes = find_shapes(find_ink(np.asarray(Image.fromarray(picture.grey).reduce(step))))
    largest = np.maximum(shapes.heights, shapes.widths)
    are_letters = (largest >= _SMALLEST * dpi) & (largest <= _LARGEST * dpi)
    ys, xs = np.nonzero(np.concatenate(([False], are_letters))[shapes.labels])
    if len(xs) < 50:
        return Pose(0, 0.0)
    if len(xs) > _DOTS:
        some = np.linspace(0, len(xs) - 1, _DOTS).astype(np.int64)
        ys, xs = ys[some], xs[some]
    lean, sharp = _find_lean(xs, ys)
    # a quarter to the right takes what is at the left to the top
    lean_aside, sharp_aside = _find_lean(-ys, xs)
    return Pose(1, lean_aside) if sharp_aside > _SIDEWAYS * sharp else Pose(0, lean)


def _find_lean(xs: Any, ys: Any) -> tuple[float, float]:
    """Return by how many degrees lines of dots lean, and how sharply they show then."""
    xs = xs - xs.mean()

    def sharpness(degrees: float) -> float:
        rows = np.round(ys - xs * math.tan(math.radians(degrees))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float(((counts[1:] - counts[:-1]) ** 2).sum())

    found = [(sharpness(float(one)), float(one)) for one in np.arange(-MOST, MOST + _COARSE / 2, _COARSE)]
    near = max(found)[1]
    found += [(sharpness(float(one)), float(one)) for one in np.arange(near - _COARSE, near + _COARSE, _FINE)]
    sharp, lean = max(found)
    return (lean if abs(lean) >= LEAST else 0.0), sharp


def straighten(picture: Picture, pose: Pose) -> Straight:
    """Make a page straight, with RESOLUTION dots an inch."""
    width, height = picture.size
    page = Image.fromarray(np.ascontiguousarray(np.rot90(picture.grey, -pose.quarters)))
    scale = RESOLUTION / picture.dpi
    wide, high = round(page.width * scale), round(page.height * scale)
    across, down = math.cos(math.radians(pose.lean)) / scale, math.sin(math.radians(pose.lean)) / scale
    left = page.width / 2 - across * wide / 2 + down * high / 2
    above = page.height / 2 - down * wide / 2 - across * high / 2
    matrix = (across, -down, left, down, across, above)
    grey = np.asarray(_transformed(page, (wide, high), matrix, Image.Resampling.NEAREST))
    return Straight(grey, pose, width, height, picture.stretch, page, matrix)


def _transformed(
    page: Image.Image, size: tuple[int, int], matrix: tuple[float, ...], how: Image.Resampling
) -> Image.Image:
    return page.transform(size, Image.Transform.AFFINE, matrix, how, fillcolor=255)
