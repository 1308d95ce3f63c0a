"""How a table of a page becomes rows of cells, or blocks where it only lays out the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.read.html.flow import Flow, Frame, Printed
from pipeline.read.html.grid import clamp_spans, place_cells, refuse_large
from pipeline.read.html.rows import ENDS, LINE_END, PARAGRAPH_END, Row, line_of, print_row, print_texts

# A cell of more characters, or of more lines, holds a part of the page and not a value.
LONG_CELL, LONG_CELL_LINES = 1000, 12


@dataclass(slots=True)
class Table:
    """A table under way: the frame that its next row stands in, its rows, which of them begin a row group.

    `said_layout` and `holds_table` tell what it is said to be, and whether a cell of it holds rows of another one.
    """

    frame: Frame
    body: Frame
    said_layout: bool = False
    rows: list[Row] = field(default_factory=list)
    groups: set[int] = field(default_factory=set)
    holds_table: bool = False


def is_layout(table: Table) -> bool:
    """Tell whether a table only lays out the page: its cells hold blocks, and rows of short values are not there."""
    if table.said_layout or table.holds_table:
        return True
    filled = [row for row in table.rows if row.chars]
    if all(len(row.texts) - row.texts.count("") < 2 for row in filled):
        return True
    long = sum(
        len(text) for row in filled if row.chars > LONG_CELL or row.marked for text in row.texts if _is_long(text)
    )
    if 2 * long > sum(row.chars for row in filled):
        return True
    return len(filled) == 1 and filled[0].marked and any(map(ENDS.search, filled[0].texts))


def flow_of_layout(table: Table) -> Flow:
    """Return the cells of a layout table one after the other, as blocks."""
    flow: Flow = []
    for row in table.rows:
        filled = [at for at, text in enumerate(row.texts) if text]
        apart = len(filled) > 1 or any(ENDS.search(row.texts[at]) for at in filled)
        for at in filled:
            cell = row.flows[at] if row.flows and at in row.flows else _flow_of_text(row, at)
            flow += (None, cell, None) if apart else (cell,)
    return flow


def flow_of_rows(table: Table, place: str) -> tuple[Flow, bool]:
    """Return the rows of a table, each with as many tabs as the others, and whether a span was clamped.

    Columns in which no cell begins are none. Raises UnreadableSourceError for a table too large to be a list.
    """
    place = f"{place}:{table.frame.path}"
    clamped = clamp_spans(table.rows)
    grid = place_cells(table.rows, table.groups, place)
    plain = max((len(row.texts) for row, placed in zip(table.rows, grid, strict=True) if placed is None), default=0)
    starts = sorted({start for placed in grid if placed for start in placed.starts} | set(range(plain)))
    refuse_large(len(table.rows), len(starts), place)
    number = {start: column for column, start in enumerate(starts)}
    as_placed = len(starts) == plain
    flow: Flow = []
    for row, placed in zip(table.rows, grid, strict=True):
        if not row.chars:
            continue
        if placed is None and as_placed:
            line = row.line if len(row.texts) == len(starts) else row.line + "\t" * (len(starts) - len(row.texts))
            flow.append(print_row(row, line) if row.marked else (print_texts(row, line),))
        else:
            cells, above = (range(len(row.texts)), {}) if placed is None else placed
            columns = [number[start] for start in cells]
            line = line_of(row, columns, len(starts))
            flow.append(print_row(row, line, columns, {number[start]: path for start, path in above.items()}))
    return flow, clamped


def _is_long(text: str) -> bool:
    return len(text) > LONG_CELL or text.count(LINE_END) + text.count(PARAGRAPH_END) >= LONG_CELL_LINES


def _flow_of_text(row: Row, at: int) -> Flow:
    """Return what a cell prints that is nothing but a text."""
    bold, path = row.is_bold(at), f"{row.path}/{row.steps[at]}"
    flow: Flow = []
    for part in ENDS.split(row.texts[at]):
        if part == PARAGRAPH_END:
            flow.append(None)
        elif part != LINE_END:
            flow.append(Printed(part, path, bold))
    return flow
