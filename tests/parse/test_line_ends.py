"""Lines may end with LF, with CR LF, or with now one and now the other: what is read is the same."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_document
from pipeline.model import Extraction
from pipeline.parse.source import parse_source
from pipeline.read import read_document
from pipeline.segment import segment_document
from tests.parse.texts import HEAD

# words cut at the ends of lines that end bare, in a list of lines, of tabs and of columns of blanks
FLAT = "510100 Радиоэлектро\nника жана сактоо\n510200 Тарых жана\nадабият\n510300 Материалдар техно\nлогиясы\n"
TABS = "1\t510100\tРадиоэлектро\nника жана сактоо\n2\t510200\tТарых жана\nадабият\n3\t510300\tХимия\n"
BLANKS = "510100    Радиоэлектроника\n          жана сактоо\n510200    Тарых жана\n          адабият\n510300    Химия\n"
MIXED = "mixed"


def values_of(text: str) -> list[tuple[str, str, object]]:
    cleaned = clean_document(read_document("akt", text.encode()))
    found: Extraction = parse_source(cleaned, segment_document(cleaned))
    return [(row.table, column, value.value) for row in found.rows for column, value in row.values.items()]


@pytest.mark.parametrize("body", [FLAT, TABS, BLANKS], ids=["lines", "tabs", "blanks"])
@pytest.mark.parametrize("end", ["\r\n", MIXED])
def test_line_ends_change_nothing(body: str, end: str) -> None:
    text = HEAD + body
    lines = text.split("\n")
    ends = ["\r\n" if end != MIXED or number % 2 else "\n" for number in range(len(lines) - 1)]
    other = "".join(line + stop for line, stop in zip(lines, [*ends, ""], strict=True))
    assert values_of(other) == values_of(text)
    assert sum(column == "code" for _, column, _ in values_of(text)) == 3
