"""Keep act ids unique: of several sources that print one act, the first keeps its id, the others get ids of their own.

The first source is the first by source_id, so chunks come in that order. What is remembered is one id per act, never a
row.
"""

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


class ActIds:
    """The act ids given so far, each with the source that has it."""

    def __init__(self) -> None:
        self._source_of: dict[str, str] = {}
        self._last_source = ""

    def settle(self, chunk: Chunk) -> Chunk:
        """Return the chunk as it is, or, where an earlier source has its act's id, under `<act_id>~<source_id>`.

        The renamed chunk has a finding `act_in_two_sources`. Chunks must come in the order of their source ids.
        """
        source_id = str(chunk["sources"][0]["source_id"])
        assert self._last_source <= source_id, "chunks come in the order of their source ids"
        self._last_source = source_id
        for act in chunk["acts"]:
            claimed = act_id = str(act["act_id"])
            while act_id in self._source_of:
                act_id = f"{act_id}~{source_id}"
            self._source_of[act_id] = source_id
            if act_id != claimed:
                finding = _finding(chunk, source_id, claimed, act_id, self._source_of[claimed])
                chunk = {table: [_rename(row, claimed, act_id) for row in rows] for table, rows in chunk.items()}
                chunk["findings"].append(finding)
        return chunk


def _rename(row: dict[str, object], old: str, new: str) -> dict[str, object]:
    columns = [column for column in COLUMNS if column != "row_id" or row.get("table_name") not in OF_SOURCES]
    return row | {
        column: new + value[len(old) :]
        for column in columns
        if isinstance(value := row.get(column), str) and (value == old or value.startswith(f"{old}:"))
    }


def _finding(chunk: Chunk, source_id: str, claimed: str, act_id: str, first: str) -> dict[str, object]:
    """Make the finding at the act's printed number, where it has one."""
    number = next((one for one in chunk["provenance"] if (one["table_name"], one["field"]) == ("acts", "number")), None)
    digest = hashlib.sha256(f"{claimed}\x1f{act_id}".encode()).hexdigest()[:12]
    return {
        "finding_id": f"{source_id}:act_in_two_sources:{digest}",
        "source_id": source_id,
        "act_id": act_id,
        "severity": "warning",
        "code": "act_in_two_sources",
        "message": f"the source {first!r} has the act {claimed!r}; what this source prints of it has the id {act_id!r}",
        "table_name": "acts",
        "row_id": act_id,
        "line_start": number["line_start"] if number else None,
        "line_end": number["line_end"] if number else None,
    }
