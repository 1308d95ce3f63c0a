"""A table that goes on over pages is one, whatever stands between: notes, footers, heads of several rows, groups."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import PROSE, SIZE, Paper, grid
from tests.read.test_pdf import codes_of, lines_of
from tests.read.test_pdf_tables import HEAD, XS, Cells, as_text, entries, put_row, rows_of

CUT: Cells = (("540900",), ("Театр таануу",), ("Күндүзгү-сырттан",), ("Сырттан,",))
REST: Cells = ((), ("жана кино",), ("(кечки)",), ("экстернат",))
WHOLE: Cells = tuple((*one, *other) for one, other in zip(CUT, REST, strict=True))
NOTE = ("Тизмекке киргизилген адистиктердин коддору мамлекеттик", "классификаторго ылайык келтирилген.")
SECOND_HEAD: Cells = ((), (), ("күндүзгү",), ("кечки",))


def put_table(paper: Paper, y: float, rows: list[Cells], *, ruled: bool) -> float:
    ys = [y]
    for row in rows:
        y = put_row(paper, XS, y, row) + (6 if ruled else 4)
        ys.append(y)
    if ruled:
        grid(paper, XS, ys)
    return y


def put_note(paper: Paper, *, mark: str = "", size: float = 8, width: float = 140) -> None:
    """Write a note at the foot of the page below a short rule."""
    paper.rule(XS[0], 770, XS[0] + width, 770)
    paper.set_font("D", size=size)
    for i, line in enumerate(NOTE):
        paper.text(XS[0], 783 + i * 1.2 * size, (mark if not i else "") + line)
    paper.set_font("D", size=SIZE)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(("mark", "size"), [("", 8), ("* ", SIZE), ("1 ", 9)])
def test_a_note_at_the_foot_is_in_no_row_that_the_page_cuts(mark: str, size: float, *, ruled: bool) -> None:
    paper = Paper()
    paper.add_page()
    put_table(paper, 500, [HEAD, *entries(4), CUT], ruled=ruled)
    put_note(paper, mark=mark, size=size)
    paper.add_page()
    put_table(paper, 60, [REST, *entries(4, first=4)], ruled=ruled)
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (HEAD, *entries(4), WHOLE, *entries(4, first=4))]
    assert [line for line in lines_of(document) if line][-2:] == [mark + NOTE[0], NOTE[1]]
    assert codes_of(document) == ["notes_at_foot"]
    assert NOTE[0] in document.findings[0].message


# a rule as long as the text, or text as high as all other: a table's last rule and what stands below it
def test_what_stands_below_a_long_rule_is_no_note() -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(XS[0], 650, [PROSE[:70], PROSE[70:]])
    put_note(paper, width=400)
    paper.add_page()
    paper.put_lines(XS[0], 650, [PROSE[:70], PROSE[70:]])
    put_note(paper, size=SIZE)
    document = read_pdf("x", paper.bytes(), "x")
    assert "notes_at_foot" not in codes_of(document)
    assert [line for line in lines_of(document) if line].count(NOTE[1]) == 2


@pytest.mark.parametrize("ruled", [True, False])
def test_headers_and_footers_of_two_pages_part_no_row(*, ruled: bool) -> None:
    paper = Paper()
    for rows in ([HEAD, *entries(4), CUT], [REST, *entries(4, first=4)]):
        paper.add_page()
        paper.put(200, 30, "Билим берүү министрлиги")
        put_table(paper, 70, rows, ruled=ruled)
        paper.put(60, 810, "Тиркеме № 2-т")
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (HEAD, *entries(4), WHOLE, *entries(4, first=4))]
    assert [line for line in lines_of(document) if line].count("Тиркеме № 2-т") == 2


@pytest.mark.parametrize("ruled", [True, False])
def test_a_head_of_two_rows_stands_again_above_a_row_that_the_page_cuts(*, ruled: bool) -> None:
    paper = Paper()
    for rows in ([*entries(4), CUT], [REST, *entries(4, first=4)]):
        paper.add_page()
        put_table(paper, 70, [HEAD, SECOND_HEAD, *rows], ruled=ruled)
    heads = (HEAD, SECOND_HEAD)
    expected = (*heads, *entries(4), WHOLE, *heads, *entries(4, first=4))
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == [as_text(row) for row in expected]


@pytest.mark.parametrize("ruled", [True, False])
def test_the_name_of_a_group_at_the_end_of_a_page_heads_the_rows_of_the_next(*, ruled: bool) -> None:
    group: Cells = (("Өнер жана маданият",), (), (), ())
    paper = Paper()
    paper.add_page()
    paper.put_lines(XS[0], 600, [PROSE[:70], PROSE[70:]])
    if ruled:
        put_table(paper, 700, [HEAD], ruled=False)
        paper.put(XS[0] + 4, 733, group[0][0])
        for y in (700, 719, 738):
            paper.rule(XS[0], y, XS[-1], y)
        for x in XS:
            paper.rule(x, 700, x, 738 if x in (XS[0], XS[-1]) else 719)
    else:
        put_table(paper, 700, [HEAD], ruled=False)
        paper.put(XS[0] + 90, 733, group[0][0])
    paper.add_page()
    put_table(paper, 70, [HEAD, *entries(5)], ruled=ruled)
    rows = rows_of(read_pdf("x", paper.bytes(), "x"))
    assert rows[-6:] == [as_text(row) for row in (group, *entries(5))]
    assert set(rows[:-6]) == {as_text(HEAD)}


def draw_rows(paper: Paper, y: float, rows: Sequence[tuple[str, str, str | None]]) -> None:
    """Draw rows of codes, names and forms; `None` as a form lets the cell of the row above go down into this one."""
    xs, height = (50.0, 120.0, 300.0, 420.0), 20.0
    for code, name, form in rows:
        paper.rule(xs[0], y, xs[-1] if form is not None else xs[2], y)
        for x, text in zip(xs, (code, name, form or ""), strict=False):
            if text:
                paper.put(x + 4, y + 14, text)
        y += height
    paper.rule(xs[0], y, xs[-1], y)
    for x in xs:
        paper.rule(x, y - height * len(rows), x, y)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_cell_of_several_rows_goes_down_over_a_page(count: int) -> None:
    below = [("510300", "Химия", ""), ("510400", "Физика", None), ("510500", "Биология", None)][:count]
    paper = Paper()
    paper.add_page()
    draw_rows(paper, 700, [("510100", "Математика", "Сырттан"), ("510200", "Механика", None)])
    paper.add_page()
    draw_rows(paper, 60, [*below, ("560100", "Курулуш", ""), ("560200", "Жолдор", "Экстернат")])
    document = read_pdf("a", paper.bytes(), "a.pdf")
    down = {document.text[line.start : line.end].split("\t")[0] for line in document.lines if "/" in line.cells}
    assert down == {"510200", *(code for code, _, _ in below)}
    # one row may as well have an empty cell of its own
    told = [document.text[one.start : one.end] for one in document.findings if one.code == "cell_over_page"]
    assert told == (["510300\tХимия\t"] if count == 1 else [])


# the cell above is of one row: that another one goes on with it is not told by anything
def test_an_empty_cell_of_several_rows_below_a_page_may_be_its_own() -> None:
    paper = Paper()
    paper.add_page()
    draw_rows(paper, 700, [("510100", "Математика", "Сырттан"), ("510200", "Механика", "Экстернат")])
    paper.add_page()
    draw_rows(paper, 60, [("510300", "Химия", ""), ("510400", "Физика", None), ("560200", "Жолдор", "Экстернат")])
    document = read_pdf("a", paper.bytes(), "a.pdf")
    told = [document.text[one.start : one.end] for one in document.findings if one.code == "cell_over_page"]
    assert told == ["510300\tХимия\t", "510400\tФизика\t"]


def test_a_cell_of_several_rows_goes_down_behind_a_row_that_the_page_cuts() -> None:
    paper = Paper()
    paper.add_page()
    draw_rows(paper, 700, [("510100", "Математика", "Сырттан"), ("510200", "Топурак изилдөө", None)])
    paper.add_page()
    draw_rows(paper, 60, [("", "жана агрохимия", ""), ("510300", "Физика", None), ("560200", "Жолдор", "Экстернат")])
    document = read_pdf("a", paper.bytes(), "a.pdf")
    rows = {document.text[line.start : line.end]: line.cells for line in document.lines}
    assert "/" in rows["жана агрохимия\t"]
    assert "/" in rows["510300\tФизика\t"]
    assert not rows["560200\tЖолдор\tЭкстернат"]


# names stand before the codes: below a page's end a heading has no code, as the end of a name has none
@pytest.mark.parametrize(("across", "joined"), [(True, False), (False, True)])
def test_a_cell_across_the_table_below_a_page_is_no_end_of_a_name(across: bool, joined: bool) -> None:
    paper = Paper()
    xs = (50.0, 300.0, 370.0)
    for y, names in ((740, ("Математика", "Физика")), (60, ("Химия", "Биология", "География"))):
        paper.add_page()
        for at, name in enumerate(names):
            whole = across and name == "Химия"
            paper.put(xs[0] + 4, y + 20 * at + 14, name)
            if name != "Химия":
                paper.put(xs[1] + 4, y + 20 * at + 14, f"5{len(name)}0{at + 1}00")
            for x in (xs[0], xs[-1]) if whole else xs:
                paper.rule(x, y + 20 * at, x, y + 20 * at + 20)
        for at in range(len(names) + 1):
            paper.rule(xs[0], y + 20 * at, xs[-1], y + 20 * at)
    found = rows_of(read_pdf("a", paper.bytes(), "a.pdf"))
    assert len(found) == (4 if joined else 5)
    assert any(row.split("\t")[0] == "Химия" for row in found) != joined


# a name that goes on below the end of a page fills the last line of its row above; names in two languages begin anew
@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    ("last", "heading"),
    [
        ((("540900",), ("Математика",), ("Сырттан,", "экстернат"), ("Сырттан",)), ((), ("Курулуш",), (), ())),
        ((("540900",), ("Математика",), ("Алгебра",), ("Сырттан",)), ((), ("Курулуш",), ("Строительство",), ())),
    ],
    ids=["ends above", "two languages"],
)
def test_the_name_of_a_group_below_a_page_is_no_end_of_a_name(last: Cells, heading: Cells, *, ruled: bool) -> None:
    pages = ([HEAD, *entries(4), last], [heading, *entries(4, first=4)])
    paper = Paper()
    for rows in pages:
        paper.add_page()
        put_table(paper, 70, rows, ruled=ruled)
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == [as_text(row) for rows in pages for row in rows]


# a cell too narrow for its code: the page cuts it between the digits
@pytest.mark.parametrize(("code", "rest"), [("2903", "001"), ("290300", "1")])
def test_a_code_that_the_page_cuts_is_one(code: str, rest: str) -> None:
    paper = Paper()
    paper.add_page()
    draw_rows(paper, 700, [("2901001", "Токарь", ""), ("2902001", "Фрезерші", ""), (code, "Бұрғышы", "")])
    paper.add_page()
    draw_rows(paper, 60, [(rest, "", ""), ("2905001", "Машинист", ""), ("2907001", "Реттеуші", "")])
    document = read_pdf("a", paper.bytes(), "a.pdf")
    assert [row.split("\t")[:2] for row in rows_of(document)][2:4] == [["2903001", "Бұрғышы"], ["2905001", "Машинист"]]


# a running number below another one is none
def test_numbers_on_both_sides_of_a_page_are_two() -> None:
    paper = Paper()
    for y, rows in ((700, ("2903001", "2905001")), (60, ("2907001", "2909001"))):
        paper.add_page()
        draw_rows(paper, y, [(code, "Бұрғышы", "") for code in rows])
    found = [row.split("\t")[0] for row in rows_of(read_pdf("a", paper.bytes(), "a.pdf"))]
    assert found == ["2903001", "2905001", "2907001", "2909001"]
