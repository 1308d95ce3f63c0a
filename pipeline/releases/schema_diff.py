"""How the contract of one release differs from that of another: what a reader of the first would stumble over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ContractError
from pipeline.write.package import PACKAGE_FILE


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One difference of two contracts; a breaking one may make a reader of the earlier fail or err."""

    table: str
    column: str | None
    what: str
    breaking: bool


@dataclass(frozen=True, slots=True)
class SchemaDiff:
    """The differences of two contracts and their versions."""

    before: str
    after: str
    changes: tuple[SchemaChange, ...]

    @property
    def breaking(self) -> bool:
        """Tell whether any change is breaking."""
        return any(change.breaking for change in self.changes)

    @property
    def announced(self) -> bool:
        """Tell whether the major version rose, as it must for a breaking change."""
        return int(self.after.partition(".")[0]) > int(self.before.partition(".")[0])


def diff_schemas(before: Path, after: Path) -> SchemaDiff:
    """Compare the contracts of two folders of tables, as their data packages have them."""
    old, new = (json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8")) for folder in (before, after))
    left, right = ({one["name"]: one["schema"] for one in package["resources"]} for package in (old, new))
    changes = [SchemaChange(table, None, "table removed", True) for table in left if table not in right]
    changes += [SchemaChange(table, None, "table added", False) for table in right if table not in left]
    for table in left.keys() & right.keys():
        changes += _table_changes(table, left[table], right[table])
    return SchemaDiff(
        old["version"], new["version"], tuple(sorted(changes, key=lambda one: (one.table, one.column or "")))
    )


def refuse_unannounced(before: Path, after: Path) -> None:
    """Raise ContractError where the contract of `after` breaks that of `before` without a new major version."""
    found = diff_schemas(before, after)
    if found.breaking and not found.announced:
        one = next(change for change in found.changes if change.breaking)
        place = f"{one.table}.{one.column}" if one.column else one.table
        message = f"breaks the contract of the release before: {one.what} (version {found.before} to {found.after})"
        advice = "give the contract a new major version in schemas/contract.json, or take the change back"
        raise ContractError(message, place=place, advice=advice)


def _table_changes(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    left, right = ({field["name"]: field for field in schema["fields"]} for schema in (old, new))
    for name in left.keys() - right.keys():
        yield SchemaChange(table, name, "column removed", True)
    for name in right.keys() - left.keys():
        yield SchemaChange(table, name, "column added", False)
    for name in left.keys() & right.keys():
        yield from _column_changes(table, name, left[name], right[name])
    for key in ("primaryKey", "order"):
        if old[key] != new[key]:
            said = f"{key} {', '.join(old[key])} is now {', '.join(new[key])}"
            yield SchemaChange(table, None, said, key == "primaryKey")


def _column_changes(table: str, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    types = [(one["type"], one.get("arrayItem", {}).get("type")) for one in (old, new)]
    if types[0] != types[1]:
        yield SchemaChange(table, name, f"type {_type(types[0])} is now {_type(types[1])}", True)
    was, now = (one.get("constraints", {}) for one in (old, new))
    if was.get("required") and not now.get("required"):
        yield SchemaChange(table, name, "may be null now", True)
    if now.get("required") and not was.get("required"):
        yield SchemaChange(table, name, "is never null now", False)
    values = [set(_enum(one)) for one in (old, new)]
    # the contract says that vocabularies may grow
    for said, found in (("new values", values[1] - values[0]), ("values that are gone", values[0] - values[1])):
        if found:
            yield SchemaChange(table, name, f"{said}: {', '.join(sorted(found))}", False)


def _type(one: tuple[str, str | None]) -> str:
    return f"list of {one[1]}" if one[1] else one[0]


def _enum(field: Mapping[str, Any]) -> list[str]:
    constraints = field.get("constraints", {}) or {}
    items = field.get("arrayItem", {}).get("constraints", {}) or {}
    return list(constraints.get("enum") or items.get("enum") or [])
