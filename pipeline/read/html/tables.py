"""How a table of a page becomes rows of cells, or blocks where it only lays out the page.

A cell is kept as its text, with marks where its lines end; only what a text can't hold (a table in it, bold or struck
words) is kept as a flow beside it. So a table of many thousand rows is read about as fast as it is parsed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.read.html.flow import BLANKS, Flow, Frame, Note, Printed, lines_of

# Characters that Unicode gives to nobody: where a line, a paragraph or a block of a cell ends.
LINE_END, PARAGRAPH_END, BLOCK_END = "\ufdd0", "\ufdd1", "\ufdd2"
MARKS = LINE_END + PARAGRAPH_END + BLOCK_END
AROUND = f"{MARKS} \t\n\r\f\v\u00a0"
ENDS = regex.compile(f"([{MARKS}]+)")
# A span that no table means: browsers take no more columns or rows than these either.
MAX_COLSPAN, MAX_ROWSPAN = 1000, 65_534
# So many places for cells no list needs: 100,000 rows of 50 columns.
MAX_PLACES = 5_000_000
# A cell of more characters, or of more lines, holds a part of the page and not a value.
LONG_CELL, LONG_CELL_LINES = 1000, 12


class Row:
    """A row of a table under way: the texts of its cells, and what else there is of some of them.

    `spans` are columns and rows by the cell's place; `flows` hold what the text of a cell can't; `steps` are the cells
    as a path tells them (`td[2]`), kept where they are not simply one `tag` after the other.
    """

    __slots__ = (
        "_counts",
        "_frame",
        "_index",
        "_parent",
        "chars",
        "flows",
        "line",
        "marked",
        "spans",
        "steps",
        "tag",
        "texts",
    )

    def __init__(self, parent: Frame, frame: Frame | None = None) -> None:
        self._parent, self._frame = parent, frame
        if frame is None:
            if parent.counts is None:
                parent.counts = {}
            self._index = parent.counts["tr"] = parent.counts.get("tr", 0) + 1
        self._counts: dict[str, int] | None = None
        self.tag, self.line, self.chars = "td", "", 0
        self.texts: list[str] = []
        self.spans: dict[int, tuple[int, int]] | None = None
        self.flows: dict[int, Flow] | None = None
        self.steps: list[str] | None = None
        self.marked = False

    @property
    def is_open(self) -> bool:
        """Tell whether the row has a frame of its own."""
        return self._frame is not None

    @property
    def frame(self) -> Frame:
        """The frame of the row's element, made when something needs it."""
        if self._frame is None:
            assert self._parent.counts is not None
            self._parent.counts["tr"] -= 1
            self._frame = Frame("tr", self._parent)
            self._frame.counts = self._counts
        return self._frame

    @property
    def path(self) -> str:
        """The path of the row's element."""
        return f"{self._parent.path}/tr[{self._index}]" if self._frame is None else self._frame.path

    def span(self, columns: int, rows: int) -> None:
        """Let the next cell span columns and rows."""
        if (columns, rows) != (1, 1):
            if self.spans is None:
                self.spans = {}
            self.spans[len(self.texts)] = (columns, rows)

    def keep_steps(self) -> None:
        """Keep the step of each cell from here on."""
        if self.steps is None:
            self.steps = [f"{self.tag}[{number}]" for number in range(1, len(self.texts) + 1)]
            self._counts = {} if self._frame is None or self._frame.counts is None else self._frame.counts
            self._counts.setdefault(self.tag, len(self.texts))
            if self._frame is not None:
                self._frame.counts = self._counts

    def take_step(self, tag: str) -> None:
        """Keep the step of the next cell."""
        self.keep_steps()
        assert self.steps is not None
        assert self._counts is not None
        self._counts[tag] = self._counts.get(tag, 0) + 1
        self.steps.append(f"{tag}[{self._counts[tag]}]")

    def drop_step(self) -> str:
        """Take back the step of the cell under way; return its tag."""
        assert self.steps is not None
        assert self._counts is not None
        tag = self.steps.pop().partition("[")[0]
        self._counts[tag] -= 1
        return tag

    def add_flow(self, flow: Flow, step: str) -> None:
        """Add a cell that is more than a text."""
        assert self.steps is not None
        while flow and flow[-1] is None:
            flow.pop()
        if self.flows is None:
            self.flows = {}
        self.flows[len(self.texts)] = flow
        self.texts.append(LINE_END.join(line.text.replace("\t", " ") for line in lines_of(flow)))
        self.marked = True
        self.steps.append(step)

    def end(self) -> None:
        """End the row: its texts get one blank for each run of blanks, and no blank line at their ends."""
        texts, flows = self.texts, self.flows or {}
        if self.marked:
            texts[:] = [text if at in flows else _clean(text) for at, text in enumerate(texts)]
        line = "\t".join(texts)
        if "\n" in line or "\r" in line or "\f" in line or line.count("\t") >= len(texts) > 0:
            texts[:] = [text if at in flows else BLANKS.sub(" ", text) for at, text in enumerate(texts)]
            line = "\t".join(texts)
        self.line, self.chars = line, len(line) - max(0, len(texts) - 1)

    def step(self, at: int) -> str:
        """Return how a path tells a cell by its place in the row."""
        return self.steps[at] if self.steps is not None else f"{self.tag}[{at + 1}]"

    @property
    def is_in_bold(self) -> bool:
        """Tell whether the row stands in bold."""
        return (self._frame or self._parent).bold

    def is_bold(self, at: int) -> bool:
        """Tell whether all of a cell is bold."""
        if self.flows and at in self.flows:
            return all(line.bold for line in lines_of(self.flows[at]))
        return self.is_in_bold or self.step(at).startswith("th")


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
    clamped = _clamp_spans(table)
    columns = _place_cells(table, place)
    plain = max((len(row.texts) for row, placed in zip(table.rows, columns, strict=True) if placed is None), default=0)
    starts = sorted({start for placed in columns if placed for start in placed} | set(range(plain)))
    _refuse_large(table, len(starts), place)
    number = {start: column for column, start in enumerate(starts)}
    as_placed = len(starts) == plain
    flow: Flow = []
    for row, placed in zip(table.rows, columns, strict=True):
        if not row.chars:
            continue
        if placed is None and as_placed:
            line = row.line if len(row.texts) == len(starts) else row.line + "\t" * (len(starts) - len(row.texts))
            flow.append(_print_row(row, line, None) if row.marked else (_print_texts(row, line),))
        else:
            cells = range(len(row.texts)) if placed is None else placed
            columns_of_row = [number[start] for start in cells]
            flow.append(_print_row(row, _line_of(row, columns_of_row, len(starts)), columns_of_row))
    return flow, clamped


