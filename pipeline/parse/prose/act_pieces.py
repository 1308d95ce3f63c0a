"""Lay out what a mention of an act is made of: words for kinds, numbers, dates, and quotes that may be titles.

A `Sheet` is a text with these pieces in order; `next_piece` steps from one to the next, onwards or back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from pipeline.languages.act_numbers import ActNumber, find_act_numbers
from pipeline.languages.dates import DateMatch, find_dates
from pipeline.languages.vocabulary import Term, beginning_of, find_terms, section_phrases
from pipeline.parse.passage import Span
from pipeline.parse.prose.locators import country_source, puts_kind_first, words_source
from pipeline.parse.prose.quotes import QuoteMark, find_closing, find_opening, find_quote_marks

# A word for a kind, or the country and issuer beside it, is no longer; brackets are read over up to this length.
LONGEST_NAME, LONGEST_BRACKET = 120, 400
_BRACKET_AHEAD = regex.compile(rf"\s*+\(([^()]{{0,{LONGEST_BRACKET}}}+)\)")
_INITIALS = r"(?<=(?<![\p{L}])\p{L}{1,2})\."
_QUOTED = r"[«“„\"][^«»“”„\"]{1,120}+[»”“\"]"
# 353-Пр
_SUFFIX = regex.compile(r"-\p{Lu}\p{Ll}{1,2}(?!\p{L})")

Label = Literal["kind", "title", "number", "date"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a mention at `start..end`: a title with its quotation marks, a number with its sign.

    `words` is where a title stands without those marks.
    """

    label: Label
    start: int
    end: int
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of a language: what may stand between two pieces, and what titles begin and end with."""

    near: regex.Pattern[str]
    issuer: regex.Pattern[str]
    separator: regex.Pattern[str]
    separator_behind: regex.Pattern[str]
    before_date: regex.Pattern[str]
    link_first: regex.Pattern[str]
    title_begin: regex.Pattern[str]
    title_end: regex.Pattern[str]
    this: regex.Pattern[str]
    name_before: regex.Pattern[str]
    name_behind: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with its pieces: kinds, dates and numbers in order, and the quotation marks."""

    text: str
    lang: str
    words: Words
    onwards: bool
    pieces: list[Piece]
    starts: list[int]
    ends: list[int]
    marks: list[QuoteMark]
    mark_places: list[int]
    kinds: dict[int, Term]
    numbers: dict[int, ActNumber]
    dates: dict[int, DateMatch]


@cache
def _words_of(lang: str) -> Words:
    link, date_word = words_source("mention", "link", lang), words_source("mention", "before_date", lang)
    joining, name = words_source("mention", "and", lang), words_source("named_acts", "code_name", lang)
    country = country_source(lang)
    issuer = "|".join(words_source("issuers", key, lang) for key in section_phrases("issuers", lang))
    near = rf"(?:[\s,()]++|{link}|{date_word})*+"
    separator = rf"\s*+(?:[,;]\s*+(?:{joining})?|{joining})\s*+"
    sources = (
        near,
        rf"{near}(?=(?-i:\p{{Lu}})|{issuer})(?:[\p{{L}}\p{{M}}]++|[\s,\-\u2010-\u2014]++|{_INITIALS}|{_QUOTED})*+",
        separator,
        rf"(?<![\s,;]){separator}$",
        rf"{date_word}\s*$" if puts_kind_first(lang) else "",
        rf"\s*+{link}",
        rf"\s*+{words_source('title', 'begin', lang)}",
        rf"{words_source('title', 'end', lang)}\W*$",
        rf"{words_source('mention', 'this', lang)}(?:\s+[\p{{L}}\p{{M}}]++)?\s*$",
        rf"{name}\s+(?:(?:{country})\s+)?$",
        rf"\s+(?:(?:{country})\s+)?{name}",
    )
    return Words(*(regex.compile(source, regex.IGNORECASE) for source in sources))


def lay_out(text: str, lang: str) -> Sheet:
    """Find the pieces of a text in one language."""
    dates, marks = find_dates(text), find_quote_marks(text)
    numbers = [_with_suffix(number, text) for number in find_act_numbers(text) if not _overlaps(number, dates)]
    kinds = {term.start: term for term in _kinds_in(text, lang)}
    pieces = [Piece("kind", term.start, term.end) for term in kinds.values()]
    pieces += [Piece("date", date.start, date.end) for date in dates]
    pieces += [Piece("number", number.sign_start, number.end) for number in numbers]
    pieces.sort(key=lambda piece: piece.start)
    return Sheet(
        text,
        lang,
        _words_of(lang),
        puts_kind_first(lang),
        pieces,
        [piece.start for piece in pieces],
        [piece.end for piece in pieces],
        marks,
        [mark.at for mark in marks],
        kinds,
        {number.sign_start: number for number in numbers},
        {date.start: date for date in dates},
    )


def _with_suffix(number: ActNumber, text: str) -> ActNumber:
    suffix = _SUFFIX.match(text, number.end, number.end + 4)
    return replace(number, num=number.num + suffix.group(), end=suffix.end()) if suffix else number


