"""Turn the lines of a list without rules, whose columns are known, into the rows of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import dropwhile, groupby, takewhile

from pipeline.languages.vocabulary import find_terms
from pipeline.read.parted_rows import Fit, Level, part_rows
from pipeline.read.pdf.gutters import Gutter, crosses
from pipeline.read.pdf.leads import begins_head, cells_of, is_code, is_number
from pipeline.read.pdf.lines import TextLine, line_of
from pipeline.read.pdf.ruled import Across, Table, TableRow, UnsureRow
from pipeline.read.pdf.words import Word

# What stands below each other begins at the same place, to so many points.
ALIGNED = 3.0
# The cells of a column that is set to the left begin at one place on this share of its lines.
_MOST_ALIGNED = 0.7
# The head of a table has so many lines, and words in so many columns at least.
_HEAD_LINES, _FEWEST_HEADED = 8, 2
# What is set in the middle of several columns leaves as much room on both sides, to so many points.
_CENTRED = 24.0
# How wide a blank is, in heights of a line.
_BLANK = 0.35
# Lines of a head stand no further from each other than so many distances of lines, those of a cell than so many.
_NEAR_HEAD, _NEXT = 2.2, 1.2


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of a list: their gutters, which one has the codes, where cells set to the left begin, and its end.

    `middles` are those of columns whose cells are set to their middle. `shared` tells that names follow the codes in
    their column; `head` are the lines of the list's head, whose cells may be over several columns.
    """

    gutters: tuple[Gutter, ...]
    code: int
    edges: dict[int, float]
    right: float
    shared: bool = False
    head: tuple[TextLine, ...] = ()
    middles: dict[int, float] = field(default_factory=dict)

    @cached_property
    def _middles(self) -> list[float]:
        return [gutter.middle for gutter in self.gutters]

    def of(self, word: Word) -> int:
        """Return the column that a word begins in."""
        return bisect_right(self._middles, word.x0)

    def parts(self, line: TextLine) -> list[tuple[int, list[Word]]]:
        """Return the words of a line by the columns that they are in; a head over several is in the first of them."""
        return _parts(self, line)

    def of_line(self, line: TextLine) -> frozenset[int]:
        """Return the columns that a line has words in."""
        return frozenset(column for column, _ in self.parts(line))

    def cell(self, line: TextLine, column: int) -> list[Word]:
        """Return the words that a line has in a column."""
        return [word for of, words in self.parts(line) if of == column for word in words]

    def has_code(self, line: TextLine) -> bool:
        """Tell whether what a line has in the column of codes begins with one, behind a running number or not."""
        first, second = (*self.cell(line, self.code), None, None)[:2]
        return first is not None and (is_code(first) or bool(second and is_number(first) and is_code(second)))

    def has_key(self, line: TextLine) -> bool:
        """Tell whether a line leads a row: it has something in the column of codes, a name alone is none."""
        return self.has_code(line) or (begins_head(line) if self.shared else bool(self.cell(line, self.code)))

    def heads(self, line: TextLine) -> bool:
        """Tell whether a line is of the list's head, or begins one."""
        return begins_head(line) or line in self.head

    def is_set(self, words: Sequence[Word], column: int) -> bool:
        """Tell whether words stand where the cells of a column do, to their left or to their middle."""
        x0, x1 = words[0].x0, words[-1].x1
        middle = self.middles.get(column, float("inf"))
        return abs(x0 - self.edges.get(column, x0)) <= ALIGNED or abs((x0 + x1) / 2 - middle) <= ALIGNED

    def are_crossed(self, line: TextLine) -> bool:
        """Tell whether a line runs across columns."""
        return any(crosses(line, gutter) for gutter in self.gutters)

    def may_head(self, line: TextLine) -> bool:
        """Tell whether each cell of a line that runs across columns is over some of those behind the codes."""
        parts = (line_of(cell, line.page) for cell in cells_of(line))
        return all(self._is_over(part) for part in parts if self.are_crossed(part))

    def _is_over(self, part: TextLine) -> bool:
        """Tell whether what runs across columns begins where the first of them does, or is set in their middle."""
        first, last = self.of(part.words[0]), self.of(part.words[-1])
        if first <= self.code:
            return False
        if abs(part.x0 - self.edges.get(first, part.x0 + _CENTRED)) <= ALIGNED:
            return True
        bounds = (*self._middles, self.right)
        return abs(part.x0 + part.x1 - bounds[first - 1] - bounds[last]) <= _CENTRED

    def row_of(self, lines: Sequence[TextLine]) -> TableRow:
        """Return lines as one row, each cell with its own."""
        cells: list[list[TextLine]] = [[] for _ in range(len(self.gutters) + 1)]
        for line in lines:
            for column, words in self.parts(line):
                cells[column].append(line_of(words, line.page))
        return tuple(map(tuple, cells))

    def across(self, line: TextLine) -> TableRow:
        """Return a line as a row whose one cell spans all columns."""
        return (Across((line,)), *[()] * len(self.gutters))


