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
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import regex

from pipeline.languages.vocabulary import LANGUAGES, section_phrases
from pipeline.languages.word_forms import bases_of
from pipeline.text.fold import WORD, find_words, normalize

_FILE = Path(__file__).parent / "glossary.tsv"
ENGLISH = "en"
# So many letters of a form's first word find it; two forms of one word part in so many letters at most.
_BEGINNING, _LONGEST_ENDING = 3, 4
_COMPOUND = regex.compile(r"\p{L}+(?:-\p{L}+)+")
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
def glossary_words(lang: str) -> frozenset[str]:
    """Return the single words of the glossary's forms in a language, folded."""
    return frozenset(word for line in _lines() for word in WORD.findall(_folded(line[lang])))


@cache
def glossary_compounds() -> frozenset[str]:
    """Return the words of the glossary that have a hyphen, folded: `жем-шөп`."""
    return frozenset(word for lang in LANGUAGES for line in _lines() for word in _COMPOUND.findall(_folded(line[lang])))


@cache
def glossary_pairs() -> frozenset[tuple[str, str]]:
    """Return the words that stand side by side in a form of the glossary, folded."""
    forms = (form for lang in LANGUAGES for line in _lines() for form in line[lang].split(" | "))
    return frozenset(pair for form in forms for pair in pairwise(WORD.findall(_folded(form))))


def _folded(form: str) -> str:
    # the file is spelled as words are compared, so that reading it costs little
    return form.lower().replace("ё", "е")


@cache
def _forms(lang: str) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """Return every form of a language by its first word."""
    forms: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, line in enumerate(_lines()):
        for form in line[lang].split(" | "):
            spelled = WORD.findall(_folded(form))
            if words := tuple(word for word in spelled if word not in _light_words(lang)):
                forms.setdefault(words[0], []).append((words, number))
    return forms


@cache
def forms_of(number: int, lang: str) -> tuple[tuple[str, ...], ...]:
    """Return the forms of a meaning in a language, each as its folded words that carry meaning.

    >>> number = min(find_forms(["лечебное", "дело"], 0, "ru", longest=12)[2])
    >>> ("дарылоо", "иши") in forms_of(number, "ky")
    True
    """
    spelled = (WORD.findall(_folded(form)) for form in _lines()[number][lang].split(" | "))
    return tuple(tuple(word for word in words if word not in _light_words(lang)) for words in spelled)


@cache
def _beginnings(lang: str) -> dict[str, list[str]]:
    """Return the first words of forms by their first letters."""
    words: dict[str, list[str]] = {}
    for word in _forms(lang):
        words.setdefault(word[:_BEGINNING], []).append(word)
    return words


@lru_cache(maxsize=65536)
def _first_words(word: str, lang: str) -> tuple[str, ...]:
    """Return the first words of forms that a word may be a form of."""
    keys = {base[:length] for base in bases_of(word, lang) for length in (_BEGINNING, _BEGINNING - 1)}
    return tuple(one for key in sorted(keys) for one in _beginnings(lang).get(key, ()) if _is_one(one, word, lang))


def find_forms(words: Sequence[str], at: int, lang: str, longest: int) -> dict[int, frozenset[int]]:
    """Return the numbers of what the words from `at` on may mean, by how many of them are one form, `longest` at most.

    >>> found = find_forms(words_of("Лечебное дело", "ru"), 0, "ru", longest=12)
    >>> [load_meanings()[number].label for number in found[2]]
    ['general medicine (curative practice)']
    """
    found: dict[int, set[int]] = {}
    rest = words[at + 1 : at + longest]
    for first in _first_words(words[at], lang):
        for form, number in _forms(lang)[first]:
            if len(form) <= len(rest) + 1 and all(_is_one(*both, lang) for both in zip(form[1:], rest, strict=False)):
                found.setdefault(len(form), set()).add(number)
    return {length: frozenset(meanings) for length, meanings in found.items()}


@lru_cache(maxsize=1 << 17)
def _is_one(one: str, other: str, lang: str) -> bool:
    """Tell whether two words may be forms of one; those that part early can't be, which is cheap to see."""
    if one == other:
        return True
    bases = bases_of(other, lang)
    if one in bases:
        return True
    alike = min(len(one), len(other)) - _LONGEST_ENDING
    return (alike <= 0 or one[:alike] == other[:alike]) and not bases.isdisjoint(bases_of(one, lang))
