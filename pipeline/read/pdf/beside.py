"""Part what stands side by side on a page, so that each column of the page is read to its end before the next.

Коду    Аталышы     |  Коду    Аталышы
510100  Математика  |  520100  Медицина

Tables that rules draw beside each other are two. Where codes stand below each other twice, that they are two lists (or
one that goes on beside itself), and not two columns of one, is told by a head that stands there twice, by rows that
don't begin on the same lines, and by running numbers or codes that go on from the foot of one to the top of the other.
Where other words stand beside the head of the first, they head more columns of one list, whatever its codes tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

import regex

from pipeline.read.pdf.joins import go_on
from pipeline.read.pdf.leads import begins_head, code_of, codes_of, is_code, is_number
from pipeline.read.pdf.lines import TextLine, line_of
from pipeline.read.pdf.lists import ALIGNED
from pipeline.read.pdf.page import Page
from pipeline.read.pdf.prose import find_prose
from pipeline.read.pdf.ruled import Table, TableRow
from pipeline.read.pdf.sides import Blocks, Place, Run, Side, find_runs, sides_of
from pipeline.read.pdf.words import Word
from pipeline.text.codes import CODE

# A column of a page, or what is as wide as the page: the page that its lines name, and its blocks.
Strip = tuple[Page, Blocks]

_CODE = regex.compile(rf"{CODE}\.?")
# A list has so many columns at least.
_COLUMNS = 2
# Fewer codes below each other show no column of them; fewer tell nothing of their order, nor do fewer same digits.
_FEWEST, _ORDERED, _NEAR = 2, 3, 2
# So many first rows show whether codes stand in both halves of a table.
_SHOWN = 10
# Rows are of two lists where this share of them at least, and so many, begin beside words that go on with one.
_OFF_LINE, _FEWEST_OFF = 0.25, 2


class _Row(NamedTuple):
    """The code of a row and the number before it; `at` is where it stands among the blocks of the page."""

    at: int
    x: float
    code: str
    number: str | None


def part_columns(pages: Sequence[tuple[Page, Blocks]]) -> list[list[Strip]]:
    """Return the strips of each page in reading order; the lines of a column are moved to where the first column is."""
    parted: list[list[Strip]] = []
    known: list[Place] = []
    doubled: Table | None = None
    for page, blocks in pages:
        whole: list[Table | TextLine] = []
        for block in blocks:
            lists = _lists_of(block, doubled) if isinstance(block, Table) else 1
            whole += _part_table(block, lists) if isinstance(block, Table) and lists > 1 else [block]
            doubled = block if isinstance(block, Table) and lists > 1 else doubled
        found: list[Place] = []
        strips: list[Strip] = []
        for step, part in _split(whole, known, None, found):
            column = page if step is None else page.column(len(strips) + 1, step)
            strips.append((column, part if step is None else [_move(block, column.leaf, step) for block in part]))
        parted.append(strips or [(page, [])])
        known = found
    return parted


def _split(
    blocks: Blocks, known: Sequence[Place], step: float | None, found: list[Place]
) -> Iterator[tuple[float | None, Blocks]]:
    """Yield what is to be read to its end before the next, and how far it is from the first column (None: no column).

    `known` are the places of the page before, `found` gets those of this one.
    """
    while (run := min(_runs(blocks, known), default=None)) is not None:
        left, right = run.sides(blocks)
        if _rows(right):
            found.append(run.place)
        if run.begin:
            yield step, blocks[: run.begin]
        yield from _split([block for _, block in left], known, step or 0.0, found)
        yield from _split([block for _, block in right], known, (step or 0.0) + run.place.step, found)
        blocks = blocks[run.end :]
    if blocks:
        yield step, blocks


def _runs(blocks: Blocks, known: Sequence[Place]) -> Iterator[Run]:
    """Yield the runs of blocks that are two columns of the page."""
    certain: dict[Place, list[int]] = {}
    for at, block in enumerate(blocks):
        known = [place for place in known if not _heads_both(place, block)]
        for place in _beside(block, blocks) if isinstance(block, Table) else _leading(block, blocks[at + 1 :], known):
            certain.setdefault(place, []).append(at)
    for place, shown in certain.items():
        yield from _runs_of(place, shown, blocks)
    for place in _second_codes(blocks):
        yield from (run for run in find_runs(blocks, place) if _are_two(*run.sides(blocks), on_lines=False))
    yield from find_prose(blocks)


def _runs_of(place: Place, shown: Sequence[int], blocks: Blocks) -> Iterator[Run]:
    """Yield the runs with one of the blocks that have `shown` the place; no head of one list runs across it in them."""
    for run in find_runs(blocks, place, lambda block: not _heads_both(place, block)):
        if any(run.begin <= at < run.end for at in shown):
            yield run


def _beside(table: Table, blocks: Blocks) -> Iterator[Place]:
    """Yield the place of a table that stands on the right of another one."""
    for other in blocks:
        if not isinstance(other, Table) or other.box[2] > table.box[0] + 1:
            continue
        if max(other.top, table.top) < min(other.box[3], table.box[3]):
            yield Place(table.box[0] - 1, table.box[0] - other.box[0])


def _second_head(head: TextLine, below: Sequence[Table | TextLine]) -> Place | None:
    """Return where the second of the lists begins that a head stands over several times; None where it does once."""
    period = _period(head.texts)
    if period is None or not begins_head(head):
        return None
    first, second = head.words[period - 1], head.words[period]
    codes = [
        word.x0
        for line in takewhile(lambda block: isinstance(block, TextLine), below)
        if isinstance(line, TextLine)
        for word in line.words[1:]
        if first.x0 < word.x0 < second.x1 and _CODE.fullmatch(word.text)
    ]
    return Place(min([second.x0, *codes]) - 1, second.x0 - head.x0)


def _period(words: list[str]) -> int | None:
    """Return after how many words the same come again, up to the end."""
    if words.count(words[0]) == 1:
        return None
    for period in range(_COLUMNS, len(words) // 2 + 1):
        if len(words) % period == 0 and words == words[:period] * (len(words) // period):
            return period
    return None


def _leading(line: TextLine, below: Sequence[Table | TextLine], known: Sequence[Place]) -> Iterator[Place]:
    """Yield where the second of two lists begins: its head stands there again, or a row where one did before."""
    if place := _second_head(line, below):
        yield place
    leads = [word.x0 for word in line.words[1:] if is_code(word) or is_number(word)] if known else []
    yield from (place for place in known if any(0 <= x - place.x <= 2 * ALIGNED for x in leads))


def _second_codes(blocks: Blocks) -> Iterator[Place]:
    """Yield where a column begins whose codes stand as far in it as those of the one before, if there are any."""
    lines = [(at, line) for at, line in enumerate(blocks) if isinstance(line, TextLine)]
    found: dict[int, list[tuple[int, TextLine, Word]]] = {}
    for at, line in lines:
        for code in codes_of(line):
            found.setdefault(round(code.x0), []).append((at, line, code))
    columns = [x for x in sorted(found) if len(found[x]) >= _FEWEST]
    for one, other in pairwise(columns):
        begin = min(_begin(line, code) for _, line, code in found[one])
        step = other - one
        x = min(begin + step, *(_begin(line, code) for _, line, code in found[other])) - 1
        yield Place(x, step)


def _begin(line: TextLine, code: Word) -> float:
    """Return where a row begins: at its code, or at a running number before that."""
    before = [word for word in line.words if word.x1 <= code.x0]
    return before[-1].x0 if before and is_number(before[-1]) else code.x0


def _rows(side: Side) -> list[_Row]:
    """Return the rows of lists on one side."""
    rows = []
    for at, line in side:
        if isinstance(line, TextLine) and (code := code_of(line)):
            before = [word for word in line.words if word.x1 <= code.x0]
            number = before[0].text.rstrip(".)") if len(before) == 1 and is_number(before[0]) else None
            rows.append(_Row(at, code.x0, code.text.rstrip("."), number))
    return rows


def _are_two(left: Side, right: Side, *, on_lines: bool) -> bool:
    """Tell whether what stands on two sides are two lists, or one that goes on beside itself.

    Where rules put the rows of both `on_lines`, these tell nothing.
    """
    rows, others = _rows(left), _rows(right)
    if not rows or not others:
        return False
    if not on_lines and _are_off_line(left, right):
        return True
    beside = dict(right)
    if any(_is_one_head(line, beside.get(at)) for at, line in left if at < others[0].at):
        return False
    if _count_on(rows, others):
        return True
    above = (line for at, line in right if at < others[0].at)
    return _order_goes_on(rows, others) and not any(isinstance(line, TextLine) and begins_head(line) for line in above)


def _is_one_head(line: Table | TextLine, beside: Table | TextLine | None) -> bool:
    """Tell whether a line begins a head that goes on with what is beside it: neither a row, nor the same head again."""
    if not isinstance(line, TextLine) or not isinstance(beside, TextLine) or not begins_head(line):
        return False
    return code_of(beside) is None and beside.texts[: len(line.texts)] != line.texts


def _heads_both(place: Place, block: Table | TextLine) -> bool:
    """Tell whether a block is one head for what is on both sides of a place."""
    left, right = sides_of([block], place.x)
    return bool(left and right) and _is_one_head(left[0][1], right[0][1])


def _are_off_line(left: Side, right: Side) -> bool:
    """Tell whether many rows begin beside words that go on with a row: those of one list begin on the same lines.

    A row with nothing beside it tells nothing, nor does one with words where a code would be: its cells may be empty.
    """
    level = {row.at for row in _rows(left)} & {row.at for row in _rows(right)}
    off = sum(_count_off(one, other, level) for one, other in ((left, right), (right, left)))
    return off >= max(_FEWEST_OFF, _OFF_LINE * (off + 2 * len(level)))


def _count_off(side: Side, other: Side, level: Collection[int]) -> int:
    """Count the rows of one side that have words of the other side beside them, or partly so, that begin no row."""
    lines, tops = dict(other), {at: line.top for at, line in side}
    behind = max(row.x for row in _rows(other))
    beside = [
        any(
            isinstance(line, TextLine) and (i != at or line.x0 > behind) and abs(line.top - tops[at]) < line.height
            for i in (at - 1, at, at + 1)
            if (line := lines.get(i)) is not None
        )
        for at in (row.at for row in _rows(side))
        if at not in level
    ]
    return sum(beside)


def _count_on(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Tell whether running numbers go on from the left side to the right one, and count up there or begin again."""
    if not all(row.number and row.number.isdecimal() for row in (left[-1], right[0])):
        return False
    last, *numbers = [int(row.number) for row in (left[-1], *right) if row.number and row.number.isdecimal()]
    return numbers[0] == last + 1 and all(one < other or other == 1 for one, other in pairwise(numbers))


