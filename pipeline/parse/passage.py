"""Printed lines as one text to search, with the way back to each line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from pipeline.segment import LayoutLine

Span = tuple[int, int]


class Passage:
    """Lines joined by newlines; `spans` turns a place of the joined text into places of the cleaned text."""

    def __init__(self, lines: Sequence[LayoutLine]) -> None:
        self.lines = tuple(lines)
        self.text = "\n".join(line.text for line in lines)
        self._starts = list(accumulate((len(line.text) + 1 for line in self.lines[:-1]), initial=0))

    def index_of(self, offset: int) -> int:
        """Return the index of the line that holds the character at `offset`."""
        return bisect_right(self._starts, offset) - 1

    def start_of(self, index: int) -> int:
        """Return where the line with that index begins in the joined text."""
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the places in the cleaned text of `start..end` of the joined text, one for each line."""
        found = []
        for i in range(self.index_of(start), self.index_of(max(start, end - 1)) + 1):
            line, base = self.lines[i], self._starts[i]
            begin, stop = max(start, base) - base, min(end, base + len(line.text)) - base
            if begin < stop:
                found.append((line.start + begin, line.start + stop))
        return tuple(found)
