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


CODES = tuple(f"51{number:02}00" for number in range(1, 11))
SHUFFLED = ("530500", "510700", "540100", "520300", "510200", "560400", "520800", "530100", "510900", "550600")


def make_rows(codes: Sequence[str], wrapped: Sequence[int] = ()) -> list[Cells]:
    """Make the rows of a list; the names of those that are `wrapped` have two lines."""
    names = (("Химия жана", "биология") if at in wrapped else ("Физика",) for at in range(len(codes)))
    return [((code,), name, ("Сырттан",)) for code, name in zip(codes, names, strict=True)]


@pytest.mark.parametrize(
    ("rows", "numbered"),
    [(make_rows(SHUFFLED), True), (make_rows(CODES), False), (make_rows(SHUFFLED, wrapped=(1, 2, 6)), False)],
    ids=["its numbers tell", "its codes tell", "the lines of its rows tell"],
)
def test_a_list_goes_on_beside_itself_under_one_head(rows: Sequence[Cells], *, numbered: bool) -> None:
    xs = (40.0, 60.0, 120.0, 210.0) if numbered else (40.0, 120.0, 210.0)
    head: Cells = (("№",), *HEAD) if numbered else HEAD
    rows = [((f"{number}",), *row) for number, row in enumerate(rows, 1)] if numbered else rows
    paper = Paper()
    paper.add_page()
    paper.put(40, 60, "Тизмек төмөнкүдөй, ал мыйзамдарга ылайык түзүлдү жана жыл сайын такталып турат:")
    for beside, some in ((0.0, [head, *rows[:5]]), (265.0, rows[5:])):
        y = 80.0
        for row in some:
            y = put_row(paper, [x + beside for x in xs], y, row) + 4
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (head, *rows)]
    # where it is printed, not where the first column's cell would be
    (place,) = document.places.between(at := document.text.rindex("Физика"), at + len("Физика"))
    assert place.box[0] == pytest.approx(xs[-2] + 4 + 265, abs=2)


# a row's second code may go on from the last row's first one: what heads it tells that it is another column
def test_codes_that_go_on_under_a_head_of_their_own_are_a_column() -> None:
    heads: Cells = (("Коду",), ("Аталышы",), ("Формасы",), ("Код",), ("Мурдагы аты",))
    rows = [(*one, *other[:2]) for one, other in zip(make_rows(CODES[:4]), make_rows(CODES[4:8]), strict=True)]
    paper = Paper()
    paper.add_page()
    y = 80.0
    for row in (heads, *rows):
        y = put_row(paper, XS, y, row) + 4
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == [as_text(row) for row in (heads, *rows)]


def put_grid(paper: Paper, xs: Sequence[float], y: float, rows: Sequence[Cells]) -> float:
    """Write rows in a grid of rules, each as wide as it has cells, and return where it ends."""
    ys = [y]
    for row in rows:
        ys.append(put_row(paper, xs, ys[-1], row) + 6)
    grid(paper, xs, ys)
    return ys[-1]


def test_the_columns_of_a_page_are_read_one_after_the_other_prose_and_tables() -> None:
    first, second = make_rows(CODES), make_rows([f"6{code[1:]}" for code in CODES], wrapped=(2, 5))
    prose = [f"{number}-пункт боюнча иш чаралар жүргүзүлөт" for number in range(10, 26)]
    left, right = (40.0, 100.0, 200.0, 280.0), (310.0, 370.0, 470.0, 550.0)
    paper = Paper()
    paper.add_page()
    put_grid(paper, left, paper.put_lines(40, 60, prose), (HEAD, *first[:5]))
    y = put_grid(paper, right, 47, first[5:])
    paper.put(310, y + 20, "Экинчи тизмек")
    put_grid(paper, right, y + 30, (HEAD, *second[:6]))
    paper.add_page()
    put_grid(paper, left, 50, second[6:])
    document = read_pdf("x", paper.bytes(), "x")
    assert rows_of(document) == [as_text(row) for row in (HEAD, *first, HEAD, *second)]
    lines = [document.text[line.start : line.end] for line in document.lines if line.row is None]
    assert [line for line in lines if line] == [*prose, "Экинчи тизмек"]


# beside each other, but not on the same lines, as paragraphs of a newspaper's columns are
def test_columns_of_prose_whose_lines_are_off_each_other() -> None:
    columns = [[f"{letter}{at} бөлүктөгү сөздөр ушул жерде турат" for at in range(12)] for letter in "АБ"]
    paper = Paper()
    paper.add_page()
    paper.put_lines(40, 60, columns[0])
    paper.put_lines(310, 66, columns[1])
    assert read_pdf("x", paper.bytes(), "x").text.split("\n")[:-1] == [*columns[0], *columns[1]]


