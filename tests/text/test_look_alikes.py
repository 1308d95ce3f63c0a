"""Look-alike letters: towards the script that the other letters prove, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.look_alikes import find_look_alikes


def mend(text: str) -> str:
    letters = list(text)
    for at, letter in find_look_alikes(text):
        letters[at] = letter
    return "".join(letters)


@pytest.mark.parametrize(
    ("printed", "mended"),
    [
        ("Қaнттық", "Қанттық"),
        ("Yй", "Үй"),
        ("portalу", "portaly"),
        # a Latin i for the Kazakh і, as a Russian keyboard makes it
        ("кейiн күнтiзбелiк", "кейін күнтізбелік"),
        # one letter stands for nothing, and neither does a word of one script
        ("a C IV Univer", "a C IV Univer"),
        # a letter that has no twin: nothing in the word is touched
        ("сzет", "сzет"),
        # the letters that have no twin prove the script: a Latin Z, and no Cyrillic letter that isn't alike
        ("ZООМ-да", "ZOOM-да"),
        # digits and hyphens part words
        ("B2В", "B2В"),
    ],
)
def test_look_alikes(printed: str, mended: str) -> None:
    assert mend(printed) == mended


@given(st.text(alphabet="aаeеoоcсpрxхyуhһiіYҮzжқ "))
def test_mending_twice_is_mending_once(text: str) -> None:
    assert mend(mend(text)) == mend(text)
    assert len(mend(text)) == len(text)
