"""Find where a file that holds several acts begins the second one.

… Премьер-министр С. Исаков
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ      here: a head with another date and number,
ТОКТОМ
2019-жылдын 3-майы № 112
… Өкмөт токтом кылат:               and a sentence that enacts again
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.clean import Cleaned
from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.model import Finding
from pipeline.parse.heads import HEAD_LINES, own_requisites
from pipeline.parse.lists.list_lines import CODED
from pipeline.parse.passage import Passage
from pipeline.parse.requisites import Requisites, find_requisites
from pipeline.parse.signatures import SIGNATURE
from pipeline.segment import Layout, LayoutLine

# An act's issuer, kind and title may stand in so many lines above its date and number.
LINES_ABOVE = 14


def leave_next_act(layout: Layout, cleaned: Cleaned) -> tuple[Layout, tuple[Finding, ...]]:
    """Return the layout of the first act of a file, and an error that says where another one begins."""
    known = [lang for lang in layout.languages if lang in LANGUAGES]
    found = [one for lang in known if (one := _find_next_act(layout.stream(lang), lang))]
    if not found:
        return layout, ()
    first, what = min(found, key=lambda pair: pair[0].number)
    start, end = cleaned.to_source(first.start, first.end)
    message = f"another act begins here ({what}): neither it nor what follows is read; give each act a file of its own"
    lines = tuple(line for line in layout.lines if line.number < first.number)
    return replace(layout, lines=lines), (Finding("another_act", "error", message, start, end),)


def _find_next_act(lines: Sequence[LayoutLine], lang: str) -> tuple[LayoutLine, str] | None:
    """Return the first line of the second act of one language, and its date and number; None where there is one act."""
    enacting = [i for i, line in enumerate(lines) if _enacts(line.text, lang)]
    known: set[tuple[str, str]] = set()
    below = 0
    for i in enacting:
        begin = max(below, i - HEAD_LINES)
        passage = Passage(lines[begin:i])
        below = i + 1
        found = own_requisites(find_requisites(passage.text, lang), passage.text)
        own = max(found, key=lambda one: one.number.start, default=None)  # the nearest: those above may be of stamps
        if own is None or own.date is None:
            continue
        identity = ("".join(passage.text[own.number.start : own.number.end].split()).lower(), own.date.key)
        if known and identity not in known:
            first = _head_begins(passage, own)
            number = " ".join(passage.text[own.number.start : own.number.end].split())
            return passage.lines[first], f"№ {number}, {own.date.key}"
        known.add(identity)
    return None


def _enacts(text: str, lang: str) -> bool:
    """Tell whether a line ends with words that enact, and a colon."""
    words = text.rstrip(" :")
    return text.rstrip().endswith(":") and any(term.end == len(words) for term in find_terms("enacting", words, lang))


def _head_begins(passage: Passage, own: Requisites) -> int:
    """Return the first line of the head that holds an act's own date and number.

    It is the first one behind a blank line, below the last line of what stands above.
    """
    at = passage.index_of(own.number.start)
    first = at
    while first and at - first < LINES_ABOVE and not _is_of_another(passage.lines[first - 1].text):
        first -= 1
    return next((k for k in range(first, at) if passage.lines[k].blanks or not k), first)


def _is_of_another(text: str) -> bool:
    ends = text.rstrip().endswith((".", ";", ":"))
    return ends or CODED.match(text) is not None or SIGNATURE.match(text) is not None
