"""What a text says: its letters whatever parts them, its figures with all that makes them."""

from __future__ import annotations

import pytest

from pipeline.text.spelled import spell_out


# the same words and figures, printed otherwise
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Окутуу уюму", "окутуу  уюму."),
        ("билим берүү", "бил-\nим берүү"),
        ("1 000 сом", "1000 сом"),
        ("5 %", "5%"),
        ("6–10 ай", "6-10 ай"),
        ("12 ай;", "12 ай."),
        ("«ЖОЖ» 3-пункт", "ЖОЖ 3-пункт"),
        ("студенттер - 5", "студенттер — 5"),
    ],
)
def test_the_same_is_said(one: str, other: str) -> None:
    assert spell_out(one) == spell_out(other)


# another figure, however near
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4,5 балла", "45 балла"),
        ("1.5 часа", "15 часа"),
        ("10-12 часов", "1012 часов"),
        ("на 5 %", "на 5"),
        ("ниже -20 градусов", "ниже 20 градусов"),
        ("+18", "-18"),
        ("1/2", "12"),
        ("12.05", "1205"),
        ("2 000", "2"),
        ("5 лет", "5,0 лет"),
    ],
)
def test_another_figure_is_said(one: str, other: str) -> None:
    assert spell_out(one) != spell_out(other)


@pytest.mark.parametrize("text", ["", " ", "—", "...", "()"])
def test_nothing_is_said(text: str) -> None:
    assert spell_out(text) == ""
