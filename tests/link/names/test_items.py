"""The items of an edition: entries of one code are one specialty where level, qualifications and names agree."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.link.names.items import Item, items_of, teach
from tests.link.editions import Chunk, PrintedList, act, edition


def items(*printed: PrintedList | Sequence[str]) -> list[Item]:
    return list(edition(act("a", *printed)).items)


def entries(found: Sequence[Item]) -> list[list[str]]:
    return [[entry_id.removeprefix("a:") for entry_id in item.entry_ids] for item in found]


def test_a_code_in_several_lists_is_one_item() -> None:
    found = items(["050410 Сценография"], ["050409 Хореография", "050410 Сценография"])
    assert entries(found) == [["1:050410", "2:050410"], ["2:050409"]]


def test_a_code_printed_twice_in_a_list_is_one_item() -> None:
    assert entries(items(["050714 Авиация", "050714 Авиация"])) == [["1:050714", "1:050714#2"]]


def test_an_item_keeps_every_name_and_group_once() -> None:
    (found,) = items(
        PrintedList(["## Өнер", "050403 Вокалдық орындау"], lang="kk"),
        PrintedList(["## Өнер", "050403 Вокалдық өнер", "## Мәдениет", "050403 Вокалдық орындау"], lang="kk"),
    )
    assert found.names == (("kk", "Вокалдық орындау"), ("kk", "Вокалдық өнер"))
    assert found.groups == (("kk", "Өнер"), ("kk", "Мәдениет"))
    assert found.item_id == "a:1:050403"


# another level, other qualifications, a name that has nothing in common, and no code: nothing tells that they are one
@pytest.mark.parametrize(
    "second",
    [
        PrintedList(["570020 Дизайн"], level="secondary_vocational"),
        PrintedList(["570020 Дизайн"], qualifications=["specialist"]),
        PrintedList(["570020 Агрономия"]),
    ],
)
def test_one_code_of_two_items(second: PrintedList) -> None:
    assert entries(items(["570020 Дизайн"], second)) == [["1:570020"], ["2:570020"]]


def test_entries_without_a_code_are_items_of_their_own() -> None:
    assert len(items(["– Дизайн"], ["– Дизайн"])) == 2


# a list of two levels says of its entries what another list narrows; three that have no level in common are no item
def test_an_item_has_the_levels_that_all_its_lists_name() -> None:
    both = PrintedList(["0611002 Хореография"], level="initial_vocational+secondary_vocational")
    second = PrintedList(["0611002 Хореография"], level="secondary_vocational")
    initial = PrintedList(["0611002 Хореография"], level="initial_vocational")
    assert [sorted(item.levels) for item in items(both, second)] == [["secondary_vocational"]]
    assert [sorted(item.levels) for item in items(both, second, initial)] == [
        ["secondary_vocational"],
        ["initial_vocational"],
    ]


# the group tells, or the name itself
@pytest.mark.parametrize(
    ("lines", "lang", "teaches"),
    [
        (["## Педагогикалык билим берүү", "550100 Физика"], "ky", True),
        (["## Табигый илимдер", "510400 Физика"], "ky", False),
        (["## Білім", "050110 Физика"], "kk", True),
        (["050100 Учитель физики"], "ru", True),
        (["570019 Хореография педагогикасы"], "ky", True),
    ],
)
def test_what_trains_teachers(lines: list[str], lang: str, teaches: bool) -> None:
    (found,) = items(PrintedList(lines, lang=lang))
    assert found.teaches == teaches


def test_the_order_of_rows_is_nothing() -> None:
    chunk: Chunk = act("a", *(["050410 Сценография"] for _ in range(12)))
    shuffled = items_of(reversed(chunk["list_entries"]), reversed(chunk["lists"]))
    # list 2 before list 10, as printed
    assert [item.entry_ids for item in shuffled] == [tuple(f"a:{number}:050410" for number in range(1, 13))]


def test_an_entry_without_a_name_is_an_item() -> None:
    (found,) = items(["570020"])
    assert (found.names, found.read, found.code) == ((), (), "570020")


def test_bilingual_names_teach() -> None:
    chunk = act("a", ["560001 Дарылоо иши"])
    chunk["list_entries"] = [{**row, "name_ru": "Лечебное дело"} for row in chunk["list_entries"]]
    taught = teach(edition(chunk).items)
    assert taught == {
        ("ky", "Дарылоо иши"): {("ru", "Лечебное дело")},
        ("ru", "Лечебное дело"): {("ky", "Дарылоо иши")},
    }
    assert teach(items(["560001 Дарылоо иши"])) == {}
