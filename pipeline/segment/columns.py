"""Find the columns of a table that print one thing in several languages, and cut its lines between them.

060101 | Дарылоо иши | Лечебное дело      code | column in Kyrgyz | column in Russian
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from pipeline.languages.identify import identify_language
from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.model import Document
from pipeline.read.blank_columns import COLUMN_GAP
from pipeline.segment.abreast import part_abreast
from pipeline.segment.arrange import Aside, arrange
from pipeline.segment.codes_behind import part_codes_behind
from pipeline.segment.lines import LayoutLine, LineRole
from pipeline.segment.roles import Shape, find_shape
from pipeline.segment.table import CODE_CELL, Piece, Row, Table, divide_tables, is_column_numbers, is_repeated
from pipeline.segment.tongue_rows import part_headings, part_names

# A column is in a language when this share of its cells has letters, and its words are sure of the language.
_FILLED, _SURE = 0.5, 0.6
# What a column in a language that no list is read in has: a code holds no word.
LATIN_WORD = regex.compile(r"\p{Latin}{3}")
# "З, В": single letters are of no language
WORD = regex.compile(r"\p{L}{3}")
# Fewer rows prove nothing.
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class Parted:
    """The lines of a document, those of tables by their cells, and the cells of tables that are not published."""

    lines: tuple[LayoutLine, ...]
    asides: tuple[Aside, ...]


def part_columns(lines: Sequence[LayoutLine], document: Document) -> Parted:
    """Return the lines, those of tables in the order of their cells and with the columns in which they begin.

    A table with columns in several languages is cut into pieces that say theirs.
    """
    abreast = _lines_abreast(document)
    parting = _Parting(max((line.row or 0 for line in lines), default=0) + 1)
    for in_table, run in groupby(_whole_rows(lines), key=lambda line: line.row is not None):
        if in_table:
            parting.part([Row.of(row) for row in _rows(list(run), abreast)])
        else:
            parting.pass_by(list(run))
    return Parted(tuple(parting.lines), tuple(parting.asides))


class _Parting:
    """The lines so far, and what is known of the table above: rows behind a page's end are too few to tell."""

    def __init__(self, rows: int) -> None:
        self.free = rows  # the first number that no row has
        self.lines: list[LayoutLine] = []
        self.asides: list[Aside] = []
        self.tongues: dict[int, dict[int, str]] = {}
        self.known: tuple[Table, Shape] | None = None

    def pass_by(self, lines: Sequence[LayoutLine]) -> None:
        """Add lines that are of no table; a table goes on below those that a page prints for its own sake."""
        self.lines += part_codes_behind(lines, self.free)
        self.free += len(lines)
        if not all(line.furniture or find_terms("continuation", line.text) for line in lines):
            self.known = None

    def part(self, rows: Sequence[Row]) -> None:
        """Add the rows of tables that stand together."""
        for divided in self._tables(rows):
            pieces = [piece for row in (*divided.header, *divided.rows) for piece in row.pieces]
            last = max(piece.column for piece in pieces)
            tongues = _tongues(pieces) or self.tongues.get(last, {})
            self.tongues[last] = tongues
            several = tongues if len(set(tongues.values())) > 1 else {}
            table, shape = self._shape_of(divided, several)
            if several:
                table = replace(table, rows=tuple(part_headings(table.rows, sorted(set(several.values())))))
                pieces = [piece for row in (*table.header, *table.rows) for piece in row.pieces]
            elif shape and len(names := shape.columns("name")) == 1 and (parted := part_names(table.rows, names[0])):
                rows_of, both = parted
                table = replace(table, rows=tuple(part_headings(rows_of, sorted(both))))
                pieces = [piece for row in (*table.header, *table.rows) for piece in row.pieces]
            if shape is None or (shape.is_plain and not shape.doubt):
                self.lines += _cut(pieces, several, _header_lines(table) if shape else frozenset())
            else:
                kept = {column: lang for column, lang in several.items() if shape.roles.get(column) != "aside"}
                arranged = arrange(table, shape, kept if len(set(kept.values())) > 1 else {})
                self.lines += arranged.lines
                self.asides += arranged.asides

    def _tables(self, rows: Sequence[Row]) -> Iterator[Table]:
        """Yield the tables that stand below each other or side by side."""
        for divided in divide_tables(rows):
            for table in part_abreast(divided, self.free):
                yield table
                self.free += len(table.header) + len(table.rows)

    def _shape_of(self, table: Table, tongues: Mapping[int, str]) -> tuple[Table, Shape | None]:
        """Return the shape of a table; one without a header that goes on with the one above has that one's."""
        if not table.header and self.known and self.known[0].width == table.width:
            above, shape = self.known
            coded = shape.columns("code", "coded_name")
            if any(CODE_CELL.match(row.cells.get(column, "")) for row in table.rows for column in coded):
                return replace(table, above=above.header), shape
        found = find_shape(table, tongues)
        self.known = (table, found) if found else None
        return table, found


