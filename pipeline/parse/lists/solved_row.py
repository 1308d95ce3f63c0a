"""Solve one row of a list: its name, its cells of forms, and the heading of a group below it.

Where the format says which words stand in which cell, a cell of forms is read as a whole: what is no form there never
becomes part of the name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.parse.lists.cells import (
    HEADING,
    NAME,
    Around,
    NextRow,
    Reading,
    are_forms,
    begins_form,
    solve_row,
    squash,
)
from pipeline.parse.lists.columns import SEVERAL_CELLS, clue_of, drop_dashes, has_gap
from pipeline.parse.lists.form_cells import FormCell, read_form_cell, read_whole_cell
from pipeline.parse.lists.legends import Legend
from pipeline.parse.lists.list_lines import Word
from pipeline.parse.margins import NO_RIVAL, SURE
from pipeline.parse.passage import Span

# A reading that offends so many points of clues is doubtful.
OFFENDED = 2.0
LONG_NUMBER = regex.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Group:
    """A group heading as printed; any part of it may be missing. One with `gaps` may be several cells."""

    num: Span | None
    code: Span | None
    name: tuple[Span, ...]
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as solved: its spans, its cells by column, and the distance to the second-best reading.

    `whole` is False where it has no name, no form in any cell, or a cell that ends in mid-form or with a comma.
    """

    num: Span | None
    code: Span
    name: tuple[Span, ...]
    cells: tuple[FormCell, ...]
    group: Group | None
    margin: float
    doubt: str | None = None
    line: int = 0
    whole: bool = True

    def doubted(self, doubt: str | None) -> ListRow:
        """Return the row with a doubt, unless it has one."""
        return replace(self, doubt=doubt) if doubt and not self.doubt else self


@dataclass(frozen=True, slots=True)
class Grid:
    """What is known of the columns of a list: how many hold forms, where they begin on a line that keeps its layout.

    `gapped` tells that wide gaps part columns and show no empty one; `legend` says what marks in them mean.
    """

    columns: int
    numbered_groups: bool
    edges: tuple[int, ...]
    gapped: bool
    legend: Legend


@dataclass(frozen=True, slots=True)
class Solved:
    """A row as solved, the words of the group heading that follows it, and what the reading costs.

    `heads` tells whether a heading follows; None where a reading that is nearly as good says otherwise.
    """

    row: ListRow
    heading: tuple[Word, ...]
    cost: float
    heads: bool | None


def read_row(
    code: Span,
    words: Sequence[Word],
    after: NextRow,
    grid: Grid,
    name_cell: int | None,
    above: Mapping[int, FormCell],
) -> Solved:
    """Solve a row, given its code and the words behind it.

    `name_cell` is the cell of the name, where the format says which words are in which; `above` are the cells that the
    row shares with the one before it.
    """
    known, words = _read_cells(drop_dashes(words, grid.edges, name_cell), grid, name_cell)
    head = _certain_name(words, grid.columns)
    if grid.gapped:
        words = [replace(word, gap="blank") if word.gap == "wide" else word for word in words]
    clues = tuple(clue_of(word, grid.edges, name_cell) for word in words[head:])
    celled = name_cell is not None
    readings = solve_row(clues, Around(grid.columns, grid.numbered_groups, after, celled or bool(grid.edges), celled))
    best = readings[0]
    margin = readings[1].cost - best.cost if len(readings) > 1 else NO_RIVAL
    columns = (NAME,) * head + best.columns
    of = {c: [word for word, column in zip(words, columns, strict=True) if column == c] for c in set(columns)}
    cells = tuple(
        known.get(c) or (read_form_cell(of[c]) if c in of else above.get(c, FormCell(())))
        for c in range(1, grid.columns + 1)
    )
    name = of.get(NAME, [])
    doubt = _doubt(best, cells, margin, name)
    row = ListRow(None, code, by_line(name), cells, None, margin, doubt, whole=_is_whole(of, best, cells))
    heads = {HEADING in one.columns for one in readings if one.cost - best.cost < SURE}
    return Solved(row, tuple(of.get(HEADING, ())), best.cost, heads.pop() if len(heads) == 1 else None)


def _read_cells(words: Sequence[Word], grid: Grid, name_cell: int | None) -> tuple[dict[int, FormCell], list[Word]]:
    """Return the cells of forms, by column from 1, that only their vocabulary or a legend reads, and the words left."""
    if name_cell is None:
        return {}, list(words)
    known: dict[int, FormCell] = {}
    for column in range(1, grid.columns + 1):
        own = [word for word in words if word.cell == name_cell + column]
        if own and not _ends_above(own) and (cell := read_whole_cell(own, grid.legend)):
            known[column] = cell
    return known, [word for word in words if word.cell - name_cell not in known]


def _ends_above(words: Sequence[Word]) -> bool:
    """Tell whether a cell may end above one of its lines: what stands above are whole forms, and it begins anew."""
    begins = (i for i, word in enumerate(words) if i and word.gap in ("line", "blank_line") and word.text[0].isupper())
    return any(are_forms(squash("".join(word.text for word in words[:i]))) for i in begins)


def _is_whole(words: dict[int, list[Word]], best: Reading, read: Sequence[FormCell]) -> bool:
    if NAME not in words or (read and not any(cell.forms or cell.unread for cell in read)):
        return False
    cells = [words[column] for column in words if column > NAME]
    return all(best.cells[c - 1] for c in words if c > NAME) and not any(cell[-1].text.endswith(",") for cell in cells)


def _doubt(best: Reading, cells: Sequence[FormCell], margin: float, name: Sequence[Word]) -> str | None:
    if not name:
        return "the row has no name"
    if any(word.gap in ("tab", "tabs") for word in name[1:]) or has_gap(name):
        return SEVERAL_CELLS
    if any(LONG_NUMBER.search(word.text) for word in name):
        return "the name holds a number as long as a code's"
    if unread := next((cell.unread for cell in cells if cell.unread), None):
        return f"the cell {unread!r} names no form that is known"
    if cells and not any(cell.forms for cell in cells):
        return "none of the row's cells holds a form"
    if best.cost >= OFFENDED:
        return f"the best reading offends {best.cost:.1f} points of clues"
    if margin < SURE:
        return f"the second-best reading is only {margin:.1f} points away"
    return None


def _certain_name(words: Sequence[Word], columns: int) -> int:
    """Return how many first words are the name for certain: those of the row's first line before any form."""
    for i, word in enumerate(words):
        if (
            word.gap in ("line", "blank_line")
            or (columns and begins_form(word.text))
            or (columns and word.gap in ("tab", "tabs") and i)
        ):
            return i
    return len(words)


def by_line(words: Sequence[Word]) -> tuple[Span, ...]:
    """Merge the spans of words that follow each other on one line."""
    merged: list[Span] = []
    last: Word | None = None
    for word in words:
        if last and (word.line, word.place) == (last.line, last.place + 1):
            merged[-1] = (merged[-1][0], word.span[1])
        else:
            merged.append(word.span)
        last = word
    return tuple(merged)
