"""The numbers that a browser prints before the items of an ordered list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

NUMBER = regex.compile(r"\s*(?P<number>[+-]?\d{1,9})(?!\d)")
ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)
MOST_ROMAN = 3999
LATIN = "abcdefghijklmnopqrstuvwxyz"
# How a type attribute and a style's list type are called here; what else there is, is not read.
_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
    "lower-latin": "lower-alpha",
    "upper-latin": "upper-alpha",
}
READ = frozenset("decimal lower-alpha upper-alpha lower-roman upper-roman none".split())
_TYPE_WORD = regex.compile(r"(?:decimal|none|(?:lower|upper)-(?:alpha|latin|roman))(?![\w-])")
_PLACES = frozenset(("inside", "outside", ""))


@dataclass(slots=True)
class Numbering:
    """The numbering of a list under way: the next number, the step, and the type, None where it is one not read."""

    number: int
    step: int
    type: str | None

    @property
    def unread(self) -> bool:
        """Tell whether its numbers are of a kind that is not read."""
        return self.type is None

    def next_number(self, value: str | None, list_type: str | None) -> str:
        """Return what is printed before the next item (`3. `), empty where nothing is."""
        if value and (found := NUMBER.match(value)):
            self.number = int(found["number"])
        number, self.number = self.number, self.number + self.step
        kind = type_of(None, list_type) if list_type else self.type
        return "" if kind in (None, "none") else f"{_spell(number, kind)}. "


def begin_numbering(attributes: Mapping[str, str], list_type: str | None) -> Numbering:
    """Begin the numbering of an <ol> with its attributes and the list type of its style."""
    start = NUMBER.match(attributes.get("start") or "") if attributes else None
    kind = type_of(attributes.get("type") if attributes else None, list_type)
    if attributes and "reversed" in attributes:
        # Without a start it counts down from the number of its items, which is not known yet.
        return Numbering(int(start["number"]) if start else 0, -1, kind if start else None)
    return Numbering(int(start["number"]) if start else 1, 1, kind)


def type_of(attribute: str | None, list_type: str | None) -> str | None:
    """Return the type of a list's numbers, None for one that is not read.

    >>> type_of("I", None), type_of(None, "none outside"), type_of(None, "hebrew")
    ('upper-roman', 'none', None)
    """
    if list_type:
        found = _TYPE_WORD.search(list_type)
        if found:
            return _TYPES.get(found.group(), found.group())
        if not set(list_type.split()) <= _PLACES:
            return None
    said = (attribute or "").strip()
    return _TYPES.get(said, "decimal")


def _spell(number: int, kind: str | None) -> str:
    if kind in ("lower-alpha", "upper-alpha") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, len(LATIN))
            letters = LATIN[letter] + letters
        return letters if kind == "lower-alpha" else letters.upper()
    if kind in ("lower-roman", "upper-roman") and 0 < number <= MOST_ROMAN:
        letters = ""
        for value, letter_group in ROMAN:
            while number >= value:
                letters, number = letters + letter_group, number - value
        return letters if kind == "lower-roman" else letters.upper()
    return str(number)
