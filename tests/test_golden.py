"""The committed sources against gold tables that were typed from reading the sources, cell by cell.

A gold table holds only columns; how each was read stands in the README beside it. `*_lines` are the first and last
physical line on which the value's characters stand.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import published

GOLD = Path(__file__).parent / "golden"
ACTS = sorted(path.parent.name for path in GOLD.glob("*/acts.csv"))
WITH_LISTS = sorted(path.parent.name for path in GOLD.glob("*/list_entries.csv"))
LANGUAGES = ("ky", "kk", "ru")
# So many blank lines may part the lines of one value.
BLANK_LINES = 3
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


def path_of(provision_id: str | None, provisions: dict[str, Any]) -> str:
    """Spell where a provision stands as the gold does: `chapter I/point 1.3/indent 2`, what has no number counted."""
    steps = []
    while provision_id:
        row = provisions[provision_id]
        counted = provision_id.rpartition("-")[2] if row["kind"] in ("indent", "paragraph") else ""
        steps.append(f"{row['kind']} {row['num'] or counted}".strip())
        provision_id = row["parent_id"]
    return "/".join(reversed(steps))


def prose_lines(release: Path, table: str) -> dict[tuple[str, str], str]:
    """Return the lines of each value: those that follow each other with blank ones between are one range."""
    pieces: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in published.rows("provenance", release, table_name=table):
        pieces.setdefault((row["row_id"], row["field"]), []).append((row["line_start"], row["line_end"]))
    spelled = {}
    for key, ranges in pieces.items():
        merged: list[list[int]] = []
        for first, last in sorted(ranges):
            if merged and first - merged[-1][1] <= BLANK_LINES:
                merged[-1][1] = max(last, merged[-1][1])
            else:
                merged.append([first, last])
        spelled[key] = "|".join(f"{first}-{last}" for first, last in merged)
    return spelled


@pytest.mark.parametrize("act", ACTS)
def test_provisions(act: str, release: Path) -> None:
    rows = {row["provision_id"]: row for row in published.rows("provisions", release, act_id=act)}
    lines = prose_lines(release, "provisions")
    wrong: list[str] = []
    gold = sorted(read_gold(act, "provisions"), key=lambda one: LANGUAGES.index(one["lang"]))
    in_order = sorted(rows.values(), key=lambda row: (LANGUAGES.index(row["lang"]), row["position"]))
    assert len(in_order) == len(gold) > 20
    for expected, row in zip(gold, in_order, strict=True):
        where, text = f"{act} {row['provision_id']}", row["text"] or ""
        wrong += differences({key: expected[key] for key in ("lang", "part", "kind", "num", "heading")}, row, where)
        # Unnumbered parents stand in no path of the gold: only numbers and kinds are compared.
        parent = path_of(row["parent_id"], rows)
        wrong += [f"{where}: {parent} is not {expected['parent']}"] if parent != expected["parent"] else []
        if not (text.startswith(expected["first_words"]) and text.endswith(expected["last_words"])):
            wrong.append(f"{where}: {text!r}")
        if text and lines[row["provision_id"], "text"] != expected["lines"]:
            wrong.append(f"{where}: lines {lines[row['provision_id'], 'text']}, not {expected['lines']}")
    assert wrong == []


@pytest.mark.parametrize("act", ACTS)
def test_definitions(act: str, release: Path) -> None:
    provisions = {row["provision_id"]: row for row in published.rows("provisions", release, act_id=act)}
    found = {
        (
            row["lang"],
            path_of(row["provision_id"], provisions),
            row["term"],
            row["abbreviation"] or "",
            (row["definition"] or "").rstrip(";."),
        )
        for row in published.rows("definitions", release, act_id=act)
    }
    gold = read_gold(act, "definitions")
    assert len(found) == len(gold) > 1
    for one in gold:
        key = (one["lang"], one["provision"], one["term"], one["abbreviation"])
        (definition,) = [row[4] for row in found if row[:4] == key] or [None]
        assert definition is not None, key
        assert definition.startswith(one["definition_first_words"]), key
        assert definition.endswith(one["definition_last_words"].rstrip(";.")), key


@pytest.mark.parametrize("act", ACTS)
def test_amendments(act: str, release: Path) -> None:
    lines = prose_lines(release, "amendments")
    columns = ("target_part", "target_kind", "target_num", "kind", "by_issuer", "by_number", "by_date")
    found = sorted(
        (*(printed(row[column]) for column in columns), lines[row["amendment_id"], "note"])
        for row in published.rows("amendments", release, act_id=act)
    )
    gold = read_gold(act, "amendments")
    assert found == sorted((*(one[column] for column in columns), one["note_lines"]) for one in gold)


@pytest.mark.parametrize("act", ACTS)
def test_citations(act: str, release: Path) -> None:
    provisions = {row["provision_id"]: row for row in published.rows("provisions", release, act_id=act)}
    columns = ("cited_kind", "cited_title", "cited_number", "cited_date")
    found = sorted(
        (
            row["lang"],
            path_of(row["provision_id"], provisions),
            *(printed(row[column]) for column in columns),
            "|".join(sorted(row["cited_locator"])),
        )
        for row in published.rows("citations", release, act_id=act)
    )
    gold = sorted(
        (
            one["lang"],
            one["provision"],
            *(one[column] for column in columns),
            "|".join(sorted(one["cited_locator"].replace("/", "|").split("|"))),
        )
        for one in read_gold(act, "citations")
    )
    assert found == gold
    assert gold


def test_citations_of_the_article(release: Path) -> None:
    columns = ("lang", "cited_kind", "cited_title", "cited_number", "cited_date", "cited_locator")
    gold = Counter(
        tuple(one[column] for column in columns) for one in read_gold("article-distance-learning-ky", "citations")
    )
    rows = published.rows("citations", release, source_id="article-distance-learning-ky")
    assert Counter(tuple(printed(row[column]) for column in columns) for row in rows) == gold


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
