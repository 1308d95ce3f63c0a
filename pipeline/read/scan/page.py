"""Recognize one scanned page: its pose, its language, its words, and a second opinion on what is unsure."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.errors import ReaderLimitError
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.read.limits import PAGE_SECONDS, page_seconds
from pipeline.read.pdf.page import Recognition
from pipeline.read.pdf.words import Word
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.numbers import mend_numbers
from pipeline.read.scan.pictures import POINTS, RESOLUTION, Picture
from pipeline.read.scan.sheet import Sheet, pose_of, take_apart
from pipeline.read.scan.straighten import Pose
from pipeline.read.scan.tesseract import Recognized, recognize
from pipeline.read.scan.tongues import SAMPLE, best_language, choose_sample, find_others, mean_sureness

# A sample that is read less surely than this may stand on its head; one that is read so much more surely does.
_UPSIDE_DOWN, _SURER = 0.6, 0.1
# Words less sure than this are read again in a language that has other signs; signs (№) are believed if so much surer.
_UNSURE, _BETTER = 0.85, 0.1
# A sign is believed for a short piece from this on.
_UNSIGNED, _NUMBER_SIGN = 0.5, "№"
# Words of so many digits are read twice; what the two readings dispute is so sure at most.
_CODE, _DISPUTED = 4, 0.5
# Two readings of the same word cover more of each other than this.
_COVERED = 0.7
# Words are parted by this share of what words of the page are parted by at least.
_BLANK = 0.5
# Pieces of so few letters are read behind a number that is surer than this, the shortest always, the others when they
# are unsure; boxes are that exact, in dots.
_SHORT, _GUIDED, _SURE, _SLACK = 3, 9, 0.94, 8.0
_SECOND = {"ky": "ru", "kk": "ru", "ru": "ky"}

Lines = list[list[Recognized]]


@dataclass(frozen=True, slots=True)
class Read:
    """A page that was recognized: its words and rules, how many words are in which language, how sure they are."""

    recognition: Recognition
    languages: Counter[str]
    sureness: float


def read_page_picture(picture: Picture, usual: str | None, place: str) -> Read:
    """Recognize a page; `usual` is the language of the page before, tried first.

    Raises ReaderLimitError where it takes too long, and what Tesseract raises.
    """
    seconds = page_seconds()
    try:
        return _read(picture, usual, time.monotonic() + seconds)
    except TimeoutError:
        raise ReaderLimitError(
            f"recognizing the page took more than {seconds:g} s",
            place=place,
            advice=f"check the page, or allow more with {PAGE_SECONDS}",
        ) from None


def _read(picture: Picture, usual: str | None, deadline: float) -> Read:
    pose = pose_of(picture)
    sheet = take_apart(picture, pose)
    if usual is None or pose.quarters:
        usual, head_up = _try_sample(sheet, deadline)
        if not head_up:
            sheet = take_apart(picture, Pose((pose.quarters + 2) % 4, pose.lean))
    lines = recognize(sheet.pictures, usual, RESOLUTION, deadline)
    langs = [usual] * len(lines)
    for lang, others in _find_others(sheet, lines, usual, deadline).items():
        again = recognize([sheet.pictures[i] for i in others], lang, RESOLUTION, deadline)
        for i, line in zip(others, again, strict=True):
            lines[i], langs[i] = line, lang
    _ask_again(sheet, lines, langs, deadline)
    return _place(sheet, mend_numbers(sheet.pieces, lines), langs)


def _try_sample(sheet: Sheet, deadline: float) -> tuple[str, bool]:
    """Return the language of a page by some of its lines, and whether it stands on its feet."""
    sample = [sheet.pictures[i] for i in choose_sample(sheet.pieces)]
    if not sample:
        return LANGUAGES[0], True
    tried = {lang: recognize(sample, lang, RESOLUTION, deadline) for lang in LANGUAGES}
    best = best_language(tried)
    if (sure := mean_sureness(tried[best])) >= _UPSIDE_DOWN:
        return best, True
    turned = [picture[::-1, ::-1] for picture in sample]
    tried = {lang: recognize(turned, lang, RESOLUTION, deadline) for lang in LANGUAGES}
    other = best_language(tried)
    return (other, False) if mean_sureness(tried[other]) > sure + _SURER else (best, True)


def _find_others(sheet: Sheet, lines: Lines, usual: str, deadline: float) -> dict[str, list[int]]:
    """Return the pieces in other languages than the page; where what was read doesn't tell, some are tried in each."""
    others, unsure = find_others(sheet.pieces, lines, usual)
    samples = [sorted(region, key=lambda i: -len(sheet.pieces[i].letters))[:SAMPLE] for region in unsure]
    asked = [i for sample in samples for i in sample]
    tried = {usual: {i: lines[i] for i in asked}}
    for lang in (lang for lang in LANGUAGES if lang != usual and asked):
        again = recognize([sheet.pictures[i] for i in asked], lang, RESOLUTION, deadline)
        tried[lang] = dict(zip(asked, again, strict=True))
    for region, sample in zip(unsure, samples, strict=True):
        best = best_language({lang: [read[i] for i in sample] for lang, read in tried.items()})
        if best != usual:
            others.setdefault(best, []).extend(region)
    return others


