"""Decide the encoding of a text by evidence, or refuse it.

A byte-order mark decides at once; UTF-16 without a mark shows by the bytes 0 and 4 that begin its letters; strict UTF-8
decides next, since text in another encoding is all but never valid UTF-8. What is left is one of the one-byte encodings
of these countries, told apart by which of them turns the bytes into likely words: written in small letters, in
capitals, or with a capital in front, and of letters that are frequent in these languages. KOI8-R read as cp1251 gives
sHOUTED words or, where the words are all in capitals, rare letters; KZ-1048 read as cp1251 gives letters no language
here has.
"""

from __future__ import annotations

import codecs
import math
from collections import Counter
from dataclasses import dataclass

import regex

from pipeline.errors import UnreadableSourceError

ADVICE = "save it as UTF-8 and try again"
# That of UTF-32 begins as that of UTF-16 does.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The likelier one first: where two of them read the same words, the first is taken.
ONE_BYTE = ("cp1251", "kz1048", "koi8-r", "cp866", "iso8859-5", "ptcp154")

# The letters of the three alphabets by how often acts in these languages print them.
BY_FREQUENCY = "антреиыколусдмүбгжпөзшйіявчэқхцюфңьғәұщъһё"
# What a letter costs: the logarithm of its place above (Zipf's law), and more where it stands in no written word.
COST = {letter: math.log(place) for place, letter in enumerate(BY_FREQUENCY, 1)}
COST_OF_MARK = math.log(len(BY_FREQUENCY))
COST_OUTSIDE_WORDS = 2 * math.log(len(BY_FREQUENCY))
CAPITAL, SMALL = f"[{BY_FREQUENCY.upper()}]", f"[{BY_FREQUENCY}]"
# "Адистик", "адистик", "АДИСТИК": a word as it is written. "аДИСТИК" is not.
WRITTEN_WORD = regex.compile(rf"(?<!\w)(?:{CAPITAL}?{SMALL}+|{CAPITAL}+)(?!\w)")
LETTER = regex.compile(f"{CAPITAL}|{SMALL}")
# What is neither ASCII nor a letter, but stands in texts.
COMMON_MARKS = frozenset("«»„“”‘’–—…№§°·•±×®©™\u00a0\u00ad") | frozenset(map(chr, range(0x2500, 0x25A0)))
# "─────": a rule is one mark
DRAWN = regex.compile(r"([\u2500-\u259f])\1+")
# A one-byte encoding must read this share of the letters in written words, and its reading must be this much likelier
# (a factor of e to this power) than every other one.
ENOUGH, AHEAD = 0.95, 8.0
SAMPLE = 200_000
# So many letters before the first wrong byte prove that the text is UTF-8, broken there.
UTF8_LETTERS = 3
# The bytes that hold U+0000..U+00FF, U+0400..U+04FF and what tables are drawn with apart in UTF-16, and the share they
# have of its bytes.
HIGH_BYTES, HIGH_SHARE = (0, 4, 0x25), 0.8


def decode_text(data: bytes, place: str) -> tuple[str, str]:
    """Decode the bytes of a text source; return the text without its byte-order mark and the encoding's name.

    Raises UnreadableSourceError for an empty file, a binary one, and bytes that no supported encoding explains.
    """
    if not data:
        raise UnreadableSourceError("the file is empty", place=place, advice="copy the source again")
    text, encoding = _decode(data, place)
    if not text.strip():
        raise UnreadableSourceError("the file holds only white space", place=place, advice="copy the source again")
    return text, encoding


def _decode(data: bytes, place: str) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _decode_strictly(data, encoding, place)[1:], encoding
    if wide := _guess_utf16(data):
        return _decode_strictly(data, wide, place), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if len(LETTER.findall(data[: error.start].decode("utf-8"))) >= UTF8_LETTERS or _is_mostly_utf8(data):
            return _decode_strictly(data, "utf-8", place), "utf-8"
        encoding = _guess_one_byte(data, place, error.start)
        return _decode_strictly(data, encoding, place), encoding


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell whether most bytes above ASCII are letters in UTF-8: in other encodings hardly any are."""
    sample = data[:SAMPLE]
    letters = len(LETTER.findall(sample.decode("utf-8", "ignore")))
    return 2 * letters > sum(byte > 0x7F for byte in sample) / 2


def _decode_strictly(data: bytes, encoding: str, place: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding).count("\n") + 1
        raise UnreadableSourceError(
            f"byte {error.start} (0x{data[error.start]:02x}) is not {encoding}", place=f"{place}:{line}", advice=ADVICE
        ) from error


def _guess_utf16(data: bytes) -> str | None:
    """Name the UTF-16 byte order of text without a mark, where nearly every second byte is 0 or 4."""
    if len(data) % 2:
        return None
    sample = data[:SAMPLE]
    even, odd = (sum(map(sample[at::2].count, HIGH_BYTES)) for at in (0, 1))
    enough = HIGH_SHARE * (len(sample) // 2)
    if max(even, odd) < enough or min(even, odd) >= enough:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sample as one encoding reads it: what it costs, the share of its letters in written words, and those words."""

    encoding: str
    cost: float
    share: float
    words: list[str]


def _guess_one_byte(data: bytes, place: str, wrong: int) -> str:
    """Name the one-byte encoding of the text whose byte `wrong` is not UTF-8, or raise UnreadableSourceError."""
    sample = data[max(0, wrong - SAMPLE // 2) :][:SAMPLE]
    readings = [_read_as(sample, encoding) for encoding in ONE_BYTE]
    best = min(readings, key=lambda reading: reading.cost)
    rivals = sorted((one for one in readings if one.words != best.words), key=lambda reading: reading.cost)
    if best.share >= ENOUGH and (not rivals or rivals[0].cost - best.cost >= AHEAD):
        return best.encoding
    line = data[:wrong].count(b"\n") + 1
    raise UnreadableSourceError(
        f"byte {wrong} (0x{data[wrong]:02x}) is not UTF-8, and no other encoding surely makes words of the text "
        f"({best.share:.0%} of the letters as {best.encoding}{f', then {rivals[0].encoding}' if rivals else ''})",
        place=f"{place}:{line}",
        advice=ADVICE,
    )


def _read_as(sample: bytes, encoding: str) -> _Reading:
    text = DRAWN.sub(r"\1", sample.decode(encoding, "replace"))
    words = WRITTEN_WORD.findall(text)
    inside = Counter("".join(words))
    others = Counter(mark for mark in text if mark > "\x7f") - inside
    marks = sum(count for mark, count in others.items() if mark in COMMON_MARKS)
    lost = others.total() - marks
    cost = sum(count * COST[letter.lower()] for letter, count in inside.items())
    share = inside.total() / (inside.total() + lost or 1)
    return _Reading(encoding, cost + marks * COST_OF_MARK + lost * COST_OUTSIDE_WORDS, share, words)
