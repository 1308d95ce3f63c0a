"""Hold a published folder against its sources: every file, key, quote, value and character.

The checks run from the outside in (files, contract, sources, evidence, values) and stop at the first difference.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pipeline.audit.certificates import check_certificates, check_told
from pipeline.audit.compared import check_compared
from pipeline.audit.derive import Reading, find_misreading, find_missing, follows_from_absence, values_of
from pipeline.audit.difference import DifferenceError, Said
from pipeline.audit.files import check_contract, check_files, check_report, read_tables
from pipeline.audit.ids import check_ids
from pipeline.audit.owners import check_owners
from pipeline.audit.printed import Printed, read_printed
from pipeline.audit.repairs import check_repairs
from pipeline.audit.sources import check_ledger, check_source
from pipeline.contract import Field, load_schema
from pipeline.errors import UnreadableSourceError
from pipeline.languages.identify import IDENTIFIABLE
from pipeline.model import COPY_SET_ASIDE, NOT_WHOLE
from pipeline.read.decisions import read_decisions, read_editions
from pipeline.read.geometry import box_of, path_of
from pipeline.releases.check import check_releases
from pipeline.releases.history import lay_out_inputs
from pipeline.releases.manifest import read_manifest, tables_of

Row = Mapping[str, Any]
_BOX = ("x0", "top", "x1", "bottom")
# A value is named by its table, row and field; a witness of it in one source also by the language.
ValueKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many values were derived again, from how many sources, and how many files were checked."""

    values: int
    sources: int
    files: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """The columns that are read from print and the rows of their tables, by table and row id."""

    columns: Mapping[str, Mapping[str, Field]]
    rows: Mapping[str, Mapping[str, Row]]


def _read_facts(tables: Mapping[str, Any]) -> _Facts:
    columns: dict[str, dict[str, Field]] = {}
    rows: dict[str, dict[str, Row]] = {}
    for name, table in tables.items():
        schema = load_schema(name)
        if derived := {column.name: column for column in schema.fields if column.derivation is not None}:
            columns[name] = derived
            (key,) = schema.primary_key
            rows[name] = {row[key]: row for row in table.to_pylist()}
    return _Facts(columns, rows)


class _BySource:
    """The rows of a table, one source at a time: the table is sorted by source."""

    def __init__(self, table: Any) -> None:
        self._table, self._extents, start = table, {}, 0
        for counted in pc.value_counts(table["source_id"]).to_pylist():
            self._extents[counted["values"]] = (start, counted["counts"])
            start += counted["counts"]

    def rows(self, source_id: str) -> list[Row]:
        """List the rows of a source, in order."""
        start, length = self._extents.get(source_id, (0, 0))
        found: list[Row] = self._table.slice(start, length).to_pylist()
        return found


def _evidence_error(row: Row, field: str, expected: object, found: object, printed: Printed) -> DifferenceError:
    return DifferenceError(
        table="provenance",
        row=f"{row['table_name']} · {row['row_id']} · {row['field']} · {row['lang']} · {row['piece']}",
        field=field,
        expected=expected,
        found=found,
        place=printed.place(min(row["char_start"], len(printed.document.text))),
    )


def _check_piece(row: Row, printed: Printed) -> None:
    """Check that a row of provenance says what its source characters are and where they stand."""
    start, end = row["char_start"], row["char_end"]
    if not 0 <= start < end <= len(printed.document.text):
        inside = Said(f"characters inside 0..{len(printed.document.text)}")
        raise _evidence_error(row, "char_end", inside, f"{start}..{end}", printed)
    first, last = printed.lines_of(start, end)
    line = printed.line_at(start)
    expected = {
        "quote": printed.quote(start, end),
        "line_start": first,
        "line_end": last,
        "page": line.page,
        "path": path_of(printed.document, line, start, end),
        **dict(zip(_BOX, box_of(printed.document, start, end) or (None,) * len(_BOX), strict=True)),
    }
    for field, value in expected.items():
        if row[field] != value:
            raise _evidence_error(row, field, value, row[field], printed)


def _check_numbering(pieces: list[Row], printed: Printed) -> None:
    """Check that the pieces of one value in one language are counted on, and that the first begins a witness."""
    for number, row in enumerate(pieces, 1):
        if row["piece"] != number:
            raise _evidence_error(row, "piece", number, row["piece"], printed)
    if pieces[0]["glue"] is not None:
        raise _evidence_error(pieces[0], "glue", None, pieces[0]["glue"], printed)


