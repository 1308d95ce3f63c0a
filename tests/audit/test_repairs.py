"""Each rule of a repair may do its own thing and no other's."""

from __future__ import annotations

from contextlib import nullcontext
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


def check(before: str, after: str, rule: str, text: str = "х{}х\n") -> None:
    """Check one repair of a text that holds what it replaces."""
    data = text.format(before).encode()
    document = read_document("x", data)
    start = text.index("{}")
    end = start + len(before)
    row = {"repair_id": f"x:{start}-{end}", "source_id": "x", "char_start": start, "char_end": end}
    row |= {"rule": rule, "before": before, "after": after}
    check_repairs([row], Printed(Path("x/act.txt"), len(data), document, ()))


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
        (" ", "-", "split_word"),
        ("-", "", "invisible_character"),
        ("a", "о", "look_alike"),
        ("a", "", "look_alike"),
        ("к", "г", "correction"),
        ("*", "", "markdown_mark"),
        ("a\u200b", "о", "look_alike+invisible_character"),
        ("a-\u200b", "а", "look_alike+invisible_character"),
        (" ", "", "tidying"),
        (" ", "", "white_space+tidying"),
    ],
)
def test_rule_does_nothing_else(before: str, after: str, rule: str) -> None:
    with pytest.raises(VerificationError, match=r"repairs\.(after|rule)"):
        check(before, after, rule)


# A hyphen is taken at the end of a line or of a cell, and nowhere else.
@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        ("жал{}\nпы", True),
        ("жал{}\u200b  \nпы", True),
        ("жал{}", True),
        ("жал{}   күндүзгү\nпы", True),
        ("| жал{} | күндүзгү |", True),
        ("жал{}пы", False),
        ("жал{} пы\n", False),
    ],
)
@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u00ad"])
def test_hyphen_of_a_line_end(text: str, is_taken: bool, hyphen: str) -> None:
    with nullcontext() if is_taken else pytest.raises(VerificationError, match=r"repairs\.after"):
        check(hyphen, "", "line_end_hyphen", text)


def test_a_merged_rule_keeps_the_hyphens_within_a_line() -> None:
    check("aл-\nб", "алб", "look_alike+line_end_hyphen")
    with pytest.raises(VerificationError, match=r"repairs\.after"):
        check("aл-б", "алб", "look_alike+line_end_hyphen")
    with pytest.raises(VerificationError, match=r"repairs\.after"):
        check("aл-б-\nг", "албг", "look_alike+line_end_hyphen")


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
