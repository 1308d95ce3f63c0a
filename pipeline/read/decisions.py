"""Read the decisions that people took about pairs of entries: sources/decisions/crosswalk.csv.

    left_entry_id,left_name,right_entry_id,right_name,relation,close_kind,reason,decided_by,decided_on
    …:570400,Дизайн,…:570020,Дизайн,close,overlap,bachelors and specialists,linguist,2026-11-20

The names are those that the decision was taken on: it stands as long as the entries print them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import DecisionError
from pipeline.read.registry import DECISIONS

FILE = Path(DECISIONS) / "crosswalk.csv"
CloseKind = Literal["broader", "narrower", "overlap"]
RELATIONS, CLOSE_KINDS = ("exact", "close", "rejected"), get_args(CloseKind)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about two entries; `relation` is `exact`, `close` or `rejected`, `place` is file:line."""

    left_entry_id: str
    left_name: str
    right_entry_id: str
    right_name: str
    relation: str
    close_kind: CloseKind | None
    reason: str
    decided_by: str
    decided_on: date
    place: str


COLUMNS = tuple(field.name for field in fields(Decision) if field.name != "place")


def read_decisions(sources: Path) -> tuple[Decision, ...]:
    """Read the decisions beside the sources, in the order of the file; none where there is no file.

    Raises DecisionError for a file that can't be read, for a line that lacks something, and for a pair decided twice.
    """
    path = sources / FILE
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            if tuple(lines.fieldnames or ()) != COLUMNS:
                raise DecisionError(
                    f"expected the columns {', '.join(COLUMNS)}, found {', '.join(lines.fieldnames or ('none',))}",
                    place=f"{path}:1",
                )
            found = [_decision(line, f"{path}:{lines.line_num}") for line in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DecisionError(f"can't read the decisions: {error}", place=str(path)) from error
    seen: dict[tuple[str, str], str] = {}
    for one in found:
        first = seen.setdefault((one.left_entry_id, one.right_entry_id), one.place)
        if first != one.place:
            raise DecisionError(
                f"the pair was decided already in {first}", place=one.place, advice="delete one of them"
            )
    return tuple(found)


def _decision(line: dict[str, str | None], place: str) -> Decision:
    cells = {name: (line[name] or "").strip() for name in COLUMNS}
    missing = [name for name, cell in cells.items() if not cell and name != "close_kind"]
    if missing or None in line.values() or set(line) - set(COLUMNS):
        raise DecisionError(f"expected {len(COLUMNS)} cells, {missing[0] if missing else 'one'} is off", place=place)
    if cells["relation"] not in RELATIONS:
        raise DecisionError(f"expected a relation of {', '.join(RELATIONS)}, found {cells['relation']!r}", place=place)
    kind = next((kind for kind in CLOSE_KINDS if kind == cells["close_kind"]), None)
    if (kind is None) != (cells["relation"] != "close") or (cells["close_kind"] and kind is None):
        raise DecisionError(
            f"expected a close kind for a close pair and none else, found {cells['close_kind']!r}", place=place
        )
    try:
        day = date.fromisoformat(cells["decided_on"])
    except ValueError as error:
        raise DecisionError(
            f"expected a date such as 2026-11-20, found {cells['decided_on']!r}", place=place
        ) from error
    texts = {name: cells[name] for name in COLUMNS if name not in ("close_kind", "decided_on")}
    return Decision(**texts, close_kind=kind, decided_on=day, place=place)
