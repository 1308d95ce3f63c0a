"""What a line begins with, and what only looks like a number."""

from __future__ import annotations

import pytest

from pipeline.parse.prose.markers import Marker, read_marker


def read(lang: str, line: str) -> tuple[str, str, str, str] | None:
    """Return kind, style, printed number and the words behind of what a line begins with."""
    marker = read_marker(line, lang)
    if marker is None:
        return None
    num = line[slice(*marker.num)] if marker.num else ""
    return marker.kind, marker.style, num, line[marker.body :]


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        # units with a heading: the number before the word, and behind it
        ("ky", "1-глава. Жалпы жоболор", ("chapter", "word", "1", "Жалпы жоболор")),
        ("ru", "Глава 1. Общие положения", ("chapter", "word", "1", "Общие положения")),
        ("ru", "ГЛАВА IV", ("chapter", "word", "IV", "")),
        ("kk", "2-тарау. Оқу тәртібі", ("chapter", "word", "2", "Оқу тәртібі")),
        ("ky", "12-берене. Укуктар", ("article", "word", "12", "Укуктар")),
        ("kk", "12-бап. Құқықтар", ("article", "word", "12", "Құқықтар")),
        ("ru", "Статья 12-1. Права", ("article", "word", "12-1", "Права")),
        # a raised digit, as a Word file or a page sets it
        ("ru", "Статья 85¹. Права", ("article", "word", "85¹", "Права")),
        ("ky", "85¹-статья. Укуктар", ("article", "word", "85¹", "Укуктар")),
        ("ky", "12¹. Бекитилсин", ("point", "dot", "12¹", "Бекитилсин")),
        ("ru", "3²) обучение", ("subpoint", "paren", "3²", "обучение")),
        ("ru", "Раздел II", ("section", "word", "II", "")),
        ("ru", "§ 2. Порядок приема", ("chapter", "word", "2", "Порядок приема")),
        # numerals of Rome, of Latin letters and of the Cyrillic ones that look like them
        ("ky", "II. Максаты", ("chapter", "roman", "II", "Максаты")),
        ("kk", "ІІІ. Қорытынды ережелер", ("chapter", "roman", "ІІІ", "Қорытынды ережелер")),
        # points
        ("ky", "1. Бекитилсин", ("point", "dot", "1", "Бекитилсин")),
        ("ru", "12-1. Утвердить", ("point", "dot", "12-1", "Утвердить")),
        ("ky", "1.1.Жобонун максаты", ("point", "dotted", "1.1", "Жобонун максаты")),
        ("ru", "4.1.- преподаватели школ;", ("point", "dotted", "4.1", "преподаватели школ;")),
        ("ru", "  3.2.1 Порядок приема", ("point", "dotted", "3.2.1", "Порядок приема")),
        ("kk", "4 . «Білім туралы» Заң", ("point", "dot", "4", "«Білім туралы» Заң")),
        # subpoints, also behind the dash of a Markdown list
        ("ky", "1) окуу", ("subpoint", "paren", "1", "окуу")),
        ("kk", "12) «кейс-технология» – оқыту", ("subpoint", "paren", "12", "«кейс-технология» – оқыту")),
        ("ru", "а) обучение", ("subpoint", "letter", "а", "обучение")),
        ("ky", "- 1) кредиттер", ("subpoint", "paren", "1", "кредиттер")),
        # dashes and bullets
        ("ky", "- кейс-технология;", ("indent", "mark", "", "кейс-технология;")),
        ("ru", "– заочная форма", ("indent", "mark", "", "заочная форма")),
        ("kk", "• кадрлар", ("indent", "mark", "", "кадрлар")),
        ("ky", "o Онлайн курс", ("indent", "mark", "", "Онлайн курс")),
    ],
)
def test_what_a_line_begins_with(lang: str, line: str, expected: tuple[str, str, str, str]) -> None:
    assert read(lang, line) == expected


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("ky", "Бекитилсин"),
        ("ru", ""),
        ("ru", "   "),
        # a sentence about a unit, in any case
        ("ru", "Глава 1 настоящего Кодекса применяется"),
        ("ru", "статьи 12 настоящего Закона"),
        ("ky", "12-беренесинин 3-бөлүгүндө"),
        ("kk", "12-бабына сәйкес"),
        # a year, a date, a share, a number alone that no point has
        ("ru", "2014 года"),
        ("ky", "2014-жылдын 26-июнундагы"),
        ("ru", "26.06.2014 года"),
        ("kk", "2008.06.25. N 379"),
        ("ru", "1.5"),
        ("ru", "1)"),
        # bare marks
        ("ru", "-"),
        ("ru", "—"),
        # a word that begins with the letter of a bullet
        ("ru", "о порядке приема"),
    ],
)
def test_what_is_no_marker(lang: str, line: str) -> None:
    assert read(lang, line) is None


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("12-1. Утвердить", (12, 1)),
        ("12¹. Утвердить", (12, 1)),
        ("3.2.1. Порядок", (3, 2, 1)),
        ("XIV. Порядок", (14,)),
        # no numeral: nothing follows it
        ("IIX. Порядок", ()),
        ("б) обучение", (ord("б"),)),
        ("- обучение", ()),
    ],
)
def test_numbers(line: str, numbers: tuple[int, ...]) -> None:
    marker = read_marker(line, "ru")
    assert isinstance(marker, Marker)
    assert marker.numbers == numbers


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("piece", ["1", "1.", "1.1.", "-", "- ", "(", "I", " ", "а", "Глава ", "1-глава ", "§ ", "1 "])
@pytest.mark.parametrize("lang", ["ky", "kk", "ru"])
def test_a_long_line_ends(piece: str, lang: str) -> None:
    read_marker(piece * 100_000, lang)
