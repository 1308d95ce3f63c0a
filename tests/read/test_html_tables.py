"""Tables of pages: rows of cells, or blocks where they lay out the page; and lists, from the page to the facts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean_document
from pipeline.parse.source import parse_source
from pipeline.segment import segment_document
from tests.read.html_made import body, codes_of, read, text_of

# The head of an act, one line a paragraph.
HEAD = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ
ТОКТОМ
2011-жылдын 23-августу № 7
Тизмекти бекитүү жөнүндө
Кыргыз Республикасынын Өкмөтү токтом кылат:
1. Тиркелген тизмек бекитилсин.
Премьер-министр А. Атамбаев
Кыргыз Республикасынын Өкмөтүнүн 2011-жылдын 23-августундагы № 7 токтомуна тиркеме
Сырттан окутууга жол берилбеген адистиктердин
ТИЗМЕГИ"""


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<tr><td>060101<td>Дарылоо иши<tr><td>060102<td>", "060101\tДарылоо иши\n060102\t\n"),
        # lines of a cell, however they are made
        ("<tr><td>1<td>а<br>б<td>в<tr><td>2<td><p>г</p><p>д</p><td>", "1\tа\nб\tв\n2\tг\nд\t\n"),
        ("<tr><td><div>1</div><td><ul><li>а<li>б</ul><tr><td>2<td>в", "1\tа\nб\n2\tв\n"),
        # spans: printed once, and empty where they go on
        (
            "<tr><th rowspan=2>Код<th rowspan=2>Аты<th colspan=2>Түрү<tr><th>б<th>м<tr><td>1<td>а<td><td>б",
            "Код\tАты\tТүрү\t\n\t\tб\tм\n1\tа\t\tб\n",
        ),
        ("<tr><td rowspan=0>1<td>а<tr><td>б<tr><td>в", "1\tа\n\tб\n\tв\n"),
        # a row group ends what spans its rows
        ("<tbody><tr><td rowspan=9>1<td>а<tbody><tr><td>2<td>б", "1\tа\n2\tб\n"),
        # a span over columns that no row has
        ("<tr><td colspan=20>Топ<tr><td>1<td>а<tr><td colspan=100%>б", "Топ\t\n1\tа\nб\t\n"),
        # short rows are filled up, empty rows are none
        ("<tr><td>1<td>а<td>б<tr><td>2<tr><td>&nbsp;<td><br><tr><td>3<td>в", "1\tа\tб\n2\t\t\n3\tв\t\n"),
        # blanks and tabs in cells are blanks
        ("<tr><td> 1 <td>\nа\t б\n<tr><td>&nbsp;2<td><b>в\tг</b>", "1\tа б\n2\tв г\n"),
        # hidden cells take no column; a cell without a row begins one
        ("<tr><td>1<td hidden>x<td>а<tr><td>2<td>б", "1\tа\n2\tб\n"),
        ("<td>1<td>а<tr><td>2<td>б", "1\tа\n2\tб\n"),
        # text between the cells stands before the table, as browsers have it
        ("жалгыз<tr><td>1<td>а<tr><td>2<td>б", "жалгыз\n\n1\tа\n2\tб\n"),
    ],
)
def test_rows_of_tables(page: str, text: str) -> None:
    assert text_of(f"<table>{page}</table>") == text


def test_rows_without_their_table_are_rows() -> None:
    assert text_of("<tr><td>1</td><td>а</td></tr><tr><td>2</td><td>б</td></tr>") == "1\tа\n2\tб\n"


@pytest.mark.parametrize("size", ["100000000", "99999999999999999999999999"])
def test_absurd_spans_are_clamped(size: str) -> None:
    page = f"<table><tr><td colspan={size}>а<td>б<tr><td>1<td>2<td rowspan={size}>3<tr><td>4<td>5</table>"
    assert (text_of(page), codes_of(page)) == ("а\t\tб\n1\t2\t3\n4\t5\t\n", ["span_clamped"])


