"""Read scans: picture files, and the pages of a PDF whose text is missing or can't be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from pipeline.errors import UnreadableSourceError, UntrustedTextError
from pipeline.model import Document, Finding
from pipeline.read.pdf.page import recognized_page
from pipeline.read.pdf.reader import document_of, read_pdf, untrusted_pages
from pipeline.read.pdf.trust import tell_pages
from pipeline.read.scan.page import read_page_picture
from pipeline.read.scan.pictures import Picture, count_frames, read_frames, read_page_pictures
from pipeline.read.scan.words import Read

READER = "scan"
# Pages with fewer dots an inch, or read less surely, lose letters and rows.
_ENOUGH_DOTS, _SURE_ENOUGH = 180.0, 0.8


def read_picture(_: str, data: bytes, place: str) -> Document:
    """Raise UntrustedTextError for a picture file, with all its pages: it has no text until it is recognized."""
    count = count_frames(data, place)
    reason = "a picture of a page"
    raise UntrustedTextError(
        dict.fromkeys(range(1, count + 1), reason),
        f"{reason}, not a text",
        place=place,
        advice="recognize it (OCR), or give its text",
    )


def read_scanned_picture(source_id: str, data: bytes, place: str) -> Document:
    """Recognize the pages of a PNG, JPEG or TIFF file.

    Raises ReaderLimitError where a page takes too long, and UnreadableSourceError for a file that is damaged, beyond a
    limit, or whose pages print nothing.
    """
    media_type, frames = read_frames(data, place)
    read = _recognize(frames, place)
    pages = [recognized_page(number, page.recognition) for number, page in read.items()]
    document = document_of(source_id, (media_type, READER), pages, place, {})
    return replace(document, findings=(*_findings(read), *document.findings))


def read_scanned_pdf(source_id: str, data: bytes, place: str) -> Document:
    """Read a PDF, recognizing the pages that have no text or one that can't be believed; the others keep theirs.

    Raises what reading a picture file raises, and UntrustedTextError where what was recognized is no text either.
    """
    untrusted = untrusted_pages(data, place)
    read = _recognize(read_page_pictures(data, sorted(untrusted), place), place)
    document = read_pdf(source_id, data, place, {number: page.recognition for number, page in read.items()})
    return replace(document, findings=(*_findings(read, untrusted), *document.findings))


def _recognize(pictures: Iterable[tuple[int, Picture]], place: str) -> dict[int, Read]:
    read: dict[int, Read] = {}
    usual: str | None = None
    for number, picture in pictures:
        where = f"{place}, page {number}"
        try:
            page = read[number] = read_page_picture(picture, usual, where)
        except UnreadableSourceError as error:
            raise type(error)(error.message, place=where, advice=error.advice) from error
        usual = page.languages.most_common(1)[0][0] if page.languages else usual
    return read


def _findings(read: dict[int, Read], reasons: dict[int, str] | None = None) -> Iterator[Finding]:
    """Yield which pages were recognized, in which languages, and how surely, and which are too poor to be read well."""
    if not read:
        return
    languages = sum((page.languages for page in read.values()), Counter[str]())
    told = ", ".join(sorted(languages))
    sure = sum(page.sureness for page in read.values()) / len(read)
    why = f" ({'; '.join(dict.fromkeys(reasons.values()))})" if reasons else ""
    message = f"{tell_pages(sorted(read))}: recognized by Tesseract{why}, in {told or 'no language'}, {sure:.0%} sure"
    yield Finding("text_recognized", "info", message)
    coarse = [number for number, page in sorted(read.items()) if page.dots < _ENOUGH_DOTS]
    if coarse:
        dots = min(read[number].dots for number in coarse)
        message = f"{tell_pages(coarse)}: scanned with {dots:.0f} dots an inch, too few for small print; scan with 300"
        yield Finding("resolution_low", "warning", message)
    unsure = [number for number, page in sorted(read.items()) if page.sureness < _SURE_ENOUGH]
    if unsure:
        sure = min(read[number].sureness for number in unsure)
        message = f"{tell_pages(unsure)}: recognized poorly, {sure:.0%} sure: rows may be lost; give a better scan"
        yield Finding("recognized_poorly", "warning", message)


SCAN_READERS: dict[Literal["picture", "scanned_picture", "scanned_pdf"], Callable[[str, bytes, str], Document]] = {
    "picture": read_picture,
    "scanned_picture": read_scanned_picture,
    "scanned_pdf": read_scanned_pdf,
}
