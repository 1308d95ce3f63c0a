"""Act numbers: how they are printed after their sign, and where they stop."""

import pytest

from pipeline.languages.act_numbers import find_act_numbers


@pytest.mark.parametrize(
    ("text", "nums"),
    [
        # digits, with the sign attached, apart, or at the end of the line before
        ("№ 354", ["354"]),
        ("№496 токтому", ["496"]),
        ("2018-жылдын 11-апрелиндеги № \n197, 2018-жылдын", ["197"]),
        # `N` for `№`
        ("N 602 Бұйрығы", ["602"]),
        ("Бұйрығымен.N 379 3-т.", ["379"]),
        # letters and further parts
        ("№ 69-ФЗ «Об образовании»", ["69-ФЗ"]),
        ("№ 120-П/237", ["120-П/237"]),
        ("№ 17-42-3.3.7", ["17-42-3.3.7"]),
        ("N 319-III", ["319-III"]),
        ("№ 946-ө бұйрығы", ["946-ө"]),
        ("№ ҚР ДСМ-49", ["ҚР ДСМ-49"]),
        # blanks around the hyphen of a suffix
        ("№ 124 - ИБ буйругу менен", ["124 - ИБ"]),
        # the country of the next clause is no suffix
        ("№ 40 - ҚР Білім және ғылым министрінің", ["40"]),
        # a full stop or comma ends the number
        ("№ 201. № 13, 17", ["201", "13"]),
        # an annex or point that is numbered before its word
        ("№ 1-тиркеме", ["1"]),
        # the head of a table
        ("№ Коду", []),
        ("№ КОДУ 560100", []),
        ("№ п/п", []),
        # no sign
        ("354 токтом, DP-08", []),
    ],
)
def test_numbers_are_found_as_printed(text: str, nums: list[str]) -> None:
    found = find_act_numbers(text)
    assert [number.num for number in found] == nums
    assert [text[number.start : number.end] for number in found] == nums


def test_the_sign_has_its_own_place() -> None:
    (found,) = find_act_numbers("токтом № 354")
    assert (found.sign_start, found.start) == (7, 9)
