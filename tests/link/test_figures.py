"""Figures: what they are worth, in words and digits, and where."""

import pytest

from pipeline.link.figures import find_figures, normalize_num


def values(text: str, lang: str) -> list[str]:
    return [found.value for found in find_figures(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ky", "он төрт", ["14"]),
        ("ky", "жүз жыйырма беш", ["125"]),
        ("ky", "эки жүз элүү", ["250"]),
        ("ky", "30 миңден кем эмес", ["30000"]),
        ("ky", "беш миң үч жүз", ["5300"]),
        ("kk", "он екі ай", ["12"]),
        ("kk", "екі мың он жеті", ["2017"]),
        ("ru", "четырнадцати дней", ["14"]),
        ("ru", "сто двадцать пять", ["125"]),
        ("ru", "тридцати тысяч избирателей", ["30000"]),
        ("ru", "два миллиона пятьсот тысяч", ["2500000"]),
        ("ru", "1 500 000 сомов", ["1500000"]),
        ("ru", "1,5 миллиона", ["1500000"]),
        ("ru", "урожайностью менее 0,8 ц", ["0.8"]),
        # two numbers, not one
        ("ky", "үчтөн экисинен кем эмес", ["3", "2"]),
        ("ru", "двух третей", ["2", "3"]),
        ("ru", "в течение 5 (пяти) дней", ["5", "5"]),
        # words that only begin like a number
        ("ky", "үчүн, онлайн, алтын, жетимиштен", ["70"]),
        ("ky", "жүзөгө ашырат", []),
        ("ru", "семью, семинар, стопа", []),
        ("ru", "площадь 20 м2", ["20"]),
    ],
)
def test_numbers_are_read(lang: str, text: str, expected: list[str]) -> None:
    assert values(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ky", "конституциялык Мыйзамынын 13, 17-беренелерине", [("13", "article"), ("17", "article")]),
        ("ru", "статьями 13, 17 конституционного Закона", [("13", "article"), ("17", "article")]),
        ("kk", "14-баптың 3-тармағы", [("14", "article"), ("3", "point")]),
        ("ky", "5-берененин 2-бөлүгүнүн 1) пунктчасы", [("5", "article"), ("2", "part"), ("1", "subpoint")]),
        ("ru", "подпункт 1) части 2 статьи 5", [("1", "subpoint"), ("2", "part"), ("5", "article")]),
        # the number behind a unit belongs to the next one
        ("ky", "ушул берененин 8-10-пункттарында", [("8", "point"), ("9", "point"), ("10", "point")]),
        ("ru", "пунктах 8-10 настоящей статьи", [("8", "point"), ("9", "point"), ("10", "point")]),
        ("ky", "II главасы", [("2", "chapter")]),
        # an article put in between, not a range
        ("ky", "14-1-берене", [("14-1", "article")]),
        ("ru", "статья 14¹", [("14-1", "article")]),
        ("ru", "приказ № 124 - ИБ", [("124-иб", "act")]),
        # a preposition is no Roman numeral
        ("ru", "статьи с изменениями, статья С 1 января", []),
        # two parts, not part 2
        ("ky", "эки бөлүктөн", []),
    ],
)
def test_references_are_read(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.value, f.unit) for f in find_figures(text, lang) if f.aspect == "reference"] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ky", "көлөмүнүн 20 %ынан кем эмес", ["20"]),
        ("ky", "жүз пайыз", ["100"]),
        ("ru", "стопроцентным участием", ["100"]),
        ("ru", "20 (двадцати) процентов", ["20", "20"]),
        # half a percent is neither one nor two
        ("ru", "одной второй процента", []),
        ("ky", "экиден бир пайыз", []),
    ],
)
def test_percentages_are_read(lang: str, text: str, expected: list[str]) -> None:
    assert [found.value for found in find_figures(text, lang) if found.aspect == "percentage"] == expected


def test_a_date_is_no_number_and_every_figure_has_its_place() -> None:
    text = "2025-жылдын 17-февралы, № 77, 21-беренеси"
    found = find_figures(text, "ky")
    assert [(f.aspect, f.value) for f in found] == [("date", "2025-02-17"), ("reference", "77"), ("reference", "21")]
    assert [text[f.start : f.end] for f in found] == ["2025-жылдын 17-февралы", "№ 77", "21"]


@pytest.mark.parametrize(
    ("ky", "ru"), [("1-", "1."), ("БИРИНЧИ", "ПЕРВЫЙ"), ("IV", "ІV"), ("а)", "а."), ("14¹", "14-1"), ("3.2", "3-2")]
)
def test_numbers_of_provisions_are_spelled_alike(ky: str, ru: str) -> None:
    assert normalize_num(ky, "ky") == normalize_num(ru, "ru")
