"""The language of names and sentences, and the honest "undecided"."""

import pytest

from pipeline.languages.identify import IDENTIFIABLE, identify_language, score_languages

SURE = 0.4


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        # the same trade in two languages of one list
        ("Театр искусствосу", "ky"),
        ("Театральное искусство", "ru"),
        ("Элдик көркөм чыгармачылык", "ky"),
        ("Народное художественное творчество", "ru"),
        # a loan word that Kyrgyz lists print as Russian does says nothing, the word beside it does
        ("Актердук искусство", "ky"),
        ("Цирковое искусство", "ru"),
        # Kazakh: its own letters, and names that have none of them
        ("Байланыс құрылғыларын күту және жөндеу", "kk"),
        ("Жер асты жұмыстарындағы тау-кен жұмысшысы", "kk"),
        # letter-spaced: single letters are not the Russian words `и`, `а`, `с`
        ("Ұ ш у д ы  қ а м т а м а с ы з  е т е т і н", "kk"),
        # one function word outweighs adjectives in -ий and -ый, which Kyrgyz has too
        ("Музеология жана маданий, табигый мурас", "ky"),
        # Latin script
        ("Art Education (Bachelor's Degree)", "en"),
    ],
)
def test_a_name_tells_its_language(text: str, lang: str) -> None:
    best, margin = identify_language(text)
    assert best == lang
    assert margin > SURE


@pytest.mark.parametrize(
    "text",
    [
        # spelled alike in all three
        "Педиатрия",
        "Режиссура",
        "Экономика, менеджмент",
        # loans in -ация, -тор and -ер are no clue to Russian, Kyrgyz or Kazakh
        "Реставрация",
        "Кинооператор",
        "Бухгалтер",
        # nothing to read, and a chapter's number
        "",
        "XIV. 560100",
    ],
)
def test_what_says_nothing_is_undecided(text: str) -> None:
    assert identify_language(text) == (None, 0.0)


def test_a_name_that_two_languages_share_leaves_only_a_third_out() -> None:
    # the possessive -асы is Kyrgyz as well as Kazakh, and not Russian
    scores = score_languages("Хореография режиссурасы")
    assert scores["ky"] == scores["kk"] > scores["ru"]
    assert identify_language("Хореография режиссурасы")[0] is None
    assert identify_language("Хореография режиссурасы", among=("ky", "ru"))[0] == "ky"


def test_scores_add_up_to_one() -> None:
    for text in ("", "жана", "Театральное искусство", "the list of specialties"):
        assert sum(score_languages(text).values()) == pytest.approx(1.0)


def test_more_evidence_is_a_wider_margin() -> None:
    short = identify_language("берүү")[1]
    assert identify_language("билим берүү уюмдары жөнүндө жобону бекитүү тууралуу")[1] > short


def test_a_language_that_is_not_asked_for_is_not_named() -> None:
    assert IDENTIFIABLE[-1] == "en"
    assert identify_language("List of specialties", among=("ky", "ru")) == (None, 0.0)
