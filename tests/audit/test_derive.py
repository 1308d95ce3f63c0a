"""A value derived again from printed words, one kind of derivation at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.audit.derive import Misreading, Reading, find_misreading, find_missing, follows_from_absence
from pipeline.contract import Field, load_schema
from pipeline.errors import ContractError

COLUMNS = {column.name: column for table in ("acts", "lists", "restrictions") for column in load_schema(table).fields}


def readings(*witnesses: tuple[str | None, str]) -> list[Reading]:
    return [Reading(lang, text) for lang, text in witnesses]


# The column, its value, and what two languages print of it.
@pytest.mark.parametrize(
    ("name", "value", "witnesses"),
    [
        ("number", "77", [("ky", "77"), ("ru", "77")]),
        ("date", date(2025, 2, 17), [("ky", "2025-жылдын 17-февралы"), ("ru", "от 17 февраля 2025 года")]),
        ("stated_count", 37, [("ky", "37")]),
        ("languages", ["ky", "ru"], [("ky", "Театр искусствосу"), ("ru", "Театральное искусство")]),
        ("languages", ["ky", "ru"], [("ky", "Театр искусствосу"), ("ky", "Театральное искусство")]),
        ("kind", "order", [("kk", "Бұйрығы")]),
        ("kind", "decree", [("ky", "токтому"), ("ru", "ПОСТАНОВЛЕНИЕ")]),
        ("jurisdiction", "KZ", [("kk", "Қазақстан Республикасының")]),
        ("status", "repealed", [("kk", "Күші жойылды")]),
        ("text_state", "consolidated", [("ky", "редакциясына ылайык")]),
        ("education_levels", ["higher"], [("ky", "жогорку кесиптик"), ("ru", "высшего профессионального")]),
        ("qualifications", ["bachelor", "master"], [("ru", "бакалавр"), ("ru", "магистр")]),
        ("form", "evening", [("ky", "күндүзгү-сырттан (кечки)")]),
    ],
)  # fmt: skip
def test_value_is_derived(name: str, value: object, witnesses: list[tuple[str, str]]) -> None:
    assert find_misreading(COLUMNS[name], value, readings(*witnesses)) is None


# Which witness and which piece is the first that doesn't give the value.
@pytest.mark.parametrize(
    ("name", "value", "witnesses", "expected"),
    [
        ("number", "77", [("ky", "77"), ("ru", "78")], Misreading(1, "'78'")),
        ("date", date(2025, 2, 17), [("ky", "2025-жылдын")], Misreading(0, "nothing in '2025-жылдын'")),
        ("stated_count", 37, [("ky", "отуз жети")], Misreading(0, "nothing in 'отуз жети'")),
        ("stated_count", 37, [("ky", "３８")], Misreading(0, "38 in '３８'")),
        ("kind", "order", [("ky", "токтому")], Misreading(0, "decree in 'токтому'")),
        ("status", "in_force", [("kk", "Күші жойылды")], Misreading(0, "repealed in 'Күші жойылды'")),
        (
            "qualifications",
            ["bachelor", "master"],
            [("ru", "бакалавр"), ("ru", "специалист")],
            Misreading(1, "specialist in 'специалист'"),
        ),
        ("qualifications", [], [("ru", "бакалавр")], Misreading(0, "bachelor in 'бакалавр'")),
    ],
)
def test_first_misreading_is_named(
    name: str, value: object, witnesses: list[tuple[str, str]], expected: Misreading
) -> None:
    assert find_misreading(COLUMNS[name], value, readings(*witnesses)) == expected


# All witnesses together print the items of a list, whichever source each stands in.
@pytest.mark.parametrize(
    ("value", "items", "missing"),
    [
        (["bachelor", "master"], {"bachelor", "master"}, None),
        (["bachelor", "master"], {"bachelor"}, "bachelor"),
        (["bachelor", "bachelor"], {"bachelor"}, "bachelor"),
        ("77", set(), None),
    ],
)
def test_items_that_no_witness_prints(value: object, items: set[object], missing: str | None) -> None:
    assert find_missing(value, items) == missing


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("status", "in_force", True),
        ("status", "repealed", False),
        ("text_state", "as_enacted", True),
        ("text_state", "consolidated", False),
        ("kind", "decree", False),
        ("number", "77", False),
    ],
)
def test_only_an_absence_stands_without_print(name: str, value: object, expected: bool) -> None:
    assert follows_from_absence(COLUMNS[name], value) is expected


def test_derivation_that_nobody_taught() -> None:
    column: Field = replace(COLUMNS["number"], derivation="guess")
    with pytest.raises(ContractError, match="unknown derivation 'guess'"):
        find_misreading(column, "77", readings(("ky", "77")))


# Every column of the contract that is read from print has a derivation that is known here.
def test_contract_has_no_other_derivation() -> None:
    for column in COLUMNS.values():
        if column.derivation is not None:
            find_misreading(column, [] if column.item else "x", readings(("ky", "x")))
