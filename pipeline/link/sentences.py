"""Which sentences of a text answer which in the other language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from pipeline.languages.sentences import split_sentences
from pipeline.link.chains import Score, Step, best_chain
from pipeline.link.likeness import Profile, Scale, certainty, likeness, profile_of, scale_of

Span = tuple[int, int]

# One answers one, mostly; the others in the points of a likeness, as rare as Gale and Church found them.
_STEPS = {(1, 1): 0.0, (2, 1): -1.5, (1, 2): -1.5, (1, 0): -1.0, (0, 1): -1.0}
_CERTAIN_OF_GAP = 0.5


def _likeness(left: Sequence[Profile], right: Sequence[Profile], scale: Scale) -> float:
    ours, theirs = scale.measure(reduce(or_, left), scale.ratio), scale.measure(reduce(or_, right))
    return likeness(ours, theirs, scale.rarity)


def _placed(
    ours: Sequence[Span], theirs: Sequence[Span], walk: Sequence[tuple[int, int, Step]], score: Score
) -> Iterator[tuple[Span | None, Span | None, float]]:
    for i, j, (di, dj) in walk:
        left = (ours[i - di][0], ours[i - 1][1]) if di else None
        right = (theirs[j - dj][0], theirs[j - 1][1]) if dj else None
        points = score(i, j, di, dj) if di and dj else None
        yield left, right, _CERTAIN_OF_GAP if points is None else certainty(points)


def align_sentences(
    left: str, right: str, left_lang: str, right_lang: str
) -> list[tuple[Span | None, Span | None, float]]:
    """Pair the sentences of two texts in order: one with one, two with one, or one with None, and how surely (0..1).

    Two sentences that answer one are given as the one place they fill.
    """
    ours, theirs = split_sentences(left, left_lang), split_sentences(right, right_lang)
    profiles = [profile_of(left[start:end]) for start, end in ours], [profile_of(right[a:b]) for a, b in theirs]
    scale = scale_of(*profiles)

    def score(i: int, j: int, di: int, dj: int) -> float | None:
        prior = _STEPS[di, dj]
        if not (di and dj):
            return prior
        return prior + _likeness(profiles[0][i - di : i], profiles[1][j - dj : j], scale)

    return list(_placed(ours, theirs, best_chain(len(ours), len(theirs), tuple(_STEPS), score), score))
