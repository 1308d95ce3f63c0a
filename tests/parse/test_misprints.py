"""Suspected misprints: words one letter away from a word of the same source."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.model import Row
from pipeline.parse.lists.misprints import find_foreign_words, find_misprints
from tests.parse.sample import codes, value_of


def entries(*names: str, column: str = "name_kk") -> list[Row]:
    return [Row("list_entries", f"e{i}", {}, {column: value_of(name, 100 * i)}) for i, name in enumerate(names)]


def suspected(words: dict[str, int], *names: str) -> list[str]:
    """Return the suspected words of the names, in a source that prints these words so often."""
    printed = Counter(word for name in names for word in name.lower().split())
    return [one.message.split("'")[1] for one in find_misprints(entries(*names), printed + Counter(words))]


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        # a letter lost, one too many, one for another, two changed places
        ({"технологиясы": 5}, "Тағам технолгиясы", ["технолгиясы"]),
        ({"транспорттық": 5}, "Трансплорттық құрылыс", ["трансплорттық"]),
        ({"технологиясы": 5}, "Тағам технелогиясы", ["технелогиясы"]),
        ({"технологиясы": 5}, "Тағам техноолгиясы", ["техноолгиясы"]),
        # as often as the other or more often: no misprint
        ({"технологиясы": 5, "технолгиясы": 5}, "Тағам технолгиясы", []),
        # forms of one word: they differ at the end
        ({"технологиясын": 5}, "Тағам технологиясы", []),
        ({"операторлары": 5}, "Машина операторлар", []),
        # the letter before an ending: only where the other's stem is a word and this one's isn't
        ({"лаборанты": 3, "лаборант": 1}, "Токсиколог лаборанаты", ["лаборанаты"]),
        ({"лаборанты": 3}, "Токсиколог лаборанаты", []),
        ({"тарихтын": 3, "тарих": 1}, "Өнер тарихын", []),
        # two letters apart
        ({"технологиясы": 5}, "Тағам технлгиясы", []),
        # other first letter: another word
        ({"сатушысының": 5}, "Дүкен татушысының", []),
        # a short word needs its neighbour as a second witness, one of four letters is never suspected
        ({"қосуға": 5}, "Іске қоуға", []),
        ({"қосу": 5}, "Іске қоу", []),
    ],
)
def test_one_letter_away(words: dict[str, int], name: str, expected: list[str]) -> None:
    assert suspected(words, name) == expected


def test_neighbour_of_a_short_word() -> None:
    assert suspected({"қосуға": 5}, "Іске қосуға дайындаушы", "Іске қоуға") == ["қоуға"]


# A name of two languages or rows is suspected once; the finding is at the name.
def test_finding_is_at_the_name() -> None:
    (row,) = entries("Тағам технолгиясы")
    words = Counter({"технологиясы": 5, "технолгиясы": 1, "тағам": 1})
    (finding,) = find_misprints([row, row], words)
    assert (finding.code, finding.severity, finding.row_id) == ("suspected_misprint", "info", "e0")
    assert (finding.start, finding.end) == (0, len("Тағам технолгиясы"))


# A small Russian word in a name of another language; one that both languages have; a Russian name.
@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("Маданият и искусство", "group_name_ky", ["suspected_misprint"]),
        ("Маданият жана искусство", "group_name_ky", []),
        ("Культура и искусство", "group_name_ru", []),
        ("И.К. Ахунбаев окуусу", "name_ky", []),
    ],
)
def test_foreign_words(name: str, column: str, expected: list[str]) -> None:
    assert codes(find_foreign_words(entries(name, column=column))) == expected
