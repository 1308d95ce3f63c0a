"""Find the row that an id, a code, or a part of an id means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.contract import COMPARISON_TABLES, TABLES, load_schema
from pipeline.errors import UnknownIdError
from pipeline.published import rows, table_names

# An id that stands in several tables names the fact rather than the file it was read from.
_FACTS_FIRST = ("acts", "lists", "list_entries", "restrictions")
_SUGGESTED = 3
# What a row says of itself, in the first of these columns that it has.
_LABELS = (
    *(f"{name}_{lang}" for name in ("name", "title", "label") for lang in ("ky", "kk", "ru")),
    *("evidence", "form", "kind", "change", "state", "message", "path"),
)
# What parts the columns of a key that has several: "LEFT_ENTRY..RIGHT_ENTRY".
_BETWEEN = ".."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that a part of an id, or a code, may mean; `label` is what it says."""

    table: str
    row_id: str
    label: str


class AmbiguousIdError(UnknownIdError):
    """What was asked for fits several rows."""

    def __init__(self, asked: str, candidates: tuple[Candidate, ...], out: Path) -> None:
        self.candidates = candidates
        message = f"{asked!r} fits {len(candidates)} rows"
        super().__init__(message, place=str(out), advice=f"name one of them, for example {candidates[0].row_id!r}")


def key_of(table: str, row_id: str) -> dict[str, str]:
    """Return the key columns of a row by its id; a key of two columns is spelled with `..` between them."""
    columns = load_schema(table).primary_key
    return dict(zip(columns, row_id.split(_BETWEEN) if len(columns) > 1 else [row_id], strict=False))


def _holds(table: str, row_id: str, out: Path) -> bool:
    key = key_of(table, row_id)
    return len(key) == len(load_schema(table).primary_key) and bool(rows(table, out, **key))


def _ids(table: str, whole: Any) -> Any:
    """Return the ids of all rows of an Arrow table."""
    columns = [whole[name] for name in load_schema(table).primary_key]
    return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, _BETWEEN)


def _closest(asked: str, tables: Iterable[str], out: Path) -> list[str]:
    """Return the ids that are spelled most like what was asked, as a whole or in their last part."""
    ids: dict[str, str] = {}
    for table in tables:
        if table == "repairs":  # nobody types the offset of a repair
            continue
        keys = pq.read_table(out / f"{table}.parquet", columns=list(load_schema(table).primary_key))
        for row_id in _ids(table, keys).to_pylist():
            ids.setdefault(row_id.replace(":", "/").rpartition("/")[2], row_id)
            ids[row_id] = row_id
    near = difflib.get_close_matches(asked, ids, n=_SUGGESTED)
    return list(dict.fromkeys(ids[spelled] for spelled in near))


def _searched(out: Path, table: str | None) -> list[str]:
    """Name the tables whose rows have an id, facts before files; only `table` where one is named."""
    known = [name for name in table_names(out) if name in COMPARISON_TABLES or len(load_schema(name).primary_key) == 1]
    ranked = sorted(known, key=lambda name: (name not in _FACTS_FIRST, TABLES.index(name)))
    if table is None or table in ranked:
        return [table] if table else ranked
    near = difflib.get_close_matches(table, ranked, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(ranked)}"
    raise UnknownIdError(f"no table {table!r} with ids", place=str(out), advice=advice)


def _label(row: Mapping[str, Any]) -> str:
    return next((str(row[name]) for name in _LABELS if row.get(name)), "")


def _matching(table: str, out: Path, asked: str) -> tuple[Candidate, ...]:
    """List the rows of a table that print what was asked as their code; where none does, those with it in their ids."""
    whole = pq.read_table(out / f"{table}.parquet")
    ids = _ids(table, whole)
    masks = [pc.equal(whole["code"], asked)] if table == "list_entries" else []
    for mask in (*masks, pc.match_substring(ids, asked)):
        if found := whole.filter(mask := pc.fill_null(mask, False)).to_pylist():
            named = zip(ids.filter(mask).to_pylist(), found, strict=True)
            return tuple(Candidate(table, row_id, _label(row)) for row_id, row in named)
    return ()


def _candidates(asked: str, tables: Sequence[str], out: Path) -> tuple[Candidate, ...]:
    """List the rows of the first table that has any which fit."""
    return next((found for table in tables if (found := _matching(table, out, asked))), ())


def find_row(asked: str, table: str | None, out: Path) -> tuple[str, str]:
    """Return the table and the id of the one row of the published folder `out` that is asked for.

    Raises UnknownIdError for an id that no row has, AmbiguousIdError when several rows fit.
    """
    tables = _searched(out, table)
    for name in tables:
        if _holds(name, asked, out):
            return name, asked
    found = _candidates(asked, tables, out) if asked else ()
    if len(found) == 1:
        return found[0].table, found[0].row_id
    if found:
        raise AmbiguousIdError(asked, found, out)
    near = _closest(asked, tables, out)
    advice = f"the closest are {', '.join(near)}" if near else "tizmek tables lists what there is"
    raise UnknownIdError(f"no row has the id {asked!r}", place=str(out), advice=advice)
