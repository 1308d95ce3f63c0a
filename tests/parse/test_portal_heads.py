"""How ministries and portals head their acts: where kind, number, date, title, signature and registration stand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parse.sample import act_of, parse, rows_of

# A ministry's page: kind and issuer on one line, the place before the date, the editions in brackets.
KIND_AND_ISSUER = """
ПОСТАНОВЛЕНИЕ ПРАВИТЕЛЬСТВА КЫРГЫЗСКОЙ РЕСПУБЛИКИ

г.Бишкек, от 3 марта 2011 года № 77

Об утверждении Положения о вечерних школах

(В редакции постановления Правительства КР от 9 апреля 2015 года № 210)

В целях развития вечерних школ Правительство Кыргызской Республики постановляет:

1. Утвердить Положение.

2. Настоящее постановление вступает в силу со дня официального опубликования.

Премьер-министр\tА. Асанов
"""
# A legal portal: the act's name as one sentence, its title in quotes, the registration below the signature.
NAME_AND_QUOTED_TITLE = """
Приказ Министерства образования и науки РФ от 11 мая 2010 г. N 508
"Об утверждении перечня профессий, которым не учат заочно"

В соответствии с Положением о министерстве приказываю:

1. Утвердить перечень.

Министр\tА.А. Фомин

Зарегистрировано в Минюсте РФ 2 июня 2010 г.
Регистрационный N 17444
"""
# Another: the registration on top, what amended it in brackets, the title in capitals, two stamps on the annex.
REGISTERED_ABOVE = """
Зарегистрировано в Минюсте России 5 июля 2012 г. N 24810

МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ

ПРИКАЗ
от 1 июня 2012 г. N 449

ОБ УТВЕРЖДЕНИИ ПЕРЕЧНЯ
НАПРАВЛЕНИЙ ПОДГОТОВКИ

Список изменяющих документов
(в ред. Приказов Минобрнауки России от 10.02.2013 N 71,
от 4.09.2014 N 1202)

В соответствии с частью 2 статьи 9 Закона приказываю:

1. Утвердить перечень направлений подготовки (приложение N 1).

Министр
А.А.ФОМИН




Приложение N 1

Утвержден
приказом Министерства образования
и науки Российской Федерации
от 1 июня 2012 г. N 449

ПЕРЕЧЕНЬ

Направления подготовки.
"""
# The title first, then the act's name with its registration; who acts for the minister signs.
TITLE_FIRST_RU = """
Об утверждении перечня специальностей, которым не учат экстерном

Приказ и.о. Министра науки и высшего образования Республики Казахстан от 2 марта 2023 года № 91. Зарегистрирован в \
Министерстве юстиции Республики Казахстан 6 марта 2023 года № 32010

В соответствии с Законом ПРИКАЗЫВАЮ:

1. Утвердить перечень.

и.о. Министра
А. Сериков
"""
TITLE_FIRST_KK = """
Экстернат нысанында оқытылмайтын мамандықтар тізбесін бекіту туралы

Қазақстан Республикасы Ғылым және жоғары білім министрінің м.а. 2023 жылғы 2 наурыздағы № 91 бұйрығы. Қазақстан \
Республикасының Әділет министрлігінде 2023 жылғы 6 наурызда № 32010 болып тіркелді

Заңға сәйкес БҰЙЫРАМЫН:

1. Тізбе бекітілсін.

Министрдің м.а.
А. Серіков
"""
# Date, number and place on a line each between the kind and the title.
PLACE_ABOVE_THE_TITLE = """
Қазақстан Республикасының Ғылым және жоғары білім министрі

БҰЙРЫҚ

2023 жылғы 2 наурыз
№ 91
Астана қаласы

Мамандықтар тізбесін бекіту туралы

Заңға сәйкес БҰЙЫРАМЫН:

1. Тізбе бекітілсін.

Министр                              А. Серіков
"""
# A letter-spaced kind, and date, number and place on one line.
ALL_ON_ONE_LINE = """
МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ
КЫРГЫЗСКОЙ РЕСПУБЛИКИ

П Р И К А З

«14» июня 2018 г.                 № 802/1                   г. Бишкек

Об утверждении перечня направлений

В целях упорядочения приема ПРИКАЗЫВАЮ:

1. Утвердить перечень.

