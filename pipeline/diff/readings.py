"""How close links may be read: as told beside strict verdicts, not at all, or as if they were exact.

Strictly, only exact links join two editions. Generously, two items that have no exact counterpart and a close link are
compared with each other, each with one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pipeline.diff.changes import Bars, change_rows, find_changes, near_pairs, partners, partners_by_qualification
from pipeline.diff.lens_changes import lens_rows
from pipeline.diff.lenses import View
from pipeline.link.crosswalk import Link
from pipeline.link.names.matching import Matching, Pair

Reading = Literal["told", "strict", "generous"]
Cells = dict[str, Any]


def read_changes(link: Link, bars: Mapping[str, Bars], reading: Reading) -> list[Cells]:
    """Return the rows of `changes` from one edition to the other, with close links read one way."""
    near = _counted_as_same(link, partners(link), reading)
    found = change_rows(part := _without_close(link, near, reading), find_changes(part, bars))
    for pair in near:
        alone = _alone(link, pair)
        found += (_as_close(row, "change_id", pair) for row in change_rows(alone, find_changes(alone, bars)))
    return found


def read_lens_changes(link: Link, views: tuple[View, View], bars: Mapping[str, Bars], reading: Reading) -> list[Cells]:
    """Return the rows of `lens_changes` from one edition to the other, with close links read one way."""
    near = _counted_as_same(link, partners_by_qualification(link), reading)
    found = lens_rows(_without_close(link, near, reading), *views, bars)
    for pair in near:
        found += (_as_close(row, "lens_change_id", pair) for row in lens_rows(_alone(link, pair), *views, bars))
    return found


def _without_close(link: Link, near: Sequence[Pair], reading: Reading) -> Link:
    """Return what is left of a link when its close pairs are taken out of it, and the items that are read by them."""
    if reading == "told":
        return link
    gone = {item_id for pair in near for item_id in pair.key}
    left, right = (
        replace(edition, items=tuple(item for item in edition.items if item.item_id not in gone))
        for edition in (link.left, link.right)
    )
    return replace(link, left=left, right=right, matching=replace(link.matching, close=()))


def _counted_as_same(link: Link, pairs: Sequence[Pair], reading: Reading) -> list[Pair]:
    """Return the close pairs by which items without an exact counterpart are read: the strongest, each item by one."""
    if reading != "generous":
        return []
    taken = {item_id for pair in pairs for item_id in pair.key}
    chosen = []
    for pair in sorted(near_pairs(link), key=lambda pair: (-pair.claim, pair.key)):
        if taken.isdisjoint(pair.key):
            taken |= set(pair.key)
            chosen.append(pair)
    return chosen


def _alone(link: Link, pair: Pair) -> Link:
    """Return a link of two items that are taken for the same; one without a level takes that of the other."""
    if not pair.names_levels:
        sides = pair.left, pair.right
        one, other = (replace(side, levels=pair.left.levels | pair.right.levels) for side in sides)
        pair = replace(pair, left=one, right=other)
    left, right = replace(link.left, items=(pair.left,)), replace(link.right, items=(pair.right,))
    return replace(link, left=left, right=right, matching=Matching((pair,), (), ()))


def _as_close(row: Cells, key: str, pair: Pair) -> Cells:
    return {**row, key: f"{row[key]}:{pair.right.item_id}", "certainty": "close"}
