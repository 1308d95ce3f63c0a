"""A full-text index in memory: SQLite's FTS5 (https://www.sqlite.org/fts5.html) over words that we fold ourselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from enum import IntEnum
from typing import TYPE_CHECKING

from pipeline.browse.query import Term
from pipeline.errors import TizmekError
from pipeline.text.fold import Word, weaken
from pipeline.text.stems import stem_of

if TYPE_CHECKING:
    import sqlite3

# What encloses a hit; no folded word holds a control character.
_OPEN, _CLOSE = "\x02", "\x03"
_DIGITS = 6


class NoFullTextSearchError(TizmekError):
    """This Python can't search: its SQLite is missing or was made without FTS5."""


class Match(IntEnum):
    """How a term is found, the surest first: the same words, another ending, plainer letters, or both."""

    EXACT = 0
    ENDING = 1
    LETTERS = 2
    LETTERS_AND_ENDING = 3


def _connect() -> sqlite3.Connection:
    advice = "use a Python whose sqlite3 has FTS5, as those of python.org and of Debian do"
    try:
        import sqlite3
    except ImportError as error:
        raise NoFullTextSearchError(f"this Python has no SQLite: {error}", advice=advice) from error
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(
            "CREATE VIRTUAL TABLE passages USING fts5 (plain, weak, tokenize = 'unicode61 remove_diacritics 0')"
        )
    except sqlite3.OperationalError as error:
        connection.close()
        message = f"the SQLite of this Python can't search text: {error}"
        raise NoFullTextSearchError(message, advice=advice) from error
    return connection


def _expression(term: Term, match: Match) -> str | None:
    """Spell a term as FTS5 reads it: words in quotation marks, a star behind a beginning; None where none is sought.

    `plain : "жол берилбеген"`, `plain : "окутуу"*`.
    """
    *before, last = term.words
    by_ending = match in (Match.ENDING, Match.LETTERS_AND_ENDING)
    last_word = stem_of(last) if by_ending else last
    if last_word is None:
        return None
    spell, column = (str, "plain") if match <= Match.ENDING else (weaken, "weak")
    phrase = spell(" ".join((*before, last_word)))
    return f'{column} : "{phrase}"{"*" if by_ending else ""}'


class Index:
    """Passages by the words in them; a passage is known by its place in the order they were given in."""

    def __init__(self, passages: Iterable[Sequence[Word]]) -> None:
        """Make the index. Raises NoFullTextSearchError where SQLite can't."""
        self._connection = _connect()
        folded = ([word.folded for word in words] for words in passages)
        self._connection.executemany(
            "INSERT INTO passages (rowid, plain, weak) VALUES (?, ?, ?)",
            ((at, " ".join(words), " ".join(map(weaken, words))) for at, words in enumerate(folded)),
        )

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def find(self, term: Term) -> dict[int, tuple[Match, float]]:
        """Return the passages that hold a term: how surely each does, and its rank by BM25, the lowest the best."""
        found: dict[int, tuple[Match, float]] = {}
        for match in Match:
            if expression := _expression(term, match):
                ranked = self._connection.execute(
                    "SELECT rowid, bm25(passages) FROM passages WHERE passages MATCH ?", (expression,)
                )
                for at, rank in ranked:
                    found.setdefault(at, (match, round(rank, _DIGITS)))
        return found

    def hits(self, at: int, term: Term, match: Match) -> set[int]:
        """Return which words of a passage (from 0) are the term, as it is matched."""
        column = 0 if match <= Match.ENDING else 1
        with closing(
            self._connection.execute(
                f"SELECT highlight(passages, {column}, ?, ?) FROM passages WHERE passages MATCH ? AND rowid = ?",
                (_OPEN, _CLOSE, _expression(term, match), at),
            )
        ) as found:
            ((marked,),) = found
        hit, inside = set(), False
        for number, word in enumerate(marked.split(" ")):
            if inside or _OPEN in word:
                hit.add(number)
            inside = word.rfind(_OPEN) > word.rfind(_CLOSE) or (inside and _CLOSE not in word)
        return hit
