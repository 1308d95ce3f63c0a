"""Chunks -> Parquet files: the same bytes in whatever order the chunks come, in row groups of a fixed size."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.contract import TABLES, VERSION, Resource, arrow_schema, load_schema
from pipeline.errors import ContractError
from pipeline.write import parquet
from pipeline.write.parquet import CERTIFICATES, ChunkWriter
from pipeline.write.tables import to_arrow
from tests.write.sample import Chunk, act_chunk, article_chunk, source_row

METADATA_KEY = CERTIFICATES.encode()


def write_chunks(folder: Path, chunks: Iterable[Chunk]) -> list[Resource]:
    folder.mkdir(parents=True)
    with ChunkWriter(folder) as writer:
        for chunk in chunks:
            writer.add({table: to_arrow(table, rows) for table, rows in chunk.items()})
        return writer.finish()


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_chunk_order_and_row_order_do_not_matter(tmp_path: Path) -> None:
    chunks = [act_chunk("kg-1999-012", 5), article_chunk(), act_chunk("a-act", 2), act_chunk("я-act", 4)]
    turned = [{table: rows[::-1] for table, rows in chunk.items()} for chunk in chunks[::-1]]
    assert write_chunks(tmp_path / "one", chunks) == write_chunks(tmp_path / "two", turned)
    assert read_bytes(tmp_path / "one") == read_bytes(tmp_path / "two")
    assert set(read_bytes(tmp_path / "one")) == {f"{table}.parquet" for table in TABLES}


# Sources are merged by their own id, acts by theirs: here the two run against each other.
OF_SOURCE = ("source_id", "repair_id", "finding_id", "citation_id")


def test_tables_are_sorted_across_chunks(tmp_path: Path) -> None:
    one, two = act_chunk("a"), act_chunk("b")
    for chunk, source_id in ((one, "z"), (two, "y")):
        old = chunk["sources"][0]["source_id"]
        for row in (row for rows in chunk.values() for row in rows):
            for column, value in row.items():
                if column in OF_SOURCE and str(value).startswith(str(old)):
                    row[column] = source_id + str(value).removeprefix(str(old))
        chunk["acts"][0]["source_ids"] = [source_id]
    write_chunks(tmp_path / "out", [two, one])
    assert pq.read_table(tmp_path / "out" / "sources.parquet")["source_id"].to_pylist() == ["y", "z"]
    assert pq.read_table(tmp_path / "out" / "acts.parquet")["act_id"].to_pylist() == ["a", "b"]
    assert pq.read_table(tmp_path / "out" / "ledger.parquet")["char_start"].to_pylist() == [0, 9, 0, 9]


def test_row_groups_depend_on_the_rows_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP_ROWS", 10)
    sizes = (3, 25, 1, 10, 4)
    chunks = [act_chunk(f"act-{number}", size) for number, size in enumerate(sizes)]
    write_chunks(tmp_path / "out", chunks)
    metadata = pq.read_metadata(tmp_path / "out" / "list_entries.parquet")
    groups = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
    assert groups == [10, 10, 10, 10, 3]
    positions = pq.read_table(tmp_path / "out" / "list_entries.parquet")["position"].to_pylist()
    assert positions == [position for size in sizes for position in range(1, size + 1)]


def test_file_metadata_holds_version_and_table(tmp_path: Path) -> None:
    write_chunks(tmp_path / "out", [act_chunk()])
    metadata = pq.read_metadata(tmp_path / "out" / "norms.parquet")
    assert metadata.metadata == {b"tizmek.contract_version": VERSION.encode(), b"tizmek.table": b"norms"}
    assert metadata.row_group(0).column(0).compression == "ZSTD"


# Whoever opens the file of the entries alone learns whether their lists are whole.
def test_file_metadata_tells_the_certificates(tmp_path: Path) -> None:
    chunks = [act_chunk("a"), act_chunk("b"), act_chunk("c"), article_chunk()]
    chunks[0]["lists"][0]["certificate"] = "not_proven"
    chunks[1]["acts"][0]["certificate"] = "complete_with_known_gaps"
    for number, order in enumerate((chunks, chunks[::-1])):
        write_chunks(tmp_path / str(number), order)
        told = {
            table: json.loads(pq.read_metadata(tmp_path / str(number) / f"{table}.parquet").metadata[METADATA_KEY])
            for table in ("acts", "lists", "list_entries")
        }
        assert told["acts"] == {"complete": ["a", "c"], "complete_with_known_gaps": ["b"]}
        assert told["lists"] == {"complete": ["b:annex-1:1", "c:annex-1:1"], "not_proven": ["a:annex-1:1"]}
        assert told["list_entries"] == told["lists"]


@pytest.mark.parametrize("table", TABLES)
def test_required_columns_are_required_in_the_file(tmp_path: Path, table: str) -> None:
    write_chunks(tmp_path / "out", [act_chunk()])
    schema = pq.read_schema(tmp_path / "out" / f"{table}.parquet")
    assert {field.name for field in schema if not field.nullable} == {
        field.name for field in load_schema(table).fields if field.required
    }
    assert schema.equals(arrow_schema(table))


def test_no_spill_is_left(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    broken = act_chunk()
    broken["acts"][0]["status"] = None
    with ChunkWriter(out) as writer:
        writer.add({table: to_arrow(table, rows) for table, rows in act_chunk("fine").items()})
        with pytest.raises(ContractError):
            writer.add({table: to_arrow(table, rows) for table, rows in broken.items()})
    assert list(out.iterdir()) == []


def same_act_twice() -> list[Chunk]:
    one, two = act_chunk("first"), act_chunk("second")
    for row in (row for rows in two.values() for row in rows):
        if "act_id" in row:
            row["act_id"] = "first"
    two["citations"] = []
    two["ledger"][1]["row_id"] = "first"
    return [one, two]


def same_repair_twice() -> list[Chunk]:
    chunks = [act_chunk("first"), act_chunk("second")]
    for chunk in chunks:
        chunk["repairs"][0]["repair_id"] = "shared"
    return chunks


# Chunks that are sound one by one but not together -> what the error must name.
@pytest.mark.parametrize(
    ("chunks", "words"),
    [
        ([], ("no source",)),
        ([act_chunk(), act_chunk()], ("two sources", "'kg-1999-012-txt'")),
        (same_act_twice(), ("'first-txt'", "'second-txt'", "'first'")),
        (same_repair_twice(), ("repairs.repair_id", "'shared'", "'first-txt'")),
        ([{"sources": []}], ("expected one source in a chunk, found 0",)),
        ([{}], ("expected one source in a chunk, found 0",)),
        ([{"sources": [source_row("a", None), source_row("b", None)]}], ("found 2 and no act", "'a'", "'b'")),
        (
            [{**article_chunk("s"), "acts": [{**act_chunk(act)["acts"][0], "source_ids": ["s"]} for act in "ab"]}],
            ("one act or none", "'a'", "'b'", "source s"),
        ),
    ],
)
def test_chunks_that_do_not_fit_together(tmp_path: Path, chunks: list[Chunk], words: tuple[str, ...]) -> None:
    with pytest.raises(ContractError) as caught:
        write_chunks(tmp_path / "out", chunks)
    for word in words:
        assert word in str(caught.value)


# Any text that UTF-8 can hold, empty and odd ones too.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ENTRY = st.fixed_dictionaries(
    {
        "group_code": st.none() | TEXT,
        "code": st.none() | TEXT,
        "name_ru": st.none() | TEXT,
        "confidence": st.floats(min_value=0, allow_nan=False),
        "doubtful": st.booleans(),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entries=st.lists(ENTRY, max_size=5),
    count=st.none() | st.integers(0, 2**63 - 1),
    day=st.none() | st.dates(),
    forms=st.lists(st.sampled_from(["online", "evening"])),
)
def test_written_then_read_is_equal(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[dict[str, object]],
    count: int | None,
    day: object,
    forms: list[str],
) -> None:
    chunk = act_chunk("any", len(entries))
    chunk["list_entries"].reverse()  # in the order of the contract
    for row, values in zip(chunk["list_entries"], entries, strict=True):
        row.update(values)
    chunk["lists"][0].update(stated_count=count, forms=forms)
    chunk["acts"][0]["date"] = day
    out = tmp_path_factory.mktemp("release") / "out"
    write_chunks(out, [chunk])
    for table in ("acts", "lists", "list_entries"):
        read = pq.read_table(out / f"{table}.parquet").to_pylist()
        wanted = [{**dict.fromkeys(read[0]), **row} for row in chunk[table]]
        assert read == [
            {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()} for row in wanted
        ]