def _clean(text: str) -> str:
    """Return a cell's text, cleaned, with a mark where a line ends: that of a paragraph where a blank line follows."""
    text = text.strip(AROUND)
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


def _is_long(text: str) -> bool:
    return len(text) > LONG_CELL or text.count(LINE_END) + text.count(PARAGRAPH_END) >= LONG_CELL_LINES


def _flow_of_text(row: Row, at: int) -> Flow:
    """Return what a cell prints that is nothing but a text."""
    bold, path = row.is_bold(at), f"{row.path}/{row.step(at)}"
    flow: Flow = []
    for part in ENDS.split(row.texts[at]):
        if part == PARAGRAPH_END:
            flow.append(None)
        elif part != LINE_END:
            flow.append(Printed(part, path, bold))
    return flow


def _refuse_large(table: Table, columns: int, place: str) -> None:
    if columns * len(table.rows) > MAX_PLACES:
        raise UnreadableSourceError(
            f"a table of {len(table.rows):,} rows and {columns:,} columns",
            place=f"{place}:{table.frame.path}",
            advice="this is not the text of an act; check how the file was made",
        )


def _clamp_spans(table: Table) -> bool:
    """Clamp spans that no table means to what is left of the table; tell whether there were any."""
    spanned = [row for row in table.rows if row.spans]
    sizes = [size for row in spanned for size in (row.spans or {}).values()]
    if not any(columns > MAX_COLSPAN or rows > MAX_ROWSPAN for columns, rows in sizes):
        return False
    width = max(_meant_width(row) for row in table.rows)
    for row in spanned:
        left = width - _meant_width(row)
        spans = row.spans or {}
        for at, (columns, rows) in spans.items():
            wide = columns > MAX_COLSPAN
            spans[at] = (1 + left if wide else columns, min(rows, MAX_ROWSPAN))
            left = 0 if wide else left
    return True


