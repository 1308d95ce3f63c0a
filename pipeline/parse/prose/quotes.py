"""Find where quotes open and close: nested, of mixed sorts, broken over lines, or with a mark missing.

    “Билим берүү жөнүндө”    «О “Росатоме”»    “… орнотуу»
    "О внесении изменений в Закон "Об образовании"       one mark closes two quotes
    "… бекіту туралы" … бұйрығына толықтырулар енгізу туралы"       one mark opens two quotes

A mark is told by its neighbours, a missing one by what the others leave open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

# No quote is longer, or goes on in the next item of a list or in the next paragraph.
LONGEST_QUOTE = 1500
_BOUNDARY = regex.compile(r"(?:;|\p{L}{3}\.)[^\S\n]*+\n")
_QUOTE = regex.compile(r'["«»“”„‟]')
# ` и статью 2 Закона `, between two quotes inside a third; an act with its own year or number is another
_GOES_ON = regex.compile(r"\s*+(?:,\s*+)?(?=\p{L})(?:(?!\d{4})[^();№])*+")
_ALWAYS_OPENS, _ALWAYS_CLOSES = "«„‟", "»"
_BEFORE_OPENING = "([{-–—/"
_AFTER_CLOSING = ",.;:)]}!?"


@dataclass(frozen=True, slots=True)
class QuoteMark:
    """A quotation mark at `at`, and whether it opens."""

    at: int
    opens: bool


def find_quote_marks(text: str) -> list[QuoteMark]:
    """Find the quotation marks of a text; one that may open or close is told by what stands beside it.

    >>> [mark.opens for mark in find_quote_marks('Закон "О “Росатоме”" и “орнотуу»')]
    [True, True, False, False, True, False]
    """
    marks: list[QuoteMark] = []
    for match in _QUOTE.finditer(text):
        marks.append(QuoteMark(match.start(), _opens(text, match.start(), marks[-1] if marks else None)))
    return marks


def _opens(text: str, at: int, last: QuoteMark | None) -> bool:
    """Tell whether the mark at `at` opens, the mark before it known."""
    mark, before, after = text[at], text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if mark in _ALWAYS_OPENS or mark in _ALWAYS_CLOSES:
        return mark in _ALWAYS_OPENS
    if last is not None and last.at == at - 1:
        return last.opens
    if not before.isspace() and before not in _BEFORE_OPENING:
        return False
    if not after.isspace():
        return after not in _AFTER_CLOSING
    if mark == '"':
        return last is None or not last.opens
    return mark == "“"


def find_closing(text: str, marks: Sequence[QuoteMark], index: int) -> int | None:
    """Return the index of the mark that closes the one at `index`, or None where nothing does nearby.

    Where marks are missing, the nearest one that closes as much as any; or the next, where the quote between goes on
    (`… в Закон "Об образовании" и Закон "О науке"`).
    """
    begin = marks[index].at
    boundary = _BOUNDARY.search(text, begin, begin + LONGEST_QUOTE)
    limit = boundary.end() if boundary else begin + LONGEST_QUOTE
    depth, best, best_depth = 0, None, len(marks)
    for i in range(index, len(marks)):
        if marks[i].at >= limit:
            break
        depth += 1 if marks[i].opens else -1
        if not marks[i].opens and (depth < best_depth or (depth == best_depth and _goes_on(text, marks, best))):
            best, best_depth = i, depth
        if depth == 0:
            break
    return best


def _goes_on(text: str, marks: Sequence[QuoteMark], closing: int | None) -> bool:
    """Tell whether what stands between a closing mark and the next one goes on with the quote around both."""
    return closing is not None and bool(_GOES_ON.fullmatch(text, marks[closing].at + 1, marks[closing + 1].at))


def find_opening(text: str, marks: Sequence[QuoteMark], index: int) -> int | None:
    """Return the index of the mark that opens what the one at `index` closes, or None; the mirror of `find_closing`."""
    end = marks[index].at
    limit = max(0, end - LONGEST_QUOTE)
    for boundary in _BOUNDARY.finditer(text, limit, end):
        limit = boundary.end()
    depth, best, best_depth = 0, None, len(marks)
    for i in range(index, -1, -1):
        if marks[i].at < limit:
            break
        depth += -1 if marks[i].opens else 1
        if marks[i].opens and depth < best_depth:
            best, best_depth = i, depth
        if depth == 0:
            break
    return best


def find_quoted(text: str) -> list[tuple[int, int]]:
    """Return where quotes stand, the outermost ones, each with as many marks that open as marks that close.

    >>> find_quoted('слова "20" и «не «30»» заменить'), find_quoted("«О науке обязан «30» и")
    ([(6, 10), (13, 22)], [(16, 20)])
    """
    marks = find_quote_marks(text)
    found: list[tuple[int, int]] = []
    for index, mark in enumerate(marks):
        closing = find_closing(text, marks, index) if mark.opens and (not found or mark.at >= found[-1][1]) else None
        if closing is not None and 2 * sum(one.opens for one in marks[index : closing + 1]) == closing + 1 - index:
            found.append((mark.at, marks[closing].at + 1))
    return found
