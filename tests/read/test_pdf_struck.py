"""Words that a rule strikes out are told to be; marks of direction are no part of a word."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_document
from pipeline.parse.source import parse_source
from pipeline.read.pdf.reader import read_pdf
from pipeline.segment import segment_document
from tests.parse.texts import BARRED
from tests.read.pdf_made import LINE, SIZE, Paper
from tests.read.test_pdf import codes_of, lines_of
from tests.read.test_pdf_tables import HEAD, XS, as_text, entries, put_ruled, rows_of


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


TITLE = "1. Жогорку кесиптик билим берүү адистиктери:"


# the third row's name, and the bar of the first: whoever reads the list must be told of both
def test_entries_with_struck_words_are_doubtful() -> None:
    paper = Paper()
    paper.add_page()
    y = paper.put_lines(50, 60, [*filter(None, BARRED.split("\n")), TITLE], step=22) + 4
    rows = [HEAD, *entries(5)]
    put_ruled(paper, y, rows)
    first = y + LINE + 6 + LINE
    third = first + 2 * LINE + 6
    for x, at, words in ((XS[2] + 4, first, "Сырттан"), (XS[1] + 4, third, "Социология")):
        paper.rule(x, at - 0.3 * SIZE, x + paper.get_string_width(words), at - 0.3 * SIZE)
    cleaned = clean_document(read_pdf("x", paper.bytes(), "x"))
    found = parse_source(cleaned, segment_document(cleaned))
    listed = [row for row in found.rows if row.table == "list_entries"]
    assert len(listed) == 5
    assert {row.values["code"].value for row in listed if row.cells["doubtful"]} == {"510100", "510200"}
    doubted = {one.row_id for one in found.findings if one.code == "struck_text"}
    assert doubted == {row.row_id for row in listed[:2]}


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
