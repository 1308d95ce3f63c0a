"""Titles of lists in one annex: numbered, headed by a unit, or a paragraph of their own below another list."""

from __future__ import annotations

import pytest

from tests.parse.sample import parse, rows_of
from tests.parse.table_acts import RU
from tests.parse.tables import bars, codes, doubtful, entries

TWO = """ПЕРЕЧЕНЬ
специальностей, обучение по которым в заочной форме не допускается

060101 Лечебное дело
060103 Педиатрия
{between}
{second}

060201 Стоматология
060301 Фармация
"""


# each list has the bars of its own title, whether its heading is one paragraph or two
@pytest.mark.parametrize("between", ["", "\nМедицина катастроф входит в специализацию.\n"])
@pytest.mark.parametrize(
    "second",
    [
        "ПЕРЕЧЕНЬ\nспециальностей, обучение по которым в форме экстерната не допускается",
        "ПЕРЕЧЕНЬ\n\nСПЕЦИАЛЬНОСТЕЙ, ОБУЧЕНИЕ ПО КОТОРЫМ\nВ ФОРМЕ ЭКСТЕРНАТА НЕ ДОПУСКАЕТСЯ",
    ],
)
def test_a_second_list_without_a_number(between: str, second: str) -> None:
    found = parse(RU + TWO.format(between=between, second=second))
    assert bars(found) == ["060101:correspondence", "060103:correspondence", "060201:externat", "060301:externat"]
    assert entries(found, "code", "name_ru", "group_name_ru")[1:3] == [
        ("060103", "Педиатрия", None),
        ("060201", "Стоматология", None),
    ]


# the list of 2018: units of the annex head its lists
def test_units_head_lists() -> None:
    found = parse(f"""{RU}Классификатор направлений подготовки кадров

Параграф 1. Бакалавриат

6B01101 Педагогика
6B01201 Дошкольное обучение

Параграф 2. Магистратура

7M01101 Педагогика
7M01201 Дошкольное обучение
""")
    lists = [
        (one.values["num"].value, one.values["title_ru"].value, one.values["qualifications"].value)
        for one in rows_of(found, "lists")
    ]
    assert lists == [("1", "Бакалавриат", ("bachelor",)), ("2", "Магистратура", ("master",))]
    assert entries(found, "code", "name_ru", "group_name_ru") == [
        ("6B01101", "Педагогика", None),
        ("6B01201", "Дошкольное обучение", None),
        ("7M01101", "Педагогика", None),
        ("7M01201", "Дошкольное обучение", None),
    ]


# "а) бакалавриат" heads the rows below it, whose numbers begin anew
def test_letters_head_groups() -> None:
    found = parse(f"""{RU}Перечень специальностей, обучение по которым в заочной форме не допускается

1. Направления подготовки высшего образования
а) бакалавриат
1. 31.03.01 Лечебное дело
2. 31.03.02 Педиатрия
б) магистратура
1. 32.04.01 Общественное здравоохранение
""")
    assert entries(found, "num", "code", "name_ru", "group_num", "group_name_ru") == [
        ("1", "31.03.01", "Лечебное дело", "а", "бакалавриат"),
        ("2", "31.03.02", "Педиатрия", "а", "бакалавриат"),
        ("1", "32.04.01", "Общественное здравоохранение", "б", "магистратура"),
    ]
    assert (codes(found), doubtful(found)) == ([], [False, False, False])
    assert bars(found) == ["31.03.01:correspondence", "31.03.02:correspondence", "32.04.01:correspondence"]


# a header that speaks of no codes ends the title above it
@pytest.mark.parametrize(
    "header", ["Наименования укрупненных групп профессий.\nНаименования профессий", "Наименование специальности"]
)
def test_a_header_of_names_is_no_part_of_the_title(header: str) -> None:
    title = "ПЕРЕЧЕНЬ\nПРОФЕССИЙ, ОБУЧЕНИЕ ПО КОТОРЫМ В ЗАОЧНОЙ ФОРМЕ НЕ ДОПУСКАЕТСЯ"
    found = parse(f"{RU}{title}\n\n{header}\n\n08.00.00 СТРОИТЕЛЬСТВО\n08.01.01 Монтажник\n08.01.02 Маляр\n")
    (one,) = rows_of(found, "lists")
    assert one.values["title_ru"].value == title.replace("\n", " ")
    assert entries(found, "code", "name_ru", "group_name_ru") == [
        ("08.01.01", "Монтажник", "СТРОИТЕЛЬСТВО"),
        ("08.01.02", "Маляр", "СТРОИТЕЛЬСТВО"),
    ]
