"""Words as a search compares them: without letter case, accents, ё, and letters of the wrong script.

A second, weaker spelling leaves out what a keyboard without Kyrgyz and Kazakh letters leaves out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.text.look_alikes import LATIN_TO_CYRILLIC, find_look_alikes

# "560001", "6B01101", "окутуу"; a hyphen parts two words.
WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*+")
MARK = regex.compile(r"\p{M}")
LATIN_LETTERS = regex.compile(r"\p{Latin}")
# The twins whatever the case is, for words that hold Latin letters only. H is Н more often than Һ.
TWINS = {latin.lower(): twin.lower() for latin, twin in sorted(LATIN_TO_CYRILLIC.items(), reverse=True)}
PLAIN_LETTERS = str.maketrans("үөңқғұәіһ", "уонкгуаих")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text at `start..end` (code points, half-open), as it is compared."""

    start: int
    end: int
    folded: str


def normalize(text: str) -> str:
    """Spell a text so that a letter is one code point where Unicode has one for it."""
    return unicodedata.normalize("NFC", text)


def _mend_scripts(text: str) -> str:
    found = find_look_alikes(text)
    if not found:
        return text
    letters = list(text)
    for at, letter in found:
        letters[at] = letter
    return "".join(letters)


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    folded = MARK.sub("", word.lower()).replace("ё", "е")
    latin = LATIN_LETTERS.findall(folded)
    if all(letter in TWINS for letter in latin):
        return "".join(TWINS.get(letter, letter) for letter in folded)
    return folded


def find_words(text: str) -> list[Word]:
    """List the words of a normalized text, folded.

    >>> [word.folded for word in find_words("Ёлка: Oкутуу, COM, 6B01101")]
    ['елка', 'окутуу', 'сом', '6в01101']
    """
    mended = _mend_scripts(text)
    return [Word(found.start(), found.end(), _fold(found.group())) for found in WORD.finditer(mended)]


def weaken(folded: str) -> str:
    """Spell a folded word with the letters that Russian has, too.

    >>> weaken("жөнүндө"), weaken("білім")
    ('жонундо', 'билим')
    """
    return folded.translate(PLAIN_LETTERS)
