"""The dictionary forms that a word may be a form of: what two words of one language are compared by.

Russian is asked of pymorphy3, which knows its inflection, and of the vocabulary for the first halves of compounds
(`историко-`). A Kyrgyz or Kazakh word loses its endings one after the other, and what is left at each step may be the
word: `тілі` is a form of `тіл`, unless it is a word of its own. Two words are forms of one where their dictionary forms
have one in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from pipeline.languages.vocabulary import LANGUAGES, section_phrases
from pipeline.text.fold import MARK
from pipeline.text.stems import CASE, OPEN, OWNED, SHORTEST, VOICED, VOICELESS, VOWELS

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_RUSSIAN = "ru"
# An analysis as rare as this beside others is none that a name of a field has; nor is the name of a person.
_LEAST_LIKELY = 0.1
_NAMES_OF_PEOPLE = frozenset({"Name", "Surn", "Patr"})
# Kazakh -лар -лер, Kyrgyz -лор -лөр and their kind; possession; case. The last ending comes off first.
_ENDINGS = tuple(regex.compile(ending) for ending in (CASE, OWNED, rf"[лдт]{OPEN}р"))
# So many letters are an ending at most, and so many stand before one that is swapped.
_LONGEST_ENDING, _SHORTEST_ROOT = 6, 2
# What stands for no ending in the vocabulary: `лық -`.
_NOTHING = "-"


@lru_cache(maxsize=65536)
def bases_of(word: str, lang: str) -> frozenset[str]:
    """Return what a folded word may be a form of, the word itself included.

    >>> sorted(bases_of("тілі", "kk")), sorted(bases_of("технологии", "ru"))
    (['тіл', 'тілі'], ['технологии', 'технология'])
    """
    if not word.isalpha():
        return frozenset({word})
    if lang == _RUSSIAN:
        return _russian_bases(word)
    return _turkic_bases(word, lang) if lang in LANGUAGES else frozenset({word, word.removesuffix("s")})


@cache
def _russian() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer  # a tenth of a second, paid by who compares names

    return MorphAnalyzer(lang="ru")


def is_russian(word: str) -> bool:
    """Tell whether the dictionary of Russian has a word in lower case."""
    return bool(_russian().word_is_known(word))


def _russian_bases(word: str) -> frozenset[str]:
    found = [one for one in _russian().parse(word) if not _NAMES_OF_PEOPLE & one.tag.grammemes]
    likely = [one for one in found if one.score >= _LEAST_LIKELY] or found[:1]
    lemmas = {MARK.sub("", one.normal_form).replace("ё", "е") for one in likely}
    return frozenset({word, *lemmas, *_swapped(word, "compound", _RUSSIAN)})


def _turkic_bases(word: str, lang: str) -> frozenset[str]:
    bases = {word}
    for ending in _ENDINGS:
        bases |= {bare for base in bases for bare in _without(ending, base)}
    # what is as short as `ит` is left of too many words
    short = section_phrases("names", lang)["short_root"]
    return frozenset(base for base in bases if len(base) >= SHORTEST or base in short or base == word)


def _without(ending: regex.Pattern[str], word: str) -> Iterator[str]:
    """Yield what may stand before an ending."""
    for start in range(max(1, len(word) - _LONGEST_ENDING), len(word)):
        if ending.fullmatch(word, start):
            bare = word[:start]
            yield bare
            # тизмеГи is a form of тизмеК
            if bare[-1] in VOICED and word[start] in VOWELS and len(bare) > SHORTEST:
                yield bare[:-1] + VOICELESS[VOICED.index(bare[-1])]


@lru_cache(maxsize=65536)
def roots_of(word: str, lang: str) -> frozenset[str]:
    """Return the dictionary forms of a word, and where it is an adjective the nouns that it may be made from.

    >>> sorted(roots_of("математическая", "ru") & roots_of("математикалық", "kk"))
    ['математика']
    """
    bases = bases_of(word, lang)
    return bases | {noun for base in bases for noun in _swapped(base, "adjective", lang)}


def _swapped(word: str, key: str, lang: str) -> frozenset[str]:
    """Return a word with each of its endings that the vocabulary knows swapped for what stands there instead."""
    return frozenset(
        word.removesuffix(ending) + other
        for ending, other in _endings(key, lang)
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT
    )


@cache
def _endings(key: str, lang: str) -> tuple[tuple[str, str], ...]:
    if lang not in LANGUAGES:
        return ()
    pairs = (phrase.split() for phrase in section_phrases("names", lang)[key])
    return tuple((ending, "" if other == _NOTHING else other) for ending, other in pairs)
