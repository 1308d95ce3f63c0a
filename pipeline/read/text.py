"""Choose the reader of a source by what its bytes say."""

from __future__ import annotations

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document
from pipeline.read.encoding import decode_text
from pipeline.read.markdown import is_markdown, read_markdown
from pipeline.read.plain import read_plain

# What a file of another kind begins with, and what to call it.
SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP container (DOCX, ODT, XLSX …)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
ADVICE = "give its text as UTF-8 plain text or Markdown"
MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 100_000
# Control characters that no text file carries; tab, line feed, form feed and carriage return are text.
CONTROL = regex.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
BINARY_SHARE = 0.001
# "<!DOCTYPE html>", "<!-- saved from … --><html>": a page of a portal, whose scripts and menus are no words of the act
HTML = regex.compile(r"\s*(?:<\?xml\b|(?:<!--.*?-->\s*)*<(?:!doctype|html)\b)", regex.IGNORECASE | regex.DOTALL)


def read_document(source_id: str, data: bytes, place: str = "") -> Document:
    """Read the bytes of a source into a Document; `place` names the file in messages.

    Raises UnreadableSourceError for what is empty, too large, binary, of another kind, or not decodable.
    """
    place = place or source_id
    if len(data) > MAX_BYTES:
        raise UnreadableSourceError(
            f"{len(data):,} bytes, more than the {MAX_BYTES:,} a source may have", place=place, advice="split the file"
        )
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableSourceError(f"this is {name}, not text", place=place, advice=ADVICE)
    text, encoding = decode_text(data, place)
    if HTML.match(text):
        raise UnreadableSourceError("this is an HTML page or XML, not text", place=place, advice=ADVICE)
    _refuse_endless_line(text, place)
    _refuse_binary(text, place)
    if is_markdown(text):
        return read_markdown(source_id, text, encoding)
    return read_plain(source_id, text, encoding)


def _refuse_binary(text: str, place: str) -> None:
    controls = CONTROL.findall(text)
    if "\0" in controls or len(controls) > len(text) * BINARY_SHARE:
        at = text.index(controls[0])
        raise UnreadableSourceError(
            f"binary data: {len(controls)} control characters, the first U+{ord(text[at]):04X}",
            place=f"{place}:{text.count(chr(10), 0, at) + 1}",
            advice="give the act's text, not a program's file",
        )


def _refuse_endless_line(text: str, place: str) -> None:
    start, number = 0, 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MAX_LINE:
            raise UnreadableSourceError(
                f"a line of {end - start:,} characters, more than the {MAX_LINE:,} a line may have",
                place=f"{place}:{number}",
                advice="this is not the text of an act; check how the file was made",
            )
        start, number = end + 1, number + 1
