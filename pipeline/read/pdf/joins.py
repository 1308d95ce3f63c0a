"""Join the pieces of tables that go on over pages, and the rows that a page break cuts in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import regex

from pipeline.read.pdf.furniture import is_page_number
from pipeline.read.pdf.lines import TextLine, line_of
from pipeline.read.pdf.lists import is_open, may_begin
from pipeline.read.pdf.ruled import FROM_ABOVE, FROM_EMPTY, PERHAPS_FROM_ABOVE, Across, Table, TableRow, UnsureRow
from pipeline.read.pdf.sides import Blocks
from pipeline.text.codes import CODE

# The columns of a table that goes on are as wide, to so many points; where gutters part them, these are so near.
_SAME_WIDTH, _SAME_GUTTER = 6.0, 30.0
# A column is one of numbers or codes where this share of its cells holds nothing else.
_KEY_SHARE = 0.6
# Columns without a number tell that a row goes on where this share of the rows has something in them.
_FILLED = 0.8
# What so many rows above a page break hold tells what their columns are for.
_PROOF = 60
_KEY = regex.compile(rf"\s*(?:\d{{1,4}}(?:\.\d+)*\s*[.)]?|{CODE})\s*")
_CODE = regex.compile(CODE)
_ENDS = regex.compile(r"[.;:!?…][\"»”“')\]]*\s*$")


def join_pages(pages: Sequence[tuple[Blocks, bool]]) -> list[Table | TextLine]:
    """Put the blocks of all pages in one row, the tables that go on over pages joined.

    What may be a page's number does not part a table, nor do blocks that are told to be loose (True).
    """
    joined: list[Table | TextLine] = []
    last: int | None = None  # where the table is that ends the page above
    begin = 0
    for blocks, aside in pages:
        if aside or not blocks:
            joined += blocks
            continue
        first = len(list(takewhile(_is_number, blocks)))
        joined += blocks[:first]
        rest = list(blocks[first:])
        above = joined[last] if last is not None else None
        if rest and isinstance(rest[0], Table) and isinstance(above, Table) and go_on(above, rest[0]):
            assert last is not None
            joined[last] = join_tables(above, rest[0], begin)
            begin = len(above.rows)
            if all(map(_is_number, rest[1:])):
                joined += rest[1:]
                continue
            rest = rest[1:]
        joined += rest
        end = len(joined) - len(list(takewhile(_is_number, reversed(rest))))
        last = end - 1 if rest and end and isinstance(joined[end - 1], Table) else None
        begin = 0
    return joined


def _is_number(block: Table | TextLine) -> bool:
    return isinstance(block, TextLine) and is_page_number(block)


def go_on(above: Table, below: Table) -> bool:
    """Tell whether a table at the top of a page has the columns of the one at the end of the page before."""
    if len(above.columns) != len(below.columns) or above.ruled != below.ruled:
        return False
    if not above.ruled:
        places = zip(above.columns[:-1], below.columns[:-1], strict=True)
        return all(abs(one - other) <= _SAME_GUTTER for one, other in places)
    widths = [[right - left for left, right in pairwise(table.columns)] for table in (above, below)]
    return all(abs(one - other) <= _SAME_WIDTH for one, other in zip(*widths, strict=True))


def join_tables(above: Table, below: Table, begin: int) -> Table:
    """Return a table with what a page break parted from it; `begin` is its first row on the page above.

    The heads that the page repeats stay, behind a row that the break cuts, and before a heading of the rows below.
    """
    heads = _repeated_heads(above.rows, below.rows)
    rest = _go_down(above.rows[-1], below.rows[heads:])
    if rest and above.rows[begin:] and _is_cut(above.rows, below.rows, heads):
        code = _cut_code(above.rows, below.rows[heads])
        kind = UnsureRow if any(isinstance(row, UnsureRow) for row in (above.rows[-1], rest[0])) else tuple
        whole = kind(
            one if not other else _as_one(one, other) if column == code else (*one, *other)
            for column, (one, other) in enumerate(zip(above.rows[-1], rest[0], strict=True))
        )
        rows = (*above.rows[:-1], whole, *below.rows[:heads], *rest[1:])
    else:
        titles = len(list(takewhile(_is_title, reversed(above.rows[begin:])))) if heads else 0
        end = len(above.rows) - titles
        rows = (*above.rows[:end], *below.rows[:heads], *above.rows[end:], *rest)
    return replace(above, rows=rows)


def _go_down(last: TableRow, rows: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows of a page, those told that a cell of the last row before it goes down into.

    The page prints such a cell empty. That it is the end of the one above is certain only where both are of several
    rows.
    """
    if not rows or _is_title(rows[0]):
        return list(rows)
    told = [list(row) for row in rows]
    for column, cell in enumerate(rows[0]):
        if cell or not (last[column] or last[column] is FROM_ABOVE):
            continue
        more = len(list(takewhile(bool, (row[column] is FROM_EMPTY for row in rows[1:]))))
        above = last[column] is FROM_ABOVE
        for row in told[: more + 1] if more or above else ():
            row[column] = FROM_ABOVE if more and above else PERHAPS_FROM_ABOVE
    return [type(row)(cells) for row, cells in zip(rows, told, strict=True)]


