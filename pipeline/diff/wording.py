"""What became of the words of a sentence: those that stayed, went and came, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from pipeline.text.spelled import spell_out


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words as the left side prints it, and as the right side does; "" for the side that has none.

    `kept` are the same words but for marks and letter case, `changed` stand in each other's place.
    """

    kind: Literal["kept", "dropped", "put", "changed"]
    left: str
    right: str


def find_edits(left: str, right: str) -> tuple[Edit, ...]:
    """Compare two sentences word by word.

    >>> [(edit.kind, edit.left, edit.right) for edit in find_edits("Кредиттер жана гранттар;", "кредиттер, гранттар")]
    [('kept', 'Кредиттер', 'кредиттер,'), ('dropped', 'жана', ''), ('kept', 'гранттар;', 'гранттар')]
    """
    ours, theirs = left.split(), right.split()
    runs: list[tuple[bool, list[str], list[str]]] = []
    for step in Indel.opcodes(list(map(_fold, ours)), list(map(_fold, theirs))):
        kept = step.tag == "equal"
        if not runs or runs[-1][0] != kept:
            runs.append((kept, [], []))
        runs[-1][1].extend(ours[step.src_start : step.src_end])
        runs[-1][2].extend(theirs[step.dest_start : step.dest_end])
    return tuple(_edit(*run) for run in runs)


def _fold(word: str) -> str:
    return spell_out(word) or word


def _edit(kept: bool, left: Sequence[str], right: Sequence[str]) -> Edit:
    words = " ".join(left), " ".join(right)
    if kept:
        return Edit("kept", *words)
    return Edit("changed" if all(words) else "dropped" if left else "put", *words)
