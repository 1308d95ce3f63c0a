"""Several files of one act are one act: both names, every place that prints a value, and what they say otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import published
from pipeline.audit.explain import explain
from pipeline.audit.verify import verify
from pipeline.build import build_sources
from pipeline.join import join_sources
from pipeline.read.registry import find_sources
from pipeline.refresh.register import rename_source
from pipeline.source_rows import make_chunk
from pipeline.write.chunk import Chunk
from pipeline.write.reviewed import doubted_rows
from tests.releases.acts import register

KY = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ

ТОКТОМ

2011-жылдын 23-августу № 7

Тизмекти бекитүү жөнүндө

Кыргыз Республикасынын Өкмөтү токтом кылат:
1. Тиркелген тизмек бекитилсин.
2. Бул токтом расмий жарыяланган күндөн тартып күчүнө кирет.
Премьер-министр А. Атамбаев

Кыргыз Республикасынын Өкмөтүнүн
2011-жылдын 23-августундагы
№ 7 токтомуна
тиркеме

Сырттан окутууга жол берилбеген адистиктердин
ТИЗМЕГИ

1. Орто кесиптик билим берүү адистиктери:

Коду Адистиктин аталышы
060101 Дарылоо иши
060102 Фармация
060103 Акушердик иш
060104 Медициналык оптика
"""
RU = """ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ РЕСПУБЛИКИ

ПОСТАНОВЛЕНИЕ

от 23 августа 2011 года № 7

Об утверждении перечня

Правительство Кыргызской Республики постановляет:
1. Утвердить прилагаемый перечень.
2. Настоящее постановление вступает в силу со дня официального опубликования.
Премьер-министр А. Атамбаев

Приложение
к постановлению Правительства
Кыргызской Республики
от 23 августа 2011 года № 7

ПЕРЕЧЕНЬ
специальностей, по которым не допускается заочное обучение

1. Специальности среднего профессионального образования:

Код Наименование специальности
060101 Лечебное дело
060102 Фармация
060103 Акушерское дело
060104 Медицинская оптика
"""
LIST = "kg-2011-7:annex-1:1"


def built(folder: Path, **texts: str) -> Path:
    """Build sources of texts and hold the tables against them."""
    for source_id, text in texts.items():
        register(folder / "sources", source_id, text)
    build_sources(folder / "sources", folder / "out")
    assert verify(folder / "out", folder / "sources").sources == len(texts)
    return folder / "out"


def rows(table: str, out: Path, **wanted: object) -> list[dict[str, Any]]:
    return published.rows(table, out, **wanted)


def told(out: Path, *codes: str) -> list[tuple[str, str, str]]:
    found = (row for row in rows("findings", out) if row["code"] in codes)
    return [(row["source_id"], row["row_id"], row["message"]) for row in found]


JOINING = ("act_in_two_sources", "sources_differ", "only_in_one_source", "excerpt")


def test_two_languages_give_one_act_with_both_names(tmp_path: Path) -> None:
    out = built(tmp_path, ky=KY, ru=RU)
    (act,) = rows("acts", out)
    assert act["act_id"] == "kg-2011-7"
    assert list(act["source_ids"]) == sorted(act["languages"]) == ["ky", "ru"]
    assert (act["title_ky"], act["title_ru"]) == ("Тизмекти бекитүү жөнүндө", "Об утверждении перечня")
    assert act["completeness"] == "complete"
    assert [(row["code"], row["name_ky"], row["name_ru"], row["doubtful"]) for row in rows("list_entries", out)] == [
        ("060101", "Дарылоо иши", "Лечебное дело", False),
        ("060102", "Фармация", "Фармация", False),
        ("060103", "Акушердик иш", "Акушерское дело", False),
        ("060104", "Медициналык оптика", "Медицинская оптика", False),
    ]
    assert {row["form"] for row in rows("restrictions", out)} == {"correspondence"}
    assert len(rows("restrictions", out)) == 4
    points = [(row["lang"], row["num"], row["text"]) for row in rows("provisions", out) if row["kind"] == "point"]
    assert points == [
        ("ky", "1", "Тиркелген тизмек бекитилсин."),
        ("ky", "2", "Бул токтом расмий жарыяланган күндөн тартып күчүнө кирет."),
        ("ru", "1", "Утвердить прилагаемый перечень."),
        ("ru", "2", "Настоящее постановление вступает в силу со дня официального опубликования."),
    ]
    assert told(out, *JOINING) == []


