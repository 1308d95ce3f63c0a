"""Read the stamps on a cover: who adopted and who approved a regulation, when, by which paper.

A cover may set two stamps side by side; read across, their lines alternate, but each kind of thing keeps its order: the
first body goes with the first date, the first paper and the first verb.

    ОшТУнун Окумуштуулар кеңешинин | ОшТУнун ректорунун          bodies
    2025-жылдын 28-апрелиндеги     | 2025-жылдын 20-майыдагы      dates
    № 7 протоколу менен            | № 124 - ИБ буйругу менен     papers
    КАБЫЛ АЛЫНДЫ                   | БЕКИТИЛДИ                    verbs
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.languages.pipelines import Entity, find_entities
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.passage import Passage

# A verb stands alone, or two side by side, on a line this short; its stamp is at most this many lines above or below.
VERB_LINE, STAMP_REACH = 40, 14


@dataclass(frozen=True, slots=True)
class Stamp:
    """One stamp: who, when, by which number; any of them may be missing. Offsets of the passage's text."""

    issuer: tuple[int, int] | None
    date: Entity | None
    number: Entity | None


@dataclass(frozen=True, slots=True)
class Approval:
    """The stamps of a regulation, and the passage's lines they take."""

    approved: Stamp
    adopted: Stamp | None
    first_line: int
    last_line: int


def find_approval(passage: Passage, lang: str) -> Approval | None:
    """Return the stamps of the passage, or None where no line says `approved`, or what it needs doesn't pair up."""
    verbs = [
        term
        for term in find_terms("annex", passage.text, lang)
        if term.key in ("approved", "adopted") and _is_verb_line(passage, term.start, lang)
    ]
    approved = [i for i, verb in enumerate(verbs) if verb.key == "approved"]
    if not approved:
        return None
    verb_line = passage.index_of(verbs[approved[0]].start)
    first = max(0, verb_line - STAMP_REACH)
    last = min(len(passage.lines) - 1, verb_line + STAMP_REACH)
    text_start, text_end = passage.start_of(first), passage.start_of(last) + len(passage.lines[last].text)
    entities = [
        Entity(e.label, e.key, e.start + text_start, e.end + text_start)
        for e in find_entities(passage.text[text_start:text_end], lang)
    ]
    above = [e for e in entities if e.end <= verbs[0].start]
    chosen = above if any(e.label == "DATE" for e in above) else [e for e in entities if e.start >= verbs[-1].end]
    dates = [e for e in chosen if e.label == "DATE"]
    numbers = [e for e in chosen if e.label == "NUMBER"]
    if len(dates) < len(verbs):
        return None
    dates, numbers = dates[-len(verbs) :], numbers[-len(verbs) :]
    issuers = _stamp_issuers(passage, chosen, dates[-1])[-len(verbs) :]
    stamps = [
        Stamp(
            issuers[i] if len(issuers) == len(verbs) else None,
            dates[i],
            numbers[i] if len(numbers) == len(verbs) else None,
        )
        for i in range(len(verbs))
    ]
    adopted = next((stamps[i] for i, verb in enumerate(verbs) if verb.key == "adopted"), None)
    begin = min([issuer[0] for issuer in issuers] + [dates[0].start])
    end = max(verbs[-1].end, *(e.end for e in dates + numbers))
    return Approval(stamps[approved[0]], adopted, passage.index_of(begin), passage.index_of(end - 1))


def _is_verb_line(passage: Passage, offset: int, lang: str) -> bool:
    """Tell whether a line holds verbs of stamps and nothing else."""
    line = passage.lines[passage.index_of(offset)].text.strip()
    if len(line) > VERB_LINE or not line.replace("«", "").replace('"', "")[:1].isupper():
        return False
    covered = sum(term.end - term.start for term in find_terms("annex", line, lang))
    return covered >= sum(map(str.isalpha, line))


def _stamp_issuers(passage: Passage, entities: list[Entity], last_date: Entity) -> list[tuple[int, int]]:
    """Return the bodies named above the last date, each from the begin of its line (`ОшТУнун Окумуштуулар`)."""
    found = []
    for entity in entities:
        if entity.label == "ISSUER" and entity.end <= last_date.start:
            line = passage.start_of(passage.index_of(entity.start))
            found.append((line, entity.end))
    return found
