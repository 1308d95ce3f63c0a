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


# the blank between two words of the group stands where the names begin
def test_a_group_that_begins_below_the_numbers_runs_across_the_names() -> None:
    rows: list[Cells] = [
        (("№",), ("Аталышы",), ("Коду",)),
        (("1",), ("Математика",), ("510100",)),
        (("Экономика жана укук",), (), ()),
        (("2",), ("Топурак изилдөө жана агрохимия",), ("510200",)),
        (("3",), ("Курулуш",), ("560100",)),
    ]
    assert read_table((50, 117, 330), rows) == [as_text(row) for row in rows]


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


# apart, and as near to each other as the lines of a cell, where only the words tell which lines are one row
@pytest.mark.parametrize("apart", [APART, 0.0])
def test_cells_may_end_on_one_line(apart: float) -> None:
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
        y = put_row(paper, (50, 130, 330), y, [("",) * (depth - len(cell)) + tuple(cell) for cell in row]) + apart
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


def test_heads_may_end_on_one_line_where_rows_begin_on_one() -> None:
    paper = Paper()
    paper.add_page()
    xs = (50.0, 120.0, 300.0, 400.0)
    paper.put(304, 100 + LINE, "Окутуунун формалары")
    rows: list[Cells] = [
        (("Коду",), ("Адистиктин аталышы",), ("бакалавр",), ("магистр",)),
        (("510000",), ("Билим берүү",), (), ()),
        (("510100",), ("Топурак изилдөө жана", "агрохимия"), ("Сырттан",), ("Экстернат",)),
        (("510200",), ("Физика",), ("Экстернат",), ("Сырттан",)),
    ]
    put_table(paper, xs, 100 + LINE, rows)
    head = "Коду\tАдистиктин аталышы\tОкутуунун формалары\nбакалавр\tмагистр"
    assert rows_of(read_pdf("a", paper.bytes(), "a.pdf")) == [head, *map(as_text, rows[1:])]


def test_the_number_of_an_act_above_a_table_without_a_head_heads_no_column() -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(300, 100, ["№ 7 токтомуна", "тиркеме"])
    rows: list[Cells] = [
        (("510100",), ("Математика",), ("Сырттан",)),
        (("510200",), ("Физика",), ("Экстернат",)),
        (("560100",), ("Курулуш",), ("Сырттан",)),
    ]
    put_table(paper, (50, 130, 330), 100 + 2 * LINE, rows)
    assert rows_of(read_pdf("a", paper.bytes(), "a.pdf")) == [as_text(row) for row in rows]


# heads set in the middle of their height: the head over two columns begins above the others and ends below them
@pytest.mark.parametrize("x", [304.0, 292.0], ids=["left", "middle"])
def test_a_head_over_several_columns_may_begin_above_the_others(x: float) -> None:
    paper = Paper()
    paper.add_page()
    paper.put_lines(50, 50, ["1. Бакалавр жана магистр даражасын ыйгаруу менен", "даярдоонун багыттары"])
    paper.put(x, 100, "Жол берилбеген окутуунун")
    paper.put(124, 107, "Даярдоо багыттарынын")
    paper.put(54, 114, "Коду")
    paper.put(x if x > 300 else 340, 114, "формалары")
    paper.put(124, 121, "аталышы")
    put_row(paper, (300, 380), 131, (("бакалавр",), ("магистр",)))
    rows: list[Cells] = [
        (("510100",), ("Математика",), ("Сырттан",), ("Экстернат",)),
        (("510200",), ("Физика",), ("Экстернат",), ()),
        (("560100",), ("Топурак изилдөө жана", "агрохимия"), ("Экстернат",), ("Сырттан",)),
    ]
    put_table(paper, (50, 120, 300, 380), 131 + LINE + APART, rows)
    document = read_pdf("a", paper.bytes(), "a.pdf")
    assert rows_of(document)[-3:] == [as_text(row) for row in rows]
    in_rows = {line.row for line in document.lines if "берилбеген" in document.text[line.start : line.end]}
    assert in_rows
    assert None not in in_rows
    title = next(line for line in document.lines if "даярдоонун" in document.text[line.start : line.end])
    assert title.row is None


