"""What a name is compared by: its meanings, with brackets left out and conjunctions parting fields."""

from __future__ import annotations

import pytest

from pipeline.languages.glossary import load_meanings
from pipeline.link.names.readings import Reading, read_name


def spelled(reading: Reading) -> list[tuple[str, int]]:
    """Return each token as its English label or its word, and the field it stands in."""
    labels = load_meanings()
    return [
        (" / ".join(sorted(labels[one].label for one in token.meanings)) or token.word, token.place)
        for token in reading
    ]


def test_a_form_of_several_words_is_one_meaning() -> None:
    name = read_name("Актердук чеберчилик", "ky")
    assert spelled(name.forms) == [("acting skill", 0)]
    assert len(name.words) == 2


# a bracket tells the profiles, not the field, closed or not; alone it is all there is
@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Акустика (түрлөрү боюнча)", "Акустика"),
        ("(Жаңы) Акустика", "Акустика"),
        ("Акустика (түрлөрү", "Акустика"),
        ("Акустика (а) (б)", "Акустика"),
        ("(Акустика)", "Акустика"),
    ],
)
def test_brackets_are_left_out(name: str, same: str) -> None:
    assert read_name(name, "ky").forms == read_name(same, "ky").forms


# жана, және, и and a comma part fields; inside a word they don't
@pytest.mark.parametrize(
    ("name", "lang", "places"),
    [
        ("Агрономия жана агрохимия", "ky", [0, 1]),
        ("Агрономия және агрохимия", "kk", [0, 1]),
        ("Агрономия и агрохимия", "ru", [0, 1]),
        ("Агрономия, агрохимия жана акустика", "ky", [0, 1, 2]),
        ("АГРОНОМИЯ ЖАНА АГРОХИМИЯ", "ky", [0, 1]),
        ("Менеджмент", "ky", [0]),
    ],
)
def test_conjunctions_part_fields(name: str, lang: str, places: list[int]) -> None:
    assert [token.place for token in read_name(name, lang).forms] == places


def test_a_form_reaches_over_a_conjunction() -> None:
    assert spelled(read_name("Эсеп жана аудит", "ky").forms) == [("accounting and audit", 0)]
    assert [place for _, place in spelled(read_name("Эсеп жана аудит", "ky").words)] == [0, 1]


# an unknown word is spelled with letters that all three languages have: ө/о, ң/н, щ/ш, э/е
@pytest.mark.parametrize(
    ("one", "other"),
    [(("Бөрщңэк", "ky"), ("Боршнек", "ru")), (("Ғұқһ", "kk"), ("Гукх", "ru"))],
)
def test_unknown_words_are_spelled_alike(one: tuple[str, str], other: tuple[str, str]) -> None:
    words = [read_name(name, lang).forms[0].word for name, lang in (one, other)]
    assert words[0] == words[1] != ""


@pytest.mark.parametrize("name", ["", " ", "()", "—", "жана", "( )", "((("])
def test_a_name_without_words_has_no_tokens(name: str) -> None:
    assert read_name(name, "ky").forms == read_name(name, "ky").words == ()
