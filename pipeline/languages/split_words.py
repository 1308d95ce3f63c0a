"""Words that a blank splits beside a letter which a font for Russian lends from another one: `қозғ алыс`.

What the languages know of the pieces and of the whole tells a word from two; so does how letters follow each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from pipeline.languages.known_words import are_known_apart, is_function_word, is_known, lent_letters
from pipeline.languages.letters import weigh_cut

# How letters weigh pieces that may be one word: below the first they are none, above the last they are likely one.
_RATHER_ONE, _LIKELY_ONE = 0.0, 4.0


@cache
def _meeting() -> regex.Pattern[str]:
    """Compile two words, the second in small letters, that meet at a letter which a font lends."""
    lent = "".join(sorted(lent_letters()))
    begins = r"(?<![\p{L}\p{N}-])(?=(\p{L}+) (\p{Ll}+)(?![\p{L}\p{N}-]))"
    return regex.compile(rf"{begins}(?:\p{{L}}*[{lent}{lent.upper()}] |\p{{L}}+ [{lent}])")


def is_split(pieces: Sequence[str]) -> bool:
    """Tell whether pieces in lower case are one word: the languages know it, and not each of its pieces.

    >>> is_split(["қозғ", "алыс"]), is_split(["қонақ", "үй"])
    (True, False)
    """
    whole = not all(map(is_known, pieces)) and is_known("".join(pieces))
    return whole and weigh_cut("".join(pieces[:-1]), pieces[-1]) > _RATHER_ONE


def find_doubtful_split(text: str) -> str | None:
    """Return the first two words of a text that are likely one, though nothing but their letters says so.

    >>> find_doubtful_split("Тоо кийлигишү үгө"), find_doubtful_split("Тоо ишине көмөк")
    ('кийлигишү үгө', None)
    """
    for found in _meeting().finditer(text):
        left, right = found.group(1).lower(), found.group(2)
        if is_function_word(left) or is_function_word(right) or are_known_apart(left, right):
            continue
        apart = is_known(left) and is_known(right) and not is_known(left + right)
        if not apart and weigh_cut(left, right) > _LIKELY_ONE:
            return f"{found.group(1)} {right}"
    return None
