"""Read plain text: every physical line with its offsets; a form feed begins a new page."""

from __future__ import annotations

from pipeline.model import Document, Line
from pipeline.read.blank_columns import find_columns
from pipeline.read.table_rows import number_rows
from pipeline.text.page_numbers import find_page_ends

MEDIA_TYPE = "text/plain"


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


def read_plain(source_id: str, text: str, encoding: str) -> Document:
    """Make a Document of text that was decoded from `encoding`."""
    lines = split_lines(text)
    ends = find_page_ends([text[line.start : line.end] for line in lines])
    body, gaps = find_columns(text, number_rows(text, [line for i, line in enumerate(lines) if i not in ends]))
    of_tables = {line.number: line for line in body}
    lines = tuple(of_tables.get(line.number, line) for line in lines)
    return Document(source_id, MEDIA_TYPE, encoding, "plain", text, lines, gaps, lines[-1].page)
