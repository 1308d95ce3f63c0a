"""Doubt the rows of a table whose columns are not sure, and those beside a heading or forms cut in mid-sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.languages.bars import find_bars
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.lists.columns import SEVERAL_CELLS
from pipeline.parse.lists.legends import Legend
from pipeline.parse.lists.list_lines import CODED, Kind, kind_of
from pipeline.parse.lists.list_notes import is_of_editors, opens_note
from pipeline.parse.lists.print_order import PrintOrder
from pipeline.parse.lists.rows import ListBody
from pipeline.parse.lists.solved_row import ListRow
from pipeline.parse.passage import Span
from pipeline.segment import LayoutLine
from pipeline.text.codes import ANY_CODE, CODE_MARK

CUT_HEADING = "the heading of the row's group begins in mid-sentence"
CODE_BETWEEN = "a line between the rows of the list holds a code that begins no row"
MOST_SEVERAL = "the names of most rows of the list stand in several cells"
CUT_BELOW = "the line below the row begins in mid-sentence"
LEGEND_UNUSED = "a note says which forms of study marks mean, and no cell is read by it"
MARK_ALONE = "the code has the mark of a note that wasn't found"
MARK_SAYS_MORE = "a note says more of the rows with its mark"
# "Юриспруденция*", "* допускается для лиц …": the mark of a note behind a name, and before the note
MARKED = regex.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\*{1,3})(?=\)?$)")
CODE_MARKED = regex.compile(CODE_MARK)
NOTED = regex.compile(r"(?:^|:)\s*(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|\*{1,3})\)?\s*[^*\s]")
NAME_ABOVE = "the line above a code that stands alone may begin the name of its row"
ROW_AS_GROUP = "the number of the row's group is the one that the rows leave out: it may be a row without its code"
SENTENCE_AS_GROUP = "the heading of the row's group is a sentence, perhaps of the text around its table"
# "2. Төмөнкү адистиктер боюнча окутууга жол берилбейт:": so many words that end as a sentence does name no group.
SENTENCE, SENTENCE_WORDS = regex.compile(r"[.;:!?]\W*$"), 8
NO_GROUP = "the row stands under no group, most others of its list do"
FEW_GROUPS = "the row stands under a heading, most others of its list under none: it may be a row without its code"
NUMBERED_ALONE = "the row has a running number, most others of its list have none"
OTHER_TONGUE = "the columns of names are in other languages than the act"
NOTE_BARS = "a note among the rows says more of forms of study, or of what is barred"
FORMS_ABOVE = "the forms of the row above end in mid-cell: those of this row may belong to both"


def doubt_rows(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Return the rows of a list, doubtful where the lines of its tables say so."""
    body = _doubt_numbered(_doubt_ungrouped(_doubt_shared_forms(_doubt_all(body, lines))))
    body = _doubt_sentences(_doubt_rows_as_groups(_doubt_noted(body), lines), lines)
    unsure = {line.number: line.doubt for line in lines if line.doubt}
    alone = dict(_codes_alone(lines))
    unsure |= dict.fromkeys(alone, NAME_ABOVE)
    set_in = frozenset(alone.values())
    cut = _cut_groups(body, lines)
    if not unsure and not cut:
        return body
    rows: list[ListRow] = []
    for row in body.rows:
        is_cut = id(row.group) in cut
        if is_cut and rows and rows[-1].group is not row.group:
            rows[-1] = rows[-1].doubted(CUT_BELOW)
        words = (*row.name, *(row.group.name if row.group else ()))
        has_name = any(start in set_in for start, _ in words)
        doubt = unsure.get(row.line) or (CUT_HEADING if is_cut else NAME_ABOVE if has_name else None)
        rows.append(row.doubted(doubt))
    return replace(body, rows=tuple(rows))


def _codes_alone(lines: Sequence[LayoutLine]) -> Iterator[tuple[int, int]]:
    """Yield the lines whose code stands alone, or far before cells, and where the one above that is set in begins."""
    for above, line in pairwise(lines):
        if line.row is None and not line.blanks and kind_of(above) is Kind.TEXT and (coded := CODED.match(line.text)):
            alone = not line.text[coded.end() :].strip() or line.text[coded.end() :].startswith("  ")
            indent = len(above.text) - len(above.text.lstrip())
            if alone and indent >= coded.end("code"):
                yield line.number, above.start + indent


def doubt_marked(body: ListBody, lines: Sequence[LayoutLine], legend: Legend) -> ListBody:
    """Doubt the rows whose code or name has the mark of a note that isn't of editors: it may say whom a bar is for."""
    notes = [found for line in lines if (found := NOTED.search(line.text))]
    noted = {found["mark"] for found in notes if not is_of_editors(found.string[found.end("mark") :])}
    noted |= {mark for mark in legend.meanings if MARKED.fullmatch(mark)}
    known = {found["mark"] for found in notes}
    order = PrintOrder(lines)

    def doubt(row: ListRow) -> str | None:
        for span in (row.code, *row.name):
            line = order.line_at(span[0])
            end = span[1] - line.start
            found = CODE_MARKED.match(line.text, end) if span == row.code else MARKED.search(line.text, 0, end)
            mark = found.group().strip(" \u00a0)") if found else None
            if mark in noted:
                return MARK_SAYS_MORE
            if mark and mark not in known and span == row.code:
                return MARK_ALONE
        return None

    return body.doubted(doubt)


