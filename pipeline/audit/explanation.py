"""What an explanation of a row holds: values only, ready for JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipeline.diff.links import EntryLink

Plain = str | int | float | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A physical line of a source; `inside` tells whether the piece shown touches it."""

    number: int
    text: str
    inside: bool


@dataclass(frozen=True, slots=True)
class ShownRepair:
    """A repair inside a piece: the line it begins in, what was printed, how it is read, and by which rule."""

    line: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Source characters a value was read from, with the printed lines around them and the repairs inside.

    `element` is the path of the element that holds them, in a file of elements.
    """

    source_id: str
    path: str
    page: int | None
    element: str | None
    line_start: int
    line_end: int
    char_start: int
    char_end: int
    quote: str
    lines: tuple[PrintedLine, ...]
    repairs: tuple[ShownRepair, ...]


@dataclass(frozen=True, slots=True)
class ShownWitness:
    """A place that prints a value (in a list: one item of it), piece by piece, and its language."""

    lang: str | None
    pieces: tuple[ShownPiece, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """A column of the row, what it means, its value, and every place that prints it."""

    name: str
    description: str
    value: Plain
    witnesses: tuple[ShownWitness, ...]


@dataclass(frozen=True, slots=True)
class ShownAct:
    """The act a row belongs to."""

    act_id: str
    title: str | None
    number: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class ShownList:
    """The list a row stands in: the part of the act it is printed in (`annex-2`), its number and its heading."""

    list_id: str
    part: str
    num: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class ShownRestriction:
    """A form of study that is barred for an entry, and for which qualification."""

    restriction_id: str
    qualification: str | None
    form: str


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A source the row was read from, and the hash of its bytes."""

    source_id: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """Something odd that was found about the row."""

    severity: str
    code: str
    message: str
    line_start: int | None
    line_end: int | None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry that a row of a comparison is about: its side (`left`, `right`, `member`), place and values."""

    side: str
    entry_id: str
    act: ShownAct | None
    list: ShownList | None
    restrictions: tuple[ShownRestriction, ...]
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class ShownGround:
    """A provision that a row rests on (its lens does, or it pairs the provision), and every place that prints it."""

    side: str
    provision_id: str
    act: ShownAct | None
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class ShownState:
    """The state of a concept in an edition: which forms count there, and the bars of its entries that are of them."""

    state: str
    act_id: str
    forms: tuple[str, ...]
    entry_ids: tuple[str, ...]
    bars: tuple[ShownRestriction, ...]


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """What a row of the comparison stands on: entries, their links, and the provisions behind a lens.

    For a pair of languages it is the provisions alone; `state` is set for the rows of `lineage`.
    """

    entries: tuple[ShownEntry, ...]
    links: tuple[EntryLink, ...]
    grounds: tuple[ShownGround, ...]
    state: ShownState | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row: its act and list, what is barred for it, its values with their evidence, and what was found odd about it.

    `place` is set for rows that are places of a source themselves (repairs, findings), `comparison` for those of the
    tables that compare acts, or languages of one. `also_in` names other tables that have a row of the id asked for.
    """

    table: str
    row_id: str
    act: ShownAct | None
    list: ShownList | None
    restrictions: tuple[ShownRestriction, ...]
    fields: tuple[ShownField, ...]
    place: ShownPiece | None
    findings: tuple[ShownFinding, ...]
    sources: tuple[ShownSource, ...]
    comparison: ShownComparison | None = None
    also_in: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the explanation as plain values, for JSON."""
        return asdict(self)