def test_languages_of_two_sources_are_aligned(tmp_path: Path) -> None:
    out = built(tmp_path, ky=KY, ru=RU.replace("со дня официального", "по истечении 10 дней со дня официального"))
    pairs = {(row["left_provision_id"], row["right_provision_id"]) for row in rows("alignments", out)}
    assert ("kg-2011-7:ky:body:point-1", "kg-2011-7:ru:body:point-1") in pairs
    assert ("kg-2011-7:ky:body:point-2", "kg-2011-7:ru:body:point-2") in pairs
    # the languages are witnesses of each other across files, too
    assert [row_id for _, row_id, _ in told(out, "languages_differ")] == ["kg-2011-7:ky:body:point-2"]


def test_each_value_shows_where_each_source_prints_it(tmp_path: Path) -> None:
    out = built(tmp_path, ky=KY, ru=RU)
    shown = {one.name: one for one in explain(f"{LIST}:060101", out, tmp_path / "sources").fields}
    assert [[(one.source_id, one.quote) for one in piece.pieces] for piece in shown["code"].witnesses] == [
        [("ky", "060101")],
        [("ru", "060101")],
    ]
    assert [one.source_id for witness in shown["name_ru"].witnesses for one in witness.pieces] == ["ru"]


def test_the_same_act_twice_is_one_act_with_two_witnesses(tmp_path: Path) -> None:
    out = built(tmp_path, a=KY, b=f"<html><body><pre>{KY}</pre></body></html>")
    assert [list(row["source_ids"]) for row in rows("acts", out)] == [["a", "b"]]
    assert len(rows("list_entries", out)) == 4
    assert len(rows("provisions", out)) == len({row["provision_id"] for row in rows("provisions", out)})
    proofs = rows("provenance", out, row_id=f"{LIST}:060103", field="name_ky")
    assert [(row["source_id"], row["quote"]) for row in proofs] == [("a", "Акушердик иш"), ("b", "Акушердик иш")]
    assert told(out, *JOINING) == []


# What is odd in prose is told of the source that is believed alone; it is told of each list that is printed.
def test_oddities_of_prose_are_told_once(tmp_path: Path) -> None:
    both = f"{KY}\n{RU.replace('со дня официального', 'по истечении 10 дней со дня официального')}"
    out = built(tmp_path, a=both, b=both)
    assert [source_id for source_id, _, _ in told(out, "languages_differ")] == ["a"]


def test_a_name_that_differs_is_told_and_doubtful(tmp_path: Path) -> None:
    out = built(tmp_path, a=KY, b=KY.replace("Акушердик иш", "Акушердик ыш"))
    (entry,) = rows("list_entries", out, code="060103")
    assert (entry["name_ky"], entry["doubtful"]) == ("Акушердик иш", True)
    message = "name_ky is 'Акушердик ыш' here, 'Акушердик иш' is believed as a prints it"
    assert told(out, *JOINING) == [("b", f"{LIST}:060103", message)]
    lost = [row for row in rows("ledger", out, source_id="b") if row["rule"] == "other_source"]
    text = KY.replace("Акушердик иш", "Акушердик ыш")
    assert "Акушердик ыш" in [text[row["char_start"] : row["char_end"]].strip() for row in lost]


# Which of two copies is believed, their bytes tell where nothing else does, and not what a source is called.
def test_a_renamed_source_is_believed_as_before(tmp_path: Path) -> None:
    other = KY.replace("Акушердик иш", "Акушердик ыш")
    names = [built(tmp_path / "one", a=KY, b=other), built(tmp_path / "two", z=KY, b=other)]
    assert len({rows("list_entries", out, code="060103")[0]["name_ky"] for out in names}) == 1


