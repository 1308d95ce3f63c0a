"""Tables are read cell by cell, and columns in several languages are cut into pieces that say theirs."""

from __future__ import annotations

import textwrap

from pipeline.clean import clean_document
from pipeline.read import read_document
from pipeline.segment import segment_document

THREE = """
    Коду      Аталышы               Наименование           Name
    550600    Көркөмдүк билим       Художественное         Art Education
              берүү                 образование
    570002    Театр таануу          Театроведение          Theatre Studies
    570005    Кино таануу           Киноведение            Film Studies
"""
FORMS = """
    510100    Химия жана        Сырттан,      Кечки
              физика            экстернат
    510200    Тарых илими       Сырттан       Кечки
    510300    Музыка            Кечки         Сырттан
"""


def pieces_of(text: str) -> list[tuple[int | None, int, str | None, str]]:
    data = textwrap.dedent(text).strip("\n").encode()
    lines = segment_document(clean_document(read_document("akt", data))).lines
    return [(line.row, line.column, line.tongue, line.text.strip().replace("\t", "|")) for line in lines]


# the lines of a cell stand below each other, in the language of their column; one that no list is read in is told too
def test_columns_in_languages() -> None:
    assert [piece for piece in pieces_of(THREE) if piece[0] == 2] == [
        (2, 0, None, "550600"),
        (2, 1, "ky", "Көркөмдүк билим"),
        (2, 1, "ky", "берүү"),
        (2, 2, "ru", "Художественное"),
        (2, 2, "ru", "образование"),
        (2, 3, "en", "Art Education"),
    ]


# cells on one line stay together, until one goes on below
def test_columns_of_one_language() -> None:
    assert pieces_of(FORMS) == [
        (1, 0, None, "510100|Химия жана"),
        (1, 1, None, "физика"),
        (1, 2, None, "Сырттан,"),
        (1, 2, None, "экстернат"),
        (1, 3, None, "Кечки"),
        (2, 0, None, "510200|Тарых илими|Сырттан|Кечки"),
        (3, 0, None, "510300|Музыка|Кечки|Сырттан"),
    ]
