"""The printed lines of a source as the stages after it see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """A printed line: its number from 1, its cleaned text and where that begins in the cleaned text.

    `furniture` is the rule that makes it furniture, or None; `marked` tells that the format set it as a heading;
    `blanks` counts the blank lines before it; `row` is the table row that it is of, where the format has tables.
    `merged` are its columns, from 0 in the row, that a cell of a row above goes down into.
    `tongue` is the language of its column in a table that prints several side by side: such a line is a piece of one.

    `column` is that of its row, from 0, in which it begins: where cells go over several lines, a line may be a piece.
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

    @property
    def end(self) -> int:
        """Where the line ends in the cleaned text."""
        return self.start + len(self.text)
