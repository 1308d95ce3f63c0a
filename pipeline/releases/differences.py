"""How the tables of one release differ from those of another, row by row.

Tables are sorted alike, so two of them are walked side by side: memory holds two batches and the rows that differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.diff.row_difference import BETWEEN, Difference, Row
from pipeline.published import NoDatasetError
from pipeline.write.package import PACKAGE_FILE

_BATCH_ROWS = 4_096


@dataclass(frozen=True, slots=True)
class _Described:
    """A table as its data package describes it."""

    path: Path
    digest: str
    key: tuple[str, ...]
    order: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(_BATCH_ROWS):
                yield from batch.to_pylist()

    def key_of(self, row: Row) -> str:
        return BETWEEN.join(str(row[name]) for name in self.key)


def release_rows(table: str, folder: Path) -> Iterator[Row]:
    """Yield the rows of a table of a release, whichever contract it was published by; none of a table it hasn't."""
    found = _described(folder).get(table)
    yield from found.rows() if found else ()


def release_differences(before: Path, after: Path) -> Iterator[Difference]:
    """Yield the rows in which the tables of two folders differ, table by table in the order of the later one.

    A table that only one of them has counts as empty in the other.
    """
    old, new = _described(before), _described(after)
    for name in dict.fromkeys((*new, *old)):
        if name in old and name in new and old[name].digest == new[name].digest:
            continue
        yield from _table_differences(name, old.get(name), new.get(name))


def _described(folder: Path) -> Mapping[str, _Described]:
    """Describe the tables of a folder. Raises NoDatasetError where there are none."""
    try:
        package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        advice = "name the folder that a build published with --out"
        raise NoDatasetError("no published dataset here", place=str(folder), advice=advice) from error
    return {
        resource["name"]: _Described(
            folder / resource["path"],
            resource["hash"],
            tuple(resource["schema"]["primaryKey"]),
            tuple(dict.fromkeys((*resource["schema"]["order"], *resource["schema"]["primaryKey"]))),
        )
        for resource in package["resources"]
    }


def _table_differences(name: str, old: _Described | None, new: _Described | None) -> Iterator[Difference]:
    gone: dict[str, Row] = {}
    come: dict[str, Row] = {}
    table = new or old
    assert table is not None
    for one, other in _side_by_side(old, new):
        if one is not None and other is not None:
            if one != other:
                yield Difference(name, table.key_of(other), one, other)
        elif one is not None:
            gone[table.key_of(one)] = one
        elif other is not None:
            come[table.key_of(other)] = other
    # a row whose place in the order changed is one row all the same
    for row_id in sorted(gone.keys() | come.keys()):
        if gone.get(row_id) != come.get(row_id):
            yield Difference(name, row_id, gone.get(row_id), come.get(row_id))


def _side_by_side(old: _Described | None, new: _Described | None) -> Iterator[tuple[Row | None, Row | None]]:
    """Pair the rows of two sorted tables by the columns they are sorted by."""
    order = next(table.order for table in (new, old) if table)
    left, right = (table.rows() if table else iter(()) for table in (old, new))
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        place, opposite = _place(one, order), _place(other, order)
        yield (one if place <= opposite else None), (other if opposite <= place else None)
        if place <= opposite:
            one = next(left, None)
        if opposite <= place:
            other = next(right, None)


def _place(row: Row | None, order: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    """Return what sorts a row as Arrow does, nulls last; the end of a table comes behind all rows."""
    if row is None:
        return ((2,),)
    return tuple((1,) if (value := row.get(name)) is None else (0, value) for name in order)
