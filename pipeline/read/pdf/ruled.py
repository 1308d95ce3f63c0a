"""Find the tables that rules draw: their cells, merged ones too, and the words in them.

Rules that touch are one table. Between the places of its rules lies a grid; where no rule parts two neighbours of the
grid, they are one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from pipeline.model import Box
from pipeline.read.pdf.lines import TextLine, line_of, lines_of_cells
from pipeline.read.pdf.words import Words
from pipeline.text.codes import CODE

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats, Ints

# Rules nearer to each other than this are one, drawn twice or as the two sides of neighbouring cells.
SNAP = 3.0
# A rule may end so far before the rule that it meets.
REACH = 4.0
# A column or row without any word is none if it is narrower than this: two rules drawn side by side.
_SLIVER = 9.0
# A page with more rules in one direction than this, or a grid of more pieces, is a picture or a map.
_MAX_RULES, _MAX_PIECES = 800, 40_000
# What a cell has beside its text, at its left and right together.
_PADDING = 16.0
# A number or a code, and a code that no cell wraps.
_WHOLE_CODE = regex.compile(CODE)
_NUMBER = regex.compile(rf"\d{{1,4}}[.)]?|{CODE}")


class _FromAbove(tuple[TextLine, ...]):
    """A place in a row that a cell of a row above goes down into: it has no lines of its own."""

    __slots__ = ()


class Across(tuple[TextLine, ...]):
    """The lines of a cell that goes across all columns."""

    __slots__ = ()


class UnsureRow(tuple[tuple[TextLine, ...], ...]):
    """A row whose lines would be of other rows if its table's cells were set another way that fits nearly as well."""

    __slots__ = ()


