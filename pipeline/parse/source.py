"""Parse one source as a whole: its act, its lists, what is odd in them, and the fate of every character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.clean import Cleaned
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.model import Extraction, Finding, Row
from pipeline.parse.acts import ActFacts, parse_act
from pipeline.parse.contents import compare_contents
from pipeline.parse.evidence import Evidence
from pipeline.parse.heads import speaks_as_act
from pipeline.parse.ledger import Region, keep_ledger
from pipeline.parse.lists.asides import (
    areas_of,
    columns_of,
    doubt_denied,
    find_asides,
    find_unread_codes,
    find_unread_tables,
    numbers_taken_out,
    regions_of_asides,
)
from pipeline.parse.lists.lists import PrintedList, find_lists
from pipeline.parse.lists.misprints import find_foreign_words, find_misprints, find_split_suspects
from pipeline.parse.lists.oddities import find_oddities
from pipeline.parse.lists.quoted_rows import leave_quoted_rows, tell_quoted_rows
from pipeline.parse.next_act import leave_next_act
from pipeline.parse.parts import Part, divide_parts
from pipeline.parse.passage import Span
from pipeline.parse.prose.amendments import find_state, find_unsure_repeals, spell_amendments, spell_list_amendments
from pipeline.parse.prose.citations import Identity, cite_in_article, cite_in_prose
from pipeline.parse.prose.definitions import spell_definitions
from pipeline.parse.prose.norm_rows import spell_norms
from pipeline.parse.prose.provisions import find_doubts, read_prose, regions_of
from pipeline.parse.records import ListRecords, spell_act, spell_act_id, spell_lists
from pipeline.parse.source_oddities import (
    find_lost_characters,
    find_source_oddities,
    find_unexplained,
    find_unprintable,
)
from pipeline.parse.told import doubt_told
from pipeline.parse.unclear import doubt_recognized
from pipeline.segment import Layout


def parse_source(cleaned: Cleaned, layout: Layout) -> Extraction:
    """Turn the printed lines of one source into rows, repairs, fates and findings."""
    evidence = Evidence(cleaned)
    layout, others = leave_next_act(layout, cleaned)
    parts = {lang: divide_parts(layout.stream(lang)) for lang in layout.languages if lang in LANGUAGES}
    left = [(lang, *leave_quoted_rows(part)) for lang, of_lang in parts.items() for part in of_lang]
    printed = [one for lang, part, _ in left for one in find_lists(part, lang)]
    quoted = [one for _, _, of_part in left for one in of_part]
    facts = parse_act(layout, parts, evidence, bool(printed))
    findings = [*cleaned.document.findings, *find_lost_characters(cleaned), *find_unprintable(cleaned), *others]
    findings += tell_quoted_rows(quoted, cleaned)
    source_id = cleaned.document.source_id
    if not (facts and facts.values.get("number")) and (printed or speaks_as_act(layout)):
        facts = facts or ActFacts()
        message = "an act speaks here, but its kind, date and number were not found together"
        findings.append(Finding("act_not_identified", "error", message))
    if facts is None:
        return _keep_as_article(cleaned, layout, evidence, findings)
    act_id = spell_act_id(facts, source_id)
    records = list(spell_lists(printed, act_id, evidence))
    listed = frozenset(start for one in printed for start, _ in one.places)
    prose = list(read_prose(parts, listed, act_id, evidence))
    rows, findings = doubt_told([row for record in records for row in record.rows], findings)
    findings += chain.from_iterable(record.findings for record in records)
    rows, denied = doubt_denied(rows, layout.asides, cleaned)
    findings += denied
    findings += _find_odd(cleaned, layout, parts, printed, records, rows, evidence)
    titles = (facts.text(f"title_{lang}") for lang in LANGUAGES)
    own = Identity.of(facts.text("number"), facts.day("date"), filter(None, titles))
    counts: Counter[str] = Counter()
    for one in prose:
        rows += [provision.row for provision in one.provisions]
        rows += spell_definitions(one, act_id, evidence, findings)
        rows += spell_amendments(one, act_id, evidence, counts)
        rows += cite_in_prose(one, act_id, source_id, own, evidence)
        rows += spell_norms(one, act_id, evidence)
        findings += find_doubts(one, evidence)
    rows += spell_list_amendments(printed, act_id, evidence)
    amendments, kind = [row for row in rows if row.table == "amendments"], facts.text("kind")
    findings += find_unsure_repeals(amendments, kind)
    for column, values in find_state(amendments, kind).items():
        if not facts.values.get(column):
            facts.agree(column, values)
    findings += facts.findings
    act = spell_act(facts, act_id, source_id, 0, findings)
    rows, unclear = doubt_recognized(rows, act, cleaned.document, columns_of(layout.asides, cleaned))
    findings += unclear
    regions = [*regions_of_asides(layout.asides, cleaned), *_regions(cleaned, parts, printed)]
    regions += (region for one in prose for region in regions_of(one, evidence))
    ledger = keep_ledger(cleaned, layout, [act, *rows], regions, ("unexplained", "prose"))
    unexplained = sum(
        len("".join(cleaned.document.text[one.start : one.end].split())) for one in ledger if one.fate == "unexplained"
    )
    act = spell_act(facts, act_id, source_id, unexplained, findings)
    findings += find_unexplained(ledger, findings, cleaned)
    edits = evidence.edits_of([act, *rows])
    return Extraction(source_id, act_id, layout.languages, (act, *rows), edits, ledger, tuple(findings))


def _find_odd(
    cleaned: Cleaned,
    layout: Layout,
    parts: dict[str, tuple[Part, ...]],
    printed: Sequence[PrintedList],
    records: Sequence[ListRecords],
    rows: Sequence[Row],
    evidence: Evidence,
) -> Iterator[Finding]:
    """Yield what a source with lists prints oddly, and what of it was not understood; `rows` are those of its lists."""
    yield from find_oddities(rows)
    yield from find_misprints(rows, evidence.witnesses.words)
    yield from find_foreign_words(rows)
    yield from find_split_suspects(rows, evidence.witnesses.words)
    yield from find_source_oddities(cleaned, layout, parts, printed, records)
    for at, doubt in sorted(evidence.doubts.items()):
        yield Finding("join_doubtful", "warning", doubt, at, at + 1)
    yield from compare_contents(layout, cleaned)
    yield from find_asides(layout.asides, cleaned)
    yield from find_unread_codes(layout, rows, cleaned)
    yield from find_unread_tables(layout, rows, cleaned)


def _keep_as_article(cleaned: Cleaned, layout: Layout, evidence: Evidence, findings: Sequence[Finding]) -> Extraction:
    """Return what a text gives that is no act: the acts that it cites."""
    message = "no kind, date and number of an act stand here: the text is kept as an article and holds no facts"
    source_id = cleaned.document.source_id
    cited = tuple(cite_in_article(layout, source_id, evidence))
    ledger = keep_ledger(cleaned, layout, cited, (), ("ignored", "not_an_act"))
    told = (*findings, Finding("no_act_found", "info", message))
    return Extraction(source_id, None, layout.languages, cited, evidence.edits_of(cited), ledger, told)


def _regions(cleaned: Cleaned, parts: dict[str, tuple[Part, ...]], printed: Sequence[PrintedList]) -> Iterator[Region]:
    """Yield what is no value itself: stamps, headings and table headers, and the marks between a list's values."""

    def source(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(cleaned.to_source(start, end) for start, end in spans if start < end)

    for part in chain.from_iterable(parts.values()):
        yield Region(source([(line.start, line.end) for line in part.stamp]), "heading", "annex_stamp")
    for one in printed:
        yield Region(source(one.heading), "heading", "annex_heading")
        headers = [(line.start, line.end) for line in one.header.lines] if one.header else []
        yield Region(source([*headers, *one.body.headers]), "heading", "table_header")
        yield Region(source(areas_of(one.body)), "heading", "heading_of_groups")
        yield Region(source(one.answers), "ignored", "answer_for_a_form")
        yield Region(source(numbers_taken_out(one.body)), "ignored", "number_of_a_row_taken_out")
        yield Region(source(one.legend), "heading", "legend")
        if one.body.stated:
            yield Region(source([_line_around(cleaned.text, one.body.stated[1])]), "heading", "total")
        # a stroke between two names of one cell stands on the line of both, and is part of neither
        lines = dict.fromkeys(_line_around(cleaned.text, span) for span in one.places)
        yield Region(source(list(lines)), "ignored", "separator")


def _line_around(text: str, span: Span) -> Span:
    """Return the whole line that a place is on."""
    end = text.find("\n", span[1])
    return text.rfind("\n", 0, span[0]) + 1, end if end >= 0 else len(text)
