"""Stamps of a cover: who approved and who adopted, when and by which paper."""

from __future__ import annotations

import pytest

from pipeline.parse.passage import Passage
from pipeline.parse.stamps import Stamp, find_approval
from tests.parse.sample import passage_of

TWO = """
УНИВЕРСИТЕТ
ОшТУнун Окумуштуулар
кеңешинин
ОшТУнун ректорунун
2025-жылдын
28-апрелиндеги
№ 7 протоколу менен
2025-жылдын
20-майындагы
№ 124 - ИБ буйругу менен
КАБЫЛ АЛЫНДЫ  БЕКИТИЛДИ
"""


def seen(passage: Passage, stamp: Stamp | None) -> tuple[str, str, str] | None:
    """Return body, date and number of a stamp."""
    if stamp is None:
        return None
    issuer = passage.text[slice(*stamp.issuer)] if stamp.issuer else ""
    return issuer, stamp.date.key if stamp.date else "", stamp.number.key if stamp.number else ""


# Read across two columns, the first body goes with the first date, paper and verb.
def test_two_stamps_side_by_side() -> None:
    passage = passage_of(TWO)
    approval = find_approval(passage, "ky")
    assert approval is not None
    assert seen(passage, approval.adopted) == ("ОшТУнун Окумуштуулар\nкеңешинин", "2025-04-28", "7")
    assert seen(passage, approval.approved) == ("ОшТУнун ректорунун", "2025-05-20", "124 - ИБ")
    assert (approval.first_line, approval.last_line) == (1, 10)


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        # the verb below, above, and in the other languages
        ("ky", "Ректорунун\n2019-жылдын 5-мартындагы\n№ 17 буйругу менен\nБЕКИТИЛДИ", "17"),
        ("ky", "БЕКИТИЛДИ\nРектордун 2019-жылдын 5-мартындагы\n№ 17 буйругу менен", "17"),
        ("ru", "УТВЕРЖДЕНО\nприказом ректора\nот 5 марта 2019 года № 17", "17"),
        ("kk", "БЕКІТІЛДІ\nРектордың 2019 жылғы 5 наурыздағы\n№ 17 бұйрығымен", "17"),
        # without a number
        ("ru", "УТВЕРЖДЕНО\nрешением ученого совета\nот 5 марта 2019 года", ""),
    ],
)
def test_one_stamp(lang: str, text: str, number: str) -> None:
    approval = find_approval(passage_of(text), lang)
    assert approval is not None
    assert approval.adopted is None
    assert approval.approved.date is not None
    assert approval.approved.date.key == "2019-03-05"
    assert (approval.approved.number.key if approval.approved.number else "") == number


# Nothing pairs up without a date, in another language, for two verbs and one date; a sentence is no stamp.
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ky", "Ректорунун буйругу менен\nБЕКИТИЛДИ"),
        ("ru", "Ректорунун\n2019-жылдын 5-мартындагы\n№ 17 буйругу менен\nБЕКИТИЛДИ"),
        ("ky", "2019-жылдын 5-мартындагы\n№ 17 буйругу менен\nКАБЫЛ АЛЫНДЫ  БЕКИТИЛДИ"),
        ("ky", "2019-жылдын 5-мартындагы № 17\nБул жобо окумуштуулар кеңешинде бекитилди"),
        ("ky", "2019-жылдын 5-мартындагы\n№ 17 буйругу менен\nКАБЫЛ АЛЫНДЫ"),
    ],
)
def test_no_approval(lang: str, text: str) -> None:
    assert find_approval(passage_of(text), lang) is None
