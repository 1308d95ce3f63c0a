"""Part cells that print several languages: names, and headings of groups in a table with a column for each language.

510000 | Математика  | Математика
Табигый илимдер / Естественные науки         two headings: one in Kyrgyz, one in Russian
510100 | Химия илими / Химическая наука      two names

Where each half begins is told by a stroke, by a line or by a capital; which is in which language, by all cells of
the table together, since one follows the same order throughout. What can't be parted is a doubt of its row, or of the
rows below the heading.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, permutations

import regex

from pipeline.languages.identify import identify_language, score_languages
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.segment.table import Piece, Row
from pipeline.text.codes import CODE

IN_ONE_CELL = "the heading of the row's group may be in several languages"
NAMES_IN_ONE_CELL = "the cell of the row's name may be in several languages"
# "2.", "IV.", "510000": what stands before a heading in whatever language
_NUMBER = regex.compile(rf"\s*(?:(?:\d{{1,3}}|[IVXL]{{1,6}})\s?[.)]\s*)?(?:{CODE}\.?(?:\s*[-–—]\s)?\s*)?")
_STROKE = regex.compile(r"\s*/\s*|\s+[|–—-]\s+")
_SLASH = regex.compile(r"\s*/\s*")
_CAPITAL = regex.compile(r"(?<=\p{L}[\p{L}),]*\s+)(?=\p{Lu}\p{Ll})")
# An order of languages is sure where it is so many times as likely as any other; a heading is in a language where that
# is so many times as likely as the others.
_SURE, _LIKELY = 20.0, 3.0
_LEAST = 1e-3
# So many rows at least, and so large a share of them, print two names in a cell, and each language is so sure.
_FEWEST, _SHARE, _CERTAIN = 2, 0.6, 0.9


def part_headings(rows: Sequence[Row], tongues: Collection[str]) -> list[Row]:
    """Return the rows of a table, with the parts of headings that are in several languages in the language of each."""
    halves = {
        i: found for i, row in enumerate(rows) if _is_heading(row) and (found := _parts(_words(row), len(tongues)))
    }
    order = _order([[_text(half) for half in found] for found in halves.values()], tongues)
    doubted, parted = False, []
    for i, row in enumerate(rows):
        if _is_heading(row):
            spoken = _is_spoken(row, tongues)
            doubted = spoken and (i not in halves or order is None or _denies(halves[i], order))
            if i in halves and order and not doubted:
                number, halved = _number_of(row), zip(halves[i], order, strict=True)
                own = [replace(piece, tongue=tongue) for half, tongue in halved for piece in half]
                parted.append(replace(row, pieces=(*number, *own)))
                continue
        parted.append(_doubted(row, IN_ONE_CELL) if doubted else row)
    return parted


def _doubted(row: Row, doubt: str) -> Row:
    return replace(row, pieces=tuple(replace(piece, doubt=piece.doubt or doubt) for piece in row.pieces))


def part_names(rows: Sequence[Row], column: int) -> tuple[list[Row], tuple[str, ...]] | None:
    """Return the rows of a table with the two names in a cell of a column in the language of each, and the languages.

    None where the cells of the column don't print two languages throughout.
    """
    cells = {i: own for i, row in enumerate(rows) if row.has_code and (own := _filled(row, column))}
    tried = ({i: found for i, own in cells.items() if (found := _halved(own, ends))} for ends in _WAYS)
    halves = next((found for found in tried if len(found) >= max(_FEWEST, _SHARE * len(cells))), None)
    if halves is None:
        return None
    told = [identify_language("\n".join(_text(half) for half in one)) for one in zip(*halves.values(), strict=True)]
    order = tuple(tongue for tongue, sure in told if tongue in LANGUAGES and sure >= _CERTAIN)
    if len(set(order)) < len(told):
        return None
    parted = []
    for i, row in enumerate(rows):
        if i in halves and _may_be_in(halves[i], order):
            own = [replace(one, tongue=tongue) for half, tongue in zip(halves[i], order, strict=True) for one in half]
            at = row.pieces.index(cells[i][0])
            before, behind = ([one for one in of if one.column != column] for of in (row.pieces[:at], row.pieces[at:]))
            parted.append(replace(row, pieces=(*before, *own, *behind)))
        elif i in cells:
            parted.append(_doubted(row, NAMES_IN_ONE_CELL))
        else:
            parted.append(row)
    return parted, order


def _halved(pieces: Sequence[Piece], ends_of: Callable[[Sequence[Piece]], list[_End]]) -> list[list[Piece]] | None:
    """Return the two names of a cell that one way parts, each beginning with a capital; None for other cells."""
    ends = ends_of(pieces)
    found = list(_cut(pieces, ends)) if len(ends) == 1 else []
    return found if found and all(half and _text(half)[0].isupper() for half in found) else None


def _may_be_in(halves: Sequence[Sequence[Piece]], order: Sequence[str]) -> bool:
    """Tell whether no half is likelier in the language of the other; what both print alike is in both."""
    texts = [_text(half) for half in halves]
    if len({text.casefold() for text in texts}) == 1:
        return True
    scores = [score_languages(text) for text in texts]
    return all(score[tongue] >= max(score[one] for one in order) for score, tongue in zip(scores, order, strict=True))


def _is_heading(row: Row) -> bool:
    """Tell whether a row prints in one cell only, and more than a number or a code there."""
    return len(row.cells) == 1 and any(map(str.isalpha, _NUMBER.sub("", next(iter(row.cells.values())), count=1)))


def _is_spoken(row: Row, tongues: Collection[str]) -> bool:
    """Tell whether a heading is likely in one of the languages: what all of them print alike is none's."""
    scores = score_languages(next(iter(row.cells.values())))
    found = sorted((scores[tongue] for tongue in tongues), reverse=True)
    return found[0] > _LIKELY * found[-1]


