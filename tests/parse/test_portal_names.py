"""Acts whose own name is a line of a portal, long or beside another act's; registrations and preambles below it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parse.sample import act_of, parse, rows_of

ENACTED = "Заңға сәйкес БҰЙЫРАМЫН:\n1. Тізбе бекітілсін.\n\nМинистр А. Сәрінжіпов\n"
# the title names another act of the kind; the act's own name stands below it, with its registration
AMENDING = """
О внесении изменений в приказ Министра культуры Республики Казахстан от 4 мая 2017 года № 88 "О вечерних классах"

Приказ Министра культуры Республики Казахстан от 12 марта 2019 года № 64. Зарегистрирован в Министерстве юстиции \
Республики Казахстан 15 марта 2019 года № 18411

      ПРИКАЗЫВАЮ:

      1. Внести в приказ изменения.

      Министр А. Асанов
"""
# a portal's line with everything on it, longer than a line of a head
ALL_ON_A_LINE = f"""
Постановление Кабинета Министров Кыргызской Республики от 7 июня 2022 года № 318 \
«{(title := "Об утверждении Положения о порядке заочного обучения и о перечне направлений, по которым оно закрыто")}» \
(с изменениями и дополнениями по состоянию на 11.02.2024 г.)

В целях развития заочного обучения Кабинет Министров Кыргызской Республики постановляет:

1. Утвердить Положение.

Председатель Кабинета Министров А. ЖУМАБАЕВ
"""
# the act's name and its registration on one line that is longer than a line of a head
LONG_NAME_KK = f"""
Кешкі оқуға жабық мамандықтардың тізбесін бекіту туралы

Қазақстан Республикасы Білім және ғылым министрінің 2011 жылғы 9 ақпандағы № 52 бұйрығы. Қазақстан Республикасы \
Әділет министрлігінде 2011 жылғы 4 наурызда Нормативтік құқықтық актілерді мемлекеттік тіркеу тізілімінде № 6812 болып \
енгізілді

{ENACTED}"""
# the registration below the title, its words in capitals as names of places are
REGISTERED_BELOW_TITLE = """
МИНИСТЕРСТВО ПРОСВЕЩЕНИЯ РОССИЙСКОЙ ФЕДЕРАЦИИ

ПРИКАЗ

9 апреля 2021 г. № 154

Об утверждении перечня специальностей

Зарегистрирован Минюстом России 3 июня 2021 г.
Регистрационный № 63801

В соответствии с Законом приказываю:

1. Утвердить перечень.

Министр А.А. Фомин
"""
REGISTERED_IN_BRACKETS = """
Приказ Минобрнауки РФ от 8.09.2010 N 344 (ред. от 2.02.2013) "О перечне профессий" (Зарегистрировано в Минюсте РФ \
12.10.2010 N 15190)

МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ

ПРИКАЗ
от 8 сентября 2010 г. N 344

О ПЕРЕЧНЕ ПРОФЕССИЙ

В соответствии с Законом приказываю:

1. Утвердить перечень.

Министр А.А. Фомин
"""
# the number above the line that names issuer and kind
NUMBER_ABOVE_KIND = """
2010-жылдын 8-июну № 315-б

КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮНҮН БУЙРУГУ

“Китепкана иши жөнүндө” Кыргыз Республикасынын Мыйзамына ылайык:

1. Китепканалар ачылсын.

Премьер-министр А. Асанов
"""


@pytest.mark.parametrize(
    ("text", "number", "registration", "title"),
    [
        (AMENDING, "64", ("18411", date(2019, 3, 15)), AMENDING.strip().partition("\n")[0]),
        (ALL_ON_A_LINE, "318", (None, None), title),
        (LONG_NAME_KK, "52", ("6812", date(2011, 3, 4)), "Кешкі оқуға жабық мамандықтардың тізбесін бекіту туралы"),
        (REGISTERED_BELOW_TITLE, "154", ("63801", date(2021, 6, 3)), "Об утверждении перечня специальностей"),
        (REGISTERED_IN_BRACKETS, "344", ("15190", date(2010, 10, 12)), "О ПЕРЕЧНЕ ПРОФЕССИЙ"),
    ],
)
def test_number_and_registration(
    text: str, number: str, registration: tuple[str | None, date | None], title: str
) -> None:
    act = act_of(text)
    assert (act["number"], act["title_ru" if "title_ru" in act else "title_kk"]) == (number, title)
    assert (act.get("registration_number"), act.get("registration_date")) == registration


def test_number_above_the_line_of_issuer_and_kind() -> None:
    act = act_of(NUMBER_ABOVE_KIND)
    assert (act["kind"], act["number"], act["issuer"]) == ("order", "315-б", "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮНҮН")
    assert "title_ky" not in act


# the word that enacts stands alone below the preamble's sentence, long or wrapped; below a title it is all of it
@pytest.mark.parametrize(
    "preamble",
    [
        "Кыргыз Республикасынын “Билим берүү жөнүндө” Мыйзамына ылайык жана окуу жылын уюшкандыкта аяктоо максатында",
        "“Билим берүү жөнүндө” Мыйзамга ылайык\nжана окуу жылын аяктоо максатында",
        "",
    ],
)
def test_a_word_that_enacts_ends_the_preamble(preamble: str) -> None:
    head = "Билим берүү министрлигинин 2014-жылдын 8-апрелиндеги № 210 буйругу\n\nОкуу жылын аяктоо жөнүндө\n\n"
    found = rows_of(
        parse(f"{head}{preamble}\n\nБУЙРУК КЫЛАМ:\n\n1. Окуу аякталсын.\n\nМинистр К. Садыков"), "provisions"
    )
    told = [(row.cells["kind"], row.values["text"].value) for row in found]
    assert told == [("preamble", " ".join(f"{preamble} БУЙРУК КЫЛАМ:".split())), ("point", "Окуу аякталсын.")]


# what stands above the words that open a preamble is none of it, whatever it ends with
def test_a_preamble_begins_with_its_own_words() -> None:
    text = (
        "ПОСТАНОВЛЕНИЕ\nот 4 мая 2017 года № 88\n\nО школах\n\nСписок документов, что его изменили:\n\n"
        "В соответствии с Законом Правительство постановляет:\n\n1. Открыть школы.\n\nМинистр К. Садыков"
    )
    found = [row.values["text"].value for row in rows_of(parse(text), "provisions")]
    assert found == ["В соответствии с Законом Правительство постановляет:", "Открыть школы."]


# no line of it is short, but its end enacts: it is no article
def test_a_long_preamble_speaks_as_an_act() -> None:
    reason = "развития заочного и вечернего обучения в школах, колледжах, институтах и университетах " * 3
    found = parse(f"О школах\n\nДля {reason}Правительство постановляет:\n\n1. Открыть школы.")
    assert "act_not_identified" in [one.code for one in found.findings]
