"""Each rule of a repair may do its own thing and no other's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.audit.printed import Printed
from pipeline.audit.repairs import RULES, check_repairs
from pipeline.errors import VerificationError
from pipeline.read import read_document

PIPELINE = Path(__file__).parents[2] / "pipeline"
RELEASE = PIPELINE.with_name("extracted")
MARKDOWN = "## Т\n\n**{}**\n\n**иш**\n"


def check(before: str, after: str, rule: str, text: str = "х{}х\n", cell_ends: Sequence[int] = ()) -> None:
    """Check one repair of a text that holds what it replaces; pieces of values end at `cell_ends`."""
    data = text.format(before).encode()
    document = read_document("x", data)
    start = text.index("{}")
    end = start + len(before)
    row = {"repair_id": f"x:{start}-{end}", "source_id": "x", "char_start": start, "char_end": end}
    row |= {"rule": rule, "before": before, "after": after}
    pieces = [{"char_end": end} for end in cell_ends]
    check_repairs([row], pieces, Printed(Path("x/act.txt"), len(data), document, ()))


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (" \n", " ", "line_join"),
        ("\n\n", "", "mid_word_join"),
        ("- \n", "", "line_end_hyphen"),
        ("  ", " ", "white_space"),
        ("\u00a0", " ", "white_space"),
        (" ", "", "blank_before_mark"),
        (" ", "", "letter_spacing"),
        (" ", "", "split_word"),
        (" ", "", "blank_before_hyphen"),
        (" ", "", "blank_beside_hyphen"),
        ("\u200b", "", "invisible_character"),
        ("*", "", "note_mark"),
        (" **)", "", "note_mark"),
        ("¹²", "", "note_mark"),
        ("a", "а", "look_alike"),
        ("у", "y", "look_alike"),
        ("  \u200b\n", " ", "line_join+invisible_character"),
        ("a\u200b", "а", "look_alike+invisible_character"),
    ],
)
def test_rule_does_its_own_thing(before: str, after: str, rule: str) -> None:
    check(before, after, rule)


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (" ", " ", "line_join"),
        ("\n", "", "line_join"),
        ("\n", " ", "mid_word_join"),
        ("-\n", "-", "line_end_hyphen"),
        ("\n", "", "line_end_hyphen"),
        ("-", " ", "white_space"),
        ("-", "", "letter_spacing"),
        (")", "", "note_mark"),
        ("2", "", "note_mark"),
        (" ", "", "note_mark"),
        (" ", "-", "split_word"),
        ("-", "", "invisible_character"),
        ("a", "о", "look_alike"),
        ("a", "", "look_alike"),
        ("к", "г", "correction"),
        ("*", "", "markdown_mark"),
        ("  ", "\t", "column_gap"),
        ("a\u200b", "о", "look_alike+invisible_character"),
        ("a-\u200b", "а", "look_alike+invisible_character"),
        (" ", "", "tidying"),
        (" ", "", "white_space+tidying"),
    ],
)
def test_rule_does_nothing_else(before: str, after: str, rule: str) -> None:
    with pytest.raises(VerificationError, match=r"repairs\.(after|rule)"):
        check(before, after, rule)


# A hyphen is taken at the end of a line, or of a cell, and nowhere else.
@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_hyphen_of_a_line_end(hyphen: str) -> None:
    check(f"{hyphen}\n", "", "line_end_hyphen", "жал{}пы")
    check(f"{hyphen}\u200b  \n", "", "line_end_hyphen+invisible_character", "жал{}пы")
    check(f"{hyphen} \u200b\n", "", "line_end_hyphen+invisible_character", "жал{}пы")
    check(hyphen, "", "line_end_hyphen", "жал{} күндүзгү\nпы", cell_ends=[4])
    check(f"{hyphen}\u200b", "", "line_end_hyphen+invisible_character", "жал{} күндүзгү\nпы", cell_ends=[4])
    for after in ("пы", " пы\n"):
        with pytest.raises(VerificationError, match=r"repairs\.after"):
            check(hyphen, "", "line_end_hyphen", "жал{}" + after, cell_ends=[3, 5])


def test_a_tag_may_stand_behind_the_hyphen() -> None:
    check("-</b>\n", "", "line_end_hyphen+markdown_mark", "## Т\n\n<b>жал{}пы\n**иш**\n")
    with pytest.raises(VerificationError, match=r"repairs\.after"):
        check("-**", "", "line_end_hyphen+markdown_mark", "## Т\n\n**жал{}пы\n**иш**\n")


# What a merged rule does stays where it is printed: nothing is added, moved, or taken from within a line.
@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("aл-б", "алб", "look_alike+line_end_hyphen"),
        ("aл-б-\nг", "албг", "look_alike+line_end_hyphen"),
        ("aл-б-\nг", "алб-г", "look_alike+line_end_hyphen"),
        ("-электри-\n", "электри-", "line_end_hyphen+mid_word_join"),
        ("көчөт", "кө-чөт", "look_alike+line_end_hyphen"),
        ("иш\nжана", "ишжа на", "letter_spacing+line_join"),
        ("  ", "", "line_end_hyphen"),
    ],
)
def test_a_merged_rule_moves_nothing(before: str, after: str, rule: str) -> None:
    with pytest.raises(VerificationError, match=r"repairs\.after"):
        check(before, after, rule)


def test_a_merged_rule_does_what_its_parts_may() -> None:
    check("aл-\nб", "алб", "look_alike+line_end_hyphen")
    check("aл-б-\nг", "ал-бг", "look_alike+line_end_hyphen")


def test_every_rule_of_the_pipeline_is_known() -> None:
    emitted = {
        rule for row in pq.read_table(RELEASE / "repairs.parquet").to_pylist() for rule in row["rule"].split("+")
    }
    assert emitted <= RULES
    rooms = (path for path in PIPELINE.rglob("*.py") if path.parent.name != "audit")
    code = "".join(path.read_text("utf-8") for path in rooms)
    assert all(f'"{rule}"' in code for rule in RULES)


def test_mark_is_one_of_the_reader() -> None:
    check("**", "", "markdown_mark", "## Т\n\n{}ТОКТОМ**\n\n**иш**\n")
    check("&laquo;", "«", "markdown_mark", MARKDOWN)
    check("<br>", " ", "markdown_mark", MARKDOWN)
    check("<br>\n", " ", "markdown_mark+line_join", MARKDOWN)
    for before, after in (("&laquo;", ""), ("<br>", "б"), ("сөз", "")):
        with pytest.raises(VerificationError, match=r"repairs\.after"):
            check(before, after, "markdown_mark", MARKDOWN)


# blanks become a tab only where the reader finds columns
def test_gap_between_columns() -> None:
    table = (
        "510100    Химия жана{}Кечки\n          физика\n510200    Тарых         Кечки\n510300    Музыка        Кечки\n"
    )
    check("    ", "\t", "column_gap", table)
    with pytest.raises(VerificationError, match=r"repairs\.after"):
        check("    ", "\t\t", "column_gap", table)
