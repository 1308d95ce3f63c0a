"""Compare a table of contents with the headings of the body."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.clean import Cleaned
from pipeline.model import Finding
from pipeline.segment import Layout
from pipeline.text.numerals import roman_to_int

# "9.  Эл аралык кызматташтык ......19"
CONTENTS_LINE = regex.compile(r"^\s*(?P<num>\d{1,3})\s?\.\s*(?P<title>\p{L}.*?)[\s.…]*(?P<page>\d{1,4})\s*$")
# "IX. Каржылоо жана материалдык-техникалык база", "2-глава. Максаты", "Глава 3. Требования"
HEADING = regex.compile(r"^\s*(?P<num>[IVXLC]{1,6}|\d{1,2})\s?\.\s*(?P<title>\p{Lu}[^.:;]{3,120}?)\s*$")
SAME, LIKE = 0.999, 0.6


@dataclass(frozen=True, slots=True)
class _Heading:
    number: int
    title: str
    start: int
    end: int


def compare_contents(layout: Layout, cleaned: Cleaned) -> Iterator[Finding]:
    """Yield what the contents and the body's headings print differently: titles, numbers, chapters that one lacks.

    A chapter that the body lacks is `section_missing`: it may have been lost on the way here.
    """
    listed = [
        heading for line in layout.lines if line.furniture == "contents" for heading in _listed(line.text, line.start)
    ]
    if not listed:
        return
    body = [heading for line in layout.lines if not line.furniture for heading in _headings(line.text, line.start)]
    roman = [heading for heading, is_roman in body if is_roman]
    headings = roman if len(roman) * 2 >= len(listed) else [heading for heading, _ in body]
    left = list(headings)
    printed = [line for line in layout.lines if not line.furniture]
    follows = {line.start: after.text.strip() for line, after in pairwise(printed)}
    for entry in listed:
        best = max(left, key=lambda heading: _likeness(entry.title, heading.title), default=None)
        start, end = cleaned.to_source(entry.start, entry.end)
        if best is None or _likeness(entry.title, best.title) < LIKE:
            yield Finding("section_missing", "warning", f"the body has no heading {entry.title!r}", start, end)
            continue
        left.remove(best)
        title = max(_readings(best, follows), key=lambda reading: _likeness(entry.title, reading))
        if best.number != entry.number or _likeness(entry.title, title) < SAME:
            message = f"contents: {entry.number}. {entry.title!r}; body: {best.number}. {title!r}"
            yield Finding("contents_differ", "info", message, start, end)
    for heading in left if headings is roman else ():
        start, end = cleaned.to_source(heading.start, heading.end)
        yield Finding("contents_differ", "info", f"the contents have no entry {heading.title!r}", start, end)


def _readings(heading: _Heading, follows: dict[int, str]) -> tuple[str, str]:
    """Return the heading's title as its line has it, and with the line it may wrap to."""
    return heading.title, f"{heading.title} {follows.get(heading.start, '')}".strip()


def _listed(text: str, offset: int) -> Iterator[_Heading]:
    if found := CONTENTS_LINE.match(text):
        yield _Heading(
            int(found.group("num")), found.group("title"), offset + found.start("num"), offset + found.end("title")
        )


def _headings(text: str, offset: int) -> Iterator[tuple[_Heading, bool]]:
    if found := HEADING.match(text):
        is_roman = not found.group("num").isdigit()
        number = roman_to_int(found.group("num")) if is_roman else int(found.group("num"))
        yield _Heading(number, found.group("title"), offset + found.start(), offset + found.end("title")), is_roman


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, "".join(one.lower().split()), "".join(other.lower().split())).ratio()
