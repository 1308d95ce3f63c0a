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
from pipeline.parse.prose.locators import country_source, puts_kind_first, words_source

POLICIES = frozenset({"concept", "strategy", "plan", "program"})
# A title that begins or ends with one of these needs no other sign, from so many words on.
_UNMISTAKABLE, _FEWEST_WORDS = frozenset({"concept", "strategy"}), 4
# Between a kind and its title stand so many characters.
_LONGEST_GAP, _LONGEST_TITLE = 120, 250
_WORD = r"[\p{L}\p{M}\d\s\-\u2010-\u2014]"
_ONLY_WORDS = regex.compile(rf"{_WORD}*+")
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_WITH_YEAR = regex.compile(_YEAR)


@dataclass(frozen=True, slots=True)
class _Words:
    """What says whose, or of which years, a document is; and what may stand between its kind and its title."""

    own: regex.Pattern[str]
    country: regex.Pattern[str]
    gap: regex.Pattern[str]
    unquoted: regex.Pattern[str]
    approved: regex.Pattern[str]
    other: regex.Pattern[str]
    approves: regex.Pattern[str]


@cache
def _words(lang: str) -> _Words:
    country = country_source(lang)
    public, called = words_source("policy_words", "public", lang), words_source("mention", "called", lang)
    approves, other = words_source("mention", "approves", lang), words_source("policy_words", "other", lang)
    until = words_source("policy_words", "until", lang)
    years = rf"{_YEAR}[\s\-]*+{words_source('year', 'year', lang)}"
    if puts_kind_first(lang):
        # развития Кыргызской Республики на 2018-2022 годы
        gap = rf"{_WORD}*?(?:{country}|{years}|{called})\s*+"
        unquoted, approved = rf"{_WORD}*?\s{until}\s++(?:{_YEAR}[\-\u2010-\u2014])?{years}", rf"{approves}\s*$"
        other = rf"{other}\s*$"
    else:
        # аттуу санариптик трансформациянын
        gap = rf"\s*+{called}{_WORD}*+"
        unquoted = rf"(?<![\p{{L}}\d])(?:{_YEAR}[\-\u2010-\u2014])?{_YEAR}[\s\-]*+{until}{_WORD}*+$"
        other = rf"\W*{other}"
        # бекитилсин | 1-тиркемеге ылайык бекитилсин
        annex = words_source("annex", "annex", lang)
        approved = rf"\W*(?:[^.;:]{{0,40}}{annex}[^.;:]{{0,40}})?{approves}"
    sources = (rf"{_YEAR}|{country}|{public}", country, gap, unquoted, approved, other, approves)
    return _Words(*(regex.compile(source, regex.IGNORECASE) for source in sources))


def find_policy_title(sheet: Sheet, kind: Term) -> Piece | None:
    """Find the title of a document of policy: around the word for its kind, or on the side of titles."""
    return _title_around(sheet, kind) or _title_beside(sheet, kind) or _unquoted_title(sheet, kind)


def _title_around(sheet: Sheet, kind: Term) -> Piece | None:
    """Return the quote that begins with the kind where kinds stand first, or ends with it where they stand last."""
    index, gap = _nearest_mark(sheet, kind, onwards=not sheet.onwards)
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
    index, gap = _nearest_mark(sheet, kind, onwards=sheet.onwards)
    title = None if index is None else quoted_at(sheet, index)
    if title is None or title.words is None:
        return None
    of_years = _WITH_YEAR.search(sheet.text, *title.words) is not None and _ONLY_WORDS.fullmatch(gap) is not None
    said = _words(sheet.lang).gap.fullmatch(gap) is not None or not without_bodies(sheet, gap).strip()
    return title if of_years or said else None


def _unquoted_title(sheet: Sheet, kind: Term) -> Piece | None:
    """Return a title without quotation marks: it has a capital kind, a country, and years at its other end.

    `Национальная стратегия развития Кыргызской Республики на 2018-2040 годы`
    """
    if not sheet.text[kind.start].isupper():
        return None
    words = _words(sheet.lang)
    if sheet.onwards:
        years = words.unquoted.match(sheet.text, kind.end, kind.end + _LONGEST_TITLE)
        place = (kind.start, years.end()) if years else None
    else:
        years = words.unquoted.search(sheet.text, max(0, kind.start - _LONGEST_TITLE), kind.start)
        place = (years.start(), kind.end) if years else None
    if place is None or not words.country.search(sheet.text, *place):
        return None
    return Piece("title", *place, place)


def _nearest_mark(sheet: Sheet, kind: Term, *, onwards: bool) -> tuple[int | None, str]:
    """Return the index of the nearest quotation mark ahead of a kind or before it, and the words between.

    Where kinds stand first it has to open, around the kind as beside it; where they stand last, to close.
    """
    index = bisect_left(sheet.mark_places, kind.end if onwards else kind.start) - (not onwards)
    if not 0 <= index < len(sheet.marks) or sheet.marks[index].opens != sheet.onwards:
        return None, ""
    mark = sheet.mark_places[index]
    start, end = (kind.end, mark) if onwards else (mark + 1, kind.start)
    return (index, sheet.text[start:end]) if end - start <= _LONGEST_GAP else (None, "")


def is_identified(sheet: Sheet, kind: Term, pieces: Mapping[Label, Piece]) -> bool:
    """Tell whether a document of policy can be told from others of its kind, and is not approved by this very text."""
    title = pieces.get("title")
    if title is None or title.words is None:
        return {"date", "number"} <= pieces.keys()
    start, end = title.words
    words = sheet.text[start:end].strip()
    if not words[:1].isupper() and not words[:1].isdigit():
        return False
    around = min(kind.start, title.start), max(kind.end, title.end)
    if _stands_beside(sheet, _words(sheet.lang).approved, *around):
        return False
    if _stands_beside(sheet, _words(sheet.lang).other, *around):
        return False
    if "date" in pieces or "number" in pieces:
        return True
    whole = sheet.text[min(kind.start, start) : max(kind.end, end)]
    if _words(sheet.lang).own.search(whole):
        return True
    return start <= kind.start < end and kind.key in _UNMISTAKABLE and len(words.split()) >= _FEWEST_WORDS


def _stands_beside(sheet: Sheet, words: regex.Pattern[str], start: int, end: int) -> bool:
    """Tell whether words stand beside a title: `Утвердить Концепцию …`, `… концепциясы бекитилсин`, `предмет «…»`."""
    if sheet.onwards:
        return words.search(sheet.text, max(0, start - _LONGEST_GAP), start) is not None
    return words.match(sheet.text, end, end + _LONGEST_GAP) is not None


def approves_what_follows(text: str, lang: str) -> bool:
    """Tell whether words approve what a list below them names: `Утвердить:`, `Төмөнкүлөр бекитилсин:`."""
    return text.rstrip().endswith(":") and _words(lang).approves.search(text) is not None
