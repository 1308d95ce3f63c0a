"""Doubts are grouped by cause, one review lifts a whole cause, and it is withdrawn when its source changes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import published
from pipeline.audit.verify import verify
from pipeline.build import build_sources
from pipeline.errors import DecisionError, PublishError
from pipeline.read.decisions import Review, read_reviews
from pipeline.refresh.register import remove_source, rename_source
from pipeline.write.decisions import _only_writer, add_review, remove_reviewed
from pipeline.write.reviewed import UNSAID, doubted_rows
from tests.releases.acts import DECREE, register

SIGNED = {"reason": "all were looked at", "decided_by": "linguist", "decided_on": date(2026, 11, 28), "place": ""}
# Nothing says that the forms of the list are barred: all its rows are doubtful.
ACT = DECREE.format(number=1).replace("Сырттан окутууга жол берилбеген", "Сырттан окутуу боюнча")


def published_tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {table: published.rows(table, out) for table in ("acts", "list_entries", "findings", "sources")}


def doubts(out: Path) -> list[bool]:
    return [bool(row["doubtful"]) for row in published.rows("list_entries", out)]


def told(out: Path) -> list[str]:
    return [row["code"] for row in published.rows("findings", out) if "review" in row["code"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    register(tmp_path / "sources", "one", ACT)
    build_sources(tmp_path / "sources", tmp_path / "out")
    assert doubts(tmp_path / "out") == [True, True]
    return tmp_path


def review_all(folder: Path) -> None:
    for group in doubted_rows(published_tables(folder / "out")):
        rows = len(group.entry_ids)
        review = Review(group.source_id, group.sha256, group.cause, rows, **SIGNED)  # type: ignore[arg-type]
        add_review(folder / "sources", review)


def test_rows_are_grouped_by_their_cause(folder: Path) -> None:
    groups = doubted_rows(published_tables(folder / "out"))
    assert [one.source_id for one in groups] == ["one"] * len(groups)
    assert {one.entry_ids for one in groups} == {("kg-2011-1:annex-1:1:060101", "kg-2011-1:annex-1:1:060102")}


def test_a_review_lifts_the_doubts_of_its_cause(folder: Path) -> None:
    review_all(folder)
    build_sources(folder / "sources", folder / "out")
    assert doubts(folder / "out") == [False, False]
    assert set(told(folder / "out")) == {"doubts_reviewed"}
    verify(folder / "out", folder / "sources")
    # what was found about the rows is still there to be read
    before = {row["code"] for row in published.rows("findings", folder / "out") if row["row_id"]}
    assert before


def test_a_review_is_withdrawn_with_its_source(folder: Path) -> None:
    review_all(folder)
    register(folder / "sources", "one", f"{ACT}\n")
    build_sources(folder / "sources", folder / "out")
    assert doubts(folder / "out") == [True, True]
    assert set(told(folder / "out")) == {"review_withdrawn"}


# Another file of the act says something else: the row that was looked at is as it was, and the doubt is another one.
def test_a_review_is_withdrawn_with_another_source_of_the_act(folder: Path) -> None:
    review_all(folder)
    register(folder / "sources", "two", ACT.replace("Дарылоо иши", "Дарылоо ыши"))
    build_sources(folder / "sources", folder / "out")
    assert doubts(folder / "out") == [True, True]
    assert set(told(folder / "out")) == {"review_withdrawn"}


def test_a_review_goes_with_its_source(folder: Path) -> None:
    review_all(folder)
    rename_source(folder / "sources", "one", "new")
    build_sources(folder / "sources", folder / "out")
    assert doubts(folder / "out") == [False, False]
    aside = remove_source(folder / "sources", "new")
    assert (aside / "doubts.csv").read_text("utf-8").count("\nnew,") >= 1
    assert read_reviews(folder / "sources") == ()


# Who has a source back has its reviews back, too.
def test_reviews_beside_a_source_that_is_back_stop_a_build(folder: Path) -> None:
    review_all(folder)
    remove_source(folder / "sources", "one").rename(folder / "sources" / "one")
    with pytest.raises(DecisionError, match=r"one/doubts\.csv: the reviews of a source that is back are not read here"):
        build_sources(folder / "sources", folder / "out")


# Nothing else changed since the build: the release doesn't stand.
def test_reviews_beside_a_source_are_seen_where_nothing_else_changed(folder: Path) -> None:
    (folder / "sources" / "one" / "doubts.csv").write_text("", "utf-8")
    with pytest.raises(DecisionError, match="are not read here"):
        build_sources(folder / "sources", folder / "out")


# What can't be written aside is not taken out.
def test_reviews_are_written_aside_before_they_go(tmp_path: Path) -> None:
    register(tmp_path, "one", DECREE)
    add_review(tmp_path, Review("one", "0" * 64, "join_doubtful", 1, **SIGNED))  # type: ignore[arg-type]
    with pytest.raises(PublishError):
        remove_reviewed(tmp_path, "one", tmp_path / "missing" / "doubts.csv")
    assert [one.source_id for one in read_reviews(tmp_path)] == ["one"]


def test_a_review_of_no_source_stops_a_build(folder: Path) -> None:
    review_all(folder)
    (folder / "sources" / "one").rename(folder / "sources" / "two")
    with pytest.raises(DecisionError, match="no source has the id 'one'"):
        build_sources(folder / "sources", folder / "out")


# A folder below the sources, or above them, is no source.
@pytest.mark.parametrize("other", ["decisions", "..", "empty"])
def test_a_review_of_no_source_is_refused(folder: Path, other: str) -> None:
    (folder / "sources" / "empty").mkdir()
    with pytest.raises(DecisionError, match="no source has the id"):
        add_review(folder / "sources", Review(other, "0" * 64, "join_doubtful", 1, **SIGNED))  # type: ignore[arg-type]


# What was looked at is gone by the time that it is said.
def test_a_review_of_a_source_that_went_meanwhile_is_refused(folder: Path) -> None:
    rename_source(folder / "sources", "one", "new")
    with pytest.raises(DecisionError, match="no source has the id 'one'"):
        add_review(folder / "sources", Review("one", "0" * 64, "join_doubtful", 1, **SIGNED))  # type: ignore[arg-type]


# A review is being written when its source gets another id: it goes along.
def test_a_review_that_is_added_while_its_source_is_renamed(tmp_path: Path) -> None:
    sources, review = tmp_path / "sources", Review("one", "0" * 64, "join_doubtful", 1, **SIGNED)  # type: ignore[arg-type]
    register(sources, "one", DECREE)
    path = add_review(sources, review)
    line = path.read_bytes()
    path.unlink()
    with ThreadPoolExecutor(1) as pool:
        with _only_writer(path, 1.0):
            renamed = pool.submit(rename_source, sources, "one", "new")
            while not (sources / "new").is_dir():
                time.sleep(0.01)
            path.write_bytes(line)
            wait([renamed], 0.1)
        renamed.result()
    assert [one.source_id for one in read_reviews(sources)] == ["new"]


def test_a_second_review_of_a_cause_replaces_the_first(tmp_path: Path) -> None:
    register(tmp_path, "one", DECREE)
    for rows in (1, 2):
        add_review(tmp_path, Review("one", "0" * 64, "join_doubtful", rows, **SIGNED))  # type: ignore[arg-type]
    (review,) = read_reviews(tmp_path)
    assert (review.rows, review.decided_on) == (2, date(2026, 11, 28))


# Of a row that the solver doubts the reason is the cause, whatever its code is.
def test_causes_of_rows() -> None:
    doubtful = {"1": True, "2": True, "3": True, "4": False}
    about = {"table_name": "list_entries", "source_id": "s", "severity": "warning"}
    rows: dict[str, list[dict[str, Any]]] = {
        "sources": [{"source_id": "s", "sha256": "0" * 64}],
        "acts": [{"act_id": "a", "source_ids": ["s"]}],
        "list_entries": [
            {"entry_id": f"a:{code}", "act_id": "a", "list_id": "l", "code": code, "doubtful": told}
            for code, told in doubtful.items()
        ],
        "findings": [
            {**about, "code": "row_doubtful", "row_id": "a:1", "message": "1: the name stands in several cells"},
            {**about, "code": "row_doubtful", "row_id": "a:2", "message": "2: the name stands in several cells"},
            {**about, "code": "languages_differ", "row_id": "a:2", "message": "ky: one, ru: two"},
            {**about, "code": "code_repeated", "row_id": "a:2", "message": "the code 2 is printed twice"},
            {**about, "code": "entry_number_missing", "row_id": "a:4", "message": "number 4 follows number 2"},
        ],
    }
    assert [(one.cause, one.entry_ids) for one in doubted_rows(rows)] == [
        ("languages_differ", ("a:2",)),
        (UNSAID, ("a:3",)),
        ("row_doubtful: the name stands in several cells", ("a:1", "a:2")),
    ]
