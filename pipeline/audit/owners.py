"""The ledger against the evidence: a character is a value of the very row that quotes it as one.

A place that several rows quote (the heading of a group) is one of them in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from pipeline.audit.difference import DifferenceError, Said
from pipeline.audit.printed import Printed

Rows = Sequence[Mapping[str, Any]]
Span = tuple[int, int]
Owner = tuple[str, str]
_NOT_BLANK = regex.compile(r"\S")


def _union(spans: Iterable[Span]) -> list[Span]:
    """Merge spans that meet; the result is sorted."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def find_outside(text: str, spans: Iterable[Span], cover: Iterable[Span]) -> int | None:
    """Return the first character of the spans that isn't blank and that no span of the cover holds.

    >>> find_outside("иш үй", [(0, 5)], [(0, 2)])
    3
    """
    covers, number = _union(cover), 0
    for first, end in _union(spans):
        start = first
        while start < end:
            while number < len(covers) and covers[number][1] <= start:
                number += 1
            begin, stop = covers[number] if number < len(covers) else (end, end)
            if begin > start and (missed := _NOT_BLANK.search(text, start, min(begin, end))):
                return int(missed.start())
            start = stop
    return None


def _by_owner(rows: Iterable[Mapping[str, Any]]) -> dict[Owner, list[Span]]:
    found: dict[Owner, list[Span]] = {}
    for row in rows:
        found.setdefault((row["table_name"], row["row_id"]), []).append((row["char_start"], row["char_end"]))
    return found


def check_owners(ledger: Rows, provenance: Rows, printed: Printed) -> None:
    """Check that what the ledger calls a value is quoted by that value's row, and that each quote is called a value.

    Raises VerificationError for the first character that one of them has and the other hasn't.
    """
    text = printed.document.text
    claimed, quoted = _by_owner(row for row in ledger if row["fate"] == "value"), _by_owner(provenance)
    for owner, spans in claimed.items():
        if (at := find_outside(text, spans, quoted.get(owner, ()))) is not None:
            raise _refusal(owner, at, "a quote of its row that holds", printed)
    values = _union(span for spans in claimed.values() for span in spans)
    for owner, spans in quoted.items():
        if (at := find_outside(text, spans, values)) is not None:
            raise _refusal(owner, at, "a row with the fate value that holds", printed)


def _refusal(owner: Owner, at: int, expected: str, printed: Printed) -> DifferenceError:
    return DifferenceError(
        table="ledger",
        row=" · ".join(owner),
        expected=Said(f"{expected} the character {printed.quote(at, at + 1)!r}"),
        found=Said("none"),
        place=printed.place(at),
    )
