"""A published folder, read back in Python."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import pipeline
from pipeline.contract import TABLES, load_schema
from pipeline.errors import ContractError, UnknownIdError
from pipeline.published import load, rows, table_names
from pipeline.write import write_release
from tests.write.sample import act_chunk, article_chunk

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "extracted"
    write_release([act_chunk("b", 4), article_chunk(), act_chunk("a", 3)], out)
    return out


def test_tables_are_those_of_the_contract(folder: Path) -> None:
    assert table_names(folder) == TABLES
    assert pipeline.tables(str(folder)) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_dtypes_follow_the_schema(folder: Path, table: str) -> None:
    frame = load(table, folder)
    expected = {
        "string": pd.StringDtype(),
        "integer": pd.Int64Dtype(),
        "number": pd.Float64Dtype(),
        "boolean": pd.BooleanDtype(),
        "array": object,
    }
    for field in load_schema(table).fields:
        if field.type == "date":
            assert pd.api.types.is_datetime64_dtype(frame[field.name].dtype)
        else:
            assert frame[field.name].dtype == expected[field.type], field.name


def test_values_come_back(folder: Path) -> None:
    acts = pipeline.load("acts", folder)
    assert acts["number"].tolist() == ["012", "012"]
    assert acts["date"].dt.year.tolist() == [1999, 1999]
    assert acts["registration_date"].isna().all()
    assert acts["languages"].tolist() == [["ky", "ru"], ["ky", "ru"]]
    assert acts["title_kk"].isna().all()
    lists = load("lists", folder)
    assert lists["qualifications"].tolist() == [[], []]
    assert lists["stated_count"].tolist() == [3, 4]


def test_table_without_rows_keeps_its_dtypes(tmp_path: Path) -> None:
    write_release([article_chunk()], tmp_path / "out")
    acts = load("acts", tmp_path / "out")
    assert len(acts) == 0
    assert acts["number"].dtype == pd.StringDtype()


def test_rows_are_found_by_value(folder: Path) -> None:
    (entry,) = rows("list_entries", folder, act_id="a", code="000002")
    assert (entry["entry_id"], entry["position"], entry["name_kk"]) == ("a:annex-1:1:000002", 2, None)
    assert len(rows("list_entries", folder)) == 7
    assert [row["source_id"] for row in rows("sources", folder, act_id=None)] == ["article-2001"]
    assert len(rows("acts", folder, date=date(1999, 12, 31))) == 2
    assert len(rows("list_entries", folder, doubtful=True)) == 3
    assert len(rows("lists", folder, forms=["online"], act_id="a")) == 1
    assert rows("lists", folder, forms=["evening"]) == []
    assert rows("acts", folder, number="999") == []


# Where the names go wrong -> the error, and the help it gives.
@pytest.mark.parametrize(
    ("table", "equals", "error", "words"),
    [
        ("list_entry", {}, UnknownIdError, "did you mean 'list_entries'"),
        ("xyz", {}, UnknownIdError, "sources, acts, provisions"),
        ("acts", {"act": "a"}, UnknownIdError, "did you mean 'act_id'"),
        ("list_entries", {"position": "1"}, ContractError, "expected a value of type integer, found '1'"),
    ],
)
def test_wrong_names_are_explained(
    folder: Path, table: str, equals: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        rows(table, folder, **equals)


def test_folder_that_is_no_dataset(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="no published dataset here"):
        load("acts", tmp_path / "nowhere")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for broken, words in [
        ("[", "can't read"),
        (json.dumps({**package, "name": "other"}), "not one of tizmek"),
        (json.dumps({**package, "version": "2.0.0"}), "found 2.0.0"),
        (json.dumps(package), "file of a table is missing"),
    ]:
        (tmp_path / "datapackage.json").write_text(broken, encoding="utf-8")
        with pytest.raises(ContractError, match=words):
            load("acts", tmp_path)


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = ("pandas", "pyarrow", "spacy")
    probe = f"import sys, pipeline; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
