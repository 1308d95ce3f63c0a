"""Codes: what the classifiers print, and what only looks like it."""

from __future__ import annotations

import pytest
import regex

from pipeline.text.codes import CODE, field_of, is_group_code


@pytest.mark.parametrize(
    "code",
    [
        "510100",
        "0401002",
        "050406",
        "38.03.01",
        "38.00.00",
        "6B01101",
        "6В01101",
        "B086",
        "М001",
        "5В010200",
        "6M110100",
    ],
)
def test_a_code_is_a_code(code: str) -> None:
    assert regex.fullmatch(CODE, code)
    assert code.startswith(field_of(code))


# a year, a date, a decimal, a number of too many or too few digits, nothing
@pytest.mark.parametrize("text", ["2014", "12.10.2015", "51010,5", "123456789", "01.02", "", "510100 ", "510100а"])
def test_what_is_no_code(text: str) -> None:
    assert not regex.fullmatch(CODE, text)


@pytest.mark.parametrize(
    ("code", "group"),
    [("560000", True), ("38.00.00", True), ("6B011", True), ("0518000", False), ("B086", False), ("5В100000", True)],
)
def test_a_group_ends_with_zeros_or_with_its_field(code: str, group: bool) -> None:
    assert is_group_code(code) is group
