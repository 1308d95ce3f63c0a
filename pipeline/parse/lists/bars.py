"""Tell whether a list bars: its headings, or else its act, must say that study by these forms is not allowed.

A list that speaks of no form of study is a catalogue: it bars nothing, unless its act bars a form somewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

import regex

from pipeline.languages.bars import find_bars, find_question
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.evidence import Evidence
from pipeline.parse.lists.lists import PrintedList
from pipeline.parse.lists.solved_row import ListRow
from pipeline.parse.passage import Span

# Where a sentence ends: before a capital or a number, or with a paragraph.
SENTENCE_END = regex.compile(r"[.;:]\s+(?=[\p{Lu}\d«\"])|\n\s*\n")
OTHER_FORMS = "its cells name none of the forms that the title of the list does"


class Bar(Enum):
    """Where the word stands that makes a list a bar: with the list, elsewhere in the act, nowhere.

    Or the list permits, or its title and the header over its forms say the opposite of each other, or it is a catalogue
    that speaks of no form.
    """

    HEADING = "heading"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    PERMITS = "permits"
    CONTRADICTED = "contradicted"
    CATALOGUE = "catalogue"


# What the forms of a list are no bars for.
BARS_NOTHING = (Bar.PERMITS, Bar.CONTRADICTED)


def find_bar(printed: Sequence[PrintedList], evidence: Evidence) -> Bar:
    """Return where the languages of one list say that its forms are barred.

    A heading that permits (`жол берилген`) and nowhere bars makes the list no bar, whatever the rest of the act says.
    Where each form has a column of marks, these say what is barred.
    """
    if any(one.answered is not None for one in printed):
        return Bar.UNKNOWN if any(one.answered is False for one in printed) else Bar.HEADING
    text = evidence.cleaned.text
    titles = _words_of([span for one in printed for span in (*one.title, *one.heading)], evidence)
    headers = _words_of([span for one in printed for span in _header_of(one)], evidence)
    headings = f"{titles}\n{headers}"
    asked = find_question(headers) if any(one.columns for one in printed) else None
    if asked == "both" or (asked == "permitted" and find_bars(titles)):
        return Bar.CONTRADICTED
    if find_bars(headings):
        return Bar.HEADING
    if find_question(headings):
        return Bar.PERMITS
    named = find_terms("list_words", headings)
    if named and not any(one.columns for one in printed) and not _speaks_of_forms(headings) and not _bars_a_form(text):
        return Bar.CATALOGUE
    return Bar.ELSEWHERE if find_bars(text) else Bar.UNKNOWN


def doubt_other_forms(one: PrintedList, evidence: Evidence) -> PrintedList:
    """Doubt the rows whose cells name none of the title's forms but others, where only the title says that they bar."""
    if not one.columns or one.answered is not None or find_question(_words_of(_header_of(one), evidence)):
        return one
    titled = {term.key for term in find_terms("forms", _words_of(one.title or one.heading, evidence))}

    def doubt(row: ListRow) -> str | None:
        forms = {form for cell in row.cells for form in dict(cell.forms)}
        return OTHER_FORMS if titled and forms and titled.isdisjoint(forms) else None

    return replace(one, body=one.body.doubted(doubt))


def _header_of(one: PrintedList) -> list[Span]:
    return [(line.start, line.end) for line in one.header.lines] if one.header else []


def _words_of(spans: Sequence[Span], evidence: Evidence) -> str:
    return "\n".join(evidence.cleaned.text[start:end] for start, end in spans)


def _speaks_of_forms(text: str) -> bool:
    return bool(find_terms("forms", text)) or any(term.key == "forms" for term in find_terms("table_header", text))


def _bars_a_form(text: str) -> bool:
    """Tell whether a sentence of the act bars a form of study: the list may be of what it bars."""
    for term in find_bars(text):
        begin = max((end.end() for end in SENTENCE_END.finditer(text, 0, term.start)), default=0)
        end = SENTENCE_END.search(text, term.end)
        if find_terms("forms", text[begin : end.start() if end else len(text)]):
            return True
    return False
