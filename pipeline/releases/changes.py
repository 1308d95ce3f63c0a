"""The changes of a release as rows: each with what differs and why, an id that only changed its spelling as one row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.diff.row_difference import Row
from pipeline.errors import ContractError
from pipeline.releases.causes import CausedChange
from pipeline.releases.manifest import home_of, read_manifest
from pipeline.releases.rekeyed import find_rekeyed
from pipeline.write.parquet import SETTINGS
from pipeline.write.tables import to_arrow

CHANGES_FILE = "changes.parquet"
_TABLE = "release_changes"
_KINDS = {"+": "added", "-": "removed", "~": "changed"}


def write_changes(folder: Path, changes: Iterable[CausedChange]) -> list[dict[str, Any]]:
    """Write the changes of a release into its folder, and return their rows."""
    told = list(change_rows(changes))
    pq.write_table(to_arrow(_TABLE, told), folder / CHANGES_FILE, **SETTINGS)
    return told


def read_changes(out: Path, release: int) -> list[dict[str, Any]]:
    """Read the rows of `release_changes` of a release of the folder `out`.

    Raises UnknownIdError where there is no such release, ContractError for a file that can't be read.
    """
    path = home_of(out, read_manifest(out, release).release) / CHANGES_FILE
    try:
        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise ContractError(f"can't read the changes: {error}", place=str(path), advice="see tizmek verify") from error
    return found


def change_rows(changes: Iterable[CausedChange]) -> Iterator[dict[str, Any]]:
    """Yield the rows of `release_changes`."""
    found = list(changes)
    old_of = find_rekeyed(one.difference for one in found)
    replaced = {(table, one) for (table, _), one in old_of.items()}
    before_of = {(one.difference.table, one.difference.row_id): one for one in found if one.difference.sign == "-"}
    for one in found:
        key = one.difference.table, one.difference.row_id
        if key in old_of:
            yield _rekeyed_row(one, before_of[key[0], old_of[key]])
        elif key not in replaced:
            yield _row(one, _KINDS[one.difference.sign])


def _rekeyed_row(one: CausedChange, old: CausedChange) -> dict[str, Any]:
    return _row(one, "rekeyed") | {
        "old_row_id": old.difference.row_id,
        "before": _told(old.difference.before, ()),
        "causes": list(dict.fromkeys((*old.causes, *one.causes))),
        "source_ids": sorted({*old.source_ids, *one.source_ids}),
    }


def _row(one: CausedChange, kind: str) -> dict[str, Any]:
    before, after = one.difference.before, one.difference.after
    return {
        "table_name": one.difference.table,
        "row_id": one.difference.row_id,
        "kind": kind,
        "old_row_id": None,
        "fields": list(one.difference.fields),
        "before": _told(before, one.difference.fields),
        "after": _told(after, one.difference.fields),
        "causes": list(one.causes),
        "source_ids": list(one.source_ids),
    }


def _told(row: Row | None, fields: tuple[str, ...]) -> str | None:
    if row is None:
        return None
    cells = {name: row.get(name) for name in fields} if fields else {k: v for k, v in row.items() if v is not None}
    return json.dumps(cells, ensure_ascii=False, default=date.isoformat)
