"""Find the pieces of lines that a scanned page prints: letters that stand side by side, up to a wide gap or a rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from pipeline.model import Box
from pipeline.read.scan.ink import Shapes

# In inches: shapes smaller than this are dirt; letters of print for reading are so high.
_DIRT, _LOWEST, _HIGHEST = 0.008, 0.025, 0.35
# In heights of a small letter: how far marks may stand from their letters, and what is higher or wider than any letter.
_ABOVE, TALL, WIDE = 1.0, 5.0, 12.0
# A gap that parts words is so wide; one that parts pieces too, and so many times as wide as words of the page stand
# apart; letters further apart are of two pieces in any font.
_BLANK, _GAP, _STRETCHED, _WIDEST = 0.5, 1.45, 1.8, 3.2
# Letters of a line overlap by so large a share of the lower one's height.
_OVERLAP = 0.4


@dataclass(slots=True)
class Piece:
    """Letters of one line that stand side by side: their shapes' numbers and boxes, and the box around all, in dots.

    `letters` are the boxes without those of dots, hyphens and the like. `line` holds those of all pieces that it
    stands in one line with, as far as the page shows it.
    """

    shapes: list[int]
    box: Box
    boxes: list[Box] = field(default_factory=list)
    letters: list[Box] = field(default_factory=list)
    line: list[Box] = field(default_factory=list)

    def add(self, number: int, box: Box, *, is_letter: bool) -> None:
        """Add a shape."""
        x0, top, x1, bottom = self.box
        self.box = (min(x0, box[0]), min(top, box[1]), max(x1, box[2]), max(bottom, box[3]))
        self.shapes.append(number)
        self.boxes.append(box)
        if is_letter:
            self.letters.append(box)

    def gaps(self) -> Iterator[tuple[float, float]]:
        """Yield the gaps between its shapes, from left to right: where each begins and ends."""
        end = self.box[0]
        for x0, _, x1, _ in sorted(self.boxes):
            if end < x0:
                yield end, x0
            end = max(end, x1)

    def gap_between(self, left: float, right: float, reach: float) -> float:
        """Return how wide the widest gap is between a word that ends and one that begins at these places, or so."""
        near = (end - begin for begin, end in self.gaps() if left - reach <= (begin + end) / 2 <= right + reach)
        return max(near, default=0.0)

    def parted(self, widest: float) -> Iterator[Piece]:
        """Yield the pieces between its gaps that are wider than this, those that have letters."""
        begins = [self.box[0], *(end for begin, end in self.gaps() if end - begin > widest)]
        letters = set(self.letters)
        parts: dict[int, Piece] = {}
        for number, box in zip(self.shapes, self.boxes, strict=True):
            part = parts.setdefault(bisect_right(begins, box[0]), Piece([], box, line=self.letters))
            part.add(number, box, is_letter=box in letters)
        yield from (part for part in parts.values() if part.letters)


def find_pieces(shapes: Shapes, dpi: float, walls: Sequence[Box] = ()) -> tuple[list[Piece], float]:
    """Return the pieces of a page's lines and how high its usual letter is; `walls`, upright rules, part pieces."""
    heights, widths = shapes.heights, shapes.widths
    lowest, highest = _LOWEST * dpi, _HIGHEST * dpi
    sized = [
        int(high) for high, wide in zip(heights, widths, strict=True) if lowest <= high <= highest and wide <= 3 * high
    ]
    if not sized:
        return [], 0.0
    small = median(sized)
    sides = (shapes.x0.tolist(), shapes.top.tolist(), shapes.x1.tolist(), shapes.bottom.tolist())
    boxes: list[Box] = list(zip(*sides, strict=True))
    letters: list[int] = []
    marks: list[int] = []
    dirt = (_DIRT * dpi) ** 2
    for number, box in enumerate(boxes):
        high, wide = box[3] - box[1], box[2] - box[0]
        if high > TALL * small or wide > WIDE * small or shapes.area[number] < dirt:
            continue
        (letters if high >= 0.55 * small else marks).append(number)
    chains = _chain(sorted(letters, key=lambda number: boxes[number][0]), boxes, small, _Walls(walls))
    _attach(marks, boxes, chains, small)
    blanks = [end - begin for chain in chains for begin, end in chain.gaps() if end - begin > _BLANK * small]
    widest = max(_GAP * small, _STRETCHED * median(blanks or [0.0]))
    pieces = [piece for chain in chains for piece in chain.parted(widest)]
    return sorted(pieces, key=lambda piece: (piece.box[1], piece.box[0])), small


class _Walls:
    """Upright rules by where they stand."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        found = sorted(((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in boxes)
        self._at = [x for x, _, _ in found]
        self._reach = [(top, bottom) for _, top, bottom in found]

    def part(self, left: float, right: float, middle: float) -> bool:
        """Tell whether one stands between two places of a line."""
        for i in range(bisect_left(self._at, left), len(self._at)):
            if self._at[i] > right:
                return False
            if self._reach[i][0] <= middle <= self._reach[i][1]:
                return True
        return False


def _chain(letters: Sequence[int], boxes: Sequence[Box], small: float, walls: _Walls) -> list[Piece]:
    """Put letters, from left to right, behind the piece of line that they go on with."""
    pieces: list[Piece] = []
    # the pieces that end in each lane across the page; a letter goes on with one of the lanes that it stands in
    lanes: defaultdict[int, dict[int, Piece]] = defaultdict(dict)
    for number in letters:
        box = boxes[number]
        stands_in = range(int(box[1] // small), int(box[3] // small) + 1)
        best, nearest = None, 0.0
        for piece in {id(piece): piece for lane in stands_in for piece in lanes[lane].values()}.values():
            if box[0] - piece.box[2] > _WIDEST * small:
                continue
            last = piece.letters[-3:]
            overlap = max(_overlap(box, one) for one in last)
            if overlap < _OVERLAP or walls.part(last[-1][2] - small / 2, box[0] + small / 2, (box[1] + box[3]) / 2):
                continue
            distance = box[0] - piece.box[2] - overlap
            if best is None or distance < nearest:
                best, nearest = piece, distance
        if best is None:
            best = Piece([], box)
            pieces.append(best)
        best.add(number, box, is_letter=True)
        for lane in stands_in:
            lanes[lane] = {key: one for key, one in lanes[lane].items() if box[0] - one.box[2] <= _WIDEST * small}
            lanes[lane][id(best)] = best
    return pieces


def _overlap(one: Box, other: Box) -> float:
    """Return by how large a share of the lower one's height two letters stand beside each other."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared / min(one[3] - one[1], other[3] - other[1])


def _attach(marks: Sequence[int], boxes: Sequence[Box], pieces: list[Piece], small: float) -> None:
    """Give dots, commas, hyphens and the marks of letters to the piece of line that they are of."""
    homes = [piece.box for piece in pieces]
    for number in marks:
        x0, top, x1, bottom = boxes[number]
        middle = (top + bottom) / 2
        best, nearest = None, _GAP * small
        for piece, home in zip(pieces, homes, strict=True):
            aside = max(home[0] - x1, x0 - home[2], 0.0)
            away = max(home[1] - middle, middle - home[3], 0.0)
            if away <= _ABOVE * small and aside + away < nearest:
                best, nearest = piece, aside + away
        if best is not None:
            best.add(number, boxes[number], is_letter=False)
