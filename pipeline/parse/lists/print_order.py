"""The lines of a list in the order in which they are printed: the cells of a table may be read in another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.parse.passage import Span
from pipeline.segment import LayoutLine


class PrintOrder:
    """Finds the line that a span of the cleaned text stands on, and what it prints there."""

    def __init__(self, lines: Iterable[LayoutLine]) -> None:
        self._lines = sorted(lines, key=lambda line: line.start)
        self._starts = [line.start for line in self._lines]

    def line_at(self, at: int) -> LayoutLine:
        """Return the line that holds a place of the cleaned text, which one of the lines must."""
        return self._lines[bisect_right(self._starts, at) - 1]

    def text(self, spans: Sequence[Span]) -> str:
        """Return what spans print, each on one line, below each other."""
        lines = (self.line_at(start) for start, _ in spans)
        return "\n".join(line.text[a - line.start : b - line.start] for line, (a, b) in zip(lines, spans, strict=True))
