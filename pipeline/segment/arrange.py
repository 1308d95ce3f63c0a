"""Put the cells of a table whose columns are known into the order of a row: group, number, code, names, forms, marks.

Cells of columns that are not published are set aside, with the header's cells over them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.languages.vocabulary import find_terms
from pipeline.segment.lines import LayoutLine, LineRole
from pipeline.segment.roles import ORDER, Shape
from pipeline.segment.table import (
    CODE_CELL,
    CODED_CELL,
    Piece,
    Row,
    Span,
    Table,
    goes_on,
    is_column_numbers,
    is_repeated,
)
from pipeline.text.codes import is_group_code

NAME_ABOVE = "the heading above it may be the first line of a name"
ASIDE_SPEAKS = "a cell that is not published speaks of forms of study, or of what is barred or permitted"
GROUP_BELOW = "the first rows of the table stand before its first group, which may be set in the middle of its rows"
OF_BARS = ("forms", "bars")


@dataclass(frozen=True, slots=True)
class Aside:
    """Cells that are not published, as spans of the cleaned text: a column below its head, or a row without a code.

    A cell over several lines is several spans; `count` is the number of cells.
    """

    head: str | None
    heads: tuple[Span, ...]
    cells: tuple[Span, ...]
    count: int


@dataclass(frozen=True)
class Arranged:
    """The lines of a table in the order in which they are read, and what was set aside."""

    lines: tuple[LayoutLine, ...]
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece with its column among those that are read, and the row that it goes down into, if it is of another."""

    piece: Piece
    column: int
    role: LineRole | None = None
    row: int | None = None


def arrange(table: Table, shape: Shape, tongues: Mapping[int, str]) -> Arranged:
    """Arrange the lines of a table whose columns have the roles of `shape`."""
    return _Arranging(table, shape, tongues).arrange()


