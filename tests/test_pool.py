"""Many sources in a few processes: the guilty one gets a typed error, the others come out as if nothing had been."""

from __future__ import annotations

import pickle
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import (
    ExpectationError,
    FaultError,
    ReaderLimitError,
    TizmekError,
    UnreadableSourceError,
    WorkerError,
)
from pipeline.pool import SECONDS, Pool
from pipeline.read.guarded import Limits
from pipeline.read.registry import Source, source_of_file
from pipeline.row_worker import MEGABYTES
from pipeline.source_rows import make_chunk

TEXT = "Аралыктан окутуунун маселелери.\n"
# Stands for a stage that does what it likes with a text: the processes of a pool import it before all others.
HARM = """
import os, signal, time
import pipeline.source_rows as rows

segment = rows.segment_document

def segment_harmfully(cleaned):
    if "hang" in cleaned.text:
        time.sleep(600)
    while "await" in cleaned.text and not os.path.exists(os.environ["LAST"]):
        time.sleep(0.05)
    if "tell" in cleaned.text:
        open(os.environ["LAST"], "x").close()
    if "killed" in cleaned.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "eat" in cleaned.text:
        kept = [bytearray(1 << 26) for _ in range(1 << 10)]
    if "fault" in cleaned.text:
        raise ZeroDivisionError("no such layout")
    return segment(cleaned)

rows.segment_document = segment_harmfully

import pipeline.read.html.reader as reader

read = reader.read_html

def read_slowly(source_id, data, place):
    if b"slow" in data:
        time.sleep(5)
    return read(source_id, data, place)

reader.read_html = read_slowly
"""


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    (tmp_path / "sitecustomize.py").write_text(HARM, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = Pool()
    yield found
    found.close()


def write(folder: Path, *texts: str) -> list[Source]:
    files = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return [source_of_file(file) for file in files]


@pytest.mark.parametrize("jobs", [1, 3])
def test_rows_come_in_the_order_of_the_sources(tmp_path: Path, jobs: int) -> None:
    found = Pool()
    sources = write(tmp_path, *(f"{TEXT}{number}-маселе.\n" * (1 + 40 * (number % 3)) for number in range(20)))
    try:
        assert list(found.make(sources, jobs, False)) == [make_chunk(source) for source in sources]
    finally:
        found.close()


@pytest.mark.parametrize(
    ("harm", "kind", "message"),
    [
        ("hang", ReaderLimitError, r"2\.txt: making its rows took more than 3 s \(.*TIZMEK_ROWS_SECONDS"),
        ("eat", ReaderLimitError, r"2\.txt: making its rows took more than 512 MB \(.*TIZMEK_ROWS_MEGABYTES"),
        ("killed", WorkerError, r"2\.txt: the process that made its rows was ended from outside \(SIGKILL\)"),
        (
            "fault",
            FaultError,
            r"2\.txt: its rows can't be made: ZeroDivisionError: no such layout in pipeline/source_rows\.py:",
        ),
    ],
)
def test_one_guilty_source_costs_no_other(
    pool: Pool, tmp_path: Path, harm: str, kind: type[TizmekError], message: str
) -> None:
    sources = write(tmp_path, TEXT, TEXT, f"{TEXT}{harm}\n", TEXT, TEXT)
    # what the processes need is loaded when the clock is set
    list(pool.make(sources[:2], 2, False))
    made = list(pool.make(sources, 2, False, Limits(3.0 if harm == "hang" else 100.0, 512)))
    guilty = made.pop(2)
    assert isinstance(guilty, kind)
    assert re.search(message, str(guilty))
    assert made == [make_chunk(source) for source in sources[:2] + sources[3:]]


# the other processes go on while one hangs
def test_the_others_do_not_wait(pool: Pool, tmp_path: Path) -> None:
    sources = write(tmp_path, TEXT, TEXT, f"{TEXT}hang\n", *[TEXT] * 6)
    list(pool.make(sources[:2], 2, False))
    start = time.monotonic()
    outcomes = list(pool.make(sources, 2, False, Limits(5.0, 512)))
    assert [isinstance(one, dict) for one in outcomes] == [number != 2 for number in range(9)]
    # had they waited, the deadline would have passed twice
    assert time.monotonic() - start < 10


# a scan takes minutes, a text takes none: the first one here ends only when the last one was worked on
def test_many_others_do_not_wait(pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAST", str(tmp_path / "last"))
    sources = write(tmp_path, f"{TEXT}await\n", *[TEXT] * 60, f"{TEXT}tell\n")
    outcomes = list(pool.make(sources, 2, False, Limits(60.0, 512)))
    assert all(isinstance(one, dict) for one in outcomes)


# a reader has a deadline of its own: however long it takes within that, the process that waits for it is not late
def test_reading_apart_does_not_count(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_text(f"<p>{TEXT}<!-- slow -->", encoding="utf-8")
    sources = [source_of_file(tmp_path / "slow.html"), *write(tmp_path, TEXT)]
    list(pool.make(sources[1:], 1, False))
    assert [type(one) for one in pool.make(sources, 1, False, Limits(2.0, 512))] == [dict, dict]


def test_limits_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Pool()
    sources = write(tmp_path, TEXT * 10_000)
    monkeypatch.setenv(SECONDS, "no")
    with pytest.raises(UnreadableSourceError, match=f"{SECONDS}: expected a number above 0"):
        found.make(sources, 1, False)
    monkeypatch.setenv(SECONDS, "0.001")
    (late,) = found.make(sources, 1, False)
    assert "took more than 0.001 s" in str(late)
    monkeypatch.setenv(SECONDS, "100")
    monkeypatch.setenv(MEGABYTES, "1")
    (large,) = found.make(sources, 1, False)
    assert "took more than 1 MB" in str(large)
    found.close()


# the errors of stages pass between processes whole
def test_errors_pass_between_processes() -> None:
    error = ExpectationError("expected 4 rows", place="act.txt", advice="see what changed")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (ExpectationError, str(error), vars(error))
