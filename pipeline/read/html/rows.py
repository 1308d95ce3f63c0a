"""A row of a page's table: the texts of its cells while it is read, and the lines that it prints.

A cell is kept as its text, with marks where its lines end; only what a text can't hold (a table in it, bold or struck
words) is kept as a flow beside it. So a table of many thousand rows is read about as fast as it is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import regex

from pipeline.read.html.flow import BLANKS, Flow, Frame, Note, Printed, lines_of

# Characters that Unicode gives to nobody: where a line, a paragraph or a block of a cell ends.
LINE_END, PARAGRAPH_END, BLOCK_END = "\ufdd0", "\ufdd1", "\ufdd2"
NO_CELLS: dict[int, str] = {}
MARKS = LINE_END + PARAGRAPH_END + BLOCK_END
AROUND = f"{MARKS} \t\n\r\f\v\u00a0"
ENDS = regex.compile(f"([{MARKS}]+)")


class Row:
    """A row of a table: the texts of its cells, and what else there is of some of them.

    `frame` is that of its element where that is open; `steps` are the cells as a path tells them (`td[2]`), `spans` are
    columns and rows by the cell's place; `flows` hold what the text of a cell can't.
    """

    # Most rows are nothing but texts and never set these.
    frame: Frame | None = None
    path, bold = "", False
    line, chars = "", 0
    flows: dict[int, Flow] | None = None
    marked = False

    def __init__(
        self, texts: list[str], steps: Sequence[str] = (), spans: dict[int, tuple[int, int]] | None = None
    ) -> None:
        self.texts, self.steps, self.spans = texts, steps, spans

    def span(self, columns_and_rows: tuple[int, int]) -> None:
        """Let the next cell span columns and rows."""
        if columns_and_rows != (1, 1):
            if self.spans is None:
                self.spans = {}
            self.spans[len(self.texts)] = columns_and_rows

    def add(self, text: str, step: str) -> None:
        """Add a cell."""
        if not isinstance(self.steps, list):
            self.steps = list(self.steps)
        self.texts.append(text)
        self.steps.append(step)

    def add_flow(self, flow: Flow, step: str) -> None:
        """Add a cell that is more than a text."""
        while flow and flow[-1] is None:
            flow.pop()
        if self.flows is None:
            self.flows = {}
        self.flows[len(self.texts)] = flow
        self.marked = True
        self.add(LINE_END.join(line.text.replace("\t", " ") for line in lines_of(flow)), step)

    def is_bold(self, at: int) -> bool:
        """Tell whether all of a cell is bold."""
        if self.flows and at in self.flows:
            return all(line.bold for line in lines_of(self.flows[at]))
        return self.bold or self.steps[at].startswith("th")


def end_rows(rows: Sequence[Row]) -> int:
    """End rows: their texts get one blank for each run of blanks, and no blank line at their ends.

    Return how many characters were not counted before.
    """
    before = sum([row.chars for row in rows])
    whole = "".join(chain.from_iterable([row.texts for row in rows]))
    blanks = any(map(whole.__contains__, "\t\n\r\f"))
    for row in rows:
        if blanks or row.marked:
            flows = row.flows or {}
            row.texts[:] = [text if at in flows else _clean(text) for at, text in enumerate(row.texts)]
        row.line = line = "\t".join(row.texts)
        row.chars = len(line) - len(row.texts) + 1 if row.texts else 0
    return sum([row.chars for row in rows]) - before


def _clean(text: str) -> str:
    """Return a cell's text, cleaned, with a mark where a line ends: that of a paragraph where a blank line follows."""
    text = BLANKS.sub(" ", text.strip(AROUND))
    if PARAGRAPH_END not in text and BLOCK_END not in text:
        lines = [line.strip() for line in text.split(LINE_END)]
        if all(lines):
            return LINE_END.join(lines)
    cleaned, ends = "", ""
    for number, part in enumerate(ENDS.split(text)):
        if number % 2:
            ends += part
        elif line := part.strip():
            blank = PARAGRAPH_END in ends or ends.count(LINE_END) > 1
            cleaned += (PARAGRAPH_END if blank else LINE_END) + line if cleaned else line
            ends = ""
    return cleaned


def print_texts(row: Row, line: str) -> Printed:
    """Return the line of a row whose cells are short texts, one in each column."""
    texts, steps = row.texts, tuple(row.steps)
    bold = is_row_bold(row) if row.flows or "th[1]" in steps else row.bold
    if len(texts) - texts.count("") > 1:
        return Printed(line, row.path, bold, (), steps)
    first = next(at for at, text in enumerate(texts) if text)
    return Printed(line, f"{row.path}/{steps[first]}", bold)


def is_row_bold(row: Row) -> bool:
    """Tell whether all cells that print something are bold."""
    return all(row.is_bold(at) for at, text in enumerate(row.texts) if text)


def line_of(row: Row, columns: Sequence[int], width: int) -> str:
    """Return the texts of a row with as many tabs between them as lead to the column of the next."""
    gaps = (column - before for before, column in zip((0, *columns), columns, strict=False))
    cells = "".join("\t" * gap + text for gap, text in zip(gaps, row.texts, strict=True))
    return cells + "\t" * (width - 1 - columns[-1])


def print_row(
    row: Row, text: str, columns: Sequence[int] | None = None, above: dict[int, str] = NO_CELLS
) -> tuple[Printed, ...]:
    """Return the lines of a row: a tab leads to the next column, a new line stays in the cell.

    `columns` are those in which its cells begin, where these are not one after the other; `above` has the paths of
    cells that go down into the row, by their columns.
    """
    text = text.replace(PARAGRAPH_END, LINE_END)
    bold, path, notes = is_row_bold(row), row.path, _notes_of(row, columns) if row.flows else []
    held = above | {column: row.steps[at] for at, column in enumerate(columns or range(len(row.texts)))}
    lines, at, tabs = [], 0, 0
    for line in text.split(LINE_END):
        last = tabs + line.count("\t")
        of_line = _notes_between(notes, at, at + len(line)) if notes else ()
        filled = [tabs + number for number, part in enumerate(line.split("\t")) if part.strip()]
        if len(filled) > 1 or not above.keys().isdisjoint(range(tabs, last + 1)):
            cells = tuple(held.get(column, "") for column in range(tabs, last + 1))
            lines.append(Printed(line, path, bold, of_line, cells))
        else:
            cell = max((column for column in held if column <= min(filled, default=last)), default=0)
            lines.append(Printed(line, f"{path}/{held[cell]}", bold, of_line))
        at, tabs = at + len(line) + 1, last
    return tuple(lines)


def _notes_between(notes: Sequence[Note], start: int, end: int) -> tuple[Note, ...]:
    """Return the notes that begin between two characters of a row, their offsets counted from the first."""
    inside = (note for note in notes if start <= note.start < end)
    return tuple(Note(note.code, note.message, note.start - start, note.end - start) for note in inside)


def _notes_of(row: Row, columns: Sequence[int] | None) -> list[Note]:
    """Return the notes on the lines of a row's cells, their offsets counted from the row's begin."""
    notes: list[Note] = []
    for cell, flow in (row.flows or {}).items():
        at = sum(map(len, row.texts[:cell])) + (cell if columns is None else columns[cell])
        for line in lines_of(flow):
            notes += (Note(note.code, note.message, at + note.start, at + note.end) for note in line.notes)
            at += len(line.text) + 1
    return notes
