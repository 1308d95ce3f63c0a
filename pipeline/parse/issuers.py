"""Read who issued an act: a letterhead, the body named with the date, or the one before the enacting word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from pipeline.languages.pipelines import find_entities
from pipeline.languages.vocabulary import find_terms
from pipeline.model import Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.heads import LONG_LINE, Head
from pipeline.parse.passage import Passage
from pipeline.parse.requisites import names_places_only
from pipeline.parse.stamps import Approval
from pipeline.segment import LayoutLine

WORDS = regex.compile(r"[\p{L}\s-]*")


def read_letterhead(passage: Passage, approval: Approval, evidence: Evidence, lang: str) -> Value | None:
    """Return the body whose regulation it is: the last name in capitals above the stamps."""
    lines = [i for i in range(approval.first_line) if passage.lines[i].text.strip().isupper()]
    names: list[list[int]] = []
    for i in lines:
        text = passage.lines[i].text
        if find_terms("institutions", text, lang) or find_terms("issuers", text, lang):
            begin = names[-1][-1] + 1 if names else lines[0]
            names.append([k for k in lines if begin <= k <= i])
    if not names:
        return None
    institution = [name for name in names if find_terms("institutions", passage.lines[name[-1]].text, lang)]
    chosen = (institution or names)[-1]
    spans = passage.spans(
        passage.start_of(chosen[0]), passage.start_of(chosen[-1]) + len(passage.lines[chosen[-1]].text)
    )
    return evidence.text(spans, lang)


def read_issuer(head: Head, evidence: Evidence) -> Value | None:
    """Read the issuer: beside the kind, in the capital lines above it, the one below it, or named before the date."""
    passage, lang = head.passage, head.lang
    if head.kind and head.kind.issuer:
        return evidence.text(passage.spans(*head.kind.issuer), lang)
    kind_line = head.kind.line if head.kind else None
    if kind_line is not None and len(passage.lines[kind_line].text.split()) == 1:
        above = kind_line
        while above and _is_letterhead(passage.lines[above - 1], lang) and not _has_number(passage.lines[above - 1]):
            above -= 1
        named = _name_lines(passage.lines[above:kind_line], lang)
        if not named:
            below = passage.lines[kind_line + 1 : kind_line + 2]
            named = [line for line in below if line.text.strip().isupper() and find_terms("issuers", line.text, lang)]
        if named:
            return evidence.text([(line.start, line.end) for line in named], lang)
    return _read_issuer_of_date(head, evidence)


def _read_issuer_of_date(head: Head, evidence: Evidence) -> Value | None:
    """Read the body named before the act's date: `… министрінің 2007 жылғы`, `приказом Министра … от 5 мая`."""
    own, place = head.own, head.own_place
    if not own or not own.issuer:
        return None
    first = min(own.number.start, own.date.start if own.date else own.number.start)
    if own.kind_before and own.kind_before.end <= own.issuer.start and not own.kind:
        phrase = place.text[own.kind_before.end : first].rstrip()
        if find_terms("place", phrase.split()[-1]):  # "приказом Министра образования от 5 мая"
            phrase = phrase[: -len(phrase.split()[-1])].rstrip()
        above, _, last = phrase.rpartition("\n")
        if above.strip() and find_terms("place", last) and names_places_only(last):  # "г.Бишкек,"
            phrase = above.rstrip()
        return evidence.text(place.spans(own.kind_before.end, own.kind_before.end + len(phrase)), head.lang)
    line = place.start_of(place.index_of(own.issuer.start))
    begin = line if WORDS.fullmatch(place.text[line : own.issuer.start]) else own.issuer.start
    between = place.text[own.issuer.end : first]
    end = first if WORDS.fullmatch(between) and not find_terms("act_kinds", between, head.lang) else own.issuer.end
    return evidence.text(place.spans(begin, end), head.lang)


def _is_letterhead(line: LayoutLine, lang: str) -> bool:
    """Tell whether a line above the kind names a body: it is in capitals, or it begins with one and names one."""
    text = line.text.strip()
    return text.isupper() or (text[:1].isupper() and bool(find_terms("issuers", text, lang)))


def _name_lines(lines: Sequence[LayoutLine], lang: str) -> list[LayoutLine]:
    """Return the lines of a letterhead that name a body; a single word (`МОН`) does as a body, or where it goes on."""
    named: list[LayoutLine] = []
    for above, line in pairwise((None, *lines)):
        if line and (
            len(line.text.split()) > 1
            or find_terms("issuers", line.text, lang)
            or (named and named[-1] is above and not line.blanks)
        ):
            named.append(line)
    return named


def _has_number(line: LayoutLine) -> bool:
    return any(map(str.isdigit, line.text))


def read_enacting_issuer(lang: str, lines: Sequence[LayoutLine], evidence: Evidence) -> Value | None:
    """Read the body before the enacting word: `Кыргыз Республикасынын Министрлер Кабинети токтом кылат:`."""
    passage = Passage(lines)
    for term in find_terms("enacting", passage.text, lang):
        begin = max(0, term.start - LONG_LINE)
        issuers = [
            (entity.start + begin, entity.end + begin)
            for entity in find_entities(passage.text[begin : term.start], lang)
            if entity.label == "ISSUER"
        ]
        if issuers and not passage.text[issuers[-1][1] : term.start].strip():
            return evidence.text(passage.spans(*issuers[-1]), lang)
    return None


def names_body(text: str, lang: str) -> bool:
    """Tell whether a line in capitals names a body or a country."""
    return text.strip().isupper() and bool(find_terms("issuers", text, lang) or find_terms("country", text, lang))
