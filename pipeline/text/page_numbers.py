"""Page numbers: lines that hold nothing else, and count up.

Running numbers may stand so, too, each above the code of its row; pages print more than a row between two numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from statistics import median

import regex

from pipeline.text.codes import CODE

# "5", "- 5 -", "стр. 5", "5-бет"
PAGE_NUMBER = regex.compile(
    r"[-–—\s]*+(?:(?:стр\.?|бет|page)\s*+)?(\d{1,4})\s*+(?:-?\s*+бет)?[-–—\s]*+", regex.IGNORECASE
)

_CODED = regex.compile(rf"\s*{CODE}")
# A row whose cells stand below each other takes no more lines than these.
_ROW_LINES = 12


def find_page_numbers(lines: Sequence[str]) -> list[int]:
    """Return the lines (indexes from 0) that hold nothing but a number, where these count up by one from 1 or 2.

    >>> find_page_numbers(["1", "Токтом", "- 2 -", "1941"]), find_page_numbers(["1", "Токтом"])
    ([0, 2], [])
    >>> find_page_numbers(["1", "510100", "Математика", "2", "510200", "Механика"])
    []
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
    return found if len(found) > 1 and not _number_rows(lines, found) else []


def _number_rows(lines: Sequence[str], found: Sequence[int]) -> bool:
    """Tell whether numbers are those of rows: most stand just above a code, and little more than a row between them."""
    coded = sum(i + 1 < len(lines) and _CODED.match(lines[i + 1]) is not None for i in found)
    return 2 * coded > len(found) and median(map(sub, found[1:], found)) <= _ROW_LINES


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