def _meant_width(row: Row) -> int:
    """Return the columns that a row takes, an absurd span counted as one."""
    spans = (columns for columns, _ in (row.spans or {}).values())
    return len(row.texts) + sum(columns - 1 for columns in spans if columns <= MAX_COLSPAN)


def _place_cells(table: Table, place: str) -> list[list[int] | None]:
    """Return the first column of each cell, row by row; None for a row whose cells take one column after the other.

    A cell takes the next column that no cell of its row and no cell from above takes.
    """
    placed: list[list[int] | None] = []
    from_above: list[tuple[int, int, int]] = []  # first column, column behind the last, row behind the last
    for number, row in enumerate(table.rows):
        if number in table.groups:
            from_above = []
        elif from_above:
            from_above = [one for one in from_above if one[2] > number]
        if not from_above and not row.spans:
            placed.append(None)
            continue
        starts, going_on = _place_row(row, from_above, number)
        placed.append(starts)
        if going_on:
            from_above = sorted([*from_above, *going_on])
            _refuse_large(table, len(from_above), place)
    return placed


def _place_row(
    row: Row, from_above: Sequence[tuple[int, int, int]], number: int
) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Place the cells of a row between those from above; return their columns, and those that go on below it."""
    spans = row.spans or {}
    starts, going_on, at, above = [], [], 0, 0
    for cell in range(len(row.texts)):
        while above < len(from_above) and from_above[above][0] <= at:
            at = max(at, from_above[above][1])
            above += 1
        columns, rows = spans.get(cell, (1, 1))
        starts.append(at)
        if rows != 1:
            going_on.append((at, at + columns, number + (rows or MAX_ROWSPAN)))
        at += columns
    return starts, going_on


def _print_texts(row: Row, line: str) -> Printed:
    """Return the line of a row whose cells are short texts, one in each column."""
    texts = row.texts
    first = 0 if texts[0] else next(number for number, text in enumerate(texts) if text)
    several = sum(map(bool, texts)) > 1
    if row.steps is None:
        path = row.path if several else f"{row.path}/{row.tag}[{first + 1}]"
        return Printed(line, path, row.tag == "th" or row.is_in_bold)
    return Printed(line, row.path if several else f"{row.path}/{row.steps[first]}", _is_row_bold(row))


def _is_row_bold(row: Row) -> bool:
    if row.steps is None:
        return row.is_bold(0)
    return all(row.is_bold(at) for at, text in enumerate(row.texts) if text)


def _line_of(row: Row, columns: Sequence[int], width: int) -> str:
    """Return the texts of a row with as many tabs between them as lead to the column of the next."""
    gaps = (column - before for before, column in zip((0, *columns), columns, strict=False))
    cells = "".join("\t" * gap + text for gap, text in zip(gaps, row.texts, strict=True))
    return cells + "\t" * (width - 1 - columns[-1])


def _print_row(row: Row, text: str, columns: Sequence[int] | None) -> tuple[Printed, ...]:
    """Return the lines of a row: a tab leads to the next column, a new line stays in the cell."""
    text = text.replace(PARAGRAPH_END, LINE_END)
    bold, path, notes = _is_row_bold(row), row.path, _notes_of(row, columns) if row.flows else []
    lines, at, tabs, last = [], 0, 0, len(row.texts) - 1
    for line in text.split(LINE_END):
        column = tabs + len(line) - len(line.lstrip("\t"))
        cell = min(last, column if columns is None else max(0, bisect_right(columns, column) - 1))
        of_line = _notes_between(notes, at, at + len(line)) if notes else ()
        several = sum(bool(part.strip()) for part in line.split("\t")) > 1
        lines.append(Printed(line, path if several else f"{path}/{row.step(cell)}", bold, of_line))
        at, tabs = at + len(line) + 1, tabs + line.count("\t")
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
