"""Files that do harm are read apart: the guilty one gets a typed error, the next one is read as if nothing had been."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import ReaderLimitError, UnreadableSourceError
from pipeline.read.guarded import Guard, Limits, limits_of
from pipeline.read.html.reader import read_html
from pipeline.read.limits import MEGABYTES, SECONDS
from pipeline.read.wire import document_of, plain_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = "<html><body><p>Токтом</p><table><tr><td>060101</td><td>Дарылоо иши</td></tr></table></body></html>".encode()
ENOUGH = Limits(20.0, 512)
# Stands for a library that does what it likes with a file: the guard's process imports it before all others.
HARM = """
import os, signal, time
import pipeline.read.html.reader as reader

read = reader.read_html

def read_harmfully(source_id, data, place):
    if b"hang" in data:
        time.sleep(600)
    if b"work" in data:
        end = time.thread_time() + 1.5
        while time.thread_time() < end:
            pass
    if b"crash" in data:
        os.abort()
    if b"leave" in data:
        os._exit(3)
    if b"killed" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"taint" in data:
        reader.read_html = lambda *_: read("page", b"<p>tainted", "page.html")
        raise ZeroDivisionError
    if b"eat" in data:
        kept = [bytearray(1 << 26) for _ in range(1 << 10)]
    if b"print" in data:
        print("{}")
    if b"raise" in data:
        raise ZeroDivisionError("no such page")
    if b"nest" in data:
        read_harmfully(source_id, data, place)
    return read(source_id, data, place)

reader.read_html = read_harmfully
"""


@pytest.fixture
def guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    (tmp_path / "sitecustomize.py").write_text(HARM, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = Guard()
    yield found
    found.close()


def test_a_document_comes_back_as_it_was_read() -> None:
    document = read_html("page", PAGE, "page.html")
    assert document_of(plain_of(document)) == document


# one process reads file after file
def test_what_is_read_apart_is_what_is_read_here(guard: Guard) -> None:
    expected = read_html("page", PAGE, "page.html")
    assert [guard.read("html", "page", PAGE, "page.html", ENOUGH) for _ in range(2)] == [expected, expected]


# others that want the same processor make a file slower, and are no fault of it
@pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="the system doesn't tell how long a process waits"
)
def test_time_waited_for_a_processor_does_not_count(guard: Guard) -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, [min(allowed)])
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        assert guard.read("html", "page", b"<p>work", "page.html", Limits(3.0, 512)).text == "work\n"
    finally:
        os.sched_setaffinity(0, allowed)
        for other in others:
            other.kill()
            other.wait()


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        ("hang", r"evil\.html: reading it as html took more than 2 s \(.*TIZMEK_READ_SECONDS"),
        ("eat", r"evil\.html: reading it as html took more than 512 MB \(.*TIZMEK_READ_MEGABYTES"),
        ("nest", r"evil\.html: reading it as html goes deeper than it can be followed"),
        ("crash", r"evil\.html: the reader of html crashed \(SIGABRT\) .*more than 512 MB.*TIZMEK_READ_MEGABYTES"),
        ("leave", r"evil\.html: the reader of html ended with exit code 3"),
        # what a person or the system does to a reader is told as that
        ("killed", r"evil\.html: the reader of html was ended from outside \(SIGKILL\) .*need not be at fault"),
        # what a reader could not cope with leaves nothing behind
        ("taint", r"evil\.html: its reader failed: ZeroDivisionError"),
    ],
)
def test_the_guilty_file_is_named_and_the_next_one_is_read(guard: Guard, harm: str, message: str) -> None:
    before = guard.read("html", "page", PAGE, "page.html", ENOUGH)
    with pytest.raises(UnreadableSourceError, match=message):
        guard.read("html", "evil", harm.encode(), "evil.html", Limits(2.0, 512) if harm == "hang" else ENOUGH)
    assert guard.read("html", "page", PAGE, "page.html", ENOUGH) == before


def test_what_a_reader_prints_is_no_answer(guard: Guard) -> None:
    assert guard.read("html", "page", PAGE + b"<!-- print -->", "p", ENOUGH).text == read_html("page", PAGE, "p").text


# an error that no reader names is told as one of the file
def test_a_library_that_fails_is_the_files_fault(guard: Guard) -> None:
    with pytest.raises(UnreadableSourceError, match=r"evil: its reader failed: ZeroDivisionError: no such page"):
        guard.read("html", "evil", b"raise", "evil", ENOUGH)


# nothing that a file starts lives on
@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
def test_a_hung_reader_is_ended(guard: Guard) -> None:
    start, others = time.monotonic(), set(readers_of(os.getpid()))
    with pytest.raises(ReaderLimitError):
        guard.read("html", "evil", b"hang", "evil", Limits(1.0, 512))
    assert time.monotonic() - start < 30
    assert set(readers_of(os.getpid())) <= others


# a reader ends with the run that started it, however that ends
@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")
@pytest.mark.usefixtures("guard")
def test_a_reader_ends_with_its_parent() -> None:
    script = "from pipeline.read.guarded import *; Guard().read('html', 'x', b'hang', 'x', Limits(100.0, 512))"
    paths = os.pathsep.join((str(ROOT), os.environ["PYTHONPATH"]))
    run = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": paths})
    until(lambda: bool(readers_of(run.pid)))
    (reader,) = readers_of(run.pid)
    run.kill()
    run.wait()
    until(lambda: not is_running(reader))


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def readers_of(parent: int) -> list[int]:
    """Return the processes that read for another one."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii").split()
    return [int(one) for one in children if b"pipeline.read.worker" in Path(f"/proc/{one}/cmdline").read_bytes()]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# too little to load the library is too little memory, and no fault of the file
def test_a_limit_too_small_to_load_the_reader() -> None:
    found = Guard()
    try:
        with pytest.raises(ReaderLimitError, match=r"page\.html: reading it as html took more than 1 MB"):
            found.read("html", "page", PAGE, "page.html", Limits(20.0, 1))
    finally:
        found.close()


def test_limits_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits_of("pdf") == Limits(10.0, 512)
    assert limits_of("doc").seconds > limits_of("pdf").seconds
    monkeypatch.setenv(SECONDS, "2.5")
    monkeypatch.setenv(MEGABYTES, "64")
    assert limits_of("pdf") == limits_of("doc") == Limits(2.5, 64)


@pytest.mark.parametrize("value", ["", "no", "0", "-1", "inf", "nan", "1e30"])
@pytest.mark.parametrize("name", [SECONDS, MEGABYTES])
def test_wrong_limits(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(
        UnreadableSourceError, match=f"{name}: expected a number above 0 and not above 1,000,000, found '{value}'"
    ):
        limits_of("html")
