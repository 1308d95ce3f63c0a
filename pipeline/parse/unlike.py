"""Find the entries of recognized lists that break what the others keep: something was misread there, or lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

import regex

from pipeline.model import Row

LANGS = ("ky", "kk", "ru")
# What all entries of a list have, or none.
_SHARED = ("num", *(f"name_{lang}" for lang in LANGS))
_OF_GROUP = ("group_num", "group_code", *(f"group_name_{lang}" for lang in LANGS))
# A list whose codes go down more often than this isn't ordered by them.
_DESCENTS = 0.2
# Codes of this share of a list are spelled alike, from so many on; they end in zeros alike in a larger share.
_ALIKE, _CODES = 0.6, 3
_ZEROS, _ROUND, _ENDING = "00", 0.8, 5
_DIGIT, _LETTER = regex.compile(r"\d"), regex.compile(r"\p{L}")


def _text(entry: Row, column: str) -> str:
    return str(entry.values[column].value) if column in entry.values else ""


def _shape(code: str) -> str:
    """Return how a code is spelled: `0A00000` for `6B02121`."""
    return _LETTER.sub("A", _DIGIT.sub("0", code))


def _odd_codes(entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the entries whose codes are longer or shorter than others, or have a letter where those have a digit."""
    shapes = [_shape(_text(entry, "code")) for entry in entries]
    usual, count = Counter(shapes).most_common(1)[0]
    if count < _ALIKE * len(entries) or len(entries) < _CODES:
        return
    for entry, shape in zip(entries, shapes, strict=True):
        if shape != usual:
            yield entry, f"{_text(entry, 'code')} is spelled unlike the other codes of the list"


def _odd_endings(entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the entries whose codes don't end in the zeros that nearly all others of the list end in."""
    ending = [_text(entry, "code").endswith(_ZEROS) for entry in entries]
    if len(entries) < _ENDING or sum(ending) < _ROUND * len(entries):
        return
    for entry, is_round in zip(entries, ending, strict=True):
        if not is_round:
            yield entry, f"{_text(entry, 'code')} doesn't end in {_ZEROS} as the other codes of the list do"


def _out_of_sequence(entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the entries whose codes don't count up, with those before them, in a list whose codes do."""
    codes = [_text(entry, "code") for entry in entries]
    down = [_shape(one) == _shape(other) and other <= one for one, other in pairwise(codes)]
    if sum(down) > max(1, _DESCENTS * len(down)):
        return
    for i, entry in enumerate(entries):
        if any(down[max(0, i - 1) : i + 1]):
            yield entry, f"{codes[i]} is out of order beside its neighbour: a digit may be another one"


def _lacking(entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the entries without a number, a name in a language, or a fact of their group that others have."""
    for column in (*_SHARED, *_OF_GROUP):
        having = [column in entry.values for entry in entries]
        if any(having):
            told = column.replace("_", " ")
            for entry, has in zip(entries, having, strict=True):
                if not has:
                    yield entry, f"{_text(entry, 'code')} has no {told}, others do: it may be lost"


def _numbers_missing(entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the entries on both sides of a gap in the running numbers."""
    numbers = [_text(entry, "num").rstrip(".") for entry in entries]
    for i in _beside_gaps(numbers):
        yield entries[i], f"the running number {numbers[i]} stands at a gap: a row or a digit may be lost"


def _groups_missing(entries: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the entries of the groups on both sides of a gap in the groups' numbers: one may be lost between them."""
    numbered = [entry for entry in entries if "group_num" in entry.values]
    groups = [list(group) for _, group in groupby(numbered, lambda entry: _text(entry, "group_num"))]
    numbers = [_text(group[0], "group_num").rstrip(".") for group in groups]
    for i in _beside_gaps(numbers):
        for entry in groups[i]:
            yield entry, f"the group's number {numbers[i]} stands at a gap: a group or a digit may be lost"


def _beside_gaps(numbers: Sequence[str]) -> list[int]:
    """Return the places of numbers before and behind a gap; they may begin anew at 1, and only there.

    >>> _beside_gaps(["1", "2", "4", "5"]), _beside_gaps(["2", "3", "1", "2"]), _beside_gaps(["1", "", "3"])
    ([1, 2], [0], [])
    """
    found: set[int] = set()
    for i, (one, other) in enumerate(pairwise(("0", *numbers))):
        if one.isdigit() and other.isdigit() and int(other) not in (1, int(one) + 1):
            found |= {max(0, i - 1), i}
    return sorted(found)


def find_unlike(lists: Sequence[Sequence[Row]]) -> Iterator[tuple[Row, str]]:
    """Yield the entries of an act's lists, in order, that are unlike the others of their list, with what is unlike.

    Numbers may go on from one list to the next.
    """
    for entries in lists:
        for find in (_odd_codes, _odd_endings, _out_of_sequence, _lacking):
            yield from find(entries)
    entries = list(chain.from_iterable(lists))
    yield from _numbers_missing(entries)
    yield from _groups_missing(entries)