# Nothing says what the first bars: its rows are doubtful, and those of the second aren't.
def test_the_better_witness_is_believed_whatever_its_id(tmp_path: Path) -> None:
    worse = KY.replace("Сырттан окутууга жол берилбеген адистиктердин", "Сырттан окутуу боюнча адистиктердин")
    out = built(tmp_path, a=worse.replace("Медициналык оптика", "Медициналык оптик"), b=KY)
    (entry,) = rows("list_entries", out, code="060104")
    assert entry["name_ky"] == "Медициналык оптика"
    assert [(source, row_id) for source, row_id, _ in told(out, "sources_differ") if row_id != LIST] == [
        ("a", f"{LIST}:060104")
    ]


def test_an_entry_of_one_language_is_kept_and_doubtful(tmp_path: Path) -> None:
    out = built(tmp_path, ky=KY, ru=RU.replace("060102 Фармация\n", "060102 Фармация\n060105 Сестринское дело\n"))
    assert [(row["code"], row["position"], row["doubtful"]) for row in rows("list_entries", out)] == [
        ("060101", 1, False),
        ("060102", 2, False),
        ("060103", 3, False),
        ("060104", 4, False),
        ("060105", 5, True),
    ]
    assert [(source, row_id) for source, row_id, _ in told(out, *JOINING)] == [("ru", f"{LIST}:060105")]
    assert len(rows("restrictions", out, entry_id=f"{LIST}:060105")) == 1


# The first is the better witness by its language alone: its entry stays, and the other language doesn't print it.
def test_an_entry_that_the_other_language_lacks_is_doubtful(tmp_path: Path) -> None:
    kyrgyz = f"{KY}060105 Сестралык иш\n060106 Лабораториялык диагностика\n"
    russian = f"{RU}060105 Сестринское дело\n060106 Лабораторная диагностика\n"
    out = built(tmp_path, a=kyrgyz, b=russian.replace("060103 Акушерское дело\n", ""))
    assert [row["code"] for row in rows("list_entries", out) if row["doubtful"]] == ["060103"]
    message = "the source b of the act doesn't print this entry"
    assert told(out, *JOINING) == [("a", f"{LIST}:060103", message)]


def test_an_entry_that_a_better_witness_lacks_is_left_out_and_told(tmp_path: Path) -> None:
    more = KY.replace("060104 Мед", "060114 Мед")
    out = built(tmp_path, a=KY, b=more)
    assert [row["code"] for row in rows("list_entries", out)] == ["060101", "060102", "060103", "060104"]
    assert {(source, row_id) for source, row_id, _ in told(out, *JOINING)} == {
        ("a", f"{LIST}:060104"),
        ("b", LIST),
    }


def test_an_excerpt_is_no_witness_of_what_it_leaves_out(tmp_path: Path) -> None:
    out = built(tmp_path, a=KY.replace("060103 Акушердик иш\n060104 Медициналык оптика\n", ""), b=KY)
    assert [row["code"] for row in rows("list_entries", out)] == ["060101", "060102", "060103", "060104"]
    assert not any(row["doubtful"] for row in rows("list_entries", out))
    message = "an excerpt: 2 of 4 entries of the list that b prints"
    assert told(out, *JOINING) == [("a", LIST, message)]


