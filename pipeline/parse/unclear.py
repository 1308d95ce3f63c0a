"""Doubt what was recognized in a picture: words that are not sure, or that no language has.

A word is as sure as its least sure letter. What is known to be a word is believed more readily than what is not; a
code or a number, in which any digit may be another one, only when it is sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import regex

from pipeline.languages.known_words import is_function_word, is_known
from pipeline.languages.vocabulary import LANGUAGES, find_terms, load_vocabulary
from pipeline.model import Document, Finding, Piece, Place, Row, Value
from pipeline.parse.answering import find_misread
from pipeline.parse.unlike import find_unlike

# How sure words have to be: those that are known, others, and those with digits.
KNOWN, UNKNOWN, NUMBERED = 0.75, 0.95, 0.90
# Letters that are taken for each other.
_ALIKE = {
    letter: group.replace(letter, "")
    for group in ("ъьы", "шщ", "ийі", "нңп", "уүұ", "оөә", "кқ", "гғт", "хһ", "дл", "цщ", "еёэ")
    for letter in group
}
# So many places have to print a word that nobody knows.
_WITNESSES = 2
# The tables whose values are lines of a list.
_OF_LISTS = frozenset(("lists", "list_entries", "restrictions"))
# A finding names so many words.
_NAMED = 4
_WORD = regex.compile(r"\p{L}+")
_DIGIT = regex.compile(r"\d")
# "6806120" and "8001101" may be 6B06120 and 8D01101, whose letters no model of Cyrillic has: all codes of a list look
# so then.
_PERHAPS_LETTERED = regex.compile(r"[5-8][08]\d{5,6}")
# A column of a table: where its header stands, and its cells.
Column = tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
# A capital behind a small letter, a letter beside a digit, marks that no list prints, a number before a comma, a comma
# alone.
_ODD = regex.compile(r"\p{Ll}\p{Lu}|\d\p{Ll}|\p{Ll}\d|[|\\_<>{}~^@©®$!?*=+\[\]‘`]|^\d{1,3}[,:;]$|^[,.;:]$")


def doubt_recognized(
    rows: Sequence[Row], act: Row, document: Document, columns: Sequence[Column] = ()
) -> tuple[list[Row], list[Finding]]:
    """Return the rows, entries with unclear words marked doubtful, and a finding for each that has any, the act too.

    What a restriction was read from makes its entry doubtful. `columns` are those that are not published.
    """
    if not any(place.sureness is not None for place in document.places):
        return list(rows), []
    unclear: dict[tuple[str, str], dict[int, Place]] = {}
    printed = Counter(_WORD.findall(document.text.lower()))
    for row in (act, *rows):
        owner = ("list_entries", str(row.cells["entry_id"])) if row.table == "restrictions" else (row.table, row.row_id)
        for column, value in row.values.items():
            is_name = row.table == "list_entries" and column.startswith(("name_", "group_name_"))
            for place in _unclear_in(value, document, printed if is_name else None):
                unclear.setdefault(owner, {})[place.start] = place
    findings = [_finding(owner, sorted(places.items()), document) for owner, places in unclear.items()]
    entries = [row for row in rows if row.table == "list_entries"]
    lists: dict[object, list[Row]] = {}
    for entry in entries:
        lists.setdefault(entry.cells.get("list_id"), []).append(entry)
    findings += _unlike_others(list(lists.values()))
    findings += (one for entry in entries for one in _misread_names(entry, document))
    findings += _below_unread(lists.values(), rows, document)
    findings += _beside_unread(columns, entries, document)
    doubted = {one.row_id for one in findings if one.table_name == "list_entries"}
    marked = [
        replace(row, cells={**row.cells, "doubtful": True})
        if row.table == "list_entries" and row.row_id in doubted
        else row
        for row in rows
    ]
    return marked, findings


def _unlike_others(lists: Sequence[Sequence[Row]]) -> Iterator[Finding]:
    """Yield findings at the codes of entries that are unlike the others of their list."""
    for entry, message in find_unlike(lists):
        piece = entry.values["code"].witnesses[0].pieces[0]
        yield Finding("recognition_unclear", "warning", message, piece.start, piece.end, "list_entries", entry.row_id)


def _misread_names(entry: Row, document: Document) -> Iterator[Finding]:
    """Yield findings at the names of a recognized entry or its group whose other language tells of a misreading."""
    for key in ("name_", "group_name_"):
        values = {lang: entry.values[key + lang] for lang in LANGUAGES if key + lang in entry.values}
        for lang, word, other in find_misread({lang: str(value.value) for lang, value in values.items()}):
            piece = values[lang].witnesses[0].pieces[0]
            if any(place.sureness is not None for place in _places_of(piece, document)):
                message = f"{word!r} may be {other!r}: that is what the name in another language means"
                yield Finding(
                    "recognition_unclear", "warning", message, piece.start, piece.end, "list_entries", entry.row_id
                )


def _below_unread(lists: Iterable[Sequence[Row]], rows: Iterable[Row], document: Document) -> Iterator[Finding]:
    """Yield findings at the entries beside a line of their list that is unclear and of no entry or group.

    It may be the end of the name above it, or the name of the group that all below it are in, up to the next one.
    """
    values = [value for row in rows if row.table in _OF_LISTS for value in row.values.values()]
    pieces = (piece for value in values for witness in value.witnesses for piece in witness.pieces)
    used = {place.start for piece in pieces for place in _places_of(piece, document)}
    for entries in lists:
        for at, (above, below) in enumerate(pairwise(entries), 1):
            between = _places_of(Piece(_begin(above, "code"), _begin(below, "code")), document)
            unread = next((one for one in between if one.start not in used and _is_unread(one, document)), None)
            if unread is None:
                continue
            text = document.text[unread.start : unread.end]
            message = f"{text!r}, which is recognized, but not surely, stands beside it and is of no entry or group"
            for entry in (above, *_up_to_group(entries[at:], unread.start)):
                yield Finding(
                    "recognition_unclear", "warning", message, unread.start, unread.end, "list_entries", entry.row_id
                )


def _beside_unread(columns: Iterable[Column], entries: Sequence[Row], document: Document) -> Iterator[Finding]:
    """Yield findings at the entries beside a column that is left out, where its header may say something else."""
    for heads, cells in columns:
        places = [place for span in heads for place in _places_of(Piece(*span), document)]
        unread = next((one for one in places if _is_unread_head(one, document)), None)
        if unread is None:
            continue
        text = document.text[unread.start : unread.end]
        message = f"a column is left out whose header is recognized, but not surely: {text!r}"
        end = max(end for _, end in (*heads, *cells))
        for entry in entries:
            if unread.start < _begin(entry, "code") < end:
                yield Finding(
                    "recognition_unclear", "warning", message, unread.start, unread.end, "list_entries", entry.row_id
                )


def _is_unread_head(place: Place, document: Document) -> bool:
    """Tell whether a place of a header is not sure, or neither a known word nor one of headers."""
    text = document.text[place.start : place.end]
    is_known_head = bool(find_terms("table_header", text)) or not _unknown(text, ())
    return place.sureness is not None and (_is_unread(place, document) or not is_known_head)


def _is_unread(place: Place, document: Document) -> bool:
    """Tell whether a place has a word that is unclear."""
    text = document.text[place.start : place.end]
    sureness = place.sureness
    return sureness is not None and bool(_WORD.search(text)) and _is_unclear(text, sureness, (), _alphabet(None))


def _begin(entry: Row, column: str) -> int:
    return entry.values[column].witnesses[0].pieces[0].start


def _up_to_group(entries: Sequence[Row], start: int) -> Iterator[Row]:
    """Yield the entries up to the first whose group is named behind a place."""
    for entry in entries:
        if any(_begin(entry, column) > start for column in entry.values if column.startswith("group_")):
            return
        yield entry


def _places_of(piece: Piece, document: Document) -> Sequence[Place]:
    """Return the places that a piece of a value is of."""
    return document.places.between(piece.start, piece.end)


def _unclear_in(value: Value, document: Document, printed: Counter[str] | None) -> Iterator[Place]:
    """Yield the places of a value whose words are unclear; `printed` counts the document's words, for a list's name."""
    spelled = str(value.value)
    whole = frozenset(_WORD.findall(spelled.lower()))
    for witness in value.witnesses:
        alphabet = _alphabet(witness.lang)
        for piece in witness.pieces:
            for place in _places_of(piece, document):
                text = document.text[place.start : place.end]
                if place.sureness is None:
                    continue
                if _is_unclear(text, place.sureness, whole, alphabet) or (
                    printed is not None
                    and (
                        _is_alone(text, whole, printed)
                        or (place.start > witness.pieces[0].start and _is_capital_inside(text, spelled))
                    )
                ):
                    yield place


def _is_unclear(text: str, sureness: float, whole: Collection[str], alphabet: frozenset[str]) -> bool:
    """Tell whether what was recognized may not be what is printed; `whole` are the words of its value, joined."""
    words = _WORD.findall(text.lower())
    if _ODD.search(text) or any(letter > "\u00ff" and letter not in alphabet for word in words for letter in word):
        return True
    if _DIGIT.search(text):
        return sureness < NUMBERED or _PERHAPS_LETTERED.fullmatch(text) is not None
    unknown = _unknown(text, whole)
    return sureness < (UNKNOWN if unknown else KNOWN) or any(map(_looks_like_word, unknown))


def _unknown(text: str, whole: Collection[str]) -> list[str]:
    """Return the words, in lower case, that nobody knows, neither as a line has them nor joined to those of others."""
    words = _WORD.findall(text.lower())
    return [word for word in words if not any(_is_word(one) for one in (word, *_ending_in(word, whole)))]


def _is_alone(text: str, whole: Collection[str], printed: Counter[str]) -> bool:
    """Tell whether nothing bears a word of a name out: nobody knows it, and no other place prints it."""
    return any(printed[word] < _WITNESSES for word in _unknown(text, whole))


def _is_capital_inside(text: str, name: str) -> bool:
    """Tell whether a word inside a name begins with a capital: a letter of another size, or a heading that was joined.

    >>> _is_capital_inside("И", "Транспорт И связь"), _is_capital_inside("И", "ТРАНСПОРТ И СВЯЗЬ")
    (True, False)
    """
    return text[0].isupper() and not name.isupper() and all(map(_is_word, _WORD.findall(text.lower())))


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
