"""Find the tables that rules draw: their cells, merged ones too, and the words in them.

Rules that touch are one table. Between the places of its rules lies a grid; where no rule parts two neighbours of the
grid, they are one cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, NamedTuple

import regex

from pipeline.model import Box
from pipeline.read.pdf.words import TextLine, Word, find_lines, line_of
from pipeline.text.codes import CODE

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Floats

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


class Rule(NamedTuple):
    """A rule: `at` is where it lies across its direction, `start..end` along it."""

    at: float
    start: float
    end: float


class _FromAbove(tuple[TextLine, ...]):
    """A place in a row that a cell of a row above goes down into: it has no lines of its own."""

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


def find_ruled_tables(words: Sequence[Word], rules: Iterable[Box], page: int = 0) -> tuple[list[Table], list[Word]]:
    """Return the tables that the rules draw, and the words that are in none.

    A page with more rules than a table has draws a picture: it has no tables then.
    """
    grids = [grid for grid in _find_grids(rules) if len(grid.xs) > 2 and len(grid.ys) > 1]
    inside: list[list[Word]] = [[] for _ in grids]
    outside: list[Word] = []
    frames = [
        (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], held) for grid, held in zip(grids, inside, strict=True)
    ]
    for word in words:
        _, x0, top, x1, bottom, *_ = word
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        for left, high, right, low, held in frames:
            if left <= x <= right and high <= y <= low:
                held.append(word)
                break
        else:
            outside.append(word)
    tables = []
    for grid, found in zip(grids, inside, strict=True):
        table = _fill(grid, found, page)
        if table is None:
            outside += found
        else:
            tables.append(table)
    return tables, outside


def find_frames(rules: Iterable[Box]) -> list[Box]:
    """Return the boxes of the grids that rules draw, whatever is in them."""
    return [(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]) for grid in _find_grids(rules)]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The places of a table's rules, and for each piece of the grid the cell that it is of."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cell_of: dict[tuple[int, int], tuple[int, int]]


def _find_grids(rules: Iterable[Box]) -> list[_Grid]:
    across, down = _merged(rules)
    if len(across) > _MAX_RULES or len(down) > _MAX_RULES:
        return []
    grids = [grid for connected in _connect(across, down) if (grid := _grid_of(*connected))]
    grids.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    return grids


def _merged(rules: Iterable[Box]) -> tuple[list[Rule], list[Rule]]:
    """Return the flat rules and the upright ones, those merged that lie on each other or go on from each other."""
    import numpy as np

    boxes = np.array(list(rules), np.float64).reshape(-1, 4)
    is_flat = boxes[:, 2] - boxes[:, 0] >= boxes[:, 3] - boxes[:, 1]
    (x0, top, x1, bottom), (left, high, right, low) = boxes[is_flat].T, boxes[~is_flat].T
    return merge_rules((top + bottom) / 2, x0, x1), merge_rules((left + right) / 2, high, low)


def merge_rules(at: Floats, start: Floats, end: Floats) -> list[Rule]:
    """Merge rules that lie on each other or go on from each other; `at` is where they lie across their direction."""
    import numpy as np

    if not len(at):
        return []
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
    merged = (mean[group[begins]], start[begins], np.maximum.reduceat(end, begins))
    return list(map(Rule, *(column.tolist() for column in merged)))


def _connect(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the sets of rules that touch each other; what touches none is underlining or a line to sign on."""
    home = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for i, flat in enumerate(across):
        for k, upright in enumerate(down, len(across)):
            if _touch(flat, upright):
                home[root(i)] = root(k)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        sets.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return [(flat, upright) for flat, upright in sets.values() if flat and upright]


def _touch(flat: Rule, upright: Rule) -> bool:
    return (
        flat.start - REACH <= upright.at <= flat.end + REACH and upright.start - REACH <= flat.at <= upright.end + REACH
    )


