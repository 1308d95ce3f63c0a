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
from pathlib import Path
from typing import Any

from pipeline.diff.comparison import Comparison
from pipeline.errors import TizmekError
from pipeline.inputs import code_hash
from pipeline.make_tables import Way, make_tables
from pipeline.published import rows
from pipeline.read.decisions import read_decisions, read_editions
from pipeline.read.registry import DECISIONS, METADATA, try_sources
from pipeline.releases.causes import Cause, Step, caused_changes
from pipeline.releases.changes import write_changes
from pipeline.releases.history import lay_out_inputs
from pipeline.releases.manifest import INPUTS, home_of, is_sealed, read_manifest
from pipeline.releases.tell import write_changes_text
from pipeline.write.package import RELEASES

# Inputs by the source they belong to, or `decisions`: the SHA-256 of each file by its name.
Inputs = Mapping[str, Mapping[str, str]]
# What an act says of the law's own time; where one of these differs, it is another state of the law.
_OF_THE_LAW = ("number", "date", "status", "repealed_by_number", "repealed_by_date", "text_state", "consolidated_to")


def write_changed(out: Path, staging: Path, release: int, digests: Mapping[str, str], way: Way) -> list[dict[str, Any]]:
    """Write what changed since the newest release of `out` into the staged release; return it as rows."""
    home, told = home_of(staging, release), list[dict[str, Any]]()
    with tempfile.TemporaryDirectory(prefix=".steps-", dir=staging) as folder:
        steps = list(_steps(out, staging, digests, Path(folder), way)) if is_sealed(out) else []
        told = write_changes(home, caused_changes(out, steps) if steps else ())
    write_changes_text(home, release, told)
    return told


def _steps(out: Path, staging: Path, digests: Mapping[str, str], folder: Path, way: Way) -> Iterator[Step]:
    manifest = read_manifest(out)
    old, new = _by_source(manifest.inputs), _by_source(digests)
    causes = _causes(old, new, out, staging)
    if manifest.code != code_hash():
        causes = {"program_changed": frozenset(), **causes}
    now = dict(old)
    waiting: dict[Cause, frozenset[str]] = {}
    for number, (cause, changed) in enumerate(causes.items(), 1):
        for home in changed or ({DECISIONS} if cause == "decision_changed" else set()):
            now.pop(home, None)
            if home in new:
                now[home] = new[home]
        waiting[cause] = changed
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


def _causes(old: Inputs, new: Inputs, out: Path, staging: Path) -> dict[Cause, frozenset[str]]:
    """Sort the sources that differ by what changed about them, in the order of the steps."""
    found: defaultdict[Cause, set[str]] = defaultdict(set)
    law = _Law(out, staging)
    kept = staging / RELEASES / INPUTS
    for home in (old.keys() | new.keys()) - {DECISIONS}:
        before, after = old.get(home), new.get(home)
        if before == after:
            continue
        if after is None:
            found["source_removed"].add(home)
        elif before is None or _texts(before) != _texts(after):
            found["law_changed" if law.changed(home) else "source_changed"].add(home)
        elif _corrections(kept / before[METADATA]) != _corrections(kept / after[METADATA]):
            found["correction_changed"].add(home)
        else:
            found["source_changed"].add(home)
    if old.get(DECISIONS) != new.get(DECISIONS):
        found["decision_changed"] = set()
    order: tuple[Cause, ...] = (
        *("source_removed", "correction_changed", "source_changed", "law_changed", "decision_changed"),
    )
    return {cause: frozenset(found[cause]) for cause in order if cause in found}


def _texts(files: Mapping[str, str]) -> set[str]:
    return {digest for name, digest in files.items() if name != METADATA}


def _corrections(path: Path) -> Any:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get("corrections")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None


class _Law:
    """What the sources of two folders of tables say of the law's own time."""

    def __init__(self, before: Path, after: Path) -> None:
        self._before, self._after = _states(before), _states(after)

    def changed(self, source_id: str) -> bool:
        """Tell whether a source brings an act that was not there, or another state of the law than it did."""
        now = self._after.get(source_id)
        if now is None:
            return False
        if source_id in self._before:
            return self._before[source_id] != now
        return now not in self._before.values()


def _states(folder: Path) -> dict[str, tuple[Any, ...]]:
    amendments: defaultdict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows("amendments", folder):
        amendments[row["act_id"]].add((row["by_number"], row["by_date"], row["kind"], row["target_num"]))
    return {
        source_id: (*(act[name] for name in _OF_THE_LAW), frozenset(amendments[act["act_id"]]))
        for act in rows("acts", folder)
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
        make_tables(try_sources(sources), tables, comparison, way)
    except TizmekError:
        return None
    return tables
