"""What a file that is not registered is, and what it would change among the published tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.contract import load_schema
from pipeline.diff.row_difference import find_differences
from pipeline.errors import ContractError, TizmekError
from pipeline.join import join_sources
from pipeline.pool import Outcome, pool
from pipeline.published import NoDatasetError, rows
from pipeline.read.registry import Source, hash_of, read_bytes, source_of_file, try_source
from pipeline.refresh.register import find_registered
from pipeline.source_outcomes import source_outcome
from pipeline.source_rows import UNREAD
from pipeline.standing import kept_folder
from pipeline.write.certificates import certify
from pipeline.write.chunk import FACT_TABLES, Chunk
from pipeline.write.kept import Kept, act_of

_DOUBTS = ("error", "warning")
_NOTHING: Mapping[Path, str | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that was looked at: what it is, as the tables would have it, and what it would change in them.

    `registered` names the source, or the file before it, that has these bytes already; `same_act` the published sources
    of its act, and `apart` says why it would not join them, if it wouldn't. `changes` counts, by table, the rows that
    would come, go and change. `unread` are the doubts that stop a build.
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
    apart: str | None = None
    changes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def look_at(
    files: Sequence[Path], sources: Path, out: Path, jobs: int = 1, replaces: Mapping[Path, str | None] = _NOTHING
) -> list[Seen | TizmekError]:
    """Tell what each file is, or the error that it would be refused for, in their order; nothing is written.

    What a file would change is told as if the files before it were registered. `replaces` names the sources that files
    are new texts of.
    """
    found = [_with_digest(file) for file in files]
    known = find_registered(sources, {one[1] for one in found if not isinstance(one, TizmekError)})
    taken = {home.name for home in sources.iterdir()} if sources.is_dir() else set()
    told: list[Seen | TizmekError | None] = []
    waiting = list[Source]()
    for one in found:
        if isinstance(one, TizmekError):
            told.append(one)
            continue
        source, digest = one
        if digest in known:
            told.append(Seen(source.file, digest, known[digest], registered=known[digest]))
            continue
        known[digest] = str(source.file)
        waiting.append(source)
        told.append(None)
    outcomes = zip(waiting, pool().make(waiting, jobs, True), strict=True)
    beside = _Beside(sources, out)
    return [_outcome(*next(outcomes), beside, replaces, taken) if one is None else one for one in told]


def _with_digest(file: Path) -> tuple[Source, str] | TizmekError:
    """Return a file as a source with the SHA-256 of its bytes, or the error that it is refused for."""
    try:
        source = source_of_file(file)
        return source, hash_of(read_bytes(source))
    except TizmekError as error:
        return error


class _Beside:
    """What is published and registered beside a file that is looked at, and the files that were looked at before it."""

    def __init__(self, sources: Path, out: Path) -> None:
        self._sources, self._out = sources, out
        # by the id of the act: the files before, and the acts that they make with what is registered
        self._before = defaultdict[str, list[Chunk]](list)
        self._joined: dict[str, Chunk] = {}
        self._replaced = set[str | None]()

    def learn(self, chunk: Chunk, acts: Sequence[Chunk], replaced: str | None) -> None:
        """Take a file in, and the acts that it makes with those beside it, in the place of a source that goes."""
        self._before[act_of(chunk)].append(chunk)
        self._replaced.add(replaced)
        self._joined |= {act_of(one): one for one in acts if act_of(one)}

    def act(self, act_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of an act as it stands, by table; none where it isn't published, nor in a file before."""
        if act_id in self._joined:
            return self._joined[act_id]
        try:
            found = {table: rows(table, self._out, act_id=act_id) for table in FACT_TABLES}
        except NoDatasetError:
            return {}
        except ContractError as error:
            raise ContractError(error.message, place=error.place, advice="see tizmek verify") from error
        return found if found["acts"] else {}

    @cached_property
    def _printing(self) -> dict[str, list[str]]:
        """The sources by the act that each prints as it is published."""
        found = defaultdict[str, list[str]](list)
        with suppress(NoDatasetError):
            for row in rows("sources", self._out):
                found[str(row["act_id"]).partition("~")[0]].append(row["source_id"])
        return found

    def others(self, act_id: str, replaced: str | None) -> list[Chunk]:
        """Return the rows of the sources and files that print an act, but for one that goes."""
        kept = Kept(kept_folder(self._out))
        gone = self._replaced | {replaced}
        registered = [try_source(self._sources / one) for one in self._printing.get(act_id, ()) if one not in gone]
        sources = [one for one in registered if isinstance(one, Source)]
        outcomes = [source_outcome(one, kept, accept_errors=True) for one in sources]
        found = [one for one in outcomes if not isinstance(one, TizmekError) and act_of(one) == act_id]
        return [*found, *(one for one in self._before[act_id] if _source_of(one) != replaced)]


