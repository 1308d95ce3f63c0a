"""Calls of PDFium for many objects at once tell what calls one by one do."""

from __future__ import annotations

from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pipeline.read.pdf.calls import ADDRESS, ask_each, pointer, pointer_to, quick_call, read_each
from pipeline.read.pdf.characters import read_characters
from pipeline.read.pdf.file import open_page, open_pdf
from pipeline.read.pdf.rules import read_drawing
from tests.read.pdf_made import Paper

# More characters than are read at once, of many text objects on many lines, and none at all.
TEXTS = [[f"{100_101 + at} Дарылоо иши, сырттан" for at in range(60)], []]


def _printed(lines: list[str]) -> bytes:
    paper = Paper()
    paper.add_page()
    paper.put_lines(40, 40, lines, step=12)
    return paper.bytes()


@pytest.mark.parametrize("lines", TEXTS, ids=["many", "none"])
def test_boxes_and_objects_are_those_of_each_character(lines: list[str]) -> None:
    data = _printed(lines)
    document = pypdfium2.PdfDocument(data)
    text_page = document[0].get_textpage()
    count = text_page.count_chars()
    assert count > 1_024 or not lines
    places = range(count)
    _, boxes = read_each(quick_call("FPDFText_GetLooseCharBox", None), [repeat(pointer_to(text_page.raw)), places], 4)
    rect = pdfium.FS_RECTF()
    for at in places:
        pdfium.FPDFText_GetLooseCharBox(text_page.raw, at, rect)
        assert boxes[at].tolist() == [rect.left, rect.top, rect.right, rect.bottom]
    with open_pdf(data, "f") as opened, open_page(opened, 1, "f") as (page, sheet):
        found = read_characters(page, sheet, "f", read_drawing(page, sheet))
    assert "".join(map(chr, found.codes)) == "".join(lines)


def test_what_is_not_told_is_zero() -> None:
    document = pypdfium2.PdfDocument(_printed(["Коду"]))
    text_page = document[0].get_textpage()
    address = ask_each(quick_call("FPDFText_GetTextObject", ADDRESS), [pointer_to(text_page.raw)], [0]).tolist()
    # a colour is asked of an object, and of none
    call = quick_call("FPDFPageObj_GetFillColor")
    given, colours = read_each(call, [map(pointer, [*address, 0])], 4, whole=True, apart=True)
    assert given == [1, 0]
    assert np.array_equal(colours, [[0, 0, 0, 255], [0, 0, 0, 0]])