# A cell with words goes down here, one that a page break may have parted from its words, or one without any.
FROM_ABOVE, PERHAPS_FROM_ABOVE, FROM_EMPTY = _FromAbove(), _FromAbove(), _FromAbove()
# The lines of each cell of a row, by column.
TableRow = tuple[tuple[TextLine, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: for each row a cell's lines by column, empty where nothing is printed; where it stands.

    `columns` are where its columns begin, and where the last one ends.
    """

    rows: tuple[TableRow, ...]
    box: Box
    columns: tuple[float, ...]
    ruled: bool = True

    @property
    def top(self) -> float:
        """Where its first row begins."""
        return self.box[1]


def find_ruled_tables(words: Words, rules: Floats, page: int = 0) -> tuple[list[Table], Words]:
    """Return the tables that the rules (thin boxes, a row each) draw, and the words that are in none.

    A page with more rules than a table has draws a picture: it has no tables then.
    """
    import numpy as np

    grids = [grid for grid in _find_grids(rules) if len(grid.xs) > 2 and len(grid.ys) > 1]
    x, y = words.middles
    home = np.full(len(words), -1)
    for number, grid in enumerate(grids):
        left, top, right, bottom = grid.frame
        home[(home < 0) & (x >= left) & (x <= right) & (y >= top) & (y <= bottom)] = number
    tables = []
    for number, grid in enumerate(grids):
        inside = home == number
        table = _fill(grid, words.take(np.flatnonzero(inside)), page) if inside.any() else None
        if table is None:
            home[inside] = -1
        else:
            tables.append(table)
    return tables, words.take(np.flatnonzero(home < 0)) if tables else words


def find_frames(rules: Floats) -> list[Box]:
    """Return the boxes of the grids that rules draw, whatever is in them."""
    return [grid.frame for grid in _find_grids(rules)]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places of a table's rules, and for each piece of the grid the cell that it is of: the number of its first.

    Pieces are counted row by row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: Ints

    @property
    def frame(self) -> Box:
        """The box around it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def _find_grids(rules: Floats) -> list[_Grid]:
    """Return the grids that rules draw, small ones first."""
    is_flat = rules[:, 2] - rules[:, 0] >= rules[:, 3] - rules[:, 1]
    (x0, top, x1, bottom), (left, high, right, low) = rules[is_flat].T, rules[~is_flat].T
    across, down = merge_rules((top + bottom) / 2, x0, x1), merge_rules((left + right) / 2, high, low)
    if max(len(across), len(down)) > _MAX_RULES:
        return []
    grids = [grid for connected in _connect(across, down) if (grid := _grid_of(*connected))]
    grids.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    return grids


def merge_rules(at: Floats, start: Floats, end: Floats) -> Floats:
    """Merge rules that lie on each other or go on from each other; `at` is where they lie across their direction.

    Each row of what is returned is one rule: where it lies, where it starts, where it ends.
    """
    import numpy as np

    if not len(at):
        return np.empty((0, 3))
    places, place = np.unique(at, return_inverse=True)
    first, count, groups = -np.inf, -1, []
    for one in places.tolist():
        if one - first > SNAP:
            first, count = one, count + 1
        groups.append(count)
    group = np.array(groups)[place]
    order = np.lexsort((start, group))
    group, start, end = group[order], start[order], end[order]
    # how far the rules before one reach: each group is moved beyond the one before
    far = group * (end.max() - start.min() + 2 * SNAP)
    reach = np.maximum.accumulate(end + far)
    begins = np.flatnonzero(np.diff(group, prepend=-1).astype(np.bool_) | (start + far > np.roll(reach, 1) + SNAP))
    mean = np.bincount(group, at[order]) / np.bincount(group)
    return np.stack([mean[group[begins]], start[begins], np.maximum.reduceat(end, begins)], axis=1)


def _connect(across: Floats, down: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Yield the sets of rules that touch each other; what touches none is underlining or a line to sign on."""
    import numpy as np

    (y, x0, x1), (x, y0, y1) = across.T[..., None], down.T
    touch = (x0 - REACH <= x) & (x <= x1 + REACH) & (y0 - REACH <= y) & (y <= y1 + REACH)
    flat, upright = touch.nonzero()
    homes = _unite(len(across) + len(down), flat, upright + len(across))
    of_flat, of_upright = homes[: len(across)], homes[len(across) :]
    for home in np.intersect1d(of_flat, of_upright):
        yield across[of_flat == home], down[of_upright == home]


def _unite(count: int, ones: Ints, others: Ints) -> Ints:
    """Put so many things together by pairs; return for each the first of those that it is together with."""
    import numpy as np

    home = list(range(count))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        first, second = sorted((root(one), root(other)))
        home[second] = first
    return np.array(list(map(root, home)), np.int64)


def _grid_of(across: Floats, down: Floats) -> _Grid | None:
    """Make the grid of one table, None for a picture; a side without a rule ends where the rules that lead to it do."""
    import numpy as np

    xs = _places(down[:, 0].tolist(), float(across[:, 1].min()), float(across[:, 2].max()))
    ys = _places(across[:, 0].tolist(), float(down[:, 1].min()), float(down[:, 2].max()))
    if len(xs) * len(ys) > _MAX_PIECES:
        return None
    pieces = np.arange((len(ys) - 1) * (len(xs) - 1)).reshape(len(ys) - 1, len(xs) - 1)
    beside, below = ~_walls(down, xs, ys)[1:-1].T, ~_walls(across, ys, xs)[1:-1]
    one = np.concatenate([pieces[:, :-1][beside], pieces[:-1][below]])
    other = np.concatenate([pieces[:, 1:][beside], pieces[1:][below]])
    return _Grid(xs, ys, _unite(pieces.size, one, other))


def _walls(rules: Floats, places: Sequence[float], steps: Sequence[float]) -> Bools:
    """Tell of each place, and each step along it, whether a rule lies there over most of the step."""
    import numpy as np

    near = np.abs(rules[:, 0] - np.array(places)[:, None]) <= SNAP
    start, end = np.array(steps[:-1]), np.array(steps[1:])
    slack = np.minimum(REACH, (end - start) / 2)
    walls: Bools = near @ ((rules[:, 1:2] <= start + slack) & (rules[:, 2:] >= end - slack))
    return walls


def _places(found: Iterable[float], first: float, last: float) -> tuple[float, ...]:
    places: list[float] = []
    for at in sorted((*found, first, last)):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return tuple(places)


def _fill(grid: _Grid, words: Words, page: int) -> Table | None:
    """Put words into the cells of a grid; None where it is a frame around text, not a table."""
    import numpy as np

    (x, y), width, low = words.middles, len(grid.xs) - 1, len(grid.ys) - 1
    row = np.searchsorted(grid.ys, y, "right").clip(1, low) - 1
    held = grid.cells[row * width + np.searchsorted(grid.xs, x, "right").clip(1, width) - 1]
    found = np.unique(held)
    begins = np.unique(grid.cells) % width
    # a column is one of the table where a cell begins that is wide or holds words
    columns = np.union1d(begins[np.diff(grid.xs)[begins] >= _SLIVER], found % width).tolist()
    if len(columns) < 2:
        return None
    rows = {j: i for i, j in enumerate(np.unique(found // width).tolist())}
    cells: list[list[tuple[TextLine, ...]]] = [[()] * len(columns) for _ in rows]
    # a cell that begins in a column that is none belongs to the column before it
    homes = [max(0, bisect_right(columns, k) - 1) for k in range(width)]
    lines = lines_of_cells(words, held, page)
    pieces = np.arange(len(grid.cells))
    last = np.zeros(len(grid.cells), np.int64)
    np.maximum.at(last, grid.cells, pieces % width)
    for cell, inside in lines.items():
        joined = _join_digits(inside, grid, cell)
        across = not homes[cell % width] and homes[last[cell]] + 1 == len(columns)
        cells[rows[cell // width]][homes[cell % width]] = Across(joined) if across else tuple(joined)
    goes_down = (grid.cells // width < pieces // width) & (grid.cells % width == pieces % width)
    for piece, cell in zip(pieces[goes_down].tolist(), grid.cells[goes_down].tolist(), strict=True):
        j, k = divmod(piece, width)
        if j in rows and not cells[rows[j]][homes[k]]:
            cells[rows[j]][homes[k]] = FROM_ABOVE if cell in lines else FROM_EMPTY
    edges = (*(grid.xs[k] for k in columns), grid.xs[-1])
    return Table(tuple(map(tuple, cells)), grid.frame, edges)


def _join_digits(lines: list[TextLine], grid: _Grid, cell: int) -> list[TextLine]:
    """Put the digits of a number together that a cell too narrow for it wraps: `1` above `6` is 16."""
    if len(lines) < 2:
        return lines
    texts = [line.text for line in lines]
    if not all(text.isdecimal() for text in texts[:-1]) or any(map(_WHOLE_CODE.fullmatch, texts)):
        return lines
    longest = len(texts[0])
    even = all(len(text) == longest for text in texts[:-1]) and len(texts[-1].rstrip(".)")) <= longest
    columns = (grid.cells == cell).nonzero()[0] % (len(grid.xs) - 1)
    width = grid.xs[1 + columns.max()] - grid.xs[columns.min()]
    wide = sum(line.x1 - line.x0 for line in lines) + _PADDING <= width
    if not even or wide or not _NUMBER.fullmatch("".join(texts)):
        return lines
    return [line_of([word for line in lines for word in line.words], lines[0].page)]
