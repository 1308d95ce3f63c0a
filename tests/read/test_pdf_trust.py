"""The text layer of a page is judged before it is believed: scans, garbage, lost letters, fonts without a map."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from fpdf.enums import TextMode
from PIL import Image

from pipeline.errors import UnreadableSourceError, UntrustedTextError
from pipeline.parse.unclear import NUMBERED
from pipeline.read.pdf.reader import read_pdf, untrusted_pages
from pipeline.read.pdf.shift import find_shifts
from tests.read.pdf_made import PROSE, Paper, raw_page

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "pdf"
LOST = (
    "Жогорку окуу жайынан кийинки кесиптик билим беруу программалары боюнча",
    "кадрларды даярдоо женунде жобону бекитуу учун билим беруу уюмдары менен",
    "Мыйзамдын женунде ченемдерин аткаруу учун жетекчиликке алып токтом кылат.",
)
WHOLE = (
    "Жогорку окуу жайынан кийинки кесиптик билим берүү программалары боюнча",
    "кадрларды даярдоо жөнүндө жобону бекитүү үчүн билим берүү уюмдары менен.",
)
GARBAGE = (
    "aHaJrIi3 o6parqenufi uocrvnnBlur{x nocpercrBorrl xano6a B ero aApec",
    "opmHr43arl[H yqeoHo BoclrrTaTeJrbHof o ffpo I{ecca B yH r,rBepcr{TeTe",
    "HaIIpaBJIeHfle o6irauleunft coorBerc'rByrui]{ux Mep ycTaHoBneHHbrx",
)
ENGLISH = (
    "Everyone has the right to education. Education shall be free, at least in the",
    "elementary and fundamental stages. Elementary education shall be compulsory.",
)


def pages_of(*pages: tuple[str, ...]) -> bytes:
    paper = Paper()
    for lines in pages:
        paper.add_page()
        paper.put_lines(50, 100, lines)
    return paper.bytes()


def scan(paper: Paper) -> None:
    """Cover a page with a picture."""
    file = io.BytesIO()
    Image.new("L", (60, 84), 230).save(file, "PNG")
    paper.image(file, 0, 0, 595, 842)


def test_a_scan_without_text_is_refused_with_its_pages() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(50, 100, PROSE[:60])
    for _ in range(2):
        paper.add_page()
        scan(paper)
    with pytest.raises(UntrustedTextError, match=r"pages 2-3: no text, a scanned picture.*OCR") as caught:
        read_pdf("x", paper.bytes(), "x.pdf")
    assert set(caught.value.pages) == {2, 3}
    assert isinstance(caught.value, UnreadableSourceError)
    assert set(untrusted_pages(paper.bytes())) == {2, 3}


def test_text_over_a_scan_is_read_and_told() -> None:
    paper = Paper()
    paper.add_page()
    scan(paper)
    paper.put_lines(50, 100, WHOLE)
    document = read_pdf("x", paper.bytes(), "x")
    assert WHOLE[0] in document.text
    assert [finding.code for finding in document.findings] == ["ocr_text_layer"]


# the text behind a scan is another program's: its digits, and words that nobody knows, bear no one out
@pytest.mark.parametrize("unseen", [True, False])
def test_text_behind_a_scan_is_not_sure(unseen: bool) -> None:
    paper = Paper()
    paper.add_page()
    scan(paper)
    paper.text_mode = TextMode.INVISIBLE if unseen else TextMode.FILL
    paper.put_lines(50, 100, WHOLE)
    places = read_pdf("x", paper.bytes(), "x").places
    assert {place.sureness is not None and place.sureness < NUMBERED for place in places} == {unseen}


def test_a_page_without_anything_is_told() -> None:
    document = read_pdf("x", pages_of(WHOLE, ()), "x")
    assert [(finding.code, "page 2" in finding.message) for finding in document.findings] == [
        ("page_without_text", True)
    ]


@pytest.mark.parametrize(
    ("pages", "untrusted"),
    [
        ((WHOLE, GARBAGE), {2}),
        ((LOST, WHOLE), {1}),
        # Russian has none of the letters to lose, English is Latin and no garbage, a few words prove nothing
        ((("Положение о порядке организации обучения для всех учреждений страны,",) * 3,), set()),
        ((ENGLISH,), set()),
        ((WHOLE, ("жонундо", "учун")), set()),
    ],
)
def test_garbage_and_lost_letters_are_known(pages: tuple[tuple[str, ...], ...], untrusted: set[int]) -> None:
    assert set(untrusted_pages(pages_of(*pages))) == untrusted


def test_the_reason_names_the_letters_and_a_word() -> None:
    assert "ү" in untrusted_pages(pages_of(LOST))[1]
    assert "'беруу'" in untrusted_pages(pages_of(LOST))[1]
    assert "font" in untrusted_pages(pages_of(GARBAGE))[1]


def in_moved_font(lines: tuple[str, ...], by: int) -> bytes:
    """Draw lines with a font whose letters are moved by a constant, as in files that have lost its map to Unicode."""
    content = b"BT /F 12 Tf 50 700 Td 14 TL "
    for line in lines:
        codes = [ord(letter) if letter == " " else ord(letter) - by for letter in line]
        content += b"<%b> Tj T* " % bytes(codes).hex().encode()
    return raw_page(content + b"ET")


MOVED = (
    "Настоящее положение определяет порядок обучения для всех",
    "учреждений и организаций на основании закона об образовании",
    "и при этом не применяется после окончания срока действия",
)


def test_a_font_that_is_moved_by_a_constant_is_moved_back_and_told() -> None:
    document = read_pdf("x", in_moved_font(MOVED, 0x3D6), "x")
    assert document.text == "\n".join(MOVED) + "\n"
    assert [finding.code for finding in document.findings] == ["font_shifted"]
    assert "Helvetica by 982" in document.findings[0].message


def test_a_font_that_no_constant_makes_words_of_is_refused() -> None:
    shuffled = str.maketrans("аоеинтсрвл", "цщжшчйфэъы")
    lines = tuple(line.translate(shuffled) for line in MOVED)
    with pytest.raises(UntrustedTextError, match="Latin"):
        read_pdf("x", in_moved_font(lines, 0x3D6), "x")


# 6,400 characters, each of which may be any letter, would be moved 6,600 ways
def test_a_font_of_very_many_characters_takes_little_time() -> None:
    text = "".join(map(chr, range(0xE000, 0xF900)))
    start = time.process_time()
    assert find_shifts({"F": text}) == {}
    assert time.process_time() - start < 5


def test_a_font_whose_letters_have_no_unicode_character_is_refused() -> None:
    with pytest.raises(UntrustedTextError, match="no Unicode character"):
        read_pdf("x", in_moved_font(("шщъыьэюя рстуфхцчшщъыьэюя шщъыьэюя",), 0x430), "x")


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus isn't here")
@pytest.mark.parametrize(
    ("name", "untrusted"),
    [
        ("knuki_doc154.pdf", {1, 2}),
        ("knuki_doc85.PDF", {1, 2, 3, 4}),
        ("01-03p_80_17.09.15.pdf", {1}),
        ("fstek17.pdf", {1}),
        ("knuki_doc4.pdf", set()),
        ("knuki_doc20.pdf", set()),
        ("obshhezhitie-kaz.pdf", set()),
        ("polozhenie_uch_centra_kaz.pdf", set()),
        ("table_gos-examen-rus.pdf", set()),
    ],
)
def test_real_files(name: str, untrusted: set[int]) -> None:
    assert set(untrusted_pages((CORPUS / name).read_bytes())) == untrusted
