"""Tables of PDFs: cells by rules or by columns, each row with the same number of tabs, rows whole over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest

from pipeline.clean import clean_document
from pipeline.model import Document
from pipeline.parse.source import parse_source
from pipeline.read.pdf.reader import read_pdf
from pipeline.segment import segment_document
from tests.parse.texts import BARRED
from tests.read.pdf_made import LINE, PROSE, Paper, grid

XS = (50.0, 120.0, 320.0, 430.0, 545.0)
NAMES = ("Топурак изилдөө жана", "Социология", "Дарылоо иши жана", "Математика", "Юриспруденция", "Педагогика")
HEAD = (("Коду",), ("Адистиктин аталышы",), ("бакалавр",), ("магистр",))
# the lines of each cell
Cells = Sequence[Sequence[str]]


def rows_of(document: Document) -> list[str]:
    rows: dict[int, list[str]] = {}
    for line in document.lines:
        if line.row:
            rows.setdefault(line.row, []).append(document.text[line.start : line.end].strip(" "))
    return ["\n".join(lines) for lines in rows.values()]


def as_text(row: Cells) -> str:
    return "\t".join("\n".join(cell) for cell in row)


def put_row(
    paper: Paper, xs: Sequence[float], y: float, row: Cells, *, middle: bool = False, bold: bool = False
) -> float:
    """Write the cells of a row below y and return where it ends; `middle` sets them around its middle."""
    height = max(map(len, row)) * LINE
    for x, cell in zip(xs, row, strict=False):
        down = (height - len(cell) * LINE) / 2 if middle else 0
        paper.put_lines(x + 4, y + down + LINE, cell, bold=bold)
    return y + height


def put_ruled(paper: Paper, y: float, rows: Sequence[Cells]) -> float:
    """Write rows in a grid of rules."""
    ys = [y]
    for row in rows:
        y = put_row(paper, XS, y, row) + 6
        ys.append(y)
    grid(paper, XS, ys)
    return y


def entries(count: int, first: int = 0) -> list[Cells]:
    """Make rows of a list: wrapped names, cells cut in mid-word, empty cells."""
    cells: Cells = (("Сырттан",), (), ("Күндүзгү-сыр", "ттан (кечки),", "сырттан"), ("Экстернат",))
    rows: list[Cells] = []
    for i in range(first, first + count):
        name = NAMES[i % len(NAMES)]
        rows.append(
            (
                (f"{510100 + 100 * i}",),
                (name, "агрохимия") if name.endswith("жана") else (name,),
                cells[i % 4],
                cells[(i + 1) % 3],
            )
        )
    return rows


def test_a_ruled_table_has_a_tab_for_each_column_and_lines_within_cells() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(60, 60, "Тизмек төмөнкүдөй:")
    rows = [HEAD, *entries(5)]
    end = put_ruled(paper, 80, rows)
    paper.put(60, end + 40, "Эскертүү жок.")
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in rows]
    assert document.text.startswith("Тизмек төмөнкүдөй:\n\nКоду\tАдистиктин")
    assert document.text.endswith("\n\nЭскертүү жок.\n")
    assert {row.count("\t") for row in rows_of(document)} == {3}


def test_merged_cells_print_once_where_they_begin() -> None:
    paper = Paper()
    paper.add_page()
    ys = (100.0, 120.0, 140.0, 160.0, 180.0)
    for y in (100.0, 120.0, 180.0):
        paper.rule(XS[0], y, XS[-1], y)
    paper.rule(XS[1], 140, XS[-1], 140)  # the first cell of this row and the next is one
    paper.rule(XS[0], 160, XS[-1], 160)
    for x in XS[:1] + XS[-1:]:
        paper.rule(x, 100, x, 180)
    for x in XS[1:-1]:
        paper.rule(x, 120, x, 160)
    paper.rule(XS[2], 160, XS[2], 180)
    paper.put(200, 115, "Социалдык илимдер")
    paper.put_lines(54, 135, ["510100"])
    for y, words in ((135, ("Социология", "бир", "эки")), (155, ("Саясат таануу", "үч", "төрт"))):
        for x, word in zip(XS[1:], words, strict=False):
            paper.put(x + 4, y, word)
    paper.put(54, 175, "узун уюл")
    paper.put(XS[2] + 4, 175, "калганы")
    assert len(ys) == 5
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [
        "Социалдык илимдер\t\t\t",
        "510100\tСоциология\tбир\tэки",
        "\tСаясат таануу\tүч\tтөрт",
        "узун уюл\t\tкалганы\t",
    ]
    # the first cell of the third row is that of the second; the second of the last is none of its own either
    assert [line.cells for line in document.lines] == [(), (), ("/", "", "", ""), ()]


def test_a_frame_around_text_is_no_table() -> None:
    paper = Paper()
    paper.add_page()
    grid(paper, (40, 550), (40, 800))
    paper.put_lines(60, 100, [PROSE[:70], PROSE[70:]])
    assert not rows_of(read_pdf("x", paper.bytes(), "x"))


def test_a_row_that_a_page_break_cuts_is_one_row() -> None:
    paper = Paper()
    first, second = entries(3), entries(3, first=3)
    cut: Cells = (("540900",), ("Театр таануу",), ("Күндүзгү-сырттан",), ("Сырттан,",))
    rest: Cells = ((), ("жана кино",), ("(кечки)",), ("экстернат",))
    paper.add_page()
    put_ruled(paper, 100, [HEAD, *first, cut])
    paper.put(290, 820, "1")
    paper.add_page()
    put_ruled(paper, 60, [HEAD, rest, *second])
    paper.put(290, 820, "2")
    document = read_pdf("x", paper.bytes(), "x")
    whole = [(*one, *other) for one, other in zip(cut, rest, strict=True)]
    assert rows_of(document) == [as_text(row) for row in (HEAD, *first, whole, HEAD, *second)]
    lines = {document.text[line.start : line.end]: line.page for line in document.lines}
    assert lines["540900\tТеатр таануу"] == 1
    assert lines["жана кино\tКүндүзгү-сырттан"] == 2
    boxes = {document.text[place.start : place.end]: place.page for place in document.places}
    assert (boxes["таануу"], boxes["(кечки)"]) == (1, 2)


# words that say that the table goes on stand close above it, on one page only
def test_a_line_that_says_that_the_table_goes_on_parts_no_row() -> None:
    paper = Paper()
    first, second = entries(3), entries(3, first=3)
    cut: Cells = (("540900",), ("Театр таануу",), ("Күндүзгү-сырттан",), ("Сырттан,",))
    rest: Cells = ((), ("жана кино",), ("(кечки)",), ("экстернат",))
    paper.add_page()
    put_ruled(paper, 100, [HEAD, *first, cut])
    paper.add_page()
    paper.put(400, 58, "таблицанын уландысы")
    put_ruled(paper, 60, [rest, *second])
    whole = [(*one, *other) for one, other in zip(cut, rest, strict=True)]
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (HEAD, *first, whole, *second)]
    assert "таблицанын уландысы" in document.text


def test_a_number_that_a_narrow_cell_wraps_is_one_number() -> None:
    paper = Paper()
    paper.add_page()
    xs = (50.0, 62.0, 98.0, 180.0)
    rows: list[Cells] = [
        (("9",), ("0601",), ("Дарылоо",)),
        (("1", "0"), ("0601", "02"), ("Акушердик",)),
        (("1", "1", "2"), ("0601", "03"), ("Имам",)),
        # where there is room two numbers are two
        (("3",), ("0601", "04"), ("60", "60")),
    ]
    y, ys = 100.0, [100.0]
    for row in rows:
        y = put_row(paper, xs, y, row) + 6
        ys.append(y)
    grid(paper, xs, ys)
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == [
        "9\t0601\tДарылоо",
        "10\t060102\tАкушердик",
        "112\t060103\tИмам",
        "3\t060104\t60\n60",
    ]


@pytest.mark.parametrize("middle", [False, True])
def test_a_list_without_rules_has_its_rows_and_columns(middle: bool) -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(50, 60, [PROSE[:76], PROSE[76:]])
    rows = [HEAD, *entries(7)]
    y = put_row(paper, XS, 110, HEAD, bold=True) + 4
    for row in entries(7):
        y = put_row(paper, XS, y, row, middle=middle) + 4
    paper.put_lines(50, y + 50, [PROSE[:76], PROSE[76:]])
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in rows]
    assert document.text.startswith(PROSE[:76])


# a head set around its middle, one word of it wider than the codes below: no line of prose above the table
def test_a_word_of_the_head_may_be_wider_than_its_column() -> None:
    paper = Paper()
    paper.add_page()
    xs = (50.0, 145.0, 400.0)
    head = (("Адистиктердин", "коду"), ("Адистиктин аталышы",), ("Жол берилбеген", "формалары"))
    y = put_row(paper, xs, 100, head, middle=True) + 6
    for row in ((("060101",), ("Дарылоо иши",), ("Сырттан",)), (("060102",), ("Акушердик иш",), ("Экстернат",))) * 3:
        y = put_row(paper, xs, y, row) + 6
    rows = rows_of(read_pdf("x", paper.bytes(), "x"))
    assert rows[:3] == ["Адистиктердин\t\tЖол берилбеген", "\tАдистиктин аталышы\t", "коду\t\tформалары"]
    assert rows[3] == "060101\tДарылоо иши\tСырттан"


def test_the_name_of_a_group_is_a_row_across_a_list_without_rules() -> None:
    paper = Paper()
    paper.add_page()
    y = put_row(paper, XS, 60, HEAD) + 4
    expected = [as_text(HEAD)]
    for group, first in (("Өнер", 0), ("Физика-математика илимдери жана фундаменталдык информатика", 4)):
        paper.set_font("D", "B", 11)
        paper.put(297 - paper.get_string_width(group) / 2, y + LINE, group, bold=True)
        y += LINE + 4
        expected.append(group + "\t\t\t")
        for row in entries(4, first):
            y = put_row(paper, XS, y, row) + 4
            expected.append(as_text(row))
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == expected


def test_a_list_without_rules_goes_on_over_a_page_with_its_head_again() -> None:
    paper = Paper()
    rows = entries(12)
    cut: Cells = (("530900",), ("Көркөм билим",), ("Күндүзгү-сырттан",), ())
    rest: Cells = ((), ("берүү",), ("(кечки)",), ())
    for part, before in ((rows[:6], []), (rows[6:], [rest])):
        paper.add_page()
        y = put_row(paper, XS, 80, HEAD, bold=True) + 4
        for row in (*before, *part, *([] if before else [cut])):
            y = put_row(paper, XS, y, row) + 4
    whole = [(*one, *other) for one, other in zip(cut, rest, strict=True)]
    expected = [as_text(row) for row in (HEAD, *rows[:6], whole, HEAD, *rows[6:])]
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == expected


def test_two_lists_of_a_page_are_two_tables() -> None:
    paper = Paper()
    paper.add_page()
    y = put_row(paper, XS, 60, HEAD) + 4
    for row in entries(4):
        y = put_row(paper, XS, y, row) + 4
    y = paper.put_lines(50, y + 30, ["2. Орто кесиптик билим берүү адистиктери:"]) + 10
    xs = (50.0, 120.0, 400.0)
    y = put_row(paper, xs, y, HEAD[:3]) + 4
    for row in entries(4, first=4):
        y = put_row(paper, xs, y, row[:3]) + 4
    document = read_pdf("x", paper.bytes(), "x")
    expected = [as_text(row) for row in (HEAD, *entries(4), HEAD[:3], *(row[:3] for row in entries(4, first=4)))]
    assert rows_of(document) == expected
    assert "\n\n2. Орто кесиптик билим берүү адистиктери:\n\n" in document.text


def test_numbered_paragraphs_are_no_table() -> None:
    paper = Paper()
    paper.add_page()
    y = 80.0
    for number in range(1, 9):
        paper.put(50, y, f"{number}.")
        y = paper.put_lines(75, y, [PROSE[:64], PROSE[64:]]) + 4
    document = read_pdf("x", paper.bytes(), "x")
    assert not rows_of(document)
    assert document.text.count("\n") >= 16


TITLE = "1. Жогорку кесиптик билим берүү адистиктери:"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_list_of_an_act_gives_its_entries_and_restrictions(ruled: bool) -> None:
    paper = Paper()
    paper.add_page()
    y = paper.put_lines(50, 60, [*filter(None, BARRED.split("\n")), TITLE], step=22) + 4
    rows = [HEAD, *entries(8)]
    if ruled:
        put_ruled(paper, y, rows)
    else:
        for row in rows:
            y = put_row(paper, XS, y, row) + 4
    cleaned = clean_document(read_pdf("x", paper.bytes(), "x"))
    found = parse_source(cleaned, segment_document(cleaned)).rows
    names = [row.values["name_ky"].value for row in found if row.table == "list_entries"]
    assert names == [" ".join(row[1]) for row in entries(8)]
    barred = {tuple(row.row_id.split(":")[-3:]) for row in found if row.table == "restrictions"}
    assert {(code, form) for code, _, form in barred} >= {
        ("510100", "correspondence"),
        ("510300", "evening"),
        ("510400", "externat"),
    }
    assert {form for code, _, form in barred if code == "510200"} == {"evening", "correspondence"}
    assert {qualification for _, qualification, _ in barred} == {"bachelor", "master"}


# the codes of groups, further right than those of rows, part no table; a code stands in the middle of its lines
def test_group_codes_part_no_table_without_rules() -> None:
    paper = Paper()
    paper.add_page()
    y = 60.0
    rows = (
        ("0401002", ["Емдеу ісі"]),
        ("0402002", ["Акушерлік іс"]),
        (None, ["2. 0500000 Ветеринария"]),
        ("0501002", ["Аппараттарды", "жөндеу және", "қызмет көрсету"]),
        ("0502002", ["Күрделі тұрмыстық", "техникаларды"]),
        (None, ["3. 0600000 Өнер"]),
        ("0601002", ["Аспапта орындаушылық"]),
        ("0602002", ["Газ жабдықтарын", "пайдалану", "және жөндеу"]),
    )
    for code, lines in rows:
        if code:
            paper.put(60, y + (len(lines) - 1) * LINE / 2, code)
        y = paper.put_lines(60 if code is None else 130, y, lines)
    document = read_pdf("akt", paper.bytes(), "akt.pdf")
    printed = [
        " ".join(document.text[line.start : line.end].replace("\t", " ") for line in run).split(maxsplit=1)
        for _, found in groupby((line for line in document.lines if line.row), key=lambda line: line.row)
        if (run := list(found))
    ]
    assert [row for row in printed if row[0][0] == "0"] == [
        [code, " ".join(lines)] for code, lines in rows if code is not None
    ]
