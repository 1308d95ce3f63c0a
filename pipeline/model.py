"""The values that pass between stages: frozen, hashable, free of behaviour.

Offsets are code points of the source as decoded, half-open; lines and pages count from 1; boxes are
(x0, top, x1, bottom) in PDF points from the top left.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import starmap
from typing import Literal, NamedTuple, overload

Severity = Literal["error", "warning", "info"]
Fate = Literal["value", "heading", "furniture", "ignored", "unexplained"]
Glue = Literal["", " "]
Box = tuple[float, float, float, float]
# The finding of a source that other ones of its act, which were read whole, make needless: its gaps are its own.
COPY_SET_ASIDE = "copy_set_aside"
# The findings that say that an act was not understood whole, though each of its characters may have a fate.
NOT_WHOLE = frozenset({"act_not_identified", "list_not_read"})
# The columns of an entry that tell the group it stands in; a finding about a heading names the first entry below it.
GROUP = ("group_num", "group_code", "group_name_ky", "group_name_kk", "group_name_ru")
# The findings about a list that make its rows doubtful.
UNSURE_BARS = frozenset({"bar_not_found", "bar_contradicted", "forms_missing"})
# The sureness of a place that no reader guessed.
_UNTOLD = -1.0


class Line(NamedTuple):
    """One physical line: `start..end` in the source, its newline not counted.

    `path` names the element of a file of elements that holds all of it: `/html/body/table[2]/tr[3]`. `row` numbers the
    table row that it is of (from 1, through the whole source): there a tab leads to the next cell, and a line goes on
    in the cell where the one before it ended. `cells` names the elements that hold the columns of a line with several
    cells, from the first that it prints in: below `path` (`td[2]`), or by a whole path (`/html/…`) where a cell of a
    row above goes down into this one. `heading` tells that the format sets it as a heading, or all in bold.

    It is a tuple because a document has one for each line: a tuple is made in a fraction of the time.
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


class Places(Sequence[Place]):
    """Places in the order of the text, their numbers side by side: a document has one for each of its words."""

    __slots__ = ("_boxes", "_ends", "_pages", "_starts", "_sureness")

    def __init__(self, places: Iterable[Place] = ()) -> None:
        """Take places, in the order of the text."""
        self._starts, self._ends, self._pages = array("i"), array("i"), array("i")
        self._boxes, self._sureness = array("d"), array("d")
        for place in places:
            sureness = None if place.sureness is None else [place.sureness]
            self.extend([(place.start, place.end)], place.page, place.box, sureness)

    def extend(
        self, spans: Sequence[tuple[int, int]], page: int, boxes: Iterable[float], sureness: Iterable[float] | None
    ) -> None:
        """Put places of a page behind the others: for those who make them; to all others they don't change.

        `boxes` are four numbers for each of the spans.
        """
        self._starts.extend(start for start, _ in spans)
        self._ends.extend(end for _, end in spans)
        self._pages.extend([page] * len(spans))
        self._boxes.extend(boxes)
        self._sureness.extend([_UNTOLD] * len(spans) if sureness is None else sureness)

    def rows(self) -> Iterator[tuple[int, int, int, Box, float | None]]:
        """Yield the fields of each place."""
        sides = iter(self._boxes)
        sureness = (None if one == _UNTOLD else one for one in self._sureness)
        return zip(
            self._starts, self._ends, self._pages, zip(sides, sides, sides, sides, strict=True), sureness, strict=True
        )

    def between(self, start: int, end: int) -> Sequence[Place]:
        """Return the places that draw any of the characters `start..end`."""
        return self[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    @overload
    def __getitem__(self, at: int) -> Place: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Place, ...]: ...
    def __getitem__(self, at: int | slice) -> Place | tuple[Place, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        at = range(len(self))[at]
        x0, top, x1, bottom = self._boxes[4 * at : 4 * at + 4]
        sureness = None if self._sureness[at] == _UNTOLD else self._sureness[at]
        return Place(self._starts[at], self._ends[at], self._pages[at], (x0, top, x1, bottom), sureness)

    def __iter__(self) -> Iterator[Place]:
        return starmap(Place, self.rows())

    def __len__(self) -> int:
        return len(self._starts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self._columns == other._columns

    def __hash__(self) -> int:
        return hash(tuple(column.tobytes() for column in self._columns))

    @property
    def _columns(self) -> tuple[array[int] | array[float], ...]:
        return self._starts, self._ends, self._pages, self._boxes, self._sureness


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
    places: Places = field(default_factory=Places)
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