@pytest.mark.parametrize(
    ("page", "text"),
    [
        # a column of the page beside another, a table inside
        (
            "<table><tr><td><p>Сол</p><td><h1>ТОКТОМ</h1><table><tr><td>1<td>а<tr><td>2<td>б</table></table>",
            "Сол\n\nТОКТОМ\n\n1\tа\n2\tб\n",
        ),
        # one cell a row is no row of a list
        ("<table><tr><td>060101 Дарылоо<tr><td>060102 Врач</table>", "060101 Дарылоо\n060102 Врач\n"),
        ("<table><tr><td><td>Өкмөттүн<br>токтомуна<br>тиркеме</table>", "Өкмөттүн\nтоктомуна\nтиркеме\n"),
        # two blocks side by side
        ("<table><tr><td>Өкмөт<br>ТОКТОМ<td>Правительство</table>", "Өкмөт\nТОКТОМ\n\nПравительство\n"),
        # a page that stands in one cell
        (f"<table><tr><td>1<td><p>{'Сөз ' * 300}</p><p>а</p></table>", f"1\n\n{('Сөз ' * 300).strip()}\n\nа\n"),
        ("<table role=presentation><tr><td>а<td>б<tr><td>в<td>г</table>", "а\n\nб\n\nв\n\nг\n"),
    ],
)
def test_layout_tables_are_blocks(page: str, text: str) -> None:
    assert text_of(page) == text


def test_a_signature_is_a_row() -> None:
    assert (
        text_of("<table><tr><td>Премьер-министр<td>&nbsp;<td>А. Атамбаев</table>") == "Премьер-министр\t\tА. Атамбаев\n"
    )


CELLS = st.lists(
    st.sampled_from(
        ["сөз", "060101", "<br>", "<p>а</p>", "<div>б</div>", "<span>с </span>", " \n ", "&nbsp;", "<b>к</b>", "а\tб"]
    ),
    max_size=4,
).map("".join)
CELL = st.tuples(st.sampled_from(["", " width=5", " colspan=2", " rowspan=2", " class=x", " style='color:red'"]), CELLS)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=2, max_size=4))
def test_a_cell_that_is_kept_as_a_text_reads_like_any_other(rows: list[list[tuple[str, str]]]) -> None:
    """An empty element that a text can't hold changes nothing."""

    def page(more: str) -> str:
        cells = ["".join(f"<td{said}>{inside}{more}</td>" for said, inside in row) for row in rows]
        return "<p>Баш</p><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    plain, opened = read(page("")), read(page("<sub></sub>"))
    assert plain.text == opened.text
    assert [(line.row, line.heading) for line in plain.lines] == [(line.row, line.heading) for line in opened.lines]


# rows like the one before are read together: one among them that is not is no worse for it
@pytest.mark.parametrize(
    ("cells", "text", "before"),
    [
        ("<td class=x>1</td>\n<td></td>", "1\t\n", ""),
        ("<td class=x>1</td>\n<td><b></b></td>", "1\t\n", ""),
        ("<td class=x>1</td>\nсөз<td>а</td>", "1\tа\n", "сөз\n\n"),
        ("<td class=x>1</td>\n<td>а<br>б</td>", "1\tа\nб\n", ""),
        ("<td class=y colspan=2>1</td>", "1\t\n", ""),
        ("<td class=x>1", "1\t\n", ""),
    ],
)
def test_a_row_among_many_that_are_alike(cells: str, text: str, before: str) -> None:
    rows = [f"<tr><td class=x> {at} </td>\n<td>б{at}</td></tr>" for at in range(40)]
    page = "".join([*rows[:17], f"<tr>{cells}</tr>", *rows[17:]])
    told = [f"{at}\tб{at}\n" for at in range(40)]
    document = read(f"<table>{page}</table>")
    assert document.text == before + "".join([*told[:17], text, *told[17:]])
    assert document.lines[-1].path == "/html/body/table[1]/tr[41]"


# From the page to the facts


def facts_of(page: str) -> tuple[list[dict[str, Any]], list[str]]:
    cleaned = clean_document(read(page))
    rows = parse_source(cleaned, segment_document(cleaned)).rows
    entries = [{key: value.value for key, value in row.values.items()} for row in rows if row.table == "list_entries"]
    return entries, sorted(row.row_id.split(":", 2)[2] for row in rows if row.table == "restrictions")


