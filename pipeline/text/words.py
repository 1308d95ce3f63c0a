"""The words of a text and how often it prints them: the witnesses for every doubtful blank or hyphen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

# "слесарь-электригі" is one word; its parts are words too.
WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
PART = regex.compile(r"\p{L}+")
BREAKS = ("-", "\u2010", "\u2011", "\u00ad")
# A text wraps with a blank when this share of its wrapped lines (and no fewer lines than this) end with one.
HABIT_SHARE, HABIT_LINES = 0.8, 8


def wraps_with_blank(lines: Iterable[str]) -> bool:
    """Tell whether the text's habit is to end a line that goes on with a blank.

    A line goes on where the next one that isn't blank begins with a small letter.
    """
    wrapped = [line for line, following in _pairs(lines) if following.lstrip()[:1].islower()]
    with_blank = sum(line != line.rstrip() for line in wrapped)
    return len(wrapped) >= HABIT_LINES and with_blank >= HABIT_SHARE * len(wrapped)


def count_words(lines: Sequence[str]) -> Counter[str]:
    """Count the words of the lines in lower case, hyphened words both whole and by their parts.

    Halves of a word that a line end may have cut are witnesses of nothing and are not counted.

    >>> sorted(count_words(["Слесарь-электрик, слесарь", "құралда-", "рын"]).items())
    [('слесарь', 2), ('слесарь-электрик', 1), ('электрик', 1)]
    """
    bare_ends_cut = wraps_with_blank(lines)
    words: Counter[str] = Counter()
    cut_before = False
    for line, following in _pairs(lines):
        text = line.strip().lower()
        goes_on = following.lstrip()[:1].islower()
        cut = goes_on and (text.endswith(BREAKS) or (bare_ends_cut and line == line.rstrip()))
        found = WORD.findall(text)
        found = found[1 if cut_before else 0 : -1 if cut else None]
        words.update(found)
        for word in found:
            if "-" in word:
                words.update(PART.findall(word))
        cut_before = cut
    return words


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return each line that isn't blank with the next such line ("" after the last)."""
    printed = [line.removesuffix("\r") for line in lines if line.strip()]
    return zip(printed, [*printed[1:], ""], strict=False)
