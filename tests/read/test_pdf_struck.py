"""Words that a rule strikes out are told to be; marks of direction are no part of a word."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import SIZE, Paper
from tests.read.test_pdf import codes_of, lines_of
from tests.read.test_pdf_tables import HEAD, as_text, entries, put_ruled, rows_of


def strike(paper: Paper, x: float, y: float, words: str) -> None:
    """Write words and draw a rule through them."""
    paper.put(x, y, words)
    paper.rule(x, y - 0.3 * SIZE, x + paper.get_string_width(words), y - 0.3 * SIZE)


def test_words_that_are_struck_out_are_told_where_they_stand() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, "Тизмек төмөнкүдөй:")
    strike(paper, 60, 130, "530700 Көркөм өнөр")
    paper.put(60, 160, "510100 Математика")
    document = read_pdf("x", paper.bytes(), "x")
    (finding,) = document.findings
    assert (finding.code, finding.severity) == ("struck_text", "warning")
    assert document.text[finding.start : finding.end].split() == ["530700", "Көркөм", "өнөр"]


def test_a_struck_cell_of_a_ruled_table_stays_in_its_row() -> None:
    paper = Paper()
    paper.add_page()
    rows = [HEAD, *entries(5)]
    put_ruled(paper, 100, rows)
    with_rule = paper.get_string_width("Социология")
    # the third row: two lines and six points of the first, one of the head above it
    paper.rule(124, 165 - 0.3 * SIZE, 124 + with_rule, 165 - 0.3 * SIZE)
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in rows]
    (finding,) = document.findings
    assert document.text[finding.start : finding.end] == "Социология"


@pytest.mark.parametrize("down", [0.12, -0.95])
def test_an_underline_and_an_overline_strike_nothing(down: float) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, "Көркөм өнөр")
    width = paper.get_string_width("Көркөм өнөр")
    paper.rule(60, 100 + down * SIZE, 60 + width, 100 + down * SIZE)
    assert not codes_of(read_pdf("x", paper.bytes(), "x"))


def test_a_long_rule_that_a_word_stands_on_strikes_nothing() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, "өнөр")
    paper.rule(50, 97, 500, 97)
    assert not codes_of(read_pdf("x", paper.bytes(), "x"))


@pytest.mark.parametrize("mark", ["\u202e", "\u200f"])
def test_marks_of_direction_are_left_out_and_told(mark: str) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, f"{mark}510100 Математика")
    document = read_pdf("x", paper.bytes(), "x")
    assert [line.split() for line in lines_of(document)] == [["510100", "Математика"]]
    assert codes_of(document) == ["direction_marks_left_out"]
    assert "'510100'" in document.findings[0].message
