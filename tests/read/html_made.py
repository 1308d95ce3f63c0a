"""Pages for the tests, and what holds for each that is read."""

from __future__ import annotations

from pipeline.model import Document
from pipeline.read.html.reader import read_html

SENTENCE = "Кыргыз Республикасынын токтому жана анын тиркемеси"


def read(page: str | bytes) -> Document:
    """Read a page and check what holds for each: lines slice the text, rows count up, findings stand in the text."""
    document = read_html("akt", page if isinstance(page, bytes) else page.encode(), "akt.html")
    lines = document.text.removesuffix("\n").split("\n")
    assert [document.text[line.start : line.end] for line in document.lines] == lines
    assert [line.number for line in document.lines] == list(range(1, len(lines) + 1))
    rows = [line.row for line in document.lines if line.row]
    assert sorted(set(rows)) == list(range(1, len(set(rows)) + 1))
    assert rows == sorted(rows)
    assert all(not line.row for line in document.lines if line.start == line.end)
    for finding in document.findings:
        assert finding.start is None or 0 <= finding.start < (finding.end or 0) <= len(document.text)
    return document


def text_of(page: str | bytes) -> str:
    return read(page).text


def codes_of(page: str | bytes) -> list[str]:
    return [finding.code for finding in read(page).findings]


def body(inside: str) -> str:
    return f"<html><head><meta charset='utf-8'></head><body>{inside}</body></html>"
