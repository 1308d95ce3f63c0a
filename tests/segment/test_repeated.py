"""A list that is printed in two languages, one below the other, is one list with the names of both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.laid_out import Act, Table, extract, write_docx, write_markdown, write_pdf
from tests.parse.sample import rows_of
from tests.parse.tables import entries
from tests.parse.texts import BARRED

KY = ("060101|Дарылоо иши", "060102|Жалпы практикадагы дарыгер", "060104|Бала төрөтүү иши")
RU = ("060101|Лечебное дело", "060102|Врач общей практики", "060104|Акушерское дело")
BOTH = [
    ("060101", "Дарылоо иши", "Лечебное дело"),
    ("060102", "Жалпы практикадагы дарыгер", "Врач общей практики"),
    ("060104", "Бала төрөтүү иши", "Акушерское дело"),
]


def page(*tables: tuple[str, ...] | str) -> bytes:
    """Print an act with tables, cells parted by `|`, and paragraphs between them."""
    parts = [f"<p>{part}</p>" for part in BARRED.strip().replace("\n\n", "\0").replace("\n", "<br>").split("\0")]
    for one in tables:
        rows = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in one)
        parts.append(f"<p>{one}</p>" if isinstance(one, str) else f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>")
    return f"<html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>".encode()


@pytest.mark.parametrize("between", [(), ("&nbsp;",)])
@pytest.mark.parametrize("heads", [((), ()), (("Код|Адистиктин аталышы",), ("Код|Наименование специальности",))])
def test_tables_that_touch_are_one_list(between: tuple[str, ...], heads: tuple[tuple[str, ...], ...]) -> None:
    found = extract(page(heads[0] + KY, *between, heads[1] + RU))
    assert entries(found, "code", "name_ky", "name_ru") == BOTH
    assert not [one for one in found.findings if one.severity != "info"]


@pytest.mark.parametrize(
    "write", [write_docx, write_markdown, partial(write_pdf, ruled=True), partial(write_pdf, ruled=False)]
)
def test_tables_that_touch_are_one_list_in_any_format(write: Callable[[Act], bytes]) -> None:
    head = tuple(tuple(part.split("\n")) for part in BARRED.strip().split("\n\n"))
    tables = (
        Table((tuple(header.split("|")),), tuple(tuple(row.split("|")) for row in rows))
        for header, rows in (("Код|Адистиктин аталышы", KY), ("Код|Наименование специальности", RU))
    )
    assert entries(extract(write((*head, *tables))), "code", "name_ky", "name_ru") == BOTH


# the title of the second table is the list's in that language
def test_a_title_between_is_of_the_language_below() -> None:
    title = "Перечень специальностей, по которым не допускается заочная форма обучения"
    found = extract(page(("Код|Адистиктин аталышы", *KY), title, ("Код|Наименование специальности", *RU)))
    assert entries(found, "code", "name_ky", "name_ru") == BOTH
    (one,) = rows_of(found, "lists")
    assert one.values["title_ky"].value == "Сырттан окутууга жол берилбеген адистиктердин ТИЗМЕГИ"
    assert one.values["title_ru"].value == title


# and so is one above them both, whichever stands first
@pytest.mark.parametrize("order", [1, -1])
def test_titles_in_both_languages_above_the_tables(order: int) -> None:
    prose = [
        ("Бул тизмек жогорку билим берүү уюмдарында окуп жаткан бардык студенттерге колдонулат.",
         "Настоящий перечень применяется ко всем студентам, обучающимся в высших учебных заведениях."),
        ("Тизмек Министрлер Кабинети тарабынан бекитилет жана жыл сайын кайра каралат.",
         "Перечень утверждается Кабинетом Министров и ежегодно пересматривается в порядке."),
    ]  # fmt: skip
    titles = ("1. Орто кесиптик билим берүү адистиктери:", "1. Специальности среднего профессионального образования:")
    table = ("Код|Адистиктин аталышы", *KY, "Код|Наименование специальности", *RU)
    found = extract(page(*(one for both in prose for one in both), *titles[::order], table))
    assert entries(found, "code", "name_ky", "name_ru") == BOTH
    (one,) = rows_of(found, "lists")
    assert [one.values[name].value for name in ("num", "title_ky", "title_ru")] == [
        "1",
        "Орто кесиптик билим берүү адистиктери",
        "Специальности среднего профессионального образования",
    ]


# what stands above a list and names none is no title of it
def test_a_paragraph_above_the_tables_is_no_title() -> None:
    table = ("Код|Адистиктин аталышы", *KY, "Код|Наименование специальности", *RU)
    found = extract(page("Окуу жылы сентябрда башталат жана июнда бүтөт.", table))
    assert entries(found, "code", "name_ky", "name_ru") == BOTH


# groups have a name in each language too
def test_groups_are_named_in_both() -> None:
    found = extract(page(("Код|Аталышы", "Саламаттык сактоо|", *KY), ("Код|Наименование", "Здравоохранение|", *RU)))
    assert entries(found, "code", "group_name_ky", "group_name_ru") == [
        (code, "Саламаттык сактоо", "Здравоохранение") for code, _, _ in BOTH
    ]


# what one language bars and the other doesn't is no fact
def test_rows_whose_languages_bar_other_forms_are_doubtful() -> None:
    ky = ("Код|Адистиктин аталышы|Жол берилбеген формалар", *(f"{row}|Сырттан" for row in KY))
    ru = ("Код|Наименование|Недопустимые формы", *(f"{row}|Заочная" for row in RU[:2]), f"{RU[2]}|Экстернат")
    found = extract(page(ky, ru))
    assert [bool(row.cells["doubtful"]) for row in rows_of(found, "list_entries")] == [False, False, True]


# two lists in one language with the same codes stay two
def test_a_list_that_repeats_its_codes_in_one_language_stays_as_it_is() -> None:
    again = ("060101|Мейиримдик иши", "060102|Үй-бүлөлүк дарыгер")
    found = extract(page(KY, again))
    assert entries(found, "code", "name_ky", "name_ru")[3:] == [
        ("060101", "Мейиримдик иши", None),
        ("060102", "Үй-бүлөлүк дарыгер", None),
    ]


# a list in one language beside one in both is printed once
def test_other_lists_stay_in_their_language() -> None:
    alone = ("Код|Адистиктин аталышы", "510100|Математика", "510200|Физика жана механика")
    titles = ("1. Жогорку билим берүү адистиктери:", "2. Орто кесиптик билим берүү адистиктери:")
    found = extract(page(titles[0], alone, titles[1], KY, RU))
    assert entries(found, "code", "name_ky", "name_ru") == [
        ("510100", "Математика", None),
        ("510200", "Физика жана механика", None),
        *BOTH,
    ]


# a name that both languages spell alike tells nothing: the codes tell where the list begins again
@pytest.mark.parametrize("head", [(), ("Код|Аталышы",)])
def test_the_first_name_may_be_spelled_alike(head: tuple[str, ...]) -> None:
    alike = ("510100|Математика",)
    found = extract(page(head + alike + KY, head + alike + RU))
    assert entries(found, "code", "name_ky", "name_ru") == [("510100", "Математика", "Математика"), *BOTH]


# a row in one language only may have lost its other half
def test_rows_in_one_language_only_are_doubtful() -> None:
    found = extract(page(KY, RU[:2]))
    assert [bool(row.cells["doubtful"]) for row in rows_of(found, "list_entries")] == [False, False, True]


@pytest.mark.usefixtures("must_end")
def test_many_codes_that_stand_twice_are_looked_at_in_time() -> None:
    rows = tuple(f"{number}|Мугалим" for number in range(100_001, 101_501))
    assert len(entries(extract(page(rows + rows)), "code")) == 3000
