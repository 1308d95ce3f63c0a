"""What each source's characters prove of the joined act: places that print its values, and the fate of the others."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipeline.join.prose import PROSE
from pipeline.join.rows import same
from pipeline.join.witness import TITLES, Row, Witness
from pipeline.link.languages import OF_TWO_LANGUAGES

Rows = Mapping[str, Mapping[str, Row]]
# table and id
Owner = tuple[str, str]
# The rule of characters that print what another source is believed about.
_OF_NOBODY = {"fate": "ignored", "rule": "other_source", "table_name": None, "row_id": None}


def keep_evidence(
    witness: Witness, joined: Rows, believed: Mapping[object, Witness]
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of `provenance`, `ledger`, `findings` and `repairs` of a source, as the joined act has them.

    A place stays where it prints a value of the act. `joined` are its rows, `believed` the sources of its languages.
    """
    kept, lost = list[dict[str, Any]](), set[Owner]()
    for place in witness.chunk["provenance"]:
        owner = str(place["table_name"]), str(place["row_id"])
        if _proves(witness, owner, str(place["field"]), joined, believed):
            kept.append(place)
        else:
            lost.add(owner)
    return {
        "provenance": kept,
        "ledger": list(_fates(witness.chunk["ledger"], kept, lost)),
        "findings": [
            _about(row, joined) for row in witness.chunk["findings"] if not _is_moot(row, witness, joined, believed)
        ],
        "repairs": witness.chunk["repairs"],
    }


def _proves(witness: Witness, owner: Owner, field: str, joined: Rows, believed: Mapping[object, Witness]) -> bool:
    table, row_id = owner
    row, own = joined[table].get(row_id), witness.rows[table][row_id]
    if row is None or (table in PROSE and believed[own["lang"]] is not witness):
        return False
    value, said = row.get(field), own.get(field)
    if field == "languages":  # each source prints some of them
        return True
    return same(value, said)


def _is_moot(finding: Row, witness: Witness, joined: Rows, believed: Mapping[object, Witness]) -> bool:
    """Tell whether a finding is about prose of which another source is believed, or about languages that it lacks.

    The languages of the prose are held against each other anew, and a list may have another one from another source.
    """
    table, row_id = str(finding["table_name"]), str(finding["row_id"])
    row = witness.rows.get(table, {}).get(row_id)
    if row is None or table not in (*PROSE, "lists"):
        return False
    told = finding["code"] in OF_TWO_LANGUAGES
    if table in PROSE:
        return told or believed[row["lang"]] is not witness
    return told and any(joined[table][row_id].get(title) and not row.get(title) for title in TITLES)


def _about(finding: Row, joined: Rows) -> dict[str, Any]:
    """Return a finding; one about a row that the act hasn't is about no row."""
    if finding["row_id"] is None or finding["row_id"] in joined.get(str(finding["table_name"]), ()):
        return dict(finding)
    return {**finding, "table_name": None, "row_id": None}


def _fates(ledger: Sequence[Row], kept: Sequence[Row], lost: set[Owner]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the ledger, those of owners that lost a place cut where what they print is still a value."""
    places = _Places(kept)
    for row in ledger:
        owner = str(row["table_name"]), str(row["row_id"])
        if owner not in lost:
            yield dict(row)
        elif row["fate"] != "value":
            yield dict(row) if places.has(owner) else {**row, "table_name": None, "row_id": None}
        else:
            for start, end, whose in places.cut(row["char_start"], row["char_end"], owner):
                fate = {"table_name": whose[0], "row_id": whose[1]} if whose else _OF_NOBODY
                yield {**row, "char_start": start, "char_end": end, **fate}


class _Places:
    """The places of a source that print values, by character."""

    def __init__(self, kept: Iterable[Row]) -> None:
        self._owners = defaultdict[tuple[int, int], list[Owner]](list)
        for place in kept:
            owner = str(place["table_name"]), str(place["row_id"])
            self._owners[place["char_start"], place["char_end"]].append(owner)
        self._spans = sorted(self._owners)
        self._longest = max((end - start for start, end in self._spans), default=0)
        self._with_places = {owner for owners in self._owners.values() for owner in owners}

    def has(self, owner: Owner) -> bool:
        """Tell whether a row has a place left."""
        return owner in self._with_places

    def cut(self, start: int, end: int, owner: Owner) -> Iterator[tuple[int, int, Owner | None]]:
        """Cut characters where other rows begin to print a value: the owner's places first, then any other's."""
        low = bisect_left(self._spans, (start - self._longest, 0))
        high = bisect_left(self._spans, (end, 0))
        spans = [span for span in self._spans[low:high] if span[1] > start]
        edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
        for begin, stop in pairwise(edges):
            whose = [one for span in spans if span[0] <= begin and stop <= span[1] for one in self._owners[span]]
            yield begin, stop, owner if owner in whose else next(iter(whose), None)
