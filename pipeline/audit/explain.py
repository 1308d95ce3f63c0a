"""The birth certificate of a row: where each of its values is printed, what was repaired, and in which bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.audit.damaged import refuse_damaged
from pipeline.audit.explanation import (
    Explanation,
    Plain,
    PrintedLine,
    ShownAct,
    ShownField,
    ShownFinding,
    ShownList,
    ShownPiece,
    ShownRepair,
    ShownRestriction,
    ShownSource,
    ShownWitness,
)
from pipeline.audit.find_row import find_row
from pipeline.audit.printed import Printed, read_printed
from pipeline.contract import TableSchema, load_schema
from pipeline.errors import ContractError
from pipeline.published import rows

# Printed lines shown before and after those of a piece.
AROUND = 1
_TITLE_LANGUAGES = ("ky", "kk", "ru", "en")


class _Sources:
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


def _show_piece(source_id: str, start: int, end: int, sources: _Sources) -> ShownPiece:
    printed = sources.read(source_id)
    first, last = printed.lines_of(start, end)
    return ShownPiece(
        source_id=source_id,
        path=sources.rows[source_id]["path"],
        page=printed.line_at(start).page,
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


def _show_witnesses(evidence: Iterable[Mapping[str, Any]], sources: _Sources) -> Iterator[ShownWitness]:
    witnesses: list[tuple[str | None, list[ShownPiece]]] = []
    for row in evidence:
        if row["glue"] is None:  # a piece that nothing joins to another begins a witness
            witnesses.append((row["lang"], []))
        piece = _show_piece(row["source_id"], row["char_start"], row["char_end"], sources)
        witnesses[-1][1].append(piece)
    return (ShownWitness(lang, tuple(pieces)) for lang, pieces in witnesses)


def _show_fields(schema: TableSchema, row: Mapping[str, Any], out: Path, sources: _Sources) -> Iterator[ShownField]:
    evidence: dict[str, list[Mapping[str, Any]]] = {}
    for piece in rows("provenance", out, table_name=schema.name, row_id=row[schema.primary_key[0]]):
        evidence.setdefault(piece["field"], []).append(piece)
    for column in schema.fields:
        if row[column.name] is not None:
            witnesses = tuple(_show_witnesses(evidence.get(column.name, []), sources))
            yield ShownField(column.name, column.description, _plain(row[column.name]), witnesses)


def _title(row: Mapping[str, Any]) -> str | None:
    return next((title for lang in _TITLE_LANGUAGES if (title := row.get(f"title_{lang}"))), None)


def _show_act(row: Mapping[str, Any], out: Path) -> ShownAct | None:
    if row.get("act_id") is None:
        return None
    (act,) = rows("acts", out, act_id=row["act_id"])
    return ShownAct(act["act_id"], _title(act), act["number"], act["date"].isoformat() if act["date"] else None)


def _show_list(row: Mapping[str, Any], out: Path) -> ShownList | None:
    if "list_id" not in row and row.get("entry_id") is not None:
        (row,) = rows("list_entries", out, entry_id=row["entry_id"])
    if row.get("list_id") is None:
        return None
    (found,) = rows("lists", out, list_id=row["list_id"])
    return ShownList(found["list_id"], found["part"], found["num"], _title(found))


def _show_restrictions(table: str, row: Mapping[str, Any], out: Path) -> tuple[ShownRestriction, ...]:
    barred = rows("restrictions", out, entry_id=row["entry_id"]) if table == "list_entries" else []
    return tuple(ShownRestriction(one["restriction_id"], one["qualification"], one["form"]) for one in barred)


def _show_place(row: Mapping[str, Any], sources: _Sources) -> ShownPiece | None:
    """Show where a repair or a finding stands in its source."""
    if "char_start" in row:
        return _show_piece(row["source_id"], row["char_start"], row["char_end"], sources)
    if row.get("line_start") is not None:
        lines = sources.read(row["source_id"]).document.lines
        start, end = lines[row["line_start"] - 1].start, lines[(row["line_end"] or row["line_start"]) - 1].end
        return _show_piece(row["source_id"], start, end, sources)
    return None


def _explain(table: str, row_id: str, out: Path, sources: Path) -> Explanation:
    schema = load_schema(table)
    (row,) = rows(table, out, **{schema.primary_key[0]: row_id})
    read = _Sources(out, sources)
    try:
        fields = tuple(_show_fields(schema, row, out, read))
        place = _show_place(row, read)
    except IndexError as error:
        message, advice = "the evidence points outside its source", "run tizmek verify"
        raise ContractError(message, place=f"{table}, row {row_id}", advice=advice) from error
    if table == "sources":
        read.read(row_id)
    findings = tuple(
        ShownFinding(found["severity"], found["code"], found["message"], found["line_start"], found["line_end"])
        for found in rows("findings", out, table_name=table, row_id=row_id)
    )
    return Explanation(
        table,
        row_id,
        _show_act(row, out),
        _show_list(row, out),
        _show_restrictions(table, row, out),
        fields,
        place,
        findings,
        read.shown(),
    )


def explain(row_id: str, out: Path, sources: Path, table: str | None = None) -> Explanation:
    """Explain the row of the published folder `out` that has an id (or a code, or a part of an id, that only it has).

    The values are shown in the files below `sources`. Raises UnknownIdError for an id that no row has,
    AmbiguousIdError when several rows fit, VerificationError when a source has other bytes than those published.
    """
    with refuse_damaged(out):
        table, row_id = find_row(row_id, table, out)
        return _explain(table, row_id, out, sources)
