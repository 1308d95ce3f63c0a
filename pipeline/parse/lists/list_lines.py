"""Tell the lines of a list apart, and split them into words.

A line begins a row (its code, a running number before it), a group (a code of its own kind, a number with a dot), a
table's header, a note, a total, or nothing: then it goes on with what stands above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

import regex

from pipeline.languages.column_heads import heads_names
from pipeline.languages.vocabulary import find_terms, is_phrase
from pipeline.parse.lists.cells import Gap
from pipeline.parse.lists.list_notes import begins_note, tells_of_number
from pipeline.parse.passage import Span
from pipeline.segment import LayoutLine, LineRole
from pipeline.text.codes import BEFORE_CODE, CODE, CODE_MARK, RUNNING_NUMBER, SEVERAL_CODES, is_group_code

# "│31.05.01  │Лечебное дело": what draws tables
BARS = r"|¦│┃║"
# "510100 Математика", "1\t060101\tДарылоо иши", "1. 0400000 Медициналық", "<b>060000. Саламаттык сактоо"
CODED = regex.compile(
    rf"^\s*(?:[-•{BARS}]\s*)?"
    rf"(?:(?P<num>(?!{CODE}){RUNNING_NUMBER}|\p{{Ll}}(?=\s?\)))\s?(?P<mark>[.)])?\s+)?"
    rf"(?P<code>{CODE})(?:{CODE_MARK})?(?P<dot>\.)?(?=\s|$|\.\s|[-–—]\s)(?:\s*[-–—]\s)?"
)
# "57О200 Музыкалык", "170І002 Өрт", "06 08002 Музыка", "12\t07010 Аспаптык", "38. 03. 01 Экономика"
DAMAGED = regex.compile(
    rf"^\s*{BEFORE_CODE}?"
    r"(?:(?=(?:\D?\d){3})[\dОоOIІіlЗзБб|]{5,9}|\d{2,4}[ .]\d{2,5}(?<=\d.{3,7})"
    r"|\d{2}\s?\.\s?\d{2}\s?\.\s?\d{2})\s+(?=\p{L})"
)
# "1\t530100 - 530104\tПедагогика": which codes are meant, or which has the name, isn't printed
SEVERAL = regex.compile(rf"^\s*{BEFORE_CODE}?{SEVERAL_CODES}")
# "1. Өнер", "26. Құрылыс", "II. Направления подготовки", "б) магистратура", "2<tab>Медицина" in cells of their own
NUMBERED = regex.compile(
    r"^\s*(?:(?P<num>\d{1,3}|[IVXL]{1,6})(?:\s?\.\s*(?=\p{L})|\t\s*(?=\p{L}[^\t]*+\t*+$))|(?P<num>\p{Ll})\s?\)\s*(?=\p{L}))"
)
# "6B01 Педагогические науки", "31.00.00 Медицина", "2. 010000 Образование", "Искусство": a cell in a column of groups
GROUP_CELL = regex.compile(
    rf"^\s*(?:(?!{CODE})(?P<num>\d{{1,3}})\s?[.)]\s*)?"
    r"(?:(?P<code>(?=[\p{Lu}.]*\d)[\p{Lu}\d.]*[\p{Lu}\d])\.?(?:\s*[-–—])?(?:\s+|$))?"
)
WORD = regex.compile(r"[^\s,]+,?|,")
LONE_NUMBER = regex.compile(r"^\s*(?P<num>\d{1,3})\s*\.?\s*$")
# "Барлығы: 468", "Всего - 25 специальностей", "Итого по медицине: 5"
TOTAL = regex.compile(r"^\s*\p{L}+(?:(?:\s+\p{L}+){1,5}\s*[:–—-]|\s*[:–—-]?)\s*(?P<count>\d{1,4})\b(?!\s*\d)")
# "№ 112 токтомуна тиркеме": the sign of an act's number heads no column
OF_AN_ACT = regex.compile(r"^\s*(?:№|N)\s*\d")
# What parts the cells of a header
CELL_GAP = regex.compile(r"\t|[^\S\n]{2,}")
# The first word of a header is in its first characters.
HEADER_BEGIN, HEADER_LINE = 32, 80


class Kind(Enum):
    """What a line of a list begins."""

    ROW = "row"
    GROUP = "group"
    NUMBERED = "numbered"
    HEADER = "header"
    NOTE = "note"
    TOTAL = "total"
    DAMAGED = "damaged"
    NUM = "num"
    MARK = "mark"
    TEXT = "text"


# What the columns of a table say that a line is.
_KINDS: Mapping[LineRole, Kind] = MappingProxyType(
    {"header": Kind.HEADER, "num": Kind.NUM, "group": Kind.GROUP, "mark": Kind.MARK}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the cleaned text: its line, its place among the line's words, the gap before it, its offset there.

    `cell` is the column of its row, from 0, where the format has tables.
    """

    text: str
    span: Span
    line: int
    place: int
    gap: Gap
    x: int = 0
    cell: int = 0


def kind_of(line: LayoutLine) -> Kind:
    """Tell what a line of a list begins."""
    return _KINDS[line.role] if line.role else _kind_of_text(line.text)


