"""Words as a search compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.fold import find_words, normalize, weaken


def folded(text: str) -> list[str]:
    return [word.folded for word in find_words(normalize(text))]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ОКУТУУ", "окутуу"),
        ("Ёлка", "елка"),
        ("oкутуу", "окутуу"),  # a Latin o
        ("COM", "СОМ"),  # all Latin, all with twins
        ("6B01101", "6В01101"),  # a code with the letter of either script
        ("дис\u0442анция", "дистанция"),
        ("и\u0306од", "йод"),  # a letter of two code points
        ("о\u0301кутуу", "окутуу"),  # a stress mark
    ],
)
def test_the_same_word(typed: str, printed: str) -> None:
    assert folded(typed) == folded(printed)


# Latin words stay Latin: "portal" is no Cyrillic word, in capitals or not.
def test_latin_words() -> None:
    assert folded("portal PORTAL") == ["portal", "portal"]


def test_letters_that_a_keyboard_lacks() -> None:
    assert weaken("үөңқғұәіһ") == "уонкгуаих"


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    text = normalize(text)
    words = find_words(text)
    assert all(text[word.start : word.end].strip() and word.folded for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
