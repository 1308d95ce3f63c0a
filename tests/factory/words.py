"""Names of specialties made of the glossary's words and of our own, the same in Kyrgyz, Kazakh and Russian."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pipeline.languages

GLOSSARY = Path(pipeline.languages.__file__).parent / "glossary.tsv"
LANGS = ("ky", "kk", "ru")
# What a name of the factory is made of: letters, blanks and hyphens.
PLAIN = re.compile(r"[а-яёөүңәғқұһі]+(?:[ -][а-яёөүңәғқұһі]+)*")
# Words that mean something else in a list: forms, qualifications, headers, marks of the end.
TAKEN = re.compile(
    r"сырт|кечк|кешк|очн|заочн|вечер|экстерн|онлайн|код|шифр|бакалавр|магистр|адис|маман|специалист|тизм|тізб|переч|"
    r"уланды|жалға|продолж|всего|итого|баар|барл|жыйын|наимен|аталыш|атау|номер|форм|нысан|түр"
)
JOINS = {"ky": "жана", "kk": "және", "ru": "и"}
JOINING = {"жана", "же", "және", "немесе", "мен", "и", "или", "для", "по", "в", "на", "с", "боюнча", "үчүн", "менен"}
# Ours: what names of specialties print beside plain words.
TAILS = (
    ("", "", ""),
    (" (тармактар боюнча)", " (салалар бойынша)", " (по отраслям)"),
    (" (багыттары боюнча)", " (бағыттар бойынша)", " (по направлениям)"),
    (", сактоо жана ташуу", ", сақтау және тасымалдау", ", хранение и перевозка"),
)
OWN = (
    ("көчмө асманчылык", "көшпелі аспантану", "кочевое небоведение"),
    ("музыкалык-шахтердук иш", "музыкалық-шахталық іс", "музыкально-шахтное дело"),
    ("күмүш балырларды өстүрүү", "күміс балдырларды өсіру", "выращивание серебряных водорослей"),
    ("үңкүр транспорту", "үңгір көлігі", "пещерный транспорт"),
    ("жөргөмүш жибегинин технологиясы", "өрмекші жібегінің технологиясы", "технология паучьего шёлка"),
    ("социалдык-маданий картография", "әлеуметтік-мәдени картография", "социально-культурная картография"),
    ("мөңгү суусун эсепке алуу", "мұздық суын есепке алу", "учёт ледниковой воды"),
)
# Names of groups, ours.
GROUPS = (
    ("Табигый илимдер", "Жаратылыстану ғылымдары", "Естественные науки"),
    ("Өнөр жана маданият", "Өнер және мәдениет", "Искусство и культура"),
    ("Саламаттык сактоо", "Денсаулық сақтау", "Здравоохранение"),
    ("Айыл чарба илимдери", "Ауыл шаруашылығы ғылымдары", "Сельскохозяйственные науки"),
    ("Тоо иши жана кен байлыктарды казуу", "Тау-кен ісі және пайдалы қазбаларды өндіру", "Горное дело и добыча руды"),
    ("Транспорт жана байланыш", "Көлік және байланыс", "Транспорт и связь"),
    ("Курулуш жана архитектура", "Құрылыс және сәулет", "Строительство и архитектура"),
    ("Гуманитардык илимдер", "Гуманитарлық ғылымдар", "Гуманитарные науки"),
)


def _is_usable(phrase: str) -> bool:
    return (
        PLAIN.fullmatch(phrase) is not None
        and not TAKEN.search(phrase)
        and len(phrase) > 3
        and not {phrase.split()[0], phrase.split()[-1]} & JOINING
    )


@cache
def phrases() -> tuple[tuple[str, str, str], ...]:
    """Return the glossary's phrases and ours in the three languages, those that can stand in any name."""
    found = []
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()[1:]:
        ky, kk, ru = (cell.split(" | ")[0] for cell in line.split("\t")[:3])
        if all(map(_is_usable, (ky, kk, ru))):
            found.append((ky, kk, ru))
    return (*found, *OWN)


def make_name(chance: random.Random) -> tuple[str, str, str]:
    """Make a name in the three languages: one to three phrases, perhaps with brackets or an enumeration behind."""
    parts = chance.sample(phrases(), k=chance.choice((1, 1, 2, 2, 3)))
    tail = chance.choice(TAILS) if chance.random() < 0.3 else TAILS[0]
    names = []
    for at, lang in enumerate(LANGS):
        words = [part[at] for part in parts]
        joined = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {JOINS[lang]} {words[-1]}"
        names.append(joined[0].upper() + joined[1:] + tail[at])
    return names[0], names[1], names[2]
