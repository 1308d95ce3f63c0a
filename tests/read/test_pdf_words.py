"""Words of a PDF's page: raised digits, and the gaps between letters set apart."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.lines import find_lines, line_of, word_gaps
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.pdf.words import Word
from tests.read.pdf_made import PROSE, SIZE, Paper


def word(text: str, x0: float, x1: float, top: float = 100.0, bottom: float = 112.0) -> Word:
    return Word(text, x0, top, x1, bottom, False, False)


@pytest.mark.parametrize(
    ("size", "rise", "gap", "read"),
    [
        # smaller, above the line, at the word's end or a blank behind it
        (7.0, 4.0, 0.0, "Графика¹²"),
        (7.0, 4.0, 3.0, "Графика ¹²"),
        # as browsers set them
        (9.2, 4.0, 0.0, "Графика¹²"),
        # on the line, or below it: H₂O
        (7.0, 0.0, 0.0, "Графика12"),
        (7.0, -3.0, 0.0, "Графика12"),
        # as large as the word
        (11.0, 0.0, 0.0, "Графика12"),
    ],
)
def test_small_digits_above_a_words_line_are_raised(size: float, rise: float, gap: float, read: str) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 80, "Графика")
    paper.set_font("D", size=size)
    paper.text(60 + paper.get_string_width("Графика") * SIZE / size + gap, 80 - rise, "12")
    paper.put(60, 120, PROSE)
    assert read_pdf("pdf", paper.bytes(), "a.pdf").text.splitlines()[0] == read


# Boxes of letters reach below the line where the letters do: digits beside them are none the higher for it.
def test_digits_beside_letters_with_descenders_are_not_raised() -> None:
    paper = Paper()
    paper.add_page()
    x = 60.0
    for part in ("размере", "10", "процентов", "(", "64", "жана", "7", "у", "5", "щ", "0,8", "Д", "1"):
        paper.put(x, 80, part)
        x += paper.get_string_width(part) + (0 if part in "(ущД" else 3)
    paper.put(60, 120, PROSE)
    line = read_pdf("pdf", paper.bytes(), "a.pdf").text.splitlines()[0]
    assert line == "размере 10 процентов (64 жана 7 у5 щ0,8 Д1"


def test_the_mark_before_a_note_stands_on_its_line() -> None:
    paper = Paper()
    paper.add_page()
    paper.set_font("D", size=7)
    paper.text(60, 76, "1")
    paper.put(68, 80, "Ескерту: оқыту нысандары.")
    paper.put(60, 120, PROSE)
    assert read_pdf("pdf", paper.bytes(), "a.pdf").text.splitlines()[0] == "¹ Ескерту: оқыту нысандары."


def test_wide_gaps_part_the_words_of_a_letter_spaced_line() -> None:
    spaced = [word(letter, x, x + 6) for letter, x in zip("Өнержәне", (0, 10, 20, 30, 46, 56, 66, 76), strict=True)]
    assert word_gaps(line_of(spaced, 1)) == [4]
    assert word_gaps(line_of([word("Өнер", 0, 30), word("ж", 46, 50), word("ә", 56, 60), word("н", 90, 94)], 1)) == []


# letters that a font doesn't have are drawn in another one, behind the rest of their line: PDFium sees blanks between
# what is drawn before, and the lone letters are none of a letter-spaced word
def test_letters_of_another_font_stand_in_their_word() -> None:
    drawn = [word(text, x0, x1)._replace(spaced=True) for text, x0, x1 in (("т", 0, 6), ("м", 12, 20), ("к", 26, 32))]
    drawn += [word("ө", 6, 12, top=98.0), word("ү", 20, 26, top=98.0)]
    (line,) = find_lines(drawn)
    assert line.text == "төмүк"
    assert word_gaps(line) == []


# words that a font with wrong widths draws over each other; a blank to fill in is printed over on purpose
@pytest.mark.parametrize(
    ("x", "below", "told"),
    [(60, "Социология", ["words_overprinted"]), (60, "__________", []), (160, "Социология", [])],
)
def test_words_over_each_other_are_told(x: float, below: str, told: list[str]) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 80, below)
    paper.put(x + 30, 80, "Онлайн")
    paper.put(60, 120, PROSE[:60])
    assert [finding.code for finding in read_pdf("pdf", paper.bytes(), "a.pdf").findings] == told


# «1. Жалпы жоболор …»: the first line of a paragraph ends as far from the edge as it is set in, but isn't set to the
# middle; a title is
def test_a_line_that_is_set_in_as_others_are_begins_a_paragraph() -> None:
    paper = Paper()
    paper.add_page()
    whole = PROSE[:60]
    width = paper.get_string_width(whole)
    full = next(end for end in range(60) if paper.get_string_width(whole[:end]) > width - 60)
    paper.put(60 + (width - paper.get_string_width("ТАРТИП")) / 2, 50, "ТАРТИП")
    for at, end in enumerate((20, 25, 30, 35, 40, full), 1):
        paper.put(90, 50 + 30 * at, whole[:end])
        paper.put(60, 65 + 30 * at, whole)
    lines = read_pdf("pdf", paper.bytes(), "a.pdf").text.splitlines()
    assert [line.startswith(" ") for line in lines if line.strip()] == [False, *[True, False] * 6]
