"""The editions of a dataset: which are compared, and what is told of their disagreements."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.diff.comparison import MOST_EDITIONS
from pipeline.errors import DecisionError
from tests.link.editions import act, compare, decision


def test_nothing_learned_is_nothing_told() -> None:
    tables = compare().tables()
    assert set(tables) == {
        "concepts", "concept_members", "crosswalk", "crosswalk_candidates", "changes", "lens_changes", "lineage",
    }  # fmt: skip
    assert not any(tables.values())


def test_one_edition_is_compared_with_nothing() -> None:
    tables = compare(act("a", ["1 Балет", "2 Химия | online"])).tables()
    assert {name: len(rows) for name, rows in tables.items() if rows} == {
        "concepts": 2,
        "concept_members": 2,
        "lineage": 2,
    }


def test_acts_without_lists_are_no_editions() -> None:
    comparison = compare(act("a"), act("b", ["1 Балет"]), act("c", []))
    assert [edition.act_id for edition in comparison.editions] == ["b"]


# by their dates, an undated one first, and by their ids where dates are equal
def test_editions_stand_by_date() -> None:
    undated = act("z", ["1 Балет"])
    undated["acts"] = [{**undated["acts"][0], "date": None}]
    chunks = [act("d", ["1 Балет"]), act("c", ["1 Балет"]), act("b", ["1 Балет"], year=2007), undated]
    assert [edition.act_id for edition in compare(*chunks).editions] == ["z", "b", "c", "d"]


def many(count: int) -> list[Any]:
    return [act(f"act-{number}", ["1 Балет"]) for number in range(count)]


def test_as_many_editions_as_may_be() -> None:
    tables = compare(*many(MOST_EDITIONS)).tables()
    assert len(tables["crosswalk"]) == MOST_EDITIONS * (MOST_EDITIONS - 1) // 2


# more are not compared each with each, and a decision about two of them has not expired
def test_too_many_editions() -> None:
    one = decision("act-0:1:1 Балет", "act-1:1:1 Балет")
    comparison = compare(*many(MOST_EDITIONS + 2), decisions=[one])
    assert comparison.too_many
    assert not any(comparison.tables().values())


# acts without lists are none of the editions, whether they come one by one or all at once
def test_acts_without_lists_are_not_counted() -> None:
    chunks = [*many(MOST_EDITIONS), *(act(f"bare-{number}") for number in range(3))]
    at_once = {table: [row for chunk in chunks for row in chunk[table]] for table in chunks[0]}
    assert compare(at_once).tables() == compare(*chunks).tables()
    assert not compare(at_once).too_many


# of however many, those that are named are compared; decisions about the others are left aside
def test_named_editions() -> None:
    chunks = many(MOST_EDITIONS + 2)
    decisions = [decision("act-0:1:1 Балет", "act-1:1:1 Балет"), decision("act-2:1:1 Балет", "act-5:1:1 Балет")]
    comparison = compare(*chunks, decisions=decisions, named=["act-5", "act-2"])
    tables = comparison.tables()
    assert {(row["left_act_id"], row["right_act_id"]) for row in tables["crosswalk"]} == {("act-2", "act-5")}
    assert {row["act_id"] for row in tables["lineage"]} == {"act-2", "act-5"}
    assert [row["decided_by"] for row in tables["crosswalk"]] == ["decision"]


def test_a_named_act_without_lists_stops_the_comparison() -> None:
    with pytest.raises(DecisionError, match="no act 'act-7' prints lists"):
        compare(*many(3), named=["act-1", "act-7"]).tables()


# what is named does not hide a decision about an entry that no act prints
def test_an_expired_decision_is_no_decision_left_aside() -> None:
    with pytest.raises(DecisionError, match="no list prints the entry 'act-9:1:1' any more"):
        compare(*many(3), decisions=[decision("act-0:1:1 Балет", "act-9:1:1 Балет")], named=["act-0", "act-1"]).tables()


def test_an_expired_decision_stops_the_comparison() -> None:
    with pytest.raises(DecisionError, match="no list prints the entry 'c:1:1' any more"):
        compare(
            act("a", ["1 Балет"]), act("b", ["1 Балет"]), decisions=[decision("a:1:1 Балет", "c:1:1 Балет")]
        ).tables()


def test_disagreements_are_findings_of_their_source() -> None:
    chunks = [act(name, ["1 Дизайн"], year=year) for name, year in (("a", 2007), ("b", 2014), ("c", 2025))]
    comparison = compare(*chunks, decisions=[decision("a:1:1 Дизайн", "c:1:1 Дизайн", "rejected")])
    before = [{"finding_id": "c:one", "code": "empty_cell"}]
    first, found = comparison.add_findings("c", before)
    assert first == before[0]
    assert (found["code"], found["severity"], found["row_id"]) == ("links_disagree", "warning", "c:1:1")
    assert found["message"] == "ky 'Дизайн' (a) is ky 'Дизайн' (c) through another edition, but not by itself"
    assert comparison.add_findings("a", []) == []


# two points say the same: the first one as printed bears the lens, in whatever order they are learned
@pytest.mark.parametrize("step", [1, -1])
def test_the_order_of_provisions_is_nothing(step: int) -> None:
    chunk = act("a", ["1 Балет | correspondence"])
    text = "Сырттан окууга жол берилбеген адистиктерди аралыктан окутууга жол берилбейт."
    for position in (1, 2)[::step]:
        point = {"provision_id": f"point-{position}", "act_id": "a", "lang": "ky", "position": position, "text": text}
        chunk["provisions"].append(point)
    assert compare(chunk).view("a", "distance").rests_on == "point-1"
