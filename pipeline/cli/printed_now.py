"""What the sources print now: the published rows, but for sources that were changed since, which are read again.

A build that stops at an expired decision leaves the old tables, so these can't tell what the decision should quote.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.diff.decide import Learned
    from pipeline.read.registry import Source


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
    learned = read_learned(out)
    if again & hashes.keys() or changed:
        learned = _learn(registered, out, tuple(learned))
    acts = {str(row["act_id"]) for source_id, row in published.items() if source_id in changed and row["act_id"]}
    return PrintedNow(learned, tuple(sorted(changed)), frozenset(acts))


def _learn(registered: Sequence[Source], out: Path, tables: Sequence[str]) -> Learned:
    """Read what sources print, with the rows that were kept of those that are as they were."""
    from pipeline.errors import TizmekError
    from pipeline.source_outcomes import act_outcomes
    from pipeline.standing import kept_folder
    from pipeline.write.kept import Kept

    learned: dict[str, list[dict[str, Any]]] = {table: [] for table in tables}
    in_order = sorted(registered, key=lambda source: source.source_id)
    with tempfile.TemporaryDirectory() as folder:
        kept = Kept(Path(folder), lent=kept_folder(out))
        for outcome in act_outcomes(in_order, 1, kept, accept_errors=True):
            if isinstance(outcome, TizmekError):
                raise outcome
            for table in tables:
                learned[table] += outcome[table]
    return learned
