"""A list whose title bars and whose cells say something else bars nothing unmarked."""

from __future__ import annotations

import pytest

from tests.parse.sample import rows_of
from tests.parse.table_acts import BARRED, BARRED_BY_FORM, KK, RU
from tests.parse.tables import bars, codes, doubtful, read_table
from tests.parse.texts import BARRED as BARRED_KY
from tests.parse.texts import HEAD as KY


# the title bars, the header over the forms permits: neither is taken
@pytest.mark.parametrize(
    ("above", "header", "cells"),
    [
        (BARRED, "Шифр|Наименование|Разрешенные формы обучения", ("Вечерняя", "Вечерняя, экстернат")),
        (BARRED, "Шифр|Наименование|Допустимые формы обучения", ("Заочная", "Вечерняя")),
        (BARRED_KY, "Код|Адистиктин аталышы|Уруксат берилген окутуунун формалары", ("Кечки", "Сырттан")),
        (KK, "Коды|Мамандықтың атауы|Рұқсат етілген оқыту нысандары", ("Кешкі", "Сырттай")),
    ],
)
def test_a_header_that_permits_below_a_title_that_bars(above: str, header: str, cells: tuple[str, str]) -> None:
    found = read_table(above, header, f"060101|Медицина|{cells[0]}", f"060102|Фармация|{cells[1]}")
    assert (bars(found), doubtful(found)) == ([], [True, True])
    assert "bar_contradicted" in codes(found)


@pytest.mark.parametrize("word", ["Недопустимые", "Неразрешенные", "Запрещенные", "Не допускаемые"])
def test_a_header_that_bars_in_another_word_is_no_contradiction(word: str) -> None:
    found = read_table(
        BARRED, f"Шифр|Наименование|{word} формы обучения", "060101|Лечебное дело|Заочная", "060102|Фармация|Вечерняя"
    )
    assert bars(found) == ["060101:correspondence", "060102:evening"]
    assert not any(doubtful(found))


# correspondence is barred, the cells name others: they may be what is left
def test_cells_with_other_forms_than_the_title_bars_are_doubtful() -> None:
    rows = ("060101|Лечебное дело|Вечерняя", "060102|Фармация|Заочная")
    found = read_table(BARRED_BY_FORM, "Шифр|Наименование|Формы обучения", *rows)
    assert doubtful(found) == [True, False]
    sure = read_table(BARRED_BY_FORM, "Шифр|Наименование|Недопустимые формы обучения", *rows)
    assert not any(doubtful(sure))


# a column that tells how one may study is set aside; the form that the title bars can't stand there
def test_a_form_that_the_list_bars_in_a_cell_that_permits() -> None:
    found = read_table(
        BARRED_KY,
        "Код|Адистиктин аталышы|Жол берилген окутуунун формалары",
        "060101|Дарылоо иши|Күндүзгү",
        "060102|Фармация|Күндүзгү, сырттан",
    )
    assert len(rows_of(found, "restrictions")) == 2
    assert doubtful(found) == [False, True]


# the column with the forms isn't read: that no form is barred is no fact
def test_rows_of_a_list_whose_forms_are_not_found_are_doubtful() -> None:
    found = read_table(
        BARRED, "Шифр|Наименование|Допустимые формы обучения", "060101|Лечебное дело|Очная", "060102|Фармация|Очная"
    )
    assert (bars(found), doubtful(found)) == ([], [True, True])
    assert "forms_missing" in codes(found)


# "is not forbidden", "тыюу салынбаган": the list names what may be studied so
@pytest.mark.parametrize(
    "title",
    [
        RU + "ПЕРЕЧЕНЬ СПЕЦИАЛЬНОСТЕЙ,\nпо которым заочная форма обучения не запрещается\n\n",
        RU + "ПЕРЕЧЕНЬ СПЕЦИАЛЬНОСТЕЙ,\nобучение по которым в заочной форме не является недопустимым\n\n",
        KY + "Сырттан окутууга тыюу салынбаган адистиктердин тизмеси\n\n",
    ],
)
def test_a_bar_that_is_negated_bars_nothing(title: str) -> None:
    found = read_table(title, "Код|Наименование", "060101|Медицина", "060102|Фармация")
    assert (bars(found), rows_of(found, "restrictions")) == ([], [])
    assert "list_permits" in codes(found)


@pytest.mark.parametrize("words", ["не являются допустимыми", "не разрешены", "недопустимы", "запрещены"])
def test_a_title_that_bars_in_short_words(words: str) -> None:
    title = f"{RU}ПЕРЕЧЕНЬ СПЕЦИАЛЬНОСТЕЙ,\nпо которым заочная и вечерняя формы обучения {words}\n\n"
    found = read_table(title, "Код|Наименование", "060101|Медицина")
    assert sorted(bars(found)) == ["060101:correspondence", "060101:evening"]
    assert not any(doubtful(found))
