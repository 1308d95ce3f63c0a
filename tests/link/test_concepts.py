"""Items of several editions that are one specialty, and where the links of three editions disagree."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.link.concepts import Concept, Disagreement, find_concepts
from pipeline.link.crosswalk import link_editions
from pipeline.read.decisions import Decision
from tests.link.editions import Chunk, PrintedList, act, decision, edition


def concepts(*chunks: Chunk, decisions: Sequence[Decision] = ()) -> tuple[list[Concept], list[Disagreement]]:
    editions = [edition(chunk) for chunk in chunks]
    return find_concepts(editions, link_editions(editions, decisions))


def members(found: Sequence[Concept]) -> list[list[str]]:
    return sorted([item.item_id for item in concept.items] for concept in found)


def test_a_specialty_runs_through_all_editions() -> None:
    found, disagreements = concepts(
        act("a", PrintedList(["1 Емдеу ісі", "2 Агрономия"], lang="kk"), country="KZ"),
        act("b", ["3 Дарылоо иши"]),
        act("c", ["4 Дарылоо иши", "5 Балет"]),
    )
    assert members(found) == [["a:1:1", "b:1:3", "c:1:4"], ["a:1:2"], ["c:1:5"]]
    assert {concept.concept_id for concept in found} == {"a:1:1", "a:1:2", "c:1:5"}
    assert disagreements == []


def test_another_level_is_another_concept() -> None:
    second = PrintedList(["2 Дарылоо иши"], level="secondary_vocational")
    assert members(concepts(act("a", ["1 Дарылоо иши"]), act("b", second))[0]) == [["a:1:1"], ["b:1:2"]]


def test_a_decided_pair_is_a_concept() -> None:
    one = decision("a:1:1 Сценография", "b:1:2 Живопись")
    assert members(concepts(act("a", ["1 Сценография"]), act("b", ["2 Живопись"]), decisions=[one])[0]) == [
        ["a:1:1", "b:1:2"]
    ]


# 1 is 2, 2 is 3, and a person decided that 1 is not 3
def test_a_gap_in_a_chain_is_told() -> None:
    one = decision("a:1:1 Дизайн", "c:1:3 Дизайн", "rejected")
    found, disagreements = concepts(
        act("a", ["1 Дизайн"]), act("b", ["2 Дизайн"]), act("c", ["3 Дизайн"]), decisions=[one]
    )
    assert members(found) == [["a:1:1", "b:1:2", "c:1:3"]]
    (gap,) = disagreements
    assert gap.item.item_id == "c:1:3"
    assert gap.message == "ky 'Дизайн' (a) is ky 'Дизайн' (c) through another edition, but not by itself"


# a person leads from 1 over 2 to 4, the names from 1 to 3: two items of c would be one
def test_a_conflict_leaves_the_weaker_link_out() -> None:
    decisions = [decision("a:1:1 Дизайн", "b:1:2 Балет"), decision("b:1:2 Балет", "c:1:4 Графика")]
    found, disagreements = concepts(
        act("a", ["1 Дизайн"]), act("b", ["2 Балет"]), act("c", ["3 Дизайн", "4 Графика"]), decisions=decisions
    )
    assert members(found) == [["a:1:1", "b:1:2", "c:1:4"], ["c:1:3"]]
    conflict, gap = disagreements
    assert conflict.item.item_id == "c:1:3"
    assert conflict.message == "ky 'Дизайн' (a) is ky 'Дизайн' (c) by itself, and another through a third edition"
    assert gap.message == "ky 'Дизайн' (a) is ky 'Графика' (c) through another edition, but not by itself"


# an act without qualifications has two exact partners; the one with more qualifications is it
def test_one_partner_of_two_makes_the_concept() -> None:
    right = (
        PrintedList(["570020 Дизайн"], qualifications=["specialist"]),
        PrintedList(["570400 Дизайн"], qualifications=["bachelor", "master"]),
    )
    found, _ = concepts(act("a", ["050421 Дизайн"]), act("b", *right))
    assert members(found) == [["a:1:050421", "b:2:570400"], ["b:1:570020"]]
