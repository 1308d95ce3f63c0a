"""The best way to walk through two sequences side by side, never back: pairs, gaps, and two for one.

A dynamic programme over a band around the diagonal, so the work grows with the length, not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Steps to either side of the diagonal, beyond the difference of the lengths.
_BAND = 30

Step = tuple[int, int]
# how good it is that left[i - di : i] answers right[j - dj : j]; None where it can't be
Score = Callable[[int, int, int, int], float | None]


def best_chain(left_count: int, right_count: int, steps: Sequence[Step], score: Score) -> list[tuple[int, int, Step]]:
    """Return (end on the left, end on the right, step) for each step of the best walk, in order.

    `score(i, j, di, dj)` judges the step that ends before `i` and `j`. The steps (1, 0) and (0, 1) must always have a
    score. Of walks equally good the one that takes the earlier of `steps` last is chosen.
    """
    band = _BAND + abs(left_count - right_count)
    best: list[dict[int, tuple[float, Step]]] = []
    for i in range(left_count + 1):
        middle = i * right_count // left_count if left_count else 0
        first, last = (0, right_count) if not left_count else (max(0, middle - band), min(right_count, middle + band))
        row: dict[int, tuple[float, Step]] = {0: (0.0, (0, 0))} if i == 0 else {}
        best.append(row)
        for j in range(first, last + 1):
            chosen = row.get(j)
            for di, dj in steps:
                if di > i or dj > j or (before := best[i - di].get(j - dj)) is None:
                    continue
                gain = score(i, j, di, dj)
                if gain is not None and (chosen is None or before[0] + gain > chosen[0]):
                    chosen = (before[0] + gain, (di, dj))
            if chosen is not None:
                row[j] = chosen
    return _walk_back(best, left_count, right_count)


def _walk_back(best: list[dict[int, tuple[float, Step]]], i: int, j: int) -> list[tuple[int, int, Step]]:
    walk: list[tuple[int, int, Step]] = []
    while i or j:
        step = best[i][j][1]
        walk.append((i, j, step))
        i, j = i - step[0], j - step[1]
    return walk[::-1]
