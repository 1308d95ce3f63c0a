"""Decisions of people over what the matcher found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.errors import DecisionError
from pipeline.link.names.matching import Matching
from pipeline.read.decisions import Decision
from tests.link.editions import PrintedList, act, decision, link, told

LEFT = ["050410 Сценография", "050801 Агрономия", "050421 Дизайн"]
RIGHT = ["570016 Театралдык-декорациялык искусство", "610200 Агрономия", "570020 Дизайн"]
SCENERY = "Театралдык-декорациялык искусство"


def matching(*decisions: Decision, left: Sequence[str] = LEFT, right: Sequence[str] = RIGHT) -> Matching:
    return link(act("a", left), act("b", right, year=2025), decisions).matching


def test_nothing_decided_changes_nothing() -> None:
    assert told(matching().exact) == [("050421", "570020"), ("050801", "610200")]


def test_what_the_matcher_misses_can_be_decided() -> None:
    one = decision("a:1:050410 Сценография", f"b:1:570016 {SCENERY}")
    found = matching(one)
    assert told(found.exact) == [("050410", "570016"), ("050421", "570020"), ("050801", "610200")]
    assert [pair.decision for pair in found.exact if pair.decision] == [one]


def test_a_rejected_pair_is_gone() -> None:
    found = matching(decision("a:1:050801 Агрономия", "b:1:610200 Агрономия", "rejected"))
    assert told(found.exact) == [("050421", "570020")]
    assert not found.close
    assert not found.candidates


def test_an_exact_pair_can_be_decided_close() -> None:
    one = decision("a:1:050421 Дизайн", "b:1:570020 Дизайн", "close", close_kind="broader")
    found = matching(one)
    assert told(found.exact) == [("050801", "610200")]
    assert [(pair.left.code, pair.close_kind) for pair in found.close] == [("050421", "broader")]


# what the matcher gave one of the two becomes a question again
def test_a_decided_pair_beats_the_matcher() -> None:
    found = matching(decision("a:1:050410 Сценография", "b:1:610200 Агрономия"))
    assert told(found.exact) == [("050410", "610200"), ("050421", "570020")]
    assert [(pair.left.code, pair.right.code, cause) for pair, cause in found.candidates] == [
        ("050801", "610200", "a decision gave one of them to another")
    ]


def test_a_decision_at_another_level_beats_nothing() -> None:
    second = PrintedList(["060101 Агрономия"], level="secondary_vocational")
    both = act("a", LEFT), act("b", RIGHT, second, year=2025)
    found = link(*both, [decision("a:1:050801 Агрономия", "b:2:060101 Агрономия")]).matching
    assert ("050801", "610200") in told(found.exact)
    assert ("050801", "060101") in told(found.exact)


def test_rivals_can_be_decided() -> None:
    rivals = {"left": ["1 Дизайн"], "right": ["2 Дизайн", "3 Дизайн"]}
    assert not matching(**rivals).exact
    found = matching(
        decision("a:1:1 Дизайн", "b:1:3 Дизайн"), decision("a:1:1 Дизайн", "b:1:2 Дизайн", "rejected"), **rivals
    )
    assert told(found.exact) == [("1", "3")]
    assert not found.candidates


# a code in several lists is one item: one line decides for all of its entries, by whichever of them
@pytest.mark.parametrize("entry", ["a:1:050410", "a:2:050410"])
def test_a_decision_covers_the_whole_item(entry: str) -> None:
    one = decision(f"{entry} Сценография", f"b:1:570016 {SCENERY}")
    found = link(act("a", LEFT, LEFT), act("b", RIGHT, year=2025), [one]).matching
    (pair,) = [pair for pair in found.exact if pair.decision]
    assert pair.left.entry_ids == ("a:1:050410", "a:2:050410")


TRUE = decision("a:1:050410 Сценография", f"b:1:570016 {SCENERY}")


# what a decision may say that the lists don't, and what the error says
@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([decision("a:1:050499 Сценография", f"b:1:570016 {SCENERY}")],
         "no list prints the entry 'a:1:050499' any more"),
        ([decision("a:1:050410 Сценография", f"c:1:570016 {SCENERY}")],
         "no list prints the entry 'c:1:570016' any more"),
        ([decision("a:1:050410 Сценограф", f"b:1:570016 {SCENERY}")],
         "the entry 'a:1:050410' was 'Сценограф' and is 'Сценография' now"),
        ([decision("a:1:050410 Сценография", "b:1:570016 Театр искусствосу", "rejected")],
         f"the entry 'b:1:570016' was 'Театр искусствосу' and is '{SCENERY}' now"),
        ([decision(f"b:1:570016 {SCENERY}", "a:1:050410 Сценография")],
         "expected an entry of an older act on the left, found b and a"),
        ([decision("a:1:050410 Сценография", "a:1:050801 Агрономия")],
         "expected an entry of an older act on the left, found a and a"),
        ([TRUE, decision("a:2:050410 Сценография", f"b:1:570016 {SCENERY}", "rejected", place="decisions:3")],
         "the same items were decided already in decisions:2"),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_applied(decisions: list[Decision], message: str) -> None:
    with pytest.raises(DecisionError) as raised:
        link(act("a", LEFT, LEFT), act("b", RIGHT, year=2025), decisions)
    assert raised.value.message == message
    assert raised.value.place == decisions[-1].place
    assert raised.value.advice or "already" in message


def test_a_decision_may_name_either_name_of_an_item() -> None:
    lists = (PrintedList(["050415 Мүсіндеу"], lang="kk"), PrintedList(["050415 Мүсін"], lang="kk"))
    one = decision("a:1:050415 Мүсін", "b:1:570026 Скульптура")
    found = link(act("a", *lists), act("b", ["570026 Скульптура"], year=2025), [one])
    assert told(found.matching.exact) == [("050415", "570026")]
