"""The figures of a text: what two languages must say alike, whatever their words.

    2025-жылдын 17-февралы, 12.10.2015 г.              date
    № 77, № 124-ИБ                                     reference to an act
    13, 17-беренелерине, статьями 13, 17, 1) тармақша  reference to a unit of an act, a range unit by unit
    20 %, жүз пайыз, стопроцентный                     percentage
    30 миң, тридцать тысяч, он төрт, 0,8               number

A number in words counts too, but is soft: `бир` is an article, `оба` a pronoun, and a translation may do without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import Term, find_terms, phrase_pattern
from pipeline.text.numerals import InvalidNumeralError, roman_to_int

Aspect = Literal["date", "reference", "percentage", "number"]

# 30 000; 0,8; 14-1 is two numbers, 20дан is one with a case ending, м2 is none
_DIGITS = regex.compile(r"(?<![\p{L}\d])(?<!\d[.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)*)(?!\d)")
# I, IV, XII; a lone С or с is a preposition
_ROMAN = r"(?-i:(?<!\p{L})(?:[IVXLCІХС]{2,7}|[IVXІХ])(?!\p{L}))"
_DASH = r"[-\u2010\u2011\u2012\u2013\u2014]"
# one item of a list of numbers: 3, 3-5, IV
_ITEM = regex.compile(rf"(\d+(?:\.\d+)*[⁰¹²³⁴⁵⁶⁷⁸⁹]*|{_ROMAN})(?:\s*{_DASH}\s*(\d+))?")
_LONGEST_RANGE = 200
_FARTHEST_LIST = 120
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
# What may stand between the words of one number, and between a number and its percent: `жыйырма беш`, `20 (двадцать) %`
_GAP = regex.compile(r"\s*-?\s*")
_GAP_TO_PERCENT = regex.compile(r"\s*\)?\s*(?:\([^()]{1,30}\)\s*)?")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure printed at `start..end` (code points, half-open); a reference has a `unit`, one in words is `soft`."""

    aspect: Aspect
    value: str
    start: int
    end: int
    unit: str | None = None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class _Numeral:
    value: Decimal
    start: int
    end: int
    soft: bool


def _hide(text: str, places: Sequence[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in places:
        letters[start:end] = "·" * (end - start)
    return "".join(letters)


# 13, 17; 1 - 3; 2 и 4; 1), 2); 14-1; IV
@cache
def _number_list(lang: str) -> str:
    item = rf"(?:(?<![\p{{L}}\d])\d{{1,4}}(?:\.\d+)*[⁰¹²³⁴⁵⁶⁷⁸⁹]*|{_ROMAN})\)?"
    joins = "|".join(phrase_pattern("connectives", key, lang) for key in ("and_or", "and", "or"))
    return rf"{item}(?:\s*(?:[,;]|{_DASH}|{joins})\s*{item})*"


@cache
def _before_unit(lang: str) -> regex.Pattern[str]:
    return regex.compile(
        rf"({_number_list(lang)})(?:(?<=\))\s*|\s*{_DASH}\s*|(?-i:(?<=[IVXLCІХС]))\s+)$", regex.IGNORECASE
    )


# статьями 13, 17; a number before the next unit is that one's: `берененин 3-бөлүгү`
@cache
def _after_unit(lang: str) -> regex.Pattern[str]:
    return regex.compile(rf"\s*((?>{_number_list(lang)}))(?![\p{{L}}\d])(?!\s*{_DASH}\s*\p{{L}})", regex.IGNORECASE)


def _references(text: str, lang: str) -> Iterator[Figure]:
    """Find the numbers of articles, points and so on: before their word with a hyphen or bracket, or after it."""
    used = 0
    for term in find_terms("units", text, lang):
        place = _numbers_of(text, term, used, lang)
        if place is None:
            continue
        used = place[1]
        for item in _ITEM.finditer(text, *place):
            for value in _values_of(item[1], item[2]):
                yield Figure("reference", value, item.start(), item.end(), term.key)


def _numbers_of(text: str, unit: Term, used: int, lang: str) -> tuple[int, int] | None:
    """Give the place of the list of numbers that belongs to a unit; none reaches into what is `used` already."""
    before = _before_unit(lang).search(text, max(used, unit.start - _FARTHEST_LIST), unit.start)
    if before is not None:
        return before.span(1)
    after = _after_unit(lang).match(text, unit.end, unit.end + _FARTHEST_LIST)
    return after and after.span(1)


def _values_of(first: str, last: str | None) -> list[str]:
    """Read one item of a list: `3`, `3-5` (three values), `14-1` (one value), `IV`."""
    if first[0].isalpha():
        try:
            return [str(roman_to_int(first.upper()))]
        except InvalidNumeralError:
            return []
    plain = regex.sub(r"(?<=\d)(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])", "-", first, count=1).translate(_RAISED)
    if last is None:
        return [plain]
    if plain.isdecimal() and 0 < int(last) - int(plain) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(plain), int(last) + 1)]
    return [f"{plain}-{last}"]


