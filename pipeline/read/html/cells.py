"""Cells that are nothing but texts, and rows of such cells: told by what lies ahead, before anything is made of them.

A table of many thousand rows is read about as fast as it is parsed so. All other cells are blocks like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pipeline.read.html.events import Attributes, Event
from pipeline.read.html.flow import BLANK
from pipeline.read.html.rows import BLOCK_END, LINE_END, PARAGRAPH_END, Row

# Elements that leave the text of a cell a text, and what they add to it.
IN_TEXTS = {
    "p": PARAGRAPH_END,
    "div": BLOCK_END,
    "br": LINE_END,
    **dict.fromkeys("span font small big i em u o:p nobr wbr".split(), ""),
    "center": BLOCK_END,
}
# A longer text of a cell is not kept as one: to add to it would take longer and longer.
LONGEST_TEXT = 10_000
# Tells whether the attributes of an element leave a text what it is.
IsPlain: TypeAlias = Callable[[str, Attributes], bool]


class CellText(NamedTuple):
    """The text of a cell, the event behind its end, and whether there are elements in it."""

    text: str
    behind: int
    marked: bool


class _Shape(NamedTuple):
    """A row of bare characters, its events, and where they stand in these: most rows are like the one before."""

    row: Row
    events: list[Event]
    places: list[int]

    def read(self, events: list[Event], at: int, count: int) -> list[Row]:
        """Read so many rows of the same elements from an event on; none where there aren't so many."""
        size = len(self.events)
        here = events[at : at + size * count]
        columns: list[list[str]] = []
        for place, event in enumerate(self.events):
            column = here[place::size]
            if place in self.places:
                columns.append([said.strip() for said in column if isinstance(said, str)])
            elif column.count(event) < count:
                return []
        if any(len(column) < count for column in columns):
            return []
        row = self.row
        return [Row(list(texts), row.steps, row.spans and dict(row.spans)) for texts in zip(*columns, strict=True)]


def read_rows(events: list[Event], at: int, is_plain: IsPlain) -> tuple[list[Row], int]:
    """Read rows up to the first that may be more than texts, and tell the event behind them.

    Where they stand is not known here.
    """
    rows: list[Row] = []
    shape, run = None, 1
    while (event := events[at]) is not None:
        if isinstance(event, str):
            if event.strip(BLANK):
                break
            at += 1
        elif shape and (alike := shape.read(events, at, run)):
            rows += alike
            at += run * len(shape.events)
            run *= 2
        elif run > 1:
            run = 1
        elif event[0] == "tr" and (not event[1] or is_plain(*event)) and (found := _read_row(events, at, is_plain)):
            row, at, shape = found
            rows.append(row)
        else:
            break
    return rows, at


def _read_row(events: list[Event], begin: int, is_plain: IsPlain) -> tuple[Row, int, _Shape | None] | None:
    """Read the row that begins with an event; tell the event behind it, and its shape if all cells have characters."""
    row, tags, places = Row([], ()), [], []
    at = begin + 1
    while (event := events[at]) is not None:
        if isinstance(event, str):
            if event.strip(BLANK):
                return None
            at += 1
            continue
        tag, attributes = event
        if (tag != "td" and tag != "th") or (attributes and not is_plain(tag, attributes)):
            return None
        if (cell := read_cell(events, at, is_plain)) is None:
            return None
        if cell.behind == at + 3 and not cell.marked:
            places.append(at + 1 - begin)
        row.span(span_of(attributes))
        row.texts.append(cell.text)
        row.marked |= cell.marked
        tags.append(tag)
        at = cell.behind
    at += 1
    row.steps = _steps(tuple(tags))
    return row, at, _Shape(row, events[begin:at], places) if len(places) == len(tags) else None


@lru_cache(maxsize=64)
def _steps(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return how a path tells the cells of a row by their tags: `td[1]`, `td[2]`."""
    counts = dict.fromkeys(tags, 0)
    steps = []
    for tag in tags:
        counts[tag] += 1
        steps.append(f"{tag}[{counts[tag]}]")
    return tuple(steps)


def read_cell(events: list[Event], at: int, is_plain: IsPlain) -> CellText | None:
    """Read the cell that begins with an event, whatever its own attributes; None where it may be more than a text."""
    text, marked = "", False
    inside: list[str] = []
    while len(text) <= LONGEST_TEXT:
        at += 1
        event = events[at]
        if isinstance(event, str):
            text += event
        elif event is None:
            if not inside:
                return CellText(text.strip(), at + 1, marked)
            tag = inside.pop()
            if tag != "br":
                text = _at_tag(text) + IN_TEXTS[tag]
        else:
            tag, attributes = event
            if tag not in IN_TEXTS or (attributes and not is_plain(tag, attributes)):
                return None
            inside.append(tag)
            marked = True
            text = _at_tag(text) + IN_TEXTS[tag]
    return None


def _at_tag(text: str) -> str:
    """Return a text before a tag: blanks on both sides of it are one, as a line end of the source is with them."""
    return f"{text.rstrip(BLANK)}\n" if text[-1:] in BLANK and text else text


def span_of(attributes: Attributes) -> tuple[int, int]:
    """Return how many columns and rows a cell spans; no rows mean all that are left."""
    if not attributes or ("colspan" not in attributes and "rowspan" not in attributes):
        return 1, 1
    return _span(attributes, "colspan") or 1, _span(attributes, "rowspan")


def _span(attributes: Attributes, name: str) -> int:
    """Return a span: 1 for what is no number; a number of any length is read without being made."""
    said = attributes.get(name, "").strip()
    digits = said[: len(said) - len(said.lstrip("0123456789"))]
    if not digits:
        return 1
    return int(digits[:10].lstrip("0") or 0) if len(digits) < 10 else 10**9
