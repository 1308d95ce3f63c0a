"""Put the paragraphs of a part into a tree of clauses: chapters, articles, points, subpoints, indents, paragraphs.

The depth of a clause follows from its marker, from the numbers before it, and from the clause above it: one that ends
with a colon opens a list. What has no marker is the text of a heading above it, or a paragraph of the point it follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.vocabulary import find_terms
from pipeline.parse.passage import Passage, Span
from pipeline.parse.prose.markers import Marker, ProvisionKind
from pipeline.parse.prose.notes import Note, find_notes_in
from pipeline.parse.prose.paragraphs import HEADED, Paragraph, is_next_heading, is_numbered_heading

POINT_DEPTH, PAREN_DEPTH, MARK_DEPTH = 5, 7, 9
# A heading that runs into the text: "Жобонун максаты жана чөйрөсү: Ушул жобо …"
RUN_IN = regex.compile(r"\s*(?P<heading>\p{Lu}[^.:;]{2,150}?)\s*:\s*(?=\p{Lu}|[«“\"]|$)")
# Headings run into the text where so many points have one before words, and this share one at all.
RUN_INS, RUN_IN_SHARE = 3, 0.6
# The word for an act's kind stands among the last characters of its requisites.
LONGEST_KIND = 40
# A heading of its own ends without a mark and isn't longer than this.
LONGEST_HEADING = 250


@dataclass(slots=True)
class Clause:
    """One provision of a part: where its number, heading and own words stand in the cleaned text; its parent's index.

    `marker` are the places of what it begins with; `notes` the notes of the editors below it or in it.
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
    opens_list: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The clauses of a part in print order, the notes above them, and the paragraphs of its head."""

    clauses: tuple[Clause, ...]
    notes: tuple[Note, ...]
    head: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph with its notes apart: its text, and the ranges of it that are its own words."""

    paragraph: Paragraph
    passage: Passage
    own: tuple[tuple[int, int], ...]
    notes: tuple[Note, ...]

    @property
    def marker(self) -> Marker | None:
        return self.paragraph.marker

    @property
    def words(self) -> str:
        return " ".join(self.passage.text[start:end].strip() for start, end in self.own)

    def spans(self, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(span for start, end in ranges if start < end for span in self.passage.spans(start, end))


def grow_tree(paragraphs: Sequence[Paragraph], lang: str, *, is_annex: bool = False, begin: int | None = None) -> Tree:
    """Put the paragraphs of a part into a tree; what stands above the preamble or the first number is its head.

    The head of an annex is its title; that of a body ends at the latest where the line begins that stands at `begin`.
    """
    read = _read_all(paragraphs, lang)
    first = next((i for i, one in enumerate(read) if one.marker and one.marker.style != "mark"), len(read))
    prose = min(_find_preamble(read, first), _end_of_head(read, is_annex, begin))
    tree = _Builder(read, _has_run_in_headings(read))
    for i in range(prose, len(read)):
        tree.add(i, i < first)
    above = tuple(note for one in read[:prose] for note in one.notes)
    return Tree(tuple(tree.clauses), (*above, *tree.notes), tuple(one.paragraph for one in read[:prose]))


def _end_of_head(read: Sequence[_Read], is_annex: bool, begin: int | None) -> int:
    """Return the index of the first paragraph of an annex that is no title, or that of a body that reaches `begin`."""
    if not is_annex:
        reached = (i for i, one in enumerate(read) if begin is not None and one.passage.lines[-1].end > begin)
        return next(reached, len(read))
    titled = next((i for i, one in enumerate(read) if one.own), 0)
    return next((i for i, one in enumerate(read) if i >= titled and not _is_title(one, i == titled)), len(read))


def _is_title(one: _Read, is_first: bool) -> bool:
    """Tell whether a paragraph at the begin of an annex is a part of its title, or a note below it."""
    if one.marker or not one.own:
        return not one.marker
    words = one.words
    stands_out = is_first or one.paragraph.marked or words.isupper() or words[:1].islower()
    return stands_out and len(words) <= LONGEST_HEADING and not words.endswith((".", ":", ";"))


def _read_all(paragraphs: Sequence[Paragraph], lang: str) -> list[_Read]:
    read: list[_Read] = []
    called = None
    for paragraph in paragraphs:
        if read and not paragraph.marker and read[-1].paragraph is not called and _calls(read[-1]):
            called = Paragraph((*read.pop().paragraph.lines, *paragraph.lines), None)
            passage = Passage(called.lines)
            read.append(_Read(called, passage, (), (Note(passage, 0, len(passage.text)),)))
        else:
            read.append(_read(paragraph, lang))
    return read


def _calls(one: _Read) -> bool:
    """Tell whether a note only calls its readers, and what it tells them follows: `Қолданушылардың назарына!!!`."""
    return not one.own and bool(one.notes) and one.notes[-1].text.rstrip().endswith("!")


def _read(paragraph: Paragraph, lang: str) -> _Read:
    passage = Passage(paragraph.lines)
    start = paragraph.marker.body if paragraph.marker else 0
    notes = tuple(find_notes_in(passage, start, lang))
    own, at = [], start
    for note in notes:
        own.append((at, note.start))
        at = note.end
    own.append((at, len(passage.text)))
    kept = tuple((begin, end) for begin, end in own if passage.text[begin:end].strip().strip(".;").strip())
    return _Read(paragraph, passage, kept, notes)


def _find_preamble(read: Sequence[_Read], first: int) -> int:
    """Return the index where the preamble begins: the sentences that stand right above the first number."""
    begin = first
    while begin and _is_sentence(read[begin - 1]) and not _names_act(read[begin - 1].words):
        begin -= 1
    return begin


def _names_act(words: str) -> bool:
    """Tell whether words are the act's own requisites: its number, and its kind at the end."""
    named = find_act_numbers(words) and find_terms("act_kinds", words[-LONGEST_KIND:].rstrip(" .").rpartition(" ")[2])
    return bool(named)


def _is_sentence(one: _Read) -> bool:
    words = one.words
    return bool(one.own) and (words.endswith((".", ":", ";", "!")) and len(words.split()) > 4 and not words.isupper())


def _has_run_in_headings(read: Sequence[_Read]) -> bool:
    points = [one for one in read if one.marker and one.marker.style in ("dot", "dotted")]
    found = [(one, run_in) for one in points if (run_in := _run_in(one))]
    # A point that only ends with a colon opens a list.
    in_text = sum(run_in.end() < one.own[0][1] for one, run_in in found)
    return in_text >= RUN_INS and len(found) >= RUN_IN_SHARE * len(points)


def _run_in(one: _Read) -> regex.Match[str] | None:
    return RUN_IN.match(one.passage.text, *one.own[0]) if one.own else None


def _markers_below(read: Sequence[_Read]) -> list[Marker | None]:
    """Return for each paragraph the next marker below it."""
    below: list[Marker | None] = []
    marker: Marker | None = None
    for one in reversed(read):
        below.append(marker)
        marker = one.marker or marker
    return below[::-1]


class _Builder:
    """Adds clause after clause; the stack holds the open clauses, the outermost first."""

    def __init__(self, read: Sequence[_Read], run_in: bool) -> None:
        self.read, self.run_in = read, run_in
        self.below = _markers_below(read)
        self.clauses: list[Clause] = []
        self.notes: list[Note] = []
        self.stack: list[int] = []
        # Of each clause: whether the last one in it opens a list, and whether one in it is doubtful.
        self.opened: dict[int, bool] = {}
        self.doubted: set[int] = set()
        # The numbers of the last heading and the last point, 0 above the first.
        self.heading = self.point = 0

    def add(self, i: int, is_preamble: bool) -> None:
        """Add the paragraph with that index as a clause, or to the clause it goes on with."""
        one = self.read[i]
        if not one.marker and not one.own:
            self._bind(one.notes)
        elif self._lacks_text(one):
            clause = self.clauses[-1]
            clause.text, clause.opens_list = one.spans(one.own), one.words.endswith(":")
            clause.notes += one.notes
            if clause.parent is not None:
                self.opened[clause.parent] = clause.opens_list
        elif one.marker:
            self._add_marked(i, one, one.marker)
        elif (
            is_preamble
            and (_is_sentence(one) or one.words.endswith(":"))
            and not (self.clauses and self.clauses[0].opens_list)
        ):
            self._add_preamble(one)
        elif self._is_heading(one):
            self._open(self._clause("chapter", 2, one), one)
        else:
            self._add_paragraph(i, one)

    def _add_marked(self, i: int, one: _Read, marker: Marker) -> None:
        kind, depth = marker.kind, float(marker.depth)
        if marker.kind in HEADED:
            headed = self._clause(kind, depth, one)
            if one.words.endswith((".", ";", ":")) and len(one.words) > 60:
                headed.text = one.spans(one.own)
            else:
                headed.heading = one.spans(one.own)
            self._open(headed, one)
            return
        if self._is_numbered_heading(i, one, marker):
            self.heading = marker.numbers[0]
            headed = self._clause("chapter", 2, one)
            headed.heading = one.spans(one.own)
            self._open(headed, one)
            return
        doubt = None
        if marker.style == "dot":
            self.point = marker.numbers[0]
        elif marker.style == "dotted":
            kind, depth, doubt = self._place_dotted(one, marker)
        elif marker.style in ("paren", "letter"):
            depth = self._depth_of_item(marker, depth)
        elif marker.style == "mark":
            depth = self._depth_of_mark(marker)
        clause = self._clause(kind, depth, one)
        clause.doubt = doubt
        self._set_text(clause, one)
        self._open(clause, one)

    def _is_numbered_heading(self, i: int, one: _Read, marker: Marker) -> bool:
        below = self.below[i]
        if is_numbered_heading(one.words, marker, below):
            return True
        return is_next_heading(one.words, marker, below, self.heading, self.point)

    def _set_text(self, clause: Clause, one: _Read) -> None:
        own = one.own
        marker = one.marker
        if self.run_in and clause.depth == POINT_DEPTH and marker and (found := _run_in(one)):
            clause.heading = one.spans([found.span("heading")])
            own = ((found.end(), own[0][1]), *own[1:])
        clause.text = one.spans(own)
        clause.opens_list = one.words.endswith(":")

    def _place_dotted(self, one: _Read, marker: Marker) -> tuple[ProvisionKind, float, str | None]:
        """Place `1.1.`: below the point whose number it goes on with, beside it where that is a sentence of its own."""
        prefix = marker.text.rpartition(".")[0]
        for k in reversed(self.stack):
            open_clause = self.clauses[k]
            open_marker = open_clause.paragraph.marker
            if open_marker and open_marker.text == prefix and open_clause.depth >= POINT_DEPTH:
                if open_clause.opens_list or not open_clause.text or open_clause.depth > POINT_DEPTH:
                    return "subpoint", open_clause.depth + 0.5, None
                return "point", open_clause.depth, None
        point = next((k for k in reversed(self.stack) if self.clauses[k].depth == POINT_DEPTH), None)
        if self.run_in and point is not None and _run_in(one) is None:
            above = self.clauses[point]
            if above.heading and (above.opens_list or point in self.doubted):
                return "subpoint", PAREN_DEPTH, f"{marker.text} is numbered as a point, but is an item of the one above"
        return "point", POINT_DEPTH, None

    def _depth_of_item(self, marker: Marker, depth: float) -> float:
        """Return the depth of `1)` or `а)`: that of the list it goes on with, or inside the clause that opens one."""
        for k in reversed(self.stack):
            other = self.clauses[k].paragraph.marker
            if other and other.style == marker.style and _follows(marker, other):
                return self.clauses[k].depth
        top = self.clauses[self.stack[-1]] if self.stack else None
        if top and depth <= top.depth < MARK_DEPTH and top.opens_list and marker.numbers[0] in (1, ord("а"), ord("a")):
            return top.depth + 0.5
        return depth

    def _depth_of_mark(self, marker: Marker) -> float:
        for k in reversed(self.stack):
            other = self.clauses[k].paragraph.marker
            if other and other.style == "mark" and other.text == marker.text:
                return self.clauses[k].depth
        top = self.clauses[self.stack[-1]] if self.stack else None
        if top and top.depth >= MARK_DEPTH:
            return top.depth + 0.5 if top.opens_list else MARK_DEPTH
        while self.stack and self.clauses[self.stack[-1]].depth > POINT_DEPTH and not self._is_open(self.stack[-1]):
            self.stack.pop()
        return MARK_DEPTH

    def _is_open(self, k: int) -> bool:
        """Tell whether a clause, or the last paragraph in it, ends with a colon."""
        return self.clauses[k].opens_list or self.opened.get(k, False)

    def _add_preamble(self, one: _Read) -> None:
        is_first = not any(clause.kind == "preamble" for clause in self.clauses)
        clause = self._clause("preamble" if is_first else "paragraph", POINT_DEPTH if is_first else MARK_DEPTH, one)
        clause.text = one.spans(one.own)
        clause.opens_list = one.words.endswith(":")
        self._open(clause, one)

    def _add_paragraph(self, i: int, one: _Read) -> None:
        holder = self._holder_of_paragraph(i, one)
        while self.stack and self.stack[-1] != holder:
            self.stack.pop()
        clause = self._clause("paragraph", MARK_DEPTH + 1, one)
        clause.parent = holder
        clause.text = one.spans(one.own)
        clause.opens_list = one.words.endswith(":")
        self._append(clause, one)

    def _holder_of_paragraph(self, i: int, one: _Read) -> int | None:
        """Return the clause a paragraph belongs to: the item of a list that goes on below it, or else the point."""
        below = self.below[i]
        if below and not one.words.endswith(":"):
            for k in reversed(self.stack):
                marker = self.clauses[k].paragraph.marker
                if marker and self.clauses[k].depth > POINT_DEPTH and _goes_on(below, marker):
                    return k
        holders = (k for k in reversed(self.stack) if self.clauses[k].kind != "preamble")
        return next((k for k in holders if self.clauses[k].depth <= POINT_DEPTH), None)

    def _lacks_text(self, one: _Read) -> bool:
        """Tell whether a paragraph is the text of the heading above it: `3.2.Heading:` and the words below."""
        if one.marker or not self.clauses or not self.run_in:
            return False
        last = self.clauses[-1]
        return last.kind == "point" and bool(last.heading) and not last.text

    def _is_heading(self, one: _Read) -> bool:
        words = one.words
        if len(words) > LONGEST_HEADING or words.endswith((".", ";", ":", ",")):
            return False
        return one.paragraph.marked or (words.isupper() and sum(map(str.isalpha, words)) > 5)

    def _clause(self, kind: ProvisionKind, depth: float, one: _Read) -> Clause:
        clause = Clause(kind, depth, one.paragraph)
        if not one.marker:
            if kind == "chapter":
                clause.heading = one.spans(one.own)
            return clause
        clause.marker = one.spans([(0, one.marker.body)])
        if one.marker.num:
            clause.num = one.spans([one.marker.num])
        return clause

    def _open(self, clause: Clause, one: _Read) -> None:
        while self.stack and self.clauses[self.stack[-1]].depth >= clause.depth:
            self.stack.pop()
        clause.parent = self.stack[-1] if self.stack else None
        if clause.parent is not None and self.clauses[clause.parent].kind == "preamble":
            clause.parent = None if clause.kind != "paragraph" else clause.parent
        self._append(clause, one)
        self.stack.append(len(self.clauses) - 1)

    def _append(self, clause: Clause, one: _Read) -> None:
        clause.notes += one.notes
        self.clauses.append(clause)
        if clause.parent is not None:
            self.opened[clause.parent] = clause.opens_list
            if clause.doubt:
                self.doubted.add(clause.parent)

    def _bind(self, notes: Sequence[Note]) -> None:
        """Bind notes that stand by themselves to the clause above them, or to the part where none stands there."""
        if not self.clauses:
            self.notes += notes
        else:
            self.clauses[-1].notes += [note.below() for note in notes]


def _follows(marker: Marker, other: Marker) -> bool:
    if marker.style == "letter":
        return 0 < marker.numbers[0] - other.numbers[0] <= 2
    return marker.numbers > other.numbers


def _goes_on(below: Marker, marker: Marker) -> bool:
    """Tell whether the marker below is the next one of a list."""
    if below.style != marker.style:
        return False
    if below.style == "mark":
        return below.text == marker.text
    return below.numbers[0] == marker.numbers[0] + 1
