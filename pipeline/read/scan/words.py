"""Place the words of a recognized page: whole where Tesseract parted them, and no further apart than words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.read.pdf.page import Recognition
from pipeline.read.pdf.words import Word
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.pictures import POINTS, RESOLUTION
from pipeline.read.scan.sheet import EM, Sheet
from pipeline.read.scan.tesseract import Recognized
from pipeline.read.scan.tongues import mean_sureness

# Words are parted by this share of what words of the page are parted by at least.
_BLANK = 0.5
# A blank is so wide at most, in ems: where ink is further apart, as letters of one width are, words have a margin of
# paper of their own, as they have in a text layer.
_WIDEST = 0.35
# A word that a seal or a signature touches is so sure at most.
_BLOTTED = 0.5
# What stands behind the letters of a word without a blank.
_ENDING = "-,;"


@dataclass(frozen=True, slots=True)
class Read:
    """A page that was recognized: its words and rules, how many words are in which language, how sure they are.

    `dots` tells with how many dots an inch it was scanned.
    """

    recognition: Recognition
    languages: Counter[str]
    sureness: float
    dots: float


def place_words(sheet: Sheet, lines: Sequence[Sequence[Recognized]], langs: Sequence[str], dots: float) -> Read:
    """Put the words of a page, scanned with so many dots an inch, where they stand when it is straight, in points."""
    gaps = [_gaps(sheet, piece, line) for piece, line in zip(sheet.pieces, lines, strict=True)]
    usual = median([gap for of_line in gaps for gap in of_line] or [0.0])
    margin = max(0.0, usual - _WIDEST * EM * sheet.small) / 2
    words = [
        word
        for number, (line, of_line) in enumerate(zip(lines, gaps, strict=True))
        for word in _words_of(sheet, number, _join_split(line, of_line, _BLANK * usual), margin)
    ]
    straight = sheet.straight
    recognition = Recognition(tuple(words), sheet.rules, *straight.size, straight.back)
    counts = Counter(dict.fromkeys(langs, 0))
    for line, lang in zip(lines, langs, strict=True):
        counts[lang] += sum(any(map(str.isalpha, word.text)) for word in line)
    return Read(recognition, counts, mean_sureness(lines), dots)


def _gaps(sheet: Sheet, piece: Piece, line: Sequence[Recognized]) -> list[float]:
    """Return how wide the gaps between the words of a line are, in dots."""
    left, _ = sheet.corner_of(piece)
    return [piece.gap_between(left + one.box[2], left + other.box[0], sheet.small) for one, other in pairwise(line)]


def _join_split(line: Sequence[Recognized], gaps: Sequence[float], blank: float) -> list[Recognized]:
    """Return a line with those words as one that are parted by less than a blank."""
    joined = list(line[:1])
    for word, gap in zip(line[1:], gaps, strict=True):
        in_word = _goes_on(joined[-1].text, word.text)
        if gap >= blank or not in_word:
            joined.append(word)
            continue
        before = joined[-1]
        box = (before.box[0], min(before.box[1], word.box[1]), word.box[2], max(before.box[3], word.box[3]))
        joined[-1] = Recognized(before.text + word.text, box, min(before.sureness, word.sureness))
    return joined


def _goes_on(text: str, other: str) -> bool:
    """Tell whether what is read behind a word may be a part of it: letters, a hyphen or a comma."""
    behind_letter = text[-1].isalpha()
    return (behind_letter and (other[0].isalpha() or other[0] in _ENDING)) or (text[-1] == "-" and other[0].isalpha())


def _words_of(sheet: Sheet, number: int, line: Sequence[Recognized], margin: float) -> Iterator[Word]:
    piece = sheet.pieces[number]
    left, _ = sheet.corner_of(piece)
    # the pieces of a line stand side by side, though the paper is bent
    top, bottom = (side * POINTS / RESOLUTION for side in sheet.line_of(piece.line))
    for i, word in enumerate(line):
        # inside of the line only: what stands at its ends may be the next cell
        before, behind = margin * (i > 0), margin * (i + 1 < len(line))
        x0, x1 = ((left + side) * POINTS / RESOLUTION for side in (word.box[0] - before, word.box[2] + behind))
        sureness = min(word.sureness, _BLOTTED) if sheet.is_blotted(number, word.box) else word.sureness
        yield Word(word.text, x0, top, x1, bottom, bold=False, spaced=i + 1 < len(line), sureness=sureness)
