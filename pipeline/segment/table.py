"""A table as rows of cells, and the header that heads its columns: where it begins, and what it says over each one.

№ | Прежние          | Новые                   the cell of several columns stands in the first of them
  | шифр | название  | шифр | название         over the fourth column: `Новые шифр`
1 | 2    | 3         | 4    | 5
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.languages.bars import is_answer
from pipeline.languages.column_heads import heads_column
from pipeline.languages.vocabulary import find_terms, is_phrase
from pipeline.segment.lines import LayoutLine
from pipeline.text.codes import BEFORE_CODE, CODE, CODE_MARK, RUNNING_NUMBER
from pipeline.text.marks import SYMBOLS

Span = tuple[int, int]
# "01.03.01", "510100¹", "510100*", "560000."
CODE_CELL = regex.compile(rf"\s*+(?P<code>{CODE})(?:{CODE_MARK})?\.?\s*+")
# "6B01101 Педагогика", "510100 - Математика"
CODED_CELL = regex.compile(rf"\s*+(?P<marked>(?P<code>{CODE})(?:{CODE_MARK})?\.?)(?:\s*+[-–—])?\s++(?=\p{{L}})")
# "1. 19.00.00": the number and the code of a group
NUMBERED_CODE = regex.compile(rf"\s*+(?:{BEFORE_CODE}|\d{{1,4}}\s?[.)]){CODE}")
# "1", "12.", "1.1.", "а)"
NUMBER_CELL = regex.compile(rf"\s*+(?:{RUNNING_NUMBER}\s?[.)]?|\p{{Ll}}\s?\))\s*+")
# "*", "○": a sign that only a legend explains
_SYMBOL = regex.compile(f"[{SYMBOLS}]")
# What a cell of a header prints at most, in characters.
_LONGEST_HEAD = 240


@dataclass(frozen=True, slots=True)
class Piece:
    """What one line prints in one column of its row: `start..end` in the line's text.

    `tongue` is its language where that of its column is another, `doubt` what makes its row doubtful.
    """

    line: LayoutLine
    column: int
    start: int
    end: int
    tongue: str | None = None
    doubt: str | None = None

    @property
    def text(self) -> str:
        """Return what it prints."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Return where it stands in the cleaned text, without the blanks around it."""
        text = self.text
        start = self.line.start + self.start + len(text) - len(text.lstrip())
        return start, start + len(text.strip())


@dataclass(frozen=True)
class Row:
    """The pieces of a table row, in reading order, and the text of each cell that prints any."""

    pieces: tuple[Piece, ...]
    cells: dict[int, str]

    @staticmethod
    def of(pieces: Sequence[Piece]) -> Row:
        """Join the lines of each cell; those of a head that is too narrow for its word without blanks."""
        cells: dict[int, list[str]] = {}
        for piece in pieces:
            if text := piece.text.strip():
                cells.setdefault(piece.column, []).append(text)
        row = Row(tuple(pieces), {column: " ".join(lines) for column, lines in cells.items()})
        if not row.has_code:
            row.cells.update((column, "".join(lines)) for column, lines in cells.items() if _is_cut_head(lines))
        return row

    @property
    def has_code(self) -> bool:
        """Tell whether a line of a cell prints a code, alone or before a name."""
        return any(
            CODE_CELL.fullmatch(piece.text) or CODED_CELL.match(piece.text) or NUMBERED_CODE.match(piece.text)
            for piece in self.pieces
        )


@dataclass(frozen=True)
class Table:
    """Rows of one shape: those of its header, perhaps none, and those below it.

    `above` is the header of the table that it goes on with, where it has none of its own.
    """

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    width: int
    above: tuple[Row, ...] = ()

    def heads(self, column: int) -> list[tuple[str, tuple[Piece, ...]]]:
        """Return the header's cells over a column, the uppermost first: their text and their pieces.

        A cell that goes on in mid-sentence in the row below is one, where each line of a header is a row.
        """
        found: list[tuple[str, tuple[Piece, ...]]] = []
        above: set[int] = set()
        for row in self.header or self.above:
            at = column
            while at not in row.cells and at > 0 and at not in above:
                at -= 1
            if at in row.cells and (at == column or column not in above):
                pieces = tuple(one for one in row.pieces if one.column == at and one.text.strip())
                if found and at == column and (goes_on(row.cells[at]) or found[-1][0].endswith("-")):
                    text, before = found.pop()
                    found.append((f"{text} {row.cells[at]}", (*before, *pieces)))
                else:
                    found.append((row.cells[at], pieces))
            above |= row.cells.keys()
        return found


