"""Which language a text is in, from the clues of the vocabularies: letters, function words, word endings, runs.

A clue counts for every language that has it and counts less the more languages do; a clue of all is no clue. The points
of a text become shares that add up to 1, so a name that is spelled alike everywhere (`Педиатрия`) leaves them equal:
that is an honest "undecided", never a guess. Latin text is reported as English, the one Latin language of the sources.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

import regex

from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary

ENGLISH = "en"
IDENTIFIABLE = (*LANGUAGES, ENGLISH)

_LETTER, _FUNCTION_WORD, _ENDING, _RUN, _LATIN_WORD = 3.0, 4.0, 1.5, 1.5, 1.0
_SHORTEST_STEM, _LONGEST_ENDING = 2, 8
_WORD = regex.compile(r"\p{L}+")
# Қ а з а қ с т а н
_LETTER_SPACED = regex.compile(r"(?<!\p{L})(?:\p{L}[^\S\n]+){3,}\p{L}(?!\p{L})")
# А.А. Касымалиев, Касымалиев А.А.: a person's name tells nothing, least of all its initials
_INITIALS, _SURNAME = r"(?:\p{Lu}\p{Ll}?\.\s?){1,2}", r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?"
_NAME = regex.compile(rf"(?<!\p{{L}})(?:{_INITIALS}{_SURNAME}|{_SURNAME}\s(?:\p{{Lu}}\.\s?){{2}})")
_ROMAN_NUMERAL = regex.compile(r"[IVXLCDM]+")
_CYRILLIC = regex.compile(r"\p{Script=Cyrillic}")
_ENGLISH_WORDS = frozenset("the of and in to for a an on with by from is are as at or this that be".split())

_Clues = Mapping[str, Mapping[str, float]]


def _weigh(owners: Mapping[str, Iterable[str]], weight: float) -> _Clues:
    """Turn language -> clues into clue -> language -> points: `weight` when one has it, no points when all do."""
    counts = Counter(clue for clues in owners.values() for clue in set(clues))
    rarity = {clue: math.log(len(owners) / count) / math.log(len(owners)) for clue, count in counts.items()}
    return {
        clue: {lang: weight * share for lang, clues in owners.items() if clue in clues}
        for clue, share in rarity.items()
    }


@cache
def _clues() -> tuple[_Clues, _Clues, _Clues, _Clues]:
    vocabularies = {lang: load_vocabulary(lang) for lang in LANGUAGES}
    return (
        _weigh({lang: vocabulary.letters for lang, vocabulary in vocabularies.items()}, _LETTER),
        _weigh({lang: vocabulary.function_words for lang, vocabulary in vocabularies.items()}, _FUNCTION_WORD),
        _weigh({lang: vocabulary.endings for lang, vocabulary in vocabularies.items()}, _ENDING),
        _weigh({lang: vocabulary.runs for lang, vocabulary in vocabularies.items()}, _RUN),
    )


@lru_cache(maxsize=16384)
def _points_of_word(printed: str) -> tuple[tuple[str, float], ...]:
    """Add up the clues of one word by language."""
    word = printed.casefold()
    if not _CYRILLIC.search(printed):
        if word in _ENGLISH_WORDS:
            return ((ENGLISH, _FUNCTION_WORD),)
        return () if len(printed) == 1 or _ROMAN_NUMERAL.fullmatch(printed) else ((ENGLISH, _LATIN_WORD),)
    points: dict[str, float] = {}
    for clue in _clues_of_word(word):
        for lang, worth in clue.items():
            points[lang] = points.get(lang, 0.0) + worth
    return tuple(points.items())


def _clues_of_word(word: str) -> Iterator[Mapping[str, float]]:
    letters, function_words, endings, runs = _clues()
    yield from (letters[letter] for letter in set(word) if letter in letters)
    if word in function_words:
        yield function_words[word]
        return
    # the longest ending only: `-лары` is not the clue `-ры` once more
    first = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    yield from islice((endings[word[at:]] for at in range(first, len(word)) if word[at:] in endings), 1)
    yield from (points for run, points in runs.items() if run in word)


def _points(text: str) -> dict[str, float]:
    points = dict.fromkeys(IDENTIFIABLE, 0.0)
    words = _NAME.sub(" ", _LETTER_SPACED.sub(lambda spaced: "".join(spaced.group().split()), text))
    for printed in _WORD.findall(words):
        for lang, worth in _points_of_word(printed):
            points[lang] += worth
    return points


def _shares(points: Mapping[str, float]) -> dict[str, float]:
    most = max(points.values(), default=0.0)
    weights = {lang: math.exp(worth - most) for lang, worth in points.items()}
    total = sum(weights.values())
    return {lang: weight / total for lang, weight in weights.items()}


def score_languages(text: str) -> dict[str, float]:
    """Give each language, English included, its share of the evidence: 0..1, adding up to 1; equal without evidence."""
    return _shares(_points(text))


def identify_language(text: str, among: Sequence[str] = IDENTIFIABLE) -> tuple[str | None, float]:
    """Name the likeliest language of a text and its lead over the next one, 0 (undecided) to 1 (sure).

    The language is None when nothing in the text tells two leading languages apart.

    >>> identify_language("Театр искусствосу")[0], identify_language("Театральное искусство")[0]
    ('ky', 'ru')
    >>> identify_language("Педиатрия")
    (None, 0.0)
    """
    points = _points(text)
    ranked = sorted(_shares({lang: points[lang] for lang in among}).items(), key=lambda pair: -pair[1])
    best, share = ranked[0]
    margin = share - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return (best, margin) if margin > 0 else (None, 0.0)
