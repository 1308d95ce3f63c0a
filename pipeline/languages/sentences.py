"""The sentences of a text.

A full stop ends a sentence where a capital, a figure or a quotation follows it after a blank, unless it belongs to an
abbreviation (`ст. 5`, `и др.`), initials (`А.А. Касымалиев`) or a number at the head of a text (`1. Утвердить`).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from pipeline.languages.vocabulary import phrase_pattern

Span = tuple[int, int]

_STOP = regex.compile(r"(?<![.!?…])[.!?…]++[»”\"’)]*+(?=\s+[«“„\"(–—-]?\s*[\p{Lu}\d])")
_INITIAL = regex.compile(r"(?<!\p{L})\p{Lu}\p{Ll}?\.$")
_NUMBER_ALONE = regex.compile(r"\s*[\dIVXLC]+(?:[.-]\d+)*\.")
_CAPITAL_NEXT = regex.compile(r"\s+[«“„\"]?\p{Lu}")
_LONGEST_ABBREVIATION = 12


@cache
def _abbreviation(lang: str, key: str) -> regex.Pattern[str]:
    return regex.compile(rf"{phrase_pattern('abbreviations', key, lang)}$", regex.IGNORECASE)


def _ends_sentence(text: str, start: int, stop: regex.Match[str], lang: str) -> bool:
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    end = stop.start() + 1
    tail = text[max(start, end - _LONGEST_ABBREVIATION) : end]
    if _INITIAL.search(tail) or _NUMBER_ALONE.fullmatch(text, start, end):
        return False
    if stop.group() != ".":  # `(1969-ж., 167-ст.) "Граждандык`
        return not any(_abbreviation(lang, key).search(tail) for key in ("leading", "closing"))
    closing = _abbreviation(lang, "closing").search(tail)
    if closing is not None:
        # `2015 г. Утвердить` ends with the year, `г. Бишкек` doesn't; `и др. Утвердить` ends
        after_word = closing.group().count(".") > 1 or len(closing.group()) > len("г.")
        after_year = tail[: closing.start()].rstrip()[-1:].isdecimal()
        return _CAPITAL_NEXT.match(text, end) is not None and (after_word or after_year)
    return _abbreviation(lang, "leading").search(tail) is None


def split_sentences(text: str, lang: str) -> list[Span]:
    """Give the places of the sentences of a text, half-open, in code points; blanks at their ends belong to none.

    >>> text = "1. Бул ст. 5 боюнча 12.10.2015 ж. чыкты. А.А. Касымалиев жана т.б. кол койду."
    >>> [text[start:end] for start, end in split_sentences(text, "ky")]
    ['1. Бул ст. 5 боюнча 12.10.2015 ж. чыкты.', 'А.А. Касымалиев жана т.б. кол койду.']
    """
    cuts = [0]
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, cuts[-1], stop, lang):
            cuts.append(stop.end())
    cuts.append(len(text))
    spans = (_trimmed(text, start, end) for start, end in pairwise(cuts))
    return [(start, end) for start, end in spans if start < end]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
