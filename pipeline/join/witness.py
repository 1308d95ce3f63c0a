"""A source as a witness of an act: whether it prints the same state of it as another, and how far it is believed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.contract import load_schema
from pipeline.write.chunk import FACT_TABLES, Chunk

Row = Mapping[str, Any]
# The reader of pictures of pages.
_SCAN = "scan"
# What tells a state of an act from others; its number and date must be printed.
_IDENTITY = ("kind", "jurisdiction", "number", "date", "consolidated_to")
# The name of one body is spelled nearly alike by two copies of an act.
_SAME_NAME = 0.8
# The least share of codes that two prints of one list have in common, and of what a source prints that is no excerpt.
_SAME_LIST, _WHOLE = 0.5, 0.8


@dataclass(frozen=True)
class Witness:
    """What one source prints of an act."""

    chunk: Chunk

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

    @cached_property
    def bars(self) -> dict[str, dict[str, Row]]:
        """The restrictions of each entry, by their ids."""
        found = defaultdict[str, dict[str, Row]](dict)
        for row in self.chunk["restrictions"]:
            found[str(row["entry_id"])][str(row["restriction_id"])] = row
        return dict(found)

    def places(self, table: str, row_id: str, field: str) -> Sequence[Row]:
        """Return the rows of provenance of a value; none where it is not printed."""
        return self._printed.get((table, row_id, field), ())

    def lines(self, table: str, row_id: str) -> tuple[int | None, int | None]:
        """Return the first and the last line of the first place that prints a value of a row."""
        for column in load_schema(table).names:
            for place in self.places(table, row_id, column):
                return place["line_start"], place["line_end"]
        return None, None


def rank(witness: Witness) -> tuple[bool, bool, int, int, str]:
    """Order witnesses, the better first.

    Characters that are in the file go before recognized ones, an act that was read whole before one that wasn't, then
    fewer doubtful rows, fewer unexplained characters, and the id of the source.
    """
    doubts = sum(bool(row["doubtful"]) for table in ("list_entries", "provisions") for row in witness.chunk[table])
    incomplete = witness.act["completeness"] != "complete"
    return witness.recognized, incomplete, doubts, witness.act["unexplained_char_count"], witness.source_id


def is_excerpt(count: int, most: int) -> bool:
    """Tell whether a source that prints so many rows of a part prints only some of it; another prints the most."""
    return count < _WHOLE * most


def tell_apart(one: Witness, other: Witness) -> str | None:
    """Say why two sources with one act id don't print one state of one act; None where they do."""
    if not (one.act.get("number") and one.act.get("date")):
        return "it prints no number or no date"
    return next(_differences(one, other), None)


def _differences(one: Witness, other: Witness) -> Iterator[str]:
    for name in _IDENTITY:
        if one.act.get(name) != other.act.get(name):
            yield f"{name} is {one.act.get(name)} there and {other.act.get(name)} here"
    for name in ("issuer", "adopted_by"):
        ours, theirs = one.act.get(name), other.act.get(name)
        if ours and theirs and langs_of(one, name) & langs_of(other, name) and not _alike(ours, theirs):
            yield f"{name} is {ours} there and {theirs} here"
    for list_id in one.entries_of.keys() & other.entries_of.keys():
        ours, theirs = ({row["code"] for row in witness.entries_of[list_id]} - {None} for witness in (one, other))
        least = min(len(ours), len(theirs))
        if len(ours & theirs) < _SAME_LIST * least:
            yield f"of {least} codes of the list {list_id} they have {len(ours & theirs)} in common"


def langs_of(witness: Witness, field: str) -> set[str]:
    """Return the languages that a value of the act is told to be printed in."""
    return {place["lang"] for place in witness.places("acts", str(witness.act["act_id"]), field)} - {None}


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() >= _SAME_NAME
