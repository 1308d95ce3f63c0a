"""Find the notes in which editors say that an act was changed.

(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун редакциясына ылайык)
Ескерту. 9-тармаққа өзгерту енгізілді - ҚР Білім және ғылым министрлігінің 2008.06.25. N 379 … Бұйрығымен.
3)  (Алынып тасталды -   ҚР Білім және ғылым министрлігінің 2008.06.25.  N 379 …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import Term, find_terms
from pipeline.parse.passage import Passage
from pipeline.parse.prose.locators import words_source

LONGEST_NOTE, NEAR = 8000, 80
# The word for a note stands among the first letters.
OPENING = 40
ENDED = regex.compile(r"[.;:!?)]\s*$")
BRACKET = regex.compile(r"[()]")


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the editors at `start..end` of a paragraph; `apart` tells that it stands below its clause."""

    passage: Passage
    start: int
    end: int
    apart: bool = False

    @property
    def text(self) -> str:
        """The words of the note as cleaned, line breaks kept."""
        return self.passage.text[self.start : self.end]

    def below(self) -> Note:
        """Return the same note as one that stands below its clause."""
        return replace(self, apart=True)


def find_notes_in(passage: Passage, start: int, lang: str) -> Iterator[Note]:
    """Yield the notes of editors in a paragraph whose words begin at `start`, in order.

    A note is the whole paragraph where it begins with `Ескерту`, `Сноска` or with the statement that something was
    repealed; or a bracket that names an amendment, where a sentence or the paragraph ends.
    """
    text = passage.text
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    words = text[begin : begin + OPENING]
    if any(term.start == 0 for term in find_terms("note", words, lang)) and _is_of_editors(text[begin:], lang):
        yield Note(passage, begin, len(text))
        return
    # "2. Вводится в действие с …" is a point of the act itself, "2) вводится в действие с …" stands for an item
    if not text[:begin].rstrip().endswith(".") and _takes_effect(text[begin:], lang):
        yield Note(passage, begin, len(text))
        return
    for term in sorted([*find_terms("repeal", text, lang), *find_terms("amendment", text, lang)], key=_by_place):
        begins = term.start == begin or (text[term.start].isupper() and ENDED.search(text, begin, term.start))
        if begins and _is_stated(text, term, lang):
            yield Note(passage, term.start, len(text))
            return
        if not begins and _names_kind_only(text[begin : term.start], lang) and _is_done_by_act(text, term, lang):
            yield Note(passage, begin, len(text))
            return
    reached = begin
    for first, last in _brackets(text, begin):
        if first < reached or not _names_change(text[first:last], lang):
            continue
        if not _ends_clause(text, begin, first, last) and _names_act(text[begin:first], lang):
            continue
        yield Note(passage, first, last)
        reached = last


@cache
def _stated(lang: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Compile what follows a statement that names its act, and what follows one that doesn't."""
    by_act, from_day = (words_source("stated", key, lang) for key in ("by_act", "from_day"))
    sources = rf"\s*(?:[-–—]|{by_act})", rf"\s*(?:[-–—.;,(]|$|{from_day}\s+\d)"
    return regex.compile(sources[0], regex.IGNORECASE), regex.compile(sources[1], regex.IGNORECASE)


@cache
def _counts_from(lang: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Compile what stands before the day from which something counts, and behind it."""
    from_day, since = (words_source("stated", key, lang) for key in ("from_day", "since"))
    return regex.compile(rf"\s*{from_day}\s*", regex.IGNORECASE), regex.compile(since, regex.IGNORECASE)


def _by_place(term: Term) -> int:
    return term.start


def _is_stated(text: str, term: Term, lang: str) -> bool:
    """Tell whether words state that something lost its force or was taken out, and by which act where it was.

    `Утратила силу`, `Алып тасталды - ҚР Заңымен`, `Исключен приказом …`; an order to take something out is none.
    """
    if term.key not in ("repealed", "removed"):
        return False
    if _is_done_by_act(text, term, lang):
        return True
    return term.key == "repealed" and _stated(lang)[1].match(text[term.end :]) is not None


def _is_done_by_act(text: str, term: Term, lang: str) -> bool:
    """Tell whether the act that took force or words away is named right behind the statement."""
    return term.key in ("repealed", "removed") and _leads_to_act(text[term.end :], lang)


def _leads_to_act(rest: str, lang: str) -> bool:
    """Tell whether what stands right behind a statement is the act that makes it true."""
    by_act = _stated(lang)[0].match(rest) or any(
        one.start <= 1 for one in find_terms("act_kinds", rest[:OPENING], lang)
    )
    return bool(by_act and (find_act_numbers(rest) or find_dates(rest)))


def _takes_effect(text: str, lang: str) -> bool:
    """Tell whether words say from which day something counts and by which act: `01.01.2023 бастап … - … N 581`."""
    term = next(iter(find_terms("effective", text[:NEAR], lang)), None)
    day = next(iter(find_dates(text[:NEAR])), None)
    if term is None or day is None:
        return False
    before, rest = text[: term.start], text[term.end :]
    if day.start < term.start:
        before = before[: day.start] + before[day.end :]
    elif _counts_from(lang)[0].fullmatch(rest, endpos=day.start - term.end):
        rest = rest[day.end - term.end :]
    return not _counts_from(lang)[1].sub("", before).strip() and _leads_to_act(rest, lang)


def _names_kind_only(words: str, lang: str) -> bool:
    """Tell whether words are a kind of act and nothing more: `Постановление`, `Настоящий приказ`."""
    if len(words) > OPENING:
        return False
    for section in ("this_act", "act_kinds"):
        for term in reversed(find_terms(section, words, lang)):
            words = words[: term.start] + words[term.end :]
    return not words.strip()


def _is_of_editors(text: str, lang: str) -> bool:
    opening = [term for term in find_terms("note", text[:OPENING], lang) if term.start == 0]
    return any(term.key == "editors" for term in opening) or _names_change(text, lang)


def _names_change(text: str, lang: str) -> bool:
    """Tell whether words say what was changed and by which act, or begin with saying that something was taken away."""
    words = text.lstrip("( ")
    changes = [*find_terms("amendment", words, lang), *find_terms("repeal", words, lang)]
    if not changes:
        return False
    named = bool(find_dates(words) or find_act_numbers(words))
    return named or any(term.start == 0 and term.key in ("removed", "repealed") for term in changes)


def _names_act(words: str, lang: str) -> bool:
    """Tell whether an act is named at the end of words: a bracket behind it tells of that act's own editions."""
    near = words[-NEAR:]
    return bool(find_act_numbers(near) or find_terms("act_kinds", near, lang) or near.rstrip()[-1:] in '»”“"')


def _brackets(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the outermost brackets; one that opens the words and never closes goes to the end."""
    opened: list[int] = []
    for bracket in BRACKET.finditer(text, begin):
        if bracket.group() == "(":
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if not opened and bracket.end() - start <= LONGEST_NOTE:
                yield start, bracket.end()
    if opened and opened[0] == begin:
        yield begin, len(text)


def _ends_clause(text: str, begin: int, first: int, last: int) -> bool:
    """Tell whether a bracket stands alone, behind a sentence or at the end; one behind a number tells of that act."""
    if first == begin or ENDED.search(text, begin, first):
        return True
    return not text[last:].strip(" \n\t.;,") and not text[begin:first].rstrip()[-1:].isdigit()
