"""Find tables whose columns plain text keeps by blanks, and say which words stand in which cell.

    1    510100    Химия жана физика    Химия и       Сырттан        rows whose first words are numbers or codes
                                        физика                       a line of cells alone goes on with the row above
    Педагогика                                                       a heading across the table

A column begins where no row's words stand across: every line of the table leaves a strip of blanks there. The gaps
become tabs, as many as lead to the next cell; all lines of a row begin in its first cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import regex

from pipeline.languages.column_heads import heads_column
from pipeline.languages.vocabulary import find_terms
from pipeline.model import Edit, Line
from pipeline.read.chunks import DRAWN, Chunk, Printed, print_line, rows_alike, runs_near
from pipeline.read.parted_rows import Level, around_middle, part_rows
from pipeline.read.table_rows import LEAD, goes_on, must_go_on
from pipeline.text.codes import CODE

# The rule of the edits that make tabs of gaps.
COLUMN_GAP = "column_gap"
# "О р м о н  и ш и": blanks between letters part no cells
SPACED = regex.compile(r"\S(?:\s+\S){3,}")
_CODE = regex.compile(CODE)
# So many rows of so many columns make a table; a header stands at most so many lines above.
_FEWEST_ROWS, _FEWEST_COLUMNS, _HEADER_REACH = 3, 2, 10
# A column with a greater share of numbers and codes than this is one of them.
_SHARE = 0.5
# Where more of the rows than this go on with a line that begins like another's, cells aren't set at the top.
_ODD_SHARE = 0.1
# So many lines may lie between the middle of a row's cells and its code, all cells together.
_OFF_MIDDLE = 0.25
# Rows of so many columns that don't wrap read the same without them.
_FLAT = 2


@dataclass(frozen=True, slots=True)
class _Cells:
    """A line as cells: its chunks, each with its column; none where it goes across the table."""

    line: Line
    chunks: tuple[tuple[int, Chunk], ...] = ()

    @property
    def first(self) -> int:
        """Return the first column that it prints in."""
        return self.chunks[0][0]


def find_columns(text: str, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Edit, ...]]:
    """Return the lines, those of tables with the numbers of their rows, and the edits that make tabs of their gaps."""
    last = max((line.row or 0 for line in lines), default=0)
    numbers: dict[int, int] = {}
    edits: list[Edit] = []
    before: _Table | None = None
    for _, of_page in groupby(lines, key=lambda line: line.page):
        page = [print_line(text, line) for line in of_page]
        tables = list(_find_tables(page))
        for table in tables:
            cut = before.rest_of(table) if before and table is tables[0] else []
            edits += (edit for cells in cut for edit in _gaps(text, cells))
            numbers |= dict.fromkeys((cells.line.number for cells in cut), last)
            for row in table.rows:
                if row[0] not in cut:
                    last += 1
                    numbers |= dict.fromkeys((cells.line.number for cells in row), last)
                    edits += (edit for cells in row for edit in _gaps(text, cells))
            edits += _rules(text, page, table.rows)
        before = tables[-1] if tables and tables[-1].ends_page() else None
    if not numbers:
        return tuple(lines), ()
    numbered = tuple(line._replace(row=numbers.get(line.number, line.row)) for line in lines)
    return numbered, tuple(sorted(edits, key=lambda edit: edit.start))


Page = Sequence[Printed]
Row = list[_Cells]


def _is_spaced(chunks: Sequence[Chunk]) -> bool:
    """Tell whether a line prints letters apart; the numbers and marks of columns stand apart, too."""
    letters = any(character.isalpha() for chunk in chunks for character in chunk.text)
    return letters and SPACED.fullmatch("  ".join(chunk.text for chunk in chunks)) is not None


def _code_behind(chunks: Sequence[Chunk]) -> Chunk | None:
    """Return the code of a line that prints it behind other words and begins with no number or code."""
    behind = chunks[1:] if not LEAD.fullmatch(chunks[0].text) else ()
    return next((chunk for chunk in behind if _CODE.fullmatch(chunk.text)), None)


def _find_tables(page: list[Printed]) -> Iterator[_Table]:
    """Yield the tables of a page."""
    leads = [
        i
        for i, one in enumerate(page)
        if len(one.chunks) > 1
        and (LEAD.fullmatch(one.chunks[0].text) or _code_behind(one.chunks))
        and not _is_spaced(one.chunks)
    ]
    above = 0
    for run in runs_near(leads):
        for rows, columns in rows_alike(page, run):
            if len(columns) < _FEWEST_COLUMNS or (len(rows) < _FEWEST_ROWS and not page[rows[0]].drawn):
                continue
            behind = filter(None, (_code_behind(page[i].chunks) for i in rows))
            if any(code.left not in columns for code in behind):
                continue
            table = _Table(page, rows, columns, above)
            if table.rows:
                yield table
                above = rows[-1] + 1


@dataclass(frozen=True, eq=False)
class _Table:
    """A table of a page: the lines that begin its rows (indexes of the page), and where its columns begin."""

    page: Page
    leads: list[int]
    columns: list[int]
    above: int

    @cached_property
    def rows(self) -> list[Row]:
        """The rows, header and headings among them; none if its lines can't be told apart.

        Lines before `above` are another table's. A row is left out where a line below it may be no part of it.
        """
        blocks = self._rows_of_blocks(self.names)
        found, odd = (blocks, self._odd_rows(blocks, self.names)) if blocks else self._rows_from_the_top(self.names)
        drawn = self.page[self.leads[0]].drawn
        wrapped = any(len(row) > 1 and row[0].chunks for row in found)
        lower = not blocks and self._is_set_lower(found, self.names)
        if lower and (found := self._rows_around_the_middle()):
            odd = self._odd_rows(found, self.names)
        if not found:
            return []
        if len(odd) > _ODD_SHARE * len(self.leads) or (len(self.columns) <= _FLAT and not wrapped and not drawn):
            return []
        top = next(i for i, one in enumerate(self.page) if one.line is found[0][0].line)
        return [*self._header(top, self.names, lower=lower), *(row for i, row in enumerate(found) if i not in odd)]

    def ends_page(self) -> bool:
        """Tell whether nothing but a page's number stands below the table on its page."""
        last = max(cells.line.number for row in self.rows for cells in row)
        return sum(bool(one.chunks) for one in self.page if one.line.number > last) <= 1

    def rest_of(self, table: _Table) -> list[_Cells]:
        """Return the lines above the first row of a table on the next page that go on with the last row of this one.

        They stand below the same header, or below none.
        """
        if len(table.columns) != len(self.columns):
            return []
        known = {_words(cells) for row in self.rows for cells in row}
        first = table.leads[0]
        found: list[_Cells] = []
        for i in range(first - 1, -1, -1):
            cells = table._cells(i)
            if not cells or cells.first < table.names or _words(cells) in known:
                break
            found.insert(0, cells)
        header = [one for one in table.page[: first - len(found)] if one.chunks]
        repeated = [one for one in header if tuple(chunk.text for chunk in one.chunks) in known]
        same = len(repeated) == len(header) or (len(header) == 1 and len(header[0].chunks) == 1)
        widths, row = self._widths(), self.rows[-1]
        whole = all(goes_on(_above(row, at), one.text, widths[at]) for cells in found[:1] for at, one in cells.chunks)
        return found if same and whole else []

    def _cells(self, i: int, *, of_header: bool = False) -> _Cells | None:
        """Return line i as cells; None where words that are not `of_header` stand across the begin of a column."""
        line, chunks = self.page[i].line, self.page[i].chunks
        if _is_spaced(chunks):
            return None
        placed: list[tuple[int, Chunk]] = []
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
        return _Cells(line, ((0, Chunk(chunks[0].start, chunks[-1].end, chunks[0].left, chunks[-1].right, text)),))

    @cached_property
    def names(self) -> int:
        """The first column most of whose cells are no numbers or codes."""
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
                above = rows[-1][:-1]
                if not all(self._may_go_on(_above(above, at), one.text, widths[at]) for at, one in cells.chunks):
                    odd.add(len(rows) - 1)
            elif i > self.leads[-1]:
                break
            elif cells and len(cells.chunks) > 1:
                rows.append([cells])
                across = True
            elif across and not (blank or rows[-1][0].chunks):
                rows[-1].append(self._across(i))
            else:
                odd |= {len(rows) - 1} if self._wraps_to_the_left(i) else set()
                rows.append([self._across(i)])
                across = True
            blank = False
        return rows, odd

    def _may_go_on(self, above: str, text: str, width: int) -> bool:
        """Tell whether a line may go on with a cell; where names begin at the left, headings do so, too."""
        return goes_on(above, text, width) if self.names else must_go_on(above, text)

    def _wraps_to_the_left(self, i: int) -> bool:
        """Tell whether a line that begins at the left may go on with the row above: it begins in small letters."""
        text = self.page[i].chunks[0].text
        return text[:1].islower() and not find_terms("continuation", text)

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

    def _rows_around_the_middle(self) -> list[Row]:
        """Return the rows whose cells are set around the line of the code; none where one of them is set otherwise."""
        rows: list[Row] = []
        run: dict[int, _Cells] = {}
        first = self.leads[0]
        while first > self.above and self._goes_on(first - 1, self.names):
            first -= 1
        across = False
        for i in range(first, len(self.page) + 1):
            cells = self._cells(i) if i < len(self.page) else None
            if cells and (i in self.leads or cells.first >= self.names):
                run[i] = cells
                continue
            parted = self._part(run)
            if parted is None:
                return []
            across, run = across and not run, {}
            rows += parted
            if i > self.leads[-1]:
                break
            if across and self.page[i].chunks:
                rows[-1].append(self._across(i))
            elif self.page[i].chunks:
                rows.append([self._across(i)])
            across = bool(self.page[i].chunks)
        return rows

    def _part(self, run: dict[int, _Cells]) -> list[Row] | None:
        """Part lines of cells into rows around their codes; None where a cell has its middle elsewhere."""
        widths, levels = self._widths(), list[Level]()
        above: dict[int, str] = {}
        for i, cells in run.items():
            texts = {at: chunk.text for at, chunk in cells.chunks}
            anew = frozenset(at for at in texts if at in above and not goes_on(above[at], texts[at], widths[at]))
            levels.append(Level(float(i), frozenset(texts), i in self.leads, head=False, anew=anew))
            above |= texts
        lines, rows = list(run.values()), list[Row]()
        for begin, end in part_rows(levels, 1.0, around_middle).rows:
            key = next((k for k in range(begin, end) if levels[k].key), None)
            if key is not None and around_middle(levels[begin:end], key - begin) > _OFF_MIDDLE:
                return None
            rows.append(lines[begin:end])
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

    def _header(self, top: int, names: int, *, lower: bool) -> list[Row]:
        """Return the lines of the header above line `top`, each a row, and those between it and the first row.

        Those of a header that is set around its middle (`lower`) may begin in any column.
        """
        header: list[Row] = []
        between: list[Row] = []
        for i in range(top - 1, max(self.above, top - _HEADER_REACH) - 1, -1):
            cells = self._cells(i, of_header=True)
            whole = any(len(one.chunks) > 1 for row in header for one in row)
            begins = cells is not None and (cells.first >= names or (lower and heads_column(cells.chunks[0][1].text)))
            if cells and (len(cells.chunks) > 1 or (begins and (lower or not whole))):
                header.insert(0, [cells])
            elif whole and (self.page[i].chunks or not self.page[i].drawn):
                break
            elif self.page[i].chunks:
                between.insert(0, [self._across(i)])
        return [*header, *between] if any(len(row[0].chunks) > 1 for row in header) else []


def _words(cells: _Cells) -> tuple[str, ...]:
    return tuple(chunk.text for _, chunk in cells.chunks)


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
