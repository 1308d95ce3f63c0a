"""Lists that were scanned: their rows come out as they were put in, and what doesn't is doubted."""

from __future__ import annotations

import pytest

from tests.factory.constructs import CONSTRUCTS, SCANS
from tests.factory.judge import judge
from tests.read.scan_made import needs_tesseract

ENTRIES = 8
CONSTRUCT = {construct.name: construct for construct in CONSTRUCTS}
SCAN = {layout.name: layout for layout in SCANS}


# seed 2 makes acts in Russian, 0 and 1 in Kyrgyz and Kazakh; names in two languages stand beside Russian ones
@needs_tesseract
@pytest.mark.parametrize(
    ("name", "layout", "seed"),
    [
        ("names in two languages, forms, numbers", "scan with 300 dpi, ruled", 0),
        ("names in two languages, numbered groups", "scan with 300 dpi, not ruled", 1),
        ("a column for each qualification", "scan with 200 dpi, ruled", 1),
        ("group rows", "scan with 150 dpi, ruled", 0),
    ],
)
def test_wrong_rows_are_doubted_and_few(name: str, layout: str, seed: int) -> None:
    act, sheet = CONSTRUCT[name].make(seed, ENTRIES)
    verdict = judge(SCAN[layout].write(sheet, CONSTRUCT[name], seed), act)
    told = "\n".join(verdict.differences)
    assert (verdict.unflagged, verdict.missed, verdict.invented) == (0, 0, 0), told
    assert verdict.exact >= ENTRIES - 1, told
    assert verdict.doubted <= 2


# both readings take the dotted zero of a group's code for a nine: no code counts up there, and rows lose their group
@needs_tesseract
def test_a_digit_that_both_readings_take_for_another_is_seen_by_the_sequence() -> None:
    construct = CONSTRUCT["groups with codes"]
    act, sheet = construct.make(2, ENTRIES)
    verdict = judge(SCAN["scan with 200 dpi, not ruled"].write(sheet, construct, 2), act)
    assert verdict.unflagged == 0, "\n".join(verdict.differences)
