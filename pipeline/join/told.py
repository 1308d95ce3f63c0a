"""What the sources of one act say otherwise, as rows of `findings`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pipeline.join.witness import Witness
from pipeline.model import Severity


@dataclass(frozen=True, slots=True)
class Told:
    """What is odd about a row of the joined act, told at the place where a witness prints it."""

    witness: Witness
    code: str
    severity: Severity
    message: str
    table: str
    row_id: str
    # table and id of what the witness prints there, where the joined act has no such row
    printed: tuple[str, str] | None = None
    # the value that it is about
    field: str | None = None

    def as_row(self) -> dict[str, object]:
        """Spell it as a row of `findings`."""
        source_id = self.witness.source_id
        digest = hashlib.sha256(f"{self.row_id}\x1f{self.message}".encode()).hexdigest()[:12]
        first, last = self.witness.lines(*self.printed or (self.table, self.row_id), self.field)
        return {
            "finding_id": f"{source_id}:{self.code}:{digest}",
            "source_id": source_id,
            "act_id": self.witness.act["act_id"],
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "table_name": self.table,
            "row_id": self.row_id,
            "line_start": first,
            "line_end": last,
        }
