"""Tables of PDFs without rules whose columns stand otherwise: names first, codes and names together, marks, groups."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import LINE, Paper
from tests.read.test_pdf_tables import Cells, as_text, put_row, rows_of

# Rows stand so much further apart than the lines of a cell.
APART = 5.0


def put_table(paper: Paper, xs: Sequence[float], y: float, rows: Sequence[Cells]) -> float:
    for row in rows:
        y = put_row(paper, xs, y, row) + APART
    return y


def read_table(xs: Sequence[float], rows: Sequence[Cells]) -> list[str]:
    paper = Paper()
    paper.add_page()
    paper.put_lines(50, 60, ["Тиркеме", "ТИЗМЕК"])
    put_table(paper, xs, 100, rows)
    return rows_of(read_pdf("a", paper.bytes(), "a.pdf"))


def test_names_may_stand_before_the_codes_and_go_on_below_where_a_heading_begins() -> None:
    rows: list[Cells] = [
        (("Адистиктин аталышы",), ("Коду",), ("Окутуунун мөөнөтү",)),
        (("Билим берүү",), (), ()),
        (("Математика",), ("510100",), ("4 жыл",)),
        (("Топурак изилдөө жана", "агрохимия"), ("510200",), ("5 жыл",)),
        # the heading has no room in the line above it, but stands apart
        (("Архитектура жана курулуш",), (), ()),
        (("Курулуш",), ("560100",), ("4 жыл",)),
    ]
    assert read_table((50, 230, 330), rows) == [as_text(row) for row in rows]


@pytest.mark.parametrize("head", ["Коду жана аталышы", None])
def test_names_may_follow_the_codes_in_their_cells(head: str | None) -> None:
    rows: list[Cells] = [
        *([((head,), ("Окутуунун формалары",))] if head else []),
        (("510100 Математика",), ("Сырттан",)),
        (("510200 Топурак изилдөө", "жана агрохимия"), ("Экстернат",)),
        (("Архитектура жана",), ()),
        (("560100 Курулуш",), ("Сырттан", "Экстернат")),
    ]
    assert read_table((50, 230), rows) == [as_text(row) for row in rows]


def test_a_group_in_a_column_for_each_language_is_no_part_of_the_head_nor_of_a_row() -> None:
    rows: list[Cells] = [
        (("Коду",), ("Адистиктин аталышы",), ("Наименование специальности",)),
        ((), ("Билим берүү",), ("Образование",)),
        (("510100",), ("Математика",), ("Математика",)),
        (("510200",), ("Топурак изилдөө жана", "агрохимия"), ("Почвоведение и", "агрохимия")),
        ((), ("Курулуш",), ("Строительство",)),
        (("560100",), ("Жолдор",), ("Дороги",)),
    ]
    assert read_table((50, 130, 330), rows) == [as_text(row) for row in rows]


def test_cells_may_end_on_one_line() -> None:
    rows: list[Cells] = [
        (("Коду",), ("Адистиктин аталышы",), ("Окутуунун формалары",)),
        (("510100",), ("Математика",), ("Сырттан,", "экстернат")),
        (("510200",), ("Топурак изилдөө жана", "агрохимия"), ("Экстернат",)),
        (("560100",), ("Курулуш",), ("Күндүзгү-сырттан", "(кечки), сырттан,", "экстернат")),
        (("560200",), ("Жолдор жана алардын", "курулушу"), ("Сырттан",)),
    ]
    paper = Paper()
    paper.add_page()
    y = 100.0
    for row in rows:
        depth = max(map(len, row))
        y = put_row(paper, (50, 130, 330), y, [("",) * (depth - len(cell)) + tuple(cell) for cell in row]) + APART
    assert rows_of(read_pdf("a", paper.bytes(), "a.pdf")) == [as_text(row) for row in rows]


def test_the_head_of_a_column_without_cells_and_heads_wider_than_their_cells_have_columns() -> None:
    rows: list[Cells] = [
        (("Коду",), ("Адистиктин аталышы",), ("Күндүзгү-", "сырттан"), ("Сырттан",), ("Экстернат",), ("Онлайн",)),
        (("510100",), ("Математика",), ("+",), (), ("+",), ()),
        (("510200",), ("Физика",), (), ("+",), ("+",), ()),
        (("560100",), ("Курулуш",), ("+",), ("+",), (), ()),
    ]
    assert read_table((50, 120, 270, 340, 400, 470), rows) == [as_text(row) for row in rows]


def test_a_head_over_several_columns_is_of_the_head() -> None:
    paper = Paper()
    paper.add_page()
    xs = (50.0, 120.0, 270.0, 340.0, 400.0)
    put_row(paper, xs, 100, (("Коду",), ("Адистиктин аталышы",), ("Тыюу салынган окутуунун", "формалары")))
    put_row(paper, xs, 100 + 2 * LINE + APART, ((), (), ("кечки",), ("сырттан",), ("экстернат",)))
    rows: list[Cells] = [
        (("510100",), ("Математика",), ("+",), (), ("+",)),
        (("510200",), ("Физика",), ("+",), ("+",), ()),
        (("560100",), ("Курулуш",), (), ("+",), ("+",)),
    ]
    put_table(paper, xs, 100 + 3 * LINE + 2 * APART, rows)
    found = rows_of(read_pdf("a", paper.bytes(), "a.pdf"))
    assert found[-3:] == [as_text(row) for row in rows]
    assert found[0].startswith("Коду\tАдистиктин аталышы\tТыюу салынган окутуунун")
    assert found[-4].split("\t")[-2:] == ["сырттан", "экстернат"]


def test_the_letters_of_a_group_that_stand_apart_are_no_heads() -> None:
    rows: list[Cells] = [
        (("Коду",), ("Адистиктин аталышы",)),
        (("К у р у л у ш  и ш и  ж а н а  м а д а н и я т",), ()),
        (("510100",), ("Математика",)),
        (("510200",), ("Физика",)),
        (("560100",), ("Жолдор",)),
    ]
    assert read_table((50, 170), rows)[1:] == [as_text(row) for row in rows][1:]