class _Arranging:
    """A table under way: its columns in reading order, and what has been set aside so far."""

    def __init__(self, table: Table, shape: Shape, tongues: Mapping[int, str]) -> None:
        self.table, self.shape, self.tongues = table, shape, tongues
        self.aside = frozenset(shape.columns("aside"))
        self.codes = frozenset(shape.columns("code", "coded_name"))
        self.columns = self._columns()
        self.cells: dict[int, list[Piece]] = {column: [] for column in self.aside}
        self.heads_aside: dict[int, list[Span]] = {column: [] for column in self.aside}
        self.rows_aside: list[Aside] = []
        self.unsure = self.doubt = shape.doubt or (GROUP_BELOW if self._groups_below() else None)
        self.row_doubt: str | None = None
        # what is set aside may say more of the forms, but for a column that tells how one may study
        self.notes = frozenset(column for column in self.aside if not _heads_forms(table, column))
        self.marks: dict[int, list[Piece]] = {}

    def _groups_below(self) -> bool:
        """Tell whether the first row has no cell in a column of groups, and no row above the table it goes on with."""
        groups, first = self.shape.columns("group"), next((row for row in self.table.rows if row.has_code), None)
        return bool(groups) and first is not None and not self.table.above and first.cells.keys().isdisjoint(groups)

    def _columns(self) -> dict[int, int]:
        """Return the new column of each one that is read; behind a code that a name follows in its cell one is left."""
        columns: dict[int, int] = {}
        for role in ORDER:
            for column in self.shape.columns(role):
                before = list(columns)[-1:]
                room = bool(before) and self.shape.roles[before[0]] == "coded_name"
                columns[column] = (columns[before[0]] + 1 + room) if before else 0
        return columns

    def arrange(self) -> Arranged:
        """Arrange the header, then row by row."""
        lines: list[LayoutLine] = []
        kept = {
            piece.span
            for column in range(self.table.width)
            if column not in self.aside
            for _, pieces in self.table.heads(column)
            for piece in pieces
        }
        for row in self.table.header:
            lines += self._header([piece for piece in row.pieces if self._stays(piece, piece.span in kept)])
        for row in self._mended():
            lines += self._row(row)
        printed = (column for column in sorted(self.aside) if self.heads_aside[column] or self.cells[column])
        return Arranged(tuple(lines), (*map(self._aside, printed), *self.rows_aside))

    def _aside(self, column: int) -> Aside:
        """Return a column that is set aside; the number of the column is no part of its head."""
        heads = [text for text, _ in self.table.heads(column) if not text.strip(" .()").isdecimal()]
        pieces = self.cells[column]
        count = len({piece.line.row for piece in pieces})
        return Aside(" ".join(heads), tuple(self.heads_aside[column]), tuple(piece.span for piece in pieces), count)

    def _stays(self, piece: Piece, stays: bool) -> bool:
        """Keep a cell of the header, or set it aside with its column."""
        if not piece.text.strip():
            return False
        if not stays and piece.column in self.aside:
            self.heads_aside[piece.column].append(piece.span)
            return False
        return True

    def _mended(self) -> Iterator[Row]:
        """Yield the rows; the first line of a row whose first cell wraps may look like a heading above it."""
        above: Row | None = None
        for row in self.table.rows:
            if above and goes_on(row.cells.get(0, "")):
                own = row.pieces[0].line.row
                first = [replace(piece, line=replace(piece.line, row=own)) for piece in above.pieces]
                yield Row.of([*first, *row.pieces])
                above = None
                continue
            if above:
                yield above
            above = row if list(row.cells) == [0] else None
            if not above:
                yield row
        if above:
            yield above

    def _header(self, pieces: Sequence[Piece]) -> Iterator[LayoutLine]:
        yield from self._lines([_Placed(piece, piece.column, "header") for piece in pieces])

    def _row(self, row: Row) -> Iterator[LayoutLine]:
        if is_repeated(row, self.table) or is_column_numbers(row):
            yield from self._header([one for one in row.pieces if self._stays(one, one.column not in self.aside)])
            return
        filled = sorted(row.cells)
        if len(filled) == 1 and self._is_heading(filled[0], row.cells[filled[0]]):
            lone = not any("\t" in piece.line.text for piece in row.pieces)
            self.doubt = self.unsure or (NAME_ABOVE if lone and self.shape.roles.get(0) == "name" else None)
            yield from self._lines([_Placed(piece, piece.column) for piece in row.pieces if piece.text.strip()])
            return
        if row.has_code and self.codes.isdisjoint(filled):
            cells = tuple(one.span for one in row.pieces if one.text.strip())
            self.rows_aside.append(Aside(None, (), cells, len(filled)))
            return
        self.row_doubt = None
        placed = [one for piece in row.pieces if piece.text.strip() for one in self._place(piece)]
        placed += self._marks_from_above(row)
        order: tuple[LineRole | None, ...] = ("group", "num", None, "mark")
        yield from self._lines(sorted(placed, key=lambda one: (order.index(one.role), one.column)))

    def _is_heading(self, column: int, cell: str) -> bool:
        """Tell whether the only cell of a row heads those below it: it is no code, and of no column set aside."""
        coded = CODED_CELL.match(cell)
        if CODE_CELL.fullmatch(cell) or (coded and not is_group_code(coded["code"])):
            return False
        return column == 0 or self.shape.roles.get(column) != "aside"

    def _place(self, piece: Piece) -> Iterator[_Placed]:
        """Yield a cell with its new column; a code and the name behind it are two."""
        role = self.shape.roles.get(piece.column)
        if role == "aside":
            self.cells[piece.column].append(piece)
            if piece.column in self.notes and any(find_terms(section, piece.text) for section in OF_BARS):
                self.row_doubt = ASIDE_SPEAKS
        elif role in ("group", "mark"):
            yield _Placed(piece, piece.column, role)
        elif role == "coded_name":
            column = self.columns[piece.column]
            coded = CODED_CELL.match(piece.text)
            if coded:
                yield _Placed(replace(piece, end=piece.start + coded.end("marked")), column)
                yield _Placed(replace(piece, start=piece.start + coded.end()), column + 1)
            else:
                yield _Placed(piece, column + (not CODE_CELL.fullmatch(piece.text)))
        else:
            yield _Placed(piece, self.columns.get(piece.column, piece.column), "num" if role == "num" else None)

    def _marks_from_above(self, row: Row) -> Iterator[_Placed]:
        """Yield the marks that go down into a row from one above; keep those that it prints for the rows below."""
        line = row.pieces[0].line
        merged = {column for piece in row.pieces for column in piece.line.merged}
        for column in self.shape.columns("mark"):
            if column in row.cells:
                self.marks[column] = [one for one in row.pieces if one.column == column and one.text.strip()]
            elif column in merged:
                yield from (_Placed(one, column, "mark", line.row) for one in self.marks.get(column, ()))

    def _tongue(self, one: _Placed) -> str | None:
        """Return the language of a cell; a code is in none, unless each language prints its own."""
        column = one.piece.column
        if one.piece.tongue:
            return one.piece.tongue
        if self.shape.roles.get(column) == "coded_name" and len(self.codes) == 1 and one.role is None:
            return self.tongues.get(column) if one.column > self.columns[column] else None
        return self.tongues.get(column)

    def _lines(self, placed: Sequence[_Placed]) -> Iterator[LayoutLine]:
        """Yield cells as lines; those that follow each other in the text stay together."""
        run: list[_Placed] = []
        for one in placed:
            if run and not self._follows(run[-1], one):
                yield self._line(run)
                run = []
            run.append(one)
        if run:
            yield self._line(run)

    def _follows(self, before: _Placed, one: _Placed) -> bool:
        if before.piece.line is not one.piece.line or self._tongue(before) != self._tongue(one):
            return False
        if one.role == "mark" or (before.role != one.role and before.role != "num"):
            return False
        between = before.piece.line.text[before.piece.end : one.piece.start]
        return bool(between) and between == "\t" * (one.column - before.column)

    def _line(self, run: Sequence[_Placed]) -> LayoutLine:
        line, first, last = run[0].piece.line, run[0].piece, run[-1].piece
        (start, _), (_, end) = first.span, last.span
        role = run[0].role if run[0].role == run[-1].role else None
        is_first = not line.text[: first.start].strip()
        return replace(
            line,
            text=line.text[start - line.start : end - line.start],
            start=start,
            row=run[0].row or line.row,
            blanks=line.blanks if is_first else 0,
            column=run[0].column,
            merged=tuple(self.columns[column] for column in line.merged if column in self.columns),
            tongue=self._tongue(run[0]),
            role=role,
            heads=self._heads(first.column) if role == "mark" else (),
            doubt=None if role == "header" else self.doubt or self.row_doubt or first.doubt,
        )

    def _heads(self, column: int) -> tuple[tuple[tuple[int, str], ...], ...]:
        """Return the header's cells over a column as their lines, with where these begin."""
        return tuple(tuple((one.span[0], one.text.strip()) for one in pieces) for _, pieces in self.table.heads(column))


def _heads_forms(table: Table, column: int) -> bool:
    """Tell whether a column is headed by the word for forms of study: its cells name them by nature."""
    return any(term.key == "forms" for text, _ in table.heads(column) for term in find_terms("table_header", text))
