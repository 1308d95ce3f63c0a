"""Read the name of a field of study as its meanings: what two names can be compared by, whatever their languages.

`Мұнай-газ ісі` and `Нефтегазовое дело` are one meaning of the glossary; `Тамақ өндірісінің машиналары` is three. A
word that the glossary doesn't have stands for itself, in letters that all three languages share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from pipeline.languages.glossary import find_form, stems_of
from pipeline.languages.vocabulary import LANGUAGES, section_phrases
from pipeline.text.fold import weaken

# "(түрлөрү боюнча)": what parts a field into profiles, not the field
_BRACKET = regex.compile(r"\([^()]*\)|\([^()]*$")
_LONGEST_FORM = 12
# Letters that a cognate spells one way or the other once those of its own language are folded.
_SAME_SOUND = str.maketrans({"щ": "ш", "э": "е", "й": "и", "ъ": None, "ь": None})


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a name: the meanings it may have, or else the word itself; `place` counts what `and` parts."""

    meanings: frozenset[int]
    word: str
    place: int

    def clues(self) -> Iterator[str]:
        """Yield what an index can find the token by."""
        yield from (f"#{meaning}" for meaning in self.meanings)
        if self.word:
            yield self.word[:5]


Reading = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name read by the longest forms of the glossary, and read by single words."""

    forms: Reading
    words: Reading

    def clues(self) -> Iterator[str]:
        """Yield what an index can find the name by."""
        return (key for reading in (self.forms, self.words) for token in reading for key in token.clues())


@cache
def _conjunctions() -> regex.Pattern[str]:
    words = sorted({word for lang in LANGUAGES for word in section_phrases("names", lang)["and"]})
    return regex.compile(rf",|(?<!\S)(?:{'|'.join(map(regex.escape, words))})(?!\S)", regex.IGNORECASE)


@lru_cache(maxsize=65536)
def read_name(name: str, lang: str) -> Name:
    """Read a name in its language.

    What stands in brackets tells how a field is divided and is left out, unless nothing else is printed.
    """
    bare = _BRACKET.sub(" ", name)
    printed = bare if bare.strip() else name
    return Name(_read(printed, lang, _LONGEST_FORM), _read(printed, lang, 1))


@cache
def _token(meanings: frozenset[int], word: str, place: int) -> Token:
    """Return the one token of its kind: names have most of theirs in common."""
    return Token(meanings, word, place)


def _read(name: str, lang: str, longest: int) -> Reading:
    """Read a name by forms of `longest` words at most; a form may reach over a conjunction."""
    stems: list[str] = []
    places: list[int] = []
    for place, part in enumerate(_conjunctions().split(name)):
        found = stems_of(part, lang)
        stems += found
        places += [place] * len(found)
    tokens: list[Token] = []
    at = 0
    while at < len(stems):
        length, meanings = find_form(stems, at, lang, longest)
        word = "" if meanings else weaken(stems[at]).translate(_SAME_SOUND)
        tokens.append(_token(meanings, word, places[at]))
        at += max(1, length)
    return tuple(tokens)
