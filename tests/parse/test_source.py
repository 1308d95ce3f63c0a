"""One source as a whole: what is odd in its headers, stamps, dates and characters, and what becomes of the rest."""

from __future__ import annotations

import pytest

from tests.parse.sample import codes, found, parse, rows_of
from tests.parse.texts import BARRED, HEAD

ONE = "1. Орто кесиптик билим берүү адистиктери:\n\nКоду Адистиктин аталышы\n060101 Дарылоо иши\n"
TWO = "2. Жогорку кесиптик билим берүү адистиктери:\n\nКоду Адистиктин аталышы\n560101 Педиатрия\n"
HEADER = "\nКоду Адистиктин аталышы\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BARRED + ONE + TWO, []),
        # the second list has no header, the first has one
        (BARRED + ONE + TWO.replace(HEADER, "\n"), ["header_missing"]),
        # its header stands before its title: that one thing is told once
        (BARRED + ONE + HEADER + TWO.replace(HEADER, "\n"), ["header_misplaced"]),
        # no list has a header: the act prints none
        (BARRED + ONE.replace(HEADER, "\n") + TWO.replace(HEADER, "\n"), []),
    ],
)
def test_headers(text: str, expected: list[str]) -> None:
    assert codes(parse(text).findings) == expected


# The stamp of an annex has lost its body and date.
def test_cut_stamp() -> None:
    cut = BARRED.replace("Кыргыз Республикасынын Өкмөтүнүн\n2011-жылдын 23-августундагы\n", "") + ONE
    assert found(parse(cut), cut) == [("annex_stamp_cut", 13)]
    assert codes(parse(BARRED + ONE).findings) == []


# "августгундагы" has an ending that no case of August has; the date is read.
@pytest.mark.parametrize(("month", "expected"), [("августундагы", []), ("августгундагы", ["suspected_misprint"])])
def test_month_misprinted(month: str, expected: list[str]) -> None:
    text = BARRED.replace("23-августундагы", f"23-{month}") + ONE
    assert codes(parse(text).findings) == expected


# A replacement character says that the text was damaged before it came here.
def test_lost_characters() -> None:
    text = BARRED + ONE.replace("Дарылоо", "Дары\ufffdоо")
    assert found(parse(text), text) == [("character_lost", 24)]


# What no value, heading, furniture or mark of an act explains is unexplained prose.
def test_what_is_left() -> None:
    text = f"{HEAD}{ONE}\n\nThis order is published in English as well"
    extraction = parse(text)
    left = " ".join(text.strip("\n")[one.start : one.end] for one in extraction.destinies if one.fate == "unexplained")
    assert left == "This order is published in English as well"
    (act,) = rows_of(extraction, "acts")
    assert act.cells["unexplained_char_count"] == len("".join(left.split()))


# A text without any language of the vocabularies, an empty line, one letter: nothing is found and nothing fails.
@pytest.mark.parametrize("text", ["?", "A plain English letter about nothing.", "060101", "№", "1."])
def test_hardly_a_text(text: str) -> None:
    extraction = parse(text)
    assert not rows_of(extraction, "restrictions")
    assert "".join(text[one.start : one.end] for one in extraction.destinies).replace(" ", "") == text.replace(" ", "")
