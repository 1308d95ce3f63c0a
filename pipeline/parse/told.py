"""Doubt what the reader told of: values whose characters are struck out, unseen, lost or printed in another order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Finding, Row

_ENTRIES = "list_entries"


def doubt_told(rows: Sequence[Row], findings: Sequence[Finding]) -> tuple[list[Row], list[Finding]]:
    """Return the rows, entries that a finding about their characters meets marked doubtful, and the findings.

    Such a finding, a warning or an error about a place and not about a row, names the entries it meets: one for each.
    What a restriction was read from makes its entry doubtful.
    """
    told = {(one.start, one.end): one for one in findings if one.start is not None and one.end and _is_told(one)}
    if not told:
        return list(rows), list(findings)
    spans, met = sorted(told), defaultdict[Finding, list[str]](list)
    longest = max(end - start for start, end in spans)
    for row in rows:
        entry = str(row.cells["entry_id"]) if row.table in (_ENTRIES, "restrictions") else None
        pieces = (p for value in row.values.values() for witness in value.witnesses for p in witness.pieces)
        for piece in pieces if entry else ():
            first = bisect_left(spans, (piece.start - longest, 0))
            for span in spans[first : bisect_left(spans, (piece.end, 0))]:
                if span[1] > piece.start and entry not in met[told[span]]:
                    met[told[span]].append(str(entry))
    doubted = {entry for entries in met.values() for entry in entries}
    marked = [
        replace(row, cells={**row.cells, "doubtful": True}) if row.table == _ENTRIES and row.row_id in doubted else row
        for row in rows
    ]
    named = [
        one
        for finding in findings
        for one in (
            [replace(finding, table_name=_ENTRIES, row_id=entry) for entry in met.get(finding, ())] or [finding]
        )
    ]
    return marked, named


def _is_told(finding: Finding) -> bool:
    return finding.row_id is None and finding.severity != "info"
