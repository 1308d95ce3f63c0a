"""Lay a sheet out as a Word file: a table with merged cells, automatic numbers or tracked changes, or paragraphs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from tests.factory.layouts.text import flat_row
from tests.factory.mutations import merge_down
from tests.factory.truth import Sheet, TableRow
from tests.factory.wraps import RAISED, Cut, lower, wrap

WIDTHS = {"num": 6, "code": 15, "name": 32, "form": 20}
# The same in shares of a page's width, which is 15 centimetres.
PAGE_WIDTH = 15.0
REVISION = {"w:id": "1", "w:author": "-", "w:date": "2020-01-01T00:00:00Z"}


def _open(sheet: Sheet) -> Any:
    import docx

    document = docx.Document()
    for lines in sheet.above:
        _write_lines(document.add_paragraph(), lines)
    return document


def _close(document: Any, sheet: Sheet) -> bytes:
    for lines in sheet.below:
        _write_lines(document.add_paragraph(), lines)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write_lines(paragraph: Any, lines: Sequence[str]) -> None:
    for at, line in enumerate(lines):
        for part in filter(None, RAISED.split(line)):
            run = paragraph.add_run(lower(part))
            run.font.superscript = True if RAISED.fullmatch(part) else None
        if at < len(lines) - 1:
            paragraph.add_run().add_break()


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key.replace("_", ":")), value)
    return element


def _revise(paragraph: Any, text: str) -> None:
    """Write a text whose last words were inserted for others that were deleted."""
    cut = text.rfind(" ") + 1
    paragraph.add_run(text[:cut])
    run = paragraph.add_run("эски сөздөр")
    run._r.find(run._r.nsmap and f"{{{run._r.nsmap['w']}}}t").tag = f"{{{run._r.nsmap['w']}}}delText"
    paragraph._p.remove(run._r)
    deleted = _element("w:del", **{key.replace(":", "_"): value for key, value in REVISION.items()})
    deleted.append(run._r)
    inserted_run = paragraph.add_run(text[cut:])
    paragraph._p.remove(inserted_run._r)
    inserted = _element("w:ins", **{key.replace(":", "_"): value for key, value in REVISION.items()})
    inserted.append(inserted_run._r)
    paragraph._p.append(deleted)
    paragraph._p.append(inserted)


def _delete_row(row: Any) -> None:
    """Mark a row as deleted: its mark and its text."""
    row._tr.get_or_add_trPr().append(_element("w:del", **{key.replace(":", "_"): v for key, v in REVISION.items()}))
    for cell in row.cells:
        paragraph = cell.paragraphs[0]
        for run in paragraph.runs:
            text = run._r.find(f"{{{run._r.nsmap['w']}}}t")
            if text is not None:
                text.tag = f"{{{run._r.nsmap['w']}}}delText"
            deleted = _element("w:del", **{key.replace(":", "_"): v for key, v in REVISION.items()})
            paragraph._p.replace(run._r, deleted)
            deleted.append(run._r)


def _merge_header(table: Any, sheet: Sheet, rows: Sequence[TableRow]) -> None:
    if sheet.merged is None:
        return
    for column in range(sheet.merged):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, sheet.merged).merge(table.cell(0, len(sheet.columns) - 1))


def _set_widths(table: Any, sheet: Sheet) -> None:
    from docx.shared import Cm

    total = sum(WIDTHS[column] for column in sheet.columns)
    table.autofit = False
    for column, kind in zip(table.columns, sheet.columns, strict=True):
        column.width = Cm(PAGE_WIDTH * WIDTHS[kind] / total)


def _fill(table: Any, at: int, row: TableRow, sheet: Sheet, cut: Cut | None) -> None:
    for column, (text, kind) in enumerate(zip(row.cells, sheet.columns, strict=True)):
        if text:
            lines = [text] if cut is None or row.kind == "header" else wrap(text, WIDTHS[kind], len, cut)
            _write_lines(table.cell(at, column).paragraphs[0], lines)


def write_table(
    sheet: Sheet, cut: Cut | None = None, *, merged: bool = False, tracked: bool = False, automatic: bool = False
) -> bytes:
    """Write a table.

    `merged` makes one cell of equal neighbours below each other, `tracked` leaves changes to be accepted in it,
    `automatic` lets Word count the running numbers and those of groups.
    """
    document = _open(sheet)
    table = document.add_table(rows=len(sheet.rows), cols=len(sheet.columns), style="Table Grid")
    for at, (row, spans) in enumerate(merge_down(sheet)):
        if row.spread:
            table.cell(at, 0).merge(table.cell(at, len(row.cells) - 1))
            _write_lines(table.cell(at, 0).paragraphs[0], [row.cells[0]])
        elif tracked and row.kind == "entry" and at % 3 == 0:
            _fill_revised(table, at, row, sheet)
        else:
            left = TableRow(
                row.kind,
                tuple(_shown(row, sheet, column, span, merged, automatic) for column, span in enumerate(spans)),
            )
            _fill(table, at, left, sheet, cut)
        if automatic and row.kind == "entry" and sheet.columns[0] == "num":
            table.cell(at, 0).paragraphs[0].style = "List Number"
        for column, span in enumerate(spans):
            if merged and span > 1:
                table.cell(at, column).merge(table.cell(at + span - 1, column))
    _merge_header(table, sheet, sheet.rows)
    _set_widths(table, sheet)
    if tracked:
        cells = table.add_row().cells
        for cell, text in zip(cells, sheet.rows[-1].cells, strict=True):
            cell.paragraphs[0].add_run(text)
        _delete_row(table.rows[-1])
    return _close(document, sheet)


def _shown(row: TableRow, sheet: Sheet, column: int, span: int, merged: bool, automatic: bool) -> str:
    """Return what a cell holds itself: nothing where the cell above is its own too, or Word counts."""
    counted = automatic and row.kind == "entry" and sheet.columns[column] == "num"
    return "" if counted or (merged and not span) else row.cells[column]


def _fill_revised(table: Any, at: int, row: TableRow, sheet: Sheet) -> None:
    for column, (text, kind) in enumerate(zip(row.cells, sheet.columns, strict=True)):
        if kind == "name":
            _revise(table.cell(at, column).paragraphs[0], text)
        elif text:
            table.cell(at, column).paragraphs[0].add_run(text)


def write_paragraphs(sheet: Sheet, *, automatic: bool = False) -> bytes:
    """Write a list of paragraphs, one a row; `automatic` lets Word count their running numbers."""
    document = _open(sheet)
    for row in sheet.rows:
        counted = automatic and row.kind == "entry" and sheet.columns[0] == "num"
        text = flat_row(TableRow(row.kind, row.cells[1:])) if counted else flat_row(row)
        _write_lines(document.add_paragraph(style="List Number" if counted else None), [text])
    return _close(document, sheet)
