"""A source as a witness of an act: what it prints where, and how far it is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.contract import load_schema
from pipeline.write.chunk import FACT_TABLES, Chunk

Row = Mapping[str, Any]
# What tells one group of entries from another, but for its names.
GROUP_KEYS = ("group_num", "group_code")
TITLES = ("title_ky", "title_kk", "title_ru")
NAMES = ("name_ky", "name_kk", "name_ru")
# The reader of pictures of pages.
_SCAN = "scan"
# The least share of what another source prints that a source prints which is no excerpt.
_WHOLE = 0.8


@dataclass(frozen=True, eq=False)
class Witness:
    """What one source prints of an act; `moved` are the ids that its own rows give lists which have another id here."""

    chunk: Chunk
    moved: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def source_id(self) -> str:
        """The id of the source."""
        return str(self.chunk["sources"][0]["source_id"])

    @cached_property
    def act(self) -> Row:
        """The row of the act."""
        return self.chunk["acts"][0]

    @cached_property
    def recognized(self) -> bool:
        """Whether the characters of the source were guessed from pictures."""
        return self.chunk["sources"][0]["reader"] == _SCAN

    @cached_property
    def rows(self) -> dict[str, dict[str, Row]]:
        """The facts by table and id."""
        keys = {table: load_schema(table).primary_key[0] for table in FACT_TABLES}
        return {table: {str(row[key]): row for row in self.chunk[table]} for table, key in keys.items()}

    @cached_property
    def _printed(self) -> dict[tuple[str, str, str], list[Row]]:
        found = defaultdict[tuple[str, str, str], list[Row]](list)
        for row in self.chunk["provenance"]:
            found[str(row["table_name"]), str(row["row_id"]), str(row["field"])].append(row)
        return dict(found)

    @cached_property
    def entries_of(self) -> dict[str, list[Row]]:
        """The entries of each list, in the order of print."""
        found = defaultdict[str, list[Row]](list)
        for row in sorted(self.chunk["list_entries"], key=lambda row: int(str(row["position"]))):
            found[str(row["list_id"])].append(row)
        return dict(found)

    def codes_of(self, list_id: str) -> set[str]:
        """Return the codes of a list."""
        return {str(row["code"]) for row in self.entries_of.get(list_id, ()) if row["code"]}

    @cached_property
    def bars(self) -> dict[str, dict[str, Row]]:
        """The restrictions of each entry, by their ids."""
        found = defaultdict[str, dict[str, Row]](dict)
        for row in self.chunk["restrictions"]:
            found[str(row["entry_id"])][str(row["restriction_id"])] = row
        return dict(found)

    def places(self, table: str, row_id: str, name: str) -> Sequence[Row]:
        """Return the rows of provenance of a value; none where it is not printed."""
        return self._printed.get((table, row_id, name), ())

    def lines(self, table: str, row_id: str, name: str | None = None) -> tuple[int | None, int | None]:
        """Return the first and the last line of the first place that prints a value of a row, or one of its values."""
        for column in [name] if name else load_schema(table).names:
            for place in self.places(table, row_id, column):
                return place["line_start"], place["line_end"]
        return None, None

    @cached_property
    def standing(self) -> tuple[bool, bool]:
        """How far the source is believed before others: not recognized, and read whole, is the best."""
        return self.recognized, self.act["completeness"] != "complete"

    @cached_property
    def doubts(self) -> tuple[int, int]:
        """How many rows are doubtful, and how many characters unexplained."""
        rows = (row for table in ("list_entries", "provisions") for row in self.chunk[table])
        return sum(bool(row["doubtful"]) for row in rows), self.act["unexplained_char_count"]


def rank(witness: Witness) -> tuple[bool, bool, int, int, list[str], str]:
    """Order witnesses, the better first.

    Characters that are in the file go before recognized ones, an act that was read whole before one that wasn't, then
    fewer doubtful rows, fewer unexplained characters. What is even then is ordered by what no name of a source changes:
    its languages and the hash of its bytes.
    """
    registered: Row = witness.chunk["sources"][0]
    content = sorted(registered["languages"]), str(registered["sha256"])
    return *witness.standing, *witness.doubts, *content


def find_excerpts(counts: Mapping[Witness, int]) -> list[Witness]:
    """Return the sources that print much fewer rows of a part of an act than another one.

    That must be of no lesser standing: what is recognized, or not read whole, may have more rows because it is wrong.
    """
    return [
        one
        for one, count in counts.items()
        if count < _WHOLE * max(most for other, most in counts.items() if other.standing <= one.standing)
    ]
