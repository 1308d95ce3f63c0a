"""The languages of one act side by side: which provision answers which, and where they differ."""

from __future__ import annotations

from pipeline.link.languages import link_languages
from pipeline.model import Extraction
from tests.parse.sample import columns_of, parse, rows_of

ACT = """
**ТОКТОМ**

2031-жылдын 5-майы, № 12

**Окуу тууралуу**

Кыргыз Республикасынын Министрлер Кабинети токтом кылат:

1. Бул Жободо төмөнкүдөй түшүнүктөр колдонулат:

1) **онлайн курс** – Интернет аркылуу билимдерди алууга мүмкүндүк берүүчү окуу программасы.

2. Онлайн билим берүү уюму сабактардын 20 %ынан кем эмесин синхрондук режимде өткөрүүгө милдеттүү.

3. Бул токтом жети күн өткөндөн кийин күчүнө кирет.

**ПОСТАНОВЛЕНИЕ**

от 5 мая 2031 года № 12

**Об обучении**

Кабинет Министров Кыргызской Республики постановляет:

1. В настоящем Положении используются следующие понятия:

1) **онлайн-курс** – учебная программа, позволяющая получить знания через Интернет.

2. Онлайн-образовательная организация обязана проводить не менее 30 % занятий в синхронном режиме.

3. Настоящее постановление вступает в силу по истечении семи дней.

4. Контроль возложить на управление делами.
"""


def linked(text: str = ACT) -> Extraction:
    return link_languages(parse(text))


def test_each_provision_has_its_twin() -> None:
    rows = [columns_of(row) for row in rows_of(linked(), "alignments")]
    pairs = [
        tuple(str(row[side] or "").rpartition("body:")[2] for side in ("left_provision_id", "right_provision_id"))
        for row in rows
        if row["unit"] == "provision"
    ]
    twins = ("preamble", "point-1", "point-1:subpoint-1", "point-2", "point-3")
    assert sorted(pairs) == sorted([*((one, one) for one in twins), ("", "point-4")])
    sentence = next(row for row in rows if row["unit"] == "sentence" and "жети күн" in str(row["left_text"]))
    assert sentence["right_text"] == "Настоящее постановление вступает в силу по истечении семи дней."


def test_what_differs_is_found_with_both_quotes() -> None:
    found = [one for one in linked().findings if one.code == "languages_differ" and one.table_name == "provisions"]
    missing, percentage = sorted(found, key=lambda one: "percentage" in one.message)
    assert missing.message == "printed in ru but not in ky: 'Контроль возложить на управление делами.'"
    assert "20 %" in percentage.message
    assert "30 %" in percentage.message
    assert percentage.row_id == "kg-2031-12:ky:body:point-2"


def test_one_concept_has_one_key() -> None:
    rows = [columns_of(row) for row in rows_of(linked(), "definitions")]
    assert [row["term"] for row in rows] == ["онлайн курс", "онлайн-курс"]
    assert len({row["concept_key"] for row in rows}) == 1


def test_one_language_has_nothing_to_be_compared_with() -> None:
    half = ACT.partition("**ПОСТАНОВЛЕНИЕ**")[0]
    extraction = parse(half)
    assert link_languages(extraction) is extraction


def test_norms_of_both_languages_are_compared() -> None:
    text = ACT.replace("20 %ынан кем эмесин синхрондук режимде өткөрүүгө милдеттүү", "20 %ын өткөрөт")
    found = [one.message for one in linked(text).findings if one.code == "norms_differ"]
    assert len(found) == 1
    assert "ru: obligation" in found[0]
