"""Slugs: ids spell the printed key in lower-case Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.slugs import acronym_of, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("124-ИБ", "124-ib"),
        ("25/2-г", "25-2-g"),
        ("№ 354", "354"),
        # the letters of Kyrgyz and Kazakh
        ("Өңдөө Үй Ғылым Қазақ Әні Ұйым Һ", "ongdoo-uy-ghylym-qazaq-ani-uyym-h"),
        # soft and hard signs are silent
        ("Объявление", "obyavlenie"),
        ("—", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@given(st.text())
def test_a_slug_is_a_slug(text: str) -> None:
    slug = slug_of(text)
    assert slug_of(slug) == slug
    assert all(mark.isascii() and (mark.isalnum() or mark == "-") for mark in slug)


def test_an_acronym_inside_a_word_or_else_the_initials() -> None:
    assert acronym_of("ОшМУнун ректору") == "ОшМУ"
    assert acronym_of("Билим берүү министрлиги") == "Ббм"
