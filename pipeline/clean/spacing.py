"""Blanks inside words: letter-spaced lines and words that a font change split.

Letter-spacing puts one blank between the letters of a word and two or more between words. A font without the letters
ә ғ қ ң ө ұ ү һ і lends them from another font, and the text layer then breaks the word beside them: `жөнелт імін ің`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

import regex

from pipeline.languages.known_words import is_known
from pipeline.languages.split_words import is_split
from pipeline.languages.vocabulary import is_phrase
from pipeline.model import Edit

TOKEN = regex.compile(r"\S+")
WIDE_GAP = regex.compile(r"(?<=\S)[^\S\n]{2,}(?=\S)")
LETTERS, LAST_LETTERS = regex.compile(r"\p{L}+"), regex.compile(r"\p{L}+\W*$")
# "т.д.", "ж.б.": of several words, each a letter
ABBREVIATION = regex.compile(r"(?<!\p{L})\p{L}\.\p{L}")
# "қтарын", "ңіз": no word of these languages begins so
BEGINS_NO_WORD = regex.compile(r"ң|[қғһ][^аәеиоөуұүыіэюяё]")
DIGIT = regex.compile(r"\d")
# "Азық -түлік": a blank before a hyphen that holds on to the next word.
HYPHEN_GAP = regex.compile(r"(?<=\p{L})[^\S\n]+(?=-\p{Ll})")
# A line, or a cell of a table row, is letter-spaced when it has this many lone letters (`1 2 3 4 5 6` below a table's
# header is no word) and lone characters are this share of its tokens, numbers and codes aside; a cell also when lone
# letters, so many at least, are all it holds. More lone letters are a line, too, if they are a word.
LONE_TOKENS, LONE_SHARE, LONE_CELL = 5, 0.6, 3
CELL = regex.compile(r"[^\t]+")
# "Ө л і м": lone letters that are a word wherever they stand
SPACED_WORD = regex.compile(r"(?<!\S)\p{Lu}(?: \p{Ll}){3,}(?!\S)")
LONGEST_SPLIT, SHORT_PIECE = 5, 3


def find_letter_spacing(line: str, offset: int) -> Iterator[Edit]:
    """Yield an edit for every blank between the letters of a letter-spaced line, or cell, of one at `offset`."""
    for cell in CELL.finditer(line):
        tokens = list(TOKEN.finditer(line, cell.start(), cell.end()))
        if not _is_letter_spaced([token.group() for token in tokens], in_table=cell.group() != line):
            for word in SPACED_WORD.finditer(line, cell.start(), cell.end()):
                yield from (_remove(line, at, at + 1, offset, "letter_spacing") for at in range(*word.span())[1::2])
            continue
        for left, right in pairwise(tokens):
            gap = right.start() - left.end()
            if gap == 1 and len(left.group()) == len(right.group()) == 1:
                yield _remove(line, left.end(), right.start(), offset, "letter_spacing")


def _is_letter_spaced(tokens: list[str], *, in_table: bool) -> bool:
    lone = sum(len(token) == 1 for token in tokens)
    letters = sum(len(token) == 1 and token.isalpha() for token in tokens)
    if letters == len(tokens) >= LONE_CELL and (in_table or _is_word(tokens)):
        return True
    whole = sum(len(token) > 1 and not DIGIT.search(token) for token in tokens)
    return letters >= LONE_TOKENS and lone >= LONE_SHARE * (lone + whole)


def _is_word(letters: list[str]) -> bool:
    """Tell whether letters that stand apart are a word that the languages know, and no letters of a list: `У К А З`."""
    word = "".join(letters).lower()
    return len(letters) > LONE_CELL and (is_known(word) or is_phrase("act_kinds", word))


@dataclass(frozen=True)
class Lexicon:
    """The words of the whole text with their counts, the small words no split leaves, the letters a font lacks."""

    words: Counter[str]
    small_words: frozenset[str]
    foreign: frozenset[str]


def find_split_words(line: str, offset: int, lexicon: Lexicon) -> Iterator[Edit]:
    """Yield an edit for every blank that splits a word of the line, always beside a letter of another font.

    Pieces are one word when the text prints that word elsewhere and one of them is short or no word of its own; when
    the languages know the word and not the pieces; when the second begins as no word does (`жабды қтарын`); or, where
    words stand apart by wide gaps or the first piece is a lone letter, when no other place knows them. Without such
    evidence the blank stays: Kazakh has many short words that begin with these letters (`әуе`, `үй`, `іс`).
    """
    if any(_may_touch(left, right, lexicon) for left, right in pairwise(line.split())):
        yield from _find_pieces(line, offset, lexicon)
    for gap in HYPHEN_GAP.finditer(line) if "-" in line else ():
        yield _remove(line, gap.start(), gap.end(), offset, "blank_before_hyphen")


def _find_pieces(line: str, offset: int, lexicon: Lexicon) -> Iterator[Edit]:
    """Yield an edit for every blank between the pieces of one word."""
    gaps = WIDE_GAP.findall(line)
    loose = len(gaps) > 1 and max(map(len, gaps)) == 2  # wider gaps part columns, not words
    tokens = list(TOKEN.finditer(line))
    i = 0
    while i < len(tokens) - 1:
        if not _may_touch(tokens[i].group(), tokens[i + 1].group(), lexicon):
            i += 1
            continue
        length = _split_word_length(tokens[i : i + LONGEST_SPLIT + 1], lexicon, loose)
        for left, right in zip(tokens[i : i + length], tokens[i + 1 : i + length], strict=False):
            yield _remove(line, left.end(), right.start(), offset, "split_word")
        i += max(1, length)


def _split_word_length(tokens: list[regex.Match[str]], lexicon: Lexicon, loose: bool) -> int:
    """Return how many tokens from the first on are one word (0 or 1: the first stands alone)."""
    run, words = _run_of_pieces(tokens), lexicon.words
    for length in range(min(len(run), LONGEST_SPLIT), 1, -1):
        pieces = run[:length]
        touch = all(_touch(left, right, lexicon) for left, right in pairwise(pieces))
        if touch and (_is_printed(pieces, lexicon) or is_split(pieces)):
            return length
    run = list(takewhile(lambda piece: piece not in lexicon.small_words, run))
    length = 1
    while length < len(run) and run[length][0] in lexicon.foreign:
        short = loose and len(run[length]) <= SHORT_PIECE + 1 and words[run[length - 1]] <= 1
        unknown = words[run[length]] <= 1 and (short or len(run[length - 1]) == 1)
        if not (unknown or BEGINS_NO_WORD.match(run[length])):
            break
        length += 1
    return length


def _is_printed(pieces: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether the text prints the word that pieces make up, one of which is short or no word of its own."""
    words = lexicon.words
    if not words["".join(pieces)] or not lexicon.small_words.isdisjoint(pieces):
        return False
    return any(words[piece] <= 1 or len(piece) <= SHORT_PIECE for piece in pieces)


