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


# that a field has kinds says nothing of it, in a bracket or not, closed or not; alone it is all there is
@pytest.mark.parametrize(
    ("name", "same", "lang"),
    [
        ("Акустика (түрлөрү боюнча)", "Акустика", "ky"),
        ("Акустика (аспаптардын түрлөрү боюнча", "Акустика", "ky"),
        ("Логистика по отраслям", "Логистика", "ru"),
        ("Логистика (по видам и отраслям)", "Логистика", "ru"),
        ("Логистика (сала бойынша)", "Логистика", "kk"),
        ("(Акустика)", "Акустика", "ky"),
    ],
)
def test_kinds_are_left_out(name: str, same: str, lang: str) -> None:
    assert read_name(name, lang) == read_name(same, lang)


# another bracket says something; without it the name is read, too
@pytest.mark.parametrize("name", ["Акустика (балет)", "Акустика (балет", "(Балет) Акустика"])
def test_a_bracket_is_read_with_the_name_and_left_out(name: str) -> None:
    found = read_name(name, "ky")
    assert set(found.forms) == set(read_name("Акустика балет", "ky").forms)
    assert found.bare == read_name("Акустика", "ky")
    assert read_name("Акустика", "ky").bare is None


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
    tokens = [read_name(name, lang).forms[0] for name, lang in (one, other)]
    assert tokens[0].word == tokens[1].word != ""
    assert tokens[0].roots & tokens[1].roots


@pytest.mark.parametrize("name", ["", " ", "()", "—", "жана", "( )", "((("])
def test_a_name_without_words_has_no_tokens(name: str) -> None:
    assert read_name(name, "ky").forms == read_name(name, "ky").words == ()
