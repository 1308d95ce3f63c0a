"""Empty cells that print a dash: nothing is barred there, and the name stays whole."""

from __future__ import annotations

import pytest

from tests.factory.constructs import CONSTRUCTS, LAYOUTS
from tests.factory.judge import judge

LAID_OUT = ("text, tabs", "HTML table", "DOCX table", "PDF ruled", "PDF not ruled")


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one.name in LAID_OUT], ids=lambda one: one.name)
def test_a_dash_is_an_empty_cell(layout: object) -> None:
    construct = next(one for one in CONSTRUCTS if one.name == "dashes in empty cells")
    one = next(known for known in LAYOUTS if known is layout)
    act, sheet = construct.make(3, 8)
    verdict = judge(one.write(sheet, construct, 3), act)
    assert verdict.is_exact, "\n".join(verdict.differences)
