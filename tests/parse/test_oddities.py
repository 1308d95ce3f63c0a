"""Oddities of lists: each has a case that raises it, and a near one that doesn't."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest

from pipeline.model import Row
from pipeline.parse.lists.oddities import find_oddities
from tests.parse.sample import codes, value_of

# Each value stands at a place of its own.
PLACES = count(1000, 100)


def list_of(list_id: str, *entries: dict[str, str]) -> list[Row]:
    """Make a list of entries; a group's values stand once for the entries that follow each other in it."""
    rows = [Row("lists", list_id, {"list_id": list_id}, {})]
    before: dict[str, str] = {}
    places: dict[str, int] = {}
    for i, entry in enumerate(entries):
        values = {}
        for column, text in entry.items():
            grouped = column.startswith("group_")
            if not grouped or before.get(column) != text or before.get("new") != entry.get("new"):
                places[column] = next(PLACES)
            values[column] = value_of(text, places[column])
        before = entry
        rows.append(Row("list_entries", f"{list_id}:{i}", {"list_id": list_id}, values))
    return rows


def coded(*printed: str) -> list[dict[str, str]]:
    """Make entries of codes, each with a name of its own."""
    return [{"code": code, "name_ky": f"аталыш {i} {code}"} for i, code in enumerate(printed)]


def grouped(*numbers: str) -> list[dict[str, str]]:
    return [
        {"code": f"05{i:02}01", "name_ky": f"аталыш {i}", "group_num": number, "group_name_ky": f"топ {i}"}
        for i, number in enumerate(numbers)
    ]


def numbered(*numbers: str) -> list[dict[str, str]]:
    return [{"code": f"0501{i:02}", "name_ky": f"аталыш {i}", "num": number} for i, number in enumerate(numbers)]


def found(*rows: Sequence[Row]) -> list[str]:
    return codes(find_oddities([row for of_list in rows for row in of_list]))


MANY = [f"{field}00{i:02}" for field in range(51, 55) for i in range(1, 11)]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # group numbers count up by one
        (grouped("1", "2", "3"), []),
        (grouped("1", "3"), ["group_number_missing"]),
        (grouped("2", "1"), ["group_number_missing"]),
        (grouped("1", "2", "2"), []),  # the same place: one group of two rows
        # running numbers too
        (numbered("1", "2", "3"), []),
        (numbered("66", "67"), []),
        (numbered("1", "3"), ["entry_number_missing"]),
        (numbered("1", "2", "2"), ["entry_number_repeated"]),
        # a point in a point, and letters
        (numbered("1.1", "1.2", "2.1", "2.2"), []),
        (numbered("1", "1.1", "1.2", "2"), []),
        (numbered("1.1", "1.3"), ["entry_number_missing"]),
        (numbered("1.1", "1.2", "2.2"), ["entry_number_missing"]),
        (numbered("1.9", "1.10", "1.10"), ["entry_number_repeated"]),
        (numbered("а", "б", "г"), ["entry_number_missing"]),
        (numbered("и", "й", "к"), []),
        (numbered("и", "к"), []),
        # a code stands once in its list
        (coded("050101", "050102"), []),
        (coded("050101", "050101"), ["code_repeated", "code_with_two_names"]),
        # codes ascend, but for a list that isn't ordered by code at all, and for codes of another length
        (coded(*"050101 050102 050103 050105 050104 050106 050107".split()), ["code_out_of_order"]),
        (coded(*"050109 050107 050105 050103".split()), []),
        (coded("0501021", "050101"), []),
        # one code of many off the others' pattern; few codes have no pattern
        (coded(*MANY), []),
        (coded(*MANY, "550101"), ["code_off_pattern"]),
        (coded(*MANY, "5500011"), ["code_off_pattern"]),
        (coded("510001", "520001", "550101"), []),
        # a code and its group have the same field
        ([{"code": "050101", "name_ky": "а", "group_code": "050000", "group_name_ky": "топ"}], []),
        ([{"code": "060101", "name_ky": "а", "group_code": "050000", "group_name_ky": "топ"}], ["code_outside_group"]),
        # a name stands under one code, letter case aside
        ([{"code": "050101", "name_ky": "Химия"}, {"code": "050102", "name_ky": "Физика"}], []),
        ([{"code": "050101", "name_ky": "Химия"}, {"code": "050102", "name_ky": "химия"}], ["name_with_two_codes"]),
    ],
)
def test_one_list(entries: list[dict[str, str]], expected: list[str]) -> None:
    assert found(list_of("a:1", *entries)) == expected


