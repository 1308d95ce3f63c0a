"""Where lists begin and end, their titles, headings and table headers."""

from __future__ import annotations

import pytest

from pipeline.parse.lists.list_titles import is_list_title
from pipeline.parse.lists.lists import PrintedList, find_lists
from pipeline.parse.parts import Part
from tests.parse.sample import codes_of, forms_of, lines_of, printed

KYRGYZ = """
Сырттан окутууга жол берилбеген адистиктердин
ТИЗМЕГИ

(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572
токтомунун редакциясына ылайык)

1. Бакалаврларды даярдоо багыттары жана магистрлерди
даярдоо багыттары

№ Коду Даярдоо багыттарынын аталышы Окутуунун формалары
бакалавр магистр
Табигый илимдер
510100 Математика Сырттан Сырттан
2. Бакалаврларды жана магистрлерди даярдоонун адистиктери:
Социалдык илимдер
560001 Дарылоо иши  Экстернат
"""
KAZAKH = """
1 . Сырттай оқыту нысанында жол берілмейтін кәсіптік
бастауыш білім беру кәсіптері

Код Білім беру бейіні, мамандықтар
атауы

1. 0400000 Медициналық мамандықтар
0401002 Емдеу жұмысы
Барлығы: 1
Код Мамандықтар атауы
2. Сырттай оқытуда жол берілмейтін жоғары білім беру
мамандықтары
1. Өнер
050406 Режиссура
"""


def lists(text: str) -> tuple[PrintedList, ...]:
    return find_lists(Part("annex-1", (), lines_of(text)), "ky")


# A title names what the list holds (specialties) and a level, form or qualification; a group's heading names neither.
@pytest.mark.parametrize(
    ("text", "is_title"),
    [
        ("Орто кесиптик билим берүү адистиктери:", True),
        ("Дипломдуу адистерди даярдоонун адистиктери", True),
        ("Специальности среднего профессионального образования", True),
        ("Сырттай оқытуда жол берілмейтін жоғары білім беру мамандықтары", True),
        ("Өнер және мәдениет мамандықтары", False),
        ("Жалпы жоболор", False),
        ("Өнер", False),
    ],
)
def test_what_a_title_says(text: str, is_title: bool) -> None:
    assert is_list_title(text) is is_title


def test_titles_headings_and_headers() -> None:
    one, two = lists(KYRGYZ)
    assert [printed(KYRGYZ, one.num), printed(KYRGYZ, two.num)] == ["1", "2"]
    # the title goes on to the header, its colon belongs to none
    assert printed(KYRGYZ, one.title) == "Бакалаврларды даярдоо багыттары жана магистрлерди | даярдоо багыттары"
    assert printed(KYRGYZ, two.title) == "Бакалаврларды жана магистрлерди даярдоонун адистиктери"
    # the annex's heading is both lists', the note below it is no part of it
    assert printed(KYRGYZ, one.heading) == printed(KYRGYZ, two.heading)
    assert printed(KYRGYZ, one.heading) == "Сырттан окутууга жол берилбеген адистиктердин | ТИЗМЕГИ"


# A header in two rows: one column for each qualification; the list without a header is read from its rows.
def test_columns_from_the_header_or_from_the_rows() -> None:
    one, two = lists(KYRGYZ)
    assert one.header is not None
    assert (len(one.header.lines), one.header.columns) == (2, 2)
    assert [key for key, _ in one.header.qualifications] == ["bachelor", "master"]
    assert two.header is None
    assert [one.columns, two.columns] == [2, 2]
    assert [forms_of(row) for row in (*one.body.rows, *two.body.rows)] == [
        [["correspondence"], ["correspondence"]],
        [[], ["externat"]],
    ]
    assert [printed(KYRGYZ, group.name) for group in (*one.body.groups, *two.body.groups)] == [
        "Табигый илимдер",
        "Социалдык илимдер",
    ]


# Groups have numbers with dots as titles do; only those that speak of a list are titles.
def test_numbered_groups_are_no_titles() -> None:
    one, two = lists(KAZAKH)
    assert [printed(KAZAKH, one.num), printed(KAZAKH, two.num)] == ["1", "2"]
    assert printed(KAZAKH, two.title) == "Сырттай оқытуда жол берілмейтін жоғары білім беру | мамандықтары"
    assert codes_of(one.body, KAZAKH) == ["0401002"]
    assert codes_of(two.body, KAZAKH) == ["050406"]
    assert [printed(KAZAKH, group.name) for group in two.body.groups] == ["Өнер"]


def test_total_and_misplaced_header() -> None:
    one, two = lists(KAZAKH)
    assert one.header is not None
    assert one.header.columns == 0
    assert one.body.stated is not None
    assert one.body.stated[0] == 1
    assert printed(KAZAKH, one.body.headers) == "Код Мамандықтар атауы"
    assert two.header is None
    assert two.body.stated is None


# Without a title of its own the list has the annex's heading; without any it has none.
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Тизмек\n\nКоду Адистиктин аталышы\n060101 Дарылоо иши\n060102 Акушердик иш", "Тизмек"),
        ("Коду Адистиктин аталышы\n060101 Дарылоо иши\n060102 Акушердик иш", ""),
        ("060101 Дарылоо иши\n060102 Акушердик иш", ""),
    ],
)
def test_list_without_a_title(text: str, title: str) -> None:
    (one,) = lists(text)
    assert one.num is None
    assert printed(text, one.title) == title
    assert codes_of(one.body, text) == ["060101", "060102"]


