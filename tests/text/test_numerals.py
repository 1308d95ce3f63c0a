"""Roman numerals: what is one, what is not, and that both directions agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numerals import InvalidNumeralError, int_to_roman, roman_to_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I", 1),
        # subtraction, once in each place
        ("XLIX", 49),
        ("CDXLIV", 444),
        # several signs of each place
        ("MMXXV", 2025),
        # a Cyrillic keyboard: the look-alikes Х and І
        ("ХІІ", 12),
    ],
)
def test_a_numeral_has_a_number(text: str, number: int) -> None:
    assert roman_to_int(text) == number


@pytest.mark.parametrize(
    "text",
    [
        # nothing, or a blank beside the numeral
        "",
        " IV",
        # four in a row, and subtraction of what may not be subtracted
        "IIII",
        "IIX",
        "VX",
        # small letters are a list's `i)`, not a chapter
        "iv",
        # a letter that is no sign
        "XIЖ",
    ],
)
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(InvalidNumeralError):
        roman_to_int(text)


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_a_number_without_numeral_is_refused(number: int) -> None:
    with pytest.raises(InvalidNumeralError):
        int_to_roman(number)


@given(st.integers(min_value=1, max_value=3999))
def test_both_directions_agree(number: int) -> None:
    assert roman_to_int(int_to_roman(number)) == number
