"""Printed lines as one text to search, with the way back to each line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from pipeline.segment import LayoutLine

Span = tuple[int, int]


class Words:
    """Places of the cleaned text joined by newlines; `spans` turns a place of the joined text into places of it."""

    def __init__(self, text: str, places: Sequence[Span]) -> None:
        self._places = tuple(places)
        self.text = "\n".join(text[start:end] for start, end in places)
        self._starts = list(accumulate((end - start + 1 for start, end in self._places[:-1]), initial=0))

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
        self.lines = tuple(lines)
        self._places = tuple((line.start, line.end) for line in lines)
        self.text = "\n".join(line.text for line in lines)
        self._starts = list(accumulate((len(line.text) + 1 for line in self.lines[:-1]), initial=0))

    def index_of(self, offset: int) -> int:
        """Return the index of the line that holds the character at `offset`."""
        return bisect_right(self._starts, offset) - 1

    def start_of(self, index: int) -> int:
        """Return where the line with that index begins in the joined text."""
        return self._starts[index] if index < len(self._starts) else len(self.text)