def _header_lines(table: Table) -> frozenset[int]:
    """Return the numbers of the lines that head a table's columns, printed again or not."""
    again = (row for row in table.rows if is_repeated(row, table) or is_column_numbers(row))
    return frozenset(piece.line.number for row in (*table.header, *again) for piece in row.pieces)


def _whole_rows(lines: Sequence[LayoutLine]) -> Iterator[LayoutLine]:
    """Yield the lines, those of a row that a page's end cuts behind its first ones."""
    rows: defaultdict[int | None, list[LayoutLine]] = defaultdict(list)
    for line in lines:
        rows[line.row].append(line)
    for line in lines:
        if line.row is None:
            yield line
        else:
            yield from rows.pop(line.row, ())


def _lines_abreast(document: Document) -> frozenset[int]:
    """Return the numbers of the lines of rows whose cells blanks part: each begins in the first cell of its row."""
    starts = [line.start for line in document.lines]
    gaps = (bisect_right(starts, mark.start) - 1 for mark in document.marks if mark.rule == COLUMN_GAP)
    rows = {document.lines[at].row for at in gaps} - {None}
    return frozenset(line.number for line in document.lines if line.row in rows)


def _rows(lines: Iterable[LayoutLine], abreast: Container[int]) -> Iterator[list[Piece]]:
    """Yield the cells of each table row: a tab leads to the next column, a new line stays in it.

    The lines of a row that stand abreast are read cell by cell.
    """
    for _, row in groupby(lines, key=lambda line: line.row):
        pieces: list[Piece] = []
        column, side_by_side = 0, False
        for line in row:
            if line.number in abreast:
                column, side_by_side = 0, bool(pieces)
            at = 0
            for number, cell in enumerate(line.text.split("\t")):
                column += number > 0
                pieces.append(Piece(line, column, at, at + len(cell)))
                at += len(cell) + 1
        yield sorted(pieces, key=lambda piece: piece.column) if side_by_side else pieces


def _tongues(pieces: Sequence[Piece]) -> dict[int, str]:
    """Return the language of each column that is surely in one."""
    filled: defaultdict[int | None, set[int]] = defaultdict(set)
    for piece in pieces:
        if piece.text.strip():
            filled[piece.line.row].add(piece.column)
    # a row with one cell heads those below it
    within = {row for row, columns in filled.items() if len(columns) > 1}
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for piece in pieces:
        if piece.line.row in within:
            texts[piece.column].append(piece.text)
    rows = len(within)
    found = {}
    for column, cells in texts.items():
        # the letter of `5В010200` is of no word
        worded = [cell for cell in cells if WORD.search(cell) and not CODE_CELL.fullmatch(cell)]
        if rows < _FEWEST_ROWS or len(worded) < _FILLED * rows:
            continue
        lang, sure = identify_language("\n".join(worded))
        own = lang in LANGUAGES or sum(LATIN_WORD.search(cell) is not None for cell in worded) >= _FILLED * rows
        if lang is not None and own and sure >= _SURE:
            found[column] = lang
    return found


def _cut(pieces: Sequence[Piece], tongues: Mapping[int, str], header: Container[int]) -> Iterator[LayoutLine]:
    """Yield the pieces of a table as lines; what is in one language, or in none, stays together on its line."""
    filled = (piece for piece in pieces if piece.text.strip())
    for (*_, tongue), same in groupby(
        filled, key=lambda piece: (piece.line.number, piece.line.row, _tongue(piece, tongues))
    ):
        run = list(same)
        line, start, end, column = run[0].line, run[0].start, run[-1].end, run[0].column
        doubt = next((piece.doubt for piece in run if piece.doubt), None)
        role: LineRole | None = "header" if line.number in header else None
        if not line.text[:start].strip() and not line.text[end:].strip():
            column -= line.text.count("\t", 0, start)
            yield replace(line, column=column, tongue=tongue, role=role, doubt=doubt)
            continue
        text = line.text[start:end].strip()
        start = line.text.index(text, start)
        blanks = line.blanks if not line.text[:start].strip() else 0
        yield replace(
            line,
            text=text,
            start=line.start + start,
            blanks=blanks,
            tongue=tongue,
            column=column,
            role=role,
            doubt=doubt,
        )


def _tongue(piece: Piece, tongues: Mapping[int, str]) -> str | None:
    return piece.tongue or tongues.get(piece.column)
