"""What a word may be a form of, in each language, and the nouns that adjectives are made from."""

from __future__ import annotations

import pytest

from pipeline.languages.word_forms import bases_of, roots_of


# a dictionary form and another form of it, as lists of specialties print them
@pytest.mark.parametrize(
    ("word", "form", "lang"),
    [
        ("система", "систем", "ru"),
        ("язык", "языка", "ru"),
        ("общий", "общая", "ru"),
        ("сеть", "сетей", "ru"),
        ("наука", "наук", "ru"),
        ("социальный", "социально", "ru"),
        ("исторический", "историко", "ru"),
        ("тіл", "тілі", "kk"),
        ("техник", "технигі", "kk"),
        ("желі", "желілер", "kk"),
        ("жұмыс", "жұмыспен", "kk"),
        ("әдебиет", "әдебиетінің", "kk"),
        ("мұғалім", "мұғалімдерін", "kk"),
        ("іс", "ісі", "kk"),
        ("іс", "істері", "kk"),
        ("ән", "әні", "kk"),
        ("иш", "иштери", "ky"),
        ("башкаруу", "башкаруунун", "ky"),
        ("мекеме", "мекемелериндеги", "ky"),
        ("китеп", "китеби", "ky"),
    ],
)
def test_a_form_and_its_word(word: str, form: str, lang: str) -> None:
    assert word in bases_of(form, lang)
    assert bases_of(word, lang) & bases_of(form, lang)


# another word, however it begins
@pytest.mark.parametrize(
    ("one", "other", "lang"),
    [
        ("технология", "технолог", "ru"),
        ("машина", "машинист", "ru"),
        ("техника", "техник", "kk"),
        ("ишкердик", "иш", "ky"),
        ("істік", "іс", "kk"),
        ("әншейін", "ән", "kk"),
        ("акын", "актер", "ky"),
        ("тану", "татар", "kk"),
    ],
)
def test_another_word_is_no_form(one: str, other: str, lang: str) -> None:
    assert not bases_of(one, lang) & bases_of(other, lang)


# loans that the languages make adjectives of, each with its own endings
@pytest.mark.parametrize(
    ("russian", "turkic", "lang"),
    [
        ("патологическая", "патологиялық", "kk"),
        ("дифференциальный", "дифференциалдық", "kk"),
        ("операторское", "операторлық", "kk"),
        ("этичный", "этикалык", "ky"),
        ("информационные", "информациялык", "ky"),
        ("финансовая", "финансылык", "ky"),
        ("молекулярная", "молекулалық", "kk"),
    ],
)
def test_adjectives_of_one_loan(russian: str, turkic: str, lang: str) -> None:
    plain = [
        {root.replace("ь", "") for root in roots_of(word, tongue)} for word, tongue in ((russian, "ru"), (turkic, lang))
    ]
    assert plain[0] & plain[1]


# a person and the field keep apart
@pytest.mark.parametrize(("one", "other"), [("экономист", "экономика"), ("химик", "химия")])
def test_a_person_is_no_field(one: str, other: str) -> None:
    assert not roots_of(one, "ru") & roots_of(other, "ru")


@pytest.mark.parametrize("word", ["", "6в01101", "1с", "ж"])
@pytest.mark.parametrize("lang", ["ky", "kk", "ru", "en"])
def test_what_has_no_forms_is_itself(word: str, lang: str) -> None:
    assert bases_of(word, lang) == roots_of(word, lang) == {word}


def test_english_has_plurals() -> None:
    assert bases_of("fields", "en") & bases_of("field", "en")
