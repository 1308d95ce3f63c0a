"""Write the blocks of a PDF's pages as a text with lines, table rows and places."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from pipeline.model import Line, Places
from pipeline.read.pdf.lines import TextLine, wide_gaps, word_gaps
from pipeline.read.pdf.page import Page
from pipeline.read.pdf.ruled import FROM_ABOVE, PERHAPS_FROM_ABOVE, Table, TableRow, UnsureRow
from pipeline.read.pdf.tongues import are_in_two_languages
from pipeline.read.pdf.words import UNREADABLE, mark_unreadable

# How wide a character is, in heights of a line: what wide gaps and indents are counted in.
_CHARACTER = 0.45
_WIDEST = 60
# In heights of a line: how far the first line of a paragraph is set in.
_INDENT = (0.6, 6.0)
# Fewer distances than this tell nothing; then lines of a paragraph are thought to stand no further apart, in heights.
_FEW, _LARGEST = 6, 1.3
# So many lines at least are set in alike where this tells how paragraphs begin.
_ALIKE = 5
# So large a share of a page's lines begins at its margin at least.
_MARGIN = 0.1
# So much more than the usual distance of lines parts paragraphs; a line over so large a share of the width is full.
_PARTED, _FULL = 1.25, 0.8
# So many lines at the edge of a page tell which language it is in.
_EDGE = 5
_ENDS = regex.compile(r"[.;:!?…][\"»”“')\]]*\s*$")


@dataclass
class TextWriter:
    """The text as it grows, with its lines and places; `pages` are by leaf."""

    pages: Mapping[int, Page]
    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    unreadable: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    unsure: list[tuple[int, int]] = field(default_factory=list)
    parted: list[tuple[int, int]] = field(default_factory=list)
    at: int = 0
    rows: int = 0
    begin: int = 0
    leaf: int = 1

    def write_line(self, line: TextLine, indent: int, *, heading: bool) -> None:
        """Write a line that is in no table, wide gaps as several blanks, behind so many blanks."""
        self._put(" " * indent)
        self._write_words(line, wide=True, ends=False)
        self._end_line(line.page, None, heading=heading)

    def write_blank(self, page: int) -> None:
        """Write a blank line, but none at the begin and no two."""
        if self.lines and self.lines[-1].start < self.lines[-1].end:
            self._end_line(page, None, heading=False)

    def write_row(self, row: TableRow) -> None:
        """Write a table row: a tab before each cell but the first, the lines of a cell below each other."""
        self.rows += 1
        start, bold = self.at, list[bool]()
        page, first = next(line.page for cell in row for line in cell), 0
        for number, cell in enumerate(row):
            self._put("\t" if number else "")
            for i, line in enumerate(cell):
                if i:
                    self._end_line(page, self.rows, heading=all(bold), cells=row[first : number + 1])
                    bold, page, first = [], line.page, number
                elif not bold:
                    page = line.page
                bold.append(line.bold)
                self._write_words(line, wide=False, ends=i + 1 == len(cell))
        self._end_line(page, self.rows, heading=bool(bold) and all(bold), cells=row[first:])
        if any(cell is PERHAPS_FROM_ABOVE for cell in row):
            self.unsure.append((start, self.at - 1))
        if isinstance(row, UnsureRow):
            self.parted.append((start, self.at - 1))

    def _write_words(self, line: TextLine, *, wide: bool, ends: bool) -> None:
        """Write words; a blank that the file draws behind the last tells how it wraps, but for where a cell ends.

        Two blanks part the words of a letter-spaced line.
        """
        blanks = list(line.parted)
        for i in word_gaps(line):
            blanks[i] = 2
        texts, boxes, wide_ones = line.texts, line.boxes, wide_gaps(line) if wide else ()
        spans: list[tuple[int, int]] = []
        at = self.at
        for i, text in enumerate(texts):
            if i in wide_ones:
                x0, top, _, bottom = boxes[4 * i : 4 * i + 4]
                grid = round((x0 - line.x0) / (_CHARACTER * (bottom - top)))
                blanks[i] = min(max(2, grid - (at - self.at)), _WIDEST)
            at += blanks[i]
            spans.append((at, at := at + len(text)))
        written = mark_unreadable("".join(" " * blank + text for blank, text in zip(blanks, texts, strict=True)))
        if UNREADABLE in written:
            self.unreadable += (span for span in spans if UNREADABLE in written[span[0] - self.at : span[1] - self.at])
        page = self.pages[line.page]
        self.places.extend(spans, page.number, page.shown(boxes), line.sureness)
        if any(line.struck):
            self._strike(line, spans)
        self._put(written + " " if line.ends_spaced and not ends else written)

    def _strike(self, line: TextLine, spans: Sequence[tuple[int, int]]) -> None:
        """Tell what is struck out, words behind each other together."""
        for (begin, end), struck in zip(spans, line.struck, strict=True):
            if struck:
                goes_on = bool(self.struck) and self.struck[-1][1] >= max(self.begin, begin - 1)
                self.struck.append((self.struck.pop()[0] if goes_on else begin, end))

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def _end_line(self, page: int, row: int | None, *, heading: bool, cells: TableRow = ()) -> None:
        self.leaf, number = page, self.pages[page].number
        from_above = tuple("/" if cell is FROM_ABOVE or cell is PERHAPS_FROM_ABOVE else "" for cell in cells)
        paths = from_above if any(from_above) else ()
        self.lines.append(Line(len(self.lines) + 1, self.begin, self.at, number, None, row, heading, paths))
        self._put("\n")
        self.begin = self.at


def usual_distance(pages: Sequence[Sequence[Table | TextLine]]) -> float:
    """Return how far the lines of a paragraph stand from each other, in heights of a line: what is near but common."""
    found = sorted(
        (below.middle - above.middle) * 2 / (above.height + below.height)
        for blocks in pages
        for above, below in pairwise(blocks)
        if isinstance(above, TextLine) and isinstance(below, TextLine) and below.middle > above.middle
    )
    if not found:
        return _LARGEST
    near = found[len(found) // 4]
    return near if len(found) >= _FEW else min(near, _LARGEST)


def write_blocks(blocks: deque[Table | TextLine], pages: Mapping[int, Page], usual: float) -> TextWriter:
    """Write blocks in reading order, letting them go; `usual` is the distance of lines in a paragraph, in heights."""
    writer = TextWriter(pages)
    margins, edges = _margins(blocks), _edges(blocks)
    usual_step = _usual_step(blocks, margins)
    above: Table | TextLine | None = None
    while blocks:
        block = blocks.popleft()
        if above is not None and _stand_apart(above, block, usual, margins, edges):
            writer.write_blank(block.page if isinstance(block, TextLine) else writer.leaf)
        if isinstance(block, Table):
            for row in block.rows:
                writer.write_row(row)
        else:
            below = blocks[0] if blocks else None
            heading = block.bold and not _goes_on_plain(above, block, below)
            writer.write_line(block, _indent(block, margins[block.page], usual_step), heading=heading)
        above = block
    return writer


def _margins(blocks: Iterable[Table | TextLine]) -> dict[int, tuple[float, float]]:
    """Return where the lines of each page begin that are not set in, and where the longest ends."""
    begins: dict[int, Counter[int]] = {}
    ends: dict[int, float] = {}
    for block in blocks:
        if isinstance(block, TextLine):
            begins.setdefault(block.page, Counter())[round(block.x0)] += 1
            ends[block.page] = max(ends.get(block.page, 0.0), block.x1)
    return {page: (_left_margin(found), ends[page]) for page, found in begins.items()}


def _edges(blocks: Iterable[Table | TextLine]) -> dict[int, tuple[str, str]]:
    """Return what the first lines of each page say, and what its last ones do."""
    pages: dict[int, list[TextLine]] = {}
    for block in blocks:
        if isinstance(block, TextLine):
            pages.setdefault(block.page, []).append(block)
    return {
        page: (" ".join(line.text for line in lines[:_EDGE]), " ".join(line.text for line in lines[-_EDGE:]))
        for page, lines in pages.items()
    }


def _left_margin(begins: Counter[int]) -> float:
    enough = max(2.0, _MARGIN * begins.total())
    return float(min((x for x, count in begins.items() if count >= enough), default=min(begins)))


def _usual_step(blocks: Iterable[Table | TextLine], margins: Mapping[int, tuple[float, float]]) -> float | None:
    """Return how far most lines that are set in are, where several are set in alike."""
    steps = Counter(
        round(block.x0 - margins[block.page][0])
        for block in blocks
        if isinstance(block, TextLine) and _is_set_in(block, margins[block.page])
    )
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    return step if count >= _ALIKE else None


def _is_set_in(line: TextLine, margins: tuple[float, float]) -> bool:
    """Tell whether a line begins as far from the margin as the first ones of paragraphs do."""
    return _INDENT[0] <= (line.x0 - margins[0]) / line.height <= _INDENT[1]


def _indent(line: TextLine, margins: tuple[float, float], usual_step: float | None = None) -> int:
    """Return how many blanks stand for the indent of a paragraph's first line.

    Lines set to the middle have none, but for one that is set in as most are: a full line may end as far from the edge.
    """
    left, right = margins
    is_middle = abs((line.x0 + line.x1) - (left + right)) < line.height
    if not _is_set_in(line, margins) or (is_middle and round(line.x0 - left) != usual_step):
        return 0
    return max(2, round((line.x0 - left) / line.height / _CHARACTER))


def _goes_on_plain(above: Table | TextLine | None, line: TextLine, below: Table | TextLine | None) -> bool:
    """Tell whether a bold line is the bold begin or end of a sentence that goes on in plain letters."""
    if isinstance(below, TextLine) and not below.bold and below.text[:1].islower() and not _ENDS.search(line.text):
        return True
    return isinstance(above, TextLine) and not above.bold and line.text[:1].islower() and not _ENDS.search(above.text)


def _stand_apart(
    above: Table | TextLine,
    below: Table | TextLine,
    usual: float,
    margins: Mapping[int, tuple[float, float]],
    edges: Mapping[int, tuple[str, str]],
) -> bool:
    if isinstance(above, Table) or isinstance(below, Table):
        return True
    if above.page != below.page:
        if are_in_two_languages(edges[above.page][1], edges[below.page][0]):
            return True
        goes_on = _is_full(above, margins[above.page]) and not _indent(below, margins[below.page])
        return not below.text[:1].islower() and not goes_on
    distance = below.middle - above.middle
    height = (above.height + below.height) / 2
    return distance < 0 or distance > _PARTED * usual * height


def _is_full(line: TextLine, margins: tuple[float, float]) -> bool:
    """Tell whether a line reaches so far that its sentence may go on on the next page."""
    left, right = margins
    return not _ENDS.search(line.text) and line.x1 - left > _FULL * (right - left)
