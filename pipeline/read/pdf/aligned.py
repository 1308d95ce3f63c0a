"""Find the tables without rules: lists whose rows begin with a code, in columns that gutters part.

A table is made only where several codes stand below each other and what stands behind them does too. All other lines
stay lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.read.pdf.gutters import Gutter, find_gutters
from pipeline.read.pdf.lists import ALIGNED, AlignedList, Columns, begins_head, code_of, columns_of
from pipeline.read.pdf.rows import around_middle, below_top, usual_pitch
from pipeline.read.pdf.ruled import Table, TableRow
from pipeline.read.pdf.words import TextLine, Word
from pipeline.text.codes import is_group_code

# Fewer codes below each other are no table; names begin at one place on this share of its lines.
_FEWEST, _LEAST_ALIGNED = 2, 0.1
# Fewer codes on a page than this tell less about the columns than the pages beside it do.
_PROOF = 8
# A gap of so many distances of lines ends a table, unless its rows stand further apart.
_END = 2.2
# The name of a group has so many lines; those of a head stand no further apart than so many distances of lines.
_HEADING_LINES, _NEAR_HEAD = 2, 1.15
# So many lines in a row that run across all columns are prose.
_PROSE = 4


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines of a list on one page: `begin..end` among the page's blocks, and where its codes stand."""

    page: int
    begin: int
    end: int
    keys: tuple[int, ...]
    x: float
    name_x: float


Blocks = list[Table | TextLine]


def find_aligned_tables(pages: Sequence[Sequence[Table | TextLine]]) -> list[Blocks]:
    """Return the blocks of each page with the lines of lists put together to tables."""
    found = [region for i, blocks in enumerate(pages) for region in _find_regions(i, blocks)]
    regions = [one for one in found if len(one.keys) >= _FEWEST or any(_goes_on(one, other) for other in found)]
    lists = _lists(pages, regions)
    fit = min((below_top, around_middle), key=lambda way: sum(one.cost(way) for one in lists))
    made: list[list[Table | TextLine | None]] = [list(blocks) for blocks in pages]
    heads: tuple[TableRow, ...] = ()
    for one in lists:
        table = one.table(fit, heads)
        heads = one.heads(table) or heads
        if one.page and not one.begin and heads:
            _make_head(made[one.page - 1], one, heads)
        made[one.page][one.begin : one.end] = [table, *[None] * (one.end - one.begin - 1)]
    return [[block for block in blocks if block is not None] for blocks in made]


def _make_head(blocks: list[Table | TextLine | None], one: AlignedList, heads: Sequence[TableRow]) -> None:
    """Make a table of the head of a list, and of a group's name, where nothing else of it stands on the page before."""
    most = sum(len(cell) for row in heads for cell in row) + _HEADING_LINES
    last = list(takewhile(lambda block: isinstance(block, TextLine), reversed(blocks[-most:])))[::-1]
    lines = [block for block in last if isinstance(block, TextLine)]
    if table := one.headed_end(lines, heads):
        count = next(i for i, line in enumerate(reversed(lines), 1) if line.top == table.top)
        blocks[len(blocks) - count :] = [table]


def _lists(pages: Sequence[Sequence[Table | TextLine]], regions: Sequence[_Region]) -> list[AlignedList]:
    """Return the lists of the regions whose columns are known."""
    cores = {region: _core(pages[region.page][: _after(i, regions)], region) for i, region in enumerate(regions)}
    lists: list[AlignedList] = []
    for i, region in enumerate(regions):
        if gutters := _gutters_of(region, regions, cores):
            blocks = pages[region.page]
            floor = lists[-1].end if lists and lists[-1].page == region.page else 0
            after = _after(i, regions) or len(blocks)
            sides = {other.page - region.page for other in regions if _goes_on(region, other)}
            lists.append(_outline(blocks, region, gutters, (floor, after), sides))
    return lists


def _after(i: int, regions: Sequence[_Region]) -> int | None:
    """Return where the next region of the same page begins."""
    here, after = regions[i], regions[i + 1 : i + 2]
    return after[0].begin if after and after[0].page == here.page else None


