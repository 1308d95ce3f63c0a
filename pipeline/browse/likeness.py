"""How a name or a code is like the words that were asked for, and what is spelled most like words that none has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from pipeline.browse.query import Term
from pipeline.text.fold import find_words, normalize, weaken
from pipeline.text.stems import stem_of

# A shorter piece would be found inside too many words.
_SHORTEST_PIECE = 3
# A word may be a slip for one that is so much like it, from 0 to 1: дезайн for дизайн, and a code with one digit off.
_SLIP, _SLIP_IN_CODE = 0.7, 0.8
_SUGGESTED = 3


class Likeness(IntEnum):
    """How a name holds a word that was asked for: the word itself, another ending of it, plainer letters, a piece."""

    EXACT = 0
    STEM = 1
    LETTERS = 2
    PIECE = 3


class Fit(IntEnum):
    """How much of a name the words asked for are: all of it, its beginning, or something inside."""

    WHOLE = 0
    BEGINNING = 1
    WITHIN = 2


# The likest name has the least: of equal likeness and fit, the shorter one.
Rank = tuple[Likeness, Fit, int]
BY_ID: Rank = (Likeness.EXACT, Fit.WHOLE, 0)


@dataclass(frozen=True, slots=True)
class Called:
    """What something is called: its words, folded, of which the first `in_code` are its code."""

    text: str
    words: tuple[str, ...]
    in_code: int


def called(code: str | None, name: str | None) -> Called:
    """Read a code, a name, or a name with its code.

    >>> called("050421", "Дизайн").words
    ('050421', 'дизайн')
    """
    words, in_code = [], 0
    for text in filter(None, (code, name)):
        words += [word.folded for word in find_words(normalize(text))]
        in_code = len(words) if text == code else in_code
    return Called(" ".join(filter(None, (code, name))), tuple(words), in_code)


def rank_of(terms: Sequence[Term], one: Called) -> Rank | None:
    """Return how a name has all terms, by the one it has least; None where it lacks one, or none is asked for.

    A code has a term only from its beginning.
    """
    likenesses = [_likeness(term, one) for term in terms]
    if not likenesses or None in likenesses:
        return None
    worst = max(likeness for likeness in likenesses if likeness is not None)
    return worst, _fit([word for term in terms for word in term.words], one.words), len(one.text)


def _likeness(term: Term, one: Called) -> Likeness | None:
    starts = [0, *range(max(1, one.in_code), len(one.words))]
    spans = (one.words[at : at + len(term.words)] for at in starts)
    return min((likeness for span in spans if (likeness := _word_by_word(term.words, span)) is not None), default=None)


def _fit(asked: Sequence[str], printed: Sequence[str]) -> Fit:
    begins = _word_by_word(asked, printed[: len(asked)])
    if len(asked) == len(printed) and all(any(_begins(word, one) for word in asked) for one in printed):
        return Fit.WHOLE
    return Fit.BEGINNING if begins is not None and begins < Likeness.PIECE else Fit.WITHIN


def _begins(asked: str, printed: str) -> bool:
    likeness = _compare(asked, printed)
    return likeness is not None and likeness < Likeness.PIECE


def _word_by_word(asked: Sequence[str], printed: Sequence[str]) -> Likeness | None:
    """Return how printed words are like as many asked ones, by the word that is least so; None where one isn't."""
    if len(asked) != len(printed):
        return None
    found = [_compare(one, other) for one, other in zip(asked, printed, strict=True)]
    return None if None in found else max((one for one in found if one is not None), default=None)


def _compare(asked: str, printed: str) -> Likeness | None:
    if asked == printed:
        return Likeness.EXACT
    stem = stem_of(asked)
    if stem is None:
        return None
    if printed.startswith(stem):
        return Likeness.STEM
    if weaken(printed).startswith(weaken(stem)):
        return Likeness.LETTERS
    is_piece = asked.isalpha() and len(asked) >= _SHORTEST_PIECE
    return Likeness.PIECE if is_piece and weaken(asked) in weaken(printed) else None


def find_nearest(terms: Iterable[Term], names: Iterable[Called]) -> list[str]:
    """Return the few names that are likeliest meant: each asked word is nearly one of theirs; the nearest first.

    >>> from pipeline.browse.query import parse_query
    >>> find_nearest(parse_query(["дезайн"]), [called(None, name) for name in ("Химия", "Костюм дизайны", "Дизайн")])
    ['Дизайн', 'Костюм дизайны']
    """
    asked = [weaken(word) for term in terms for word in term.words]
    with_code = {word.isalpha() for word in asked} == {True, False}
    found: dict[tuple[str, ...], tuple[float, int, str]] = {}
    for one in names:
        if 0 < one.in_code < len(one.words) and not with_code:
            continue
        nearness = list(_nearness(asked, [weaken(word) for word in one.words]))
        if nearness and min(nearness) > 0:
            found.setdefault(one.words, (-sum(nearness), len(one.words), one.text))
    return [text for _, _, text in sorted(found.values())[:_SUGGESTED]]


def _nearness(asked: Iterable[str], printed: Sequence[str]) -> Iterator[float]:
    """Yield for each asked word how near the nearest printed one is; 0 where none may be meant."""
    for word in asked:
        least = _SLIP if word.isalpha() else _SLIP_IN_CODE
        yield max((OSA.normalized_similarity(word, one, score_cutoff=least) for one in printed), default=0.0)
