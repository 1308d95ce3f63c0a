"""What became of the provisions of one act in another that was written from it, or in a later edition.

Provisions are compared by what they say, in whatever order and under whatever number: a model regulation and the
regulation that a university made of it have few numbers in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.diff.wording import Edit, find_edits
from pipeline.link.answers import Answer, Answers, Field, Sentence, find_answers, sureness

Row = Mapping[str, Any]
Verdict = Literal["adopted", "adapted", "left_out", "added"]
# What is less sure than this is for a person to decide.
DOUBTFUL = 0.75


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as it is published: at `start..end` (code points, half-open) of a field of a provision."""

    provision_id: str
    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """Two sentences that answer each other, how alike they are (0..1), and what was done to the words."""

    left: Quote
    right: Quote
    score: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class ProseChange:
    """A provision and what answers it, the surest first.

    `adopted`: in the same words, marks and letter case aside. `adapted`: sentences of it are there in other words; they
    are in `sentences`. `left_out`: nothing answers it. `added`: a provision of the right act, in `right`, that answers
    nothing. `score` is how alike its best sentence is to the one that answers it (0..1), `certainty` how sure the
    verdict is (0..1).
    """

    verdict: Verdict
    left: Row | None
    right: tuple[Row, ...]
    score: float
    certainty: float
    sentences: tuple[SentenceChange, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it."""
        return self.certainty < DOUBTFUL

    @property
    def is_renumbered(self) -> bool:
        """Whether the provision that answers it best has another number."""
        return self.left is not None and bool(self.right) and self.left["num"] != self.right[0]["num"]


def diff_prose(left_rows: Sequence[Row], right_rows: Sequence[Row]) -> list[ProseChange]:
    """Tell what became of each provision of the left act, in its order, and then what the right act added, in its own.

    Rows of `provisions`, all of one language, in any order: one act or one part of it on either side. Every provision
    of the left stands in exactly one change; one of the right is added, or answers one or several.
    """
    left, right = (sorted(rows, key=_place) for rows in (left_rows, right_rows))
    answers = find_answers(left, right)
    by_left: defaultdict[int, list[Answer]] = defaultdict(list)
    for answer in answers.pairs:
        by_left[answer.left.provision].append(answer)
    changes = [_change(place, left, right, answers, by_left[place]) for place in range(len(left))]
    return [*changes, *_added(right, answers)]


def _place(row: Row) -> tuple[Any, ...]:
    return row["part"], row["position"], row["provision_id"]


def _change(
    place: int, left: Sequence[Row], right: Sequence[Row], answers: Answers, found: Sequence[Answer]
) -> ProseChange:
    row = left[place]
    if place in answers.same:
        return ProseChange("adopted", row, (right[answers.same[place]],), 1.0, 1.0)
    if not found:
        return ProseChange("left_out", row, (), 0.0, _sure_of_none(answers.claims[0].get(place)))
    ranked = sorted(found, key=lambda answer: (-answer.claim, answer.right.provision, answer.right.start))
    partners = dict.fromkeys(answer.right.provision for answer in ranked)
    return ProseChange(
        "adapted",
        row,
        tuple(right[partner] for partner in partners),
        round(max(answer.likeness for answer in found), 3),
        sureness(ranked[0].claim),
        tuple(_sentence(answer, row, right[answer.right.provision]) for answer in found),
    )


def _added(right: Sequence[Row], answers: Answers) -> Iterator[ProseChange]:
    answering = {*answers.same.values(), *(answer.right.provision for answer in answers.pairs)}
    for place, row in enumerate(right):
        if place not in answering:
            yield ProseChange("added", None, (row,), 0.0, _sure_of_none(answers.claims[1].get(place)))


def _sure_of_none(claim: float | None) -> float:
    """Say how sure it is that nothing answers a provision, by the best claim that it had and was not granted."""
    return 1.0 if claim is None else round(1 - sureness(claim), 3)


def _sentence(answer: Answer, left: Row, right: Row) -> SentenceChange:
    ours, theirs = _quote(answer.left, left), _quote(answer.right, right)
    return SentenceChange(ours, theirs, round(answer.likeness, 3), find_edits(ours.text, theirs.text))


def _quote(sentence: Sentence, row: Row) -> Quote:
    text = row[sentence.field][sentence.start : sentence.end]
    return Quote(row["provision_id"], sentence.field, sentence.start, sentence.end, text)
