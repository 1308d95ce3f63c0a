"""Rows as Python dicts -> the Arrow table of the contract, in the contract's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline.contract import Field, TableSchema, arrow_schema, fits, fits_type, load_schema
from pipeline.errors import ContractError


def _place(schema: TableSchema, column: str, row: Mapping[str, object]) -> str:
    return f"{schema.name}.{column}, row {' · '.join(str(row.get(name)) for name in schema.primary_key)}"


def _refuse_unknown_columns(schema: TableSchema, row: Mapping[str, object]) -> None:
    for name in row:
        if name not in schema.names:
            raise ContractError(f"column is not in the contract, found {row[name]!r}", place=_place(schema, name, row))


def _refuse_other_types(
    schema: TableSchema, column: Field, cells: Sequence[object], rows: Sequence[Mapping[str, object]]
) -> None:
    """Raise ContractError for the first cell that doesn't fit its column; one look at the types clears most columns."""
    if column.item is None and all(fits_type(column, kind) for kind in set(map(type, cells))):
        return
    for value, row in zip(cells, rows, strict=True):
        if not fits(column, value):
            kind = f"list of {column.item.type}" if column.item else column.type
            raise ContractError(f"expected the type {kind}, found {value!r}", place=_place(schema, column.name, row))


def _column(schema: TableSchema, column: Field, rows: Sequence[Mapping[str, object]]) -> Any:
    cells = [row.get(column.name) for row in rows]
    _refuse_other_types(schema, column, cells, rows)
    arrow_type = arrow_schema(schema.name).field(column.name).type
    try:
        return pa.array(cells, arrow_type)
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        # A number that needs more than 64 bits, or half of a surrogate pair: name the first one that can't be stored.
        for cell, row in zip(cells, rows, strict=True):
            try:
                pa.array([cell], arrow_type)
            except (pa.ArrowException, UnicodeEncodeError, OverflowError) as error:
                message = f"value can't be stored as {arrow_type}, found {cell!r}"
                raise ContractError(message, place=_place(schema, column.name, row)) from error
        raise


def to_arrow(table: str, rows: Sequence[Mapping[str, object]]) -> Any:
    """Build the Arrow table of the contract from rows, sorted by the schema's order (ties by primary key, nulls last).

    A column that a row doesn't name is null. Raises ContractError for a column the contract doesn't have and for a
    value of another type; the other rules are `check_chunk`'s.
    """
    schema = load_schema(table)
    known = frozenset(schema.names)
    for row in rows:
        if not known.issuperset(row):
            _refuse_unknown_columns(schema, row)
    columns = [_column(schema, column, rows) for column in schema.fields]
    built = pa.Table.from_arrays(columns, schema=arrow_schema(table))
    keys = dict.fromkeys((*schema.order, *schema.primary_key))
    # Arrow sorts strings as UTF-8 bytes, which is code point order, and puts nulls last.
    return built.sort_by([(name, "ascending") for name in keys])
