"""Find what a document of policy is called: its title holds the word for its kind, or stands beside it.

    “Кыргыз Республикасынын билим берүүсүн өнүктүрүү Концепциясы”    «Концепция развития образования до 2030 года»
    (“Концепция … “Цифровой Кыргызстан 2019-2023”)                   the bracket closes what no mark does
    Государственная программа «Цифровой Казахстан»                   “Санарип Кыргызстан 2019-2023” аттуу … Концепциясы

Such words are said of much that is no document (концепция «одного окна», программа «Математика»), so one counts only
where it can be told from others: by its number and date, by a title that says whose or of which years it is, or by a
title of several words that calls itself so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.languages.vocabulary import Term
from pipeline.parse.prose.act_pieces import LONGEST_BRACKET, Label, Piece, Sheet, quoted_at, without_bodies
from pipeline.parse.prose.locators import puts_kind_first, words_source

POLICIES = frozenset({"concept", "strategy", "plan", "program"})
# A title that begins or ends with one of these needs no other sign, from so many words on.
_UNMISTAKABLE, _FEWEST_WORDS = frozenset({"concept", "strategy"}), 4
# Between a kind and its title stand so many characters.
_LONGEST_GAP = 120
_WORDS = r"[\p{L}\p{M}\d\s\-\u2010-\u2014]*+"
_ONLY_WORDS = regex.compile(_WORDS)
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_WITH_YEAR = regex.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class _Words:
    """What says whose, or of which years, a document is; and what may stand between its kind and its title."""

    own: regex.Pattern[str]
    gap: regex.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    country = "|".join(words_source("country", key, lang) for key in ("KG", "KZ", "RU"))
    public, called = words_source("policy_words", "public", lang), words_source("mention", "called", lang)
    years = rf"{_YEAR}\s*+{words_source('year', 'year', lang)}"
    # развития Кыргызской Республики на 2018-2022 годы | аттуу санариптик трансформациянын
    gap = rf"{_WORDS}(?<=(?:{country}|{years}|{called})\s*)" if puts_kind_first(lang) else rf"\s*+{called}{_WORDS}"
    return _Words(*(regex.compile(source, regex.IGNORECASE) for source in (rf"{_YEAR}|{country}|{public}", gap)))


def find_policy_title(sheet: Sheet, kind: Term) -> Piece | None:
    """Find the quoted title of a document of policy: around the word for its kind, or on the side of titles."""
    return _title_around(sheet, kind) or _title_beside(sheet, kind)


def _title_around(sheet: Sheet, kind: Term) -> Piece | None:
    """Return the quote that begins with the kind where kinds stand first, or ends with it where they stand last."""
    if sheet.onwards:
        index = _mark_between(sheet, kind.start, onwards=False)
        gap = sheet.text[sheet.mark_places[index] + 1 : kind.start] if index is not None else ""
    else:
        index = _mark_between(sheet, kind.end, onwards=True)
        gap = sheet.text[kind.end : sheet.mark_places[index]] if index is not None else ""
    if index is None or gap.strip():
        return None
    return _closed_by_bracket(sheet, index) or quoted_at(sheet, index)


def _closed_by_bracket(sheet: Sheet, index: int) -> Piece | None:
    """Return the quote that the mark at that index opens inside brackets, where the bracket ends before the quote."""
    begin = sheet.mark_places[index]
    end = sheet.text.find(")", begin, begin + LONGEST_BRACKET)
    if end < 0 or sheet.text[begin - 1 : begin] != "(" or "(" in sheet.text[begin:end]:
        return None
    inside = sheet.marks[index : bisect_left(sheet.mark_places, end)]
    still_open = 2 * sum(mark.opens for mark in inside) > len(inside)
    return Piece("title", begin, end, (begin + 1, end)) if still_open else None


def _title_beside(sheet: Sheet, kind: Term) -> Piece | None:
    """Return the quote on the side of titles, with no other words between than such as say whose or what it is."""
    index = _mark_between(sheet, kind.end if sheet.onwards else kind.start, onwards=sheet.onwards)
    if index is None:
        return None
    mark = sheet.mark_places[index]
    gap = sheet.text[kind.end : mark] if sheet.onwards else sheet.text[mark + 1 : kind.start]
    title = quoted_at(sheet, index) if len(gap) <= _LONGEST_GAP else None
    if title is None or title.words is None:
        return None
    of_years = _WITH_YEAR.search(sheet.text, *title.words) is not None and _ONLY_WORDS.fullmatch(gap) is not None
    said = _words(sheet.lang).gap.fullmatch(gap) is not None or not without_bodies(sheet, gap).strip()
    return title if of_years or said else None


def _mark_between(sheet: Sheet, at: int, *, onwards: bool) -> int | None:
    """Return the index of the nearest quotation mark ahead of `at` or behind it, if that opens a title, or closes it.

    A mark ahead opens where titles follow the kind, and closes the quote the kind stands in where they come before it.
    """
    index = bisect_left(sheet.mark_places, at) - (not onwards)
    if not 0 <= index < len(sheet.marks) or sheet.marks[index].opens != sheet.onwards:
        return None
    return index


def is_identified(sheet: Sheet, kind: Term, pieces: Mapping[Label, Piece]) -> bool:
    """Tell whether a document of policy can be told from others of its kind."""
    title = pieces.get("title")
    if title is None or title.words is None:
        return {"date", "number"} <= pieces.keys()
    start, end = title.words
    words = sheet.text[start:end].strip()
    if not words[:1].isupper() and not words[:1].isdigit():
        return False
    if "date" in pieces or "number" in pieces:
        return True
    whole = sheet.text[min(kind.start, start) : max(kind.end, end)]
    if _words(sheet.lang).own.search(whole):
        return True
    return start <= kind.start < end and kind.key in _UNMISTAKABLE and len(words.split()) >= _FEWEST_WORDS
