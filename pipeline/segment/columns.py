"""Find the columns of a table that print one thing in several languages, and cut its lines between them.

060101 | Дарылоо иши | Лечебное дело      code | column in Kyrgyz | column in Russian
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.languages.identify import identify_language
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.segment.lines import LayoutLine

# A column is in a language when this share of its cells has letters, and its words are sure of the language.
_FILLED, _SURE = 0.5, 0.6
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


def part_columns(lines: Sequence[LayoutLine]) -> Iterator[LayoutLine]:
    """Yield the lines, those of a table with columns in several languages cut into pieces that say theirs."""
    for in_table, run in groupby(lines, key=lambda line: line.row is not None):
        found = list(run)
        tongues = _tongues(pieces := list(_pieces(found))) if in_table else {}
        yield from _cut(pieces, tongues) if len(set(tongues.values())) > 1 else found


def _pieces(lines: Iterable[LayoutLine]) -> Iterator[_Piece]:
    """Yield the cells of table rows, line by line: a tab leads to the next column, a new line stays in it."""
    column, row = 0, None
    for line in lines:
        if line.row != row:
            column, row = 0, line.row
        at = 0
        for number, cell in enumerate(line.text.split("\t")):
            column += number > 0
            yield _Piece(line, column, at, at + len(cell))
            at += len(cell) + 1


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
        if lang in LANGUAGES and sure >= _SURE:
            found[column] = lang
    return found


def _cut(pieces: Sequence[_Piece], tongues: dict[int, str]) -> Iterator[LayoutLine]:
    """Yield the pieces of a table as lines; columns without a language stay together where they stand on one line."""
    for _, same in groupby(pieces, key=lambda piece: (piece.line.number, tongues.get(piece.column))):
        run = list(same)
        line, start, end = run[0].line, run[0].start, run[-1].end
        if text := line.text[start:end].strip():
            start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
            tongue = tongues.get(run[0].column)
            blanks = line.blanks if not start else 0
            yield replace(line, text=text, start=line.start + start, blanks=blanks, tongue=tongue)
