"""Search all that is published for words, and show each place with the words around the hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.browse.act import choose_language
from pipeline.browse.index import Index, Match
from pipeline.browse.lines import Line, Span
from pipeline.browse.passages import Passage, read_passages
from pipeline.browse.query import Term, parse_query
from pipeline.published import rows
from pipeline.text.fold import Word, find_words

# How many words are shown of a passage, and how many of them before the first hit.
_SHOWN, _BEFORE = 16, 4


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that holds all words; `spans` are the words around the hits, the hits as spans of their own."""

    passage: Passage
    match: Match
    spans: tuple[Span, ...]

    @property
    def words(self) -> str:
        """Give the words around the hits as one string."""
        return "".join(words for _, words in self.spans)

    def as_dict(self) -> dict[str, Any]:
        """Give the result as plain values, for JSON."""
        passage = self.passage
        return {
            "table": passage.table,
            "row_id": passage.row_id,
            "act_id": passage.act_id,
            "lang": passage.lang,
            "what": passage.what,
            "match": self.match.name.lower(),
            "hits": [words for tone, words in self.spans if tone == "hit"],
            "words": self.words,
            "text": passage.text,
        }


@dataclass(frozen=True, slots=True)
class Results:
    """What was looked for, how many passages hold it, and the best of them, the best first."""

    terms: tuple[Term, ...]
    count: int
    best: tuple[Result, ...]


def _matching(index: Index, terms: Iterable[Term]) -> dict[int, tuple[dict[Term, Match], float]]:
    """Return the passages that hold every term, how each term is matched, and the sum of their ranks."""
    matching: dict[int, tuple[dict[Term, Match], float]] | None = None
    for term in terms:
        found = index.find(term)
        if matching is None:
            matching = {at: ({term: match}, rank) for at, (match, rank) in found.items()}
        else:
            both = matching.keys() & found.keys()
            matching = {at: ({**matching[at][0], term: found[at][0]}, matching[at][1] + found[at][1]) for at in both}
        if not matching:
            break
    return matching or {}


def _first_shown(count: int, hits: set[int]) -> int:
    """Return the word to begin with: a little before the hit from which most hits can be seen."""
    begin = max(sorted(hits), key=lambda hit: len(hits & set(range(hit, hit + _SHOWN - _BEFORE))))
    return max(0, min(begin - _BEFORE, count - _SHOWN))


def _spans(text: str, words: Sequence[Word], hits: set[int]) -> Iterator[Span]:
    first = _first_shown(len(words), hits)
    last = min(len(words), first + _SHOWN) - 1
    start = words[first].start if first else 0
    end = words[last].end if last + 1 < len(words) else len(text)
    shown = sorted(hit for hit in hits if first <= hit <= last)
    edges = [start, *(edge for hit in shown for edge in (words[hit].start, words[hit].end)), end]
    if start:
        yield "aside", "… "
    for number, (left, right) in enumerate(pairwise(edges)):
        if left < right:
            yield ("hit" if number % 2 else "text"), text[left:right]
    if end < len(text):
        yield "aside", " …"


def search(
    arguments: Sequence[str], out: Path, *, act_id: str | None = None, lang: str | None = None, limit: int = 20
) -> Results:
    """Find the passages of the published folder `out` that hold all words, in an act or a language where one is named.

    A term's own words come before words with another ending, and those before words with plainer letters; then BM25
    decides. Raises UnknownIdError for a language that nothing is printed in, NoFullTextSearchError where this Python
    can't search.
    """
    terms = parse_query(arguments)
    if lang is not None:
        lang = choose_language(lang, sorted({code for act in rows("acts", out) for code in act["languages"]}), str(out))
    passages = read_passages(out, act_id, lang) if terms else []
    folded = [find_words(passage.text) for passage in passages]
    with closing(Index(folded)) as index:
        matching = _matching(index, terms)
        order = sorted(matching, key=lambda at: (max(matching[at][0].values()), matching[at][1], at))
        best = []
        for at in order[:limit]:
            matches = matching[at][0]
            hits = {hit for term, match in matches.items() for hit in index.hits(at, term, match)}
            spans = tuple(_spans(passages[at].text, folded[at], hits))
            best.append(Result(passages[at], max(matches.values()), spans))
    return Results(terms, len(order), tuple(best))


def tell_results(results: Results) -> Iterator[Line]:
    """Yield a line for each result: id, language, what it is, the words around the hit."""
    for result in results.best:
        passage = result.passage
        place: tuple[Span, ...] = (("place", passage.row_id), ("aside", f"  {passage.lang}  {passage.what}  "))
        yield Line((*place, *result.spans), hang=4)


def tell_count(results: Results) -> str:
    """Say how many passages were found, and what to do where it was none or too many."""
    if not results.terms:
        return "0 results: there is no letter or digit to look for"
    if not results.count:
        phrase = any(len(term.words) > 1 for term in results.terms)
        several = "no text has all these words" if len(results.terms) > 1 else ""
        why = "the words of a phrase must stand together" if phrase else several
        return f"0 results: {why}" if why else "0 results"
    shown = len(results.best)
    counted = f"{results.count} result{'s' if results.count != 1 else ''}"
    return counted if shown == results.count else f"{counted}, the best {shown} shown (--limit)"
