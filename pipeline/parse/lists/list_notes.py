"""Tell the notes among the rows of a list: what editors say of a change, and what a mark at a name refers to.

(КР Өкмөтүнүн 2018-жылдын … редакцияларына ылайык)
Сноска. Строка исключена приказом Министра образования и науки РК от 05.03.2012 № 89.
Утратил силу - Приказ Минобрнауки России от 12.09.2013 N 1061
* аралыктан окутууга жол берилбейт
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import Term, find_terms
from pipeline.segment import LayoutLine

# "520700¹": a mark of a note
RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹]"
_BRACKET = regex.compile(r"^\s*\(")
# "¹ 2012-жылдын 5-мартындагы № 13 токтом менен өзгөртүлдү", "* аралыктан окутууга жол берилбейт"
_FOOTNOTE = regex.compile(rf"^\s*(?:{RAISED}+|\*{{1,3}})\s*\p{{L}}|^\s*{RAISED}+\s*\d")
# "Примечание:", "Эскертүү –", "Примечание 1.": what opens a note besides its word
_OPENED = regex.compile(r"\s*\d{0,2}\s*[:.–—-]")
# "3. (Утратил силу …)"
_NUMBER = regex.compile(r"^\s*(?P<num>\d{1,4})\s?[.)]?\s+(?=[(\p{Lu}])")
# "Позиция утратила силу с 1 января": so many words may stand before the statement, which then names an act or a day.
_BEFORE = regex.compile(r"\s*(?:\p{L}+\s+){0,2}")
_ENDED = regex.compile(r"[.;!?)»]\s*$")
# A note says that it is one in its first characters.
_HEAD = 32
# A note of editors goes on over so many lines, one in a bracket over so many.
_LINES, _BRACKET_LINES = 8, 20


@lru_cache(maxsize=4096)
def begins_note(text: str) -> bool:
    """Tell whether a line begins a note.

    >>> begins_note("Исключена. - Приказ от 12.09.2013 N 1061"), begins_note("Исключительное право")
    (True, False)
    >>> begins_note("Примечание: только для врачей"), begins_note("Примечания к счетам")
    (True, False)
    """
    if _BRACKET.match(text):
        return bool(find_terms("amendment", text) or find_terms("repeal", text) or find_dates(text))
    return _FOOTNOTE.match(text) is not None or opens_note(text.lstrip()) or is_of_editors(text)


def opens_note(text: str) -> bool:
    """Tell whether words begin as a note does that says so."""
    return any(term.start == 0 and _OPENED.match(text, term.end) for term in find_terms("note", text[:_HEAD]))


def tells_of_number(text: str) -> bool:
    """Tell whether a line prints a note in the place of a row: behind its running number.

    >>> tells_of_number("3. (Утратил силу в соответствии с приказом № 262)"), tells_of_number("3. Исключительное право")
    (True, False)
    """
    return find_number(text) is not None


def find_number(text: str) -> tuple[int, int] | None:
    """Return where the running number of the row stands whose place a note takes."""
    found = _NUMBER.match(text)
    return found.span("num") if found and begins_note(text[found.end() :]) else None


def without_number(line: LayoutLine) -> LayoutLine:
    """Return the line of a note without the number of the row whose place it takes."""
    found = _NUMBER.match(line.text) if tells_of_number(line.text) else None
    return replace(line, text=line.text[found.end() :], start=line.start + found.end()) if found else line


def is_of_editors(text: str) -> bool:
    """Tell whether words begin with what only editors write, or with the statement that something was changed."""
    words = text.strip(" (")
    removals = _find_removals(words)
    if any(
        term.start == 0 for term in (*removals, *(one for one in find_terms("note", words) if one.key == "editors"))
    ):
        return True
    changes = (*removals, *find_terms("amendment", words))
    stated = any(_BEFORE.fullmatch(words, 0, term.start) for term in changes)
    return stated and bool(find_act_numbers(words) or find_dates(words))


def says_removed(text: str) -> bool:
    """Tell whether a note says that something holds no longer: `Утратил силу`, `Исключена`."""
    return bool(_find_removals(text))


def _find_removals(text: str) -> list[Term]:
    found = (*find_terms("repeal", text), *find_terms("amendment", text))
    return [term for term in found if term.key in ("repealed", "removed")]


def end_of_note(lines: Sequence[LayoutLine], is_text: Sequence[bool], i: int) -> int:
    """Return where the note ends that begins on a line; `is_text` tells which lines begin nothing else.

    A bracket holds whatever it encloses, if it closes soon.
    """
    if _BRACKET.match(lines[i].text) and (end := _end_of_bracket(lines, i)):
        return end
    end = i + 1
    while end < len(lines) and end - i < _LINES and is_text[end]:
        line = lines[end]
        ended = _ENDED.search(lines[end - 1].text) is not None
        if line.blanks or line.row != lines[i].row or (ended and line.text.lstrip()[:1].isupper()):
            break
        end += 1
    return end


def _end_of_bracket(lines: Sequence[LayoutLine], i: int) -> int | None:
    """Return the line behind the one on which the bracket closes that opens on line i; None where it doesn't soon."""
    depth = 0
    for end, line in enumerate(lines[i : i + _BRACKET_LINES], i + 1):
        depth += line.text.count("(") - line.text.count(")")
        if depth <= 0:
            return end
    return None
