"""Recover fonts whose characters are moved by a constant, as in files whose fonts have no map to Unicode.

ijbdZahf -> приказом      each code is 0x3D6 below its letter
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice

import regex

from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.read.encoding import BY_FREQUENCY, COST, COST_OUTSIDE_WORDS
from pipeline.read.pdf.characters import Characters, word_begins
from pipeline.read.pdf.words import UNREADABLE, count_unreadable

# A font with less text than this can't be judged.
_CHARACTERS = 40
# So large a share of a font's characters are what no text of these languages is written in.
_STRANGE = 0.25
# In points of likeliness a letter: how far the best constant must be ahead; and so many words of it are known.
_AHEAD, _KNOWN_WORDS = 0.4, 3
# What a capital costs more: a text moved by the distance of capitals and small letters is all but all capitals.
_CAPITAL = 1.0
# So many of a font's commonest characters tell how likely it is; one of the very first ones is a letter.
_COMMON, _FIRST = 256, 8
# TrueType fonts number their glyphs from the blank on, three behind the first: what stands for digits and marks there.
_GLYPH_SHIFT, _GLYPHS = 29, range(3, 98)
_LETTERS = frozenset(BY_FREQUENCY + BY_FREQUENCY.upper())
_PLAIN = frozenset(map(chr, range(32, 127))) | frozenset("«»„“”‘’–—…№§°")
# What no text has in the middle of its words, and the letters beyond those of Europe and these countries.
_MARK_INSIDE = regex.compile(r"(?<=\p{L})[\\^_`\[\]{}|@<>=~]+(?=\p{L})|\p{Ll}\p{Lu}|[\u0180-\u03ff]")
_BLANK = 32
_WORD = regex.compile(r"\p{L}+")


def find_shifts(fonts: Mapping[str, str]) -> dict[str, int]:
    """Return how far each font is moved, where that is beyond doubt; `fonts` holds their text."""
    strange = {font: text for font, text in fonts.items() if _is_strange(text)}
    likely = {font: shift for font, text in strange.items() if (shift := _likeliest(text)) is not None}
    sure = {shift for font, shift in likely.items() if _known_words(strange[font], shift) >= _KNOWN_WORDS}
    found = {font: shift for font, shift in likely.items() if shift in sure}
    if found:
        found |= {font: _GLYPH_SHIFT for font, text in fonts.items() if font not in found and _are_glyphs(text)}
    return found


def shifted(code: int, shift: int) -> int:
    """Return a code moved by a constant; U+FFFD where no text of these languages has what is there, but for blanks."""
    moved = code + shift
    if 0 < moved < 0x10000 and (chr(moved) in _LETTERS or chr(moved) in _PLAIN):
        return moved
    return code if code == _BLANK else ord(UNREADABLE)


def _is_strange(text: str) -> bool:
    strange = count_unreadable(text) + len(_MARK_INSIDE.findall(text))
    return strange > _STRANGE * len(text.split()) and strange > 2


def _likeliest(text: str) -> int | None:
    """Return the constant that makes a text the likeliest, if no other comes near."""
    counts = dict(Counter(map(ord, text.replace(" ", ""))).most_common(_COMMON))
    shifts = {ord(letter) - code for letter in _LETTERS for code in islice(counts, _FIRST)} - {0}
    costs = sorted((_cost(counts, shift), shift) for shift in shifts)
    if len(text) < _CHARACTERS or len(costs) < 2 or costs[1][0] - costs[0][0] < _AHEAD:
        return None
    return costs[0][1]


def _known_words(text: str, shift: int) -> int:
    """Count the words of a moved text that the vocabularies know."""
    moved = "".join(c if c == " " else chr(shifted(ord(c), shift)) for c in text).lower()
    return sum(word in _function_words() for word in _WORD.findall(moved))


def _cost(counts: Mapping[int, int], shift: int) -> float:
    """Return what a character of the text costs on average: little if it is a frequent letter."""
    total = cost = 0.0
    for code, count in counts.items():
        letter = chr(code + shift) if 0 < code + shift < 0x10000 else ""
        total += count
        if letter in _LETTERS:
            cost += count * (COST[letter.lower()] + (_CAPITAL if letter.isupper() else 0.0))
        else:
            cost += count * COST_OUTSIDE_WORDS
    return cost / total


def _are_glyphs(text: str) -> bool:
    """Tell whether a text is glyph numbers of digits and marks: of the right size, many of them control characters."""
    codes = [ord(c) for c in text if c != " "]
    return bool(codes) and all(code in _GLYPHS for code in codes) and 4 * sum(code < 32 for code in codes) > len(codes)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for lang in LANGUAGES for word in load_vocabulary(lang).function_words if len(word) > 2)


def font_texts(pages: Iterable[Characters]) -> dict[str, str]:
    """Return what each font draws, its words parted by blanks; a word may be drawn in several."""
    parts: dict[str, list[str]] = {}
    for chars in pages:
        fonts = [run.font for run in chars.runs]
        begin = word_begins(chars.codes, chars.x0, chars.top, chars.x1, chars.bottom).tolist()
        for code, run, begins in zip(chars.codes.tolist(), chars.run.tolist(), begin, strict=True):
            text = parts.setdefault(fonts[run], [])
            text.append((" " if begins else "") + chr(min(code, 0xFFFF)))
    return {font: "".join(text) for font, text in parts.items()}
