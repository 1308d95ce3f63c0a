"""What became of the bars, as a lens sees them: level by level, qualification by qualification, code by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.diff.changes import Bars, bars_of, level_of, near_pairs, partners_by_qualification
from pipeline.diff.lenses import View
from pipeline.link.crosswalk import Link
from pipeline.link.names.items import Item

_CHANGE = {
    (True, True): "kept_barred",
    (False, True): "newly_barred",
    (True, False): "no_longer_barred",
    (False, False): "never",
}


def lens_rows(link: Link, left: View, right: View, bars: Mapping[str, Bars]) -> list[dict[str, Any]]:
    """Return the rows of `lens_changes` for two editions seen through one lens."""
    return [
        _row(link, one, other, qualification, (left, right), bars, near)
        for one, other, near in _side_by_side(link)
        for qualification in _qualifications(one, other)
    ]


def _side_by_side(link: Link) -> Iterator[tuple[Item | None, Item | None, bool]]:
    """Yield each item with its counterpart, and whether it has none but a close one."""
    pairs = partners_by_qualification(link)
    rights = {pair.right.item_id for pair in pairs}
    lefts: defaultdict[str, list[Item]] = defaultdict(list)
    for pair in pairs:
        lefts[pair.left.item_id].append(pair.right)
    near = near_pairs(link)
    near_left, near_right = {pair.left.item_id for pair in near}, {pair.right.item_id for pair in near}
    for item in link.left.items:
        yield from ((item, other, False) for other in lefts[item.item_id])
        if not lefts[item.item_id]:
            yield item, None, item.item_id in near_left
    for item in link.right.items:
        if item.item_id not in rights:
            yield None, item, item.item_id in near_right


def _qualifications(left: Item | None, right: Item | None) -> list[str | None]:
    named = frozenset[str]().union(*(item.qualifications for item in (left, right) if item))
    return [*sorted(named)] or [None]


def _row(
    link: Link,
    left: Item | None,
    right: Item | None,
    qualification: str | None,
    views: tuple[View, View],
    bars: Mapping[str, Bars],
    near: bool,
) -> dict[str, Any]:
    item = left or right
    assert item is not None, "a row has a side"
    barred = _is_barred(left, qualification, views[0], bars), _is_barred(right, qualification, views[1], bars)
    lens = views[0].lens
    between = f"{link.left.act_id}..{link.right.act_id}"
    return {
        "lens_change_id": ":".join(filter(None, [between, lens, item.item_id, qualification])),
        "left_act_id": link.left.act_id,
        "right_act_id": link.right.act_id,
        "step": link.step,
        "lens": lens,
        "level": level_of(right or item),
        "qualification": qualification,
        "code": item.code or (right.code if right else None),
        "left_entry_id": left.item_id if left else None,
        "right_entry_id": right.item_id if right else None,
        "left_barred": barred[0],
        "right_barred": barred[1],
        "change": _CHANGE[barred],
        "certainty": "close" if near else "exact",
        "rests_on_left": views[0].rests_on,
        "rests_on": views[1].rests_on,
    }


def _is_barred(item: Item | None, qualification: str | None, view: View, bars: Mapping[str, Bars]) -> bool:
    """Tell whether an edition bars an item for a qualification; a bar that names none is for all."""
    if item is None:
        return False
    found = {named for named, form in bars_of(item, bars) if form in view.forms}
    return bool(found & {qualification, None}) if qualification else bool(found)
