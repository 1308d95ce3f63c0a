"""Files that are encrypted, cut, damaged or beyond a limit are refused with what, where and what to do."""

from __future__ import annotations

import io
import time
import tracemalloc
import zlib

import pypdfium2
import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import PROSE, Paper, raw_page, raw_pdf, stream

HELLO = b"BT /F 12 Tf 50 700 Td (Hello the law) Tj ET "
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
SHEET = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def encrypted() -> bytes:
    paper = Paper()
    paper.add_page()
    paper.put(50, 100, PROSE[:40])
    paper.set_encryption(owner_password="o", user_password="u")
    return paper.bytes()


def damaged(content: bytes) -> bytes:
    return raw_pdf([CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", SHEET, content])


def packed(content: bytes) -> bytes:
    return b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(content), content)


ZIPPED = zlib.compress(HELLO * 40)
CASES = {
    "encrypted": (encrypted(), "asks for a password"),
    "only a header": (b"%PDF-1.7\n", "has no end"),
    "cut off": (raw_page(HELLO)[:-200], "has no end"),
    "no pages": (raw_pdf([CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"]), "damaged|no pages"),
    "a page that is none": (raw_pdf([CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", SHEET]), "damaged"),
    "6,000 pages": (
        raw_pdf([CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 6000 + b"]/Count 6000>>", SHEET]),
        "6,000 pages, more than the 5,000",
    ),
    "a page of 200 metres": (raw_page(HELLO, entries=b"/MediaBox[0 0 595000 842]"), "595,000 x 842 points"),
    "500,000 characters": (
        raw_page(
            b"BT /F 1 Tf 50 800 Td "
            + b"".join(
                b"(%b) Tj 0 -.5 Td " % (bytes([97 + i % 26]) * 250 + bytes([98 + i % 20]) * 250) for i in range(1000)
            )
            + b"ET"
        ),
        "page 1: .* characters, more than the 200,000",
    ),
    "a byte of a stream": (damaged(packed(ZIPPED[:9] + b"\x55" + ZIPPED[10:])), "can't be decompressed"),
    "the end of a stream": (damaged(packed(ZIPPED[:-12])), "cut off"),
    "a bomb": (damaged(packed(zlib.compress(bytes(110 * 1024 * 1024)))), "larger than"),
    "the place of the table": (raw_page(HELLO).replace(b"startxref\n", b"startxref\n1"), "not where it says"),
    "the place of an object": (
        raw_page(HELLO).replace(b"3 0 obj", b"% a remark put in\n3 0 obj", 1),
        "not where it says",
    ),
    "no text": (raw_page(b""), "prints no text"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_read_is_refused(name: str) -> None:
    data, said = CASES[name]
    with pytest.raises(UnreadableSourceError, match=said) as caught:
        read_pdf("x", data, "act.pdf")
    assert caught.value.place.startswith("act.pdf")
    assert caught.value.advice


def test_junk_before_the_header_is_no_damage() -> None:
    assert read_pdf("x", b"mail\r\n\r\n" + raw_page(HELLO), "x").text == "Hello the law\n"


def test_a_file_with_an_owner_password_only_is_read() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(50, 100, PROSE[:40])
    paper.set_encryption(owner_password="o")
    assert read_pdf("x", paper.bytes(), "x").text.strip() == PROSE[:40].strip()


def test_a_form_that_draws_itself_is_read_once() -> None:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>"
    loop = b"<<%b/Length 6>>stream\n/X Do \nendstream" % entries
    data = raw_pdf(
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
            stream(HELLO + b"/X Do "),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            loop,
        ]
    )
    assert read_pdf("x", data, "x").text == "Hello the law\n"


def test_40_000_rules_are_a_picture_and_cost_little() -> None:
    flat = (b"%d %d m %d %d l S " % (i % 600, i * 7 % 800, i % 600 + 30, i * 7 % 800) for i in range(20_000))
    upright = (b"%d %d m %d %d l S " % (i % 600, i * 7 % 800, i % 600, i * 7 % 800 + 30) for i in range(20_000))
    data = raw_page(HELLO + b"".join(flat) + b"".join(upright), packed=True)
    started = time.perf_counter()
    document = read_pdf("x", data, "x")
    assert time.perf_counter() - started < 10
    assert document.text == "Hello the law\n"
    assert [finding.code for finding in document.findings] == ["drawing_too_large"]


def test_a_file_read_after_a_bad_one_gives_the_same() -> None:
    good = raw_page(HELLO, packed=True)
    before = read_pdf("x", good, "x")
    for data, _ in CASES.values():
        with pytest.raises(UnreadableSourceError):
            read_pdf("x", data, "bad")
    assert read_pdf("x", good, "x") == before


def test_pages_are_closed_as_they_are_read() -> None:
    paper = Paper()
    for number in range(120):
        paper.add_page()
        paper.put_lines(50, 100, [f"{number}-бет. {PROSE[:60]}"] * 40)
    document = read_pdf("x", paper.bytes(), "x")
    assert document.page_count == 120
    assert len([line for line in document.lines if line.start < line.end]) == 120 * 40
    # nothing of PDFium is left open: another file can be opened and saved
    assert pypdfium2.PdfDocument(paper.bytes()).save(io.BytesIO()) is None


def test_a_word_takes_little_memory() -> None:
    def peak(pages: int) -> int:
        paper = Paper()
        for page in range(pages):
            paper.add_page()
            paper.put_lines(40, 40, [f"{page}.{line} {PROSE}" for line in range(60)], step=12)
        data = paper.bytes()
        tracemalloc.start()
        read_pdf("pdf", data, "a.pdf")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)
    words = 60 * (len(PROSE.split()) + 1)
    assert (peak(12) - peak(6)) / (6 * words) < 250