@lru_cache(maxsize=4096)
def _kind_of_text(text: str) -> Kind:
    if SEVERAL.match(text):
        return Kind.DAMAGED
    if coded := CODED.match(text):
        group = is_group_code(coded.group("code")) or coded.group("dot")
        return Kind.GROUP if group else Kind.ROW
    if is_header(text):
        return Kind.HEADER
    if has_damaged_code(text):
        return Kind.DAMAGED
    if tells_of_number(text) or begins_note(text):
        return Kind.NOTE
    if NUMBERED.match(text):
        return Kind.NUMBERED
    if _find_total(text):
        return Kind.TOTAL
    return Kind.TEXT


def has_damaged_code(text: str) -> bool:
    """Tell whether a line begins like a row whose code has a letter for a digit, a blank inside, or a digit too few.

    >>> [has_damaged_code(line) for line in ("57О200 Музыкалык искусство", "06 08002 Музыка теориясы", "6-разрядтагы")]
    [True, True, False]
    """
    return DAMAGED.match(text) is not None


def stated_count(line: LayoutLine) -> tuple[int, Span] | None:
    """Return the number of rows that a line states (`Барлығы: 468`) and where, or None."""
    found = _find_total(line.text)
    if not found:
        return None
    return int(found.group("count")), (line.start + found.start("count"), line.start + found.end("count"))


def _find_total(text: str) -> regex.Match[str] | None:
    found = TOTAL.search(text)
    return found if found and any(not text[: term.start].strip() for term in find_terms("total", text)) else None


def is_header(text: str) -> bool:
    """Tell whether a line begins a table's header: its first word heads a column of numbers or codes, or all of names.

    >>> lines = ("Коду Адистиктин аталышы", "№  Код  Наименование", "Код", "Кодекс", "№ 112 токтомуна тиркеме")
    >>> [is_header(line) for line in lines]
    [True, True, True, False, False]
    """
    if names_qualifications(text) or heads_names(text):
        return True
    if OF_AN_ACT.match(text):
        return False
    begin = text.lstrip()[:HEADER_BEGIN]
    if any(term.start == 0 for term in find_terms("continuation", begin)):
        return True
    return any(term.start == 0 and term.key in ("number", "code") for term in find_terms("table_header", begin))


def names_qualifications(text: str) -> bool:
    """Tell whether a line is the last of a header: the qualifications that divide the column of forms.

    >>> lines = ("бакалавр магистр", "Код  Наименование   бакалавр  магистр", "“бакалавр” жана", "магистр")
    >>> [names_qualifications(line) for line in lines]
    [True, True, False, False]
    """
    cells = [cell.strip() for cell in CELL_GAP.split(text)]
    if sum(is_phrase("qualifications", cell) for cell in cells) > 1:
        return True
    words = text.split()
    if len(words) < 2 or len(text) > HEADER_LINE or not all(map(str.isalpha, words)):
        return False
    return len(find_terms("qualifications", text)) == len(words)


def read_words(line: LayoutLine, offset: int = 0, gap: Gap = "blank") -> list[Word]:
    """Split a line, from `offset` on, into words; a comma ends a word; `gap` stands before the first."""
    words: list[Word] = []
    end, cell = offset, line.column + line.text.count("\t", 0, offset)
    for found in WORD.finditer(line.text, offset):
        start, stop = found.span()
        tabs = line.text.count("\t", end, start)
        if words:
            gap = "tab" if tabs == 1 else "tabs" if tabs else "wide" if start - end > 1 else "blank"
        cell += tabs
        span = (line.start + start, line.start + stop)
        words.append(Word(found.group(), span, line.number, len(words), gap, start, cell))
        end = stop
    return words


def split_header(lines: Sequence[LayoutLine]) -> int:
    """Return how many of the lines, the first a table header, belong to it.

    The lines after the last one that speaks of columns, or begins with a small letter, are a group heading, and so are
    those above the same header, printed again, and a lone qualification (`Специалитет`) below one without forms.
    """
    last, of_forms, named = 0, False, 0
    for i, line in enumerate(lines):
        again = line.text.split() == lines[0].text.split()
        below = bool(i and lines[i - 1].role and not line.role)
        if i and (kind_of(line) not in (Kind.TEXT, Kind.HEADER) or below or again):
            break
        columns = [term.key for term in find_terms("table_header", line.text) if term.key in ("name", "forms")]
        goes_on = last == i - 1 and line.text.lstrip()[:1].islower()
        of_forms = of_forms or "forms" in columns
        qualifications = len(find_terms("qualifications", line.text))
        named += qualifications
        qualified = bool(qualifications) and (of_forms or named > 1)
        if i == 0 or line.role == "header" or columns or goes_on or qualified:
            last = i
    return last + 1


def group_span(line: LayoutLine, match: regex.Match[str], group: str) -> Span | None:
    """Return where a group of a match stands in the cleaned text."""
    if match.group(group) is None:
        return None
    start, end = match.span(group)
    return line.start + start, line.start + end
