"""What a search looks for: words, and phrases that must stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from pipeline.text.fold import find_words, normalize

# "жол берилбеген", «жол берилбеген», “жол берилбеген”
QUOTED = regex.compile(r'"([^"]*)"|«([^»]*)»|[“„]([^“”]*)[“”]')
QUOTES = regex.compile(r'["«»“”„]')


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that must follow each other: one word, a phrase, or the pieces of a hyphened word or a code."""

    words: tuple[str, ...]


def _parts(argument: str) -> Iterator[str]:
    """Yield the phrases of an argument, and the words outside of them.

    An argument with a blank was quoted for the shell and is a phrase, unless it holds quotation marks of its own.
    """
    if not QUOTES.search(argument):
        yield argument
        return
    yield from (next(filter(None, found.groups()), "") for found in QUOTED.finditer(argument))
    yield from QUOTED.sub(" ", argument).split()


def parse_query(arguments: Iterable[str]) -> tuple[Term, ...]:
    """Read the words of the command line, each once. Signs are no words, and no word is an operator.

    >>> parse_query(["окутуу", "NEAR(*)", "жол берилбеген"])
    (Term(words=('окутуу',)), Term(words=('near',)), Term(words=('жол', 'берилбеген')))
    """
    terms = (
        Term(tuple(word.folded for word in find_words(normalize(part)))) for one in arguments for part in _parts(one)
    )
    return tuple(dict.fromkeys(term for term in terms if term.words))
