"""Roman numerals, as chapters and parts of legal acts are numbered.

Only the modern form is read: each of the pairs IV IX XL XC CD CM at most once, no sign more than three times. Acts
typed on a Cyrillic keyboard print `І`, `Х`, `С` and `М` of that alphabet; those look-alikes are read too.
https://www.unicode.org/charts/PDF/U0400.pdf

>>> roman_to_int("XIV"), int_to_roman(14)
(14, 'XIV')
>>> roman_to_int("ХІV")
14
>>> roman_to_int("IIX")
Traceback (most recent call last):
    ...
pipeline.text.numerals.InvalidNumeralError: expected a Roman numeral from I to MMMCMXCIX, found 'IIX'
"""

import re

_SIGNS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LARGEST = 3999
# XIV
_ROMAN = re.compile(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LATIN_OF_CYRILLIC = str.maketrans("ІХСМ", "IXCM")


class InvalidNumeralError(ValueError):
    """A text that is no Roman numeral, or a number that has none."""


def is_roman(text: str) -> bool:
    """Tell whether a text is a Roman numeral in capitals."""
    return _ROMAN.fullmatch(text.translate(_LATIN_OF_CYRILLIC)) is not None


def roman_to_int(text: str) -> int:
    """Read a Roman numeral in capitals. Raises InvalidNumeralError for anything but its one modern form."""
    if not is_roman(text):
        raise InvalidNumeralError(f"expected a Roman numeral from I to MMMCMXCIX, found {text!r}")
    latin = text.translate(_LATIN_OF_CYRILLIC)
    number, at = 0, 0
    for worth, sign in _SIGNS:
        while latin.startswith(sign, at):
            number, at = number + worth, at + len(sign)
    return number


def int_to_roman(number: int) -> str:
    """Write a number from 1 to 3999 as a Roman numeral. Raises InvalidNumeralError outside that range."""
    if not 1 <= number <= _LARGEST:
        raise InvalidNumeralError(f"expected a number from 1 to {_LARGEST}, found {number}")
    text = ""
    for worth, sign in _SIGNS:
        count, number = divmod(number, worth)
        text += sign * count
    return text
