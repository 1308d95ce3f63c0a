"""Tables whose columns are kept by blanks: rows, cells that wrap, headings, headers, and what is no table."""

from __future__ import annotations

import textwrap

import pytest

from pipeline.clean.cleaned import apply_edits
from pipeline.read.plain import read_plain

TWO_NAMES = """
    Коду      Адистиктин аталышы      Наименование
    510100    Химия жана              Химия и
              физика                  физика
    Педагогика жана психология боюнча адистиктер
    510200    Тарых                   История
    510300    Музыкалык               Музыкальное
              билим берүү             образование
"""
# "№ Коду Аталышы Окутуунун формалары" above two columns of forms
TWO_ROWS_OF_HEADER = """
    №   Коду     Аталышы          Окутуунун формалары
                                  бакалавр    магистр
    1   510100   Химия            Сырттан     Кечки
    2   510200   Тарых            Кечки,
                                  сырттан
    3   510300   Музыка жана                  Экстернат
                 искусство
"""
# A table that goes on says so, at the left and in small letters.
CONTINUED = """
    510100    Химия жана        Сырттан
              физика
    таблицанын уландысы
    Коду      Аталышы           Формасы
    510200    Тарых             Сырттан
    510300    Музыка            Кечки
"""
# The code stands behind the names, whose lines go on at the left.
CODES_LAST = """
    Аталышы           Наименование      Коду
    Химия жана        Химия и           510100
    физика            физика
    Тарых             История           510200
    Музыка жана       Музыка и          510300
    искусство         искусство
"""
# A heading in the columns of the names begins both anew.
HEADED_IN_COLUMNS = """
    510100    Химия                   Химия
              Тарых илимдери          Исторические науки
    510200    Тарых жана              История и
              археология              археология
    510300    Музыка                  Музыка
"""
# Blank lines part the rows, and the codes stand in the middle of theirs.
IN_THE_MIDDLE = """
    Коду      Аталышы           Формасы

              Химия жана
    510100                      Сырттан
              физика

    510200    Тарых             Сырттан

              Музыкалык
    510300    билим берүү       Кечки
              жана искусство
"""

# No blank lines: the header, too, is set in the middle, and a heading stands between the rows.
MIDDLES = """
                                Окутуунун
              Багыттын                       Коду
    Коду                        формалары    мурда
              аталышы
                                кечки
    Табигый илимдер
              Химия жана        Сырттан,
    510100                                   520100
              физика            экстернат
    510200    Тарых             Сырттан      520200
    Гуманитардык
    илимдер
              Музыкалык
    510300    билим берүү       Кечки        520300
              жана искусство
"""

DRAWN = """
    ┌──────────┬──────────────────┬────────────────────┐
    │   Код    │   Наименование   │   Формы обучения   │
    │          │                  ├─────────┬──────────┤
    │          │                  │бакалавр │  магистр │
    ├──────────┼──────────────────┼─────────┼──────────┤
    │ Здоровье                                         │
    ├──────────┼──────────────────┼─────────┼──────────┤
    │31.05.01  │Лечебное дело     │         │заочная   │
    ├──────────┼──────────────────┼─────────┼──────────┤
    │33.05.01  │Фармация          │заочная, │очная     │
    │          │(по видам работ)  │вечерняя │          │
    └──────────┴──────────────────┴─────────┴──────────┘
"""
# A code may send to a note below the table.
MARKED = """
    Коду       Аталышы           Формасы
    310501*    Дарылоо           Сырттан
               иши
    310502¹    Педиатрия         Кечки
    310503     Стоматология      Кечки
"""
# Bars part the cells, and nothing the rows.
BARRED = """
    | Код    | Наименование   | Формы    |
    +--------+----------------+----------+
    | 310501 | Лечебное       | заочная  |
    |        | дело           |          |
    | 310502 | Педиатрия      | вечерняя |
"""


