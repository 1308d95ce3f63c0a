"""The spaCy pipelines: one way to split words, and entities with the key they stand for."""

import subprocess
import sys

import pytest

from pipeline.languages.pipelines import Entity, find_entities, pipeline_for
from pipeline.languages.vocabulary import LANGUAGES, UnknownVocabularyError


def named(text: str, lang: str) -> list[tuple[str, str, str]]:
    return [(found.label, found.key, text[found.start : found.end]) for found in find_entities(text, lang)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_languages_split_words_alike(lang: str) -> None:
    tokens = [token.text for token in pipeline_for(lang)("2014-жылдын 26-июну №354, (кечки) 12.10.2015.")]
    assert tokens == "2014 - жылдын 26 - июну № 354 , ( кечки ) 12.10.2015 .".split()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tokens_lose_no_character(lang: str) -> None:
    text = "Күндүзгү-\nсырттан (кечки),\u00a0№ 124 - ИБ…  «адис»"
    assert pipeline_for(lang)(text).text == text


@pytest.mark.parametrize(
    ("lang", "text", "entities"),
    [
        # a reference of each language, with the issuer's country before or after it
        (
            "ky",
            "(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги № \n197 токтомунун",
            [
                ("ISSUER", "government", "КР Өкмөтүнүн"),
                ("DATE", "2018-04-11", "2018-жылдын 11-апрелиндеги"),
                ("NUMBER", "197", "197"),
                ("ACT_KIND", "decree", "токтомунун"),
            ],
        ),
        (
            "kk",
            "Қазақстан Республикасы Білім және ғылым министрінің 2007 жылғы 3 \nжелтоқсандағы N 602 Бұйрығы",
            [
                ("ISSUER", "minister", "Қазақстан Республикасы Білім және ғылым министрінің"),
                ("DATE", "2007-12-03", "2007 жылғы 3 \nжелтоқсандағы"),
                ("NUMBER", "602", "602"),
                ("ACT_KIND", "order", "Бұйрығы"),
            ],
        ),
        (
            "ru",
            "постановление Правительства Кыргызской Республики от 26 июня 2014 года № 354",
            [
                ("ACT_KIND", "decree", "постановление"),
                ("ISSUER", "government", "Правительства Кыргызской Республики"),
                ("DATE", "2014-06-26", "26 июня 2014 года"),
                ("NUMBER", "354", "354"),
            ],
        ),
        # a number with blanks, a date with a misprint
        (
            "ky",
            "2025-жылдын  \n20-майыдагы  \n№ 124 - ИБ буйругу менен",
            [
                ("DATE", "2025-05-20", "2025-жылдын  \n20-майыдагы"),
                ("NUMBER", "124 - ИБ", "124 - ИБ"),
                ("ACT_KIND", "order", "буйругу"),
            ],
        ),
        # a cell broken at its hyphen
        (
            "ky",
            "Күндүзгү-\nсырттан (кечки), сырттан",
            [
                ("FORM", "evening", "Күндүзгү-\nсырттан (кечки)"),
                ("FORM", "correspondence", "сырттан"),
            ],
        ),
        # the country of the sentence before belongs to no issuer of this one
        (
            "ru",
            "законы Кыргызской Республики, Кабинет Министров постановляет",
            [("ACT_KIND", "law", "законы"), ("ISSUER", "cabinet", "Кабинет Министров")],
        ),
        # a form in another case, and an office whose abbreviation has full stops
        ("ru", "в очно-заочной (вечерней) форме", [("FORM", "evening", "очно-заочной (вечерней)")]),
        ("ru", "И.о. министра", [("ISSUER", "minister", "И.о. министра")]),
        # a name in which nothing is named
        ("ky", "Көркөм сүрөт искусствосу", []),
    ],
)
def test_entities_have_their_key(lang: str, text: str, entities: list[tuple[str, str, str]]) -> None:
    assert named(text, lang) == entities


def test_entities_are_plain_values() -> None:
    assert find_entities("сырттан", "ky") == [Entity("FORM", "correspondence", 0, 7)]


def test_a_language_without_vocabulary_is_refused() -> None:
    with pytest.raises(UnknownVocabularyError):
        find_entities("ro'yxat", "uz")


def test_nothing_but_a_pipeline_imports_spacy() -> None:
    modules = "vocabulary dates identify act_numbers pipelines".split()
    code = "".join(f"import pipeline.languages.{module}\n" for module in modules)
    code += "import sys\nassert 'spacy' not in sys.modules\n"
    subprocess.run([sys.executable, "-c", code], check=True)