Министр                                  А. Асанова
"""
# A federal law: who adopted it stands above the articles, date and number below the signature.
FEDERAL_LAW = """
РОССИЙСКАЯ ФЕДЕРАЦИЯ

ФЕДЕРАЛЬНЫЙ ЗАКОН

О внесении изменений в Федеральный закон «О вечерних школах»

Принят Государственной Думой                 2 июля 2019 года
Одобрен Советом Федерации                    9 июля 2019 года

Статья 1

Внести изменения.

Статья 2

Настоящий Федеральный закон вступает в силу со дня его официального опубликования.

Президент
Российской Федерации                                  А.Фомин

Москва, Кремль
18 июля 2019 года
№ 180-ФЗ
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            KIND_AND_ISSUER,
            {
                "kind": "decree",
                "issuer": "ПРАВИТЕЛЬСТВА КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
                "number": "77",
                "date": date(2011, 3, 3),
                "title_ru": "Об утверждении Положения о вечерних школах",
                "signatory": "А. Асанов",
                "text_state": "consolidated",
                "consolidated_to": date(2015, 4, 9),
            },
        ),
        (
            NAME_AND_QUOTED_TITLE,
            {
                "kind": "order",
                "issuer": "Министерства образования и науки РФ",
                "number": "508",
                "date": date(2010, 5, 11),
                "title_ru": "Об утверждении перечня профессий, которым не учат заочно",
                "signatory": "А.А. Фомин",
                "registration_number": "17444",
                "registration_date": date(2010, 6, 2),
            },
        ),
        (
            REGISTERED_ABOVE,
            {
                "kind": "order",
                "number": "449",
                "date": date(2012, 6, 1),
                "title_ru": "ОБ УТВЕРЖДЕНИИ ПЕРЕЧНЯ НАПРАВЛЕНИЙ ПОДГОТОВКИ",
                "signatory": "А.А.ФОМИН",
                "registration_number": "24810",
                "registration_date": date(2012, 7, 5),
                "consolidated_to": date(2014, 9, 4),
            },
        ),
        (
            TITLE_FIRST_RU,
            {
                "kind": "order",
                "jurisdiction": "KZ",
                "issuer": "и.о. Министра науки и высшего образования Республики Казахстан",
                "number": "91",
                "date": date(2023, 3, 2),
                "title_ru": "Об утверждении перечня специальностей, которым не учат экстерном",
                "signatory": "А. Сериков",
                "registration_number": "32010",
                "registration_date": date(2023, 3, 6),
            },
        ),
        (
            TITLE_FIRST_KK,
            {
                "kind": "order",
                "number": "91",
                "date": date(2023, 3, 2),
                "title_kk": "Экстернат нысанында оқытылмайтын мамандықтар тізбесін бекіту туралы",
                "signatory": "А. Серіков",
                "registration_number": "32010",
            },
        ),
        (
            PLACE_ABOVE_THE_TITLE,
            {
                "number": "91",
                "date": date(2023, 3, 2),
                "title_kk": "Мамандықтар тізбесін бекіту туралы",
                "signatory": "А. Серіков",
            },
        ),
        (
            ALL_ON_ONE_LINE,
            {
                "kind": "order",
                "issuer": "МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ КЫРГЫЗСКОЙ РЕСПУБЛИКИ",
                "number": "802/1",
                "date": date(2018, 6, 14),
                "title_ru": "Об утверждении перечня направлений",
                "signatory": "А. Асанова",
            },
        ),
        (
            FEDERAL_LAW,
            {
                "kind": "law",
                "jurisdiction": "RU",
                "number": "180-ФЗ",
                "date": date(2019, 7, 18),
                "title_ru": "О внесении изменений в Федеральный закон «О вечерних школах»",
                "signatory": "А.Фомин",
            },
        ),
    ],
)
def test_heads(text: str, expected: dict[str, object]) -> None:
    act = act_of(text)
    assert {name: act.get(name) for name in expected} == expected


# What stands below a signature, a place or a stamp of two lines is no provision and no annex of its own.
@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        (NAME_AND_QUOTED_TITLE, [("body", "preamble"), ("body", "point")]),
        (REGISTERED_ABOVE, [("body", "preamble"), ("body", "point"), ("annex-1", "paragraph")]),
        (TITLE_FIRST_KK, [("body", "preamble"), ("body", "point")]),
    ],
)
def test_parts_of_such_acts(text: str, provisions: list[tuple[str, str]]) -> None:
    found = [(row.cells["part"], row.cells["kind"]) for row in rows_of(parse(text), "provisions")]
    assert found == provisions