def cells_of(text: str) -> list[tuple[int | None, str]]:
    document = read_plain("akt", textwrap.dedent(text).strip("\n"), "utf-8")
    lines = apply_edits(document.text, document.marks).split("\n")
    rows = [(line.row, text.replace("\t", "|")) for line, text in zip(document.lines, lines, strict=True)]
    return [(row, text) for row, text in rows if text]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            TWO_NAMES,
            [
                (1, "Коду|Адистиктин аталышы|Наименование"),
                (2, "510100|Химия жана|Химия и"),
                (2, "|физика|физика"),
                (3, "Педагогика жана психология боюнча адистиктер"),
                (4, "510200|Тарых|История"),
                (5, "510300|Музыкалык|Музыкальное"),
                (5, "|билим берүү|образование"),
            ],
        ),
        (
            CODES_LAST,
            [
                (1, "Аталышы|Наименование|Коду"),
                (2, "Химия жана|Химия и|510100"),
                (2, "физика|физика"),
                (3, "Тарых|История|510200"),
                (4, "Музыка жана|Музыка и|510300"),
                (4, "искусство|искусство"),
            ],
        ),
        (
            MARKED,
            [
                (1, "Коду|Аталышы|Формасы"),
                (2, "310501*|Дарылоо|Сырттан"),
                (2, "|иши"),
                (3, "310502¹|Педиатрия|Кечки"),
                (4, "310503|Стоматология|Кечки"),
            ],
        ),
        (
            TWO_ROWS_OF_HEADER,
            [
                (1, "№|Коду|Аталышы|Окутуунун формалары"),
                (2, "|||бакалавр|магистр"),
                (3, "1|510100|Химия|Сырттан|Кечки"),
                (4, "2|510200|Тарых|Кечки,"),
                (4, "|||сырттан"),
                (5, "3|510300|Музыка жана||Экстернат"),
                (5, "||искусство"),
            ],
        ),
        (
            CONTINUED,
            [
                (1, "510100|Химия жана|Сырттан"),
                (1, "|физика"),
                (2, "таблицанын уландысы"),
                (3, "Коду|Аталышы|Формасы"),
                (4, "510200|Тарых|Сырттан"),
                (5, "510300|Музыка|Кечки"),
            ],
        ),
        (
            HEADED_IN_COLUMNS,
            [
                (1, "510100|Химия|Химия"),
                (2, "|Тарых илимдери|Исторические науки"),
                (3, "510200|Тарых жана|История и"),
                (3, "|археология|археология"),
                (4, "510300|Музыка|Музыка"),
            ],
        ),
        (
            IN_THE_MIDDLE,
            [
                (1, "Коду|Аталышы|Формасы"),
                (2, "|Химия жана"),
                (2, "510100||Сырттан"),
                (2, "|физика"),
                (3, "510200|Тарых|Сырттан"),
                (4, "|Музыкалык"),
                (4, "510300|билим берүү|Кечки"),
                (4, "|жана искусство"),
            ],
        ),
        (
            MIDDLES,
            [
                (1, "||Окутуунун"),
                (2, "|Багыттын||Коду"),
                (3, "Коду||формалары|мурда"),
                (4, "|аталышы"),
                (5, "||кечки"),
                (6, "Табигый илимдер"),
                (7, "|Химия жана|Сырттан,"),
                (7, "510100|||520100"),
                (7, "|физика|экстернат"),
                (8, "510200|Тарых|Сырттан|520200"),
                (9, "Гуманитардык"),
                (9, "илимдер"),
                (10, "|Музыкалык"),
                (10, "510300|билим берүү|Кечки|520300"),
                (10, "|жана искусство"),
            ],
        ),
        (
            DRAWN,
            [
                (1, "Код|Наименование|Формы обучения"),
                (2, "||бакалавр|магистр"),
                (3, "Здоровье"),
                (4, "31.05.01|Лечебное дело||заочная"),
                (5, "33.05.01|Фармация|заочная,|очная"),
                (5, "|(по видам работ)|вечерняя"),
            ],
        ),
        (
            BARRED,
            [
                (1, "Код|Наименование|Формы"),
                (2, "310501|Лечебное|заочная"),
                (2, "|дело"),
                (3, "310502|Педиатрия|вечерняя"),
            ],
        ),
    ],
    ids=[
        "two names",
        "codes behind the names",
        "marks of notes at codes",
        "a header of two rows",
        "a table that goes on",
        "a heading in columns",
        "codes in the middle",
        "codes in the middle and no blank lines",
        "drawn",
        "bars",
    ],
)
def test_cells_stand_in_their_columns(text: str, cells: list[tuple[int | None, str]]) -> None:
    assert cells_of(text) == cells


