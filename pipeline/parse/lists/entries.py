"""Spell the entries of a list and what each may not be studied by, the languages of one act side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Cell, Finding, Row, Value
from pipeline.parse.evidence import Evidence, merge_values
from pipeline.parse.lists.lists import PrintedList
from pipeline.parse.lists.plausible import why_implausible
from pipeline.parse.lists.solved_row import Group, ListRow
from pipeline.parse.margins import NO_RIVAL
from pipeline.parse.passage import Span

# The columns whose doubtful joins make a row doubtful.
NAMES = tuple(f"{column}_{lang}" for column in ("name", "group_name") for lang in ("ky", "kk", "ru"))
NO_QUALIFICATION: Sequence[Value | None] = (None,)


@dataclass(frozen=True)
class _Printed:
    """One row of a list in one language, with its occurrence among the rows of the same code."""

    lang: str | None
    row: ListRow
    code: str
    occurrence: int


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


def spell_entries(
    list_id: str,
    act_id: str,
    printed: Sequence[PrintedList],
    of_list: dict[str, Value],
    unsure_bar: bool,
    evidence: Evidence,
    findings: list[Finding],
) -> Iterator[list[Row]]:
    """Yield each entry's row with the rows of its restrictions; add what is odd to `findings`.

    All are doubtful where it is not sure what the list bars; so is one that is not printed in each language.
    """
    for position, witnesses in enumerate(_align(printed, evidence), 1):
        first = witnesses[0]
        entry_id = f"{list_id}:{first.code}" + (f"#{first.occurrence}" if first.occurrence > 1 else "")
        values = _entry_values(witnesses, evidence)
        findings += _compare(witnesses, printed, entry_id, evidence)
        margins = [min(witness.row.margin, NO_RIVAL) for witness in witnesses]
        doubts = [witness for witness in witnesses if witness.row.doubt]
        unsure = [doubt for name in NAMES for doubt in evidence.doubts_of(values.get(name))]
        odd = list(_implausible(values, entry_id))
        findings += odd
        for doubted in doubts:
            start, end = evidence.cleaned.to_source(*doubted.row.code)
            message = f"{doubted.code}: {doubted.row.doubt}"
            findings.append(Finding("row_doubtful", "warning", message, start, end, "list_entries", entry_id))
        alone = len(witnesses) < len(printed)
        cells: dict[str, Cell] = {
            "entry_id": entry_id,
            "list_id": list_id,
            "act_id": act_id,
            "position": position,
            "confidence": round(min(margins), 3),
            "doubtful": bool(doubts or unsure or odd or unsure_bar or alone or _differ(witnesses)),
        }
        entry = Row("list_entries", entry_id, cells, values)
        yield [entry, *_spell_restrictions(entry_id, act_id, witnesses, printed, of_list, evidence, findings)]


def _implausible(values: dict[str, Value], entry_id: str) -> Iterator[Finding]:
    """Yield the names and group headings of an entry that hold too much or too little."""
    for column in NAMES:
        value = values.get(column)
        if value and (why := why_implausible(str(value.value), column[-2:])):
            piece = value.witnesses[0].pieces[0]
            message = f"{value.value!r}: {why}"
            yield Finding("name_implausible", "warning", message, piece.start, piece.end, "list_entries", entry_id)


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
            values[f"group_name_{lang}"] = evidence.name(group.name, lang)
    for witness in witnesses:
        if witness.row.name:
            values[f"name_{witness.lang}"] = evidence.name(witness.row.name, witness.lang)
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
        if _differ([first, other]):
            begin, stop = evidence.cleaned.to_source(*other.row.code)
            message = f"{first.code}: the barred forms differ between {first.lang} and {other.lang}"
            yield Finding("languages_differ", "warning", message, begin, stop, "list_entries", entry_id)
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


def _differ(witnesses: Sequence[_Printed]) -> bool:
    """Tell whether the languages bar other forms."""
    first, *others = witnesses
    return any(other.row.cells and _forms_of(other.row) != _forms_of(first.row) for other in others)


def _forms_of(row: ListRow) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(dict(cell.forms)) for cell in row.cells)


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
        if not cell.forms and not cell.unread and one.answered is None:
            start, end = evidence.cleaned.to_source(*first.row.code)
            what = " and ".join(str(one.value) for one in named if one) or f"column {column + 1}"
            message = f"{first.code}: the cell for {what} is empty"
            findings.append(Finding("cell_empty", "info", message, start, end, "list_entries", entry_id))
        for qualification in named:
            for form in dict(cell.forms):
                proof = merge_values(
                    evidence.fact(form, dict(other.row.cells[column].forms)[form], other.lang)
                    for other in witnesses
                    if column < len(other.row.cells) and form in dict(other.row.cells[column].forms)
                )
                yield from [_restriction(entry_id, act_id, qualification, proof)] if proof else []


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
    return [Value(item, (witness,)) for item, witness in zip(value.value, value.witnesses, strict=False)]


def _restriction(entry_id: str, act_id: str, qualification: Value | None, form: Value) -> Row:
    keys = [str(value.value) for value in (qualification, form) if value]
    restriction_id = ":".join([entry_id, *keys])
    cells: dict[str, Cell] = {"restriction_id": restriction_id, "entry_id": entry_id, "act_id": act_id}
    values = {"form": form} | ({"qualification": qualification} if qualification else {})
    return Row("restrictions", restriction_id, cells, values)