def _group(provenance: Iterable[Row], printed: Printed) -> dict[ValueKey, list[list[Row]]]:
    """Group pieces into the witnesses of each value: a piece without glue begins a witness."""
    by_language: dict[tuple[ValueKey, str | None], list[Row]] = {}
    for row in provenance:
        by_language.setdefault(((row["table_name"], row["row_id"], row["field"]), row["lang"]), []).append(row)
    values: dict[ValueKey, list[list[Row]]] = {}
    for (key, _), pieces in by_language.items():
        _check_numbering(pieces, printed)
        witnesses = values.setdefault(key, [])
        for row in pieces:
            if row["glue"] is None:
                witnesses.append([])
            witnesses[-1].append(row)
    return values


def _reading(pieces: list[Row], printed: Printed) -> Reading:
    texts = ((row["glue"] or "") + printed.render(row["char_start"], row["char_end"]) for row in pieces)
    return Reading(pieces[0]["lang"], "".join(texts))


def _check_value(
    key: ValueKey, witnesses: list[list[Row]], facts: _Facts, source: Row, printed: Printed
) -> set[object]:
    """Derive one value from every witness that one source has of it; return what they print of a list column."""
    table, row_id, field = key
    column, row = facts.columns[table][field], facts.rows[table][row_id]
    value, at = row[field], witnesses[0][0]
    readings = [_reading(pieces, printed) for pieces in witnesses]
    if row["act_id"] != source["act_id"]:
        expected, found = Said(f"a source of the act {row['act_id']}"), source["source_id"]
    elif value is None:
        expected, found = Said("no printed place for a missing value"), readings[0].text
    elif misread := find_misreading(column, value, readings):
        expected, found, at = value, Said(misread.found), witnesses[misread.reading][0]
    elif foreign := [pieces[0] for pieces in witnesses if not _is_in_language_of(column, pieces[0]["lang"])]:
        expected, found, at = Said(f"words in the language of {field}"), foreign[0]["lang"], foreign[0]
    else:
        return {item for reading in readings for item in values_of(column, reading)} if column.item else set()
    place = printed.place(at["char_start"])
    raise DifferenceError(table=table, row=row_id, field=field, expected=expected, found=found, place=place)


def _is_in_language_of(column: Field, lang: str | None) -> bool:
    """Tell whether a witness may stand for a column: `name_ky` is printed in Kyrgyz, or where no language is told."""
    suffix = column.name.rpartition("_")[2]
    return lang is None or suffix not in IDENTIFIABLE or suffix == lang


def _check_evidence(provenance: list[Row], facts: _Facts, source: Row, printed: Printed) -> dict[ValueKey, set[object]]:
    """Check every quote of a source, then every value that it prints; return these, with the items of list columns."""
    for row in provenance:
        _check_piece(row, printed)
    values = _group(provenance, printed)
    return {key: _check_value(key, witnesses, facts, source, printed) for key, witnesses in values.items()}


def _check_items(facts: _Facts, covered: Mapping[ValueKey, set[object]]) -> None:
    """Check that the witnesses of each list, in all sources, print all its items."""
    for (table, row_id, field), items in covered.items():
        value = facts.rows[table][row_id][field]
        if (found := find_missing(value, items)) is not None:
            raise DifferenceError(table=table, row=row_id, field=field, expected=value, found=Said(found))


def _missing(facts: _Facts, covered: Mapping[ValueKey, set[object]]) -> Iterator[tuple[ValueKey, object]]:
    for table, columns in facts.columns.items():
        for row_id, row in facts.rows[table].items():
            for field, column in columns.items():
                value = row[field]
                if value is None or value == [] or (table, row_id, field) in covered:
                    continue
                if not follows_from_absence(column, value):
                    yield (table, row_id, field), value


def _check_evidence_is_there(facts: _Facts, covered: Mapping[ValueKey, set[object]]) -> None:
    for (table, row_id, field), value in _missing(facts, covered):
        raise DifferenceError(
            table=table,
            row=row_id,
            field=field,
            expected=Said(f"the place that prints {value!r}"),
            found=Said("no row of provenance"),
        )


def _check_completeness(
    facts: _Facts, unexplained: Mapping[str, int], findings: Sequence[Row], proven: Mapping[str, set[ValueKey]]
) -> None:
    """Check that an act is called complete, and its unexplained characters are counted, as ledger and findings say.

    A copy that was set aside doesn't count; what it proves, the other sources of the act must prove as well.
    """
    told = {finding["act_id"] for finding in findings if finding["code"] in NOT_WHOLE}
    aside = {finding["source_id"] for finding in findings if finding["code"] == COPY_SET_ASIDE}
    for act_id, act in facts.rows["acts"].items():
        counted = [source_id for source_id in act["source_ids"] if source_id not in aside]
        alone = set().union(*(proven[one] for one in aside.intersection(act["source_ids"])))
        for table, row_id, field in sorted(alone.difference(*(proven[one] for one in counted)))[:1]:
            expected, found = Said("a source that is not set aside"), Said("copies alone")
            raise DifferenceError(table=table, row=row_id, field=field, expected=expected, found=found)
        count = sum(unexplained[source_id] for source_id in counted)
        whole = not count and act_id not in told
        complete = {"completeness": "complete" if whole else "incomplete", "unexplained_char_count": count}
        for name, value in complete.items():
            if act[name] != value:
                raise DifferenceError(table="acts", row=act_id, field=name, expected=act[name], found=value)


