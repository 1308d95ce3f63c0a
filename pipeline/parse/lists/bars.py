"""Tell whether a list bars: its headings, or else its act, must say that study by these forms is not allowed.

A list that speaks of no form of study is a catalogue: it bars nothing, unless its act bars a form somewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.parse.evidence import Evidence
from pipeline.parse.lists.lists import PrintedList

# Where a sentence ends: before a capital or a number, or with a paragraph.
SENTENCE_END = regex.compile(r"[.;:]\s+(?=[\p{Lu}\d«\"])|\n\s*\n")


class Bar(Enum):
    """Where the word stands that makes a list a bar: with the list, elsewhere in the act, nowhere.

    Or the list permits, or it is a catalogue that speaks of no form.
    """

    HEADING = "heading"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    PERMITS = "permits"
    CATALOGUE = "catalogue"


def find_bar(printed: Sequence[PrintedList], evidence: Evidence) -> Bar:
    """Return where the languages of one list say that its forms are barred.

    A heading that permits (`жол берилген`) and nowhere bars makes the list no bar, whatever the rest of the act says.
    Where each form has a column of marks, these say what is barred.
    """
    if any(one.answered is not None for one in printed):
        return Bar.UNKNOWN if any(one.answered is False for one in printed) else Bar.HEADING
    text = evidence.cleaned.text
    headings = "\n".join(
        text[start:end]
        for one in printed
        for start, end in (
            *one.title,
            *one.heading,
            *((line.start, line.end) for line in (one.header.lines if one.header else ())),
        )
    )
    if find_terms("barred", headings):
        return Bar.HEADING
    if find_terms("permitted", headings):
        return Bar.PERMITS
    named = find_terms("list_words", headings)
    if named and not any(one.columns for one in printed) and not _speaks_of_forms(headings) and not _bars_a_form(text):
        return Bar.CATALOGUE
    return Bar.ELSEWHERE if find_terms("barred", text) else Bar.UNKNOWN


def _speaks_of_forms(text: str) -> bool:
    return bool(find_terms("forms", text)) or any(term.key == "forms" for term in find_terms("table_header", text))


def _bars_a_form(text: str) -> bool:
    """Tell whether a sentence of the act bars a form of study: the list may be of what it bars."""
    for term in find_terms("barred", text):
        begin = max((end.end() for end in SENTENCE_END.finditer(text, 0, term.start)), default=0)
        end = SENTENCE_END.search(text, term.end)
        if find_terms("forms", text[begin : end.start() if end else len(text)]):
            return True
    return False
