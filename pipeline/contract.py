"""The data contract: the Table Schemas of `schemas/` as Arrow schemas and checks.

The schemas are Frictionless Table Schemas (https://specs.frictionlessdata.io/table-schema/), one JSON file a table,
with a few properties of our own:

- field `derivation`: how the value is read from print (`text`, `date`, `integer`, `language`, or
  `term:<vocabulary section>`); a field without it is an id, a key, a position or computed;
- field `evidence_optional`: the value may follow from an absence, so it may stand without provenance;
- field `itemReference`: the column of another table that every item of a list must stand in;
- table `order`: the columns its rows are sorted by;
- table `rowReference`: the columns that name a row (and field) of any table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import ContractError

DATASET_NAME = "tizmek"
_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "date": (date,),
    "array": (list, tuple),
}


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values stand in a column of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class RowReference:
    """The columns that name a row of any table: its table, its primary key, and the field meant (if any)."""

    table: str
    row: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its Frictionless type, its constraints (for a list, `item` holds those of its items) and meaning."""

    name: str
    type: str
    description: str = ""
    title: str | None = None
    unit: str | None = None
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    item: Field | None = None
    item_reference: ForeignKey | None = None
    derivation: str | None = None
    evidence_optional: bool = False
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its columns in order, its keys, and the columns its rows are sorted by."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    order: tuple[str, ...]
    row_reference: RowReference | None
    raw: Mapping[str, Any] = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Name the columns, in order."""
        return tuple(column.name for column in self.fields)


@dataclass(frozen=True, slots=True)
class Resource:
    """A written table: its file (relative to the data package), its size in bytes, its SHA-256 and its row count."""

    table: str
    path: str
    byte_count: int
    sha256: str
    row_count: int


def _schema_folder() -> Path:
    # A checkout has schemas/ beside the package; an installed wheel carries a copy inside it.
    package = Path(__file__).resolve().parent
    for folder in (package.parent / "schemas", package / "_schemas"):
        if (folder / "contract.json").is_file():
            return folder
    raise ContractError("the table schemas are missing", place=str(package), advice="install the package again")


def _read_json(name: str) -> dict[str, Any]:
    descriptor: dict[str, Any] = json.loads((_schema_folder() / name).read_text(encoding="utf-8"))
    return descriptor


def _field(raw: Mapping[str, Any]) -> Field:
    constraints = raw.get("constraints", {})
    target = raw.get("itemReference")
    return Field(
        name=raw["name"],
        type=raw["type"],
        description=raw.get("description", ""),
        title=raw.get("title"),
        unit=raw.get("unit"),
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints["enum"]) if "enum" in constraints else None,
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        item=_field({"name": raw["name"], **raw["arrayItem"]}) if raw["type"] == "array" else None,
        item_reference=ForeignKey(raw["name"], target["resource"], target["field"]) if target else None,
        derivation=raw.get("derivation"),
        evidence_optional=raw.get("evidence_optional", False),
        raw=raw,
    )


_CONTRACT = _read_json("contract.json")
VERSION: str = _CONTRACT["version"]
TABLES: tuple[str, ...] = tuple(_CONTRACT["tables"])
# The tables of the diff stage: what all acts together tell.
COMPARISON_TABLES: tuple[str, ...] = tuple(_CONTRACT["comparison"])
# What stands beside the tables of a release and tells how they came about.
RELEASE_TABLES: tuple[str, ...] = tuple(_CONTRACT["release"])


@cache
def load_schema(table: str) -> TableSchema:
    """Load the schema of a table.

    Raises ContractError for a table the contract doesn't have.
    """
    if table not in (*TABLES, *RELEASE_TABLES):
        raise ContractError(f"unknown table {table!r}", advice=f"the tables are {', '.join(TABLES)}")
    raw = _read_json(f"{table}.json")
    row = raw.get("rowReference")
    return TableSchema(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        fields=tuple(_field(column) for column in raw["fields"]),
        primary_key=tuple(raw["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
            for key in raw["foreignKeys"]
        ),
        order=tuple(raw["order"]),
        row_reference=RowReference(row["table"], row["row"], row.get("field")) if row else None,
        raw=raw,
    )


def _arrow_type(column: Field) -> Any:
    if column.item is not None:
        # Parquet names the items of a list "element": the same name here lets a table come back as it was written.
        return pa.list_(pa.field("element", _ARROW_TYPES[column.item.type], nullable=not column.item.required))
    return _ARROW_TYPES[column.type]


@cache
def arrow_schema(table: str) -> Any:
    """Give the Arrow schema of a table: a required column is not nullable.

    Raises ContractError for a table the contract doesn't have.
    """
    columns = load_schema(table).fields
    return pa.schema([pa.field(column.name, _arrow_type(column), nullable=not column.required) for column in columns])


def fits_type(column: Field, kind: type) -> bool:
    """Tell whether values of a Python type have the type of a column, the items of lists aside; None's type does."""
    if kind is type(None):
        return True
    if issubclass(kind, datetime) or (issubclass(kind, bool) and column.type != "boolean"):
        return False
    return issubclass(kind, _PYTHON_TYPES[column.type])


