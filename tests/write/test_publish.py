"""Publishing: whatever stops a run, the output is the old one or the new one, whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.write import publish as module
from pipeline.write.publish import publish

ROOT = Path(__file__).resolve().parents[2]


def writer(word: str) -> Callable[[Path], None]:
    """Make a `write` whose output is ours and says one word."""

    def write(folder: Path) -> None:
        package = {"name": "tizmek", "resources": [{"path": "acts.parquet"}]}
        (folder / "datapackage.json").write_text(json.dumps(package))
        (folder / "acts.parquet").write_text(word)

    return write


def fail(folder: Path) -> None:
    """Be a `write` that breaks down at once."""
    raise ZeroDivisionError(folder)


def word_in(out: Path) -> str:
    return (out / "acts.parquet").read_text()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Both ways to swap: in one step, and in two renames where the system has no exchange.
@pytest.fixture(params=["exchange", "renames"])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "renames":
        monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    return tmp_path / "extracted"


def test_output_is_made_then_replaced(out: Path) -> None:
    publish(out, writer("old"))
    assert word_in(out) == "old"
    publish(out, writer("new"))
    assert word_in(out) == "new"
    assert names(out.parent) == ["extracted"], "nothing is left beside the output"


def test_empty_folder_is_replaced(out: Path) -> None:
    out.mkdir()
    publish(out, writer("new"))
    assert word_in(out) == "new"


def test_relative_path_is_taken_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    publish(Path("extracted"), writer("old"))
    publish(Path("extracted"), writer("new"))
    assert word_in(tmp_path / "extracted") == "new"


def test_this_system_swaps_in_one_step(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux has renameat2")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    if not module._exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system has no exchange")
    assert (tmp_path / "one" / "name").read_text() == "two"
    assert (tmp_path / "two" / "name").read_text() == "one"


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_is_raised_leaves_the_old_output(out: Path, stop: type[BaseException]) -> None:
    publish(out, writer("old"))

    def write(folder: Path) -> None:
        writer("new")(folder)
        raise stop("half way")

    with pytest.raises(stop, match="half way"):
        publish(out, write)
    assert word_in(out) == "old"
    assert names(out.parent) == ["extracted"]
    publish(out, writer("newer"))
    assert word_in(out) == "newer"


# the system's own words name no folder
def test_a_full_disk_names_the_folder(out: Path) -> None:
    def write(_: Path) -> None:
        Path("/dev/full").write_text("бир", encoding="utf-8")

    with pytest.raises(PublishError, match="no space is left") as caught:
        publish(out, write)
    assert caught.value.place == str(out.parent)


def test_first_run_that_fails_leaves_nothing(out: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        publish(out, fail)
    assert names(out.parent) == []


# Between the two renames there is no output: an error brings the old one back at once, a killed run at the next start.
def test_stop_between_the_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "extracted"
    publish(out, writer("old"))
    monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    rename = Path.rename

    def stop_at_staging(path: Path, target: Path) -> Path:
        if path.name.endswith("staging"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stop_at_staging)
    with pytest.raises(KeyboardInterrupt):
        publish(out, writer("new"))
    monkeypatch.setattr(Path, "rename", rename)
    assert word_in(out) == "old"
    assert names(tmp_path) == ["extracted"]


def test_output_of_a_run_killed_between_the_two_renames_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "extracted"
    publish(out, writer("old"))
    out.rename(module._retired(out))
    module._staging(out).mkdir()
    with pytest.raises(ZeroDivisionError):
        publish(out, fail)
    assert word_in(out) == "old"
    assert names(tmp_path) == ["extracted"]


KILLED = """
    import sys, time
    from pathlib import Path
    from tests.write.test_publish import writer
    from pipeline.write import publish as module

    def pause():
        print("now", flush=True)
        time.sleep(60)

    def write(folder):
        writer("new")(folder)
        if sys.argv[2] == "write":
            pause()

    def after(name):
        step = getattr(module, name)
        def stepped(*arguments):
            step(*arguments)
            pause()
        setattr(module, name, stepped)

    if sys.argv[2] != "write":
        after(sys.argv[2])
    module.publish(Path(sys.argv[1]), write)
