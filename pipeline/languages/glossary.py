"""The words for fields of study in four languages, read from glossary.tsv: a line is one meaning.

    ky         kk         ru                     en             evidence
    жарнама    жарнама    реклама | рекламный    advertising    cognate

` | ` parts the forms of one language that mean the same in the name of a field. Forms are compared by their stems, so
that a name finds its words in any case and number.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import regex

from pipeline.languages.vocabulary import LANGUAGES, section_phrases
from pipeline.text.fold import find_words, normalize
from pipeline.text.stems import stem_of

_FILE = Path(__file__).parent / "glossary.tsv"
ENGLISH = "en"
# What follows a root of two letters, which is too short to tell an ending from it otherwise: `иштери`, `ісі`
_ENDING = regex.compile(r"(?:[лдт][аеоөәэ]р)?[ыиуүіұ]?")
GLOSSARY_LANGUAGES = (*LANGUAGES, ENGLISH)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A line of the glossary: its number (from 0), its English words, and what bears it out."""

    number: int
    label: str
    evidence: str


@cache
def _light_words(lang: str) -> frozenset[str]:
    names = section_phrases("names", lang) if lang in LANGUAGES else {}
    return frozenset((*names["light"], *names["and"])) if names else frozenset()


def stems_of(text: str, lang: str) -> list[str]:
    """Return the stems of the words of a text that carry meaning, in their order.

    >>> stems_of("Машиналар жана жабдуулар", "ky")
    ['машина', 'жабдуу']
    """
    words = [word.folded for word in find_words(normalize(text))]
    return [_stem(word, lang) for word in words if word not in _light_words(lang)]


@lru_cache(maxsize=65536)
def _stem(word: str, lang: str) -> str:
    short = section_phrases("names", lang)["short_root"] if lang in LANGUAGES else ()
    root = next((root for root in short if word.startswith(root) and _ENDING.fullmatch(word, len(root))), None)
    return root or stem_of(word) or word


@cache
def _lines() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def load_meanings() -> tuple[Meaning, ...]:
    """Load the meanings of the glossary that stands beside this file, by their numbers."""
    return tuple(Meaning(number, line[ENGLISH], line["evidence"]) for number, line in enumerate(_lines()))


@cache
def _forms(lang: str) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Return the stems of every form of a language by the first of them, the longest form first."""
    forms: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, line in enumerate(_lines()):
        for form in line[lang].split(" | "):
            if stems := tuple(stems_of(form, lang)):
                forms.setdefault(stems[0], []).append((stems, number))
    for found in forms.values():
        found.sort(key=lambda form: (-len(form[0]), form[1]))
    return forms


def find_form(stems: Sequence[str], at: int, lang: str, longest: int) -> tuple[int, frozenset[int]]:
    """Return how many stems from `at` on are one form, `longest` at most, and the numbers of what they may mean.

    >>> stems = stems_of("Лечебное дело", "ru")
    >>> length, meanings = find_form(stems, 0, "ru", longest=12)
    >>> length, [load_meanings()[number].label for number in meanings]
    (2, ['general medicine (curative practice)'])
    """
    length, meanings = 0, set[int]()
    for form, number in _forms(lang).get(stems[at], ()):
        if length <= len(form) <= longest and tuple(stems[at : at + len(form)]) == form:
            length = len(form)
            meanings.add(number)
    return length, frozenset(meanings)
