"""Put the paragraphs of a part into a tree of clauses: chapters, articles, points, subpoints, indents, paragraphs.

The place of a clause follows from its marker, from the numbers before it, from its indent, and from the clause above:
one that ends with a colon opens a list. What has no marker is the text of a heading above it, or a paragraph of the
point it follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import regex

from pipeline.languages.act_numbers import find_act_numbers
from pipeline.languages.dates import find_dates
from pipeline.languages.vocabulary import find_terms, is_phrase
from pipeline.parse.heads import begins_preamble, names_act
from pipeline.parse.margins import NO_RIVAL
from pipeline.parse.passage import Passage, Span
from pipeline.parse.prose.markers import Marker
from pipeline.parse.prose.notes import OPENING, Note, find_notes_in
from pipeline.parse.prose.paragraphs import HEADED, Paragraph
from pipeline.parse.prose.places import (
    BELOW,
    POINT_DEPTH,
    RUNS_ON,
    UNENDED,
    Clause,
    Growth,
    Item,
    Place,
    choose_place,
    weigh_title,
    weigh_untitled,
)
from pipeline.parse.requisites import names_places_only

# "2019"
YEAR = regex.compile(r"\b(?:19|20)\d{2}\b")
# A heading that runs into the text: "Жобонун максаты жана чөйрөсү: Ушул жобо …"
RUN_IN = regex.compile(r"\s*(?P<heading>\p{Lu}[^.:;]{2,150}?)\s*:\s*(?=\p{Lu}|[«“\"]|$)")
# Headings run into the text where so many points have one before words, and this share one at all.
RUN_INS, RUN_IN_SHARE = 3, 0.6
# The word for an act's kind stands among the last characters of its requisites.
LONGEST_KIND = 40
# A heading of its own ends without a mark and isn't longer than this.
LONGEST_HEADING = 250
# The words behind the number of a chapter or an article are a title up to this length, a text above.
LONGEST_TITLE = 60


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


def grow_tree(
    paragraphs: Sequence[Paragraph],
    lang: str,
    *,
    is_annex: bool = False,
    begin: int | None = None,
    opened: bool = False,
) -> Tree:
    """Put the paragraphs of a part into a tree; what stands above the preamble or the first number is its head.

    The head of an annex is its title; that of a body ends at the latest where the line begins that stands at `begin`,
    and no sooner where that line is `opened` as preambles are.
    """
    read = _read_all(paragraphs, lang)
    first = next((i for i, one in enumerate(read) if one.marker and one.marker.style != "mark"), len(read))
    prose = _end_of_head(read, is_annex, begin)
    if is_annex or not opened:
        prose = min(prose, _find_preamble(read, first, lang))
    tree = _Builder(read, _has_run_in_headings(read), lang)
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
    if _is_place_and_day(words):
        return True
    stands_out = is_first or one.paragraph.marked or words.isupper() or words[:1].islower()
    return stands_out and len(words) <= LONGEST_HEADING and not words.endswith((".", ":", ";"))


def _is_place_and_day(words: str) -> bool:
    """Tell whether words are where and when, as on a cover: `Қостанай, 2019 ж.`, `г.Бишкек 3 марта 2020 года`."""
    days = [(day.start, day.end) for day in find_dates(words)] or [found.span() for found in YEAR.finditer(words)]
    days += [(term.start, term.end) for term in find_terms("year", words)] if days else []
    for start, end in sorted(days, reverse=True):
        words = words[:start] + words[end:]
    return bool(days) and names_places_only(words)


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
            if len(read) > 1 and _heads_notes(read[-2], lang) and read[-1].notes:
                read[-2] = replace(read[-2], notes=())
    return read


def _calls(one: _Read) -> bool:
    """Tell whether a note only calls its readers, and what it tells them follows: `Қолданушылардың назарына!!!`."""
    return not one.own and bool(one.notes) and one.notes[-1].text.rstrip().endswith("!")


def _heads_notes(one: _Read, lang: str) -> bool:
    """Tell whether a note is what editors head their notes with: `Список изменяющих документов`."""
    words = one.notes[-1].text.strip(" .:\n") if one.notes and not one.own else ""
    headings = (term for term in find_terms("note", words, lang) if term.key == "editors")
    return any(term.end - term.start == len(words) for term in headings)


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


def _find_preamble(read: Sequence[_Read], first: int, lang: str) -> int:
    """Return the index where the preamble begins: the sentences that stand right above the first number."""
    begin = first
    for i in range(first - 1, -1, -1):
        above = read[i]
        if not above.own and above.notes:
            continue
        if not (_is_sentence(above) or (begin < first and _is_begun(above))) or _is_of_head(above.words, lang):
            break
        begin = i
    return begin


def _is_of_head(words: str, lang: str) -> bool:
    """Tell whether words are the act's own requisites: its name, its number and kind at the end, its registration."""
    ended = words.rstrip(" .")
    numbers = find_act_numbers(ended)
    if not numbers or words.endswith(":"):
        return False
    if find_terms("act_kinds", ended[-LONGEST_KIND:].rpartition(" ")[2]):
        return True
    registers = find_terms("registration", ended, lang)
    return bool(registers and len(ended) in (numbers[-1].end, registers[-1].end)) or names_act(words, lang)


