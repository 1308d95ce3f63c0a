"""The words for fields of study in four languages, read from glossary.tsv: a line is one meaning.

    ky         kk         ru                     en             evidence
    жарнама    жарнама    реклама | рекламный    advertising    cognate

` | ` parts the forms of one language that mean the same in the name of a field. Words are compared by the dictionary
forms that they may be forms of, so that a name finds its words in any case and number.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.languages.vocabulary import LANGUAGES, section_phrases
from pipeline.languages.word_forms import bases_of
from pipeline.text.fold import find_words, normalize

_FILE = Path(__file__).parent / "glossary.tsv"
ENGLISH = "en"
# The dictionary forms that a word may be a form of.
Bases = frozenset[str]
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


def words_of(text: str, lang: str) -> list[str]:
    """Return the words of a text that carry meaning, folded, in their order.

    >>> words_of("Машиналар жана жабдуулар", "ky")
    ['машиналар', 'жабдуулар']
    """
    words = [word.folded for word in find_words(normalize(text))]
    return [word for word in words if word not in _light_words(lang)]


@cache
def _lines() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def load_meanings() -> tuple[Meaning, ...]:
    """Load the meanings of the glossary that stands beside this file, by their numbers."""
    return tuple(Meaning(number, line[ENGLISH], line["evidence"]) for number, line in enumerate(_lines()))


@cache
def _forms(lang: str) -> dict[str, list[tuple[tuple[Bases, ...], int]]]:
    """Return every form of a language by the dictionary forms of its first word, the longest form first."""
    forms: dict[str, list[tuple[tuple[Bases, ...], int]]] = {}
    for number, line in enumerate(_lines()):
        for form in line[lang].split(" | "):
            if words := tuple(bases_of(word, lang) for word in words_of(form, lang)):
                for base in words[0]:
                    forms.setdefault(base, []).append((words, number))
    for found in forms.values():
        found.sort(key=lambda form: (-len(form[0]), form[1]))
    return forms


def find_forms(words: Sequence[str], at: int, lang: str, longest: int) -> dict[int, frozenset[int]]:
    """Return the numbers of what the words from `at` on may mean, by how many of them are one form, `longest` at most.

    >>> found = find_forms(words_of("Лечебное дело", "ru"), 0, "ru", longest=12)
    >>> [load_meanings()[number].label for number in found[2]]
    ['general medicine (curative practice)']
    """
    found: dict[int, set[int]] = {}
    bases = [bases_of(word, lang) for word in words[at : at + longest]]
    for base in bases[0]:
        for form, number in _forms(lang).get(base, ()):
            if len(form) <= len(bases) and not any(map(frozenset.isdisjoint, bases, form)):
                found.setdefault(len(form), set()).add(number)
    return {length: frozenset(meanings) for length, meanings in found.items()}
