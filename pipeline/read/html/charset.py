"""Decode a saved page: the bytes decide, and what the page says of its own encoding is only a witness.

A byte-order mark or likely words (see `encoding`) outweigh `<meta charset>`, `<meta http-equiv>` and the encoding of an
XML declaration: portals change their encoding and forget the tag, browsers save in another one. The page's own word
counts where the bytes tell nothing, as with a handful of letters.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.model import Finding
from pipeline.read.encoding import decode_text

# The charset stands in the head, but scripts and styles may come before it.
HEAD = 64 * 1024
COMMENT = regex.compile(r"<!--.*?-->", regex.DOTALL)
# '<?xml version="1.0" encoding="windows-1251"?>', "<meta charset=utf-8>",
# '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
DECLARED = regex.compile(
    r"<(?:\?xml\b[^<>]*?\bencoding|meta\b[^<>]*?\bcharset)\s*=\s*[\"']?\s*(?P<label>[\w.:-]+)", regex.IGNORECASE
)
# Names that pages use and Python doesn't know.
OTHER_NAMES = {"x-cp1251": "cp1251", "win-1251": "cp1251", "windows1251": "cp1251", "x-mac-cyrillic": "mac-cyrillic"}
# One sign takes the place of a byte that is no letter of the encoding.
LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page with its marks, its encoding, what is odd about that, and the error of bytes that are none.

    `broken` is set where some bytes are not of the encoding; U+FFFD stands for them, and none of them may be printed.
    """

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()
    broken: UnreadableSourceError | None = None


def decode_page(data: bytes, place: str) -> Page:
    """Decode the bytes of a page.

    Raises UnreadableSourceError for an empty page, and where neither its words nor its own word tell its encoding.
    """
    label, declared = _find_declared(data)
    try:
        text, encoding = decode_text(data, place)
    except UnreadableSourceError as error:
        return _decode_as_declared(data, label, declared, error)
    if declared is None or declared == encoding or (declared, encoding[:6]) == ("utf-16", "utf-16"):
        return Page(text, encoding)
    if _reads_the_same(data, declared, text):
        return Page(text, declared)
    said = f"the page says that it is in {label}, but its bytes are {encoding}: read as {encoding}"
    return Page(text, encoding, (Finding("charset_lies", "warning", said),))


def _find_declared(data: bytes) -> tuple[str, str | None]:
    """Return the encoding that the page names, as printed and as Python names it; None where it names none."""
    head = data[:HEAD].replace(b"\0", b"").decode("latin-1")
    found = DECLARED.search(COMMENT.sub("", head))
    if not found:
        return "", None
    label = found["label"]
    try:
        name = codecs.lookup(OTHER_NAMES.get(label.lower(), label)).name
        "".encode(name)
    except (LookupError, ValueError):
        return label, None
    return label, name


def _reads_the_same(data: bytes, declared: str, text: str) -> bool:
    try:
        return data.decode(declared) == text
    except (UnicodeDecodeError, LookupError):
        return False


def _decode_as_declared(data: bytes, label: str, declared: str | None, error: UnreadableSourceError) -> Page:
    """Decode bytes whose words prove no encoding as the page says, or, nearly UTF-8, with signs for the wrong bytes."""
    if declared and declared != "utf-8" and not declared.startswith("utf-16"):
        try:
            text = data.decode(declared)
        except UnicodeDecodeError:
            raise error from None
        said = f"the words of the page don't prove its encoding: read as {label}, as the page says"
        return Page(text, declared, (Finding("charset_unproven", "warning", said),))
    if not data.strip() or b"\0" in data:
        raise error
    said = f"bytes that are not UTF-8 stand where nothing is printed: {error.message}"
    return Page(data.decode("utf-8", "replace"), "utf-8", (Finding("bytes_not_decoded", "info", said),), error)
