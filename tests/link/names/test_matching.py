"""Who is whom in two editions: names first, codes bear them out, rivals are left to people."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.link.names.items import teach
from pipeline.link.names.matching import Matching, Pair
from pipeline.link.names.matching import match as match_items
from tests.link.editions import PrintedList, act, called, edition, link_items, told

Printed = PrintedList | Sequence[str]
# Three codes with one name each in both acts: they use one system of codes.
SYSTEM = ["510100 Математика", "530500 Психология", "580100 Экономика"]


def match(left: Printed | Sequence[PrintedList], right: Printed | Sequence[PrintedList]) -> Matching:
    lefts, rights = (
        [side] if isinstance(side, PrintedList) or isinstance(side[0], str) else side for side in (left, right)
    )
    return link_items(edition(act("a", *lefts)), edition(act("b", *rights))).matching


def causes(matching: Matching) -> list[tuple[str | None, str | None, str]]:
    return sorted((called(pair.left), called(pair.right), cause) for pair, cause in matching.candidates)


def one(pairs: Sequence[Pair]) -> Pair:
    (pair,) = pairs
    return pair


def test_names_of_two_languages_are_matched() -> None:
    left = PrintedList(["050801 Агрономия", "051301 Емдеу ісі", "050409 Хореография"], lang="kk")
    right = ["610200 Агрономия", "560001 Дарылоо иши", "570024 Живопись"]
    found = match(left, right)
    assert told(found.exact) == [("050801", "610200"), ("051301", "560001")]
    assert not found.close
    assert not found.candidates


# each of two twins has one partner: the code tells which, or else the group
def test_twins_are_given_one_partner_each() -> None:
    coded = match([*SYSTEM, "1 Дизайн", "2 Дизайн"], [*SYSTEM, "2 Дизайн", "1 Дизайн"])
    assert {("1", "1"), ("2", "2")} <= set(told(coded.exact))
    assert len(coded.exact) == 5
    grouped = match(
        ["## Маданият", "11 Дизайн", "## Курулуш", "12 Дизайн"],
        ["## Курулуш", "21 Дизайн", "## Маданият", "22 Дизайн"],
    )
    assert told(grouped.exact) == [("11", "22"), ("12", "21")]


def test_even_rivals_are_left_to_people() -> None:
    found = match(["1 Дизайн"], ["2 Дизайн", "3 Дизайн"])
    assert found.exact == found.close == ()
    assert causes(found) == [("1", "2", "rivals"), ("1", "3", "rivals")]
    # and from the other side
    found = match(["2 Дизайн", "3 Дизайн"], ["1 Дизайн"])
    assert found.exact == found.close == ()
    assert causes(found) == [("2", "1", "rivals"), ("3", "1", "rivals")]


def test_an_equal_code_bears_a_changed_name_out() -> None:
    found = match([*SYSTEM, "570017 Хореографиялык өнөр"], [*SYSTEM, "570017 Хореография искусствосу"])
    assert ("570017", "570017") in told(found.exact)


# a code that was given to another specialty is no proof
def test_an_equal_code_with_another_name_is_left_to_people() -> None:
    found = match([*SYSTEM, "570100 Живопись"], [*SYSTEM, "570100 Агрономия"])
    assert told(found.exact) == [(code, code) for code in ("510100", "530500", "580100")]
    assert causes(found) == [("570100", "570100", "same code, another name")]


# two equal codes, or many that stand for other names, are chance: the acts number their lists from 1
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["1 Математика", "2 Психология"], ["1 Математика", "2 Психология"]),
        (
            [*SYSTEM, "1 Живопись", "2 Агрономия", "3 Балет", "4 Графика"],
            [*SYSTEM, "1 Химия", "2 Геология", "3 Менеджмент", "4 Стоматология"],
        ),
    ],
)
def test_a_few_equal_codes_make_no_system(left: list[str], right: list[str]) -> None:
    found = match(left, right)
    assert found.exact
    assert not any(pair.same_code for pair in found.exact)
    assert not found.candidates


def test_equal_codes_of_two_levels_say_nothing() -> None:
    second = PrintedList(["510100 Живопись"], level="secondary_vocational")
    found = match([PrintedList(SYSTEM)], [PrintedList(SYSTEM), second])
    assert told(found.exact) == [(code, code) for code in ("510100", "530500", "580100")]
    assert not found.candidates


def test_qualifications_part_equal_names() -> None:
    left = PrintedList(["570400 Дизайн"], qualifications=["bachelor", "master"])
    right = PrintedList(["570020 Дизайн"], qualifications=["specialist"])
    found = match(left, right)
    assert not found.exact
    assert causes(found) == [("570400", "570020", "they lead to different qualifications")]


# an act that names no qualification may mean either, and is exactly both
def test_no_qualification_parts_nothing() -> None:
    left = PrintedList(["050421 Дизайн"], lang="kk")
    right = [
        PrintedList(["570400 Дизайн"], qualifications=["bachelor", "master"]),
        PrintedList(["570020 Дизайн"], qualifications=["specialist"]),
    ]
    found = match(left, right)
    assert told(found.exact) == [("050421", "570020"), ("050421", "570400")]


def test_the_training_of_teachers_is_another_thing() -> None:
    left = PrintedList(["## Білім", "050110 Физика"], lang="kk")
    right = ["## Табигый илимдер", "510400 Физика"]
    found = match(left, right)
    assert not found.exact
    assert causes(found) == [("050110", "510400", "one trains teachers")]
    assert told(match(left, ["## Педагогикалык билим берүү", "550200 Физика"]).exact) == [("050110", "550200")]


def test_another_level_is_told() -> None:
    found = match(["560004 Стоматология"], PrintedList(["060106 Стоматология"], level="secondary_vocational"))
    assert told(found.exact) == [("560004", "060106")]
    assert not one(found.exact).same_level


def test_an_item_has_a_partner_at_each_level() -> None:
    right = [PrintedList(["060101 Дарылоо иши"], level="secondary_vocational"), PrintedList(["560001 Дарылоо иши"])]
    found = match(["560001 Дарылоо иши"], right)
    assert {(pair.right.code, pair.same_level) for pair in found.exact} == {("060101", False), ("560001", True)}


# the right one seen from the left
@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Экология", "Экология жана картография", "broader"),
        ("Экология жана картография", "Экология", "narrower"),
        ("Гидрометеорология", "Колдонмо гидрометеорология", "narrower"),
        ("Колдонмо гидрометеорология", "Гидрометеорология", "broader"),
    ],
)
def test_close_pairs(left: str, right: str, kind: str) -> None:
    found = match([f"1 {left}"], [f"2 {right}"])
    assert not found.exact
    assert one(found.close).close_kind == kind


def test_overlapping_names_are_left_to_people() -> None:
    others = ["1 Живопись", "2 Агрономия", "3 Балет", "4 Стоматология"]
    found = match(["050711 Геодезия жана картография", *others], ["520500 Картография жана геоинформатика", *others])
    assert not found.close
    assert causes(found) == [("050711", "520500", "alike in part")]
    assert one([pair for pair, _ in found.candidates]).close_kind == "overlap"


def test_strangers_are_no_pair() -> None:
    found = match(["1 Живопись"], ["2 Агрономия"])
    assert (found.exact, found.close, found.candidates) == ((), (), ())


# what an entry is called in the other language of a bilingual act helps to find it in a third
def test_bilingual_names_help_a_third_act() -> None:
    left = edition(act("a", PrintedList(["1 Заңғар"], lang="kk"))).items
    chunk = act("b", ["2 Асман"])
    chunk["list_entries"] = [{**row, "name_kk": "Заңғар"} for row in chunk["list_entries"]]
    third = edition(act("c", ["3 Асман"])).items
    assert not match_items(left, third).exact
    assert told(match_items(left, third, teach(edition(chunk).items)).exact) == [("1", "3")]


NASTY = [
    "", "   ", "()", "(((", ")(", "(түрлөрү боюнча)", "—", "...,,,", ",", "жана", "жана жана", "и", "ө", "ө" * 10_000,
    "(" * 10_000, "сөз " * 300, ",".join(["аб"] * 300), "\u0301", "\u0000", "🙂", "1", "12345", "Design", "ди-зайн",
]  # fmt: skip


# whatever is printed, the matching ends, and nothing is linked twice
@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("codes", ["–", "1", "by row"])
@pytest.mark.parametrize("times", [1, 2])
def test_hostile_names(codes: str, times: int) -> None:
    lines = [f"{row if codes == 'by row' else codes} {name}" for row, name in enumerate(NASTY * times, 100)]
    sides = edition(act("a", lines)), edition(act("b", lines[::-1]))
    for left, right in [sides, (sides[0], sides[0])]:
        found = link_items(left, right).matching
        keys = [pair.key for pair in (*found.exact, *found.close, *(pair for pair, _ in found.candidates))]
        assert len(set(keys)) == len(keys)
        assert len({pair.left.item_id for pair in found.exact}) == len(found.exact)


@pytest.mark.parametrize("lines", [[], ["1 Дизайн"]])
def test_an_edition_without_entries(lines: list[str]) -> None:
    items = edition(act("a", lines)).items if lines else ()
    assert match_items((), items) == match_items(items, ()) == Matching((), (), ())


# an order of 2015 that prints one list and no level: codes tell who is whom, and nobody has two partners
def test_a_list_without_a_level_is_matched_by_its_codes() -> None:
    left = PrintedList([*SYSTEM, "610500 Ветеринария"])
    right = PrintedList([*SYSTEM, "610500 Ветеринария", "610600 Ветеринария"], level="")
    found = match(left, right)
    assert told(found.exact) == [(code, code) for code in ("510100", "530500", "580100", "610500")]
    assert all(pair.same_level for pair in found.exact)
    # without a code it may be of either level
    both = [PrintedList(["1 Фармация"], level="secondary_vocational"), PrintedList(["2 Фармация"])]
    open_level = match(PrintedList(["3 Фармация"], level=""), both)
    assert not open_level.exact
    assert causes(open_level) == [("3", "1", "rivals"), ("3", "2", "rivals")]


def test_lists_without_levels_are_of_one_level() -> None:
    found = match(PrintedList(["1 Дизайн"], level=""), PrintedList(["2 Дизайн"], level=""))
    assert one(found.exact).same_level


def test_lists_without_a_level_print_one_item_twice() -> None:
    printed = edition(act("a", *(PrintedList(["1 Дизайн"], level="") for _ in range(2))))
    assert [item.entry_ids for item in printed.items] == [("a:1:1", "a:2:1")]
