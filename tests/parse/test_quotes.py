"""Quotation marks, and which closes which."""

from __future__ import annotations

import pytest

from pipeline.parse.prose.quotes import find_closing, find_opening, find_quote_marks


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        # the same mark on both sides; one behind a bracket; one before a full stop
        ('Закон "О науке", ("О труде").', [True, False, True, False]),
        # a mark that opens in one country and closes in another
        ("„Наука“ и “Билим”", [True, False, True, False]),
        # two at once, of one sort and of two
        ('""О науке""', [True, True, False, False]),
        ('«О "Росатоме"»', [True, True, False, False]),
        # blanks on both sides
        ('закон " О науке " и', [True, False]),
        ("“ Билим берүү ” мыйзам", [True, False]),
    ],
)
def test_which_marks_open(text: str, opens: list[bool]) -> None:
    assert [mark.opens for mark in find_quote_marks(text)] == opens


@pytest.mark.parametrize(
    ("text", "opening", "closing"),
    [
        ('"О науке" и "О труде"', 0, 1),
        ('"О Законе "О науке"" и "О труде"', 0, 3),
        # one mark for two, and a title that goes on behind it; an act with its own number is another
        ('"О Законе "О науке" (2004);', 0, 2),
        ('"О Законе "О науке" и Законе "О труде";', 0, 4),
        ('"О Законе "О науке" и Закон № 5 "О труде";', 0, 2),
        # nothing closes it in its item of the list
        ('"О науке;\n2) "О труде"', 0, None),
    ],
)
def test_closing(text: str, opening: int, closing: int | None) -> None:
    assert find_closing(text, find_quote_marks(text), opening) == closing


@pytest.mark.parametrize(
    ("text", "closing", "opening"),
    [
        ('"Ғылым" және "Еңбек туралы"', 3, 2),
        # one mark for two
        ('"Тізбені бекіту туралы" бұйрығына өзгеріс енгізу туралы"', 2, 0),
        # the item before it does not count
        ('"Еңбек;\n2) тізбе туралы"', 1, None),
    ],
)
def test_opening(text: str, closing: int, opening: int | None) -> None:
    assert find_opening(text, find_quote_marks(text), closing) == opening