def test_bars_that_differ_are_those_of_the_better_witness(tmp_path: Path) -> None:
    other = RU.replace("заочное обучение", "обучение в форме экстерната")
    out = built(tmp_path, a=KY, b=other)
    assert {row["form"] for row in rows("restrictions", out)} == {"correspondence"}
    assert all(row["doubtful"] for row in rows("list_entries", out))
    told_of = {row_id for _, row_id, _ in told(out, "sources_differ")}
    assert told_of == {LIST, *(f"{LIST}:{code}" for code in ("060101", "060102", "060103", "060104"))}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (KY.replace("23-августу", "24-августу"), "date is 2011-08-23 there and 2011-08-24 here"),
        (
            KY.replace(
                "Тизмекти бекитүү жөнүндө\n",
                "Тизмекти бекитүү жөнүндө\n\n(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № 197 токтомунун "
                "редакциясына ылайык)\n",
            ),
            "consolidated_to is None there and 2018-04-11 here",
        ),
        (
            RU.replace("ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ", "ЖОГОРКУ КЕНЕШ КЫРГЫЗСКОЙ"),
            "issuer is КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ there and ЖОГОРКУ КЕНЕШ КЫРГЫЗСКОЙ РЕСПУБЛИКИ here",
        ),
        (
            KY.replace("Тизмекти бекитүү жөнүндө", "Мамлекеттик бюджет жөнүндө"),
            "title_ky is Тизмекти бекитүү жөнүндө there and Мамлекеттик бюджет жөнүндө here",
        ),
        (
            KY.replace("0601", "0702"),
            "of 4 codes of the list kg-2011-7:annex-1:1 they have 0 in common",
        ),
    ],
)
def test_what_is_not_the_same_act_stays_apart(other: str, reason: str, tmp_path: Path) -> None:
    out = built(tmp_path, a=KY, b=other)
    assert [row["act_id"] for row in rows("acts", out)] == ["kg-2011-7", "kg-2011-7~b"]
    (finding,) = told(out, "act_in_two_sources")
    assert finding[2].endswith(reason)


# A third source joins the edition that it prints, and not the first of the act.
def test_editions_of_an_act_have_sources_of_their_own(tmp_path: Path) -> None:
    note = "\n\n(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № 197 токтомунун редакциясына ылайык)\n"
    amended = KY.replace("бекитүү жөнүндө\n", f"бекитүү жөнүндө{note}")
    note = "\n\n(В редакции постановления Правительства КР от 11 апреля 2018 года № 197)\n"
    russian = RU.replace("утверждении перечня\n", f"утверждении перечня{note}")
    out = built(tmp_path, a=KY, b=amended, c=russian)
    assert [(row["act_id"], list(row["source_ids"])) for row in rows("acts", out)] == [
        ("kg-2011-7", ["a"]),
        ("kg-2011-7~b", ["b", "c"]),
    ]
    rename_source(tmp_path / "sources", "a", "z")
    build_sources(tmp_path / "sources", out)
    assert [list(row["source_ids"]) for row in rows("acts", out)] == [["z"], ["b", "c"]]
    names = [row["name_ru"] for row in rows("list_entries", out, act_id="kg-2011-7~b")]
    assert names == ["Лечебное дело", "Фармация", "Акушерское дело", "Медицинская оптика"]


# Words that all ministries share prove nothing: "ФИНАНСОВ" and "ЮСТИЦИИ" are two bodies.
def test_orders_of_two_ministries_stay_apart(tmp_path: Path) -> None:
    order = RU.replace("ПОСТАНОВЛЕНИЕ", "ПРИКАЗ").replace(
        "Правительство Кыргызской Республики постановляет:", "приказываю:"
    )
    names = [f"МИНИСТЕРСТВО {one} КЫРГЫЗСКОЙ РЕСПУБЛИКИ" for one in ("ФИНАНСОВ", "ЮСТИЦИИ")]
    texts = [order.replace("ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ РЕСПУБЛИКИ", name) for name in names]
    assert len(rows("acts", built(tmp_path, a=texts[0], b=texts[1]))) == 2


# A file that breaks off before its rows may have more paragraphs than the whole one: what should be rows.
def test_a_source_that_was_not_read_whole_displaces_nothing(tmp_path: Path) -> None:
    out = built(tmp_path, a=KY, b=KY.partition("060101 ")[0])
    assert {row["part"] for row in rows("provisions", out)} == {"body"}
    assert len(rows("list_entries", out)) == 4


def test_amendments_that_one_source_prints_are_told(tmp_path: Path) -> None:
    note = "(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № 197 токтомунун редакциясына ылайык)\n"
    both = KY.replace("бекитүү жөнүндө\n", f"бекитүү жөнүндө\n\n{note}")
    more = both.replace("күчүнө кирет.\n", f"күчүнө кирет.\n\n{note.replace('2018', '2015').replace('197', '99')}\n")
    out = built(tmp_path, a=both, b=more)
    assert len(rows("acts", out)) == 1
    assert any("№ 99" in message for _, _, message in told(out, "sources_differ"))


