"""Find words of a name that its other language takes for a misreading: `Лечебное тело` beside `Дарылоо иши`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from rapidfuzz.distance import Levenshtein

from pipeline.languages.glossary import find_forms, forms_of, words_of

# A form of the glossary has so many words at most; a word may be another one that was misread, where so many of its
# letters at most are others, one in so many.
_LONGEST, _ONE_IN = 12, 5


def find_misread(names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the words of an entry's names, by language, that nearly are what another name of it means.

    Each with its language and the word of the glossary; nothing is said of words that mean something else altogether.

    >>> list(find_misread({"ky": "Дарылоо иши", "ru": "Лечебное тело"}))
    [('ru', 'тело', 'дело')]
    >>> list(find_misread({"ky": "Дарылоо иши", "ru": "Лечебного дела"}))
    []
    """
    words = {lang: words_of(name, lang) for lang, name in names.items()}
    meant = {lang: _meanings(words[lang], lang) for lang in names}
    for lang, other in permutations(names, 2):
        wanted = {number for numbers in meant[other].values() for number in numbers}
        answered = {span: numbers & wanted for span, numbers in meant[lang].items() if numbers & wanted}
        covered = {at for begin, end in answered for at in range(begin, end)}
        found = {number for numbers in answered.values() for number in numbers}
        spoken = {one for number in found for form in forms_of(number, lang) for one in form}
        missing = sorted({one for number in wanted - found for form in forms_of(number, lang) for one in form} - spoken)
        for word in (word for at, word in enumerate(words[lang]) if at not in covered):
            if near := next((one for one in missing if _is_near(word, one)), None):
                yield lang, word, near


def _meanings(words: Sequence[str], lang: str) -> dict[tuple[int, int], frozenset[int]]:
    """Return what words may mean, by the range of them that is one form."""
    return {
        (at, at + length): numbers
        for at in range(len(words))
        for length, numbers in find_forms(words, at, lang, _LONGEST).items()
    }


def _is_near(word: str, other: str) -> bool:
    """Tell whether two words differ in one letter, or in a few where they are long."""
    most = max(1, len(other) // _ONE_IN)
    return 0 < Levenshtein.distance(word, other, score_cutoff=most) <= most
