"""Open a PDF with PDFium and go through its pages, each one closed before the next is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.model import Box

MAX_PAGES = 5_000
# The longest side that PDF 1.7 allows is 14,400 units; what is longer than this was not made for paper.
MAX_SIDE = 20_000.0
_DAMAGED = 3
_ERRORS = {
    _DAMAGED: ("the PDF is damaged or cut off", "copy the file again from where it came from"),
    4: ("the PDF is encrypted and asks for a password", "save a copy without a password"),
    5: ("the PDF is encrypted in a way that can't be read", "save a copy without encryption"),
}
# Where the last cross-reference table stands; the end of every whole file tells it.
_END = regex.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TAIL = 2_048


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is shown: its number, its sides in points, and how its own coordinates become those shown."""

    number: int
    width: float
    height: float
    rotation: int
    visible: Box

    def shown(self, left: Any, bottom: Any, right: Any, top: Any) -> tuple[Any, Any, Any, Any]:
        """Turn boxes of the page's own coordinates (numbers or arrays) into (x0, top, x1, bottom) from the top left."""
        x0, y0, x1, y1 = self.visible
        if self.rotation == 1:
            return bottom - y0, left - x0, top - y0, right - x0
        if self.rotation == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        if self.rotation == 3:
            return y1 - top, x1 - right, y1 - bottom, x1 - left
        return left - x0, y1 - top, right - x0, y1 - bottom


@contextmanager
def open_pdf(data: bytes, place: str) -> Iterator[Any]:
    """Open a PDF; UnreadableSourceError for one that is encrypted, cut off, damaged, empty or of too many pages."""
    import pypdfium2

    _refuse_cut(data, place)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may still tell the error of the file before
        kind = getattr(error, "err_code", _DAMAGED) if b"/Encrypt" in data else _DAMAGED
        message, advice = _ERRORS.get(kind, _ERRORS[_DAMAGED])
        raise UnreadableSourceError(message, place=place, advice=advice) from error
    try:
        count = len(document)
        if not count:
            raise UnreadableSourceError("the PDF has no pages", place=place, advice=_ERRORS[_DAMAGED][1])
        if count > MAX_PAGES:
            raise UnreadableSourceError(
                f"{count:,} pages, more than the {MAX_PAGES:,} a source may have", place=place, advice="split the file"
            )
        yield document
    finally:
        document.close()


@contextmanager
def open_page(document: Any, number: int, place: str) -> Iterator[tuple[Any, Sheet]]:
    """Open one page (from 1) and tell its geometry; UnreadableSourceError where it can't be."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        raise UnreadableSourceError("the page is damaged", place=f"{place}, page {number}", advice=_ERRORS[_DAMAGED][1])
    try:
        yield page, _sheet_of(page, number, place)
    finally:
        pdfium.FPDF_ClosePage(page)


def _refuse_cut(data: bytes, place: str) -> None:
    """Raise for a file without its end: what is left of it would be read as if it were all."""
    if not _END.search(data, max(0, len(data) - _TAIL)):
        message, advice = _ERRORS[_DAMAGED]
        raise UnreadableSourceError(f"{message}: it has no end", place=place, advice=advice)


def _sheet_of(page: Any, number: int, place: str) -> Sheet:
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    visible = (rect.left, rect.bottom, rect.right, rect.top)
    width, height = rect.right - rect.left, rect.top - rect.bottom
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise UnreadableSourceError(
            f"a page of {width:,.0f} x {height:,.0f} points, expected up to {MAX_SIDE:,.0f}",
            place=f"{place}, page {number}",
            advice="this is no page of an act; check how the file was made",
        )
    rotation = pdfium.FPDFPage_GetRotation(page)
    if rotation % 2:
        width, height = height, width
    return Sheet(number, width, height, rotation, visible)