# Which of two rows with one code is which, the order alone tells: another file may have another.
def test_names_of_a_repeated_code_are_doubtful(tmp_path: Path) -> None:
    kyrgyz = KY.replace("060104 Мед", "060101 Мед")
    russian = RU.replace("060104 Медицинская оптика\n", "").replace(
        "060101 Лечебное дело", "060101 Медицинская оптика\n060101 Лечебное дело"
    )
    out = built(tmp_path, a=kyrgyz, b=russian)
    assert [row["doubtful"] for row in rows("list_entries", out, code="060101")] == [True, True]


# Two copies number a list otherwise, or one doesn't: it is published once, with the number of the better one.
@pytest.mark.parametrize("heading", ["2. Специальности среднего профессионального образования:\n\n", ""])
def test_a_list_that_another_source_numbers_otherwise_is_one_list(heading: str, tmp_path: Path) -> None:
    first = "1. Специальности среднего профессионального образования:\n\n"
    out = built(tmp_path, a=KY, b=RU.replace(first, heading))
    (listed,) = rows("lists", out)
    assert (listed["list_id"], listed["num"]) == (LIST, "1")
    assert [row["name_ru"] for row in rows("list_entries", out)][:2] == ["Лечебное дело", "Фармация"]
    assert [(source_id, row_id) for source_id, row_id, _ in told(out, *JOINING)] == [("b", LIST)]


def test_lists_of_other_qualifications_are_paired_by_these(tmp_path: Path) -> None:
    kyrgyz = KY.replace("Орто кесиптик билим берүү адистиктери:", "Бакалаврларды даярдоо багыттары:")
    kyrgyz += "\n2. Магистрлерди даярдоо багыттары:\n\nКоду Адистиктин аталышы\n060101 Дарылоо иши\n060102 Фармация\n"
    russian = RU.replace("Специальности среднего профессионального образования:", "Направления подготовки магистров:")
    russian += "\n2. Направления подготовки бакалавров:\n\nКод Наименование\n060101 Лечебное дело\n060102 Фармация\n"
    out = built(tmp_path, a=kyrgyz, b=russian)
    assert [(row["num"], row["title_ky"], row["title_ru"]) for row in rows("lists", out)] == [
        ("1", "Бакалаврларды даярдоо багыттары", "Направления подготовки бакалавров"),
        ("2", "Магистрлерди даярдоо багыттары", "Направления подготовки магистров"),
    ]


# Nothing tells which of two lists of the same codes a third one is: it stays, and is doubtful.
def test_a_list_that_may_be_one_of_two_is_doubtful(tmp_path: Path) -> None:
    more = "\n2. Дагы бир тизме:\n\nКоду Адистиктин аталышы\n060101 Дарылоо иши\n060102 Фармация\n060103 Акушердик иш\n"
    out = built(tmp_path, a=KY + more, b=RU.replace("1. Специальности", "3. Специальности"))
    doubtful = {row["list_id"] for row in rows("list_entries", out) if row["doubtful"]}
    assert "kg-2011-7:annex-1:3" in doubtful


# A row that was lost above sets each name at its neighbour's code: "Фельдшерское дело" is no "Дарылоо иши".
def test_names_at_the_codes_of_their_neighbours_are_doubtful(tmp_path: Path) -> None:
    names = ["Фельдшерское дело", "Лечебное дело", "Фармация", "Акушерское дело", "Медицинская оптика"]
    head = RU.partition("060101 ")[0]
    russian = head + "".join(f"06010{number} {name}\n" for number, name in enumerate(names, 1))
    out = built(tmp_path, a=KY, b=russian)
    assert all(row["doubtful"] for row in rows("list_entries", out))
    differs = [row_id for _, row_id, _ in told(out, "sources_differ")]
    assert differs == [f"{LIST}:06010{number}" for number in (1, 2, 3, 4)]


