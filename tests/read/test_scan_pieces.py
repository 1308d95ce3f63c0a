"""The pieces of lines on a scanned page, in fonts whose words stand near together or far apart, and small letters."""

from __future__ import annotations

import pytest

from pipeline.read import read_document
from pipeline.read.scan.cases import lower_small
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.pictures import read_page_pictures
from pipeline.read.scan.sheet import take_apart
from pipeline.read.scan.straighten import find_pose
from pipeline.read.scan.tesseract import Recognized
from tests.factory.layouts.scan import Scanner, write_scan
from tests.read.pdf_made import FONTS, Paper
from tests.read.scan_made import needs_tesseract

FAMILIES = ("DejaVuSans", "DejaVuSerif", "DejaVuSansMono")
CELLS = (
    ("713200", "Баян и обработка, камней", "Очно-заочная, заочная"),
    ("713400", "Лучший и вокальное искусство", "Онлайн"),
    ("714300", "Теоретическая, чистая физика", "Заочная, экстернат"),
)


def scanned(family: str, *, lean: float = 0.0) -> bytes:
    """Scan a table without rules, set in a font."""
    paper = Paper()
    paper.add_font("F", "", FONTS / f"{family}.ttf")
    paper.add_page()
    for row, cells in enumerate(CELLS):
        for x, cell in zip((50, 120, 380), cells, strict=True):
            paper.set_font("F", size=9)
            paper.text(x, 100 + 16 * row, cell)
    return write_scan(paper.bytes(), Scanner(angle=lean, noise=3.0), 1)


# the blanks of a typewriter's letters are as wide as gaps between columns of other fonts
@pytest.mark.parametrize("lean", [0.0, 1.3])
@pytest.mark.parametrize("family", FAMILIES)
def test_cells_are_pieces_in_any_font(family: str, lean: float) -> None:
    ((_, picture),) = read_page_pictures(scanned(family, lean=lean), [1], "x")
    sheet = take_apart(picture, find_pose(picture))
    assert len(sheet.pieces) == sum(map(len, CELLS))


@needs_tesseract
@pytest.mark.parametrize("family", FAMILIES)
def test_cells_are_read_in_any_font(family: str) -> None:
    document = read_document("x", scanned(family))
    assert [line.split("\t") for line in document.text.split("\n") if line] == [list(cells) for cells in CELLS]


BENT = (
    "Мамлекеттик тилди өнүктүрүү боюнча чараларды көрүү",
    "жөнүндө токтомдун аткарылышын көзөмөлдөө милдети",
    "министрликтин окуу жайларына жүктөлсүн деп белгилесин",
)
FAR = ("тилди", "токтомдун", "окуу")


# the middle of the page lies lower than its sides, by more than half a line
@needs_tesseract
def test_words_far_apart_stay_in_their_line_on_bent_paper() -> None:
    paper = Paper()
    paper.add_font("F", "", FONTS / "DejaVuSerif.ttf")
    paper.add_page()
    paper.set_font("F", size=10)
    for row, line in enumerate(BENT):
        x = 60.0
        for word in line.split():
            for letter in word:
                paper.text(x, 100 + 13 * row + 10 * (1 - ((x - 290) / 230) ** 2), letter)
                x += paper.get_string_width(letter)
            x += 15 if word in FAR else 4
    document = read_document("x", write_scan(paper.bytes(), Scanner(), 1))
    assert [line.split() for line in document.text.splitlines()[:3]] == [line.split() for line in BENT]


def lowered(*lines: tuple[str, int]) -> list[str]:
    """Return what is made of lines, below each other, that were read with letters of these heights."""
    pieces, words = [], []
    for at, (text, high) in enumerate(lines):
        top = 50.0 * at
        letters = [(20.0 * i, top, 20.0 * i + 15, top + high) for i in range(len(text))]
        pieces.append(Piece([], (0.0, top, 20.0 * len(text), top + high), letters, letters))
        words.append([Recognized(text, (0.0, 0.0, 1.0, 1.0), 0.9)])
    return [line[0].text for line in lower_small(pieces, words, [0.0] * len(pieces))]


@pytest.mark.parametrize(
    ("text", "high", "read"),
    [
        # the end of a name that was wrapped, no letter of it higher than another
        ("ХИМИЯ", 20, "химия"),
        ("КИЙ,", 21, "кий,"),
        # as high as capitals are
        ("ХИМИЯ", 27, "ХИМИЯ"),
        # letters that look otherwise in small: what was read is no matter of size
        ("ФИЗИКА", 20, "ФИЗИКА"),
        ("1.", 20, "1."),
    ],
)
def test_small_letters_are_told_by_their_height(text: str, high: int, read: str) -> None:
    assert lowered(("медицинская", 20), (text, high), ("техника", 20))[1] == read


def test_where_nothing_is_small_nothing_is_lowered() -> None:
    assert lowered(("ПРИКАЗ", 27), ("ХИМИЯ", 20)) == ["ПРИКАЗ", "ХИМИЯ"]


# `П` and `п` differ in nothing but their height; `р` and `б` are as high as capitals
@pytest.mark.parametrize(("first", "read"), [(20, "производство"), (27, "Производство")])
def test_the_first_letter_is_no_higher_than_the_others(first: int, read: str) -> None:
    heights = [first, *(27 if letter in "рдб" else 20 for letter in "роизводство")]
    letters = [(20.0 * i, 27.0 - high, 20.0 * i + 15, 27.0) for i, high in enumerate(heights)]
    piece = Piece([], (0.0, 0.0, 240.0, 27.0), letters, letters)
    word = Recognized("Производство", (0.0, 0.0, 240.0, 27.0), 0.97)
    (((found,),),) = (lower_small([piece], [[word]], [0.0]),)
    assert found.text == read
    assert (found.sureness < 0.97) is (first == 20)


# one word of a line whose small letters are 20 dots high, and more with a tail or a stem
@pytest.mark.parametrize("small", ["аннан", "бугра"])
@pytest.mark.parametrize(("high", "read"), [(20, "көзөмөлдөө"), (27, "КӨЗӨМӨЛДӨӨ")])
def test_a_word_is_no_higher_than_the_others_of_its_line(small: str, high: int, read: str) -> None:
    other = "КӨЗӨМӨЛДӨӨ"
    heights = [*(27 if letter in "бур" else 20 for letter in small), *[high] * len(other)]
    letters = [(20.0 * i, 27.0 - one, 20.0 * i + 15, 27.0) for i, one in enumerate(heights)]
    edge, end = 20.0 * len(small), 20.0 * len(heights)
    line = [Recognized(small, (0.0, 0.0, edge, 27.0), 0.97), Recognized(other, (edge, 0.0, end, 27.0), 0.97)]
    (found,) = lower_small([Piece([], (0.0, 0.0, end, 27.0), letters, letters)], [line], [0.0])
    assert [word.text for word in found] == [small, read]
