"""A release on disk, as other tools see it: pandas, DuckDB and polars read what was written."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from pipeline.contract import TABLES
from pipeline.errors import ContractError
from pipeline.published import rows
from pipeline.write import write_release
from tests.write.sample import act_chunk, article_chunk


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "extracted"
    write_release(iter([act_chunk("b", 4), article_chunk(), act_chunk("a", 3)]), folder)
    return folder


def test_folder_holds_what_the_package_says(out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        content = (out / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == len(pd.read_parquet(out / resource["path"]))
    expected = {"datapackage.json", "DATA_DICTIONARY.md", *(f"{table}.parquet" for table in TABLES)}
    assert {path.name for path in out.iterdir()} == expected


def test_report_is_told_from_the_written_tables(tmp_path: Path) -> None:
    for _ in range(2):  # the second time, the folder with the report is ours to replace
        write_release([act_chunk("a", 3)], tmp_path / "out", report=lambda folder: f"{len(rows('acts', folder))} act\n")
    assert (tmp_path / "out" / "report.md").read_bytes() == b"1 act\n"


def test_text_files_have_unix_lines_and_sorted_keys(out: Path) -> None:
    for name in ("datapackage.json", "DATA_DICTIONARY.md"):
        content = (out / name).read_bytes()
        assert content.endswith(b"\n")
        assert b"\r" not in content
    text = (out / "datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_same_rows_give_the_same_release(out: Path, tmp_path: Path) -> None:
    write_release([article_chunk(), act_chunk("a", 3), act_chunk("b", 4)], tmp_path / "again")
    for path in out.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_broken_chunk_leaves_the_old_release(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    broken = act_chunk("c")
    broken["lists"][0]["act_id"] = "a"
    with pytest.raises(ContractError, match=r"lists\.act_id"):
        write_release([act_chunk("d"), broken], out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in out.parent.iterdir()] == ["extracted"]


def test_pandas_reads_types_and_joins(out: Path) -> None:
    entries = pd.read_parquet(out / "list_entries.parquet")
    assert entries["code"].tolist() == ["000001", "000002", "000003", "000001", "000002", "000003", "000004"]
    assert entries["doubtful"].dtype == bool
    acts = pd.read_parquet(out / "acts.parquet")
    assert acts["date"].tolist() == [date(1999, 12, 31)] * 2
    assert acts["number"].tolist() == ["012", "012"]
    assert acts["registration_date"].isna().all()
    assert [list(languages) for languages in acts["languages"]] == [["ky", "ru"]] * 2
    assert len(entries.merge(acts, on="act_id")) == 7


def query(sql: str) -> list[tuple[Any, ...]]:
    relation = duckdb.sql(sql)
    assert relation is not None
    return list(relation.fetchall())


def test_duckdb_reads_types(out: Path) -> None:
    acts = out / "acts.parquet"
    types = {row[0]: row[1] for row in query(f"DESCRIBE SELECT * FROM '{acts}'")}
    assert types["number"] == "VARCHAR"
    assert types["date"] == "DATE"
    assert types["languages"] == "VARCHAR[]"
    assert types["unexplained_char_count"] == "BIGINT"
    assert query(f"SELECT count(*) FROM '{acts}' WHERE list_contains(languages, 'ru')") == [(2,)]


def test_polars_reads_types_and_joins(out: Path) -> None:
    lists = pl.read_parquet(out / "lists.parquet")
    assert lists.schema["forms"] == pl.List(pl.String)
    assert lists["qualifications"].to_list() == [[], []]
    assert pl.read_parquet(out / "acts.parquet").schema["date"] == pl.Date
    entries = pl.read_parquet(out / "list_entries.parquet")
    assert entries.schema["code"] == pl.String
    assert entries.schema["confidence"] == pl.Float64
    evidence = pl.read_parquet(out / "provenance.parquet").join(entries, left_on="row_id", right_on="entry_id")
    assert len(evidence) == 7 * 4
