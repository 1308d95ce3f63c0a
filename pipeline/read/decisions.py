"""Read the decisions that people took: about pairs of entries, the acts to compare, and rows that were doubted.

sources/decisions/crosswalk.csv, with the names that a decision was taken on, which stands as long as they are printed:

    left_entry_id,left_name,right_entry_id,right_name,relation,close_kind,reason,decided_by,decided_on
    …:570400,Дизайн,…:570020,Дизайн,close,overlap,bachelors and specialists,linguist,2026-11-20

sources/decisions/editions.csv; without it all acts with lists are compared, as long as they are few:

    act_id,reason,decided_by,decided_on
    kg-2014-354,the list that № 77 replaced,researcher,2026-11-20

sources/decisions/doubts.csv, with the hash of what a decision was taken on, the sources of the act and the rows:

    source_id,sha256,cause,rows,reason,decided_by,decided_on
    kg-2014-354,34af…,join_doubtful,4,all four were looked at,linguist,2026-11-28
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar, get_args

from pipeline.errors import DecisionError
from pipeline.read.registry import DECISIONS

FILE = Path(DECISIONS) / "crosswalk.csv"
EDITIONS_FILE = Path(DECISIONS) / "editions.csv"
DOUBTS_FILE = Path(DECISIONS) / "doubts.csv"
CloseKind = Literal["broader", "narrower", "overlap"]
RELATIONS, CLOSE_KINDS = ("exact", "close", "rejected"), get_args(CloseKind)
# What some programs write between the cells instead of commas.
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}


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

    @property
    def pair(self) -> frozenset[str]:
        """The ids of its entries, in whichever order they stand."""
        return frozenset((self.left_entry_id, self.right_entry_id))


@dataclass(frozen=True, slots=True)
class NamedEdition:
    """An act that a person named to be compared with the others named; `place` is file:line."""

    act_id: str
    reason: str
    decided_by: str
    decided_on: date
    place: str


@dataclass(frozen=True, slots=True)
class Review:
    """The rows of a source that are doubted for one cause, looked at by a person and found right.

    It stands as long as the sources of the act and the rows have the same hash.
    """

    source_id: str
    sha256: str
    cause: str
    rows: int
    reason: str
    decided_by: str
    decided_on: date
    place: str


COLUMNS, EDITION_COLUMNS, DOUBT_COLUMNS = (
    tuple(field.name for field in fields(kind) if field.name != "place") for kind in (Decision, NamedEdition, Review)
)
_Line = TypeVar("_Line", Decision, NamedEdition, Review)


def read_decisions(sources: Path) -> tuple[Decision, ...]:
    """Read the decisions beside the sources, in the order of the file; none where there is no file.

    Raises DecisionError for a file that can't be read, for a line that lacks something, and for a pair decided twice.
    """
    found = _read_lines(sources / FILE, COLUMNS, _decision)
    _refuse_twice([((one.left_entry_id, one.right_entry_id), one.place) for one in found], "the pair was decided")
    return found


def read_editions(sources: Path) -> tuple[NamedEdition, ...]:
    """Read which acts are to be compared, in the order of the file; none where there is no file: all of them are.

    Raises DecisionError for a file that can't be read or names one act alone, for a line that lacks something, and for
    an act named twice.
    """
    found = _read_lines(sources / EDITIONS_FILE, EDITION_COLUMNS, _edition)
    _refuse_twice([(one.act_id, one.place) for one in found], "the act was named")
    if len(found) == 1:
        raise DecisionError(
            "one act alone can't be compared", place=found[0].place, advice="name another one, or delete the file"
        )
    return found


def read_reviews(sources: Path) -> tuple[Review, ...]:
    """Read which doubts were reviewed, in the order of the file; none where there is no file.

    Raises DecisionError for a file that can't be read, for a line that lacks something, and for a cause reviewed twice.
    """
    found = _read_lines(sources / DOUBTS_FILE, DOUBT_COLUMNS, _review)
    _refuse_twice([((one.source_id, one.cause), one.place) for one in found], "the cause was reviewed")
    return found


def refuse_decided(decision: Decision, decisions: Iterable[Decision]) -> None:
    """Raise DecisionError where the pair of a decision was decided already, in whichever order of its entries."""
    for one in decisions:
        if one.pair == decision.pair:
            advice = "change that line, or delete it and decide again"
            raise DecisionError(f"the pair was decided already: {one.relation}", place=one.place, advice=advice)


def _read_lines(
    path: Path, columns: tuple[str, ...], read: Callable[[dict[str, str], str], _Line]
) -> tuple[_Line, ...]:
    """Read a file of decisions line by line."""
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            _check_head(tuple(lines.fieldnames or ()), columns, f"{path}:1")
            return tuple(
                read(_cells(line, columns, f"{path}:{lines.line_num}"), f"{path}:{lines.line_num}") for line in lines
            )
    except UnicodeDecodeError as error:
        advice = "save it as CSV in UTF-8"
        raise DecisionError(f"can't read the decisions: {error}", place=str(path), advice=advice) from error
    except (OSError, csv.Error) as error:
        raise DecisionError(f"can't read the decisions: {error}", place=str(path)) from error


def _check_head(found: tuple[str, ...], columns: tuple[str, ...], place: str) -> None:
    """Raise DecisionError for a first line that doesn't name the columns with commas between them."""
    for separator, said in _OTHER_SEPARATORS.items():
        if len(found) == 1 and separator in found[0]:
            raise DecisionError(
                f"expected commas between the cells, found {said}", place=place, advice="save it as CSV with commas"
            )
    if found != columns:
        raise DecisionError(
            f"expected the columns {', '.join(columns)}, found {', '.join(found) or 'none'}", place=place
        )


