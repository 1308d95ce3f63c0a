"""Spell the facts of a source as rows: ids from printed keys, the languages of one act side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import regex

from pipeline.languages.vocabulary import Term, find_terms
from pipeline.model import NOT_WHOLE, UNSURE_BARS, Cell, Finding, Row, Value
from pipeline.parse.acts import ActFacts
from pipeline.parse.evidence import Evidence, merge_values
from pipeline.parse.lists.bars import BARS_NOTHING, Bar, doubt_other_forms, find_bar
from pipeline.parse.lists.entries import spell_entries
from pipeline.parse.lists.lists import PrintedList
from pipeline.parse.passage import Span, Words
from pipeline.text.slugs import acronym_of, slug_of

# The set columns of a list and the vocabulary section whose terms they hold.
SETS = {"education_levels": "levels", "qualifications": "qualifications", "forms": "forms"}

# What tells which term a word is stands in so many words behind it.
WORD, PROOF_WORDS = regex.compile(r"\S+"), 8


@dataclass(frozen=True)
class ListRecords:
    """The rows of one list, and what was odd while its languages were put side by side."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


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


def spell_act(facts: ActFacts, act_id: str, source_id: str, unexplained: int, findings: Iterable[Finding]) -> Row:
    """Spell an act as a row of `acts`; `unexplained` counts the characters that no fact or rule accounts for.

    It is complete where there are none, and no finding says that it was not understood whole.
    """
    whole = not unexplained and not any(one.code in NOT_WHOLE for one in findings)
    cells: dict[str, Cell] = {
        "act_id": act_id,
        "source_ids": (source_id,),
        "languages": (),
        "status": "in_force",
        "text_state": "as_enacted",
        "completeness": "complete" if whole else "incomplete",
        "unexplained_char_count": unexplained,
    }
    return Row("acts", act_id, cells, {name: value for name, value in facts.values.items() if value})


def spell_lists(printed: Sequence[PrintedList], act_id: str, evidence: Evidence) -> Iterator[ListRecords]:
    """Spell the lists of an act, the n-th list of a part and number in every language as one."""
    seen: Counter[tuple[str | None, str, str]] = Counter()
    groups: dict[tuple[str, str, int], list[PrintedList]] = {}
    for one in printed:
        num = evidence.cleaned.text[slice(*one.num)] if one.num else "list"
        seen[one.lang, one.part, num] += 1
        groups.setdefault((one.part, num, seen[one.lang, one.part, num]), []).append(one)
    tongues = {one.lang for one in printed}
    for (part, num, occurrence), languages in groups.items():
        again = f"#{occurrence}" if occurrence > 1 else ""
        record = _spell_list(f"{act_id}:{part}:{num}{again}", act_id, languages, evidence, occurrence)
        missing = sorted(str(lang) for lang in tongues - {one.lang for one in languages})
        yield replace(record, findings=(*record.findings, *_lacks(record, missing))) if missing else record


def _lacks(record: ListRecords, missing: Sequence[str]) -> Iterator[Finding]:
    """Yield that languages which print other lists of the act don't print this one."""
    # a list may print neither a title nor a number
    pieces = [value.witnesses[0].pieces[0] for value in record.rows[0].values.values()]
    start, end = (pieces[0].start, pieces[0].end) if pieces else (None, None)
    message = f"the list is not printed in {', '.join(missing)}"
    yield Finding("languages_differ", "warning", message, start, end, "lists", record.rows[0].row_id)


def _spell_list(
    list_id: str, act_id: str, printed: Sequence[PrintedList], evidence: Evidence, occurrence: int
) -> ListRecords:
    findings: list[Finding] = []
    values: dict[str, Value | None] = {
        "num": merge_values(evidence.text([one.num], one.lang) for one in printed if one.num)
    }
    for one in printed:
        if one.title:
            values[f"title_{one.lang}"] = evidence.text(one.title, one.lang)
    for column, section in SETS.items():
        if column != "forms" or not printed[0].columns:
            found = [value for one in printed if (value := _read_set(section, one, evidence))]
            values[column] = merge_values(value for value in found if set_of(value) == set_of(found[0]))
            titled = sum(bool(one.title or one.heading) for one in printed)
            findings += _compare_sets(column, found, titled, list_id)
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
    bar = find_bar(printed, evidence)
    if bar in BARS_NOTHING:  # the forms it names are no bars
        values["forms"] = None
    present = {name: value for name, value in values.items() if value}
    lacks = list(_check_list(list_id, printed, present, bar, evidence, occurrence))
    findings += lacks
    unsure = any(one.code in UNSURE_BARS for one in lacks)
    rows = [Row("lists", list_id, cells, present)]
    doubted = [doubt_other_forms(one, evidence) for one in printed]
    for entry, *restrictions in spell_entries(list_id, act_id, doubted, present, unsure, evidence, findings):
        rows += [entry] if bar in BARS_NOTHING else [entry, *restrictions]
    return ListRecords(tuple(rows), tuple(findings))


