"""Rows of a comparison read from the newer edition to the older one: what was added is then removed.

Nothing that is read backwards was made by an act, so a mirrored row names no authority.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Cells = dict[str, Any]
_TWINS = (
    ("added", "removed"),
    ("split", "merged"),
    ("restriction_added", "restriction_removed"),
    ("newly_barred", "no_longer_barred"),
)
_MIRRORED = {**dict(_TWINS), **{other: one for one, other in _TWINS}}
_SIDES = (
    ("left_act_id", "right_act_id"),
    ("left_entry_id", "right_entry_id"),
    ("left_barred", "right_barred"),
    ("rests_on_left", "rests_on"),
    ("before", "after"),
)


def mirror_change(row: Mapping[str, Any]) -> Cells:
    """Mirror a row of `changes`; twice gives the row again, but for its authority."""
    kind = _MIRRORED.get(row["kind"], row["kind"])
    found = {**_swapped(row), "kind": kind, "authority_act_id": None}
    found["change_id"] = _mirror_id(row, "change_id").replace(f":{row['kind']}", f":{kind}", 1)
    if kind == "level_changed":
        found["level"] = found["after"]
    return found


def mirror_lens_change(row: Mapping[str, Any], codes: Mapping[str, str | None]) -> Cells:
    """Mirror a row of `lens_changes`; `codes` are the codes of the entries."""
    found = {**_swapped(row), "change": _MIRRORED.get(row["change"], row["change"])}
    found["lens_change_id"] = _mirror_id(row, "lens_change_id")
    printed = (codes.get(found[side] or "") for side in ("left_entry_id", "right_entry_id"))
    found["code"] = next(filter(None, printed), None)
    return found


def _swapped(row: Mapping[str, Any]) -> Cells:
    found = dict(row)
    for one, other in _SIDES:
        if one in row:
            found[one], found[other] = row[other], row[one]
    return found


def _mirror_id(row: Mapping[str, Any], key: str) -> str:
    between = f"{row['left_act_id']}..{row['right_act_id']}"
    return f"{row['right_act_id']}..{row['left_act_id']}{str(row[key]).removeprefix(between)}"
