"""Tell what tables of specialties print that is not published: columns, rows without a code, headings of areas."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import regex

from pipeline.clean import Cleaned
from pipeline.languages.vocabulary import find_terms
from pipeline.model import Finding, Piece, Row, Value
from pipeline.parse.ledger import Region
from pipeline.parse.lists.list_notes import find_number
from pipeline.parse.lists.oddities import finding_at
from pipeline.parse.lists.rows import ListBody
from pipeline.parse.passage import Span
from pipeline.segment import Aside, Layout
from pipeline.text.codes import ANY_CODE, CODE

# "Математика      01.03.01", "060101\tДарылоо иши": a code with wide gaps or the line's end on both sides
APART = regex.compile(rf"(?:^\s*|\t\s*|\s{{2,}})(?P<code>{CODE})(?=\s*$|\s*\t|\s{{2,}})")
# Fewer may be other numbers; they stand so many lines from each other at most; a finding names so many.
_FEWEST, _NEAR, _NAMED = 3, 6, 4
# A header's words stand in so many rows.
_HEAD_ROWS = 2


def find_asides(asides: Sequence[Aside], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield each column that is left out, once for all pages of its table, and each row that prints no code."""
    seen: dict[str, list[Aside]] = {}
    for aside in asides:
        if aside.head is not None:
            seen.setdefault(aside.head, []).append(aside)
            continue
        start, end = cleaned.to_source(aside.cells[0][0], aside.cells[-1][1])
        words = " ".join(cleaned.text[slice(*span)] for span in aside.cells)
        message = f"the row {words!r} has no code in the column of codes that is read: it is left out"
        yield Finding("row_without_code", "warning", message, start, end)
    for head, columns in seen.items():
        count = sum(column.count for column in columns)
        start, end = cleaned.to_source(*next(span for column in columns for span in (*column.heads, *column.cells)))
        message = f"the column {head!r} is not published: {count} cells are left out"
        yield Finding("column_not_published", "info", message, start, end)


def doubt_denied(rows: Sequence[Row], asides: Sequence[Aside], cleaned: Cleaned) -> tuple[list[Row], list[Finding]]:
    """Return the rows, entries beside a cell that names a form barred for them marked doubtful, and their findings.

    A cell that is set aside may tell how one may study: what stands there can't be barred.
    """
    lines = cleaned.document.lines
    starts = [line.start for line in lines]

    def row_of(offset: int) -> int | None:
        return lines[bisect_right(starts, offset) - 1].row

    named: dict[int | None, set[object]] = {}
    for span in (span for one in asides if one.head is not None for span in one.cells):
        forms = {term.key for term in find_terms("forms", cleaned.text[slice(*span)])}
        named.setdefault(row_of(cleaned.to_source(*span)[0]), set()).update(forms)
    bars: dict[object, set[object]] = {}
    for row in rows:
        if row.table == "restrictions":
            bars.setdefault(row.cells["entry_id"], set()).add(row.values["form"].value)
    denied: dict[str, Finding] = {}
    for row in rows:
        code = row.values.get("code") if row.row_id in bars else None
        at = {row_of(witness.pieces[0].start) for witness in code.witnesses} if code else set()
        if code and any(bars[row.row_id] & named.get(one, set()) for one in at if one is not None):
            message = f"{code.value}: a cell that is not published names a form that is barred here"
            denied[row.row_id] = finding_at(code, "row_doubtful", "warning", message, row)
    doubted = (replace(row, cells={**row.cells, "doubtful": True}) if row.row_id in denied else row for row in rows)
    return list(doubted), list(denied.values())


def find_unread_codes(layout: Layout, rows: Sequence[Row], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield where several lines near each other print codes that are read as no row of a list."""
    values = {piece.start for row in rows for value in row.values.values() for piece in _pieces(value)}
    aside = {cleaned.to_source(*span)[0] for one in layout.asides for span in one.cells}
    runs: list[list[tuple[int, str, Span]]] = [[]]
    for line in layout.lines:
        for code, start in () if line.furniture else _codes_in(line.text):
            span = cleaned.to_source(line.start + start, line.start + start + len(code))
            if span[0] in values or span[0] in aside:
                continue
            if runs[-1] and line.number - runs[-1][-1][0] > _NEAR:
                runs.append([])
            runs[-1].append((line.number, code, span))
    for run in runs:
        if len(run) >= _FEWEST:
            message = f"{len(run)} codes are read as no row of a list: {', '.join(code for _, code, _ in run[:_NAMED])}"
            yield Finding("codes_not_read", "warning", message, *run[0][2])


def find_unread_tables(layout: Layout, rows: Sequence[Row], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield each table whose header speaks of codes and names and none of whose rows is read as one of a list."""
    entries = (row for row in rows if row.table == "list_entries")
    values = [piece.start for row in entries for value in row.values.values() for piece in _pieces(value)]
    for in_table, run in groupby(layout.lines, key=lambda line: line.row is not None):
        lines = list(run)
        numbers = list(dict.fromkeys(line.row for line in lines))
        if not in_table or len(numbers) <= _FEWEST:
            continue
        head = "\n".join(line.text for line in lines if line.row in numbers[:_HEAD_ROWS])
        start, end = cleaned.to_source(lines[0].start, lines[-1].end)
        keys = {term.key for term in find_terms("table_header", head)}
        if {"code", "name"} <= keys and not any(start <= value < end for value in values):
            message = f"a table with codes and names is read as no list: {len(numbers)} rows with its header"
            yield Finding("table_not_read", "warning", message, *cleaned.to_source(lines[0].start, lines[0].end))


def _codes_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield the codes of a line; one with dots may be a date unless gaps part it from the words beside it."""
    apart = {found.start("code") for found in APART.finditer(text)}
    for found in ANY_CODE.finditer(text):
        if found.start() in apart or "." not in found.group():
            yield found.group(), found.start()


def _pieces(value: Value) -> Iterator[Piece]:
    for witness in value.witnesses:
        yield from witness.pieces


def regions_of_asides(asides: Sequence[Aside], cleaned: Cleaned) -> Iterator[Region]:
    """Yield the fates of the columns that are left out; nothing explains a row without a code."""
    for heads, cells in columns_of(asides, cleaned):
        yield Region(heads, "heading", "table_header")
        yield Region(cells, "ignored", "column_not_published")


def columns_of(asides: Sequence[Aside], cleaned: Cleaned) -> list[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    """Return where the source prints the headers and the cells of the columns that are left out."""

    def source(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(cleaned.to_source(*span) for span in spans)

    return [(source(aside.heads), source(aside.cells)) for aside in asides if aside.head is not None]


def areas_of(body: ListBody) -> tuple[Span, ...]:
    """Return the headings of areas: without a code and without entries, they head groups that have codes."""
    of_rows = {id(row.group) for row in body.rows}
    above = (one for one, below in pairwise(body.groups) if not one.code and below.code and id(one) not in of_rows)
    return tuple(span for one in above for span in (*([one.num] if one.num else []), *one.name))


def numbers_taken_out(body: ListBody) -> tuple[Span, ...]:
    """Return the running numbers of rows in whose place a note stands: `3. (Утратил силу …)`."""
    first = ((note[0].start, find_number(note[0].text)) for note in body.notes)
    return tuple((start + num[0], start + num[1]) for start, num in first if num)
