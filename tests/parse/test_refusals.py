"""What an act's text must not be read as: small changes of meaning, and rows that can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from pipeline.build import extract_files
from pipeline.errors import UnreadRowsError
from pipeline.published import rows
from tests.parse.sample import columns_of, found, parse, rows_of
from tests.parse.texts import BARRED, BILINGUAL, HEAD, TABLE

LIST = "1. Орто кесиптик билим берүү адистиктери:\n\n060101 Дарылоо иши\n060102 Фармация\n060103 Акушердик иш\n"


def codes(text: str) -> set[str]:
    return {code for code, _ in found(parse(text), text)}


# A list that permits is no list of bars.
def test_list_that_permits() -> None:
    text = BARRED.replace("жол берилбеген", "жол берилген") + LIST
    extraction = parse(text)
    assert rows_of(extraction, "restrictions") == []
    assert "list_permits" in codes(text)
    assert "forms_missing" not in codes(text)
    assert len(rows_of(extraction, "list_entries")) == 3
    # the forms it names are those it permits
    assert [columns_of(row)["forms"] for row in rows_of(extraction, "lists")] == [()]


# Where nothing says bar or permit, the rows are there and doubtful.
def test_list_that_says_neither() -> None:
    text = HEAD + LIST.replace("адистиктери", "адистиктери, сырттан")
    extraction = parse(text)
    assert "bar_not_found" in codes(text)
    assert all(columns_of(row)["doubtful"] for row in rows_of(extraction, "list_entries"))
    assert len(rows_of(extraction, "restrictions")) == 3


# A form no vocabulary knows must not end as a list that bars nothing.
def test_list_whose_form_is_unknown() -> None:
    text = BARRED.replace("Сырттан", "Кыштан") + LIST
    assert rows_of(parse(text), "restrictions") == []
    assert "forms_missing" in codes(text)


# A letter for a digit, a blank inside, a digit too few: the row is missing, never a part of its neighbour.
@pytest.mark.parametrize("code", ["06О102", "0601 02", "06010"])
def test_damaged_code(code: str) -> None:
    text = BARRED + LIST.replace("060102", code)
    extraction = parse(text)
    names = [columns_of(row)["name_ky"] for row in rows_of(extraction, "list_entries")]
    assert names == ["Дарылоо иши", "Акушердик иш"]
    assert "code_not_understood" in codes(text)


# A number as long as a code's in a name is a row that may hide there.
def test_number_in_a_name() -> None:
    text = BARRED + LIST.replace("Фармация", "Фармация 1234 иш")
    (row,) = [columns_of(row) for row in rows_of(parse(text), "list_entries") if columns_of(row)["code"] == "060102"]
    assert row["doubtful"]


# A row between the title and a list below it is a list of that title; what bars the list below is not sure then.
def test_a_row_above_a_numbered_list() -> None:
    text = BARRED + "510100 Математика\n\n" + LIST
    rows = [columns_of(row) for row in rows_of(parse(text), "list_entries")]
    assert [(row["code"], row["doubtful"]) for row in rows] == [
        ("510100", False),
        ("060101", True),
        ("060102", True),
        ("060103", True),
    ]
    assert "forms_missing" in codes(text)


# Both languages print the list's number twice: their first lists belong together, and so do their second.
def test_list_number_twice_in_two_languages() -> None:
    text = BILINGUAL
    once = {row.row_id for row in rows_of(parse(text), "list_entries")}
    assert once
    lists = [row.row_id for row in rows_of(parse(text), "lists")]
    assert all("#3" not in list_id for list_id in lists)


# A total behind a group is the group's; behind the last row it is the list's.
def test_total_of_a_group_is_no_total_of_the_list() -> None:
    text = BARRED + LIST.replace("060102 Фармация\n", "060102 Фармация\nБаары: 2\n") + "Баары: 3\n"
    (one,) = map(columns_of, rows_of(parse(text), "lists"))
    assert one["stated_count"] == 3
    assert "count_differs" not in codes(text)


# An act whose head can't be read is an act all the same.
def test_unread_head_is_no_article() -> None:
    text = HEAD.replace("ТОКТОМ\n", "ТОКТ0М\n")
    extraction = parse(text)
    assert extraction.act_id == "sample"
    assert "ignored" not in {one.fate for one in extraction.destinies}
    assert "act_not_identified" in codes(text)


# A text cut inside a row stops the release, and nothing is lost; accepted, it is published with its findings.
def test_text_that_ends_inside_a_row(tmp_path: Path) -> None:
    source, out = tmp_path / "decree.txt", tmp_path / "out"
    source.write_text(HEAD + TABLE, encoding="utf-8")
    extract_files([source], out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    source.write_text(HEAD + TABLE[: TABLE.rindex("Сырттан,") + 4], encoding="utf-8")
    with pytest.raises(UnreadRowsError, match=r"decree\.txt:25: the text ends inside the row of 510300"):
        extract_files([source], out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    extract_files([source], out, accept_errors=True)
    assert [row["code"] for row in rows("findings", out, severity="error")] == ["file_ends_in_row"]


# A row that fits nothing stops it too, with its line.
def test_row_that_fits_nothing(tmp_path: Path) -> None:
    source = tmp_path / "decree.txt"
    source.write_text(BARRED + LIST.replace("060102", "06О102"), encoding="utf-8")
    with pytest.raises(UnreadRowsError, match=r"decree\.txt:25: a row whose code can't be read: '06О102 Фармация'"):
        extract_files([source], tmp_path / "out")
    assert not (tmp_path / "out").exists()


# A second act in the file would be missing from the tables.
def test_file_with_two_acts(tmp_path: Path) -> None:
    source = tmp_path / "decree.txt"
    first = HEAD + TABLE.rstrip() + "\n\n"
    (number,) = regex.findall(r"^\d{4}.*№ (\d+)$", HEAD, regex.MULTILINE)
    source.write_text(first + first.replace(f"№ {number}", f"№ {number}1"), encoding="utf-8")
    with pytest.raises(UnreadRowsError, match=rf"decree\.txt:{first.count(chr(10)) + 2}: another act begins here"):
        extract_files([source], tmp_path / "out")


# A list whose title was lost is told by the next one's number.
def test_list_number_missing() -> None:
    text = BARRED + LIST + LIST.replace("1. Орто", "3. Орто")
    assert "list_number_missing" in codes(text)
    assert "list_number_missing" not in codes(BARRED + LIST + LIST.replace("1. Орто", "2. Орто"))


# A title that bars and names a level is a list's title, whatever it calls what it holds.
def test_title_that_only_bars() -> None:
    second = LIST.replace("1. Орто кесиптик билим берүү адистиктери:", "2. Кечки окууга жол берилбеген жогорку билим")
    lists = [columns_of(row) for row in rows_of(parse(BARRED + LIST + second), "lists")]
    assert [one["forms"] for one in lists] == [("correspondence",), ("evening",)]


# An entry above the first group of a list that has groups.
def test_group_missing() -> None:
    grouped = LIST.replace("060102", "1. Дарылоо\n060102").replace(
        "060103 Акушердик иш", "060103 Акушердик иш\n060104 Айым"
    )
    assert "group_missing" in codes(BARRED + grouped)
    assert "group_missing" not in codes(BARRED + LIST)
