"""Numbers of acts, as they stand after a number sign (`№`, `N`) that may end the line before.

    № 354    № 124 - ИБ    № 17-42-3.3.7    № 120-П/237    № 69-ФЗ    N 319-III    № ҚР ДСМ-49

A number is digits with letters, joined by `-`, `/` or `.` without a blank; a blank may stand around a hyphen only
before a suffix in capitals. A country after such a hyphen (`№ 40 - ҚР Білім`) is no suffix: it begins the next clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from pipeline.languages.vocabulary import LANGUAGES, phrase_pattern, section_phrases
from pipeline.text.look_alikes import CYRILLIC_TO_LATIN
from pipeline.text.numerals import is_roman

_HYPHEN = r"[-\u2010\u2011\u2012\u2013\u2014]"
# 120-П/237, 17-42-3.3.7, 319-III, 946-ө
_JOINED = rf"\d+\p{{L}}?(?:(?:{_HYPHEN}|/|\.)(?:\d+\p{{Lu}}{{0,2}}|\p{{Lu}}{{1,6}}|\p{{Ll}}(?!\p{{L}})))*"

# 2737-ІХ, 319-ІII: a session in Roman signs, some of them typed as Cyrillic letters
_SESSION = regex.compile(rf"\d\s?{_HYPHEN}\s?(?P<roman>[IVXІХ]++)$")


@dataclass(frozen=True, slots=True)
class ActNumber:
    """An act number printed at `start..end` (code points, half-open); `sign_start` is where its number sign begins."""

    num: str
    sign_start: int
    start: int
    end: int


@cache
def _pattern() -> regex.Pattern[str]:
    signs = "|".join(phrase_pattern("number_sign", "number", lang) for lang in LANGUAGES)
    countries = {
        phrase for lang in LANGUAGES for found in section_phrases("country", lang).values() for phrase in found
    }
    abbreviations = "|".join(regex.escape(phrase.upper()) for phrase in sorted(countries) if len(phrase) == 2)
    # ҚР ДСМ-49, УП-12; without a hyphen letters join digits only unparted: `№ КОДУ 560100` is a table's head
    prefix = rf"(?:(?:{abbreviations})\s)?(?:\p{{Lu}}{{1,5}}\s?{_HYPHEN}\s?)?\p{{Lu}}{{0,4}}"
    # 124 - ИБ
    suffix = rf"(?:\s?{_HYPHEN}\s?(?!(?:{abbreviations})(?!\p{{L}}))\p{{Lu}}{{1,6}}(?![\p{{L}}]))?"
    return regex.compile(rf"(?i:{signs})\s*(?P<num>{prefix}{_JOINED}{suffix})(?!\p{{L}})")


def find_act_numbers(text: str) -> list[ActNumber]:
    r"""Find what stands behind each number sign of a text, as printed, sorted by place.

    A number that the sign does not introduce is not found; neither is a sign without a number (`№ п/п`).

    >>> [found.num for found in find_act_numbers("2025-жылдын 20-майындагы № 124 - ИБ, №\n197 токтом, № п/п")]
    ['124 - ИБ', '197']
    """
    return [
        ActNumber(match["num"], match.start(), match.start("num"), match.end("num"))
        for match in _pattern().finditer(text)
    ]


def find_cyrillic_signs(number: str, shortest: int = 2) -> list[tuple[int, str]]:
    """Return (offset, Latin sign) for each Cyrillic letter of the Roman number that ends an act's number.

    A single letter may be none, so it counts only where `shortest` is 1.

    >>> find_cyrillic_signs("2737-ІХ"), find_cyrillic_signs("45-Х"), find_cyrillic_signs("45-Х", 1)
    ([(5, 'I'), (6, 'X')], [], [(3, 'X')])
    """
    session = _SESSION.search(number)
    if session is None or len(session["roman"]) < shortest or not is_roman(session["roman"]):
        return []
    at = session.start("roman")
    return [(at + i, CYRILLIC_TO_LATIN[sign]) for i, sign in enumerate(session["roman"]) if sign in CYRILLIC_TO_LATIN]
