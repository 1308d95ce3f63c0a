"""Words of a PDF whose letters can't all be right: the table of a font that tells its letters is damaged or wrong.

One wrong line of such a table changes a letter everywhere, and a word like `специал2ностей` still looks like a word.
"""

from __future__ import annotations

import regex

from pipeline.model import Finding

# с燙йкес: a letter of a script that no act is printed in, in a word
_FOREIGN = r"[\p{L}--[\p{Cyrillic}\p{Latin}\p{Greek}\p{Common}\p{Inherited}]]"
# специал2ностей: digits between small Cyrillic letters
_DIGITS = r"(?<=[\p{Cyrillic}&&\p{Ll}])\d+(?=[\p{Cyrillic}&&\p{Ll}])"
_ODD = regex.compile(
    rf"(?V1)[\p{{L}}\d]*(?:[\p{{Cyrillic}}\p{{Latin}}]{_FOREIGN}|{_FOREIGN}[\p{{Cyrillic}}\p{{Latin}}]|{_DIGITS})[\p{{L}}\d]*"
)


def find_odd_letters(text: str) -> Finding | None:
    """Return a finding about the words that hold a foreign letter or digits, at the first of them.

    >>> found = find_odd_letters("Об утверждении перечня специал2ностей по пункту 2а, H2O")
    >>> found.start, found.end
    (23, 37)
    """
    found = list(_ODD.finditer(text))
    if not found:
        return None
    message = (
        f"{len(found)} words such as {found[0].group()!r} hold a letter of another script or a digit: "
        "the font may tell wrong letters"
    )
    return Finding("odd_letters", "warning", message, *found[0].span())
