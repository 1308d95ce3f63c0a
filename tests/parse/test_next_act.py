"""A file that holds several acts: the first is read, and an error says where the next begins."""

from __future__ import annotations

import pytest

from tests.parse.sample import parse, rows_of

KYRGYZ = """
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ

ТОКТОМ

2018-жылдын 3-февралы № 71

Тизмекти бекитүү жөнүндө

Өкмөт токтом кылат:
1. Тиркелген тизмек бекитилсин.

Премьер-министр С. Исаков

Кыргыз Республикасынын Өкмөтүнүн
2018-жылдын 3-февралындагы
№ 71 токтомуна
тиркеме

Сырттан окутууга жол берилбеген адистиктердин тизмеги

560001 Дарылоо иши
560002 Элдик
медицина
"""
KAZAKH = """
Мамандықтардың тізбесін бекіту туралы

Қазақстан Республикасы Білім және ғылым министрінің 2019 жылғы 16 қыркүйектегі № 449 бұйрығы

"Білім туралы" Қазақстан Республикасының Заңына сәйкес БҰЙЫРАМЫН:
1. Қоса беріліп отырған мамандықтардың тізбесі бекітілсін.

Министр Т. Әлімбеков

Қазақстан Республикасы
Білім және ғылым министрінің
2019 жылғы 16 қыркүйектегі
№ 449 бұйрығына
қосымша

Сырттай оқытуға жол берілмейтін мамандықтардың тізбесі

050406 Режиссура
"""
RUSSIAN = """
МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ

ПРИКАЗ

от 20 января 2014 г. № 22

Об утверждении перечня специальностей

В целях упорядочения приема приказываю:
1. Утвердить прилагаемый перечень.

Министр Д.В. Ливанов

Приложение
к приказу Министерства образования и науки
от 20 января 2014 г. № 22

ПЕРЕЧЕНЬ
специальностей, по которым не допускается заочная форма обучения

31.02.01 Лечебное дело
"""


@pytest.mark.parametrize(
    ("text", "number", "other", "begins"),
    [
        (KYRGYZ, "№ 71", "№ 112", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ"),
        (KAZAKH, "№ 449", "№ 12", "Мамандықтардың тізбесін бекіту туралы"),
        (RUSSIAN, "№ 22", "№ 23", "МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ"),
    ],
    ids=["ky", "kk", "ru"],
)
def test_the_next_act_is_named_and_not_read(text: str, number: str, other: str, begins: str) -> None:
    one, both = parse(text), parse(text + text.replace(number, other))
    (found,) = [one for one in both.findings if one.code == "another_act"]
    assert found.severity == "error"
    assert other in found.message
    # it begins where the second text does
    whole = text.strip("\n") + "\n\n" + text.strip("\n")
    assert found.start is not None
    assert whole[found.start :].startswith(begins)
    assert whole[: found.start].strip("\n") == text.strip("\n")
    for table in ("acts", "lists", "list_entries"):
        assert [row.row_id for row in rows_of(both, table)] == [row.row_id for row in rows_of(one, table)]
    # nothing of it is explained
    assert {one.fate for one in both.destinies if one.start >= found.start} == {"unexplained"}


# An act twice, in two languages or with an annex that quotes it, is one act.
@pytest.mark.parametrize(
    "text",
    [
        KYRGYZ + KYRGYZ,
        KYRGYZ,
        RUSSIAN.replace("31.02.01", "от 5 мая 2009 г. № 5\n\nУтвердить состав комиссии:\n31.02.01"),
    ],
    ids=["twice", "once", "a date alone, then a verb that enacts"],
)
def test_one_act_is_no_two(text: str) -> None:
    assert not [one for one in parse(text).findings if one.code == "another_act"]
