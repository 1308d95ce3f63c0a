"""The words of a text: the witnesses of every join."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.words import count_words, wraps_with_blank


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Слесарь-электрик"], {"слесарь-электрик": 1, "слесарь": 1, "электрик": 1}),
        # halves beside a hyphen at a line's end witness nothing
        (["бир құралда-", "рын эки"], {"бир": 1, "эки": 1}),
        # a capital begins a new line, not the rest of a word
        (["бир-", "Эки"], {"бир": 1, "эки": 1}),
        # blank lines between don't matter
        (["құралда\u00ad", "", "рын"], {}),
        # numbers are no words
        (["2025-жыл"], {"жыл": 1}),
        ([], {}),
        (["", " "], {}),
    ],
)
def test_words_are_counted(lines: list[str], words: dict[str, int]) -> None:
    assert dict(count_words(lines)) == words


def test_bare_ends_are_cuts_only_where_lines_go_on_with_a_blank() -> None:
    wrapped = ["сөз "] * 12
    assert wraps_with_blank([*wrapped, "сы", "рттан"])
    assert count_words([*wrapped, "сы", "рттан"])["рттан"] == 0
    assert not wraps_with_blank(["сөз"] * 12)
    # too few lines to speak of a habit
    assert not wraps_with_blank(["сөз "] * 3)


@given(st.lists(st.text(alphabet="аб- \u00ad")))
def test_any_lines_have_words(lines: list[str]) -> None:
    assert all(count > 0 and word.strip("-") == word for word, count in count_words(lines).items())
