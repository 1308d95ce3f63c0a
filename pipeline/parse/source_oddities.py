"""Find what a source prints oddly outside its rows, and what of it was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import regex

from pipeline.clean import Cleaned
from pipeline.languages.act_numbers import find_act_numbers, find_cyrillic_signs
from pipeline.languages.bars import find_bars
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import find_terms
from pipeline.model import Destiny, Finding
from pipeline.parse.lists.list_lines import CODED
from pipeline.parse.lists.list_titles import find_heading
from pipeline.parse.lists.lists import PrintedList
from pipeline.parse.parts import Part
from pipeline.parse.passage import Span
from pipeline.parse.records import ListRecords
from pipeline.segment import Layout

REPLACEMENT = "\ufffd"
# What turns the direction in which the characters behind it are printed, and what no text prints: controls, characters
# that Unicode gives to nobody, shapes of others.
TURNED = regex.compile(r"[\u202b\u202e\u2067][^\n\u202c\u2069]*")
UNPRINTABLE = regex.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ufe00-\ufe0f\u034f\u115f\u1160\u3164\uffa0]"
    r"|[\U000e0001-\U000e01ef]"
)
# So many findings of a kind tell enough.
MOST_TOLD = 50
# What these tell of is unexplained.
_TOLD_UNREAD = frozenset({"another_act", "code_not_understood", "text_not_understood"})


def find_source_oddities(
    cleaned: Cleaned,
    layout: Layout,
    parts: dict[str, tuple[Part, ...]],
    printed: Sequence[PrintedList],
    records: Sequence[ListRecords],
) -> Iterator[Finding]:
    """Yield what a source prints oddly outside its rows, and what of it was not understood."""
    yield from _odd_totals(records)
    yield from _odd_headers(printed, cleaned)
    yield from _strays(printed, cleaned)
    yield from _damaged_rows(printed, cleaned)
    yield from _codes_outside_lists(layout, printed, cleaned)
    yield from _lists_not_read(parts, printed, cleaned)
    yield from _cut_end(layout, printed, cleaned)
    yield from _unfinished_end(layout, printed, cleaned)
    yield from _odd_stamps(parts, cleaned)
    yield from _odd_dates(layout, cleaned)
    yield from _odd_numbers(cleaned)


def _damaged_rows(printed: Sequence[PrintedList], cleaned: Cleaned) -> Iterator[Finding]:
    for one in printed:
        for start, end in merge_lines(one.body.damaged, cleaned.text):
            begin, stop = cleaned.to_source(start, end)
            words = " ".join(cleaned.text[start:end].split())
            message = f"a row whose code can't be read: {words[:80]!r}"
            yield Finding("code_not_understood", "error", message, begin, stop)


def _codes_outside_lists(layout: Layout, printed: Sequence[PrintedList], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield the lines that begin with a code and stand in no list."""
    inside = {start for one in printed for start, _ in one.places}
    for line in layout.lines:
        if line.furniture is None and line.start not in inside and (coded := CODED.match(line.text)):
            begin, stop = cleaned.to_source(line.start + coded.start("code"), line.start + coded.end("code"))
            message = f"the code {coded['code']} begins a line outside every list"
            yield Finding("code_outside_lists", "warning", message, begin, stop)


def _lists_not_read(
    parts: dict[str, tuple[Part, ...]], printed: Sequence[PrintedList], cleaned: Cleaned
) -> Iterator[Finding]:
    """Yield the annexes whose heading says that a list of what is barred follows, and in which none was read."""
    read = {(one.lang, one.part) for one in printed}
    for lang, part in ((lang, part) for lang, of_lang in parts.items() for part in of_lang):
        heading = find_heading(part.lines) if part.name != "body" and (lang, part.name) not in read else ()
        words = "\n".join(line.text for line in heading)
        if find_bars(words) and {"list", "items"} <= {one.key for one in find_terms("list_words", words)}:
            start, end = cleaned.to_source(heading[0].start, heading[-1].end)
            message = f"the heading of {part.name} says that a list follows, and no row of one was read"
            yield Finding("list_not_read", "error", message, start, end)


