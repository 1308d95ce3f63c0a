"""The committed sources against gold tables that were typed from reading the sources, cell by cell.

A gold table holds only columns; how each was read stands in the README beside it. `*_lines` are the first and last
physical line on which the value's characters stand.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import published

GOLD = Path(__file__).parent / "golden"
ACTS = sorted(path.name for path in GOLD.iterdir() if path.is_dir())
WITH_LISTS = sorted(path.parent.name for path in GOLD.glob("*/list_entries.csv"))
SETS = ("education_levels", "qualifications", "forms", "languages")


def read_gold(act: str, table: str) -> list[dict[str, str]]:
    with (GOLD / act / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(value: Any) -> str:
    """Spell a published value as the gold tables do."""
    if value is None:
        return ""
    return "|".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


@pytest.fixture(scope="module")
def lines_of(release: Path) -> dict[tuple[str, str, str | None], str]:
    """Return `first-last` line for every published (row, field, language)."""
    spans: dict[tuple[str, str, str | None], tuple[int, int]] = {}
    for row in published.rows("provenance", release):
        key = (row["row_id"], row["field"], row["lang"])
        first, last = spans.get(key, (row["line_start"], row["line_end"]))
        spans[key] = (min(first, row["line_start"]), max(last, row["line_end"]))
    return {key: f"{first}-{last}" for key, (first, last) in spans.items()}


def differences(gold: dict[str, str], row: dict[str, Any], where: str) -> Iterator[str]:
    for column, expected in gold.items():
        if column in row and printed(row[column]) != expected:
            yield f"{where} {column}: expected {expected!r}, found {printed(row[column])!r}"


@pytest.mark.parametrize("act", ACTS)
def test_act_metadata(act: str, release: Path, lines_of: dict[tuple[str, str, str | None], str]) -> None:
    (row,) = published.rows("acts", release, act_id=act)
    gold = {one["field"]: one for one in read_gold(act, "acts")}
    wrong = list(differences({name: one["value"] for name, one in gold.items()}, row, act))
    assert not wrong
    assert len(gold) > 10
    for name in ("number", "date", "issuer", "consolidated_to", "registration_number", "effective_rule"):
        if gold.get(name, {}).get("value") and gold[name]["lines"]:
            assert lines_of[act, name, row["languages"][0]] == gold[name]["lines"], name


@pytest.mark.parametrize("act", WITH_LISTS)
def test_lists(act: str, release: Path, lines_of: dict[tuple[str, str, str | None], str]) -> None:
    rows = {row["num"]: row for row in published.rows("lists", release, act_id=act)}
    gold = read_gold(act, "lists")
    assert len(rows) == len(gold) > 0
    wrong: list[str] = []
    for one in gold:
        row = rows[one["num"]]
        wrong += differences(one, row, f"list {one['num']}")
        for lang in ("ky", "kk", "ru"):
            lines = one.get(f"title_{lang}_lines") or (one.get("title_lines") if f"title_{lang}" in one else None)
            if lines and lines_of[row["list_id"], f"title_{lang}", lang] != lines:
                wrong.append(f"list {one['num']} title_{lang}: lines {lines_of[row['list_id'], f'title_{lang}', lang]}")
    assert not wrong


@pytest.mark.parametrize("act", WITH_LISTS)
def test_list_entries(act: str, release: Path, lines_of: dict[tuple[str, str, str | None], str]) -> None:
    nums = {row["list_id"]: row["num"] for row in published.rows("lists", release, act_id=act)}
    rows = {
        (nums[row["list_id"]], str(row["position"])): row for row in published.rows("list_entries", release, act_id=act)
    }
    gold = read_gold(act, "list_entries")
    assert len(rows) == len(gold) > 0
    wrong: list[str] = []
    for one in gold:
        row = rows[one["list_num"], one["position"]]
        where = f"list {one['list_num']} position {one['position']}"
        wrong += differences(one, row, where)
        for lang in ("ky", "kk", "ru"):
            lines = one.get(f"name_{lang}_lines") or (one.get("name_lines") if f"name_{lang}" in one else None)
            found = lines_of.get((row["entry_id"], f"name_{lang}", lang))
            if lines and found != lines:
                wrong.append(f"{where} name_{lang}: expected lines {lines}, found {found}")
    assert not wrong


@pytest.mark.parametrize("act", [act for act in WITH_LISTS if (GOLD / act / "restrictions.csv").exists()])
def test_restrictions(act: str, release: Path) -> None:
    nums = {row["list_id"]: row["num"] for row in published.rows("lists", release, act_id=act)}
    entries = {row["entry_id"]: row for row in published.rows("list_entries", release, act_id=act)}
    found = {
        (
            nums[entries[row["entry_id"]]["list_id"]],
            str(entries[row["entry_id"]]["position"]),
            entries[row["entry_id"]]["code"],
            row["qualification"] or "",
            row["form"],
        )
        for row in published.rows("restrictions", release, act_id=act)
    }
    gold = {
        (one["list_num"], one["position"], one["code"], one["qualification"], one["form"])
        for one in read_gold(act, "restrictions")
    }
    assert found == gold
    assert gold
