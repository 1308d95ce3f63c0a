"""Where two languages of one provision do not say the same, as far as figures, sentences and plain marks can show it.

Rather precise than eager: what a translator may put otherwise (`он төрт` for 14, 1/3 as `үчтөн бир`, a range for its
numbers, `бөлүк` for `пункт`, a figure said twice) is no difference. A figure differs only where the other text has it
nowhere. The items of a list are counted only where semicolons part them: commas mean something else in each language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby, zip_longest
from typing import Literal, get_args

import regex

from pipeline.languages.vocabulary import phrase_pattern
from pipeline.link.figures import Aspect as FigureAspect
from pipeline.link.figures import Figure, find_figures
from pipeline.link.sentences import align_sentences

Aspect = Literal["date", "reference", "percentage", "number", "scope", "count", "sentences"]
Span = tuple[int, int]
# A text and its language.
Text = tuple[str, str]

# Units that stand for each other in translations: `бөлүк` for пункт and for раздел.
_KINDRED = (frozenset({"point", "subpoint", "part", "indent", "paragraph"}), frozenset({"part", "section"}))
# Numbers in words up to this one come and go in good translations: `бир` is an article, `экинчи` the other one.
_IDLE_NUMBER = 2
# One semicolon may be a comma of the other language; two make a list.
_FEWEST_SEMICOLONS = 2
_SEMICOLON = regex.compile(r";(?=\s*\S)")
_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """What one text says and the other doesn't; `left` and `right` are places in the two texts, half-open.

    With both places the texts say two things there; with one, the other text has nothing that answers it.
    """

    aspect: Aspect
    left: Span | None
    right: Span | None
    message: str


def _says_same(one: Figure, other: Figure) -> bool:
    """Tell whether two figures may be one and the same, said in two languages."""
    kinds = {one.aspect, other.aspect}
    if "date" in kinds or kinds == {"number", "percentage"}:
        return one.aspect == other.aspect and one.value == other.value
    if "act" in (one.unit, other.unit):
        return one.unit == other.unit and _digits(one.value) == _digits(other.value)
    if one.unit and other.unit and one.unit != other.unit:
        return one.value == other.value and any({one.unit, other.unit} <= kindred for kindred in _KINDRED)
    return one.value == other.value or one.value in _digits(other.value) or other.value in _digits(one.value)


# 124-иб -> 124; 5.6, which may be 5 and 6 -> 5, 6
def _digits(value: str) -> list[str]:
    return regex.findall(r"\d+", value)


def _untold(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if not any(_says_same(figure, other) for other in others)]


def _is_firm(figure: Figure) -> bool:
    return not figure.soft or Decimal(figure.value) > _IDLE_NUMBER


def _figure_differences(left: Text, right: Text) -> Iterator[Difference]:
    figures = find_figures(*left), find_figures(*right)
    ours, theirs = (list(filter(_is_firm, _untold(*sides))) for sides in (figures, figures[::-1]))
    for aspect in get_args(FigureAspect):
        one, other = ([figure for figure in side if figure.aspect == aspect] for side in (ours, theirs))
        for mine, yours in zip_longest(_printed_once(one), _printed_once(other)):
            yield _difference(aspect, _place(mine), _place(yours), _called(mine, left), _called(yours, right))


def _place(figure: Figure | None) -> Span | None:
    return (figure.start, figure.end) if figure else None


def _printed_once(figures: Sequence[Figure]) -> list[Figure]:
    """Keep one figure a place: `35-38` is four references, but one difference."""
    return [next(same) for _, same in groupby(figures, key=lambda figure: (figure.start, figure.end))]


def _called(figure: Figure | None, text: Text) -> str | None:
    if figure is None:
        return None
    printed = text[0][figure.start : figure.end]
    return f"{figure.unit} {printed}" if figure.unit and figure.unit != "act" else printed


def _difference(
    aspect: Aspect, left: Span | None, right: Span | None, ours: str | None, theirs: str | None
) -> Difference:
    if ours and theirs:
        return Difference(aspect, left, right, f"{aspect}: {ours} on the left, {theirs} on the right")
    return Difference(aspect, left, right, f"{aspect}: {ours or theirs} only on the {'left' if ours else 'right'}")


@cache
def _and_or(lang: str) -> regex.Pattern[str]:
    return regex.compile(phrase_pattern("connectives", "and_or", lang), regex.IGNORECASE)


# имарат жана/же курулма; здания и (или) сооружения
def _scope_differences(left: Text, right: Text) -> Iterator[Difference]:
    ours, theirs = ([match.span() for match in _and_or(lang).finditer(text)] for text, lang in (left, right))
    if len(ours) != len(theirs):
        message = f"scope: and/or stands {len(ours)} times on the left, {len(theirs)} times on the right"
        yield Difference("scope", _whole(ours), _whole(theirs), message)


def _count_differences(left: Text, right: Text) -> Iterator[Difference]:
    ours, theirs = ([match.span() for match in _SEMICOLON.finditer(text)] for text, _ in (left, right))
    if len(ours) != len(theirs) and min(len(ours), len(theirs)) >= _FEWEST_SEMICOLONS:
        message = f"count: {len(ours) + 1} items parted by semicolons on the left, {len(theirs) + 1} on the right"
        yield Difference("count", _whole(ours), _whole(theirs), message)


def _whole(places: Sequence[Span]) -> Span | None:
    return (places[0][0], places[-1][1]) if places else None


def _sentence_differences(left: Text, right: Text) -> Iterator[Difference]:
    for ours, theirs, _ in align_sentences(left[0], right[0], left[1], right[1]):
        if ours is None or theirs is None:
            one, other = ours and _begun(left[0][slice(*ours)]), theirs and _begun(right[0][slice(*theirs)])
            yield _difference("sentences", ours, theirs, one, other)


def _begun(sentence: str) -> str:
    return sentence if len(sentence) <= _QUOTED else sentence[:_QUOTED].rsplit(" ", 1)[0] + " …"


def compare(left: str, right: str, left_lang: str, right_lang: str) -> list[Difference]:
    """Find where two languages of one provision differ, by aspect and then by place in the text.

    >>> [found.message for found in compare("30 күн, 14-берене", "20 дней, статья 14", "ky", "ru")]
    ['number: 30 on the left, 20 on the right']
    """
    texts = (left, left_lang), (right, right_lang)
    if not (left.strip() and right.strip()):
        return []
    return [
        *_figure_differences(*texts),
        *_scope_differences(*texts),
        *_count_differences(*texts),
        *_sentence_differences(*texts),
    ]
