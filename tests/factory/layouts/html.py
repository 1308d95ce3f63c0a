"""Lay a sheet out as HTML: a table, one within a layout table, paragraphs only, and a page as Word saves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.factory.layouts.text import flat_row
from tests.factory.mutations import merge_down
from tests.factory.truth import Sheet, TableRow
from tests.factory.wraps import RAISED, Cut, lower, wrap

WIDTHS = {"num": 6, "code": 12, "name": 32, "form": 14}
WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset={charset}">
<meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm; mso-pagination:widow-orphan;}} --></style></head>
<body lang=RU style='tab-interval:35.4pt'><div class=WordSection1>
"""
Cell = Callable[[Sequence[str]], str]


def _page(body: str, lang: str) -> bytes:
    style = "<style>table{border-collapse:collapse}th{text-align:left}</style>"
    head = f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>-</title>{style}</head>'
    return f"{head}<body>{body}</body></html>".encode()


def _paragraphs(parts: Sequence[Sequence[str]], heading: int = 3) -> str:
    return "".join(
        f"<p{' align=center' if at < heading else ''}>{'<br>'.join(map(_print, lines))}</p>\n"
        for at, lines in enumerate(parts)
    )


def _print(text: str) -> str:
    """Spell a text; a doubled blank is kept as a page keeps it, raised digits are marked."""
    return RAISED.sub(lambda digits: f"<sup>{lower(digits[0])}</sup>", escape(text).replace("  ", "&nbsp; "))


def _lines(text: str, column: str, cut: Cut | None) -> list[str]:
    return [text] if cut is None else wrap(text, WIDTHS[column], len, cut)


def _header(sheet: Sheet, rows: Sequence[TableRow], cell: Cell) -> str:
    """Print the header: cells that go down over both of its rows, one above the qualifications."""
    if sheet.merged is None:
        return "<tr>" + "".join(f"<th>{cell([text])}</th>" for text in rows[0].cells) + "</tr>\n"
    first = "".join(f"<th rowspan=2>{cell([text])}</th>" for text in rows[0].cells[: sheet.merged])
    width = len(sheet.columns) - sheet.merged
    second = "".join(f"<th>{cell([text])}</th>" for text in rows[1].cells[sheet.merged :])
    return f"<tr>{first}<th colspan={width}>{cell([rows[0].cells[sheet.merged]])}</th></tr>\n<tr>{second}</tr>\n"


def table(sheet: Sheet, cell: Cell, cut: Cut | None = None, *, merged: bool = False) -> str:
    """Print the table; `cut` wraps the cells by <br>, `merged` makes one cell of equal neighbours below each other."""
    head = [row for row in sheet.rows if row.kind == "header"]
    printed = [_header(sheet, head, cell)]
    for row, spans in merge_down(sheet)[len(head) :]:
        if row.spread:
            printed.append(f"<tr><td colspan={len(row.cells)}>{cell([row.cells[0]])}</td></tr>\n")
            continue
        cells = (
            f"<td{f' rowspan={span}' if merged and span > 1 else ''}>{cell(_lines(text, column, cut))}</td>"
            for text, column, span in zip(row.cells, sheet.columns, spans, strict=True)
            if span or not merged
        )
        printed.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table border=1>{''.join(printed)}</table>\n"


def _plain(lines: Sequence[str]) -> str:
    return "<br>".join(map(_print, lines))


def write_table(sheet: Sheet, cut: Cut | None = None, *, merged: bool = False) -> bytes:
    """Write a page with a table."""
    body = _paragraphs(sheet.above) + table(sheet, _plain, cut, merged=merged) + _paragraphs(sheet.below)
    return _page(body, sheet.lang)


def write_nested(sheet: Sheet, cut: Cut | None = None) -> bytes:
    """Write a page whose text stands in a cell of a layout table, beside a menu."""
    menu = "".join(f'<li><a href="/{at}">{word}</a></li>' for at, word in enumerate(("Башкы бет", "Издөө", "Байланыш")))
    body = _paragraphs(sheet.above) + table(sheet, _plain, cut) + _paragraphs(sheet.below)
    return _page(f"<table><tr><td><ul>{menu}</ul></td><td><div>{body}</div></td></tr></table>", sheet.lang)


def write_paragraphs(sheet: Sheet) -> bytes:
    """Write a page whose list is paragraphs, one a row."""
    rows = "".join(f"<p>{_print(flat_row(row))}</p>\n" for row in sheet.rows)
    return _page(_paragraphs(sheet.above) + rows + _paragraphs(sheet.below), sheet.lang)


def write_word(sheet: Sheet, cut: Cut | None = None, charset: str = "windows-1251") -> bytes:
    """Write a page as Word saves it: its own classes and elements, an old charset with entities for other letters."""

    def cell(lines: Sequence[str]) -> str:
        text = "<br>\n".join(map(_print, lines)) if any(lines) else "&nbsp;"
        return (
            "<p class=MsoNormal style='margin-bottom:0cm'><span lang=KY style='font-size:10.0pt;mso-ansi-language:KY'>"
            f"{text}<o:p></o:p></span></p>"
        )

    above = "".join(f"{cell(lines)}\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n" for lines in sheet.above)
    body = above + table(sheet, cell, cut) + "".join(map(cell, sheet.below)) + "</div></body></html>"
    return (WORD_HEAD.format(charset=charset) + body).encode(charset, "xmlcharrefreplace")
