"""The comparison of the committed sources against gold tables that were read entry by entry.

The matcher alone and the matcher with the decisions of people are held to the gold apart: what a person decided must
not hide what the matcher stops finding.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import published
from pipeline.diff.comparison import LEARNED, Comparison

GOLD = Path(__file__).parent / "golden" / "crosswalk"
ACTS = {"kg2014": "kg-2014-354", "kg2025": "kg-2025-77", "kz2007": "kz-2007-602"}
PAIRS = ("kg2014-kg2025", "kz2007-kg2014", "kz2007-kg2025")
BETWEEN = {"left_act_id": "kg-2014-354", "right_act_id": "kg-2025-77"}
LEAST_PRECISION, LEAST_RECALL, LEAST_DECIDED_RECALL = 0.99, 0.9, 0.98
Keys = set[tuple[str, str]]
Entries = dict[tuple[str, str], list[dict[str, Any]]]
Tables = Mapping[str, list[dict[str, Any]]]


def read_gold(table: str) -> list[dict[str, str]]:
    with (GOLD / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(value: object) -> str:
    """Spell a published cell as the gold tables do."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def alone(release: Path) -> Tables:
    """Return what the comparison tells of the published lists when nobody decided anything."""
    comparison = Comparison()
    for act_id in ACTS.values():
        comparison.learn({table: published.rows(table, release, act_id=act_id) for table in LEARNED})
    return comparison.tables()


@pytest.fixture(scope="module")
def decided(release: Path) -> Tables:
    """Return what the build published of the comparison."""
    return {table: published.rows(table, release) for table in ("crosswalk", "changes", "lens_changes")}


@pytest.fixture(scope="module")
def entries(release: Path) -> Entries:
    """Return the entries by act and code."""
    found = defaultdict(list)
    for row in published.rows("list_entries", release):
        found[row["act_id"], row["code"]].append(row)
    return dict(found)


def keys_of(row: Mapping[str, str], left_act: str, right_act: str, entries: Entries) -> Iterator[tuple[str, str]]:
    """Yield the ids of the entries that a row of two codes stands for."""
    lefts, rights = entries[left_act, row["left_code"]], entries[right_act, row["right_code"]]
    for side, found in (("left", lefts), ("right", rights)):
        names = {one[f"name_{lang}"] for one in found for lang in ("ky", "kk")}
        assert row[f"{side}_name"] in names, row
    yield from ((left["entry_id"], right["entry_id"]) for left in lefts for right in rights)


def gold_keys(pair: str, entries: Entries, level: str) -> tuple[Keys, Keys, Keys]:
    """Return the exact keys of a pair of acts, those of them that are disputable, and those that could be exact."""
    exact: Keys = set()
    disputable: Keys = set()
    arguable: Keys = set()
    left_act, right_act = (ACTS[name] for name in pair.split("-"))
    for row in read_gold(pair):
        keys = {key for key in keys_of(row, left_act, right_act, entries) if row["same_level"] == level}
        if row["relation"] == "exact":
            exact |= keys
            disputable |= keys if row["disputable"] == "true" else set()
        elif row["reason"].lower().endswith("could be exact"):
            arguable |= keys
    return exact, disputable, arguable


def exact_keys(tables: Tables, pair: str, level: str) -> Keys:
    left_act, right_act = (ACTS[name] for name in pair.split("-"))
    return {
        (row["left_entry_id"], row["right_entry_id"])
        for row in tables["crosswalk"]
        if (row["left_act_id"], row["right_act_id"], row["relation"]) == (left_act, right_act, "exact")
        and printed(row["same_level"]) == level
    }


def share(part: Keys, whole: Keys) -> float:
    return len(part & whole) / len(whole)


@pytest.mark.parametrize("same_level", ["true", "false"])
@pytest.mark.parametrize("pair", PAIRS)
def test_the_matcher_alone(pair: str, same_level: str, alone: Tables, entries: Entries) -> None:
    exact, disputable, arguable = gold_keys(pair, entries, same_level)
    found = exact_keys(alone, pair, same_level)
    assert len(exact) > 10
    assert share(exact | arguable, found) >= LEAST_PRECISION, found - exact - arguable
    assert share(found, exact - disputable) >= LEAST_RECALL, exact - disputable - found


