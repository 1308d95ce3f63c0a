"""Rows and groups of one list: small texts of our own, and rows as the committed sources print them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.parse.lists.doubts import doubt_rows
from pipeline.parse.lists.items import part_items
from pipeline.parse.lists.list_lines import Kind, is_header, kind_of, split_header
from pipeline.parse.lists.rows import ListBody, read_rows
from pipeline.parse.lists.solved_row import ListRow
from tests.parse.sample import clean, codes_of, forms_of, lines_of, printed

E, C, X = "evening", "correspondence", "externat"


def rows(text: str, columns: int = 0) -> ListBody:
    return read_rows(lines_of(text), columns)


def groups_of(body: ListBody, text: str) -> list[tuple[str, str, str]]:
    """Return number, code and name of the group of each row."""
    found = [row.group for row in body.rows]
    return [
        (printed(text, one.num), printed(text, one.code), printed(text, one.name)) if one else ("", "", "")
        for one in found
    ]


def only(text: str, columns: int) -> tuple[ListRow, str]:
    """Return the first row and its name."""
    row = rows(text, columns).rows[0]
    return row, printed(text, row.name)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("510100 Математика", Kind.ROW),
        ("12. 060101 Дарылоо иши", Kind.ROW),
        ("1\t060101\tДарылоо иши", Kind.ROW),
        ("- 060101 - Дарылоо иши", Kind.ROW),
        ("38.03.01 Экономика", Kind.ROW),
        ("1.2. 38.03.01 Экономика", Kind.ROW),
        ("б) 38.03.01 Экономика", Kind.ROW),
        # blanks in a code
        ("38. 03. 01 Экономика", Kind.DAMAGED),
        ("38.03. 01 Экономика", Kind.DAMAGED),
        ("6B01101 Педагогика", Kind.ROW),
        # nothing but zeros behind the field: a group; a code with a dot too
        ("1. 0400000 Медициналық мамандықтар", Kind.GROUP),
        ("060000. Саламаттык сактоо", Kind.GROUP),
        ("38.00.00 Экономика и управление", Kind.GROUP),
        # a number and a name
        ("26. Құрылыс", Kind.NUMBERED),
        ("Коду Адистиктин аталышы", Kind.HEADER),
        ("Кодекс боюнча", Kind.TEXT),
        # "2014" and a date are no codes
        ("2014 жыл", Kind.TEXT),
        ("12.10.2015 г. N 5", Kind.TEXT),
        ("Барлығы: 468", Kind.TOTAL),
        ("Всего - 25 специальностей", Kind.TOTAL),
        # `баары` without a count, a count without `баары`
        ("Баары сырттан", Kind.TEXT),
        ("Математика 25", Kind.TEXT),
        # a note may have its verb on the next line: its date shows it; brackets of a name hold none
        ("(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № 197", Kind.NOTE),
        ("(редакцияга ылайык)", Kind.NOTE),
        ("(өндірістің барлық түрлері үшін)", Kind.TEXT),
    ],
)
def test_kind_of_line(line: str, kind: Kind) -> None:
    assert kind_of(lines_of(line)[0]) is kind


# The header goes on while its lines name columns, qualifications, or begin small; then the first group begins.
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Коду Даярдоо багыттарынын аталышы Окутуунун формалары\nбакалавр магистр\nТабигый илимдер\n510100 Химия", 2),
        ("Код Білім беру бейіні, мамандықтар мен кәсіптердің\nатауы\n0401002 Емдеу жұмысы", 2),
        ("№ Код Наименование\nЗдравоохранение\n060101 Лечебное дело", 1),
        ("Код Наименование\nСпециалитет\n060101 Лечебное дело", 1),
        ("Код Наименование Формы обучения\nбакалавр\n060101 Лечебное дело", 2),
    ],
)
def test_header_ends(text: str, count: int) -> None:
    assert split_header(lines_of(text)) == count
    assert is_header(lines_of(text)[0].text)


# Codes, running numbers before the code or on a line of their own, dashes and bullets.
@pytest.mark.parametrize(
    "text",
    [
        "1 060101 Дарылоо иши\n2 060102 Акушердик иш",
        "1. 060101 Дарылоо иши\n2. 060102 Акушердик иш",
        "1) 060101 Дарылоо иши\n2) 060102 Акушердик иш",
        "1\t060101\tДарылоо иши\n2\t060102\tАкушердик иш",
        "1\n060101 Дарылоо иши\n2\n060102 Акушердик иш",
        "1.\n060101\nДарылоо иши\n2.\n060102\nАкушердик иш",
        "1 060101 - Дарылоо иши\n2 060102 – Акушердик иш",
    ],
)
def test_running_number_code_and_name(text: str) -> None:
    body = rows(text)
    assert codes_of(body, text) == ["060101", "060102"]
    assert [printed(text, row.num) for row in body.rows] == ["1", "2"]
    assert [printed(text, row.name) for row in body.rows] == ["Дарылоо иши", "Акушердик иш"]
    assert not body.strays


# A lone number below the last row is neither its name nor a row's number: a text may be cut there.
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.1. 060101 Дарылоо иши\n1.2. 060102 Акушердик иш", ["1.1", "1.2"]),
        ("а) 060101 Дарылоо иши\nб) 060102 Акушердик иш", ["а", "б"]),
        # a code of another classifier before the row's own is no running number
        ("31.05.01\t060101\tДарылоо иши\n31.02.02\t060102\tАкушердик иш", [None, None]),
    ],
)
def test_running_numbers_of_several_parts_and_letters(text: str, numbers: list[str | None]) -> None:
    assert [printed(text, row.num) if row.num else None for row in rows(text).rows] == numbers


# the number of a page between two rows of a list without running numbers
def test_a_number_that_most_rows_lack_is_doubtful() -> None:
    text = "060101 Дарылоо иши\n\n12\n\n060102 Акушердик иш\n060103 Педиатрия"
    body = doubt_rows(rows(text), lines_of(text))
    assert [bool(row.doubt) for row in body.rows] == [False, True, False]


# four digits part the groups of codes with dots, too
def test_a_heading_above_another_group_of_codes_with_dots() -> None:
    first = "Бакалавриат\n38.03.01\tЭкономика\n38.03.02\tМенеджмент\n"
    text = f"{first}Магистратура\n38.04.01\tЭкономика\n38.04.02\tМенеджмент"
    assert [printed(text, row.group.name) if row.group else "" for row in rows(text).rows] == [
        "Бакалавриат",
        "Бакалавриат",
        "Магистратура",
        "Магистратура",
    ]


# where nothing but the third digit of the codes tells a heading from the end of a name, both are doubtful
def test_a_heading_that_may_end_a_name_is_doubtful() -> None:
    text = "46.03.01 Документоведение\n46.03.02 История народов\nРоссии\n46.04.01 История\n46.04.02 Архивы"
    assert [bool(row.doubt) for row in rows(f"Бакалавриат\n{text}").rows] == [False, True, True, True]


# numbers of several parts and letters stand before damaged codes, too
@pytest.mark.parametrize("numbers", [("1.1.", "1.2.", "1.3."), ("а)", "б)", "в)"), ("1", "2", "3")])
def test_a_damaged_code_behind_a_number_is_no_name(numbers: tuple[str, str, str]) -> None:
    one, two, three = numbers
    text = f"{one} 510300 Право\n{two} 51О100 Педагогика\n{three} 510400 Связь"
    body = rows(text)
    assert codes_of(body, text) == ["510300", "510400"]
    assert [printed(text, row.name) for row in body.rows] == ["Право", "Связь"]
    assert len(body.damaged) == 1


# what ends the second row may head the rows below it
def test_rows_below_what_may_be_a_heading_are_doubtful() -> None:
    first = "Программы бакалавриата\n380301\tЭкономика\n380302\tМенеджмент\n"
    text = f"{first}Программы магистратуры\n380303\tСтатистика\n380305\tПраво"
    assert [bool(row.doubt) for row in rows(text).rows] == [False, True, True, True]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("380301 Экономика;\n380302 Менеджмент;\n380303 Статистика.", ["Экономика", "Менеджмент", "Статистика"]),
        ("380301 «Экономика»;\n380302 «Менеджмент».", ["Экономика", "Менеджмент"]),
        ("380301 «Экономика»\n380302 Менеджмент", ["«Экономика»", "Менеджмент"]),
        ("380301 «Экономика»\n380302 «Менеджмент»\n380303 Право", ["Экономика", "Менеджмент", "Право"]),
        ("380301 Экономика,\n380302 Право,\n380303 Менеджмент", ["Экономика", "Право", "Менеджмент"]),
        # a comma may be that of a name that is cut; nothing is left without a name; a stop may be an abbreviation's
        ("380301 Экономика\n380302 Менеджмент, маркетинг,", ["Экономика", "Менеджмент, маркетинг,"]),
        ("380301 ;\n380302 Менеджмент;\n380303 Право.", [";", "Менеджмент", "Право"]),
        ("380301 Экономика;\n380302 Театр. иск.", ["Экономика", "Театр. иск."]),
        ("380301 Экономика (по\nотраслям);\n380302 Менеджмент.", ["Экономика (по | отраслям)", "Менеджмент"]),
        # the last of each group closes the enumeration
        ("1. Укук\n530500 Укук таануу.\n2. Экономика\n580101 Каржы;\n580102 Салык.", ["Укук таануу", "Каржы", "Салык"]),
        # no enumeration: a dot or a comma stays as it is printed
        ("380301 Экономика.\n380302 Менеджмент", ["Экономика.", "Менеджмент"]),
        ("380301 Тракторы,\n380302 Право\n380303 Каржы\n380304 Салык", ["Тракторы,", "Право", "Каржы", "Салык"]),
        ("380301 Экономика;\n380302 Соңғы т.б.", ["Экономика", "Соңғы т.б."]),
        # one pair of quotation marks within a name, two pairs
        ("380301 Клуб «Факел»\n380302 «Экономика» и «Право»", ["Клуб «Факел»", "«Экономика» и «Право»"]),
    ],
)
def test_names_as_items_of_an_enumeration(text: str, names: list[str]) -> None:
    body = part_items(rows(text), lines_of(text))
    assert [printed(text, row.name) for row in body.rows] == names


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        (("Укук:", "Экономика жана башкаруу:"), ["Укук", "Экономика жана башкаруу"]),
        (("Укук", "Экономика:"), ["Укук", "Экономика:"]),
        # what is barred is said by the heading: it isn't the name of a group
        (("Кечки форма:", "Сырттан форма:"), ["Кечки форма:", "Сырттан форма:"]),
    ],
)
def test_headings_that_open_their_groups_with_a_colon(headings: tuple[str, str], read: list[str]) -> None:
    text = f"{headings[0]}\n530500 Укук таануу\n{headings[1]}\n580101 Каржы"
    body = part_items(rows(text), lines_of(text))
    assert [printed(text, group.name) for group in body.groups] == read
    assert [row.group for row in body.rows] == list(body.groups)


def test_lone_number_at_the_end_of_the_list_is_no_name() -> None:
    text = "060101 Дарылоо иши\n060102 Акушердик иш\n17"
    body = rows(text)
    assert [printed(text, row.num) for row in body.rows] == ["", ""]
    assert printed(text, body.rows[1].name) == "Акушердик иш"
    assert printed(text, body.strays) == "17"


# Groups: with number and code, with a code alone, with a number alone, with a name alone between two fields.
@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (
            "1. 0400000 Медициналық мамандықтар\n\n0401002 Емдеу жұмысы\n\n2. 0500000 Ветеринария\n0501002 Ветеринария",
            [("1", "0400000", "Медициналық мамандықтар"), ("2", "0500000", "Ветеринария")],
        ),
        (
            "060000. Саламаттык сактоо\n060101 Дарылоо иши\n070000. Маданият\nжана искусство\n070102 Искусство",
            [("", "060000", "Саламаттык сактоо"), ("", "070000", "Маданият | жана искусство")],
        ),
        # the number in a line of its own: where a narrow cell wraps
        (
            "1.\n0400000 Медицина\n0401002 Емдеу\n2.\n0500000 Ветеринария\n0501002 Ветеринар",
            [("1", "0400000", "Медицина"), ("2", "0500000", "Ветеринария")],
        ),
        ("1. Өнер\n050406 Режиссура\n2. Құрылыс\n050701 Көлік", [("1", "", "Өнер"), ("2", "", "Құрылыс")]),
        (
            "Табигый илимдер\n510100 Химия\nСоциалдык илимдер\n540100 Социология",
            [("", "", "Табигый илимдер"), ("", "", "Социалдык илимдер")],
        ),
        # in small letters it is the rest of the name, whatever the next field
        ("510100 Колдонмо химия\nжана физика\n540100 Социология", [("", "", ""), ("", "", "")]),
        # the next row is of the same field: no heading is due
        ("510100 Химия\nФизика\n510200 Тарых\n540100 Өнөр", [("", "", ""), ("", "", ""), ("", "", "")]),
    ],
)
def test_groups(text: str, groups: list[tuple[str, str, str]]) -> None:
    assert groups_of(rows(text), text) == groups


def test_total_is_a_stated_count() -> None:
    text = "060101 Дарылоо иши\n060102 Акушердик иш\nБаары: 12"
    body = rows(text)
    assert body.stated is not None
    assert body.stated[0] == 12
    assert printed(text, body.stated[1]) == "12"
    assert printed(text, body.rows[1].name) == "Акушердик иш"


# words before a number state a count only where a mark stands between
@pytest.mark.parametrize("line", ["Итого на 2015 год 2", "всего персонала 5 разряда"])
def test_numbers_behind_other_words_are_no_total(line: str) -> None:
    assert rows(f"060101 Дарылоо иши\n060102 Акушердик иш\n{line}\n").stated is None


# the totals of two groups: that of the last isn't the list's
def test_the_total_of_a_group_is_none_of_the_list() -> None:
    one, two = "530500 Математика\nИтого по математике: 1\n", "540100 Социология\n540200 Право\n"
    body = rows(f"{one}{two}Итого по праву: 2\n")
    assert body.stated is None
    assert len(body.strays) == 2
    assert not body.groups
    body = rows(f"{one}{two}Всего специальностей: 3\n")
    assert body.stated is not None
    assert body.stated[0] == 3


# A note between rows is neither a name nor a heading, also where its verb is on the second line.
def test_note_between_rows_is_set_aside() -> None:
    text = (
        "060101 Дарылоо иши\n(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № 197\nтоктомунун редакциясына ылайык)\n"
        "060102 Акушердик иш"
    )
    body = rows(text)
    assert [printed(text, row.name) for row in body.rows] == ["Дарылоо иши", "Акушердик иш"]
    assert not body.strays


# A table's header repeated on the next page is no part of a name.
def test_a_header_may_follow_the_line_that_says_that_its_table_goes_on() -> None:
    text = "таблицанын уландысы\nКоду\tАдистиктин аталышы\tФормалары\n\t\tбакалавр\tмагистр\nТабигый илимдер"
    first, *heads, group = lines_of(text)
    assert split_header([first, *(replace(line, role="header") for line in heads), group]) == 3


def test_header_inside_the_list() -> None:
    text = "060101 Дарылоо иши\nтаблицанын уландысы\nКоду Адистиктин аталышы\n060102 Акушердик иш"
    body = rows(text)
    assert [printed(text, row.name) for row in body.rows] == ["Дарылоо иши", "Акушердик иш"]
    assert printed(text, body.headers) == "таблицанын уландысы | Коду Адистиктин аталышы"


# Rows of the decree of 2014 with two columns of forms (lines 332-337, 338-347, 417-424, 462-474, 490-496 there).
@pytest.mark.parametrize(
    ("text", "name", "cells"),
    [
        (
            "510100 Математика Сырттан, \nэкстернат \n\nСырттан, \nэкстернат \n\n510300 Физика Сырттан Сырттан",
            "Математика",
            [[C, X], [C, X]],
        ),
        (
            "510200 Колдонмо математика жана \nинформатика \n\nСырттан, \nэкстернат \n\nСырттан, \nэкстернат \n"
            " 510300 Информациялык технологиялар Сырттан Сырттан",
            "Колдонмо математика жана | информатика",
            [[C, X], [C, X]],
        ),
        (
            "520700 Топурак изилдөө Күндүзгү-сыр\nттан (кечки), \nсырттан, \nэкстернат \n\nэкстернат \n\n"
            "520800 Экология Сырттан Сырттан",
            "Топурак изилдөө",
            [[E, C, X], [X]],
        ),
        (
            "530800 Эл аралык мамилелер Күндүзгү- \nсырттан \n(кечки), \nсырттан, \nэкстернат \n\nКүндүзгү- \n"
            "сырттан (кечки), \nсырттан, \nэкстернат \n\n530900 Чыгыш таануу Сырттан Сырттан",
            "Эл аралык мамилелер",
            [[E, C, X], [E, C, X]],
        ),
        (
            "530900 Чыгыш таануу, африка таануу Күндүзгү-сыр\nттан (кечки), \nсырттан, \nэкстернат \n\n"
            "Күндүзгү-сыртт\nан (кечки), \nсырттан, \nэкстернат \n\n531000 Тарых Сырттан Сырттан",
            "Чыгыш таануу, африка таануу",
            [[E, C, X], [E, C, X]],
        ),
        ("540100 Социология  Экстернат \n540200 Социалдык иштер  Экстернат ", "Социология", [[], [X]]),
        ("540300 Жаштар менен иштөөнү уюштуруу Экстернат Экстернат \n540400 Тарых Сырттан Сырттан", None, [[X], [X]]),
    ],
)
def test_rows_of_a_flattened_table(text: str, name: str | None, cells: list[list[str]]) -> None:
    row, found = only(text, 2)
    assert forms_of(row) == cells
    assert found == (name or "Жаштар менен иштөөнү уюштуруу")
    assert row.doubt is None


# A heading that wraps over a blank line, behind the cells of the row before it (lines 939-945 there).
def test_wrapped_heading_behind_the_cells() -> None:
    text = (
        "750500 Курулуш Экстернат Экстернат \nТехносфералык коопсуздук, жаратылышты абаттоо жана \n\n"
        "гидрометеорология \n760100 Жаратылышты абаттоо жана суу \n\nпайдалануу \nЭкстернат Экстернат "
    )
    body = rows(text, 2)
    heading = "Техносфералык коопсуздук, жаратылышты абаттоо жана | гидрометеорология"
    assert groups_of(body, text)[1] == ("", "", heading)
    assert printed(text, body.rows[1].name) == "Жаратылышты абаттоо жана суу | пайдалануу"
    assert [forms_of(row) for row in body.rows] == [[[X], [X]], [[X], [X]]]
    assert [row.doubt for row in body.rows] == [None, None]


# A form's own words are its evidence: the pieces of a cut word, without the comma.
def test_words_of_a_form() -> None:
    text = (
        "520700 Топурак Күндүзгү-сыр\nттан (кечки), \nсырттан, \nэкстернат \n\nэкстернат \n520800 Тарых Сырттан Сырттан"
    )
    (form, spans), *_ = rows(text, 2).rows[0].cells[0].forms
    assert form == E
    assert [clean(text).text[start:end] for start, end in spans] == ["Күндүзгү-сыр", "ттан", "(кечки)"]


NEXT = "\n510200 Механика Сырттан Экстернат"


# What can't be solved for sure is marked; its near case isn't.
@pytest.mark.parametrize(
    ("doubtful", "certain"),
    [
        # one form too many
        ("510100 Математика Сырттан Экстернат Сырттан", "510100 Математика Сырттан Экстернат"),
        # more cells than any reading holds, and a word behind them
        (
            "510100 Математика Сырттан, экстернат Сырттан, экстернат Сырттан, экстернат тарых",
            "510100 Математика Сырттан, экстернат Сырттан, экстернат",
        ),
        # no form at all
        ("510100 Математика", "510100 Математика Сырттан Сырттан"),
        # half a form
        ("510100 Математика Күндүзгү-сыр", "510100 Математика Күндүзгү-сыр\nттан Сырттан"),
        ("510100 Математика Сырттан, Күндүзгү-", "510100 Математика Сырттан, Күндүзгү-\nсырттан Сырттан"),
        # a misspelt form goes to the name and leaves its cell empty
        ("510100 Математика Сыртан Экстернат", "510100 Математика Сырттан Экстернат"),
        # one form, and nothing that shows which cell is the empty one
        ("540100 Социология Экстернат", "540100 Социология  Экстернат"),
        # a form before the end of the name
        ("510100 Математика Сырттан физика", "510100 Математика жана физика Сырттан Сырттан"),
        # no name
        ("510100 Сырттан Экстернат", "510100 Тарых Сырттан Экстернат"),
    ],
)
def test_doubt(doubtful: str, certain: str) -> None:
    assert only(doubtful + NEXT, 2)[0].doubt is not None
    assert only(certain + NEXT, 2)[0].doubt is None


# Without form columns a row needs a name only.
def test_doubt_without_form_columns() -> None:
    assert only("510100\n510200 Химия", 0)[0].doubt == "the row has no name"
    assert only("510100 Тарых\n510200 Химия", 0)[0].doubt is None


ALIGNED = """\
510100 Математика     Сырттан     Экстернат
510200 Механика       Сырттан     Экстернат
510300 Физика                     Экстернат
510400 Химия          Сырттан
510500 Тарых          Сырттан     Экстернат
510600 Социология     Сырттан     Экстернат
"""


# A text that keeps the table's layout: the place on the line shows the column, and so the empty cell.
def test_aligned_cells() -> None:
    body = rows(ALIGNED, 2)
    assert [forms_of(row) for row in body.rows] == [
        [[C], [X]],
        [[C], [X]],
        [[], [X]],
        [[C], []],
        [[C], [X]],
        [[C], [X]],
    ]
    assert [row.doubt for row in body.rows] == [None] * 6


GAPS = """\
510100 Математика   Сырттан   Экстернат
510200 Колдонмо механика   Сырттан   Экстернат
510300 Физика   Экстернат
510400 Химия жана технология   Сырттан   Экстернат
510500 Тарых   Сырттан   Экстернат
"""


# wide gaps part all cells here, and stand at no fixed place: they show no empty one
def test_gaps_that_part_cells_show_no_empty_one() -> None:
    body = rows(GAPS, 2)
    assert [forms_of(row) for at, row in enumerate(body.rows) if at != 2] == [[[C], [X]]] * 4
    assert [row.doubt is None for row in body.rows] == [True, True, False, True, True]


# a cell of two lines around its code, as some programs print a table: its first line may be taken for another's
@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        # at the end of the name above, and of the heading above
        ("060101 Дарылоо иши\n       Көп кабаттуу үйлөрдү\n060102\n       куруу", [True, True]),
        ("Курулуш\n       Көп кабаттуу үйлөрдү\n060101\n       куруу\n060102 Архитектура", [True, True]),
        # a heading that is set in stands above a name
        ("060101 Дарылоо иши\n       Курулуш\n750100 Архитектура", [False, False]),
        # and what is not set in is a heading
        ("060101 Дарылоо иши\nКурулуш\n750100\n       Архитектура", [False, False]),
    ],
)
def test_a_line_above_a_code_that_stands_alone_is_doubtful(text: str, doubted: list[bool]) -> None:
    body = doubt_rows(rows(text), lines_of(text))
    assert [bool(row.doubt) for row in body.rows] == doubted


# where most rows have a group, the heading over the others may be read as something else
def test_rows_under_no_group_are_doubtful_where_most_have_one() -> None:
    groups = "Курулуш\n750100 Архитектура\n750200 Курулуш иши\n750300 Дизайн"
    body = doubt_rows(rows(f"060101 Дарылоо иши\n{groups}"), lines_of(f"060101 Дарылоо иши\n{groups}"))
    assert [bool(row.doubt) for row in body.rows] == [True, False, False, False]


# a point of the text between two tables is no name of a group, and what it says may hold for the rows below
@pytest.mark.parametrize(
    ("between", "doubted"),
    [
        ("2. Төмөнкү адистиктер боюнча окутуу университеттин бардык факультеттеринде жүргүзүлөт.", [False, True]),
        ("2. Медицина жана дарылоо иши", [False, False]),
    ],
)
def test_rows_below_a_sentence_are_doubtful(between: str, doubted: list[bool]) -> None:
    lines = lines_of(f"1. Билим берүү\n510100 Математика\n{between}\n560100 Терапия\n")
    body = doubt_rows(read_rows(lines, 0), lines)
    assert [row.doubt is not None for row in body.rows] == doubted
