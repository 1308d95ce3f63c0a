"""Learn how the lines of a text are set: what tells where its paragraphs begin.

It is learned from the lines that must go on: those that end without a mark before one that begins with a small letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.parse.prose.markers import Marker
from pipeline.segment import LayoutLine

# A sentence, a clause, a bracket or a quotation ends here.
TERMINAL = regex.compile(r"[.;:!?…][\"»”“')\]]*\s*$")
CLOSED = regex.compile(r"^\s*\(.*\)\s*$", regex.DOTALL)
# Fewer lines that go on tell nothing about the setting of a text.
FEW = 4
# A line is full when the first word of the next would reach as far as all but so few of those that must go on.
SHORT = 0.1
# Lines of a page that is set to both sides leave no more room, in points: nearly all of those that must go on.
FLUSH, FLUSH_SHARE = 2.0, 0.9
# Where one line in twenty is longer than this, each line is a paragraph: the width of such a setting is 0.
UNWRAPPED = 240
INDENT = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set, as far as it tells where a paragraph begins.

    `width` is how many characters a full line has with the first word of the next, 0 where each line is a paragraph.
    `flush` tells that the full lines of a page end at one place, not where they may. `indent` is the least one that
    paragraphs begin with, 0 where they begin with none. `blanks` tells that no sentence holds a blank line, `apart`
    that every paragraph stands below one, `clauses` that no line holds a semicolon before its end.
    """

    width: int
    flush: bool
    indent: int
    blanks: bool
    apart: bool
    clauses: bool

    def tells(self, line: LayoutLine, above: LayoutLine) -> bool:
        """Tell whether the setting begins a paragraph with this line."""
        return self.indents(line) or (self.apart and stands_below_blank(line, above))

    def indents(self, line: LayoutLine) -> bool:
        """Tell whether a line is indented as the first ones of paragraphs are."""
        return 0 < self.indent <= indent_of(line)

    def is_full(self, line: LayoutLine, below: LayoutLine) -> bool:
        """Tell whether the first word of the line below would not have found room on a line."""
        if self.width and line.extent and below.extent:
            return line.extent.room <= (FLUSH if self.flush else below.extent.opening)
        return 0 < self.width <= _reach(line, below)


EACH_LINE = Setting(0, flush=False, indent=0, blanks=True, apart=False, clauses=True)


def turns_page(line: LayoutLine, above: LayoutLine) -> bool:
    """Tell whether a page ends above a line."""
    return line.extent is not None and above.extent is not None and line.extent.page != above.extent.page


def stands_below_blank(line: LayoutLine, above: LayoutLine) -> bool:
    """Tell whether a blank line parts two lines; one where a page ends tells nothing."""
    return line.blanks > 0 and not turns_page(line, above)


def indent_of(line: LayoutLine) -> int:
    """Return how many blanks a line begins with."""
    return len(line.text) - len(line.text.lstrip())


def ends_sentence(line: LayoutLine) -> bool:
    """Tell whether a sentence, a clause or a bracket ends where a line does."""
    return TERMINAL.search(line.text) is not None or CLOSED.match(line.text) is not None


def must_go_on(line: LayoutLine, below: LayoutLine) -> bool:
    """Tell whether a line can't end a paragraph."""
    return not ends_sentence(line) and below.text.lstrip()[:1].islower() and not line.marked


def _reach(line: LayoutLine, below: LayoutLine) -> int:
    return len(line.text.rstrip()) + 1 + len(below.text.split(maxsplit=1)[0])


def _has_clauses(line: LayoutLine) -> bool:
    return ";" in line.text.rstrip()[:-1]


def learn_setting(lines: Sequence[LayoutLine], markers: Sequence[Marker | None]) -> Setting | None:
    """Learn how lines with such markers are set; None where too few of them go on."""
    going = [(line, below) for line, below in pairwise(lines) if must_go_on(line, below)]
    long = sum(len(line.text) > UNWRAPPED for line in lines)
    if long * 20 > len(lines):
        return EACH_LINE
    if len(going) < FEW:
        return None
    reaches = sorted(_reach(line, below) for line, below in going)
    rooms = [line.extent.room for line, _ in going if line.extent]
    # lines that go on may stand in a little, as those of a page with another margin do
    margin = sorted(indent_of(below) for _, below in going)[int(len(going) * (1 - SHORT))]
    indent = max(INDENT, margin + 1)
    numbered = [
        line
        for line, marker in zip(lines[1:], markers[1:], strict=True)
        if marker and marker.style in ("dot", "dotted", "paren")
    ]
    indented = sum(indent_of(line) >= indent for line in numbered)
    parted = sum(below.blanks > 0 for _, below in going)
    apart = sum(line.blanks > 0 for line in numbered)
    return Setting(
        reaches[int(len(reaches) * SHORT)],
        flush=bool(rooms) and sum(room <= FLUSH for room in rooms) >= FLUSH_SHARE * len(rooms),
        indent=indent if indented * 10 > len(numbered) * 6 else 0,
        blanks=parted * 4 < len(going) and any(line.blanks for line in lines[1:]),
        apart=parted * 10 < len(going) and apart * 10 > len(numbered) * 8,
        clauses=sum(map(_has_clauses, lines)) * 10 < sum(line.text.rstrip().endswith(";") for line in lines),
    )
