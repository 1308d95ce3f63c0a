"""Doubt what was recognized in a picture: words that are not sure, or that no language has.

A word is as sure as its least sure letter. What is known to be a word is believed more readily than what is not; a
code or a number, in which any digit may be another one, only when it is sure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import regex

from pipeline.languages.known_words import is_function_word, is_known
from pipeline.languages.vocabulary import LANGUAGES, load_vocabulary
from pipeline.model import Document, Finding, Place, Row, Witness

# How sure words have to be: those that are known, others, and those with digits.
KNOWN, UNKNOWN, NUMBERED = 0.75, 0.95, 0.90
# A list whose codes go down more often than this isn't ordered by them.
_DESCENTS = 0.2
# Letters that are taken for each other.
_ALIKE = {
    letter: group.replace(letter, "")
    for group in ("ъьы", "шщ", "ийі", "нңп", "уүұ", "оөә", "кқ", "гғт", "хһ", "дл", "цщ", "еёэ")
    for letter in group
}
# A finding names so many words.
_NAMED = 4
_WORD = regex.compile(r"\p{L}+")
_DIGIT = regex.compile(r"\d")
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
# A capital behind a small letter, a letter beside a digit, marks that no list prints, a number before a comma.
_ODD = regex.compile(r"\p{Ll}\p{Lu}|\d\p{Ll}|\p{Ll}\d|[|\\_<>{}~^@©®$]|^\d{1,3}[,:;]$")


def doubt_recognized(rows: Sequence[Row], act: Row, document: Document) -> tuple[list[Row], list[Finding]]:
    """Return the rows, entries with unclear words marked doubtful, and a finding for each that has any, the act too.

    What a restriction was read from makes its entry doubtful.
    """
    if not any(place.sureness is not None for place in document.places):
        return list(rows), []
    unclear: dict[tuple[str, str], dict[int, Place]] = {}
    for row in (act, *rows):
        owner = ("list_entries", str(row.cells["entry_id"])) if row.table == "restrictions" else (row.table, row.row_id)
        for value in row.values.values():
            for place in _unclear_in(str(value.value), value.witnesses, document):
                unclear.setdefault(owner, {})[place.start] = place
    findings = [_finding(owner, sorted(places.items()), document) for owner, places in unclear.items()]
    findings += _out_of_sequence([row for row in rows if row.table == "list_entries"])
    doubted = {one.row_id for one in findings if one.table_name == "list_entries"}
    marked = [
        replace(row, cells={**row.cells, "doubtful": True})
        if row.table == "list_entries" and row.row_id in doubted
        else row
        for row in rows
    ]
    return marked, findings


def _out_of_sequence(entries: Sequence[Row]) -> Iterator[Finding]:
    """Yield the entries whose codes don't count up, with those before them, and those that have lost their group."""
    lists: dict[object, list[Row]] = {}
    for entry in entries:
        lists.setdefault(entry.cells.get("list_id"), []).append(entry)
    for of_list in lists.values():
        grouped = [any(column.startswith("group_") for column in entry.values) for entry in of_list]
        codes = [str(entry.values["code"].value) if "code" in entry.values else "" for entry in of_list]
        steps = [len(one) == len(other) and other <= one for one, other in pairwise(codes)]
        ordered = sum(steps) <= max(1, _DESCENTS * len(steps))
        for i, entry in enumerate(of_list):
            if ordered and any(steps[max(0, i - 1) : i + 1]):
                yield _at_code(entry, f"{codes[i]} is out of order beside its neighbour: a digit may be another one")
            elif any(grouped) and not grouped[i]:
                yield _at_code(entry, f"{codes[i]} stands under no group, others do: a heading may be lost")


def _at_code(entry: Row, message: str) -> Finding:
    value = entry.values["code"]
    piece = value.witnesses[0].pieces[0]
    return Finding("recognition_unclear", "warning", message, piece.start, piece.end, "list_entries", entry.row_id)


def _unclear_in(value: str, witnesses: Sequence[Witness], document: Document) -> Iterator[Place]:
    """Yield the places of a value whose words are unclear."""
    whole = frozenset(_WORD.findall(value.lower()))
    for witness in witnesses:
        alphabet = _alphabet(witness.lang)
        for piece in witness.pieces:
            first = bisect_right(document.places, piece.start, key=lambda place: place.end)
            last = bisect_left(document.places, piece.end, key=lambda place: place.start)
            for place in document.places[first:last]:
                text = document.text[place.start : place.end]
                if place.sureness is not None and _is_unclear(text, place.sureness, whole, alphabet):
                    yield place


def _is_unclear(text: str, sureness: float, whole: Collection[str], alphabet: frozenset[str]) -> bool:
    """Tell whether what was recognized may not be what is printed; `whole` are the words of its value, joined."""
    words = _WORD.findall(text.lower())
    if _ODD.search(text) or any(letter > "\u00ff" and letter not in alphabet for word in words for letter in word):
        return True
    if _DIGIT.search(text):
        return sureness < NUMBERED
    unknown = [word for word in words if not any(_is_word(one) for one in (word, *_ending_in(word, whole)))]
    return sureness < (UNKNOWN if unknown else KNOWN) or any(map(_looks_like_word, unknown))


def _is_word(word: str) -> bool:
    return is_known(word) or is_function_word(word)


def _ending_in(part: str, words: Collection[str]) -> list[str]:
    """Return the words that begin or end with what a line has of them."""
    return [word for word in words if len(part) < len(word) and (word.startswith(part) or word.endswith(part))]


def _looks_like_word(word: str) -> bool:
    """Tell whether a word that nobody knows is one letter, which looks much the same, away from one that is known.

    >>> _looks_like_word("обьекти"), _looks_like_word("техногохиясы")
    (True, False)
    """
    return any(
        is_known(word[:at] + other + word[at + 1 :])
        for at, letter in enumerate(word)
        for other in _ALIKE.get(letter, "")
    )


@cache
def _alphabet(lang: str | None) -> frozenset[str]:
    """Return the letters of a language, those of all languages where it isn't known."""
    langs = LANGUAGES if lang is None else (lang,)
    return _RUSSIAN.union(*(load_vocabulary(one).letters for one in langs if one in LANGUAGES))


def _finding(owner: tuple[str, str], places: Sequence[tuple[int, Place]], document: Document) -> Finding:
    named = ", ".join(
        f"{document.text[place.start : place.end]!r} ({place.sureness:.0%})" for _, place in places[:_NAMED]
    )
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    message = f"recognized, but not surely: {named}{more}"
    first = places[0][1]
    return Finding("recognition_unclear", "warning", message, first.start, first.end, *owner)
