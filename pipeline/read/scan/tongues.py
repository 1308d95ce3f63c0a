"""Choose the language in which each piece of a scanned page is recognized.

Tesseract keeps the letters of a language only in its own model. A few long lines are tried in each language; what they
say and how surely tells that of the page. What is recognized then tells by its words which pieces are in another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.languages.identify import identify_language
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.tesseract import Recognized

# So many lines, of so many letters each or about, tell the language of a page.
SAMPLE, _LONG = 3, 35
# A language leads by so much where words tell it from the next one, and adds so much to how sure a reading is.
_LEAD, _WORTH = 0.9, 0.2
# Fewer letters tell no language.
_TELLING = 12
# Pieces of a column begin at the same place, in dots, and stand no further apart than so many heights of a line.
_ALIGNED, _APART = 24.0, 6.0


def choose_sample(pieces: Sequence[Piece]) -> list[int]:
    """Return which pieces tell the language of a page: long ones, but not so long that trying them costs much."""
    return sorted(range(len(pieces)), key=lambda i: abs(len(pieces[i].letters) - _LONG))[:SAMPLE]


def text_of(lines: Sequence[Sequence[Recognized]]) -> str:
    """Return the words of lines."""
    return "\n".join(" ".join(word.text for word in line) for line in lines)


def mean_sureness(lines: Sequence[Sequence[Recognized]]) -> float:
    """Return how sure words are on average, each counted by its letters; 0 where there are none."""
    words = [word for line in lines for word in line]
    letters = sum(len(word.text) for word in words)
    return sum(word.sureness * len(word.text) for word in words) / letters if letters else 0.0


def score(lines: Sequence[Sequence[Recognized]], lang: str) -> float:
    """Tell how well lines that were recognized in a language are read: how surely, and whether as that language."""
    found, lead = identify_language(text_of(lines), LANGUAGES)
    return mean_sureness(lines) + (_WORTH * lead if found == lang else 0.0)


def best_language(tried: Mapping[str, Sequence[Sequence[Recognized]]]) -> str:
    """Return the language in which the same lines, tried in several, are read best."""
    return max(tried, key=lambda lang: score(tried[lang], lang))


def find_others(
    pieces: Sequence[Piece], lines: Sequence[Sequence[Recognized]], lang: str
) -> tuple[dict[str, list[int]], list[list[int]]]:
    """Return the pieces that are in other languages than the page, by language: whole columns and paragraphs.

    The second value are those columns and paragraphs whose language what was read doesn't tell: the model of another
    one may have lost the letters that would.
    """
    others: dict[str, list[int]] = {}
    unsure: list[list[int]] = []
    for region in _regions(pieces):
        text = text_of([lines[i] for i in region])
        found, lead = identify_language(text, LANGUAGES)
        if lead < _LEAD and sum(map(str.isalpha, text)) >= _TELLING:
            unsure.append(region)
        elif found is not None and found != lang and lead >= _LEAD:
            others.setdefault(found, []).extend(region)
    return others, unsure


def _regions(pieces: Sequence[Piece]) -> list[list[int]]:
    """Part pieces into columns and paragraphs: those that begin at the same place, one near below the other."""
    order = sorted(range(len(pieces)), key=lambda i: pieces[i].box[0])
    columns: list[list[int]] = []
    for i in order:
        if columns and pieces[i].box[0] - pieces[columns[-1][0]].box[0] <= _ALIGNED:
            columns[-1].append(i)
        else:
            columns.append([i])
    regions: list[list[int]] = []
    for column in columns:
        column.sort(key=lambda i: pieces[i].box[1])
        regions.append(column[:1])
        for above, below in pairwise(column):
            high = pieces[above].box[3] - pieces[above].box[1]
            if pieces[below].box[1] - pieces[above].box[3] > _APART * high:
                regions.append([])
            regions[-1].append(below)
    return regions
