"""Find the tables without rules: lists whose rows begin with a code, in columns that gutters part.

A table is made only where several codes stand below each other and what stands behind them does too. All other lines
stay lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median

from pipeline.languages.column_heads import heads_column
from pipeline.read.parted_rows import above_bottom, around_middle, below_top, usual_pitch
from pipeline.read.pdf.gutters import Gutter, find_gutters
from pipeline.read.pdf.headed import fit_heads
from pipeline.read.pdf.leads import begins_head, codes_of, goes_on_with_head, heads_codes_and_names, is_code, is_number
from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.lists import ALIGNED, AlignedList, Columns, columns_of
from pipeline.read.pdf.ruled import Table, TableRow
from pipeline.read.pdf.sides import Blocks
from pipeline.read.pdf.words import Word
from pipeline.text.codes import is_group_code

# Fewer codes below each other are no table; names begin at one place on this share of its lines.
_FEWEST, _LEAST_ALIGNED = 2, 0.1
# Fewer lines with something before their codes are no table; a head stands so many lines above them at most.
_FEWEST_LEADS, _HEAD_REACH = 3, 8
# Fewer codes on a page than this tell less about the columns than the pages beside it do.
_PROOF = 8
# A gap of so many distances of lines ends a table, unless its rows stand further apart.
_END = 2.2
# Lines of a cell stand so many heights of a line below each other at least.
_LOWEST = 0.8
# and below the last code of a list so many at most.
_NEAREST = 1.5
# The name of a group has so many lines; those of a head stand no further apart than so many distances of lines.
_HEADING_LINES, _NEAR_HEAD = 2, 1.15
# Another way of setting cells that costs less than so much more, in distances of lines, may be the right one.
_NEAR_COST = 0.5
# So many lines in a row that run across all columns are prose.
_PROSE = 4


@dataclass(frozen=True, slots=True)
class _Region:
    """The lines of a list on one page: `begin..end` among the page's blocks, and where its codes stand.

    `begins` are where some of its columns begin for certain, the codes' among them; `shared` tells that names follow
    the codes in their cells.
    """

    page: int
    begin: int
    end: int
    keys: tuple[int, ...]
    x: float
    begins: tuple[float, ...]
    shared: bool

    def is_like(self, other: _Region) -> bool:
        """Tell whether another region has its codes, and what else is known to begin a column, at the same places."""
        if abs(self.x - other.x) > ALIGNED or len(self.begins) != len(other.begins):
            return False
        return all(abs(one - two) <= ALIGNED for one, two in zip(self.begins, other.begins, strict=True))


def find_aligned_tables(pages: Sequence[Blocks]) -> list[Blocks]:
    """Return the blocks of each page with the lines of lists put together to tables."""
    found = [region for i, blocks in enumerate(pages) for region in _find_regions(i, blocks)]
    regions = [one for one in found if len(one.keys) >= _FEWEST or any(_goes_on(one, other) for other in found)]
    lists = _lists(pages, regions)
    costs = {way: sum(one.cost(way) for one in lists) for way in (below_top, around_middle, above_bottom)}
    fit, *others = sorted(costs, key=lambda way: costs[way])
    near = [way for way in others if costs[way] - costs[fit] < _NEAR_COST]
    made: list[list[Table | TextLine | None]] = [list(blocks) for blocks in pages]
    heads: tuple[TableRow, ...] = ()
    for one in lists:
        table = one.table(fit, near, heads)
        heads = one.heads(table) or heads
        made[one.page][one.begin : one.end] = [table, *[None] * (one.end - one.begin - 1)]
    return [[block for block in blocks if block is not None] for blocks in made]


def _lists(pages: Sequence[Blocks], regions: Sequence[_Region]) -> list[AlignedList]:
    """Return the lists of the regions whose columns are known."""
    cores = {region: _core(pages[region.page][: _after(i, regions)], region) for i, region in enumerate(regions)}
    lists: list[AlignedList] = []
    heads: tuple[_Region, list[TextLine]] | None = None
    for i, region in enumerate(regions):
        if gutters := _gutters_of(region, regions, cores):
            blocks = pages[region.page]
            floor = lists[-1].end if lists and lists[-1].page == region.page else 0
            after = _after(i, regions) or len(blocks)
            sides = {other.page - region.page for other in regions if _goes_on(region, other)}
            before = _lines_before(pages, region, lists) if region.begin <= _HEADING_LINES and not floor else {}
            own = _heads(blocks[max(floor, region.begin - _HEAD_REACH) : region.begin]) or _heads([*before.values()])
            if own:
                heads = region, own
            if heads and heads[0].is_like(region):
                gutters = fit_heads(gutters, heads[1], cores[region][0])
            one = _outline(blocks, region, gutters, (floor, after), sides)
            if one.begin == 0 and (head := _head_before(before, one)):
                lists.append(head)
            lists.append(one)
    return lists


def _lines_before(pages: Sequence[Blocks], region: _Region, lists: Sequence[AlignedList]) -> dict[int, TextLine]:
    """Return the last lines of the page before a region's, by their places, as many as a head and a heading have."""
    if not region.page:
        return {}
    blocks = pages[region.page - 1]
    floor = lists[-1].end if lists and lists[-1].page == region.page - 1 else 0
    first = max(floor, len(blocks) - _HEAD_REACH)
    last = takewhile(lambda block: isinstance(block[1], TextLine), reversed([*enumerate(blocks)][first:]))
    return {i: block for i, block in reversed([*last]) if isinstance(block, TextLine)}


