"""Find prose that is set in two columns side by side: an act in two languages, a page of a newspaper.

A strip that no line crosses parts columns of prose where they are in two languages, or the lines on both sides are
full. Short lines on one side are a table, a stamp or a signature: these stay side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from pipeline.read.pdf.leads import code_of
from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.ruled import Table
from pipeline.read.pdf.sides import Blocks, Place, Run, Side, find_runs
from pipeline.read.pdf.tongues import are_in_two_languages

# In points: how wide the strip is at least, and how far from each other two lines stand that are beside each other.
_STRIP, _LEVEL = 5.0, 4.0
# So many lines on both sides, beside each other this share of all, filled to this share of their column.
_FEWEST, _BOTH, _FULL = 6, 0.5, 0.75
# Strips are looked for in steps of so many points, where most lines begin, or parts of them behind gaps of so many
# heights.
_STEP, _MOST, _GAP = 4, 4, 0.6


class _Reach(NamedTuple):
    """From where to where something reaches, where its middle is, and what it says."""

    x0: float
    x1: float
    middle: float
    text: str


def find_prose(blocks: Blocks) -> Iterator[Run]:
    """Yield the runs of blocks that are two columns, one at least of prose."""
    places = Counter(round(x / _STEP) for block in blocks if isinstance(block, TextLine) for x in _begins(block))
    for step, count in places.most_common(_MOST):
        if count * 2 >= _FEWEST:
            x = float((step - 1) * _STEP)
            yield from (run for run in find_runs(blocks, Place(x, 0.0), _is_prose) if _are_prose(*run.sides(blocks)))


def _begins(line: TextLine) -> Iterator[float]:
    yield line.x0
    for x0, gap, height in zip(line.boxes[4::4], line.gaps, line.heights[1:], strict=True):
        if gap >= _GAP * height:
            yield x0


def _is_prose(block: Table | TextLine) -> bool:
    """Tell whether a block may stand in a column of prose: no row of a list without rules does."""
    return isinstance(block, Table) or code_of(block) is None


def _are_prose(left: Side, right: Side) -> bool:
    every = [[reach for _, block in side for reach in _reaches(block)] for side in (left, right)]
    top, bottom = (pick(side[end].middle for side in every) for pick, end in ((max, 0), (min, -1)))
    beside = [[one for one in side if top - _LEVEL <= one.middle <= bottom + _LEVEL] for side in every]
    if min(map(len, beside)) < _FEWEST or sum(map(len, beside)) < _BOTH * sum(map(len, every)):
        return False
    begins = [min(one.x0 for one in side) for side in beside]
    ends = [max(one.x1 for one in side) for side in beside]
    if begins[1] - ends[0] < _STRIP:
        return False
    if are_in_two_languages(*(" ".join(one.text for one in side) for side in beside)):
        return True
    return all(
        median((one.x1 - begin) / (end - begin) for one in side) >= _FULL
        for side, begin, end in zip(beside, begins, ends, strict=True)
    )


def _reaches(block: Table | TextLine) -> Iterator[_Reach]:
    """Yield how far a line reaches, and the rows of a table that rules draw."""
    if isinstance(block, TextLine):
        yield _Reach(block.x0, block.x1, block.middle, block.text)
        return
    x0, top, x1, bottom = block.box
    for i in range(len(block.rows)):
        yield _Reach(x0, x1, top + (i + 0.5) * (bottom - top) / len(block.rows), "")
