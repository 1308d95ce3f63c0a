"""A row of a page's table: the texts of its cells while it is read, and the lines that it prints.

A cell is kept as its text, with marks where its lines end; only what a text can't hold (a table in it, bold or struck
words) is kept as a flow beside it. So a table of many thousand rows is read about as fast as it is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from pipeline.read.html.flow import BLANKS, Flow, Frame, Note, Printed, lines_of

# Characters that Unicode gives to nobody: where a line, a paragraph or a block of a cell ends.
LINE_END, PARAGRAPH_END, BLOCK_END = "\ufdd0", "\ufdd1", "\ufdd2"
NO_CELLS: dict[int, str] = {}
MARKS = LINE_END + PARAGRAPH_END + BLOCK_END
AROUND = f"{MARKS} \t\n\r\f\v\u00a0"
ENDS = regex.compile(f"([{MARKS}]+)")


class Row:
    """A row of a table under way: the texts of its cells, and what else there is of some of them.

    `spans` are columns and rows by the cell's place; `flows` hold what the text of a cell can't; `steps` are the cells
    as a path tells them (`td[2]`), kept where they are not simply one `tag` after the other.
    """

    # Most rows are nothing but texts and never set these.
    _frame: Frame | None = None
    _counts: dict[str, int] | None = None
    tag, line, chars = "td", "", 0
    spans: dict[int, tuple[int, int]] | None = None
    flows: dict[int, Flow] | None = None
    steps: list[str] | None = None
    marked = False

    def __init__(self, parent: Frame, frame: Frame | None = None) -> None:
        self._parent = parent
        self.texts: list[str] = []
        if frame is not None:
            self._frame = frame
            return
        if parent.counts is None:
            parent.counts = {}
        self._index = parent.counts["tr"] = parent.counts.get("tr", 0) + 1

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

    def end(self) -> int:
        """End the row: its texts get one blank for each run of blanks, and no blank line at their ends.

        Return how many characters were not counted before.
        """
        texts, before = self.texts, self.chars
        if self.marked:
            flows = self.flows or {}
            texts[:] = [text if at in flows else _clean(text) for at, text in enumerate(texts)]
        line = "\t".join(texts)
        tabs = len(texts) - 1 if texts else 0
        if "\n" in line or "\r" in line or "\f" in line or (line.count("\t") > tabs and texts):
            flows = self.flows or {}
            texts[:] = [text if at in flows else BLANKS.sub(" ", text) for at, text in enumerate(texts)]
            line = "\t".join(texts)
        self.line, self.chars = line, len(line) - tabs
        return self.chars - before

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


def print_texts(row: Row, line: str) -> Printed:
    """Return the line of a row whose cells are short texts, one in each column."""
    texts = row.texts
    bold = row.tag == "th" or row.is_in_bold if row.steps is None else _is_row_bold(row)
    if len(texts) - texts.count("") > 1:
        steps = _steps(row.tag, len(texts)) if row.steps is None else tuple(row.steps)
        return Printed(line, row.path, bold, (), steps)
    first = next(at for at, text in enumerate(texts) if text)
    return Printed(line, f"{row.path}/{row.step(first)}", bold)


@lru_cache(maxsize=64)
def _steps(tag: str, count: int) -> tuple[str, ...]:
    return tuple(f"{tag}[{number}]" for number in range(1, count + 1))


def _is_row_bold(row: Row) -> bool:
    if row.steps is None:
        return row.is_bold(0)
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
    bold, path, notes = _is_row_bold(row), row.path, _notes_of(row, columns) if row.flows else []
    held = above | {column: row.step(at) for at, column in enumerate(columns or range(len(row.texts)))}
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
