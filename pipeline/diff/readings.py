"""How close links may be read: as told beside strict verdicts, not at all, or as if they were exact.

Strictly, only exact links join two editions. Generously, an item that has no exact counterpart is compared with its
nearest close one, whatever else that one is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from pipeline.diff.changes import Bars, change_rows, find_changes, near_pairs, partners
from pipeline.diff.lens_changes import lens_rows
from pipeline.diff.lenses import View
from pipeline.link.crosswalk import Link
from pipeline.link.names.matching import Matching, Pair

Reading = Literal["told", "strict", "generous"]
Cells = dict[str, Any]


def read_changes(link: Link, bars: Mapping[str, Bars], reading: Reading) -> list[Cells]:
    """Return the rows of `changes` from one edition to the other, with close links read one way."""
    found = change_rows(part := _without_close(link, reading), find_changes(part, bars))
    for pair in _counted_as_same(link, reading):
        alone = _alone(link, pair)
        found += (_as_close(row, "change_id", pair) for row in change_rows(alone, find_changes(alone, bars)))
    return found


def read_lens_changes(link: Link, views: tuple[View, View], bars: Mapping[str, Bars], reading: Reading) -> list[Cells]:
    """Return the rows of `lens_changes` from one edition to the other, with close links read one way."""
    found = lens_rows(_without_close(link, reading), *views, bars)
    for pair in _counted_as_same(link, reading):
        found += (_as_close(row, "lens_change_id", pair) for row in lens_rows(_alone(link, pair), *views, bars))
    return found


def _without_close(link: Link, reading: Reading) -> Link:
    """Return what is left of a link when its close pairs are taken out of it, and the items that are read by them."""
    if reading == "told":
        return link
    pairs = _counted_as_same(link, reading)
    partnered = {item_id for pair in partners(link) for item_id in pair.key}
    gone = {item_id for pair in pairs for item_id in pair.key} - partnered
    left, right = (
        replace(edition, items=tuple(item for item in edition.items if item.item_id not in gone))
        for edition in (link.left, link.right)
    )
    return replace(link, left=left, right=right, matching=replace(link.matching, close=()))


def _counted_as_same(link: Link, reading: Reading) -> list[Pair]:
    """Return the close pairs by which items without an exact counterpart are read: the strongest of each.

    A right item that a left one is read by needs no pair of its own.
    """
    if reading != "generous":
        return []
    partnered = {item_id for pair in partners(link) for item_id in pair.key}
    near = sorted(near_pairs(link), key=lambda pair: (-pair.claim, pair.key))
    lefts: dict[str, Pair] = {}
    for pair in near:
        if pair.left.item_id not in partnered:
            lefts.setdefault(pair.left.item_id, pair)
    taken = {pair.right.item_id for pair in lefts.values()} | partnered
    rights: dict[str, Pair] = {}
    for pair in near:
        if pair.right.item_id not in taken:
            rights.setdefault(pair.right.item_id, pair)
    return [*lefts.values(), *rights.values()]


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
