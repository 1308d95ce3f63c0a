"""Weigh the places where a clause may stand in the tree: its number, its indent and the ends of sentences are clues.

A place pays for each clue it offends. The cheapest is taken, and the distance to the second-best is how sure it is.

    1. Суд обязан:
    1) явиться:        in the point 0.0
    1) сам;            in the subpoint above 0.5     in the point 2.5: a second list, and nothing below the colon
    2) с защитой;      in the subpoint above 0.0     in the point 4.5: this number comes again below
    2) ответить.       in the subpoint above 3.0     in the point 0.0
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.parse.margins import NO_RIVAL
from pipeline.parse.passage import Span
from pipeline.parse.prose.markers import Marker, ProvisionKind, is_raised
from pipeline.parse.prose.notes import Note
from pipeline.parse.prose.paragraphs import Paragraph, is_title
from pipeline.parse.prose.setting import INDENT

POINT_DEPTH, PAREN_DEPTH, MARK_DEPTH = 5, 7, 9
# Lists in lists are read down to this depth; paragraphs hold nothing and lie below all.
DEEPEST, BELOW = 12, 13
# A number is looked for among so many markers below.
FAR = 60

# What a place pays for each clue it offends. One point is about "unusual"; three is "hardly ever".
SKIPS = 1.0  # a number that skips some of its run
BREAKS = 3.0  # a number that doesn't count on from the last one of its run
BEGINS_LATE = 3.0  # a list that begins with another number than the first
SECOND_LIST = 1.5  # a list that begins where another one stands, nothing between them
UNOPENED, UNOPENED_ITEM = 1.0, 2.0  # a list in a point that ends without a colon; in an item that does
OUTSIDE = 1.5  # an item that lies in no point
STATED = 0.5  # points in a point that ends with a full stop: the points of what has no heading begin so
ODD_ORDER = 0.5  # numbers in a list of letters, numbers with a dot in a point
SAME_MARK = 1.0  # dashes in a list of dashes
UNUSED_COLON = 1.0  # nothing lies in what ends with a colon
LEAVES = 0.5  # a list is left whose next number this is
LONE_ITEM = 1.0  # the list that is left has one item
COMES_AGAIN = 3.0  # the outer list still gets this number below
COMMA = 1.0  # the list that is left ends with a comma
ENDED = 2.0  # the list goes on behind the item whose mark ended it
INDENTED = 2.0  # an item that begins elsewhere than the others of its list, or to the left of what it lies in
INTERRUPTS = 1.5  # something between the items of a list that lies in none of them
BEHIND_LIST = 1.5  # a paragraph in the last item of a list
UNENDED = 1.0  # a provision without a mark at its end
HEADS_NOTHING = 2.0  # a heading above what doesn't begin anew or go on below it
RUNS_ON = 3.0  # a text that stands out as a heading does
HEADED_WORD = 4.0  # a text that begins as a heading does: `Статья 3`
ENDS_OPEN = 1.5  # a heading that ends with a comma or a semicolon
BESIDE = 1.0  # `1.1` beside a point 1 that has no text or opens a list, for each
LACKS_HEADING = 1.5  # a point without a heading where most have one
MISLEADS = 1.0  # an item that is numbered as a point

FIRST = frozenset({1, ord("а"), ord("a")})
ENDINGS = {",": 0, ";": 1, ".": 2}


@dataclass(slots=True)
class Clause:
    """One provision of a part: where its number, heading and own words stand in the cleaned text; its parent's index.

    `marker` are the places of what it begins with; `notes` the notes of the editors below it or in it; `ending` is the
    last character of its words, `before` the item its list goes on from. `margin` is the distance to `rival`, the
    second-best place; `confidence` is no larger than that of the item before.
    """

    kind: ProvisionKind
    depth: float
    paragraph: Paragraph
    parent: int | None = None
    num: tuple[Span, ...] = ()
    heading: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()
    marker: tuple[Span, ...] = ()
    notes: list[Note] = field(default_factory=list)
    ending: str = ""
    before: int | None = None
    misleads: str | None = None
    margin: float = NO_RIVAL
    rival: Place | None = None
    confidence: float = NO_RIVAL

    @property
    def opens_list(self) -> bool:
        """Tell whether the words end with a colon."""
        return self.ending == ":"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause may stand: as what, in which clause, and what speaks against it in points of offended clues."""

    kind: ProvisionKind
    depth: float
    parent: int | None
    cost: float
    before: int | None = None
    misleads: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What asks for a place: its marker and indent, and the markers of the part from `at` on, those below it.

    `other` is the next marker below of another style.
    """

    marker: Marker
    indent: int
    markers: Sequence[Marker]
    at: int
    other: Marker | None


class Growth:
    """The clauses so far. The stack holds those that are open for others to lie in, the outermost first."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.stack: list[int] = []
        # The last item of each style in a clause, or at the top of the part; the number of the last point.
        self._items: dict[tuple[int | None, str], int] = {}
        self.point = 0

    def add(self, clause: Clause, place: Place) -> None:
        """Add a clause at its place, and close what the place lies outside of."""
        clause.kind, clause.depth, clause.parent = place.kind, place.depth, place.parent
        clause.before, clause.misleads = place.before, place.misleads
        while self.stack and self.stack[-1] != place.parent:
            self.stack.pop()
        self.clauses.append(clause)
        if clause.kind not in ("paragraph", "preamble"):
            self.stack.append(len(self.clauses) - 1)
        if marker := clause.paragraph.marker:
            self._items[place.parent, _run_of(marker)] = len(self.clauses) - 1
            if marker.style == "dot" and clause.kind == "point":
                self.point = marker.numbers[0]

    def outside(self, depth: float) -> int | None:
        """Return the innermost open clause in which something so deep may lie."""
        return next((k for k in reversed(self.stack) if self.clauses[k].depth < depth), None)

    def _holders(self) -> Iterator[int | None]:
        """Yield the open clauses from the innermost out to the first that has a heading, or the part itself."""
        for k in reversed(self.stack):
            yield k
            if self._is_headed(k):
                return
        yield None

    def _is_headed(self, k: int | None) -> bool:
        """Tell whether a clause is a chapter or an article, or the part itself."""
        return k is None or self.clauses[k].depth < POINT_DEPTH

    def weigh_item(self, item: Item) -> list[Place]:
        """Weigh the open clauses in which a number, a letter or a dash may stand."""
        places: list[Place] = []
        outside = 0.0
        for k in self._holders():
            places.append(self._inside(k, item, outside))
            outside += self._cost_to_leave(k, item) + self._unused_colon(k)
        return places

    def _inside(self, k: int | None, item: Item, outside: float) -> Place:
        """Weigh one clause, or the part: the item goes on with the list that stands in it, or begins one.

        `outside` is what it costs to stand outside of the clauses that are open in it.
        """
        last = self._items.get((k, _run_of(item.marker)))
        begins = self._cost_to_begin(k, item, last)
        if last is not None:
            other = self.clauses[last]
            goes_on = _step(item.marker, other.paragraph.marker) + ENDED * self._is_ended(last)
            goes_on += INDENTED * (abs(item.indent - other.paragraph.indent) >= INDENT)
            if goes_on <= begins:
                return Place(other.kind, other.depth, k, outside + goes_on, last)
        return Place(*self._begun(k, item.marker), k, outside + begins)

    def _begun(self, k: int | None, marker: Marker) -> tuple[ProvisionKind, float]:
        """Return the kind and the depth of a list that begins in a clause."""
        if k is None or self._is_headed(k):
            return marker.kind, marker.depth
        return "subpoint" if marker.kind == "point" else marker.kind, max(marker.depth, self.clauses[k].depth + 0.5)

    def _cost_to_begin(self, k: int | None, item: Item, last: int | None) -> float:
        marker, is_point = item.marker, item.marker.kind == "point"
        first = marker.style == "mark" or not FIRST.isdisjoint(marker.numbers[:1])
        cost = SECOND_LIST * (last is not None or k != (self.stack[-1] if self.stack else None))
        if k is None or self._is_headed(k):
            counts_on = is_point and marker.numbers[:1] == (self.point + 1,)
            return cost + BEGINS_LATE * (not first and not counts_on) + OUTSIDE * (not is_point)
        holder = self.clauses[k]
        if holder.depth >= DEEPEST:
            return NO_RIVAL
        if not holder.opens_list and not self._opens_behind(k):
            cost += UNOPENED if holder.depth == POINT_DEPTH else UNOPENED_ITEM
            cost += STATED * (is_point and holder.ending == ".")
        mark = holder.paragraph.marker
        cost += SAME_MARK * (marker.style == "mark" and mark is not None and _run_of(mark) == _run_of(marker))
        cost += ODD_ORDER * (marker.depth <= holder.depth) + BEGINS_LATE * (not first)
        return cost + INDENTED * (holder.paragraph.indent - item.indent >= INDENT)

    def _is_last_in(self, k: int) -> bool:
        """Tell whether the last clause is that one, or a paragraph of it."""
        last = self.clauses[-1]
        return k == len(self.clauses) - 1 or (last.kind == "paragraph" and last.parent == k)

    def _opens_behind(self, k: int) -> bool:
        """Tell whether the last words in a clause are a paragraph of it that ends with a colon."""
        last = self.clauses[-1]
        return last.kind == "paragraph" and last.parent == k and last.opens_list

    def _unused_colon(self, k: int | None) -> float:
        """Return what it costs to leave nothing below the colon that a clause ends with."""
        if k is None or not self.clauses[-1].opens_list:
            return 0
        return UNUSED_COLON * (k == len(self.clauses) - 1 or self._opens_behind(k))

    def _cost_to_leave(self, k: int | None, item: Item) -> float:
        """Return what it costs to stand outside of a clause: in its list, or between others of its own list."""
        cost = INTERRUPTS * (k is not None and self._goes_on(k, item.other))
        last = self._items.get((k, _run_of(item.marker)))
        if last not in self.stack or _step(item.marker, self.clauses[last].paragraph.marker):
            return cost
        cost += LEAVES + LONE_ITEM * (self.clauses[last].before is None)
        if item.marker.style == "mark":
            return cost
        return cost + COMMA * (self.clauses[-1].ending == ",") + COMES_AGAIN * _comes_again(item)

    def _goes_on(self, k: int, below: Marker | None) -> bool:
        """Tell whether the list of an item goes on with the marker below."""
        marker = self.clauses[k].paragraph.marker
        is_item = marker is not None and self.clauses[k].depth > POINT_DEPTH
        return is_item and marker is not None and below is not None and _is_next(below, marker)

    def _is_ended(self, k: int) -> bool:
        """Tell whether an item ends its list: with a full stop behind semicolons, a semicolon behind commas."""
        before = self.clauses[k].before
        if before is None:
            return False
        first, second = ENDINGS.get(self.clauses[before].ending), ENDINGS.get(self.clauses[k].ending)
        return first is not None and second is not None and first < second

    def weigh_dotted(self, marker: Marker, headings: bool, headed: bool) -> list[Place]:
        """Weigh where `1.1` may stand: in the point or beside the point that has the number it begins with.

        Where that isn't open it is a point of the chapter, or an item that is numbered as one. `headings` tells that
        most points of the part begin with one, `headed` that this one does.
        """
        prefix = marker.text.rpartition(".")[0]
        numbered = [k for k in reversed(self.stack) if self.clauses[k].depth >= POINT_DEPTH]
        for k in numbered:
            above = self.clauses[k]
            if above.paragraph.marker and above.paragraph.marker.text == prefix:
                stated = bool(above.text) and not above.opens_list and above.depth == POINT_DEPTH
                inside = Place("subpoint", above.depth + 0.5, k, UNOPENED * stated)
                return [inside, Place("point", above.depth, above.parent, BESIDE * (not stated))]
        lacks = LACKS_HEADING * (headings and not headed)
        point = next((k for k in numbered if self.clauses[k].depth == POINT_DEPTH), None)
        if point is None:
            return [Place("point", POINT_DEPTH, self.outside(POINT_DEPTH), lacks)]
        above, last = self.clauses[point], self._items.get((point, "dotted"))
        cost = RUNS_ON * headed
        if last is None:
            opens = above.opens_list and (bool(above.heading) or not headings)
            cost += MISLEADS + UNOPENED_ITEM * (not opens)
        misleads = f"{marker.text} is numbered as a point, but is an item of the one above"
        return [
            Place("point", POINT_DEPTH, self.outside(POINT_DEPTH), lacks + self._unused_colon(point)),
            Place("subpoint", PAREN_DEPTH, point, cost, last, misleads),
        ]

    def weigh_heading(self, marker: Marker, ending: str) -> list[Place]:
        """Weigh a line that begins as a heading does; the rival is a paragraph that speaks of another heading."""
        parent = self.outside(marker.depth)
        last = self._items.get((parent, _run_of(marker)))
        cost = ENDS_OPEN * (ending in (",", ";"))
        if last is not None and marker.numbers[:1] != (1,):
            cost += _step(marker, self.clauses[last].paragraph.marker)
        text = Place("paragraph", BELOW, self.outside(BELOW), HEADED_WORD)
        return [Place(marker.kind, marker.depth, parent, cost, last), text]

    def weigh_paragraph(self, below: Marker | None, opens_list: bool, goes_on: bool) -> list[Place]:
        """Weigh what a paragraph may belong to: an item whose list goes on below it, or the point.

        `goes_on` tells that it begins with a small letter or is of a wording in quotes: that goes on with what a colon
        opened.
        """
        places: list[Place] = []
        outside = 0.0
        for k in self._holders():
            if k is None or self.clauses[k].depth <= POINT_DEPTH:
                return [*places, Place("paragraph", BELOW, k, outside)]
            if goes_on and self.clauses[k].opens_list and self._is_last_in(k):
                places.append(Place("paragraph", BELOW, k, outside))
                outside += UNUSED_COLON
            elif not opens_list and self._goes_on(k, below):
                places.append(Place("paragraph", BELOW, k, LEAVES * (outside > 0)))
                outside = INTERRUPTS
            else:
                places.append(Place("paragraph", BELOW, k, BEHIND_LIST))
        return places


