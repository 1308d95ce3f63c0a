"""Tell whether letters are a word: the glossary or the dictionary of Russian knows it, or it is a form of one."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.languages.glossary import glossary_compounds, glossary_pairs, glossary_words
from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.languages.word_forms import bases_of, is_russian

# Shorter ones are words of Russian by the dozen, abbreviations and names of letters.
_SHORTEST_RUSSIAN = 3


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """Tell whether a word in lower case is known in any of the languages.

    >>> is_known("технологиясы"), is_known("технол"), is_known("перевозки"), is_known("евозки")
    (True, False, True, False)
    """
    spelled = word.replace("ё", "е")
    if is_function_word(word) or (len(spelled) >= _SHORTEST_RUSSIAN and is_russian(spelled)):
        return True
    return any(
        _can_spell(lang, word) and not glossary_words(lang).isdisjoint(bases_of(spelled, lang)) for lang in LANGUAGES
    )


def _can_spell(lang: str, word: str) -> bool:
    """Tell whether a language has the letters of a word that Russian lacks."""
    return lent_letters().intersection(word) <= set(load_vocabulary(lang).letters)


@cache
def lent_letters() -> frozenset[str]:
    """Return the letters that a font for Russian lacks."""
    return frozenset(letter for lang in LANGUAGES for letter in load_vocabulary(lang).letters)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in load_vocabulary(lang).function_words)


def is_function_word(word: str) -> bool:
    """Tell whether a word in lower case is one of the small words of any of the languages: `жана`, `мен`, `для`."""
    return word in _function_words()


def is_known_compound(word: str) -> bool:
    """Tell whether the glossary prints a word in lower case with a hyphen inside, or the base of one.

    >>> is_known_compound("жем-шөп"), is_known_compound("жем-зкиви")
    (True, False)
    """
    first, _, last = word.replace("ё", "е").partition("-")
    compounds = glossary_compounds()
    return any(f"{first}-{base}" in compounds for lang in LANGUAGES for base in bases_of(last, lang))


def are_known_apart(left: str, right: str) -> bool:
    """Tell whether the glossary prints two words in lower case side by side, the second in any form.

    >>> are_known_apart("темір", "жолының"), are_known_apart("тем", "іржол")
    (True, False)
    """
    pairs = glossary_pairs()
    bases = {base for lang in LANGUAGES for base in bases_of(right.replace("ё", "е"), lang)}
    return any((left.replace("ё", "е"), base) in pairs for base in bases)
