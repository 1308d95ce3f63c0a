"""Find tables whose columns plain text keeps by blanks, and say which words stand in which cell.

    1    510100    Химия жана физика    Химия и       Сырттан        rows whose first words are numbers or codes
                                        физика                       a line of cells alone goes on with the row above
    Педагогика                                                       a heading across the table

A column begins where no row's words stand across: every line of the table leaves a strip of blanks there. The gaps
become tabs, as many as lead to the next cell; all lines of a row begin in its first cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import regex

from pipeline.model import Edit, Line
from pipeline.read.table_rows import LEAD, goes_on, must_go_on

# The rule of the edits that make tabs of gaps.
COLUMN_GAP = "column_gap"
# What tables are drawn with: bars between cells, and rules between rows.
BARS = "|¦\u2502\u2503\u2551"
DRAWN = regex.compile(rf"[{BARS}\u2500-\u257f]")
RULE = regex.compile(rf"[\s{BARS}]*(?:[\u2500-\u257f]|[+=_-]{{2}})[\s{BARS}\u2500-\u257f+=_-]*")
# Words with one blank between them stand in one cell.
_WORD = rf"[^\s{BARS}\u2500-\u257f]+"
CHUNK = regex.compile(rf"{_WORD}(?:[^\S\n]{_WORD})*")
# "О р м о н  и ш и": blanks between letters part no cells
SPACED = regex.compile(r"\S(?:\s+\S){3,}")
# So many rows, so far apart at most, make a table; a header stands at most so many lines above.
_FEWEST_ROWS, _LINES_BETWEEN, _HEADER_REACH = 3, 16, 10
# A strip of one blank parts columns where so many of the rows have a wider gap before it.
_SHARE = 0.5
# Where more of the rows than this go on with a line that begins like another's, cells aren't set at the top.
_ODD_SHARE = 0.1
# Rows of so many columns that don't wrap read the same without them.
_FLAT = 2


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words of one cell: `start..end` in the text, `left..right` on the line."""

    start: int
    end: int
    left: int
    right: int
    text: str


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line, its chunks, and whether bars or rules are drawn on it."""

    line: Line
    chunks: tuple[_Chunk, ...]
    drawn: bool


@dataclass(frozen=True, slots=True)
class _Cells:
    """A line as cells: its chunks, each with its column; none where it goes across the table."""

    line: Line
    chunks: tuple[tuple[int, _Chunk], ...] = ()

    @property
    def first(self) -> int:
        """Return the first column that it prints in."""
        return self.chunks[0][0]


def find_columns(text: str, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Edit, ...]]:
    """Return the lines, those of tables with the numbers of their rows, and the edits that make tabs of their gaps."""
    last = max((line.row or 0 for line in lines), default=0)
    numbers: dict[int, int] = {}
    edits: list[Edit] = []
    for _, of_page in groupby(lines, key=lambda line: line.page):
        page = [_print(text, line) for line in of_page]
        for rows in _find_tables(page):
            for row in rows:
                last += 1
                numbers |= dict.fromkeys((cells.line.number for cells in row), last)
                edits += (edit for cells in row for edit in _gaps(text, cells))
            edits += _rules(text, page, rows)
    if not numbers:
        return tuple(lines), ()
    numbered = tuple(replace(line, row=numbers.get(line.number, line.row)) for line in lines)
    return numbered, tuple(sorted(edits, key=lambda edit: edit.start))


def _print(text: str, line: Line) -> _Printed:
    """Return a line with the words of it that no wide gap and no bar parts; none of a line with tabs, or of a rule."""
    content = text[line.start : line.end]
    is_rule = RULE.fullmatch(content) is not None
    drawn = is_rule or DRAWN.search(content) is not None
    if "\t" in content or is_rule:
        return _Printed(line, (), drawn)
    first = len(content) - len(content.lstrip("\f"))
    found = (
        _Chunk(line.start + one.start(), line.start + one.end(), one.start() - first, one.end() - first, one[0])
        for one in CHUNK.finditer(content)
    )
    return _Printed(line, tuple(found), drawn)


@dataclass
class _Strips:
    """Where the words of some rows stand (a bit for each place of a line), and where words behind a gap begin."""

    covered: int = 0
    begins: Counter[int] = field(default_factory=Counter)
    rows: int = 0

    def with_row(self, chunks: Iterable[_Chunk]) -> _Strips:
        """Return the strips of these rows and one more."""
        covered, begins = self.covered, self.begins.copy()
        for chunk in chunks:
            covered |= (1 << chunk.right) - (1 << chunk.left)
            begins[chunk.left] += 1
        return _Strips(covered, begins, self.rows + 1)

    def columns(self) -> list[int]:
        """Return where columns begin: behind a strip of two blanks, or of one that most rows have a wider gap at."""
        found, gap = [], 2
        for at in range(self.covered.bit_length()):
            if not self.covered >> at & 1:
                gap += 1
                continue
            if gap > 1 or (gap and self.begins[at] >= _SHARE * self.rows):
                found.append(at)
            gap = 0
        return found


Page = Sequence[_Printed]
Row = list[_Cells]


def _find_tables(page: Page) -> Iterator[list[Row]]:
    """Yield the rows of each table of a page."""
    leads = [i for i, one in enumerate(page) if len(one.chunks) > 1 and LEAD.fullmatch(one.chunks[0].text)]
    usual = Counter(len(page[i].chunks) for i in leads).most_common(1)[0][0] if leads else 0
    above = 0
    for run, columns in _alike(page, leads, usual):
        if len(columns) > 1 and (len(run) >= _FEWEST_ROWS or page[run[0]].drawn):
            table = _Table(page, run, columns)
            if rows := table.read(above):
                yield rows
                above = run[-1] + 1


def _alike(page: Page, leads: Sequence[int], usual: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the runs of rows that stand near each other and leave the same strips blank, with their columns."""
    run: list[int] = []
    strips = _Strips()
    for i in leads:
        wider = strips.with_row(page[i].chunks)
        far = run and i - run[-1] > _LINES_BETWEEN
        if far or (run and len(wider.columns()) < min(usual, len(strips.columns()))):
            yield run, strips.columns()
            run, wider = [], _Strips().with_row(page[i].chunks)
        run.append(i)
        strips = wider
    yield run, strips.columns()


