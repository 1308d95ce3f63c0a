"""Read the words of an ODT file as they stand in it: LibreOffice drops what stands where nothing may.

A paragraph in a paragraph is such a place; programs don't write it, but damaged files and files made by hand have it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.errors import UnreadableSourceError
from pipeline.read.docx.package import COPY_AGAIN

_CONTENT = "content.xml"
_OFFICE, _TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "text"))
_BODY = f"{_OFFICE}text"
# What is no text of the document: comments, deleted text, and what is counted anew.
_NO_TEXT = {
    f"{_OFFICE}annotation",
    f"{_OFFICE}forms",
    *(f"{_TEXT}{name}" for name in ("tracked-changes", "note-citation", "page-number", "page-count", "date", "time")),
}
# Elements in the middle of a word.
_INLINE = {
    f"{_TEXT}{name}"
    for name in (
        "span a ruby ruby-base meta change change-start change-end bookmark bookmark-start bookmark-end "
        "soft-page-break reference-mark reference-mark-start reference-mark-end"
    ).split()
}


def read_odt_words(data: bytes, place: str) -> str:
    """Return the text of an ODT file as it stands in it.

    Raises UnreadableSourceError for a file whose own text is damaged: LibreOffice reads what it can of it.
    """
    return "".join(_read_pieces(_content_of(data, place)))


def _content_of(data: bytes, place: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return container.read(_CONTENT)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableSourceError(
            f"the text of the file can't be unpacked: {error}", place=place, advice=COPY_AGAIN
        ) from error


def _read_pieces(content: bytes) -> Iterator[str]:
    """Yield the characters of an ODT file's text, with a blank where one paragraph, cell or the like ends."""
    from lxml import etree

    # LibreOffice reads damaged XML, too
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    body = None if root is None else next(root.iter(_BODY), None)
    if body is None:
        return
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            walk.skip_subtree()
            said = element.tail if event == "end" else None
        else:
            said = element.text if event == "start" else element.tail
            yield "" if element.tag in _INLINE else " "
        yield said or ""