def _ask_again(sheet: Sheet, lines: Lines, langs: Sequence[str], deadline: float) -> None:
    """Read lines with unsure words again, in another language too, and take from there what is surer.

    A piece of a few letters is read behind a longer one that is sure: alone it has no height to be measured by.
    """
    guide = _find_guide(sheet, lines)
    for asked_in in LANGUAGES:
        unsure = [i for i, line in enumerate(lines) if _is_asked(sheet.pieces[i], line, langs[i], asked_in)]
        guided = [guide is not None and len(sheet.pieces[i].letters) <= _GUIDED for i in unsure]
        joined = [
            sheet.join(guide, i) if guide is not None and is_guided else (sheet.pictures[i], 0.0)
            for i, is_guided in zip(unsure, guided, strict=True)
        ]
        again = recognize([picture for picture, _ in joined], asked_in, RESOLUTION, deadline)
        for i, is_guided, (_, begin), other in zip(unsure, guided, joined, again, strict=True):
            moved = [_moved(word, -begin) for word in other if word.box[0] >= begin - _SLACK]
            short = len(sheet.pieces[i].letters) <= _SHORT
            if is_guided and _is_sign(moved) and (short or not _is_sign(lines[i])):
                lines[i] = moved if _sureness(moved) > (_UNSIGNED if short else _sureness(lines[i])) else lines[i]
            else:
                lines[i] = [_surer(lines[i], at, moved) for at in range(len(lines[i]))] or moved


def _is_asked(piece: Piece, line: Sequence[Recognized], lang: str, asked_in: str) -> bool:
    """Tell whether a piece is read again in a language: an unsure one in a second one, a short one in its own."""
    if len(piece.letters) <= _GUIDED and asked_in == lang:
        return not (_is_sign(line) and _sureness(line) > _SURE) and (
            len(piece.letters) <= _SHORT or _sureness(line) < _UNSURE
        )
    return asked_in == _SECOND[lang] and any(_is_unsure(word) or _may_be_sign(line, i) for i, word in enumerate(line))


def _is_unsure(word: Recognized) -> bool:
    """Tell whether a word is read a second time: each number of a few digits is, whose digits nothing bears out."""
    return word.sureness < _UNSURE or sum(map(str.isdigit, word.text)) >= _CODE


def _may_be_sign(line: Sequence[Recognized], i: int) -> bool:
    """Tell whether a word is so short, and before a number, that it may be the sign of numbers."""
    before_number = i + 1 < len(line) and line[i + 1].text[:1].isdigit()
    return before_number and len(line[i].text) <= _SHORT and not line[i].text[0].isdigit()


def _find_guide(sheet: Sheet, lines: Lines) -> int | None:
    """Return the piece behind which short ones are read: a number that is sure, or else a word."""
    sure = [i for i, line in enumerate(lines) if len(line) == 1 and line[0].sureness > _SURE]
    numbers = [i for i in sure if lines[i][0].text.isdigit() and len(lines[i][0].text) > _SHORT]
    words = [i for i in sure if lines[i][0].text.isalpha() and len(lines[i][0].text) > _SHORT]
    return next(iter((*numbers, *words)), None)


