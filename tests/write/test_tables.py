"""Rows -> Arrow: order, types, and values that can't be stored."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.contract import arrow_schema
from pipeline.errors import ContractError
from pipeline.write.tables import to_arrow
from tests.write.sample import act_chunk, entry_row, provenance_row


def test_rows_are_sorted_by_the_order_of_the_schema() -> None:
    table = to_arrow("list_entries", [entry_row("b", 2), entry_row("b", 10), entry_row("a", 7)])
    assert list(zip(table["act_id"].to_pylist(), table["position"].to_pylist(), strict=True)) == [
        ("a", 7),
        ("b", 2),
        ("b", 10),
    ]
    assert table.schema == arrow_schema("list_entries")


def test_order_is_that_of_code_points_with_nulls_last() -> None:
    rows = [provenance_row("s", row_id, lang, 1) for row_id in ("я", "Z", "а", "a") for lang in (None, "ru", "ky")]
    table = to_arrow("provenance", [{**row, "field": "f"} for row in rows])
    assert table["row_id"].to_pylist() == [row_id for row_id in ("Z", "a", "а", "я") for _ in range(3)]
    assert table["lang"].to_pylist() == ["ky", "ru", None] * 4


def test_primary_key_decides_between_rows_of_the_same_place() -> None:
    (row,) = act_chunk()["repairs"]
    table = to_arrow("repairs", [{**row, "repair_id": repair_id} for repair_id in "cab"])
    assert table["repair_id"].to_pylist() == ["a", "b", "c"]


def test_no_rows_make_an_empty_table_of_the_contract() -> None:
    table = to_arrow("acts", [])
    assert len(table) == 0
    assert table.schema == arrow_schema("acts")


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("code", 101, "expected the type string, found 101"),
        ("position", "1", "expected the type integer, found '1'"),
        ("position", 2**63, "can't be stored as int64"),
        ("name_ru", "\ud800", "can't be stored as string"),
        ("name_kz", "Емдеу", "column is not in the contract, found 'Емдеу'"),
    ],
)
def test_value_of_another_type_is_refused_with_its_row(column: str, value: object, words: str) -> None:
    rows = [entry_row("a", 1), {**entry_row("a", 2), column: value}]
    with pytest.raises(ContractError) as caught:
        to_arrow("list_entries", rows)
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"list_entries.{column}, row a:annex-1:1:000002: ")


def test_rows_come_back_as_they_went_in() -> None:
    rows: list[dict[str, Any]] = act_chunk()["lists"]
    (back,) = to_arrow("lists", rows).to_pylist()
    assert {name: value for name, value in back.items() if value is not None} == rows[0]
