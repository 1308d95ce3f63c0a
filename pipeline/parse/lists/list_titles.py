"""Find the titles of an act's lists, and the heading of the annex they stand in.

1. Орто кесиптик билим берүү адистиктери:      a numbered line that speaks of a list, just above rows
Параграф 2. Магистратура                       a unit of the annex that names a level or a qualification
ПЕРЕЧЕНЬ специальностей, по которым …          below the rows of another list: a paragraph that names a list
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.bars import find_bars
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.line_shapes import POINT
from pipeline.parse.lists.list_lines import Kind, kind_of
from pipeline.parse.passage import Span
from pipeline.parse.prose.markers import read_marker
from pipeline.segment import LayoutLine

# "1 .  Сырттай  оқыту", "3. Направления подготовки", "II. Специальности"
TITLE_NUMBER = regex.compile(r"^\s*(?P<num>\d{1,3}|[IVXL]{1,6})\s*\.\s*(?=[\p{L}«“\"])")
# A title may stand this many lines above the first row, those of headers aside, and go on over this many.
REACH, TITLE_LINES = 14, 7
# The heading of an annex may go on over this many.
HEADING_LINES = 16
# What a title names that a unit of an annex heads.
OF_LISTS = ("list_words", "levels", "forms", "qualifications")


@dataclass(frozen=True, slots=True)
class Title:
    """The title on lines `begin..end`; its words begin at `offset` of the first, behind its number, if it has one."""

    begin: int
    end: int
    num: Span | None
    offset: int

    def num_of(self, line: LayoutLine) -> Span | None:
        """Return where its number stands in the cleaned text; `line` is its first."""
        return (line.start + self.num[0], line.start + self.num[1]) if self.num else None

    def spans_of(self, lines: Sequence[LayoutLine]) -> tuple[Span, ...]:
        """Return its lines without its number and without the colon that opens the table."""
        spans = [(line.start + (self.offset if i == 0 else 0), line.end) for i, line in enumerate(lines)]
        start = spans[-1][0]
        text = lines[-1].text[start - lines[-1].start :].rstrip()
        if text.endswith(":"):
            spans[-1] = (start, start + len(text) - 1)
        return tuple(spans)


def find_titles(
    lines: Sequence[LayoutLine], kinds: Sequence[Kind], rows: Sequence[int], lang: str | None
) -> list[Title]:
    """Return the titles of lists in order, each with a row before the next; `rows` are the lines that begin one."""
    found: list[Title] = []
    for i in range(rows[-1] if rows else 0):
        if kinds[i] not in (Kind.NUMBERED, Kind.TEXT) or (found and i < found[-1].end):
            continue
        below = rows[bisect_right(rows, i)]
        if title := _read_title(lines, kinds, i, below, lang) or _read_title_below(lines, kinds, i, rows[0]):
            found.append(title)
    after = [*(title.begin for title in found[1:]), len(lines)]
    return [title for title, stop in zip(found, after, strict=False) if any(title.begin < row < stop for row in rows)]


def _read_title(lines: Sequence[LayoutLine], kinds: Sequence[Kind], i: int, row: int, lang: str | None) -> Title | None:
    """Read a title that begins with a number on line i, near above the row on line `row`."""
    if row - i - kinds[i:row].count(Kind.HEADER) > REACH:
        return None
    end = _title_end(lines, kinds, i)
    text = " ".join(line.text for line in lines[i:end])
    if number := TITLE_NUMBER.match(lines[i].text):
        return Title(i, end, number.span("num"), number.end()) if is_list_title(text) else None
    unit = read_marker(lines[i].text, lang) if lang else None
    if unit is None or unit.style != "word" or unit.num is None or kinds[end] in (Kind.TEXT, Kind.NOTE):
        return None
    named = any(find_terms(section, text[unit.body :]) for section in OF_LISTS)
    return Title(i, end, unit.num, unit.body) if named else None


def _read_title_below(lines: Sequence[LayoutLine], kinds: Sequence[Kind], i: int, first_row: int) -> Title | None:
    """Read a title without a number that stands below the rows of another list: a paragraph that names a list.

    Its first word or its last is the word for a list, and it says what the list is of, or what it bars.
    """
    apart = lines[i].blanks or (lines[i].row is None and lines[i - 1].row is not None)
    if i < first_row or not apart or lines[i].row is not None:
        return None
    end = i
    while end < len(lines) and kinds[end] is Kind.TEXT and lines[end].row is None and end - i < HEADING_LINES:
        end += 1
        text = "\n".join(line.text for line in lines[i:end]).strip(" :.")
        terms = find_terms("list_words", text)
        lists = [term for term in terms if term.key == "list"]
        named = any(term.start == 0 or term.end == len(text) for term in lists)
        ends = end == len(lines) or lines[end].blanks or kinds[end] is not Kind.TEXT or lines[end].row is not None
        if named and ends and (len(terms) > len(lists) or find_bars(text)):
            return Title(i, end, None, 0)
    return None


def is_list_title(text: str) -> bool:
    """Tell whether a text names what its list holds, or that it bars, and a level, form or qualification of study.

    >>> is_list_title("Орто кесиптик билим берүү адистиктери:"), is_list_title("Өнер және мәдениет мамандықтары")
    (True, False)
    """
    if not find_terms("list_words", text) and not find_bars(text):
        return False
    return any(find_terms(section, text) for section in ("levels", "forms", "qualifications"))


def _title_end(lines: Sequence[LayoutLine], kinds: Sequence[Kind], i: int) -> int:
    """Return where the title that begins on line i ends.

    All plain lines down to the table's header belong to it; without a header only those that begin with a small letter.
    """
    end = i + 1
    while end < min(len(lines), i + TITLE_LINES) and kinds[end] is Kind.TEXT:
        end += 1
    if end < len(lines) and kinds[end] is Kind.HEADER:
        return end
    stop = i + 1
    while (
        stop < end and not lines[stop].text.lstrip()[:1].isupper() and not lines[stop - 1].text.rstrip().endswith(":")
    ):
        stop += 1
    return stop


def find_heading(lines: Sequence[LayoutLine]) -> tuple[LayoutLine, ...]:
    """Return the annex's heading: the lines at its top up to the first note or numbered line."""
    found: list[LayoutLine] = []
    for line in lines:
        kind = kind_of(line)
        if kind in (Kind.NOTE, Kind.HEADER, Kind.NUMBERED) or find_terms("note", line.text[:20]):
            if found:
                break
            continue
        found.append(line)
    return tuple(found[:HEADING_LINES])


