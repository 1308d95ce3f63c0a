"""Citations of provisions: what they name, and what is no citation; typed by reading the texts below."""

from __future__ import annotations

import pytest

from tests.parse.sample import columns_of, parse, rows_of
from tests.parse.test_amendments import HEAD

COLUMNS = ("lang", "cited_kind", "cited_title", "cited_number", "cited_date", "cited_locator")


def citations(text: str) -> list[tuple[object, ...]]:
    rows = [columns_of(row) for row in rows_of(parse(text), "citations")]
    return [tuple(str(row[column]) if row.get(column) else "" for column in COLUMNS) for row in rows]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ky",
            "1. “Билим берүү жөнүндө” Кыргыз Республикасынын Мыйзамынын 14, 15-беренелерине\nылайык.",
            [("ky", "law", "Билим берүү жөнүндө", "", "", "('article 14', 'article 15')")],
        ),
        # a title in the other language stands for itself
        (
            "ky",
            "1. Токтом (Закон Кыргызской Республики “Об образовании” от 30 апреля 2003 года № 92) колдонулат.",
            [("ru", "law", "Об образовании", "92", "2003-04-30", "")],
        ),
        # a code is named by its own words
        (
            "ru",
            "1. Спор решается по статье 5 Трудового кодекса Российской Федерации.",
            [("ru", "code", "Трудового кодекса Российской Федерации", "", "", "('article 5',)")],
        ),
        # … beside its date and number too
        (
            "ru",
            "1. Вода берется по статье 9 Водного кодекса Республики Казахстан от 9 июля 2003 года.",
            [("ru", "code", "Водного кодекса Республики Казахстан", "", "2003-07-09", "('article 9',)")],
        ),
        (
            "kk",
            "1. Су Қазақстан Республикасының 2003 жылғы 9 шілдедегі Су кодексінің 9-бабына сәйкес алынады.",
            [("kk", "code", "Су кодексінің", "", "2003-07-09", "('article 9',)")],
        ),
        # a model regulation is named by what it is about
        (
            "ky",
            "1. Бул эрежелер иштелип чыгып, лицей жөнүндө типтүү жобонун талаптарына ылайыкташтырылды.",
            [("ky", "regulation", "лицей жөнүндө типтүү жобонун", "", "", "")],
        ),
        # … where it is meant: not approved, not this one
        ("ky", "1. Лицей, мектеп жөнүндө типтүү жобо бекитилсин. 2. Ушул типтүү жобонун талаптары.", []),
        # what approves a document of policy doesn't cite it
        ("ru", "1. Утвердить прилагаемую Концепцию «Цифровой Кыргызстан 2019-2023».", []),
        (
            "ru",
            "1. Работа ведется по Концепции «Цифровой Кыргызстан 2019-2023».",
            [("ru", "concept", "Цифровой Кыргызстан 2019-2023", "", "", "")],
        ),
        # the act itself, and what amended it
        (
            "ru",
            "1. Постановление Правительства от 26 июня 2014 года № 354 применяется.\n"
            "(В редакции постановления Правительства КР от 11.04.2018 № 197)\n2. Настоящее постановление действует.",
            [],
        ),
    ],
)
def test_citations(lang: str, text: str, expected: list[tuple[object, ...]]) -> None:
    assert citations(HEAD[lang] + text) == expected


def test_an_act_cites_no_policy_that_its_title_approves() -> None:
    head = HEAD["ru"].replace("Об обучении", "Об утверждении Государственной программы «Цифровая школа 2030»")
    text = "1. Государственная программа «Цифровая школа 2030» исполняется, как и Стратегия «Казахстан-2050»."
    (row,) = rows_of(parse(head + text), "citations")
    assert columns_of(row)["cited_title"] == "Казахстан-2050"


# The title says it in another case than the text.
@pytest.mark.parametrize(
    ("lang", "old", "title", "text"),
    [
        (
            "ru",
            "Об обучении",
            "Об утверждении Концепции развития образования в Кыргызской Республике на 2021-2030 годы",
            "1. Концепция развития образования в Кыргызской Республике на 2021-2030 годы определяет цели.",
        ),
        (
            "ky",
            "Окуу жөнүндө",
            "“2021-2040-жылдарга билим берүүнү өнүктүрүү программасын” бекитүү жөнүндө",
            "1. Министрлик “2021-2040-жылдарга билим берүүнү өнүктүрүү программасынын” аткарылышын камсыз кылсын.",
        ),
    ],
)
def test_an_act_cites_no_policy_that_its_title_approves_in_any_case(lang: str, old: str, title: str, text: str) -> None:
    assert citations(HEAD[lang].replace(old, title) + text + "\n2. Контроль.\n") == []


def test_an_act_cites_no_policy_that_a_list_approves() -> None:
    policy = "Концепцию развития образования Кыргызской Республики на 2021-2030 годы"
    assert citations(f"{HEAD['ru']}1. Утвердить:\n1) {policy};\n2) порядок.\n2. Контроль.\n") == []
    (cited,) = citations(f"{HEAD['ru']}1. Министерству:\n1) исполнить {policy};\n2) учесть.\n2. Контроль.\n")
    assert cited[1:3] == ("concept", policy)


def test_an_article_cites_without_being_an_act() -> None:
    text = "Аралыктан окутуунун маселелери\n\nМакалада “Билим берүү жөнүндө” Кыргыз Республикасынын Мыйзамы талданат.\n"
    extraction = parse(text)
    (row,) = rows_of(extraction, "citations")
    assert extraction.act_id is None
    assert (row.cells["act_id"], row.cells["provision_id"]) == (None, None)
    assert columns_of(row)["cited_title"] == "Билим берүү жөнүндө"


# A law is numbered with its session, which a Cyrillic keyboard types in letters of its own; one letter may be no sign.
@pytest.mark.parametrize(
    ("printed", "number", "told"),
    [
        ("2737-ІХ", "2737-IX", 1),
        # of both scripts, and where a line ends
        ("319-IХ", "319-IX", 1),
        ("45-\nХІ", "45-XI", 1),
        ("2737-IX", "2737-IX", 0),
        ("45-Х", "45-Х", 1),
        ("120-П", "120-П", 0),
    ],
)
def test_a_session_in_cyrillic_letters(printed: str, number: str, told: int) -> None:
    extraction = parse(f"{HEAD['kk']}1. ҚР 1998 жылғы 3 маусымдағы № {printed} Заңына сәйкес.\n2. Мерзім.\n")
    [row] = map(columns_of, rows_of(extraction, "citations"))
    assert row["cited_number"] == number
    assert [one.code for one in extraction.findings] == ["suspected_misprint"] * told
