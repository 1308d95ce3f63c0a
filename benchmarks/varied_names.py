"""Names of fields of study as two large classifiers might print them, made from the words of the glossary.

A field is what is done (`technology`, `economics`) and to what: one thing or two. The left edition prints it in one
language, the right one in Kyrgyz and Russian, each in any of the forms the glossary has and the two things in any
order. A tenth of either edition stands in that edition only, and fields differ from others by a single word. The same
seed gives the same names.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pipeline.languages.vocabulary import section_phrases

GLOSSARY = Path(__file__).resolve().parent.parent / "pipeline" / "languages" / "glossary.tsv"
DONE = frozenset(
    "technology|economics|management|design|processing|engineering|chemistry|physics|biology|theory|equipment|"
    "construction|repair|automation|modeling|diagnostics|analysis|logistics|marketing|psychology|ecology|mechanics|"
    "quality|standardization|metrology|planning|trade|protection|statistics|geology".split("|")
)
LEFT, RIGHT = ("ky", "kk", "ru"), ("ky", "ru")
ALONE = 10  # one field in so many stands in one edition only
ONE_THING = 0.3  # the share of fields with one thing, not two
# The vowel of an ending, by the last vowel of the word; and the letter that a voiceless one becomes before it.
HARMONY = {
    "ky": {**dict.fromkeys("аыя", "ы"), **dict.fromkeys("оую", "у"), **dict.fromkeys("эеи", "и"), "ө": "ү", "ү": "ү"},
    "kk": {**dict.fromkeys("аоұыуя", "ы"), **dict.fromkeys("еөүіэи", "і")},
}
VOICED = {"к": "г", "қ": "ғ", "п": "б"}

Meaning = dict[str, list[str]]
Printed = tuple[tuple[str, str], ...]  # (language, name)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of both editions, and which name on the left (from 0) is the same field as which on the right."""

    left: tuple[Printed, ...]
    right: tuple[Printed, ...]
    truth: dict[int, int]


def is_named(line: Mapping[str, str]) -> bool:
    """Tell whether every language has words for a meaning, and ones that mean something by themselves (not `для`)."""
    idle = {word for lang in LEFT for key in ("light", "and") for word in section_phrases("names", lang)[key]}
    return all(line[lang] and not idle & set(line[lang].split(" | ")) for lang in LEFT)


def read_meanings() -> tuple[list[Meaning], list[Meaning]]:
    """Read what is done, and to what, from the glossary: the forms of each language."""
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if is_named(line)]
    done, things = ([line for line in lines if (line["en"] in DONE) == wanted] for wanted in (True, False))
    if len(done) != len(DONE):
        raise ValueError(f"the glossary has {len(done)} of the {len(DONE)} words for what is done")
    return tuple([{lang: line[lang].split(" | ") for lang in LEFT} for line in side] for side in (done, things))  # type: ignore[return-value]


def make_fields(chance: random.Random) -> Iterator[tuple[Meaning, ...]]:
    """Yield fields without end; no two are printed with the same words in any language."""
    done, things = read_meanings()
    taken: set[tuple[str, frozenset[str]]] = set()
    while True:
        field = (chance.choice(done), *chance.sample(things, 1 if chance.random() < ONE_THING else 2))
        words = {(lang, frozenset(" ".join(part[lang][0] for part in field).split())) for lang in LEFT}
        if not words & taken:
            taken |= words
            yield field


def owned(word: str, lang: str) -> str:
    """Give a noun the ending of what belongs to another: `технология` -> `технологиясы`, `сапат` -> `сапаты`.

    A Kazakh `у` at the end is no vowel: `өңдеу` -> `өңдеуі`.
    """
    stem = word[:-1] if lang == "kk" and word.endswith("у") else word
    *_, last = (letter for letter in stem if letter in HARMONY[lang])
    joined = word + "с" if stem == word and word[-1] in HARMONY[lang] else word[:-1] + VOICED.get(word[-1], word[-1])
    return joined + HARMONY[lang][last]


def print_field(field: Sequence[Meaning], lang: str, chance: random.Random) -> str:
    """Print a field: `Сүт жана эт технологиясы`; in Russian the things keep the case that the glossary has."""
    done, *things = field[0][lang][0], *(chance.choice(part[lang]) for part in field[1:])
    chance.shuffle(things)
    of = f" {section_phrases('names', lang)['and'][0]} ".join(things)
    name = f"{done} {of}" if lang == "ru" else f"{of} {owned(done, lang)}"
    return name[0].upper() + name[1:]


def vary_names(count: int, seed: int) -> Names:
    """Make `count` names for either edition."""
    chance = random.Random(seed)
    alone = count // ALONE
    fields = list(islice(make_fields(chance), count + alone))
    left = [((lang, print_field(field, lang, chance)),) for field in fields[:count] for lang in [chance.choice(LEFT)]]
    order = list(range(alone, count + alone))
    chance.shuffle(order)
    right = [tuple((lang, print_field(fields[at], lang, chance)) for lang in RIGHT) for at in order]
    return Names(tuple(left), tuple(right), {at: place for place, at in enumerate(order) if at < count})
