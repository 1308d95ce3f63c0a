"""What the forms of a word have in common."""

from __future__ import annotations

import pytest

from pipeline.text.stems import stem_of


# The first form of each row is looked for; its stem begins all the others.
@pytest.mark.parametrize(
    "forms",
    [
        "окутууну окутуу окутууга окутуунун окутуудагы",
        "билимге билим билимдин билимди",
        "уюмдарынын уюм уюму уюмдар уюмунун",
        "адистиги адистик адистиктер адистиктердин",
        "тизмегинде тизмек тизмеги тизмегине",
        "кесиби кесип кесиптер",
        "мамандықтардың мамандық мамандығы мамандықтар",
        "басқаруын басқару басқаруы басқаруының",
        "талдауын талдау талдауы",
        "нысанында нысан нысаны нысандағы",
        "образования образование образованию образованием",
        "организации организация организацию организаций",
        "учебными учебный учебная учебного",
        "врачей врач врачами врачу",
    ],
)
def test_forms_of_a_word(forms: str) -> None:
    asked, *others = forms.split()
    stem = stem_of(asked)
    assert stem
    assert [form for form in others if not form.startswith(stem)] == []


# Verbal nouns keep their long vowel: окуу (to study) is not окутуу (to teach), and билим is not бил (to know).
@pytest.mark.parametrize("word", ["окуу", "окутуу", "берүү", "билим", "даярдоо", "онлайн"])
def test_words_without_an_ending(word: str) -> None:
    assert stem_of(word) == word


@pytest.mark.parametrize(("word", "stem"), [("5600", "5600"), ("7", None), ("же", None), ("6в0", "6в0")])
def test_short_words_and_codes(word: str, stem: str | None) -> None:
    assert stem_of(word) == stem
