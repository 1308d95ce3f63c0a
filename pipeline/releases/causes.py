"""Why each row of a release is other than in the release before.

The tables are made again in steps from the old inputs to the new ones, one kind of input at a time: first the old
sources read by the new program, then with the new corrections, and so on. A row that differs between two steps owes it
to what changed there. A row that goes its way in several steps has several causes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.diff.row_difference import Difference, Row
from pipeline.releases.differences import release_differences, release_rows

Cause = Literal[
    "program_changed", "correction_changed", "source_changed", "law_changed", "source_removed", "decision_changed"
]


@dataclass(frozen=True, slots=True)
class Step:
    """The tables after some kinds of inputs changed, and which: by cause, the sources that did."""

    causes: Mapping[Cause, frozenset[str]]
    tables: Path


@dataclass(slots=True)
class _Reasons:
    causes: list[Cause] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class CausedChange:
    """A row that differs between two releases, the causes, and the sources that changed so and that it rests on."""

    difference: Difference
    causes: tuple[Cause, ...]
    source_ids: tuple[str, ...]


def caused_changes(before: Path, steps: Sequence[Step]) -> Iterator[CausedChange]:
    """Yield every row that differs between the tables in `before` and those of the last step, with its causes."""
    reasons: defaultdict[tuple[str, str], _Reasons] = defaultdict(_Reasons)
    owners = _Owners([before, *(step.tables for step in steps)])
    left = before
    for step in steps:
        for one in release_differences(left, step.tables):
            _add(reasons[one.table, one.row_id], step, owners.of(one))
        left = step.tables
    for one in release_differences(before, left):
        found = reasons[one.table, one.row_id]
        yield CausedChange(one, tuple(dict.fromkeys(found.causes)), tuple(sorted(found.sources)))


def _add(reasons: _Reasons, step: Step, owners: frozenset[str]) -> None:
    """Add what changed in a step: what changed about the sources of a row or, where none of them did, about others."""
    own = {cause: sources & owners for cause, sources in step.causes.items() if sources & owners or not sources}
    for cause, sources in (own or step.causes).items():
        reasons.causes.append(cause)
        reasons.sources |= sources


class _Owners:
    """The sources that a row rests on, by the acts it names."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._of_act: defaultdict[str, set[str]] = defaultdict(set)
        for folder in folders:
            for act in release_rows("acts", folder):
                self._of_act[act["act_id"]] |= set(act["source_ids"])

    def of(self, difference: Difference) -> frozenset[str]:
        found: set[str] = set()
        for row in filter(None, (difference.before, difference.after)):
            found |= {str(row["source_id"])} if row.get("source_id") else set(row.get("source_ids") or ())
            for act_id in _acts_of(row):
                found |= self._of_act.get(act_id, set())
        return frozenset(found)


def _acts_of(row: Row) -> Iterator[str]:
    for column in ("act_id", "left_act_id", "right_act_id"):
        if row.get(column):
            yield str(row[column])
    if row.get("entry_id"):
        yield str(row["entry_id"]).partition(":")[0]