def _is_title(row: TableRow) -> bool:
    """Tell whether a row holds nothing but words in its first cell, as the name of a group does."""
    first, *others = row
    return bool(first) and not any(others) and not _KEY.fullmatch(" ".join(line.text for line in first))


def _repeated_heads(above: Sequence[TableRow], below: Sequence[TableRow]) -> int:
    """Return how many first rows of a page are those that the table begins with."""
    count = 0
    for one, other in zip(above, below, strict=False):
        if _texts(one) != _texts(other):
            break
        count += 1
    return count


def _texts(row: TableRow) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def _is_cut(above: Sequence[TableRow], below: Sequence[TableRow], at: int) -> bool:
    """Tell whether the row `at` below the break goes on with the last row above it."""
    last, first = above[-1], below[at]
    if isinstance(first[0], Across):
        return False
    if _cut_code(above, first) is not None:
        return True
    if all(first) and not _are_open(last, first):
        return False
    rows = [row for row in (*above[-_PROOF:], *below[at + 1 :]) if sum(map(bool, row)) > 1]
    keys = [column for column in range(len(first)) if _is_key(rows, column)]
    if keys:
        name = next((column for column in range(len(first)) if column not in keys), 0)
        heads = bool(first[name]) and _heads_rows(last, first)
        return not heads and not any(first[column] for column in keys) and any(last[column] for column in keys)
    full = [c for c in range(len(first)) if rows and sum(bool(row[c]) for row in rows) >= _FILLED * len(rows)]
    if any(not first[column] for column in full):
        return True
    return _are_open(last, first)


def _heads_rows(last: TableRow, first: TableRow) -> bool:
    """Tell whether the first row below a break heads those below it, and goes on with no cell of the last row above.

    Its names begin anew, below cells that may end; there are several, or they stand below no last line of the row.
    """
    both = [(one, other[0]) for one, other in zip(last, first, strict=True) if other]
    if not all(one and may_begin(line.words) and not is_open(one[-1].words[-1].text) for one, line in both):
        return False
    page = max(line.page for cell in last for line in cell)
    foot = max(line.middle for cell in last for line in cell if line.page == page)
    ends = [one[-1] for one, _ in both]
    return len(ends) > 1 or all(line.page < page or foot - line.middle > line.height / 2 for line in ends)


def _cut_code(above: Sequence[TableRow], first: TableRow) -> int | None:
    """Return the column in which the last row above a break and the first below it have a code of the others' length.

    Each of them has a part of it only: the cell is too narrow for a code.
    """
    for column, (one, other) in enumerate(zip(above[-1], first, strict=True)):
        head, tail = _text(one), _text(other)
        if head and tail and _CODE.fullmatch(head + tail):
            others = [text for row in above[-_PROOF:-1] if _CODE.fullmatch(text := _text(row[column]))]
            if others and {len(head + tail)} == set(map(len, others)):
                return column
    return None


def _text(lines: Iterable[TextLine]) -> str:
    return "".join(line.text for line in lines)


def _as_one(above: tuple[TextLine, ...], below: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Put the parts of a code together, where the first one stands."""
    first = above[0].words[0]
    return (line_of([first._replace(text=_text((*above, *below)))], above[0].page),)


def _are_open(last: TableRow, first: TableRow) -> bool:
    """Tell whether every cell that both rows have may go on from the one to the other."""
    both = [(one[-1], other[0]) for one, other in zip(last, first, strict=True) if one and other]
    return bool(both) and all(_is_open(one, other) for one, other in both)


def _is_key(rows: Sequence[TableRow], column: int) -> bool:
    """Tell whether a column holds numbers or codes."""
    cells = [" ".join(line.text for line in row[column]) for row in rows if row[column]]
    return len(cells) * 2 >= len(rows) > 0 and sum(map(bool, map(_KEY.fullmatch, cells))) >= _KEY_SHARE * len(cells)


def _is_open(above: TextLine, below: TextLine) -> bool:
    """Tell whether a line can't end where the page does."""
    return not _ENDS.search(above.text) and below.text[:1].islower()