def _cells(line: dict[str, str | None], columns: tuple[str, ...], place: str) -> dict[str, str]:
    cells = {name: (line[name] or "").strip() for name in columns}
    missing = [name for name, cell in cells.items() if not cell and name != "close_kind"]
    if missing or None in line.values() or set(line) - set(columns):
        raise DecisionError(f"expected {len(columns)} cells, {missing[0] if missing else 'one'} is off", place=place)
    return cells


def _refuse_twice(keys: list[tuple[object, str]], said: str) -> None:
    seen: dict[object, str] = {}
    for key, place in keys:
        first = seen.setdefault(key, place)
        if first != place:
            raise DecisionError(f"{said} already in {first}", place=place, advice="delete one of them")


def _decision(cells: dict[str, str], place: str) -> Decision:
    if cells["relation"] not in RELATIONS:
        raise DecisionError(f"expected a relation of {', '.join(RELATIONS)}, found {cells['relation']!r}", place=place)
    kind = next((kind for kind in CLOSE_KINDS if kind == cells["close_kind"]), None)
    if (kind is None) != (cells["relation"] != "close") or (cells["close_kind"] and kind is None):
        raise DecisionError(
            f"expected a close kind for a close pair and none else, found {cells['close_kind']!r}", place=place
        )
    texts = {name: cells[name] for name in COLUMNS if name not in ("close_kind", "decided_on")}
    return Decision(**texts, close_kind=kind, decided_on=_day(cells, place), place=place)


def _edition(cells: dict[str, str], place: str) -> NamedEdition:
    return NamedEdition(cells["act_id"], cells["reason"], cells["decided_by"], _day(cells, place), place)


def _review(cells: dict[str, str], place: str) -> Review:
    if not cells["rows"].isdecimal():
        raise DecisionError(f"expected how many rows were doubted, found {cells['rows']!r}", place=place)
    texts = {name: cells[name] for name in DOUBT_COLUMNS if name not in ("rows", "decided_on")}
    return Review(**texts, rows=int(cells["rows"]), decided_on=_day(cells, place), place=place)


def _day(cells: dict[str, str], place: str) -> date:
    try:
        return date.fromisoformat(cells["decided_on"])
    except ValueError as error:
        raise DecisionError(
            f"expected a date such as 2026-11-20, found {cells['decided_on']!r}", place=place
        ) from error
