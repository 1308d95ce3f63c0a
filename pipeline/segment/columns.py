"""Find the columns of a table that print one thing in several languages, and cut its lines between them.

060101 | Дарылоо иши | Лечебное дело      code | column in Kyrgyz | column in Russian
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from pipeline.languages.identify import identify_language
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.model import Document
from pipeline.read.blank_columns import COLUMN_GAP
from pipeline.segment.lines import LayoutLine

# A column is in a language when this share of its cells has letters, and its words are sure of the language.
_FILLED, _SURE = 0.5, 0.6
# What a column in a language that no list is read in has: a code holds no word.
LATIN_WORD = regex.compile(r"\p{Latin}{3}")
# Fewer rows prove nothing.
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one line prints in one column of its row: `start..end` in the line's text."""

    line: LayoutLine
    column: int
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]


def part_columns(lines: Sequence[LayoutLine], document: Document) -> Iterator[LayoutLine]:
    """Yield the lines, those of tables in the order of their cells and with the columns in which they begin.

    A table with columns in several languages is cut into pieces that say theirs.
    """
    abreast = _lines_abreast(document)
    known: dict[int, dict[int, str]] = {}
    for in_table, run in groupby(_whole_rows(lines), key=lambda line: line.row is not None):
        if not in_table:
            yield from run
            continue
        pieces = list(_pieces(list(run), abreast))
        last = max(piece.column for piece in pieces)
        # the rows that go on behind a page's end may be too few to tell
        tongues = _tongues(pieces) or known.get(last, {})
        known[last] = tongues
        yield from _cut(pieces, tongues if len(set(tongues.values())) > 1 else {})


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
    """Return the numbers of the lines whose cells blanks part: they begin in the first cell of their row."""
    starts = [line.start for line in document.lines]
    return frozenset(bisect_right(starts, mark.start) for mark in document.marks if mark.rule == COLUMN_GAP)


def _pieces(lines: Iterable[LayoutLine], abreast: Container[int]) -> Iterator[_Piece]:
    """Yield the cells of table rows, row by row: a tab leads to the next column, a new line stays in it.

    The lines of a row that stand abreast are read cell by cell.
    """
    for _, row in groupby(lines, key=lambda line: line.row):
        pieces: list[_Piece] = []
        column, side_by_side = 0, False
        for line in row:
            if line.number in abreast:
                column, side_by_side = 0, bool(pieces)
            at = 0
            for number, cell in enumerate(line.text.split("\t")):
                column += number > 0
                pieces.append(_Piece(line, column, at, at + len(cell)))
                at += len(cell) + 1
        yield from sorted(pieces, key=lambda piece: piece.column) if side_by_side else pieces


def _tongues(pieces: Sequence[_Piece]) -> dict[int, str]:
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
        worded = [cell for cell in cells if any(map(str.isalpha, cell))]
        if rows < _FEWEST_ROWS or len(worded) < _FILLED * rows:
            continue
        lang, sure = identify_language("\n".join(worded))
        own = lang in LANGUAGES or sum(LATIN_WORD.search(cell) is not None for cell in worded) >= _FILLED * rows
        if lang is not None and own and sure >= _SURE:
            found[column] = lang
    return found


def _cut(pieces: Sequence[_Piece], tongues: dict[int, str]) -> Iterator[LayoutLine]:
    """Yield the pieces of a table as lines; what is in one language, or in none, stays together on its line."""
    filled = (piece for piece in pieces if piece.text.strip())
    for _, same in groupby(filled, key=lambda piece: (piece.line.number, tongues.get(piece.column))):
        run = list(same)
        line, start, end, column = run[0].line, run[0].start, run[-1].end, run[0].column
        if not line.text[:start].strip() and not line.text[end:].strip():
            yield replace(line, column=column - line.text.count("\t", 0, start), tongue=tongues.get(column))
            continue
        text = line.text[start:end].strip()
        start = line.text.index(text, start)
        blanks = line.blanks if not line.text[:start].strip() else 0
        yield replace(
            line, text=text, start=line.start + start, blanks=blanks, tongue=tongues.get(column), column=column
        )
