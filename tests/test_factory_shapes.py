"""Tables of other shapes, laid out in every format, must give the rows that were put in."""

from __future__ import annotations

import pytest

from tests.factory.constructs import LAYOUTS
from tests.factory.judge import judge
from tests.factory.shapes import SHAPES

ENTRIES = 6
# Words alone, one after the other, don't tell such columns apart.
IN_CELLS = {layout.name: layout for layout in LAYOUTS if not layout.plain}
TEXT_TABS, TEXT_COLUMNS = "text, tabs", "text, columns"
# What does not come out whole yet: exact rows of ENTRIES, measured. All others are exact, and these may only rise.
# No row may be wrong or missed without a word.
FLOORS: dict[tuple[str, str], int] = {
    ("code and name in one cell", TEXT_TABS): 0,
    ("code and name in one cell, forms", TEXT_TABS): 0,
    ("names before codes", TEXT_COLUMNS): 0,
    ("code and name in one cell", TEXT_COLUMNS): 0,
    ("code and name in one cell, forms", TEXT_COLUMNS): 0,
    ("a column of groups", TEXT_COLUMNS): 0,
    ("a column of groups, numbers, code and name in one cell", TEXT_COLUMNS): 0,
    ("a column for each form", TEXT_COLUMNS): 2,
    ("names in two languages before codes, qualifications", TEXT_COLUMNS): 0,
}


@pytest.mark.parametrize("name", IN_CELLS)
def test_every_row_of_every_shape_comes_out(name: str) -> None:
    failures = []
    for seed, shape in enumerate(SHAPES):
        if not IN_CELLS[name].prints(shape):
            continue
        act, sheet = shape.make(seed, ENTRIES)
        key, data = (shape.name, name), IN_CELLS[name].write(sheet, shape, seed)
        verdict = judge(data, act)
        silent = verdict.unflagged or verdict.missed_silently or verdict.invented
        if verdict.exact < FLOORS.get(key, ENTRIES) or silent:
            failures.append("\n".join([f"{shape.name} (seed {seed})", *verdict.differences]))
    assert not failures, "\n\n".join(failures)