# Each line of a list is asked for its parts many times over.
@lru_cache(maxsize=1024)
def _parts(columns: Columns, line: TextLine) -> list[tuple[int, list[Word]]]:
    if not columns.heads(line):
        return [(column, list(words)) for column, words in groupby(line.words, key=columns.of)]
    parts: list[tuple[int, list[Word]]] = []
    for cell in cells_of(line):
        if columns.are_crossed(line_of(cell, line.page)):
            parts.append((columns.of(cell[0]), cell))
        else:
            parts += ((column, list(words)) for column, words in groupby(cell, key=columns.of))
    return [(column, [word for _, part in same for word in part]) for column, same in groupby(parts, key=_column)]


def columns_of(lines: Sequence[TextLine], gutters: Sequence[Gutter], code_x: float, *, shared: bool) -> Columns:
    """Return the columns that gutters part; codes begin at `code_x`, and names follow them in `shared` ones."""
    code = sum(gutter.middle < code_x for gutter in gutters)
    bare = Columns(tuple(gutters), code, {}, max(line.x1 for line in lines), shared)
    cells: dict[int, list[list[Word]]] = {}
    for line in lines:
        for column, words in groupby(line.words, key=bare.of):
            cells.setdefault(column, []).append(list(words))
    begins = {column: [words[0].x0 for words in found] for column, found in cells.items()}
    middles = {column: [(words[0].x0 + words[-1].x1) / 2 for words in found] for column, found in cells.items()}
    return replace(bare, edges=_common(begins), middles=_common(middles))


