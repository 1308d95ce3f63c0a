"""Rows whose ids changed are told with the ids that they had."""

from __future__ import annotations

from typing import Any

from pipeline.diff.row_difference import Difference
from pipeline.releases.rekeyed import find_rekeyed

Row = dict[str, Any]


def listed(list_id: str, num: str, title: str) -> Row:
    return {"list_id": list_id, "act_id": list_id.partition(":")[0], "part": "annex-1", "num": num, "title_ky": title}


def entry(list_id: str, code: str, name: str, position: int = 1) -> Row:
    named = {"entry_id": f"{list_id}:{code}", "list_id": list_id, "act_id": list_id.partition(":")[0]}
    return {**named, "position": position, "num": None, "code": code, "name_ky": name}


def rekeyed(table: str, before: list[Row], after: list[Row], *more: Difference) -> dict[tuple[str, str], str]:
    key = {"lists": "list_id", "list_entries": "entry_id", "restrictions": "restriction_id", "acts": "act_id"}[table]
    gone = [Difference(table, row[key], row, None) for row in before]
    return find_rekeyed((*gone, *(Difference(table, row[key], None, row) for row in after), *more))


# The number of a list was read otherwise: all below it has other ids, also what says the same as its neighbours.
def test_what_stands_below_a_list_of_another_number_is_the_same() -> None:
    bars = [
        Difference("restrictions", f"kg-1:annex-1:{number}:{code}:online", *sides)
        for number, code in (("l", "060101"), ("l", "060102"), ("1", "060101"), ("1", "060102"))
        for row in [{"restriction_id": f"kg-1:annex-1:{number}:{code}:online", "form": "online"}]
        for sides in [(row, None) if number == "l" else (None, row)]
    ]
    old, new = (listed(f"kg-1:annex-1:{number}", number, "Адистиктер") for number in ("l", "1"))
    found = rekeyed("lists", [old], [new], *bars)
    assert found == {
        ("lists", "kg-1:annex-1:1"): "kg-1:annex-1:l",
        ("restrictions", "kg-1:annex-1:1:060101:online"): "kg-1:annex-1:l:060101:online",
        ("restrictions", "kg-1:annex-1:1:060102:online"): "kg-1:annex-1:l:060102:online",
    }


def test_a_code_without_its_misprint_is_the_same_entry() -> None:
    found = rekeyed(
        "list_entries", [entry("kg-1:a:1", "06010l", "Фармация")], [entry("kg-1:a:1", "060101", "Фармация")]
    )
    assert found == {("list_entries", "kg-1:a:1:060101"): "kg-1:a:1:06010l"}


# Two rows that say the same: which of them is the one that was there, nothing tells.
def test_rows_that_two_may_be_are_not_rekeyed() -> None:
    gone = [entry("kg-1:a:1", "1", "Фармация")]
    assert rekeyed("list_entries", gone, [entry("kg-1:a:1", code, "Фармация") for code in ("2", "3")]) == {}


def test_an_act_that_is_called_by_a_renamed_source_is_the_same() -> None:
    old, new = ({"act_id": name, "source_ids": [name], "title_ky": "Тизмек"} for name in ("one", "two"))
    rows = [entry(f"{name}:list", "1", "Фармация") for name in ("one", "two")]
    more = (
        Difference("list_entries", "one:list:1", rows[0], None),
        Difference("list_entries", "two:list:1", None, rows[1]),
    )
    assert rekeyed("acts", [old], [new], *more) == {
        ("acts", "two"): "one",
        ("list_entries", "two:list:1"): "one:list:1",
    }


def test_an_entry_of_another_act_is_another_one() -> None:
    assert rekeyed("list_entries", [entry("kg-1:a:1", "1", "Фармация")], [entry("kg-2:a:1", "1", "Фармация")]) == {}


# The law moves a specialty to another list, which has other bars.
def test_an_entry_of_another_list_is_another_one() -> None:
    old, new = entry("kg-1:a:1", "060101", "Фармация", 4), entry("kg-1:a:2", "060101", "Фармация", 9)
    assert rekeyed("list_entries", [old], [new]) == {}


# All bars of one form say the same.
def test_a_bar_of_another_entry_is_another_one() -> None:
    bars = [{"restriction_id": f"kg-1:a:1:{code}:online", "form": "online"} for code in ("060101", "060102")]
    assert rekeyed("restrictions", bars[:1], bars[1:]) == {}
