"""The values that pass between stages: frozen, hashable, free of behaviour.

Offsets are code points of the source as decoded, half-open; lines and pages count from 1; boxes are
(x0, top, x1, bottom) in PDF points from the top left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Severity = Literal["error", "warning", "info"]
Fate = Literal["value", "heading", "furniture", "ignored", "unexplained"]
Glue = Literal["", " "]
Box = tuple[float, float, float, float]
# The findings that say that an act was not understood whole, though each of its characters may have a fate.
NOT_WHOLE = frozenset({"act_not_identified", "list_not_read"})


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line: `start..end` in the source, its newline not counted.

    `path` names the element of a file of elements that holds all of it: `/html/body/table[2]/tr[3]`. `row` numbers the
    table row that it is of (from 1, through the whole source): there a tab leads to the next cell, and a line goes on
    in the cell where the one before it ended. `cells` names the elements that hold the columns of a line with several
    cells, from the first that it prints in: below `path` (`td[2]`), or by a whole path (`/html/…`) where a cell of a
    row above goes down into this one. `heading` tells that the format sets it as a heading, or all in bold.
    """

    number: int
    start: int
    end: int
    page: int | None = None
    path: str | None = None
    row: int | None = None
    heading: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page draws the characters `start..end`, one word or less; `sureness` is that of a reader that guesses."""

    start: int
    end: int
    page: int
    box: Box
    sureness: float | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair of the source characters `start..end`, printed `before`, read as `after`, by the named `rule`."""

    start: int
    end: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the source does oddly or that was not understood; `start..end` is where."""

    code: str
    severity: Severity
    message: str
    start: int | None = None
    end: int | None = None
    table_name: str | None = None
    row_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as decoded: its text, its physical lines, and the format's own marks as edits that remove them.

    `places` are in the order of the text; `findings` are what the reader saw that the text doesn't show.
    """

    source_id: str
    media_type: str
    encoding: str
    reader: str
    text: str
    lines: tuple[Line, ...]
    marks: tuple[Edit, ...] = ()
    page_count: int | None = None
    places: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Source characters a value was read from; `glue` is what joins the piece to the one before it."""

    start: int
    end: int
    glue: Glue = " "


@dataclass(frozen=True, slots=True)
class Witness:
    """One place that prints a value: its pieces in reading order, and the language of that place."""

    pieces: tuple[Piece, ...]
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """An extracted value and every place that prints it (one witness per language, or per item of a list)."""

    value: str | int | date | tuple[str, ...]
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Destiny:
    """What became of the source characters `start..end`: their fate, by which rule, in which row."""

    start: int
    end: int
    fate: Fate
    rule: str
    table_name: str | None = None
    row_id: str | None = None


Cell = str | int | float | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table before it is written: plain cells, and extracted values with their evidence.

    `values` hold what the source prints (they get provenance); `cells` hold ids, keys and positions.
    """

    table: str
    row_id: str
    cells: dict[str, Cell] = field(hash=False)
    values: dict[str, Value] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one source gave: rows of facts, repairs, the fate of every character, findings."""

    source_id: str
    act_id: str | None
    languages: tuple[str, ...]
    rows: tuple[Row, ...]
    edits: tuple[Edit, ...]
    destinies: tuple[Destiny, ...]
    findings: tuple[Finding, ...]