def _overlaps(number: ActNumber, dates: list[DateMatch]) -> bool:
    last = bisect_left(dates, number.end, key=lambda date: date.start) - 1
    return last >= 0 and dates[last].end > number.sign_start


def _kinds_in(text: str, lang: str) -> Iterator[Term]:
    """Yield the words for kinds of acts, for codes and policies too: what begins like one is quick to find."""
    beginnings, patterns = _kind_patterns(lang)
    reached = 0
    for found in beginnings.finditer(text):
        start, limit = found.start(), found.start() + LONGEST_NAME
        if start < reached:
            continue
        tried = patterns[found[0].casefold()]
        matches = [(match.end(), key) for key, pattern in tried if (match := pattern.match(text, start, limit))]
        if matches:
            reached, key = max(matches, key=lambda match: match[0])
            yield Term(key, lang, start, reached)


@cache
def _kind_patterns(lang: str) -> tuple[regex.Pattern[str], dict[str, list[tuple[str, regex.Pattern[str]]]]]:
    """Compile what kinds begin with, and for each beginning the kinds that begin so."""
    keys = [("named_acts", key) for key in ("constitutional_law", "code", "constitution", "regulation")]
    keys += [(section, key) for section in ("act_kinds", "policies") for key in section_phrases(section, lang)]
    patterns: dict[str, list[tuple[str, regex.Pattern[str]]]] = {}
    for section, key in keys:
        pattern = regex.compile(words_source(section, key, lang), regex.IGNORECASE)
        for beginning in map(beginning_of, section_phrases(section, lang)[key]):
            if (key, pattern) not in patterns.setdefault(beginning, []):
                patterns[beginning].append((key, pattern))
    source = "|".join(sorted(patterns, key=lambda beginning: (-len(beginning), beginning)))
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{source})", regex.IGNORECASE), patterns


def next_piece(sheet: Sheet, at: int, *, onwards: bool) -> Piece | None:
    """Return the next piece from `at` on, or back from it; a quotation mark stands for what it quotes."""
    if onwards:
        i, j = bisect_left(sheet.starts, at), bisect_left(sheet.mark_places, at)
    else:
        i, j = bisect_right(sheet.ends, at) - 1, bisect_left(sheet.mark_places, at) - 1
    piece = sheet.pieces[i] if 0 <= i < len(sheet.pieces) else None
    mark = sheet.marks[j] if 0 <= j < len(sheet.marks) else None
    if mark is None or (piece and (piece.start < mark.at if onwards else piece.end > mark.at)):
        return piece
    return quoted_at(sheet, j) if mark.opens == onwards else None


def quoted_at(sheet: Sheet, index: int) -> Piece | None:
    """Return what the mark at that index quotes, the marks included."""
    find_other = find_closing if sheet.marks[index].opens else find_opening
    other = find_other(sheet.text, sheet.marks, index)
    if other is None:
        return None
    start, end = sorted((sheet.mark_places[index], sheet.mark_places[other]))
    return Piece("title", start, end + 1, (start + 1, end))


def bodies_in(sheet: Sheet, text: str, sections: tuple[str, ...] = ("country", "issuers")) -> list[Term]:
    """Find the countries and issuers of a stretch of the text, sorted by place."""
    found = [term for section in sections for term in find_terms(section, text, sheet.lang)]
    return sorted(found, key=lambda term: term.start)


def without_bodies(sheet: Sheet, gap: str) -> str:
    """Return a stretch of the text without its countries and issuers."""
    for term in reversed(bodies_in(sheet, gap)):
        gap = gap[: term.start] + gap[term.end :]
    return gap


def bracket_ahead(sheet: Sheet, at: int) -> tuple[int, int] | None:
    """Return what stands inside the brackets that open at `at`, blanks aside, or None."""
    match = _BRACKET_AHEAD.match(sheet.text, at, at + 2 * LONGEST_BRACKET)
    return match.span(1) if match else None


def pieces_within(sheet: Sheet, start: int, end: int) -> list[Piece]:
    """Return the kinds, numbers and dates that begin in a stretch of the text."""
    return sheet.pieces[bisect_left(sheet.starts, start) : bisect_left(sheet.starts, end)]


def over_brackets(sheet: Sheet, at: int, *, onwards: bool) -> int:
    """Step over brackets beside `at`, unless they hold a number or date and nothing else: `(№ 354)`."""
    if onwards:
        ahead = bracket_ahead(sheet, at)
        if ahead is None:
            return at
        start, end = ahead
        beyond = end + 1
    else:
        text = sheet.text[max(0, at - LONGEST_BRACKET) : at].rstrip()
        opening = text.rfind("(")
        if not text.endswith(")") or opening < 0 or ")" in text[opening:-1]:
            return at
        beyond = max(0, at - LONGEST_BRACKET) + opening
        start, end = beyond + 1, beyond + len(text) - opening - 1
    inside = pieces_within(sheet, start, end)
    rest = sheet.text[start:end]
    for piece in reversed(inside):
        behind = rest[piece.end - start :]
        rest = rest[: piece.start - start] + (behind.removeprefix(".") if piece.label == "date" else behind)
    only = inside and all(piece.label != "kind" for piece in inside) and sheet.words.near.fullmatch(rest)
    return at if only else beyond