@dataclass(frozen=True)
class _Table:
    """A table of a page: the lines that begin its rows (indexes of the page), and where its columns begin."""

    page: Page
    leads: list[int]
    columns: list[int]

    def read(self, above: int) -> list[Row]:
        """Return the rows, header and headings among them; none if its lines can't be told apart.

        Lines before `above` are another table's. A row is left out where a line below it may be no part of it.
        """
        names = self._first_of_names()
        blocks = self._rows_of_blocks(names)
        found, odd = (blocks, self._odd_rows(blocks, names)) if blocks else self._rows_from_the_top(names)
        drawn = self.page[self.leads[0]].drawn
        wrapped = any(len(row) > 1 and row[0].chunks for row in found)
        if not blocks and self._is_set_lower(found, names):
            return []
        if len(odd) > _ODD_SHARE * len(self.leads) or (len(self.columns) <= _FLAT and not wrapped and not drawn):
            return []
        top = found[0][0].line.number - self.page[0].line.number
        return [*self._header(above, top, names), *(row for i, row in enumerate(found) if i not in odd)]

    def _cells(self, i: int, *, of_header: bool = False) -> _Cells | None:
        """Return line i as cells; None where words that are not `of_header` stand across the begin of a column."""
        line, chunks = self.page[i].line, self.page[i].chunks
        if SPACED.fullmatch("  ".join(chunk.text for chunk in chunks)):
            return None
        placed: list[tuple[int, _Chunk]] = []
        for chunk in chunks:
            column = max((c for c, begin in enumerate(self.columns) if begin <= chunk.left + 1), default=0)
            across = column + 1 < len(self.columns) and chunk.right >= self.columns[column + 1]
            if across and not (of_header and placed and placed[-1][0] < column):
                return None
            placed.append((column, chunk))
        return _Cells(line, tuple(placed)) if placed else None

    def _across(self, i: int) -> _Cells:
        """Return line i as one that goes across the table; between bars its words stand in the first cell."""
        line, chunks = self.page[i].line, self.page[i].chunks
        if not self.page[i].drawn:
            return _Cells(line)
        text = "  ".join(chunk.text for chunk in chunks)
        return _Cells(line, ((0, _Chunk(chunks[0].start, chunks[-1].end, chunks[0].left, chunks[-1].right, text)),))

    def _first_of_names(self) -> int:
        """Return the first column most of whose cells are no numbers or codes."""
        cells: defaultdict[int, list[bool]] = defaultdict(list)
        for i in self.leads:
            for column, chunk in self._row_cells(i).chunks:
                cells[column].append(LEAD.fullmatch(chunk.text) is not None)
        return next((column for column in sorted(cells) if sum(cells[column]) < _SHARE * len(cells[column])), 1)

    def _row_cells(self, i: int) -> _Cells:
        cells = self._cells(i)
        assert cells is not None  # the columns are those of the rows
        return cells

    def _rows_from_the_top(self, names: int) -> tuple[list[Row], set[int]]:
        """Return the rows whose cells begin on the line of the code, what stands between them, and which are odd."""
        rows: list[Row] = []
        odd: set[int] = set()
        leads, widths = set(self.leads), self._widths()
        across = blank = False
        for i in range(self.leads[0], len(self.page)):
            cells = self._cells(i)
            if not self.page[i].chunks:
                blank = True
                continue
            if i in leads:
                rows.append([self._row_cells(i)])
                across = False
            elif cells and cells.first >= names and not (across or blank):
                if len(cells.chunks) > 1 and not any(
                    must_go_on(_above(rows[-1], at), one.text) for at, one in cells.chunks
                ):
                    rows.append([cells])
                    continue
                rows[-1].append(cells)
                if not all(goes_on(_above(rows[-1][:-1], at), one.text, widths[at]) for at, one in cells.chunks):
                    odd.add(len(rows) - 1)
            elif i > self.leads[-1]:
                break
            elif cells and len(cells.chunks) > 1:
                rows.append([cells])
                across = True
            elif across and not (blank or rows[-1][0].chunks):
                rows[-1].append(self._across(i))
            else:
                odd |= {len(rows) - 1} if self.page[i].chunks[0].text[:1].islower() else set()
                rows.append([self._across(i)])
                across = True
            blank = False
        return rows, odd

    def _is_set_lower(self, rows: Sequence[Row], names: int) -> bool:
        """Tell whether cells seem to begin above the line of their code: it goes on with words, or begins without any.

        Then the words above it, which begin a name, were taken for the end of another row.
        """
        last = ""
        for row in rows:
            begins = {at: chunk.text for at, chunk in row[0].chunks}
            name = begins.get(names, "")
            if not name and _above(row, names) and row[0].chunks:
                return True
            if len(begins) > 1 and last[:1].isupper() and name[:1].islower():
                return True
            last = _above(row[-1:], names) if len(row) > 1 or len(begins) < len(self.columns) else ""
        return False

    def _widths(self) -> Counter[int]:
        """Return how wide the words of each column are at most."""
        widths: Counter[int] = Counter()
        for i in range(self.leads[0], self.leads[-1] + 1):
            for column, chunk in cells.chunks if (cells := self._cells(i)) else ():
                widths[column] = max(widths[column], len(chunk.text))
        return widths

    def _rows_of_blocks(self, names: int) -> list[Row]:
        """Return the rows where blank lines part them, however their cells are set; none where they don't."""
        blocks: list[list[int]] = [[]]
        for i in range(max(0, self.leads[0] - _HEADER_REACH), len(self.page)):
            if self.page[i].chunks:
                blocks[-1].append(i)
            elif blocks[-1]:
                blocks.append([])
        leads = set(self.leads)
        of_rows = [block for block in blocks if leads.intersection(block)]
        if len(of_rows) < len(leads):
            return []
        middle = any(block[0] not in leads and self._goes_on(block[0], names) for block in of_rows[1:])
        rows: list[Row] = []
        for block in blocks[blocks.index(of_rows[0]) : blocks.index(of_rows[-1]) + 1]:
            own = next((k for k, i in enumerate(block) if i in leads), len(block))
            first = own
            while first and own < len(block) and self._goes_on(block[first - 1], names) and middle:
                first -= 1
            last = own + 1
            while last < len(block) and self._goes_on(block[last], names):
                last += 1
            if block is not of_rows[0]:
                rows += [[self._across(i)] for i in block[:first]]
            rows += [[cells for i in block[first:last] if (cells := self._cells(i))]] if own < len(block) else []
            rows += [[self._across(i)] for i in block[last:]]
        return rows

    def _goes_on(self, i: int, names: int) -> bool:
        """Tell whether line i prints in cells behind those of numbers and codes only."""
        cells = self._cells(i)
        return cells is not None and cells.first >= names

    def _odd_rows(self, rows: Sequence[Row], names: int) -> set[int]:
        """Return which rows go on with a line that begins one of their cells anew."""
        widths = self._widths()
        return {
            number
            for number, row in enumerate(rows)
            for k, cells in enumerate(row)
            for at, chunk in cells.chunks
            if at >= names and (above := _above(row[:k], at)) and not goes_on(above, chunk.text, widths[at])
        }

    def _header(self, above: int, top: int, names: int) -> list[Row]:
        """Return the lines of the header above line `top`, each a row, and those between it and the first row."""
        header: list[Row] = []
        between: list[Row] = []
        for i in range(top - 1, max(above, top - _HEADER_REACH) - 1, -1):
            cells = self._cells(i, of_header=True)
            whole = any(len(one.chunks) > 1 for row in header for one in row)
            if cells and (len(cells.chunks) > 1 or (cells.first >= names and not whole)):
                header.insert(0, [cells])
            elif whole and (self.page[i].chunks or not self.page[i].drawn):
                break
            elif self.page[i].chunks:
                between.insert(0, [self._across(i)])
        return [*header, *between] if any(len(row[0].chunks) > 1 for row in header) else []


