"""Read the notes that say an act was changed, and the edition that follows from them.

(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун редакциясына ылайык)
Ескерту. 9-тармаққа өзгерту енгізілді - ҚР Білім және ғылым министрлігінің 2008.06.25. N 379 … Бұйрығымен.
3)  (Алынып тасталды -   ҚР Білім және ғылым министрлігінің 2008.06.25.  N 379 …
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.languages.dates import DateMatch, find_dates
from pipeline.languages.vocabulary import Term, find_terms
from pipeline.model import Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.passage import Passage
from pipeline.segment import LayoutLine

LONGEST_NOTE = 8000
BRACKET, OPENED = regex.compile(r"[()]"), regex.compile(r"\(\s*$")


@dataclass(frozen=True, slots=True)
class Edition:
    """That a text is consolidated, and the newest amendment it prints."""

    text_state: Value
    consolidated_to: Value


def find_edition(lines: Sequence[LayoutLine], langs: Sequence[str], evidence: Evidence) -> Edition | None:
    """Return the edition of a text, or None where no note says that it was changed."""
    best: tuple[DateMatch, Term, Passage, str] | None = None
    first: tuple[Term, Passage, str] | None = None
    for lang in langs:
        passage = Passage([line for line in lines if line.lang == lang])
        for start, end in find_notes(passage.text, lang):
            note = passage.text[start:end]
            terms, dates = find_terms("amendment", note, lang), find_dates(note)
            if not terms or not dates:
                continue
            term = Term(terms[0].key, lang, terms[0].start + start, terms[0].end + start)
            first = first or (term, passage, lang)
            newest = max(dates, key=lambda match: match.value)
            newest = DateMatch(newest.value, newest.start + start, newest.end + start, newest.regular)
            if best is None or newest.value > best[0].value:
                best = (newest, term, passage, lang)
    if best is None or first is None:
        return None
    newest, _, passage, lang = best
    return Edition(
        evidence.fact("consolidated", first[1].spans(first[0].start, first[0].end), first[2]),
        evidence.fact(newest.value, passage.spans(newest.start, newest.end), lang),
    )


def find_notes(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield where a note may stand: what brackets hold, and what a word such as `Ескерту` begins."""
    opened: list[int] = []
    for bracket in BRACKET.finditer(text):
        if bracket.group() == "(":
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if not opened and bracket.end() - start <= LONGEST_NOTE:
                yield start, bracket.end()
    for term in find_terms("note", text, lang):
        if text[text.rfind("\n", 0, term.start) + 1 : term.start].strip():
            continue
        yield term.start, _end_of_next_line(text, term.end)
    for term in find_terms("amendment", text, lang):
        if term.key == "removed" and OPENED.search(text, max(0, term.start - LONGEST_NOTE), term.start):
            yield term.start, _end_of_next_line(text, term.end)


def _end_of_next_line(text: str, at: int) -> int:
    """Return where the line after that of `at` ends, or the text."""
    for _ in range(2):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at - 1
