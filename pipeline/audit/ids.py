"""Ids say what their rows say: an act, a part and a list, a code, a qualification and a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from pipeline.audit.difference import DifferenceError, Said

Row = Mapping[str, Any]
# "#2": tells rows apart that would have one id; the first has none.
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


def check_ids(rows: Mapping[str, Mapping[str, Row]]) -> None:
    """Check that the ids of lists, entries and restrictions spell what their rows hold; `rows` are by table and id.

    Raises VerificationError for the first that doesn't.
    """
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
