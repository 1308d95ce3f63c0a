"""An explanation as lines for people, each with the part it plays, so that a terminal may colour it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pipeline.audit.explanation import (
    Explanation,
    ShownComparison,
    ShownField,
    ShownPiece,
    ShownRepair,
    ShownRestriction,
)

Part = Literal["head", "value", "place", "printed", "around", "repair", "finding"]
Told = tuple[Part, str]


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _barred(barred: ShownRestriction) -> Told:
    for_whom = f" for {barred.qualification}" if barred.qualification else ""
    return "around", f"barred {barred.form}{for_whom}  {barred.restriction_id}"


def _head(explanation: Explanation) -> Iterator[Told]:
    yield "head", f"{explanation.table}  {explanation.row_id}"
    if act := explanation.act:
        known = [f"№ {act.number}" if act.number else "", act.date or "", act.title or ""]
        yield "head", "  ".join(part for part in (f"act {act.act_id}", *known) if part)
    if listed := explanation.list:
        known = [listed.part, f"№ {listed.num}" if listed.num else "", listed.title or ""]
        yield "head", "  ".join(part for part in (f"list {listed.list_id}", *known) if part)
    yield from map(_barred, explanation.restrictions)
    for source in explanation.sources:
        yield "around", f"source {source.path}  sha256 {source.sha256}"


def _repair(repair: ShownRepair) -> Told:
    return "repair", f"      line {repair.line}: {repair.before!r} is read as {repair.after!r} ({repair.rule})"


def _piece(piece: ShownPiece, lang: str | None) -> Iterator[Told]:
    lines = str(piece.line_start)
    if piece.line_end != piece.line_start:
        lines += f"-{piece.line_end}"
    page = f", page {piece.page}" if piece.page is not None else ""
    element = f", {piece.element}" if piece.element else ""
    place = f"{piece.path}:{lines}{page}{element}, characters {piece.char_start}..{piece.char_end}"
    yield "place", f"  {place}{f' [{lang}]' if lang else ''}"
    yield "value", f"      {piece.quote!r}"
    width = len(str(piece.lines[-1].number)) if piece.lines else 1
    for line in piece.lines:
        mark = ">" if line.inside else " "
        yield ("printed" if line.inside else "around"), f"    {mark} {line.number:>{width}} | {line.text}"
    yield from map(_repair, piece.repairs)


def _field(field: ShownField) -> Iterator[Told]:
    yield "value", f"{field.name} = {_value(field.value)}"
    for witness in field.witnesses:
        for piece in witness.pieces:
            yield from _piece(piece, witness.lang)


def _comparison(shown: ShownComparison) -> Iterator[Told]:
    for entry in shown.entries:
        yield "around", ""
        act = " ".join(filter(None, [entry.act.act_id, entry.act.date])) if entry.act else ""
        part = f", {entry.list.part}" if entry.list else ""
        yield "head", f"{entry.side} {entry.entry_id}  ({act}{part})"
        yield from map(_barred, entry.restrictions)
        for field in entry.fields:
            yield from _field(field)
    for link in shown.links:
        yield "around", ""
        kind = f"{link.relation} {link.close_kind or ''}".strip()
        yield "head", f"linked {link.left_entry_id} .. {link.right_entry_id}"
        yield "value", f"{kind} by {link.method}, {link.score:g}, decided by {link.decided_by}: {link.evidence}"
    for ground in shown.grounds:
        yield "around", ""
        yield "head", f"{ground.side} rests on {ground.provision_id}"
        for field in ground.fields:
            yield from _field(field)


def tell(explanation: Explanation) -> Iterator[Told]:
    """Yield the lines of an explanation: the act, the values without a printed place, then each value with its own."""
    yield from _head(explanation)
    yield "around", ""
    for field in explanation.fields:
        if not field.witnesses:
            yield from _field(field)
    for field in explanation.fields:
        if field.witnesses:
            yield "around", ""
            yield from _field(field)
    if explanation.place:
        yield "around", ""
        yield from _piece(explanation.place, None)
    if explanation.comparison:
        yield from _comparison(explanation.comparison)
    for found in explanation.findings:
        line = f"line {found.line_start}: " if found.line_start else ""
        yield "finding", f"{found.severity} {found.code}: {line}{found.message}"
