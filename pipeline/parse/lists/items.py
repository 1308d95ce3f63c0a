"""Names that are printed as the items of an enumeration, without the marks that part these.

Экономика жана башкаруу:    a colon behind the headings of all groups
38.03.01 «Экономика»;       a quotation mark on each side of the whole name, and what parts it from the next
38.03.02 «Менеджмент».      the last item ends as a sentence does
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.languages.known_words import is_known
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.lists.print_order import PrintOrder
from pipeline.parse.lists.rows import ListBody
from pipeline.parse.lists.solved_row import Group, ListRow
from pipeline.parse.passage import Span
from pipeline.segment import LayoutLine

# Of the rows of an enumeration this share ends with the mark that parts its items.
_SHARE = 0.5
# "Менеджмент.", but not "т.б."
_LAST_WORD = regex.compile(r"(?<![\p{L}.])(?P<word>\p{L}{3,})[)»”\"]*\.$")
# So few words before a colon are no sentence that opens the list, where so many groups have them; so few items
# prove nothing by a comma.
_FEWEST = 2
_COLON = regex.compile(r"^(?:\S+\s+){0,5}\S*\p{L}:$")
_QUOTED = regex.compile(r'(?:«[^«»]+»|“[^“”]+”|„[^„“”]+[“”]|"[^"]+")')


def part_items(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Return the rows of a list, their names without the marks of an enumeration and its quotation marks."""
    order = PrintOrder(lines)
    names = [order.text(row.name) for row in body.rows]
    mark = _mark_of([name[-1:] for name in names])
    quoted = 2 * sum(_QUOTED.fullmatch(name) is not None for name in names) > len(names)
    groups: list[Group | None] = [row.group for row in body.rows]
    rows = []
    for row, name, below in zip(body.rows, names, [*groups[1:], None], strict=True):
        is_last = row is body.rows[-1] or below is not row.group
        parted = _cut(row, 0, 1) if mark and (name[-1:] == mark or (is_last and _ends_sentence(name))) else row
        rows.append(_cut(parted, 1, 1) if (mark or quoted) and _QUOTED.fullmatch(order.text(parted.name)) else parted)
    return _part_headings(replace(body, rows=tuple(rows)), order)


def _mark_of(ends: Sequence[str]) -> str | None:
    """Return the mark that parts the items, given what each ends with; a comma may be that of a name that is cut."""
    if ends.count(";") and ends.count(";") >= _SHARE * (len(ends) - 1):
        return ";"
    return "," if len(ends) > _FEWEST and ends.count(",") >= len(ends) - 1 else None


def _ends_sentence(name: str) -> bool:
    """Tell whether a name ends with a stop that is no part of an abbreviation."""
    found = _LAST_WORD.search(name)
    return found is not None and name.count(".") == 1 and is_known(found["word"].lower())


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
    """Return a row without so many characters before and behind its name; a name of no others keeps them."""
    (start, end), *others = row.name
    spans = [(start + before, end), *others]
    spans[-1] = (spans[-1][0], spans[-1][1] - behind)
    kept = tuple(span for span in spans if span[0] < span[1])
    return replace(row, name=kept) if kept else row
