"""Read the name of a field of study as its meanings: what two names can be compared by, whatever their languages.

`Мұнай-газ ісі` and `Нефтегазовое дело` are one meaning of the glossary; `Тамақ өндірісінің машиналары` is three. A
word that the glossary doesn't have stands for itself, by the roots that it may have in letters that all three languages
share: `патологиялық` and `патологический` are both made from `патология`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from pipeline.languages.glossary import find_forms, words_of
from pipeline.languages.vocabulary import LANGUAGES, phrase_pattern, section_phrases
from pipeline.languages.word_forms import bases_of, roots_of
from pipeline.text.fold import weaken

# "(руда байыту)": which part of a field is meant, or how it is called, too
_BRACKET = regex.compile(r"\(([^()]*)(?:\)|$)")
_LONGEST_FORM = 12
# So many letters of a root find its kin.
_BEGINNING = 5
# A root as short as this may be that of any word.
_SHORTEST_ROOT = 3
# Letters that a cognate spells one way or the other once those of its own language are folded.
_SAME_SOUND = str.maketrans({"щ": "ш", "э": "е", "й": "и", "ъ": None, "ь": None})


@dataclass(frozen=True, slots=True)
class Token:
    """One part of a name: the meanings it may have, and of a single word its `roots` and the word as it is spelled.

    `place` counts what `and` parts.
    """

    meanings: frozenset[int]
    word: str
    place: int
    roots: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """What the token says: its meanings, or else the beginnings of its roots."""
        return frozenset(f"#{meaning}" for meaning in self.meanings) or self._beginnings

    @property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(root[:_BEGINNING] for root in (*self.roots, self.word) if root)

    def clues(self) -> frozenset[str]:
        """Return what an index can find the token by: another name may have its root and not its meaning."""
        return self.keys | self._beginnings


Reading = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A token that a name may be read by: the words `start..end` (half-open) of those that carry meaning.

    `joins` tells that an `and` stands between them.
    """

    start: int
    end: int
    token: Token
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name read by the longest forms of the glossary, read by single words, and all the tokens it may be read by.

    `parts` are the longest forms within what `and` parts; `bare` is the name without its brackets, if it has any.
    """

    forms: Reading
    words: Reading
    parts: Reading = ()
    spans: tuple[Span, ...] = ()
    bare: Name | None = None

    def clues(self) -> Iterator[str]:
        """Yield what an index can find the name by."""
        return (key for reading in (self.forms, self.words) for token in reading for key in token.clues())


@cache
def _conjunctions() -> regex.Pattern[str]:
    words = sorted({word for lang in LANGUAGES for word in section_phrases("names", lang)["and"]})
    return regex.compile(rf"[,;]|(?<!\S)(?:{'|'.join(map(regex.escape, words))})(?!\S)", regex.IGNORECASE)


@cache
def _kinds(lang: str) -> regex.Pattern[str]:
    """Return what matches the words that only say that a field has kinds, and the bracket around them."""
    kinds = phrase_pattern("names", "kind", lang)
    return regex.compile(rf"\([^()]*(?:{kinds})[^()]*(?:\)|$)|{kinds}\s*$", regex.IGNORECASE)


@lru_cache(maxsize=65536)
def read_name(name: str, lang: str) -> Name:
    """Read a name in its language.

    That a field has kinds (`по отраслям`) says nothing of it. Other brackets are read with the name and left out of it.
    """
    whole = _kinds(lang).sub(" ", name) if lang in LANGUAGES else name
    whole = whole if whole.strip() else name
    bare = _BRACKET.sub(" ", whole)
    spelled = _read(_BRACKET.sub(r" \1 ", whole), lang)
    if bare == whole or not bare.strip():
        return spelled
    return replace(spelled, bare=_read(bare, lang))


def _read(printed: str, lang: str) -> Name:
    spans = _spans(printed, lang)
    forms, words = _chain(spans), _chain(span for span in spans if span.end == span.start + 1)
    parts = _chain(span for span in spans if not span.joins)
    return Name(forms, forms if forms == words else words, forms if forms == parts else parts, spans)


def _spans(printed: str, lang: str) -> tuple[Span, ...]:
    """Return all that a name may be read by, in order; a form of several words may reach over a conjunction."""
    words: list[str] = []
    places: list[int] = []
    for place, part in enumerate(_conjunctions().split(printed)):
        found = words_of(part, lang)
        words += found
        places += [place] * len(found)
    spans = []
    for at, word in enumerate(words):
        forms = find_forms(words, at, lang, _LONGEST_FORM)
        for length in sorted({1, *forms}):
            meanings = forms.get(length, frozenset())
            roots = _roots(word, lang) if length == 1 else frozenset()
            token = _token(meanings, "" if meanings else _spelled(word, lang), places[at], roots)
            spans.append(Span(at, at + length, token, places[at] != places[at + length - 1]))
    return tuple(spans)


def _chain(spans: Iterable[Span]) -> Reading:
    """Read a name from its beginning, each time by the longest form."""
    longest = {span.start: span for span in spans}
    tokens = []
    at = 0
    while at in longest:
        tokens.append(longest[at].token)
        at = longest[at].end
    return tuple(tokens)


@cache
def _token(meanings: frozenset[int], word: str, place: int, roots: frozenset[str]) -> Token:
    """Return the one token of its kind: names have most of theirs in common."""
    return Token(meanings, word, place, roots)


@lru_cache(maxsize=65536)
def _roots(word: str, lang: str) -> frozenset[str]:
    """Return the roots of a word in letters that all languages share."""
    found = {_in_common_letters(root) for root in roots_of(word, lang)}
    return frozenset(root for root in found if len(root) >= _SHORTEST_ROOT) or frozenset({_in_common_letters(word)})


@lru_cache(maxsize=65536)
def _spelled(word: str, lang: str) -> str:
    """Return the shortest dictionary form of a word, in letters that all languages share."""
    found = sorted((_in_common_letters(base) for base in bases_of(word, lang)), key=lambda base: (len(base), base))
    return next((base for base in found if len(base) >= _SHORTEST_ROOT), found[-1])


def _in_common_letters(word: str) -> str:
    return weaken(word).translate(_SAME_SOUND)
