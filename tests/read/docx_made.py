"""Documents made for tests: the XML of a DOCX by its parts, packed as Word packs it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import docx
from docx.shared import Pt

from pipeline.model import Document
from pipeline.read.docx.reader import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def pack(parts: Mapping[str, str | bytes], *, content_type: str = MAIN_TYPE) -> bytes:
    """Pack parts into a container that names word/document.xml as the main one."""
    whole = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        **parts,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return file.getvalue()


def make(body: str, **parts: str) -> bytes:
    """Make a DOCX of the XML of its body; `parts` are the inner XML of styles, numbering, footnotes, header …"""
    related = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    roots = {"header": "hdr", "footer": "ftr"}
    return pack(
        {
            "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
            **{
                f"word/{name}.xml": f"<w:{roots.get(name, name)} {NAMES}>{inner}</w:{roots.get(name, name)}>"
                for name, inner in parts.items()
            },
        }
    )


def p(text: str, properties: str = "", run: str = "") -> str:
    """Spell a paragraph of one run."""
    run_properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}"
        f'<w:r>{run_properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def r(text: str, run: str = "") -> str:
    return f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content) if content else "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str, grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    spelled = "".join(cell if cell.startswith("<w:tc>") or "<w:tc>" in cell else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{spelled}</w:tr>"


def read(body: str, **parts: str) -> Document:
    document = read_docx("akt", make(body, **parts), "akt.docx")
    check(document)
    return document


def text_of(body: str, **parts: str) -> str:
    return printed(read(body, **parts))


def printed(document: Document) -> str:
    """Return a document's text without the newline that ends it."""
    return document.text.removesuffix("\n")


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def check(document: Document) -> None:
    """Check that the lines are those of the text, and that each row of a table has the same tabs as its neighbours."""
    assert [document.text[line.start : line.end] for line in document.lines] == printed(document).split("\n")
    assert document.text.endswith("\n")
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert all(one.end + 1 == other.start for one, other in pairwise(document.lines))


def tabs_by_row(document: Document) -> dict[int, int]:
    tabs: dict[int, int] = {}
    for line in document.lines:
        if line.row is not None:
            tabs[line.row] = tabs.get(line.row, 0) + document.text.count("\t", line.start, line.end)
    return tabs


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="point"/><w:basedOn w:val="N"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="inner"/><w:basedOn w:val="P"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>'
    '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="bold"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="H"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="U"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    # two styles that are based on each other
    '<w:style w:type="paragraph" w:styleId="X"><w:basedOn w:val="Y"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Y"><w:basedOn w:val="X"/></w:style>'
)


def styled(style: str, text: str, run: str = "", more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>{more}', run)


def by_library() -> Any:
    made = docx.Document()
    made.add_heading("Тизмек", 1)
    made.add_paragraph("Биринчи пункт", style="List Number")
    made.add_paragraph("Экинчи пункт", style="List Number")
    made.add_paragraph("белги", style="List Bullet")
    made.paragraphs[-1].paragraph_format.space_after = Pt(30)
    table = made.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, (("Код", "Аты", "Түрү"), ("520700", "Топурак", "Сырттан"), ("", "", "")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(2, 0).merge(table.cell(2, 1))
    return made


def bytes_of(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def levels(*patterns: tuple[str, str]) -> str:
    spelled = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{name}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (name, pattern) in enumerate(patterns)
    )
    number = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{spelled}</w:abstractNum>{number}'


def mark(row: Any, of_row: str, of_words: str) -> None:
    """Mark a row of a Word file, and its words, as a tracked change."""
    row.get_or_add_trPr().append(row.makeelement(f"{{{W}}}{of_row}", {f"{{{W}}}id": "1"}))
    for run in list(row.iter(f"{{{W}}}r")):
        change = row.makeelement(f"{{{W}}}{of_words}", {f"{{{W}}}id": "2"})
        run.addprevious(change)
        change.append(run)
        for text in run.iter(f"{{{W}}}t") if of_words == "del" else ():
            text.tag = f"{{{W}}}delText"
