"""Dates as legal acts print them in each language, with the months and year words of its vocabulary.

    2014-жылдын 26-июнундагы    2007 жылғы 3 желтоқсандағы    2011-жылы 23-августта      year, day, month
    26 июня 2014 года           23-март 2012-жыл              «5» апреля 2021 г.         day, month, year
    2008.06.25                  2021-04-05                                               year, month, day
    12.10.2015 г.                                                                        day, month, year

Any white space, a no-break space or a line break may stand between the parts, and a hyphen may end a line
(`2014-жыл-` + `дын`). A day that its month does not have (31 февраля) makes no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary, section_phrases

_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_DAY = r"(?:[«“„\"]\s*)?(?P<day>0?[1-9]|[12]\d|3[01])(?:\s*[»”“\"])?"
_NO_DIGIT_BEFORE = r"(?<![\d\p{L}])(?<!\d[.,/])"
_NO_LETTER_AFTER = r"(?![\p{L}\p{M}])"
_HYPHEN = r"(?:\s*[-\u2010\u2011\u2012\u2013\u2014]\s*|\s+)"
# the rest of a word, also when the line ends inside it: `дын`, `-` + line break + `дын`
_REST = r"\p{L}*(?:-[^\S\n]*\n\s*\p{Ll}+)?"
_YEAR_ALONE = regex.compile(r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)")
# Day and month stand this near their year, line breaks and indents between them.
_NEAR_YEAR = 200
_BREAK = regex.compile(r"-\s+")
# 2008.06.25
_YEAR_FIRST = regex.compile(
    rf"{_NO_DIGIT_BEFORE}{_YEAR}(?P<mark>[.\-])\s*(?P<month>\d\d)(?P=mark)\s*(?P<day>\d\d)(?![\d\p{{L}}])(?!\.\d)"
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date printed at `start..end` (code points, half-open).

    `regular` is False when the month ends in letters that no case of its language has (`20-майыдагы`): a suspected
    misprint, but still a date.
    """

    value: date
    start: int
    end: int
    regular: bool


@cache
def _patterns(lang: str) -> tuple[regex.Pattern[str], ...]:
    phrases = {phrase for found in section_phrases("months", lang).values() for phrase in found}
    months = rf"(?P<month>{_words_source(phrases)}){_NO_LETTER_AFTER}"
    year_name = rf"(?:{_words_source(section_phrases('year', lang)['year'])}){_NO_LETTER_AFTER}"
    year_word = rf"(?:{_HYPHEN}{year_name})"
    # 2014-жылдын 26-июну
    year_day_month = rf"{_NO_DIGIT_BEFORE}{_YEAR}{year_word}\s*,?\s*{_DAY}{_HYPHEN}{months}"
    # 26 июня 2014 года
    day_month_year = rf"{_NO_DIGIT_BEFORE}{_DAY}(?:-го)?{_HYPHEN}{months}\s*,?\s*{_YEAR}(?!\d){year_word}?"
    # 12.10.2015 г., 12.10.2015г.
    digits = rf"{_NO_DIGIT_BEFORE}(?P<day>\d?\d)\.\s*(?P<month>\d\d)\.\s*{_YEAR}(?!\d|\.\d)(?:{_HYPHEN}?{year_name})?"
    return tuple(regex.compile(source, regex.IGNORECASE) for source in (year_day_month, day_month_year, digits))


def _words_source(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(
        regex.escape(phrase.rstrip("*"), special_only=True) + _REST * phrase.endswith("*") for phrase in longest_first
    )


def _month_of(printed: str, lang: str) -> tuple[int, bool]:
    """Give the month a printed word names in `lang`, and whether its ending is one of that language."""
    if printed.isdecimal():
        return int(printed), True
    word = _BREAK.sub("", printed).casefold()
    stems = _stems_of(word, lang)
    shortest, number = min(stems, key=lambda found: len(found[0]))
    endings = load_vocabulary(lang).month_endings
    return number, (word, number) in stems or word.removeprefix(shortest) in endings


def _stems_of(word: str, lang: str) -> list[tuple[str, int]]:
    """List the month phrases that `word` begins with, and their months; a phrase without `*` stands for itself too."""
    phrases = [(phrase, int(key)) for key, found in section_phrases("months", lang).items() for phrase in found]
    return [(phrase.rstrip("*"), number) for phrase, number in phrases if word.startswith(phrase.rstrip("*"))]


def _dates_of_language(text: str, windows: Iterable[tuple[int, int]], lang: str) -> Iterator[DateMatch]:
    for start, end in windows:
        for pattern in _patterns(lang):
            for match in pattern.finditer(text, start, end, overlapped=True):
                month, regular = _month_of(match["month"], lang)
                yield from _date_of(match, month, regular=regular)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that can hold a date: what is near a year."""
    begin = end = -1
    for year in _YEAR_ALONE.finditer(text):
        if begin >= 0 and year.start() - _NEAR_YEAR > end:
            yield begin, end
            begin = -1
        begin = max(0, year.start() - _NEAR_YEAR) if begin < 0 else begin
        end = min(len(text), year.end() + _NEAR_YEAR)
    if begin >= 0:
        yield begin, end


def _date_of(match: regex.Match[str], month: int, *, regular: bool) -> Iterator[DateMatch]:
    try:
        value = date(int(match["year"]), month, int(match["day"]))
    except ValueError:  # no such day in that month: not a date
        return
    yield DateMatch(value, match.start(), match.end(), regular)


def find_dates(text: str) -> list[DateMatch]:
    """Find the dates of a text in any of the languages, sorted by place, none overlapping another.

    Offsets are code points, half-open; a year word (`года`, `жыл`) belongs to its date, the full stop after
    `2008.06.25.` does not.

    >>> [str(found.value) for found in find_dates("2014-жылдын 26-июнундагы № 354, от 5 апреля 2021 г.")]
    ['2014-06-26', '2021-04-05']
    """
    windows = list(_windows(text))
    if not windows:
        return []
    candidates = [
        found for match in _YEAR_FIRST.finditer(text) for found in _date_of(match, int(match["month"]), regular=True)
    ]
    candidates += [found for lang in LANGUAGES for found in _dates_of_language(text, windows, lang)]
    found: list[DateMatch] = []
    for candidate in sorted(candidates, key=lambda match: (match.start, -match.end, not match.regular)):
        if not found or candidate.start >= found[-1].end:
            found.append(candidate)
    return found


def parse_date(text: str) -> date:
    """Read the one date that a text prints. Raises ValueError when it prints none or more than one.

    >>> parse_date("2007 жылғы 3 желтоқсандағы")
    datetime.date(2007, 12, 3)
    """
    found = find_dates(text)
    if len(found) != 1:
        raise ValueError(f"expected exactly one date, found {len(found)} in {text!r}")
    return found[0].value
