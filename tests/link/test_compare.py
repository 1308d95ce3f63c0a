"""What two languages of one provision say differently, and what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.link.compare import compare


# pairs that say the same, as a reader of both finds
@pytest.mark.parametrize(
    ("left", "right"),
    [
        # number in words and in digits
        ("он төрт күндүн ичинде", "в течение 14 дней"),
        ("жети күн өткөндөн кийин", "по истечении семи дней"),
        ("30 миңден кем эмес шайлоочу", "не менее 30 тысяч избирателей"),
        ("депутаттардын үчтөн экисинен кем эмес", "не менее двух третей депутатов"),
        # an article and a pronoun that only look like numbers
        ("Ар бир адам жашоого укуктуу", "Каждый имеет право на жизнь"),
        ("ата-эненин (экөөнүн бири)", "родители (один из них)"),
        # percentages
        ("көлөмүнүн 20 %ынан кем эмес", "не менее 20 % от общего объема"),
        ("жүз пайыз мамлекеттик катышуу", "со стопроцентным государственным участием"),
        # references, in the order of each language, as a list and as a range
        ("Мыйзамынын 21-беренесин, 13, 17-беренелерине ылайык", "статьи 21 Закона, статьями 13, 17"),
        ("5-берененин 2-бөлүгүнүн 1) пунктчасы", "подпункт 1) части 2 статьи 5"),
        ("ушул берененин 1-3-пункттары", "пункты 1, 2 и 3 настоящей статьи"),
        ("Кодекстин V бөлүгүндө", "разделом V Кодекса"),
        # dates and numbers of acts
        ("2025-жылдын 17-февралындагы № 77 токтому", "постановление от 17 февраля 2025 года № 77"),
        ("12.10.2015-ж.", "12 октября 2015 г."),
        # and/or in two spellings
        ("анкета жана (же) сурамжылоо", "анкетирование и/или опрос"),
        # a semicolon for a comma
        ("жарлыктарды бекитет, маселелерди чечет", "утверждает указы; решает вопросы"),
    ],
)
def test_translations_do_not_differ(left: str, right: str) -> None:
    assert compare(left, right, "ky", "ru") == []
    assert compare(right, left, "ru", "ky") == []


def told(left: str, right: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (found.aspect, found.left and left[slice(*found.left)], found.right and right[slice(*found.right)])
        for found in compare(left, right, "ky", "ru")
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("30 күн", "20 дней", [("number", "30", "20")]),
        ("он беш күн", "14 дней", [("number", "он беш", "14")]),
        ("үч айдын ичинде", "в течение срока", [("number", "үч", None)]),
        ("20 %ынан кем эмес", "не менее 25 %", [("percentage", "20 %", "25 %")]),
        ("14-берене", "статья 15", [("reference", "14", "15")]),
        # chapters are no articles: article 169 of the Family Code of 2003
        ("ушул Кодекстин 35-38-главаларында", "статьями 35-38 настоящего Кодекса", [("reference", "35-38", "35-38")]),
        ("13, 17-беренелерине", "статьей 13", [("reference", "17", None)]),
        # the day of an amending law in the same code
        (
            "2005-жылдын 25-февралындагы № 38",
            "от 28 февраля 2005 года № 38",
            [("date", "2005-жылдын 25-февралындагы", "28 февраля 2005 года")],
        ),
        ("№ 99 Мыйзамы", "Закон № 60", [("reference", "№ 99", "№ 60")]),
        # article 46 of the Land Code of 2025
        (
            "Имарат жана/же курулма имаратка жана курулмага бекитилген",
            "Здание и/или сооружение закреплено за зданием и/или сооружением",
            [("scope", "жана/же", "и/или сооружение закреплено за зданием и/или")],
        ),
        ("а; б; в", "а; б; в; г", [("count", "; б;", "; б; в;")]),
    ],
)
def test_differences_are_told_with_their_places(
    left: str, right: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(left, right) == expected


def test_messages_name_the_unit_and_the_side() -> None:
    (found,) = compare("35-38-главаларында", "статьями 35-38", "ky", "ru")
    assert found.message == "reference: chapter 35-38 on the left, article 35-38 on the right"
    (found,) = compare("13, 17-беренелерине", "статьей 13", "ky", "ru")
    assert found.message == "reference: article 17 only on the left"


# article 12 of the Declaration of Human Rights: the Kazakh text has one sentence, the Russian two
def test_a_sentence_that_one_side_lacks_is_told() -> None:
    kk = (
        "Әр адам жеке және отбасылық өміріне өзгелердің өз бетінше араласуынан, озбырлық жасап баспанасына, "
        "хат жазысып-алысу құпиясына қол сұғуынан қорғалуға құқығы бар."
    )
    ru = (
        "Никто не может подвергаться произвольному вмешательству в его личную и семейную жизнь, произвольным "
        "посягательствам на неприкосновенность его жилища, тайну его корреспонденции. Каждый человек имеет право "
        "на защиту закона от такого вмешательства или таких посягательств."
    )
    (found,) = compare(kk, ru, "kk", "ru")
    assert (found.aspect, found.left) == ("sentences", None)
    assert found.right
    assert ru[slice(*found.right)].startswith("Каждый человек")


def test_a_text_that_is_not_there_is_no_difference() -> None:
    assert compare("", "20 дней", "ky", "ru") == []


@given(
    st.lists(st.sampled_from(["20", "%", "14-берене", "он", "миң", "№ 5", ";", "жана/же", "Сот.", "1)"])).map(" ".join)
)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert compare(text, text, "ky", "ky") == []
