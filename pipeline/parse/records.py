"""Spell the facts of a source as rows: ids from printed keys, the languages of one act side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.languages.vocabulary import find_terms
from pipeline.model import Cell, Finding, Row, Value
from pipeline.parse.acts import ActFacts
from pipeline.parse.evidence import Evidence, merge_values
from pipeline.parse.lists import PrintedList
from pipeline.parse.passage import Span
from pipeline.parse.rows import Group, ListRow
from pipeline.text.slugs import acronym_of, slug_of

NO_RIVAL = 9.0
NAMES = ("name_ky", "name_kk", "name_ru")
NO_QUALIFICATION: Sequence[Value | None] = (None,)
# The set columns of a list and the vocabulary section whose terms they hold.
SETS = {"education_levels": "levels", "qualifications": "qualifications", "forms": "forms"}


@dataclass(frozen=True)
class ListRecords:
    """The rows of one list, and what was odd while its languages were put side by side."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Printed:
    """One row of a list in one language, with its occurrence among the rows of the same code."""

    lang: str | None
    row: ListRow
    code: str
    occurrence: int


def spell_act_id(facts: ActFacts, fallback: str) -> str:
    """Spell an act's id: country, year, institution (where no organ of the country issued it), number.

    An act without a number or a date takes `fallback`, the id of its source.
    """
    values = facts.values
    country, number, day = values.get("jurisdiction"), values.get("number"), values.get("date")
    if not country or not number or not day:
        return fallback
    issuer, adopted = values.get("issuer"), values.get("adopted_by")
    parts = [str(country.value).lower(), str(day.value)[:4]]
    if issuer and not find_terms("country", str(issuer.value)):
        parts.append(slug_of(acronym_of(str((adopted or issuer).value))))
    return "-".join([*parts, slug_of(str(number.value))])


def spell_act(facts: ActFacts, act_id: str, source_id: str, unexplained: int) -> Row:
    """Spell an act as a row of `acts`; `unexplained` counts the characters that no fact or rule accounts for."""
    cells: dict[str, Cell] = {
        "act_id": act_id,
        "source_ids": (source_id,),
        "languages": (),
        "status": "in_force",
        "text_state": "as_enacted",
        "completeness": "incomplete" if unexplained else "complete",
        "unexplained_char_count": unexplained,
    }
    return Row("acts", act_id, cells, {name: value for name, value in facts.values.items() if value})


def spell_lists(printed: Sequence[PrintedList], act_id: str, evidence: Evidence) -> Iterator[ListRecords]:
    """Spell the lists of an act, those of the same part and number in several languages as one."""
    groups: dict[tuple[str, str], list[PrintedList]] = {}
    for one in printed:
        num = evidence.cleaned.text[slice(*one.num)] if one.num else "list"
        same = [key for key in groups if key[0] == one.part and key[1].split("#")[0] == num]
        key = (one.part, num)
        if same and any(other.lang == one.lang for other in groups[same[-1]]):
            key = (one.part, f"{num}#{len(same) + 1}")
        elif same:
            key = same[-1]
        groups.setdefault(key, []).append(one)
    for (part, num), languages in groups.items():
        yield _spell_list(f"{act_id}:{part}:{num}", act_id, languages, evidence)


def _spell_list(list_id: str, act_id: str, printed: Sequence[PrintedList], evidence: Evidence) -> ListRecords:
    findings: list[Finding] = []
    values: dict[str, Value | None] = {
        "num": merge_values(evidence.text([one.num], one.lang) for one in printed if one.num)
    }
    for one in printed:
        if one.title:
            values[f"title_{one.lang}"] = evidence.text(one.title, one.lang)
    for column, section in SETS.items():
        if column != "forms" or not printed[0].columns:
            values[column] = _read_set(section, printed, evidence)
    values["stated_count"] = merge_values(
        evidence.fact(one.body.stated[0], [one.body.stated[1]], one.lang) for one in printed if one.body.stated
    )
    cells: dict[str, Cell] = {
        "list_id": list_id,
        "act_id": act_id,
        "part": printed[0].part,
        "education_levels": (),
        "qualifications": (),
        "forms": (),
    }
    present = {name: value for name, value in values.items() if value}
    rows = [Row("lists", list_id, cells, present)]
    for entry in _spell_entries(list_id, act_id, printed, present, evidence, findings):
        rows += entry
    return ListRecords(tuple(rows), tuple(findings))


