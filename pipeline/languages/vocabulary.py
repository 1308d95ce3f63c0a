"""The words of legal acts in each language, read from the TOML file of that language.

A language is one file, `<code>.toml`; every file has the same sections and keys, and a fourth language is a fourth
file. A phrase is written in lower case. In it

    `*`    at the end of a word stands for any further letters:        `токтом*`  токтомунун
    blank  between words is any white space, line breaks included:     `жол берилбеген`
    ` + `  parts the term from words that must follow it:              `орто + жана жогорку кесиптик`
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

import regex

from pipeline.errors import TizmekError

_FOLDER = Path(__file__).parent
LANGUAGES: tuple[str, ...] = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))

_NO_LETTER_BEFORE = r"(?<![\p{L}\p{M}])"
_NO_LETTER_AFTER = r"(?![\p{L}\p{M}])"
_ANY_LETTERS = r"[\p{L}\p{M}]*+"
# So many letters of a phrase tell whether it may stand at a place at all.
BEGINNING = 3
# Texts as short as cells are asked again and again: the terms of so many of them are kept.
_CELL, _CELLS = 120, 4_096
_HYPHEN = r"[-\u2010\u2011]"


class UnknownVocabularyError(TizmekError, LookupError):
    """A language, section or key that no vocabulary file holds."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language: what identifies it, and its phrases as section -> key -> phrases.

    `letters` are those Russian lacks, `endings` and `runs` the word endings and inner letters typical of the language;
    `month_endings` are the case endings of a month in a date, `country_side` is where an issuer's country stands.
    """

    code: str
    name: str
    letters: frozenset[str]
    function_words: frozenset[str]
    endings: frozenset[str]
    runs: frozenset[str]
    month_endings: frozenset[str]
    country_side: str
    sections: Mapping[str, Mapping[str, tuple[str, ...]]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase found in a text at `start..end`; `lang` is None when several languages print these same words."""

    key: str
    lang: str | None
    start: int
    end: int


@cache
def load_vocabulary(lang: str) -> Vocabulary:
    """Read the vocabulary of `lang`, once. Raises UnknownVocabularyError for a language without a file."""
    if lang not in LANGUAGES:
        raise UnknownVocabularyError(
            f"expected one of the languages {', '.join(LANGUAGES)}, found {lang!r}",
            advice="add a vocabulary file for it",
        )
    tables = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    head = tables.pop("language")
    sections = {
        section: MappingProxyType({key: tuple(phrases) for key, phrases in keys.items()})
        for section, keys in tables.items()
    }
    return Vocabulary(
        code=head["code"],
        name=head["name"],
        letters=frozenset(head["letters"]),
        function_words=frozenset(head["function_words"]),
        endings=frozenset(head["endings"]),
        runs=frozenset(head["runs"]),
        month_endings=frozenset(head["month_endings"]),
        country_side=head["country_side"],
        sections=MappingProxyType(sections),
    )


def section_phrases(section: str, lang: str) -> Mapping[str, tuple[str, ...]]:
    """Give the phrases of a section by key. Raises UnknownVocabularyError when there is no such section."""
    sections = load_vocabulary(lang).sections
    if section not in sections:
        raise UnknownVocabularyError(
            f"expected one of the sections {', '.join(sections)}, found {section!r}", place=lang
        )
    return sections[section]


# `орто + жана жогорку кесиптик` -> орто(?=\s+жана\s+жогорку\s+кесиптик), with word boundaries
def _phrase_source(phrase: str) -> str:
    term, _, following = phrase.partition(" + ")
    source = _bounded(term)
    return source + (rf"(?=\s*{_bounded(following)})" if following else "")


def _bounded(words: str) -> str:
    body = r"\s+".join(_word_source(word) for word in words.split())
    body = body.replace(r"\s+\(", r"\s*\(\s*").replace(r"\s+,", r"\s*,")
    before = _NO_LETTER_BEFORE if words[0].isalpha() else ""
    after = _NO_LETTER_AFTER if words[-1].isalpha() else ""
    return before + body + after


# `очно-заочн*` -> очно-\s*заочн\p{L}*, the hyphen at a line end or not
def _word_source(word: str) -> str:
    parts: list[str] = [regex.escape(part, special_only=True).replace(r"\-", "-") for part in word.split("*")]
    hyphen = _HYPHEN if word.startswith("-") else rf"{_HYPHEN}\s*"
    return _ANY_LETTERS.join(part.replace("-", hyphen) for part in parts)


def _letter_count(phrase: str) -> int:
    return len(phrase.partition(" + ")[0].replace("*", ""))


