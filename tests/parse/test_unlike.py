"""In lists that were recognized, what breaks the pattern of the others was misread, or something was lost beside it."""

from __future__ import annotations

import pytest

from pipeline.model import Piece, Row, Value, Witness
from pipeline.parse.unlike import find_unlike


def entries(*rows: dict[str, str]) -> list[Row]:
    """Make the entries of a list, each with the columns that it prints."""
    return [
        Row(
            "list_entries",
            f"e{at}",
            {"entry_id": f"e{at}"},
            {column: Value(text, (Witness((Piece(0, 1),), "ky"),)) for column, text in columns.items()},
        )
        for at, columns in enumerate(rows)
    ]


def unlike(*lists: list[Row]) -> list[str]:
    return sorted({str(entry.values["code"].value) for entry, _ in find_unlike(lists)})


def coded(*codes: str) -> list[Row]:
    return entries(*({"code": code} for code in codes))


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (("510100", "510200", "520300", "530400"), []),
        # a digit too many, a letter read as a digit
        (("510100", "510200", "5203000", "530400"), ["5203000"]),
        (("6B02121", "6B02131", "6802135", "6B02140"), ["6802135"]),
        # 52 read as 58: it or its neighbour
        (("510100", "580200", "520300", "530400"), ["520300", "580200"]),
        # a zero read as a nine, in order all the same
        (("510100", "510200", "520390", "530400", "530500"), ["520390"]),
        (("510100", "510201", "520390", "530400", "530500"), []),
        # no list by its codes
        (("510100", "410200", "320300", "230400"), []),
    ],
)
def test_codes(codes: tuple[str, ...], found: list[str]) -> None:
    assert unlike(coded(*codes)) == found


def numbered(*numbers: str) -> list[Row]:
    return entries(*({"code": f"51{at:02}00", "num": number} for at, number in enumerate(numbers)))


# a row is lost between 2 and 4; 7 is read as 1; lists count on or begin anew
def test_running_numbers() -> None:
    assert unlike(numbered("1", "2", "3")) == []
    assert unlike(numbered("1", "2", "4", "5")) == ["510100", "510200"]
    assert unlike(numbered("5", "6"), numbered("1", "2")) == ["510000"]
    assert unlike(numbered("1", "2"), numbered("3", "4")) == []
    assert unlike(numbered("1", "2"), numbered("1", "2")) == []
    assert unlike(numbered("1", "2"), entries({"code": "530000", "num": "3"}, {"code": "530100"})) == ["530100"]


def grouped(*numbers: str | None) -> list[Row]:
    rows = []
    for at, number in enumerate(numbers):
        facts = {"group_name_ky": f"Илимдер {at}"} | ({"group_num": number} if number else {})
        rows += [{"code": f"5{at}0{of}00", **facts} for of in (1, 2)]
    return entries(*rows)


# a group without the number that others have; one group's heading is lost, and its entries are in the group before
def test_groups() -> None:
    assert unlike(grouped("1", "2", "3")) == []
    assert unlike(grouped("1", None, "2")) == ["510100", "510200"]
    assert unlike(grouped("1", "2", "4", "5")) == ["510100", "510200", "520100", "520200"]
    assert unlike([*grouped("1"), *coded("530100")]) == ["530100"]
