"""A PDF gives what its pages print in reading order, with the place of each word; pdfplumber is the reference."""

from __future__ import annotations

import io

import pdfplumber
import pypdfium2
import pytest

from pipeline.model import Document
from pipeline.read.pdf.characters import read_characters
from pipeline.read.pdf.file import open_page, open_pdf
from pipeline.read.pdf.page import Recognition
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.pdf.rules import read_drawing
from pipeline.read.pdf.words import Word
from tests.read.pdf_made import LINE, PROSE, Paper, raw_page

HELLO = b"BT /F 12 Tf 50 700 Td (Hello the law) Tj ET "


def lines_of(document: Document) -> list[str]:
    return [document.text[line.start : line.end].rstrip() for line in document.lines]


def codes_of(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def test_the_text_its_lines_and_the_places_of_its_words() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 80, "Өкмөттүн токтому", bold=True)
    paper.put_lines(60, 130, ["1. Биринчи пункт жөнүндө", "экинчи сап."])
    document = read_pdf("x", paper.bytes(), "x.pdf")
    assert document.text == "Өкмөттүн токтому\n\n1. Биринчи пункт жөнүндө\nэкинчи сап.\n"
    assert (document.reader, document.media_type, document.page_count) == ("pdf", "application/pdf", 1)
    assert [line.heading for line in document.lines] == [True, False, False, False]
    assert {line.page for line in document.lines} == {1}
    words = [document.text[place.start : place.end] for place in document.places]
    assert words == document.text.split()
    x0, top, x1, bottom = document.places[0].box
    assert 59 < x0 < 61
    assert top < 80 < bottom
    assert x1 > x0 + 40


def as_pdfplumber(data: bytes) -> list[tuple[str, float, float]]:
    with pdfplumber.open(io.BytesIO(data)) as file:
        chars = [char for char in file.pages[0].chars if char["text"].strip()]
    return sorted((c["text"], round(c["x0"]), round(c["x1"])) for c in chars)


def as_read(data: bytes) -> list[tuple[str, float, float]]:
    with open_pdf(data, "x") as document, open_page(document, 1, "x") as (page, sheet):
        chars = read_characters(page, sheet, "x", read_drawing(page, sheet))
    columns = zip(chars.codes.tolist(), chars.x0.tolist(), chars.x1.tolist(), strict=True)
    return sorted((chr(code), round(x0), round(x1)) for code, x0, x1 in columns if chr(code).strip())


@pytest.mark.parametrize("angle", [0, 90, 180])
def test_characters_and_their_boxes_are_those_of_pdfplumber(angle: int) -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(60, 80, [PROSE[:70], PROSE[70:], "510100 Математика (бакалавр), № 7 «үчүн»"])
    data = turned(paper.bytes(), angle)
    read, reference = as_read(data), as_pdfplumber(data)
    assert "".join(one[0] for one in read) == "".join(one[0] for one in reference)
    apart = [max(abs(a - c), abs(b - d)) for (_, a, b), (_, c, d) in zip(read, reference, strict=True)]
    # letters are told with the space around them by one, and by their ink by the other where a page is turned
    assert max(apart) <= (1 if not angle else 4)


def turned(data: bytes, angle: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(angle)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("angle", [b"0", b"90", b"180", b"270"])
def test_a_turned_page_is_read_upright_and_its_words_are_where_they_are_shown(angle: bytes) -> None:
    document = read_pdf("x", raw_page(HELLO, entries=b"/MediaBox[0 0 595 842]/Rotate " + angle), "x")
    assert lines_of(document) == ["Hello the law"]
    x0, top, x1, bottom = document.places[0].box
    width, height = (595, 842) if angle in (b"0", b"180") else (842, 595)
    assert 0 <= x0 < x1 <= width
    assert 0 <= top < bottom <= height
    across = (x1 - x0) > (bottom - top)
    assert across == (angle in (b"0", b"180"))


def test_a_cropped_page_counts_from_its_own_corner_and_leaves_out_what_it_cuts() -> None:
    content = HELLO + b"BT /F 12 Tf 50 100 Td (Cut away) Tj ET"
    document = read_pdf("x", raw_page(content, entries=b"/MediaBox[0 0 595 842]/CropBox[40 600 500 800]"), "x")
    assert lines_of(document) == ["Hello the law"]
    assert document.places[0].box[0] == pytest.approx(10, abs=1)
    assert codes_of(document) == ["text_outside_page"]


def test_words_are_ordered_by_place_where_they_are_drawn_in_another_order() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 113, "экинчи сап")
    paper.put(150, 100, "сап")
    paper.put(60, 100, "Биринчи")
    assert lines_of(read_pdf("x", paper.bytes(), "x"))[0].split() == ["Биринчи", "сап"]
    assert lines_of(read_pdf("x", paper.bytes(), "x"))[1] == "экинчи сап"


def test_what_is_drawn_twice_to_look_bold_is_read_once() -> None:
    paper = Paper()
    paper.add_page()
    for shift in (0, 0.3):
        paper.put(60 + shift, 100, "Токтом")
    paper.put(60, 130, "ток ток")
    assert lines_of(read_pdf("x", paper.bytes(), "x")) == ["Токтом", "", "ток ток"]


def test_ligatures_are_letters_and_a_hyphen_at_the_line_end_stays() -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(60, 100, ["\ufb01nal o\ufb03ce күндүзгү-", "сырттан"])
    assert lines_of(read_pdf("x", paper.bytes(), "x")) == ["final office күндүзгү-", "сырттан"]


