"""Headings of groups in several languages in one cell are parted, or make the rows below them doubtful."""

from __future__ import annotations

import pytest

from pipeline.segment.tongue_rows import IN_ONE_CELL
from tests.laid_out import extract

HEAD = (
    "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ",
    "ТОКТОМ",
    "2016-жылдын 14-июну № 228",
    "Тизмекти бекитүү жөнүндө",
    "Кыргыз Республикасынын Өкмөтү токтом кылат:",
    "1. Тиркелген тизмек бекитилсин.",
    "Премьер-министр К. Байтемиров",
    "Кыргыз Республикасынын Өкмөтүнүн<br>2016-жылдын 14-июнундагы<br>№ 228 токтомуна<br>тиркеме",
    "Экстернат формасында окутууга жол берилбеген адистиктердин<br>ТИЗМЕГИ",
)
ENTRIES = (
    ("510100", "Математика жана информатика", "Математика и информатика"),
    ("510200", "Химия жана жашоо илими", "Химия и науки о жизни"),
    ("520100", "Укук таануу", "Юриспруденция"),
    ("520200", "Калктын саламаттыгын сактоо", "Охрана здоровья населения"),
)


def read_groups(first: str, second: str) -> tuple[list[tuple[str, str, str]], bool]:
    """Return the number or code of each row's group and its names, and whether all rows are doubtful for its sake."""
    rows = [("Коду", "Адистиктин аталышы", "Наименование специальности"), *ENTRIES]
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    for at, heading in ((3, second), (1, first)):
        cells.insert(at, f"<td colspan=3>{heading}</td>")
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    found = extract(f"<html><meta charset=utf-8><body>{head}<table>{table}</table></body></html>".encode())
    entries = [row for row in found.rows if row.table == "list_entries"]
    assert [row.values["code"].value for row in entries] == [code for code, _, _ in ENTRIES]
    texts = [{key: str(value.value) for key, value in row.values.items()} for row in entries]
    groups = [
        (one.get("group_num", one.get("group_code", "")), one["group_name_ky"], one["group_name_ru"]) for one in texts
    ]
    doubted = {one.row_id for one in found.findings if one.code == "row_doubtful" and IN_ONE_CELL in one.message}
    return groups, doubted == {row.row_id for row in entries}


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("Табигый илимдер / Естественные науки", "Укук / Право", ("", "")),
        ("1. Табигый илимдер<br>Естественные науки", "2. Укук<br>Право", ("1", "2")),
        ("510000 Табигый илимдер Естественные науки", "520000 Укук Право", ("510000", "520000")),
    ],
)
def test_each_half_of_a_heading_is_in_its_language(first: str, second: str, numbers: tuple[str, str]) -> None:
    above, below = numbers
    science, law = (above, "Табигый илимдер", "Естественные науки"), (below, "Укук", "Право")
    assert read_groups(first, second) == ([science, science, law, law], False)


def test_a_heading_that_cannot_be_parted_makes_the_rows_below_it_doubtful() -> None:
    assert read_groups("Табигый илимдер естественные науки", "Укук таануу жана право")[1]


def test_a_heading_that_both_languages_print_alike_is_that_of_both() -> None:
    assert read_groups("Медицина", "Транспорт") == (
        [("", "Медицина", "Медицина")] * 2 + [("", "Транспорт", "Транспорт")] * 2,
        False,
    )
