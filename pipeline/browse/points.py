"""Find the provisions that a number names: `7`, `1.3`, `IV`, or the end of an id such as `chapter-5`."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from pipeline.errors import UnknownIdError
from pipeline.text.look_alikes import CYRILLIC_TO_LATIN

Row = dict[str, Any]

# A bare number means a point before a chapter, and a chapter before a subpoint.
_RANKS = (("article", "point"), ("section", "chapter"), ("subpoint",))
_SUGGESTED = 3


def _spelling(num: str) -> str:
    """Spell a number without its mark, in the capitals of one script.

    >>> _spelling("iv."), _spelling("ХІ"), _spelling("1.3)")
    ('IV', 'XI', '1.3')
    """
    return "".join(CYRILLIC_TO_LATIN.get(sign, sign) for sign in num.strip().rstrip(".)").upper())


def find_points(provisions: Sequence[Row], asked: str) -> list[Row]:
    """List the provisions with a number: points or, where there are none, chapters or subpoints, in print order."""
    for kinds in _RANKS:
        numbered = (row for row in provisions if row["kind"] in kinds and row["num"])
        if found := [row for row in numbered if _spelling(row["num"]) == _spelling(asked)]:
            return found
    path = "-".join(asked.split())
    return [row for row in provisions if path and f":{row['provision_id']}".endswith(f":{path}")]


def unknown_point(provisions: Sequence[Row], asked: str, place: str) -> UnknownIdError:
    """Make the error that says which numbers there are instead."""
    ranked = [row["num"] for kinds in _RANKS for row in provisions if row["kind"] in kinds and row["num"]]
    known = {_spelling(num): num for num in reversed(ranked)}
    if near := difflib.get_close_matches(_spelling(asked), known, n=_SUGGESTED):
        advice = f"the closest are {', '.join(known[spelled] for spelled in near)}"
    else:
        advice = f"there are {ranked[0]} to {ranked[-1]}" if ranked else "it has no numbered provisions"
    return UnknownIdError(f"no point {asked!r}", place=place, advice=advice)
