"""A published link of two entries, as people and programs are shown it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class EntryLink:
    """A published link of two entries, what bears it out, and who decided."""

    left_entry_id: str
    right_entry_id: str
    relation: str
    close_kind: str | None
    method: str
    score: float
    evidence: str
    decided_by: str


def link_of(row: Mapping[str, Any]) -> EntryLink:
    """Return a row of `crosswalk` as a link."""
    return EntryLink(**{name: row[name] for name in EntryLink.__slots__})
