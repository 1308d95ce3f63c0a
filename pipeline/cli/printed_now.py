"""What the sources print now: the published rows, but for sources that were changed since, which are read again.

A build that stops at an expired decision leaves the old tables, so these can't tell what the decision should quote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.diff.decide import Learned
    from pipeline.read.registry import Source
    from pipeline.write.chunk import Chunk


@dataclass(frozen=True, slots=True)
class PrintedNow:
    """What a comparison learns from the sources; `changed` are the ids of sources that came, went or have other bytes.

    `acts` are the published acts of these.
    """

    learned: Learned
    changed: tuple[str, ...]
    acts: frozenset[str]


def read_now(out: Path, registered: Sequence[Source]) -> PrintedNow:
    """Read what the registered sources print: from the published folder `out` where it holds their bytes.

    Raises the TizmekErrors that a build raises for a source that is read again and can't be.
    """
    from pipeline.diff.decide import read_learned
    from pipeline.published import rows
    from pipeline.read.registry import hash_of, read_bytes

    published = {str(row["source_id"]): row for row in rows("sources", out)}
    hashes = {source.source_id: hash_of(read_bytes(source)) for source in registered}
    changed = {one for one in hashes.keys() & published.keys() if hashes[one] != published[one]["sha256"]}
    changed |= hashes.keys() ^ published.keys()
    # A correction changes what is read, not the bytes: whether it is the published one is seen by making it.
    corrected = {row["source_id"] for row in rows("repairs", out) if "correction" in row["rule"]}
    again = changed | corrected | {source.source_id for source in registered if source.corrections}
    acts = {source_id: row["act_id"] for source_id, row in published.items() if row["act_id"]}
    kept = {acts[source_id] for source_id in acts.keys() & (hashes.keys() - again)}
    learned = {table: [row for row in found if row["act_id"] in kept] for table, found in read_learned(out).items()}
    for chunk in _chunks(registered, again, acts):
        for table in learned:
            learned[table] += chunk[table]
    return PrintedNow(learned, tuple(sorted(changed)), frozenset(acts[one] for one in acts.keys() & changed))


def _chunks(registered: Sequence[Source], again: set[str], acts: Mapping[str, Any]) -> list[Chunk]:
    """Read sources again; an act whose id another source has gets the id that a build gives it."""
    if not again & {source.source_id for source in registered}:
        return []
    from pipeline.source_rows import make_chunk
    from pipeline.write.act_ids import ActIds

    settled, chunks = ActIds(), []
    for source in sorted(registered, key=lambda source: source.source_id):
        if source.source_id in again:
            chunks.append(settled.settle(make_chunk(source, accept_errors=True)))
        elif source.source_id in acts:
            known: Chunk = {"acts": [{"act_id": acts[source.source_id]}], "provenance": [], "findings": []}
            settled.settle({**known, "sources": [{"source_id": source.source_id}]})
    return chunks