def _is_cut_head(lines: Sequence[str]) -> bool:
    """Tell whether the lines of a cell head a column only as one word: `К`, `од`, `у`."""
    word = "".join(lines)
    return len(lines) > 1 and word.isalpha() and not heads_column(" ".join(lines)) and heads_column(word)


def goes_on(cell: str) -> bool:
    """Tell whether a cell begins in mid-sentence: with a small letter or a bracket."""
    return cell[:1].islower() or cell.startswith("(")


def divide_tables(rows: Sequence[Row]) -> Iterator[Table]:
    """Yield the tables that follow each other: a header whose words differ from the last one's begins another.

    A header that is printed again is kept with the rows, to be told by `is_repeated`.
    """
    width = max((piece.column for row in rows for piece in row.pieces), default=0) + 1
    begin, header = 0, _header_length(rows, 0)
    at = header
    while at < len(rows):
        length = _header_length(rows, at)
        if length and not _is_same(rows[at : at + length], rows[begin : begin + header]):
            yield Table(tuple(rows[begin : begin + header]), tuple(rows[begin + header : at]), width)
            begin, header = at, length
        at += max(1, length)
    if rows:
        yield Table(tuple(rows[begin : begin + header]), tuple(rows[begin + header :]), width)


def is_repeated(row: Row, table: Table) -> bool:
    """Tell whether a row prints a row of the table's header again."""
    return any(_is_same([row], [head]) for head in table.header or table.above)


def _is_same(one: Sequence[Row], other: Sequence[Row]) -> bool:
    return [_letters(row) for row in one] == [_letters(row) for row in other][: len(one)]


def _letters(row: Row) -> list[str]:
    return ["".join(cell.split()).lower() for _, cell in sorted(row.cells.items())]


def _header_length(rows: Sequence[Row], at: int) -> int:
    """Return how many rows from `at` on are a header; none where neither the first of them nor the next leads one."""
    if not (_may_head(rows[at]) and any(_may_head(row) and _leads(row) for row in rows[at : at + 2])):
        return 0
    end = at + 1
    while end < len(rows) and _goes_on_with_header(rows[end]):
        end += 1
    return end - at


def _may_head(row: Row) -> bool:
    """Tell whether half of the cells of a row, or more, speak of columns, and two at least are filled."""
    if len(row.cells) < 2 or row.has_code or any(len(cell) > _LONGEST_HEAD for cell in row.cells.values()):
        return False
    return 2 * sum(map(heads_column, row.cells.values())) >= len(row.cells)


def _leads(row: Row) -> bool:
    """Tell whether a row speaks of a column of numbers, codes or names, or each of its cells of some column."""
    terms = [find_terms("table_header", cell) for cell in row.cells.values()]
    named = any(term.key in ("number", "code", "name") for found in terms for term in found)
    return named or (all(terms) and all(map(heads_column, row.cells.values())))


def _goes_on_with_header(row: Row) -> bool:
    """Tell whether a row below a header is of it: it divides columns, numbers them, or goes on with their words."""
    if row.has_code or not row.cells:
        return False
    if is_column_numbers(row):
        return True
    cells = list(row.cells.values())
    if list(row.cells) == [0] or any(
        cell[0].isdigit() for cell in cells
    ):  # a heading across the table, or with a number
        return False
    words = [cell for cell in cells if any(map(str.isalpha, cell))]
    return bool(words) and (all(map(heads_column, words)) or all(map(goes_on, words)))


def is_column_numbers(row: Row) -> bool:
    """Tell whether a row numbers the columns: `1 | 2 | 3 | 4`."""
    numbers = [cell.strip(" .()") for _, cell in sorted(row.cells.items())]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_mark(cell: str) -> bool:
    """Tell whether a cell answers yes or no, or says that something is barred or permitted, and nothing more.

    >>> is_mark("+"), is_mark("○"), is_mark("не допускается"), is_mark("заочная")
    (True, True, True, False)
    """
    text = cell.strip(" .;")
    return _SYMBOL.fullmatch(text) is not None or is_phrase("marks", text) or is_answer(text) is not None