def _sureness(line: Sequence[Recognized]) -> float:
    return min((word.sureness for word in line), default=0.0)


def _is_sign(line: Sequence[Recognized]) -> bool:
    """Tell whether what was read is a number or a sign, in which no letter can be lost."""
    return not any(map(str.isalpha, "".join(word.text for word in line)))


def _moved(word: Recognized, by: float) -> Recognized:
    x0, top, x1, bottom = word.box
    return replace(word, box=(x0 + by, top, x1 + by, bottom))


def _surer(line: Sequence[Recognized], at: int, others: Sequence[Recognized]) -> Recognized:
    """Return a word, surer where both readings agree; or the sign that it was read again as, where that is surer.

    Where two readings see other digits, neither is sure.
    """
    word = line[at]
    if not _is_unsure(word) and not _may_be_sign(line, at):
        return word
    covering = [other for other in others if _share_within(word, other) > _COVERED]
    if len(covering) != 1:
        return word
    other = covering[0]
    covered = [one for one in line if _share_within(one, other) > _COVERED]
    if "".join(one.text for one in covered) == other.text:
        return replace(word, sureness=1 - (1 - word.sureness) * (1 - other.sureness))
    if len(covered) == 1 and _share_within(other, word) > _COVERED and _is_sign(covering):
        better = 0.0 if other.text == _NUMBER_SIGN else word.sureness + _BETTER
        if other.sureness > better:
            return other
    return replace(word, sureness=min(word.sureness, _DISPUTED)) if any(map(str.isdigit, word.text)) else word


def _share_within(one: Recognized, other: Recognized) -> float:
    """Return how much of a word's width another one covers."""
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared / max(one.box[2] - one.box[0], 1.0)


def _place(sheet: Sheet, lines: Sequence[Sequence[Recognized]], langs: Sequence[str]) -> Read:
    """Put the words where they stand on the straight page, in points."""
    found = list(zip(sheet.pieces, _join_split(sheet, lines), strict=True))
    words = [word for piece, line in found for word in _words_of(sheet, piece, line)]
    straight = sheet.straight
    recognition = Recognition(tuple(words), sheet.rules, *straight.size, straight.back)
    counts = Counter(dict.fromkeys(langs, 0))
    for line, lang in zip(lines, langs, strict=True):
        counts[lang] += sum(any(map(str.isalpha, word.text)) for word in line)
    return Read(recognition, counts, mean_sureness(lines))


def _join_split(sheet: Sheet, lines: Sequence[Sequence[Recognized]]) -> Iterator[list[Recognized]]:
    """Yield the lines with those words as one that are parted by less than the page's words are."""
    gaps = [
        [
            piece.gap_between(
                sheet.corner_of(piece)[0] + one.box[2], sheet.corner_of(piece)[0] + other.box[0], sheet.small
            )
            for one, other in pairwise(line)
        ]
        for piece, line in zip(sheet.pieces, lines, strict=True)
    ]
    usual = median([gap for of_line in gaps for gap in of_line] or [0.0])
    for line, of_line in zip(lines, gaps, strict=True):
        joined = list(line[:1])
        for word, gap in zip(line[1:], of_line, strict=True):
            in_word = word.text[0].isalpha() and (joined[-1].text[-1].isalpha() or joined[-1].text[-1] == "-")
            if gap >= _BLANK * usual or not in_word:
                joined.append(word)
                continue
            before = joined[-1]
            box = (before.box[0], min(before.box[1], word.box[1]), word.box[2], max(before.box[3], word.box[3]))
            joined[-1] = Recognized(before.text + word.text, box, min(before.sureness, word.sureness))
        yield joined


def _words_of(sheet: Sheet, piece: Piece, line: Sequence[Recognized]) -> Iterator[Word]:
    left, _ = sheet.corner_of(piece)
    top, bottom = (side * POINTS / RESOLUTION for side in sheet.line_of(piece))
    for i, word in enumerate(line):
        x0, x1 = ((left + side) * POINTS / RESOLUTION for side in (word.box[0], word.box[2]))
        spaced = i + 1 < len(line)
        yield Word(word.text, x0, top, x1, bottom, bold=False, spaced=spaced, sureness=word.sureness)
