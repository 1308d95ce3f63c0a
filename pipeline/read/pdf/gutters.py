"""See the columns of a table without rules: the gutters that none of its lines crosses.

510100   Математика              Сырттан
       ^                       ^
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.words import Word

# A gutter is as wide as this, in points; the padding of two neighbouring cells is more.
NARROWEST = 2.5
# Coverage is counted in steps of so many points.
_STEP = 0.5
# One row in so many may cross a gutter, its cells grown together; and so large a share of the lines that may be names
# of groups.
_IN_MANY, _ACROSS = 40, 0.3
# A column shows where words begin behind a gap of so many heights or with nothing before them, on so many of its lines.
_GAP, _SHOWN = 0.6, 0.1
_FEWEST_SHOWN = 2


class Gutter(NamedTuple):
    """An empty strip between two columns."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Where its middle is."""
        return (self.x0 + self.x1) / 2


def find_gutters(
    rows: Sequence[TextLine], others: Sequence[TextLine] = (), begins: Sequence[float] = ()
) -> list[Gutter]:
    """Return the gutters between the columns of the lines of a table; columns are known to begin at `begins`.

    No line of `rows` crosses one (but for one in many); of the `others`, some may be names of groups that do.
    """
    found: list[Gutter] = []
    strips = list(_empty_strips(rows, others))
    for i, strip in enumerate(strips):
        left = found[-1].x1 if found else float("-inf")
        right = strips[i + 1].x0 if i + 1 < len(strips) else float("inf")
        known = any(strip.x0 < x <= strip.x1 + NARROWEST for x in begins)
        if known or _parts_columns(strip, left, right, [*rows, *others]):
            found.append(strip)
    return found


def crosses(line: TextLine, gutter: Gutter) -> bool:
    """Tell whether a line runs across a gutter: a word lies in it, or it lies between two words of a text.

    The head of a column may be longer than its cells and reach into the gutter, if another head stands behind it.
    """
    x, end, reaches = gutter.middle, float("-inf"), False
    for word in line.words:
        if word.x0 < x < word.x1:
            if word.x0 >= gutter.x0 or word.x1 >= gutter.x1:
                return True
            reaches = True
        elif word.x1 > x:
            return word.x0 - end < min(0.8 * (gutter.x1 - gutter.x0), _GAP * word.height)
        end = word.x1
    return reaches


def _empty_strips(rows: Sequence[TextLine], others: Sequence[TextLine]) -> Iterator[Gutter]:
    """Yield the strips that few lines cover, each where the fewest do, inside of the text's edges."""
    left = min(line.x0 for line in (*rows, *others))
    width = max(line.x1 for line in (*rows, *others)) - left
    certain, possible = _coverage(rows, left, width), _coverage(others, left, width)
    most, rest = len(rows) // _IN_MANY, int(_ACROSS * len(others))
    height = [one + other for one, other in zip(certain, possible, strict=True)]
    begin: int | None = None
    for i, (one, other) in enumerate(zip(certain, possible, strict=True)):
        if one <= most and other <= rest:
            begin = i if begin is None else begin
        elif begin is not None:
            strip = _widest(height, begin, i)
            if begin > 0 and (strip[1] - strip[0]) * _STEP >= NARROWEST:
                yield Gutter(left + strip[0] * _STEP, left + strip[1] * _STEP)
            begin = None


def _coverage(lines: Sequence[TextLine], left: float, width: float) -> list[int]:
    """Count for each step of the way from left to right how many lines have a word there."""
    count = int(width / _STEP) + 2
    steps = [0] * (count + 1)
    for line in lines:
        for word in line.words:
            steps[int((word.x0 - left) / _STEP)] += 1
            steps[min(int((word.x1 - left) / _STEP) + 1, count)] -= 1
    return list(accumulate(steps))


def _widest(height: Sequence[int], begin: int, end: int) -> tuple[int, int]:
    """Return the widest run of the lowest steps of a valley."""
    lowest = min(height[begin:end])
    best, start = (begin, begin), None
    for i in range(begin, end + 1):
        if i < end and height[i] == lowest:
            start = i if start is None else start
        elif start is not None:
            if i - start > best[1] - best[0]:
                best = (start, i)
            start = None
    return best


def _parts_columns(strip: Gutter, left: float, right: float, lines: Sequence[TextLine]) -> bool:
    """Tell whether cells begin behind a strip, up to `right`: what stands there is not always a text's next word."""
    shown = total = 0
    for line in lines:
        before: Word | None = None
        for word in line.words:
            if word.x0 >= strip.middle:
                if word.x0 < right:
                    total += 1
                    shown += before is None or before.x1 < left or word.x0 - before.x1 > _GAP * word.height
                break
            before = word
    return shown >= max(_FEWEST_SHOWN, _SHOWN * total)
