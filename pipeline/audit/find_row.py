"""Find the row that an id, a code, or a part of an id means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    *("evidence", "form", "kind", "change", "state", "message", "quote", "path", "rule"),
)
# What parts the columns of a key that has several: "LEFT_ENTRY..RIGHT_ENTRY", "SOURCE..CHAR_START".
_BETWEEN = ".."
_SIDES = ("left_entry_id", "right_entry_id")
# Nobody types the offset of a character by heart: these ids are not suggested.
_BY_OFFSET = ("repairs", "ledger", "provenance")


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


def key_of(table: str, row_id: str) -> dict[str, object]:
    """Return the key columns of a row by its id; a key of several columns is spelled with `..` between them.

    A column that nothing is spelled for has no value. Of an id that spells no key of the table, some are missing.
    """
    columns = load_schema(table).primary_key
    types = {column.name: column.type for column in load_schema(table).fields}
    found: dict[str, object] = {}
    for name, spelled in zip(columns, row_id.split(_BETWEEN) if len(columns) > 1 else [row_id], strict=False):
        if types[name] != "integer":
            found[name] = spelled or None
        elif spelled.isdecimal():
            found[name] = int(spelled)
    return found


def _holds(table: str, row_id: str, out: Path) -> bool:
    key = key_of(table, row_id)
    columns = load_schema(table).primary_key
    parts = row_id.count(_BETWEEN) + 1 if len(columns) > 1 else 1
    return len(key) == len(columns) == parts and bool(rows(table, out, **key))


def _spellings(table: str, asked: str) -> Iterator[str]:
    """Yield an id as it was asked for and, of a link, with its sides in the other order."""
    yield asked
    if load_schema(table).primary_key == _SIDES:
        yield _BETWEEN.join(reversed(asked.split(_BETWEEN)))


def _ids(table: str, whole: Any) -> Any:
    """Return the ids of all rows of an Arrow table."""
    columns = [pc.fill_null(whole[name].cast("string"), "") for name in load_schema(table).primary_key]
    return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, _BETWEEN)


def _closest(asked: str, tables: Iterable[str], out: Path) -> list[str]:
    """Return the ids that are spelled most like what was asked, as a whole or in their last part."""
    ids: dict[str, str] = {}
    for table in tables:
        if table in _BY_OFFSET:
            continue
        keys = pq.read_table(out / f"{table}.parquet", columns=list(load_schema(table).primary_key))
        for row_id in _ids(table, keys).to_pylist():
            ids.setdefault(row_id.replace(":", "/").rpartition("/")[2], row_id)
            ids[row_id] = row_id
    near = difflib.get_close_matches(asked, ids, n=_SUGGESTED)
    return list(dict.fromkeys(ids[spelled] for spelled in near))


def _searched(out: Path, table: str | None) -> list[str]:
    """Name the tables to look in, facts before files; only `table` where one is named."""
    ranked = sorted(table_names(out), key=lambda name: (name not in _FACTS_FIRST, TABLES.index(name)))
    if table is None or table in ranked:
        return [table] if table else ranked
    near = difflib.get_close_matches(table, ranked, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(ranked)}"
    raise UnknownIdError(f"no table {table!r} with ids", place=str(out), advice=advice)


def _has_own_id(table: str) -> bool:
    """Tell whether the rows of a table have an id that people know: a part of it is looked for without being told."""
    return table in COMPARISON_TABLES or len(load_schema(table).primary_key) == 1


def _is_about_others(table: str) -> bool:
    """Tell whether the rows of a table have no ids of their own, but those of the rows that they are about."""
    schema = load_schema(table)
    return schema.primary_key in {(key.column,) for key in schema.foreign_keys}


def tables_with(row_id: str, out: Path) -> tuple[str, ...]:
    """Name the tables of the published folder `out` in which something of its own has this id."""
    return tuple(name for name in _searched(out, None) if not _is_about_others(name) and _holds(name, row_id, out))


def _label(row: Mapping[str, Any]) -> str:
    return next((str(row[name]) for name in _LABELS if row.get(name)), "")


def _matching(table: str, out: Path, asked: str) -> tuple[Candidate, ...]:
    """List the rows of a table that print what was asked as their code; where none does, those with it in their ids."""
    if table in _BY_OFFSET and asked.count(_BETWEEN) == len(load_schema(table).primary_key) - 1 > 0:
        return ()  # a whole key: the beginning of another one's number is no part of an id
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


def _not_barred(asked: str, out: Path) -> str:
    """Tell why a restriction that would have this id isn't there: its cell is empty, or its entry is barred otherwise.

    Nothing where the id isn't that of an entry with a form, or a qualification and a form, behind it.
    """
    columns = {column.name: column.enum or () for column in load_schema("restrictions").fields}
    entry_id, _, form = asked.rpartition(":")
    before, _, qualification = entry_id.rpartition(":")
    if qualification in columns["qualification"]:
        entry_id = before
    else:
        qualification = ""
    if form not in columns["form"] or not rows("list_entries", out, entry_id=entry_id):
        return ""
    for found in rows("findings", out, code="cell_empty", row_id=entry_id):
        named = [one for one in columns["qualification"] if one in found["message"]]
        if not (named and qualification) or qualification in named:
            return f"the finding {found['finding_id']} says why: {found['message']}"
    bars = ", ".join(row["restriction_id"] for row in rows("restrictions", out, entry_id=entry_id))
    return f"barred for this entry: {bars}" if bars else "nothing is barred for this entry"


def _advise(asked: str, tables: Sequence[str], out: Path) -> str:
    """Say what to ask for instead of an id that no row has."""
    if "restrictions" in tables and (why := _not_barred(asked, out)):
        return why
    if near := _closest(asked, tables, out):
        return f"the closest are {', '.join(near)}"
    keys = [load_schema(table).primary_key for table in tables]
    if len(keys) == 1 and len(keys[0]) > 1:
        return f"an id of {tables[0]} is spelled {_BETWEEN.join(keys[0])}"
    return "tizmek tables lists what there is"


def find_row(asked: str, table: str | None, out: Path) -> tuple[str, str]:
    """Return the table and the id of the one row of the published folder `out` that is asked for.

    A part of an id does as well, of `provenance` and `ledger` only where the table is named. Raises UnknownIdError for
    an id that no row has, AmbiguousIdError when several rows fit.
    """
    tables = _searched(out, table)
    for name in tables:
        for spelled in _spellings(name, asked):
            if _holds(name, spelled, out):
                return name, spelled
    if table is None:
        tables = [name for name in tables if _has_own_id(name)]
    found = _candidates(asked, tables, out) if asked else ()
    if len(found) == 1:
        return found[0].table, found[0].row_id
    if found:
        raise AmbiguousIdError(asked, found, out)
    raise UnknownIdError(f"no row has the id {asked!r}", place=str(out), advice=_advise(asked, tables, out))