# a letterhead whose last line, or first, is a single word; the ministry's short name above it is none of it
@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("КЫРГЫЗ РЕСПУБЛИКАСЫНЫН\nӨКМӨТҮ", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ"),
        ("КЫРГЫЗ РЕСПУБЛИКАСЫНЫН\n\nӨКМӨТҮ", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ"),
        (
            "МОН\n\nКЫРГЫЗ РЕСПУБЛИКАСЫНЫН БИЛИМ БЕРҮҮ ЖАНА ИЛИМ\nМИНИСТРЛИГИ",
            "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН БИЛИМ БЕРҮҮ ЖАНА ИЛИМ МИНИСТРЛИГИ",
        ),
    ],
)
def test_letterhead_with_a_line_of_one_word(letterhead: str, issuer: str) -> None:
    act = act_of(
        f"""
{letterhead}

ТОКТОМ

2012-жылдын 5-марты № 143

Адистиктердин тизмегин бекитүү жөнүндө

Мыйзамга ылайык токтом кылат:
1. Тизмек бекитилсин.

Министр К. Садыков
"""
    )
    assert act["issuer"] == issuer


# the verb of a registration wraps to the line above the title
def test_title_below_a_registration_that_wraps() -> None:
    act = act_of(
        """
Қазақстан Республикасы Білім және ғылым министрінің 2015 жылғы 14 қыркүйектегі № 512 бұйрығы.
Қазақстан Республикасының Әділет министрлігінде 2015 жылы 20 қазанда № 12190 болып
тіркелді
Мамандықтардың тізбесін бекіту туралы

Заңға сәйкес БҰЙЫРАМЫН:
1. Тізбе бекітілсін.

Министр А. Сәрінжіпов
"""
    )
    assert act["title_kk"] == "Мамандықтардың тізбесін бекіту туралы"
    assert act["registration_number"] == "12190"


# a file that holds what an act approved alone: the stamp on it names the act
@pytest.mark.parametrize(
    ("stamp", "title"),
    [
        (
            "Утвержден\nпостановлением Правительства\nКыргызской Республики\nот 28 марта 2018 года № 160",
            "ПЕРЕЧЕНЬ\nспециальностей, получение которых в заочной форме не допускается",
        ),
        (
            "Кыргыз Республикасынын Өкмөтүнүн\n2018-жылдын 28-мартындагы\n№ 160 токтому менен\nбекитилген",
            "Сырттан окутууга жол берилбеген адистиктердин\nТИЗМЕСИ",
        ),
    ],
)
def test_a_list_alone_below_the_stamp_of_its_act(stamp: str, title: str) -> None:
    found = parse(f"{stamp}\n\n{title}\n\n560001 Фармация\n560002 Педиатрия\n")
    (act,) = (row for row in found.rows if row.table == "acts")
    read = {name: act.values[name].value for name in ("kind", "number", "date", "jurisdiction")}
    assert read == {"kind": "decree", "number": "160", "date": date(2018, 3, 28), "jurisdiction": "KG"}
    (printed,) = (row for row in found.rows if row.table == "lists")
    assert printed.cells["part"] == "annex-1"
    assert "body_missing" in [one.code for one in found.findings]


# an order of two ministers has two dates and numbers: the first are its own, and its registration stands behind both
def test_a_joint_order() -> None:
    act = act_of(
        """
Об утверждении перечня специальностей

Совместный приказ Министра здравоохранения Республики Казахстан от 10 марта 2014 года № 121 и Министра образования и \
науки Республики Казахстан от 12 марта 2014 года № 66. Зарегистрирован в Министерстве юстиции Республики Казахстан \
14 апреля 2014 года № 9320

В соответствии с Законом Республики Казахстан "Об образовании" ПРИКАЗЫВАЕМ:
1. Утвердить прилагаемый перечень специальностей.

Министр С. Каирбекова
"""
    )
    names = ("kind", "number", "date", "registration_number", "registration_date", "title_ru")
    assert [act[name] for name in names] == [
        "order",
        "121",
        date(2014, 3, 10),
        "9320",
        date(2014, 4, 14),
        "Об утверждении перечня специальностей",
    ]
