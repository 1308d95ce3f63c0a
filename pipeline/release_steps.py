"""The way from the inputs of one release to those of the next, one kind of change at a time.

What is between is made again, with the program as it is now, from the files that were kept of the earlier release:
first the old sources as they were, then without those that went, with new corrections, new files, new acts, and at
last the new decisions. A step that can't be made alone (a correction that fits the new file only) is one with the next.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.diff.comparison import Comparison
from pipeline.errors import TizmekError
from pipeline.inputs import code_hash
from pipeline.make_tables import Way, make_tables
from pipeline.read.decisions import read_decisions, read_editions, read_reviews
from pipeline.read.registry import DECISIONS, METADATA, try_sources
from pipeline.releases.causes import Cause, Step, caused_changes
from pipeline.releases.changes import write_changes
from pipeline.releases.differences import release_rows
from pipeline.releases.history import lay_out_inputs
from pipeline.releases.manifest import INPUTS, home_of, read_manifest, tables_of
from pipeline.releases.tell import write_changes_text
from pipeline.write.package import RELEASES

# Inputs by the source they belong to, or `decisions`: the SHA-256 of each file by its name.
Inputs = Mapping[str, Mapping[str, str]]
# The causes that a new text may have.
_OF_TEXTS: tuple[Cause, ...] = ("source_changed", "law_changed")
# What tells an act from others, and what it says of the law's own time: another date of these is another state of it.
_IDENTITY = ("jurisdiction", "kind", "number", "date")
_TIMES = ("number", "date", "status", "repealed_by_number", "repealed_by_date", "text_state", "consolidated_to")


def write_changed(
    out: Path, newest: int | None, staging: Path, release: int, digests: Mapping[str, str], way: Way
) -> list[dict[str, Any]]:
    """Write what changed since the newest release of `out`, if there is one, into the staged one; return it as rows."""
    home, told = home_of(staging, release), list[dict[str, Any]]()
    with tempfile.TemporaryDirectory(prefix=".steps-", dir=staging) as folder:
        if newest is None:
            write_changes(home, ())
        else:
            steps = list(_steps(out, newest, staging, digests, Path(folder), way))
            told = write_changes(home, caused_changes(tables_of(out, newest), steps))
    write_changes_text(home, release, told)
    return told


def _steps(out: Path, newest: int, staging: Path, digests: Mapping[str, str], folder: Path, way: Way) -> Iterator[Step]:
    manifest = read_manifest(out, newest)
    old, new = _by_source(manifest.inputs), _by_source(digests)
    causes, both = _causes(old, new, tables_of(out, newest), staging)
    # what no input accounts for, the program does
    if manifest.code != code_hash() or not causes:
        causes = {"program_changed": frozenset(), **causes}
    now = dict(old)
    waiting: dict[Cause, frozenset[str]] = {}
    for number, (cause, changed) in enumerate(causes.items(), 1):
        for home in changed or ({DECISIONS} if cause == "decision_changed" else set()):
            now.pop(home, None)
            if home in new:
                now[home] = new[home]
        waiting[cause] = changed
        if cause in _OF_TEXTS and changed & both:
            waiting["correction_changed"] = changed & both
        last = number == len(causes)
        tables = staging if last else _made_of(now, staging, folder / str(number), way)
        if tables:
            yield Step(dict(waiting), tables)
            waiting.clear()


def _by_source(digests: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, digest in digests.items():
        home, _, file = name.partition("/")
        found[home][file] = digest
    return dict(found)


def _causes(
    old: Inputs, new: Inputs, before: Path, staging: Path
) -> tuple[dict[Cause, frozenset[str]], frozenset[str]]:
    """Sort the sources that differ by what changed about them, in the order of the steps.

    The second are those of which the text changed and a correction, too: their step has both causes.
    """
    found: defaultdict[Cause, set[str]] = defaultdict(set)
    both: set[str] = set()
    law = _Law(before, staging)
    kept = staging / RELEASES / INPUTS
    for home in (old.keys() | new.keys()) - {DECISIONS}:
        was, now = old.get(home), new.get(home)
        if was == now:
            continue
        if now is None:
            found["source_removed"].add(home)
            continue
        corrected = was is not None and _corrections(kept / was[METADATA]) != _corrections(kept / now[METADATA])
        if was is None or _texts(was) != _texts(now):
            found["law_changed" if law.changed(home) else "source_changed"].add(home)
            both |= {home} if corrected else set()
        else:
            found["correction_changed" if corrected else "source_changed"].add(home)
    if old.get(DECISIONS) != new.get(DECISIONS):
        found["decision_changed"] = set()
    order: tuple[Cause, ...] = (
        *("source_removed", "correction_changed", "source_changed", "law_changed", "decision_changed"),
    )
    return {cause: frozenset(found[cause]) for cause in order if cause in found}, frozenset(both)


def _texts(files: Mapping[str, str]) -> set[str]:
    return {digest for name, digest in files.items() if name != METADATA}


def _corrections(path: Path) -> Any:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get("corrections")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None


class _Law:
    """What the sources of two folders of tables say of the law: which acts, and in which state."""

    def __init__(self, before: Path, after: Path) -> None:
        self._states, self._now = _states(before), _states(after)
        self._known = {tuple(act.get(name) for name in _IDENTITY) for act in release_rows("acts", before)}
        self._acts = {
            source_id: tuple(act.get(name) for name in _IDENTITY)
            for act in release_rows("acts", after)
            for source_id in act["source_ids"]
        }

    def changed(self, source_id: str) -> bool:
        """Tell whether a source brings an act that was not there, or another state of the law than it did."""
        if source_id not in self._acts:
            return False
        if source_id in self._states:
            return self._states[source_id] != self._now[source_id]
        act = self._acts[source_id]
        return act[-1] is None or act not in self._known


def _states(folder: Path) -> dict[str, tuple[Any, ...]]:
    amendments: defaultdict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in release_rows("amendments", folder):
        amendments[row["act_id"]].add(tuple(row.get(name) for name in ("by_number", "by_date", "kind", "target_num")))
    return {
        source_id: (*(act.get(name) for name in _TIMES), frozenset(amendments[act["act_id"]]))
        for act in release_rows("acts", folder)
        for source_id in act["source_ids"]
    }


def _made_of(inputs: Inputs, staging: Path, folder: Path, way: Way) -> Path | None:
    """Make the tables of inputs that were kept; None where they can't be made."""
    sources, tables = folder / "sources", folder / "tables"
    tables.mkdir(parents=True)
    lay_out_inputs(
        staging, {f"{home}/{name}": digest for home, files in inputs.items() for name, digest in files.items()}, sources
    )
    try:
        comparison = Comparison(read_decisions(sources), read_editions(sources))
        make_tables(try_sources(sources), tables, comparison, replace(way, reviews=read_reviews(sources)))
    except TizmekError:
        return None
    return tables
