"""The sentences of a text, and which of them answer which in the other language.

A full stop ends a sentence where a capital, a figure or a quotation follows it after a blank, unless it belongs to an
abbreviation (`ст. 5`, `и др.`), initials (`А.А. Касымалиев`) or a number at the head of a text (`1. Утвердить`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, reduce
from itertools import pairwise
from operator import or_

import regex

from pipeline.languages.vocabulary import phrase_pattern
from pipeline.link.chains import Score, Step, best_chain
from pipeline.link.likeness import Profile, Scale, certainty, likeness, profile_of, scale_of

Span = tuple[int, int]

# One answers one, mostly; the others in the points of a likeness, as rare as Gale and Church found them.
_STEPS = {(1, 1): 0.0, (2, 1): -1.5, (1, 2): -1.5, (1, 0): -1.0, (0, 1): -1.0}
_CERTAIN_OF_GAP = 0.5
_STOP = regex.compile(r"[.!?…]+[»”\"’)]*(?=\s+[«“„\"(–—-]?\s*[\p{Lu}\d])|\n\s*\n")
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


def _likeness(left: Sequence[Profile], right: Sequence[Profile], scale: Scale) -> float:
    ours, theirs = scale.measure(reduce(or_, left), scale.ratio), scale.measure(reduce(or_, right))
    return likeness(ours, theirs, scale.rarity)


def _placed(
    ours: Sequence[Span], theirs: Sequence[Span], walk: Sequence[tuple[int, int, Step]], score: Score
) -> Iterator[tuple[Span | None, Span | None, float]]:
    for i, j, (di, dj) in walk:
        left = (ours[i - di][0], ours[i - 1][1]) if di else None
        right = (theirs[j - dj][0], theirs[j - 1][1]) if dj else None
        points = score(i, j, di, dj) if di and dj else None
        yield left, right, _CERTAIN_OF_GAP if points is None else certainty(points)


def align_sentences(
    left: str, right: str, left_lang: str, right_lang: str
) -> list[tuple[Span | None, Span | None, float]]:
    """Pair the sentences of two texts in order: one with one, two with one, or one with None, and how surely (0..1).

    Two sentences that answer one are given as the one place they fill.
    """
    ours, theirs = split_sentences(left, left_lang), split_sentences(right, right_lang)
    profiles = [profile_of(left[start:end]) for start, end in ours], [profile_of(right[a:b]) for a, b in theirs]
    scale = scale_of(*profiles)

    def score(i: int, j: int, di: int, dj: int) -> float | None:
        prior = _STEPS[di, dj]
        if not (di and dj):
            return prior
        return prior + _likeness(profiles[0][i - di : i], profiles[1][j - dj : j], scale)

    return list(_placed(ours, theirs, best_chain(len(ours), len(theirs), tuple(_STEPS), score), score))
