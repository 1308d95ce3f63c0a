"""Tell whether a list bars: its headings, or else its act, must say that study by these forms is not allowed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from pipeline.languages.vocabulary import find_terms
from pipeline.parse.evidence import Evidence
from pipeline.parse.lists.lists import PrintedList


class Bar(Enum):
    """Where the word stands that makes a list a bar: with the list, elsewhere in the act, nowhere; or it permits."""

    HEADING = "heading"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    PERMITS = "permits"


def find_bar(printed: Sequence[PrintedList], evidence: Evidence) -> Bar:
    """Return where the languages of one list say that its forms are barred.

    A heading that permits (`жол берилген`) and nowhere bars makes the list no bar, whatever the rest of the act says.
    """
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
    return Bar.ELSEWHERE if find_terms("barred", text) else Bar.UNKNOWN