def _may_touch(left: str, right: str, lexicon: Lexicon) -> bool:
    """Tell in passing whether two tokens could be pieces of one word."""
    if not right[0].islower():
        return False
    return len(left) == 1 or left[-1] in lexicon.foreign or right[0] in lexicon.foreign or not right[1:2].isalpha()


def _touch(left: str, right: str, lexicon: Lexicon) -> bool:
    """Tell whether two pieces meet at a letter of another font, or one is a lone letter."""
    return left[-1] in lexicon.foreign or right[0] in lexicon.foreign or len(left) == 1 or len(right) == 1


def _run_of_pieces(tokens: list[regex.Match[str]]) -> list[str]:
    """Return the first tokens, in lower case, that single blanks join and that letters alone make up."""
    run: list[str] = []
    for i, token in enumerate(tokens):
        if i and (token.start() - tokens[i - 1].end() != 1 or not token.group()[0].islower()):
            break
        word = LETTERS.match(token.group()) if i else LAST_LETTERS.search(token.group())
        letters = LETTERS.match(word.group()) if word else None
        if not word or not letters or ABBREVIATION.search(token.group()):
            break
        run.append(letters.group().lower())
        if word.start() + letters.end() < len(token.group()):
            break
    return run


def _remove(line: str, start: int, end: int, offset: int, rule: str) -> Edit:
    return Edit(offset + start, offset + end, line[start:end], "", rule)