def _is_sentence(one: _Read) -> bool:
    words = one.words
    return bool(one.own) and (words.endswith((".", ":", ";", "!")) and len(words.split()) > 4 and not words.isupper())


def _is_begun(one: _Read) -> bool:
    """Tell whether a paragraph is a sentence that goes on below: `… жетекчиликке алып,` above `… токтом кылат:`."""
    words = one.words
    return bool(one.own) and words.endswith(",") and len(words.split()) > 4 and not words.isupper()


def _has_run_in_headings(read: Sequence[_Read]) -> bool:
    points = [one for one in read if one.marker and one.marker.style in ("dot", "dotted")]
    found = [(one, run_in) for one in points if (run_in := _run_in(one))]
    # A point that only ends with a colon opens a list.
    in_text = sum(run_in.end() < one.own[0][1] for one, run_in in found)
    return in_text >= RUN_INS and len(found) >= RUN_IN_SHARE * len(points)


def _run_in(one: _Read) -> regex.Match[str] | None:
    return RUN_IN.match(one.passage.text, *one.own[0]) if one.own else None


class _Builder:
    """Adds clause after clause, each at the place that offends the fewest clues."""

    def __init__(self, read: Sequence[_Read], run_in: bool, lang: str) -> None:
        self.read, self.run_in, self.lang = read, run_in, lang
        self.markers = [one.marker for one in read if one.marker]
        self.below = list(accumulate((one.marker is not None for one in read), initial=0))[1:]
        self.other = _others_below(self.markers)
        self.grown = Growth()
        self.clauses = self.grown.clauses
        self.notes: list[Note] = []
        # The number of the last heading, 0 above the first.
        self.heading = 0

    def add(self, i: int, is_preamble: bool) -> None:
        """Add the paragraph with that index as a clause, or to the clause it goes on with."""
        one = self.read[i]
        if not one.marker and not one.own:
            self._bind(one.notes)
        elif self._lacks_text(one):
            clause = self.clauses[-1]
            clause.text, clause.ending = one.spans(one.own), one.words[-1:]
            clause.notes += one.notes
        elif one.marker:
            self._add_marked(i, one, one.marker)
        elif is_preamble and self._enacts_above(one):
            clause = self.clauses[-1]
            clause.kind, clause.depth, clause.ending = "preamble", POINT_DEPTH, one.words[-1:]
            clause.text += one.spans(one.own)
        elif (
            is_preamble
            and (_is_sentence(one) or one.words.endswith(":"))
            and not any(term.start == 0 for term in find_terms("note", one.words[:OPENING], self.lang))
            and not any(clause.opens_list for clause in self.clauses)
        ):
            self._add_preamble(one)
        else:
            self._add_unmarked(i, one)

    def _add_marked(self, i: int, one: _Read, marker: Marker) -> None:
        below = self._marker_below(i)
        if marker.kind in HEADED:
            places = self.grown.weigh_heading(marker, one.words[-1:])
        elif marker.style == "dotted":
            places = self.grown.weigh_dotted(marker, self.run_in, _run_in(one) is not None)
        else:
            places = self.grown.weigh_item(self._item(i, one, marker))
        title = weigh_title(one.words, marker, below, self.heading, self.grown.point)
        if title is not None:
            untitled = weigh_untitled(marker, below)
            places = [replace(place, cost=place.cost + untitled) for place in places]
            places.insert(0, Place("chapter", 2, self.grown.outside(2), title))
        clause = self._place(one, places)
        if clause.kind == "paragraph":
            clause.text = one.spans([(0, one.own[0][1]), *one.own[1:]] if one.own else [(0, marker.body)])
            return
        if clause.kind == "chapter" and marker.style == "dot":
            self.heading = marker.numbers[0]
        clause.marker = one.spans([(0, marker.body)])
        if marker.num:
            clause.num = one.spans([marker.num])
        if clause.kind not in HEADED:
            self._set_text(clause, one)
        elif marker.kind in HEADED and one.words.endswith((".", ";", ":")) and len(one.words) > LONGEST_TITLE:
            clause.text = one.spans(one.own)
        else:
            clause.heading = one.spans(one.own)

    def _marker_below(self, i: int) -> Marker | None:
        return self.markers[self.below[i]] if self.below[i] < len(self.markers) else None

    def _item(self, i: int, one: _Read, marker: Marker) -> Item:
        below = self.below[i]
        return Item(marker, one.paragraph.indent, self.markers, below, self.other[below - 1])

    def _place(self, one: _Read, places: Sequence[Place]) -> Clause:
        """Add a clause at its best place; how sure an item of a list is depends on the item it goes on from."""
        best, rival = choose_place(places)
        clause = Clause(best.kind, best.depth, one.paragraph, notes=list(one.notes), ending=one.words[-1:])
        if rival:
            clause.rival, clause.margin = rival, min(rival.cost - best.cost, NO_RIVAL)
        before = (
            self.clauses[best.before].confidence if best.before is not None and best.depth > POINT_DEPTH else NO_RIVAL
        )
        clause.confidence = min(clause.margin, before)
        self.grown.add(clause, best)
        return clause

    def _set_text(self, clause: Clause, one: _Read) -> None:
        own = one.own
        if self.run_in and clause.depth == POINT_DEPTH and (found := _run_in(one)):
            clause.heading = one.spans([found.span("heading")])
            own = ((found.end(), own[0][1]), *own[1:])
        clause.text = one.spans(own)

    def _add_preamble(self, one: _Read) -> None:
        first = next((k for k, clause in enumerate(self.clauses) if clause.kind == "preamble"), None)
        place = Place("preamble", POINT_DEPTH, None, 0) if first is None else Place("paragraph", BELOW, first, 0)
        self._place(one, [place]).text = one.spans(one.own)

    def _enacts_above(self, one: _Read) -> bool:
        """Tell whether words that enact end the sentence of the paragraph above: alone, or what opens a preamble."""
        if not self.clauses:
            return False
        last = self.clauses[-1]
        if last.kind != "paragraph" or last.parent is not None or last.ending in (".", ";", ":"):
            return False
        words = one.words.rstrip(" :")
        if is_phrase("enacting", words):
            return True
        opened = last.ending == "," or begins_preamble(last.paragraph.lines[0].text, self.lang)
        enacts = any(term.end == len(words) for term in find_terms("enacting", words, self.lang))
        return opened and enacts and one.words.endswith(":")

    def _add_unmarked(self, i: int, one: _Read) -> None:
        goes_on = one.paragraph.quoted or one.words[:1].islower()
        places = self.grown.weigh_paragraph(self._marker_below(i), one.words.endswith(":"), goes_on)
        if self._is_heading(one):
            places = [replace(place, cost=place.cost + RUNS_ON + UNENDED) for place in places]
            places.append(Place("chapter", 2, self.grown.outside(2), 0))
        clause = self._place(one, places)
        if clause.kind == "chapter":
            clause.heading = one.spans(one.own)
        else:
            clause.text = one.spans(one.own)

    def _lacks_text(self, one: _Read) -> bool:
        """Tell whether a paragraph is the text of the heading above it: `3.2.Heading:` and the words below."""
        if one.marker or not self.clauses or not self.run_in:
            return False
        last = self.clauses[-1]
        return last.kind == "point" and bool(last.heading) and not last.text

    def _is_heading(self, one: _Read) -> bool:
        words = one.words
        if one.paragraph.quoted or len(words) > LONGEST_HEADING or words.endswith((".", ";", ":", ",")):
            return False
        return one.paragraph.marked or (words.isupper() and sum(map(str.isalpha, words)) > 5)

    def _bind(self, notes: Sequence[Note]) -> None:
        """Bind notes that stand by themselves to the clause above them, or to the part where none stands there."""
        if not self.clauses:
            self.notes += notes
        else:
            self.clauses[-1].notes += [note.below() for note in notes]


def _others_below(markers: Sequence[Marker]) -> list[Marker | None]:
    """Return for each marker the next one below of another style."""
    others: list[Marker | None] = []
    below: Marker | None = None
    other: Marker | None = None
    for marker in reversed(markers):
        if below is not None and below.style != marker.style:
            other = below
        others.append(other)
        below = marker
    return others[::-1]