def choose_place(places: Sequence[Place]) -> tuple[Place, Place | None]:
    """Return the cheapest place and the second-best; what is of one kind in one clause is one place."""
    best = min(places, key=lambda place: place.cost)
    others = [one for one in places if (one.kind, one.parent) != (best.kind, best.parent)]
    return best, min(others, key=lambda place: place.cost, default=None)


def _run_of(marker: Marker) -> str:
    """Return what the numbers of one run, or the dashes of one list, have in common."""
    if marker.style == "mark":
        return marker.text
    return marker.kind if marker.style in ("word", "roman") else marker.style


def _step(marker: Marker, other: Marker | None) -> float:
    """Return what it costs to count on from another number of the same run."""
    if other is None or marker.style == "mark" or not (marker.numbers and other.numbers):
        return 0
    number, last = marker.numbers[0], other.numbers[0]
    if marker.numbers > other.numbers:
        near = number - last <= (2 if marker.style == "letter" else 1)
        return 0 if near or is_raised(number, last) else SKIPS
    return 0 if is_raised(number, last) else BREAKS


def _is_next(below: Marker, marker: Marker) -> bool:
    """Tell whether the marker below is the next one of a list."""
    if below.style != marker.style:
        return False
    if below.style == "mark":
        return below.text == marker.text
    return below.numbers[0] == marker.numbers[0] + 1


