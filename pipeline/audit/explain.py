"""The birth certificate of a row: where each of its values is printed, what was repaired, and in which bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.audit.damaged import refuse_damaged
from pipeline.audit.explain_alignment import show_alignment
from pipeline.audit.explain_comparison import show_comparison
from pipeline.audit.explanation import Explanation, ShownComparison, ShownFinding, ShownPiece
from pipeline.audit.find_row import find_row, key_of, tables_with
from pipeline.audit.shown import ReadSources, show_act, show_fields, show_list, show_piece, show_restrictions
from pipeline.contract import COMPARISON_TABLES, load_schema
from pipeline.errors import ContractError
from pipeline.published import rows


def _show_place(row: Mapping[str, Any], sources: ReadSources) -> ShownPiece | None:
    """Show where a repair or a finding stands in its source."""
    if "char_start" in row:
        return show_piece(row["source_id"], row["char_start"], row["char_end"], sources)
    if row.get("line_start") is not None:
        lines = sources.read(row["source_id"]).document.lines
        start, end = lines[row["line_start"] - 1].start, lines[(row["line_end"] or row["line_start"]) - 1].end
        return show_piece(row["source_id"], start, end, sources)
    return None


def _show_comparison(table: str, row: Mapping[str, Any], out: Path, sources: ReadSources) -> ShownComparison | None:
    if table == "alignments":
        return show_alignment(row, out, sources)
    return show_comparison(table, row, out, sources) if table in COMPARISON_TABLES else None


def _explain(table: str, row_id: str, out: Path, sources: Path, also_in: tuple[str, ...]) -> Explanation:
    schema = load_schema(table)
    (row,) = rows(table, out, **key_of(table, row_id))
    read = ReadSources(out, sources)
    try:
        fields = tuple(show_fields(schema, row, out, read))
        place = _show_place(row, read)
        comparison = _show_comparison(table, row, out, read)
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
        show_act(row, out),
        show_list(row, out),
        show_restrictions(row["entry_id"], out) if table == "list_entries" else (),
        fields,
        place,
        findings,
        read.shown(),
        comparison,
        also_in,
    )


def explain(row_id: str, out: Path, sources: Path, table: str | None = None) -> Explanation:
    """Explain the row of the published folder `out` that has an id (or a code, or a part of an id, that only it has).

    The values are shown in the files below `sources`. Raises UnknownIdError for an id that no row has,
    AmbiguousIdError when several rows fit, VerificationError when a source has other bytes than those published.
    """
    with refuse_damaged(out):
        found, found_id = find_row(row_id, table, out)
        whole = table is None and row_id == found_id
        also_in = tuple(name for name in tables_with(found_id, out) if name != found) if whole else ()
        return _explain(found, found_id, out, sources, also_in)