def test_what_the_matcher_misses_of_all_is_disputable(alone: Tables, entries: Entries) -> None:
    exact: Keys = set()
    found: Keys = set()
    disputed: Keys = set()
    for pair in PAIRS:
        for level in ("true", "false"):
            of_pair, disputable, _ = gold_keys(pair, entries, level)
            exact |= of_pair
            disputed |= disputable
            found |= exact_keys(alone, pair, level)
    assert share(found, exact) >= LEAST_RECALL, exact - found
    assert exact - found <= disputed


@pytest.mark.parametrize("same_level", ["true", "false"])
@pytest.mark.parametrize("pair", PAIRS)
def test_the_matcher_with_decisions(pair: str, same_level: str, decided: Tables, entries: Entries) -> None:
    exact, _, arguable = gold_keys(pair, entries, same_level)
    found = exact_keys(decided, pair, same_level)
    assert share(exact | arguable, found) >= LEAST_PRECISION, found - exact - arguable
    assert share(found, exact) >= LEAST_DECIDED_RECALL, exact - found


def test_no_false_friend_is_exact(alone: Tables, decided: Tables, entries: Entries) -> None:
    friends = {
        key
        for row in read_gold("false_friends")
        for key in keys_of(row, row["left_act_id"], row["right_act_id"], entries)
    }
    assert len(friends) > 200
    for tables in (alone, decided):
        found = {(r["left_entry_id"], r["right_entry_id"]) for r in tables["crosswalk"] if r["relation"] == "exact"}
        assert found & friends == set()


def between(tables: Tables, table: str, **equals: object) -> list[dict[str, Any]]:
    wanted = {**BETWEEN, **equals}
    return [row for row in tables[table] if all(row[name] == value for name, value in wanted.items())]


def test_the_lens_distance(decided: Tables) -> None:
    gold = [tuple(row[name] for name in row if name != "name") for row in read_gold("distance")]
    found = [
        (
            row["level"],
            printed(row["qualification"]),
            row["code"],
            list_of(row["left_entry_id"]),
            list_of(row["right_entry_id"]),
            printed(row["left_barred"]),
            printed(row["right_barred"]),
            row["change"],
        )
        for row in between(decided, "lens_changes", lens="distance")
    ]
    assert sorted(found) == sorted(gold)
    assert len(gold) == 350


def list_of(entry_id: str | None) -> str:
    """Return the number of the list that an entry id spells: `act:part:list:code`."""
    return entry_id.split(":")[2] if entry_id else ""


def code_of(row: Mapping[str, Any]) -> str:
    return str(row["left_entry_id"] or row["right_entry_id"]).rpartition(":")[2]


def test_renames(decided: Tables) -> None:
    gold = [row for row in read_gold("renames") if row["same_level"] == "true"]
    found = [
        (code_of(row), row["before"], row["after"], "substantive" if row["substantive"] else "clerical")
        for row in between(decided, "changes", kind="renamed")
    ]
    assert sorted(found) == sorted((one["left_code"], one["left_name"], one["right_name"], one["kind"]) for one in gold)


# every row of a few specialties, so that a change told twice or of another kind shows
def test_changes_as_printed(decided: Tables) -> None:
    gold = [
        {name: cell for name, cell in row.items() if not name.endswith("_lines")} for row in read_gold("as_printed")
    ]
    codes = {row["code"] for row in gold}
    found = [
        {"code": code_of(row), **{name: printed(row[name]) for name in gold[0] if name != "code"}}
        for row in between(decided, "changes")
        if code_of(row) in codes
    ]
    assert sorted(found, key=str) == sorted(gold, key=str)
    assert {row["kind"] for row in gold} == {row["kind"] for row in between(decided, "changes")}
