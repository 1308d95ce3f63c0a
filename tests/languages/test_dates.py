"""Dates: every printed form in three languages, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.dates import find_dates, parse_date

_RUSSIAN_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_KAZAKH_MONTHS = (
    "қаңтардағы ақпандағы наурыздағы сәуірдегі мамырдағы маусымдағы шілдедегі тамыздағы қыркүйектегі қазандағы "
    "қарашадағы желтоқсандағы".split()
)
_KYRGYZ_MONTHS = (
    "январындагы февралындагы мартындагы апрелиндеги майындагы июнундагы июлундагы августундагы сентябрындагы "
    "октябрындагы ноябрындагы декабрындагы".split()
)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        # Kyrgyz: year first, the month in any case
        ("2014-жылдын 26-июну", date(2014, 6, 26)),
        ("2018-жылдын 11-апрелиндеги", date(2018, 4, 11)),
        ("2011-жылы 23-августта", date(2011, 8, 23)),
        # Kyrgyz: day first, with and without a year word
        ("23-август 2011", date(2011, 8, 23)),
        ("23-март 2012-жыл", date(2012, 3, 23)),
        ("23-март 2012-ж.", date(2012, 3, 23)),
        # Kazakh
        ("2007 жылғы 3 желтоқсандағы", date(2007, 12, 3)),
        ("2007 жылғы 27 шілдедегі", date(2007, 7, 27)),
        ("2010 жылғы 8 ақпандағы", date(2010, 2, 8)),
        # Russian, also with the day in quotation marks
        ("26 июня 2014 года", date(2014, 6, 26)),
        ("5 апреля 2021 г.", date(2021, 4, 5)),
        ("«26» июня 2014 г.", date(2014, 6, 26)),
        # digits, either way round
        ("2008.06.25", date(2008, 6, 25)),
        ("12.10.2015", date(2015, 10, 12)),
        ("12.10.2015 г.", date(2015, 10, 12)),
        ("2021-04-05", date(2021, 4, 5)),
        # a line break, a page break's blank lines or a no-break blank between the parts and after hyphens
        ("2025-жылдын \n17-февралы", date(2025, 2, 17)),
        ("2014-жылдын 26-\nиюнунда", date(2014, 6, 26)),
        ("2025-\n\nжылдын 17-февралындагы", date(2025, 2, 17)),
        ("26\u00a0июня\u00a02014\u202fгода", date(2014, 6, 26)),
        # a word broken at the line end
        ("2014-жыл-\n\nдын 26-июнунда", date(2014, 6, 26)),
    ],
)
def test_a_printed_date_is_found_whole(printed: str, value: date) -> None:
    text = f"токтом {printed} № 354"
    (found,) = find_dates(text)
    assert (found.value, text[found.start : found.end], found.regular) == (value, printed, True)


@pytest.mark.parametrize(
    "text",
    [
        # no such day in that month
        "31 февраля 2001 года",
        "2011-жылдын 31-июну",
        "32.10.2015",
        "12.13.2015",
        # no day, or no year
        "2019-жылдын мартынан баштап",
        "20-майындагы",
        # years, ranges of years, and numbers that only contain dots
        "2012-2020-жылдарга",
        "2019-20-21-окуу жылында",
        "№ 17-42-3.3.7",
        "1.12.10.2015",
        # a word that only begins like a month of another language
        "5 майор 2014",
        # a longer number
        "26 июня 20145",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("printed", "regular"),
    [
        # the possessive is followed by `н` before the case ending: `-майындагы`
        ("2025-жылдын 20-майыдагы", False),
        ("2025-жылдын 20-майындагы", True),
        # Russian dates put the month into the genitive
        ("26 июнь 2014 года", False),
        ("26 июня 2014 года", True),
        # the nominative is usual in Kyrgyz
        ("2014-ж. 26-июнь", True),
    ],
)
def test_a_suspected_misprint_is_still_a_date(printed: str, regular: bool) -> None:
    (found,) = find_dates(printed)
    assert found.regular is regular


def test_the_full_stop_after_digits_is_not_part_of_the_date() -> None:
    (found,) = find_dates("2008.06.25.  N 379")
    assert (found.start, found.end) == (0, 10)


def test_dates_stand_in_the_order_of_the_text() -> None:
    text = "2018-жылдын 11-июнундагы № 279, 2019-жылдын \n\n24-октябрындагы № 572, от 5 апреля 2021 г."
    assert [found.value for found in find_dates(text)] == [date(2018, 6, 11), date(2019, 10, 24), date(2021, 4, 5)]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_language(day: date) -> None:
    month = day.month - 1
    assert parse_date(f"от {day.day} {_RUSSIAN_MONTHS[month]} {day.year} года") == day
    assert parse_date(f"{day.year} жылғы {day.day} {_KAZAKH_MONTHS[month]}") == day
    assert parse_date(f"{day.year}-жылдын {day.day}-{_KYRGYZ_MONTHS[month]}") == day
    assert parse_date(f"{day:%d.%m}.{day.year}") == day


def test_every_month_of_an_act_has_a_regular_ending() -> None:
    for months in (_RUSSIAN_MONTHS, _KAZAKH_MONTHS, _KYRGYZ_MONTHS):
        texts = [f"1 {month} 2014" for month in months]
        assert [found.regular for text in texts for found in find_dates(text)] == [True] * 12


@pytest.mark.parametrize(
    "text",
    [
        # none
        "токтом № 354",
        # two, even of the same day
        "26 июня 2014 года и 26 июня 2014 года",
    ],
)
def test_parse_date_wants_exactly_one(text: str) -> None:
    with pytest.raises(ValueError, match="exactly one date"):
        parse_date(text)
