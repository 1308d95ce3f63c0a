"""Lay a committed source out anew: its own paragraphs and lists as a page, a Word file, Markdown or a PDF.

What is laid out is the source's text: the lines that no list takes as they stand, or joined to the paragraphs that the
source's published provisions are, and each list as a table (or paragraphs) of its published rows. So what is read of
any layout must be the rows that are published.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Any

from pipeline.clean import clean_document
from pipeline.clean.cleaned import Cleaned
from pipeline.model import Document, Extraction, Piece, Row
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.segment import segment_document
from tests.factory.truth import print_cell

SOURCES = Path(__file__).parent.parent / "sources"
# The cells of headers that the text doesn't part by tabs, as its columns have them.
HEADERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "kg-2014-354:annex-2:1": (
        (
            "Коду",
            "Бакалаврларды, магистрлерди даярдоо багыттарынын аталышы",
            "Жогорку кесиптик билим алууга жол берилбеген окутуунун формалары",
            "",
        ),
        ("", "", "бакалавр", "магистр"),
    ),
    "kg-2014-354:annex-2:2": (
        ("Коду", "Адистиктин аталышы", "Кесиптик жогорку билим алууга жол берилбеген окутуунун формалары"),
    ),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A list to lay out: header rows and rows of cells, the last `forms` of them forms; a lone cell goes across it."""

    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    forms: int = 0

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max(len(row) for row in self.header + self.rows)


Part = tuple[str, ...] | Table
Act = tuple[Part, ...]


def extract(data: bytes) -> Extraction:
    """Take the bytes of a file through reading, cleaning, segmenting and parsing."""
    cleaned = clean_document(read_document("act", data))
    return parse_source(cleaned, segment_document(cleaned))


@dataclass(frozen=True, slots=True)
class Printed:
    """A committed source without the marks of its format, and what is published of it."""

    printed: Cleaned
    extraction: Extraction

    @property
    def document(self) -> Document:
        """The source as decoded."""
        return self.printed.document

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without the marks of the format."""
        return self.printed.lines

    def text(self, start: int, end: int) -> str:
        """Return the source characters `start..end` without the marks of the format."""
        return self.printed.text[self.printed.to_clean(start) : self.printed.to_clean(end)]

    def line_of(self, offset: int) -> int:
        """Return the index of the line that holds a character."""
        return self.document.text.count("\n", 0, offset)

    def rows(self, table: str) -> list[Row]:
        """Return the published rows of a table."""
        return [row for row in self.extraction.rows if row.table == table]


def read_source(name: str) -> Printed:
    """Read a committed source as a build does."""
    data = next((SOURCES / name).glob("act.*")).read_bytes()
    document = read_document("act", data)
    return Printed(Cleaned(document, document.marks), extract(data))


# The lists


def _pieces(row: Row, lang: str) -> list[tuple[str, Piece]]:
    return [
        (field, piece)
        for field, value in row.values.items()
        for witness in value.witnesses
        if witness.lang == lang
        for piece in witness.pieces
    ]


def _first(row: Row, field: str, lang: str) -> int:
    return min((piece.start for of, piece in _pieces(row, lang) if of == field), default=-1)


def _tables(source: Printed) -> Iterator[tuple[list[int], Table]]:
    """Yield the lines that each list takes in each language, in order, and the list."""
    for of_list in source.rows("lists"):
        entries = [row for row in source.rows("list_entries") if row.cells["list_id"] == of_list.row_id]
        for lang in sorted({w.lang for row in entries for w in row.values["code"].witnesses if w.lang}):
            entries.sort(key=lambda row: _first(row, "code", lang))
            ids = {row.row_id for row in entries}
            bars = [row for row in source.rows("restrictions") if row.cells["entry_id"] in ids]
            bars = [] if of_list.values.get("forms") else bars
            lines = {
                at
                for row in entries + bars
                for field, piece in _pieces(row, lang)
                if field != "qualification"
                for at in range(source.line_of(piece.start), source.line_of(piece.end - 1) + 1)
            }
            above = list(_header_lines(source, of_list, lang, min(lines)))
            header = HEADERS.get(of_list.row_id, ()) if above else ()
            if above and not header:
                words = " ".join(" ".join(source.lines[at] for at in above).replace("\t", "\0").split())
                header = (tuple(words.split("\0")) if "\0" in words else tuple(words.split(" ", 1)),)
            qualifications = of_list.values["qualifications"].value if bars else ()
            assert isinstance(qualifications, tuple)
            rows = tuple(_list_rows(source, qualifications, entries, bars, lang))
            yield sorted({*lines, *above}), Table(header, rows, len(qualifications))


def _header_lines(source: Printed, of_list: Row, lang: str, first: int) -> Iterator[int]:
    """Yield the lines of the header between the list's title, or the last row of another list, and its first row."""
    above = {source.line_of(piece.end - 1) for field, piece in _pieces(of_list, lang) if field.startswith("title")}
    above |= {
        source.line_of(piece.end - 1)
        for row in source.rows("list_entries")
        for value in row.values.values()
        for witness in value.witnesses
        for piece in witness.pieces
    }
    last = max(at for at in above if at < first)
    heads = {source.line_of(d.start) for d in source.extraction.destinies if d.rule == "table_header"}
    if heads & set(range(last + 1, first)):
        yield from (at for at in range(last + 1, first) if source.lines[at].strip())


