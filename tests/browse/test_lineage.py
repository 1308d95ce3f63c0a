"""Concepts are found by names in any language, by codes and by parts of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.browse.lineage import find_concepts_named, tell_story
from pipeline.errors import UnknownIdError
from tests.diff.sample import NEW, OLD, OTHER, entry, publish

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


@pytest.mark.parametrize("words", [(), ("",), ("нотариус",), ("фармация", "нотариус"), ("*",)])
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
