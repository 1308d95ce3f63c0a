"""The ledger: every character that isn't blank has exactly one fate."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.clean import Cleaned
from pipeline.model import Destiny, Row
from pipeline.parse.ledger import Region, keep_ledger
from pipeline.segment import segment_document
from tests.parse.sample import clean, parse, value_of
from tests.parse.texts import BILINGUAL, DECREE_RU, GOVERNMENT_KY, HEAD, ORDER_KK, TABLE, TWO_STAMPS_KY


def ledger(cleaned: Cleaned, rows: list[Row], *regions: Region) -> tuple[Destiny, ...]:
    return keep_ledger(cleaned, segment_document(cleaned), rows, regions, ("unexplained", "prose"))


def spelled(text: str, fates: tuple[Destiny, ...]) -> list[tuple[str, str, str]]:
    return [(text[one.start : one.end], one.fate, one.rule) for one in fates]


def check_every_character_once(text: str, fates: tuple[Destiny, ...]) -> None:
    times: Counter[int] = Counter(i for one in fates for i in range(one.start, one.end) if not text[i].isspace())
    assert set(times.values()) <= {1}
    assert [i for i, mark in enumerate(text) if not mark.isspace()] == sorted(times)
    assert list(fates) == sorted(fates, key=lambda one: one.start)
    for one in fates:
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()


# A value comes first, then the mark of a region between values, then what nothing claims.
def test_who_owns_what() -> None:
    text = "1) 060101 Дарылоо иши.\nКалганы"
    row = Row("list_entries", "e", {}, {"code": value_of("060101", 3), "name_ky": value_of("Дарылоо иши", 10)})
    fates = ledger(clean(text), [row], Region(((0, 22),), "ignored", "separator"))
    assert spelled(text, fates) == [
        ("1", "unexplained", "prose"),
        (")", "ignored", "separator"),
        ("060101", "value", "code"),
        ("Дарылоо иши", "value", "name_ky"),
        (".", "ignored", "separator"),
        ("Калганы", "unexplained", "prose"),
    ]
    assert {one.row_id for one in fates if one.fate == "value"} == {"e"}


# The first of two values that share characters has them.
def test_shared_characters() -> None:
    rows = [
        Row("lists", "l", {}, {"title_ky": value_of("Дарылоо иши")}),
        Row("lists", "m", {}, {"num": value_of("иши", 8)}),
    ]
    assert spelled("Дарылоо иши", ledger(clean("Дарылоо иши"), rows)) == [("Дарылоо иши", "value", "title_ky")]


# A heading's region takes whole lines but for their values; page numbers are furniture, marks of the format ignored.
def test_headings_furniture_and_marks() -> None:
    text = "# Баш\n1\n**Тизмек** эки\n2\nКалганы"
    fates = ledger(clean(text), [], Region(((8, 22),), "heading", "annex_heading"))
    assert spelled(text, fates) == [
        ("#", "ignored", "markdown_mark"),
        ("Баш", "unexplained", "prose"),
        ("1", "furniture", "page_number"),
        ("**", "ignored", "markdown_mark"),
        ("Тизмек", "heading", "annex_heading"),
        ("**", "ignored", "markdown_mark"),
        ("эки", "heading", "annex_heading"),
        ("2", "furniture", "page_number"),
        ("Калганы", "unexplained", "prose"),
    ]


@pytest.mark.parametrize("text", [GOVERNMENT_KY, DECREE_RU, ORDER_KK, TWO_STAMPS_KY, BILINGUAL, HEAD + TABLE])
def test_every_character_of_an_act(text: str) -> None:
    check_every_character_once(text.strip("\n"), parse(text).destinies)


PIECES = st.sampled_from(
    [
        *"ТОКТОМ|2011-жылдын 23-августу № 496|Тизмекти бекитүү жөнүндө|Премьер-министр А. Атамбаев|1-тиркеме".split(
            "|"
        ),
        *"060101 Дарылоо иши|1. Өнер|Коду Адистиктин аталышы|Сырттан, |экстернат|(редакцияга ылайык)|Баары: 2".split(
            "|"
        ),
        *"1. Орто кесиптик билим берүү адистиктери:|**ПРИКАЗ**|от 5 мая 2010 г. № 7|Об утверждении|Қ а з а қ|<b>".split(
            "|"
        ),
        *"БЕКИТИЛДИ|№ 7 буйругу менен|құралда-|рын|\u00ad|\u00a0|\ufffd|Қaнт|1. Бап......4|3|\t|#|\u200b|portalу".split(
            "|"
        ),
    ]
)


# Texts made of such pieces in any order: nothing fails, every character has one fate, every span is in the text.
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " ", "  ", "\f"])), min_size=1, max_size=24))
def test_every_character_of_any_text(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces).strip("\n")
    if not text.strip():
        return
    extraction = parse(text)
    check_every_character_once(clean(text).document.text, extraction.destinies)
    for row in extraction.rows:
        for value in row.values.values():
            for witness in value.witnesses:
                assert all(0 <= piece.start < piece.end <= len(text) for piece in witness.pieces)
