"""Dates and numbers that stand together, and what they are said of."""

from __future__ import annotations

import pytest

from pipeline.parse.requisites import Requisites, find_requisites, split_sentences


def seen(text: str, one: Requisites) -> tuple[str, str, str, str, str]:
    """Return role, date, number, issuer as printed, and kind."""
    return (
        one.role,
        one.date.key if one.date else "",
        one.number.key,
        text[one.issuer.start : one.issuer.end] if one.issuer else "",
        one.kind.key if one.kind else "",
    )


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # the act's own: alone on a line, in either order
        ("ky", "2014-жылдын 26-июну № 354", ("own", "2014-06-26", "354", "", "")),
        ("ru", "от 20 января 2014 г. № 22", ("own", "2014-01-20", "22", "", "")),
        ("ru", "№ 5 от 2 мая 2010 года", ("own", "2010-05-02", "5", "", "")),
        # or in a sentence with its issuer and kind
        (
            "kk",
            "Қазақстан Республикасы Білім және ғылым министрінің 2018 жылғы 30 қазандағы № 595 бұйрығы.",
            ("own", "2018-10-30", "595", "Қазақстан Республикасы Білім және ғылым министрінің", "order"),
        ),
        # its registration, the verb before or behind the number
        (
            "kk",
            "Әділет министрлігінде 2007 жылғы 24 желтоқсанда мемлекеттік тіркеудің тізіліміне N 5055 болып енгізілді.",
            ("registered", "2007-12-24", "5055", "Әділет министрлігінде", ""),
        ),
        (
            "kk",
            "Әділет министрлігінде 2018 жылғы 31 қазанда № 17657 болып тіркелді.",
            ("registered", "2018-10-31", "17657", "Әділет министрлігінде", ""),
        ),
        (
            "ru",
            "Зарегистрировано в Минюсте России 21 февраля 2014 г. № 31377",
            ("registered", "2014-02-21", "31377", "Минюсте России", ""),
        ),
        # its repeal
        (
            "kk",
            "Күші жойылды - ҚР Білім және ғылым министрінің 2010.02.08 № 40 бұйрығымен.",
            ("repealed", "2010-02-08", "40", "ҚР Білім және ғылым министрінің", "order"),
        ),
        (
            "ru",
            "Утратил силу приказом Министерства образования и науки от 3 июня 2015 года № 700/1.",
            ("repealed", "2015-06-03", "700/1", "Министерства образования и науки", ""),
        ),
        # a protocol adopts
        (
            "ky",
            "Окумуштуулар кеңешинин 2025-жылдын 28-апрелиндеги № 7 протоколу менен",
            ("adopted", "2025-04-28", "7", "Окумуштуулар кеңешинин", "protocol"),
        ),
        # a number without a date
        ("ky", "№ 77 токтом", ("own", "", "77", "", "decree")),
    ],
)
def test_role(lang: str, text: str, expected: tuple[str, str, str, str, str]) -> None:
    (one,) = find_requisites(text, lang)
    assert seen(text, one) == expected


# Several amendments in one note: each number has the date before it, and the note is cut by line breaks.
@pytest.mark.parametrize(
    ("lang", "text", "pairs"),
    [
        (
            "ky",
            "(КР Өкмөтүнүн 2018-жылдын 11-апрелиндеги №\n197, 2018-жылдын 11-июнундагы № 279,\n"
            "2019-жылдын 24-октябрындагы № 572 токтомдорунун редакцияларына ылайык)",
            [("2018-04-11", "197"), ("2018-06-11", "279"), ("2019-10-24", "572")],
        ),
        (
            "ru",
            "(В редакции постановлений Правительства КР от 2 июня 2006 года № 404, 29 мая 2012 года № 346)",
            [("2006-06-02", "404"), ("2012-05-29", "346")],
        ),
        (
            "kk",
            "Ескерту. Тізбе жаңа редакцияда - ҚР Білім және ғылым министрлігінің 2008.06.25 N 379",
            [("2008-06-25", "379")],
        ),
    ],
)
def test_amendments(lang: str, text: str, pairs: list[tuple[str, str]]) -> None:
    found = find_requisites(text, lang)
    assert {one.role for one in found} == {"amended"}
    assert [(one.date.key if one.date else "", one.number.key) for one in found] == pairs


# Own, registration and repeal in three sentences of one paragraph.
def test_sentences_keep_roles_apart() -> None:
    text = (
        "Қазақстан Республикасы Білім және ғылым министрінің 2007 жылғы 3 желтоқсандағы N 602 Бұйрығы. Қазақстан "
        "Республикасының Әділет министрлігінде 2007 жылғы 24 желтоқсанда мемлекеттік тіркеудің тізіліміне N 5055 болып "
        "енгізілді. Күші жойылды - Қазақстан Республикасы Білім және ғылым министрінің 2010 жылғы 8 ақпандағы № 40 "
        "бұйрығымен."
    )
    found = [(one.role, one.number.key, one.date and one.date.key) for one in find_requisites(text, "kk")]
    assert found == [
        ("own", "602", "2007-12-03"),
        ("registered", "5055", "2007-12-24"),
        ("repealed", "40", "2010-02-08"),
    ]


# "2008.06.25. N 379" doesn't end a sentence, "бұйрығы. Қазақстан" does.
def test_full_stops() -> None:
    text = "ҚР министрінің 2008.06.25. N 379 бұйрығы. Күші жойылды."
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "ҚР министрінің 2008.06.25. N 379 бұйрығы.",
        "Күші жойылды.",
    ]


# A law cited with its date and no number is nobody's requisites.
def test_no_number_no_requisites() -> None:
    assert find_requisites("2007 жылғы 27 шілдедегі Заңына сәйкес", "kk") == []