NAMES = {"060101": "Дарылоо иши", "060102": "Жалпы практикадагы дарыгер", "060103": "Фармация"}


@pytest.mark.parametrize(
    "part",
    [
        "".join(f"<p>{code} {name}</p>" for code, name in NAMES.items()),
        "<br>".join(f"{code} {name}" for code, name in NAMES.items()),
        "".join(f"<div>{code}&nbsp;{name}</div>" for code, name in NAMES.items()),
        "<ul>" + "".join(f"<li>{code} {name}" for code, name in NAMES.items()) + "</ul>",
        "<table>" + "".join(f"<tr><td>{code} {name}" for code, name in NAMES.items()) + "</table>",
        "<table><tr><th>Код<th>Аталышы"
        + "".join(f"<tr><td>{c}<td>{n.replace(' ', '<br>')}" for c, n in NAMES.items())
        + "</table>",
    ],
)
def test_a_list_is_read_however_it_is_laid_out(part: str) -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    entries, bars = facts_of(body(head + part))
    assert entries == [{"code": code, "name_ky": name} for code, name in NAMES.items()]
    assert bars == [f"list:{code}:correspondence" for code in NAMES]


def test_a_table_of_forms_is_read_cell_by_cell() -> None:
    head = "".join(f"<p>{line}</p>" for line in [*HEAD.split("\n"), "1. Жогорку кесиптик билим берүү адистиктери:"])
    entries, bars = facts_of(
        body(
            f"{head}<table><tr><td rowspan=2>Коду<td rowspan=2>Адистиктин аталышы<td colspan=2>Окутуунун түрү"
            "<tr><td>бакалавр<td>магистр<tr><td colspan=4><b>Илимдер</b>"
            "<tr><td>520700<td>Топурак изилдөө жана агрохимия<td>Күндүзгү-сырттан (кечки),<br>сырттан<td>Экстернат"
            "<tr><td>540100<td>Социология<td>&nbsp;<td>Экстернат"
            "<tr><td>560001<td>Дарылоо иши<td><p>Сырттан,</p><p>экстернат</p><td></table>"
        )
    )
    assert [(entry["code"], entry["name_ky"], entry["group_name_ky"]) for entry in entries] == [
        ("520700", "Топурак изилдөө жана агрохимия", "Илимдер"),
        ("540100", "Социология", "Илимдер"),
        ("560001", "Дарылоо иши", "Илимдер"),
    ]
    assert bars == [
        "1:520700:bachelor:correspondence",
        "1:520700:bachelor:evening",
        "1:520700:master:externat",
        "1:540100:master:externat",
        "1:560001:bachelor:correspondence",
        "1:560001:bachelor:externat",
    ]


def test_names_in_two_languages_stand_side_by_side() -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    table = "<table><tr><th>Код<th>Адистиктин аталышы<th>Наименование специальности"
    table += "<tr><td>060101<td>Дарылоо иши<td>Лечебное дело</table>"
    assert facts_of(body(head + table))[0] == [{"code": "060101", "name_ky": "Дарылоо иши", "name_ru": "Лечебное дело"}]


def test_each_column_of_a_row_knows_its_cell() -> None:
    page = body(
        "<table><tr><td>060101</td><td>Дарылоо</td><td rowspan=2>Сырттан</td></tr>"
        "<tr><td>060102</td><td>Педиатрия<br>жана<br></td></tr></table>"
    )
    document = read(page)
    rows = "/html/body/table[1]/tr"
    assert [(line.path, line.cells) for line in document.lines] == [
        (f"{rows}[1]", ("td[1]", "td[2]", "td[3]")),
        (f"{rows}[2]", ("td[1]", "td[2]")),
        # the cell of the first row goes down into the second
        (f"{rows}[2]", ("td[2]", f"{rows}[1]/td[3]")),
    ]
    assert document.text == "060101\tДарылоо\tСырттан\n060102\tПедиатрия\nжана\t\n"
