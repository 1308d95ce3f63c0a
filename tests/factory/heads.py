"""Heads of acts: a Kyrgyz decree, a Kazakh order and a Russian one, each with the annex that holds its list."""

from __future__ import annotations

import random

from tests.factory.truth import Head

# What the title of a list without form cells bars, in each language.
BARRED = {
    "ky": (
        ("Сырттан окутууга", ("correspondence",)),
        ("Экстернат формасында окутууга", ("externat",)),
        ("Онлайн окутууга", ("online",)),
        ("Сырттан жана кечки окутууга", ("correspondence", "evening")),
    ),
    "kk": (
        ("Сырттай нысанда оқытуға", ("correspondence",)),
        ("Экстернат нысанында оқытуға", ("externat",)),
        ("Онлайн оқытуға", ("online",)),
    ),
    "ru": (
        ("по которым не допускается заочная форма обучения", ("correspondence",)),
        ("по которым не допускается обучение в форме экстерната", ("externat",)),
        ("по которым не допускается очно-заочная форма обучения", ("evening",)),
    ),
}
KY = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ

ТОКТОМ

{year}-жылдын {day}-{month}у № {number}

Тизмекти бекитүү жөнүндө

Кыргыз Республикасынын Өкмөтү токтом кылат:
1. Тиркелген тизмек бекитилсин.
2. Бул токтом расмий жарыяланган күндөн тартып күчүнө кирет.

Премьер-министр К. Байтемиров

Кыргыз Республикасынын Өкмөтүнүн
{year}-жылдын {day}-{month}ундагы
№ {number} токтомуна
тиркеме

{barred} жол берилбеген адистиктердин
ТИЗМЕГИ"""
KK = """Мамандықтардың тізбесін бекіту туралы

Қазақстан Республикасы Білім және ғылым министрінің {year} жылғы {day} қыркүйектегі № {number} бұйрығы

"Білім туралы" Қазақстан Республикасының Заңына сәйкес БҰЙЫРАМЫН:
1. Қоса беріліп отырған мамандықтардың тізбесі бекітілсін.
2. Осы бұйрық алғаш ресми жарияланған күнінен бастап қолданысқа енгізіледі.

Министр Т. Әлімбеков

Қазақстан Республикасы
Білім және ғылым министрінің
{year} жылғы {day} қыркүйектегі
№ {number} бұйрығына
қосымша

{barred} жол берілмейтін мамандықтардың
тізбесі"""
RU = """МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РОССИЙСКОЙ ФЕДЕРАЦИИ

ПРИКАЗ

от {day} марта {year} г. № {number}

Об утверждении перечня специальностей

В целях упорядочения приема приказываю:
1. Утвердить прилагаемый перечень.
2. Настоящий приказ вступает в силу со дня его подписания.

Министр Л.К. Верстовский

Приложение
к приказу Министерства образования и науки
Российской Федерации
от {day} марта {year} г. № {number}

ПЕРЕЧЕНЬ
специальностей, {barred}"""
TEXTS = {"ky": KY, "kk": KK, "ru": RU}
# The title of a list whose cells say the forms.
OPEN = {
    "ky": "Айрым формаларда окутууга",
    "kk": "Жекелеген нысандарда оқытуға",
    "ru": "обучение по которым не допускается",
}


def make_head(lang: str, chance: random.Random, *, with_cells: bool) -> Head:
    """Make the head of an act in a language; where the list has no form cells its title says what is barred."""
    words, barred = (OPEN[lang], ()) if with_cells else chance.choice(BARRED[lang])
    text = TEXTS[lang].format(
        year=chance.randrange(2008, 2024),
        day=chance.randrange(2, 29),
        month=chance.choice(("август", "июн", "июл")),
        number=chance.randrange(3, 700),
        barred=words,
    )
    return Head(tuple(tuple(part.split("\n")) for part in text.split("\n\n")), barred)
