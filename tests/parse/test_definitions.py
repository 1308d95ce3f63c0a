"""Definitions as rows: which provision defines a term; typed by reading the text below."""

from __future__ import annotations

from tests.parse.sample import columns_of, parse, rows_of
from tests.parse.test_amendments import HEAD

TEXT = """1. Бул Тартип (мындан ары - Тартип) окуу тартибин аныктайт.
2. Бул Тартипте төмөнкүдөй түшүнүктөр колдонулат:
1) онлайн курс - Интернет аркылуу окуу программасы;
2) массалык ачык онлайн курс (мындан ары - МАОК) - ачык окутуу курсу.
3. Окуу - жолу менен жүргүзүлөт.
"""


def test_definitions() -> None:
    extraction = parse(HEAD["ky"] + TEXT)
    rows = [columns_of(row) for row in rows_of(extraction, "definitions")]
    assert [
        (str(row["provision_id"]).rpartition("body:")[2], row["num"], row["term"], row.get("abbreviation"))
        for row in rows
    ] == [
        ("point-1", "1", "Тартип", "Тартип"),
        ("point-2:subpoint-1", "1", "онлайн курс", None),
        ("point-2:subpoint-2", "2", "массалык ачык онлайн курс", "МАОК"),
    ]
    assert [row.get("definition") for row in rows] == [None, "Интернет аркылуу окуу программасы", "ачык окутуу курсу"]
    ids = {row.row_id for row in rows_of(extraction, "provisions")}
    assert {row["provision_id"] for row in rows} <= ids
