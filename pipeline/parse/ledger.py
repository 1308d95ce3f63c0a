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

# A fate, the rule for it, and the table and row that it is of.
Claimed = tuple[Fate, str, str | None, str | None]


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
    claims = list(_claims(cleaned, layout, rows, regions))
    owner = np.zeros(len(text), np.int32)
    for number, (start, end, _) in zip(range(len(claims), 0, -1), reversed(claims), strict=True):
        owner[start:end] = number  # what was claimed first is written last
    return tuple(_runs(text, owner, [(*rest, None, None), *(claimed for _, _, claimed in claims)]))


def _claims(
    cleaned: Cleaned, layout: Layout, rows: Sequence[Row], regions: Iterable[Region]
) -> Iterator[tuple[int, int, Claimed]]:
    """Yield what claims which characters of the source, the first claim on a character being the one that counts."""
    for row in rows:
        for column, value in row.values.items():
            for piece in (piece for witness in value.witnesses for piece in witness.pieces):
                yield piece.start, piece.end, ("value", column, row.table, row.row_id)
    for line in layout.lines:
        if line.furniture:
            yield *cleaned.to_source(line.start, line.end), ("furniture", line.furniture, None, None)
    for mark in cleaned.document.marks:
        if mark.rule != "correction":
            yield mark.start, mark.end, ("ignored", mark.rule, None, None)
    for region in regions:
        for start, end in region.spans:
            if region.rule == "separator":
                for found in WORDLESS.finditer(cleaned.document.text, start, end):
                    yield *found.span(), ("ignored", region.rule, region.table_name, region.row_id)
            else:
                yield start, end, (region.fate, region.rule, region.table_name, region.row_id)


def _runs(text: str, owner: npt.NDArray[np.int32], fates: Sequence[Claimed]) -> Iterator[Destiny]:
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