def doubt_tongue(body: ListBody) -> ListBody:
    """Doubt all rows of a list whose columns are in other languages than the text around it."""
    return body.doubted(lambda _: OTHER_TONGUE)


def doubt_undefined(body: ListBody, legend: Legend) -> ListBody:
    """Doubt all rows where a note says which forms marks mean, and no cell is read by it."""
    defined = {span for meaning in legend.meanings.values() if meaning.form for span in meaning.spans}
    forms = (spans for row in body.rows for cell in row.cells for _, spans in cell.forms)
    if not defined or any(not defined.isdisjoint(spans) for spans in forms):
        return body
    return body.doubted(lambda _: LEGEND_UNUSED)


def _doubt_shared_forms(body: ListBody) -> ListBody:
    """Doubt the rows below those whose forms break off: `Сырттан, кечки,` above `экстернат`, a cell of both rows."""
    broken = (bool(above and not above.whole and _has_forms(above)) for above in (None, *body.rows))
    rows = zip(body.rows, broken, strict=False)
    doubted = (row.doubted(FORMS_ABOVE) if cut and _has_forms(row) else row for row, cut in rows)
    return replace(body, rows=tuple(doubted))


def _doubt_ungrouped(body: ListBody) -> ListBody:
    """Doubt the rows under no group where most have one: its heading may be taken for another part of the table.

    Where most have none, a heading without number and code may be a row whose code isn't printed.
    """
    without = sum(row.group is None for row in body.rows)

    def doubt(row: ListRow) -> str | None:
        if row.group is None:
            return NO_GROUP if 2 * without < len(body.rows) else None
        bare = not row.group.num and not row.group.code
        return FEW_GROUPS if bare and 2 * without > len(body.rows) else None

    return body.doubted(doubt)


def _doubt_numbered(body: ListBody) -> ListBody:
    """Doubt the rows with a running number where most have none: it may be the number of a page."""
    if 2 * sum(row.num is not None for row in body.rows) >= len(body.rows):
        return body
    return body.doubted(lambda row: NUMBERED_ALONE if row.num else None)


def _doubt_rows_as_groups(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Doubt the rows of a group whose number is that of a row: 3 between the rows 2 and 4 (`3. Фельдшер`)."""
    order = PrintOrder(lines)

    def number(span: Span | None) -> int | None:
        printed = order.text([span]).rstrip(".)") if span else ""
        return int(printed) if printed.isdecimal() else None

    suspected = {
        id(row.group)
        for above, row in pairwise(body.rows)
        if row.group and (left_out := number(row.group.num)) and row.group is not above.group
        if (number(above.num), number(row.num)) == (left_out - 1, left_out + 1)
    }
    return body.doubted(lambda row: ROW_AS_GROUP if id(row.group) in suspected else None)


def _doubt_sentences(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Doubt the rows of a group whose heading ends as a sentence does."""
    order = PrintOrder(lines)
    names = {id(one): order.text(one.name) for one in body.groups}
    sentences = {key for key, name in names.items() if SENTENCE.search(name) and len(name.split()) >= SENTENCE_WORDS}
    return body.doubted(lambda row: SENTENCE_AS_GROUP if id(row.group) in sentences else None)


def _doubt_noted(body: ListBody) -> ListBody:
    """Doubt all rows where a note says more of forms, or of what is barred: `Примечание: кроме вечерней формы`."""
    notes = ("\n".join(line.text for line in note) for note in body.notes if opens_note(note[0].text.lstrip()))
    said = any(find_bars(note) or find_terms("forms", note) for note in notes if not is_of_editors(note))
    return body.doubted(lambda _: NOTE_BARS) if said else body


def _has_forms(row: ListRow) -> bool:
    return any(cell.forms for cell in row.cells)


def _doubt_all(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Doubt all rows where a line between them holds a code that begins none, or most names stand in several cells."""
    several = sum(row.doubt == SEVERAL_CELLS for row in body.rows)
    if any(kind_of(line) is Kind.TEXT and ANY_CODE.search(line.text) for line in lines):
        doubt = CODE_BETWEEN
    elif several and 2 * several >= len(body.rows):
        doubt = MOST_SEVERAL
    else:
        return body
    return body.doubted(lambda _: doubt)


def _cut_groups(body: ListBody, lines: Sequence[LayoutLine]) -> frozenset[int]:
    """Return the ids of groups whose heading, in a table, begins with a small letter: half of it, or of a name."""
    begins = {line.start + len(line.text) - len(line.text.lstrip()): line for line in lines if line.row is not None}
    small = {start for start, line in begins.items() if line.text.lstrip()[:1].islower()}
    return frozenset(id(one) for one in body.groups if one.name and one.name[0][0] in small)
