"""What a published folder holds: its tables and columns, and its findings, as plain values."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.audit.damaged import refuse_damaged
from pipeline.contract import load_schema
from pipeline.errors import UnknownIdError
from pipeline.published import rows, table_names

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its type (`list of string`), whether it may be null, its unit and its meaning."""

    name: str
    type: str
    null: bool
    unit: str
    description: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """A published table: how many rows it has, and what they mean."""

    name: str
    title: str
    description: str
    rows: int
    primary_key: tuple[str, ...]
    columns: tuple[Column, ...]


def _take_stock(table: str, out: Path) -> Inventory:
    schema = load_schema(table)
    columns = tuple(
        Column(
            column.name,
            f"list of {column.item.type}" if column.item else column.type,
            not column.required,
            column.unit or "",
            column.description,
        )
        for column in schema.fields
    )
    with refuse_damaged(out):
        count = pq.ParquetFile(out / f"{table}.parquet").metadata.num_rows
    return Inventory(table, schema.title, schema.description, count, schema.primary_key, columns)


def list_tables(out: Path) -> tuple[Inventory, ...]:
    """Describe every table of a published folder. Raises ContractError where no dataset is."""
    return tuple(_take_stock(name, out) for name in table_names(out))


def describe_table(table: str, out: Path) -> Inventory:
    """Describe one table of a published folder. Raises UnknownIdError for a table it doesn't have."""
    _refuse_unknown("table", table, table_names(out), out)
    return _take_stock(table, out)


def first_rows(table: str, out: Path, count: int) -> list[dict[str, Any]]:
    """Return the first rows of a table, as dicts."""
    with refuse_damaged(out), pq.ParquetFile(out / f"{table}.parquet") as file:
        batches = file.iter_batches(batch_size=max(1, count))
        return list(islice((row for batch in batches for row in batch.to_pylist()), count))


def _refuse_unknown(kind: str, name: str, known: Iterable[str], out: Path) -> None:
    names = sorted(set(known))
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names) or 'none'}"
        raise UnknownIdError(f"no {kind} {name!r}", place=str(out), advice=advice)


def list_findings(
    out: Path, severity: str | None = None, source_id: str | None = None, code: str | None = None
) -> list[dict[str, Any]]:
    """List the findings of a published folder, the gravest first, each with its `path` and the columns of the contract.

    Raises UnknownIdError for a source or a code that the folder doesn't have.
    """
    with refuse_damaged(out):
        paths = {row["source_id"]: row["path"] for row in rows("sources", out)}
        found = rows("findings", out)
    if source_id is not None:
        _refuse_unknown("source", source_id, paths, out)
    if code is not None:
        _refuse_unknown("finding with the code", code, (row["code"] for row in found), out)
    wanted = {"severity": severity, "source_id": source_id, "code": code}
    chosen = [row for row in found if all(row[name] == value for name, value in wanted.items() if value is not None)]
    chosen.sort(key=lambda row: (SEVERITIES.index(row["severity"]), row["source_id"], row["line_start"] or 0))
    return [{**row, "path": paths[row["source_id"]]} for row in chosen]
