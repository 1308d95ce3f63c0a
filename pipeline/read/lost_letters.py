"""Tell whether a text has lost the letters that Russian lacks: replaced by plain ones, or by letters no language has.

Old fonts drew Kyrgyz and Kazakh letters in the places of others (`Кљркљм` for `Көркөм`), recognition and old keyboards
leave their marks away (`женунде` for `жөнүндө`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.text.strange_letters import find_strange_letters

# So many words of a language without its own letters, and more than with them, mean that these are lost.
_LOST, LETTERS_LOST = 3, "letters that Russian lacks are lost"
_ADVICE = "give it in Unicode letters; it was typed for a font or on a keyboard that lacks them"
_SPELLED = regex.compile(r"\p{L}+(?:-\p{L}+)*")
# The letters that Russian lacks, and what recognition makes of them; е stands for ө and ә too.
_FLAT = str.maketrans("үөңқғұәіһеэ", "уонкгуоихоо")
_SHORTEST = 4
# So many words with letters that no language has, and such a share of all, are no quotation.
_STRANGE_WORDS, _STRANGE_SHARE = 5, 0.05


def refuse_lost_letters(text: str, place: str) -> None:
    """Raise UnreadableSourceError for a text whose letters can't be those that were meant."""
    words = _distinct_words(text)
    if reason := _reason_of_strange_letters(text, words) or _reason_of_lost_letters(text, words, _LOST):
        raise UnreadableSourceError(f"the text can't be believed: {reason}", place=place, advice=_ADVICE)


def reason_of_lost_letters(text: str, least: int = _LOST) -> str | None:
    """Return why a text has lost letters: words that can only be words of a language without its own letters."""
    return _reason_of_lost_letters(text, _distinct_words(text), least)


def _reason_of_strange_letters(text: str, distinct: Collection[str]) -> str | None:
    """Return why words are of none of the languages, or typed for a font of its own: with letters that none has.

    >>> text = "Кљркљм љнљр жана маданият адистиктеринин тизмеги"
    >>> _reason_of_strange_letters(f"{text} " * 3, text.split())
    "letters that no language here has (љ): 6 of 18 words such as 'Кљркљм'"
    """
    if not find_strange_letters(" ".join(distinct)):
        return None
    strange = {word: found for word in distinct if (found := find_strange_letters(word))}
    words = Counter(text.split())
    missing = sum(words[word] for word in strange)
    if missing < max(_STRANGE_WORDS, _STRANGE_SHARE * words.total()):
        return None
    letters = Counter(letter for word, found in strange.items() for letter in found * words[word])
    shown = " ".join(letter for letter, _ in letters.most_common(5))
    said = f"{missing} of {words.total()} words such as {next(iter(strange))!r}"
    return f"letters that no language here has ({shown}): {said}"


def _reason_of_lost_letters(text: str, distinct: Collection[str], least: int) -> str | None:
    parts = dict.fromkeys(_SPELLED.findall(" ".join(distinct).lower()))
    flat = {part: _flatten(part) for part in parts if len(part) >= _SHORTEST}
    for lang in LANGUAGES:
        whole, lacking = _marked_words(lang)
        lost = [part for part, letters in flat.items() if letters in lacking and not _is_whole(part)]
        # texts that have lost none, which are most, are not counted
        if not lost:
            continue
        counts = Counter(_SPELLED.findall(text.lower()))
        missing = sum(counts[part] for part in lost)
        kept = sum(counts[part] for part in whole)
        if missing >= least and missing > kept:
            own = " ".join(sorted(load_vocabulary(lang).letters))
            return f"{LETTERS_LOST} ({own}): {missing} words such as {lost[0]!r}, {kept} with them"
    return None


def _distinct_words(text: str) -> Collection[str]:
    """Return the words of a text in their order, each once: lines and cells that repeat are looked at once."""
    cells = dict.fromkeys(text.replace("\t", "\n").split("\n"))
    return dict.fromkeys(" ".join(cells).split())


def _is_whole(word: str) -> bool:
    """Tell whether a word has letters that Russian lacks, or is a word without them."""
    return not _own_letters().isdisjoint(word) or word in _all_words()


@cache
def _marked_words(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a language that have letters Russian lacks, and how they look without them."""
    vocabulary = load_vocabulary(lang)
    whole = frozenset(
        word for word in vocabulary.function_words if set(word) & vocabulary.letters and len(word) >= _SHORTEST
    )
    return whole, frozenset(map(_flatten, whole))


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in load_vocabulary(lang).function_words)


@cache
def _own_letters() -> frozenset[str]:
    return frozenset(letter for lang in LANGUAGES for letter in load_vocabulary(lang).letters)


@lru_cache(maxsize=1 << 14)
def _flatten(word: str) -> str:
    return word.translate(_FLAT)
