"""Words that a blank splits beside a letter which a font for Russian lends from another one: `қозғ алыс`.

What the languages know of the pieces and of the whole tells a word from two; so does how letters follow each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from pipeline.languages.known_words import are_known_apart, is_function_word, is_known, lent_letters
from pipeline.languages.letters import weigh_cut
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.languages.word_forms import bases_of

# How letters weigh pieces that may be one word: below the first they are none, above the last they are likely one.
_RATHER_ONE, _LIKELY_ONE = 0.0, 4.0
# A known word is one though both pieces are words, too, where letters weigh so; less where the second is an ending.
_SURELY_ONE, _ENDS = 8.0, 1.0
# Two words, the second in small letters.
_PAIR = regex.compile(r"(?<![\p{L}\p{N}-])(?=(\p{L}+) (\p{Ll}+)(?![\p{L}\p{N}-]))")


@cache
def _meeting() -> regex.Pattern[str]:
    """Compile two words, the second in small letters, that meet at a letter which a font lends."""
    lent = "".join(sorted(lent_letters()))
    return regex.compile(rf"{_PAIR.pattern}(?:\p{{L}}*[{lent}{lent.upper()}] |\p{{L}}+ [{lent}])")


def is_split(pieces: Sequence[str]) -> bool:
    """Tell whether pieces in lower case are one word: the languages know it, and not each of its pieces.

    >>> is_split(["қозғ", "алыс"]), is_split(["қонақ", "үй"])
    (True, False)
    """
    whole = not all(map(is_known, pieces)) and is_known("".join(pieces))
    return whole and weigh_cut("".join(pieces[:-1]), pieces[-1]) > _RATHER_ONE


def find_doubtful_split(text: str) -> str | None:
    """Return the first two words of a text that are likely one, though not surely.

    >>> find_doubtful_split("Тоо кийлигишү үгө"), find_doubtful_split("Тоо ишине көмөк")
    ('кийлигишү үгө', None)
    >>> find_doubtful_split("Фарма ция"), find_doubtful_split("Айыл чарба тармак тары"), find_doubtful_split("Тар жол")
    ('Фарма ция', 'тармак тары', None)
    """
    meeting = {found.start() for found in _meeting().finditer(text)}
    for found in _PAIR.finditer(text):
        left, right = found.group(1).lower(), found.group(2)
        if is_function_word(right) or are_known_apart(left, right):
            continue
        if _ends(left, right):
            likely = weigh_cut(left, right) > _ENDS
        elif is_function_word(left):
            continue
        else:
            likely = _is_whole(left, right) or (found.start() in meeting and _may_be_whole(left, right))
        if likely:
            return f"{found.group(1)} {right}"
    return None


def _ends(left: str, right: str) -> bool:
    """Tell whether the second word is an ending of the first: `тармак тары`."""
    return is_known(left) and any(left in bases_of(left + right, lang) for lang in LANGUAGES)


def _is_whole(left: str, right: str) -> bool:
    """Tell whether two words are likely the one that the languages know."""
    least = _SURELY_ONE if is_known(left) and is_known(right) else _RATHER_ONE
    return is_known(left + right) and weigh_cut(left, right) > least


def _may_be_whole(left: str, right: str) -> bool:
    """Tell whether two words that meet at a letter which a font lends are likely one, by their letters."""
    apart = is_known(left) and is_known(right) and not is_known(left + right)
    return not apart and weigh_cut(left, right) > _LIKELY_ONE
