"""Tell what stands on the two sides of a place on a page: blocks that leave it free, one below the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.read.pdf.lines import TextLine, line_of
from pipeline.read.pdf.ruled import Table

Blocks = Sequence[Table | TextLine]
# What is on one side of a place, with where it stands among the blocks of the page.
Side = list[tuple[int, Table | TextLine]]

# Columns stand so many heights of a line apart, and begin and end on lines that are no further from each other than so
# many heights; lines below both stand apart by so many.
_APART, _LEVEL, _BELOW = 0.6, 3.0, 1.0


class Place(NamedTuple):
    """Where the second of two columns begins, and how far its cells stand from those of the first."""

    x: float
    step: float


class Run(NamedTuple):
    """The blocks `begin..end` that have something on both sides of a place."""

    begin: int
    place: Place
    end: int

    def sides(self, blocks: Blocks) -> tuple[Side, Side]:
        """Return what they have on the left of the place, and on the right."""
        return sides_of(blocks[self.begin : self.end], self.place.x)


def find_runs(
    blocks: Blocks, place: Place, is_column: Callable[[Table | TextLine], bool] = lambda _: True
) -> Iterator[Run]:
    """Yield the longest runs of blocks that leave a place free, of those that may stand in columns."""
    begin = 0
    if not _are_on_both_sides(blocks, place.x):
        return
    for clear, group in groupby(blocks, key=lambda block: is_clear(block, place.x) and is_column(block)):
        end = begin + len(list(group))
        if clear and _are_on_both_sides(blocks[begin:end], place.x):
            left, right = sides_of(blocks[begin:end], place.x)
            first, last = begin + max(left[0][0], right[0][0]), begin + min(left[-1][0], right[-1][0])
            run = Run(_first_of_both(blocks, begin, first), place, _end_of_both(blocks, last, end))
            if _are_on_both_sides(blocks[run.begin : run.end], place.x):
                yield run
        begin = end


def _first_of_both(blocks: Blocks, begin: int, first: int) -> int:
    """Return the first block of two columns; those before `first` are in one only, a short line above both in none."""
    top = blocks[first].top
    return next(
        i for i in range(begin, first + 1) if i == first or top - _bottom(blocks[i]) < _LEVEL * _height(blocks[i])
    )


def _end_of_both(blocks: Blocks, last: int, end: int) -> int:
    """Return where two columns end; of the blocks behind `last`, which are in one only, the last lines may be in none.

    They stand apart from what is above them, and near to what runs across the columns below.
    """
    for i in range(last + 1, end if end < len(blocks) else 0):
        if isinstance(blocks[i], Table) or _gap(blocks[i - 1], blocks[i]) < _BELOW * _height(blocks[i]):
            continue
        if all(_gap(*pair) < _BELOW * _height(pair[0]) for pair in pairwise(blocks[i : end + 1])):
            return i
    return end


def _gap(above: Table | TextLine, below: Table | TextLine) -> float:
    return below.top - _bottom(above)


def _bottom(block: Table | TextLine) -> float:
    return block.box[3] if isinstance(block, Table) else block.bottom


def _height(block: Table | TextLine) -> float:
    return 0.0 if isinstance(block, Table) else block.height


def is_clear(block: Table | TextLine, x: float) -> bool:
    """Tell whether a block leaves a place free, with room before it."""
    if isinstance(block, Table):
        return block.box[2] <= x + 2 or block.box[0] >= x
    begins, ends = block.boxes[::4], block.boxes[2::4]
    first = bisect_left(begins, x)
    before = max(ends[:first], default=float("-inf"))
    return before <= x and (first == len(begins) or begins[first] - before >= _APART * block.height)


def _are_on_both_sides(blocks: Blocks, x: float) -> bool:
    return any(_left(block) < x for block in blocks) and any(
        block.x1 > x if isinstance(block, TextLine) else block.box[0] >= x for block in blocks
    )


def _left(block: Table | TextLine) -> float:
    return block.x0 if isinstance(block, TextLine) else block.box[0]


def sides_of(blocks: Blocks, x: float) -> tuple[Side, Side]:
    """Return what blocks have on the left of a place, and on the right."""
    left: Side = []
    right: Side = []
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            (left if _left(block) < x else right).append((at, block))
            continue
        for side, words in (
            (left, [w for w in block.words if w.x0 < x]),
            (right, [w for w in block.words if w.x0 >= x]),
        ):
            if words:
                side.append((at, line_of(words, block.page)))
    return left, right
