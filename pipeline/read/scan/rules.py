"""Find the rules that a scanned page shows: thin straight ink, along or across the page."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import ndimage

from pipeline.model import Box

# In inches: a rule is longer than this, which no stroke of a letter is, and not so thick.
_LONG, _THICK = 0.25, 0.035
# Rules that go down one row of a table are as short as this; shorter than long, they end at a rule across, so near.
_SHORT, _NEAR = 0.17, 0.03
# Around a rule, in inches, its grey edge goes with it.
_EDGE = 0.007
_HALF = 2


def find_rules(ink: Any, dpi: float) -> tuple[list[Box], Any]:
    """Return the rules of a page as boxes in dots, and which dots are theirs."""
    height, width = (side // _HALF * _HALF for side in ink.shape)
    even = ink[:height, :width]
    half = even[::2, ::2] | even[1::2, ::2] | even[::2, 1::2] | even[1::2, 1::2]
    dpi = dpi / _HALF
    flat, taken = _find_flat(half, dpi, _LONG, [])
    walls = [(top, x0, bottom, x1) for x0, top, x1, bottom in flat]
    upright, down = _find_flat(half.T, dpi, _SHORT, walls)
    taken |= down.T
    whole = np.zeros(ink.shape, np.bool_)
    whole[:height, :width] = taken.repeat(_HALF, 0).repeat(_HALF, 1)
    boxes = [*flat, *((top, x0, bottom, x1) for x0, top, x1, bottom in upright)]
    return [(x0 * _HALF, top * _HALF, x1 * _HALF, bottom * _HALF) for x0, top, x1, bottom in boxes], whole


def _find_flat(ink: Any, dpi: float, shortest: float, walls: list[Box]) -> tuple[list[Box], Any]:
    """Find the rules that run along the rows of an array, and the dots of them and of their edges.

    What is shorter than a rule must end at one of the walls, which run across.
    """
    length, thick, edge = round(shortest * dpi), max(3, round(_THICK * dpi)), max(1, round(_EDGE * dpi))
    taken = np.zeros(ink.shape, np.bool_)
    if ink.shape[1] <= 2 * length:
        return [], taken
    shades = np.ascontiguousarray(ink).view(np.uint8)
    runs = ndimage.maximum_filter1d(ndimage.minimum_filter1d(shades, length, axis=1), length, axis=1)
    labels, _ = ndimage.label(runs, np.ones((3, 3), np.bool_))
    boxes: list[Box] = []
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        of_rule = labels[rows, columns] == number
        box = (float(columns.start), float(rows.start), float(columns.stop), float(rows.stop))
        if of_rule.sum() > thick * (box[2] - box[0]):
            continue
        if box[2] - box[0] < _LONG * dpi and not any(_ends_at(box, wall, _NEAR * dpi) for wall in walls):
            continue
        boxes.append(box)
        taken[rows, columns] |= of_rule
    grown = ndimage.maximum_filter1d(taken.view(np.uint8), 2 * edge + 1, axis=0) if boxes else taken
    return boxes, grown.astype(np.bool_)


def _ends_at(rule: Box, wall: Box, near: float) -> bool:
    x0, top, x1, bottom = wall
    across = top - near <= rule[1] and rule[3] <= bottom + near
    return across and any(x0 - near <= end <= x1 + near for end in (rule[0], rule[2]))
