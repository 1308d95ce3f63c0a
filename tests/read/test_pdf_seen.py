"""What nobody sees on a page is no text of it: white, transparent, tiny, cut away, covered; what is seen stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model import Document
from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import Paper

SEEN, UNSEEN = "510100 Математика", "530700 Өнөр"


def lines_of(document: Document) -> list[str]:
    lines = (document.text[line.start : line.end] for line in document.lines if line.start < line.end)
    return [" ".join(line.split()) for line in lines]


def in_white(paper: Paper) -> None:
    paper.set_text_color(255, 255, 255)
    paper.put(60, 200, UNSEEN)


def in_all_but_white(paper: Paper) -> None:
    paper.set_text_color(248, 250, 246)
    paper.put(60, 200, UNSEEN)


def all_but_transparent(paper: Paper) -> None:
    with paper.local_context(fill_opacity=0.05):
        paper.put(60, 200, UNSEEN)


def tiny(paper: Paper) -> None:
    paper.set_font("D", size=0.1)
    paper.text(60, 200, UNSEEN)


def in_the_colour_of_the_box_below(paper: Paper) -> None:
    paper.set_fill_color(20, 40, 120)
    paper.rect(50, 180, 300, 30, style="F")
    paper.set_text_color(22, 42, 118)
    paper.put(60, 200, UNSEEN)


def below_a_black_box(paper: Paper) -> None:
    paper.put(60, 200, UNSEEN)
    paper.set_fill_color(0, 0, 0)
    paper.rect(50, 180, 300, 30, style="F")


def below_a_white_box(paper: Paper) -> None:
    paper.put(60, 200, UNSEEN)
    paper.set_fill_color(255, 255, 255)
    paper.rect(50, 180, 300, 30, style="F")


def cut_away(paper: Paper) -> None:
    with paper.rect_clip(50, 220, 300, 30):
        paper.put(60, 200, UNSEEN)


@pytest.mark.parametrize(
    "draw",
    [
        in_white,
        in_all_but_white,
        all_but_transparent,
        tiny,
        in_the_colour_of_the_box_below,
        below_a_black_box,
        below_a_white_box,
        cut_away,
    ],
)
def test_what_nobody_sees_is_left_out_and_told(draw: Callable[[Paper], None]) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, SEEN)
    draw(paper)
    document = read_pdf("x", paper.bytes(), "x")
    assert lines_of(document) == [SEEN]
    assert [(finding.code, finding.severity) for finding in document.findings] == [("hidden_text_left_out", "warning")]
    assert "invisible words" in document.findings[0].message


# a digit in white right behind a code makes another code of it for programs, not for people
def test_a_hidden_digit_beside_a_code_is_no_part_of_it() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, "51010")
    paper.set_text_color(255, 255, 255)
    paper.put(60 + paper.get_string_width("51010"), 100, "7")
    paper.set_text_color(0, 0, 0)
    paper.put(130, 100, "Математика")
    assert lines_of(read_pdf("x", paper.bytes(), "x"))[0].split() == ["51010", "Математика"]


def white_on_a_dark_box(paper: Paper) -> None:
    paper.set_fill_color(20, 40, 120)
    paper.rect(50, 180, 300, 30, style="F")
    paper.set_text_color(255, 255, 255)
    paper.put(60, 200, UNSEEN)


def black_in_a_shaded_cell(paper: Paper) -> None:
    paper.set_fill_color(230, 230, 230)
    paper.rect(50, 180, 300, 30, style="DF")
    paper.put(60, 200, UNSEEN)


def below_a_yellow_marker(paper: Paper) -> None:
    paper.put(60, 200, UNSEEN)
    paper.set_fill_color(255, 255, 0)
    paper.rect(50, 180, 300, 30, style="F")


def in_grey(paper: Paper) -> None:
    paper.set_text_color(150, 150, 150)
    paper.put(60, 200, UNSEEN)


def cut_to_its_cell(paper: Paper) -> None:
    with paper.rect_clip(50, 180, 300, 30):
        paper.put(60, 200, UNSEEN)


@pytest.mark.parametrize(
    "draw", [white_on_a_dark_box, black_in_a_shaded_cell, below_a_yellow_marker, in_grey, cut_to_its_cell]
)
def test_what_is_seen_stays(draw: Callable[[Paper], None]) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 100, SEEN)
    draw(paper)
    document = read_pdf("x", paper.bytes(), "x")
    assert lines_of(document) == [SEEN, UNSEEN]
    assert not document.findings
