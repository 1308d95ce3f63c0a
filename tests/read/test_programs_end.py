"""Tesseract and LibreOffice end with what started them, however that ends, and leave no files behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import ReaderLimitError, WorkerError
from pipeline.read.guarded import Guard, Limits
from pipeline.read.kinds import kind_of
from tests.factory.layouts.scan import Scanner, scan_pages
from tests.read.pdf_made import Paper
from tests.read.scan_made import needs_tesseract
from tests.read.test_office import needs_libreoffice

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc")

ROOT = Path(__file__).resolve().parents[2]
LINE = "Жогорку окуу жайынан кийинки кесиптик билим берүү программалары боюнча"


def scan() -> bytes:
    """Scan a page that takes long to recognize, often enough that no machine is done before its deadline."""
    paper = Paper()
    paper.add_page()
    paper.put_lines(50, 60, [LINE] * 40, step=18)
    (page,), file = scan_pages(paper.bytes(), Scanner(noise=0.0), 1), io.BytesIO()
    page.save(file, "TIFF", dpi=(300, 300), save_all=True, append_images=[page] * 9, compression="tiff_lzw")
    return file.getvalue()


def office() -> bytes:
    return b"{\\rtf1 " + rb"\par Tekst \b Tekst\b0 " * 600_000 + b"}"


FILES = [
    pytest.param("tesseract", scan, marks=needs_tesseract, id="tesseract"),
    pytest.param("soffice.bin", office, marks=needs_libreoffice, id="soffice"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder for what programs write, which all that is started here knows."""
    made = tmp_path / "written"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    return made


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("program", "make"), FILES)
def test_a_program_ends_with_the_run(
    folder: Path, tmp_path: Path, program: str, make: Callable[[], bytes], number: signal.Signals
) -> None:
    file = tmp_path / "act"
    file.write_bytes(make())
    command = [sys.executable, "-m", "pipeline", "extract", str(file), "--out", str(tmp_path / "out")]
    run = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        until(lambda: any(program in name for name in running(folder).values()) and any(folder.iterdir()))
        run.send_signal(number)
        assert run.wait(60) in (-signal.SIGKILL, 130)
        until(lambda: not running(folder))
        until(lambda: not list(folder.iterdir()))
    finally:
        run.kill()
        run.wait()


@pytest.mark.parametrize(("program", "make"), FILES)
def test_a_program_ends_at_the_deadline(
    folder: Path, monkeypatch: pytest.MonkeyPatch, program: str, make: Callable[[], bytes]
) -> None:
    guard, data, seen = Guard(), make(), set[str]()
    guard.beat = lambda: seen.update(running(folder).values())
    kind = kind_of(data, "act")
    with pytest.raises(ReaderLimitError, match="took more than 20 s"):
        guard.read("scanned_picture" if kind == "picture" else kind, "act", data, "act", Limits(20.0, 512))
    assert any(program in name for name in seen)
    assert not running(folder)
    assert not list(folder.iterdir())


# the system ends a reader when memory runs out: whoever asked it ends what it had started, and deletes its files
@pytest.mark.parametrize(("program", "make"), FILES)
def test_a_program_ends_with_its_reader(folder: Path, program: str, make: Callable[[], bytes]) -> None:
    guard, data = Guard(), make()
    kind = kind_of(data, "act")

    def kill_the_reader() -> None:
        if any(program in name for name in running(folder).values()):
            assert any(folder.iterdir())
            assert guard._reader._process
            guard._reader._process.kill()

    guard.beat = kill_the_reader
    with pytest.raises(WorkerError, match="ended from outside"):
        guard.read("scanned_picture" if kind == "picture" else kind, "act", data, "act", Limits(120.0, 512))
    until(lambda: not running(folder))
    assert not list(folder.iterdir())


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def running(folder: Path) -> dict[int, str]:
    """Return the names of the processes that write into a folder or one in it, but for this one."""
    found = {}
    told = f"TMPDIR={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            ended = (process / "stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
            if not ended and int(process.name) != os.getpid() and told in (process / "environ").read_bytes():
                found[int(process.name)] = (process / "comm").read_text("utf-8").strip()
        except OSError:
            continue
    return found