def _find_regions(page: int, blocks: Sequence[Table | TextLine]) -> Iterator[_Region]:
    """Yield the runs of codes that stand below each other on a page; those of groups between them part no run."""
    keys = [(i, key) for i, block in enumerate(blocks) if isinstance(block, TextLine) and (key := code_of(block))]
    of_rows = [(i, key) for i, key in keys if not is_group_code(key.text.rstrip("."))]
    keys = of_rows if len(of_rows) >= _FEWEST else keys
    run: list[tuple[int, Word]] = []
    for i, key in keys:
        if run and (abs(key.x0 - run[-1][1].x0) > ALIGNED or _parted(blocks, run[-1][0], i)):
            yield from _region(page, blocks, run)
            run = []
        run.append((i, key))
    if run:
        yield from _region(page, blocks, run)


def _region(page: int, blocks: Sequence[Table | TextLine], run: Sequence[tuple[int, Word]]) -> Iterator[_Region]:
    code = run[0][1]
    begin, end = run[0][0], run[-1][0] + 1
    lines = [block for block in blocks[max(0, begin - 2) : end + 2] if isinstance(block, TextLine)]
    behind = [next((word.x0 for word in line.words if word.x0 > code.x1), None) for line in lines]
    places = Counter(round(x) for x in behind if x is not None)
    enough = max(min(2, len(run)), _LEAST_ALIGNED * len(lines))
    names = [x for x in sorted(places) if sum(places[x + step] for step in range(-1, 2)) >= enough]
    if names:
        x = max(range(names[0], names[0] + 3), key=lambda at: places[at])
        yield _Region(page, begin, end, tuple(i for i, _ in run), code.x0, x)


def _parted(blocks: Sequence[Table | TextLine], one: int, other: int) -> bool:
    """Tell whether a table, the head of one, or more lines than a row and a heading have stand between two blocks."""
    between = blocks[one + 1 : other]
    if any(isinstance(block, Table) or begins_head(block) for block in between):
        return True
    wide = [block for block in between if isinstance(block, TextLine) and len(block.text) > 90]
    return len(wide) >= _PROSE


def _core(blocks: Sequence[Table | TextLine], region: _Region) -> tuple[list[TextLine], list[TextLine]]:
    """Return the lines that are of rows for certain (with a code, or below a name), and what may be names of groups."""
    lines = [block for block in blocks[region.begin : region.end + 3] if isinstance(block, TextLine)]
    keys = [line for line in lines if _is_key(line, region.x)]
    bold = sum(line.bold for line in keys) * 2 > len(keys)
    rows = [
        line
        for line in lines
        if _is_row(line, region.x) or (abs(line.x0 - region.name_x) <= ALIGNED and (bold or not line.bold))
    ]
    certain = {id(line) for line in rows}
    others = [line for line in lines if id(line) not in certain and line.x0 > region.name_x + ALIGNED]
    return rows, [line for line in others if bold or not line.bold]


def _is_row(line: TextLine, x: float) -> bool:
    """Tell whether a line begins with the code of a row, not that of a group."""
    key = code_of(line)
    return key is not None and abs(key.x0 - x) <= ALIGNED and not is_group_code(key.text.rstrip("."))


def _is_key(line: TextLine, x: float) -> bool:
    key = code_of(line)
    return key is not None and abs(key.x0 - x) <= ALIGNED


def _goes_on(one: _Region, other: _Region) -> bool:
    """Tell whether two regions are of one list, on pages next to each other."""
    alike = abs(one.x - other.x) <= ALIGNED and abs(one.name_x - other.name_x) <= ALIGNED
    return alike and abs(one.page - other.page) == 1 and max(len(one.keys), len(other.keys)) >= _FEWEST


