"""Lines that are wrapped for people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.browse.lines import NARROWEST_TEXT, Line, wrap

WORDS = st.lists(st.text(alphabet="абв—", min_size=1, max_size=30), min_size=1, max_size=20).map(" ".join)


def test_spans_keep_their_tones() -> None:
    line = Line((("num", "1.  "), ("text", "бир эки үч төрт "), ("hit", "беш алты"), ("text", " жети")), 2, 4)
    first, second = wrap(line, 26)
    assert first.spans == (("num", "1.  "), ("text", "бир эки үч төрт "), ("hit", "беш"))
    assert second == Line((("hit", "алты"), ("text", " жети")), 6)


# An id is never cut, however narrow the terminal is.
def test_long_words_stay_whole() -> None:
    words = "х" * 90
    assert [line.text for line in wrap(Line((("text", f"бир {words} эки"),)), 30)] == ["бир", words, "эки"]


def test_empty_line() -> None:
    assert [line.text for line in wrap(Line(()), 80)] == [""]


@given(WORDS, st.integers(0, 12), st.integers(0, 6), st.integers(1, 60))
def test_nothing_is_lost(words: str, indent: int, hang: int, width: int) -> None:
    lines = list(wrap(Line((("text", words),), indent, hang), width))
    assert " ".join(line.text.strip() for line in lines) == words
    room = max(width, indent + hang + NARROWEST_TEXT)
    assert all(len(line.text) <= room or " " not in line.text.strip() for line in lines)
