"""The pipeline read aloud: sources in, rows out, published whole or not at all."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.clean import clean_document
from pipeline.diff.comparison import Comparison, Tables
from pipeline.diff.report import tell_folder
from pipeline.errors import ExpectationError, PublishError, SourceMetadataError, UnreadRowsError, WorkerError
from pipeline.link.citations import KnownActs
from pipeline.link.languages import link_languages
from pipeline.model import Document, Extraction
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.read.decisions import read_decisions, read_editions
from pipeline.read.registry import Source, correct, find_sources, read_bytes, source_of_file
from pipeline.segment import segment_document
from pipeline.write import write_release
from pipeline.write.act_ids import ActIds
from pipeline.write.chunk import Chunk, chunk_of

# So many sources for each worker are under way at once.
WAITING = 8
# Rows hold no cycles: a collector that looks for some after every 700 new objects costs a tenth of the time.
COLLECT_AFTER = 100_000
# Findings that stop a release: what they are about is missing from the tables.
UNREAD = frozenset({"code_not_understood", "file_ends_in_row"})

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build published: counts of sources, acts, rows by table and findings by severity; incomplete acts."""

    sources: int
    acts: int
    tables: dict[str, int]
    findings: dict[str, int]
    incomplete: tuple[str, ...]


def build_sources(
    sources: Path, out: Path, jobs: int = 1, progress: Progress | None = None, *, accept_errors: bool = False
) -> BuildReport:
    """Extract every registered source below `sources` and publish the tables as the folder `out`.

    `progress` is called with each source's id when it is done. Raises a TizmekError, with `out` as it was, for a source
    that can't be read, doesn't match its source.toml, breaks the contract, or, unless `accept_errors`, has rows that
    can't be read.
    """
    _refuse_output_among(sources, out)
    comparison = Comparison(read_decisions(sources), read_editions(sources))
    return _build(find_sources(sources), out, jobs, progress, accept_errors, comparison)


def extract_files(
    files: Sequence[Path],
    out: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    accept_errors: bool = False,
) -> BuildReport:
    """Extract files that are not registered and publish the same tables as the folder `out`; see `build_sources`."""
    common = Path(os.path.commonpath([path.absolute().parent for path in files])) if files else Path()
    found = [replace(source_of_file(path), path=path.absolute().relative_to(common).as_posix()) for path in files]
    names = Counter(source.source_id for source in found)
    twice = sorted(name for name, count in names.items() if count > 1)
    if twice:
        raise SourceMetadataError(
            f"two files have the name {twice[0]!r}", place=twice[0], advice="rename one, the name is the source's id"
        )
    return _build(found, out, jobs, progress, accept_errors, Comparison())


def _refuse_output_among(sources: Path, out: Path) -> None:
    """Raise PublishError where the output would lie among the sources, or the sources in the output."""
    inner, outer = out.absolute(), sources.absolute()
    if inner == outer or outer in inner.parents or inner in outer.parents:
        raise PublishError(
            "the output and the sources lie in each other", place=str(out), advice="name a folder of its own with --out"
        )


def _build(
    sources: Sequence[Source],
    out: Path,
    jobs: int,
    progress: Progress | None,
    accept_errors: bool,
    comparison: Comparison,
) -> BuildReport:
    tally, act_ids, known = _Tally(), ActIds(), KnownActs()
    in_order = sorted(sources, key=lambda source: source.source_id)
    chunks = map(act_ids.settle, _run(in_order, jobs, accept_errors))
    with _collecting_seldom():
        learned = tally.watch(_learned(chunks, known, comparison), progress)
        completions = {"citations": known.complete, "findings": comparison.add_findings}
        write_release(learned, out, completions, lambda: tally.count(comparison.tables()), tell_folder)
    return tally.report()


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


def make_chunk(source: Source, accept_errors: bool = False) -> Chunk:
    """Take one source from its bytes to its rows; see `build_sources` for the errors."""
    data = read_bytes(source)
    document = read_document(source.source_id, data, str(source.file))
    cleaned = clean_document(correct(document, source.corrections, str(source.file)))
    extraction = link_languages(parse_source(cleaned, segment_document(cleaned)))
    if not accept_errors:
        _refuse_unread_rows(source, document, extraction)
    _check_expected(source, extraction)
    return chunk_of(source, data, document, extraction)


def _refuse_unread_rows(source: Source, document: Document, extraction: Extraction) -> None:
    places = [(finding.start, finding.message) for finding in extraction.findings if finding.code in UNREAD]
    if places:
        start, message = min((start or 0, message) for start, message in places)
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        raise UnreadRowsError(
            f"{message}{more}",
            place=f"{source.file}:{document.text.count(chr(10), 0, start) + 1}",
            advice="mend the source, register it with a guarded correction, or accept errors and read the findings",
        )


def _check_expected(source: Source, extraction: Extraction) -> None:
    found = Counter(row.table for row in extraction.rows)
    for table, count in source.expect.items():
        if found[table] != count:
            raise ExpectationError(
                f"expected {count} rows of {table}, found {found[table]}",
                place=str(source.file),
                advice="see what changed, then mend the source or the count in its source.toml",
            )


def _run(sources: Sequence[Source], jobs: int, accept_errors: bool) -> Iterator[Chunk]:
    make = partial(make_chunk, accept_errors=accept_errors)
    if jobs <= 1 or len(sources) < 2:
        yield from map(make, sources)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(sources)), context, initializer=_set_up_worker) as pool:
        try:
            # A few at a time: what is done and not yet written is all that waits in memory.
            for batch in batched(sources, WAITING * jobs):
                yield from pool.map(make, batch)
        except BrokenProcessPool as error:
            raise WorkerError(
                "a worker process died", place="build", advice="was it out of memory? try again with --jobs 1"
            ) from error


def _set_up_worker() -> None:
    """Leave Ctrl-C to the main process, which ends the workers; collect as seldom as it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])


def batched(sources: Sequence[Source], size: int) -> Iterator[Sequence[Source]]:
    """Yield the sources in runs of `size`, the last one shorter."""
    for start in range(0, len(sources), size):
        yield sources[start : start + size]


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
