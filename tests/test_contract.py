"""The contract: every rule of a schema is enforced, and the schemas themselves are sound."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline import contract
from pipeline.contract import (
    COMPARISON_TABLES,
    RELEASE_TABLES,
    TABLES,
    Field,
    Resource,
    check_chunk,
    fits,
    load_schema,
)
from pipeline.errors import ContractError
from pipeline.write.describe import data_dictionary, datapackage
from pipeline.write.tables import to_arrow
from tests.write.sample import Chunk, act_chunk, article_chunk

ROOT = Path(__file__).resolve().parent.parent
SOURCE_TABLES = [table for table in TABLES if table not in COMPARISON_TABLES]
FIELDS = [(table, field) for table in TABLES for field in load_schema(table).fields]
DERIVATIONS = ("text", "date", "integer", "language", "locator", "term:")


def arrow_chunk(rows: Chunk) -> dict[str, Any]:
    return {table: to_arrow(table, table_rows) for table, table_rows in rows.items()}


def test_whole_chunks_pass() -> None:
    check_chunk(arrow_chunk(act_chunk()))
    check_chunk(arrow_chunk(article_chunk()))


# One broken row a rule: what is set where, and the words the error must name besides the place.
@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("acts", "status", None, ("a value", "None")),
        ("sources", "languages", None, ("a value", "None")),
        ("acts", "kind", "ordinance", ("'decree'", "'ordinance'")),
        ("lists", "forms", ["online", "by_night"], ("'externat'", "'by_night'")),
        ("restrictions", "qualification", "phd", ("'bachelor'", "'phd'")),
        ("provenance", "glue", "-", ("' '", "'-'")),
        ("sources", "sha256", "AB" * 32, ("[0-9a-f]{64}", "'ABAB")),
        ("sources", "sha256", "0" * 64 + "\n", ("[0-9a-f]{64}",)),
        ("list_entries", "entry_id", "an id with blanks", (r"\S+", "'an id with blanks'")),
        ("acts", "source_ids", ["with blank"], (r"\S+", "'with blank'")),
        ("list_entries", "position", 0, ("1 or more", "0")),
        ("list_entries", "confidence", -0.5, ("0 or more", "-0.5")),
        ("list_entries", "confidence", float("nan"), ("0 or more", "nan")),
        ("lists", "act_id", "kg-1888-1", ("acts.act_id", "'kg-1888-1'")),
        ("list_entries", "list_id", "elsewhere", ("lists.list_id", "'elsewhere'")),
        ("restrictions", "entry_id", "elsewhere", ("list_entries.entry_id", "'elsewhere'")),
        ("sources", "act_id", "elsewhere", ("acts.act_id", "'elsewhere'")),
        ("repairs", "source_id", "elsewhere", ("sources.source_id", "'elsewhere'")),
        ("acts", "source_ids", ["elsewhere"], ("sources.source_id", "'elsewhere'")),
        ("provenance", "row_id", "elsewhere", ("entry_id", "list_entries", "'elsewhere'")),
        ("provenance", "field", "name_kz", ("list_entries", "'name_kz'")),
        ("provenance", "field", "position", ("read from print", "'position'")),
        ("provenance", "table_name", "findings", ("'list_entries'", "'findings'")),
        ("findings", "row_id", "kg-1999-012", ("table name", "None")),
    ],
)
def test_each_rule_refuses_a_broken_row(table: str, column: str, value: object, words: tuple[str, ...]) -> None:
    rows = act_chunk()
    rows[table][-1][column] = value
    with pytest.raises(ContractError) as caught:
        check_chunk(arrow_chunk(rows))
    text = str(caught.value)
    assert text.startswith(f"{table}."), text
    for word in (*words, "row "):
        assert word in text


def test_error_names_the_row_and_the_column() -> None:
    rows = act_chunk()
    rows["list_entries"][1]["doubtful"] = None
    with pytest.raises(ContractError) as caught:
        check_chunk(arrow_chunk(rows))
    entry_id = rows["list_entries"][1]["entry_id"]
    assert str(caught.value) == f"list_entries.doubtful, row {entry_id}: expected a value, found None"


@pytest.mark.parametrize("table", SOURCE_TABLES)
def test_primary_key_stands_once(table: str) -> None:
    rows = act_chunk()
    rows[table].append(rows[table][0])
    with pytest.raises(ContractError, match=rf"^{table}\..*2 times") as caught:
        check_chunk(arrow_chunk(rows))
    assert str(rows[table][0][load_schema(table).primary_key[0]]) in str(caught.value)


def test_primary_key_counts_a_missing_language_as_a_value() -> None:
    rows = act_chunk()
    code = next(row for row in rows["provenance"] if row["lang"] is None)
    rows["provenance"].append({**code, "char_start": 0})
    with pytest.raises(ContractError, match="None"):
        check_chunk(arrow_chunk(rows))


def test_unique_column_stands_once() -> None:
    rows = act_chunk()
    rows["sources"].append({**rows["sources"][0], "source_id": "another"})
    with pytest.raises(ContractError, match=r"sources\.path.*unique"):
        check_chunk(arrow_chunk(rows))


# The type of an Arrow column is checked too: a table need not come from to_arrow.
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table.drop_columns(["code"]), "list_entries.code: expected the column once"),
        (lambda table: table.append_column("kod", table["code"]), "list_entries.kod: column is not in the contract"),
        (
            lambda table: table.set_column(table.column_names.index("code"), "code", pa.array([101, 102, 103])),
            "list_entries.code: expected the type string, found int64 with 101 in row",
        ),
    ],
)
def test_columns_are_those_of_the_contract(change: Callable[[Any], Any], words: str) -> None:
    chunk = arrow_chunk(act_chunk())
    chunk["list_entries"] = change(chunk["list_entries"])
    with pytest.raises(ContractError) as caught:
        check_chunk(chunk)
    assert words in str(caught.value)


def test_unknown_table_is_refused() -> None:
    with pytest.raises(ContractError, match=r"'entries'.*list_entries"):
        check_chunk({"entries": pa.table({})})
    with pytest.raises(ContractError, match=r"'\.\./acts'"):
        load_schema("../acts")


# A column's type -> values it takes and values that only look like it.
@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("string", ["012", ""], [12, b"012"]),
        ("integer", [0, -1], [True, 1.0, "1"]),
        ("number", [0.5, 1], [True, "0.5"]),
        ("boolean", [True], [1, "true"]),
        ("date", [date(2014, 6, 26)], [datetime(2014, 6, 26), "2014-06-26"]),  # noqa: DTZ001
        ("array", [["a"], ("a", "b"), []], ["a", [1], [None], {"a"}]),
    ],
)
def test_fits(kind: str, good: list[object], bad: list[object]) -> None:
    column = Field("any", kind, item=Field("any", "string") if kind == "array" else None)
    assert fits(column, None)
    assert [value for value in good if not fits(column, value)] == []
    assert [value for value in bad if fits(column, value)] == []


# The schemas themselves.


@pytest.mark.parametrize("table", TABLES)
def test_schema_keys_are_columns(table: str) -> None:
    schema = load_schema(table)
    assert schema.name == table
    assert len(set(schema.names)) == len(schema.names)
    assert {*schema.primary_key, *schema.order} <= set(schema.names)
    assert schema.order[0] in ("act_id", "source_id") or table in COMPARISON_TABLES
    for key in schema.foreign_keys:
        assert key.column in schema.names
        assert load_schema(key.table).primary_key == (key.target,)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda value: getattr(value, "name", value))
def test_field_is_described_and_its_example_keeps_its_rules(table: str, field: Field) -> None:
    assert field.description.endswith("."), "a description is a sentence"
    assert field.derivation is None or field.derivation.startswith(DERIVATIONS)
    assert field.derivation is not None or not field.evidence_optional
    example = field.raw["example"]
    value = date.fromisoformat(example) if field.type == "date" else example
    assert fits(field, value)
    rows = to_arrow(table, [{field.name: value}])
    broken = [
        expected
        for rule, values in [(field, rows[field.name])]
        for mask, expected in contract._broken(rule, values)
        if True in mask.to_pylist()
    ]
    assert broken == []
    if field.enum:
        assert example in field.enum


@pytest.mark.parametrize(
    ("table", "extracted"),
    [
        ("sources", 0),
        ("acts", 22),
        ("lists", 8),
        ("list_entries", 10),
        ("restrictions", 2),
        *((table, 0) for table in ("provenance", "repairs", "ledger", "findings")),
    ],
)
def test_extracted_columns_are_counted(table: str, extracted: int) -> None:
    assert sum(field.derivation is not None for field in load_schema(table).fields) == extracted


def test_every_schema_file_is_in_the_contract() -> None:
    files = {path.stem for path in (ROOT / "schemas").glob("*.json")} - {"contract"}
    assert files == {*TABLES, *RELEASE_TABLES}


def test_schemas_of_an_installed_package_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "pipeline"
    (package / "_schemas").mkdir(parents=True)
    monkeypatch.setattr(contract, "__file__", str(package / "contract.py"))
    with pytest.raises(ContractError, match="schemas are missing"):
        contract._schema_folder()
    (package / "_schemas" / "contract.json").write_text("{}")
    assert contract._schema_folder() == package.resolve() / "_schemas"


# What is said to people and tools.


def test_data_dictionary_names_every_column() -> None:
    chapters = data_dictionary().split("\n## ")[1:]
    assert [chapter.partition(":")[0] for chapter in chapters] == list(TABLES)
    for chapter, table in zip(chapters, TABLES, strict=True):
        rows = [line for line in chapter.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == list(load_schema(table).names)
        # An unescaped bar in a description would shift the columns.
        assert {row.replace("\\|", "").count("|") for row in rows} == {7}
    assert "- `source_ids` stands in `sources.source_id`" in chapters[TABLES.index("acts")]
    assert "- `entry_id` stands in `list_entries.entry_id`" in chapters[TABLES.index("restrictions")]


def test_datapackage_is_plain_json_with_the_schemas() -> None:
    package = datapackage([Resource("acts", "acts.parquet", 10, "00", 3)])
    assert json.loads(json.dumps(package)) == package
    (resource,) = package["resources"]
    assert (resource["bytes"], resource["hash"], resource["rows"]) == (10, "sha256:00", 3)
    assert resource["schema"]["primaryKey"] == ["act_id"]