def _check_positions(facts: _Facts) -> None:
    """Check that the entries of each list count from 1; their table is sorted by list and position."""
    reached: dict[str, int] = {}
    for row_id, row in facts.rows["list_entries"].items():
        expected = reached[row["list_id"]] = reached.get(row["list_id"], 0) + 1
        if row["position"] != expected:
            found = row["position"]
            raise DifferenceError(table="list_entries", row=row_id, field="position", expected=expected, found=found)


def _check_order(provenance: list[Row], facts: _Facts) -> None:
    """Check that the provisions of each language stand in the source in the order of their positions."""
    starts: dict[str, int] = {}
    for row in provenance:
        if row["table_name"] == "provisions":
            starts[row["row_id"]] = min(row["char_start"], starts.get(row["row_id"], row["char_start"]))
    reached: dict[str, int] = {}
    for row_id, row in facts.rows["provisions"].items():
        if row_id in starts:
            if starts[row_id] < reached.get(row["lang"], 0):
                expected = Said("a place behind that of the provision before it")
                raise DifferenceError(
                    table="provisions", row=row_id, field="position", expected=expected, found=row["position"]
                )
            reached[row["lang"]] = starts[row_id]


def _check_bars(facts: _Facts) -> None:
    """Check that what a list bars as a whole, for each qualification it names, is barred for each of its entries."""
    columns = ("entry_id", "qualification", "form")
    barred = {tuple(row[column] for column in columns) for row in facts.rows["restrictions"].values()}
    for row_id, row in facts.rows["list_entries"].items():
        whole = facts.rows["lists"][row["list_id"]]
        for bar in product([row_id], whole["qualifications"] or [None], whole["forms"]):
            if bar not in barred:
                raise DifferenceError(
                    table="restrictions",
                    row=":".join(filter(None, bar)),
                    expected=Said(f"a row, as {row['list_id']} bars {bar[-1]} as a whole"),
                    found=Said("none"),
                )


def verify(out: Path, sources: Path, progress: Callable[[str], None] | None = None) -> Verified:
    """Derive every value of the published folder `out` again from the files below `sources`.

    `progress` is told the id of each source when it begins. Raises VerificationError at the first difference,
    ContractError where no dataset is, UnreadableSourceError for a source that is missing or can't be read.
    """
    if not sources.is_dir():
        advice = "name the folder of the sources with --sources"
        raise UnreadableSourceError("the folder of the sources is missing", place=str(sources), advice=advice)
    released = check_releases(out, progress)
    tables = read_tables(out)
    files = check_files(out, tables) + released
    check_contract(tables)
    facts = _read_facts(tables)
    repairs, ledger, provenance = (_BySource(tables[name]) for name in ("repairs", "ledger", "provenance"))
    unexplained: dict[str, int] = {}
    covered: dict[ValueKey, set[object]] = {}
    proven: dict[str, set[ValueKey]] = {}
    for source in tables["sources"].to_pylist():
        source_id = source["source_id"]
        if progress:
            progress(source_id)
        mended = repairs.rows(source_id)
        printed = read_printed(source, mended, sources)
        check_source(source, printed)
        fates, evidence = ledger.rows(source_id), provenance.rows(source_id)
        check_repairs(mended, evidence, printed)
        unexplained[source_id] = check_ledger(fates, source_id, printed)
        proved = _check_evidence(evidence, facts, source, printed)
        proven[source_id] = set(proved)
        for key, items in proved.items():
            covered[key] = covered.get(key, set()) | items
        check_owners(fates, evidence, printed)
        _check_order(evidence, facts)
    _check_completeness(facts, unexplained, tables["findings"].to_pylist(), proven)
    check_certificates(tables, provenance.rows)
    check_told(out, tables)
    _check_positions(facts)
    _check_items(facts, covered)
    _check_bars(facts)
    _check_evidence_is_there(facts, covered)
    check_ids(facts.rows)
    check_compared(tables, read_decisions(sources), read_editions(sources))
    check_report(out, tables)
    return Verified(len(covered), len(unexplained), files)


def verify_release(out: Path, release: int, progress: Callable[[str], None] | None = None) -> Verified:
    """Derive every value of a release of the folder `out` again, from the files that were kept of it.

    Raises what `verify` raises, and UnknownIdError where there is no such release.
    """
    released = check_releases(out)
    with tempfile.TemporaryDirectory() as folder:
        lay_out_inputs(out, read_manifest(out, release).inputs, Path(folder))
        verified = verify(tables_of(out, release), Path(folder), progress)
    return replace(verified, files=verified.files + released)
