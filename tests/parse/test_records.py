"""Rows of a list: ids from printed keys, occurrences, languages side by side, restrictions and their cells."""

from __future__ import annotations

import pytest

from pipeline.model import Extraction
from pipeline.parse.acts import ActFacts
from pipeline.parse.records import spell_act_id
from tests.parse.sample import act_of, columns_of, found, parse, rows_of, value_of
from tests.parse.texts import BARRED, BILINGUAL, HEAD, TABLE

ENTRY = "kg-2011-496:annex-1:1:"


def entries(extraction: Extraction) -> list[dict[str, object]]:
    return [columns_of(row) for row in rows_of(extraction, "list_entries")]


def restrictions(extraction: Extraction) -> list[str]:
    return [row.row_id for row in rows_of(extraction, "restrictions")]


# Country, year, number; an institution's acts carry its acronym, or its initials.
@pytest.mark.parametrize(
    ("values", "act_id"),
    [
        ({"issuer": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ", "number": "496"}, "kg-2011-496"),
        ({"issuer": "ОШ ТЕХНОЛОГИЯЛЫК УНИВЕРСИТЕТИ", "number": "124-ИБ"}, "kg-2011-otu-124-ib"),
        (
            {
                "issuer": "ОШ ТЕХНОЛОГИЯЛЫК УНИВЕРСИТЕТИ",
                "adopted_by": "ОшТУнун Окумуштуулар кеңешинин",
                "number": "124-ИБ",
            },
            "kg-2011-oshtu-124-ib",
        ),
        ({"number": "411/1"}, "kg-2011-411-1"),
        # without a number, a date or a country the source's own id
        ({}, "sample"),
        ({"number": "5", "date": None}, "sample"),
        ({"number": "5", "jurisdiction": None}, "sample"),
    ],
)
def test_act_id(values: dict[str, str | None], act_id: str) -> None:
    every = {"jurisdiction": "KG", "date": "2011-08-23", **values}
    facts = ActFacts({name: value_of(value) for name, value in every.items() if value})
    assert spell_act_id(facts, "sample") == act_id


# A code that the list prints twice gives two rows, the second with its occurrence.
def test_occurrence() -> None:
    extraction = parse(
        BARRED + "1. Орто кесиптик билим берүү адистиктери:\n\n060101 Дарылоо иши\n060102 Фармация\n060101 Дарылоо иши"
    )
    assert [(one["entry_id"], one["position"], one["code"]) for one in entries(extraction)] == [
        (ENTRY + "060101", 1, "060101"),
        (ENTRY + "060102", 2, "060102"),
        (ENTRY + "060101#2", 3, "060101"),
    ]
    assert restrictions(extraction) == [f"{ENTRY}{code}:correspondence" for code in ("060101", "060102", "060101#2")]


# Two lists of one number in one part and language are two lists.
def test_list_number_printed_twice() -> None:
    extraction = parse(
        BARRED
        + "1. Орто кесиптик билим берүү адистиктери:\n060101 Дарылоо иши\n"
        + "1. Жогорку кесиптик билим берүү адистиктери:\n560101 Дарылоо иши"
    )
    assert [row.row_id for row in rows_of(extraction, "lists")] == [
        "kg-2011-496:annex-1:1",
        "kg-2011-496:annex-1:1#2",
    ]


# A list without a number, and its title from the annex's heading.
def test_list_without_a_number() -> None:
    extraction = parse(BARRED + "Коду Адистиктин аталышы\n060101 Дарылоо иши\n060102 Фармация")
    (one,) = map(columns_of, rows_of(extraction, "lists"))
    assert one["list_id"] == "kg-2011-496:annex-1:list"
    assert one["title_ky"] == "Сырттан окутууга жол берилбеген адистиктердин ТИЗМЕГИ"
    assert one["forms"] == ("correspondence",)
    assert one["education_levels"] == ()
    assert "num" not in one


# What the title bars for two qualifications is a row for each.
def test_bar_of_the_whole_list() -> None:
    extraction = parse(BARRED + "1. Бакалаврларды жана магистрлерди даярдоо багыттары:\n560101 Дарылоо иши")
    (one,) = map(columns_of, rows_of(extraction, "lists"))
    assert one["qualifications"] == ("bachelor", "master")
    assert restrictions(extraction) == [
        ENTRY + "560101:bachelor:correspondence",
        ENTRY + "560101:master:correspondence",
    ]


# Each cell bars for its column's qualification; the empty one bars nothing and is told.
def test_cells_of_a_table() -> None:
    text = HEAD + TABLE
    extraction = parse(text)
    assert restrictions(extraction) == [
        ENTRY + "510100:bachelor:correspondence",
        ENTRY + "510100:master:externat",
        ENTRY + "510200:master:externat",
        ENTRY + "510300:bachelor:correspondence",
        ENTRY + "510300:bachelor:externat",
        ENTRY + "510300:master:correspondence",
        ENTRY + "510300:master:externat",
    ]
    assert found(extraction, text) == [("cell_empty", 23)]
    assert [one["doubtful"] for one in entries(extraction)] == [False, False, False]


# A row that can't be solved for sure is in the data, marked, and told.
def test_doubtful_row() -> None:
    text = HEAD + TABLE.replace("Механика  Экстернат", "Механика Экстернат")
    extraction = parse(text)
    assert [one["doubtful"] for one in entries(extraction)] == [False, True, False]
    assert entries(extraction)[1]["confidence"] == 0.0
    assert ("row_doubtful", 23) in found(extraction, text)


def test_languages_side_by_side() -> None:
    extraction = parse(BILINGUAL)
    (one,) = map(columns_of, rows_of(extraction, "lists"))
    assert one["title_ky"] == "Орто кесиптик билим берүү адистиктери"
    assert one["title_ru"] == "Специальности среднего профессионального образования"
    assert [(row["code"], row["num"], row["name_ky"], row["name_ru"]) for row in entries(extraction)] == [
        ("060101", "1", "Дарылоо иши жана өнөрү", "Лечебное дело и искусство"),
        ("060102", "2", "Акушердик иш өнөрү", "Акушерское дело и уход"),
        ("060103", "3", "Лабораториялык диагностиканын өнөрү", "Лабораторная диагностика и техника"),
    ]
    assert {row["group_name_ru"] for row in entries(extraction)} == {"Здравоохранение"}
    assert found(extraction, BILINGUAL) == []
    # both languages are witnesses of what they share
    code = rows_of(extraction, "list_entries")[0].values["code"]
    assert [witness.lang for witness in code.witnesses] == ["ky", "ru"]


@pytest.mark.parametrize(
    ("printed", "changed", "line", "message"),
    [
        # a row that one language lacks is told where the other prints it
        ("3\t060103\tЛабораторная диагностика и техника\n", "", 18, "060103 is printed in ky but not in ru"),
        # a number of its own
        ("2\t060102\tАкушерское", "4\t060102\tАкушерское", 36, "060102: number 2 in ky, 4 in ru"),
        # another group
        ("060000. Здравоохранение", "070000. Здравоохранение", 35, "060101: group 060000 in ky, 070000 in ru"),
    ],
)
def test_languages_differ(printed: str, changed: str, line: int, message: str) -> None:
    assert BILINGUAL.count(printed) == 1
    text = BILINGUAL.replace(printed, changed)
    extraction = parse(text)
    assert ("languages_differ", line) in found(extraction, text)
    assert message in [one.message for one in extraction.findings]
    assert len(entries(extraction)) == 3


# A code that only the second language prints is a row too, after those of the first.
def test_row_of_the_second_language_alone() -> None:
    text = BILINGUAL.replace("2\t060102\tАкушердик иш өнөрү\n", "")
    extraction = parse(text)
    assert [row["code"] for row in entries(extraction)] == ["060101", "060103", "060102"]
    assert entries(extraction)[2].get("name_ky") is None
    assert "060102 is printed in ru but not in ky" in [one.message for one in extraction.findings]


# A stated total is a value of the list.
def test_stated_count() -> None:
    text = BARRED + "1. Орто кесиптик билим берүү адистиктери:\n060101 Дарылоо иши\n060102 Фармация\nБаары: {}"
    for count, codes in ((2, []), (3, ["count_differs"])):
        extraction = parse(text.format(count))
        (one,) = map(columns_of, rows_of(extraction, "lists"))
        assert one["stated_count"] == count
        assert [finding.code for finding in extraction.findings] == codes


# The number of unexplained characters makes an act complete or not.
def test_completeness() -> None:
    act = act_of(BARRED + "1. Орто кесиптик билим берүү адистиктери:\n060101 Дарылоо иши")
    assert (act["completeness"], act["unexplained_char_count"]) == ("complete", 0)
    # words in a language without a vocabulary
    words = "\n\nThis order is published in English as well"
    act = act_of(BARRED + "1. Орто кесиптик билим берүү адистиктери:\n060101 Дарылоо иши" + words)
    assert (act["completeness"], act["unexplained_char_count"]) == ("incomplete", len("".join(words.split())))
