"""The tables of many sources in a folder: their rows, what completes these, and what compares their acts."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.build_report import BuildReport
from pipeline.diff.comparison import Comparison, Tables
from pipeline.diff.report import tell_folder
from pipeline.errors import RefusedSourcesError, SourceMetadataError, TizmekError
from pipeline.link.citations import KnownActs
from pipeline.pool import Outcome
from pipeline.read.decisions import Review
from pipeline.read.registry import Source
from pipeline.row_worker import COLLECT_AFTER
from pipeline.source_outcomes import Progress, act_outcomes
from pipeline.write.certificates import certify, summarize
from pipeline.write.chunk import Chunk
from pipeline.write.kept import Kept
from pipeline.write.release import write_tables
from pipeline.write.reviewed import lift_reviewed


@dataclass(frozen=True, slots=True)
class Way:
    """How tables are made: by how many processes, past unreadable rows or refused sources, from which kept rows.

    `reviews` are the doubts that a person found to be none.
    """

    jobs: int = 1
    progress: Progress | None = None
    accept_errors: bool = False
    skip_refused: bool = False
    kept: Kept | None = None
    reviews: tuple[Review, ...] = ()


def make_tables(
    sources: Sequence[Source | SourceMetadataError], folder: Path, comparison: Comparison, way: Way
) -> BuildReport:
    """Write the tables of sources into a folder; see `build_sources` for the errors."""
    tally, known = _Tally(), KnownActs()
    refused: list[TizmekError] = [source for source in sources if isinstance(source, SourceMetadataError)]
    found = sorted((one for one in sources if isinstance(one, Source)), key=lambda source: source.source_id)
    with _collecting_seldom(), _kept(way, folder) as kept:
        outcomes = act_outcomes(found, way.jobs, kept, way.progress, accept_errors=way.accept_errors)
        accepted = _accepted(outcomes, refused, len(sources), skip=way.skip_refused)
        chunks = (certify(lift_reviewed(chunk, way.reviews)) for chunk in accepted)
        completions = {"citations": known.complete, "findings": comparison.add_findings}
        learned = tally.watch(_learned(chunks, known, comparison))
        write_tables(learned, folder, completions, lambda: tally.count(comparison.tables()), tell_folder)
    return replace(tally.report(), refused=tuple(refused))


@contextmanager
def _kept(way: Way, folder: Path) -> Iterator[Kept]:
    """Give the place where rows are kept: without one, a folder that goes with this run."""
    if way.kept is not None:
        yield way.kept
        return
    with TemporaryDirectory(prefix=".rows-", dir=folder) as rows:
        yield Kept(Path(rows))


def _learned(chunks: Iterable[Chunk], known: KnownActs, comparison: Comparison) -> Iterator[Chunk]:
    for chunk in chunks:
        known.learn(chunk["acts"])
        comparison.learn(chunk)
        yield chunk


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _accepted(outcomes: Iterable[Outcome], refused: list[TizmekError], count: int, *, skip: bool) -> Iterator[Chunk]:
    """Yield the rows that were made and collect the errors; raise these when all was tried, unless they are skipped."""
    made = False
    for outcome in outcomes:
        if isinstance(outcome, TizmekError):
            refused.append(outcome)
        else:
            made = True
            yield outcome
    if refused and not (skip and made):
        raise refused[0] if len(refused) == 1 else RefusedSourcesError(refused, count)


@dataclass
class _Tally:
    """Counts what passes by, so that no chunk is kept."""

    def __post_init__(self) -> None:
        self.tables: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.incomplete: list[str] = []
        self.certificates: list[dict[str, object]] = []
        self.without_act: list[str] = []

    def watch(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        for chunk in chunks:
            for table, rows in chunk.items():
                self.tables[table] += len(rows)
            self.findings.update(str(row["severity"]) for row in chunk["findings"])
            self.incomplete += [str(act["act_id"]) for act in chunk["acts"] if act["completeness"] != "complete"]
            self.certificates += summarize(chunk)
            self.without_act += [str(chunk["sources"][0]["source_id"])] if not chunk["acts"] else []
            yield chunk

    def count(self, compared: Tables) -> Tables:
        self.tables.update({table: len(rows) for table, rows in compared.items()})
        return compared

    def report(self) -> BuildReport:
        tables = dict(sorted(self.tables.items()))
        return BuildReport(
            sources=tables.get("sources", 0),
            acts=tables.get("acts", 0),
            tables=tables,
            findings=dict(self.findings),
            incomplete=tuple(sorted(self.incomplete)),
            without_act=tuple(sorted(self.without_act)),
            certificates=tuple(self.certificates),
        )
