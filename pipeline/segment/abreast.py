"""Part a table that prints one list in several columns: its header stands over each of them.

Код      | Наименование  | Код      | Наименование
31.05.01 | Лечебное дело | 38.03.01 | Экономика         the left column is read to its end first
31.05.02 | Педиатрия     | 38.03.02 | Менеджмент
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.languages.vocabulary import find_terms
from pipeline.segment.table import CODE_CELL, Row, Table

# A column of a list has a code and a name at least.
_FEWEST = 2


def part_abreast(table: Table, row: int) -> list[Table]:
    """Return the tables that stand side by side in one; the rows of those behind the first get numbers from `row` on.

    A heading in the first cell may be of one or of all of them. Codes of two kinds are those of two classifiers, and so
    are those of one name. Such a table stays as it is.
    """
    wide = _width(table)
    if wide == table.width or any(list(one.cells) == [0] and not one.has_code for one in table.rows):
        return [table]
    sides = [Table(_side(table.header, 0, wide), _side(table.rows, 0, wide), wide)]
    for begin in range(wide, table.width, wide):
        header = _side(table.header, begin, wide, row)
        rows = _side(table.rows, begin, wide, row + len(table.header))
        sides.append(Table(header, rows, wide))
        row += len(table.header) + len(table.rows)
    return sides if len(set(map(_kind_of_codes, sides))) == 1 and not _share_names(table, wide) else [table]


def _share_names(table: Table, wide: int) -> bool:
    """Tell whether a row prints a name twice, or within the other: `Экономика` beside `Экономика (магистратура)`."""
    heads = (" ".join(text for text, _ in table.heads(at)) for at in range(wide))
    named = [at for at, head in enumerate(heads) if any(one.key == "name" for one in find_terms("table_header", head))]
    for row in table.rows:
        for at in named:
            names = [row.cells.get(column, "").casefold() for column in range(at, table.width, wide)]
            if any(one and other and (one in other or other in one) for one, other in pairwise(names)):
                return True
    return False


def _kind_of_codes(table: Table) -> str | None:
    """Return what most codes of a table look like: `00.00.00`."""
    codes = (found["code"] for row in table.rows for cell in row.cells.values() if (found := CODE_CELL.fullmatch(cell)))
    kinds = Counter("".join("0" if letter.isdecimal() else letter for letter in code) for code in codes)
    return max(kinds, key=lambda kind: kinds[kind], default=None)


def _width(table: Table) -> int:
    """Return over how many columns the header goes before it begins again."""
    heads = ["".join(text for text, _ in table.heads(at)).strip(".0123456789") for at in range(table.width)]
    return next(
        (wide for wide in range(_FEWEST, table.width) if all(heads) and heads == heads[:wide] * (table.width // wide)),
        table.width,
    )


def _side(rows: Sequence[Row], begin: int, wide: int, row: int | None = None) -> tuple[Row, ...]:
    """Return what rows print in so many columns, as rows of their own that get numbers from `row` on."""
    found = []
    for at, one in enumerate(rows):
        pieces = [
            replace(
                piece,
                column=piece.column - begin,
                line=piece.line if row is None else replace(piece.line, row=row + at, blanks=0),
            )
            for piece in one.pieces
            if begin <= piece.column < begin + wide
        ]
        if any(piece.text.strip() for piece in pieces):
            found.append(Row.of(pieces))
    return tuple(found)