def _denies(halves: Sequence[Sequence[Piece]], order: Sequence[str]) -> bool:
    """Tell whether a part of a heading is surely in another language than the order says."""
    scores = zip(map(score_languages, map(_text, halves)), order, strict=True)
    return any(max(score[one] for one in order) > _SURE * score[tongue] for score, tongue in scores)


def _number_of(row: Row) -> list[Piece]:
    first = _filled(row)[0]
    found = _NUMBER.match(first.text)
    return [replace(first, end=first.start + found.end())] if found and found.end() else []


def _filled(row: Row, column: int | None = None) -> list[Piece]:
    return [piece for piece in row.pieces if piece.text.strip() and column in (None, piece.column)]


def _words(row: Row) -> list[Piece]:
    """Return the pieces of a heading without what numbers it."""
    first, *others = _filled(row)
    found = _NUMBER.match(first.text)
    return [replace(first, start=first.start + (found.end() if found else 0)), *others]


def _text(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.text.strip() for piece in pieces)


def _parts(pieces: Sequence[Piece], count: int) -> list[list[Piece]] | None:
    """Return the pieces of each part, if one kind of mark parts them into so many."""
    for ends in (_at_strokes(pieces), _at_lines(pieces), _at_capitals(pieces)):
        if len(ends) == count - 1:
            return list(_cut(pieces, ends))
    return None


# Where a part ends and the next begins: the piece, and where it ends and begins in the text of its line.
_End = tuple[int, int, int]


def _at_strokes(pieces: Sequence[Piece]) -> list[_End]:
    return [(i, *found.span()) for i, one in enumerate(pieces) for found in _STROKE.finditer(one.text)]


def _at_slashes(pieces: Sequence[Piece]) -> list[_End]:
    return [(i, *found.span()) for i, one in enumerate(pieces) for found in _SLASH.finditer(one.text)]


def _at_lines(pieces: Sequence[Piece]) -> list[_End]:
    begins = (i for i, one in enumerate(pieces) if i and one.text.lstrip()[:1].isupper())
    return [(i, 0, 0) for i in begins]


def _at_capitals(pieces: Sequence[Piece]) -> list[_End]:
    inner = [(i, found.start(), found.start()) for i, one in enumerate(pieces) for found in _CAPITAL.finditer(one.text)]
    return sorted([*inner, *_at_lines(pieces)])


def _cut(pieces: Sequence[Piece], ends: Sequence[_End]) -> Iterator[list[Piece]]:
    """Yield the pieces between the ends."""
    first, last = (0, 0, 0), (len(pieces) - 1, len(pieces[-1].text), 0)
    for (i, _, begin), (k, end, _) in pairwise((first, *ends, last)):
        part = [
            replace(one, start=one.start + (begin if at == i else 0), end=one.start + end if at == k else one.end)
            for at, one in enumerate(pieces[i : k + 1], i)
        ]
        yield [one for one in part if one.text.strip()]


def _order(headings: Sequence[Sequence[str]], tongues: Collection[str]) -> tuple[str, ...] | None:
    """Return the order in which the headings print the languages; None where they don't tell."""
    scores = [[score_languages(half) for half in heading] for heading in headings]
    worth = {
        order: sum(
            math.log(max(score[tongue], _LEAST))
            for heading in scores
            for score, tongue in zip(heading, order, strict=True)
        )
        for order in permutations(tongues)
    }
    best, second, *_ = sorted(worth, key=lambda order: -worth[order])
    return best if worth[best] - worth[second] > math.log(_SURE) else None


# The ways to part two names in a cell: a table uses one of them throughout.
_WAYS = (_at_slashes, _at_strokes, _at_lines, _at_capitals)
