"""Rows of tables in plain text: cells parted by tabs, their lines wrapped, headings across the table."""

from __future__ import annotations

import pytest

from pipeline.read.plain import read_plain


def rows_of(*lines: str) -> list[int | None]:
    text = "\n".join(lines).replace("|", "\t")
    return [line.row for line in read_plain("akt", text, "utf-8").lines]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # cells that wrap go on below, and a heading goes across the table
        (
            ["Коду|Аталышы|Наименование", "510100|Химия жана", "физика|Химия и", "физика", "510200|Тарых|История"],
            [1, 2, 2, 2, 3],
        ),
        (
            ["1|510100|Колдонмо механика", "2|510200|Тарых", "Педагогика", "жана психология", "3|510300|Мугалим"],
            [1, 2, 3, 3, 4],
        ),
        # the last cell goes on: in small letters, behind a comma, or where the first word had no room above
        (
            [
                "1|510100|Күндүзгү-сырттан,",
                "Сырттан",
                "2|510200|Сырттан",
                "(кечки)",
                "3|510300|Экономикалык",
                "Кыргызстан",
            ],
            [1, 1, 2, 2, 3, 3],
        ),
        # an empty last cell prints its tab
        (["510100|Тарых|Сырттан", "520000|Искусство|", "520100|Музыка|Сырттан"], [1, 2, 3]),
        # a row that prints more tabs than the others: this is not one table
        (["1|510100|Тарых", "2|510200|Музыка", "3|510300|Химия|Сырттан|Кечки"], [None, None, None]),
        # one tab may be an indent
        (["1.|Бекитилсин", "2.|Жарыялансын"], [None, None]),
        # a page's end cuts a row, and the header stands again
        (
            [
                "№|Коду|Аталышы",
                "1|510100|Химия",
                "",
                "1",
                "",
                "жана физика",
                "2|510200|Тарых",
                "",
                "2",
                "",
                "№|Коду|Аталышы",
                "илими",
            ],
            [1, 2, None, None, None, 2, 3, None, None, None, 4, 3],
        ),
        # a blank line ends a table
        (["1|510100|Тарых", "2|510200|Химия", "", "Министр|А. Асанов|"], [1, 2, None, None]),
    ],
)
def test_rows_are_numbered(lines: list[str], rows: list[int | None]) -> None:
    assert rows_of(*lines) == rows
