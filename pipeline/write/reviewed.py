"""Doubtful rows by their causes, and the doubts that a person reviewed by example: a whole cause at once.

A review stands for the sources and the rows that it was about. When one of them changes, the doubts are back, and a
finding says that the review was withdrawn.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.contract import load_schema
from pipeline.model import GROUP, UNSURE_BARS
from pipeline.read.decisions import Review
from pipeline.write.certificates import HARMLESS
from pipeline.write.chunk import Chunk

Row = Mapping[str, Any]
# A doubtful row of which no finding says why.
UNSAID = "no_finding"
# The finding about a heading that stands at the first entry below it.
_OF_GROUP = "groups_differ"
_TELLING = frozenset({"warning", "error"})
# What a person who looks at a row sees of it.
_SHOWN = ("entry_id", *(column.name for column in load_schema("list_entries").fields if column.derivation))


@dataclass(frozen=True, slots=True)
class Doubted:
    """The rows of `list_entries` that are doubtful for one cause in one source, in the order of print.

    `sha256` is the hash of what is looked at: the bytes of all sources of the act, and the values of the rows.
    """

    source_id: str
    cause: str
    entry_ids: tuple[str, ...]
    sha256: str


def doubted_rows(chunk: Mapping[str, Sequence[Row]]) -> list[Doubted]:
    """Group the doubtful entries among rows of `sources`, `acts`, `list_entries` and `findings` by source and cause."""
    entries = {str(row["entry_id"]): row for row in chunk["list_entries"] if row["doubtful"]}
    of_list, of_group = defaultdict[str, list[str]](list), defaultdict[tuple[object, ...], list[str]](list)
    for entry_id, entry in entries.items():
        of_list[str(entry["list_id"])].append(entry_id)
        of_group[_group_of(entry)].append(entry_id)
    causes = defaultdict[str, dict[tuple[str, str], bool]](dict)
    for finding in chunk["findings"]:
        if finding["severity"] not in _TELLING:
            continue
        about = str(finding["row_id"])
        if finding["table_name"] == "list_entries" and about in entries:
            ids = of_group[_group_of(entries[about])] if finding["code"] == _OF_GROUP else [about]
        else:
            ids = of_list.get(about, []) if finding["code"] in UNSURE_BARS else []
        key = str(finding["source_id"]), _cause(finding, entries.get(about))
        for entry_id in ids:
            causes[entry_id][key] = finding["code"] in HARMLESS
    homes = {row["act_id"]: str(row["source_ids"][0]) for row in chunk["acts"]}
    groups = defaultdict[tuple[str, str], list[str]](list)
    for entry_id, entry in entries.items():
        told = causes.get(entry_id) or {(homes[entry["act_id"]], UNSAID): False}
        # an oddity of the print is no cause beside one
        for key in [key for key, harmless in told.items() if not harmless] or told:
            groups[key].append(entry_id)
    hashes = {row["source_id"]: row["sha256"] for row in chunk["sources"]}
    origins = {row["act_id"]: sorted(hashes[source_id] for source_id in row["source_ids"]) for row in chunk["acts"]}

    def looked_at(ids: Sequence[str]) -> str:
        shown = [(origins[entries[one]["act_id"]], [entries[one].get(name) for name in _SHOWN]) for one in ids]
        return hashlib.sha256(repr(shown).encode()).hexdigest()

    return [Doubted(*key, tuple(ids), looked_at(ids)) for key, ids in sorted(groups.items())]


def _group_of(entry: Row) -> tuple[object, ...]:
    """Return what entries below one heading have in common."""
    return entry["list_id"], *(entry.get(name) for name in GROUP)


def _cause(finding: Row, entry: Row | None) -> str:
    """Return the code of a finding; of a row that the solver doubts, its reason as well, which follows the code."""
    if finding["code"] != "row_doubtful" or entry is None:
        return str(finding["code"])
    return f"row_doubtful: {str(finding['message']).removeprefix(str(entry['code'])).removeprefix(': ')}"


def lift_reviewed(chunk: Chunk, reviews: Iterable[Review]) -> Chunk:
    """Return the rows, those no longer doubtful whose every cause was reviewed, and findings that say so.

    What a review was about is found again in the rows: reviews of other sources are no matter here.
    """
    sources = {row["source_id"] for row in chunk["sources"]}
    here = {(one.source_id, one.cause): one for one in reviews if one.source_id in sources}
    if not here:
        return chunk
    groups = {(one.source_id, one.cause): one for one in doubted_rows(chunk)}
    standing = {key for key, review in here.items() if key in groups and groups[key].sha256 == review.sha256}
    open_still = {entry_id for key, group in groups.items() if key not in standing for entry_id in group.entry_ids}
    reviewed = {entry_id for key in standing for entry_id in groups[key].entry_ids} - open_still
    entries = [row | {"doubtful": False} if row["entry_id"] in reviewed else row for row in chunk["list_entries"]]
    told = [_tell(one, key in standing, chunk["acts"]) for key, one in here.items()]
    return {**chunk, "list_entries": entries, "findings": [*chunk["findings"], *told]}


def _tell(review: Review, stands: bool, acts: Sequence[Row]) -> dict[str, Any]:
    message = f"{review.rows} rows doubted for {review.cause} were found right by {review.decided_by} on"
    message += f" {review.decided_on}: {review.reason}"
    if not stands:
        message += "; withdrawn: their sources or the rows are not as they were"
    code, severity = ("doubts_reviewed", "info") if stands else ("review_withdrawn", "warning")
    return {
        "finding_id": f"{review.source_id}:{code}:{hashlib.sha256(message.encode()).hexdigest()[:12]}",
        "source_id": review.source_id,
        "act_id": next((act["act_id"] for act in acts), None),
        "severity": severity,
        "code": code,
        "message": message,
        "table_name": None,
        "row_id": None,
        "line_start": None,
        "line_end": None,
    }
