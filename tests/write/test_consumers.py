"""The tables as other programs read them: pandas, DuckDB, polars and Arrow see each type and join each key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from pipeline.contract import TABLES, Field, load_schema
from tests.diff.sample import publish_undecided

# What each program calls the types of the contract.
ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
POLARS = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}
# A column, whether it is a list, and the column of another table that its values stand in.
Key = tuple[str, str, bool, str, str]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the committed release as it is without decisions: so every table has rows."""
    return publish_undecided(tmp_path_factory.mktemp("undecided"))


def keys() -> Iterator[Key]:
    for table in TABLES:
        schema = load_schema(table)
        yield from ((table, key.column, False, key.table, key.target) for key in schema.foreign_keys)
        items = (column.item_reference for column in schema.fields if column.item_reference)
        yield from ((table, key.column, True, key.table, key.target) for key in items)


def item_or_own(column: Field) -> tuple[bool, str]:
    return column.item is not None, (column.item or column).type


@pytest.mark.parametrize("table", TABLES)
def test_each_program_sees_the_types_of_the_contract(out: Path, table: str) -> None:
    path = out / f"{table}.parquet"
    wanted = {column.name: item_or_own(column) for column in load_schema(table).fields}
    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    in_pandas = {name: kind.pyarrow_dtype for name, kind in frame.dtypes.items()}
    in_arrow = {field.name: field.type for field in ds.dataset(path).schema}
    for found in (in_pandas, in_arrow):
        assert {name: (pa.types.is_list(kind), kind.value_type if pa.types.is_list(kind) else kind)
                for name, kind in found.items()} == {
            name: (is_list, ARROW[kind]) for name, (is_list, kind) in wanted.items()
        }  # fmt: skip
    described = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'")
    assert described is not None
    assert {row[0]: row[1] for row in described.fetchall()} == {
        name: DUCKDB[kind] + ("[]" if is_list else "") for name, (is_list, kind) in wanted.items()
    }
    assert dict(pl.read_parquet(path).schema) == {
        name: pl.List(POLARS[kind]) if is_list else POLARS[kind] for name, (is_list, kind) in wanted.items()
    }


def orphans_in_pandas(out: Path, key: Key) -> tuple[int, int]:
    table, column, is_list, other, target = key
    values = pd.read_parquet(out / f"{table}.parquet", columns=[column])
    values = (values.explode(column) if is_list else values).dropna()
    joined = values.merge(pd.read_parquet(out / f"{other}.parquet")[[target]].rename(columns={target: "_target"}),
                          how="left", left_on=column, right_on="_target")  # fmt: skip
    return len(values), int(joined["_target"].isna().sum())


def orphans_in_duckdb(out: Path, key: Key) -> tuple[int, int]:
    table, column, is_list, other, target = key
    value = f"unnest({column})" if is_list else column
    found = duckdb.sql(f"""
        SELECT count(*), count(*) FILTER (o.{target} IS NULL)
        FROM (SELECT {value} AS value FROM '{out / table}.parquet') t
        LEFT JOIN '{out / other}.parquet' o ON t.value = o.{target}
        WHERE t.value IS NOT NULL
    """)
    assert found is not None
    ((rows, orphans),) = found.fetchall()
    return rows, orphans


def orphans_in_polars(out: Path, key: Key) -> tuple[int, int]:
    table, column, is_list, other, target = key
    values = pl.read_parquet(out / f"{table}.parquet", columns=[column])
    values = (values.explode(column) if is_list else values).drop_nulls()
    targets = pl.read_parquet(out / f"{other}.parquet", columns=[target])
    return len(values), len(values.join(targets, left_on=column, right_on=target, how="anti"))


def orphans_in_arrow(out: Path, key: Key) -> tuple[int, int]:
    table, column, is_list, other, target = key
    values = ds.dataset(out / f"{table}.parquet").to_table(columns=[column])[column].combine_chunks()
    values = pc.drop_null(pc.list_flatten(values) if is_list else values)
    targets = ds.dataset(out / f"{other}.parquet").to_table(columns=[target])
    left = pa.table({"value": values}).join(targets, keys="value", right_keys=target, join_type="left anti")
    return len(values), len(left)


@pytest.mark.parametrize(
    "orphans", [orphans_in_pandas, orphans_in_duckdb, orphans_in_polars, orphans_in_arrow], ids=lambda one: one.__name__
)
@pytest.mark.parametrize("key", list(keys()), ids=lambda key: f"{key[0]}.{key[1]}")
def test_each_program_joins_each_key(out: Path, key: Key, orphans: Callable[[Path, Key], tuple[int, int]]) -> None:
    rows, without = orphans(out, key)
    assert rows > 0
    assert without == 0
