"""Count the automatic numbers of paragraphs, which stand nowhere in a DOCX but in its numbering definitions.

A paragraph names a list (`numId`) and a level. Lists of one abstract list count on together, unless a list starts a
level anew. The number is printed as its level's pattern says: `%1.%2.` with the numbers of level 1 and 2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import regex

from pipeline.read.docx.names import RUN_PROPERTIES, VALUE, W, is_on, number_of

if TYPE_CHECKING:
    from lxml.etree import _Element

ABSTRACT, ABSTRACT_ID, LIST, LIST_ID = (f"{W}{name}" for name in ("abstractNum", "abstractNumId", "num", "numId"))
LEVEL, LEVEL_NUMBER, OVERRIDE, START_OVERRIDE = (
    f"{W}{name}" for name in ("lvl", "ilvl", "lvlOverride", "startOverride")
)
STYLE_LINK, LIST_STYLE, PARAGRAPH_STYLE = (f"{W}{name}" for name in ("styleLink", "numStyleLink", "pStyle"))
START, FORMAT, PATTERN, SUFFIX, RESTART, LEGAL, PICTURE = (
    f"{W}{name}" for name in ("start", "numFmt", "lvlText", "suff", "lvlRestart", "isLgl", "lvlPicBulletId")
)
LEVELS = 9
PLACE = regex.compile(r"%([1-9])")
BULLET = "•"
# What bullets of Symbol and Wingdings are in Unicode tells their font alone; "o" is a ring in Courier.
PRIVATE_OR_RING = regex.compile(r"[\ue000-\uf8ffo§]")
LATIN = "abcdefghijklmnopqrstuvwxyz"
# Word leaves out ё, й, ъ and ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LARGEST_ROMAN, MOST_LETTERS = 9999, 780
LONGEST_PATTERN = 255


def _roman(number: int) -> str:
    if not 0 < number <= LARGEST_ROMAN:
        return str(number)
    letters = ""
    for value, letter in ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _letters(alphabet: str) -> Callable[[int], str]:
    def spell(number: int) -> str:
        if not 0 < number <= MOST_LETTERS:
            return str(number)
        return alphabet[(number - 1) % len(alphabet)] * (1 + (number - 1) // len(alphabet))

    return spell


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters(LATIN),
    "upperLetter": _letters(LATIN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "russianLower": _letters(RUSSIAN),
    "russianUpper": _letters(RUSSIAN.upper()),
    "none": lambda _: "",
    "numberInDash": lambda number: f"- {number} -",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts and prints; `restart` is the level from 1 that starts it anew, 0 none."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the abstract one that it counts on with, its levels, and the levels that it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document by number, and how far each level of each abstract list has counted."""

    lists: Mapping[int, NumberedList] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[int, int]] = field(default_factory=set)

    def level_of_style(self, number: int, style: str | None) -> int | None:
        """Return the level of a list that is for a style of paragraphs, or None."""
        found = self.lists.get(number)
        if found is None or style is None:
            return None
        return next((at for at, level in found.levels.items() if level.style == style), None)

    def next_number(self, number: int, at: int) -> str:
        """Count a paragraph of a list and level; return what is printed before its words, with the blank behind it."""
        found = self.lists.get(number)
        level = found.levels.get(at) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        if at in found.starts and (number, at) not in self._started:
            counts[at] = found.starts[at]
        else:
            counts[at] = counts[at] + 1 if at in counts else found.starts.get(at, level.start)
        self._started.add((number, at))
        for deeper in [one for one in counts if one > at]:
            if _starts_anew(found.levels.get(deeper), deeper, at):
                del counts[deeper]
        printed = "" if level.hidden else self._print(found, level, counts)
        return printed + level.gap if printed else ""

    def _print(self, found: NumberedList, level: Level, counts: Mapping[int, int]) -> str:
        if level.format == "bullet":
            return PRIVATE_OR_RING.sub(BULLET, level.pattern)

        def spell(place: regex.Match[str]) -> str:
            at = int(place[1]) - 1
            of = found.levels.get(at, Level())
            value = counts.get(at, found.starts.get(at, of.start))
            return self._spell(value, "decimal" if level.legal else of.format)

        return str(PLACE.sub(spell, level.pattern))

    def _spell(self, value: int, name: str) -> str:
        if name not in FORMATS:
            self.unknown.add(name)
        return FORMATS.get(name, str)(value)


def _starts_anew(level: Level | None, at: int, by: int) -> bool:
    restart = at if level is None or level.restart is None else level.restart
    return by < restart


def resolve_numbering(root: _Element | None, list_of_style: Callable[[str], int | None]) -> Numbering:
    """Resolve the lists of a document; `list_of_style` tells which list a list style names."""
    if root is None:
        return Numbering()
    abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.iterchildren(ABSTRACT)}
    targets = {number_of(one, LIST_ID): _value(one, ABSTRACT_ID) for one in root.iterchildren(LIST)}
    linked = {_value(one, STYLE_LINK): key for key, one in abstract.items() if _value(one, STYLE_LINK)}
    lists = {}
    for one in root.iterchildren(LIST):
        key = _value(one, ABSTRACT_ID)
        style = _value(abstract[key], LIST_STYLE) if key in abstract else ""
        if style:
            key = linked.get(style) or targets.get(list_of_style(style) or 0, key)
        if key in abstract:
            lists[number_of(one, LIST_ID)] = _read_list(one, key, abstract[key])
    return Numbering(lists)


def _value(element: _Element, tag: str) -> str:
    child = next(element.iterchildren(tag), None)
    return child.get(VALUE, "") if child is not None else ""


def _read_list(element: _Element, key: str, abstract: _Element) -> NumberedList:
    levels = dict(map(_read_level, abstract.iterchildren(LEVEL)))
    starts: dict[int, int] = {}
    for override in element.iterchildren(OVERRIDE):
        at = number_of(override, LEVEL_NUMBER)
        for child in override.iterchildren(START_OVERRIDE, LEVEL):
            if child.tag == LEVEL:
                levels[at] = _read_level(child)[1]
            else:
                starts[at] = number_of(child, default=1)
    return NumberedList(key, {at: level for at, level in levels.items() if 0 <= at < LEVELS}, starts)


def _read_level(element: _Element) -> tuple[int, Level]:
    level, gaps = Level(), {"nothing": ""}
    for one in element:
        value = one.get(VALUE, "")
        if one.tag == START:
            level = replace(level, start=number_of(one, default=1))
        elif one.tag == FORMAT:
            level = replace(level, format=value)
        elif one.tag == PATTERN:
            level = replace(level, pattern=" ".join(value[:LONGEST_PATTERN].split()))
        elif one.tag == SUFFIX:
            level = replace(level, gap=gaps.get(value, " "))
        elif one.tag == RESTART:
            level = replace(level, restart=number_of(one))
        elif one.tag == LEGAL:
            level = replace(level, legal=is_on(one))
        elif one.tag == PARAGRAPH_STYLE:
            level = replace(level, style=value)
        elif one.tag == RUN_PROPERTIES:
            level = replace(level, hidden=any(is_on(hidden) for hidden in one.iterchildren(f"{W}vanish")))
    if next(element.iterchildren(PICTURE), None) is not None:
        level = replace(level, format="bullet", pattern=BULLET)
    return number_of(element, LEVEL_NUMBER), level
