"""Doubt the rows of a table whose columns are not sure, and those beside a heading that begins in mid-sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.parse.lists.rows import ListBody, ListRow
from pipeline.segment import LayoutLine

CUT_HEADING = "the heading of the row's group begins in mid-sentence"
CUT_BELOW = "the line below the row begins in mid-sentence"


def doubt_rows(body: ListBody, lines: Sequence[LayoutLine]) -> ListBody:
    """Return the rows of a list, doubtful where the lines of its tables say so."""
    unsure = {line.number: line.doubt for line in lines if line.doubt}
    cut = _cut_groups(body, lines)
    if not unsure and not cut:
        return body
    rows: list[ListRow] = []
    for row in body.rows:
        is_cut = id(row.group) in cut
        if is_cut and rows and rows[-1].group is not row.group:
            rows[-1] = replace(rows[-1], doubt=rows[-1].doubt or CUT_BELOW)
        doubt = row.doubt or unsure.get(row.line) or (CUT_HEADING if is_cut else None)
        rows.append(replace(row, doubt=doubt))
    return replace(body, rows=tuple(rows))


def _cut_groups(body: ListBody, lines: Sequence[LayoutLine]) -> frozenset[int]:
    """Return the ids of groups whose heading, in a table, begins with a small letter: half of it, or of a name."""
    begins = {line.start + len(line.text) - len(line.text.lstrip()): line for line in lines if line.row is not None}
    small = {start for start, line in begins.items() if line.text.lstrip()[:1].islower()}
    return frozenset(id(one) for one in body.groups if one.name and one.name[0][0] in small)
