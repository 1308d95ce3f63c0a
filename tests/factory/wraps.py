"""Break the text of a cell into printed lines, in mid-word too, with a hyphen, a soft one or none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Cut = Literal["", "plain", "hyphen", "soft"]
MARKS: dict[Cut, str] = {"": "", "plain": "", "hyphen": "-", "soft": "\u00ad"}
VOWELS = frozenset("аәеёиоөуүұыіэюя")
# A line may end at a blank or behind a hyphen of the word.
TOKEN = re.compile(r"\s*[^\s-]+-?|\s*-")
# Digits that a format prints smaller and above the line.
RAISED = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A cut leaves so many letters on both lines.
LEAST = 3


def lower(digits: str) -> str:
    """Return raised digits as plain ones."""
    return digits.translate(_LOWERED)


def _cut_at(word: str, room: float, measure: Callable[[str], float], cut: Cut) -> int:
    """Return how many characters of the word stay on the line, or 0."""
    letters = len(word) - len(word.lstrip())
    for at in range(len(word) - LEAST, letters + LEAST - 1, -1):
        whole = word[at - LEAST : at + LEAST].isalpha() and measure(word[:at] + MARKS[cut]) <= room
        if whole and (cut == "plain" or (word[at - 1].lower() in VOWELS and word[at].lower() not in VOWELS)):
            return at
    return 0


def wrap(text: str, width: float, measure: Callable[[str], float], cut: Cut = "") -> list[str]:
    """Break a text into lines no wider than `width`; with `cut` words are cut where the line is full."""
    lines: list[str] = []
    line = ""
    for token in TOKEN.findall(text):
        rest = token if line else token.lstrip()
        while rest:
            if measure(line + rest) <= width or (not line and not cut):
                line, rest = line + rest, ""
                continue
            at = _cut_at(rest, width - measure(line), measure, cut) if cut else 0
            if not at and not line:
                line, rest = rest, ""
                continue
            lines.append(line + rest[:at] + (MARKS[cut] if at else ""))
            line, rest = "", rest[at:].lstrip()
    return [*lines, line] if line else lines
