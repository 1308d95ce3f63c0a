"""Solve one row of a flattened table: which word stands in which column.

The text layer gives a row's words in the order in which they were drawn: the name, then the cells of the barred forms,
each cell a run of forms with commas, wrapped in mid-word, sometimes side by side line for line, sometimes empty, and
behind them perhaps the group heading of the next row. Every reading of the words has a cost, the sum of the clues it
offends; the best reading is the answer and the distance to the second-best is how sure it is.

    520700 Топурак изилдөө Күндүзгү-сыр | ттан (кечки), | сырттан, | экстернат |  | экстернат
           name            column 1 -------------------------------------------   column 2
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

import regex

from pipeline.languages.vocabulary import LANGUAGES, section_phrases

Gap = Literal["blank", "wide", "tab", "tabs", "line", "blank_line"]
NextRow = Literal["same_field", "other_field", "none"]
NAME, HEADING = 0, -1

# What a reading pays for each offended clue. One point is about "unusual"; three is "hardly ever".
EMPTY_COLUMN = 1.0  # a column without a form, nothing showing that it is empty
SKIPPED_BY_WIDE_GAP = 0.0  # "Социология  Экстернат": the doubled blank is the empty cell
UNUSED_WIDE_GAP = 1.0  # a doubled blank that skips nothing
SKIPPED_BY_ONE_TAB = 3.0  # "Социология<tab>Экстернат": one tab leads to the next column, it takes two to skip one
MISSING_COMMA = 3.0  # two forms in one cell without a comma
DANGLING_COMMA = 2.0  # a cell that ends with a comma
BROKEN_FORM = 5.0  # a cell that ends in mid-form
UNUSUAL_ORDER = 0.5  # forms of a cell out of their usual order
TWICE = 2.0  # one form twice in a cell
SMALL_CELL_START = 0.2  # a cell that begins with a small letter
CAPITAL_INSIDE = 0.4  # a capital inside a cell
BACK_A_COLUMN = 0.3  # a new line that goes back to an earlier cell
LEFT_OPEN = 1.0  # a new line that leaves a cell in mid-form or after a comma
LEFT_AFTER_RIGHT = 2.0  # a cell that begins after a cell to its right began
BACK_TO_NAME = 0.8  # a name that goes on after its cells began
CAPITAL_NAME_LINE = 2.0  # a name's later line that begins with a capital
SMALL_HEADING = 4.0  # a heading that begins with a small letter
NEW_HEADING = 0.3
UNNEEDED_HEADING = 2.0  # a heading before a row of the same field
NO_HEADING = 1.0  # no heading before a row of another field, in a list that has headings
AFTER_LIST = 1.5  # text below the last row that no blank line parts from it
UNNUMBERED_HEADING = 2.0  # a heading without a number in a list whose groups have one
LONG_NAME = 1.0  # each line of a name beyond the fourth
WRONG_COLUMN = 3.0  # a word below the left edge of another column
OUT_OF_PLACE = 4.0  # a word that goes on with a line's cells and is no form
FORM_OUTSIDE = 3.0  # a form word in a name or a heading

BEAM = 24
# The letters of a clue that is no part of any form; shorter parts of forms stand in other words too.
NO_FORM, SHORTEST_FRAGMENT = "•", 4
USUAL_NAME_LINES = 4


@dataclass(frozen=True, slots=True)
class Clue:
    """One word after the name's first words: its letters, what stands before it, and how it begins.

    `at` is the column below whose left edge the word begins, where the text keeps the table's layout.
    """

    text: str
    gap: Gap
    capital: bool
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What the list around a row says: its columns of forms, how its groups are headed, the next row's field.

    `aligned` tells that words stand below their column's left edge, so that an empty cell shows; `in_cells` that the
    format says which cell each word is in, so that a long name tells nothing.
    """

    columns: int
    numbered_groups: bool
    next_row: NextRow
    aligned: bool = False
    in_cells: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: a column for each clue, the forms of each column, and what it costs."""

    columns: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    cost: float


@dataclass(frozen=True, slots=True)
class _State:
    """A reading under way: the columns so far, the letters of each cell, which cells a wide gap shows empty."""

    columns: tuple[int, ...]
    letters: tuple[str, ...]
    shown_empty: frozenset[int]
    cost: float


@cache
def form_phrases() -> dict[str, str]:
    """Return the forms as a cell prints them, without blanks and hyphens, each with its key."""
    phrases = {}
    for lang in LANGUAGES:
        for form, printed in section_phrases("forms", lang).items():
            for phrase in printed:
                if "*" not in phrase and "+" not in phrase:
                    phrases[squash(phrase)] = form
    return phrases


USUAL_ORDER = ("evening", "correspondence", "externat", "online")
MARKS = regex.compile(r"[\s\u00ad\u2010\u2011-]+")


def squash(text: str) -> str:
    """Return the text in lower case without blanks and hyphens.

    >>> squash("Күндүзгү-сыр ттан (кечки),")
    'күндүзгүсырттан(кечки),'
    """
    return MARKS.sub("", text).lower()


@lru_cache(maxsize=4096)
def begins_form(word: str) -> bool:
    """Tell whether the word can begin a cell: it is a form, or the first letters (four or more) of one.

    >>> [begins_form(word) for word in ("Сырттан,", "Күндүзгү-сыр", "экстернат", "күн", "физика")]
    [True, True, True, False, False]
    """
    letters = squash(word).rstrip(",;.")
    return any(phrase == letters or (len(letters) > 3 and phrase.startswith(letters)) for phrase in form_phrases())


@lru_cache(maxsize=4096)
def _cell_forms(letters: str) -> tuple[str, ...] | None:
    """Return the forms of a cell's squashed letters, or None if they aren't a run of whole forms."""
    forms: list[str] = []
    for part in letters.rstrip(",.;").split(","):
        found = _whole_forms(part)
        if found is None:
            return None
        forms += found
    return tuple(forms)


def are_forms(letters: str) -> bool:
    """Tell whether the squashed letters of a cell are a run of whole forms.

    >>> are_forms("сырттан,экстернат"), are_forms("сырттан,сыр")
    (True, False)
    """
    return bool(_cell_forms(letters))


@lru_cache(maxsize=4096)
def _whole_forms(part: str) -> tuple[str, ...] | None:
    """Read letters between two commas as one form, or as several that lost their commas."""
    if part in form_phrases():
        return (form_phrases()[part],)
    for phrase in sorted(form_phrases(), key=len, reverse=True):
        if part.startswith(phrase) and (rest := _whole_forms(part[len(phrase) :])):
            return (form_phrases()[phrase], *rest)
    return None


@lru_cache(maxsize=4096)
def _may_go_on(letters: str) -> bool:
    """Tell whether the squashed letters are the beginning of a run of forms."""
    last = letters.rsplit(",", 1)[-1]
    done = letters[: len(letters) - len(last)]
    if done and _cell_forms(done) is None:
        return False
    if not last or any(phrase.startswith(last) for phrase in form_phrases()):
        return True
    return any(last.startswith(phrase) and _may_go_on(last[len(phrase) :]) for phrase in form_phrases())


@lru_cache(maxsize=4096)
def solve_row(clues: tuple[Clue, ...], around: Around) -> tuple[Reading, ...]:
    """Return the readings of a row's clues, the best first, each with different cells, name or heading.

    There is always one: any word may stand in the name, however much that costs.
    """
    states = [_State((), ("",) * around.columns, frozenset(), 0.0)]
    for clue in clues:
        grown = [state for old in states for state in _place(old, clue, around)]
        states = sorted(grown, key=lambda state: (state.cost, state.columns))[:BEAM]
    readings: dict[tuple[object, ...], Reading] = {}
    for state in states:
        reading = _finish(state, clues, around)
        key = (reading.cells, tuple(column <= NAME and column for column in reading.columns))
        if key not in readings or reading.cost < readings[key].cost:
            readings[key] = reading
    return tuple(sorted(readings.values(), key=lambda reading: (reading.cost, reading.columns)))


def _place(state: _State, clue: Clue, around: Around) -> Iterator[_State]:
    """Yield the reading with the clue in each column that can take it."""
    new_line = clue.gap in ("line", "blank_line")
    last = state.columns[-1] if state.columns else NAME
    outside = FORM_OUTSIDE if clue.text != NO_FORM and len(clue.text) >= SHORTEST_FRAGMENT else 0.0
    if last == HEADING:
        yield replace(state, columns=(*state.columns, HEADING), cost=state.cost + outside)
        return
    if new_line:
        yield replace(state, columns=(*state.columns, HEADING), cost=state.cost + outside + _heading_cost(clue, around))
    if clue.at not in (None, NAME):
        outside += WRONG_COLUMN
    if last == NAME:
        cost = CAPITAL_NAME_LINE if new_line and clue.capital else 0.0
        yield replace(state, columns=(*state.columns, NAME), cost=state.cost + outside + cost)
    elif new_line:
        cost = (0.0 if clue.at == NAME else BACK_TO_NAME) + (CAPITAL_NAME_LINE if clue.capital else 0.0)
        yield replace(state, columns=(*state.columns, NAME), cost=state.cost + outside + cost)
    else:
        yield replace(state, columns=(*state.columns, NAME), cost=state.cost + outside + OUT_OF_PLACE)
    for column in range(1 if new_line else max(1, last), around.columns + 1):
        if placed := _place_in_cell(state, clue, column, last, new_line):
            yield placed


def _heading_cost(clue: Clue, around: Around) -> float:
    cost = NEW_HEADING + (0.0 if clue.capital else SMALL_HEADING)
    if around.next_row == "none":
        return cost + (0.0 if clue.gap == "blank_line" else AFTER_LIST)
    cost += UNNEEDED_HEADING if around.next_row == "same_field" else 0.0
    return cost + (UNNUMBERED_HEADING if around.numbered_groups else 0.0)


def _place_in_cell(state: _State, clue: Clue, column: int, last: int, new_line: bool) -> _State | None:
    before = state.letters[column - 1]
    after = before + squash(clue.text)
    if not _may_go_on(after):
        return None
    cost, shown = 0.0 if clue.at in (None, column) else WRONG_COLUMN, state.shown_empty
    if before:
        if not before.endswith(",") and _cell_forms(before) is not None and not _extends(before, clue.text):
            cost += MISSING_COMMA
        cost += CAPITAL_INSIDE if clue.capital else 0.0
    else:
        cost += 0.0 if clue.capital else SMALL_CELL_START
        cost += LEFT_AFTER_RIGHT if clue.at is None and any(state.letters[column:]) else 0.0
    skipped = [c for c in range(max(1, last + 1), column) if not state.letters[c - 1]]
    if clue.gap in ("wide", "tabs") and clue.at is None:
        shown = shown | set(skipped)
        cost += SKIPPED_BY_WIDE_GAP if skipped else UNUSED_WIDE_GAP
    if clue.gap == "tab" and skipped and clue.at is None:
        cost += SKIPPED_BY_ONE_TAB
    if new_line and clue.at is None:
        cost += BACK_A_COLUMN if NAME < column < last else 0.0
        cost += LEFT_OPEN if NAME < last != column and _is_open(state.letters[last - 1]) else 0.0
    letters = (*state.letters[: column - 1], after, *state.letters[column:])
    return _State((*state.columns, column), letters, shown, state.cost + cost)


def _is_open(letters: str) -> bool:
    """Tell whether a cell's letters end with a comma or in mid-form."""
    return letters.endswith(",") or _cell_forms(letters) is None