# a line of a head over two columns has a blank where the second one begins, or where words of rows begin
@pytest.mark.parametrize("forms", [("Сырттан", "Экстернат"), ("Экстернат", "Сырттан, кечки")])
def test_a_head_over_two_columns_may_have_a_blank_between_them(forms: tuple[str, str]) -> None:
    paper = Paper()
    paper.add_page()
    paper.put(54, 100, "Коду")
    paper.put(124, 100, "Даярдоо багыттарынын аталышы")
    paper.put(304, 100, "Жол берилбеген кесиптик окутуунун мөөнөтү жана")
    x = 304 + paper.get_string_width("окутуунун күндүзгү ")
    paper.put(304, 100 + LINE, "окутуунун күндүзгү түрлөрү жана формалары")
    put_row(paper, (300, x - 4), 100 + 2 * LINE, (("бакалавр",), ("магистр",)))
    rows: list[Cells] = [
        ((f"5101{number:02}",), ("Математика жана механика",), (forms[0],), (forms[1],)) for number in range(10)
    ]
    put_table(paper, (50, 120, 300, x - 4), 100 + 3 * LINE + APART, rows)
    found = rows_of(read_pdf("a", paper.bytes(), "a.pdf"))
    assert found[-10:] == [as_text(row) for row in rows]
    assert "окутуунун күндүзгү түрлөрү жана формалары" in found[0]


def test_a_head_and_a_group_may_end_the_page_before_the_first_row() -> None:
    rows: list[Cells] = [
        (("530001",), ("Клиникалык психология",), ("Сырттан",)),
        (("530002",), ("Соттук экспертиза",), ("Күндүзгү-сырттан", "(кечки), сырттан")),
        (("530003",), ("Бажы иши",), ("Экстернат",)),
    ]
    xs = (50.0, 120.0, 330.0)
    paper = Paper()
    paper.add_page()
    paper.put_lines(50, 660, ["2. Адис квалификациясын ыйгаруу менен", "даярдоонун багыттары"])
    put_row(paper, xs, 720, (("Коду",), ("Адистиктин аталышы",), ("Жол берилбеген", "формалары")))
    paper.put(50, 760, "Гуманитардык илимдер")
    paper.add_page()
    put_table(paper, xs, 60, rows)
    document = read_pdf("a", paper.bytes(), "a.pdf")
    assert rows_of(document)[-4:] == ["Гуманитардык илимдер\t\t", *(as_text(row) for row in rows)]
    heads = [line for line in document.lines if "Адистиктин" in document.text[line.start : line.end]]
    assert [line.row is not None and line.page for line in heads] == [1]


# a group's number begins its line as a code does, and so does the title of a list below
def test_names_follow_no_codes_where_groups_are_numbered() -> None:
    rows: list[Cells] = [
        (("050406",), ("Режиссура",)),
        (("050407",), ("Актерлық өнер",)),
        (("2. Техникалық ғылымдар және технологиялар",), ()),
        (("050706",), ("Математика және компьютерлік моделдеу",)),
        (("050707",), ("Тау-кен ісі",)),
        (("3. Ауыл шаруашылығы ғылымдары",), ()),
        (("050806",), ("Агроинженерия",)),
    ]
    assert read_table((50, 130), rows) == [as_text(row) for row in rows]


def test_the_letters_of_a_group_that_stand_apart_are_no_heads() -> None:
    rows: list[Cells] = [
        (("Коду",), ("Адистиктин аталышы",)),
        (("К у р у л у ш  и ш и  ж а н а  м а д а н и я т",), ()),
        (("510100",), ("Математика",)),
        (("510200",), ("Физика",)),
        (("560100",), ("Жолдор",)),
    ]
    assert read_table((50, 170), rows)[1:] == [as_text(row) for row in rows][1:]


# the forms are set to their column's middle, and the second line of one begins where no other does
def test_the_lines_of_a_cell_set_to_the_middle_are_no_names_of_groups() -> None:
    name, forms = 120.0, 430.0
    cells = [("Математика", ["Экстернат"]) for _ in range(9)]
    cells[3] = ("Топурак изилдөө жана агрохимия", ["Күндүзгү-сырттан", "(кечки), сырттан, экстернат"])
    paper = Paper()
    paper.add_page()
    y = 100.0
    for number, (text, lines) in enumerate(cells):
        paper.put(50, y, f"5101{number:02}")
        paper.put(name, y, text)
        for line in lines:
            paper.put(forms - paper.get_string_width(line) / 2, y, line)
            y += LINE
        y += APART
    rows = rows_of(read_pdf("a", paper.bytes(), "a.pdf"))
    assert rows == [f"5101{number:02}\t{text}\t" + "\n".join(lines) for number, (text, lines) in enumerate(cells)]


