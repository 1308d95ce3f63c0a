"""Certificates of completeness: what proves that all of a list is there, and what takes the proof away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import published
from pipeline.audit.verify import verify
from pipeline.build import extract_files
from pipeline.read.registry import source_of_file
from pipeline.source_rows import make_chunk
from pipeline.write.certificates import HARMLESS, KNOWN_GAPS, OWN, certify
from tests.factory.layouts.scan import Scanner, write_scan
from tests.parse.texts import BARRED
from tests.read.pdf_made import Paper
from tests.read.scan_made import needs_tesseract

TITLE = "1. Орто кесиптик билим берүү адистиктери:\n\n"
HEADER = "№\tКоду\tАдистиктин аталышы\n"
NAMES = ("Дарылоо иши", "Фармация", "Акушердик иш", "Лабораториялык диагностика")
ROWS = [f"{number}\t06010{number}\t{name}\n" for number, name in enumerate(NAMES, 1)]
UNNUMBERED = [row.partition("\t")[2] for row in ROWS]
# a list whose rows are numbered on from those of the first
SECOND = f"\n2. Жогорку кесиптик билим берүү адистиктери:\n\n{HEADER}5\t560001\tДарылоо иши\n6\t560002\tПедиатрия\n"
COMPLETE, GAPS, NOT_PROVEN = "complete", "complete_with_known_gaps", "not_proven"


def printed(*rows: str, head: str = HEADER, foot: str = "") -> str:
    return BARRED + TITLE + head + "".join(rows) + foot


def total(count: int) -> str:
    return f"Бардыгы: {count}\n"


def changed(at: int, old: str, new: str) -> list[str]:
    """Return the rows with the words of one replaced."""
    assert old in ROWS[at]
    return [row.replace(old, new) if number == at else row for number, row in enumerate(ROWS)]


def certified(text: str, folder: Path) -> tuple[list[str], dict[str, Any], set[str]]:
    """Build an act; return the certificates of its lists, its row, and the kinds of its reasons."""
    (folder / "act.txt").write_text(text, encoding="utf-8")
    extract_files([folder / "act.txt"], folder / "out", accept_errors=True)
    return told(folder / "out")


def told(out: Path, act_id: str | None = None) -> tuple[list[str], dict[str, Any], set[str]]:
    """Return what is published of an act, the only one unless it is named."""
    (act,) = (row for row in published.rows("acts", out) if act_id in (None, row["act_id"]))
    findings = {row["finding_id"]: row for row in published.rows("findings", out)}
    lists = published.rows("lists", out, act_id=act["act_id"])
    assert {reason for one in lists for reason in one["certificate_reasons"]} <= set(act["certificate_reasons"])
    codes = {findings[reason]["code"] for reason in act["certificate_reasons"]}
    return [one["certificate"] for one in lists], act, codes


# What is printed -> the certificates of its lists, and of the act; what says why.
CASES: list[tuple[str, list[str], str, set[str]]] = [
    # counted by running numbers, by a total, by both
    (printed(*ROWS), [COMPLETE], COMPLETE, set()),
    (printed(*UNNUMBERED, head="Коду\tАдистиктин аталышы\n", foot=total(4)), [COMPLETE], COMPLETE, set()),
    (printed(*ROWS, foot=total(4)), [COMPLETE], COMPLETE, set()),
    # the second list goes on with the numbers of the first: the first is counted to its end
    (printed(*ROWS, foot=SECOND), [COMPLETE, COMPLETE], COMPLETE, set()),
    # nothing counts the rows, though each character is explained
    (printed(*UNNUMBERED, head=""), [NOT_PROVEN], NOT_PROVEN, {"entries_not_counted"}),
    # number 3 is left out in print
    (printed(*ROWS[:2], ROWS[3]), [GAPS], GAPS, {"entry_number_missing"}),
    # the act says 5, and 3 of them is left out: 4 are there
    (printed(*ROWS[:2], "4\t060104\tТиш иши\n", "5\t060105\tМассаж\n", foot=total(5)), [GAPS], GAPS,
     {"entry_number_missing", "count_differs"}),
    # the act counted wrong: its last number is 4
    (printed(*ROWS, foot=total(3)), [GAPS], GAPS, {"count_differs"}),
    # rows may be missing behind the last
    (printed(*ROWS, foot=total(6)), [NOT_PROVEN], NOT_PROVEN, {"entries_not_counted", "count_differs"}),
    # rows before the first are not here
    (printed(*ROWS[2:]), [NOT_PROVEN], NOT_PROVEN, {"entries_not_counted"}),
    # of the second list the first two are left out in print; the first one is whole
    (printed(*ROWS, foot=SECOND.replace("5\t", "7\t").replace("6\t", "8\t")), [COMPLETE, GAPS], GAPS,
     {"entry_number_missing"}),
    # the row 3 has no code and is read as the name of a group, which is doubted
    (printed(*ROWS[:2], "3\tФельдшер\n", ROWS[3]), [NOT_PROVEN], NOT_PROVEN,
     {"entry_number_missing", "entries_not_counted", "row_doubtful", "rows_doubtful"}),
    # a letter for a digit: the row is not read
    (printed(*changed(1, "060102", "06О102")), [NOT_PROVEN], NOT_PROVEN,
     {"code_not_understood", "entry_number_missing"}),
    # one of the names lost a letter on its way here
    (printed(*changed(1, "Фармация", "Фарма\ufffdия"), foot=total(4)), [NOT_PROVEN], NOT_PROVEN,
     {"character_lost", "rows_doubtful"}),
    # what stands below the rows is none of them, nor anything else
    (printed(*ROWS, foot="\n5. Фельдшер\n"), [NOT_PROVEN], NOT_PROVEN, {"text_not_understood"}),
    # a name may go on behind the end of the file
    (printed(*ROWS).rstrip("\n"), [NOT_PROVEN], NOT_PROVEN, {"text_ends_in_row"}),
    # a header that is printed again, as at the top of a page, parts no list
    (printed(*ROWS[:2], HEADER, *ROWS[2:]), [COMPLETE], COMPLETE, set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build all cases at once, each as an act with a number of its own, and return their folder."""
    folder = tmp_path_factory.mktemp("cases")
    for number, (text, *_) in enumerate(CASES):
        (folder / f"act-{number:02}.txt").write_text(text.replace("№ 496", f"№ {number}"), encoding="utf-8")
    extract_files(sorted(folder.iterdir()), folder / "out", accept_errors=True)
    return folder


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_proves_a_list(cases: Path, number: int) -> None:
    _, lists, verdict, reasons = CASES[number]
    found, act, codes = told(cases / "out", f"kg-2011-{number}")
    assert (found, act["certificate"], codes) == (lists, verdict, reasons)


