"""Codes of specialties, directions and professions, as the classifiers of these countries print them.

    510100        Kyrgyz direction or specialty: field 51, direction 01, specialty 00
    0401002       Kazakh vocational classifier: profile 04, specialty 01, qualification 002
    050406        Kazakh and Kyrgyz higher education
    38.03.01      Russian classifier (OKSO): group 38, level 03, direction 01
    6B01101       Kazakh classifier of 2018: level 6B, field 011, programme 01
    5B010200      Kazakh classifier of 2009: level 5B, field 01, specialty 0200
    B086          Kazakh classifier of 2018: a group of programmes (B, M or D for the level)
    060101.65     Russian classifier of 2003: a specialty with the qualification it leads to
    3W09110101    Kazakh vocational classifier of 2018: level 3W or 4S, then specialty and qualification

A group's code is the code of its members with zeros after the field (`560000`, `0400000`, `38.00.00`), or without the
digits that tell its members apart (`6B011`). The field stands behind the level where a code of eight has one.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

_CODE = r"(?:\d{2}\.\d{2}\.\d{2}|\d{6}\.\d{2}|\d{6,8}|\d[A-ZА-Я]\d{8}|\d[A-ZА-Я]\d{5,6}|\d[A-ZА-Я]\d{3}|[BMDВМД]\d{3})"
CODE = rf"{_CODE}(?![\p{{L}}\p{{Nd}}/]|[.,-]\d)"
# A code wherever it stands on a line.
ANY_CODE = regex.compile(rf"(?<![\p{{L}}\p{{Nd}}.,/№-]){CODE}")
# "12", "1.1": the running number of a row
RUNNING_NUMBER = r"\d{1,4}(?:\.\d{1,3}){0,2}"
# "12. ", "1.1 ", "б) ": what may stand before the code of a row
BEFORE_CODE = rf"(?:(?!{CODE})(?:{RUNNING_NUMBER}\s?[.)]?|\p{{Ll}}\s?\))\s+)"
# "510100¹", "510100 *": what sends to a note behind a code
CODE_MARK = r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[ \u00a0]?\*{1,3}(?!\*))\)?"
# "530100 - 530104", "6B01101–6B01105", "530100, 530101", "530100 и 530101": more codes than one
SEVERAL_CODES = rf"{_CODE}(?:[ \u00a0]*[,;/–—-]|[ \u00a0]\p{{L}}{{1,4}}[ \u00a0])[ \u00a0]*{_CODE}(?![\p{{L}}\p{{Nd}}])"
FIELD_DIGITS = 2
# "6B011": the field of a programme
_LETTERED_GROUP = regex.compile(r"\d[A-ZА-Я]\d{3}")
# "5B010200": a level and six digits
_LEVEL_AND_SIX = regex.compile(r"\d[A-ZА-Я]\d{6}")


def is_group_code(code: str) -> bool:
    """Tell whether a code names a group: nothing but zeros follows the field, or no digits of a programme do.

    >>> [is_group_code(code) for code in ("560000", "0400000", "38.00.00", "6B011", "5B010000")]
    [True, True, True, True, True]
    >>> [is_group_code(code) for code in ("510100", "0518000", "B086", "5B010200")]
    [False, False, False, False]
    """
    return _LETTERED_GROUP.fullmatch(code) is not None or not code.replace(".", "")[_field_end(code) :].strip("0")


def is_member(code: str, group: str) -> bool:
    """Tell whether a code begins as the code of its group does.

    A group of programmes (`B086`) is numbered through all fields: any may hold it.

    >>> is_member("510100", "510000"), is_member("6B01201", "6B011"), is_member("38.03.01", "38.00.00")
    (True, False, True)
    >>> is_member("B086", "6B061")
    True
    """
    if code[0].isalpha():
        return True
    end = _field_end(group)
    return code.startswith(group[:end] + group[end:].rstrip("0."))


def _field_end(code: str) -> int:
    return 2 * FIELD_DIGITS if _LEVEL_AND_SIX.fullmatch(code) else FIELD_DIGITS


def field_of(code: str, digits: int = FIELD_DIGITS) -> str:
    """Return the digits that a group's members share.

    >>> field_of("0401002"), field_of("6B01101"), field_of("050406", 4), field_of("38.03.01", 4)
    ('04', '6B', '0504', '3803')
    """
    return code.replace(".", "")[:digits]


def field_digits(codes: Sequence[str]) -> int:
    """Return how many digits tell the groups of a list apart: two, or four where all codes share the first two.

    >>> field_digits(["510100", "520200"]), field_digits(["050406", "050706"])
    (2, 4)
    """
    return FIELD_DIGITS if len({code[:FIELD_DIGITS] for code in codes}) > 1 else 2 * FIELD_DIGITS
