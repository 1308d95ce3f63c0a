"""The pipeline read aloud: sources in, rows out, published whole or not at all."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.diff.comparison import Comparison, Tables
from pipeline.diff.report import tell_folder
from pipeline.errors import PublishError, RefusedSourcesError, SourceMetadataError, TizmekError
from pipeline.link.citations import KnownActs
from pipeline.pool import Outcome, pool
from pipeline.read.decisions import read_decisions, read_editions
from pipeline.read.registry import Source, source_of_file, try_sources
from pipeline.row_worker import COLLECT_AFTER
from pipeline.write import write_release
from pipeline.write.act_ids import ActIds
from pipeline.write.chunk import Chunk

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build published: counts of sources, acts, rows by table and findings by severity; incomplete acts.

    `refused` are the errors of files that it was told to go on without.
    """

    sources: int
    acts: int
    tables: dict[str, int]
    findings: dict[str, int]
    incomplete: tuple[str, ...]
    refused: tuple[TizmekError, ...] = ()


def build_sources(
    sources: Path, out: Path, jobs: int = 1, progress: Progress | None = None, *, accept_errors: bool = False
) -> BuildReport:
    """Extract every registered source below `sources` and publish the tables as the folder `out`.

    `progress` is called with each source's id when it is done. Raises a TizmekError, with `out` as it was, for a source
    that can't be read, doesn't match its source.toml, breaks the contract, or, unless `accept_errors`, has rows that
    can't be read. All sources are tried: for several that are refused it is a RefusedSourcesError that holds them all.
    """
    _refuse_output_among(sources, out)
    comparison = Comparison(read_decisions(sources), read_editions(sources))
    return _build(try_sources(sources), out, jobs, progress, accept_errors, comparison)


def extract_files(
    files: Sequence[Path],
    out: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    accept_errors: bool = False,
    skip_refused: bool = False,
) -> BuildReport:
    """Extract files that are not registered and publish the same tables as the folder `out`; see `build_sources`.

    With `skip_refused` files that are refused are left out, unless all are; the report holds their errors.
    """
    common = Path(os.path.commonpath([path.absolute().parent for path in files])) if files else Path()
    found = [_try_file(path, common) for path in files]
    names = Counter(source.source_id for source in found if isinstance(source, Source))
    twice = sorted(name for name, count in names.items() if count > 1)
    if twice:
        raise SourceMetadataError(
            f"two files have the name {twice[0]!r}", place=twice[0], advice="rename one, the name is the source's id"
        )
    return _build(found, out, jobs, progress, accept_errors, Comparison(), skip_refused=skip_refused)


def _try_file(path: Path, common: Path) -> Source | SourceMetadataError:
    try:
        return replace(source_of_file(path), path=path.absolute().relative_to(common).as_posix())
    except SourceMetadataError as error:
        return error


def _refuse_output_among(sources: Path, out: Path) -> None:
    """Raise PublishError where the output would lie among the sources, or the sources in the output."""
    inner, outer = out.absolute(), sources.absolute()
    if inner == outer or outer in inner.parents or inner in outer.parents:
        raise PublishError(
            "the output and the sources lie in each other", place=str(out), advice="name a folder of its own with --out"
        )


def _build(
    sources: Sequence[Source | SourceMetadataError],
    out: Path,
    jobs: int,
    progress: Progress | None,
    accept_errors: bool,
    comparison: Comparison,
    *,
    skip_refused: bool = False,
) -> BuildReport:
    tally, act_ids, known = _Tally(), ActIds(), KnownActs()
    refused: list[TizmekError] = [source for source in sources if isinstance(source, SourceMetadataError)]
    known_sources = (source for source in sources if isinstance(source, Source))
    outcomes = pool().make(sorted(known_sources, key=lambda source: source.source_id), jobs, accept_errors)
    chunks = map(act_ids.settle, _accepted(outcomes, refused, skip=skip_refused))
    with _collecting_seldom():
        learned = tally.watch(_learned(chunks, known, comparison), progress)
        completions = {"citations": known.complete, "findings": comparison.add_findings}
        write_release(learned, out, completions, lambda: tally.count(comparison.tables()), tell_folder)
    return replace(tally.report(), refused=tuple(refused))


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


def _accepted(outcomes: Iterable[Outcome], refused: list[TizmekError], *, skip: bool) -> Iterator[Chunk]:
    """Yield the rows that were made and collect the errors; raise these when all was tried, unless they are skipped."""
    made = 0
    for outcome in outcomes:
        if isinstance(outcome, TizmekError):
            refused.append(outcome)
        else:
            made += 1
            yield outcome
    if len(refused) == 1 and not (skip and made):
        raise refused[0]
    if refused and not (skip and made):
        raise RefusedSourcesError(refused, made + len(refused))


@dataclass
class _Tally:
    """Counts what passes by, so that no chunk is kept."""

    def __post_init__(self) -> None:
        self.tables: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.incomplete: list[str] = []

    def watch(self, chunks: Iterable[Chunk], progress: Progress | None) -> Iterator[Chunk]:
        for chunk in chunks:
            for table, rows in chunk.items():
                self.tables[table] += len(rows)
            self.findings.update(str(row["severity"]) for row in chunk["findings"])
            self.incomplete += [str(act["act_id"]) for act in chunk["acts"] if act["completeness"] != "complete"]
            if progress:
                progress(str(chunk["sources"][0]["source_id"]))
            yield chunk

    def count(self, compared: Tables) -> Tables:
        self.tables.update({table: len(rows) for table, rows in compared.items()})
        return compared

    def report(self) -> BuildReport:
        tables = dict(sorted(self.tables.items()))
        return BuildReport(
            tables.get("sources", 0), tables.get("acts", 0), tables, dict(self.findings), tuple(sorted(self.incomplete))
        )
