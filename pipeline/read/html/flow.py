"""What a page prints, in reading order: lines, blank lines and rows of tables, each with the element that holds it.

A flow is a list of what is printed: a `Printed` line, the lines of a table's row, None for a blank line, or a flow of
its own (a cell of a table that only lays out the page).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import regex

# Blanks in the sense of HTML (a no-break space is a character), the source's own line ends and tabs among them. A
# doubled space that somebody typed prints as one, but it is a clue as it is in a text: it may part two columns.
BLANK = " \t\n\r\f"
BLANKS = regex.compile(r"(?<! ) *+[\t\n\r\f][ \t\n\r\f]*+")
# Elements nested deeper than this are told by the one that holds them.
MAX_PATH = 100


class Frame:
    """An open element: what it is, where it stands below its parent, and what the text in it inherits."""

    __slots__ = ("bold", "counts", "depth", "home", "index", "keeps_blanks", "known_path", "parent", "shaded", "tag")

    def __init__(self, tag: str, parent: Frame | None) -> None:
        self.tag, self.parent = tag, parent
        self.counts: dict[str, int] | None = None
        self.known_path: str | None = None
        self.index = 0
        if parent is None:
            self.depth, self.bold, self.keeps_blanks, self.shaded, self.home = 1, False, False, False, self
            return
        self.depth, self.bold, self.keeps_blanks = parent.depth + 1, parent.bold, parent.keeps_blanks
        self.shaded = parent.shaded
        self.home = self if self.depth <= MAX_PATH else parent.home
        self.index = parent.count(tag)

    def count(self, tag: str, more: int = 1) -> int:
        """Count more elements below; return the number of the first of them among all of its tag."""
        if self.counts is None:
            self.counts = {}
        before = self.counts.get(tag, 0)
        self.counts[tag] = before + more
        return before + 1

    @property
    def path(self) -> str:
        """The path from the root: `/html/body/table[2]/tr[3]/td[1]`."""
        home = self.home
        if home.known_path is None:
            above = home.parent.path if home.parent else ""
            single = home.tag in ("html", "body") or not home.index
            home.known_path = f"{above}/{home.tag}" if single else f"{above}/{home.tag}[{home.index}]"
        return home.known_path


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd in a line: the finding's code and message, and the characters `start..end` of the line."""

    code: str
    message: str
    start: int
    end: int


class Printed:
    """A printed line: its text, the path of the element of its first character, whether all is bold, notes on it.

    `cells` tells the elements of its columns, where it prints in several: as `Line` tells them.
    """

    __slots__ = ("bold", "cells", "notes", "path", "text")

    def __init__(
        self, text: str, path: str, bold: bool, notes: tuple[Note, ...] = (), cells: tuple[str, ...] = ()
    ) -> None:
        self.text, self.path, self.bold, self.notes, self.cells = text, path, bold, notes, cells


# A row of a table as its printed lines; tabs in them part its cells.
PrintedRow: TypeAlias = tuple[Printed, ...]
Flow: TypeAlias = "list[Printed | PrintedRow | Flow | None]"


def walk(flow: Flow) -> Iterator[Printed | PrintedRow | None]:
    """Yield what a flow and the flows in it print, in order."""
    stack = [iter(flow)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, list):
                stack.append(iter(item))
                break
            yield item
        else:
            stack.pop()


def lines_of(flow: Flow) -> list[Printed]:
    """Return the printed lines of a flow without its blank lines; a row in it gives its lines."""
    lines: list[Printed] = []
    for item in walk(flow):
        if item is not None:
            lines += (item,) if isinstance(item, Printed) else item
    return lines
