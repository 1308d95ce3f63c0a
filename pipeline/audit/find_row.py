"""Find the row that an id, a code, or a part of an id means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.contract import TABLES, load_schema
from pipeline.errors import UnknownIdError
from pipeline.published import rows, table_names

# An id that stands in several tables names the fact rather than the file it was read from.
_FACTS_FIRST = ("acts", "lists", "list_entries", "restrictions")
_SUGGESTED = 3


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


def _closest(asked: str, tables: Iterable[str], out: Path) -> list[str]:
    """Return the ids that are spelled most like what was asked, as a whole or in their last part."""
    ids: dict[str, str] = {}
    for table in tables:
        if table == "repairs":  # nobody types the offset of a repair
            continue
        (key,) = load_schema(table).primary_key
        for row_id in pq.read_table(out / f"{table}.parquet", columns=[key])[key].to_pylist():
            ids.setdefault(row_id.replace(":", "/").rpartition("/")[2], row_id)
            ids[row_id] = row_id
    near = difflib.get_close_matches(asked, ids, n=_SUGGESTED)
    return list(dict.fromkeys(ids[spelled] for spelled in near))


def _searched(out: Path, table: str | None) -> list[str]:
    """Name the tables whose rows have an id, facts before files; only `table` where one is named."""
    known = [name for name in table_names(out) if len(load_schema(name).primary_key) == 1]
    ranked = sorted(known, key=lambda name: (name not in _FACTS_FIRST, TABLES.index(name)))
    if table is None or table in ranked:
        return [table] if table else ranked
    near = difflib.get_close_matches(table, ranked, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(ranked)}"
    raise UnknownIdError(f"no table {table!r} with ids", place=str(out), advice=advice)


def _label(row: Mapping[str, Any]) -> str:
    names = ("name_ky", "name_kk", "name_ru", "title_ky", "title_kk", "title_ru", "form", "message", "path")
    return next((str(row[name]) for name in names if row.get(name)), "")


def _matching(table: str, out: Path, asked: str) -> tuple[Candidate, ...]:
    """List the rows of a table that print what was asked as their code; where none does, those with it in their ids."""
    (key,) = load_schema(table).primary_key
    whole = pq.read_table(out / f"{table}.parquet")
    masks = [pc.equal(whole["code"], asked)] if table == "list_entries" else []
    for mask in (*masks, pc.match_substring(whole[key], asked)):
        if found := whole.filter(pc.fill_null(mask, False)).to_pylist():
            return tuple(Candidate(table, row[key], _label(row)) for row in found)
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
        if rows(name, out, **{load_schema(name).primary_key[0]: asked}):
            return name, asked
    found = _candidates(asked, tables, out) if asked else ()
    if len(found) == 1:
        return found[0].table, found[0].row_id
    if found:
        raise AmbiguousIdError(asked, found, out)
    near = _closest(asked, tables, out)
    advice = f"the closest are {', '.join(near)}" if near else "tizmek tables lists what there is"
    raise UnknownIdError(f"no row has the id {asked!r}", place=str(out), advice=advice)
