"""Furniture: what a page prints for the page's sake. What only looks like it is the act's."""

from __future__ import annotations

import pytest

from pipeline.segment.furniture import find_furniture


@pytest.mark.parametrize(
    ("lines", "furniture"),
    [
        # a link of the PDF
        (["http://cbd.minjust.gov.kg/act/view/ru-ru/157214?cl=ky-kg"], {0: "address"}),
        (["порталдын дареги: www.oshsu.kg"], {}),
        # the printing house's number of a form; a year or a code with no star is none
        (["012540*"], {0: "form_number"}),
        (["560001"], {}),
        # lines of signs
        (["_______________"], {0: "rule"}),
        (["* * *"], {0: "rule"}),
        (["-"], {}),
        # page numbers count up from 1 or 2
        (["1", "сөз", "2", "сөз", "- 3 -"], {0: "page_number", 2: "page_number", 4: "page_number"}),
        (["сөз", "стр. 2", "сөз", "3-бет"], {1: "page_number", 3: "page_number"}),
        # a lone number, or numbers that don't count up, are the act's
        (["1", "сөз"], {}),
        (["77", "сөз", "602"], {}),
        # a header of two lines that the second page repeats; on the first it is the title's
        (
            ["1", "ОшМУ", "Жобо", "сөз", "2", "ОшМУ", "Жобо", "башка"],
            {0: "page_number", 4: "page_number", 5: "running_header", 6: "running_header"},
        ),
        # one line that stands again is chance, until it stands on three pages
        (["1", "ОшМУ", "бир", "2", "ОшМУ", "эки"], {0: "page_number", 3: "page_number"}),
        (
            ["1", "ОшМУ", "бир", "2", "ОшМУ  ", "эки", "3", "ОшМУ", "үч"],
            {0: "page_number", 3: "page_number", 6: "page_number", 4: "running_header", 7: "running_header"},
        ),
        # a table of contents with its title and a line that wraps
        (
            [
                "Мазмуну",
                "1. Жалпы жоболор......4",
                "2. Уюштуруу жана",
                "башкаруу . . . . . 5",
                "3. Корутунду……… 6",
                "сөз",
            ],
            dict.fromkeys(range(5), "contents"),
        ),
        # two dotted lines are no table of contents
        (["Аты.............. 4", "Жашы............. 5"], {}),
        ([], {}),
    ],
)
def test_furniture(lines: list[str], furniture: dict[int, str]) -> None:
    assert find_furniture(lines) == furniture
