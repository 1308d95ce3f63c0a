"""DOCX tables: a tab between cells, as many in each row, however cells are merged, controlled, nested or short."""

from __future__ import annotations

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.clean import clean_document
from pipeline.parse.source import parse_source
from pipeline.read.docx.blocks import Table, read_row
from pipeline.read.docx.numbering import Numbering
from pipeline.read.docx.plain_rows import read_plain_row
from pipeline.read.docx.reader import read_docx
from pipeline.read.docx.styles import Styles, open_styles
from pipeline.read.docx.text import Notes, Reading
from pipeline.segment import segment_document
from tests.parse.texts import BARRED
from tests.read.docx_made import (
    CONTINUE,
    NAMES,
    RESTART,
    STYLES,
    bytes_of,
    check,
    codes,
    p,
    printed,
    r,
    read,
    span,
    tabs_by_row,
    tbl,
    tc,
    tr,
)


def test_lines_of_a_cell_are_lines() -> None:
    wrapped = "<w:p><w:r><w:t>Күндүзгү-сыр</w:t><w:br/><w:t>ттан (кечки)</w:t></w:r></w:p>"
    document = read(tbl(tr("520700", p("Топурак изилдөө жана") + p("агрохимия"), wrapped)))
    assert printed(document) == "520700\tТопурак изилдөө жана\nагрохимия\tКүндүзгү-сыр\nттан (кечки)"
    assert [line.row for line in document.lines] == [1, 1, 1]
    assert document.lines[1].path == "/w:body/w:tbl[1]/w:tr[1]"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        # a group row over all columns
        (tbl(tr(tc("Медицина", span(3))), tr("1", "2", "3")), "Медицина\t\t\n1\t2\t3"),
        # a head that spans two columns
        (tbl(tr("Код", tc("Түрү", span(2))), tr("1", "2", "3")), "Код\tТүрү\t\n1\t2\t3"),
        # merged downwards: printed in the first row only
        (tbl(tr(tc("А", RESTART), "1"), tr(tc("", CONTINUE), "2"), tr("Б", "3")), "А\t1\n\t2\nБ\t3"),
        # merged downwards and along
        (
            tbl(tr(tc("А", span(2) + RESTART), "1"), tr(tc("", span(2) + CONTINUE), "2"), tr("x", "y", "3")),
            "А\t\t1\n\t\t2\nx\ty\t3",
        ),
        # nothing above to go on with: the cell is printed
        (tbl(tr(tc("А", CONTINUE), "1"), tr("Б", "2")), "А\t1\nБ\t2"),
        # an old way to merge along
        (
            tbl(tr(tc("А", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "1"), tr("x", "y", "z")),
            "А\t\t1\nx\ty\tz",
        ),
        # short rows, with and without a word about it
        (tbl(tr("1", "2", "3"), tr("4")), "1\t2\t3\n4\t\t"),
        (
            tbl(tr("1", "2", "3"), tr("5", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')),
            "1\t2\t3\n\t5\t",
        ),
        # a grid finer than its cells: three columns are three columns
        (
            tbl(tr(tc("1", span(4)), tc("2", span(3)), "3"), tr(tc("4", span(4)), tc("5", span(3)), "6")),
            "1\t2\t3\n4\t5\t6",
        ),
        # spans of 10^8 cost nothing
        (tbl(tr(tc("1", span(10**8)), "2"), tr("3")), "1\t2\n3\t"),
        # edges that were drawn inexactly
        (
            tbl(tr("1", tc("2", span(2))), tr(tc("3", span(2)), "4"), grid=(1000, 100, 3000)),
            "1\t2\n3\t4",
        ),
        # a narrow column that is one
        (tbl(tr("1", "2", "3"), grid=(1000, 100, 3000)), "1\t2\t3"),
        # a tab and a line break of the XML are blanks in a cell
        (tbl(tr("<w:p><w:r><w:t>а</w:t><w:tab/><w:t>б\n в\tг</w:t></w:r></w:p>", "1")), "а б  в г\t1"),
    ],
)
def test_merged_cells(table: str, text: str) -> None:
    document = read(table)
    assert printed(document) == text
    assert len(set(tabs_by_row(document).values())) == 1


def test_deleted_and_hidden_rows_are_left_out() -> None:
    document = read(
        tbl(
            tr("1", "а"),
            tr("2", "б", properties='<w:del w:id="1" w:author="x"/>'),
            tr("3", "в", properties='<w:ins w:id="2" w:author="x"/>'),
            tr("4", "г", properties="<w:hidden/>"),
        )
    )
    assert printed(document) == "1\tа\n3\tв"
    assert [line.row for line in document.lines] == [1, 2]
    assert document.findings[0].message == (
        "tracked changes, read as accepted: 1 inserted rows kept, 1 deleted rows left out"
    )
    assert codes(document) == ["tracked_changes", "hidden_rows_left_out"]


def test_content_controls_in_tables() -> None:
    controlled = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    document = read(
        tbl(tr("1", controlled.format(tc("2")), "3"), controlled.format(tr("4", "5", "6")), tr("7", "8", "9"))
        + controlled.format(tbl(tr("x", "y")))
    )
    assert printed(document) == "1\t2\t3\n4\t5\t6\n7\t8\t9\n\nx\ty"
    paths = [line.path for line in document.lines]
    assert paths[1] == "/w:body/w:tbl[1]/w:sdt[1]/w:sdtContent[1]/w:tr[1]"
    assert paths[2] == "/w:body/w:tbl[1]/w:tr[2]"
    assert paths[4] == "/w:body/w:sdt[1]/w:sdtContent[1]/w:tbl[1]/w:tr[1]"


def test_nested_tables() -> None:
    inner = tbl(tr("060101", "Дарылоо иши"), tr("060102", "Педиатрия"))
    # a table around everything is there for the layout
    document = read(tbl(tr(tc(p("Тизмек") + inner))))
    assert printed(document) == "Тизмек\n\n060101\tДарылоо иши\n060102\tПедиатрия"
    assert [line.row for line in document.lines] == [None, None, 1, 2]
    assert codes(document) == ["layout_table"]
    # a detail inside a cell stays in its cell
    detail = tbl(tr("сырттан,"), tr("кечки"))
    document = read(tbl(tr("060101", "Дарылоо иши", tc(detail + "<w:p/>")), tr("060102", "Педиатрия", "кечки")))
    assert printed(document) == "060101\tДарылоо иши\tсырттан,\nкечки\n060102\tПедиатрия\tкечки"


def test_prose_side_by_side_is_prose() -> None:
    left = "".join(p(f"{i}. Билим берүү уюму " + "иш алып барат " * 15) for i in range(12))
    right = "".join(p(f"{i}. Организация образования " + "работает " * 20) for i in range(12))
    document = read(tbl(tr(left, right)))
    assert {line.row for line in document.lines} == {None}
    assert "\t" not in document.text


def test_words_in_a_cell_that_is_merged_away_are_told() -> None:
    document = read(tbl(tr(tc("А", RESTART), "1"), tr(tc("жок", CONTINUE), "2")))
    assert printed(document) == "А\t1\n\t2"
    assert codes(document) == ["hidden_text_left_out"]


def test_a_list_in_a_table_gives_its_rows() -> None:
    made = docx.Document()
    for line in f"{BARRED}1. Жогорку кесиптик билим берүү адистиктери:\n".split("\n"):
        made.add_paragraph(line)
    rows = [
        ("Коду", "Адистиктин аталышы", "Окутуунун түрү", ""),
        ("", "", "бакалавр", "магистр"),
        ("520700", "Топурак изилдөө жана\nагрохимия", "Күндүзгү-сыр\nттан (кечки),\nсырттан", "Экстернат"),
        ("540100", "Социология", "", "Экстернат"),
        ("560001", "Дарылоо иши", "Сырттан,\nэкстернат", ""),
    ]
    table = made.add_table(rows=len(rows), cols=4)
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    document = read_docx("akt", bytes_of(made))
    check(document)
    assert set(tabs_by_row(document).values()) == {3}
    cleaned = clean_document(document)
    rows_of = parse_source(cleaned, segment_document(cleaned)).rows
    entries = [row for row in rows_of if row.table == "list_entries"]
    assert [(row.values["code"].value, row.values["name_ky"].value) for row in entries] == [
        ("520700", "Топурак изилдөө жана агрохимия"),
        ("540100", "Социология"),
        ("560001", "Дарылоо иши"),
    ]
    assert sorted(row.row_id.split(":", 3)[-1] for row in rows_of if row.table == "restrictions") == [
        "520700:bachelor:correspondence",
        "520700:bachelor:evening",
        "520700:master:externat",
        "540100:master:externat",
        "560001:bachelor:correspondence",
        "560001:bachelor:externat",
    ]


CELL_TEXT = st.lists(st.sampled_from(["а", "б в", "", "520700"]), min_size=1, max_size=3)


@given(st.lists(st.lists(st.tuples(CELL_TEXT, st.integers(1, 3)), min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_row_has_the_same_tabs_and_no_word_is_lost(rows: list[list[tuple[list[str], int]]]) -> None:
    table = tbl(*(tr(*(tc("".join(map(p, text)), span(wide)) for text, wide in row)) for row in rows))
    document = read(table + p("аягы"))
    assert len(set(tabs_by_row(document).values())) == 1
    words = "".join(word for row in rows for text, _ in row for line in text for word in line.split())
    assert "".join(document.text.split()) == words + "аягы"


RUNS = st.sampled_from(
    [
        r("а"),
        r("б ", "<w:b/>"),
        r(" ", "<w:b/>"),
        r("в", '<w:b w:val="0"/>'),
        r("г", "<w:i/><w:sz w:val='24'/>"),
        r("", "<w:b/>"),
    ]
    + [
        f"<w:r>{inner}</w:r>"
        for inner in ("<w:br/>", "<w:tab/>", "<w:softHyphen/>", "<w:t>д\n е</w:t>", "<w:cr/><w:t>ж</w:t>")
    ]
    + [r("з", "<w:caps/>"), r("1", '<w:vertAlign w:val="superscript"/>'), f"<w:hyperlink>{r('и')}</w:hyperlink>"]
)
LOOKS = st.sampled_from(
    ["", '<w:pStyle w:val="B"/>', '<w:pStyle w:val="1"/>', '<w:spacing w:after="0"/><w:rPr><w:b/></w:rPr>']
)
PARAGRAPHS = st.tuples(LOOKS, st.lists(RUNS, max_size=4)).map(
    lambda made: f"<w:p>{f'<w:pPr>{made[0]}</w:pPr>' if made[0] else ''}{''.join(made[1])}</w:p>"
)
CELLS = st.tuples(st.lists(PARAGRAPHS, min_size=1, max_size=12), st.sampled_from(["", span(2), RESTART, CONTINUE])).map(
    lambda made: tc("".join(made[0]), made[1])
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_plain_rows_are_read_as_any_row_is(rows: list[list[str]]) -> None:
    root = etree.fromstring(f"<w:tbl {NAMES}>{''.join(tr(*row) for row in rows)}</w:tbl>")
    styles = open_styles(etree.fromstring(f"<w:styles {NAMES}>{STYLES}</w:styles>"))
    reading = Reading(styles, Numbering(), Notes({}, {}))
    for element in root:
        plain, whole = read_plain_row(element, "row", reading), read_row(element, "row", reading, Table())
        assert whole is not None
        if plain is not None:
            assert [(cell.start, cell.lines, cell.merge) for cell in plain.cells] == [
                (cell.start, cell.lines, cell.merge) for cell in whole.cells
            ]
            assert not any(cell.blocks for cell in whole.cells)


def test_ordinary_rows_are_plain() -> None:
    element = etree.fromstring(tr(p("520700", run="<w:b/>"), "Топурак").replace("<w:tr>", f"<w:tr {NAMES}>"))
    assert read_plain_row(element, "row", Reading(Styles(), Numbering(), Notes({}, {}))) is not None


def test_each_column_of_a_row_knows_its_cell() -> None:
    document = read(
        tbl(
            tr(tc("060101"), tc("Дарылоо"), tc("Сырттан", RESTART)),
            tr(tc("060102"), tc(p("Педиатрия") + p("жана")), tc("", CONTINUE)),
        )
    )
    rows = "/w:body/w:tbl[1]/w:tr"
    shared = f"{rows}[1]/w:tc[3]/w:p[1]"
    assert [(line.path, line.cells) for line in document.lines] == [
        (f"{rows}[1]", ("w:tc[1]/w:p[1]", "w:tc[2]/w:p[1]", "w:tc[3]/w:p[1]")),
        (f"{rows}[2]", ("w:tc[1]/w:p[1]", "w:tc[2]/w:p[1]")),
        # the cell of the first row goes down into the second
        (f"{rows}[2]", ("w:tc[2]/w:p[2]", shared)),
    ]
