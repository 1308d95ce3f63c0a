"""A source as a witness of an act: whether it prints the same state of it as another, and how far it is believed."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.contract import load_schema
from pipeline.languages.vocabulary import find_terms
from pipeline.write.chunk import FACT_TABLES, Chunk

Row = Mapping[str, Any]
# The reader of pictures of pages.
_SCAN = "scan"
# What tells a state of an act from others; its number and date must be printed.
_IDENTITY = ("kind", "jurisdiction", "number", "date", "consolidated_to", "status")
# Bodies that a country has one of: another language names the same one by another word.
_SINGULAR = frozenset({"government", "cabinet", "president", "parliament", "prime_minister"})
# Two copies of an act spell each word of a body's name nearly alike, and have most words of a title in common.
_SAME_WORD, _SAME_TITLE = 0.75, 0.5
_TITLES = ("title_ky", "title_kk", "title_ru")
# The least share of codes that two prints of one list have in common, and of what a source prints that is no excerpt.
_SAME_LIST, _WHOLE = 0.5, 0.8


@dataclass(frozen=True, eq=False)
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

    def lines(self, table: str, row_id: str, field: str | None = None) -> tuple[int | None, int | None]:
        """Return the first and the last line of the first place that prints a value of a row, or one of its values."""
        for column in [field] if field else load_schema(table).names:
            for place in self.places(table, row_id, column):
                return place["line_start"], place["line_end"]
        return None, None

    @cached_property
    def standing(self) -> tuple[bool, bool]:
        """How far the source is believed before others: not recognized, and read whole, is the best."""
        return self.recognized, self.act["completeness"] != "complete"


def rank(witness: Witness) -> tuple[bool, bool, int, int, str]:
    """Order witnesses, the better first.

    Characters that are in the file go before recognized ones, an act that was read whole before one that wasn't, then
    fewer doubtful rows, fewer unexplained characters, and the id of the source.
    """
    doubts = sum(bool(row["doubtful"]) for table in ("list_entries", "provisions") for row in witness.chunk[table])
    return *witness.standing, doubts, witness.act["unexplained_char_count"], witness.source_id


def find_excerpts(counts: Mapping[Witness, int]) -> list[Witness]:
    """Return the sources that print much fewer rows of a part of an act than another one.

    That must be of no lesser standing: what is recognized, or not read whole, may have more rows because it is wrong.
    """
    return [
        one
        for one, count in counts.items()
        if count < _WHOLE * max(most for other, most in counts.items() if other.standing <= one.standing)
    ]


def tell_apart(one: Witness, other: Witness) -> str | None:
    """Say why two sources with one act id don't print one state of one act; None where they do."""
    if not (one.act.get("number") and one.act.get("date")):
        return "it prints no number or no date"
    return next(_differences(one, other), None)


def _differences(one: Witness, other: Witness) -> Iterator[str]:
    for name in _IDENTITY:
        if one.act.get(name) != other.act.get(name):
            yield f"{name} is {one.act.get(name)} there and {other.act.get(name)} here"
    for name in _TITLES:
        ours, theirs = one.act.get(name), other.act.get(name)
        if ours and theirs and _share_of_words(ours, theirs) < _SAME_TITLE:
            yield f"{name} is {ours} there and {theirs} here"
    common = False
    for list_id in one.entries_of.keys() & other.entries_of.keys():
        ours, theirs = ({row["code"] for row in witness.entries_of[list_id]} - {None} for witness in (one, other))
        least = min(len(ours), len(theirs))
        if len(ours & theirs) < _SAME_LIST * least:
            yield f"of {least} codes of the list {list_id} they have {len(ours & theirs)} in common"
        common |= bool(ours & theirs)
    for name in ("issuer", "adopted_by"):
        yield from _other_body(one, other, name, common)


def _other_body(one: Witness, other: Witness, name: str, common: bool) -> Iterator[str]:
    """Yield that two sources name two bodies, or, without codes in `common`, that nothing shows they name one."""
    ours, theirs = one.act.get(name), other.act.get(name)
    if not (ours and theirs):
        return
    bodies = [{term.key for term in find_terms("issuers", text)} & _SINGULAR for text in (ours, theirs)]
    same_language = bool(langs_of(one, name) & langs_of(other, name))
    if bodies[0] != bodies[1] or (same_language and not _alike(ours, theirs)):
        yield f"{name} is {ours} there and {theirs} here"
    elif not (same_language or bodies[0] or common):
        yield f"nothing shows that {ours} and {theirs} are one body"


def langs_of(witness: Witness, field: str) -> set[str]:
    """Return the languages that a value of the act is told to be printed in."""
    return {place["lang"] for place in witness.places("acts", str(witness.act["act_id"]), field)} - {None}


def _alike(one: str, other: str) -> bool:
    """Tell whether two names of bodies have the same words, each with a letter or so between them."""
    words = one.casefold().split(), other.casefold().split()
    return len(words[0]) == len(words[1]) and all(_ratio(*pair) >= _SAME_WORD for pair in zip(*words, strict=True))


def _share_of_words(one: str, other: str) -> float:
    """Return the share of the words of the shorter text that stand in the other, a letter or so aside."""
    shorter, longer = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return sum(any(_ratio(word, near) >= _SAME_WORD for near in longer) for word in shorter) / len(shorter)


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