def _check_list(
    list_id: str,
    printed: Sequence[PrintedList],
    values: dict[str, Value],
    bar: Bar,
    evidence: Evidence,
    occurrence: int,
) -> Iterator[Finding]:
    """Yield what a list lacks: a word that bars, a form that is barred, a number of its own."""
    one = printed[0]
    span = one.title[0] if one.title else one.body.rows[0].code
    start, end = evidence.cleaned.to_source(*span)
    if bar is Bar.PERMITS:
        message = "the list's headings permit and don't bar: no restriction is read"
        yield Finding("list_permits", "error", message, start, end, "lists", list_id)
    elif bar is Bar.CONTRADICTED:
        message = "the list's headings bar and permit: no restriction is read, and its rows are doubtful"
        yield Finding("bar_contradicted", "error", message, start, end, "lists", list_id)
    elif bar is Bar.UNKNOWN:
        message = "nothing says that the list's forms are barred: its restrictions and rows are doubtful"
        yield Finding("bar_not_found", "error", message, start, end, "lists", list_id)
    elif bar is Bar.ELSEWHERE:
        message = "the list's own headings don't say that its forms are barred, another place of the act does"
        yield Finding("bar_not_in_heading", "warning", message, start, end, "lists", list_id)
    elif bar is Bar.CATALOGUE:
        message = "the list speaks of no form of study and the act bars none: it is a catalogue, which bars nothing"
        yield Finding("list_is_catalogue", "info", message, start, end, "lists", list_id)
    if not one.columns and bar not in (*BARS_NOTHING, Bar.CATALOGUE) and "forms" not in values:
        message = "no form of study was found in the list's headings or rows: it bars nothing that could be read"
        yield Finding("forms_missing", "error", message, start, end, "lists", list_id)
    if occurrence > 1 and one.num:
        begin, stop = evidence.cleaned.to_source(*one.num)
        message = f"the number of the list is used {occurrence} times"
        yield Finding("list_number_repeated", "warning", message, begin, stop, "lists", list_id)


def set_of(value: Value) -> frozenset[object]:
    """Return the members of a set value."""
    return frozenset(value.value) if isinstance(value.value, tuple) else frozenset([value.value])


def _compare_sets(column: str, found: Sequence[Value], languages: int, list_id: str) -> Iterator[Finding]:
    """Yield where the languages of one list name different levels, qualifications or forms, or only some name any."""
    for value in found[1:]:
        if set_of(value) != set_of(found[0]):
            piece = value.witnesses[0].pieces[0]
            message = (
                f"{column}: {', '.join(map(str, found[0].value))} in one language, "
                if isinstance(found[0].value, tuple)
                else ""
            )
            message += f"{', '.join(sorted(map(str, set_of(value))))} here"
            yield Finding("languages_differ", "warning", message, piece.start, piece.end, "lists", list_id)
    if found and len(found) < languages:
        piece = found[0].witnesses[0].pieces[0]
        message = f"{column}: only {len(found)} of {languages} languages name them"
        yield Finding("languages_differ", "warning", message, piece.start, piece.end, "lists", list_id)


def _read_set(section: str, one: PrintedList, evidence: Evidence) -> Value | None:
    """Read a set of terms from a list's title, or else from its annex's heading."""
    for spans in (one.title, one.heading):
        if found := list(_find_in(section, spans, one.lang, evidence)):
            return evidence.facts(found, one.lang)
    return None


def _find_in(
    section: str, spans: Sequence[Span], lang: str | None, evidence: Evidence
) -> Iterator[tuple[str, Sequence[Span]]]:
    """Yield the terms of a section in spans, each with its own spans, wrapped lines read as one."""
    words = Words.of_spans(evidence.cleaned.text, spans)
    for term in find_terms(section, words.text, lang):
        yield term.key, words.spans(term.start, _end_of_proof(section, term, words.text, lang))


def _end_of_proof(section: str, term: Term, text: str, lang: str | None) -> int:
    """Return where the words end that prove a term: those behind it too, where these tell which term it is.

    `среднего` is a level before `и высшего профессионального` alone.
    """
    for end in (term.end, *(word.end() for word in islice(WORD.finditer(text, term.end), PROOF_WORDS))):
        if any(one.start == 0 and one.key == term.key for one in find_terms(section, text[term.start : end], lang)):
            return end
    return term.end
