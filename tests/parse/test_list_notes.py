"""Notes of editors and portals among the rows of a list are notes: never part of a name or a group."""

from __future__ import annotations

import pytest

from pipeline.model import Extraction
from tests.parse.sample import parse, rows_of
from tests.parse.table_acts import BARRED_BY_FORM, KK
from tests.parse.tables import doubtful, entries, read_table, unexplained

NOTES = [
    "Сноска. Перечень с изменениями, внесенными приказом Министра образования и науки РК от 05.03.2012 № 89.",
    "Утратил силу - Приказ Минобрнауки России от 12.09.2013 N 1061",
    "(в ред. Приказа Минобрнауки России от 12.09.2013 N 1061)",
    "(позиция введена Приказом Минобрнауки России от 12.09.2013 N 1061)",
    "ГАРАНТ: Об изменении настоящего приложения см. приказ Минобрнауки России от 12.09.2013 N 1061",
    "Информация об изменениях: Приказом Минобрнауки России от 12 сентября 2013 г. N 1061 внесены изменения",
    "См. текст строки в предыдущей редакции",
    "Исключена. - Приказ Минобрнауки России от 12.09.2013 N 1061",
    "Позиция утратила силу с 1 января 2014 года",
    "Примечание: дипломы выдают только государственные вузы",
]
NAMED = [("060101", "Лечебное дело", None), ("060102", "Фармация", None), ("060104", "Акушерское дело", None)]


def named(extraction: Extraction) -> list[tuple[object, ...]]:
    return entries(extraction, "code", "name_ru", "group_name_ru")


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_no_part_of_a_name_or_a_group(note: str) -> None:
    found = parse(f"{BARRED_BY_FORM}060101 Лечебное дело\n060102 Фармация\n{note}\n060104 Акушерское дело\n")
    assert named(found) == NAMED
    within = read_table(BARRED_BY_FORM, "060101|Лечебное дело", f"060102|Фармация/{note}", "060104|Акушерское дело")
    assert named(within) == NAMED
    between = read_table(BARRED_BY_FORM, "060101|Лечебное дело", "060102|Фармация", note, "060104|Акушерское дело")
    assert named(between) == NAMED


@pytest.mark.parametrize(
    "note", ["Примечание: кроме вечерней формы обучения", "Примечание – для граждан других стран не допускается"]
)
def test_a_note_that_says_more_of_forms_or_bars_makes_the_rows_doubtful(note: str) -> None:
    found = parse(f"{BARRED_BY_FORM}060101 Лечебное дело\n060102 Фармация\n{note}\n060104 Акушерское дело\n")
    assert named(found) == NAMED
    assert doubtful(found) == [True] * 3


# a note goes on over lines
def test_a_note_over_two_lines() -> None:
    note = "Сноска. Перечень с изменениями, внесенными приказом Министра\nобразования и науки РК от 05.03.2012 № 89."
    found = parse(f"{BARRED_BY_FORM}060101 Лечебное дело\n060102 Фармация\n{note}\n060104 Акушерское дело\n")
    assert named(found) == NAMED
    (one,) = rows_of(found, "amendments")
    assert one.values["note"].value == note.replace("\n", " ")


# a bracket that closes nowhere holds no rows
def test_a_note_whose_bracket_stays_open_ends_before_the_next_row() -> None:
    note = "(в ред. Приказа Минобрнауки России от 12.09.2013 N 1061"
    found = parse(f"{BARRED_BY_FORM}060101 Лечебное дело\n{note}\n060102 Фармация\n060104 Акушерское дело\n")
    assert named(found) == NAMED


def test_a_note_in_kazakh() -> None:
    note = "Ескерту. Күші жойылды - ҚР Білім және ғылым министрінің 05.03.2012 № 89 бұйрығымен."
    found = read_table(KK, "060101|Емдеу ісі", f"060102|Фармация/{note}", "060104|Акушерлік іс")
    assert entries(found, "name_kk", "group_name_kk") == [
        ("Емдеу ісі", None),
        ("Фармация", None),
        ("Акушерлік іс", None),
    ]
    (one,) = rows_of(found, "amendments")
    assert (one.values["kind"].value, one.values["by_number"].value) == ("repealed", "89")


# which row is gone, the print doesn't say: the one above may be
def test_the_row_above_a_note_of_a_repeal_is_doubtful() -> None:
    found = parse(f"{BARRED_BY_FORM}060101 Лечебное дело\n060102 Фармация\n{NOTES[1]}\n060104 Акушерское дело\n")
    assert doubtful(found) == [False, True, False]


# the name's own cell: there is no name
@pytest.mark.parametrize("note", NOTES)
def test_a_note_in_place_of_a_name_is_doubtful(note: str) -> None:
    found = read_table(BARRED_BY_FORM, "060101|Лечебное дело", f"060102|{note}", "060104|Акушерское дело")
    assert doubtful(found) == [False, True, False]


# the number of the row that is gone stays in print; the row above holds
@pytest.mark.parametrize(
    "note",
    [
        "(Утратил силу в соответствии с постановлением Правительства КР от 20 мая 2020 года № 262)",
        "Исключена - постановление Правительства КР от 20 мая 2020 года № 262",
    ],
)
def test_a_note_in_the_place_of_a_row(note: str) -> None:
    lines = ("1. 060101 Лечебное дело", "2. 060102 Фармация", f"3. {note}", "4. 060104 Акушерское дело")
    rows = ("1|060101|Лечебное дело", "2|060102|Фармация", f"3|{note}|", "4|060104|Акушерское дело")
    for found in (
        parse(BARRED_BY_FORM + "\n".join(lines) + "\n"),
        read_table(BARRED_BY_FORM, *rows),
        read_table(BARRED_BY_FORM, "№|Код|Наименование", *rows),
    ):
        assert named(found) == NAMED
        assert not any(doubtful(found))
        assert not unexplained(found)