def _read_set(section: str, printed: Sequence[PrintedList], evidence: Evidence) -> Value | None:
    """Read a set of terms from the title of the first language that prints any, or else from the annex's heading."""
    for places in ([(one, one.title) for one in printed], [(one, one.heading) for one in printed]):
        for one, spans in places:
            if found := list(_find_in(section, spans, one.lang, evidence)):
                return evidence.facts(found, one.lang)
    return None


def _find_in(
    section: str, spans: Sequence[Span], lang: str | None, evidence: Evidence
) -> Iterator[tuple[str, Sequence[Span]]]:
    """Yield the terms of a section in spans, each with its own spans, wrapped lines read as one."""
    text = "\n".join(evidence.cleaned.text[start:end] for start, end in spans)
    for term in find_terms(section, text, lang):
        places, at = [], 0
        for start, end in spans:
            begin, stop = max(term.start, at), min(term.end, at + end - start)
            if begin < stop:
                places.append((start + begin - at, start + stop - at))
            at += end - start + 1
        yield term.key, places


def _count_rows(one: PrintedList, evidence: Evidence) -> list[_Printed]:
    seen: Counter[str] = Counter()
    printed = []
    for row in one.body.rows:
        code = evidence.cleaned.text[slice(*row.code)]
        seen[code] += 1
        printed.append(_Printed(one.lang, row, code, seen[code]))
    return printed


def _align(printed: Sequence[PrintedList], evidence: Evidence) -> list[list[_Printed]]:
    """Put the rows of the languages side by side by code and occurrence, in the order of the first language."""
    columns = [_count_rows(one, evidence) for one in printed]
    order: dict[tuple[str, int], list[_Printed]] = {}
    for column in columns:
        for row in column:
            order.setdefault((row.code, row.occurrence), []).append(row)
    return list(order.values())


def _spell_entries(
    list_id: str,
    act_id: str,
    printed: Sequence[PrintedList],
    of_list: dict[str, Value],
    evidence: Evidence,
    findings: list[Finding],
) -> Iterator[list[Row]]:
    for position, witnesses in enumerate(_align(printed, evidence), 1):
        first = witnesses[0]
        entry_id = f"{list_id}:{first.code}" + (f"#{first.occurrence}" if first.occurrence > 1 else "")
        values = _entry_values(witnesses, evidence)
        findings += _compare(witnesses, printed, entry_id, evidence)
        margins = [min(witness.row.margin, NO_RIVAL) for witness in witnesses]
        doubts = [witness for witness in witnesses if witness.row.doubt]
        unsure = [doubt for name in NAMES for doubt in evidence.doubts_of(values.get(name))]
        for doubted in doubts:
            start, end = evidence.cleaned.to_source(*doubted.row.code)
            message = f"{doubted.code}: {doubted.row.doubt}"
            findings.append(Finding("row_doubtful", "warning", message, start, end, "list_entries", entry_id))
        cells: dict[str, Cell] = {
            "entry_id": entry_id,
            "list_id": list_id,
            "act_id": act_id,
            "position": position,
            "confidence": round(min(margins), 3),
            "doubtful": bool(doubts or unsure),
        }
        entry = Row("list_entries", entry_id, cells, values)
        yield [entry, *_spell_restrictions(entry_id, act_id, witnesses, printed, of_list, evidence, findings)]


def _entry_values(witnesses: Sequence[_Printed], evidence: Evidence) -> dict[str, Value]:
    values: dict[str, Value | None] = {
        "code": merge_values(evidence.text([w.row.code], w.lang) for w in witnesses),
        "num": _same(evidence.text([w.row.num], w.lang) for w in witnesses if w.row.num),
    }
    groups = [(w.lang, w.row.group) for w in witnesses if w.row.group]
    values["group_num"] = _same(evidence.text([g.num], lang) for lang, g in groups if g.num)
    values["group_code"] = _same(evidence.text([g.code], lang) for lang, g in groups if g.code)
    for lang, group in groups:
        if group.name:
            values[f"group_name_{lang}"] = evidence.text(group.name, lang)
    for witness in witnesses:
        if witness.row.name:
            values[f"name_{witness.lang}"] = evidence.text(witness.row.name, witness.lang)
    return {name: value for name, value in values.items() if value}