FORMER: Cells = (("Коду",), ("Аталышы",), ("Мурдагы коду",), ("Мурдагы аты",))
# former codes with empty cells, prices that go on from the codes, terms of study that go on from the numbers
ONE_LIST: dict[str, Sequence[Cells]] = {
    "former": (
        FORMER,
        (("510100",), ("Физика",), ("520100",), ("Физик",)),
        (("510200",), ("Химия",), (), ()),
        ((), (), ("520300",), ("Тарыхчы",)),
        (("510400",), ("Өнөр",), (), ()),
        ((), (), ("520500",), ("Өнөрчү",)),
        (("510600",), ("Спорт",), ("520600",), ("Спортчу",)),
    ),
    "prices": (
        (("Коду",), ("Аталышы",), ("Баасы",), ("Эскертүү",)),
        (("510100",), ("Физика",), ("520000",), ("келишим",)),
        (("510200",), ("Химия",), ("530000",), ("келишим",)),
        (("510300",), ("Тарых",), ("540000",), ("келишим",)),
    ),
    "terms": (
        (("№",), ("Коду",), ("Аталышы",), ("Мөөнөтү",), ("Код",), ("Квалификация",)),
        (("1",), ("510100",), ("Физика",), ("4",), ("520100",), ("Физик",)),
        (("2",), ("510200",), ("Химия",), ("5",), ("520200",), ("Химик",)),
        (("3",), ("510300",), ("Тарых",), ("4",), ("520300",), ("Тарыхчы",)),
    ),
}


@pytest.mark.parametrize(
    ("rows", "ruled"), [("former", True), ("former", False), ("prices", True), ("prices", False), ("terms", False)]
)
def test_a_head_of_more_columns_makes_one_list_whatever_its_codes_tell(rows: str, *, ruled: bool) -> None:
    cells = ONE_LIST[rows]
    xs = (40.0, 70.0, 140.0, 300.0, 370.0, 440.0) if len(cells[0]) > len(FORMER) else (40.0, 120.0, 300.0, 400.0)
    paper = Paper()
    paper.add_page()
    y = 60.0
    ys = [y, *(y := put_row(paper, xs, y, row) + 6 for row in cells)]
    if ruled:
        grid(paper, (*xs, 560.0), ys)
    found = rows_of(read_pdf("x", paper.bytes(), "x"))
    assert found[0] == as_text(cells[0])
    assert [first for row in found if (first := row.split("\t")[0])] == [row[0][0] for row in cells if row[0]]


def test_a_head_of_its_own_ends_the_lists_beside_each_other_of_the_page_before() -> None:
    xs = (40.0, 120.0, 300.0, 400.0)
    rows = [(*one[:2], *other[:2]) for one, other in zip(LEFT[2:], RIGHT[:2], strict=True)]
    own = (FORMER, *((*one[:2], *other[:2]) for one, other in zip(make_rows(CODES[:3]), RIGHT, strict=True)))
    paper = Paper()
    for first, page in enumerate(([(*HEAD[:2], *HEAD[:2]), *rows], own)):
        paper.add_page()
        paper.put(40, 60, f"{first + 1}. Жогорку кесиптик билим берүү адистиктери")
        y = 80.0
        for row in page:
            y = put_row(paper, xs, y, row) + 4
    assert rows_of(read_pdf("x", paper.bytes(), "x"))[-len(own) :] == [as_text(row) for row in own]


# the head may stand twice on the first page only, or once and the rows go on in order
@pytest.mark.parametrize("again", [True, False])
def test_a_ruled_table_of_two_lists_goes_on_without_its_head(*, again: bool) -> None:
    rows = make_rows([f"{510100 + 100 * number}" for number in range(16)])
    paper = Paper()
    for first in (0, 8):
        paper.add_page()
        beside = [(*one, *other) for one, other in zip(rows[first:][:4], rows[first + 4 :][:4], strict=True)]
        put_grid(paper, (*XS, 570.0)[:7], 80, [(*HEAD, *HEAD), *beside] if again and not first else beside)
    heads = [HEAD, *rows[:4], HEAD, *rows[4:]] if again else rows
    assert rows_of(read_pdf("x", paper.bytes(), "x")) == [as_text(row) for row in heads]
