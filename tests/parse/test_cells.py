"""Solving one row: every clue has a case that it alone decides, and doubt shows as a small distance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.lists import cells
from pipeline.parse.lists.cells import Around, Clue, Gap, NextRow, Reading, begins_form, solve_row, squash

EVENING, CORRESPONDENCE, EXTERNAT = "evening", "correspondence", "externat"
# How the tests write what stands before a word: "/" a new line, "//" a blank one, "~" two blanks, ">" a tab, ">>" two.
GAPS: dict[str, Gap] = {"": "blank", "/": "line", "//": "blank_line", "~": "wide", ">": "tab", ">>": "tabs"}


def clues(row: str) -> tuple[Clue, ...]:
    words = [regex.fullmatch(r"(~|/{1,2}|>{0,2})(.+)", token) for token in row.split()]
    return tuple(Clue(squash(word[2]), GAPS[word[1]], word[2][:1].isupper()) for word in words if word)


def solve(row: str, columns: int = 2, next_row: NextRow = "same_field", numbered: bool = True) -> tuple[Reading, ...]:
    """Solve a row; unless told otherwise no heading is likely: groups have numbers, the next row is of the field."""
    return solve_row(clues(row), Around(columns, numbered, next_row))


def shown(reading: Reading) -> tuple[list[list[str]], str]:
    """Return the cells, and what each word is: `n` a name's, `h` a heading's, or the digit of its column."""
    return [list(cell) for cell in reading.cells], "".join(
        {cells.NAME: "n", cells.HEADING: "h"}.get(column, str(column)) for column in reading.columns
    )


@pytest.fixture(autouse=True)
def forget_solved_rows() -> Iterator[None]:
    solve_row.cache_clear()
    yield
    solve_row.cache_clear()


# Each row is read as told, and otherwise when the one clue costs nothing: the clue alone decides.
@pytest.mark.parametrize(
    ("clue", "row", "columns", "forms", "places"),
    [
        # a second cell beats a cell that bars one form twice and an empty one
        ("EMPTY_COLUMN", "Сырттан, сырттан", 2, [[CORRESPONDENCE], [CORRESPONDENCE]], "12"),
        # a doubled blank means something: it skips the first cell
        ("UNUSED_WIDE_GAP", "~Сырттан, Сырттан,", 2, [[], [CORRESPONDENCE, CORRESPONDENCE]], "22"),
        # no comma between the forms: they don't share a cell (the first goes to the name, and the row is doubtful)
        ("MISSING_COMMA", "сырттан /сырттан", 1, [[CORRESPONDENCE]], "n1"),
        # a comma asks for another form in the same cell
        ("DANGLING_COMMA", "~Сырттан, сырттан", 2, [[], [CORRESPONDENCE, CORRESPONDENCE]], "22"),
        # half a form is no cell: the words are a later line of the name
        ("BROKEN_FORM", "Экстернат /Күндүзгү-", 1, [[EXTERNAT]], "1n"),
        # forms keep an order within a cell, so the first word is the name's (and the row is doubtful)
        ("UNUSUAL_ORDER", "Экстернат сырттан", 1, [[CORRESPONDENCE]], "n1"),
        # no cell bars a form twice: the second is the next cell
        ("TWICE", "Сырттан, сырттан", 2, [[CORRESPONDENCE], [CORRESPONDENCE]], "12"),
        # a capital begins a cell
        ("CAPITAL_INSIDE", "Сырттан, /Сырттан,", 2, [[CORRESPONDENCE], [CORRESPONDENCE]], "12"),
        # a line stays in the cell of the line before
        ("BACK_A_COLUMN", "/Экстернат /Экстернат /сырттан", 2, [[EXTERNAT], [EXTERNAT, CORRESPONDENCE]], "122"),
        # a cell that is open (сыр|ттан) goes on before another does
        (
            "LEFT_OPEN",
            "/Сырттан, /Күндүзгү-сыр /ттан /экстернат",
            2,
            [[CORRESPONDENCE, EVENING], [EXTERNAT]],
            "1112",
        ),
        # cells begin from the left
        ("LEFT_AFTER_RIGHT", "~Экстернат /сырттан", 2, [[EXTERNAT], [CORRESPONDENCE]], "12"),
        # a form belongs into a cell, also with a comma left over
        ("FORM_OUTSIDE", "/сырттан,", 1, [[CORRESPONDENCE]], "1"),
    ],
)
def test_clue_of_cells_decides(
    clue: str, row: str, columns: int, forms: list[list[str]], places: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(solve(row, columns)[0]) == (forms, places)
    solve_row.cache_clear()
    monkeypatch.setattr(cells, clue, 0.0)
    assert shown(solve(row, columns)[0]) != (forms, places)


LINES_9, LINES_10 = " ".join(["/искусство"] * 9), " ".join(["/искусство"] * 10)


# The same for what a name, a group's heading or the end of the list is.
@pytest.mark.parametrize(
    ("clue", "row", "columns", "numbered", "next_row", "places"),
    [
        # a line after the cells is a heading rather than more of the name
        ("BACK_TO_NAME", "Экстернат /Искусство", 1, False, "same_field", "1h"),
        # a name goes on in small letters
        ("CAPITAL_NAME_LINE", "/Искусство /Искусство", 0, False, "same_field", "hh"),
        # a heading begins with a capital
        ("SMALL_HEADING", "Искусство /искусство", 0, False, "other_field", "nn"),
        # without a sign of a heading there is none
        ("NEW_HEADING", "Искусство /Искусство", 0, False, "same_field", "nn"),
        # the next row is of the same field: no heading is due
        ("UNNEEDED_HEADING", "Искусство /Искусство", 0, False, "same_field", "nn"),
        # the next row is of another field: a heading is due
        ("NO_HEADING", "Экстернат /Экстернат", 1, False, "other_field", "1h"),
        # the list's groups have numbers, this line has none
        ("UNNUMBERED_HEADING", "Искусство /Искусство", 0, True, "other_field", "nn"),
        # what follows the last row without a blank line belongs to it
        ("AFTER_LIST", LINES_9, 0, False, "none", "nnnnnnnnn"),
        # no name is so long: these lines are none
        ("LONG_NAME", LINES_10, 0, False, "none", "hhhhhhhhhh"),
        # a word beside a form on the form's line: the line is none of cells
        ("OUT_OF_PLACE", "/Экстернат Искусство", 1, False, "other_field", "hh"),
    ],
)
def test_clue_of_name_and_heading_decides(
    clue: str,
    row: str,
    columns: int,
    numbered: bool,
    next_row: NextRow,
    places: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown(solve(row, columns, next_row, numbered)[0])[1] == places
    solve_row.cache_clear()
    monkeypatch.setattr(cells, clue, 0.0)
    assert shown(solve(row, columns, next_row, numbered)[0])[1] != places


# WRONG_COLUMN: where the text keeps the table's layout a word stands in the column below whose edge it begins.
@pytest.mark.parametrize(("at", "forms"), [(1, [[EXTERNAT], []]), (2, [[], [EXTERNAT]])])
def test_edge_of_a_column_shows_the_empty_cell(at: int, forms: list[list[str]]) -> None:
    around = Around(2, True, "same_field", aligned=True)
    best, second, *_ = solve_row((Clue("экстернат", "blank", True, at),), around)
    assert shown(best)[0] == forms
    assert second.cost - best.cost == pytest.approx(cells.WRONG_COLUMN)


# A blank line parts the text below a list from its last row.
def test_blank_line_ends_the_list() -> None:
    assert shown(solve("Искусство //Мазмуну", 0, "none")[0])[1] == "nh"


# Every clue's price is tested above, below, or by its own test: a new one needs its case.
def test_every_clue_has_a_case() -> None:
    module = Path(__file__).read_text(encoding="utf-8")
    prices = [name for name, value in vars(cells).items() if name.isupper() and isinstance(value, float)]
    assert len(prices) > 20
    assert [name for name in prices if value_of(name) and name not in module] == []


def value_of(name: str) -> float:
    return float(getattr(cells, name))


# SMALL_CELL_START: a cell begins with a capital, or for a little more with a small letter.
def test_small_letter_begins_a_cell_last() -> None:
    small, capital = solve("Экстернат /экстернат")[0], solve("Экстернат /Экстернат")[0]
    assert shown(small) == shown(capital) == ([[EXTERNAT], [EXTERNAT]], "12")
    assert small.cost == pytest.approx(capital.cost + cells.SMALL_CELL_START)


@pytest.mark.parametrize(
    ("row", "forms", "margin"),
    [
        # the doubled blank is the empty cell
        ("~Экстернат", [[], [EXTERNAT]], 2.0),
        # with a single one the two readings are equal
        ("Экстернат", [[EXTERNAT], []], 0.0),
        # SKIPPED_BY_ONE_TAB: one tab leads to the next column, two skip one
        (">Экстернат", [[EXTERNAT], []], 3.0),
        (">>Экстернат", [[], [EXTERNAT]], 2.0),
    ],
)
def test_what_shows_an_empty_cell(row: str, forms: list[list[str]], margin: float) -> None:
    best, second, *_ = solve(row)
    assert shown(best)[0] == forms
    assert second.cost - best.cost == pytest.approx(margin)


# Rows of real layouts: the words of a cell cut in mid-word, cells side by side line for line, forms without blanks.
@pytest.mark.parametrize(
    ("row", "forms"),
    [
        (
            "Күндүзгү-сыр /ттан (кечки), /сырттан, /экстернат /экстернат",
            [[EVENING, CORRESPONDENCE, EXTERNAT], [EXTERNAT]],
        ),
        ("Сырттан, экстернат Сырттан, /экстернат", [[CORRESPONDENCE, EXTERNAT], [CORRESPONDENCE, EXTERNAT]]),
        ("Күндүзгү- /сырттан /(кечки), /сырттан Экстернат", [[EVENING, CORRESPONDENCE], [EXTERNAT]]),
        ("Сырттан Сырттан", [[CORRESPONDENCE], [CORRESPONDENCE]]),
    ],
)
def test_cut_and_wrapped_cells(row: str, forms: list[list[str]]) -> None:
    best, second, *_ = solve(row)
    assert shown(best)[0] == forms
    assert second.cost - best.cost > 0.1


# The other languages' forms are forms too.
def test_forms_of_each_language() -> None:
    assert shown(solve("Сырттай, кешкі экстернат", 2)[0])[0] == [[CORRESPONDENCE, EVENING], [EXTERNAT]]
    assert shown(solve("Заочная, экстернат", 1)[0])[0] == [[CORRESPONDENCE, EXTERNAT]]


# "күн" is too short to begin `күндүзгү`, "физика" begins nothing.
def test_what_begins_a_form() -> None:
    assert [begins_form(word) for word in ("Сырттан,", "Күндүзгү-сыр", "кечки", "күн", "ттан", "физика")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


# More forms than the beam can hold, then a word that fits no cell: no reading is good, and there is one.
def test_there_is_always_a_reading() -> None:
    assert solve("Сырттан, экстернат Сырттан, экстернат Сырттан, экстернат физика")[0].cost >= 3


NEXT_ROWS: tuple[NextRow, ...] = ("same_field", "other_field", "none")
WORDS = st.sampled_from(["Сырттан,", "сырттан", "Экстернат", "ттан", "(кечки),", "Күндүзгү-сыр", "физика", "Өнөр", ","])


@given(
    st.lists(st.tuples(st.sampled_from(sorted(GAPS)), WORDS), max_size=9),
    st.integers(0, 3),
    st.sampled_from(NEXT_ROWS),
    st.booleans(),
)
def test_readings_are_whole_and_sorted(
    row: list[tuple[str, str]], columns: int, next_row: NextRow, numbered: bool
) -> None:
    readings = solve(" ".join(gap + word for gap, word in row), columns, next_row, numbered)
    assert readings
    assert [reading.cost for reading in readings] == sorted(reading.cost for reading in readings)
    for reading in readings:
        assert len(reading.columns) == len(row)
        assert len(reading.cells) == columns
        assert max((*reading.columns, 0)) <= columns
