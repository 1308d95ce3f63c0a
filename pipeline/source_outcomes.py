"""The rows of many sources, in their order: those that are kept from an earlier run, and those that the pool makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.errors import TizmekError
from pipeline.inputs import row_key, source_hash
from pipeline.pool import Outcome, pool
from pipeline.read.registry import Source
from pipeline.source_rows import UNREAD, make_chunk
from pipeline.write.chunk import Chunk
from pipeline.write.kept import Kept


def source_outcomes(
    sources: Sequence[Source], jobs: int, kept: Kept | None = None, *, accept_errors: bool = False
) -> Iterator[Outcome]:
    """Yield the rows of each source, or its error, in their order; what is made is kept, where there is a place."""
    if kept is None:
        yield from pool().make(sources, jobs, accept_errors)
        return
    keys = [_key_of(source, source_hash(source)) for source in sources]
    found = [key is not None and kept.has(key) for key in keys]
    missing = [source for source, is_kept in zip(sources, found, strict=True) if not is_kept]
    made = pool().make(missing, jobs, accept_errors) if missing else iter(())
    for source, key, is_kept in zip(sources, keys, found, strict=True):
        if is_kept:
            chunk = kept.take(str(key))
            yield chunk if chunk and (accept_errors or _is_read(chunk)) else _make_now(source, accept_errors)
            continue
        outcome = next(made)
        if not isinstance(outcome, TizmekError):
            # under the hash of the bytes that were read: the file may have changed since
            kept.keep(str(_key_of(source, str(outcome["sources"][0]["sha256"]))), outcome)
        yield outcome


def _key_of(source: Source, sha256: str | None) -> str | None:
    return row_key(source, sha256) if sha256 else None


def _is_read(chunk: Chunk) -> bool:
    """Tell whether rows have no finding that stops a build which accepts no errors."""
    return UNREAD.isdisjoint(str(row["code"]) for row in chunk["findings"])


def _make_now(source: Source, accept_errors: bool) -> Outcome:
    """Make rows that were kept a moment ago and are gone, or are refused."""
    try:
        return make_chunk(source, accept_errors)
    except TizmekError as error:
        return error