# The reading of a published folder judges each act and list again.
def test_certificates_can_be_verified(cases: Path) -> None:
    assert verify(cases / "out", cases).sources == len(CASES)


# Each reason says where: the row without a code stands on line 27 of the file.
def test_reasons_name_their_places(tmp_path: Path) -> None:
    text = printed(*ROWS[:2], ROWS[3])
    certified(text, tmp_path)
    (finding,) = published.rows("findings", tmp_path / "out", code="entry_number_missing")
    assert text.splitlines()[finding["line_start"] - 1].startswith("4\t060104")
    assert finding["message"] == "number 4 follows number 2"


# A section that the contents name and the body lacks may have been lost; one that only the body has is there.
@pytest.mark.parametrize(
    ("left_out", "verdict", "reasons"),
    [
        ("", COMPLETE, set()),
        ("IV. Корутунду\n4.1. Жобо бекитилет.\n", NOT_PROVEN, {"section_missing"}),
        ("4. Корутунду......................9\n", GAPS, {"contents_differ"}),
    ],
)
def test_contents_against_body(left_out: str, verdict: str, reasons: set[str], tmp_path: Path) -> None:
    contents = (
        "Мазмуну\n1. Жалпы жоболор..................4\n2. Окутуунун максаттары...........5\n"
        "3. Окуу процессин уюштуруу........7\n4. Корутунду......................9\n\n"
        "I. Жалпы жоболор\n1.1. Бул жобо тартипти аныктайт.\nII. Окутуунун максаттары\n2.1. Максаттары төмөнкүлөр.\n"
        "III. Окуу процессин уюштуруу\n3.1. Процесс ушундай уюштурулат.\nIV. Корутунду\n4.1. Жобо бекитилет.\n"
    )
    head = BARRED[: BARRED.index("Сырттан")]
    _, act, codes = certified(head + contents.replace(left_out, "", 1), tmp_path)
    assert (act["certificate"], codes) == (verdict, reasons)


