"""Words whose letters can't all be right: they are damaged, or a font of a PDF tells wrong letters.

One wrong line of the table of a font changes a letter everywhere, and a word like `специал2ностей` still looks like a
word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

import regex

from pipeline.model import Finding
from pipeline.text.strange_letters import find_strange_letters

# с燙йкес, ᤩекитүү: a letter or sign of a script that no act is printed in, in a word
_FOREIGN = r"[[\p{L}\p{M}]--[\p{Cyrillic}\p{Latin}\p{Greek}\p{Common}\p{Inherited}]]"
# специал2ностей, бұйр␛қ: digits and symbols between small Cyrillic letters; жылғы№ lacks a blank only
_BETWEEN = r"(?<=[\p{Cyrillic}&&\p{Ll}])(?:\d|[\p{So}--[№°©®™]])+(?=[\p{Cyrillic}&&\p{Ll}])"
# 6҉0200: a mark around a letter or digit
_AROUND = r"\p{Me}"
# 1111111111111111: what a damaged file is filled with
_FILLED = r"([\p{L}\d])\1{39}"
_KNOWN = r"[\p{Cyrillic}\p{Latin}\d]"
_PART = r"[\p{L}\p{M}\p{So}\d]*"
_ODDITY = rf"(?:{_KNOWN}{_FOREIGN}|{_FOREIGN}{_KNOWN}|{_BETWEEN}|{_AROUND}|{_FILLED})"
_ODD = regex.compile(rf"(?V1){_PART}{_ODDITY}{_PART}")
_HOLDS_ODDITY = regex.compile(rf"(?V1){_ODDITY}")
# т’збес’н: a mark between small Cyrillic letters
_MARK = regex.compile(r"(?V1)(?<=[\p{Cyrillic}&&\p{Ll}])[\p{P}\p{S}](?=[\p{Cyrillic}&&\p{Ll}])")
_LETTERS = regex.compile(r"\p{Cyrillic}{2}")
# No word that is told is told further than this.
_SHOWN = 80
# A mark that stands in so many different words, and in such a share of all, stands for a letter. In acts a hyphen is in
# 7 of 100, a slash or a lacking blank in 1.
_FEWEST_MARKED, _MARKED, _HYPHENED = 5, 0.03, 0.15


def find_odd_letters(text: str) -> Finding | None:
    """Return a finding about the words that hold a foreign letter, a symbol, digits, or one letter over and over.

    It stands at the first of them.

    >>> found = find_odd_letters("Об утверждении перечня специал2ностей по пункту 2а, H2O")
    >>> found.start, found.end
    (23, 37)
    >>> [bool(find_odd_letters(word)) for word in ("ᤩекитүү", "бұйр␛қ", "6҉0200", "67ᙘ100", "тартып№5", "за́мок 5°С")]
    [True, True, True, True, False, False]
    >>> bool(find_odd_letters("1" * 40)), bool(find_odd_letters("ХХХХ № 00000000000000000000"))
    (True, False)
    """
    # each word is looked at once, however often it is printed
    words = list(dict.fromkeys(chain.from_iterable(map(str.split, text.splitlines()))))
    if not _HOLDS_ODDITY.search("\n".join(words)):
        return _find_marks_for_letters(text, words)
    found = list(_ODD.finditer(text))
    first = found[0].group()[:_SHOWN]
    message = (
        f"{len(found)} words such as {first!r} hold a letter of another script, a sign or a digit, or one letter over "
        "and over: the file may be damaged, or its font tell wrong letters"
    )
    return Finding("odd_letters", "warning", message, *found[0].span())


def _find_marks_for_letters(text: str, words: Iterable[str]) -> Finding | None:
    """Return a finding about a mark, or a letter of no language, in so many words as only a letter is, at the first."""
    words = [word for word in words if _LETTERS.search(word)]
    marks = {word: {*_MARK.findall(word), *find_strange_letters(word)} for word in words}
    counts = Counter(mark for found in marks.values() for mark in found)
    for mark, count in counts.most_common():
        if count >= _FEWEST_MARKED and count > (_HYPHENED if mark == "-" else _MARKED) * len(words):
            first = next(word for word in words if mark in marks[word])
            message = f"{count} words such as {first!r} hold {mark!r} where others have a letter: it may stand for one"
            start = text.index(first)
            return Finding("odd_letters", "warning", message, start, start + len(first))
    return None
