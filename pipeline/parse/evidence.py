"""Turn places of the cleaned text into values with their evidence, and collect the repairs that made them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

import regex

from pipeline.clean import Cleaned
from pipeline.clean.cuts import witnesses_of
from pipeline.clean.document import add_edits
from pipeline.clean.joins import Joined, join_spans
from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.model import Edit, Row, Value, Witness
from pipeline.parse.passage import Span

# "124 - ИБ": the number of an act is one word
HYPHEN_BLANKS = regex.compile(r"[^\S\n]+(?=[-–/])|(?<=[-–/])[^\S\n]+")
# "телевизия*", "телевизия ¹": a mark of a note behind a word of a name; not the power in м²
_MARK = r"(?:(?<=\S) )?(?:(?<=(?:\p{L}{3}|[)\]»”\"]) ?)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|(?<=\S ?)\*{1,3})"
NOTE_MARK = regex.compile(rf"{_MARK}(?=[\s,;:.)]|$)")
# "телевизия*)": its bracket is no part of the name either
BRACKETED_MARK = regex.compile(rf"{_MARK}\)?(?=[\s,;:.)]|$)")


class Evidence:
    """The cleaned source, the witnesses for its joins, and the repairs of the values read so far."""

    def __init__(self, cleaned: Cleaned) -> None:
        vocabularies = [load_vocabulary(lang) for lang in LANGUAGES]
        forms = [
            phrase
            for vocabulary in vocabularies
            for phrases in vocabulary.sections["forms"].values()
            for phrase in phrases
            if "*" not in phrase
        ]
        compounds = frozenset(word for one in vocabularies for word in one.sections["compounds"]["first"])
        self.cleaned = cleaned
        self.witnesses = witnesses_of(cleaned.lines, forms, compounds)
        self.edits: dict[tuple[int, int], Edit] = {}
        self.doubts: dict[int, str] = {}
        self._joined: dict[tuple[Span, ...], Joined] = {}

    def doubts_of(self, value: Value | None) -> list[str]:
        """Return what is doubtful in the joins of a value's lines."""
        pieces = [piece for witness in value.witnesses for piece in witness.pieces] if value else []
        return [
            message for at, message in self.doubts.items() if any(piece.start <= at < piece.end for piece in pieces)
        ]

    def edits_of(self, rows: Iterable[Row]) -> tuple[Edit, ...]:
        """Return the document's repairs and those inside the rows' values, as edits of the source."""
        pieces = sorted(
            (piece.start, piece.end)
            for row in rows
            for value in row.values.values()
            for witness in value.witnesses
            for piece in witness.pieces
        )
        starts = [start for start, _ in pieces]
        # How far the pieces reach that begin before the next one.
        reach = list(accumulate((end for _, end in pieces), max))

        def is_needed(edit: Edit) -> bool:
            start, end = self.cleaned.to_source(edit.start, edit.end)
            before = bisect_right(starts, start)
            return before > 0 and reach[before - 1] >= end

        needed = [edit for edit in self.edits.values() if is_needed(edit)]
        return add_edits(self.cleaned, needed).edits

    def join(self, spans: Sequence[Span]) -> Joined:
        """Join spans into one text and keep its repairs; a group's heading is joined once for all its rows."""
        key = tuple(spans)
        if key in self._joined:
            return self._joined[key]
        joined = self._joined[key] = join_spans(self.cleaned, spans, self.witnesses)
        for edit in joined.edits:
            self.edits.setdefault((edit.start, edit.end), edit)
        for doubt in joined.doubts:
            self.doubts[self.cleaned.to_source(doubt.at, doubt.at + 1)[0]] = doubt.message
        return joined

    def text(self, spans: Sequence[Span], lang: str | None) -> Value:
        """Return the printed words of the spans."""
        joined = self.join(spans)
        return Value(joined.text, (Witness(joined.pieces, lang),))

    def name(self, spans: Sequence[Span], lang: str | None) -> Value:
        """Return the printed words of a name without the marks of notes behind them."""
        joined = self.join(spans)
        pattern = BRACKETED_MARK if joined.text.count(")") > joined.text.count("(") else NOTE_MARK
        marks = [mark for span in spans for mark in pattern.finditer(self.cleaned.text, *span)]
        name = pattern.sub("", joined.text)
        # a mark behind blanks that are a repair of their own stays
        if name and len(joined.text) - len(name) == sum(len(mark.group()) for mark in marks):
            for mark in marks:
                self.edits[mark.span()] = Edit(*mark.span(), mark.group(), "", "note_mark")
            return Value(name, (Witness(joined.pieces, lang),))
        return self.text(spans, lang)

    def number(self, spans: Sequence[Span], lang: str | None) -> Value:
        """Return the number of an act, without the blanks around its hyphens."""
        joined = self.join(spans)
        for start, end in spans:
            for blank in HYPHEN_BLANKS.finditer(self.cleaned.text, start, end):
                edit = Edit(blank.start(), blank.end(), blank.group(), "", "blank_beside_hyphen")
                self.edits[edit.start, edit.end] = edit
        return Value(HYPHEN_BLANKS.sub("", joined.text), (Witness(joined.pieces, lang),))

    def fact(self, value: str | int | date, spans: Sequence[Span], lang: str | None) -> Value:
        """Return a value that the printed words mean."""
        return Value(value, (Witness(self.join(spans).pieces, lang),))

    def facts(self, found: Iterable[tuple[str, Sequence[Span]]], lang: str | None) -> Value | None:
        """Return a set of values, one witness for each, in the order of the first print; None where there is none."""
        values: dict[str, Witness] = {}
        for value, spans in found:
            values.setdefault(value, Witness(self.join(spans).pieces, lang))
        return Value(tuple(values), tuple(values.values())) if values else None


def merge_values(values: Iterable[Value | None]) -> Value | None:
    """Merge what several languages print of one value; the first one's value stands, all are witnesses."""
    present = [value for value in values if value]
    if not present:
        return None
    return Value(present[0].value, tuple(witness for value in present for witness in value.witnesses))
