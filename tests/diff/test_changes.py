"""Every kind of change between two editions, told once and with what both print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.diff.changes import Bars, change_rows, find_changes, is_clerical, partners
from pipeline.read.decisions import Decision
from tests.link.editions import Chunk, PrintedList, act, compare, decision, link, told

# Three codes with one name each in both acts: they use one system of codes.
SYSTEM = ["510100 Математика", "530500 Психология", "580100 Экономика"]
Row = tuple[Any, ...]


def rows_of(left: Chunk, right: Chunk, decisions: Sequence[Decision] = ()) -> list[dict[str, Any]]:
    bars: dict[str, Bars] = {**compare(left).bars, **compare(right).bars}
    linked = link(left, right, decisions)
    return change_rows(linked, find_changes(linked, bars))


def changes(left: Chunk, right: Chunk, decisions: Sequence[Decision] = ()) -> list[Row]:
    """Return kind, before and after of what is not kept."""
    return [
        (row["kind"], row["before"], row["after"]) for row in rows_of(left, right, decisions) if row["kind"] != "kept"
    ]


def both(before: str, after: str, *, group: str = "Өнөр", groups: tuple[str, str] | None = None) -> list[Row]:
    groups = groups or (group, group)
    left, right = ([*SYSTEM, f"## {one}", line] for one, line in zip(groups, (before, after), strict=True))
    return changes(act("a", left), act("b", right, year=2025))


def test_what_stays_is_kept() -> None:
    (row,) = rows_of(act("a", ["1 Балет"]), act("b", ["1 Балет"], year=2025))
    assert (row["kind"], row["before"], row["after"], row["substantive"]) == ("kept", "1 Балет", "1 Балет", False)
    assert row["authority_act_id"] is None
    assert row["change_id"] == "a..b:a:1:1:kept"


# what came is the newer act's doing; what went is, too, where the older act prints that the newer one repealed it
@pytest.mark.parametrize(("repealed", "authority"), [(False, None), (True, "b")])
def test_the_authority_of_a_change(repealed: bool, authority: str | None) -> None:
    left, right = act("a", ["1 Балет | evening"]), act("b", ["2 Графика | online"], year=2025)
    right["acts"] = [{**right["acts"][0], "number": "7"}]
    if repealed:
        by = {"repealed_by_number": "7", "repealed_by_date": right["acts"][0]["date"]}
        left["acts"] = [{**left["acts"][0], **by}]
    assert {row["kind"]: row["authority_act_id"] for row in rows_of(left, right)} == {
        "removed": authority,
        "restriction_removed": authority,
        "added": "b",
        "restriction_added": "b",
    }


def test_another_country_is_no_authority() -> None:
    rows = rows_of(act("a", ["1 Балет"], country="KZ"), act("b", ["2 Графика"], year=2025))
    assert {(row["kind"], row["authority_act_id"], row["step"]) for row in rows} == {
        ("removed", None, "comparison"),
        ("added", None, "comparison"),
    }


# one specialty in a list of each form: the entry that prints the bar is named, not the first one
def test_a_bar_is_told_of_the_entry_that_prints_it() -> None:
    lists = ["1 Балет | correspondence"], ["1 Балет | evening"]
    rows = rows_of(act("a", *lists), act("b", ["1 Балет"], year=2025))
    assert {row["form"]: row["left_entry_id"] for row in rows if row["form"]} == {
        "correspondence": "a:1:1",
        "evening": "a:2:1",
    }
    added = rows_of(act("a", ["1 Балет"]), act("b", *lists, year=2025))
    assert {row["form"]: row["right_entry_id"] for row in added if row["form"]} == {
        "correspondence": "b:1:1",
        "evening": "b:2:1",
    }


# a list without qualifications answers one for bachelors and another for specialists
def test_a_partner_for_each_qualification() -> None:
    left = act("a", ["1 Дизайн | correspondence"])
    right = act(
        "b",
        PrintedList(["1 Дизайн | bachelor:correspondence"], qualifications=["bachelor", "master"]),
        PrintedList(["9 Дизайн | specialist:correspondence"], qualifications=["specialist"]),
        year=2025,
    )
    rows = [row for row in compare(left, right).tables()["lens_changes"] if row["lens"] == "distance"]
    assert {(row["qualification"], row["left_entry_id"], row["right_entry_id"], row["change"]) for row in rows} == {
        ("bachelor", "a:1:1", "b:1:1", "kept_barred"),
        ("master", "a:1:1", "b:1:1", "no_longer_barred"),
        ("specialist", "a:1:1", "b:2:9", "kept_barred"),
    }
    assert len({row["lens_change_id"] for row in rows}) == len(rows)


# a broader counterpart of one specialty alone is no merger
def test_one_alone_is_not_merged() -> None:
    rows = rows_of(act("a", ["1 Экология"]), act("b", ["9 Экология жана картография"], year=2025))
    assert {row["kind"] for row in rows} == {"removed", "added"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1 Актердук өнөр", "1 Актердук искусство", [("renamed", "Актердук өнөр", "Актердук искусство")]),
        ("1 Балет", "2 Балет", [("recoded", "1", "2")]),
        ("1 Балет", "– Балет", [("recoded", "1", None)]),
        (
            "1 Актердук өнөр",
            "2 Актердук искусство",
            [("renamed", "Актердук өнөр", "Актердук искусство"), ("recoded", "1", "2")],
        ),
        ("1 Балет", "1 Агрономия", [("removed", "1 Балет", None), ("added", None, "1 Агрономия")]),
    ],
)
def test_names_and_codes(before: str, after: str, expected: list[Row]) -> None:
    assert both(before, after) == expected


def test_another_group() -> None:
    assert both("1 Балет", "1 Балет", groups=("Маданият", "Искусство")) == [("moved", "Маданият", "Искусство")]


# two countries number their specialties each by itself
def test_no_code_changed_where_each_act_has_codes_of_its_own() -> None:
    left, right = act("a", ["050801 Агрономия"], country="KZ"), act("b", ["610200 Агрономия"], year=2025)
    assert changes(left, right) == []


# a blank, a hyphen, a capital, a look-alike, a case ending; and what is more than that
@pytest.mark.parametrize(
    ("before", "after", "clerical"),
    [
        ("Кинооператорлук", "Кино операторлук", True),
        ("Социалдык маданий", "Социалдык-маданий", True),
        ("Дизайн", "дизайн", True),
        ("Балет", "Бaлет", True),
        ("Хореография искусствонун тарыхы", "Хореография искусствосунун тарыхы", True),
        ("Экономика.", "Экономика", True),
        ("Актердук өнөр", "Актердук искусство", False),
        ("Музыкалык эстрада", "Эстрада музыкалык", False),
        ("Медициналык", "Медициналык иш", False),
        ("Вокалдык искусство", "Вокалдык искусство (түрлөрү боюнча)", False),
        ("Балет", "", False),
    ],
)
def test_what_is_clerical(before: str, after: str, clerical: bool) -> None:
    assert is_clerical(before, after) == is_clerical(after, before) == clerical


def test_a_clerical_change_is_not_substantive() -> None:
    rows = rows_of(act("a", [*SYSTEM, "1 Кинооператорлук"]), act("b", [*SYSTEM, "1 Кино операторлук"], year=2025))
    assert [row["substantive"] for row in rows if row["kind"] == "renamed"] == [False]


# both languages of an act may print one word: each is told when both are changed
def test_names_of_two_languages_are_renamed_each() -> None:
    left, right = act("a", [*SYSTEM, "1 Дизайн"]), act("b", [*SYSTEM, "1 Дизайн иши"], year=2025)
    for chunk, russian in ((left, "Дизайн"), (right, "Дизайнерское дело")):
        chunk["list_entries"] = [
            {**row, "name_ru": russian} if row["code"] == "1" else dict(row) for row in chunk["list_entries"]
        ]
    one = decision("a:1:1 Дизайн", "b:1:1 Дизайн иши")
    assert changes(left, right, [one]) == [
        ("renamed", "Дизайн", "Дизайн иши"),
        ("renamed", "Дизайн", "Дизайнерское дело"),
    ]


# a translation is no new name
def test_another_language_is_no_new_name() -> None:
    left = act("a", PrintedList(["1 Емдеу ісі"], lang="kk"), country="KZ")
    assert changes(left, act("b", ["2 Дарылоо иши"], year=2025)) == []


def test_an_item_with_two_names_keeps_either() -> None:
    left = act("a", PrintedList(["1 Мүсіндеу"], lang="kk"), PrintedList(["1 Мүсін"], lang="kk"))
    one = decision("a:1:1 Мүсіндеу", "b:1:1 Мүсін")
    assert changes(left, act("b", PrintedList(["1 Мүсін"], lang="kk"), year=2025), [one]) == []


def test_bars_come_and_go() -> None:
    left = act("a", ["1 Балет | bachelor:externat, bachelor:correspondence, evening"])
    right = act("b", ["1 Балет | bachelor:online, bachelor:externat"], year=2025)
    found = [
        (row["kind"], row["qualification"], row["form"], row["before"], row["after"])
        for row in rows_of(left, right)
        if row["kind"] != "kept"
    ]
    assert found == [
        ("restriction_added", "bachelor", "online", None, "online"),
        ("restriction_removed", None, "evening", "evening", None),
        ("restriction_removed", "bachelor", "correspondence", "correspondence", None),
    ]


def test_what_is_removed_and_added_loses_and_gets_its_bars() -> None:
    found = changes(act("a", ["1 Балет | externat"]), act("b", ["2 Агрономия | online"], year=2025))
    assert found == [
        ("removed", "1 Балет", None),
        ("restriction_removed", "externat", None),
        ("added", None, "2 Агрономия"),
        ("restriction_added", None, "online"),
    ]


SECONDARY = "secondary_vocational"


def test_another_level_is_told_with_all_that_changed() -> None:
    left = act("a", [*SYSTEM, "## Өнөр", "570014 Актердук өнөр | externat"])
    right = act("b", SYSTEM, PrintedList(["## Искусство", "070201 Актердук искусство | online"], SECONDARY), year=2025)
    assert changes(left, right) == [
        ("level_changed", "higher", "secondary_vocational"),
        ("renamed", "Актердук өнөр", "Актердук искусство"),
        ("recoded", "570014", "070201"),
        ("moved", "Өнөр", "Искусство"),
        ("restriction_added", None, "online"),
        ("restriction_removed", "externat", None),
    ]


# the specialty of its own level is the successor, the other one is new
def test_a_partner_of_the_own_level_comes_first() -> None:
    right = act("b", ["560001 Дарылоо иши"], PrintedList(["060101 Дарылоо иши"], SECONDARY), year=2025)
    assert changes(act("a", ["560001 Дарылоо иши"]), right) == [("added", None, "060101 Дарылоо иши")]


# two that could have moved to one: only one of them did, and the way back says the same
def test_one_item_moves_to_a_level() -> None:
    two = act(
        "a",
        PrintedList(["570400 Дизайн"], qualifications=["bachelor", "master"]),
        PrintedList(["570020 Дизайн"], qualifications=["specialist"]),
    )
    one = act("b", PrintedList(["070602 Дизайн"], SECONDARY), year=2025)
    assert [kind for kind, _, _ in changes(two, one)] == ["level_changed", "recoded", "removed"]
    assert [kind for kind, _, _ in changes(one, two)] == ["level_changed", "recoded", "added"]


# an order that names no level says nothing of a new one
def test_a_level_that_is_not_named_is_no_other_level() -> None:
    left = act("a", PrintedList(["0407002 Бике ісі", "0406002 Фармация"], SECONDARY, lang="kk"))
    right = act("b", PrintedList(["0408002 Мейіргер ісі", "0406009 Фармация"], "", lang="kk"), year=2025)
    assert {kind for kind, _, _ in changes(left, right)} <= {"recoded", "renamed"}
    rows = compare(left, right).tables()["lens_changes"]
    assert {row["certainty"] for row in rows} == {"close"}


def test_no_level_changes_from_country_to_country() -> None:
    left = act("a", ["1 Дизайн"], country="KZ")
    right = act("b", PrintedList(["2 Дизайн"], SECONDARY), year=2025)
    assert [kind for kind, _, _ in changes(left, right)] == ["removed", "added"]


WHOLE, PARTS = ["1 Экология жана картография | externat"], ["2 Экология | externat, online", "3 Картография | online"]


def test_one_is_split_into_several() -> None:
    rows = rows_of(act("a", WHOLE), act("b", PARTS, year=2025))
    found = [(row["kind"], row["right_entry_id"], row["before"], row["after"], row["certainty"]) for row in rows]
    assert sorted(found, key=lambda row: row[1]) == [
        ("split", "b:1:2", "1 Экология жана картография", "2 Экология", "close"),
        ("restriction_added", "b:1:2", None, "online", "close"),
        ("split", "b:1:3", "1 Экология жана картография", "3 Картография", "close"),
        ("restriction_added", "b:1:3", None, "online", "close"),
        ("restriction_removed", "b:1:3", "externat", None, "close"),
    ]
    assert len({row["change_id"] for row in rows}) == len(rows)


def test_several_are_merged_into_one() -> None:
    assert changes(act("a", PARTS), act("b", WHOLE, year=2025)) == [
        ("merged", "2 Экология", "1 Экология жана картография"),
        ("restriction_removed", "online", None),
        ("merged", "3 Картография", "1 Экология жана картография"),
        ("restriction_added", None, "externat"),
        ("restriction_removed", "online", None),
    ]


# one name for bachelors and for specialists is one part
def test_one_name_twice_is_no_split() -> None:
    left = act("a", ["1 Экология жана картография"])
    right = act(
        "b",
        PrintedList(["2 Экология"], qualifications=["bachelor"]),
        PrintedList(["3 Экология"], qualifications=["specialist"]),
        year=2025,
    )
    assert {kind for kind, _, _ in changes(left, right)} == {"removed", "added"}


# one part alone is no split: the whole is gone and the part is new
def test_one_part_is_no_split() -> None:
    assert [kind for kind, _, _ in changes(act("a", ["1 Экология жана картография"]), act("b", ["2 Экология"]))] == [
        "removed",
        "added",
    ]


# an item with two exact partners of its level has one of them
def test_partners_are_one_to_one() -> None:
    right = (
        PrintedList(["570020 Дизайн"], qualifications=["specialist"]),
        PrintedList(["570400 Дизайн"], qualifications=["bachelor", "master"]),
    )
    linked = link(act("a", ["050421 Дизайн"]), act("b", *right, year=2025))
    assert told(linked.matching.exact) == [("050421", "570020"), ("050421", "570400")]
    assert told(partners(linked)) == [("050421", "570400")]
    one = decision("a:1:050421 Дизайн", "b:1:570020 Дизайн")
    assert told(partners(link(act("a", ["050421 Дизайн"]), act("b", *right, year=2025), [one]))) == [
        ("050421", "570020")
    ]
