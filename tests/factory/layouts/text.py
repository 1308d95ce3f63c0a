"""Lay a sheet out as plain text: cells parted by tabs, in columns of blanks, or a row's words one after the other."""

from __future__ import annotations

from collections.abc import Callable

from tests.factory.truth import Sheet, TableRow
from tests.factory.wraps import Cut, wrap

WIDTHS = {"num": 5, "code": 10, "name": 36, "form": 22}
LINE = 76


def _widths(sheet: Sheet) -> tuple[int, ...]:
    return tuple(WIDTHS[column] for column in sheet.columns)


def _whole(sheet: Sheet, table: list[str]) -> bytes:
    above = ["\n".join(lines) + "\n" for lines in sheet.above]
    below = ["\n" + "\n".join(lines) for lines in sheet.below]
    return ("\n".join([*above, *table, *below]) + "\n").encode()


def write_tabs(sheet: Sheet, cut: Cut = "") -> bytes:
    """Part the cells by tabs; their lines wrap."""

    def row_text(row: TableRow) -> str:
        if row.spread:
            return "\n".join(wrap(row.cells[0], LINE, len))
        cells = (wrap(cell, width, len, cut) for cell, width in zip(row.cells, _widths(sheet), strict=True))
        return "\t".join("\n".join(lines) for lines in cells)

    return _whole(sheet, [row_text(row) for row in sheet.rows])


def write_columns(sheet: Sheet, cut: Cut = "") -> bytes:
    """Set the cells side by side, each column as wide as it is, as a layout kept in text has them."""

    def row_text(row: TableRow) -> str:
        if row.spread:
            return "\n".join(wrap(row.cells[0], LINE, len))
        widths = _widths(sheet)
        cells = [wrap(cell, width, len, cut) for cell, width in zip(row.cells, widths, strict=True)]
        depth = max(map(len, cells))
        filled = [[*lines, *[""] * (depth - len(lines))] for lines in cells]
        lines = (
            "".join(line.ljust(width + 2) for line, width in zip(one, widths, strict=True))
            for one in zip(*filled, strict=True)
        )
        return "\n".join(line.rstrip() for line in lines)

    return _whole(sheet, [row_text(row) for row in sheet.rows])


def flat_row(row: TableRow) -> str:
    """Return a row's words in the order of its cells; a doubled blank stands for an empty cell."""
    return " ".join(row.cells).rstrip()


def write_flat(sheet: Sheet, cut: Cut = "") -> bytes:
    """Write a row's words one after the other."""
    measure: Callable[[str], float] = len
    table = ["\n".join(_wrap_flat(flat_row(row), measure, cut)) for row in sheet.rows]
    return _whole(sheet, table)


def _wrap_flat(text: str, measure: Callable[[str], float], cut: Cut) -> list[str]:
    return [text] if len(text) <= LINE else wrap(text, LINE, measure, cut)
