"""Names that are printed as the items of an enumeration, without the marks that part these.

Экономика жана башкаруу:    a colon behind the headings of all groups
38.03.01 «Экономика»;       a quotation mark on each side of the whole name, and what parts it from the next
38.03.02 «Менеджмент».      the last item ends as a sentence does
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.parse.lists.print_order import PrintOrder
from pipeline.parse.lists.rows import ListBody
from pipeline.parse.lists.solved_row import Group, ListRow
from pipeline.parse.passage import Span
from pipeline.segment import LayoutLine

# Of the rows of an enumeration this share ends with the mark that parts its items.
_SHARE = 0.5
# "и т.д.": the dot of an abbreviation is part of it
_ABBREVIATED = regex.compile(r"(?<!\p{L})\p{L}{1,2}\.$")
# So few words before a colon are no sentence that opens the list, where so many groups have them.
_FEWEST = 2
_COLON = regex.compile(r"^(?:\S+\s+){0,5}\S*\p{L}:$")
_QUOTED = regex.compile(r'(?:«[^«»]+»|“[^“”]+”|„[^„“”]+[“”]|"[^"]+")')


def part_items(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Return the rows of a list, their names without the marks of an enumeration and its quotation marks."""
    order = PrintOrder(lines)
    names = [order.text(row.name) for row in body.rows]
    ends = [name[-1:] for name in names]
    mark = next((mark for mark in ";," if ends.count(mark) and ends.count(mark) >= _SHARE * (len(ends) - 1)), None)
    groups: list[Group | None] = [row.group for row in body.rows]
    rows = []
    for row, name, end, below in zip(body.rows, names, ends, [*groups[1:], None], strict=True):
        closes = end == "." and (row is body.rows[-1] or below is not row.group) and not _ABBREVIATED.search(name)
        parted = _cut(row, 0, 1) if mark and (end == mark or closes) else row
        quoted = _QUOTED.fullmatch(order.text(parted.name))
        rows.append(_cut(parted, 1, 1) if quoted else parted)
    return _part_headings(replace(body, rows=tuple(rows)), order)


def _part_headings(body: ListBody, order: PrintOrder) -> ListBody:
    """Return the rows of a list, the headings of their groups without the colon that opens each of these."""
    headings = [order.text(group.name) for group in body.groups]
    if len(headings) < _FEWEST or not all(map(_COLON.search, headings)) or any(map(_speaks_of_bars, headings)):
        return body
    groups = {id(one): replace(one, name=(*one.name[:-1], _shorter(one.name[-1]))) for one in body.groups}
    rows = (replace(row, group=groups.get(id(row.group))) for row in body.rows)
    return replace(body, rows=tuple(rows), groups=tuple(groups.values()))


def _speaks_of_bars(heading: str) -> bool:
    return any(find_terms(section, heading) for section in ("bars", "forms"))


def _shorter(span: Span) -> Span:
    return span[0], span[1] - 1


def _cut(row: ListRow, before: int, behind: int) -> ListRow:
    """Return a row without so many characters before and behind its name."""
    (start, end), *others = row.name
    spans = [(start + before, end), *others]
    spans[-1] = (spans[-1][0], spans[-1][1] - behind)
    return replace(row, name=tuple(span for span in spans if span[0] < span[1]))
