"""The pipeline read aloud: sources in, tables out, published as a release whole or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.build_report import BuildReport
from pipeline.diff.comparison import Comparison
from pipeline.errors import DecisionError, PublishError, SourceMetadataError
from pipeline.inputs import code_hash, digests_of, input_files
from pipeline.make_tables import Way, make_tables
from pipeline.read.decisions import DOUBTS_FILE, Review, read_decisions, read_editions, read_reviews
from pipeline.read.registry import Source, is_source_id, source_of_file, try_sources
from pipeline.release_steps import write_changed
from pipeline.releases.history import carry_over, keep_inputs, restore, seal
from pipeline.releases.manifest import home_of, is_standing, newest_release, same_tables, tables_of
from pipeline.releases.schema_diff import refuse_unannounced
from pipeline.source_outcomes import Progress
from pipeline.standing import find_standing, kept_folder, note_standing
from pipeline.write.kept import Kept
from pipeline.write.package import RELEASES
from pipeline.write.publish import publish


def build_sources(
    sources: Path,
    out: Path,
    jobs: int = 1,
    progress: Progress | None = None,
    *,
    accept_errors: bool = False,
    published_on: date | None = None,
    publishing: Callable[[BuildReport], bool] = lambda report: True,
    rehearsal: bool = False,
) -> BuildReport:
    """Extract every registered source below `sources` and publish the tables as a new release of the folder `out`.

    Where they are those of the newest release, that one stands. Rows are made anew only of sources that changed since
    they were made last, and all of them when the program did; nothing is made where nothing changed. `progress` is
    called with each source's id when it is done; `published_on` is today unless it is given. `publishing` is asked
    when all is made and compared; where it says no, the folder `out` stays as it was. A `rehearsal` makes all and
    never publishes: `out` stays as it was, and may be a folder that can't be written, or that another run is
    publishing. Raises a TizmekError, with `out` as it was, for a source that can't be read, doesn't match its
    source.toml, breaks the contract, or, unless `accept_errors`, has rows that can't be read. All sources are tried:
    for several that are refused it is a RefusedSourcesError that holds them all.
    """
    _refuse_output_among(sources, out)
    if standing := find_standing(sources, out, accept_errors=accept_errors):
        return standing
    inputs = input_files(sources, try_sources(sources))
    digests = digests_of(inputs)
    found = try_sources(sources)  # again: what is read from now on is what was hashed, or a change is seen at the end
    kept = Kept(kept_folder(out))
    way = Way(jobs, progress, accept_errors, kept=kept, reviews=_reviews_of(sources))
    made: list[BuildReport] = []

    def write(staging: Path) -> bool:
        comparison = Comparison(read_decisions(sources), read_editions(sources))
        tables = make_tables(found, staging, comparison, way)
        _refuse_changed(inputs, digests)
        newest = newest_release(out)
        if newest is not None and same_tables(tables_of(out, newest), staging):
            made.append(replace(tables, release=newest, is_new=False))
            if same_tables(out, staging) and is_standing(out, newest):
                return False
            restore(out, staging, newest)
            return True
        if newest is not None:
            refuse_unannounced(tables_of(out, newest), staging)
        release = 1 if newest is None else newest + 1
        carry_over(out, staging)
        home_of(staging, release).mkdir(parents=True)
        keep_inputs(staging, inputs, digests)
        changes = write_changed(out, newest, staging, release, digests, replace(way, progress=None))
        seal(staging, release, (published_on or _today()).isoformat(), code_hash(), digests)
        made.append(replace(tables, release=release, changes=changes))
        return publishing(made[0])

    if rehearsal:
        with TemporaryDirectory() as folder:
            write(Path(folder))
    elif publish(out, write) or not made[0].is_new:
        kept.forget_unused()
        note_standing(out, digests, made[0], accept_errors=accept_errors)
    return made[0]


def _reviews_of(sources: Path) -> tuple[Review, ...]:
    """Read the reviews of doubts.

    Raises DecisionError for one of a source that isn't there, and for those of a source that was put aside and is back.
    """
    reviews = read_reviews(sources)
    for left in sorted(sources.glob(f"[!.]*/{DOUBTS_FILE.name}")):
        if left != sources / DOUBTS_FILE:
            advice = f"move its lines into {sources / DOUBTS_FILE}, or delete the file"
            raise DecisionError(
                "the reviews of a source that is back are not read here", place=str(left), advice=advice
            )
    for one in reviews:
        if not (is_source_id(one.source_id) and (sources / one.source_id).is_dir()):
            advice = "name the source as it is called now, or delete the line"
            raise DecisionError(f"no source has the id {one.source_id!r}", place=one.place, advice=advice)
    return reviews


def _refuse_changed(inputs: Mapping[str, Path], digests: Mapping[str, str]) -> None:
    """Raise SourceMetadataError for a file that is other than when the build began."""
    for name, digest in digests_of(inputs).items():
        if digests[name] != digest:
            advice = "build again when it is written to its end"
            raise SourceMetadataError("the file changed during the build", place=str(inputs[name]), advice=advice)


def _today() -> date:
    return datetime.now().astimezone().date()


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

    They are no release, and `out` may hold none. With `skip_refused` files that are refused are left out, unless all
    are; the report holds their errors.
    """
    common = Path(os.path.commonpath([path.absolute().parent for path in files])) if files else Path()
    found = [_try_file(path, common) for path in files]
    names = Counter(source.source_id for source in found if isinstance(source, Source))
    twice = sorted(name for name, count in names.items() if count > 1)
    if twice:
        raise SourceMetadataError(
            f"two files have the name {twice[0]!r}", place=twice[0], advice="rename one, the name is the source's id"
        )
    made: list[BuildReport] = []

    def write(staging: Path) -> None:
        _refuse_releases(out)
        way = Way(jobs, progress, accept_errors, skip_refused)
        made.append(make_tables(found, staging, Comparison(), way))

    publish(out, write)
    return made[0]


def _refuse_releases(out: Path) -> None:
    """Raise PublishError for an output that holds releases, which files that are not registered would replace."""
    if (out / RELEASES).exists():
        advice = "name another folder with --out, or register the files as sources and build"
        raise PublishError("the folder holds releases of registered sources", place=str(out), advice=advice)


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