def _above(row: Row, column: int) -> str:
    """Return the last words that a row prints in a column."""
    return next((chunk.text for cells in reversed(row) for at, chunk in reversed(cells.chunks) if at == column), "")


def _gaps(text: str, cells: _Cells) -> Iterator[Edit]:
    """Yield the edits that make tabs of what parts the cells of a line, and take away the bars at its ends."""
    if not cells.chunks:
        return
    begin, before = cells.line.start + (text[cells.line.start] == "\f"), 0
    for column, chunk in cells.chunks:
        if column > before or (not before and DRAWN.search(text, begin, chunk.start)):
            yield Edit(begin, chunk.start, text[begin : chunk.start], "\t" * (column - before), COLUMN_GAP)
        before, begin = column, chunk.end
    if DRAWN.search(text, begin, cells.line.end):
        yield Edit(begin, cells.line.end, text[begin : cells.line.end], "", COLUMN_GAP)


def _rules(text: str, page: Page, rows: Sequence[Row]) -> Iterator[Edit]:
    """Yield the edits that take away the rules of a drawn table, around and between its rows."""
    numbers = [cells.line.number for row in rows for cells in row]
    for one in page:
        if one.drawn and not one.chunks and min(numbers) - 1 <= one.line.number <= max(numbers) + 1:
            yield Edit(one.line.start, one.line.end, text[one.line.start : one.line.end], "", COLUMN_GAP)