def _gutters_of(
    region: _Region, every: Sequence[_Region], known: dict[_Region, tuple[list[TextLine], list[TextLine]]]
) -> list[Gutter]:
    """Return the gutters of a region; where it is small, those of the nearest one with the same columns."""
    begins = (region.x, region.name_x)
    own = find_gutters(*known[region], begins) if known[region][0] else []
    if len(region.keys) >= _PROOF:
        return own
    alike = [
        other
        for other in every
        if len(other.keys) > len(region.keys)
        and abs(other.x - region.x) <= ALIGNED
        and abs(other.name_x - region.name_x) <= ALIGNED
        and abs(other.page - region.page) <= 2
    ]
    for other in sorted(alike, key=lambda one: (abs(one.page - region.page), -len(one.keys))):
        rows, names = ([*one, *two] for one, two in zip(known[other], known[region], strict=True))
        gutters = find_gutters(rows, names, begins)
        if gutters:
            return gutters
    return own


def _outline(
    blocks: Sequence[Table | TextLine],
    region: _Region,
    gutters: Sequence[Gutter],
    around: tuple[int, int],
    sides: Collection[int],
) -> AlignedList:
    """Return the list of a region, with what stands above its first code and below its last one.

    `around` are the ends of what may belong to it; `sides` tells whether it goes on on the page before (-1) and behind
    (1).
    """
    lines = {i: block for i, block in enumerate(blocks) if isinstance(block, TextLine) and around[0] <= i < around[1]}
    inside = [lines[i] for i in range(region.begin, region.end)]
    pitch = usual_pitch([line.middle for line in inside], inside[0].height)
    furthest = max((b.middle - a.middle for a, b in pairwise(inside)), default=0.0)
    columns = columns_of(inside, gutters, region.x)
    bounds = _Bounds(lines, columns, pitch, max(_END * pitch, min(1.2 * furthest, 2 * _END * pitch)))
    begin = bounds.grow(region.begin, -1, goes_on=-1 in sides and around[0] == 0)
    end = bounds.grow(region.end - 1, 1, goes_on=1 in sides and around[1] == len(blocks)) + 1
    return AlignedList(region.page, begin, end, tuple(lines[i] for i in range(begin, end)), columns, pitch)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The lines around a list, by their places among the blocks of a page; `reach` is how far its lines stand apart."""

    lines: dict[int, TextLine]
    columns: Columns
    pitch: float
    reach: float

    def grow(self, at: int, step: int, *, goes_on: bool) -> int:
        """Return the last line in one direction that is still of the list: near, and within its columns.

        The name of a group, which runs across them, may stand between the first row and the head, or at the end of a
        page. What stands in one column belongs to the list if it begins where that does. The head of another list ends
        it.
        """
        last, across, head = at, 0, False
        while at + step in self.lines and self._gap(at, step) <= (_NEAR_HEAD * self.pitch if head else self.reach):
            at += step
            line = self.lines[at]
            if step > 0 and begins_head(line):
                return self._before_head(at, last)
            head = head or (step < 0 and begins_head(line))
            last, across = (at, 0) if self._keeps(line, within_head=head) else (last, across + 1)
            if across > (0 if head else _HEADING_LINES):
                return last
        return at if goes_on and at + step not in self.lines and not head else last

    def _gap(self, at: int, step: int) -> float:
        return abs(self.lines[at + step].middle - self.lines[at].middle)

    def _before_head(self, at: int, last: int) -> int:
        """Return the last line above the head that begins at or above a line."""
        while (
            at - 1 > last - _HEADING_LINES
            and self._gap(at, -1) <= _NEAR_HEAD * self.pitch
            and code_of(self.lines[at - 1]) is None
        ):
            at -= 1
        return min(at - 1, last)

    def _keeps(self, line: TextLine, *, within_head: bool) -> bool:
        """Tell whether a line keeps to the columns, with words in several or, but in a head, where cells begin."""
        if self.columns.are_crossed(line):
            return False
        if within_head:
            return True
        found = self.columns.of_line(line)
        return len(found) > 1 or abs(line.x0 - self.columns.edges.get(min(found), line.x0)) <= ALIGNED
