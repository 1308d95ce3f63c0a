"""Words of a PDF's page: raised digits, and the gaps between letters set apart."""

from __future__ import annotations

import pytest

from pipeline.read.pdf.words import Word, line_of, raise_digits, word_gaps


def word(text: str, x0: float, x1: float, top: float = 100.0, bottom: float = 112.0) -> Word:
    return Word(text, x0, top, x1, bottom, False, False)


@pytest.mark.parametrize(
    ("mark", "read"),
    [
        # smaller, above the line, at the word's end
        (word("1", 60, 64, 98, 106), ["Графика¹"]),
        (word("12", 60, 68, 98, 106), ["Графика¹²"]),
        # below the line: H₂O
        (word("2", 60, 64, 104, 112), ["Графика", "2"]),
        # as high as the word, or of the line above
        (word("1", 60, 66), ["Графика", "1"]),
        (word("1", 60, 64, 80, 88), ["Графика", "1"]),
        # of another column
        (word("1", 90, 94, 98, 106), ["Графика", "1"]),
        # no digit
        (word("я", 60, 64, 98, 106), ["Графика", "я"]),
    ],
)
def test_small_digits_above_a_words_line_are_raised(mark: Word, read: list[str]) -> None:
    assert [one.text for one in raise_digits([word("Графика", 10, 60), mark])] == read


def test_the_mark_before_a_note_stands_on_its_line() -> None:
    mark, note = raise_digits([word("1", 10, 14, 98, 106), word("Ескерту:", 16, 60)])
    assert (mark.text, mark.middle, note.text) == ("¹", note.middle, "Ескерту:")


def test_wide_gaps_part_the_words_of_a_letter_spaced_line() -> None:
    spaced = [word(letter, x, x + 6) for letter, x in zip("Өнержәне", (0, 10, 20, 30, 46, 56, 66, 76), strict=True)]
    assert word_gaps(line_of(spaced, 1)) == [4]
    assert word_gaps(line_of([word("Өнер", 0, 30), word("ж", 46, 50), word("ә", 56, 60), word("н", 90, 94)], 1)) == []