def _list_rows(
    source: Printed, qualifications: Sequence[str], entries: Sequence[Row], bars: Sequence[Row], lang: str
) -> Iterator[tuple[str, ...]]:
    numbered = any("num" in row.values for row in entries)
    group = -1
    for row in entries:
        if (at := _first(row, f"group_name_{lang}", lang)) not in (-1, group):
            group = at
            begin = source.document.text.rindex("\n", 0, at) + 1
            yield (f"{source.text(begin, at).strip()} {row.values[f'group_name_{lang}'].value}".strip(),)
        cells = [str(row.values["num"].value) if "num" in row.values else ""] if numbered else []
        cells += [str(row.values["code"].value), str(row.values[f"name_{lang}"].value)]
        for one in qualifications:
            forms = (
                str(bar.values["form"].value)
                for bar in bars
                if bar.cells["entry_id"] == row.row_id and bar.values["qualification"].value == one
            )
            cells.append(print_cell(tuple(forms), lang))
        yield tuple(cells)


# The prose


def _paragraphs(source: Printed, taken: dict[int, Table | None], *, flowing: bool) -> Iterator[Part]:
    """Yield the parts in order: paragraphs of the source's own blocks of lines, or of its provisions, and the lists.

    `taken` are the lines that lists take, with the list where one begins.
    """
    pieces = _provisions(source) if flowing else {}
    block: list[str] = []
    for at, printed in enumerate(source.lines):
        line = printed.rstrip()
        if line and at not in taken and at not in pieces:
            block.append(line)
            continue
        if block and (line or at not in taken):
            yield tuple(block)
            block = []
        if table := taken.get(at):
            yield table
        yield from ((text,) for text in pieces.get(at, ()) if text and at not in taken)
    if block:
        yield tuple(block)


def _provisions(source: Printed) -> dict[int, list[str]]:
    """Return the provisions that begin on each line, each with its number as printed; lines they go on in have none."""
    found: dict[int, list[str]] = {}
    last = 0
    spans = {
        witness.pieces: str(value.value)
        for row in source.rows("provisions") + source.rows("amendments")
        for field in ("text", "heading", "note")
        if (value := row.values.get(field))
        for witness in value.witnesses
    }
    for pieces, text in sorted(spans.items(), key=lambda one: one[0][0].start):
        start = pieces[0].start
        at = source.line_of(start)
        begin = last if source.line_of(last) == at else source.document.lines[at].start
        found.setdefault(at, []).append(f"{source.text(begin, start).strip()} {text}".strip())
        for piece in pieces:
            for other in range(source.line_of(piece.start), source.line_of(piece.end - 1) + 1):
                found.setdefault(other, [])
        last = pieces[-1].end
    return found


