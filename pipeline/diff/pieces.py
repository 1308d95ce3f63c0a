"""Which words of the provisions stand on both sides, and which provisions came apart or were put together.

A word of a sentence stands on both sides where one that answers it has it in its turn, marks and letter case aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.diff.wording import Edit
from pipeline.link.answers import Sentence
from pipeline.text.spelled import spell_out

# Most of the words: of a whole, that its pieces hold together; of a piece, that stand in the whole.
_MOST = 0.5
# So much of what a piece holds no other does: two copies of one provision are no pieces of it.
_OF_ITS_OWN = 0.25

# A word by its sentence and its turn in it (from 0).
_Word = tuple[Sentence, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """Two sentences that answer each other, how many words they have, and the turns of those on both sides."""

    left: Sentence
    right: Sentence
    sizes: tuple[int, int]
    turns: tuple[frozenset[int], frozenset[int]]

    def turn_round(self) -> Shared:
        """Exchange the sides."""
        return Shared(self.right, self.left, self.sizes[::-1], self.turns[::-1])

    @property
    def likeness(self) -> float:
        """The share of the words of both that stand on both sides (0..1)."""
        return sum(map(len, self.turns)) / max(1, sum(self.sizes))


def count_words(text: str | None) -> int:
    """Count the words and figures of a text; a dash that stands alone is none.

    >>> count_words("Кеминде 4,5 балл – чек.")
    4
    """
    return sum(1 for word in (text or "").split() if spell_out(word))


def _turns(runs: Iterable[tuple[bool, str]]) -> tuple[int, frozenset[int]]:
    """Count the words of a sentence and name the turns of those in runs that are kept."""
    kept: set[int] = set()
    at = 0
    for is_kept, words in runs:
        end = at + count_words(words)
        kept.update(range(at, end) if is_kept else ())
        at = end
    return at, frozenset(kept)


def share_words(left: Sentence, right: Sentence, edits: Sequence[Edit]) -> Shared:
    """Tell which words of two sentences stand on both sides, from what was done to those of the left one."""
    ours, our_turns = _turns((edit.kind == "kept", edit.left) for edit in edits)
    theirs, their_turns = _turns((edit.kind == "kept", edit.right) for edit in edits)
    return Shared(left, right, (ours, theirs), (our_turns, their_turns))


def find_likeness(shared: Sequence[Shared], rows: Sequence[Mapping[str, Any]]) -> dict[int, float]:
    """Measure how much of each left provision that is answered, by its place in `rows`, stands in what answers it.

    It is the share of all words, its own and those of the sentences that answer it, that stand on both sides (0..1).
    """
    theirs: defaultdict[Sentence, set[int]] = defaultdict(set)
    ours: defaultdict[int, set[_Word]] = defaultdict(set)
    answering: defaultdict[int, dict[Sentence, int]] = defaultdict(dict)
    for one in shared:
        theirs[one.right] |= one.turns[1]
        ours[one.left.provision] |= {(one.left, turn) for turn in one.turns[0]}
        answering[one.left.provision][one.right] = one.sizes[1]
    found = {}
    for place, sentences in answering.items():
        kept = len(ours[place]) + sum(len(theirs[sentence]) for sentence in sentences)
        found[place] = kept / max(1, _size(rows[place]) + sum(sentences.values()))
    return found


def _size(row: Mapping[str, Any]) -> int:
    return count_words(row["heading"]) + count_words(row["text"])


def find_pieces(shared: Iterable[Shared], rows: Sequence[Mapping[str, Any]]) -> dict[int, tuple[int, ...]]:
    """Find the left provisions that came apart: by their places in `rows`, the places of the right ones they make up.

    Together these hold most words of the whole; each consists mostly of them, and has some that no other has. With the
    sides exchanged it finds what was put together.
    """
    by_whole: defaultdict[int, list[Shared]] = defaultdict(list)
    for one in shared:
        by_whole[one.left.provision].append(one)
    found = {}
    for place, pairs in by_whole.items():
        held = _held(pairs)
        pieces = [piece for piece in sorted(held) if _is_piece(piece, held)]
        if len(pieces) > 1 and len(set().union(*map(held.__getitem__, pieces))) >= _MOST * _size(rows[place]):
            found[place] = tuple(pieces)
    return found


def _held(pairs: Iterable[Shared]) -> dict[int, set[_Word]]:
    """Return the words of a whole by the provisions that hold them, those only that mostly consist of them."""
    held: defaultdict[int, set[_Word]] = defaultdict(set)
    kept: defaultdict[int, set[_Word]] = defaultdict(set)
    sizes: defaultdict[int, dict[Sentence, int]] = defaultdict(dict)
    for one in pairs:
        held[one.right.provision] |= {(one.left, turn) for turn in one.turns[0]}
        kept[one.right.provision] |= {(one.right, turn) for turn in one.turns[1]}
        sizes[one.right.provision][one.right] = one.sizes[1]
    return {piece: words for piece, words in held.items() if len(kept[piece]) >= _MOST * sum(sizes[piece].values())}


def _is_piece(piece: int, held: Mapping[int, set[_Word]]) -> bool:
    others = set().union(*(words for other, words in held.items() if other != piece))
    return len(held[piece] - others) >= max(1, _OF_ITS_OWN * len(held[piece]))
