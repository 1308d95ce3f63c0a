"""Recognize one scanned page: its pose, its language, its words, and a second opinion on what is unsure."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.errors import ReaderLimitError
from pipeline.languages.vocabulary import LANGUAGES
from pipeline.read.limits import PAGE_SECONDS, page_seconds
from pipeline.read.pdf.page import Recognition
from pipeline.read.pdf.words import Word
from pipeline.read.scan.lines import Piece
from pipeline.read.scan.pictures import POINTS, RESOLUTION, Picture
from pipeline.read.scan.sheet import Sheet, pose_of, take_apart
from pipeline.read.scan.straighten import Pose
from pipeline.read.scan.tesseract import Recognized, recognize
from pipeline.read.scan.tongues import choose_sample, find_others, mean_sureness, score

# A sample that is read less surely than this may stand on its head; one that is read so much more surely does.
_UPSIDE_DOWN, _SURER = 0.6, 0.1
# Words less sure than this are read again in a language that has other signs; signs (№) are believed if so much surer.
_UNSURE, _BETTER = 0.85, 0.1
# A sign is believed for a short piece from this on.
_UNSIGNED, _NUMBER_SIGN = 0.5, "№"
# Pieces of so few letters are read behind one that is surer than this; boxes are that exact, in dots.
_SHORT, _SURE, _SLACK = 3, 0.94, 8.0
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
    for lang, others in find_others(sheet.pieces, lines, usual).items():
        again = recognize([sheet.pictures[i] for i in others], lang, RESOLUTION, deadline)
        for i, line in zip(others, again, strict=True):
            lines[i], langs[i] = line, lang
    _ask_again(sheet, lines, langs, deadline)
    return _place(sheet, lines, langs)


def _try_sample(sheet: Sheet, deadline: float) -> tuple[str, bool]:
    """Return the language of a page by some of its lines, and whether it stands on its feet."""
    sample = [sheet.pictures[i] for i in choose_sample(sheet.pieces)]
    if not sample:
        return LANGUAGES[0], True
    tried = {lang: recognize(sample, lang, RESOLUTION, deadline) for lang in LANGUAGES}
    best = max(LANGUAGES, key=lambda lang: score(tried[lang], lang))
    if (sure := mean_sureness(tried[best])) >= _UPSIDE_DOWN:
        return best, True
    turned = [picture[::-1, ::-1] for picture in sample]
    tried = {lang: recognize(turned, lang, RESOLUTION, deadline) for lang in LANGUAGES}
    other = max(LANGUAGES, key=lambda lang: score(tried[lang], lang))
    return (other, False) if mean_sureness(tried[other]) > sure + _SURER else (best, True)


def _ask_again(sheet: Sheet, lines: Lines, langs: Sequence[str], deadline: float) -> None:
    """Read lines with unsure words again, in another language too, and take from there what is surer.

    A piece of a few letters is read behind a longer one that is sure: alone it has no height to be measured by.
    """
    guide = _find_guide(sheet, lines)
    for asked_in in LANGUAGES:
        unsure = [i for i, line in enumerate(lines) if _is_asked(sheet.pieces[i], line, langs[i], asked_in)]
        short = [guide is not None and len(sheet.pieces[i].letters) <= _SHORT for i in unsure]
        joined = [
            sheet.join(guide, i) if guide is not None and is_short else (sheet.pictures[i], 0.0)
            for i, is_short in zip(unsure, short, strict=True)
        ]
        again = recognize([picture for picture, _ in joined], asked_in, RESOLUTION, deadline)
        for i, is_short, (_, begin), other in zip(unsure, short, joined, again, strict=True):
            moved = [_moved(word, -begin) for word in other if word.box[0] >= begin - _SLACK]
            if is_short:
                lines[i] = moved if _is_sign(moved) and _sureness(moved) > _UNSIGNED else lines[i]
            else:
                lines[i] = [_surer(lines[i], at, moved) for at in range(len(lines[i]))]


def _is_asked(piece: Piece, line: Sequence[Recognized], lang: str, asked_in: str) -> bool:
    """Tell whether a piece is read again in a language: an unsure one in a second one, a short one in its own."""
    if len(piece.letters) <= _SHORT and asked_in == lang:
        return not (_is_sign(line) and _sureness(line) > _SURE)
    return asked_in == _SECOND[lang] and (
        _sureness(line) < _UNSURE or any(_may_be_sign(line, i) for i in range(len(line)))
    )


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
    """Return a word, surer where both readings agree; or the sign that it was read again as, where that is surer."""
    word = line[at]
    if word.sureness >= _UNSURE and not _may_be_sign(line, at):
        return word
    same = [other for other in others if _is_same_place(word, other)]
    if len(same) != 1:
        return word
    if same[0].text == word.text:
        return replace(word, sureness=max(word.sureness, same[0].sureness))
    better = 0.0 if same[0].text == _NUMBER_SIGN else word.sureness + _BETTER
    return same[0] if _is_sign(same) and same[0].sureness > better else word


def _is_same_place(one: Recognized, other: Recognized) -> bool:
    shared = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return shared > 0.7 * max(one.box[2] - one.box[0], other.box[2] - other.box[0])


def _place(sheet: Sheet, lines: Sequence[Sequence[Recognized]], langs: Sequence[str]) -> Read:
    """Put the words where they stand on the straight page, in points."""
    words = [word for piece, line in zip(sheet.pieces, lines, strict=True) for word in _words_of(sheet, piece, line)]
    straight = sheet.straight
    recognition = Recognition(tuple(words), sheet.rules, *straight.size, straight.back)
    counts = Counter(dict.fromkeys(langs, 0))
    for line, lang in zip(lines, langs, strict=True):
        counts[lang] += sum(any(map(str.isalpha, word.text)) for word in line)
    return Read(recognition, counts, mean_sureness(lines))


def _words_of(sheet: Sheet, piece: Piece, line: Sequence[Recognized]) -> list[Word]:
    left, _ = sheet.corner_of(piece)
    top, bottom = sheet.line_of(piece)
    share = POINTS / RESOLUTION
    last = len(line) - 1
    return [
        Word(
            word.text,
            (left + word.box[0]) * share,
            top * share,
            (left + word.box[2]) * share,
            bottom * share,
            bold=False,
            spaced=i < last,
            sureness=word.sureness,
        )
        for i, word in enumerate(line)
    ]