"""


def start(out: Path, stop: str) -> subprocess.Popen[str]:
    """Start a publishing process and wait until it stands still at a step."""
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(out), stop]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    return process


# Where the kill comes -> what stands there afterwards.
@pytest.mark.parametrize(("stop", "word"), [("write", "old"), ("_sync", "old"), ("_swap_in", "new")])
def test_kill_leaves_one_whole_output(tmp_path: Path, stop: str, word: str) -> None:
    out = tmp_path / "extracted"
    publish(out, writer("old"))
    process = start(out, stop)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert word_in(out) == word
    assert names(out) == ["acts.parquet", "datapackage.json"]
    assert len(names(tmp_path)) == 3, "the killed run could not tidy up: its staging folder and its lock file stand"
    publish(out, writer("newer"))
    assert word_in(out) == "newer"
    assert names(tmp_path) == ["extracted"]


# After a power cut only what was synced is sure to stand: all of an output before it is swapped in, its name after it.
def test_output_is_durable_before_it_is_swapped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, sync, swap_in = set[int](), os.fsync, module._swap_in

    def note(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    def look(staging: Path, out: Path) -> None:
        assert {path.stat().st_ino for path in (staging, *staging.rglob("*"))} <= synced
        synced.clear()
        swap_in(staging, out)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(module, "_swap_in", look)
    publish(tmp_path / "extracted", writer("new"))
    assert synced == {tmp_path.stat().st_ino}


def test_second_publisher_stops_at_once(tmp_path: Path) -> None:
    out = tmp_path / "extracted"
    process = start(out, "write")
    try:
        before = time.monotonic()
        with pytest.raises(PublishError, match="another run is publishing"):
            publish(out, writer("second"))
        assert time.monotonic() - before < 5
        assert names(tmp_path) == sorted([module._lock_file(out).name, module._staging(out).name])
    finally:
        process.kill()
        process.communicate()
    publish(out, writer("third"))
    assert word_in(out) == "third"
    assert names(tmp_path) == ["extracted"]


# Two outputs in one folder have nothing to wait for.
def test_other_output_in_the_same_folder_is_free(tmp_path: Path) -> None:
    process = start(tmp_path / "extracted", "write")
    try:
        publish(tmp_path / "other", writer("other"))
    finally:
        process.kill()
        process.communicate()
    assert word_in(tmp_path / "other") == "other"


def make_file(out: Path) -> None:
    out.write_text("mine")


def make_foreign_folder(out: Path) -> None:
    out.mkdir()
    (out / "thesis.docx").write_text("mine")


def make_foreign_package(out: Path) -> None:
    writer("mine")(out.parent)
    (out.parent / "acts.parquet").unlink()
    package = (out.parent / "datapackage.json").read_text().replace("tizmek", "another")
    out.mkdir()
    (out.parent / "datapackage.json").rename(out / "datapackage.json")
    (out / "datapackage.json").write_text(package)


def make_stranger_inside(out: Path) -> None:
    publish(out, writer("old"))
    (out / "notes.txt").write_text("mine")


def make_broken_package(out: Path) -> None:
    out.mkdir()
    (out / "datapackage.json").write_text("[")


def make_link(out: Path) -> None:
    (out.parent / "elsewhere").mkdir()
    out.symlink_to(out.parent / "elsewhere")


def make_dead_link(out: Path) -> None:
    out.symlink_to("/nowhere/at/all")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_file, "is a file"),
        (make_foreign_folder, "wasn't written by tizmek"),
        (make_foreign_package, "wasn't written by tizmek"),
        (make_broken_package, "wasn't written by tizmek"),
        (make_stranger_inside, "notes.txt"),
        (make_link, "symbolic link"),
        (make_dead_link, "symbolic link"),
    ],
)
def test_what_is_not_ours_is_not_replaced(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    out = tmp_path / "extracted"
    make(out)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PublishError, match=words) as caught:
        publish(out, fail)  # refused before any work is done
    assert caught.value.advice
    assert sorted(tmp_path.rglob("*")) == before


def test_what_is_put_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "extracted"

    def write(folder: Path) -> None:
        writer("new")(folder)
        make_foreign_folder(out)

    with pytest.raises(PublishError, match="wasn't written by tizmek"):
        publish(out, write)
    assert names(out) == ["thesis.docx"]


def test_missing_parent(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"missing.*create it first"):
        publish(tmp_path / "no" / "extracted", writer("new"))


def test_parent_without_write_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(PublishError, match=r"Permission denied.*who may write"):
        publish(tmp_path / "extracted", writer("new"))
