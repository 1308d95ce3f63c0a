"""Part what a page prints by the directions in which it is written: most of it, and blocks that are turned or skewed.

A table that lies across an upright page is a page of its own. So is a block that is skewed by a few degrees, as a sheet
in a copier is. A few turned words in a table are the head of a narrow column and stay in it; a few slanted ones are a
stamp or a watermark and no text of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.model import Box
from pipeline.read.pdf.characters import Characters
from pipeline.read.pdf.file import Sheet
from pipeline.read.pdf.leads import code_of
from pipeline.read.pdf.lines import TextLine, find_lines
from pipeline.read.pdf.ruled import find_frames
from pipeline.read.pdf.rules import Drawing, read_skewed_rules
from pipeline.read.pdf.runs import Direction
from pipeline.read.pdf.watermarks import part_watermarks
from pipeline.read.pdf.words import Word, Words, find_words

if TYPE_CHECKING:
    from pipeline.read.pdf.calls import Bools, Floats

# Turned words are a block of their own if so many of their lines begin with a code, or so many have so many words.
_CODES, _LINES, _LONG = 2, 2, 5
# Skewed words are one if there are so many.
_FEWEST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """Words and rules of one direction, turned upright."""

    direction: Direction
    words: Words
    rules: Floats


def part_page(chars: Characters, drawing: Drawing, sheet: Sheet) -> tuple[list[Part], list[str]]:
    """Return the parts of a page, the one with the most characters first, and the words across it that are in none."""
    counts: Counter[Direction] = Counter({Direction(0): 0})
    for number, count in enumerate(_counts(chars)):
        counts[chars.runs[number].direction] += count
    slanted = [direction for direction in counts if direction.slanted]
    away = [text for one in slanted for text in find_words(chars.take(_written(chars, one))).texts]
    directions = [one for one, _ in counts.most_common() if not one.slanted]
    main, *others = [_part(chars, drawing, sheet, one, alone=len(counts) == 1) for one in directions]
    words, over = part_watermarks(main.words)
    main = replace(main, words=words)
    away += over
    parts = [main]
    for part in others:
        if not len(part.words):
            continue
        if part.direction.skew and len(part.words) < _FEWEST:
            away += part.words.texts
            continue
        heads, block = _part_heads(part, parts[0], sheet)
        if heads:
            parts[0] = replace(parts[0], words=Words.of([*parts[0].words, *heads]))
        if block:
            parts.append(replace(part, words=Words.of(block)))
    return parts, away


def _counts(chars: Characters) -> list[int]:
    import numpy as np

    counted: list[int] = np.bincount(chars.run, minlength=len(chars.runs)).tolist()
    return counted


def _written(chars: Characters, direction: Direction) -> Bools:
    import numpy as np

    return np.array([run.direction == direction for run in chars.runs] or [False], np.bool_)[chars.run]


def _part(chars: Characters, drawing: Drawing, sheet: Sheet, direction: Direction, *, alone: bool) -> Part:
    import numpy as np

    some = chars if alone else chars.take(_written(chars, direction))
    rules = read_skewed_rules(drawing, sheet, direction.skew) if direction.skew else drawing.rules
    turn, width, height = direction.turn, sheet.width, sheet.height
    if turn:
        x0, top, x1, bottom = turn_box(some.x0, some.top, some.x1, some.bottom, turn, width, height)
        some = replace(some, x0=x0, top=top, x1=x1, bottom=bottom)
        left, high, right, low = rules.T
        rules = np.stack(turn_box(left, high, right, low, turn, width, height), axis=1)
    return Part(direction, find_words(some), rules)


def _part_heads(part: Part, main: Part, sheet: Sheet) -> tuple[list[Word], list[Word]]:
    """Part turned words into those in tables of the page, turned as the page is, a line a word, and all others."""
    turn = (main.direction.turn - part.direction.turn) % 4
    size = (sheet.height, sheet.width) if part.direction.turn % 2 else (sheet.width, sheet.height)
    lines = find_lines(part.words)
    if part.direction.skew or main.direction.skew:
        return [], list(part.words)
    heads = [_turn_word(_as_one_word(line), turn, *size) for line in lines]
    inside = _in_tables(heads, main)
    rest = [line for line, held in zip(lines, inside, strict=True) if not held]
    if not _is_block(rest):
        return heads, []
    return [head for head, held in zip(heads, inside, strict=True) if held], [
        word for line in rest for word in line.words
    ]


def _in_tables(heads: Sequence[Word], main: Part) -> list[bool]:
    """Tell which words are within the rules of a table that is written as the page is."""
    frames = find_frames(main.rules)
    upright = [sum(len(word.text) for word in main.words if _holds(frame, word)) for frame in frames]
    across = [sum(len(word.text) for word in heads if _holds(frame, word)) for frame in frames]
    of_page = [frame for frame, one, other in zip(frames, upright, across, strict=True) if one >= other]
    return [any(_holds(frame, word) for frame in of_page) for word in heads]


def _holds(frame: Box, word: Word) -> bool:
    x0, top, x1, bottom = frame
    return x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= word.middle <= bottom


def _is_block(lines: Sequence[TextLine]) -> bool:
    long = sum(len(line.words) >= _LONG for line in lines)
    return long >= _LINES or sum(code_of(line) is not None for line in lines) >= _CODES


def _as_one_word(line: TextLine) -> Word:
    first = line.words[0]
    return Word(line.text, line.x0, line.top, line.x1, line.bottom, first.bold, True, first.run)


def _turn_word(word: Word, turn: int, width: float, height: float) -> Word:
    x0, top, x1, bottom = turn_box(word.x0, word.top, word.x1, word.bottom, turn, width, height)
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom)


def turn_box(x0: Any, top: Any, x1: Any, bottom: Any, turn: int, width: float, height: float) -> tuple[Any, ...]:
    """Turn a box (numbers or arrays) of a page of this size to the right by so many quarters."""
    if turn == 1:
        return height - bottom, x0, height - top, x1
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 3:
        return top, width - x1, bottom, width - x0
    return x0, top, x1, bottom