def find_heading_anew(lines: Sequence[LayoutLine]) -> tuple[LayoutLine, ...]:
    """Return the paragraph just above a table where points stand above it: it must say that a list follows.

    An act that gives another act's annex anew prints it so: `приложение 2 изложить в следующей редакции:`.
    """
    above = next((i for i in range(len(lines) - 1, -1, -1) if POINT.match(lines[i].text)), None)
    if above is None:
        return ()
    begin = len(lines) - 1
    while begin > above + 1 and not lines[begin].blanks and len(lines) - begin < HEADING_LINES:
        begin -= 1
    found = tuple(lines[begin:])
    named = begin > above and names_list("\n".join(line.text for line in found))
    return found if named and not any(kind_of(line) is Kind.NOTE for line in found) else ()


def names_list(text: str) -> bool:
    """Tell whether words say that a list follows, or what it bars."""
    return bool(find_bars(text)) or any(term.key == "list" for term in find_terms("list_words", text))


def without_stamp(heading: Sequence[LayoutLine]) -> Sequence[LayoutLine]:
    """Return an annex's heading without what a blank line parts from it above: the end of the annex's stamp."""
    for i, line in enumerate(heading):
        above = "\n".join(one.text for one in heading[:i])
        stamped = find_terms("annex", above) or find_act_numbers(above) or find_dates(above)
        if line.blanks and stamped and not names_list(above) and names_list("\n".join(x.text for x in heading[i:])):
            return heading[i:]
    return heading


def find_first_group(lines: Sequence[LayoutLine], heading: Sequence[LayoutLine], row: int) -> int:
    """Return where the heading of the first group begins, which stands between the title and the first row, line `row`.

    It begins anew below a blank line, or in capitals below a line that ends the title, and speaks of no list.
    """
    for i, line in enumerate(heading):
        above = "\n".join(one.text for one in heading[:i])
        if not names_list(above) or any(names_list(one.text) for one in heading[i:]):
            continue
        if line.blanks or (line.text.lstrip()[:1].isupper() and _ends_title(heading[i - 1].text)):
            return next(k for k in range(row) if lines[k].start == line.start)
    return row


def _ends_title(text: str) -> bool:
    """Tell whether a line ends with the word for a list, or with words that bar."""
    words = text.rstrip(" :.")
    terms = [*find_bars(words), *find_terms("list_words", words)]
    return any(term.end == len(words) for term in terms)