def _order_goes_on(left: Sequence[_Row], right: Sequence[_Row]) -> bool:
    """Tell whether the codes go on from the left side to the right one as they do on both, without numbers."""
    last, first = left[-1], right[0]
    if last.number or first.number or min(len(left), len(right)) < _ORDERED or first.code <= last.code:
        return False
    nearest = [min(_alike(one.code, other.code) for one, other in pairwise(side)) for side in (left, right)]
    return _alike(last.code, first.code) >= max(_NEAR, *nearest)


def _alike(one: str, other: str) -> int:
    """Return how many first characters two codes share."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _move(block: Table | TextLine, page: int, step: float) -> Table | TextLine:
    """Return a block as one of a column's page; rules tell where the cells of a table are."""
    if isinstance(block, Table):
        return block
    return line_of([word._replace(x0=word.x0 - step, x1=word.x1 - step) for word in block.words], page)


def _lists_of(table: Table, doubled: Table | None) -> int:
    """Return how many lists stand beside each other in a table, where its head or its rows say so.

    One without a head goes on with the one of several lists that is `doubled` above it.
    """
    head = table.rows[0]
    period = _period([" ".join(line.text for line in cell) for cell in head])
    if period is not None and head[0] and begins_head(head[0][0]):
        return len(head) // period
    if doubled is not None and go_on(doubled, table) and not any(begins_head(line) for cell in head for line in cell):
        return _lists_of(doubled, None)
    return 2 if _are_two(*_halves(table), on_lines=True) else 1