def pages(*texts: str) -> bytes:
    """Print pages of lines, and an empty page for an empty text."""
    paper = Paper()
    for text in texts:
        paper.add_page()
        paper.put_lines(60, 80, text.replace("\t", " ").splitlines(), step=16)
    return paper.bytes()


# The rows of a list on two pages, and a page between or behind them on which nothing is printed that can be read.
@pytest.mark.parametrize(
    ("texts", "verdict", "reasons"),
    [
        ((printed(*ROWS[:2]), "".join(ROWS[2:])), COMPLETE, set()),
        ((printed(*ROWS[:2]), "", "".join(ROWS[2:])), NOT_PROVEN, {"page_without_text"}),
        ((printed(*ROWS), ""), NOT_PROVEN, {"page_without_text"}),
    ],
)
def test_pages_that_were_not_read(texts: tuple[str, ...], verdict: str, reasons: set[str], tmp_path: Path) -> None:
    (tmp_path / "act.pdf").write_bytes(pages(*texts))
    extract_files([tmp_path / "act.pdf"], tmp_path / "out")
    lists, act, codes = told(tmp_path / "out")
    assert (lists, act["certificate"], codes) == ([verdict], verdict, reasons)


# A scan that is too coarse to be relied on proves nothing, whatever its numbers are read as.
@needs_tesseract
def test_a_poor_scan(tmp_path: Path) -> None:
    (tmp_path / "act.pdf").write_bytes(write_scan(pages(printed(*ROWS)), Scanner(dpi=100), 1))
    extract_files([tmp_path / "act.pdf"], tmp_path / "out", accept_errors=True)
    lists, act, codes = told(tmp_path / "out")
    assert (set(lists) <= {NOT_PROVEN}, act["certificate"]) == (True, NOT_PROVEN)
    assert "resolution_low" in codes


def test_programs_read_certificates(tmp_path: Path) -> None:
    certified(printed(*ROWS, foot=SECOND.replace("5\t", "7\t").replace("6\t", "8\t")), tmp_path)
    out = tmp_path / "out"
    first, second = (row["list_id"] for row in published.rows("lists", out))
    wanted = {first: COMPLETE, second: GAPS}
    frame = pd.read_parquet(out / "lists.parquet")
    assert dict(zip(frame["list_id"], frame["certificate"], strict=True)) == wanted
    polars = pl.read_parquet(out / "lists.parquet")
    assert polars.schema["certificate_reasons"] == pl.List(pl.String)
    assert polars.filter(pl.col("certificate") == COMPLETE)["list_id"].to_list() == [first]
    relation = duckdb.sql(f"""
        SELECT l.list_id, f.code, f.line_start
        FROM '{out}/lists.parquet' l, unnest(certificate_reasons) AS r(finding_id)
        JOIN '{out}/findings.parquet' f USING (finding_id)
    """)
    assert relation is not None
    assert relation.fetchall() == [(second, "entry_number_missing", 33)]
    for table, verdicts in (
        ("list_entries", {COMPLETE: [first], GAPS: [second]}),
        ("lists", {COMPLETE: [first], GAPS: [second]}),
        ("acts", {GAPS: ["kg-2011-496"]}),
    ):
        metadata = pq.read_schema(out / f"{table}.parquet").metadata
        assert json.loads(metadata[b"tizmek.certificates"]) == verdicts


def judged(text: str, folder: Path) -> list[str]:
    """Judge the lists of an act without publishing it."""
    (folder / "act.txt").write_text(text, encoding="utf-8")
    chunk = certify(make_chunk(source_of_file(folder / "act.txt"), accept_errors=True))
    return [str(one["certificate"]) for one in chunk["lists"]]


