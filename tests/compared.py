"""Publish made-up chunks as a build does: with the tables and the report that compare their acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.diff.comparison import Comparison
from pipeline.diff.report import tell_folder
from pipeline.write import write_release
from pipeline.write.certificates import certify
from pipeline.write.parquet import Completion
from pipeline.write.release import Chunk


def publish_compared(chunks: Iterable[Chunk], out: Path, completions: Mapping[str, Completion] | None = None) -> None:
    """Write a release whose acts have certificates and are compared with each other."""
    comparison = Comparison()

    def learned() -> Iterator[Chunk]:
        for chunk in map(certify, chunks):
            comparison.learn(chunk)
            yield chunk

    write_release(learned(), out, completions, comparison.tables, report=tell_folder)