# The same number at two places: two groups.
def test_group_number_used_twice() -> None:
    one, two = grouped("1", "1")
    assert found(list_of("a:1", one | {"new": "x"}, two | {"new": "y"})) == ["group_number_repeated"]


# A list may begin anew at 1, or go on; anything else is told.
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("1", "2"), ("1", "2"), []),
        (("1", "2"), ("3", "4"), []),
        (("1", "2"), ("4", "5"), ["entry_number_missing"]),
    ],
)
def test_numbers_over_two_lists(first: tuple[str, ...], second: tuple[str, ...], expected: list[str]) -> None:
    later = [
        {**entry, "code": "06" + entry["code"][2:], "name_ky": "б" + entry["name_ky"]} for entry in numbered(*second)
    ]
    assert found(list_of("a:1", *numbered(*first)), list_of("a:2", *later)) == expected


# The name of a code, and of a group, is one in all lists of an act. Two codes for one name are told within a list only.
@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ({"code": "050415", "name_kk": "Мүсіндеу"}, {"code": "050415", "name_kk": "Мүсін"}, ["code_with_two_names"]),
        ({"code": "050415", "name_kk": "Мүсін"}, {"code": "050415", "name_kk": "Мүсін"}, []),
        ({"code": "050109", "name_kk": "Математика"}, {"code": "050601", "name_kk": "Математика"}, []),
        (
            {"code": "570100", "name_ky": "Дизайн", "group_name_ky": "Маданият и искусство"},
            {"code": "570001", "name_ky": "Театр", "group_name_ky": "Маданият жана искусство"},
            ["group_named_two_ways"],
        ),
        (
            {"code": "570100", "name_ky": "Дизайн", "group_name_ky": "Маданият"},
            {"code": "570001", "name_ky": "Театр", "group_name_ky": "МАДАНИЯТ"},
            [],
        ),
        (
            {"code": "0500001", "name_ky": "Дизайн", "group_code": "0500000", "group_name_ky": "Маданият"},
            {"code": "0600001", "name_ky": "Театр", "group_code": "0600000", "group_name_ky": "Искусство"},
            [],
        ),
    ],
)
def test_two_lists(one: dict[str, str], two: dict[str, str], expected: list[str]) -> None:
    # a row of another field: lists of one field know their groups by more digits
    others = [{"code": "990001", "name_ky": "Башка"}, {"code": "990002", "name_ky": "Дагы"}]
    assert found(list_of("a:1", one, others[0]), list_of("a:2", two, others[1])) == expected


# A finding stands where the second of the two is printed, and names its row.
def test_place_of_a_finding() -> None:
    rows = list_of("a:1", *coded("050101", "050103", "050102", "050104", "050105"))
    (finding,) = find_oddities(rows)
    code = rows[3].values["code"].witnesses[0].pieces[0]
    assert (finding.start, finding.end, finding.row_id) == (code.start, code.end, "a:1:2")
    assert finding.message == "050102 follows 050103"


# A name in small letters among others that begin with a capital has lost its first words; a list may write all so.
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Химия", "Тарых", "жана психология", "Музыка"], ["name_begins_small"]),
        (["химия", "тарых", "психология", "Музыка"], []),
        (["Химия", "IT", "3D-моделдөө", "Музыка"], []),
    ],
)
def test_name_in_small_letters(names: list[str], expected: list[str]) -> None:
    entries = [{"code": f"05010{i}", "name_ky": name} for i, name in enumerate(names)]
    assert found(list_of("a", *entries)) == expected
