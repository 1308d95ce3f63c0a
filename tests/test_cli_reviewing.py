"""The command that decides about pairs of entries, as people and scripts run it."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.audit.sample import ACT
from tests.diff.sample import BARE, NEW, OLD, OTHER, entry, publish
from tests.releases.acts import DECREE as SMALL
from tests.releases.acts import register as register_act
from tests.test_build import DECREE
from tests.test_cli import ENVIRONMENT, assert_refused, register, run_on_terminal, tizmek

DECISIONS = Path("sources") / "decisions" / "crosswalk.csv"
# Seconds after which keys are pressed again.
PATIENCE = 10.0
PAIR = entry(OLD, "200200"), entry(NEW, "200900")
WHY = ("--reason", "made up", "--by", "tester", "--on", "2024-01-02")
DECIDE = ("review", "--decide", *PAIR, "rejected", *WHY)


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """Give such a folder with the texts of its acts, as they are published, registered beside it."""
    publish(tmp_path)
    for act_id in (OLD, NEW, OTHER, BARE):
        home = tmp_path / "sources" / act_id
        home.mkdir()
        (home / "act.txt").write_text(ACT, encoding="utf-8")
        register(home, "")
    return tmp_path


# Without a terminal and --yes a decision is shown, not taken.
def test_decision_is_shown_before_it_is_written(own_folder: Path) -> None:
    done = tizmek("review", "--decide", *PAIR, "exact", *WHY, folder=own_folder)
    assert done.returncode == 5
    assert "nothing was written" in done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    assert ["crosswalk", "~", f"{PAIR[0]}..{PAIR[1]}"] in [row[:3] for row in rows]
    assert not (own_folder / DECISIONS).exists()
    told = json.loads(tizmek("review", "--decide", *PAIR, "exact", *WHY, "--json", folder=own_folder).stdout)
    assert (told["written"], len(told["rows"])) == (False, len(rows))


def test_decision_is_written_once(own_folder: Path) -> None:
    arguments = ("review", "--decide", *PAIR, "close", "--close-kind", "narrower", *WHY, "--yes")
    done = tizmek(*arguments, folder=own_folder)
    assert done.returncode == 0, done.stderr
    lines = (own_folder / DECISIONS).read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [
        f"{PAIR[0]},Экология жана география,{PAIR[1]},Экология,close,narrower,made up,tester,2024-01-02"
    ]
    assert_refused(tizmek(*arguments, folder=own_folder), 3, "crosswalk.csv:2", "decided already")


def test_decision_about_nothing_known_ends_with_3(own_folder: Path) -> None:
    refused = tizmek("review", "--decide", *PAIR[::-1], "exact", *WHY, folder=own_folder)
    assert_refused(refused, 3, "older act first")
    assert_refused(tizmek("review", "--decide", PAIR[0], "nothing", "exact", *WHY, folder=own_folder), 3, "no row has")


def test_decision_that_cannot_be_written_ends_with_4(own_folder: Path) -> None:
    (own_folder / "sources" / "decisions").write_text("a file", encoding="utf-8")
    done = tizmek("review", "--decide", *PAIR, "exact", *WHY, "--yes", folder=own_folder)
    assert done.returncode == 4, done.stderr
    assert "can't write the decision" in done.stderr


def answer_on_terminal(*arguments: str, folder: Path, keys: bytes) -> tuple[int, str]:
    """Run the command on a terminal of its own, press keys when it asks; return its exit code and what was shown.

    They are pressed again when nothing comes of them: what is typed while the terminal is made ready can be lost.
    """
    process, terminal = pty.fork()
    if not process:
        try:
            os.chdir(folder)
            os.execve(sys.executable, [sys.executable, "-m", "pipeline", *arguments], ENVIRONMENT)
        finally:
            os._exit(127)
    received = b""
    while True:
        if b"[y/N]" in received and not select.select([terminal], [], [], PATIENCE)[0]:
            os.write(terminal, keys)
            continue
        try:
            block = os.read(terminal, 4096)
        except OSError:  # Linux: the terminal has no writer any more
            break
        if not block:
            break
        asked = b"[y/N]" in received
        received += block
        if not asked and b"[y/N]" in received:
            os.write(terminal, keys)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), received.decode()


# Ctrl-C interrupts; Ctrl-D, the end of the input, is no yes
@pytest.mark.parametrize(
    ("keys", "code", "told"),
    [
        (b"y\n", 0, "written to"),
        (b"n\n", 5, "nothing was written"),
        (b"\x04", 5, "nothing was written"),
        (b"\x03", 130, "error: interrupted"),
    ],
)
def test_keys_at_the_question(own_folder: Path, keys: bytes, code: int, told: str) -> None:
    ended, shown = answer_on_terminal(*DECIDE, folder=own_folder, keys=keys)
    assert ended == code, shown
    assert "Write this decision?" in shown
    assert told in shown
    assert "Aborted" not in shown
    assert (own_folder / DECISIONS).exists() is (code == 0)


@pytest.mark.parametrize("sources", ["sorces", "empty", "other"])
def test_decision_beside_no_sources_ends_with_3(own_folder: Path, sources: str) -> None:
    (own_folder / "empty").mkdir()
    shutil.copytree(own_folder / "sources" / OTHER, own_folder / "other" / OTHER)
    before = sorted(own_folder.rglob("*"))
    done = tizmek(*DECIDE, "--yes", "--sources", sources, folder=own_folder)
    said = {"sorces": "no such folder", "empty": "no source here", "other": "no list prints the entry"}
    assert_refused(done, 3, said[sources], "--sources" if sources != "empty" else "add a source")
    assert sorted(own_folder.rglob("*")) == before
    if sources != "other":
        assert done.stderr == tizmek("build", "--sources", sources, folder=own_folder).stderr


def test_day_to_come_ends_with_2(tmp_path: Path) -> None:
    done = tizmek("review", "--decide", *PAIR, "exact", *WHY[:-1], "2999-12-31", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "2999-12-31 is still to come" in done.stderr


def decide_at_once(folder: Path, decisions: Iterable[tuple[str, str, str]]) -> list[tuple[int, str]]:
    """Take decisions in as many processes; return the exit code and the last complaint of each."""
    done = {"cwd": folder, "env": ENVIRONMENT, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "pipeline", "review", "--yes", *WHY, "--decide"]
    processes = [subprocess.Popen([*command, *one], **done) for one in decisions]  # type: ignore[call-overload]
    complaints = [process.communicate(timeout=120)[1].splitlines()[-1] for process in processes]
    return [(process.returncode, said) for process, said in zip(processes, complaints, strict=True)]


def test_different_decisions_at_once(own_folder: Path) -> None:
    codes = ("100100", "100200", "100300", "200900", "300100", "400100")
    decisions = [(PAIR[0], entry(NEW, code), "rejected") for code in codes]
    assert {code for code, _ in decide_at_once(own_folder, decisions)} == {0}
    lines = (own_folder / DECISIONS).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[2] for line in lines[1:]] == [right for _, right, _ in decisions]


def test_same_decision_at_once(own_folder: Path) -> None:
    ended = decide_at_once(own_folder, [(*PAIR, relation) for relation in ("exact", "rejected") * 2])
    assert sorted(code for code, _ in ended) == [0, 3, 3, 3]
    assert all("crosswalk.csv:2: the pair was decided already: " in said for code, said in ended if code)
    assert len((own_folder / DECISIONS).read_text(encoding="utf-8").splitlines()) == 2


def quote_otherwise(folder: Path) -> None:
    """Decide about the pair, and let the decision quote a name that no list prints."""
    assert tizmek(*DECIDE, "--yes", folder=folder).returncode == 0
    path = folder / DECISIONS
    path.write_text(path.read_text(encoding="utf-8").replace(",Экология,", ",Табият таануу,"), encoding="utf-8")


def test_expired_decision_is_shown_first(own_folder: Path) -> None:
    quote_otherwise(own_folder)
    done = tizmek("review", folder=own_folder)
    (row,) = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    assert row[:3] == [OLD, NEW, "a decision has expired"]
    assert "crosswalk.csv:2: rejected, made up (tester, 2024-01-02); left printed as it was quoted" in row[8]
    assert row[8].endswith('right quoted as "Табият таануу", now "Экология"')
    assert done.stderr.splitlines() == [
        "1 expired decision: decide the pair again with --decide, or delete the line",
        "0 candidates",
    ]
    (group,) = json.loads(tizmek("review", "--json", folder=own_folder).stdout)
    assert (group["cause"], group["candidates"]) == ("a decision has expired", [])
    assert group["expired"][0]["right"] == {"entry_id": PAIR[1], "quoted": "Табият таануу", "printed": ["Экология"]}
    assert 'quoted as "Табият таануу", now "Экология"' in run_on_terminal("review", folder=own_folder)
    assert tizmek("review", "--pair", OTHER, NEW, folder=own_folder).stderr == "0 candidates\n"


def test_other_pair_beside_an_expired_decision(own_folder: Path) -> None:
    quote_otherwise(own_folder)
    pair = entry(OLD, "100100"), entry(NEW, "100100")
    done = tizmek("review", "--decide", *pair, "rejected", *WHY, folder=own_folder)
    assert done.returncode == 5, done.stderr
    assert "left aside, but a build stops at what has expired: sources/decisions/crosswalk.csv:2" in done.stderr
    assert done.stdout.splitlines()[1:]


def test_expired_decision_is_replaced(own_folder: Path) -> None:
    quote_otherwise(own_folder)
    shown = tizmek(*DECIDE, folder=own_folder)
    replaces = "replaces sources/decisions/crosswalk.csv:2: rejected, made up (tester, 2024-01-02)"
    assert shown.returncode == 5
    assert shown.stderr.splitlines()[0].startswith(replaces)
    assert ",Табият таануу," in (own_folder / DECISIONS).read_text(encoding="utf-8")
    told = json.loads(tizmek(*DECIDE, "--yes", "--json", folder=own_folder).stdout)
    assert (told["written"], told["replaces"]["right"]["quoted"]) == (True, "Табият таануу")
    lines = (own_folder / DECISIONS).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[3] for line in lines[1:]] == ["Экология"]
    assert_refused(tizmek(*DECIDE, "--yes", folder=own_folder), 3, "crosswalk.csv:2", "decided already")


def test_expired_decision_about_an_entry_that_is_gone(own_folder: Path) -> None:
    gone = entry(OLD, "999999")
    quote_otherwise(own_folder)
    path = own_folder / DECISIONS
    path.write_text(path.read_text(encoding="utf-8").replace(PAIR[0], gone), encoding="utf-8")
    assert "no list prints it any more" in tizmek("review", folder=own_folder).stdout
    done = tizmek("review", "--decide", gone, PAIR[1], "exact", *WHY, folder=own_folder)
    assert_refused(done, 3, "crosswalk.csv:2", f"no list prints the entry {gone!r} any more", "delete that line")


# The text of an act is mended, and with it the name that a decision quotes: the build stops before it publishes the
# new name, so the sources themselves must say what is printed now.
def test_decision_that_a_changed_source_lets_expire(tmp_path: Path) -> None:
    acts = {year: DECREE.replace("2011", year).replace("060102 Фармация\n", "", 1) for year in ("2011", "2012")}
    for number, (year, text) in enumerate(acts.items(), 1):
        register_act(tmp_path / "sources", f"act-{year}", text.format(number=number))
    assert tizmek("build", folder=tmp_path).returncode == 0
    decide = ("review", "--decide", "kg-2011-1:annex-1:1:060102", "kg-2012-2:annex-1:1:060102", "exact", *WHY, "--yes")
    assert tizmek(*decide, folder=tmp_path).returncode == 0
    shutil.rmtree(tmp_path / "sources" / "act-2012")
    text = acts["2012"].format(number=2).replace("Фармация", "Фармацевтика")
    register_act(tmp_path / "sources", "act-2012", text)
    assert_refused(tizmek("build", folder=tmp_path), 3, "crosswalk.csv:2", "is 'Фармацевтика' now")
    shown = tizmek("review", folder=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert 'right quoted as "Фармация", now "Фармацевтика"' in shown.stdout
    done = tizmek(*decide, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    told = done.stderr.splitlines()
    assert told[0] == "warning: act-2012 changed since extracted was built; what the sources print now is compared"
    assert told[1].startswith("replaces sources/decisions/crosswalk.csv:2: exact")
    assert tizmek("build", folder=tmp_path).returncode == 0
    assert tizmek("verify", folder=tmp_path).returncode == 0
    assert tizmek("review", folder=tmp_path).stderr == "0 candidates\n"


# Excel puts a mark before the first line; a decision added to such a file leaves it.
def test_decisions_saved_by_excel(own_folder: Path) -> None:
    assert tizmek(*DECIDE, "--yes", folder=own_folder).returncode == 0
    path = own_folder / DECISIONS
    saved = "\ufeff" + path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(saved.encode())
    other = ("review", "--decide", PAIR[0], entry(NEW, "100100"), "rejected", *WHY, "--yes")
    assert tizmek(*other, folder=own_folder).returncode == 0
    found = path.read_bytes().decode()
    assert (found[0], found.count("\r\n"), found.count("\n")) == ("\ufeff", 3, 3)
    path.write_bytes(saved.replace(",", ";").encode())
    assert_refused(tizmek(*other, folder=own_folder), 3, "crosswalk.csv:1", "expected commas", "found semicolons")


def test_doubts_are_shown_and_reviewed(tmp_path: Path) -> None:
    text = SMALL.format(number=1).replace("Сырттан окутууга жол берилбеген", "Сырттан окутуу боюнча")
    register_act(tmp_path / "sources", "one", text)
    assert tizmek("build", folder=tmp_path).returncode == 0
    shown = tizmek("doubts", folder=tmp_path)
    assert shown.stdout.splitlines()[1] == "one\tbar_not_found\t2\tkg-2011-1:annex-1:1:060101 Дарылоо иши"
    assert shown.stderr.startswith("2 doubtful rows")
    words = ("doubts", "--right", "one", "bar_not_found", "--reason", "the title was read", "--by", "linguist")
    asked = tizmek(*words, folder=tmp_path)
    assert asked.returncode == 5
    assert "2 rows doubted for bar_not_found: 2 would be doubtful no more" in asked.stderr
    assert not (tmp_path / "sources" / "decisions").exists()
    assert tizmek(*words, "--yes", folder=tmp_path).returncode == 0
    status = tizmek("status", folder=tmp_path)
    assert "decision changed" in status.stderr
    assert tizmek("build", folder=tmp_path).returncode == 0
    assert tizmek("doubts", folder=tmp_path).stderr.startswith("0 doubtful rows")
    assert tizmek("verify", folder=tmp_path).returncode == 0
    # nothing more is doubted for it, and a cause is spelled as it is listed
    gone = tizmek(*words, "--yes", folder=tmp_path)
    assert_refused(gone, 3, "no row of 'one' is doubted for 'bar_not_found'")
