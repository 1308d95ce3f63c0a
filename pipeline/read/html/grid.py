"""Where the cells of a page's table stand: the columns they begin in, and those that cells go down into from above."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.errors import UnreadableSourceError
from pipeline.read.html.rows import Row

# A span that no table means: browsers take no more columns or rows than these either.
MAX_COLSPAN, MAX_ROWSPAN = 1000, 65_534
# So many places for cells no list needs: 100,000 rows of 50 columns.
MAX_PLACES = 5_000_000


class Placed(NamedTuple):
    """The first column of each cell of a row; `above` has the paths of cells that go down into it, by their columns."""

    starts: list[int]
    above: dict[int, str]


class _Down(NamedTuple):
    """A cell that goes down: its first column, the one behind its last, the row behind its last, its path."""

    first: int
    behind: int
    end: int
    path: str


def refuse_large(rows: int, columns: int, place: str) -> None:
    """Raise UnreadableSourceError for a table too large to be a list."""
    if columns * rows > MAX_PLACES:
        raise UnreadableSourceError(
            f"a table of {rows:,} rows and {columns:,} columns",
            place=place,
            advice="this is not the text of an act; check how the file was made",
        )


def clamp_spans(rows: Sequence[Row]) -> bool:
    """Clamp spans that no table means to what is left of the table; tell whether there were any."""
    spanned = [row for row in rows if row.spans]
    sizes = [size for row in spanned for size in (row.spans or {}).values()]
    if not any(columns > MAX_COLSPAN or down > MAX_ROWSPAN for columns, down in sizes):
        return False
    width = max(_meant_width(row) for row in rows)
    for row in spanned:
        left = width - _meant_width(row)
        spans = row.spans or {}
        for at, (columns, down) in spans.items():
            wide = columns > MAX_COLSPAN
            spans[at] = (1 + left if wide else columns, min(down, MAX_ROWSPAN))
            left = 0 if wide else left
    return True


def _meant_width(row: Row) -> int:
    """Return the columns that a row takes, an absurd span counted as one."""
    spans = (columns for columns, _ in (row.spans or {}).values())
    return len(row.texts) + sum(columns - 1 for columns in spans if columns <= MAX_COLSPAN)


def place_cells(rows: Sequence[Row], groups: Collection[int], place: str) -> list[Placed | None]:
    """Place the cells, row by row; None for a row whose cells take one column after the other.

    A cell takes the next column that no cell of its row and no cell from above takes; none goes down into the next of
    the row groups, which begin with the rows `groups`.
    """
    if not any(row.spans for row in rows):
        return [None] * len(rows)
    placed: list[Placed | None] = []
    from_above: list[_Down] = []
    for number, row in enumerate(rows):
        if number in groups:
            from_above = []
        elif from_above:
            from_above = [one for one in from_above if one.end > number]
        if not from_above and not row.spans:
            placed.append(None)
            continue
        starts, going_on = _place_row(row, from_above, number)
        placed.append(Placed(starts, {one.first: one.path for one in from_above}))
        if going_on:
            from_above = sorted([*from_above, *going_on])
            refuse_large(len(rows), len(from_above), place)
    return placed


def _place_row(row: Row, from_above: Sequence[_Down], number: int) -> tuple[list[int], list[_Down]]:
    """Place the cells of a row between those from above; return their columns, and those that go on below it."""
    spans = row.spans or {}
    starts, going_on, at, above = [], [], 0, 0
    for cell in range(len(row.texts)):
        while above < len(from_above) and from_above[above].first <= at:
            at = max(at, from_above[above].behind)
            above += 1
        columns, rows = spans.get(cell, (1, 1))
        starts.append(at)
        if rows != 1:
            going_on.append(_Down(at, at + columns, number + (rows or MAX_ROWSPAN), f"{row.path}/{row.steps[cell]}"))
        at += columns
    return starts, going_on