def _grid_of(across: list[Rule], down: list[Rule]) -> _Grid | None:
    """Make the grid of one table, None for a picture; a side without a rule ends where the rules that lead to it do."""
    xs = _places([rule.at for rule in down], min(rule.start for rule in across), max(rule.end for rule in across))
    ys = _places([rule.at for rule in across], min(rule.start for rule in down), max(rule.end for rule in down))
    if len(xs) * len(ys) > _MAX_PIECES:
        return None
    walls, floors = [_near(down, x) for x in xs], [_near(across, y) for y in ys]
    home = {(j, k): (j, k) for j in range(len(ys) - 1) for k in range(len(xs) - 1)}

    def root(piece: tuple[int, int]) -> tuple[int, int]:
        while home[piece] != piece:
            piece = home[piece]
        return piece

    for j, k in list(home):
        if k and not _is_wall(walls[k], ys[j], ys[j + 1]):
            _unite(home, root((j, k - 1)), root((j, k)))
        if j and not _is_wall(floors[j], xs[k], xs[k + 1]):
            _unite(home, root((j - 1, k)), root((j, k)))
    return _Grid(xs, ys, {piece: root(piece) for piece in home})


def _near(rules: Sequence[Rule], place: float) -> Sequence[Rule]:
    """Return the rules that lie at a place, of rules in the order of where they lie."""
    return rules[bisect_left(rules, (place - SNAP,)) : bisect_right(rules, (place + SNAP, inf))]


def _unite(home: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]) -> None:
    """Make two cells one, which keeps the higher, then the more left of their first pieces."""
    first, second = sorted((one, other))
    home[second] = first


def _places(found: Iterable[float], first: float, last: float) -> tuple[float, ...]:
    places: list[float] = []
    for at in sorted((*found, first, last)):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return tuple(places)


def _is_wall(rules: Iterable[Rule], start: float, end: float) -> bool:
    """Tell whether one of the rules of a place lies over most of the way from start to end."""
    slack = min(REACH, (end - start) / 2)
    first, last = start + slack, end - slack
    return any(begin <= first and stop >= last for _, begin, stop in rules)


def _fill(grid: _Grid, words: list[Word], page: int) -> Table | None:
    """Put words into the cells of a grid; None where it is a frame around text, not a table."""
    found: dict[tuple[int, int], list[Word]] = {}
    right, low = len(grid.xs) - 1, len(grid.ys) - 1
    for word in words:
        _, x0, top, x1, bottom, *_ = word
        j, k = bisect_right(grid.ys, (top + bottom) / 2, 1, low), bisect_right(grid.xs, (x0 + x1) / 2, 1, right)
        found.setdefault(grid.cell_of[j - 1, k - 1], []).append(word)
    wide = {k for _, k in set(grid.cell_of.values()) if grid.xs[k + 1] - grid.xs[k] >= _SLIVER}
    # a column is one of the table where a cell begins that is wide or holds words
    columns = sorted(wide | {k for _, k in found})
    rows = {j: i for i, j in enumerate(sorted({j for j, _ in found}))}
    if len(columns) < 2 or not rows:
        return None
    lines = {place: tuple(_join_digits(find_lines(inside, page), grid, place)) for place, inside in found.items()}
    # a cell that begins in a column that is none belongs to the column before it
    homes = [max(0, bisect_right(columns, k) - 1) for k in range(len(grid.xs))]
    cells: list[list[tuple[TextLine, ...]]] = [[()] * len(columns) for _ in rows]
    for (j, k), inside in lines.items():
        cells[rows[j]][homes[k]] = (*cells[rows[j]][homes[k]], *inside)
    for (j, k), (top, left) in grid.cell_of.items():
        if top < j and left == k and j in rows and not cells[rows[j]][homes[k]]:
            cells[rows[j]][homes[k]] = FROM_ABOVE if (top, left) in lines else FROM_EMPTY
    edges = (*(grid.xs[k] for k in columns), grid.xs[-1])
    box = (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
    return Table(tuple(tuple(row) for row in cells), box, edges)


def _join_digits(lines: list[TextLine], grid: _Grid, place: tuple[int, int]) -> list[TextLine]:
    """Put the digits of a number together that a cell too narrow for it wraps: `1` above `6` is 16."""
    if len(lines) < 2:
        return lines
    texts = [line.text for line in lines]
    if not all(text.isdecimal() for text in texts[:-1]) or any(map(_WHOLE_CODE.fullmatch, texts)):
        return lines
    longest = len(texts[0])
    even = all(len(text) == longest for text in texts[:-1]) and len(texts[-1].rstrip(".)")) <= longest
    right = grid.xs[1 + max(k for (_, k), home in grid.cell_of.items() if home == place)]
    wide = sum(line.x1 - line.x0 for line in lines) + _PADDING <= right - grid.xs[place[1]]
    if not even or wide or not _NUMBER.fullmatch("".join(texts)):
        return lines
    return [line_of([word for line in lines for word in line.words], lines[0].page)]
