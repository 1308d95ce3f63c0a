"""Words that a line end cuts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.cut_words import join_cut_words, printed_end


@given(st.text(alphabet="аб- \n\vА.", max_size=40))
def test_joining_cut_words_keeps_lengths_and_begins(text: str) -> None:
    joined = join_cut_words(text)
    assert len(joined) == len(text)
    assert all(printed_end(joined, end) >= end for end in range(len(joined) + 1))
