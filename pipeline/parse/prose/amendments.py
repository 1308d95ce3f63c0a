"""Read the notes of editors as amendments: which act changed what, and how.

    (КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572, 2020-жылдын 20-майындагы № 262 токтомдорунун редакцияларына ылайык)
    Ескерту. 3-тармаққа өзгерту енгізілді - ҚР Білім және ғылым министрлігінің 2008.06.25. N 379 … Бұйрығымен.
    (в ред. постановления Правительства КР от 11 апреля 2018 года № 197)

A note is bound to what it names, else to what it stands in or below: in a clause that clause, below the last item of a
list the point that holds it, below a title the whole part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import regex

from pipeline.languages.act_numbers import ActNumber, find_act_numbers
from pipeline.languages.dates import DateMatch, find_dates
from pipeline.languages.vocabulary import Term, find_terms
from pipeline.model import Cell, Finding, Row, Value
from pipeline.parse.evidence import Evidence
from pipeline.parse.lists.list_notes import without_number
from pipeline.parse.lists.lists import PrintedList
from pipeline.parse.passage import Passage
from pipeline.parse.prose.locators import words_source
from pipeline.parse.prose.notes import Note, find_notes_in
from pipeline.parse.prose.provisions import PartOfProse, Provision
from pipeline.parse.prose.repeals import repeals_whole_act

# What a note says, the word that settles it first where it has several.
KINDS = ("removed", "repealed", "new_edition", "amended")
# Before the issuer: a bracket, a dash, the end of a sentence, or the line above.
EDGE = regex.compile(r"[(:;]|\s[-–—]\s|[.!]\s")
# What a repeal of the whole act tells of it: columns of `acts` and of `amendments`.
OF_A_REPEAL = {"status": "kind", "repealed_by_number": "by_number", "repealed_by_date": "by_date"}
TARGETS = frozenset({"section", "chapter", "article", "point", "subpoint"})
NUMBER_BEFORE, NUMBER_BEHIND = regex.compile(r"(\d+(?:[-.]\d+)*)\)?$"), regex.compile(r"\s*(\d+(?:[-.]\d+)*)")


@dataclass(frozen=True, slots=True)
class _By:
    """One amending act that a note names: where its issuer, number and date stand in the note's text."""

    issuer: tuple[int, int] | None
    number: ActNumber | None
    date: DateMatch | None


@dataclass(frozen=True, slots=True)
class _Target:
    part: str
    kind: str
    num: str | None
    provision: Provision | None


def spell_amendments(prose: PartOfProse, act_id: str, evidence: Evidence, counts: Counter[str]) -> Iterator[Row]:
    """Spell the notes of one part in one language as rows of `amendments`, in print order.

    `counts` tells how many each target has so far: a note in one part may tell of another.
    """
    for note, holder in _notes(prose):
        target = _named_target(note, prose, holder) or _target_above(note, prose, holder)
        above = target.provision.provision_id if target.provision else f"{act_id}:{prose.lang}:{target.part}"
        for by in _read_acts(note.text, prose.lang):
            counts[above] += 1
            yield _spell(f"{above}:amendment-{counts[above]}", act_id, note, target, by, prose.lang, evidence)


def spell_list_amendments(printed: Sequence[PrintedList], act_id: str, evidence: Evidence) -> Iterator[Row]:
    """Spell the notes that stand among the rows of lists as rows of `amendments`, in print order."""
    counts: Counter[str] = Counter()
    for of_list in (of_list for of_list in printed if of_list.lang):
        lang = str(of_list.lang)
        num = str(evidence.text([of_list.num], lang).value) if of_list.num else None
        target, above = _Target(of_list.part, "list", num, None), f"{act_id}:{lang}:{of_list.part}:list-{num or 'list'}"
        printed_notes = [Passage((without_number(lines[0]), *lines[1:])) for lines in of_list.body.notes]
        for note in chain.from_iterable(find_notes_in(passage, 0, lang) for passage in printed_notes):
            for by in _read_acts(note.text, lang):
                counts[above] += 1
                yield _spell(f"{above}:amendment-{counts[above]}", act_id, note, target, by, lang, evidence)


def find_state(amendments: Sequence[Row], kind: str | None) -> dict[str, list[Value]]:
    """Return what an act's amendments say of it as a whole: columns of `acts`, a value for each language that tells.

    A repeal changes no text: it is no edition. An act without dated changes stands as enacted. Where the head prints a
    state (`Күшін жойған`), that is the status. `kind` is the act's own.
    """
    repeals: dict[Cell, Row] = {}
    for row in amendments:
        if _is_repeal_above(row) and repeals_whole_act(*_note_of(row), kind):
            repeals.setdefault(row.cells["lang"], row)
    printed = {column: [row.values.get(name) for row in repeals.values()] for column, name in OF_A_REPEAL.items()}
    state = {column: [value for value in values if value] for column, values in printed.items()}
    changes = [row.values for row in amendments if _kind_of(row) not in (None, "repealed") and "by_date" in row.values]
    if changes:
        newest = max((values["by_date"] for values in changes), key=lambda value: str(value.value))
        state |= {"text_state": [replace(changes[0]["kind"], value="consolidated")], "consolidated_to": [newest]}
    return {column: values for column, values in state.items() if values}