def _tokens(text: str, lang: str) -> list[_Numeral]:
    digits = [
        _Numeral(_decimal(part), start, start + len(part), soft=False)
        for match in _DIGITS.finditer(text)
        for part, start in _parts_of(match)
    ]
    words = [_Numeral(Decimal(t.key), t.start, t.end, soft=True) for t in find_terms("numerals", text, lang)]
    return sorted(digits + words, key=lambda token: token.start)


# 6.1.2 and 5,6,7 are several numbers
def _parts_of(match: regex.Match[str]) -> list[tuple[str, int]]:
    printed = match.group()
    if printed.count(",") + printed.count(".") <= 1:
        return [(printed, match.start())]
    return [(part.group(), match.start() + part.start()) for part in regex.finditer(r"\d+", printed)]


def _decimal(printed: str) -> Decimal:
    return Decimal(regex.sub(r"\s", "", printed).replace(",", "."))


def _numerals(text: str, lang: str) -> list[_Numeral]:
    """Put the words of one number together: `жүз` `жыйырма` `беш` is 125, `30` `миң` is 30000."""
    numbers: list[_Numeral] = []
    parts: list[Decimal] = []
    for token in _tokens(text, lang):
        near = bool(numbers) and token.soft and _GAP.fullmatch(text, numbers[-1].end, token.start) is not None
        joined = _join(parts, token.value) if near else None
        if joined is None:
            parts = [token.value]
            numbers.append(token)
        else:
            parts = joined
            before = numbers[-1]
            numbers[-1] = _Numeral(sum(parts, Decimal()), before.start, token.end, before.soft)
    return numbers


def _join(parts: list[Decimal], value: Decimal) -> list[Decimal] | None:
    """Go on with a number by one more word; None when the word begins another number (`эки, үч`, `үчтөн эки`).

    `parts` are the number's thousands, millions and what comes after them: the last may grow, the others not.
    """
    last = parts[-1]
    if value >= _THOUSAND:
        return [*parts[:-1], last * value] if last < value and all(value < part for part in parts[:-1]) else None
    if last >= _THOUSAND:
        return [*parts, value]
    if value == _HUNDRED:
        return [*parts[:-1], last * value] if 1 < last < _TEN else None
    power = next((power for power in (_HUNDRED, _TEN) if last % power == 0), 1)
    return [*parts[:-1], last + value] if value < power else None


def _spelled(value: Decimal) -> str:
    return f"{value.normalize():f}"


def find_figures(text: str, lang: str) -> list[Figure]:
    """Find the figures of a text in one language, sorted by place.

    >>> [(found.aspect, found.value) for found in find_figures("13, 17-беренелерине ылайык 20 %ынан кем эмес", "ky")]
    [('reference', '13'), ('reference', '17'), ('percentage', '20')]
    >>> [(found.value, found.unit) for found in find_figures("частями 1-3 статьи 14", "ru")]
    [('1', 'part'), ('2', 'part'), ('3', 'part'), ('14', 'article')]
    """
    figures = [Figure("date", date.value.isoformat(), date.start, date.end) for date in find_dates(text)]
    text = _hide(text, [(found.start, found.end) for found in figures])
    for number in find_act_numbers(text):
        value = regex.sub(r"\s", "", number.num).casefold()
        figures.append(Figure("reference", value, number.sign_start, number.end, "act"))
    text = _hide(text, [(found.start, found.end) for found in figures])
    figures += _references(text, lang)
    text = _hide(text, [(found.start, found.end) for found in figures])
    figures += _quantities(text, lang)
    return sorted(figures, key=lambda found: (found.start, found.end))


def _quantities(text: str, lang: str) -> Iterator[Figure]:
    percents = find_terms("percent", text, lang)
    for term in percents:
        if term.key == "hundred_percent":
            yield Figure("percentage", "100", term.start, term.end)
    signs = [term for term in percents if term.key == "percent"]
    numbers = _numerals(text, lang)
    for before, number in zip([None, *numbers], numbers, strict=False):
        after = (sign for sign in signs if sign.start >= number.end)
        percent = next((sign for sign in after if _GAP_TO_PERCENT.fullmatch(text, number.end, sign.start)), None)
        if percent is None or (before is not None and _is_fraction(text, before, number)):
            yield Figure("number", _spelled(number.value), number.start, number.end, soft=number.soft)
        else:
            yield Figure("percentage", _spelled(number.value), number.start, percent.end)


def _is_fraction(text: str, before: _Numeral, number: _Numeral) -> bool:
    """Tell `экиден бир пайыз` and `одной второй процента`, half a percent, from one and two percent."""
    return before.soft and number.soft and not text[before.end : number.start].strip()


def normalize_num(printed: str, lang: str) -> str:
    """Spell the number of a provision so that the same number of another language is equal.

    >>> [normalize_num(num, "ky") for num in ("14.", "1)", "II", "БИРИНЧИ", "14¹", "а)")]
    ['14', '1', '2', '1', '14-1', 'а']
    """
    bare = regex.sub(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$", "", printed)
    words = _numerals(bare, lang)
    if len(words) == 1 and words[0].soft and (words[0].start, words[0].end) == (0, len(bare)):
        return _spelled(words[0].value)
    values = _values_of(bare, None) if bare[:1].isdecimal() or regex.fullmatch(_ROMAN, bare) else []
    return regex.sub(r"[.\s]+", "-", (values or [bare.casefold()])[0])
