"""The printed lines of a source as the stages after it see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.segment.extents import Extent

# What a line of a table is, where its column's header and cells tell: it heads columns, or is a running number that
# stands apart from its code, a group in a column of groups, or an answer in the column of a form of study.
LineRole = Literal["header", "num", "group", "mark"]


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A printed line: its number from 1, its cleaned text and where that begins in the cleaned text.

    `furniture` is the rule that makes it furniture, or None; `marked` tells that the format set it as a heading;
    `blanks` counts the blank lines before it; `row` is the table row that it is of, where the format has tables.
    `merged` are its columns, from 0 in the row, that a cell of a row above goes down into.
    `tongue` is the language of its column in a table that prints several side by side: such a line is a piece of one.

    `column` is that of its row, from 0, in which it begins: where cells go over several lines, a line may be a piece.
    `role` is what it is in a table whose columns are known, and `doubt` what is not sure about them; `heads` are the
    cells of the header over a mark, the uppermost first: each as its lines, with where these begin in the cleaned text.
    `again` is its language in a list that is printed in several, one below the other. `extent` is how far it reaches,
    where a page draws it.
    """

    number: int
    text: str
    start: int
    lang: str | None
    furniture: str | None
    marked: bool
    blanks: int
    row: int | None = None
    column: int = 0
    tongue: str | None = None
    merged: tuple[int, ...] = ()
    role: LineRole | None = None
    heads: tuple[tuple[tuple[int, str], ...], ...] = ()
    doubt: str | None = None
    again: str | None = None
    extent: Extent | None = None

    @property
    def end(self) -> int:
        """Where the line ends in the cleaned text."""
        return self.start + len(self.text)
