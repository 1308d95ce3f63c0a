"""Blanks inside words, line by line."""

from __future__ import annotations

import pytest

from pipeline.clean.cleaned import apply_edits
from pipeline.clean.spacing import find_letter_spacing


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Қ а з а қ с т а н  Р е с п у б л и к а с ы", "Қазақстан  Республикасы"),
        # numbers and marks inside a letter-spaced line
        ("1 .  Қ о с а  б е р і л і п  о т ы р ғ а н :", "1.  Қоса  беріліп  отырған:"),
        # a row of numbers, of crosses, or of two words and numbers is no word
        ("1 2 3 4 5 6 7", "1 2 3 4 5 6 7"),
        ("+ + + + + +", "+ + + + + +"),
        # a cell of a row is spaced or not, whatever stands beside it
        ("639400\tӨ л і м\tСырттай", "639400\tӨлім\tСырттай"),
        ("А\tБ\tВ\tГ\tД\tЕ", "А\tБ\tВ\tГ\tД\tЕ"),
        ("1\t2 3 4\tк о д", "1\t2 3 4\tкод"),
        # a capital and small letters behind it are a word on a line of others, too
        ("639400 Ө л і м  Сырттай", "639400 Өлім  Сырттай"),
        ("категории В С Е Д", "категории В С Е Д"),
        # fewer letters are a word only if the languages know it
        ("У К А З", "УКАЗ"),
        ("Ж О Б О", "ЖОБО"),
        ("В С Е Д", "В С Е Д"),
        ("а б в г", "а б в г"),
        ("", ""),
    ],
)
def test_letter_spacing(line: str, read: str) -> None:
    assert apply_edits(line, find_letter_spacing(line, 0)) == read


def test_offsets_count_from_the_given_one() -> None:
    (first, *_) = find_letter_spacing("ж о б о с у", 100)
    assert (first.start, first.end, first.before, first.after) == (101, 102, " ", "")
