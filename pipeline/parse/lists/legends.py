"""Read the notes that say what the marks in a table mean.

    Примечание: + – допускается; – – не допускается.
    Эскертүү: "*" белгиси ушул формада окутууга жол берилбей тургандыгын билдирет.
    Условные обозначения: З – заочная, В – вечерняя, Э – экстернат.

A note is read as a whole or not at all: where one of its clauses defines nothing, its lines are left where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from pipeline.languages.bars import Question, find_question
from pipeline.languages.vocabulary import find_terms, is_phrase
from pipeline.parse.passage import Passage, Span
from pipeline.segment import LayoutLine
from pipeline.text.marks import DASHES, SYMBOLS

# A note that says what marks mean takes no more lines; what says that it is one stands in so many first letters.
_LINES, _HEAD = 6, 60
_MARK = rf"[+✓√×{SYMBOLS}]"
# "З", "з/о", "очн."
_SHORT = r"\p{L}{1,5}\.?(?:[/-]\p{L}{1,5}\.?)?"
# "+ – допускается", "– – не допускается", "З – заочная": a mark, a dash, what it means
_PLAIN = regex.compile(rf"\s*(?P<mark>{_MARK}|[{DASHES}]|{_SHORT})\s*(?:[{DASHES}]|=)\s*(?P<says>\S.*)", regex.DOTALL)
# "знак «+» означает, что … не допускается", "* белгісімен …": quoted, or no letter and no dash
_NAMED = regex.compile(
    rf"\s*(?:\p{{L}}+\s+)?(?:[«\"“„(](?P<mark>{_MARK}|[{DASHES}])[»\"”)]|(?P<mark>[{SYMBOLS}+]))\s*(?P<says>\S.*)",
    regex.DOTALL,
)
# What parts two definitions: a semicolon, or a comma or the end of a line before another mark.
_PARTS = regex.compile(rf";|[,\n](?=\s*[«\"“„(]?(?:{_MARK}|[{DASHES}]|{_SHORT})[»\"”)]?\s*(?:[{DASHES}]|=)\s)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mark means: that a form is barred or permitted, or a form (None: full-time); and the words that say so."""

    answer: Question | None
    form: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """The meaning of each mark that notes define, and the lines of these notes by where they begin."""

    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    lines: frozenset[int] = frozenset()

    def of(self, text: str) -> Meaning | None:
        """Return what a mark means."""
        return self.meanings.get(_plain(text))


NO_LEGEND = Legend()


def says_exception(text: str) -> bool:
    """Tell whether words make an exception.

    >>> says_exception("кроме заочной формы"), says_exception("заочная форма")
    (True, False)
    """
    return any(term.key == "except" for term in find_terms("lenses", text))


def read_legend(lines: Sequence[LayoutLine]) -> Legend:
    """Read the notes among the lines of a list; a mark that is defined in two ways means nothing."""
    meanings: dict[str, Meaning] = {}
    read: set[int] = set()
    unsure: set[str] = set()
    for note in _find_notes(lines):
        found = list(_define(Passage(note)))
        if not found or None in found:
            continue
        read.update(line.start for line in note)
        for mark, meaning in (one for one in found if one):
            known = meanings.setdefault(mark, meaning)
            if (known.answer, known.form) != (meaning.answer, meaning.form):
                unsure.add(mark)
    return Legend({mark: meaning for mark, meaning in meanings.items() if mark not in unsure}, frozenset(read))


def _find_notes(lines: Sequence[LayoutLine]) -> Iterator[Sequence[LayoutLine]]:
    """Yield the lines of each note, alone in rows of tables or outside of them: what opens one, and what goes on."""
    in_row = Counter(line.row for line in lines)
    alone = [line.row is None or (in_row[line.row] == 1 and "\t" not in line.text.strip()) for line in lines]
    for at, line in enumerate(lines):
        if alone[at] and (_head_of(line.text) or _NAMED.match(line.text) or _PLAIN.match(line.text)):
            end = at + 1
            while end < min(len(lines), at + _LINES) and alone[end] and not lines[end].blanks:
                if not lines[end].text.lstrip()[:1].islower() and not _PLAIN.match(lines[end].text):
                    break
                end += 1
            yield lines[at:end]


def _head_of(text: str) -> int:
    """Return how many first letters of a note only say that it is one: `Примечание:`."""
    terms = (term for section in ("note", "legend") for term in find_terms(section, text[:_HEAD]))
    end = max((term.end for term in terms if not text[: term.start].strip()), default=0)
    return len(text) - len(text[end:].lstrip(" .:\n")) if end else 0


def _define(note: Passage) -> Iterator[tuple[str, Meaning] | None]:
    """Yield each mark with its meaning, or None for a clause that defines nothing."""
    begin = _head_of(note.text)
    for end in (*(found.start() for found in _PARTS.finditer(note.text, begin)), len(note.text)):
        clause = note.text[begin:end].strip(" .;,\n\t")
        start = note.text.index(clause, begin) if clause else end
        begin = end + 1
        if clause:
            yield _define_clause(clause, note.spans(start, start + len(clause)))


def _define_clause(clause: str, spans: tuple[Span, ...]) -> tuple[str, Meaning] | None:
    found = _PLAIN.fullmatch(clause) or _NAMED.fullmatch(clause)
    if not found:
        return None
    mark, says = _plain(found.group("mark")), found.group("says").strip(" .")
    question = find_question(says)
    if question in ("barred", "permitted") and not says_exception(says):
        return mark, Meaning(question, None, spans)
    forms = [term.key for term in find_terms("forms", says) if (term.start, term.end) == (0, len(says))]
    if forms or is_phrase("full_time", says):
        return mark, Meaning(None, forms[0] if forms else None, spans)
    return None


def _plain(mark: str) -> str:
    """Return a mark without what stands around it, each dash as one sign."""
    return regex.sub(f"[{DASHES}]", "-", mark.strip(" .;"))
