"""Concepts are found by names in any language, by codes, ids and parts of names; what is near them is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.browse.likeness import Fit, Likeness, called, find_nearest, rank_of
from pipeline.browse.lineage import find_concepts_named, find_names_like
from pipeline.browse.query import parse_query
from pipeline.browse.tell_lineage import COLUMNS, table_of, tell_story
from pipeline.diff.comparison import Comparison
from pipeline.errors import UnknownIdError
from pipeline.write import write_release
from pipeline.write.certificates import certify
from tests.diff.sample import NEW, OLD, OTHER, chunk, entry, publish
from tests.link.editions import decision

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("lineage"))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("фармация",), entry(OTHER, "5001")),
        (("ФАРМАЦИЯНЫН",), entry(OTHER, "5001")),
        (("Фaрмaция",), entry(OTHER, "5001")),  # with Latin letters
        (("армац",), entry(OTHER, "5001")),
        (("pharmacy",), entry(OTHER, "5001")),
        (("100100",), entry(OTHER, "5001")),
        (("протездоо",), entry(OLD, "100200")),
        (("экология", "география"), entry(OLD, "200200")),
        (("экология жана",), entry(OLD, "200200")),
        (("4001",), entry(NEW, "400100")),
        ((entry(OTHER, "5001"),), entry(OTHER, "5001")),
        ((entry(NEW, "100100"),), entry(OTHER, "5001")),
        ((entry(NEW, "400100"), "журналистика"), entry(NEW, "400100")),
    ],
)
def test_concept_is_found(out: Path, words: tuple[str, ...], first: str) -> None:
    assert find_concepts_named(words, out)[0].concept_id == first


def test_places_and_links(out: Path) -> None:
    (story,) = find_concepts_named(["фармация"], out)
    assert [(place.act_id, place.state, place.code) for place in story.places] == [
        (OTHER, "barred", "5001"),
        (OLD, "barred", "100100"),
        (NEW, "barred", "100100"),
    ]
    assert [(bond.left_entry_id, bond.right_entry_id) for bond in story.links] == [
        (entry(OLD, "100100"), entry(NEW, "100100")),
        (entry(OTHER, "5001"), entry(OLD, "100100")),
        (entry(OTHER, "5001"), entry(NEW, "100100")),
    ]
    assert story.neighbours == ()
    story = find_concepts_named(["география"], out)[0]
    assert [place.state for place in story.places] == ["absent", "barred", "absent"]
    assert {bond.relation for bond in story.neighbours} == {"close"}
    told = [line.text for line in tell_story(story)]
    assert any("beside it: close narrower" in line for line in told)


# 00100 is a part of three codes, but the beginning of none
NOTHING = ((), ("",), ("нотариус",), ("фармация", "нотариус"), ("*",), ("00100",), (entry(OLD, "100100"), "геология"))


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_is_found(out: Path, words: tuple[str, ...]) -> None:
    assert find_concepts_named(words, out) == []


def test_nothing_is_compared(tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError, match="no concepts are published"):
        find_concepts_named(["фармация"], publish(tmp_path, compared=False))


# sources/kz-2007-602/act.txt prints pharmacy in three lists of its higher schools: one concept, one line of evidence.
def test_real_concept() -> None:
    stories = find_concepts_named(["pharmacy"], ROOT / "extracted")
    higher = next(one for one in stories if any(place.code == "560005" for place in one.places))
    assert [place.code for place in higher.places] == ["051103", "051103", "051103", "560005", "560005"]
    evidence = [(bond.left_entry_id.split(":")[0], bond.right_entry_id.split(":")[0]) for bond in higher.links]
    assert len(evidence) == len(set(evidence)) == 3


# What is asked, the names in the order they must come in, and why.
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        # the name alone, then what begins with it, then the shorter ones
        ("Физика", ("Физика", "Физика-математикалык билим берүү", "Ядерлық физика", "Техникалық физика")),
        # another ending is less like it than the word itself, wherever that stands
        ("Құрылыс", ("Құрылыс", "Құрылыс материалдары", "Жол және құрылыс жұмыстары", "Құрылысты қалпына келтіруші")),
        ("экономиканын", ("Экономика", "Экономика жана башкаруу", "Дүйнөлүк экономика")),
        # a piece of the first word doesn't begin the name
        ("физика", ("Физика", "Радиофизика", "Геофизикалық аппарат")),
        ("design", ("design", "design of clothes", "device design")),
        ("дизайн костюм", ("Костюм дизайны", "Костюм дизайны жана өнөрү")),
    ],
)
def test_the_likest_come_first(asked: str, names: tuple[str, ...]) -> None:
    terms = parse_query(asked.split())
    ranks = [rank_of(terms, called(None, name)) for name in names]
    assert None not in ranks
    assert ranks == sorted(rank for rank in ranks if rank is not None)
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize(
    ("asked", "code", "name", "rank"),
    [
        ("050421", "050421", None, (Likeness.EXACT, Fit.WHOLE)),
        ("0504", "050421", None, (Likeness.STEM, Fit.WHOLE)),
        ("50421", "050421", None, None),
        ("05.04", "05.04.21", None, (Likeness.EXACT, Fit.BEGINNING)),
        ("04.21", "05.04.21", None, None),
        ("04", "05.04.21", "Дизайн", None),
        ("050421 дизайн", "050421", "Дизайн", (Likeness.EXACT, Fit.WHOLE)),
        ("дизайн", "050421", "Дизайн", (Likeness.EXACT, Fit.WITHIN)),
    ],
)
def test_a_code_is_found_by_its_beginning(
    asked: str, code: str, name: str | None, rank: tuple[Likeness, Fit] | None
) -> None:
    found = rank_of(parse_query(asked.split()), called(code, name))
    assert (found and found[:2]) == rank


def test_what_is_not_found_gets_the_nearest_names(out: Path) -> None:
    assert find_concepts_named(["фармасия", "клиникалык"], out) == []
    assert find_names_like(["стаматология"], out) == ["Стоматология", "Стоматология жана протездөө"]
    assert find_names_like(["гиалогия"], out) == ["Геология"]
    assert find_names_like(["100109"], out)[0] == "100100"
    assert find_names_like(["нотариус"], out) == []
    assert find_names_like(["*"], out) == []


# a name that has one of the words and nothing near the other is no suggestion
def test_every_word_must_be_near() -> None:
    names = [called(None, "Костюм дизайны"), called(None, "Дизайн"), called("570020", "Дизайн")]
    assert find_nearest(parse_query(["дезайн", "кастюм"]), names) == ["Костюм дизайны"]
    assert find_nearest(parse_query(["570021", "дезайн"]), names) == ["570020 Дизайн"]


DESIGN = {
    OTHER: (("5001", "Дизайн"),),
    OLD: (("100400", "Дизайн өнөрү"), ("100500", "Дизайн"), ("100600", "Химия")),
    NEW: (("100500", "Дизайн"),),
}
ENDS = {OTHER: entry(OTHER, "5001"), OLD: entry(OLD, "100500"), NEW: entry(NEW, "100500")}


def publish_disputed(folder: Path) -> Path:
    """Write a release in which the oldest act leads to the newest by itself, but elsewhere through the one between."""
    chunks = []
    for act_id, printed in DESIGN.items():
        one = chunk(act_id)
        lang = "kk" if act_id == OTHER else "ky"
        common = {**one["list_entries"][0], "name_ky": None, "name_kk": None}
        one["list_entries"] = [
            {**common, "entry_id": entry(act_id, code), "position": at, "code": code, f"name_{lang}": name}
            for at, (code, name) in enumerate(printed, 1)
        ]
        one["restrictions"] = []
        chunks.append(one)
    decisions = [
        decision(f"{ENDS[OTHER]} Дизайн", f"{entry(OLD, '100400')} Дизайн өнөрү"),
        decision(f"{ENDS[OTHER]} Дизайн", f"{ENDS[OLD]} Дизайн", "rejected"),
    ]
    comparison = Comparison(decisions)
    for one in chunks:
        comparison.learn(one)
    write_release(map(certify, chunks), folder / "extracted", {"findings": comparison.add_findings}, comparison.tables)
    return folder / "extracted"


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_disputed(tmp_path_factory.mktemp("disputed"))


def test_what_is_beside_an_absent_concept_is_told(disputed: Path) -> None:
    (story,) = find_concepts_named([ENDS[OTHER]], disputed)
    (absent,) = [place for place in story.places if place.state == "absent"]
    (beside,) = absent.beside
    assert (absent.act_id, beside.entry_id, beside.relation, beside.same_level) == (NEW, ENDS[NEW], "exact", True)
    assert (beside.code, beside.name) == ("100500", "Дизайн")
    told = f"exact {ENDS[NEW]}"
    table = [dict(zip(COLUMNS, row, strict=True)) for row in table_of([story])]
    assert [row["beside"] for row in table if row["state"] == "absent"] == [told]
    assert any(line.text.endswith(f"absent, beside it {told}") for line in tell_story(story))
    assert story.as_dict()["places"][2]["beside"][0]["entry_id"] == ENDS[NEW]


# the finding names one entry; the concept that it could have been one with is as doubtful, and no other is
def test_a_disputed_link_is_told_of_both_concepts(disputed: Path) -> None:
    stories = {one.concept_id: one for one in find_concepts_named(["дизайн"], disputed)}
    assert set(stories) == {ENDS[OTHER], ENDS[OLD]}
    for story in stories.values():
        (doubt,) = story.doubts
        assert doubt.startswith(f"{ENDS[NEW]}: kk 'Дизайн' ({OTHER}) is ky 'Дизайн' ({NEW}) by itself")
        assert f"  in doubt: {doubt}" in [line.text for line in tell_story(story)]
        assert story.as_dict()["doubts"] == (doubt,)
    (other,) = find_concepts_named(["химия"], disputed)
    assert other.doubts == ()


# the table names what a terminal calls `beside it`, in whichever edition: ecology is near both entries of geography
def test_table_and_story_tell_the_same_neighbours(out: Path) -> None:
    for story in find_concepts_named(["экология"], out):
        own = {place.entry_id for place in story.places}
        ends = {end for bond in story.neighbours for end in (bond.left_entry_id, bond.right_entry_id)} - own
        assert ends
        assert {beside.entry_id for place in story.places for beside in place.beside} == ends


# kz-2007-602 prints Физика twice, for teachers and for physicists; it and kg-2014-354 print longer names with the word
@pytest.mark.parametrize(("asked", "count"), [("Физика", 2), ("Құрылыс", 1)])
def test_real_name_alone_comes_first(asked: str, count: int) -> None:
    stories = find_concepts_named([asked], ROOT / "extracted")
    alone = [any(place.name == asked for place in story.places) for story in stories]
    assert alone == [True] * count + [False] * (len(stories) - count)
    assert len(stories) > count
