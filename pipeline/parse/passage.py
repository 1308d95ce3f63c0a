"""Printed lines as one text to search, with the way back to each line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from pipeline.segment import LayoutLine

Span = tuple[int, int]


class Words:
    """Pieces of the cleaned text joined by newlines; `spans` turns a place of the joined text into places of it."""

    def __init__(self, pieces: Sequence[tuple[int, str]]) -> None:
        """Join pieces, each with where it begins in the cleaned text."""
        self._places = tuple((start, start + len(text)) for start, text in pieces)
        self.text = "\n".join(text for _, text in pieces)
        self._starts = list(accumulate((len(text) + 1 for _, text in pieces[:-1]), initial=0))

    @staticmethod
    def of_spans(text: str, spans: Sequence[Span]) -> Words:
        """Join the spans of the cleaned text."""
        return Words([(start, text[start:end]) for start, end in spans])

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the places in the cleaned text of `start..end` of the joined text, one for each place."""
        found = []
        for i in range(bisect_right(self._starts, start) - 1, bisect_right(self._starts, max(start, end - 1))):
            (first, last), base = self._places[i], self._starts[i]
            begin, stop = max(start, base) - base, min(end, base + last - first) - base
            if begin < stop:
                found.append((first + begin, first + stop))
        return tuple(found)


class Passage(Words):
    """Lines joined by newlines, as `Words` whose places are lines."""

    def __init__(self, lines: Sequence[LayoutLine]) -> None:
        super().__init__([(line.start, line.text) for line in lines])
        self.lines = tuple(lines)

    def index_of(self, offset: int) -> int:
        """Return the index of the line that holds the character at `offset`."""
        return bisect_right(self._starts, offset) - 1

    def start_of(self, index: int) -> int:
        """Return where the line with that index begins in the joined text."""
        return self._starts[index] if index < len(self._starts) else len(self.text)
