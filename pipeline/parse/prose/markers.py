"""What a line of prose begins with: the number of a chapter, an article, a point or a subpoint, a letter, a dash.

    Глава 1. Общие положения    1-глава. Жалпы жоболор    II. Максаты    § 2. Порядок          chapter
    Статья 12. Права            12-берене. Укуктар        12-бап. Құқықтар                     article
    1. Бекитилсин               12-1. Утвердить           1.1.Жобонун максаты                  point
    1) окуу                     а) обучение                                                    subpoint
    - кейс                      • кадрлар                 o онлайн курс                        indent

A marker is what a line could begin; whether it does is decided beside the lines around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from pipeline.languages.vocabulary import phrase_pattern
from pipeline.text.numerals import InvalidNumeralError, roman_to_int

ProvisionKind = Literal["preamble", "section", "chapter", "article", "point", "subpoint", "indent", "paragraph"]
# How a number is set: `dot` 1. · `dotted` 1.1. · `paren` 1) · `letter` а) · `roman` I. · `word` Глава 1 · `mark` - •
Style = Literal["dot", "dotted", "paren", "letter", "roman", "word", "mark"]

NUMBER = regex.compile(r"\d+")
# 85¹: what stands between 85 and 86
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = rf"\d{{1,4}}(?:[-–.]\d{{1,3}}){{0,4}}{_RAISED}{{0,2}}"
_ROMAN = r"[IVXLCІХС]{1,7}"
_DOT = regex.compile(
    rf"\s*(?P<num>\d{{1,3}}(?:[-–]\d{{1,3}}|{_RAISED}{{1,2}})?)\s?\."
    r"(?:\s*(?=[\p{L}«“„\"(\[])|\s+(?=\d)|\s*$)"
)
# "2. - 4. (Утратили силу)": points that were taken out together
_RANGE = regex.compile(r"\s*(?P<num>\d{1,3}\s?\.?\s?[-–—]\s?\d{1,3})\s?\.\s*(?=\()")
# "4.1.- преподаватели"
_DOTTED = regex.compile(r"\s*(?P<num>[1-9]\d{0,2}(?:\.[1-9]\d{0,2}){1,4})\s?(?:\.\s?[-–—]|\.)?\s*(?=[\p{L}«“„\"(])")
_PAREN = regex.compile(rf"\s*(?P<num>\d{{1,3}}(?:[-–.]\d{{1,3}}|{_RAISED}{{1,2}})?)\s?\)\s*(?=\S)")
_LETTER = regex.compile(r"\s*(?P<num>\p{Ll})\s?\)\s*(?=\S)")
_ROMAN_DOT = regex.compile(rf"\s*(?P<num>{_ROMAN})\s?\.\s*(?=\p{{Lu}})")
_MARK = regex.compile(r"\s*(?:[-–—•●▪■◦○‣·*]|[oо](?=\s+\p{Lu}))\s*(?=[\p{L}\d«“„\"(])")
# A list of Markdown sets a dash before the number: "- 1) кредиттер"
_LISTED = regex.compile(r"\s*[-*•]\s+(?=\d{1,3}\s?[.)]\s)")
_ANY = regex.compile(r"\s*(?:\d|\p{Ll}\s?\)|[IVXLCІХС]+\s?\.|[-–—•●▪■◦○‣·*§]|[oо]\s)")
# "Глава 1. Общие положения", "ГЛАВА 1", and no sentence: "Глава 1 настоящего Кодекса применяется"
_HEADED = regex.compile(r"\s*(?:[.:–—-]\s*)?(?=\p{Lu}|[«“„\"(]|$)")
# The units that have a heading: the key in the vocabulary, the kind of provision, its depth.
_UNITS: tuple[tuple[str, ProvisionKind, int], ...] = (
    ("section", "section", 1),
    ("chapter", "chapter", 2),
    ("subchapter", "chapter", 3),
    ("article", "article", 4),
    ("point", "point", 5),
)
_DEPTHS: dict[Style, int] = {"roman": 2, "dot": 5, "dotted": 5, "paren": 7, "letter": 8, "mark": 9}


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line begins with: its kind and style, its number as printed, and where the words behind it begin.

    Offsets count from the start of the line; `num` is None for a dash or a bullet. `depth` orders what lies in what.
    `numbers` are its whole numbers: `12-1` is (12, 1), a letter its place in the alphabet; none where it is odd.
    """

    kind: ProvisionKind
    style: Style
    depth: int
    num: tuple[int, int] | None
    text: str
    body: int
    numbers: tuple[int, ...]


