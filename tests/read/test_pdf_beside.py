"""Lists that stand side by side are read one after the other; a list with two columns of codes stays one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.read.pdf.reader import read_pdf
from tests.read.pdf_made import Paper, grid
from tests.read.test_pdf_tables import Cells, as_text, put_row, rows_of

XS = (40.0, 100.0, 200.0, 310.0, 370.0, 470.0, 560.0)
HEAD: Cells = (("Коду",), ("Аталышы",), ("Формасы",))
LEFT: Sequence[Cells] = (
    (("510100",), ("Физика",), ("Сырттан",)),
    (("510200",), ("Химия жана", "биология"), ("Экстернат",)),
    (("510300",), ("Тарых",), ()),
    (("510400",), ("Өнөр",), ("Сырттан",)),
)
RIGHT: Sequence[Cells] = (
    (("520100",), ("Медицина",), ("Сырттан",)),
    (("520200",), ("Укук",), ("Экстернат",)),
    (("520300",), ("Экономика", "жана башкаруу"), ("Сырттан",)),
)


def put_lists(paper: Paper, y: float, left: Sequence[Cells], right: Sequence[Cells]) -> None:
    """Write two lists beside each other, each with rows as high as their own."""
    for xs, rows in ((XS[:3], left), (XS[3:], right)):
        at = y
        for row in rows:
            at = put_row(paper, xs, at, row) + 4


def test_two_lists_without_rules_are_read_one_after_the_other() -> None:
    paper = Paper()
    paper.add_page()
    paper.put(40, 60, "Тизмек төмөнкүдөй:")
    put_lists(paper, 80, (HEAD, *LEFT), (HEAD, *RIGHT))
    paper.put(40, 300, "Эскертүү: бул тизмек 2024-жылдын биринчи январынан тартып колдонулат.")
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (HEAD, *LEFT, HEAD, *RIGHT)]
    assert document.text.startswith("Тизмек төмөнкүдөй:\n")
    assert document.text.endswith("тартып колдонулат.\n")


def test_two_lists_go_on_over_a_page_without_their_heads() -> None:
    paper = Paper()
    paper.add_page()
    put_lists(paper, 80, (HEAD, *LEFT), (HEAD, *RIGHT))
    paper.add_page()
    put_lists(paper, 80, LEFT, RIGHT)
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (HEAD, *LEFT, HEAD, *RIGHT, *LEFT, *RIGHT)]


@pytest.mark.parametrize("again", [True, False])
def test_a_ruled_table_is_two_lists_only_where_its_head_stands_twice(*, again: bool) -> None:
    heads = (HEAD, HEAD) if again else (HEAD, (("Код",), ("Мурдагы аталышы",), ("Эскертүү",)))
    paper = Paper()
    paper.add_page()
    rows = [(*one, *other) for one, other in zip((heads[0], *LEFT[:3]), (heads[1], *RIGHT), strict=True)]
    ys = [80.0]
    for row in rows:
        ys.append(put_row(paper, XS, ys[-1], row) + 6)
    grid(paper, XS, ys)
    document = read_pdf("x", paper.bytes(), "x")
    parted = [as_text(row) for row in (HEAD, *LEFT[:3], HEAD, *RIGHT)]
    assert rows_of(document) == (parted if again else [as_text(row) for row in rows])


def test_a_list_without_rules_with_two_columns_of_codes_and_one_head_stays_one() -> None:
    heads: Cells = (("Коду",), ("Аталышы",), ("Формасы",), ("Код",), ("Мурдагы аты",))
    rows = [(*one[:3], *other[:2]) for one, other in zip(LEFT[:3], RIGHT, strict=True)]
    paper = Paper()
    paper.add_page()
    y = 80.0
    for row in (heads, *rows):
        y = put_row(paper, XS, y, row) + 4
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == [as_text(row) for row in (heads, *rows)]