def find_unsure_repeals(amendments: Sequence[Row], kind: str | None) -> Iterator[Finding]:
    """Yield the notes above or below all points that tell of a repeal, but not clearly of the whole act's."""
    told: set[tuple[int, int]] = set()
    for row in amendments:
        if not _is_repeal_above(row) or repeals_whole_act(*_note_of(row), kind):
            continue
        pieces = row.values["note"].witnesses[0].pieces
        place = pieces[0].start, pieces[-1].end
        if place not in told:
            told.add(place)
            message = "a note tells of a repeal, but not clearly of the whole act's: its status does not rest on it"
            yield Finding("repeal_unsure", "warning", message, *place, "amendments", row.row_id)


def _is_repeal_above(row: Row) -> bool:
    """Tell whether a note that tells of a repeal stands by itself in the body, and names no point."""
    return _kind_of(row) == "repealed" and row.cells["target_kind"] == "act" and row.cells["provision_id"] is None


def _note_of(row: Row) -> tuple[str, str]:
    return str(row.values["note"].value), str(row.cells["lang"])


def _kind_of(row: Row) -> str | None:
    kind = row.values.get("kind")
    return str(kind.value) if kind else None


def _notes(prose: PartOfProse) -> Iterator[tuple[Note, Provision | None]]:
    for note in prose.tree.notes:
        yield note, None
    for provision in prose.provisions:
        for note in provision.clause.notes:
            yield note, provision


def _spell(amendment_id: str, act_id: str, note: Note, target: _Target, by: _By, lang: str, evidence: Evidence) -> Row:
    def spans(place: tuple[int, int]) -> Sequence[tuple[int, int]]:
        return note.passage.spans(note.start + place[0], note.start + place[1])

    values: dict[str, Value] = {"note": evidence.text(spans((0, len(note.text.rstrip()))), lang)}
    kind = _kind(note.text, lang)
    if kind:
        values["kind"] = evidence.fact(kind.key, spans((kind.start, kind.end)), lang)
    if by.issuer:
        values["by_issuer"] = evidence.text(spans(by.issuer), lang)
    if by.number:
        values["by_number"] = evidence.number(spans((by.number.start, by.number.end)), lang)
    if by.date:
        values["by_date"] = evidence.fact(by.date.value, spans((by.date.start, by.date.end)), lang)
    cells: dict[str, Cell] = {
        "amendment_id": amendment_id,
        "act_id": act_id,
        "lang": lang,
        "provision_id": target.provision.provision_id if target.provision else None,
        "target_part": target.part,
        "target_kind": target.kind,
        "target_num": target.num,
        "kind": "note",
        "by_issuer": None,
        "by_number": None,
        "by_date": None,
    }
    return Row("amendments", amendment_id, cells, values)


def _kind(text: str, lang: str) -> Term | None:
    """Return the word that says what became of the target: the first of the kind that weighs most."""
    terms = [*find_terms("amendment", text, lang), *find_terms("repeal", text, lang)]
    terms = [term for term in terms if not _is_nested(text, term.start)] or terms
    return next((term for kind in KINDS for term in terms if term.key == kind), None)


def _read_acts(text: str, lang: str) -> list[_By]:
    """Return the amending acts of a note: each date with the number behind it; a note without any is one row.

    The day from which a change counts is no act's.
    """
    dates = [day for day in find_dates(text) if not _is_day_of_effect(text, day, lang)]
    numbers = [number for number in find_act_numbers(text) if not _is_nested(text, number.start)]
    if not dates:
        return [_By(None, numbers[0] if numbers else None, None)]
    issuer = _find_issuer(text, dates[0].start, lang)
    ends = [date.start for date in dates[1:]] + [len(text)]
    acts = []
    for day, end in zip(dates, ends, strict=True):
        if _is_nested(text, day.start):
            continue
        number = next((one for one in numbers if day.end <= one.start < end), None)
        acts.append(_By(issuer, number, day))
    return acts or [_By(issuer, None, dates[0])]


def _is_day_of_effect(text: str, day: DateMatch, lang: str) -> bool:
    """Tell whether a change counts from a day on: `с 1 января 2016 года`, `2016-жылдын 1-январынан тартып`."""
    before, behind = (words_source("stated", key, lang) for key in ("from_day", "since"))
    opens = regex.search(rf"{before}\s*$", text[: day.start], regex.IGNORECASE)
    return bool(opens or regex.match(rf"\s*{behind}", text[day.end :], regex.IGNORECASE))


