"""Read plain text: every physical line with its offsets; a form feed begins a new page."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from pipeline.model import Document, Line

MEDIA_TYPE = "text/plain"
# So many tabs in so many lines below each other make a table; one tab may be an indent.
_FEWEST_TABS, _FEWEST_ROWS = 2, 2


def split_lines(text: str) -> tuple[Line, ...]:
    """Split text on LF into lines that count from 1; a last line without a newline is a line.

    Pages count from 1 where the text has form feeds and are None where it has none. A carriage return before LF stays
    in its line as white space.

    >>> [(line.number, line.start, line.end) for line in split_lines("бир" + chr(10) + "эки")]
    [(1, 0, 3), (2, 4, 7)]
    """
    paged = "\f" in text
    lines, start, page = [], 0, 1
    for number, content in enumerate(text.removesuffix("\n").split("\n"), 1):
        page += content.startswith("\f")
        lines.append(Line(number, start, start + len(content), page if paged else None))
        page += content.count("\f", 1)
        start += len(content) + 1
    return tuple(lines)


def number_rows(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give numbers to the lines that are rows of a table: several below each other with as many tabs, two at least.

    Not where a line without tabs follows at once: cells wrap there.

    >>> text = chr(10).join(f"{number}{chr(9)}{code}{chr(9)}Химия" for number, code in ((1, 510100), (2, 510200)))
    >>> [line.row for line in number_rows(text, split_lines(text))]
    [1, 2]
    """
    numbered: list[Line] = []
    row = 0
    for tabs, run in groupby(lines, key=lambda line: text.count("\t", line.start, line.end)):
        found = list(run)
        last = found[-1].number
        wraps = last < len(lines) and bool(text[lines[last].start : lines[last].end].strip())
        if tabs >= _FEWEST_TABS and len(found) >= _FEWEST_ROWS and not wraps:
            found = [replace(line, row=row + number) for number, line in enumerate(found, 1)]
            row += len(found)
        numbered += found
    return tuple(numbered)


def read_plain(source_id: str, text: str, encoding: str) -> Document:
    """Make a Document of text that was decoded from `encoding`."""
    lines = number_rows(text, split_lines(text))
    pages = lines[-1].page
    return Document(source_id, MEDIA_TYPE, encoding, "plain", text, lines, (), pages)
