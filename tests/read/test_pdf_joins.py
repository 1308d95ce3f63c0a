"""Rows of tables that a page break cuts in two."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.joins import join_tables
from pipeline.read.pdf.lines import TextLine, line_of
from pipeline.read.pdf.ruled import Table, TableRow, UnsureRow
from pipeline.read.pdf.words import Word


def cell(text: str, page: int) -> tuple[TextLine, ...]:
    return (line_of([Word(text, 10, 10, 90, 20, False, False)], page),) if text else ()


# A row whose one half may be of other rows is unsure as a whole, whichever half that is.
@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [(tuple, UnsureRow, UnsureRow), (UnsureRow, tuple, UnsureRow), (tuple, tuple, tuple)],
)
def test_a_cut_row_is_as_unsure_as_its_halves(above: type[TableRow], below: type[TableRow], whole: type) -> None:
    first, second = (
        Table((kind(cell(text, page) for text in texts),), (0, 0, 200, 100), (0, 100, 200), ruled=False)
        for page, (kind, texts) in enumerate([(above, ("060101", "Дарылоо")), (below, ("", "иши"))])
    )
    (row,) = join_tables(first, second, 0).rows
    assert [[line.text for line in one] for one in row] == [["060101"], ["Дарылоо", "иши"]]
    assert type(row) is whole
