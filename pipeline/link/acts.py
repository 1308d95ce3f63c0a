"""Put two acts, or two files of one act, side by side: the provisions of one language each, as they are published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.link.align import Clause, align
from pipeline.link.compare import compare

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A provision and the one that answers it, None where none does; how they were paired, and what differs."""

    left: Row | None
    right: Row | None
    method: str
    score: float
    differences: tuple[str, ...]


def align_acts(left: Sequence[Row], right: Sequence[Row]) -> list[Counterpart]:
    """Align two lists of rows of `provisions`, each of one act in one language, part by part and in print order."""
    parts = list(dict.fromkeys(row["part"] for row in (*left, *right)))
    return [pair for part in parts for pair in _align_part(left, right, part)]


def _align_part(left: Sequence[Row], right: Sequence[Row], part: str) -> list[Counterpart]:
    ours, theirs = ([row for row in rows if row["part"] == part] for rows in (left, right))
    by_id = {row["provision_id"]: row for row in (*ours, *theirs)}
    langs = [rows[0]["lang"] if rows else other[0]["lang"] for rows, other in ((ours, theirs), (theirs, ours))]
    pairs = align([_clause(row) for row in ours], [_clause(row) for row in theirs], langs[0], langs[1])
    return [
        Counterpart(one, other, pair.method, pair.score, _differences(one, other))
        for pair in pairs
        for one, other in [(by_id.get(pair.left or ""), by_id.get(pair.right or ""))]
    ]


def _clause(row: Row) -> Clause:
    return Clause(row["provision_id"], row["parent_id"], row["kind"], row["num"], row["heading"], row["text"])


def _differences(one: Row | None, other: Row | None) -> tuple[str, ...]:
    if one is None or other is None or not (one["text"] and other["text"]):
        return ()
    return tuple(found.message for found in compare(one["text"], other["text"], one["lang"], other["lang"]))
