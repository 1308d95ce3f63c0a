"""Definitions as rows: which provision defines a term; typed by reading the text below."""

from __future__ import annotations

import pytest

from tests.parse.sample import columns_of, parse, rows_of
from tests.parse.test_amendments import HEAD

TEXT = """1. Бул Тартип (мындан ары - Тартип) окуу тартибин аныктайт.
2. Бул Тартипте төмөнкүдөй түшүнүктөр колдонулат:
1) онлайн курс - Интернет аркылуу окуу программасы;
2) массалык ачык онлайн курс (мындан ары - МАОК) - ачык окутуу курсу.
3. Окуу - жолу менен жүргүзүлөт.
"""


def test_definitions() -> None:
    extraction = parse(HEAD["ky"] + TEXT)
    rows = [columns_of(row) for row in rows_of(extraction, "definitions")]
    assert [
        (str(row["provision_id"]).rpartition("body:")[2], row["num"], row["term"], row.get("abbreviation"))
        for row in rows
    ] == [
        ("point-1", "1", "Тартип", "Тартип"),
        ("point-2:subpoint-1", "1", "онлайн курс", None),
        ("point-2:subpoint-2", "2", "массалык ачык онлайн курс", "МАОК"),
    ]
    assert [row.get("definition") for row in rows] == [None, "Интернет аркылуу окуу программасы", "ачык окутуу курсу"]
    ids = {row.row_id for row in rows_of(extraction, "provisions")}
    assert {row["provision_id"] for row in rows} <= ids


# A short name that has nothing of the words before it: where these begin is a guess. Initials are something.
@pytest.mark.parametrize(
    ("lang", "sentence", "unsure"),
    [
        ("ru", "Сбор информации осуществляет организация (далее - оператор).", True),
        ("ky", "Маалыматты чогултууну жүргүзгөн уюм (мындан ары – оператор) жооп берет.", True),
        ("kk", "Құжаттарды қабылдайтын тұлға (бұдан әрі – оператор) жауап береді.", True),
        ("ru", "Создаются общественные советы по оценке качества (далее - общественный совет).", False),
        ("ky", "Ош технологиялык университетинде (мындан ары – ОшТУ) окутуу жүргүзүлөт.", False),
        ("kk", "Білім беру ұйымдары (бұдан әрі – ұйымдар) оқытады.", False),
    ],
)
def test_a_term_of_which_its_short_name_has_nothing(lang: str, sentence: str, unsure: bool) -> None:
    extraction = parse(f"{HEAD[lang]}1. {sentence}\n2. Биринчи.\n")
    [definition] = rows_of(extraction, "definitions")
    told = [one.row_id for one in extraction.findings if one.code == "term_unsure"]
    assert told == [definition.row_id] * unsure
