"""Keep act ids unique: an act whose id another has gets one of its own, and so do its rows, evidence and fates."""

from __future__ import annotations

import hashlib

from pipeline.write.chunk import Chunk

# The columns whose ids are an act's id, or begin with one and a colon; a row id of `sources` is none of them.
COLUMNS = (
    *("act_id", "list_id", "entry_id", "restriction_id", "row_id", "provision_id", "parent_id", "definition_id"),
    *("concept_key", "amendment_id", "norm_id", "alignment_id", "left_provision_id", "right_provision_id"),
)
# Tables whose rows have the ids of their source.
OF_SOURCES = frozenset({"sources", "citations"})


def rename_act(chunk: Chunk, act_id: str, keeper: str, reason: str) -> Chunk:
    """Return a chunk with another act id and the finding `act_in_two_sources`.

    `keeper` is the source whose act keeps the id, and `reason` tells why the two are not one act.
    """
    claimed = str(chunk["acts"][0]["act_id"])
    renamed = {table: [_rename(row, claimed, act_id) for row in rows] for table, rows in chunk.items()}
    renamed["findings"].append(_finding(renamed, claimed, act_id, keeper, reason))
    return renamed


def _rename(row: dict[str, object], old: str, new: str) -> dict[str, object]:
    columns = [column for column in COLUMNS if column != "row_id" or row.get("table_name") not in OF_SOURCES]
    return row | {
        column: new + value[len(old) :]
        for column in columns
        if isinstance(value := row.get(column), str) and (value == old or value.startswith(f"{old}:"))
    }


def _finding(chunk: Chunk, claimed: str, act_id: str, keeper: str, reason: str) -> dict[str, object]:
    """Make the finding at the act's printed number, where it has one."""
    number = next((one for one in chunk["provenance"] if (one["table_name"], one["field"]) == ("acts", "number")), None)
    source_id = str(chunk["sources"][0]["source_id"])
    digest = hashlib.sha256(f"{claimed}\x1f{act_id}".encode()).hexdigest()[:12]
    message = f"the source {keeper!r} has the act {claimed!r}; what this source prints has the id {act_id!r}: {reason}"
    return {
        "finding_id": f"{source_id}:act_in_two_sources:{digest}",
        "source_id": source_id,
        "act_id": act_id,
        "severity": "warning",
        "code": "act_in_two_sources",
        "message": message,
        "table_name": "acts",
        "row_id": act_id,
        "line_start": number["line_start"] if number else None,
        "line_end": number["line_end"] if number else None,
    }
