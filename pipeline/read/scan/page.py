"""Recognize one scanned page: its pose, its language, its words, and a second opinion on what is unsure."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from pipeline.errors import ReaderLimitError
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.read.limits import PAGE_SECONDS, page_seconds
from pipeline.read.scan.cases import lower_small
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.numbers import mend_numbers
from pipeline.read.scan.pictures import RESOLUTION, Picture
from pipeline.read.scan.sheet import Sheet, take_apart
from pipeline.read.scan.straighten import Pose, find_pose
from pipeline.read.scan.tesseract import Recognized, recognize
from pipeline.read.scan.tongues import Readings, change_strays, choose_languages, page_language
from pipeline.read.scan.words import Read, place_words

# A sample that is read less surely than this may stand on its head; one that is read so much more surely does.
_UPSIDE_DOWN, _SURER = 0.6, 0.1
# Words less sure than this are read again in a language that has other signs; signs (№) are believed if so much surer.
_UNSURE, _BETTER = 0.85, 0.1
# A sign is believed for a short piece from this on.
_UNSIGNED, _NUMBER_SIGN = 0.5, "№"
# Words of so many digits are read twice unless they are so sure; what the two readings dispute is so sure at most.
_CODE, _UNSURE_CODE, _DISPUTED = 4, 0.955, 0.5
# Two readings of the same word cover more of each other than this.
_COVERED = 0.7
# Pieces of so few letters are read behind a number that is surer than this, the shortest always, the others when they
# are unsure; boxes are that exact, in dots.
_SHORT, _GUIDED, _SURE, _SLACK = 3, 9, 0.94, 8.0
_SECOND = {"ky": "ru", "kk": "ru", "ru": "ky"}

Lines = list[list[Recognized]]


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
    pose = find_pose(picture)
    readings = Readings(take_apart(picture, pose), deadline)
    if readings.sheet.pieces and (usual is None or pose.quarters):
        usual, sure = page_language(readings)
        if sure < _UPSIDE_DOWN:
            turned = Readings(take_apart(picture, Pose((pose.quarters + 2) % 4, pose.lean)), deadline)
            other, surer = page_language(turned)
            readings, usual = (turned, other) if surer > sure + _SURER else (readings, usual)
    sheet = readings.sheet
    langs = choose_languages(readings, usual or LANGUAGES[0])
    for lang in dict.fromkeys(langs):
        readings.read([i for i, one in enumerate(langs) if one == lang], lang)
    langs = change_strays(readings, langs)
    lines = [list(readings.read([i], lang)[0]) for i, lang in enumerate(langs)]
    _ask_again(sheet, lines, langs, deadline)
    lefts = [sheet.corner_of(piece)[0] for piece in sheet.pieces]
    mended = lower_small(sheet.pieces, mend_numbers(sheet.pieces, lines), lefts)
    return place_words(sheet, mended, langs, picture.fewest)


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
    """Tell whether a word is read a second time: numbers of a few digits, which nothing bears out, unless very sure."""
    return word.sureness < (_UNSURE_CODE if sum(map(str.isdigit, word.text)) >= _CODE else _UNSURE)


def _may_be_sign(line: Sequence[Recognized], i: int) -> bool:
    """Tell whether a word is so short, and before a number or alone, that it may be the sign of numbers."""
    before_number = i + 1 < len(line) and line[i + 1].text[:1].isdigit()
    return (before_number or len(line) == 1) and len(line[i].text) <= _SHORT and not line[i].text[0].isdigit()


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
