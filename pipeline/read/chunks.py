"""See what stands apart on the lines of a text that keeps its layout by blanks or bars, and where columns begin.

    510100    Химия жана физика    Химия и физика       three chunks: two blanks or a bar part them
    510200    Тарых                История

A column begins where no row's words stand across: every row leaves a strip of blanks there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from pipeline.model import Line

# What tables are drawn with: bars between cells, and rules between rows.
BARS = "|¦\u2502\u2503\u2551"
DRAWN = regex.compile(rf"[{BARS}\u2500-\u257f]")
RULE = regex.compile(rf"[\s{BARS}]*(?:[\u2500-\u257f]|[+=_-]{{2}})[\s{BARS}\u2500-\u257f+=_-]*")
# Words with one blank between them stand in one cell.
_WORD = rf"[^\s{BARS}\u2500-\u257f]+"
CHUNK = regex.compile(rf"{_WORD}(?:[^\S\n]{_WORD})*")
# Rows so far apart are of two tables.
_LINES_BETWEEN = 16
# A strip of one blank parts columns where so many of the rows have a wider gap before it.
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one cell: `start..end` in the text, `left..right` on the line."""

    start: int
    end: int
    left: int
    right: int
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A line, its chunks, and whether bars or rules are drawn on it."""

    line: Line
    chunks: tuple[Chunk, ...]
    drawn: bool


def print_line(text: str, line: Line) -> Printed:
    """Return a line with the words of it that no wide gap and no bar parts; none of a line with tabs, or of a rule."""
    content = text[line.start : line.end]
    is_rule = RULE.fullmatch(content) is not None
    drawn = is_rule or DRAWN.search(content) is not None
    if "\t" in content or is_rule:
        return Printed(line, (), drawn)
    first = len(content) - len(content.lstrip("\f"))
    found = (
        Chunk(line.start + one.start(), line.start + one.end(), one.start() - first, one.end() - first, one[0])
        for one in CHUNK.finditer(content)
    )
    return Printed(line, tuple(found), drawn)


@dataclass
class _Strips:
    """Where the words of some rows stand (a bit for each place of a line), and where words behind a gap begin."""

    covered: int = 0
    begins: Counter[int] = field(default_factory=Counter)
    rows: int = 0

    def with_row(self, chunks: Iterable[Chunk]) -> _Strips:
        """Return the strips of these rows and one more."""
        covered, begins = self.covered, self.begins.copy()
        for chunk in chunks:
            covered |= (1 << chunk.right) - (1 << chunk.left)
            begins[chunk.left] += 1
        return _Strips(covered, begins, self.rows + 1)

    def columns(self) -> list[int]:
        """Return where columns begin: behind a strip of two blanks, or of one that most rows have a wider gap at."""
        found, gap = [], 2
        for at in range(self.covered.bit_length()):
            if not self.covered >> at & 1:
                gap += 1
                continue
            if gap > 1 or (gap and self.begins[at] >= _SHARE * self.rows):
                found.append(at)
            gap = 0
        return found


def runs_near(leads: Sequence[int]) -> Iterator[list[int]]:
    """Yield the runs of lines that stand near each other."""
    run: list[int] = []
    for i in leads:
        if run and i - run[-1] > _LINES_BETWEEN:
            yield run
            run = []
        run.append(i)
    yield run


def rows_alike(page: list[Printed], leads: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the runs of rows that leave the same strips blank, with their columns.

    The rows with as many words apart as most have prove the strips. Of the others each joins the run that it stands in;
    words with but one blank where a column begins are parted there.
    """
    usual = Counter(len(page[i].chunks) for i in leads).most_common(1)[0][0] if leads else 0
    runs: list[tuple[list[int], _Strips]] = []
    for i in leads:
        if len(page[i].chunks) != usual:
            continue
        wider = runs[-1][1].with_row(page[i].chunks) if runs else _Strips()
        if not runs or len(wider.columns()) < min(usual, len(runs[-1][1].columns())):
            runs.append(([], _Strips()))
            wider = _Strips().with_row(page[i].chunks)
        runs[-1] = ([*runs[-1][0], i], wider)
    for i in leads:
        if len(page[i].chunks) == usual:
            continue
        at = max((k for k, (rows, _) in enumerate(runs) if rows[0] <= i), default=0)
        rows, strips = runs[at]
        columns = strips.columns()
        for chunks in (page[i].chunks, _part_chunks(page[i].chunks, columns)):
            wider = strips.with_row(chunks)
            if len(wider.columns()) >= len(columns):
                page[i] = replace(page[i], chunks=chunks)
                runs[at] = (sorted([*rows, i]), wider)
                break
    yield from ((rows, strips.columns()) for rows, strips in runs)


def _part_chunks(chunks: Sequence[Chunk], columns: Sequence[int]) -> tuple[Chunk, ...]:
    """Return the chunks, parted where a blank stands before the begin of a column."""
    parted: list[Chunk] = []
    for chunk in chunks:
        at = 0
        for column in columns:
            cut = column - chunk.left
            if at < cut < len(chunk.text) and chunk.text[cut - 1].isspace() and not chunk.text[cut].isspace():
                parted.append(_slice(chunk, at, cut - 1))
                at = cut
        parted.append(_slice(chunk, at, len(chunk.text)))
    return tuple(parted)


def _slice(chunk: Chunk, begin: int, end: int) -> Chunk:
    return Chunk(chunk.start + begin, chunk.start + end, chunk.left + begin, chunk.left + end, chunk.text[begin:end])
