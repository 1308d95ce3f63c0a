"""What the explanations of all rows show: values, each with every place that prints it; the act and the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.audit.explanation import (
    Plain,
    PrintedLine,
    ShownAct,
    ShownField,
    ShownList,
    ShownPiece,
    ShownRepair,
    ShownRestriction,
    ShownSource,
    ShownWitness,
)
from pipeline.audit.printed import Printed, read_printed
from pipeline.contract import TableSchema
from pipeline.published import rows
from pipeline.read.geometry import path_of

# Printed lines shown before and after those of a piece.
AROUND = 1
_TITLE_LANGUAGES = ("ky", "kk", "ru", "en")


class ReadSources:
    """The sources of a published folder, each read once when it is first shown."""

    def __init__(self, out: Path, sources: Path) -> None:
        self._out, self._folder = out, sources
        self.rows = {row["source_id"]: row for row in rows("sources", out)}
        self._printed: dict[str, Printed] = {}

    def read(self, source_id: str) -> Printed:
        """Read a source and its repairs."""
        if source_id not in self._printed:
            repairs = rows("repairs", self._out, source_id=source_id)
            self._printed[source_id] = read_printed(self.rows[source_id], repairs, self._folder)
        return self._printed[source_id]

    def shown(self) -> tuple[ShownSource, ...]:
        """Name the sources that were read so far."""
        found = sorted(self._printed)
        return tuple(ShownSource(name, self.rows[name]["path"], self.rows[name]["sha256"]) for name in found)


def _plain(value: object) -> Plain:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [str(item) for item in value]
    assert value is None or isinstance(value, str | int | float | bool)
    return value


def _lines_around(printed: Printed, first: int, last: int) -> tuple[PrintedLine, ...]:
    numbers = range(max(1, first - AROUND), min(len(printed.document.lines), last + AROUND) + 1)
    return tuple(PrintedLine(number, printed.line_text(number), first <= number <= last) for number in numbers)


def show_piece(source_id: str, start: int, end: int, sources: ReadSources) -> ShownPiece:
    """Show source characters with the lines around them and the repairs inside."""
    printed = sources.read(source_id)
    first, last = printed.lines_of(start, end)
    return ShownPiece(
        source_id=source_id,
        path=sources.rows[source_id]["path"],
        page=printed.line_at(start).page,
        element=path_of(printed.document, printed.line_at(start), start, end),
        line_start=first,
        line_end=last,
        char_start=start,
        char_end=end,
        quote=printed.quote(start, end),
        lines=_lines_around(printed, first, last),
        repairs=tuple(
            ShownRepair(printed.line_at(edit.start).number, edit.before, edit.after, edit.rule)
            for edit in printed.edits_within(start, end)
        ),
    )


def _show_witnesses(evidence: Iterable[Mapping[str, Any]], sources: ReadSources) -> Iterator[ShownWitness]:
    witnesses: list[tuple[str | None, list[ShownPiece]]] = []
    for row in evidence:
        if row["glue"] is None:  # a piece that nothing joins to another begins a witness
            witnesses.append((row["lang"], []))
        piece = show_piece(row["source_id"], row["char_start"], row["char_end"], sources)
        witnesses[-1][1].append(piece)
    return (ShownWitness(lang, tuple(pieces)) for lang, pieces in witnesses)


def show_fields(schema: TableSchema, row: Mapping[str, Any], out: Path, sources: ReadSources) -> Iterator[ShownField]:
    """Yield the values of a row that it has, each with its evidence."""
    evidence: dict[str, list[Mapping[str, Any]]] = {}
    for piece in rows("provenance", out, table_name=schema.name, row_id=row[schema.primary_key[0]]):
        evidence.setdefault(piece["field"], []).append(piece)
    for column in schema.fields:
        if row[column.name] is not None:
            witnesses = tuple(_show_witnesses(evidence.get(column.name, []), sources))
            yield ShownField(column.name, column.description, _plain(row[column.name]), witnesses)


def _title(row: Mapping[str, Any]) -> str | None:
    return next((title for lang in _TITLE_LANGUAGES if (title := row.get(f"title_{lang}"))), None)


def show_act(row: Mapping[str, Any], out: Path) -> ShownAct | None:
    """Show the act that a row belongs to, if it names one."""
    if row.get("act_id") is None:
        return None
    (act,) = rows("acts", out, act_id=row["act_id"])
    return ShownAct(act["act_id"], _title(act), act["number"], act["date"].isoformat() if act["date"] else None)


def show_list(row: Mapping[str, Any], out: Path) -> ShownList | None:
    """Show the list that a row stands in, if it stands in one."""
    if "list_id" not in row and row.get("entry_id") is not None:
        (row,) = rows("list_entries", out, entry_id=row["entry_id"])
    if row.get("list_id") is None:
        return None
    (found,) = rows("lists", out, list_id=row["list_id"])
    return ShownList(found["list_id"], found["part"], found["num"], _title(found))


def show_restrictions(entry_id: str, out: Path) -> tuple[ShownRestriction, ...]:
    """Show what is barred for an entry."""
    barred = rows("restrictions", out, entry_id=entry_id)
    return tuple(ShownRestriction(one["restriction_id"], one["qualification"], one["form"]) for one in barred)
