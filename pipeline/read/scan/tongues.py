"""Choose the language in which each piece of a scanned page is recognized.

Tesseract keeps the letters of a language only in its own model. A long line or a few are tried in each language; what
they say and how surely tells that of the page. Some lines of each column and paragraph tell by their words whether it
is in another one, before the rest of it is recognized.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from pipeline.languages.identify import identify_language
from pipeline.languages.known_words import is_known
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.pictures import RESOLUTION
from pipeline.read.scan.sheet import Sheet
from pipeline.read.scan.tesseract import Recognized, recognize

# So many lines, of so many letters each or about, tell the language of a page; one does where it leads by so much.
_SAMPLE, _LONG, _CLEAR = 3, 35, 0.15
# A language leads by so much where words tell it from the next one, and adds so much to how sure a reading is; letters
# in known words add as much, and the language of the page so little that it decides where nothing else does.
_LEAD, _WORTH, _USUAL = 0.9, 0.2, 0.02
# Fewer letters tell no language.
_TELLING = 12
# Pieces of a column begin at the same place, in dots, and stand no further apart than so many heights of a line.
_ALIGNED, _APART = 24.0, 6.0
_WORD = regex.compile(r"\p{L}+")


@dataclass(slots=True)
class Readings:
    """What pieces of a page were read as in each language; nothing is recognized twice."""

    sheet: Sheet
    deadline: float
    _known: defaultdict[str, dict[int, list[Recognized]]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, pieces: Sequence[int], lang: str) -> list[list[Recognized]]:
        """Return the lines that pieces, by number, are read as in a language."""
        known = self._known[lang]
        new = [i for i in pieces if i not in known]
        if new:
            pictures = [self.sheet.pictures[i] for i in new]
            known.update(zip(new, recognize(pictures, lang, RESOLUTION, self.deadline), strict=True))
        return [known[i] for i in pieces]


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


def _best_language(readings: Readings, sample: Sequence[int], usual: str) -> str:
    """Return the language in which lines are read best: as that language, surely, and as words that are known.

    A model that lost the letters of a language is as sure of `кундузгу` as its own is of `күндүзгү`.
    """

    def worth(lang: str) -> float:
        lines = readings.read(sample, lang)
        return score(lines, lang) + _WORTH * _share_known(text_of(lines)) + (_USUAL if lang == usual else 0.0)

    return max(LANGUAGES, key=worth)


def _share_known(text: str) -> float:
    """Return how large a share of the letters of a text is in words that are known."""
    words = _WORD.findall(text.lower())
    return sum(len(word) for word in words if is_known(word)) / max(1, sum(map(len, words)))


def page_language(readings: Readings) -> tuple[str, float]:
    """Return the language of a page by some of its lines, and how surely these are read."""
    sample = _choose_sample(readings.sheet.pieces, range(len(readings.sheet.pieces)))
    for some in (sample[:1], sample):
        scores = sorted(((score(readings.read(some, lang), lang), lang) for lang in LANGUAGES), reverse=True)
        if scores[0][0] - scores[1][0] > _CLEAR:
            break
    best = scores[0][1]
    return best, mean_sureness(readings.read(some, best))


def _choose_sample(pieces: Sequence[Piece], among: Iterable[int]) -> list[int]:
    """Return which pieces tell the language of all: long ones, but not so long that trying them costs much."""
    return sorted(among, key=lambda i: abs(len(pieces[i].letters) - _LONG))[:_SAMPLE]


def choose_languages(readings: Readings, usual: str) -> list[str]:
    """Return the language of each piece of a page: that of the page, or that of its column or paragraph.

    Where what is read of a column doesn't tell, since the model of another language may have lost the letters that
    would, some of its lines are tried in each language.
    """
    pieces = readings.sheet.pieces
    regions = _regions(pieces)
    samples = [_choose_sample(pieces, region) for region in regions]
    readings.read([i for sample in samples for i in sample], usual)
    told = [_told_language(readings.read(sample, usual), usual) for sample in samples]
    unsure = [i for sample, lang in zip(samples, told, strict=True) if lang is None for i in sample]
    for lang in LANGUAGES:
        readings.read(unsure, lang)
    langs = [usual] * len(pieces)
    for region, sample, found in zip(regions, samples, told, strict=True):
        best = found or _best_language(readings, sample, usual)
        for i in region:
            langs[i] = best
    return langs


def change_strays(readings: Readings, langs: Sequence[str]) -> list[str]:
    """Return the languages of pieces, other ones for those whose words are of another and are better read in it."""
    changed = list(langs)
    for i, lang in enumerate(langs):
        told = _told_language(readings.read([i], lang), lang)
        if told is not None and told != lang:
            changed[i] = max((lang, told), key=lambda one: score(readings.read([i], one), one))
    return changed


def _told_language(lines: Sequence[Sequence[Recognized]], lang: str) -> str | None:
    """Return the language that the words of lines, which were read in one, tell; None where they don't."""
    text = text_of(lines)
    found, lead = identify_language(text, LANGUAGES)
    if sum(map(str.isalpha, text)) < _TELLING:
        return lang
    return found if lead >= _LEAD else None


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
