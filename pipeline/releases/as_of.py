"""Two clocks: what was the law on a day, as far as a release knew.

The law's clock is what the acts print: their dates, repeals and amendments. Ours is the number of the release.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pipeline.releases.differences import release_rows

State = Literal["in_force", "not_yet", "repealed", "unknown"]


@dataclass(frozen=True, slots=True)
class ActOnDay:
    """An act on a day: its state, how many entries and bars it lists, and what makes that less than certain."""

    act_id: str
    state: State
    dated: date | None
    repealed_on: date | None
    entries: int
    bars: int
    doubts: tuple[str, ...]


def acts_as_of(day: date, tables: Path) -> list[ActOnDay]:
    """Tell the state of every act of a folder of tables on a day, by date of the act."""
    entries, bars = (
        Counter(row["act_id"] for row in release_rows(table, tables)) for table in ("list_entries", "restrictions")
    )
    amended: dict[str, list[date]] = {}
    for row in release_rows("amendments", tables):
        if row["by_date"]:
            amended.setdefault(row["act_id"], []).append(row["by_date"])
    return [
        ActOnDay(
            act["act_id"],
            _state(act, day),
            act["date"],
            act["repealed_by_date"],
            entries[act["act_id"]],
            bars[act["act_id"]],
            tuple(_doubts(act, amended.get(act["act_id"], []), day)),
        )
        for act in sorted(release_rows("acts", tables), key=lambda act: (str(act["date"] or ""), act["act_id"]))
    ]


def bars_as_of(day: date, tables: Path) -> Iterator[dict[str, Any]]:
    """Yield the bars of the acts that are in force on a day: rows of `restrictions` with the code and names."""
    in_force = {one.act_id for one in acts_as_of(day, tables) if one.state == "in_force"}
    entries = {row["entry_id"]: row for row in release_rows("list_entries", tables) if row["act_id"] in in_force}
    for row in release_rows("restrictions", tables):
        if entry := entries.get(row["entry_id"]):
            names = {name: cell for name, cell in entry.items() if name == "code" or name.startswith("name_")}
            yield {"act_id": row["act_id"], **names, "qualification": row["qualification"], "form": row["form"]}


def _state(act: Mapping[str, Any], day: date) -> State:
    if act["date"] is None:
        return "unknown"
    if act["date"] > day:
        return "not_yet"
    if act["status"] != "repealed":
        return "in_force"
    if act["repealed_by_date"] is None:
        return "unknown"
    return "repealed" if act["repealed_by_date"] <= day else "in_force"


def _doubts(act: Mapping[str, Any], amended: list[date], day: date) -> Iterator[str]:
    if act["date"] is None:
        yield "the act prints no date"
    if act["status"] == "repealed" and act["repealed_by_date"] is None:
        yield "the day of the repeal isn't printed"
    if act["date"] and act["date"] <= day and act["effective_rule"]:
        yield f"comes into force as it says: {act['effective_rule']}"
    later = sorted(one for one in amended if one > day)
    if later:
        yield f"the text has amendments of {later[0]} to {later[-1]} worked in, later than the day"
    elif act["consolidated_to"] and act["consolidated_to"] > day:
        yield f"the text is as amended on {act['consolidated_to']}, later than the day"
