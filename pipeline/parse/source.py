"""Parse one source as a whole: its act, its lists, what is odd in them, and the fate of every character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.clean import Cleaned
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.model import Extraction, Finding
from pipeline.parse.acts import ActFacts, parse_act
from pipeline.parse.contents import compare_contents
from pipeline.parse.evidence import Evidence
from pipeline.parse.ledger import Region, keep_ledger
from pipeline.parse.lists import PrintedList, find_lists
from pipeline.parse.misprints import find_foreign_words, find_misprints, find_split_suspects
from pipeline.parse.oddities import find_oddities
from pipeline.parse.parts import Part, divide_parts
from pipeline.parse.passage import Span
from pipeline.parse.records import ListRecords, spell_act, spell_act_id, spell_lists
from pipeline.segment import Layout

REPLACEMENT = "\ufffd"


def parse_source(cleaned: Cleaned, layout: Layout) -> Extraction:
    """Turn the printed lines of one source into rows, repairs, fates and findings."""
    evidence = Evidence(cleaned)
    parts = {lang: divide_parts(layout.stream(lang)) for lang in layout.languages if lang in LANGUAGES}
    printed = [one for lang, of_lang in parts.items() for part in of_lang for one in find_lists(part, lang)]
    facts = parse_act(layout, parts, evidence, bool(printed))
    findings = list(_odd_characters(cleaned))
    source_id = cleaned.document.source_id
    if printed and not (facts and facts.values.get("number")):
        facts = facts or ActFacts()
        message = "lists stand here, but no kind, date and number of an act were found together"
        findings.append(Finding("act_not_identified", "error", message))
    if facts is None:
        message = "no kind, date and number of an act stand here: the text is kept as an article and holds no facts"
        findings.append(Finding("no_act_found", "info", message))
        ledger = keep_ledger(cleaned, layout, (), (), ("ignored", "not_an_act"))
        return Extraction(source_id, None, layout.languages, (), cleaned.edits, ledger, tuple(findings))
    act_id = spell_act_id(facts, source_id)
    records = list(spell_lists(printed, act_id, evidence))
    rows = [row for record in records for row in record.rows]
    findings += [*facts.findings, *chain.from_iterable(record.findings for record in records)]
    findings += find_oddities(rows)
    findings += find_misprints(rows, evidence.witnesses.words)
    findings += find_foreign_words(rows)
    findings += find_split_suspects(rows, evidence.witnesses.words)
    findings += _odd_totals(records)
    findings += _odd_headers(printed, evidence)
    findings += _strays(printed, cleaned)
    findings += [
        Finding("join_doubtful", "warning", doubt, at, at + 1) for at, doubt in sorted(evidence.doubts.items())
    ]
    findings += _odd_stamps(parts, cleaned)
    findings += _odd_dates(layout, cleaned)
    findings += compare_contents(layout, cleaned)
    act = spell_act(facts, act_id, source_id, 0)
    regions = list(_regions(cleaned, parts, printed, records))
    ledger = keep_ledger(cleaned, layout, [act, *rows], regions, ("unexplained", "prose"))
    unexplained = sum(
        len("".join(cleaned.document.text[one.start : one.end].split())) for one in ledger if one.fate == "unexplained"
    )
    act = spell_act(facts, act_id, source_id, unexplained)
    return Extraction(source_id, act_id, layout.languages, (act, *rows), evidence.all_edits(), ledger, tuple(findings))


def _regions(
    cleaned: Cleaned, parts: dict[str, tuple[Part, ...]], printed: Sequence[PrintedList], records: Sequence[ListRecords]
) -> Iterator[Region]:
    """Yield what is no value itself: stamps, headings and table headers, and the marks between a list's values."""

    def source(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(cleaned.to_source(start, end) for start, end in spans if start < end)

    for part in chain.from_iterable(parts.values()):
        yield Region(source([(line.start, line.end) for line in part.stamp]), "heading", "annex_stamp")
    for one in printed:
        yield Region(source(one.heading), "heading", "annex_heading")
        headers = [(line.start, line.end) for line in one.header.lines] if one.header else []
        yield Region(source([*headers, *one.body.headers]), "heading", "table_header")
        yield Region(source(one.places), "ignored", "separator")


def _odd_characters(cleaned: Cleaned) -> Iterator[Finding]:
    at = cleaned.document.text.find(REPLACEMENT)
    if at >= 0:
        count = cleaned.document.text.count(REPLACEMENT)
        message = f"{count} characters were lost before the text came here (U+FFFD)"
        yield Finding("character_lost", "error", message, at, at + 1)


def _odd_totals(records: Sequence[ListRecords]) -> Iterator[Finding]:
    for record in records:
        of_list, entries = record.rows[0], [row for row in record.rows if row.table == "list_entries"]
        stated = of_list.values.get("stated_count")
        if stated and stated.value != len(entries):
            piece = stated.witnesses[0].pieces[0]
            message = f"the list states {stated.value} entries and has {len(entries)}"
            yield Finding("count_differs", "error", message, piece.start, piece.end, "lists", of_list.row_id)


def _strays(printed: Sequence[PrintedList], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield the text among a list's rows that is neither a row nor a group, one finding for lines that follow."""
    for one in printed:
        for start, end in merge_lines(one.body.strays, cleaned.text):
            begin, stop = cleaned.to_source(start, end)
            words = " ".join(cleaned.text[start:end].split())
            message = f"text among the rows that is neither a row nor a group: {words[:80]!r}"
            yield Finding("text_not_understood", "warning", message, begin, stop)


def merge_lines(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the spans with those joined that only white space parts.

    >>> list(merge_lines([(0, 3), (4, 7), (9, 12)], "бир эки, үч."))
    [(0, 7), (9, 12)]
    """
    begin = end = -1
    for span in sorted(spans):
        if begin >= 0 and not text[end : span[0]].strip():
            end = max(end, span[1])
            continue
        if begin >= 0:
            yield begin, end
        begin, end = span
    if begin >= 0:
        yield begin, end


def _odd_headers(printed: Sequence[PrintedList], evidence: Evidence) -> Iterator[Finding]:
    """Yield table headers below the last row of a list, which belong to the list after it, and lists without one."""
    headed = [one for one in printed if one.header]
    strayed = False
    for one in printed:
        if headed and not one.header and not strayed:
            span = one.title[0] if one.title else one.body.rows[0].code
            begin, stop = evidence.cleaned.to_source(*span)
            yield Finding("header_missing", "info", "the list has no table header below its title", begin, stop)
        strayed = False
        last = max((row.code[1] for row in one.body.rows), default=0)
        for start, end in one.body.headers:
            if start > last and evidence.cleaned.text[start:end].strip():
                strayed = True
                begin, stop = evidence.cleaned.to_source(start, end)
                yield Finding(
                    "header_misplaced", "info", "a table header stands before the next list's title", begin, stop
                )


def _odd_stamps(parts: dict[str, tuple[Part, ...]], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield stamps that begin in the middle: a number without the body and the date before it."""
    for part in chain.from_iterable(parts.values()):
        text = "\n".join(line.text for line in part.stamp)
        if "№" in text and not find_dates(text):
            start, _ = cleaned.to_source(part.stamp[0].start, part.stamp[0].end)
            _, end = cleaned.to_source(part.stamp[-1].start, part.stamp[-1].end)
            message = f"the stamp of {part.name} has a number without a date: its beginning is cut"
            yield Finding("annex_stamp_cut", "info", message, start, end)


def _odd_dates(layout: Layout, cleaned: Cleaned) -> Iterator[Finding]:
    text = "\n".join(line.text for line in layout.lines)
    if not any(not found.regular for found in find_dates(text)):
        return
    for found in find_dates(cleaned.text):
        if not found.regular:
            start, end = cleaned.to_source(found.start, found.end)
            printed = " ".join(cleaned.text[found.start : found.end].split())
            yield Finding(
                "suspected_misprint", "info", f"the month of {printed!r} has an ending no case has", start, end
            )
