"""Registered sources of small decrees, as a data team keeps them."""

from __future__ import annotations

import hashlib
from pathlib import Path

DECREE = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ

ТОКТОМ

2011-жылдын 23-августу № {number}

Тизмекти бекитүү жөнүндө

Кыргыз Республикасынын Өкмөтү токтом кылат:
1. Тиркелген тизмек бекитилсин.
Премьер-министр А. Атамбаев

Кыргыз Республикасынын Өкмөтүнүн
2011-жылдын 23-августундагы
№ {number} токтомуна
тиркеме

Сырттан окутууга жол берилбеген адистиктердин
ТИЗМЕГИ

1. Орто кесиптик билим берүү адистиктери:

Коду Адистиктин аталышы
060101 Дарылоо иши
060102 Фармация
"""
# The same decree in Russian.
RUSSIAN = """ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ РЕСПУБЛИКИ

ПОСТАНОВЛЕНИЕ

от 23 августа 2011 года № {number}

Об утверждении перечня

Правительство Кыргызской Республики постановляет:
1. Утвердить прилагаемый перечень.
Премьер-министр А. Атамбаев

Приложение
к постановлению Правительства
Кыргызской Республики
от 23 августа 2011 года № {number}

ПЕРЕЧЕНЬ
специальностей, по которым не допускается заочное обучение

1. Специальности среднего профессионального образования:

Код Наименование специальности
060101 Лечебное дело
060102 Фармация
"""


def register(sources: Path, source_id: str, text: str | bytes, more: str = "") -> None:
    """Register a text as a source, or anew with another text."""
    home = sources / source_id
    home.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode()
    (home / "act.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (home / "source.toml").write_text(f'file = "act.txt"\nsha256 = "{digest}"\nlicence = "none"\n{more}', "utf-8")


def correction(expect: str, replace: str) -> str:
    """Spell a correction as a source.toml has it."""
    return f'[[corrections]]\nreason = "a misprint"\nexpect = "{expect}"\nreplace = "{replace}"\n'