def _common(places: Mapping[int, Sequence[float]]) -> dict[int, float]:
    """Return the place at which most of those of a column are."""
    common = {}
    for column, found in places.items():
        place, _ = Counter(map(round, found)).most_common(1)[0]
        if sum(abs(x - place) <= ALIGNED for x in found) >= _MOST_ALIGNED * len(found):
            common[column] = float(place)
    return common


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
        """Return how badly the lines below the head fit rows that are set in one way."""
        return sum(part_rows(levels, self.pitch, fit).cost for levels in self._leveled)

    @cached_property
    def _leveled(self) -> list[list[Level]]:
        rows = ([line for line in run if not self.columns.heads(line)] for across, run in self._stretches if not across)
        return [self._levels(run) for run in rows]

    def heads(self, table: Table) -> tuple[TableRow, ...]:
        """Return the rows of the list's head: those above the first code, from one with several cells on."""
        above = takewhile(lambda row: not any(map(self.columns.has_code, row[self.columns.code])), table.rows)
        return tuple(dropwhile(lambda row: sum(map(bool, row)) < _FEWEST_HEADED, above))

    def table(self, fit: Fit, others: Sequence[Fit], heads: Sequence[TableRow]) -> Table:
        """Return the table of the list; `heads` are the rows that it began with on a page before.

        Rows with a code that one of the `others` would part otherwise are unsure.
        """
        rows: list[TableRow] = []
        for across, run in self._stretches:
            if across:
                rows += map(self.columns.across, run)
                continue
            repeated, begin = self._same_heads(run, () if rows else heads)
            rows += repeated
            rows += self._rows(run[begin:], fit, others)
        edges = self._edges
        box = (edges[0], self.lines[0].top, edges[-1], self.lines[-1].bottom)
        return Table(tuple(rows), box, edges, ruled=False)

    def _rows(self, run: Sequence[TextLine], fit: Fit, others: Sequence[Fit]) -> Iterator[TableRow]:
        levels = self._levels(run)
        doubts = [set(part_rows(levels, self.pitch, other).rows) for other in others]
        for first, last in part_rows(levels, self.pitch, fit).rows:
            lines = run[first:last]
            sure = all((first, last) in rows for rows in doubts) or not any(map(self.columns.has_code, lines))
            row = self.columns.row_of(lines)
            yield row if sure else UnsureRow(row)

    def _levels(self, run: Sequence[TextLine]) -> list[Level]:
        above: dict[int, list[Word]] = {}
        levels: list[Level] = []
        for line in run:
            cells = dict(self.columns.parts(line))
            new = frozenset(c for c, words in cells.items() if c in above and may_begin(words))
            anew = frozenset(c for c in new if self._has_room(above[c], cells[c], c))
            columns = frozenset(cells)
            heads = new == columns and min(columns) <= self._name
            key = self.columns.has_key(line)
            goes_on = frozenset(c for c, words in cells.items() if c in above and self._goes_on(above[c], words))
            head = key and not self.columns.has_code(line)
            levels.append(Level(line.middle, columns, key, head, anew, goes_on, heads))
            above |= cells
        return levels

    @cached_property
    def _name(self) -> int:
        """The first column most of whose cells beside a code have words, or the one of the codes that names follow."""
        if self.columns.shared:
            return self.columns.code
        worded = Counter(
            column
            for line in self.lines
            if self.columns.has_code(line)
            for column, words in self.columns.parts(line)
            if any(character.isalpha() for word in words if not is_code(word) for character in word.text)
        )
        return next((c for c in sorted(worded) if 2 * worded[c] >= max(worded.values())), self.columns.code)

    @cached_property
    def _widths(self) -> dict[int, float]:
        """How wide the widest line of each column's cells is."""
        widths: dict[int, float] = {}
        for line in self.lines:
            if not self.columns.are_crossed(line):
                for column in self.columns.of_line(line):
                    words = self.columns.cell(line, column)
                    widths[column] = max(widths.get(column, 0.0), words[-1].x1 - words[0].x0)
        return widths

    def _has_room(self, above: Sequence[Word], words: Sequence[Word], column: int) -> bool:
        """Tell whether the first of the words had room in the line above it."""
        needed = above[-1].x1 - above[0].x0 + _BLANK * words[0].height + words[0].x1 - words[0].x0
        return needed < self._widths.get(column, 0.0)

    def _goes_on(self, above: Sequence[Word], words: Sequence[Word]) -> bool:
        """Tell whether words surely go on with those right above: with a small letter, or behind a comma or hyphen."""
        if words[0].middle - above[0].middle >= _NEXT * self.pitch:
            return False
        return is_open(above[-1].text) or (words[0].text[0].islower() and not _names_form(words))

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
        """Tell whether a line leads a row without a code, and keeps to the columns or heads them."""
        if not self.columns.has_key(line) or self.columns.has_code(line):
            return False
        return begins_head(line) or not self.columns.are_crossed(line)

    def _is_across(self, line: TextLine, heads: Sequence[TextLine]) -> bool:
        """Tell whether a line heads the rows below it: it runs across columns, or stands where no cell does."""
        if self.columns.are_crossed(line):
            return not (self.columns.heads(line) or self._goes_on_with_head(line, heads))
        if self.columns.has_key(line) or len(cells_of(line)) > 1:
            return False
        column, words = self.columns.parts(line)[0]
        if self.columns.is_set(words, column):
            return False
        near = [head for head in heads if abs(head.middle - line.middle) < _NEAR_HEAD * self.pitch]
        return not any(self._is_below(line, head, column) for head in near)

    def _goes_on_with_head(self, line: TextLine, heads: Sequence[TextLine]) -> bool:
        """Tell whether a line goes on in mid-sentence with a head of several columns right above it."""
        near = any(0 < line.middle - head.middle < _NEXT * self.pitch for head in heads)
        return near and line.text[0].islower()

    def _is_below(self, line: TextLine, head: TextLine, column: int) -> bool:
        """Tell whether a line is set to the left or the middle of what a head has in its column."""
        words = self.columns.cell(head, column)
        if not words:
            return True
        x0, x1 = words[0].x0, words[-1].x1
        return abs(x0 - line.x0) <= ALIGNED or abs((x0 + x1) - (line.x0 + line.x1)) <= 2 * ALIGNED


def _column(part: tuple[int, list[Word]]) -> int:
    return part[0]


def may_begin(words: Sequence[Word]) -> bool:
    """Tell whether words may begin a heading or a name: not with a small letter, and with no form of study."""
    first = words[0].text[0]
    return (first.isupper() or first.isdigit()) and not _names_form(words)


def _names_form(words: Sequence[Word]) -> bool:
    """Tell whether words begin with a form of study."""
    text = " ".join(word.text for word in words)
    return any(term.start == 0 for term in find_terms("forms", text))


def is_open(text: str) -> bool:
    """Tell whether a word can't end a cell: a comma or hyphen ends it."""
    return len(text) > 1 and text[-1] in ",-\xad"


def _words(row: TableRow) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]