def _extends(before: str, word: str) -> bool:
    """Tell whether the word may go on with the last form of a cell."""
    letters = before.rsplit(",", 1)[-1] + squash(word).rstrip(",.;")
    return any(phrase.startswith(letters) for phrase in form_phrases())


def _finish(state: _State, clues: tuple[Clue, ...], around: Around) -> Reading:
    """Charge what only the whole row shows, and read the cells."""
    cost, cells = state.cost, []
    for column, letters in enumerate(state.letters, 1):
        forms = _cell_forms(letters) if letters else ()
        if not letters and not around.aligned and column not in state.shown_empty:
            cost += EMPTY_COLUMN
        if forms is None:
            cost, forms = cost + BROKEN_FORM, ()
        if letters.endswith(","):
            cost += DANGLING_COMMA
        order = [USUAL_ORDER.index(form) for form in forms]
        cost += UNUSUAL_ORDER * (order != sorted(order)) + TWICE * (len(set(forms)) < len(forms))
        cells.append(forms)
    if not around.numbered_groups and around.next_row == "other_field" and HEADING not in state.columns:
        cost += NO_HEADING
    name_lines = sum(
        clue.gap in ("line", "blank_line") and column == NAME for clue, column in zip(clues, state.columns, strict=True)
    )
    cost += 0.0 if around.in_cells else LONG_NAME * max(0, name_lines - USUAL_NAME_LINES)
    return Reading(state.columns, tuple(cells), cost)