def _halves(table: Table) -> tuple[Side, Side]:
    """Return the first lines of the cells in each half of a table's columns, if codes stand in both."""
    half, odd = divmod(len(table.columns) - 1, 2)
    first = [cell[0].texts[0] for row in table.rows[:_SHOWN] for cell in row[half:] if cell]
    if odd or not any(map(_CODE.fullmatch, first)):
        return [], []
    sides: tuple[Side, Side] = ([], [])
    for at, row in enumerate(table.rows):
        for side, cells in zip(sides, (row[:half], row[half:]), strict=True):
            if words := [word for cell in cells for word in (cell[0].words if cell else ())]:
                side.append((at, line_of(words, 0)))
    return sides


def _part_table(table: Table, lists: int) -> list[Table]:
    """Part a table of several lists, if nothing runs across its parts."""
    count = len(table.rows[0]) // lists
    places = table.columns[::count]
    rows = [[row[begin : begin + count] for begin in range(0, len(row), count)] for row in table.rows]
    if any(_runs_over(cells, end) for row in rows for cells, end in zip(row, places[1:], strict=True)):
        return [table]
    return [
        replace(
            table,
            rows=tuple(row[i] for row in rows if any(row[i])),
            box=(places[i], table.box[1], places[i + 1], table.box[3]),
            columns=table.columns[i * count : (i + 1) * count + 1],
        )
        for i in range(lists)
    ]


def _runs_over(cells: TableRow, end: float) -> bool:
    return any(line.x1 > end for cell in cells for line in cell)
