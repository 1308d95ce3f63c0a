"""Each rule of a repair may do its own thing and no other's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.audit.printed import Printed
from pipeline.audit.repairs import check_repairs
from pipeline.errors import VerificationError
from pipeline.read import read_document

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
        ("\u00ad", "", "line_end_hyphen"),
        ("  ", " ", "white_space"),
        ("\u00a0", " ", "white_space"),
        (" ", "", "blank_before_mark"),
        (" ", "", "letter_spacing"),
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


def test_mark_is_one_of_the_reader() -> None:
    check("**", "", "markdown_mark", "## Т\n\n{}ТОКТОМ**\n\n**иш**\n")
    check("&laquo;", "«", "markdown_mark", MARKDOWN)
    check("<br>", " ", "markdown_mark", MARKDOWN)
    check("<br>\n", " ", "markdown_mark+line_join", MARKDOWN)
    for before, after in (("&laquo;", ""), ("<br>", "б"), ("сөз", "")):
        with pytest.raises(VerificationError, match=r"repairs\.after"):
            check(before, after, "markdown_mark", MARKDOWN)