def _head_before(lines: dict[int, TextLine], one: AlignedList) -> AlignedList | None:
    """Return the head of a list, and the name of a group, where they end the page before its first row."""
    if not lines:
        return None
    last = max(lines)
    begin = _Bounds(lines, one.columns, one.pitch, _END * one.pitch).grow(last, -1, goes_on=False)
    found = tuple(lines[i] for i in range(begin, last + 1))
    head = _head_of(found)
    columns = replace(one.columns, head=head)
    return AlignedList(one.page - 1, begin, last + 1, found, columns, one.pitch) if head else None


def _head_of(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Return the lines that are the head, of those above the first code of a list: those it goes on with, too."""
    begin = max((i for i, line in enumerate(lines, 1) if begins_head(line)), default=0)
    return (*lines[:begin], *takewhile(goes_on_with_head, lines[begin:] if begin else ()))


def _heads(blocks: Sequence[Table | TextLine]) -> list[TextLine]:
    """Return the lines of a table's head, if the lines above its first code hold one."""
    last = takewhile(lambda block: isinstance(block, TextLine), reversed(blocks))
    lines = [block for block in last if isinstance(block, TextLine)][::-1]
    heads = [[line, *takewhile(goes_on_with_head, lines[i + 1 :])] for i, line in enumerate(lines) if begins_head(line)]
    # the lowest one: the number of an act in a stamp begins as a head does
    return max(heads, key=lambda head: head[-1].middle, default=[])


def _after(i: int, regions: Sequence[_Region]) -> int | None:
    """Return where the next region of the same page begins."""
    here, after = regions[i], regions[i + 1 : i + 2]
    return after[0].begin if after and after[0].page == here.page else None


def _find_regions(page: int, blocks: Sequence[Table | TextLine]) -> Iterator[_Region]:
    """Yield the runs of codes that stand below each other on a page; those of groups between them part no run."""
    keys = list(_find_keys(blocks))
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


def _find_keys(blocks: Sequence[Table | TextLine]) -> Iterator[tuple[int, Word]]:
    """Yield the code of each line that has any: of several, the one below which the most others stand."""
    codes = {i: list(codes_of(block)) for i, block in enumerate(blocks) if isinstance(block, TextLine)}
    places = Counter(round(code.x0 / ALIGNED) for found in codes.values() for code in found)
    for i, found in codes.items():
        if found:
            yield i, max(found, key=lambda code: places[round(code.x0 / ALIGNED)])


def _region(page: int, blocks: Sequence[Table | TextLine], run: Sequence[tuple[int, Word]]) -> Iterator[_Region]:
    code = run[0][1]
    begin, end = run[0][0], run[-1][0] + 1
    lines = [block for block in blocks[max(0, begin - 2) : end + 2] if isinstance(block, TextLine)]
    behind = [next((word.x0 for word in line.words if word.x0 > code.x1), None) for line in lines]
    enough = max(min(2, len(run)), _LEAST_ALIGNED * len(lines))
    name = _common([x for x in behind if x is not None], enough)
    before = [line.x0 for i, _ in run if isinstance(line := blocks[i], TextLine) and _has_before(line, code)]
    first = _common(before, max(_FEWEST_LEADS, len(before) / 2))
    if len(before) * 2 > len(run) and (first is None or len(run) < _FEWEST_LEADS):
        return
    shared = name is not None and _is_shared(blocks, begin, end, code.x0, name)
    begins = [x for x in (first, code.x0, None if shared else name) if x is not None]
    if len(begins) > 1 or shared:
        yield _Region(page, begin, end, tuple(i for i, _ in run), code.x0, tuple(begins), shared)


def _common(places: Sequence[float], enough: float) -> int | None:
    """Return the first place at which so many words begin; None where there is none."""
    counts = Counter(map(round, places))
    found = [x for x in sorted(counts) if sum(counts[x + step] for step in range(-1, 2)) >= enough]
    return max(range(found[0], found[0] + 3), key=lambda at: counts[at]) if found else None


def _has_before(line: TextLine, code: Word) -> bool:
    """Tell whether a line has more than a running number before its code."""
    before = [word for word in line.words if word.x1 <= code.x0]
    return len(before) > 1 or any(not is_number(word) for word in before)


def _is_shared(blocks: Sequence[Table | TextLine], begin: int, end: int, x: float, name: float) -> bool:
    """Tell whether names follow the codes in their cells: they go on below the code, or one head is over both."""
    around = [block for block in blocks[max(0, begin - _HEAD_REACH) : end] if isinstance(block, TextLine)]
    around += _right_below(blocks[end - 1 : end + 2])
    inner = [line for line in around if line.middle > blocks[begin].top and not any(map(is_code, line.words[:2]))]
    if any(abs(line.x0 - name) <= ALIGNED for line in inner):
        return False
    heads = [line for line in around if line.middle < blocks[begin].top and begins_head(line)]
    if any(heads_codes_and_names(line) and all(abs(word.x0 - name) > ALIGNED for word in line.words) for line in heads):
        return True
    return any(abs(line.x0 - x) <= ALIGNED and line.x1 > name and _goes_on_above(line) for line in inner)


def _goes_on_above(line: TextLine) -> bool:
    """Tell whether a line goes on in mid-sentence with what stands above it."""
    return line.text[0].islower() or line.text[0] == "("


def _right_below(blocks: Sequence[Table | TextLine]) -> Iterator[TextLine]:
    """Yield the lines below the first one that stand as near below each other as those of a cell do."""
    for above, below in pairwise(blocks):
        if not isinstance(above, TextLine) or not isinstance(below, TextLine):
            return
        if below.middle - above.middle > _NEAREST * above.height:
            return
        yield below


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
    behind = [x for x in region.begins if x > region.x]
    rows = [
        line
        for line in lines
        if _is_row(line, region.x)
        or (any(abs(line.x0 - x) <= ALIGNED for x in behind) and (bold or not line.bold))
        or (region.shared and abs(line.x0 - region.x) <= ALIGNED and _goes_on_above(line))
    ]
    certain = {id(line) for line in rows}
    left = max(behind, default=region.x) + ALIGNED if region.begins[0] == region.x else region.begins[0] - ALIGNED
    if region.begins[0] < region.x and all(is_number(line.words[0]) for line in keys):
        left += 2 * ALIGNED  # no name goes on below numbers: what begins there heads rows
    others = [line for line in lines if id(line) not in certain and line.x0 > left]
    return rows, [line for line in others if bold or not line.bold]


def _is_row(line: TextLine, x: float) -> bool:
    """Tell whether a line has the code of a row at a place, not that of a group."""
    return any(
        is_code(word) and abs(word.x0 - x) <= ALIGNED and not is_group_code(word.text.rstrip("."))
        for word in line.words
    )


def _is_key(line: TextLine, x: float) -> bool:
    return any(is_code(word) and abs(word.x0 - x) <= ALIGNED for word in line.words)


def _goes_on(one: _Region, other: _Region) -> bool:
    """Tell whether two regions are of one list, on pages next to each other."""
    near = abs(one.page - other.page) == 1 and max(len(one.keys), len(other.keys)) >= _FEWEST
    return near and one.is_like(other)


def _gutters_of(
    region: _Region, every: Sequence[_Region], known: dict[_Region, tuple[list[TextLine], list[TextLine]]]
) -> list[Gutter]:
    """Return the gutters of a region; where it is small, those of the nearest one with the same columns."""
    own = find_gutters(*known[region], region.begins) if known[region][0] else []
    if len(region.keys) >= _PROOF:
        return own
    alike = [
        other
        for other in every
        if len(other.keys) > len(region.keys) and other.is_like(region) and abs(other.page - region.page) <= 2
    ]
    for other in sorted(alike, key=lambda one: (abs(one.page - region.page), -len(one.keys))):
        rows, names = ([*one, *two] for one, two in zip(known[other], known[region], strict=True))
        gutters = find_gutters(rows, names, region.begins)
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
    columns = columns_of(inside, gutters, region.x, shared=region.shared)
    pitch = _wrapped_pitch(inside, columns) or usual_pitch([line.middle for line in inside], inside[0].height)
    furthest = max((b.middle - a.middle for a, b in pairwise(inside)), default=0.0)
    bounds = _Bounds(lines, columns, pitch, max(_END * pitch, min(1.2 * furthest, 2 * _END * pitch)))
    begin = bounds.grow(region.begin, -1, goes_on=-1 in sides and around[0] == 0)
    end = bounds.grow(region.end - 1, 1, goes_on=1 in sides and around[1] == len(blocks)) + 1
    found = tuple(lines[i] for i in range(begin, end))
    head = _head_of(found[: region.begin - begin])
    return AlignedList(region.page, begin, end, found, replace(columns, head=head), pitch)


def _wrapped_pitch(lines: Sequence[TextLine], columns: Columns) -> float | None:
    """Return how far lines that surely go on with a cell stand below those before them; None where there are none."""
    found = [
        below.middle - above.middle
        for above, below in pairwise(lines)
        if not columns.has_code(below)
        and below.text[0].islower()
        and columns.of_line(below) <= columns.of_line(above)
        and not columns.are_crossed(below)
        and _LOWEST * below.height <= below.middle - above.middle <= _END * below.height
    ]
    return median(found) if found else None


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
            kept = self._keeps(line, within_head=head) and not (step < 0 and self._may_be_title(line))
            last, across = (at, 0) if kept else (last, across + 1)
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
            and not self.columns.has_code(self.lines[at - 1])
        ):
            at -= 1
        return min(at - 1, last)

    def _may_be_title(self, line: TextLine) -> bool:
        """Tell whether a line above the rows has words in the first column only, where these have names there."""
        named = self.columns.shared or self.columns.code > 0
        return named and self.columns.of_line(line) == {0} and not heads_column(line.text)

    def _keeps(self, line: TextLine, *, within_head: bool) -> bool:
        """Tell whether a line keeps to the columns, with words in several or, but in a head, where cells begin."""
        if within_head and begins_head(line):
            return True
        if self.columns.are_crossed(line):
            return within_head and self.columns.may_head(line)
        if within_head:
            return True
        found = self.columns.of_line(line)
        return len(found) > 1 or self.columns.is_set(line.words, min(found))