def fits(column: Field, value: object) -> bool:
    """Tell whether a Python value has the type of a column; None fits every column.

    A bool is no integer, a datetime is no date; the items of a list must fit too, and None is no item.
    """
    if value is None or not fits_type(column, type(value)):
        return value is None
    if column.item is None:
        return True
    assert isinstance(value, list | tuple)
    return all(item is not None and fits(column.item, item) for item in value)


# The checks. Each finds the first row that breaks one rule; a mask is a boolean array with one value a row.


def _whole(values: Any) -> Any:
    """Join the chunks of a column into one array."""
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _row_name(schema: TableSchema, table: Any, row: int) -> str:
    return " · ".join(str(table[name][row].as_py()) for name in schema.primary_key)


def _refuse(schema: TableSchema, table: Any, column: str, mask: Any, expected: str) -> None:
    if pc.any(mask).as_py():
        row = pc.index(pc.fill_null(mask, False), True).as_py()
        found = table[column][row].as_py()
        place = f"{schema.name}.{column}, row {_row_name(schema, table, row)}"
        raise ContractError(f"expected {expected}, found {found!r}", place=place)


def _check_columns(schema: TableSchema, table: Any) -> None:
    expected = arrow_schema(schema.name)
    if table.schema.equals(expected):
        return
    if unknown := [name for name in table.column_names if name not in expected.names]:
        raise ContractError("column is not in the contract", place=f"{schema.name}.{unknown[0]}")
    for column in expected:
        if table.column_names.count(column.name) != 1:
            raise ContractError("expected the column once", place=f"{schema.name}.{column.name}")
        found = table.schema.field(column.name).type
        if found != column.type:
            message = f"expected the type {column.type}, found {found}"
            if len(table):
                message += f" with {table[column.name][0].as_py()!r} in row {_row_name(schema, table, 0)}"
            raise ContractError(message, place=f"{schema.name}.{column.name}")


def _broken(rule: Field, values: Any) -> Iterable[tuple[Any, str]]:
    """Yield, for each constraint, a mask of the values that break it and what was expected instead."""
    if rule.required and values.null_count:
        yield pc.is_null(values), "a value"
    if rule.enum is not None:
        allowed = pc.is_in(values, value_set=pa.array(rule.enum, pa.string()))
        yield pc.and_(pc.is_valid(values), pc.invert(allowed)), f"one of {', '.join(map(repr, rule.enum))}"
    if rule.pattern is not None:
        matches = pc.match_substring_regex(values, rf"\A(?:{rule.pattern})\z")
        yield pc.invert(matches), f"a value of the pattern {rule.pattern}"
    if rule.minimum is not None:
        # Inverted, so that NaN, which compares false with everything, breaks the rule.
        yield pc.invert(pc.greater_equal(values, rule.minimum)), f"{rule.minimum} or more"


def _rows_of(parents: Any, mask: Any, row_count: int) -> Any:
    """Turn a mask over the items of a list column into a mask over its rows."""
    rows = pc.unique(pc.filter(parents, pc.fill_null(mask, False)))
    return pc.is_in(pa.array(range(row_count), pa.int64()), value_set=rows)


def _check_fields(schema: TableSchema, table: Any) -> None:
    for rule in schema.fields:
        values = _whole(table[rule.name])
        for mask, expected in _broken(rule, values):
            _refuse(schema, table, rule.name, mask, expected)
        if rule.item is not None:
            parents = pc.cast(pc.list_parent_indices(values), pa.int64())
            for mask, expected in _broken(rule.item, pc.list_flatten(values)):
                _refuse(schema, table, rule.name, _rows_of(parents, mask, len(table)), f"every item to be {expected}")
        if rule.unique:
            _check_unique(schema, table.filter(pc.is_valid(values)), (rule.name,))


