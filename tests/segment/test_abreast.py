"""Tables that print one list in several columns beside each other."""

from __future__ import annotations

import pytest

from tests.parse.table_acts import BARRED_BY_FORM
from tests.parse.tables import check_whole, doubtful, entries, read_table

ROWS = ("1|31.05.01|Лечебное дело|3|33.05.01|Фармация", "2|31.05.02|Педиатрия|4|38.03.01|Экономика")


@pytest.mark.parametrize("last", ["5|40.03.01|Право", "5|40.03.01|Право|||"])
def test_the_left_column_is_read_before_the_right_one(last: str) -> None:
    found = read_table(BARRED_BY_FORM, "№|Код|Наименование|№|Код|Наименование", *ROWS, last)
    assert entries(found, "num", "code", "name_ru") == [
        ("1", "31.05.01", "Лечебное дело"),
        ("2", "31.05.02", "Педиатрия"),
        ("5", "40.03.01", "Право"),
        ("3", "33.05.01", "Фармация"),
        ("4", "38.03.01", "Экономика"),
    ]
    assert not any(doubtful(found))


def test_columns_of_the_list_have_columns_of_forms() -> None:
    head = "|".join(["Код|Наименование|Формы обучения"] * 2)
    rows = ("560001|Лечебное дело|заочная|530500|Право|заочная", "560004|Стоматология|заочная|530600|Экономика|заочная")
    found = read_table(BARRED_BY_FORM, head, *rows)
    assert entries(found, "code") == [("560001",), ("560004",), ("530500",), ("530600",)]
    check_whole(found)


# codes of two kinds are those of two classifiers
def test_codes_of_two_kinds_are_no_columns_of_a_list() -> None:
    rows = ("31.05.01|Лечебное дело|530500|Право", "31.05.02|Педиатрия|530600|Экономика")
    found = read_table(BARRED_BY_FORM, "Код|Наименование|Код|Наименование", *rows)
    assert doubtful(found) == [True, True]


def test_a_heading_across_columns_of_a_list_is_of_one_or_of_all() -> None:
    rows = ("Медицина|||", "31.05.01|Лечебное дело|33.05.01|Фармация", "31.05.02|Педиатрия|33.05.02|Биохимия")
    found = read_table(BARRED_BY_FORM, "Код|Наименование|Код|Наименование", *rows)
    assert doubtful(found) == [True, True]


# one name under two codes: two classifiers, or two levels, of the same kind of code
@pytest.mark.parametrize("beside", ["{}", "{} (магистратура)"])
def test_names_printed_twice_on_a_line_are_no_columns_of_a_list(beside: str) -> None:
    rows = (("060101", "Лечебное дело", "560001"), ("060103", "Педиатрия", "560002"))
    printed = [f"{code}|{name}|{other}|{beside.format(name)}" for code, name, other in rows]
    found = read_table(BARRED_BY_FORM, "Код|Наименование|Код|Наименование", *printed)
    assert doubtful(found) == [True, True]