def test_the_heading_of_another_group_is_not_taken(tmp_path: Path) -> None:
    kyrgyz = KY.replace("060101 ", "1. Саламаттык сактоо\n060101 ").replace("060104 ", "2. Оптика\n060104 ")
    russian = RU.replace("060101 ", "1. Здравоохранение\n060101 ").replace("060103 ", "2. Оптика\n060103 ")
    out = built(tmp_path, a=kyrgyz, b=russian)
    assert [(row["group_num"], row["group_name_ru"], row["doubtful"]) for row in rows("list_entries", out)] == [
        ("1", "Здравоохранение", False),
        ("1", "Здравоохранение", False),
        ("1", None, True),
        ("2", "Оптика", False),
    ]


# One heading that differs is one finding, and a review of it is one for all entries below it.
def test_a_heading_that_differs_is_told_once(tmp_path: Path) -> None:
    first = KY.replace("060101 ", "060000 Саламаттык сактоо\n060101 ")
    out = built(tmp_path, a=first, b=first.replace("Саламаттык сактоо", "Саламаттыкты сактоо"))
    assert [row_id for _, row_id, _ in told(out, "groups_differ")] == [f"{LIST}:060101"]
    assert all(row["doubtful"] for row in rows("list_entries", out))
    tables = {table: rows(table, out) for table in ("acts", "sources", "list_entries", "findings")}
    assert [(one.cause, len(one.entry_ids)) for one in doubted_rows(tables)] == [("groups_differ", 4)]


# A file in two languages lacks points in one of them; another file has them.
def test_what_another_source_prints_in_the_other_language_is_no_difference(tmp_path: Path) -> None:
    point = "2. Настоящее постановление вступает в силу со дня официального опубликования.\n"
    out = built(tmp_path, a=f"{KY}\n{RU.replace(point, '')}", b=RU)
    assert told(out, "languages_differ") == []


def recognized(text: str, folder: Path) -> Chunk:
    """Make the rows of a text as if its characters had been recognized in a picture."""
    register(folder / "sources", "z", text)
    (source,) = [one for one in find_sources(folder / "sources") if one.source_id == "z"]
    chunk = make_chunk(source, accept_errors=True)
    chunk["sources"][0]["reader"] = "scan"
    return chunk


def test_a_scan_with_more_rows_displaces_no_text(tmp_path: Path) -> None:
    scan = recognized(KY.replace("Дарылоо иши", "Дарылао иши") + "060107 Медициналык\n060108 оптика\n", tmp_path)
    register(tmp_path / "sources", "a", KY)
    text = make_chunk(find_sources(tmp_path / "sources")[0])
    (act,) = join_sources([text, scan])
    entries = [(row["code"], row["name_ky"], row["doubtful"]) for row in act["list_entries"]]
    assert entries == [
        ("060101", "Дарылоо иши", False),
        ("060102", "Фармация", False),
        ("060103", "Акушердик иш", False),
        ("060104", "Медициналык оптика", False),
    ]
    codes = [row["code"] for row in act["findings"] if row["source_id"] == "z"]
    assert (codes.count("sources_differ"), codes.count("only_in_one_source")) == (1, 2)


NUMBERED = re.sub("^(06010([1-4]) )", r"\2 \1", KY, flags=re.MULTILINE)
# Nothing says what its list bars.
POOR = NUMBERED.replace("Сырттан окутууга жол берилбеген", "Сырттан окутуу боюнча")


# What a scan leaves unread says nothing of an act that a text prints whole; what it prints otherwise is told.
def test_gaps_of_a_poor_copy_are_none_of_the_act(tmp_path: Path) -> None:
    out = built(tmp_path, a=NUMBERED, b=POOR)
    (act,), (listed,) = rows("acts", out), rows("lists", out)
    assert (act["completeness"], listed["certificate"]) == ("complete", "complete")
    assert {row["source_id"] for row in rows("findings", out) if row["code"] == "copy_set_aside"} == {"b"}
    assert not any(row["doubtful"] for row in rows("list_entries", out))


def test_a_copy_that_prints_an_entry_more_is_not_set_aside(tmp_path: Path) -> None:
    out = built(tmp_path, a=NUMBERED, b=f"{POOR}5 060105 Сестралык иш\n")
    assert told(out, "copy_set_aside") == []
    assert [source_id for source_id, _, _ in told(out, "only_in_one_source")] == ["b"]
