"""What a reader tells of characters makes the entries doubtful that were read from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model import Extraction
from tests.factory.judge import read_rows
from tests.factory.layouts import docx, html, text
from tests.factory.rows import Shape, make_act
from tests.factory.truth import Sheet, print_act

ACT = make_act(3, Shape(entries=6))


def doubtful(extraction: Extraction) -> list[str]:
    entries = [row for row in extraction.rows if row.table == "list_entries"]
    return [str(row.values["code"].value) for row in entries if row.cells["doubtful"]]


def told(extraction: Extraction, code: str) -> list[str | None]:
    return [one.row_id and one.row_id.rpartition(":")[2] for one in extraction.findings if one.code == code]


def test_an_entry_with_struck_words_is_doubtful_and_no_other_is() -> None:
    entry = ACT.entries[2]
    page = html.write_table(print_act(ACT)).decode()
    name = f"<td>{entry.names[0]}</td>"
    assert page.count(name) == 1
    extraction = read_rows(page.replace(name, f"<td><s>{entry.names[0]}</s></td>").encode())
    assert doubtful(extraction) == told(extraction, "struck_text") == [entry.code]
    assert not doubtful(read_rows(page.encode()))


# U+202E prints what follows from right to left: a code that reads 007025 is told as 520700
@pytest.mark.parametrize("write", [html.write_table, docx.write_table, text.write_tabs])
@pytest.mark.parametrize(
    ("put", "code"),
    [("\u202e{}\u202c", "direction_turned"), ("{}\ufe0f", "unprintable_character")],
)
def test_what_prints_otherwise_than_it_is_told_is_doubtful(
    write: Callable[[Sheet], bytes], put: str, code: str
) -> None:
    entry = ACT.entries[2]
    sheet = print_act(ACT)
    rows = tuple(
        type(row)(row.kind, (row.cells[0], put.format(row.cells[1]), *row.cells[2:]))
        if row.cells[0] == entry.code
        else row
        for row in sheet.rows
    )
    extraction = read_rows(write(type(sheet)(sheet.above, rows, sheet.below, sheet.lang, sheet.merged, sheet.columns)))
    assert doubtful(extraction) == [entry.code]
    assert told(extraction, code) == [entry.code]


# marks without a shape are no part of any value
@pytest.mark.parametrize("mark", ["\u200b", "\u2066", "\u2069", "\u061c", "\ufeff", "\u2060", "\u180e"])
def test_marks_without_a_shape_are_no_part_of_a_name(mark: str) -> None:
    entry = ACT.entries[2]
    page = (
        html.write_table(print_act(ACT))
        .decode()
        .replace(entry.names[0], f"{entry.names[0][:3]}{mark}{entry.names[0][3:]}")
    )
    (row,) = (row for row in read_rows(page.encode()).rows if row.row_id.endswith(f":{entry.code}"))
    assert str(row.values[f"name_{ACT.langs[0]}"].value) == entry.names[0]
