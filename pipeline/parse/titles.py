"""Read the title of an act: the lines of its head that end with `жөнүндө` (`туралы`) or begin with `О`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.model import Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.heads import Head, begins_preamble, begins_title, ends_title, quoted_title
from pipeline.parse.issuers import names_body
from pipeline.parse.passage import Passage, Span
from pipeline.parse.requisites import REGISTERED_REACH, find_own_repeals, names_places_only
from pipeline.parse.stamps import Approval
from pipeline.segment import LayoutLine

TITLE_LINES = 12
# A portal prints the title behind the act's name in quotes of its own.
QUOTED = regex.compile(r"\s*[\"«“„](?P<title>.*)[\"»”]\s*", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class ApprovedTitle:
    """The title of an approved regulation, and its kind, which ends it."""

    kind: str
    kind_spans: tuple[Span, ...]
    spans: tuple[Span, ...]


def read_title(head: Head, evidence: Evidence) -> Value | None:
    """Read the title: the lines that end with `жөнүндө` (`туралы`), or begin with `О`; never a note or a stamp."""
    passage, lang = head.passage, head.lang
    taken = _taken_lines(head)
    for run in _free_runs(passage, taken):
        begin = next((k for k in run if begins_title(passage.lines[k].text, lang)), None)
        last = next((k for k in run if ends_title(passage.lines[k].text, lang)), None)
        if begin is not None:
            end = begin
            while end + 1 in run and not _begins_anew(passage.lines[end + 1], passage.lines[begin], lang):
                end += 1
        elif last is not None:
            begin, end = _below_bodies(run, last, passage, lang), last
        else:
            continue
        start, stop = passage.start_of(begin), passage.start_of(end) + len(passage.lines[end].text)
        if quoted := QUOTED.fullmatch(passage.text, start, stop):
            start, stop = quoted.span("title")
        return evidence.text(passage.spans(start, stop), lang)
    if head.own and head.own_place is passage and (quoted_at := quoted_title(head.own, passage.text)):
        return evidence.text(passage.spans(quoted_at[0] + 1, quoted_at[1] - 1), lang)
    return _read_title_with_kind(head, evidence)


def _below_bodies(run: list[int], last: int, passage: Passage, lang: str) -> int:
    """Return the first line of a title that ends on line `last`: names of bodies that stand apart above it are none."""
    lines = passage.lines
    bodies = [
        k for k in run if k < last and lines[k + 1].blanks and find_terms("issuers", lines[k].text.split('"')[0], lang)
    ]
    return bodies[-1] + 1 if bodies else run[0]


def _read_title_with_kind(head: Head, evidence: Evidence) -> Value | None:
    """Read the title of a code or law that is headed with its name: `КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ЖЕР КОДЕКСИ`."""
    kind_line = head.kind.line if head.kind else None
    lines = head.passage.lines
    names_issuer = head.kind is not None and head.kind.issuer is not None
    if (
        kind_line is None
        or names_issuer
        or not lines[kind_line].text.strip().isupper()
        or len(lines[kind_line].text.split()) < 2
    ):
        return None
    first = last = kind_line
    while first and lines[first - 1].text.strip().isupper():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].text.strip().isupper():
        last += 1
    return evidence.text([(line.start, line.end) for line in lines[first : last + 1]], head.lang)


def _begins_anew(line: LayoutLine, first: LayoutLine, lang: str) -> bool:
    """Tell whether a line below a title is no part of it."""
    if begins_preamble(line.text, lang) or line.text.lstrip().startswith("(") or QUOTED.fullmatch(first.text):
        return True
    if first.text.isupper() or first.marked != line.marked:
        return not (first.text.isupper() and line.text.isupper())
    return bool(line.blanks) and line.text.lstrip()[:1].isupper()


def _taken_lines(head: Head) -> set[int]:
    """Return the lines of the head that something else than the title claims."""
    passage, taken = head.passage, set()
    kind_line = head.kind.line if head.kind else None
    if kind_line is not None:
        taken.add(kind_line)
    claimed = [one for one in head.requisites if one is head.own or one.alone or one.role in ("registered", "repealed")]
    for one in claimed:
        places = [one.number.start, one.number.end] + ([one.date.start, one.date.end] if one.date else [])
        if one.role == "registered":
            # "№ 12190 болып⏎тіркелді"
            behind = passage.text[one.number.end :][:REGISTERED_REACH]
            places += [one.number.end + verb.end for verb in find_terms("registration", behind, head.lang)[:1]]
        taken.update(range(passage.index_of(min(places)), passage.index_of(max(places) - 1) + 1))
    depth = 0
    for i, line in enumerate(passage.lines):
        if depth or line.text.lstrip().startswith("("):
            taken.add(i)
            depth += line.text.count("(") - line.text.count(")")
        repealed = find_own_repeals(line.text, head.lang)
        if repealed and not line.text[: repealed[0].start].strip():
            taken.add(i)
        if find_terms("place", line.text) and names_places_only(line.text):
            taken.add(i)
    if kind_line is not None and passage.lines[kind_line].text.strip().isupper():
        taken.update(range(kind_line))
        if kind_line + 1 < len(passage.lines) and names_body(passage.lines[kind_line + 1].text, head.lang):
            taken.add(kind_line + 1)
    return taken


def _free_runs(passage: Passage, taken: set[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i in range(len(passage.lines)):
        if i in taken:
            if run:
                yield run[:TITLE_LINES]
            run = []
        else:
            run.append(i)
    if run:
        yield run[:TITLE_LINES]


def find_approved_title(passage: Passage, approval: Approval, lang: str) -> ApprovedTitle | None:
    """Return the title of an approved regulation: capital lines below the stamps that end with its kind."""
    for i in range(approval.last_line + 1, len(passage.lines)):
        text = passage.lines[i].text
        terms = [term for term in find_terms("act_kinds", text, lang) if not text[term.end :].strip(" .")]
        if not terms or not text.strip().isupper():
            continue
        first, base = i, passage.start_of(i)
        while first - 1 > approval.last_line and passage.lines[first - 1].text.strip().isupper():
            first -= 1
        kind_spans = passage.spans(base + terms[0].start, base + terms[0].end)
        return ApprovedTitle(terms[0].key, kind_spans, passage.spans(passage.start_of(first), base + len(text)))
    return None
