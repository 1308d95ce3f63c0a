"""Numbers of a scan are read as their column demands, and the letters of codes in Latin."""

from __future__ import annotations

import pytest

from pipeline.read.scan.lines import Piece
from pipeline.read.scan.numbers import mend_numbers
from pipeline.read.scan.tesseract import Recognized

SURE, UNSURE = 0.97, 0.5


def mended(*lines: str) -> list[tuple[str, float]]:
    """Recognize lines that begin at the same place, one below the other; return the first word of each and the rest."""
    pieces = [Piece([], (100.0, 50.0 * at, 400.0, 50.0 * at + 30)) for at in range(len(lines))]
    words = [[Recognized(word, (0.0, 0.0, 10.0, 10.0), SURE) for word in line.split()] for line in lines]
    return [(" ".join(word.text for word in line), line[0].sureness) for line in mend_numbers(pieces, words)]


@pytest.mark.parametrize(
    ("lines", "read", "sure"),
    [
        # both neighbours demand it: a letter and a comma that look like what must stand there
        (("2. Илимдер", "З. Өнөр", "4. Транспорт"), "3. Өнөр", SURE),
        (("3. Илимдер", "4, Өнөр", "5. Транспорт"), "4. Өнөр", SURE),
        (("9", "1О", "11"), "10", SURE),
        # only one does
        (("2. Илимдер", "З. Өнөр"), "3. Өнөр", UNSURE),
        (("Илимдер", "З. Өнөр", "4. Транспорт"), "3. Өнөр", UNSURE),
        # another digit is no letter that looks like it: the gap in the numbers tells
        (("2. Илимдер", "8. Өнөр", "4. Транспорт"), "8. Өнөр", SURE),
        # letters of subpoints and of first names
        (("а) илимдер", "б) өнөр", "в) транспорт"), "б) өнөр", SURE),
        (("Премьер-министр", "З. Каримова", "Министр"), "З. Каримова", SURE),
    ],
)
def test_what_a_column_demands(lines: tuple[str, ...], read: str, sure: float) -> None:
    assert mended(*lines)[1] == (read, sure)


def test_numbers_and_codes_are_parted_and_letters_of_codes_are_latin() -> None:
    assert mended("2.0900000 Транспорт")[0][0] == "2. 0900000 Транспорт"
    assert mended("№ 2.0900000")[0][0] == "№ 2.0900000"
    assert mended("6В02121 Цирк", "В086 Цирк", "7М011") == [
        ("6B02121 Цирк", SURE),
        ("B086 Цирк", SURE),
        ("7M011", SURE),
    ]
    assert mended("Группа В", "2018В", "5Д0101")[1:] == [("2018В", SURE), ("5Д0101", SURE)]


@pytest.mark.parametrize(
    ("lines", "read", "sure"),
    [
        # as many have the letter; where few have, it is unsure
        (("6B02121", "6802131", "7M02101"), "6B02131", SURE),
        (("6B02121", "6802131", "6802135"), "6B02131", UNSURE),
        # the letter of another level, of codes as long, or none at all
        (("7M02121", "6802131"), "6802131", SURE),
        (("6B021210", "6802131"), "6802131", SURE),
        # codes of digits: here the second one is any
        (("6B02121", "6802131", "6502131"), "6802131", SURE),
    ],
)
def test_a_digit_stands_for_the_letter_that_other_codes_have(lines: tuple[str, ...], read: str, sure: float) -> None:
    assert mended(*lines)[1] == (read, sure)
