"""The rows of many sources, act by act: those that are kept from an earlier run, and those that the pool makes.

Which sources print one act is known when the rows of all were made. So these are kept first, and taken again by act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import SourceMetadataError, TizmekError
from pipeline.inputs import row_key, source_hash
from pipeline.join import join_sources
from pipeline.pool import Outcome, pool
from pipeline.read.registry import Source
from pipeline.source_rows import UNREAD, make_chunk
from pipeline.write.chunk import Chunk
from pipeline.write.kept import Kept, act_of

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Made:
    """A source whose rows were made, under which key they are kept, and which act they are of, if of any."""

    source: Source
    key: str
    act_id: str


def act_outcomes(
    sources: Sequence[Source], jobs: int, kept: Kept, progress: Progress | None = None, *, accept_errors: bool = False
) -> Iterator[Outcome]:
    """Yield the rows of each act, and of each source without one, or the error of a source.

    They come in the order of their first sources, behind the errors of sources whose rows can't be made; `progress` is
    told each source that is made.
    """
    acts: dict[str, list[_Made]] = {}
    for source, outcome in zip(sources, _make(sources, jobs, kept, accept_errors), strict=True):
        if isinstance(outcome, TizmekError):
            yield outcome
        else:
            acts.setdefault(outcome.act_id or f"source:{source.source_id}", []).append(outcome)
        if progress:
            progress(source.source_id)
    for made in acts.values():
        outcomes = [_take_again(one, kept, accept_errors) for one in made]
        yield from (one for one in outcomes if isinstance(one, TizmekError))
        if chunks := [one for one in outcomes if not isinstance(one, TizmekError)]:
            yield from join_sources(chunks)


def _make(sources: Sequence[Source], jobs: int, kept: Kept, accept_errors: bool) -> Iterator[_Made | TizmekError]:
    """Make the rows of the sources that aren't kept, and keep them."""
    keys = [_key_of(source) for source in sources]
    acts = [kept.act_of(key) for key in keys]
    missing = [source for source, act_id in zip(sources, acts, strict=True) if act_id is None]
    made = pool().make(missing, jobs, accept_errors) if missing else iter(())
    for source, key, act_id in zip(sources, keys, acts, strict=True):
        if act_id is not None:
            yield _Made(source, key, act_id)
            continue
        outcome = next(made)
        if isinstance(outcome, TizmekError):
            yield outcome
            continue
        # under the hash of the bytes that were read: the file may have changed since
        made_of = row_key(source, str(outcome["sources"][0]["sha256"]))
        kept.keep(made_of, outcome)
        yield _Made(source, made_of, act_of(outcome))


def source_outcome(source: Source, kept: Kept, *, accept_errors: bool = False) -> Outcome:
    """Return the rows of one source, as it prints them alone, or its error."""
    return _take(source, _key_of(source), kept, accept_errors)


def _take_again(made: _Made, kept: Kept, accept_errors: bool) -> Outcome:
    """Take the rows of a source that were made before; those made again must be of the same act."""
    chunk = _take(made.source, made.key, kept, accept_errors)
    if isinstance(chunk, TizmekError) or act_of(chunk) == made.act_id:
        return chunk
    advice = "build again when it is written to its end"
    return SourceMetadataError("the file changed during the build", place=made.source.path, advice=advice)


def _take(source: Source, key: str, kept: Kept, accept_errors: bool) -> Outcome:
    """Take the rows of a source; they are made where none are kept, or not any more, or are refused."""
    chunk = kept.take(key)
    if chunk and (accept_errors or _is_read(chunk)):
        return chunk
    try:
        return make_chunk(source, accept_errors)
    except TizmekError as error:
        return error


def _key_of(source: Source) -> str:
    """Name what the rows of a source depend on; nothing where it can't be read, which making them tells."""
    sha256 = source_hash(source)
    return row_key(source, sha256) if sha256 else ""


def _is_read(chunk: Chunk) -> bool:
    """Tell whether rows have no finding that stops a build which accepts no errors."""
    return UNREAD.isdisjoint(str(row["code"]) for row in chunk["findings"])
