"""What the contract says to people and to other tools: the data dictionary and the data package."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.contract import DATASET_NAME, TABLES, VERSION, Field, Resource, TableSchema, load_schema

_DERIVATIONS = {
    "text": "the printed words",
    "date": "a printed date",
    "integer": "a printed number",
    "language": "the language of the text",
    "locator": "a printed number and the name of its unit",
}


def _meaning(column: Field) -> str:
    parts = [column.description]
    allowed = column.enum or (column.item.enum if column.item else None)
    if allowed:
        shown = (value if value.strip() else f'"{value}"' for value in allowed)
        parts.append(f"Values: {', '.join(f'`{value}`' for value in shown)}.")
    if column.raw.get("example") is not None:
        parts.append(f"Example: `{json.dumps(column.raw['example'], ensure_ascii=False)}`.")
    return " ".join(parts).replace("|", "\\|")


def _read_from(column: Field) -> str:
    if column.derivation is None:
        return ""
    source = _DERIVATIONS.get(column.derivation) or f"printed terms ({column.derivation.partition(':')[2]})"
    return source + (", or their absence" if column.evidence_optional else "")


def _table_chapter(schema: TableSchema) -> list[str]:
    lines = [f"## {schema.name}: {schema.title}", "", schema.description, ""]
    key, order = (", ".join(f"`{name}`" for name in names) for names in (schema.primary_key, schema.order))
    lines += [f"Primary key: {key}. Sorted by {order}.", ""]
    items = [column.item_reference for column in schema.fields if column.item_reference]
    if references := [*schema.foreign_keys, *items]:
        lines += [*(f"- `{one.column}` stands in `{one.table}.{one.target}`" for one in references), ""]
    lines += ["| column | type | unit | null | read from | meaning |", "|---|---|---|---|---|---|"]
    for column in schema.fields:
        kind = f"list of {column.item.type}" if column.item else column.type
        null = "no" if column.required else "yes"
        cells = (f"`{column.name}`", kind, column.unit or "", null, _read_from(column), _meaning(column))
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def data_dictionary() -> str:
    """Write the data dictionary: every table and column with type, unit and meaning, as Markdown."""
    lines = ["# Data dictionary", "", f"Contract version {VERSION}. One Parquet file per table.", ""]
    for table in TABLES:
        lines += _table_chapter(load_schema(table))
    return "\n".join(lines)


def datapackage(resources: Sequence[Resource]) -> dict[str, Any]:
    """Describe written tables as a Data Package, version 1 (https://specs.frictionlessdata.io/data-package/)."""
    return {
        "profile": "data-package",
        "name": DATASET_NAME,
        "title": "Legal acts on forms of study in Kyrgyzstan, Kazakhstan and Russia",
        "version": VERSION,
        "resources": [
            {
                "name": resource.table,
                "title": load_schema(resource.table).title,
                "path": resource.path,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": resource.byte_count,
                "hash": f"sha256:{resource.sha256}",
                "rows": resource.row_count,
                "schema": dict(load_schema(resource.table).raw),
            }
            for resource in resources
        ],
    }
