"""What a file is by what its bytes say, never by its name; and the reader of each kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Literal, get_args

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document

# Kinds that LibreOffice has to turn into another one first.
OfficeKind = Literal["odt", "doc", "rtf"]
# Kinds of which pages have to be recognized, once it is known which.
ScannedKind = Literal["scanned_pdf", "scanned_picture"]
Kind = Literal["text", "html", "pdf", "docx", "picture"] | OfficeKind | ScannedKind
OFFICE: tuple[OfficeKind, ...] = get_args(OfficeKind)
SCANNED: tuple[ScannedKind, ...] = get_args(ScannedKind)

# The header of a PDF may stand behind some bytes of another kind (a mail's, a form's).
_PDF_WITHIN = 1024
_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
# What a file of a kind without a reader begins with, and what to call it.
_OTHERS = (
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
)
_ADVICE = "give the act as text, Markdown, HTML, PDF, a Word file or a PNG, JPEG or TIFF picture"


def kind_of(data: bytes, place: str) -> Kind:
    """Tell the kind of a file. Raises UnreadableSourceError for one that no reader reads."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_RTF):
        return "rtf"
    if data.startswith(_OLE):
        return "doc"
    if data.startswith(_PICTURES):
        return "picture"
    if data.startswith(_ZIP):
        return _kind_of_zip(data, place)
    for signature, name in _OTHERS:
        if data.startswith(signature):
            raise UnreadableSourceError(f"this is {name}, not the text of an act", place=place, advice=_ADVICE)
    from pipeline.read.html.reader import is_html  # a page is told by its elements, which takes its parser's knowledge

    return "html" if is_html(data) else "text"


def _kind_of_zip(data: bytes, place: str) -> Kind:
    from pipeline.read.docx.reader import is_docx

    if is_docx(data):
        return "docx"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            named = container.open("mimetype").read(len(_ODT_TYPE)) if "mimetype" in container.namelist() else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableSourceError(
            f"a ZIP container that can't be opened: {error}", place=place, advice="copy the source again"
        ) from error
    if named == _ODT_TYPE:
        return "odt"
    raise UnreadableSourceError("this is a ZIP container without a text document", place=place, advice=_ADVICE)


def reader_of(kind: Kind) -> Callable[[str, bytes, str], Document]:
    """Return the function that reads a kind: source id, bytes, and the place for messages. Its library loads now."""
    if kind == "html":
        from pipeline.read.html.reader import read_html

        return read_html
    if kind == "pdf":
        from pipeline.read.pdf.reader import read_pdf

        return read_pdf
    if kind == "picture" or kind == "scanned_picture" or kind == "scanned_pdf":
        from pipeline.read.scan.reader import SCAN_READERS

        return SCAN_READERS[kind]
    if kind == "docx":
        from pipeline.read.docx.reader import read_docx

        return read_docx
    if kind == "text":
        from pipeline.read.text import read_text

        return read_text
    from pipeline.read.office import read_office

    return lambda source_id, data, place: read_office(source_id, data, place, kind)