def _outcome(
    source: Source, outcome: Outcome, beside: _Beside, replaces: Mapping[Path, str | None], taken: set[str]
) -> Seen | TizmekError:
    if isinstance(outcome, TizmekError):
        return outcome
    seen = _seen(source, outcome, beside, replaces.get(source.file), taken)
    taken.add(seen.source_id)
    return seen


def _seen(source: Source, chunk: Chunk, beside: _Beside, replaced: str | None, taken: set[str]) -> Seen:
    registered = chunk["sources"][0]
    act = next(iter(chunk["acts"]), None)
    entries = Counter(row["list_id"] for row in chunk["list_entries"])
    others = beside.others(act_of(chunk), replaced) if act else []
    source_id = replaced or _free_id(act_of(chunk) or source.source_id, _languages(registered), taken)
    chunk = _called(chunk, source_id)
    # in the order that their ids have when it is registered
    acts = [certify(one) for one in join_sources(sorted((*others, chunk), key=_source_of))]
    told_before = [*others, *(beside.act(act_of(one)) for one in acts if act_of(one))]
    of_others = {row["finding_id"] for other in told_before for row in other.get("findings", ())}
    findings = [row for one in acts for row in one["findings"] if row["finding_id"] not in of_others]
    told: dict[str, Any] = {}
    if act:
        told = {
            "act_id": act["act_id"],
            "kind": act.get("kind"),
            "number": act.get("number"),
            "dated": act.get("date"),
            "issuer": act.get("issuer"),
            "titles": {name[-2:]: cell for name, cell in act.items() if name.startswith("title_") and cell},
        }
    changes = dict(_changes(acts, beside))
    if act:
        beside.learn(chunk, acts, replaced)
    return Seen(
        file=source.file,
        sha256=str(registered["sha256"]),
        source_id=source_id,
        **told,
        languages=_languages(registered),
        lists=tuple((str(row["list_id"]), entries[row["list_id"]]) for row in chunk["lists"]),
        points=sum(row["kind"] == "point" for row in chunk["provisions"]),
        doubts=tuple(_doubt(row) for row in findings if row["severity"] in _DOUBTS),
        unread=tuple(_doubt(row) for row in chunk["findings"] if row["code"] in UNREAD),
        same_act=tuple(map(_source_of, others)),
        apart=next((str(row["message"]) for row in findings if row["code"] == "act_in_two_sources"), None),
        changes=changes,
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


def _called(chunk: Chunk, source_id: str) -> Chunk:
    """Return the rows of a file as those of the source that it would be."""
    old = _source_of(chunk)

    def called(row: dict[str, Any]) -> dict[str, Any]:
        new = {"source_id": source_id, "source_ids": (source_id,)}
        if "finding_id" in row:
            new["finding_id"] = source_id + str(row["finding_id"]).removeprefix(old)
        return row | {name: cell for name, cell in new.items() if name in row}

    return {table: [called(row) for row in rows] for table, rows in chunk.items()}


def _source_of(chunk: Chunk) -> str:
    return str(chunk["sources"][0]["source_id"])


def _changes(acts: Sequence[Chunk], beside: _Beside) -> Iterator[tuple[str, dict[str, int]]]:
    before = [beside.act(act_of(one)) if act_of(one) else {} for one in acts]
    for table in FACT_TABLES:
        schema = load_schema(table)
        # of a source's own rows, those of a table that it says nothing of stay as they are
        after = [{name: row.get(name) for name in schema.names} for act in acts for row in act[table]]
        old = [row for act in before for row in act.get(table, ())]
        signs = Counter(one.sign for one in find_differences(table, schema.primary_key, old, after))
        if signs:
            yield table, {"added": signs["+"], "removed": signs["-"], "changed": signs["~"]}