ENDINGS = ("Фармация", "Дарылоо иши", "Тиш иши", "Акушердик иш", "Массаж", "Оптика", "Биология", "Химия")


# Whichever row isn't printed, the list isn't complete any more. That the last one is missing, only a total can tell.
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_list_without_one_of_its_rows_is_not_complete(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("act")
    count = data.draw(st.integers(2, 8), "rows")
    rows = [f"{number}\t06{number:02}0{number}\t{ENDINGS[number - 1]}\n" for number in range(1, count + 1)]
    is_stated, is_numbered = data.draw(st.sampled_from(((True, True), (True, False), (False, True))), "counted")
    if not is_numbered:
        rows = [row.partition("\t")[2] for row in rows]
    head, foot = HEADER if is_numbered else "Коду\tАдистиктин аталышы\n", total(count) if is_stated else ""
    assert judged(printed(*rows, head=head, foot=foot), folder) == [COMPLETE]
    gone = data.draw(st.integers(0, count - 1 if is_stated else count - 2), "gone")
    less = rows[:gone] + rows[gone + 1 :]
    assert COMPLETE not in judged(printed(*less, head=head, foot=foot), folder)


# A row that the reader lost is a row less in the tables.
@settings(max_examples=15, deadline=None)
@given(st.integers(1, 4), st.booleans())
def test_tables_without_one_of_their_rows_are_not_complete(
    tmp_path_factory: pytest.TempPathFactory, position: int, is_numbered: bool
) -> None:
    folder = tmp_path_factory.mktemp("act")
    rows, head = (ROWS, HEADER) if is_numbered else (UNNUMBERED, "Коду\tАдистиктин аталышы\n")
    (folder / "act.txt").write_text(printed(*rows, head=head, foot=total(4)), encoding="utf-8")
    chunk = make_chunk(source_of_file(folder / "act.txt"))
    assert [one["certificate"] for one in certify(chunk)["lists"]] == [COMPLETE]
    gone = next(row["entry_id"] for row in chunk["list_entries"] if row["position"] == position)
    less = {table: [row for row in rows if row.get("entry_id") != gone] for table, rows in chunk.items()}
    assert [one["certificate"] for one in certify(less)["lists"]] == [NOT_PROVEN]


# A finding that names no row is about the list on whose lines it stands (28 is the last row of the first list, 30 the
# title of the second), and between the lists about both; one without a place is about all, unless it names a known gap.
@pytest.mark.parametrize(
    ("line", "code", "verdicts"),
    [
        (28, "join_doubtful", [NOT_PROVEN, COMPLETE]),
        (29, "join_doubtful", [NOT_PROVEN, NOT_PROVEN]),
        (30, "join_doubtful", [COMPLETE, NOT_PROVEN]),
        (None, "page_without_text", [NOT_PROVEN, NOT_PROVEN]),
        (None, "pictures_left_out", [COMPLETE, COMPLETE]),
        (None, "text_recognized", [COMPLETE, COMPLETE]),
        (None, "a_kind_that_nobody_judged", [NOT_PROVEN, NOT_PROVEN]),
    ],
)
def test_what_a_finding_is_about(line: int | None, code: str, verdicts: list[str], tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text(printed(*ROWS, foot=SECOND), encoding="utf-8")
    chunk = make_chunk(source_of_file(tmp_path / "act.txt"))
    assert [one["certificate"] for one in certify(chunk)["lists"]] == [COMPLETE, COMPLETE]
    finding = {"finding_id": "act:x", "source_id": "act", "act_id": "kg-2011-496", "code": code, "message": "x"}
    chunk["findings"].append({**finding, "line_start": line, "line_end": line})
    assert [one["certificate"] for one in certify(chunk)["lists"]] == verdicts


# A kind of finding can't be two things, and a certificate's own reasons can't be harmless.
def test_kinds_of_findings_are_apart() -> None:
    assert not HARMLESS & KNOWN_GAPS
    assert not OWN & (HARMLESS | KNOWN_GAPS)