def lay_out(source: Printed, *, flowing: bool = False) -> Act:
    """Return the parts of an act in order; `flowing` makes one paragraph of the lines of each provision."""
    taken: dict[int, Table | None] = {}
    for lines, table in _tables(source):
        taken |= {**dict.fromkeys(lines, None), lines[0]: table}
    return tuple(_paragraphs(source, taken, flowing=flowing))


def flatten(act: Act) -> Act:
    """Return an act with a paragraph for each row of its tables, but for those whose cells only columns tell apart."""
    parts: list[Part] = []
    for part in act:
        if isinstance(part, Table) and part.forms < 2:
            parts += [(" ".join(filter(None, row)),) for row in (*part.header, *part.rows)]
        else:
            parts.append(part)
    return tuple(parts)


# The formats


def write_html(act: Act, *, merged: bool = False, pages: int = 0, wrapped: bool = False) -> bytes:
    """Write a page.

    `merged` makes one cell of equal form cells below each other, `pages` begins the table anew, header and all, after
    so many rows, `wrapped` breaks each cell after its first word.
    """
    parts = []
    for part in act:
        if isinstance(part, Table):
            parts += [_html_table(one, merged, wrapped) for one in _pages(part, pages)]
        else:
            parts.append(f"<p>{'<br>'.join(map(_html_line, part))}</p>")
    body = "\n".join(parts)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def _html_line(line: str) -> str:
    """Spell a line; the blanks that set it in are kept as a page keeps them."""
    words = line.lstrip(" ")
    return "&nbsp;" * (len(line) - len(words)) + escape(words)


def _pages(table: Table, size: int) -> Iterator[Table]:
    for at in range(0, len(table.rows), size or len(table.rows)):
        yield replace(table, rows=table.rows[at : at + (size or len(table.rows))])


