"""What a reader of one release would stumble over in the next, and that such a release must be announced."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import build_sources
from pipeline.errors import ContractError
from pipeline.releases.manifest import newest_release, tables_of
from pipeline.releases.schema_diff import diff_schemas, refuse_unannounced
from tests.releases.acts import DECREE, register

PUBLISHED = Path(__file__).resolve().parents[2] / "extracted" / "datapackage.json"
Package = dict[str, Any]


def table(package: Package, name: str) -> Any:
    return next(one["schema"] for one in package["resources"] if one["name"] == name)


def column(package: Package, name: str) -> Any:
    return next(one for one in table(package, "lists")["fields"] if one["name"] == name)


def drop(package: Package) -> None:
    table(package, "lists")["fields"].remove(column(package, "num"))


def allow_null(package: Package) -> None:
    del column(package, "list_id")["constraints"]["required"]


def retype(package: Package) -> None:
    column(package, "num")["type"] = "integer"


def drop_table(package: Package) -> None:
    package["resources"] = [one for one in package["resources"] if one["name"] != "norms"]


def rekey(package: Package) -> None:
    table(package, "lists")["primaryKey"] = ["list_id", "num"]


def packages(tmp_path: Path, change: Callable[[Package], None], version: str | None = None) -> tuple[Path, Path]:
    """Lay the contract as it is, and as it would be after a change, into two folders."""
    old = json.loads(PUBLISHED.read_text("utf-8"))
    new = json.loads(PUBLISHED.read_text("utf-8"))
    change(new)
    new["version"] = version or new["version"]
    folders = tmp_path / "old", tmp_path / "new"
    for folder, package in zip(folders, (old, new), strict=True):
        folder.mkdir()
        (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folders


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop, "lists.num: breaks the contract of the release before: column removed"),
        (allow_null, "lists.list_id: breaks the contract of the release before: may be null now"),
        (retype, "lists.num: breaks the contract of the release before: type string is now integer"),
        (drop_table, "norms: breaks the contract of the release before: table removed"),
        (rekey, "lists: breaks the contract of the release before: primaryKey list_id is now list_id, num"),
    ],
)
def test_a_breaking_change_must_be_announced(tmp_path: Path, change: Callable[[Package], None], said: str) -> None:
    with pytest.raises(ContractError, match=said):
        refuse_unannounced(*packages(tmp_path, change))


def test_a_breaking_change_with_a_new_major_version_is_published(tmp_path: Path) -> None:
    folders = packages(tmp_path, drop, "2.0.0")
    refuse_unannounced(*folders)
    assert diff_schemas(*folders).breaking


# What is there in the new contract alone makes no reader of the old one stumble.
@pytest.mark.parametrize("change", [drop, drop_table])
def test_what_is_added_breaks_nothing(tmp_path: Path, change: Callable[[Package], None]) -> None:
    new, old = packages(tmp_path, change)
    assert [one.breaking for one in diff_schemas(old, new).changes] == [False]
    refuse_unannounced(old, new)


# The release before has a column that this program doesn't write.
def test_a_build_that_breaks_the_contract_publishes_nothing(tmp_path: Path) -> None:
    sources, out = tmp_path / "sources", tmp_path / "out"
    register(sources, "one", DECREE.format(number=1))
    build_sources(sources, out)
    path = tables_of(out, 1) / "datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    table(package, "acts")["fields"].append({"name": "colour", "type": "string"})
    path.write_text(json.dumps(package), "utf-8")
    register(sources, "one", DECREE.format(number=2))
    with pytest.raises(ContractError, match=r"acts\.colour: breaks the contract of the release before: column removed"):
        build_sources(sources, out)
    assert newest_release(out) == 1
