"""The tables that compare acts against what the published lists, bars, provisions and decisions give again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.audit.difference import DifferenceError, Said
from pipeline.contract import load_schema
from pipeline.diff.comparison import LEARNED, Comparison
from pipeline.read.decisions import Decision, NamedEdition
from pipeline.write.tables import to_arrow

Row = Mapping[str, Any]


def check_compared(
    tables: Mapping[str, Any], decisions: Sequence[Decision], named: Sequence[NamedEdition] = ()
) -> None:
    """Compare the editions of a published dataset again; raise DifferenceError for the first row that differs."""
    comparison = Comparison(decisions, named)
    by_act: defaultdict[str, dict[str, list[Row]]] = defaultdict(lambda: {table: [] for table in LEARNED})
    for table in LEARNED:
        for row in tables[table].to_pylist():
            by_act[row["act_id"]][table].append(row)
    for chunk in by_act.values():
        comparison.learn(chunk)
    for name, rows in comparison.tables().items():
        _compare(name, to_arrow(name, rows).to_pylist(), tables[name].to_pylist())


def _compare(name: str, expected: Sequence[Row], found: Sequence[Row]) -> None:
    key = load_schema(name).primary_key
    again = {tuple(row[column] for column in key): row for row in expected}
    printed = {tuple(row[column] for column in key): row for row in found}
    for row_key in [*again, *printed]:
        one, other = again.get(row_key), printed.get(row_key)
        if one == other:
            continue
        field = key[0] if not (one and other) else next(column for column in one if one[column] != other[column])
        raise DifferenceError(
            table=name,
            row=" · ".join(map(str, row_key)),
            field=field,
            expected=one[field] if one else Said("no such row"),
            found=other[field] if other else Said("no row"),
        )
