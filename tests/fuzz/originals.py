"""The documents that are damaged: acts of the factory, whose words are known, in each format."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import islice

import docx

from tests.factory.constructs import CONSTRUCTS, LAYOUTS
from tests.factory.layouts.converted import office_files
from tests.factory.layouts.pdf import Style
from tests.factory.truth import Sheet
from tests.read.test_office import open_document


@dataclass(frozen=True, slots=True)
class Original:
    """An undamaged file and what the factory printed into it."""

    data: bytes
    printed: str


_LOW = 300.0
_FILES = 6


def _laid_out(*names: str) -> Iterator[Original]:
    """Lay constructs out in the layouts of these names, one seed each."""
    layouts = [layout for layout in LAYOUTS if layout.name in names]
    pairs = [(one, layout) for one in CONSTRUCTS for layout in layouts if layout.prints(one)]
    for seed, (construct, layout) in enumerate(pairs[:: max(1, len(pairs) // _FILES)]):
        # so low that the list goes over several pages
        low = replace(construct, style=replace(construct.style or Style(), height=_LOW))
        sheet = low.make(seed, 14)[1]
        yield Original(layout.write(sheet, low, seed), _printed(sheet))


def _markdown() -> Iterator[Original]:
    for seed, construct in enumerate(one for one in CONSTRUCTS if "text" in one.formats):
        sheet = construct.make(seed, 14)[1]
        yield Original(write_markdown(sheet), _printed(sheet))


def write_markdown(sheet: Sheet) -> bytes:
    """Print a sheet as Markdown: headings and bold lines above a pipe table."""
    lines = [f"**{' '.join(paragraph)}**\n" for paragraph in sheet.above]
    rows = ["| " + " | ".join(row.cells) + " |" for row in sheet.rows]
    rule = "|" + "---|" * len(sheet.rows[0].cells)
    return "\n".join(["# Токтом\n", *lines, "## Тизмек\n", rows[0], rule, *rows[1:]]).encode() + b"\n"


def _paragraphs(sheet: Sheet) -> Iterator[str]:
    for paragraph in sheet.above:
        yield " ".join(paragraph)
    for row in sheet.rows:
        yield " ".join(filter(None, row.cells))


def _printed(sheet: Sheet) -> str:
    return "\n".join(_paragraphs(sheet))


def _rtf() -> Iterator[Original]:
    for seed in range(2):
        sheet = CONSTRUCTS[seed].make(seed, 6)[1]
        told = "".join(
            "".join(f"\\u{ord(mark)}?" if ord(mark) > 126 else mark for mark in text) + "\\par\n"
            for text in _paragraphs(sheet)
        )
        yield Original(b"{\\rtf1\\ansi\\uc1 " + told.encode("ascii") + b"}", _printed(sheet))


def _odt() -> Iterator[Original]:
    for seed in range(2):
        sheet = CONSTRUCTS[seed].make(seed, 6)[1]
        paragraphs = "".join(f"<text:p>{escape(text)}</text:p>" for text in _paragraphs(sheet))
        yield Original(open_document(paragraphs), _printed(sheet))


def _with_an_end(data: bytes) -> bytes:
    """Put a paragraph behind the last table of a Word file."""
    made, file = docx.Document(io.BytesIO(data)), io.BytesIO()
    made.add_paragraph("Бүттү")
    made.save(file)
    return file.getvalue()


def _doc() -> Iterator[Original]:
    """Have LibreOffice write old Word files; there are none without it. It loses a table at the very end."""
    words = {str(at): original for at, original in enumerate(islice(_laid_out("DOCX table"), 2))}
    files = office_files({name: _with_an_end(original.data) for name, original in words.items()}, "doc")
    yield from (replace(words[name], data=data) for name, data in files.items())


ORIGINALS: dict[str, Callable[[], Iterator[Original]]] = {
    "text": lambda: _laid_out("text, tabs", "text, columns", "text, flat"),
    "markdown": _markdown,
    "html": lambda: _laid_out("HTML table", "HTML in a layout table", "HTML by Word", "HTML paragraphs"),
    "docx": lambda: _laid_out("DOCX table", "DOCX paragraphs"),
    "pdf": lambda: _laid_out("PDF ruled", "PDF not ruled"),
    "rtf": _rtf,
    "odt": _odt,
    "doc": _doc,
}