# a column that stands elsewhere on the next page is another table's
def test_each_page_has_its_own_columns() -> None:
    first = "510100    Химия         Сырттан\n510200    Тарых         Кечки\n510300    Музыка жана   Кечки"
    second = "510400  Физика    Сырттан\n510500  Дене тарбия  Кечки\n510600  Спорт     Кечки"
    for page_end in ("\n\f", "\n"):
        rows = cells_of(first + page_end + second.replace("Дене тарбия  Кечки", "Дене      Кечки"))
        assert [row.lstrip("\f") for _, row in rows][3:] == [
            "510400|Физика|Сырттан",
            "510500|Дене|Кечки",
            "510600|Спорт|Кечки",
        ]


# A page's end cuts a row: its other lines stand below the same header, or below none.
@pytest.mark.parametrize("header", ["Коду      Аталышы           Формасы\n", ""])
def test_a_row_goes_on_on_the_next_page(header: str) -> None:
    text = (
        "Коду      Аталышы           Формасы\n510100    Химия жана        Сырттан\n          физика\n"
        "510200    Тарых             Сырттан\n510300    Музыка жана       Кечки,\n\n              1\n\f"
        f"{header}          искусство         сырттан\n510400    Спорт жана        Кечки\n"
        "          туризм\n510500    Физика            Кечки\n510600    Экология          Кечки\n"
    )
    rows = [(row, line.strip("\f")) for row, line in cells_of(text) if "искусство" in line or "Музыка" in line]
    assert rows == [(4, "510300|Музыка жана|Кечки,"), (4, "|искусство|сырттан")]


# Words that wrap in the header of another table are no rest of a row.
def test_another_table_on_the_next_page_goes_on_with_no_row() -> None:
    text = (
        "510100    Химия жана        Сырттан\n          физика\n510200    Тарых             Сырттан\n"
        "510300    Музыка            Кечки\n\f"
        "Шифр      Кесиптин          Окуу\n          аталышы           мөөнөтү\n"
        "510400    Спорт жана        Кечки\n          туризм\n510500    Физика            Кечки\n"
        "510600    Экология          Кечки\n"
    )
    (music,) = [row for row, line in cells_of(text) if "Музыка" in line]
    assert [line for row, line in cells_of(text) if row == music] == ["510300|Музыка|Кечки"]


@pytest.mark.parametrize(
    "text",
    [
        # rows without blank lines between them, set neither at the top nor in the middle: whose a line is can't be told
        IN_THE_MIDDLE.replace("\n\n", "\n").replace("жана искусство", "жана искусство\n              боюнча"),
        # names that wrap to the left
        """
        510100    Химия жана        Сырттан
        физика
        510200    Тарых             Сырттан
        510300    Музыка            Кечки
        """,
        # a heading that has no room in the line above it, where names begin at the left
        """
        Химия жана физика   510100   Сырттан
        Педагогика
        Тарых               510200   Сырттан
        Музыка              510300   Кечки
        """,
        # points, a justified paragraph, a signature
        """
        1.  Бекитилсин   тиркелген   тизмек   жана
        2.  Жарыялансын  бул  токтом   гезитте
        3.  Көзөмөл   министрликке   жүктөлсүн
        """,
        # two columns that don't wrap read the same without them
        "510100    Химия\n510200    Тарых\n510300    Музыка",
    ],
    ids=["codes anywhere", "names to the left", "a heading to the left", "justified points", "nothing wraps"],
)
def test_what_can_not_be_told_is_left_as_it_is(text: str) -> None:
    assert {row for row, _ in cells_of(text)} == {None}