def _comes_again(item: Item) -> bool:
    """Tell whether a number is printed again below, before a list begins anew or something outside of it stands."""
    for marker in islice(item.markers, item.at, item.at + FAR):
        if marker.depth < item.marker.depth:
            return False
        if marker.style == item.marker.style:
            if marker.numbers == item.marker.numbers:
                return True
            if marker.numbers[0] in FIRST:
                return False
    return False


def weigh_title(words: str, marker: Marker, below: Marker | None, heading: int, point: int) -> float | None:
    """Return what speaks against reading the words behind `1.` as a heading, None where they can't be one.

    `heading` and `point` are the numbers of the last heading and the last point, 0 above the first.
    """
    if marker.style != "dot" or not is_title(words):
        return None
    number = marker.numbers[0]
    cost = SKIPS * (number != heading + 1)
    if below is None or below.style not in ("dot", "dotted"):
        return cost + HEADS_NOTHING
    if below.style == "dotted":
        return cost + HEADS_NOTHING * (not below.text.startswith(f"{marker.text}."))
    if below.numbers[0] in (1, point + 1):
        return cost
    return cost + (HEADS_NOTHING if below.numbers[0] == number + 1 else SKIPS)


def weigh_untitled(marker: Marker, below: Marker | None) -> float:
    """Return what speaks against reading a title as a point: no mark at its end, a number that doesn't count on."""
    if below and below.style == "dotted" and below.text.startswith(f"{marker.text}."):
        return UNENDED + UNOPENED
    counts_on = below is None or below.style != "dot" or below.numbers[0] == marker.numbers[0] + 1
    return UNENDED + SKIPS * (not counts_on)
