"""Lists that print each code behind the name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.segment.codes_behind import part_codes_behind
from tests.parse.sample import lines_of, parse, rows_of
from tests.parse.table_acts import BARRED_BY_FORM
from tests.parse.tables import doubtful, entries, unexplained

NAMES = [("38.03.01", "Экономика"), ("38.03.02", "Менеджмент (в торговле)"), ("40.03.01", "Право")]


@pytest.mark.parametrize(
    ("row", "numbered"),
    [
        ("{name} ({code});", False),
        ("{num}) {name} ({code});", True),
        ("{num}. {name} – {code}", True),
        ("- {name}, {code};", False),
        ("{name} {code}", False),
        ("{num}. {name}\t{code}", True),
        ("{name:30}{code}", False),
    ],
)
def test_codes_behind_names(row: str, numbered: bool) -> None:
    lines = (row.format(num=num, code=code, name=name) for num, (code, name) in enumerate(NAMES, 1))
    found = parse(BARRED_BY_FORM + "\n".join(lines) + "\n")
    wanted = [(str(num) if numbered else None, *pair) for num, pair in enumerate(NAMES, 1)]
    assert entries(found, "num", "code", "name_ru") == wanted
    assert all(doubtful(found))
    assert unexplained(found) == 0


# the line of the code ends a name that is set as a sentence, and begins one that stands in columns
@pytest.mark.parametrize(
    "text",
    [
        "Экономика и управление на\nпредприятии (38.03.01);\nПраво (40.03.01);\nФармация (33.05.01).\n",
        "1) Экономика и управление на\nпредприятии (38.03.01);\n2) Право (40.03.01);\n3) Фармация (33.05.01).\n",
        "Экономика и управление на   38.03.01\nпредприятии\nПраво            40.03.01\nФармация   33.05.01\n",
    ],
)
def test_names_over_several_lines(text: str) -> None:
    found = parse(BARRED_BY_FORM + text)
    wanted = [("38.03.01", "Экономика и управление на предприятии"), ("40.03.01", "Право"), ("33.05.01", "Фармация")]
    assert entries(found, "code", "name_ru") == wanted
    assert all(doubtful(found))
    assert unexplained(found) == 0


def test_headings_above_numbered_names() -> None:
    text = "Медицина\n1. Педиатрия (31.05.02)\n2. Фармация (33.05.01)\nПраво\n3. Юриспруденция (40.03.01)\n"
    groups = [("Медицина",), ("Медицина",), ("Право",)]
    assert entries(parse(BARRED_BY_FORM + text), "group_name_ru") == groups


# what stands behind a name may be a date or a sum, and half of a name may look like a heading
@pytest.mark.parametrize("row", ["{} ({})", "{}\t{}", "{} – {};"])
def test_rows_with_their_code_behind_are_doubtful(row: str) -> None:
    pairs = (("Экономика", "580100"), ("Педиатрия", "560002"), ("Математика", "530500"))
    found = parse(BARRED_BY_FORM + "\n".join(row.format(*pair) for pair in pairs) + "\n")
    assert entries(found, "code") == [(code,) for _, code in pairs]
    assert doubtful(found) == [True] * 3


# the points of an act stay what they are
@pytest.mark.parametrize(
    "text",
    [
        "1. Установить плату:\n1) Экономика – 150000;\n2) Право – 200000;\n3) Химия – 250000.\n",
        "1. Прекратить приём на Экономику (38.03.01).\n2. Продлить Право (40.03.01).\n3. Открыть Химию (04.03.01).\n",
    ],
)
def test_points_that_end_with_a_number_are_points(text: str) -> None:
    head = BARRED_BY_FORM[: BARRED_BY_FORM.index("1. ")]
    found = parse(head + text)
    assert entries(found, "code") == []
    printed = " ".join(str(row.values["text"].value) for row in rows_of(found, "provisions") if "text" in row.values)
    assert all(word in printed for word in ("Эконом", "Прав", "Хими"))


def test_a_list_goes_on_below_other_lines() -> None:
    rows = [f"Экономика {letter} (38.03.{number})" for number, letter in enumerate("АБВГДЕЖИКЛМНОПРСТУФХ", 10)]
    between = "\n".join(["Специальности ниже изучаются заочно не ранее второго года"] * 6)
    found = parse(BARRED_BY_FORM + "\n".join([*rows[:17], between, *rows[17:]]) + "\n")
    assert len(entries(found, "code")) == len(rows)


# prose that cites codes holds several on a line, or other words behind them
def test_codes_in_prose_begin_no_rows() -> None:
    lines = ("Экономика (38.03.01), Право (40.03.01),", "Фармация (33.05.01) и Педиатрия (31.05.02)", "приём ведётся.")
    assert entries(parse(BARRED_BY_FORM + "\n".join(lines) + "\n"), "code") == []


@pytest.mark.usefixtures("must_end")
def test_long_lines_end() -> None:
    lines = [replace(line, text="аб " * 30_000 + "38.03.01 и") for line in lines_of("38.03.01\n" * 20)]
    assert part_codes_behind(lines, 0) == lines
