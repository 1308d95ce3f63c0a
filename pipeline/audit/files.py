"""The files of a published folder: each is there, is what the data package says, and can be read back."""

from __future__ import annotations

import hashlib
import json
import tempfile
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.audit.difference import DifferenceError, Said
from pipeline.contract import TABLES, Resource, check_chunk, load_schema
from pipeline.diff.report import tell_editions
from pipeline.errors import ContractError, VerificationError
from pipeline.published import table_names
from pipeline.write.package import (
    DICTIONARY_FILE,
    MANIFEST_FILE,
    PACKAGE_FILE,
    RELEASES,
    REPORT_FILE,
    write_package,
    write_report,
)

_ADVICE = "publish again with tizmek build"


def _refuse_other_files(out: Path) -> None:
    expected = {PACKAGE_FILE, DICTIONARY_FILE, REPORT_FILE, *(f"{table}.parquet" for table in TABLES)}
    found = {path.name for path in out.iterdir()} - {MANIFEST_FILE, RELEASES}
    if missing := sorted(expected - found):
        raise DifferenceError(
            expected=Said(f"the file {missing[0]}"), found=Said("none"), place=str(out), advice=_ADVICE
        )
    if strange := sorted(found - expected):
        raise DifferenceError(expected=Said("no other file"), found=strange[0], place=str(out / strange[0]))


def read_tables(out: Path) -> dict[str, Any]:
    """Read every table of a published folder as an Arrow table.

    Raises ContractError where there is no dataset, VerificationError for a file that is no table.
    """
    tables = {}
    table_names(out)
    for name in TABLES:
        path = out / f"{name}.parquet"
        try:
            # Not from a memory map, and with every page decoded: a broken byte must show here, not later.
            tables[name] = pq.read_table(path, memory_map=False)
            tables[name].validate(full=True)
        except (pa.ArrowException, OSError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise VerificationError(f"can't read the table: {reason}", place=str(path), advice=_ADVICE) from error
    return tables


def _descriptor(path: Path) -> dict[str, dict[str, Any]]:
    package = json.loads(path.read_text(encoding="utf-8"))
    return {str(resource.get("name")): resource for resource in package["resources"]}


def _first_difference(one: Path, other: Path) -> int:
    """Return the number, from 1, of the first line in which two files differ."""
    pairs = zip_longest(one.read_bytes().split(b"\n"), other.read_bytes().split(b"\n"))
    return next(number for number, (left, right) in enumerate(pairs, 1) if left != right)


def check_files(out: Path, tables: dict[str, Any]) -> int:
    """Hold the data package and the data dictionary against the files; return how many files there are.

    Raises VerificationError for a missing or foreign file, another size, hash or row count, and for a data package or
    dictionary that isn't what the contract and the tables give.
    """
    _refuse_other_files(out)
    said, resources = _descriptor(out / PACKAGE_FILE), []
    for name, table in tables.items():
        path = out / f"{name}.parquet"
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        resources.append(Resource(name, path.name, len(content), digest, len(table)))
        found = {"bytes": len(content), "hash": f"sha256:{digest}", "rows": len(table)}
        for key, value in found.items():
            if (expected := said.get(name, {}).get(key)) != value:
                raise DifferenceError(field=key, expected=expected, found=value, place=str(path), advice=_ADVICE)
    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder), resources)
        for name in (PACKAGE_FILE, DICTIONARY_FILE):
            _compare_file(out / name, Path(folder, name))
    return len(tables) + 3


def check_report(out: Path, tables: dict[str, Any]) -> None:
    """Raise VerificationError for a report that isn't what the tables, which keep the contract, give."""
    with tempfile.TemporaryDirectory() as folder:
        write_report(Path(folder), tell_editions(lambda table: tables[table].to_pylist()))
        _compare_file(out / REPORT_FILE, Path(folder, REPORT_FILE))


def _compare_file(published: Path, again: Path) -> None:
    if published.read_bytes() != again.read_bytes():
        line = _first_difference(published, again)
        message = "the file isn't what this version's contract and the tables give"
        raise VerificationError(message, place=f"{published}:{line}", advice=_ADVICE)


def check_contract(tables: dict[str, Any]) -> None:
    """Check the tables against the contract: schemas, keys, enumerations, references, and the order of the rows.

    Raises VerificationError for the first thing that breaks it.
    """
    try:
        check_chunk(tables)
    except ContractError as error:
        raise VerificationError(error.message, place=error.place, advice=error.advice or _ADVICE) from error
    for name, table in tables.items():
        schema = load_schema(name)
        keys = dict.fromkeys((*schema.order, *schema.primary_key))
        if not table.sort_by([(key, "ascending") for key in keys]).equals(table):
            raise VerificationError(f"the rows aren't sorted by {', '.join(schema.order)}", place=name, advice=_ADVICE)