def _is_nested(text: str, at: int) -> bool:
    """Tell whether a place lies in a bracket inside the note: what stands there tells of something else."""
    depth = text.count("(", 0, at) - text.count(")", 0, at)
    return depth > (1 if text.startswith("(") else 0)


def _find_issuer(text: str, end: int, lang: str) -> tuple[int, int] | None:
    """Return the words between the last edge and the date: those without the change and the kind of the act."""
    edges = [found.end() for found in EDGE.finditer(text, 0, end)]
    start = edges[-1] if edges else 0
    for section in ("amendment", "repeal", "act_kinds"):
        behind = [start + term.end for term in find_terms(section, text[start:end], lang)]
        start = max([start, *behind])
    words = text[start:end]
    if not find_terms("issuers", words, lang):
        return None
    lead = len(words) - len(words.lstrip())
    # "постановления Правительства от 11 апреля"
    found = regex.search(rf"\s+{words_source('mention', 'before_date', lang)}\s*$", words, regex.IGNORECASE)
    return start + lead, start + (found.start() if found else len(words.rstrip()))


def _target_above(note: Note, prose: PartOfProse, holder: Provision | None) -> _Target:
    """Return what a note stands in or below."""
    if holder is None or holder.clause.kind == "preamble":
        return _whole_part(prose)
    if note.apart:
        holder = _above_list(holder, prose)
    while holder.clause.kind in ("indent", "paragraph") and holder.parent:
        holder = holder.parent
    if holder.clause.kind not in TARGETS:
        return replace(_whole_part(prose), provision=holder)
    return _Target(prose.part, holder.clause.kind, _num(holder), holder)


def _above_list(holder: Provision, prose: PartOfProse) -> Provision:
    """Return the point whose list a note closes: below its last item it speaks of the whole point."""
    if holder.clause.kind != "subpoint" or holder.parent is None:
        return holder
    at = next(i for i, one in enumerate(prose.provisions) if one is holder)
    goes_on = any(one.parent is holder.parent and one.clause.kind == "subpoint" for one in prose.provisions[at + 1 :])
    return holder if goes_on else holder.parent


def _whole_part(prose: PartOfProse) -> _Target:
    if prose.part == "body":
        return _Target(prose.part, "act", None, None)
    number = prose.printed[prose.part]
    return _Target(prose.part, "annex", str(number) if number else None, None)


def _annex(number: str, prose: PartOfProse) -> _Target:
    """Return the annex whose stamp prints a number: the one that speaks, the next one below it, or one above."""
    parts = list(prose.printed)
    at = parts.index(prose.part)
    named = (part for part in (*parts[at:], *parts[:at]) if str(prose.printed[part]) == number)
    return _Target(next(named, f"annex-{number}"), "annex", number, None)


def _num(provision: Provision) -> str | None:
    num = provision.row.values.get("num")
    return str(num.value) if num else None


def _named_target(note: Note, prose: PartOfProse, holder: Provision | None) -> _Target | None:
    """Return what the note itself says was changed: `Ескерту. 3-тармаққа …`, `Тізбе жаңа редакцияда`."""
    text, lang = note.text, prose.lang
    is_of_editors = any(term.start <= 2 for term in find_terms("note", text[:40], lang))
    change = _kind(text, lang)
    words = text[: change.start] if change else text[:0]
    units = find_terms("units", words, lang)
    for unit in units:
        kind = "point" if unit.key == "part" else unit.key
        before, after = words[: unit.start].rstrip(" -–"), words[unit.end :]
        found = NUMBER_BEFORE.search(before) or NUMBER_BEHIND.match(after)
        opens = not before.strip("( ") or (found and not before[: found.start()].strip("( "))
        if unit.key == "annex" and found and (is_of_editors or opens) and len(units) == 1:
            return _annex(found.group(1), prose)
        if kind in TARGETS and found and (is_of_editors or opens):
            named = _find_provision(prose, kind, found.group(1), holder)
            return _Target(prose.part, kind, found.group(1), named)
    if is_of_editors and any(term.key == "list" for term in find_terms("list_words", words, lang)):
        return _Target(prose.part, "list", None, None)
    return None


def _find_provision(prose: PartOfProse, kind: str, num: str, holder: Provision | None) -> Provision | None:
    """Return the provision of a kind and number: an ancestor of where the note stands, or the only one of the part."""
    one = holder
    while one:
        if one.clause.kind == kind and _num(one) == num:
            return one
        one = one.parent
    found = [other for other in prose.provisions if other.clause.kind == kind and _num(other) == num]
    return found[0] if len(found) == 1 else None
