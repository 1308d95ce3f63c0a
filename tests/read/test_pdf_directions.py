"""What is written in several directions on a page: turned tables, skewed sheets, narrow heads, watermarks."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import LINE, PROSE, Paper, grid
from tests.read.test_pdf import codes_of, lines_of
from tests.read.test_pdf_tables import HEAD, XS, as_text, entries, put_row, put_ruled, rows_of

ROWS = [HEAD, *entries(5)]


def put_table(paper: Paper, y: float, *, ruled: bool, x: float = 0) -> None:
    xs = [x + at for at in XS]
    ys = [y]
    for row in ROWS:
        y = put_row(paper, xs, y, row) + (6 if ruled else 4)
        ys.append(y)
    if ruled:
        grid(paper, xs, ys)


@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_that_lies_across_an_upright_page_is_read(angle: int, *, ruled: bool) -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(60, 60, [PROSE[:70], PROSE[70:], "Тизмек төмөнкүдөй:"])
    x, y = (60, 760) if angle == 90 else (480, 180)
    with paper.rotation(angle, x, y):
        put_table(paper, y - 20, ruled=ruled, x=x - 50)
    paper.put(60, 800, "Эскертүү жок.")
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in ROWS]
    assert document.text.startswith(PROSE[:69])
    assert document.text.endswith("\n\nЭскертүү жок.\n")
    assert "turned_text" in codes_of(document)
    places = {document.text[place.start : place.end]: place.box for place in document.places}
    x0, top, x1, bottom = places["Социология"]
    assert 0 < x0 < x1 < 595
    assert 150 < top < bottom < 800
    assert bottom - top > 2 * (x1 - x0)


@pytest.mark.parametrize("angle", [-5, -2, 1, 3, 5])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_skewed_page_is_read_straight(angle: float, *, ruled: bool) -> None:
    paper = Paper()
    paper.add_page()
    with paper.rotation(angle, 297, 421):
        paper.put_lines(60, 100, [PROSE[:70], PROSE[70:]])
        put_table(paper, 200, ruled=ruled)
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in ROWS]
    assert lines_of(document)[:2] == [PROSE[:69], PROSE[70:]]


def test_a_skewed_block_of_an_upright_page_is_read_and_stands_where_it_is_drawn() -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(60, 60, [PROSE[:70], PROSE[70:]] * 10)
    with paper.rotation(3, 297, 600):
        put_table(paper, 500, ruled=True)
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in ROWS]
    assert lines_of(document)[:2] == [PROSE[:69], PROSE[70:]]
    box = next(p.box for p in document.places if document.text[p.start : p.end] == "510100")
    # turned by 3 degrees around (297, 600), 243 points to the right of it: 13 points lower than where it was put
    assert box[1] == pytest.approx(500 + 2 * LINE + 13 - 6, abs=5)


def test_turned_words_in_a_head_stay_in_their_cells() -> None:
    paper = Paper()
    paper.add_page()
    head = (("Коду",), ("Адистиктин аталышы",), (), ())
    rows = [head, *entries(5)]
    end = put_ruled(paper, 160, rows)
    for x in XS:
        paper.rule(x, 100, x, 160)
    paper.rule(XS[0], 100, XS[-1], 100)
    for x, words in ((XS[2] + 40, "бакалавр"), (XS[3] + 40, "магистр")):
        with paper.rotation(90, x, 158):
            paper.put(x, 158, words)
    document = read_pdf("x", paper.bytes(), "x")
    assert end < 400
    assert rows_of(document)[0] == "\t\tбакалавр\tмагистр"
    assert rows_of(document)[2:] == [as_text(row) for row in rows[1:]]


def test_a_line_along_the_margin_is_in_no_row() -> None:
    paper = Paper()
    paper.add_page()
    put_table(paper, 100, ruled=False)
    for x in (20, 34):
        with paper.rotation(90, x, 400):
            paper.put(x, 400, "Документке электрондук кол тамга коюлган, мөөрү бар")
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in ROWS]
    assert document.text.count("Документке электрондук кол тамга коюлган, мөөрү бар") == 2


@pytest.mark.parametrize(("angle", "words"), [(45, "КӨЧҮРМӨ"), (0, "КӨЧҮРМӨ"), (0, "ДОЛБООР үлгү")])
def test_a_watermark_across_the_page_is_left_out_and_told(angle: int, words: str) -> None:
    paper = Paper()
    paper.add_page()
    put_table(paper, 100, ruled=True)
    paper.set_text_color(200, 200, 200)
    y = 500 if angle else 190
    with paper.rotation(angle, 60, y):
        paper.set_font("D", size=60)
        paper.text(60, y, words)
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in ROWS]
    assert codes_of(document) == ["slanted_text_left_out"]


def test_a_large_heading_is_no_watermark() -> None:
    paper = Paper()
    paper.add_page()
    paper.set_font("D", size=40)
    paper.text(60, 90, "ТИЗМЕК")
    put_table(paper, 100, ruled=True)
    document = read_pdf("x", paper.bytes(), "x")
    assert lines_of(document)[0] == "ТИЗМЕК"
    assert not codes_of(document)