def read_marker(line: str, lang: str) -> Marker | None:
    """Return what a line begins with, or None where it begins with a word.

    >>> read_marker("1.1.Жобонун максаты", "ky").text, read_marker("Глава 2. Цель", "ru").kind
    ('1.1', 'chapter')
    """
    if headed := _read_unit(line, lang):
        return headed
    if not _ANY.match(line):
        return None
    start = listed.end() if (listed := _LISTED.match(line)) else 0
    patterns: tuple[tuple[regex.Pattern[str], ProvisionKind, Style], ...] = (
        (_RANGE, "point", "dot"),
        (_DOTTED, "point", "dotted"),
        (_DOT, "point", "dot"),
        (_PAREN, "subpoint", "paren"),
        (_ROMAN_DOT, "chapter", "roman"),
        (_LETTER, "subpoint", "letter"),
    )
    for pattern, kind, style in patterns:
        if found := pattern.match(line, start):
            num = found["num"]
            return Marker(kind, style, _DEPTHS[style], found.span("num"), num, found.end(), _numbers_of(num, style))
    if found := _MARK.match(line):
        return Marker("indent", "mark", _DEPTHS["mark"], None, found.group().strip(), found.end(), ())
    return None


def is_raised(number: int, last: int) -> bool:
    """Tell whether numbers follow where a raised digit lost its place: 81 (8¹) follows 8, and 9 follows 81."""
    return number == last * 10 + 1 or (last > 10 and number == last // 10 + 1)


def _numbers_of(text: str, style: Style) -> tuple[int, ...]:
    if style == "letter":
        return (ord(text),)
    plain = regex.sub(rf"(?<=\d)(?={_RAISED})", "-", text, count=1).translate(_RAISED_DIGITS)
    return tuple(map(int, NUMBER.findall(plain))) if text[0].isdigit() else _read_roman(text)


def _read_roman(text: str) -> tuple[int, ...]:
    try:
        return (roman_to_int(text),)
    except InvalidNumeralError:
        return ()


def _read_unit(line: str, lang: str) -> Marker | None:
    words = line.lstrip()[:24]
    if not words[:1].isdigit() and not words[:1].isupper() and words[:1] != "§":
        return None
    for kind, depth, pattern in _unit_patterns(lang):
        found = pattern.match(line)
        if found and (headed := _HEADED.match(line, found.end())) and not _is_sentence(line, found.end(), headed.end()):
            num = found["num"]
            return Marker(kind, "word", depth, found.span("num"), num, headed.end(), _numbers_of(num, "word"))
    return None


def _is_sentence(line: str, end: int, body: int) -> bool:
    """Tell whether words go on from a number to a full stop: `Статья 3 Закона о недрах применяется`."""
    return not line[end:body].strip() and line.rstrip().endswith(".") and body < len(line.rstrip())


@cache
def _unit_patterns(lang: str) -> tuple[tuple[ProvisionKind, int, regex.Pattern[str]], ...]:
    """Compile `Глава 1` and `1-глава` for every unit that has a heading."""
    patterns: list[tuple[ProvisionKind, int, regex.Pattern[str]]] = []
    for unit, kind, depth in _UNITS:
        word = phrase_pattern("headed_units", unit, lang)
        number = rf"(?P<num>{_NUMBER}|{_ROMAN})"
        before = rf"\s*{number}\s?[-–.]?\s?{word}(?![-–]?\p{{L}})"
        after = rf"\s*{word}\s?{number}(?![\p{{L}}\d])(?![-–]\p{{L}})"
        patterns.append((kind, depth, regex.compile(f"(?i:{before})|(?i:{after})")))
    return tuple(patterns)
