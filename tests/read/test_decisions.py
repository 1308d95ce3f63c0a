"""The file of decisions: what it says, and every way in which it can be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import DecisionError
from pipeline.read.decisions import (
    COLUMNS,
    EDITION_COLUMNS,
    EDITIONS_FILE,
    FILE,
    Decision,
    NamedEdition,
    read_decisions,
    read_editions,
    refuse_decided,
)

HEAD = ",".join(COLUMNS)
LINE = "a:1:570400,Дизайн,b:3:570020,Дизайн,close,overlap,two qualifications,linguist,2026-11-20"


def read(folder: Path, *lines: str) -> tuple[Decision, ...]:
    path = folder / FILE
    path.parent.mkdir()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_decisions(folder)


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == ()


def test_a_decision_is_read(tmp_path: Path) -> None:
    exact = 'a:1:1,"Аспап, үн",b:1:2, Үн ,exact,,"one art, two words",linguist,2026-11-20'
    found = read(tmp_path, HEAD, LINE, exact)
    place = tmp_path / FILE
    assert found == (
        Decision(
            "a:1:570400", "Дизайн", "b:3:570020", "Дизайн", "close", "overlap",
            "two qualifications", "linguist", date(2026, 11, 20), f"{place}:2",
        ),
        Decision(
            "a:1:1", "Аспап, үн", "b:1:2", "Үн", "exact", None,
            "one art, two words", "linguist", date(2026, 11, 20), f"{place}:3",
        ),
    )  # fmt: skip


def change(cell: int, to: str) -> str:
    cells = LINE.split(",")
    cells[cell] = to
    return ",".join(cells)


# what is wrong with the second line, and what the error says of it
@pytest.mark.parametrize(
    ("line", "message"),
    [
        (change(0, ""), "expected 9 cells, left_entry_id is off"),
        (change(3, "  "), "expected 9 cells, right_name is off"),
        (change(6, ""), "expected 9 cells, reason is off"),
        (change(7, ""), "expected 9 cells, decided_by is off"),
        ("a:1:570400,Дизайн", "expected 9 cells, right_entry_id is off"),
        (LINE + ",more", "expected 9 cells, one is off"),
        (change(4, "same"), "expected a relation of exact, close, rejected, found 'same'"),
        (change(4, "exact"), "expected a close kind for a close pair and none else, found 'overlap'"),
        (change(4, "rejected"), "expected a close kind for a close pair and none else, found 'overlap'"),
        (change(5, ""), "expected a close kind for a close pair and none else, found ''"),
        (change(5, "wider"), "expected a close kind for a close pair and none else, found 'wider'"),
        (change(8, "20.11.2026"), "expected a date such as 2026-11-20, found '20.11.2026'"),
        (change(8, "2026-02-30"), "expected a date such as 2026-11-20, found '2026-02-30'"),
    ],
)
def test_a_line_that_is_wrong(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(DecisionError) as raised:
        read(tmp_path, HEAD, line)
    assert raised.value.message == message
    assert raised.value.place == f"{tmp_path / FILE}:2"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (HEAD.replace(",reason", ""), HEAD.replace(",reason", "").replace(",", ", ")),
        (HEAD.replace("relation,close_kind", "close_kind,relation"), "close_kind, relation"),
        ("", "none"),
    ],
)
def test_columns_that_are_wrong(tmp_path: Path, head: str, found: str) -> None:
    with pytest.raises(DecisionError, match="expected the columns left_entry_id, left_name") as raised:
        read(tmp_path, head, LINE)
    assert found in raised.value.message.partition("found ")[2]
    assert raised.value.place == f"{tmp_path / FILE}:1"


def test_a_pair_decided_twice(tmp_path: Path) -> None:
    with pytest.raises(DecisionError) as raised:
        read(tmp_path, HEAD, LINE, change(6, "another reason"))
    assert raised.value.message == f"the pair was decided already in {tmp_path / FILE}:2"
    assert raised.value.place == f"{tmp_path / FILE}:3"


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", (HEAD + '\n"a').encode()])
def test_a_file_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(DecisionError, match="can't read the decisions") as raised:
        read_decisions(tmp_path)
    assert raised.value.place == str(path)


def name_editions(folder: Path, *lines: str) -> tuple[NamedEdition, ...]:
    path = folder / EDITIONS_FILE
    path.parent.mkdir()
    path.write_text("\n".join([",".join(EDITION_COLUMNS), *lines]) + "\n", encoding="utf-8")
    return read_editions(folder)


def test_all_editions_where_none_is_named(tmp_path: Path) -> None:
    assert read_editions(tmp_path) == ()


def test_editions_are_named(tmp_path: Path) -> None:
    found = name_editions(
        tmp_path, "kg-1,the first list,researcher,2026-11-20", "kz-2, its peer ,researcher,2026-11-21"
    )
    place = tmp_path / EDITIONS_FILE
    assert found == (
        NamedEdition("kg-1", "the first list", "researcher", date(2026, 11, 20), f"{place}:2"),
        NamedEdition("kz-2", "its peer", "researcher", date(2026, 11, 21), f"{place}:3"),
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["kg-1,why,who,2026-11-20"], "one act alone can't be compared"),
        (["kg-1,why,who,2026-11-20"] * 2, "the act was named already in .*:2"),
        (["kg-1,,who,2026-11-20"], "expected 4 cells, reason is off"),
        (["kg-1,why,who,yesterday"], "expected a date such as 2026-11-20, found 'yesterday'"),
    ],
)
def test_wrong_editions(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        name_editions(tmp_path, *lines)


# Excel marks a file as UTF-8 with a BOM.
def test_byte_order_mark(tmp_path: Path) -> None:
    (one,) = read(tmp_path, "\ufeff" + HEAD, LINE)
    assert one.left_entry_id == "a:1:570400"
    editions = tmp_path / EDITIONS_FILE
    editions.write_text(
        "\ufeff" + ",".join(EDITION_COLUMNS) + "\r\nkg-1,why,who,2026-11-20\r\nkz-2,why,who,2026-11-20\r\n", "utf-8"
    )
    assert [named.act_id for named in read_editions(tmp_path)] == ["kg-1", "kz-2"]


# Excel writes what the language of the system says between the cells.
@pytest.mark.parametrize(("separator", "said"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_other_separator(tmp_path: Path, separator: str, said: str, mark: str) -> None:
    with pytest.raises(DecisionError) as raised:
        read(tmp_path, mark + HEAD.replace(",", separator), LINE.replace(",", separator))
    assert raised.value.message == f"expected commas between the cells, found {said}"
    assert raised.value.place == f"{tmp_path / FILE}:1"
    editions = tmp_path / EDITIONS_FILE
    editions.write_text(separator.join(EDITION_COLUMNS) + "\n", "utf-8")
    with pytest.raises(DecisionError, match=f"expected commas between the cells, found {said}"):
        read_editions(tmp_path)


def test_other_encoding(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    path.write_bytes(f"{HEAD}\n{LINE}\n".encode("cp1251"))
    with pytest.raises(DecisionError, match="save it as CSV in UTF-8"):
        read_decisions(tmp_path)


# clocks differ: what another machine wrote is read
def test_day_that_is_still_to_come(tmp_path: Path) -> None:
    (one,) = read(tmp_path, HEAD, change(8, "9999-12-31"))
    assert one.decided_on == date(9999, 12, 31)


def test_pair_decided_in_either_order(tmp_path: Path) -> None:
    (one,) = read(tmp_path, HEAD, LINE)
    swapped = replace(one, left_entry_id=one.right_entry_id, right_entry_id=one.left_entry_id)
    refuse_decided(replace(one, left_entry_id="a:1:1"), [one])
    for other in (one, swapped):
        with pytest.raises(DecisionError, match=":2: the pair was decided already: close"):
            refuse_decided(other, [one])