def _html_table(table: Table, merged: bool, wrapped: bool) -> str:
    rows = []
    for row, spans in _spans(table, merged):
        cells = []
        for text, (down, along) in zip(row, spans, strict=True):
            if down:
                said = (f" rowspan={down}" if down > 1 else "") + (f" colspan={along}" if along > 1 else "")
                spelled = "<br>".join(map(escape, _wrap(text, wrapped and len(row) > 1)))
                cells.append(f"<td{said}>{spelled}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border=1>{''.join(rows)}</table>"


def _spans(table: Table, merged: bool) -> Iterator[tuple[tuple[str, ...], list[tuple[int, int]]]]:
    """Yield the rows with the rows and columns that each cell spans; a cell that another one spans has (0, 0)."""
    for number, row in enumerate(table.header):
        spans = [(1, 1)] * len(row)
        if len(table.header) > 1:
            blank = [at for at, text in enumerate(row) if not text]
            if number:
                spans = [(0, 0) if at in blank else (1, 1) for at in range(len(row))]
            else:
                spans = [(0, 0) if at in blank else (2, 1) for at in range(len(row))]
                spans[blank[0] - 1] = (1, 1 + len(blank))
        yield row, spans
    for number, row in enumerate(table.rows):
        if len(row) == 1:
            yield row, [(1, table.width)]
            continue
        spans = [(1, 1)] * len(row)
        for at in range(table.width - table.forms, table.width) if merged else ():
            same = [len(one) == len(row) and one[at] == row[at] != "" for one in table.rows]
            if number and same[number - 1]:
                spans[at] = (0, 0)
            else:
                spans[at] = (sum(1 for _ in takewhile(bool, same[number:])) or 1, 1)
        yield row, spans


def write_docx(act: Act, *, merged: bool = False, pages: int = 0, wrapped: bool = False) -> bytes:
    """Write a Word file; see `write_html`."""
    import docx
    from docx.enum.text import WD_BREAK

    made = docx.Document()
    for part in act:
        if isinstance(part, Table):
            for one in _pages(part, pages):
                _docx_table(made, one, merged, wrapped)
                if pages:
                    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            _docx_lines(made.add_paragraph(), part)
    made.add_paragraph()  # a table may not be the last of a document
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _wrap(text: str, wrapped: bool) -> list[str]:
    return text.split(" ", 1) if wrapped else [text]


def _docx_lines(paragraph: Any, lines: Sequence[str]) -> None:
    for at, line in enumerate(lines):
        run = paragraph.add_run(line)
        if at < len(lines) - 1:
            run.add_break()


def _docx_table(made: Any, table: Table, merged: bool, wrapped: bool) -> None:
    grid = made.add_table(rows=len(table.header) + len(table.rows), cols=table.width, style="Table Grid")
    cells = [list(row.cells) for row in grid.rows]
    for at, (row, spans) in enumerate(_spans(table, merged)):
        for column, (text, (down, along)) in enumerate(zip(row, spans, strict=True)):
            if not down:
                continue
            cell = cells[at][column]
            if (down, along) != (1, 1):
                cell = cell.merge(cells[at + down - 1][column + along - 1])
            _docx_lines(cell.paragraphs[0], _wrap(text, wrapped and len(row) > 1))


def write_markdown(act: Act) -> bytes:
    """Write Markdown with pipe tables."""
    parts = []
    for part in act:
        if not isinstance(part, Table):
            parts.append("\\\n".join(line.replace("*", "\\*").replace("|", "\\|") for line in part))
            continue
        rows = [*(part.header or (("",) * part.width,)), *part.rows]
        lines = ["|" + "|".join((*row, *[""] * (part.width - len(row)))) + "|" for row in rows]
        parts.append("\n".join([lines[0], "|" + "---|" * part.width, *lines[1:]]))
    return "\n\n".join(parts).encode() + b"\n"


def write_pdf(act: Act, *, ruled: bool) -> bytes:
    """Write a PDF whose tables have rules, or none."""
    import matplotlib as mpl
    from fpdf import FPDF

    made = FPDF(format="A4")
    made.add_font("F", "", Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    made.set_font("F", size=9)
    made.add_page()
    for part in act:
        if not isinstance(part, Table):
            for line in part:
                made.multi_cell(0, 4.5, line, align="L", new_x="LMARGIN", new_y="NEXT")
            made.ln(3)
            continue
        shares = {2: (1, 5), 3: (1, 2, 6), 4: (2, 5, 4, 4)}[part.width]
        shares = (2, 5, 4) if part.width == 3 and part.header and part.header[0][0] != "№" else shares
        layout = "ALL" if ruled else "NONE"
        headed = bool(part.header)
        with made.table(
            col_widths=shares, borders_layout=layout, first_row_as_headings=headed, text_align="LEFT", line_height=4.5,
            headings_style=_plain_face(),
            num_heading_rows=max(1, len(part.header)),
        ) as table:  # fmt: skip
            for row, spans in _spans(part, False):
                printed = table.row()
                for text, (down, along) in zip(row, spans, strict=True):
                    if down:
                        printed.cell(text, rowspan=down, colspan=along)
        made.ln(3)
    return bytes(made.output())


def _plain_face() -> Any:
    from fpdf.fonts import FontFace

    return FontFace(emphasis="")


LAYOUTS: dict[str, Callable[[Act], bytes]] = {
    "HTML tables": write_html,
    "HTML paragraphs": lambda act: write_html(flatten(act)),
    "HTML merged": lambda act: write_html(act, merged=True),
    "HTML repeated": lambda act: write_html(act, pages=40),
    "HTML wrapped": lambda act: write_html(act, wrapped=True),
    "DOCX tables": write_docx,
    "DOCX paragraphs": lambda act: write_docx(flatten(act)),
    "DOCX merged": lambda act: write_docx(act, merged=True),
    "DOCX repeated": lambda act: write_docx(act, pages=40),
    "DOCX wrapped": lambda act: write_docx(act, wrapped=True),
    "Markdown": write_markdown,
    "PDF ruled": lambda act: write_pdf(act, ruled=True),
    "PDF not ruled": lambda act: write_pdf(act, ruled=False),
}