def _same(values: Iterable[Value]) -> Value | None:
    """Merge the values that equal the first; a language that prints another is named by a finding of its own."""
    printed = list(values)
    return merge_values(value for value in printed if value.value == printed[0].value)


def _compare(
    witnesses: Sequence[_Printed], printed: Sequence[PrintedList], entry_id: str, evidence: Evidence
) -> Iterator[Finding]:
    """Yield what the languages print differently of one entry: a missing row, another number, another group."""
    first = witnesses[0]
    start, end = evidence.cleaned.to_source(*first.row.code)
    missing = [one.lang for one in printed if one.lang not in {w.lang for w in witnesses}]
    if missing:
        message = f"{first.code} is printed in {first.lang} but not in {', '.join(map(str, missing))}"
        yield Finding("languages_differ", "warning", message, start, end, "list_entries", entry_id)
    for other in witnesses[1:]:
        for what, mine, theirs in (
            ("number", first.row.num, other.row.num),
            ("group", _code_of(first.row.group), _code_of(other.row.group)),
        ):
            one = evidence.cleaned.text[slice(*mine)] if mine else None
            two = evidence.cleaned.text[slice(*theirs)] if theirs else None
            if one != two:
                message = f"{first.code}: {what} {one} in {first.lang}, {two} in {other.lang}"
                begin, stop = evidence.cleaned.to_source(*other.row.code)
                yield Finding("languages_differ", "warning", message, begin, stop, "list_entries", entry_id)


def _code_of(group: Group | None) -> Span | None:
    return group.code if group else None


def _spell_restrictions(
    entry_id: str,
    act_id: str,
    witnesses: Sequence[_Printed],
    printed: Sequence[PrintedList],
    of_list: dict[str, Value],
    evidence: Evidence,
    findings: list[Finding],
) -> Iterator[Row]:
    """Spell the barred forms of an entry: those of its own cells, or those its list bars as a whole."""
    first, one = witnesses[0], printed[0]
    qualifications = _singles(of_list.get("qualifications"))
    if not one.columns:
        for barred_for in qualifications or NO_QUALIFICATION:
            for barred in _singles(of_list.get("forms")):
                yield _restriction(entry_id, act_id, barred_for, barred)
        return
    for column, cell in enumerate(first.row.cells):
        named = _column_qualifications(one, column, qualifications, evidence)
        if not cell.forms:
            start, end = evidence.cleaned.to_source(*first.row.code)
            what = " and ".join(str(one.value) for one in named if one) or f"column {column + 1}"
            message = f"{first.code}: the cell for {what} is empty"
            findings.append(Finding("cell_empty", "info", message, start, end, "list_entries", entry_id))
        for qualification in named:
            for form, spans in dict(cell.forms).items():
                yield _restriction(entry_id, act_id, qualification, evidence.fact(form, spans, first.lang))


def _column_qualifications(
    one: PrintedList, column: int, qualifications: list[Value], evidence: Evidence
) -> Sequence[Value | None]:
    """Return the qualifications a column speaks of: the header's, or the title's in order, or all of the title's."""
    if one.header and len(one.header.qualifications) == one.columns:
        key, span = one.header.qualifications[column]
        return [evidence.fact(key, [span], one.lang)]
    if len(qualifications) == one.columns:
        return [qualifications[column]]
    return qualifications or NO_QUALIFICATION


def _singles(value: Value | None) -> list[Value]:
    """Return each member of a set as a value of its own."""
    if value is None or not isinstance(value.value, tuple):
        return []
    return [Value(item, (witness,)) for item, witness in zip(value.value, value.witnesses, strict=True)]


def _restriction(entry_id: str, act_id: str, qualification: Value | None, form: Value) -> Row:
    keys = [str(value.value) for value in (qualification, form) if value]
    restriction_id = ":".join([entry_id, *keys])
    cells: dict[str, Cell] = {"restriction_id": restriction_id, "entry_id": entry_id, "act_id": act_id}
    values = {"form": form} | ({"qualification": qualification} if qualification else {})
    return Row("restrictions", restriction_id, cells, values)
