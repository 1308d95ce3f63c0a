"""Page numbers: lines that hold nothing else, and count up."""

from __future__ import annotations

from collections.abc import Sequence

import regex

# "5", "- 5 -", "стр. 5", "5-бет"
PAGE_NUMBER = regex.compile(
    r"[-–—\s]*+(?:(?:стр\.?|бет|page)\s*+)?(\d{1,4})\s*+(?:-?\s*+бет)?[-–—\s]*+", regex.IGNORECASE
)


def find_page_numbers(lines: Sequence[str]) -> list[int]:
    """Return the lines (indexes from 0) that hold nothing but a number, where these count up by one from 1 or 2.

    >>> find_page_numbers(["1", "Токтом", "- 2 -", "1941"]), find_page_numbers(["1", "Токтом"])
    ([0, 2], [])
    """
    found: list[int] = []
    expected = None
    for i, line in enumerate(lines):
        match = PAGE_NUMBER.fullmatch(line) if line.strip() else None
        if not match:
            continue
        number = int(match.group(1))
        if number == expected or (expected is None and number in (1, 2)):
            found.append(i)
            expected = number + 1
    return found if len(found) > 1 else []


def find_page_ends(lines: Sequence[str]) -> set[int]:
    """Return the page numbers and the blank lines around them, by their indexes: what parts two pages of one text.

    >>> sorted(find_page_ends(["а", "", "1", "", "б", "", "2"]))
    [1, 2, 3, 5, 6]
    """
    ends: set[int] = set()
    for number in find_page_numbers(lines):
        ends.add(number)
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(lines) and not lines[at].strip():
                ends.add(at)
                at += step
    return ends
