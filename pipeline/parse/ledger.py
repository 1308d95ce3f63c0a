"""Give every character of a source its one fate.

Values come first, in the order of their rows; what stands between the values of a row is a separator; furniture,
headings and marks have their own rules; what is left is prose that nothing explains yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex

from pipeline.clean import Cleaned
from pipeline.model import Destiny, Fate, Row
from pipeline.segment import Layout

# What is blank, all of it below U+3001.
BLANKS = list(map(ord, regex.findall(r"\s", "".join(map(chr, range(0x3001))))))
WORDLESS = regex.compile(r"[^\p{L}\p{N}\s]+")


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that belong together, as spans of the source: what is left of them gets this fate."""

    spans: tuple[tuple[int, int], ...]
    fate: Fate
    rule: str
    table_name: str | None = None
    row_id: str | None = None


def keep_ledger(
    cleaned: Cleaned, layout: Layout, rows: Sequence[Row], regions: Iterable[Region], rest: tuple[Fate, str]
) -> tuple[Destiny, ...]:
    """Return the fates of all characters that aren't blank, in order; `rest` is the fate of what nothing claims."""
    text = cleaned.document.text
    owner = np.zeros(len(text), np.int32)
    fates: list[tuple[Fate, str, str | None, str | None]] = [(rest[0], rest[1], None, None)]

    def claim(start: int, end: int, fate: tuple[Fate, str, str | None, str | None]) -> None:
        fates.append(fate)
        unclaimed = owner[start:end] == 0
        owner[start:end][unclaimed] = len(fates) - 1

    seen: set[tuple[int, int]] = set()
    for row in rows:
        for column, value in row.values.items():
            for piece in (piece for witness in value.witnesses for piece in witness.pieces):
                if (piece.start, piece.end) not in seen:
                    seen.add((piece.start, piece.end))
                    claim(piece.start, piece.end, ("value", column, row.table, row.row_id))
    for line in layout.lines:
        if line.furniture:
            start, end = cleaned.to_source(line.start, line.end)
            claim(start, end, ("furniture", line.furniture, None, None))
    for edit in (mark for mark in cleaned.document.marks if mark.rule != "correction"):
        claim(edit.start, edit.end, ("ignored", edit.rule, None, None))
    for region in regions:
        for start, end in region.spans:
            if region.rule == "separator":
                for found in WORDLESS.finditer(text, start, end):
                    claim(found.start(), found.end(), ("ignored", region.rule, region.table_name, region.row_id))
            else:
                claim(start, end, (region.fate, region.rule, region.table_name, region.row_id))
    return tuple(_runs(text, owner, fates))


def _runs(
    text: str, owner: npt.NDArray[np.int32], fates: Sequence[tuple[Fate, str, str | None, str | None]]
) -> Iterator[Destiny]:
    """Yield the longest runs of one fate, without blanks at their edges."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    printed = np.flatnonzero(~np.isin(letters, BLANKS))
    numbers = owner[printed]
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    last = np.flatnonzero(np.diff(numbers, append=-1))
    for number, start, end in zip(
        numbers[first].tolist(), printed[first].tolist(), printed[last].tolist(), strict=True
    ):
        yield Destiny(start, end + 1, *fates[number])
