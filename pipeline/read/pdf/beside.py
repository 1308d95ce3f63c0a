"""Part lists that stand side by side, so that each is read to its end before the next.

Коду    Аталышы     |  Коду    Аталышы
510100  Математика  |  520100  Медицина

That they are two is told by their head, which stands there twice; a list with two columns of codes has one head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

import regex

from pipeline.read.pdf.leads import begins_head
from pipeline.read.pdf.lines import TextLine, line_of
from pipeline.read.pdf.lists import ALIGNED
from pipeline.read.pdf.ruled import Table, TableRow
from pipeline.text.codes import CODE

Blocks = list[Table | TextLine]

_CODE = regex.compile(rf"{CODE}\.?")
# A list has so many columns at least, and stands so many heights of a line apart from what is beside it.
_COLUMNS, _APART = 2, 0.6


def part_lists(pages: Sequence[Sequence[Table | TextLine]]) -> list[Blocks]:
    """Return the blocks of pages, with lists that stand side by side one behind the other."""
    parted: list[Blocks] = []
    place: float | None = None
    for blocks in pages:
        found, place = _part(blocks, place if place is not None and _go_on(blocks, place) else None)
        parted.append(found)
    return parted


def _part(blocks: Sequence[Table | TextLine], place: float | None) -> tuple[Blocks, float | None]:
    """Part the blocks of a page; `place` is where the second of two lists begins that go on from the page before."""
    found: Blocks = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table):
            found += _part_table(block)
            at, place = at + 1, None
            continue
        place = _second_begin(block, blocks[at + 1 :]) or place
        run = list(_clear_of(place, blocks[at:])) if place is not None else []
        if place is None or not run:
            found.append(block)
            at += 1
            place = place if place is not None and _go_on(blocks[at:], place) else None
            continue
        left, right = _sides(run, place)
        found += [*left, *_part(right, None)[0]]
        at += len(run)
    return found, place


def _second_begin(head: TextLine, below: Sequence[Table | TextLine]) -> float | None:
    """Return where the second of the lists begins that a head stands over several times; None where it does once."""
    count = _period(head.texts)
    if count is None or not begins_head(head):
        return None
    first, second = head.words[count - 1], head.words[count]
    codes = [
        word.x0
        for line in takewhile(lambda block: isinstance(block, TextLine), below)
        if isinstance(line, TextLine)
        for word in line.words[1:]
        if first.x0 < word.x0 < second.x1 and _CODE.fullmatch(word.text)
    ]
    return min([second.x0, *codes]) - 1


def _period(words: list[str]) -> int | None:
    """Return after how many words the same come again, up to the end."""
    if words.count(words[0]) == 1:
        return None
    for count in range(_COLUMNS, len(words) // 2 + 1):
        if len(words) % count == 0 and words == words[:count] * (len(words) // count):
            return count
    return None


def _clear_of(place: float, blocks: Sequence[Table | TextLine]) -> Iterator[TextLine]:
    """Yield the first lines that leave a place free."""
    for block in blocks:
        if isinstance(block, Table):
            return
        before = max((word.x1 for word in block.words if word.x0 < place), default=float("-inf"))
        behind = min((word.x0 for word in block.words if word.x0 >= place), default=float("inf"))
        if before > place or behind - before < _APART * block.height:
            return
        yield block


def _sides(lines: Sequence[TextLine], place: float) -> tuple[list[TextLine], list[TextLine]]:
    """Return what lines have on the left of a place, and on the right."""
    left = [[word for word in line.words if word.x0 < place] for line in lines]
    right = [[word for word in line.words if word.x0 >= place] for line in lines]
    page = lines[0].page
    return [line_of(words, page) for words in left if words], [line_of(words, page) for words in right if words]


def _go_on(blocks: Sequence[Table | TextLine], place: float) -> bool:
    """Tell whether lines have a code where the second of two lists begins."""
    words = (word for block in blocks if isinstance(block, TextLine) for word in block.words[1:])
    return any(0 <= word.x0 - place <= 2 * ALIGNED and _CODE.fullmatch(word.text) for word in words)


def _part_table(table: Table) -> list[Table]:
    """Part a table whose head stands over its columns several times, if nothing runs across its parts."""
    head = table.rows[0]
    texts = [" ".join(line.text for line in cell) for cell in head]
    count = _period(texts)
    if count is None or not head[0] or not begins_head(head[0][0]):
        return [table]
    places = table.columns[::count]
    rows = [[row[begin : begin + count] for begin in range(0, len(head), count)] for row in table.rows]
    if any(_runs_over(cells, end) for row in rows for cells, end in zip(row, places[1:], strict=True)):
        return [table]
    return [
        replace(
            table,
            rows=tuple(row[i] for row in rows if any(row[i])),
            box=(places[i], table.box[1], places[i + 1], table.box[3]),
            columns=table.columns[i * count : (i + 1) * count + 1],
        )
        for i in range(len(places) - 1)
    ]


def _runs_over(cells: TableRow, end: float) -> bool:
    return any(line.x1 > end for cell in cells for line in cell)
