"""Spell printed numbers and names with the letters and digits that an id may hold."""

from __future__ import annotations

import regex

# Each Cyrillic letter in the Latin letters that readers of these languages expect.
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya a gh q ng o u u h i".split(),
        strict=True,
    )
)
# "ОшТУнун": the name ОшТУ with a case ending
ACRONYM = regex.compile(r"(?<!\p{L})\p{Lu}\p{Ll}?(?:\p{Lu}\p{Ll}?)*\p{Lu}(?!\p{Lu})")


def slug_of(text: str) -> str:
    """Spell a text in lower-case Latin letters, digits and single hyphens.

    >>> slug_of("124-ИБ"), slug_of("25/2-г"), slug_of("ОшТУ")
    ('124-ib', '25-2-g', 'oshtu')
    """
    letters = "".join(LATIN.get(letter, letter) for letter in text.lower()).replace("_", "")
    return regex.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def acronym_of(text: str) -> str:
    """Return the acronym a text prints (capitals inside a word), or else the initials of its words.

    >>> acronym_of("ОшТУнун Окумуштуулар кеңешинин"), acronym_of("Билим берүү министрлиги")
    ('ОшТУ', 'Ббм')
    """
    found = ACRONYM.search(text)
    return (
        found.group() if found and not text.isupper() else "".join(word[0] for word in regex.findall(r"\p{L}+", text))
    )
