"""Tell what leads the cells of a line without rules: the code of a row, or the words that head columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from pipeline.languages.column_heads import heads_column
from pipeline.languages.vocabulary import find_terms
from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.words import Word
from pipeline.text.codes import CODE

_CODE = regex.compile(rf"{CODE}\.?")
# "№ 112 токтомуна": the sign of an act's number heads no column
_OF_AN_ACT = regex.compile(r"[№N]\s*\d")
_NUMBER = regex.compile(r"(?:№\s*)?\d{1,4}[.)]?")
# A cell begins behind a gap of so many heights of a line.
_GAP = 0.6
# The head of a table begins with one of so many words, or has so many cells.
_HEAD_WORDS, _FEWEST_HEADED = 3, 2


def is_code(word: Word) -> bool:
    """Tell whether a word is a code."""
    return _CODE.fullmatch(word.text) is not None


def is_number(word: Word) -> bool:
    """Tell whether a word is a running number."""
    return _NUMBER.fullmatch(word.text) is not None


def codes_of(line: TextLine) -> Iterator[Word]:
    """Yield the codes of a line that begin a cell: its first word, one behind a running number, those behind a gap."""
    if not any(map(_CODE.fullmatch, line.texts)):
        return
    before: Word | None = None
    for at, word in enumerate(line.words):
        behind_gap = before is None or word.x0 - before.x1 > _GAP * word.height
        if is_code(word) and (behind_gap or (at == 1 and before is not None and is_number(before))):
            yield word
        before = word


def code_of(line: TextLine) -> Word | None:
    """Return the first code of a line that begins a cell."""
    return next(codes_of(line), None)


def cells_of(line: TextLine) -> list[list[Word]]:
    """Return the words of a line that gaps part."""
    cells = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > _GAP * word.height:
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _texts(line: TextLine) -> tuple[str, ...]:
    return tuple(" ".join(word.text for word in cell) for cell in cells_of(line))


@lru_cache(maxsize=1024)
def begins_head(line: TextLine) -> bool:
    """Tell whether a line begins the head of a table: a word for numbers or codes begins it, or heads a cell of it."""
    return _begins_head(" ".join(line.texts[:_HEAD_WORDS])) or _heads_columns(_texts(line))


@lru_cache(maxsize=4096)
def _begins_head(begin: str) -> bool:
    if _OF_AN_ACT.match(begin):
        return False
    return any(term.start == 0 and term.key in ("number", "code") for term in find_terms("table_header", begin))


@lru_cache(maxsize=4096)
def _heads_columns(cells: tuple[str, ...]) -> bool:
    heads = [cell for cell in cells if heads_column(cell)]
    if len(cells) < _FEWEST_HEADED or 2 * len(heads) < len(cells):
        return False
    return any(term.key == "code" for cell in heads for term in find_terms("table_header", cell))


def goes_on_with_head(line: TextLine) -> bool:
    """Tell whether each cell of a line below a head begins in mid-sentence, or heads a column."""
    return all(cell[0].islower() or cell[0] == "(" or heads_column(cell) for cell in _texts(line))


def heads_codes_and_names(line: TextLine) -> bool:
    """Tell whether one cell of a line heads both codes and names: `Код и наименование специальности`."""
    return any({"code", "name"} <= {term.key for term in find_terms("table_header", cell)} for cell in _texts(line))