def test_a_wide_gap_is_several_blanks() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, "Премьер-министр")
    paper.put(400, 100, "А. Атамбаев")
    (line,) = lines_of(read_pdf("x", paper.bytes(), "x"))
    assert line.split() == ["Премьер-министр", "А.", "Атамбаев"]
    assert "министр     " in line


def test_a_first_line_that_is_set_in_begins_with_blanks() -> None:
    paper = Paper()
    paper.add_page()
    for i in range(3):
        paper.put(95, 100 + 3 * i * LINE, f"{i + 1}. " + PROSE[:60])
        paper.put_lines(60, 100 + (3 * i + 1) * LINE, [PROSE[:64], PROSE[64:]])
    lines = read_pdf("x", paper.bytes(), "x").text.split("\n")
    assert [line.startswith("   ") for line in lines[:9]] == [True, False, False] * 3


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    paper = Paper()
    paper.add_page()
    left = [f"сол тилке {i} " + "ы" * 20 for i in range(10)]
    right = [f"оң тилке {i} " + "ө" * 20 for i in range(10)]
    for i, (one, other) in enumerate(zip(left, right, strict=True)):
        paper.put(50, 100 + i * LINE, one)
        paper.put(310, 100 + i * LINE, other)
    assert [line for line in lines_of(read_pdf("x", paper.bytes(), "x")) if line] == left + right


def test_page_numbers_and_headers_of_three_pages_are_left_out_and_told() -> None:
    paper = Paper()
    for page in range(1, 5):
        paper.add_page()
        paper.put(60, 40, "Билим берүү жөнүндө жобо")
        paper.put_lines(60, 100, [f"{page}-беттин тексти", "дагы бир сап."])
        paper.put(290, 820, str(page))
    document = read_pdf("x", paper.bytes(), "x")
    assert [line for line in lines_of(document) if line] == [
        line for page in range(1, 5) for line in (f"{page}-беттин тексти", "дагы бир сап.")
    ]
    assert codes_of(document) == ["page_numbers_left_out", "running_headers_left_out"]
    assert "4 page numbers" in document.findings[0].message
    assert "Билим берүү жөнүндө жобо" in document.findings[1].message


def test_the_page_number_of_a_short_document_stays() -> None:
    paper = Paper()
    for page in (1, 2):
        paper.add_page()
        paper.put(60, 100, "Текст.")
        paper.put(290, 820, str(page))
    assert [line for line in lines_of(read_pdf("x", paper.bytes(), "x")) if line] == ["Текст.", "1", "Текст.", "2"]


def test_a_sentence_goes_on_over_a_page_and_a_paragraph_does_not() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 800, "Сүйлөм мында башталып")
    paper.add_page()
    paper.put(60, 100, "мында бүтөт.")
    paper.add_page()
    paper.put(60, 100, "Жаңы пункт.")
    document = read_pdf("x", paper.bytes(), "x")
    assert lines_of(document) == ["Сүйлөм мында башталып", "мында бүтөт.", "", "Жаңы пункт."]
    assert [line.page for line in document.lines] == [1, 2, 3, 3]


# A heading fills its line and ends without a mark: that the page below begins with an indent tells that it has ended.
def test_what_is_set_in_on_a_new_page_begins_a_paragraph() -> None:
    paper = Paper()
    for begin in ("Биринчи берене. Окуу жайларынын түзүмү жана аларды башкаруу", "Экинчи берене. Окуу жайларынын"):
        paper.add_page()
        paper.put(80, 100, "Окуу жайлары билим берүү программаларын ишке ашырат жана")
        paper.put_lines(60, 113, ["алардын сапаты үчүн жооп берет, окуу процессин уюштурат жана"] * 3)
        paper.put(80, 152, begin)
    lines = lines_of(read_pdf("x", paper.bytes(), "x"))
    assert lines[5:7] == ["", "   Окуу жайлары билим берүү программаларын ишке ашырат жана"]


def test_hidden_and_slanted_text_is_left_out_and_told() -> None:
    content = (
        HELLO + b"BT /F 12 Tf 3 Tr 50 600 Td (hidden) Tj ET BT /F 40 Tf 0 Tr .7 .7 -.7 .7 200 300 Tm (DRAFT) Tj ET"
    )
    document = read_pdf("x", raw_page(content), "x")
    assert lines_of(document) == ["Hello the law"]
    assert codes_of(document) == ["hidden_text_left_out", "slanted_text_left_out"]


def test_the_same_bytes_give_the_same_document() -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(60, 100, [PROSE, PROSE])
    data = paper.bytes()
    assert read_pdf("x", data, "x") == read_pdf("x", data, "x")


def test_words_that_were_read_from_a_picture_are_laid_out_like_those_of_a_text_layer() -> None:
    words = [
        Word(text, x, y, x + 60, y + 12, bold=False, spaced=True, sureness=0.9)
        for y, row in ((100.0, ("Коду", "Аталышы")), (120.0, ("510100", "Математика")))
        for x, text in zip((50.0, 150.0), row, strict=True)
    ]
    rules = [(40.0, y, 300.0, y + 1) for y in (95.0, 115.0, 135.0)] + [
        (x, 95.0, x + 1, 135.0) for x in (40.0, 140.0, 300.0)
    ]
    recognition = Recognition(tuple(words), tuple(rules), 595.0, 842.0, lambda box: box)
    document = read_pdf("x", raw_page(b""), "x", {1: recognition})
    assert document.text == "Коду\tАталышы\n510100\tМатематика\n"
    assert [line.row for line in document.lines] == [1, 2]
    assert {place.sureness for place in document.places} == {0.9}