def _check_unique(schema: TableSchema, table: Any, columns: tuple[str, ...]) -> None:
    if len(columns) == 1 and pc.count_distinct(table[columns[0]], mode="all").as_py() == len(table):
        return
    counted = table.group_by(list(columns), use_threads=False).aggregate([([], "count_all")])
    repeated = counted.filter(pc.greater(counted["count_all"], 1))
    for row in repeated.slice(0, 1).to_pylist():
        found = " · ".join(str(row[name]) for name in columns)
        place = f"{schema.name}.{', '.join(columns)}, row {found}"
        raise ContractError(f"expected a unique value, found {found!r} {row['count_all']} times", place=place)


def _check_foreign_keys(schema: TableSchema, table: Any, chunk: Mapping[str, Any]) -> None:
    for key in schema.foreign_keys:
        values = _whole(table[key.column])
        known = pc.is_in(values, value_set=_whole(chunk[key.table][key.target]))
        mask = pc.and_(pc.is_valid(values), pc.invert(known))
        _refuse(schema, table, key.column, mask, f"a value of {key.table}.{key.target}")
    for column in schema.fields:
        if (reference := column.item_reference) is None:
            continue
        values = _whole(table[column.name])
        known = pc.is_in(pc.list_flatten(values), value_set=_whole(chunk[reference.table][reference.target]))
        parents = pc.cast(pc.list_parent_indices(values), pa.int64())
        mask = _rows_of(parents, pc.invert(known), len(table))
        _refuse(schema, table, column.name, mask, f"every item to be a value of {reference.table}.{reference.target}")


def _check_row_references(schema: TableSchema, table: Any, chunk: Mapping[str, Any]) -> None:
    reference = schema.row_reference
    if reference is None:
        return
    names, rows = _whole(table[reference.table]), _whole(table[reference.row])
    for name in pc.unique(pc.drop_null(names)).to_pylist():
        target = load_schema(name)
        here = pc.equal(names, name)
        known = pc.is_in(rows, value_set=_whole(chunk[name][target.primary_key[0]]))
        mask = pc.and_(pc.and_(here, pc.is_valid(rows)), pc.invert(known))
        _refuse(schema, table, reference.row, mask, f"the {target.primary_key[0]} of a row of {name}")
        if reference.field is not None:
            extracted = [column.name for column in target.fields if column.derivation is not None]
            read = pc.is_in(table[reference.field], value_set=pa.array(extracted, pa.string()))
            mask = pc.and_(here, pc.invert(_whole(read)))
            _refuse(schema, table, reference.field, mask, f"a column of {name} that is read from print")
    mask = pc.and_(pc.is_null(names), pc.is_valid(rows))
    _refuse(schema, table, reference.table, mask, f"a table name beside the {reference.row}")


def check_chunk(tables: Mapping[str, Any]) -> None:
    """Check the Arrow tables of one source against the contract; a table that isn't given counts as empty.

    Checks column names and types, required values, enumerations, patterns, minima, primary keys, unique columns, and
    the references between the given tables. Raises ContractError for the first thing that breaks the contract, and
    names the table, the column, the row and the offending value.
    """
    for name in tables:
        load_schema(name)
    chunk = {name: tables[name] if name in tables else arrow_schema(name).empty_table() for name in TABLES}
    for name, table in chunk.items():
        _check_columns(load_schema(name), table)
    filled = {name: table for name, table in chunk.items() if len(table)}
    for name, table in filled.items():
        _check_fields(load_schema(name), table)
        _check_unique(load_schema(name), table, load_schema(name).primary_key)
    for name, table in filled.items():
        _check_foreign_keys(load_schema(name), table, chunk)
        _check_row_references(load_schema(name), table, chunk)


def check_comparison(tables: Mapping[str, Any], others: Mapping[str, Any]) -> None:
    """Check the Arrow tables that compare acts; `others` hold the key columns of the tables that they refer to.

    Raises ContractError as `check_chunk` does.
    """
    chunk = {**others, **tables}
    for name, table in tables.items():
        schema = load_schema(name)
        _check_columns(schema, table)
        if len(table):
            _check_fields(schema, table)
            _check_unique(schema, table, schema.primary_key)
            _check_foreign_keys(schema, table, chunk)
