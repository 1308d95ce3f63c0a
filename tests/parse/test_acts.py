"""The identity of an act from its head: kind, number, date, issuer, title, signature, registration, repeal, edition."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parse.sample import act_of, codes, columns_of, found, parse, rows_of
from tests.parse.texts import (
    AMENDED_RU,
    DECREE_KY,
    DECREE_RU,
    GOVERNMENT_KY,
    LAW_KK,
    LAW_KY,
    LAW_RU,
    ORDER_KK,
    ORDER_RU,
    REGULATION_KY,
    REPEALED_RU,
    TWO_LANGUAGES,
    TWO_LETTERHEADS,
    TWO_STAMPS_KY,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a decree of the government: the letterhead, the kind alone, the date, the title, the enacting word, the points
        (
            GOVERNMENT_KY,
            {
                "act_id": "kg-2011-496",
                "kind": "decree",
                "jurisdiction": "KG",
                "issuer": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ",
                "number": "496",
                "date": date(2011, 8, 23),
                "title_ky": "Кесиптик билим берүү уюмдарынын ишин жөнгө салуучу ченемдик актыларды бекитүү жөнүндө",
                "signatory": "А. Атамбаев",
                "effective_rule": "Бул токтом расмий жарыяланган күндөн тартып он күн өткөндөн кийин күчүнө кирет.",
                "languages": ("ky",),
                "status": "in_force",
                "text_state": "as_enacted",
                "consolidated_to": None,
                "registration_number": None,
            },
        ),
        # a law names its kind in its first line and no issuer
        (
            LAW_KY,
            {
                "act_id": "kg-2023-179",
                "kind": "law",
                "number": "179",
                "date": date(2023, 8, 11),
                "title_ky": "Билим берүү жөнүндө",
                "signatory": "С. Жапаров",
                "issuer": None,
            },
        ),
        # a decree of the president
        (
            DECREE_KY,
            {
                "act_id": "kg-2022-225",
                "kind": "decree",
                "issuer": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ПРЕЗИДЕНТИ",
                "date": date(2022, 7, 8),
                "title_ky": "Илим жана инновация чөйрөсүн өнүктүрүү жөнүндө",
                "signatory": "С. Жапаров",
            },
        ),
        # in Russia date and number stand below the signature, the issuer below the kind
        (
            DECREE_RU,
            {
                "act_id": "ru-2018-204",
                "kind": "decree",
                "jurisdiction": "RU",
                "issuer": "ПРЕЗИДЕНТА РОССИЙСКОЙ ФЕДЕРАЦИИ",
                "number": "204",
                "date": date(2018, 5, 7),
                "title_ru": "О национальных целях развития Российской Федерации",
                "signatory": "В.Путин",
                "effective_rule": "Настоящий Указ вступает в силу со дня его подписания.",
            },
        ),
        # the registration above the head is not the order's own date
        (
            ORDER_RU,
            {
                "act_id": "ru-2014-22",
                "kind": "order",
                "issuer": "МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ",
                "number": "22",
                "date": date(2014, 1, 20),
                "registration_number": "31377",
                "registration_date": date(2014, 2, 21),
                "title_ru": "Об утверждении перечней профессий и специальностей, реализация образовательных программ "
                "по которым не допускается с применением исключительно электронного обучения",
                "signatory": "Д.В. Ливанов",
            },
        ),
        # issuer, date, number and kind in a sentence, the registration in the next one
        (
            ORDER_KK,
            {
                "act_id": "kz-2018-595",
                "kind": "order",
                "jurisdiction": "KZ",
                "issuer": "Қазақстан Республикасы Білім және ғылым министрінің",
                "number": "595",
                "date": date(2018, 10, 30),
                "registration_number": "17657",
                "registration_date": date(2018, 10, 31),
                "title_kk": "Оқу бағдарламаларын бекіту туралы",
                "signatory": "Е. Сағадиев",
            },
        ),
        # numbers with Roman figures and letters
        (LAW_KK, {"act_id": "kz-2007-319-iii", "kind": "law", "number": "319-III", "title_kk": "Білім туралы"}),
        (
            LAW_RU,
            {
                "act_id": "ru-2012-273-fz",
                "kind": "law",
                "number": "273-ФЗ",
                "title_ru": "Об образовании в Российской Федерации",
            },
        ),
        # several amendments: the newest counts, and none of them is the act's own date
        (
            AMENDED_RU,
            {
                "act_id": "kg-2004-53",
                "date": date(2004, 2, 3),
                "text_state": "consolidated",
                "consolidated_to": date(2021, 4, 5),
                "status": "in_force",
            },
        ),
        # a repeal
        (
            REPEALED_RU,
            {
                "act_id": "kg-2009-411-1",
                "number": "411/1",
                "status": "repealed",
                "repealed_by_number": "700/1",
                "repealed_by_date": date(2015, 6, 3),
                "title_ru": "О порядке приема студентов",
                "text_state": "as_enacted",
            },
        ),
        # a regulation approved by one stamp, and by two
        (
            REGULATION_KY,
            {
                "act_id": "kg-2019-ykmu-17",
                "kind": "regulation",
                "issuer": "ЫСЫК-КӨЛ МАМЛЕКЕТТИК УНИВЕРСИТЕТИ",
                "number": "17",
                "date": date(2019, 3, 5),
                "title_ky": "ОКУУНУ УЮШТУРУУ ЖӨНҮНДӨ ЖОБО",
                "adopted_by": None,
                "adopted_date": None,
            },
        ),
        (
            TWO_STAMPS_KY,
            {
                "act_id": "kg-2025-nmu-12-ib",
                "kind": "regulation",
                "issuer": "НАРЫН МАМЛЕКЕТТИК УНИВЕРСИТЕТИ",
                "number": "12-ИБ",
                "date": date(2025, 5, 20),
                "adopted_by": "НМУнун окумуштуулар кеңешинин",
                "adopted_number": "7",
                "adopted_date": date(2025, 4, 28),
                "title_ky": "НАРЫН МАМЛЕКЕТТИК УНИВЕРСИТЕТИНИН ОНЛАЙН ОКУУ ЖӨНҮНДӨ ЖОБОСУ",
            },
        ),
        # both letterheads stand on the page of each language
        (
            TWO_LETTERHEADS,
            {
                "act_id": "kg-2024-41",
                "kind": "decree",
                "issuer": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ПРЕЗИДЕНТИНИН",
                "number": "41",
                "date": date(2024, 2, 5),
                "title_ky": "Мамлекеттик китепканага «улуттук» деген макам берүү жөнүндө",
                "title_ru": "О присвоении государственной библиотеке статуса «национальная»",
                "signatory": "А.Б. Асанов",
                "languages": ("ky", "ru"),
            },
        ),
    ],
)
def test_identity(text: str, expected: dict[str, object]) -> None:
    act = act_of(text)
    assert {name: act.get(name) for name in expected} == expected


# Each value's evidence is the characters it was read from.
def test_evidence_of_an_act() -> None:
    source = DECREE_RU.strip("\n")
    (act,) = rows_of(parse(DECREE_RU), "acts")
    quotes = {
        name: [source[piece.start : piece.end] for witness in value.witnesses for piece in witness.pieces]
        for name, value in act.values.items()
    }
    assert quotes["number"] == ["204"]
    assert quotes["date"] == ["7 мая 2018 года"]
    assert quotes["kind"] == ["УКАЗ"]
    assert quotes["signatory"] == ["В.Путин"]


# Two languages of one act agree, or a finding names the line of the one that differs.
def test_two_languages_agree() -> None:
    act = act_of(TWO_LANGUAGES.format(number="77"))
    assert act["languages"] == ("ky", "ru")
    assert act["title_ky"] == "Онлайн окутууга жол берилбеген адистиктердин тизмегин бекитүү тууралуу"
    assert act["title_ru"] == "Об утверждении перечня специальностей, по которым не допускается онлайн-обучение"
    assert act["issuer"] == "Кыргыз Республикасынын Министрлер Кабинети"
    assert found(parse(TWO_LANGUAGES.format(number="77")), TWO_LANGUAGES) == []


# Neither the letterhead of the other language nor the line that tells who signed is an annex.
def test_two_letterheads_make_no_annex() -> None:
    extraction = parse(TWO_LETTERHEADS)
    assert extraction.findings == ()
    provisions = [
        (row.cells["lang"], row.cells["part"], row.cells["kind"]) for row in rows_of(extraction, "provisions")
    ]
    assert provisions == [(lang, "body", kind) for lang in ("ky", "ru") for kind in ("preamble", "point", "point")]


# A file that begins with the stamp of an annex holds no act of its own: the stamp tells whose annex it is.
def test_an_annex_alone() -> None:
    text = """
        ПРИЛОЖЕНИЕ
        к приказу Министерства
        образования и науки
        Кыргызской Республики
        от 4.02.2021 года
        № 18/1

        **ПОЛОЖЕНИЕ**
        **о порядке выдачи справок**

        1. Справка выдается бесплатно.
        """
    act = act_of(text)
    named = {name: act[name] for name in ("kind", "number", "date", "jurisdiction", "languages")}
    assert named == {
        "kind": "order",
        "number": "18/1",
        "date": date(2021, 2, 4),
        "jurisdiction": "KG",
        "languages": ("ru",),
    }
    assert codes(parse(text).findings) == ["body_missing"]


# A portal's lines above a Russian order: where it was published comes before where it was registered.
def test_published_and_registered() -> None:
    text = """
        ОПУБЛИКОВАНО: ОФИЦИАЛЬНЫЙ ПОРТАЛ, 12.03.2019, N 0001201903120007,
        ЗАРЕГИСТРИРОВАНО В МИНИСТЕРСТВЕ ЮСТИЦИИ РФ 11.03.2019 ПОД N 54008

        **МИНИСТЕРСТВО НАУКИ И ВЫСШЕГО ОБРАЗОВАНИЯ**

        **РОССИЙСКОЙ ФЕДЕРАЦИИ**

        **ПРИКАЗ**

        **20.02.2019 N 77**

        **ОБ УТВЕРЖДЕНИИ ОБРАЗОВАТЕЛЬНОГО СТАНДАРТА**

        **ВЫСШЕГО ОБРАЗОВАНИЯ – БАКАЛАВРИАТ**

        **51.03.06 БИБЛИОТЕЧНО-ИНФОРМАЦИОННАЯ ДЕЯТЕЛЬНОСТЬ**

        В соответствии с Положением приказываю:

        1. Утвердить стандарт.
        """
    act = act_of(text)
    assert {name: act[name] for name in ("number", "date", "registration_number", "registration_date")} == {
        "number": "77",
        "date": date(2019, 2, 20),
        "registration_number": "54008",
        "registration_date": date(2019, 3, 11),
    }
    assert act["title_ru"] == (
        "ОБ УТВЕРЖДЕНИИ ОБРАЗОВАТЕЛЬНОГО СТАНДАРТА ВЫСШЕГО ОБРАЗОВАНИЯ – БАКАЛАВРИАТ "
        "51.03.06 БИБЛИОТЕЧНО-ИНФОРМАЦИОННАЯ ДЕЯТЕЛЬНОСТЬ"
    )


def test_two_languages_differ() -> None:
    text = TWO_LANGUAGES.format(number="78")
    assert act_of(text)["number"] == "77"
    assert ("languages_differ", 15) in found(parse(text), text)


# A post without a name; the same post with one.
@pytest.mark.parametrize(("signature", "codes"), [("Министр", ["signatory_missing"]), ("Министр Е. Сағадиев", [])])
def test_signatory_missing(signature: str, codes: list[str]) -> None:
    text = ORDER_KK.replace("Министр Е. Сағадиев", signature)
    assert [one.code for one in parse(text).findings] == codes


# A name at the end of a point may be that of who signs, run together with it.
def test_a_name_that_may_sign_is_doubted() -> None:
    text = ORDER_KK.replace("енгізіледі.\n\nМинистр", "енгізіледі министр")
    assert [one.code for one in parse(text).findings] == ["signature_unsure"]


# Two ministers give one order, each with a number of his own; its registration is none.
def test_a_joint_order_is_doubted() -> None:
    text = (
        "Об утверждении Правил обучения\n\nСовместный приказ Министра образования и науки Республики Казахстан от 3 "
        "апреля 2018 года № 142 и Министра внутренних дел Республики Казахстан от 11 апреля 2018 года № 267. "
        "Зарегистрирован в Министерстве юстиции Республики Казахстан 27 апреля 2018 года № 16834\n\n"
        'В соответствии с Законом Республики Казахстан "Об образовании" ПРИКАЗЫВАЕМ:\n\n1. Утвердить Правила.\n'
    )
    told = [one.message for one in parse(text).findings if one.code == "joint_act"]
    assert len(told) == 1
    assert "267" in told[0]
    assert not [one for one in parse(ORDER_KK).findings if one.code == "joint_act"]


# The kind stands behind the last number only, and is that of both; the head may have a line for each.
@pytest.mark.parametrize(
    ("lang", "head"),
    [
        (
            "kk",
            "Оқыту туралы\n\nҚазақстан Республикасы Білім министрінің 2018 жылғы 3 сәуірдегі № 142 және Қазақстан "
            "Республикасы Ішкі істер министрінің 2018 жылғы 11 сәуірдегі № 267 бірлескен бұйрығы.",
        ),
        (
            "kk",
            "Қазақстан Республикасы\nБілім министрінің\n2018 жылғы 3 сәуірдегі № 142\nжәне Ішкі істер министрінің\n"
            "2018 жылғы 11 сәуірдегі № 267\nБІРЛЕСКЕН БҰЙРЫҒЫ\n\nОқыту туралы",
        ),
        (
            "ky",
            "Окутуу жөнүндө\n\nКыргыз Республикасынын Билим берүү министринин 2018-жылдын 3-апрелиндеги № 142 жана "
            "Ички иштер министринин 2018-жылдын 11-апрелиндеги № 267 биргелешкен буйругу.",
        ),
    ],
)
def test_a_joint_order_whose_kind_stands_last(lang: str, head: str) -> None:
    extraction = parse(f"{head}\n\n1. Бекітілсін.\n2. Мерзім.\n")
    [act] = map(columns_of, rows_of(extraction, "acts"))
    assert (act["kind"], act["number"], str(act["date"])) == ("order", "142", "2018-04-03")
    assert str(act[f"title_{lang}"]).split()[0] in ("Оқыту", "Окутуу")
    assert [one.code for one in extraction.findings] == ["joint_act"]


# One person is published as signatory; the finding names the other.
def test_two_signatories() -> None:
    extraction = parse(ORDER_KK.replace("Министр Е. Сағадиев", "Министр Е. Сағадиев\nМинистр Б. Бекетов"))
    [act] = map(columns_of, rows_of(extraction, "acts"))
    assert act["signatory"] == "Е. Сағадиев"
    assert [one.message.partition(" signs")[0] for one in extraction.findings] == ["Б. Бекетов"]


# The body that gives an order stands in a line of its own above the title.
def test_a_body_above_a_title_is_no_part_of_it() -> None:
    above = "Қазақстан Республикасы Білім және ғылым министрлігі\n\n"
    assert act_of(above + ORDER_KK.lstrip())["title_kk"] == "Оқу бағдарламаларын бекіту туралы"


# An article and a letter are no acts: no kind alone on its line, no number, no stamp.
@pytest.mark.parametrize(
    "text",
    [
        "Аралыктан окутуунун маселелери\n\nМакалада 2014-жылдын 26-июнундагы № 354 токтом талданат жана сын берилет.",
        "Урматтуу кесиптештер!\n\nСиздерге окуу пландары жөнөтүлдү.",
    ],
)
def test_no_act(text: str) -> None:
    extraction = parse(text)
    assert extraction.act_id is None
    assert {row.table for row in extraction.rows} <= {"citations"}
    assert {one.rule for one in extraction.destinies if one.fate != "value"} == {"not_an_act"}


# Lists without an act are kept under the source's id, and said to be unidentified.
def test_lists_without_an_act() -> None:
    extraction = parse("Тизмек\n\n060101 Дарылоо иши\n060102 Акушердик иш")
    assert extraction.act_id == "sample"
    assert [one.code for one in extraction.findings] == ["act_not_identified", "list_is_catalogue"]
    assert rows_of(extraction, "acts")[0].cells["completeness"] == "incomplete"
    assert len(rows_of(extraction, "list_entries")) == 2