def _longest_first(phrases: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(phrases, key=lambda pair: (-_letter_count(pair[1]), -len(pair[1]), pair))


@cache
def phrase_pattern(section: str, key: str, lang: str) -> str:
    """Give the regular expression source (for the `regex` module) that matches any phrase of one key.

    It has no groups that capture and wants IGNORECASE. Raises UnknownVocabularyError when there is no such key.
    """
    keys = section_phrases(section, lang)
    if key not in keys:
        raise UnknownVocabularyError(
            f"expected one of the keys {', '.join(keys)}, found {key!r}", place=f"{lang} {section}"
        )
    return "(?:" + "|".join(_phrase_source(phrase) for _, phrase in _longest_first((key, p) for p in keys[key])) + ")"


@cache
def _section_pattern(section: str, lang: str) -> tuple[regex.Pattern[str], tuple[str, ...]]:
    keys = section_phrases(section, lang)
    pairs = _longest_first((key, phrase) for key, phrases in keys.items() for phrase in phrases)
    # that no letter stands before is asked once, where a phrase may begin
    source = "|".join(f"({_phrase_source(phrase).removeprefix(_NO_LETTER_BEFORE)})" for _, phrase in pairs)
    return regex.compile(f"{beginning_pattern(phrase for _, phrase in pairs)}(?:{source})", regex.IGNORECASE), tuple(
        key for key, _ in pairs
    )


def beginning_pattern(phrases: Iterable[str]) -> str:
    """Give the pattern of where some phrase may begin, of no length: most places are passed by without trying each."""
    firsts = {beginning_of(phrase) for phrase in phrases}
    letters, marks = (sorted(map(_word_source, filter(test, firsts))) for test in (str.isalpha, _is_mark))
    places = [rf"{_NO_LETTER_BEFORE}(?={'|'.join(letters)})"] if letters else []
    return "(?:" + "|".join([*places, *([f"(?={'|'.join(marks)})"] if marks else [])]) + ")"


def beginning_of(phrase: str) -> str:
    """Give the letters that a phrase begins with whatever its hyphens are, or the one mark.

    >>> beginning_of("токтом*"), beginning_of("иш-аракеттер план*"), beginning_of("№")
    ('ток', 'иш', '№')
    """
    letters = phrase[:BEGINNING]
    return "".join(takewhile(str.isalpha, letters)) or letters[0]


def _is_mark(first: str) -> bool:
    return not first.isalpha()


@cache
def _beginnings(section: str) -> regex.Pattern[str]:
    """Compile what some phrase of the section begins with in any language: a quick way to see that a text has none."""
    phrases = (phrase for lang in LANGUAGES for found in section_phrases(section, lang).values() for phrase in found)
    return regex.compile(beginning_pattern(phrases), regex.IGNORECASE)


def _terms_of_language(section: str, text: str, lang: str) -> Iterator[Term]:
    pattern, keys = _section_pattern(section, lang)
    if not keys:  # a language that has no such phrase
        return
    for match in pattern.finditer(text):
        if match.lastindex is None:
            raise UnknownVocabularyError(f"a match without a phrase at {match.start()}", place=f"{lang} {section}")
        yield Term(keys[match.lastindex - 1], lang, match.start(), match.end())


def find_terms(section: str, text: str, lang: str | None = None) -> list[Term]:
    """Find the phrases of a section in a text, letter case aside, the longest phrase first, sorted by place.

    Terms do not overlap. With `lang=None` all languages are searched: words that several languages print alike are
    one term with `lang=None`, and where those languages mean different keys by them, one term for each key at the
    same place (`бап` is a chapter in Kyrgyz and an article in Kazakh). Offsets are code points of `text`, half-open.

    >>> [(term.key, term.lang) for term in find_terms("forms", "Күндүзгү-сырттан (кечки), сырттан, экстернат")]
    [('evening', 'ky'), ('correspondence', 'ky'), ('externat', None)]
    """
    return list(_terms_of_cell(section, text, lang) if len(text) <= _CELL else _terms(section, text, lang))


@lru_cache(maxsize=_CELLS)
def _terms_of_cell(section: str, text: str, lang: str | None) -> tuple[Term, ...]:
    return tuple(_terms(section, text, lang))


def _terms(section: str, text: str, lang: str | None) -> list[Term]:
    if lang is not None:
        return list(_terms_of_language(section, text, lang))
    if not _beginnings(section).search(text):
        return []
    found: dict[tuple[int, int], dict[str, list[str]]] = {}
    for code in LANGUAGES:
        for term in _terms_of_language(section, text, code):
            found.setdefault((term.start, term.end), {}).setdefault(term.key, []).append(code)
    terms: list[Term] = []
    reached = 0
    for (start, end), readings in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start < reached:
            continue
        reached = end
        terms.extend(Term(key, codes[0] if len(codes) == 1 else None, start, end) for key, codes in readings.items())
    return terms


def is_phrase(section: str, text: str) -> bool:
    """Tell whether a text is, from its first letter to its last, a phrase of a section in some language.

    >>> is_phrase("forms", "экстернат"), is_phrase("forms", "экстернат жана")
    (True, False)
    """
    return any(term.start == 0 and term.end == len(text) for term in find_terms(section, text))