def _cut_end(layout: Layout, printed: Sequence[PrintedList], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield a last row that the end of the text cuts: its table has columns of forms and its cells aren't whole."""
    if not layout.lines:
        return
    for one in printed:
        last = one.body.rows[-1] if one.body.rows else None
        ends_text = one.places and one.places[-1][0] == layout.lines[-1].start
        if last and ends_text and one.columns and not last.whole:
            begin, stop = cleaned.to_source(last.code[0], one.places[-1][1])
            code = cleaned.text[slice(*last.code)]
            yield Finding("file_ends_in_row", "error", f"the text ends inside the row of {code}", begin, stop)


def _unfinished_end(layout: Layout, printed: Sequence[PrintedList], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield a text that ends inside a list without a newline: its last name may be cut."""
    if not layout.lines or cleaned.document.text.endswith("\n"):
        return
    last = layout.lines[-1]
    if any(one.places and one.places[-1][0] == last.start for one in printed):
        start, end = cleaned.to_source(last.start, last.end)
        message = "the text ends in a list without a newline: its last row may be cut"
        yield Finding("text_ends_in_row", "info", message, start, end)


def find_lost_characters(cleaned: Cleaned) -> Iterator[Finding]:
    """Yield a finding where characters were lost before the text came here."""
    at = cleaned.document.text.find(REPLACEMENT)
    if at >= 0:
        count = cleaned.document.text.count(REPLACEMENT)
        message = f"{count} characters were lost before the text came here (U+FFFD)"
        yield Finding("character_lost", "error", message, at, at + 1)


def find_unprintable(cleaned: Cleaned) -> Iterator[Finding]:
    """Yield where characters are printed in another order than they are told in, or not at all."""
    text = cleaned.document.text
    for found in islice(TURNED.finditer(text), MOST_TOLD):
        message = f"U+{ord(found.group()[0]):04X} turns the direction of print: what is seen may read otherwise"
        yield Finding("direction_turned", "warning", message, *found.span())
    for found in islice(UNPRINTABLE.finditer(text), MOST_TOLD):
        message = f"a character that is not printed, U+{ord(found.group()):04X}"
        yield Finding("unprintable_character", "warning", message, *found.span())


def find_unexplained(ledger: Iterable[Destiny], findings: Iterable[Finding], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield where nothing explains the characters, and no finding tells so yet."""
    text = cleaned.document.text
    told = [(one.start, one.end) for one in findings if one.code in _TOLD_UNREAD]
    for start, end in merge_lines([(one.start, one.end) for one in ledger if one.fate == "unexplained"], text):
        if not any(begin < end and start < stop for begin, stop in told if begin is not None and stop is not None):
            words = " ".join(text[start:end].split())
            message = f"{len(''.join(text[start:end].split()))} characters are explained by nothing: {words[:80]!r}"
            yield Finding("text_unexplained", "warning", message, start, end)


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


def _odd_headers(printed: Sequence[PrintedList], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield table headers below the last row of a list, which belong to the list after it, and lists without one."""
    headed = [one for one in printed if one.header]
    strayed = False
    for one in printed:
        if headed and not one.header and not strayed:
            span = one.title[0] if one.title else one.body.rows[0].code
            begin, stop = cleaned.to_source(*span)
            yield Finding("header_missing", "info", "the list has no table header below its title", begin, stop)
        strayed = False
        last = max((row.code[1] for row in one.body.rows), default=0)
        for start, end in one.body.headers:
            if start > last and cleaned.text[start:end].strip():
                strayed = True
                begin, stop = cleaned.to_source(start, end)
                yield Finding(
                    "header_misplaced", "info", "a table header stands before the next list's title", begin, stop
                )


def _odd_stamps(parts: dict[str, tuple[Part, ...]], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield stamps that begin in the middle, without body and date before the number, or print another annex's number.

    An annex is counted on where its stamp prints no number, or one that stands above already.
    """
    for part in chain.from_iterable(parts.values()):
        text = "\n".join(line.text for line in part.stamp)
        if part.number and part.name != f"annex-{part.number}":
            start, end = cleaned.to_source(part.stamp[0].start, part.stamp[-1].end)
            message = f"the stamp says that this is annex {part.number}, it is counted as {part.name}"
            yield Finding("annex_renumbered", "warning", message, start, end)
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


def _odd_numbers(cleaned: Cleaned) -> Iterator[Finding]:
    """Yield the numbers of acts whose Roman sign is a Cyrillic letter, or looks like one: `№ 2737-ІХ`, `№ 45-Х`."""
    places = ((one.num, *cleaned.to_source(one.start, one.end)) for one in find_act_numbers(cleaned.text))
    odd = (place for place in places if find_cyrillic_signs(cleaned.document.text[slice(*place[1:])], 1))
    for number, start, end in islice(odd, MOST_TOLD):
        read, printed = (" ".join(one.split()) for one in (number, cleaned.document.text[start:end]))
        told = f"it is read as {read}" if read != printed else "it may be a Roman number"
        message = f"the number {printed} ends with Cyrillic letters that look like Roman signs: {told}"
        yield Finding("suspected_misprint", "info", message, start, end)