# No header tells the columns: there is one for all, or one for each qualification of the title, as the rows show.
@pytest.mark.parametrize(
    ("title", "rows", "columns"),
    [
        ("1. Бакалаврларды жана магистрлерди даярдоо багыттары:", "Сырттан Экстернат", 2),
        ("1. Бакалаврларды жана магистрлерди даярдоо багыттары:", "Сырттан, экстернат", 1),
        ("1. Дипломдуу адистерди даярдоонун адистиктери:", "Сырттан", 1),
        ("1. Дипломдуу адистерди даярдоонун адистиктери:", "", 0),
    ],
)
def test_columns_that_explain_the_rows_best(title: str, rows: str, columns: int) -> None:
    (one,) = lists(f"{title}\n560101 Дарылоо иши {rows}\n560102 Акушердик иш {rows}")
    assert one.columns == columns
    assert not any(row.doubt for row in one.body.rows)


# No line begins with a code: no list, though a title is there. A title far above the first row is no title of it.
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. Орто кесиптик билим берүү адистиктери:\nБул жерде код жок.", 0),
        ("1. Орто кесиптик билим берүү адистиктери:\n060101 Дарылоо иши", 1),
        (
            "1. Орто кесиптик билим берүү адистиктери жок.\n2. Жогорку билим берүү адистиктери:\n060101 Дарылоо иши",
            1,
        ),
    ],
)
def test_a_list_needs_rows(text: str, count: int) -> None:
    assert len(lists(text)) == count


# What stands above a list that has no header: its title, which a blank line parts from the end of the annex's stamp,
# and the heading of its first group, below a blank line or below the word that ends the title.
@pytest.mark.parametrize(
    ("text", "title", "groups"),
    [
        (
            """
            Утвержден
            приказом Министерства образования
            от 20 января 2014 г. N 22

            ПЕРЕЧЕНЬ
            СПЕЦИАЛЬНОСТЕЙ, ОБУЧЕНИЕ ПО КОТОРЫМ
            НЕ ДОПУСКАЕТСЯ В ЗАОЧНОЙ ФОРМЕ

            Науки о здоровье
            31.02.01 Лечебное дело
            """,
            "ПЕРЕЧЕНЬ СПЕЦИАЛЬНОСТЕЙ, ОБУЧЕНИЕ ПО КОТОРЫМ НЕ ДОПУСКАЕТСЯ В ЗАОЧНОЙ ФОРМЕ",
            ["Науки о здоровье"],
        ),
        (
            """
            Онлайн окутууга тыюу салынган
            адистиктердин тизмеги
            Саламаттык сактоо
            560001 Дарылоо иши
            Искусство
            570001 Музыка
            """,
            "Онлайн окутууга тыюу салынган адистиктердин тизмеги",
            ["Саламаттык сактоо", "Искусство"],
        ),
        # the title goes on below its own blank line
        (
            """
            ПЕРЕЧЕНЬ

            специальностей, обучение по которым не допускается
            31.02.01 Лечебное дело
            """,
            "ПЕРЕЧЕНЬ специальностей, обучение по которым не допускается",
            [],
        ),
    ],
)
def test_a_title_ends_where_the_first_group_begins(text: str, title: str, groups: list[str]) -> None:
    (found,) = lists(text)
    assert printed(text, found.title).replace(" | ", " ") == title
    assert [printed(text, group.name) for group in found.body.groups] == groups


# groups may have Roman numbers, and a field of the Kazakh classifier heads its programmes
def test_numbers_and_codes_of_groups() -> None:
    text = """
    Сырттан окутууга жол берилбеген адистиктердин тизмеги
    II. Искусство
    570001 Музыка
    6B011 Педагогика
    6B01101 Педагогика жана психология
    """
    (found,) = lists(text)
    parts = [
        [printed(text, [span]) if span else None for span in (group.num, group.code)] for group in found.body.groups
    ]
    assert parts == [["II", None], [None, "6B011"]]


# A page ends behind the heading of a group, and its table's header stands again on the next.
def test_a_heading_above_the_header_that_is_printed_again() -> None:
    text = """
    Сырттан окутууга жол берилбеген адистиктердин тизмеги

    Коду Аталышы Окутуунун формалары
    Искусство
    Коду Аталышы Окутуунун формалары
    570001 Музыка Сырттан
    570002 Театр Сырттан
    """
    (found,) = lists(text)
    assert [printed(text, group.name) for group in found.body.groups] == ["Искусство"]
    assert {row.group for row in found.body.rows} == {found.body.groups[0]}


# A page's end cuts a row, and the table's header stands between: small letters head no group.
def test_a_row_that_may_go_on_below_a_header_is_doubtful() -> None:
    text = """
    Сырттан окутууга жол берилбеген адистиктердин тизмеги

    Коду Аталышы
    570001 Музыка
    570002 Театр жана
    Коду Аталышы
    кино
    570003 Сүрөт
    """
    (found,) = lists(text)
    assert found.body.groups == ()
    assert [row.doubt for row in found.body.rows] == [None, "the words below may go on with the row", None]