# its blank stands between two columns, and its last word where the cells of one begin
def test_the_name_of_a_group_set_to_the_middle_of_a_tight_table_is_no_part_of_a_row() -> None:
    paper = Paper()
    paper.add_page()
    name, group = "Топурак изилдөө жана агрохимия", "Транспорттук техника жана"
    forms = 120 + paper.get_string_width(name) + 3.5
    above: list[Cells] = [((f"5101{number:02}",), (name,), ("Сырттан",)) for number in range(9)]
    below: list[Cells] = [((f"5201{number:02}",), ("Математика",), ("Экстернат",)) for number in range(9)]
    y = put_table(paper, (46, 116, forms - 4), 100, above)
    paper.put(forms - paper.get_string_width(group + " "), y + LINE, f"{group} технология")
    put_table(paper, (46, 116, forms - 4), y + LINE + APART, below)
    found = rows_of(read_pdf("a", paper.bytes(), "a.pdf"))
    assert found == [*map(as_text, above), f"{group} технология\t\t", *map(as_text, below)]


# nothing but the gap above it tells that it goes on with no name: its first words have no room in the line above
def test_a_long_name_of_a_group_is_no_part_of_the_row_that_it_stands_apart_from() -> None:
    group = tuple(f"{word} илимдери" for word in ("Физикалык", "химиялык", "медициналык", "техникалык", "коомдук"))
    rows: list[Cells] = [
        (("510100",), ("Топурак изилдөө",), ("Сырттан",)),
        (("510200",), ("Инновациялар",), ("Экстернат",)),
        ((), group, ()),
        (("560100",), ("Курулуш",), ("Сырттан",)),
        (("560200",), ("Жолдор жана", "көпүрөлөр"), ("Сырттан",)),
    ]
    paper = Paper()
    paper.add_page()
    y = 100.0
    for row in rows:
        y = put_row(paper, (50, 130, 330), y, row) + 0.3 * LINE
    assert rows_of(read_pdf("a", paper.bytes(), "a.pdf")) == [as_text(row) for row in rows]


def parted_rows(tight: Sequence[Cells], below: Sequence[Cells] = ()) -> list[str]:
    """Lay out tight rows, those of the page below apart, and return the ones that may be parted otherwise."""
    paper = Paper()
    paper.add_page()
    y = 100.0
    for row in tight:
        y = put_row(paper, (50, 130, 330), y, row)
    if below:
        paper.add_page()
        put_table(paper, (50, 130, 330), 100, below)
    document = read_pdf("a", paper.bytes(), "a.pdf")
    return [document.text[one.start : one.end] for one in document.findings if one.code == "row_parted_so"]


# tight rows of names in which every line begins with a capital: the second line may be of the row above or below
@pytest.mark.parametrize(("lines", "told"), [(("Почва Жана", "Дарактар"), 2), (("Почва жана", "дарактар"), 0)])
def test_rows_that_two_ways_of_setting_part_otherwise_are_doubtful(lines: tuple[str, str], told: int) -> None:
    rows: list[Cells] = [
        (("Коду",), ("Аталышы",), ("Сырттан",)),
        (("510100",), ("Математика",), ("+",)),
        (("510200",), lines, ("+",)),
        (("560100",), ("Курулуш",), ("+",)),
        (("560200",), ("Жолдор",), ("+",)),
    ]
    assert parted_rows(rows) == [as_text(row) for row in rows[2 : 2 + told]]


def test_a_row_that_may_be_parted_otherwise_stays_doubtful_where_a_page_break_cuts_it() -> None:
    head: Cells = (("Коду",), ("Аталышы",), ("Окутуунун", "формалары"))
    above: list[Cells] = [
        head,
        (("510100",), ("Математика",), ("Экстернат",)),
        (("510200",), ("Почва Жана", "Дарактар"), ("Экстернат",)),
        (("560100",), ("Курулуш",), ("Сырттан,",)),
    ]
    below: list[Cells] = [
        head,
        ((), (), ("экстернат",)),
        (("560200",), ("Жолдор",), ("Сырттан",)),
        (("560300",), ("Көпүрөлөр",), ("Сырттан",)),
    ]
    cut: Cells = (("560100",), ("Курулуш",), ("Сырттан,", "экстернат"))
    assert parted_rows(above, below) == [as_text(row) for row in (above[2], cut, below[2])]
