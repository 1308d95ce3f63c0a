"""Lines: they tile the text, count from 1, and know their page where the text has form feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.plain import split_lines


@given(st.text(alphabet="аб \t\r\n\f\v\x85\u2028"))
def test_lines_tile_the_text(text: str) -> None:
    lines = split_lines(text)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert "\n".join(text[line.start : line.end] for line in lines) + "\n" * text.endswith("\n") == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # a last line without a newline is a line; a newline at the end begins none
        ("бир\nэки", 2),
        ("бир\nэки\n", 2),
        ("бир\n\n", 2),
        # only LF parts lines
        ("бир\r\nэки\x85үч\u2028төрт", 2),
    ],
)
def test_physical_lines_are_split_on_lf(text: str, count: int) -> None:
    assert len(split_lines(text)) == count


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("а\nб", [None, None]),
        # at a line's beginning, as pdftotext writes it
        ("а\n\fб\nв", [1, 2, 2]),
        # in mid-line: what follows is on the next page
        ("а\fб\nв", [1, 2]),
        ("\fа\n\f\fб", [2, 3]),
    ],
)
def test_a_form_feed_begins_a_page(text: str, pages: list[int | None]) -> None:
    assert [line.page for line in split_lines(text)] == pages
