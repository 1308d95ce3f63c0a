"""A release: the rows of all sources as one published folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.write.package import write_package, write_report
from pipeline.write.parquet import ChunkWriter, Comparing, Completion
from pipeline.write.publish import publish
from pipeline.write.tables import to_arrow

Chunk = Mapping[str, Sequence[Mapping[str, object]]]
# The folder of the written tables -> what they say, in words.
Telling = Callable[[Path], str]


def write_tables(
    chunks: Iterable[Chunk],
    folder: Path,
    completions: Mapping[str, Completion] | None = None,
    compare: Comparing | None = None,
    report: Telling | None = None,
) -> None:
    """Write the rows of all sources, one chunk (table -> rows) an act, into a folder, with what describes them.

    A chunk has a row of `acts` and one of `sources` for each that prints it, or one of `sources` alone; chunks may come
    in any order and are taken one at a time. `completions` complete the rows of a table when all chunks are there,
    `compare` gives the tables that compare acts, and `report` tells what they say, from the written tables. Raises
    ContractError for rows that break the contract, for a source or act that two chunks hold and for no chunk at all.
    """
    with ChunkWriter(folder) as writer:
        for chunk in chunks:
            writer.add({table: to_arrow(table, rows) for table, rows in chunk.items()})
        resources = writer.finish(completions, compare)
    write_package(folder, resources)
    if report:
        write_report(folder, report(folder))


def write_release(
    chunks: Iterable[Chunk],
    out: Path,
    completions: Mapping[str, Completion] | None = None,
    compare: Comparing | None = None,
    report: Telling | None = None,
) -> None:
    """Publish the rows of all sources as the folder `out`; see `write_tables`.

    Raises its errors, and PublishError when `out` can't be replaced safely. Nothing is published then.
    """
    publish(out, lambda folder: write_tables(chunks, folder, completions, compare, report))
