"""Cells of forms that print more than plain forms: short forms, marks of a legend, other words."""

from __future__ import annotations

import pytest

from tests.parse.sample import rows_of
from tests.parse.table_acts import BARRED, KK
from tests.parse.tables import bars, check_whole, doubtful, entries, read_table

HEADER = "Шифр|Наименование|Недопустимые формы обучения"


# the vocabulary's forms in other cases, shortened, joined by `и`, with the word for a form
@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("заоч., веч.", ["correspondence", "evening"]),
        ("заочная форма обучения", ["correspondence"]),
        ("заочная и вечерняя", ["correspondence", "evening"]),
        ("дистанционное обучение", ["online"]),
        ("заочная; экст.", ["correspondence", "externat"]),
    ],
)
def test_cells_in_other_words(cell: str, forms: list[str]) -> None:
    found = read_table(BARRED, HEADER, f"060101|Лечебное дело|{cell}", "060102|Фармация|заочная")
    assert bars(found) == [*(f"060101:{form}" for form in forms), "060102:correspondence"]
    check_whole(found)


def test_cells_in_other_words_in_kazakh() -> None:
    header = "Коды|Мамандықтың атауы|Жол берілмейтін нысандар"
    found = read_table(KK, header, "060101|Емдеу ісі|сырттай және кешкі", "060102|Фармация|сырттай оқу")
    assert bars(found) == ["060101:correspondence", "060101:evening", "060102:correspondence"]
    check_whole(found)


# what is no form never becomes part of the name, and is told
@pytest.mark.parametrize(
    "cell", ["З, В", "очн.", "только дневная", "все формы, кроме очной", "заочная (кроме сокращенной)", "не заочная"]
)
def test_a_cell_that_names_something_else_is_told(cell: str) -> None:
    found = read_table(BARRED, HEADER, f"060101|Лечебное дело|{cell}", "060102|Фармация|заочная")
    assert entries(found, "code", "name_ru") == [("060101", "Лечебное дело"), ("060102", "Фармация")]
    assert (bars(found), doubtful(found)) == (["060102:correspondence"], [True, False])
    assert [one.message for one in found.findings if one.code == "row_doubtful"] == [
        f"060101: the cell {cell!r} names no form that is known"
    ]
    (act,) = rows_of(found, "acts")
    assert act.cells["completeness"] == "incomplete"


LEGEND = "Условные обозначения: З – заочная; В – вечерняя; Э – экстернат."


# the legend says what the letters mean, and is part of the proof
def test_letters_that_a_legend_defines() -> None:
    rows = ("060101|Лечебное дело|З, Э", "060102|Фармация|В.")
    found = read_table(BARRED, HEADER, *rows, below=LEGEND)
    assert bars(found) == ["060101:correspondence", "060101:externat", "060102:evening"]
    check_whole(found)
    first = rows_of(found, "restrictions")[0].values["form"]
    text = BARRED + "\n".join(["\t".join(row.split("|")) for row in (HEADER, *rows)]) + f"\n\n{LEGEND}\n"
    assert [text[piece.start : piece.end] for piece in first.witnesses[0].pieces] == ["З", "З – заочная"]


# the legend is the end of the table, a row for each letter
def test_letters_that_rows_of_the_table_define() -> None:
    legend = ("З - заочная||", "В - вечерняя||", "Э - экстернат||")
    found = read_table(BARRED, HEADER, "060101|Лечебное дело|З, Э", "060102|Фармация|В", *legend)
    assert bars(found) == ["060101:correspondence", "060101:externat", "060102:evening"]
    check_whole(found)


def test_letters_in_columns_of_qualifications() -> None:
    header = "Шифр|Наименование|бакалавр|магистр"
    found = read_table(BARRED, header, "060101|Лечебное дело|З|В", "060102|Фармация||З", below=LEGEND)
    assert bars(found) == ["060101:bachelor:correspondence", "060101:master:evening", "060102:master:correspondence"]


# the column of the letters isn't known: what the title bars may not hold for each row
def test_a_legend_that_nothing_uses_is_a_doubt() -> None:
    found = read_table(
        BARRED.replace("указанных формах", "заочной форме"),
        "Шифр|Наименование|Особенности",
        "060101|Лечебное дело|З",
        "060102|Фармация|В",
        below=LEGEND,
    )
    assert all(doubtful(found))


# one row of full-time study makes a column of barred forms no column of permitted ones
def test_full_time_study_below_a_header_that_bars() -> None:
    found = read_table(BARRED, HEADER, "060101|Лечебное дело|заочная", "060102|Фармация|очная")
    assert (bars(found), doubtful(found)) == (["060101:correspondence"], [False, True])


# one name beside two codes of a cell: it may be that of both
def test_two_codes_on_two_lines_of_a_cell_are_doubtful() -> None:
    found = read_table(BARRED, HEADER, "530100/530101|Педагогика|заочная", "530200|Право|заочная")
    assert doubtful(found) == [True, True, False]


# which codes a range means isn't printed; no name takes them in
@pytest.mark.parametrize(
    "cell", ["530100 - 530104", "6B01101–6B01105", "530100, 530101", "530100 и 530101", "53.01.01, 53.01.02"]
)
def test_a_cell_with_several_codes_is_no_row(cell: str) -> None:
    found = read_table(
        BARRED, HEADER, "060101|Лечебное дело|заочная", f"{cell}|Педагогика|заочная", "060102|Фармация|заочная"
    )
    assert entries(found, "code", "name_ru") == [("060101", "Лечебное дело"), ("060102", "Фармация")]
    assert [one.message for one in found.findings if one.code == "code_not_understood"] == [
        f"a row whose code can't be read: '{cell} Педагогика заочная'"
    ]
