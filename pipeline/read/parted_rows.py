"""Tell which lines of a table without rules are one row, on a page or in a text.

A row has one line with its code; the lines around it belong to it or to its neighbours. Cells stand below the same
top, around the same middle or above the same bottom: the way of setting and the parting of rows that fit best are found
together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import mean
from typing import NamedTuple

# In distances of lines: what a gap is worth that parts rows, counted from the distance that lines of a cell may have;
# what lines cost that are of no row on their page, and each of them.
_GAP_WORTH, _LOOSE = 2.0, 1.1
_LEFT_OVER, _LEFT_LINE = 0.2, 0.05
# What it costs where words that begin anew go on with those above, in a row and in a head.
_ANEW, _ANEW_IN_HEAD = 0.2, 1.0
# What it costs where a row begins with words that surely go on with the line above them.
_TORN = 0.5
# What it costs where lines of a cell stand further apart than so many distances of lines.
_APART, _SPLIT = 1.25, 0.5
# What it costs, in points, to take the last row of a stretch for one that the page cuts.
_CUT = 2.0


class Level(NamedTuple):
    """A line of a table: where its middle is, and which columns it has words in.

    `key` tells that it has something in the column of codes, `head` that this is no code. `anew` are the columns in
    which it doesn't go on with the words above, which left room for it, `goes_on` those in which it surely does;
    `heads` tells that it may head rows.
    """

    middle: float
    columns: frozenset[int]
    key: bool
    head: bool
    anew: frozenset[int] = frozenset()
    goes_on: frozenset[int] = frozenset()
    heads: bool = False


# How badly the cells of a row's levels fit the level of its key.
Fit = Callable[[Sequence[Level], int], float]


class Parting(NamedTuple):
    """Rows as ranges of levels, and how badly they fit."""

    rows: tuple[tuple[int, int], ...]
    cost: float


def part_rows(levels: Sequence[Level], pitch: float, fit: Fit) -> Parting:
    """Part the levels of a stretch into rows of one key each; lines above the first may be a row of their own.

    So may lines below a head, and headings.

    `pitch` is the distance of lines in a cell. The first row has no key where the lines go on with a row of before.
    """
    keys = [i for i, level in enumerate(levels) if level.key]
    if not keys:
        return Parting(((0, len(levels)),) if levels else (), 0.0)
    return _part(levels, keys, pitch, fit)


# A way to part the levels so far: its cost and its rows.
_Way = tuple[float, tuple[tuple[int, int], ...]]


def below_top(levels: Sequence[Level], key: int) -> float:
    """Return how far the cells' first lines stand from the key's line."""
    firsts: dict[int, float] = {}
    for level in levels:
        for column in level.columns:
            firsts.setdefault(column, level.middle)
    return sum(abs(first - levels[key].middle) for first in firsts.values())


def above_bottom(levels: Sequence[Level], key: int) -> float:
    """Return how far the cells' last lines stand from the key's line."""
    lasts = {column: level.middle for level in levels for column in level.columns}
    return sum(abs(last - levels[key].middle) for last in lasts.values())


def around_middle(levels: Sequence[Level], key: int) -> float:
    """Return how far the cells' middles stand from the key's line."""
    places: dict[int, list[float]] = {}
    for level in levels:
        for column in level.columns:
            places.setdefault(column, []).append(level.middle)
    return sum(abs((min(found) + max(found)) / 2 - levels[key].middle) for found in places.values())


def _part(levels: Sequence[Level], keys: Sequence[int], pitch: float, fit: Fit) -> Parting:
    """Choose where each row ends so that all fit best."""
    ways: dict[int, _Way] = {}
    for begin in range(keys[0] + 1):
        alone = _left_over(begin) - _saved(levels, begin, pitch) if begin else 0.0
        ways[begin] = (alone, ((0, begin),) if begin else ())
    for number, key in enumerate(keys):
        last = number + 1 == len(keys)
        end_of_all = len(levels) if last else keys[number + 1]
        ends = [at for at in range(key + 1, end_of_all + 1) if not last or at == len(levels) or levels[at].heads]
        grown: dict[int, _Way] = {}
        for end in ends:
            best = min(
                (cost + _misfit(levels[begin:end], key - begin, pitch, fit, last), (*rows, (begin, end)))
                for begin, (cost, rows) in ways.items()
            )
            grown[end] = (best[0] - _saved(levels, end, pitch), best[1])
        begins = [end for end in grown if end < len(levels) and (levels[end].heads or (levels[key].head and not last))]
        ways = _with_left_over(levels, grown, begins, end_of_all, pitch)
    cost, rows = ways[len(levels)]
    return Parting(rows, cost)


def _misfit(levels: Sequence[Level], key: int, pitch: float, fit: Fit, last: bool) -> float:
    """Return how badly a row fits; a last one that the page cuts begins at the top of its cells in any setting.

    Heads are set to their bottom in many tables whose rows are not.
    """
    off = min(fit(levels, key), _CUT + below_top(levels, key)) if last else fit(levels, key)
    off = min(off, above_bottom(levels, key)) if levels[key].head else off
    off = off / pitch + _TORN * _torn(levels)
    if levels[key].head:
        return off + _ANEW_IN_HEAD * _anew(levels)
    return off + _ANEW * _anew(levels) + _SPLIT * _split(levels, _APART * pitch)


def _anew(levels: Sequence[Level]) -> int:
    """Return how many levels of a row begin a cell anew that the row has words in."""
    seen: set[int] = set()
    count = 0
    for level in levels:
        count += not seen.isdisjoint(level.anew)
        seen |= level.columns
    return count


def _torn(levels: Sequence[Level]) -> int:
    """Return how many columns of a row begin with words that go on with the line above."""
    seen: set[int] = set()
    count = 0
    for level in levels:
        count += len((level.columns & level.goes_on) - seen)
        seen |= level.columns
    return count


def _split(levels: Sequence[Level], furthest: float) -> int:
    """Return how often a cell of a row goes on further below its last line than it may."""
    lasts: dict[int, float] = {}
    count = 0
    for level in levels:
        count += sum(level.middle - lasts.get(column, level.middle) > furthest for column in level.columns)
        lasts |= dict.fromkeys(level.columns, level.middle)
    return count


def _with_left_over(
    levels: Sequence[Level], ways: dict[int, _Way], begins: Sequence[int], last: int, pitch: float
) -> dict[int, _Way]:
    """Add the ways in which lines that begin at one of `begins` are of no row with a key.

    They head the rows below, or go on, below the head of a page, with a row of the page before.
    """
    more = dict(ways)
    for begin in begins:
        cost, rows = ways[begin]
        for end in range(begin + 1, last + 1):
            paid = cost + _left_over(end - begin) - _saved(levels, end, pitch)
            if end not in more or paid < more[end][0]:
                more[end] = (paid, (*rows, (begin, end)))
    return more


def _saved(levels: Sequence[Level], at: int, pitch: float) -> float:
    if at == len(levels):
        return 0.0
    gap = (levels[at].middle - levels[at - 1].middle) / pitch
    return _GAP_WORTH * max(0.0, gap - _LOOSE)


def _left_over(lines: int) -> float:
    return _LEFT_OVER + _LEFT_LINE * lines


def usual_pitch(middles: Sequence[float], height: float) -> float:
    """Return the distance of lines in a cell: the smaller ones of those that are at least as far as lines are high."""
    found = sorted(b - a for a, b in pairwise(middles) if b - a >= 0.8 * height)
    near = found[: max(1, len(found) // 4)]
    return mean(near) if near else 1.15 * height
