"""What a file that is not registered is, and what it would change among the published tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.contract import load_schema
from pipeline.diff.row_difference import find_differences
from pipeline.errors import ContractError, TizmekError
from pipeline.pool import Outcome
from pipeline.published import NoDatasetError, rows
from pipeline.read.registry import Source, hash_of, read_bytes, source_of_file
from pipeline.refresh.register import registrations
from pipeline.source_outcomes import source_outcomes
from pipeline.source_rows import UNREAD
from pipeline.write.chunk import FACT_TABLES, Chunk

_DOUBTS = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was looked at: what it is, as the tables would have it, and what it would change in them.

    `registered` names the source, or the file before it, that has these bytes already; `same_act` the published sources
    of its act; `changes` counts, by table, the rows that would come, go and change there. `unread` are the doubts that
    stop a build.
    """

    file: Path
    sha256: str
    source_id: str
    act_id: str | None = None
    kind: str | None = None
    number: str | None = None
    dated: date | None = None
    issuer: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    lists: tuple[tuple[str, int], ...] = ()
    points: int = 0
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    registered: str | None = None
    same_act: tuple[str, ...] = ()
    changes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def look_at(files: Sequence[Path], sources: Path, out: Path, jobs: int = 1) -> list[Seen | TizmekError]:
    """Tell what each file is, or the error that it would be refused for, in their order; nothing is written."""
    known = {str(said.get("sha256")): source_id for source_id, said in registrations(sources)}
    taken = {home.name for home in sources.iterdir()} if sources.is_dir() else set()
    told: list[Seen | TizmekError | None] = []
    waiting = list[Source]()
    for file in files:
        try:
            source = source_of_file(file)
            digest = hash_of(read_bytes(source))
        except TizmekError as error:
            told.append(error)
            continue
        if digest in known:
            told.append(Seen(file, digest, known[digest], registered=known[digest]))
            continue
        known[digest] = str(file)
        waiting.append(source)
        told.append(None)
    outcomes = zip(waiting, source_outcomes(waiting, jobs, accept_errors=True), strict=True)
    return [_outcome(*next(outcomes), out, taken) if one is None else one for one in told]


def _outcome(source: Source, outcome: Outcome, out: Path, taken: set[str]) -> Seen | TizmekError:
    if isinstance(outcome, TizmekError):
        return outcome
    seen = _seen(source, outcome, out, taken)
    taken.add(seen.source_id)
    return seen


def _seen(source: Source, chunk: Chunk, out: Path, taken: set[str]) -> Seen:
    registered = chunk["sources"][0]
    act = next(iter(chunk["acts"]), None)
    entries = Counter(row["list_id"] for row in chunk["list_entries"])
    published = _published(str(act["act_id"]), out) if act else {}
    told: dict[str, Any] = {}
    if act:
        told = {
            "act_id": act["act_id"],
            "kind": act["kind"],
            "number": act.get("number"),
            "dated": act.get("date"),
            "issuer": act.get("issuer"),
            "titles": {name[-2:]: cell for name, cell in act.items() if name.startswith("title_") and cell},
        }
    return Seen(
        file=source.file,
        sha256=str(registered["sha256"]),
        source_id=_free_id(str(act["act_id"]) if act else source.source_id, _languages(registered), taken),
        **told,
        languages=_languages(registered),
        lists=tuple((str(row["list_id"]), entries[row["list_id"]]) for row in chunk["lists"]),
        points=sum(row["kind"] == "point" for row in chunk["provisions"]),
        doubts=tuple(_doubt(row) for row in chunk["findings"] if row["severity"] in _DOUBTS),
        unread=tuple(_doubt(row) for row in chunk["findings"] if row["code"] in UNREAD),
        same_act=tuple(sorted({str(one) for row in published.get("acts", ()) for one in row["source_ids"]})),
        changes=dict(_changes(chunk, published)),
    )


def _languages(registered: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(registered["languages"])


def _doubt(row: Mapping[str, Any]) -> str:
    place = f"line {row['line_start']}: " if row["line_start"] else ""
    return f"{row['severity']}: {place}{row['message']}"


def _free_id(wanted: str, languages: Sequence[str], taken: set[str]) -> str:
    """Return an id that no source has: the act's, with its language or a number behind it where that is taken."""
    names = [wanted, f"{wanted}-{'-'.join(languages)}" if languages else wanted]
    number = 2
    while names[0] in taken:
        names.pop(0)
        if not names:
            names.append(f"{wanted}-{number}")
            number += 1
    return names[0]


def _published(act_id: str, out: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the published rows of an act, by table; none where nothing is published."""
    try:
        found = {table: rows(table, out, act_id=act_id) for table in FACT_TABLES}
    except NoDatasetError:
        return {}
    except ContractError as error:
        raise ContractError(error.message, place=error.place, advice="see tizmek verify") from error
    return found if found["acts"] else {}


def _changes(
    chunk: Chunk, published: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[tuple[str, dict[str, int]]]:
    for table in FACT_TABLES:
        schema = load_schema(table)
        # of a source's own rows, those of a table that it says nothing of stay as they are
        after = [{name: row.get(name) for name in schema.names} for row in chunk[table]]
        signs = Counter(
            one.sign for one in find_differences(table, schema.primary_key, published.get(table, ()), after)
        )
        if signs:
            yield table, {"added": signs["+"], "removed": signs["-"], "changed": signs["~"]}
