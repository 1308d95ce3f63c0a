"""Turn the lines of a list without rules, whose columns are known, into the rows of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import dropwhile, groupby, takewhile

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.read.pdf.gutters import Gutter, crosses
from pipeline.read.pdf.rows import Fit, Level, Parting, part_rows
from pipeline.read.pdf.ruled import Table, TableRow
from pipeline.read.pdf.words import TextLine, Word, line_of
from pipeline.text.codes import CODE

_CODE = regex.compile(rf"{CODE}\.?")
_NUMBER = regex.compile(r"(?:№\s*)?\d{1,4}[.)]?")
# What stands below each other begins at the same place, to so many points.
ALIGNED = 3.0
# The cells of a column that is set to the left begin at one place on this share of its lines.
_MOST_ALIGNED = 0.7
# The head of a table has so many lines, and begins with one of so many words.
_HEAD_LINES, _HEAD_WORDS = 8, 3
# and has words in so many columns at least.
_FEWEST_HEADED = 2
# Lines of a head stand no further from each other than so many distances of lines.
_NEAR_HEAD = 2.2


def code_of(line: TextLine) -> Word | None:
    """Return the code that a line begins with, behind a running number or not."""
    words = line.words
    if _CODE.fullmatch(words[0].text):
        return words[0]
    behind = len(words) > 1 and _NUMBER.fullmatch(words[0].text) and _CODE.fullmatch(words[1].text)
    return words[1] if behind else None


def begins_head(line: TextLine) -> bool:
    """Tell whether a line begins the head of a table: with the word that heads a column of numbers or codes."""
    return _begins_head(" ".join(word.text for word in line.words[:_HEAD_WORDS]))


@lru_cache(maxsize=4096)
def _begins_head(begin: str) -> bool:
    return any(term.start == 0 and term.key in ("number", "code") for term in find_terms("table_header", begin))


@dataclass(frozen=True)
class Columns:
    """The columns of a list: their gutters, which one has the codes, and where cells set to the left begin."""

    gutters: tuple[Gutter, ...]
    code: int
    edges: dict[int, float]

    @cached_property
    def _middles(self) -> list[float]:
        return [gutter.middle for gutter in self.gutters]

    def of(self, word: Word) -> int:
        """Return the column that a word begins in."""
        return bisect_right(self._middles, word.x0)

    def of_line(self, line: TextLine) -> frozenset[int]:
        """Return the columns that a line has words in."""
        return frozenset(map(self.of, line.words))

    def are_crossed(self, line: TextLine) -> bool:
        """Tell whether a line runs across columns."""
        return any(crosses(line, gutter) for gutter in self.gutters)

    def row_of(self, lines: Sequence[TextLine]) -> TableRow:
        """Return lines as one row, each cell with its own."""
        cells: list[list[TextLine]] = [[] for _ in range(len(self.gutters) + 1)]
        for line in lines:
            for column, words in groupby(line.words, key=self.of):
                cells[column].append(line_of(list(words), line.page))
        return tuple(map(tuple, cells))

    def across(self, line: TextLine) -> TableRow:
        """Return a line as a row whose one cell spans all columns."""
        return ((line,), *[()] * len(self.gutters))


def columns_of(lines: Sequence[TextLine], gutters: Sequence[Gutter], code_x: float) -> Columns:
    """Return the columns that gutters part; codes begin at `code_x`."""
    code = sum(gutter.middle < code_x for gutter in gutters)
    bare = Columns(tuple(gutters), code, {})
    places: dict[int, list[float]] = {}
    for line in lines:
        for column, words in groupby(line.words, key=bare.of):
            places.setdefault(column, []).append(next(words).x0)
    edges = {}
    for column, found in places.items():
        edge, _ = Counter(map(round, found)).most_common(1)[0]
        if sum(abs(x - edge) <= ALIGNED for x in found) >= _MOST_ALIGNED * len(found):
            edges[column] = float(edge)
    return Columns(tuple(gutters), code, edges)


@dataclass(frozen=True)
class AlignedList:
    """The lines of a list on one page, `begin..end` among its blocks; `pitch` is the distance of lines in a cell."""

    page: int
    begin: int
    end: int
    lines: tuple[TextLine, ...]
    columns: Columns
    pitch: float

    @cached_property
    def _stretches(self) -> list[tuple[bool, list[TextLine]]]:
        """Give the runs of lines that are rows, and those that run across all columns (True)."""
        heads = [line for line in self.lines if self._is_head(line)]
        return [(across, list(run)) for across, run in groupby(self.lines, lambda line: self._is_across(line, heads))]

    def cost(self, fit: Fit) -> float:
        """Return how badly the lines fit rows that are set in one way."""
        return sum(self._part(run, fit).cost for across, run in self._stretches if not across)

    def heads(self, table: Table) -> tuple[TableRow, ...]:
        """Return the rows of the list's head: those above the first code, from one with several cells on."""
        above = takewhile(lambda row: not any(map(code_of, row[self.columns.code])), table.rows)
        return tuple(dropwhile(lambda row: sum(map(bool, row)) < _FEWEST_HEADED, above))

    def table(self, fit: Fit, heads: Sequence[TableRow]) -> Table:
        """Return the table of the list; `heads` are the rows that it began with on a page before."""
        rows: list[TableRow] = []
        for across, run in self._stretches:
            if across:
                rows += map(self.columns.across, run)
                continue
            repeated, begin = self._same_heads(run, () if rows else heads)
            rows += repeated
            parted = self._part(run[begin:], fit).rows
            rows += [self.columns.row_of(run[begin + first : begin + last]) for first, last in parted]
        edges = self._edges
        box = (edges[0], self.lines[0].top, edges[-1], self.lines[-1].bottom)
        return Table(tuple(rows), box, edges, ruled=False)

    def _part(self, run: Sequence[TextLine], fit: Fit) -> Parting:
        return part_rows(list(map(self._level, run)), self.pitch, fit)

    def _level(self, line: TextLine) -> Level:
        found = self.columns.of_line(line)
        return Level(line.middle, found, self.columns.code in found, code_of(line) is None)

    def headed_end(self, lines: Sequence[TextLine], heads: Sequence[TableRow]) -> Table | None:
        """Return the head and the name of a group below it, if the page before ends with these; None if it doesn't.

        `lines` are the last ones of that page.
        """
        for begin in range(len(lines)):
            rows, count = self._same_heads(lines[begin:], heads)
            if len(rows) == len(heads):
                found = lines[begin:]
                box = (min(x.x0 for x in found), found[0].top, max(x.x1 for x in found), found[-1].bottom)
                titles = map(self.columns.across, found[count:])
                return Table((*rows, *titles), box, self._edges, ruled=False)
        return None

    @property
    def _edges(self) -> tuple[float, ...]:
        x0, x1 = min(line.x0 for line in self.lines), max(line.x1 for line in self.lines)
        return (x0, *(gutter.middle for gutter in self.columns.gutters), x1)

    def _same_heads(self, run: Sequence[TextLine], heads: Sequence[TableRow]) -> tuple[list[TableRow], int]:
        """Return the rows that are the first ones of the list's head, and of how many lines they are."""
        rows: list[TableRow] = []
        begin = 0
        for head in heads:
            same = self._same_head(run[begin:], head)
            if not same:
                break
            rows.append(self.columns.row_of(run[begin : begin + same]))
            begin += same
        return rows, begin

    def _same_head(self, run: Sequence[TextLine], head: TableRow) -> int:
        """Return how many first lines are the head that the list began with."""
        words = _words(head)
        counts = range(1, min(len(run), _HEAD_LINES) + 1)
        return next((count for count in counts if _words(self.columns.row_of(run[:count])) == words), 0)

    def _is_head(self, line: TextLine) -> bool:
        """Tell whether a line has something in the column of codes that is none, and keeps to the columns."""
        if code_of(line) is not None or self.columns.are_crossed(line):
            return False
        return self.columns.code in self.columns.of_line(line)

    def _is_across(self, line: TextLine, heads: Sequence[TextLine]) -> bool:
        """Tell whether a line heads the rows below it: it runs across columns, or begins where no cell does."""
        if self.columns.are_crossed(line):
            return True
        found = self.columns.of_line(line)
        if len(found) > 1 or self.columns.code in found:
            return False
        (column,) = found
        near = [head for head in heads if abs(head.middle - line.middle) < _NEAR_HEAD * self.pitch]
        if any(self._is_below(line, head, column) for head in near):
            return False
        edges = self.columns.edges
        return column in edges and abs(line.x0 - edges[column]) > ALIGNED

    def _is_below(self, line: TextLine, head: TextLine, column: int) -> bool:
        """Tell whether a line is set to the left or the middle of what a head has in its column."""
        words = [word for word in head.words if self.columns.of(word) == column]
        if not words:
            return True
        x0, x1 = words[0].x0, words[-1].x1
        return abs(x0 - line.x0) <= ALIGNED or abs((x0 + x1) - (line.x0 + line.x1)) <= 2 * ALIGNED


def _words(row: TableRow) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]
