"""Fit the columns of a table without rules to their heads, which may be wider than anything below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise

from pipeline.languages.column_heads import heads_column
from pipeline.read.pdf.gutters import NARROWEST, Gutter
from pipeline.read.pdf.leads import cells_of
from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.words import Word

# So many rows have to begin a cell where a word of the head begins one, to so many points.
_FEWEST, _ALIGNED = 2, 2
# Where something begins and ends.
_Span = tuple[float, float]


def fit_heads(gutters: Sequence[Gutter], heads: Sequence[TextLine], rows: Sequence[TextLine]) -> list[Gutter]:
    """Return the gutters between columns that are as wide as their heads are.

    Two cells of a line of the head are over two columns, even if no row has anything in one of these; one over several
    columns tells nothing.
    """
    words = [word for line in rows for word in line.words]
    begins = Counter(round(cell[0].x0) for line in rows for cell in cells_of(line))
    cells = [[(cell[0].x0, cell[-1].x1) for cell in cells_of(line)] for line in heads]
    spans = [
        [(cell[0].x0, cell[-1].x1) for cell in _cells(line, begins, chain.from_iterable(cells[:i] + cells[i + 1 :]))]
        for i, line in enumerate(heads)
    ]
    headed = sorted([*gutters, *_between(spans, gutters, words)])
    columns = [[float("inf"), float("-inf")] for _ in range(len(headed) + 1)]
    for x0, x1 in (*((word.x0, word.x1) for word in words), *(cell for line in spans for cell in line)):
        if not any(x0 < gutter.middle < x1 for gutter in headed) or _overhangs(x0, x1, headed):
            column = columns[sum((x0 + x1) / 2 > gutter.middle for gutter in headed)]
            column[:] = min(column[0], x0), max(column[1], x1)
    # no wider than known: other lines than the rows at hand may reach further
    fitted = [
        Gutter(max(left[1], known.x0), min(right[0], known.x1))
        for (left, right), known in zip(pairwise(columns), headed, strict=True)
    ]
    return [one if one.x1 - one.x0 >= NARROWEST else known for one, known in zip(fitted, headed, strict=True)]


def _cells(line: TextLine, begins: Counter[int], others: Iterable[_Span]) -> Iterator[list[Word]]:
    """Yield the cells of a line of the head: gaps part them, and so do the places where cells of rows begin.

    The lines of a cell over several columns may end or begin at such a place: `others` are the cells of other lines.
    """
    beside = list(others)
    for cell in cells_of(line):
        parts = [cell[:1]]
        for word in cell[1:]:
            if sum(begins[round(word.x0) + step] for step in range(-_ALIGNED, _ALIGNED + 1)) >= _FEWEST:
                parts.append([])
            parts[-1].append(word)
        over = any(x0 < part[0].x0 < x1 for part in parts[1:] for x0, x1 in beside)
        whole = over and not all(heads_column(" ".join(word.text for word in part)) for part in parts)
        yield from [cell] if whole else parts


def _between(heads: Sequence[Sequence[_Span]], gutters: Sequence[Gutter], words: Sequence[Word]) -> Iterator[Gutter]:
    """Yield the widest strips that rows leave free between cells of a head, where no gutter is known."""
    known = list(gutters)
    for line in heads:
        for (_, x0), (x1, _) in pairwise(line):
            strip = _free(x0, x1, words)
            if strip.x1 - strip.x0 >= NARROWEST and all(x1 <= one.x0 or one.x1 <= x0 for one in known):
                known.append(strip)
                yield strip


def _free(x0: float, x1: float, words: Sequence[Word]) -> Gutter:
    """Return the widest strip from `x0` to `x1` that no word lies in."""
    within = sorted((word.x0, word.x1) for word in words if x0 < word.x1 and word.x0 < x1)
    begins = accumulate((end for _, end in within), max, initial=x0)
    strips = (Gutter(begin, end) for begin, end in zip(begins, [*(start for start, _ in within), x1], strict=True))
    return max(strips, key=lambda strip: strip.x1 - strip.x0)


def _overhangs(x0: float, x1: float, gutters: Sequence[Gutter]) -> bool:
    """Tell whether what lies across the middle of one gutter is over one of its sides only."""
    over = [gutter for gutter in gutters if x0 < gutter.x1 and gutter.x0 < x1]
    return len(over) == 1 and (x0 >= over[0].x0) != (x1 <= over[0].x1)
