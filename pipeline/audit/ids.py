"""Ids say what their rows say: the way to a provision, an act, a part and a list, a code, a qualification, a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from pipeline.audit.difference import DifferenceError, Said

Row = Mapping[str, Any]
# "#2": tells rows apart that would have one id; the first has none.
_BLANKS = regex.compile(r"\s+")
_AGAIN = regex.compile(r"(?:#(?P<number>[2-9]|[1-9]\d+))?")


def _refuse(table: str, row_id: str, field: str, expected: str) -> None:
    raise DifferenceError(table=table, row=row_id, field=field, expected=Said(expected), found=row_id)


def _is_spelled(row_id: str, spelled: str, rows: Mapping[str, Row]) -> bool:
    """Tell whether an id is the one spelled, or that with the number that follows another row's."""
    again = _AGAIN.fullmatch(row_id, len(spelled)) if row_id.startswith(spelled) else None
    if again is None or again["number"] is None:
        return again is not None
    number = int(again["number"]) - 1
    return (spelled if number == 1 else f"{spelled}#{number}") in rows


def _check_provisions(rows: Mapping[str, Mapping[str, Row]]) -> None:
    """Check that the id of a provision spells the way to it, and that of a fact the provision it was read in."""
    for row_id, row in rows["provisions"].items():
        place = f"{row['act_id']}:{row['lang']}:{row['part']}"
        above = row["parent_id"] or place
        num = f"-{_BLANKS.sub('', row['num'])}" if row["num"] else ""
        kind = row["kind"] if num else rf"(?:unnumbered-)?{row['kind']}"
        spelled = rf"{regex.escape(above)}:{kind}{regex.escape(num)}" + (r"(?:#\d+)?" if num else r"(?:[-#]\d+)?")
        if not regex.fullmatch(spelled, row_id) or not above.startswith(place):
            _refuse("provisions", row_id, "provision_id", f"an id of {row['kind']} {row['num'] or ''} below {above}")
    for table, fact in (("definitions", "definition"), ("norms", "norm"), ("amendments", "amendment")):
        for row_id, row in rows[table].items():
            above = row["provision_id"] or f"{row['act_id']}:{row['lang']}:{row['target_part']}"
            if not row_id.startswith(f"{above}:") or f":{fact}-" not in row_id[len(above) :]:
                _refuse(table, row_id, f"{fact}_id", f"an id below {above}")
    for row_id, row in rows["citations"].items():
        place = row["source_id"] + (row["provision_id"] or "").removeprefix(row["act_id"] or "")
        if not row_id.startswith(f"{place}:"):
            _refuse("citations", row_id, "citation_id", f"an id below {place}")


def check_ids(rows: Mapping[str, Mapping[str, Row]]) -> None:
    """Check that the ids of all facts spell what their rows hold; `rows` are by table and id.

    Raises VerificationError for the first that doesn't.
    """
    _check_provisions(rows)
    for row_id, row in rows["lists"].items():
        spelled = f"{row['act_id']}:{row['part']}:{row['num'] or 'list'}"
        if not _is_spelled(row_id, spelled, rows["lists"]):
            _refuse("lists", row_id, "list_id", f"the id {spelled}")
    for row_id, row in rows["list_entries"].items():
        spelled = ":".join((row["list_id"], row["code"] or ""))
        if not _is_spelled(row_id, spelled, rows["list_entries"]):
            _refuse("list_entries", row_id, "entry_id", f"the id {spelled}")
        if row["act_id"] != rows["lists"][row["list_id"]]["act_id"]:
            _refuse("list_entries", row_id, "act_id", f"a list of the act {row['act_id']}")
    for row_id, row in rows["restrictions"].items():
        spelled = ":".join(part for part in (row["entry_id"], row["qualification"], row["form"]) if part)
        if row_id != spelled:
            _refuse("restrictions", row_id, "restriction_id", f"the id {spelled}")
        if row["act_id"] != rows["list_entries"][row["entry_id"]]["act_id"]:
            _refuse("restrictions", row_id, "act_id", f"an entry of the act {row['act_id']}")
