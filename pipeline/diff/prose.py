"""What became of the provisions of one act in another that was written from it, or in a later edition.

Provisions are compared by what they say, in whatever order and under whatever number: a model regulation and the
regulation that a university made of it have few numbers in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.diff.pieces import Shared, find_likeness, find_pieces, share_words
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
    """Two sentences that answer each other, the share of their words on both sides, and what was done to the words."""

    left: Quote
    right: Quote
    score: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class ProseChange:
    """A provision and what answers it, the surest first.

    `adopted`: in the same words, marks and letter case aside. `adapted`: sentences of it are there in other words, or
    beside others; they are in `sentences`. `left_out`: nothing answers it. `added`: a provision of the right act, in
    `right`, that answers nothing.

    `score` is the share of words that stand on both sides, among its own and those of the sentences that answer it
    (0..1): 1 where none of them was changed, wherever a provision was cut or joined. `certainty` is how sure the
    verdict is (0..1). `dropped` are its sentences that nothing answers; `put` are those of the right that answer
    nothing, in provisions that answer this one above all others. `split_into` are the provisions of the right that it
    came apart into; `merged_with` are the others of the left that make up one of the right together with it.
    """

    verdict: Verdict
    left: Row | None
    right: tuple[Row, ...]
    score: float
    certainty: float
    sentences: tuple[SentenceChange, ...] = ()
    dropped: tuple[Quote, ...] = ()
    put: tuple[Quote, ...] = ()
    split_into: tuple[Row, ...] = ()
    merged_with: tuple[Row, ...] = ()

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
    adapted = _adapted(left, right, answers)
    changes = [adapted.get(place) or _change(place, left, right, answers) for place in range(len(left))]
    return [*changes, *_added(right, answers)]


def _place(row: Row) -> tuple[Any, ...]:
    return row["part"], row["position"], row["provision_id"]


def _change(place: int, left: Sequence[Row], right: Sequence[Row], answers: Answers) -> ProseChange:
    """Tell of a provision that is there in the same words or not at all."""
    if place in answers.same:
        return ProseChange("adopted", left[place], (right[answers.same[place]],), 1.0, 1.0)
    return ProseChange("left_out", left[place], (), 0.0, _sure_of_none(answers.claims[0].get(place)))


def _adapted(left: Sequence[Row], right: Sequence[Row], answers: Answers) -> dict[int, ProseChange]:
    """Tell of the provisions that are there in other words, by their places."""
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    sentences: defaultdict[int, list[SentenceChange]] = defaultdict(list)
    shared: list[Shared] = []
    for answer in answers.pairs:
        ours, theirs = _quote(answer.left, left), _quote(answer.right, right)
        edits = find_edits(ours.text, theirs.text)
        shared.append(share_words(answer.left, answer.right, edits))
        found[answer.left.provision].append(answer)
        sentences[answer.left.provision].append(SentenceChange(ours, theirs, _score(shared[-1].likeness), edits))
    likeness, split, merged = find_likeness(shared, left), find_pieces(shared, left), _merged(shared, right)
    dropped, put = _dropped(answers, left), _put(answers, right)
    changes = {}
    for place, pairs in found.items():
        ranked = sorted(pairs, key=_rank)
        changes[place] = ProseChange(
            "adapted",
            left[place],
            tuple(right[partner] for partner in dict.fromkeys(answer.right.provision for answer in ranked)),
            _score(likeness[place]),
            sureness(ranked[0].claim),
            sentences=tuple(sentences[place]),
            dropped=tuple(dropped[place]),
            put=tuple(put[place]),
            split_into=tuple(right[piece] for piece in split.get(place, ())),
            merged_with=tuple(left[other] for other in sorted(merged[place])),
        )
    return changes


def _score(likeness: float) -> float:
    """Round a likeness, but not up to 1, which says that no word was changed."""
    return 1.0 if likeness == 1 else min(round(likeness, 3), 0.999)


def _rank(answer: Answer) -> tuple[float, int, int]:
    return -answer.claim, answer.right.provision, answer.right.start


def _dropped(answers: Answers, left: Sequence[Row]) -> Mapping[int, list[Quote]]:
    """Quote the sentences of the left that nothing answers, by the places of their provisions."""
    answered = {answer.left for answer in answers.pairs}
    found: defaultdict[int, list[Quote]] = defaultdict(list)
    for sentence in answers.sentences[0]:
        if sentence not in answered:
            found[sentence.provision].append(_quote(sentence, left))
    return found


def _put(answers: Answers, right: Sequence[Row]) -> Mapping[int, list[Quote]]:
    """Quote the sentences of the right that answer nothing, by the left provision that theirs answers above all."""
    answering = {answer.right for answer in answers.pairs}
    above_all: dict[int, int] = {}
    for answer in sorted(answers.pairs, key=lambda one: (-one.claim, one.left.provision)):
        above_all.setdefault(answer.right.provision, answer.left.provision)
    found: defaultdict[int, list[Quote]] = defaultdict(list)
    for sentence in answers.sentences[1]:
        if sentence not in answering and sentence.provision in above_all:
            found[above_all[sentence.provision]].append(_quote(sentence, right))
    return found


def _merged(shared: Iterable[Shared], right: Sequence[Row]) -> Mapping[int, set[int]]:
    """Name by its place the other left provisions that make up one of the right with a left one."""
    others: defaultdict[int, set[int]] = defaultdict(set)
    for pieces in find_pieces((one.turn_round() for one in shared), right).values():
        for piece in pieces:
            others[piece].update(other for other in pieces if other != piece)
    return others


def _added(right: Sequence[Row], answers: Answers) -> Iterator[ProseChange]:
    answering = {*answers.same.values(), *(answer.right.provision for answer in answers.pairs)}
    for place, row in enumerate(right):
        if place not in answering:
            yield ProseChange("added", None, (row,), 0.0, _sure_of_none(answers.claims[1].get(place)))


def _sure_of_none(claim: float | None) -> float:
    """Say how sure it is that nothing answers a provision, by the best claim that it had and was not granted."""
    return 1.0 if claim is None else round(1 - sureness(claim), 3)


def _quote(sentence: Sentence, rows: Sequence[Row]) -> Quote:
    row = rows[sentence.provision]
    text = row[sentence.field][sentence.start : sentence.end]
    return Quote(row["provision_id"], sentence.field, sentence.start, sentence.end, text)
