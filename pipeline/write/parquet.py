"""Chunks of checked Arrow tables, one chunk an act -> one Parquet file a table, whatever the order of the chunks.

Chunks are spilled to disk as they come and merged at the end in key order, so memory holds one chunk, one row group
and (once, for the check) the ids of one table, not the dataset. Row groups are cut by row count alone and every setting
that shapes the bytes is fixed: the same sources give the same files.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.contract import (
    COMPARISON_TABLES,
    TABLES,
    VERSION,
    Resource,
    arrow_schema,
    check_chunk,
    check_comparison,
    load_schema,
)
from pipeline.errors import ContractError
from pipeline.write.tables import to_arrow

ROW_GROUP_ROWS = 32_768
# The tables whose rows have a certificate, the files whose metadata tells the certificates of which table, and its key.
CERTIFIED = ("acts", "lists")
TOLD_IN = {"acts": "acts", "lists": "lists", "list_entries": "lists"}
CERTIFICATES = "tizmek.certificates"
_READ_BYTES = 1 << 20
SETTINGS: dict[str, Any] = {
    "version": "2.6",
    "data_page_version": "1.0",
    "data_page_size": 1 << 20,
    "compression": "zstd",
    "compression_level": 9,
    "use_dictionary": True,
    "write_statistics": True,
    # Arrow's own copy of the schema would add nothing to the Parquet types we use, and it changes between versions.
    "store_schema": False,
}


Rows = Sequence[Mapping[str, Any]]
# The act or source of a chunk, and its rows of one table as they came -> the rows with what only all chunks tell.
Completion = Callable[[str, Rows], Rows]
# What only all chunks together tell: the rows of the tables that compare acts.
Comparing = Callable[[], Mapping[str, Rows]]


class _Extent(NamedTuple):
    """Where the rows of one chunk lie in the spill file of a table: bytes from the start, and how many."""

    start: int
    length: int


class ChunkWriter:
    """Write chunks, in any order, to one Parquet file per table in a folder.

    Use it as a context manager: `add` each chunk, then `finish` once. Leaving the context removes the spilled rows.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open_files = ExitStack()
        self._spills: dict[str, IO[bytes]] = {}
        self._extents: dict[str, dict[str, _Extent]] = {table: {} for table in TABLES}
        self._source_of_act: dict[str, str] = {}
        self._verdicts: dict[str, dict[str, list[str]]] = {table: defaultdict(list) for table in CERTIFIED}

    def __enter__(self) -> Self:
        spill = self._open_files.enter_context(tempfile.TemporaryDirectory(prefix=".spill-", dir=self._folder))
        for table in TABLES:
            self._spills[table] = self._open_files.enter_context((Path(spill) / table).open("w+b"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open_files.close()

    def add(self, chunk: Mapping[str, Any]) -> None:
        """Check the Arrow tables of one act, or of one source without an act, and set them aside.

        Raises ContractError when they break the contract, when `sources` has no row, or several and `acts` none, when
        `acts` has more than one, when another chunk had a source or the act, and for an id that doesn't begin with its
        act's or source's.
        """
        check_chunk(chunk)
        sources, act_id = self._claim(chunk)
        for table, rows in chunk.items():
            if not len(rows):
                continue
            if load_schema(table).order[0] == "act_id":
                assert act_id is not None, "check_chunk lets no row of an act through without its act"
                self._set_aside(table, rows, act_id)
                self._note_certificates(table, rows)
            else:
                for source_id in sources:
                    own = rows.filter(pc.equal(rows["source_id"], source_id)) if len(sources) > 1 else rows
                    self._set_aside(table, own, source_id)

    def finish(
        self, completions: Mapping[str, Completion] | None = None, compare: Comparing | None = None
    ) -> list[Resource]:
        """Merge all chunks into the Parquet files and describe them, in the order of the contract's tables.

        The rows of a table with a completion go through it, chunk by chunk; `compare` gives the tables that compare
        acts. Raises ContractError where no chunk came and where the compared rows break the contract.
        """
        if not self._extents["sources"]:
            raise ContractError("there is no source to publish", advice="add a source first")
        compared = self._compare(compare() if compare else {})
        return [
            self._write(table, iter([compared[table]]))
            if table in compared
            else self._write(table, self._complete(table, (completions or {}).get(table)))
            for table in TABLES
        ]

    def _compare(self, rows: Mapping[str, Rows]) -> dict[str, Any]:
        tables = {table: to_arrow(table, rows.get(table, ())) for table in COMPARISON_TABLES}
        if any(map(len, tables.values())):
            targets = {(key.table, key.target) for table in tables for key in load_schema(table).foreign_keys}
            others = {table: self._column(table, target) for table, target in targets if table not in tables}
            check_comparison(tables, others)
        return tables

    def _column(self, table: str, column: str) -> Any:
        """Return one column of a table, of all chunks."""
        empty = arrow_schema(table).empty_table().select([column])
        return pa.concat_tables([empty, *(chunk.select([column]) for chunk in self._chunks(table))])

    def _complete(self, table: str, complete: Completion | None) -> Iterator[Any]:
        """Yield the chunks of a table, each completed; a chunk that had no rows of it may get some."""
        if complete is None:
            yield from self._chunks(table)
            return
        by_act = load_schema(table).order[0] == "act_id"
        for key in sorted(self._source_of_act if by_act else self._extents["sources"]):
            extent = self._extents[table].get(key)
            rows = self._read(table, extent).to_pylist() if extent else []
            if completed := complete(key, rows):
                yield to_arrow(table, completed)

    def _claim(self, chunk: Mapping[str, Any]) -> tuple[list[str], str | None]:
        """Note the sources and the act of a chunk, which no other chunk may have."""
        sources = chunk["sources"]["source_id"].to_pylist() if "sources" in chunk else []
        acts = chunk["acts"]["act_id"].to_pylist() if "acts" in chunk else []
        if not sources or (len(sources) > 1 and not acts):
            message = f"expected one source in a chunk, found {len(sources)} and no act of theirs: {sources}"
            raise ContractError(message, place="sources")
        if len(acts) > 1:
            place = f"acts, source {sources[0]}"
            raise ContractError(f"expected one act or none in a chunk, found {acts}", place=place)
        act_id = acts[0] if acts else None
        for source_id in sources:
            if source_id in self._extents["sources"]:
                message, advice = f"two sources have the id {source_id!r}", "give one of them another id"
                raise ContractError(message, place="sources.source_id", advice=advice)
        if act_id is not None:
            other = self._source_of_act.setdefault(act_id, sources[0])
            if other != sources[0]:
                message = f"the sources {other!r} and {sources[0]!r} both print the act {act_id!r}"
                raise ContractError(message, place="acts.act_id", advice="keep one of them")
        return sources, act_id

    def _set_aside(self, table: str, rows: Any, owner: str) -> None:
        """Spill the rows of an act or a source, if there are any."""
        if len(rows):
            _refuse_foreign_ids(table, rows, owner)
            self._extents[table][owner] = self._spill(table, rows)

    def _note_certificates(self, table: str, rows: Any) -> None:
        """Note which acts and lists are certified as what: the files that hold their rows say so, too."""
        if table in CERTIFIED:
            (key,) = load_schema(table).primary_key
            for row_id, verdict in zip(rows[key].to_pylist(), rows["certificate"].to_pylist(), strict=True):
                self._verdicts[table][verdict].append(row_id)

    def _spill(self, table: str, rows: Any) -> _Extent:
        file = self._spills[table]
        start = file.tell()
        with pa.ipc.new_stream(file, arrow_schema(table)) as stream:
            stream.write_table(rows)
        return _Extent(start, file.tell() - start)

    def _chunks(self, table: str) -> Iterator[Any]:
        for _key, extent in sorted(self._extents[table].items()):
            yield self._read(table, extent)

    def _read(self, table: str, extent: _Extent) -> Any:
        file = self._spills[table]
        file.seek(extent.start)
        with pa.ipc.open_stream(pa.BufferReader(file.read(extent.length))) as stream:
            return stream.read_all()

    def _write(self, table: str, chunks: Iterator[Any]) -> Resource:
        path = self._folder / f"{table}.parquet"
        row_count = 0
        with pq.ParquetWriter(path, arrow_schema(table), **SETTINGS) as writer:
            writer.add_key_value_metadata({"tizmek.contract_version": VERSION, "tizmek.table": table})
            if of := TOLD_IN.get(table):
                writer.add_key_value_metadata({CERTIFICATES: tell_certificates(self._verdicts[of])})
            for group in _row_groups(chunks):
                row_count += len(group)
                writer.write_table(group, row_group_size=ROW_GROUP_ROWS)
        return Resource(table, path.name, path.stat().st_size, _sha256(path), row_count)


def tell_certificates(verdicts: Mapping[str, Sequence[str]]) -> str:
    """Spell certificates for the metadata of a Parquet file: JSON with the ids of acts or lists for each verdict."""
    return json.dumps({verdict: sorted(verdicts[verdict]) for verdict in sorted(verdicts)}, ensure_ascii=False)


def _row_groups(chunks: Iterator[Any]) -> Iterator[Any]:
    """Regroup tables into tables of ROW_GROUP_ROWS rows, the last one shorter, each in one piece of memory."""
    waiting: list[Any] = []
    count = 0
    for chunk in chunks:
        waiting.append(chunk)
        count += len(chunk)
        while count >= ROW_GROUP_ROWS:
            joined = pa.concat_tables(waiting)
            yield joined.slice(0, ROW_GROUP_ROWS).combine_chunks()
            waiting, count = [joined.slice(ROW_GROUP_ROWS)], count - ROW_GROUP_ROWS
    if count:
        yield pa.concat_tables(waiting).combine_chunks()


def _refuse_foreign_ids(table: str, rows: Any, owner: str) -> None:
    """Refuse an id that doesn't spell its act or source first: so no two chunks can give the same id."""
    key = load_schema(table).primary_key
    if len(key) > 1:
        return
    own = pc.or_(pc.equal(rows[key[0]], owner), pc.starts_with(rows[key[0]], owner + ":"))
    if not pc.all(own).as_py():
        foreign = rows[key[0]].filter(pc.invert(own))[0].as_py()
        raise ContractError(
            f"the id {foreign!r} doesn't begin with {owner!r}", place=f"{table}.{key[0]}", advice="spell it so"
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()
