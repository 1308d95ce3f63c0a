"""The command line as people and scripts run it: a process of its own, its output, its exit code."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import __version__
from pipeline.contract import TABLES
from tests.audit.sample import ACT, ACT_ID, LIST_ID, SOURCE_ID, write_sample

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
COMMANDS = (
    "build",
    "extract",
    "add",
    "remove",
    "rename",
    "watch",
    "correct",
    "status",
    "releases",
    "as-of",
    "prune",
    "explain",
    "verify",
    "findings",
    "tables",
    "act",
    "align",
    "search",
    "diff",
    "lineage",
    "prose",
    "review",
)


def tizmek(*arguments: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, its output into pipes."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = {"cwd": folder, "capture_output": True, "encoding": "utf-8", "env": {**ENVIRONMENT, **environment}}
    return subprocess.run(command, check=False, timeout=60, **done)  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with `sources` and `extracted` in it, which no test changes."""
    path = tmp_path_factory.mktemp("cli")
    write_sample(path)
    return path


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    write_sample(tmp_path)
    return tmp_path


def assert_refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Check that a command ended with a code and one line that says why."""
    assert done.returncode == code, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    for word in words:
        assert word in line


DECREE = """\
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ
ТОКТОМ
Бишкек шаары
2031-жылдын 5-майы № 12
Аралыктан окутуу жөнүндө
1. Бул токтом күчүнө кирет.
"""


@pytest.fixture
def decree(tmp_path: Path) -> Path:
    """Give a folder with one registered source in `sources` and nothing published."""
    home = tmp_path / "sources" / "decree"
    home.mkdir(parents=True)
    (home / "act.txt").write_text(DECREE, encoding="utf-8")
    register(home, "")
    return tmp_path


def register(home: Path, expect: str) -> None:
    digest = hashlib.sha256((home / "act.txt").read_bytes()).hexdigest()
    text = f'file = "act.txt"\nsha256 = "{digest}"\nlicence = "made up"\n{expect}'
    (home / "source.toml").write_text(text, encoding="utf-8")


def test_build_then_verify_then_explain(decree: Path) -> None:
    done = tizmek("build", folder=decree)
    assert done.returncode == 0, done.stderr
    counts = dict(line.split("\t") for line in done.stdout.splitlines())
    assert (counts["table"], counts["sources"], counts["acts"]) == ("rows", "1", "1")
    assert "sources: 1, acts: 1, findings: " in done.stderr
    assert "published release 1 of extracted in " in done.stderr
    assert tizmek("verify", folder=decree).returncode == 0
    explained = tizmek("explain", "2031", folder=decree).stdout
    assert "number = 12" in explained
    assert "    > 4 | 2031-жылдын 5-майы № 12" in explained


# One correction expects what another changes elsewhere, and one expects two cells.
def test_corrections_that_meet_in_what_they_expect(decree: Path) -> None:
    home = decree / "sources" / "decree"
    (home / "act.txt").write_text(ACT, encoding="utf-8")
    corrections = (("999103 Медайымдык", "999103 Медайымдыкк"), ("Медайымдык", "Медайымдик"))
    one = '[[corrections]]\nreason = "…"\nexpect = "{}"\nreplace = "{}"\n'
    register(home, "".join(one.format(*correction) for correction in corrections))
    done = tizmek("build", folder=decree)
    assert done.returncode == 0, done.stderr
    done = tizmek("verify", folder=decree)
    assert done.returncode == 0, done.stderr
    assert "Медайымдикк иш" in tizmek("explain", "999103", folder=decree).stdout


def test_extract_then_verify(decree: Path) -> None:
    done = tizmek("extract", "sources/decree/act.txt", "--out", "one", folder=decree)
    assert done.returncode == 0, done.stderr
    assert tizmek("verify", "--out", "one", "--sources", "sources/decree", folder=decree).returncode == 0
    assert_refused(tizmek("extract", "nothing.txt", "--out", "two", folder=decree), 3, "nothing.txt")
    assert not (decree / "two").exists()


def test_same_build_with_workers(decree: Path) -> None:
    shutil.copytree(decree / "sources" / "decree", decree / "sources" / "twin")
    (decree / "sources" / "twin" / "act.txt").write_text(DECREE.replace("№ 12", "№ 13"), encoding="utf-8")
    register(decree / "sources" / "twin", "")
    for out, jobs in (("one", 1), ("two", 2)):
        assert tizmek("build", "--out", out, "--jobs", jobs, folder=decree).returncode == 0
    for path in (path for path in (decree / "one").iterdir() if path.is_file()):
        assert path.read_bytes() == (decree / "two" / path.name).read_bytes(), path.name


# An expected count that is missed: the data is wrong. A source that isn't what it was: bad input. Nothing is published.
def test_build_that_fails_publishes_nothing(decree: Path) -> None:
    home = decree / "sources" / "decree"
    register(home, "[expect]\nlist_entries = 7\n")
    assert_refused(tizmek("build", folder=decree), 1, "list_entries", "7")
    register(home, "surprise = 1\n")
    assert_refused(tizmek("build", folder=decree), 3, "source.toml", "surprise")
    register(home, "")
    (home / "act.txt").write_bytes(b"%PDF-1.7")
    assert_refused(tizmek("build", folder=decree), 3, "act.txt")
    assert_refused(tizmek("build", "--sources", "nowhere", folder=decree), 3, "nowhere")
    assert not (decree / "extracted").exists()


def test_output_that_cannot_be_replaced_ends_with_4(decree: Path) -> None:
    (decree / "mine").mkdir()
    (decree / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    assert_refused(tizmek("build", "--out", "mine", folder=decree), 4, "mine: ")
    assert_refused(tizmek("extract", "sources/decree/act.txt", "--out", "a/b", folder=decree), 4, "create it first")
    assert [path.name for path in (decree / "mine").iterdir()] == ["thesis.txt"]


def test_version(folder: Path) -> None:
    done = tizmek("--version", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"tizmek {__version__}\n", "")


def test_help_names_commands_and_exit_codes(folder: Path) -> None:
    done = tizmek("--help", folder=folder)
    assert done.returncode == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in done.stdout] == []
    assert [code for code in (0, 1, 2, 3, 4, 5, 130) if f"\n    {code} " not in done.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(folder: Path, command: str) -> None:
    done = tizmek(command, "--help", folder=folder)
    assert done.returncode == 0
    assert f"\n    tizmek {command}" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("build", "--no-such-option"),
        ("build", "--jobs", "0"),
        ("extract", "--out", "x"),
        ("explain",),
        ("findings", "--severity", "grave"),
        ("tables", "acts", "--rows", "99999999999999999999"),
        ("act",),
        ("search",),
        ("search", "иши", "--limit", "0"),
    ],
)
def test_wrong_usage_ends_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    done = tizmek(*arguments, folder=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Usage: tizmek" in done.stderr
    assert "Traceback" not in done.stderr


def test_verify(folder: Path) -> None:
    done = tizmek("verify", folder=folder)
    expected = f"25 values of 2 sources derived again, {len(TABLES) + 3} files as published\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")
    told = json.loads(tizmek("verify", "--json", folder=folder).stdout)
    assert told == {"ok": True, "values": 25, "sources": 2, "files": len(TABLES) + 3}


def test_verify_of_a_changed_source_ends_with_1(own_folder: Path) -> None:
    path = own_folder / "sources" / SOURCE_ID / "act.txt"
    path.write_bytes(ACT.replace("999101", "999109").encode())
    done = tizmek("verify", folder=own_folder)
    assert_refused(done, 1, f"sources/{SOURCE_ID}/act.txt: ", "sha256", "build again")
    done = tizmek("verify", "--json", folder=own_folder)
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["ok"], told["table"], told["row"], told["field"]) == (False, "sources", SOURCE_ID, "sha256")


def test_verify_of_a_changed_table_ends_with_1(own_folder: Path) -> None:
    path = own_folder / "extracted" / "acts.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert_refused(tizmek("verify", folder=own_folder), 1, "acts.parquet: ")
    for command in (("verify",), ("explain", "999102"), ("findings",), ("tables",), ("act", ACT_ID), ("search", "иши")):
        assert_refused(tizmek(*command, "--out", "sources", folder=own_folder), 3, "no published dataset")
        assert_refused(tizmek(*command, "--out", "sources/nope", folder=own_folder), 3, "no published dataset")


def test_verify_without_sources_ends_with_3(own_folder: Path) -> None:
    shutil.rmtree(own_folder / "sources" / SOURCE_ID)
    assert_refused(tizmek("verify", folder=own_folder), 3, "act.txt: can't read the source", "--sources")
    assert_refused(tizmek("verify", "--sources", "nowhere", folder=own_folder), 3, "nowhere: ")


def test_explain(folder: Path) -> None:
    done = tizmek("explain", "999102", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "name_ky = Тиш дарылоо, стоматология жана протездөө" in done.stdout
    assert "    > 14 | 999102 Тиш дарылоо, стоматоло-" in done.stdout
    assert "line 14: '-' is read as '' (line_end_hyphen)" in done.stdout
    told = json.loads(tizmek("explain", LIST_ID, "--table", "lists", "--json", folder=folder).stdout)
    assert (told["table"], told["row_id"], told["act"]["number"]) == ("lists", LIST_ID, "12-ТК")


def test_explain_lists_the_rows_that_fit(folder: Path) -> None:
    done = tizmek("explain", "99910", folder=folder)
    assert_refused(done, 3, "'99910' fits 3 rows")
    head, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert head == ["table", "id", "label"]
    assert rows[0] == ["list_entries", f"{LIST_ID}:999101", "Дарылоо иши"]
    told = json.loads(tizmek("explain", "99910", "--json", folder=folder).stdout)
    assert len(told["candidates"]) == 3


def test_explain_of_an_unknown_id_ends_with_3(folder: Path) -> None:
    assert_refused(tizmek("explain", ACT_ID + "x", folder=folder), 3, f"the closest are {ACT_ID}")
    assert_refused(tizmek("explain", ACT_ID, "--table", "act", folder=folder), 3, "did you mean 'acts'?")


def test_findings(folder: Path) -> None:
    done = tizmek("findings", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert head == ["severity", "code", "place", "message", "finding_id"]
    assert [row[0] for row in rows] == ["error", "warning", "info"]
    assert [row[2] for row in rows] == [f"{SOURCE_ID}/act.txt:15", f"{SOURCE_ID}/act.txt:14", f"{SOURCE_ID}/act.txt"]


# A source must not be able to colour, move or clear the terminal of whoever reads about it.
def test_findings_have_no_control_characters(folder: Path) -> None:
    done = tizmek("findings", "--severity", "error", folder=folder)
    assert "\x1b" not in done.stdout
    assert r"cuts a name\x1b[31m" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--severity", "warning"), ["suspected_misprint"]),
        (("--code", "group_missing"), ["group_missing"]),
        (("--source", "article-2031"), []),
        (("--source", SOURCE_ID, "--severity", "error"), ["page_number_inside"]),
    ],
)
def test_findings_are_chosen(folder: Path, arguments: tuple[str, ...], codes: list[str]) -> None:
    done = tizmek("findings", "--json", *arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    assert [row["code"] for row in json.loads(done.stdout)] == codes


def test_findings_of_nothing_known_end_with_3(folder: Path) -> None:
    assert_refused(tizmek("findings", "--source", "article", folder=folder), 3, "did you mean 'article-2031'?")
    assert_refused(tizmek("findings", "--code", "group_mising", folder=folder), 3, "did you mean 'group_missing'?")


def test_tables(folder: Path) -> None:
    done = tizmek("tables", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == ["table", *TABLES]
    assert {row[0]: row[1] for row in rows}["list_entries"] == "3"
    stock = json.loads(tizmek("tables", "--json", folder=folder).stdout)
    assert [table["name"] for table in stock] == list(TABLES)


def test_table(folder: Path) -> None:
    done = tizmek("tables", "list_entries", "--rows", "2", folder=folder)
    assert "\ncode\tstring\tyes\t\t" in done.stdout
    assert done.stdout.count("\n" + LIST_ID + ":9") == 2
    told: dict[str, Any] = json.loads(tizmek("tables", "acts", "--json", folder=folder).stdout)
    assert told["first_rows"][0]["date"] == "2031-05-05"
    assert "first_rows" in json.loads(tizmek("tables", "acts", "--rows", "0", "--json", folder=folder).stdout)
    assert_refused(tizmek("tables", "list_entry", folder=folder), 3, "did you mean 'list_entries'?")


@pytest.mark.parametrize(
    "arguments",
    [("tables",), ("findings",), ("explain", ACT_ID), ("tables", "findings"), ("act", ACT_ID), ("search", "иши")],
)
def test_damaged_table_ends_with_1(own_folder: Path, arguments: tuple[str, ...]) -> None:
    for path in (own_folder / "extracted").glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-40])
    assert_refused(tizmek(*arguments, folder=own_folder), 1, "can't read a table", "tizmek verify")


# Cyrillic comes out whole whatever the locale of the pipe says.
def test_output_is_utf_8_in_any_locale(folder: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert "Тиш дарылоо" in tizmek("explain", "999102", folder=folder, **plain).stdout


def run_on_terminal(*arguments: str, folder: Path, **environment: str) -> str:
    """Run the command with a terminal for its output and return what the terminal got."""
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "TERM": "xterm", "COLUMNS": "200", **environment},
        stdout=secondary,
        stderr=secondary,
    )
    os.close(secondary)
    received = b""
    while True:
        try:
            block = os.read(primary, 4096)
        except OSError:  # Linux: the terminal has no writer any more
            break
        if not block:
            break
        received += block
    os.close(primary)
    assert process.wait() == 0, received
    return received.decode()


def test_colours_and_boxes_only_on_a_terminal(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name == "NO_COLOR"}
    assert not environment, "this test needs an environment without NO_COLOR"
    coloured = run_on_terminal("findings", folder=folder)
    assert "\x1b[31m" in coloured
    assert "┃" in coloured or "│" in coloured
    colourless = run_on_terminal("findings", folder=folder, NO_COLOR="1")
    assert "\x1b[31m" not in colourless
    piped = tizmek("findings", folder=folder).stdout
    assert "\x1b" not in piped
    assert "│" not in piped


def test_verify_on_a_terminal(folder: Path) -> None:
    assert "25 values of 2 sources derived again" in run_on_terminal("verify", folder=folder)
    assert "999102 Тиш дарылоо" in run_on_terminal("explain", "999102", folder=folder)


# `tizmek tables provenance | head -1`: the reader goes, the command says nothing.
def test_reader_that_goes_away(folder: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "tables", "provenance", "--json", "--rows", "1000"]
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), complaint) == (0, b"")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_interrupt_ends_with_130(folder: Path, name: str) -> None:
    probe = (
        "import pipeline.audit.verify as v, os, signal, sys\n"
        # whoever runs the tests may have it ignored, as nohup does
        f"signal.signal(signal.{name}, signal.SIG_DFL if '{name}' != 'SIGINT' else signal.default_int_handler)\n"
        f"v.verify = lambda *_: os.kill(os.getpid(), signal.{name}) or __import__('time').sleep(5)\n"
        "from pipeline.cli import app\n"
        "app(['verify'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, "error: interrupted\n")


# A run that is told to end while it publishes leaves nothing behind.
def test_terminated_build_is_cleaned_up(decree: Path) -> None:
    probe = (
        "import pipeline.make_tables as b, os, signal, time\n"
        "b.KnownActs.learn = lambda *_: os.kill(os.getpid(), signal.SIGTERM) or time.sleep(5)\n"
        "from pipeline.cli import app\n"
        "app(['build'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=decree, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, "error: interrupted\n")
    assert [path.name for path in decree.iterdir() if not path.name.endswith("-kept")] == ["sources"]


@pytest.mark.parametrize("path", [b"", b" ", b"\xff"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--out"),
        ("build", "--sources"),
        ("extract", "--out", "x"),
        ("extract", "sources", "--out"),
        ("verify", "--sources"),
        ("explain", "999102", "--out"),
        ("search", "иши", "--out"),
    ],
)
def test_path_that_is_no_name(folder: Path, arguments: tuple[str, ...], path: bytes) -> None:
    assert_refused(tizmek(*arguments, os.fsdecode(path), folder=folder), 3, "the path is")


def test_id_that_is_no_text(folder: Path) -> None:
    assert_refused(tizmek("explain", os.fsdecode(b"\xff"), folder=folder), 3)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "arguments",
    ["verify", "findings", "tables", "explain 999102", f"act {ACT_ID}", "search иши", "--version", "no-such-command"],
)
def test_closed_streams(folder: Path, arguments: str, closed: str) -> None:
    command = f"{sys.executable} -m pipeline {arguments} {closed}"
    done = subprocess.run(command, shell=True, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == (2 if arguments == "no-such-command" else 0), done.stderr
    assert "Traceback" not in done.stderr


# On a narrower terminal findings are told as blocks of lines.
NARROWEST_TABLE = 60


# Whatever the width is, an id and a code can be read whole.
@pytest.mark.parametrize("columns", [30, 59, 80, 300])
def test_findings_are_never_cut(folder: Path, columns: int) -> None:
    told = run_on_terminal(
        "findings", "--code", "suspected_misprint", folder=folder, COLUMNS=str(columns), NO_COLOR="1"
    )
    assert "…" not in told
    if columns < NARROWEST_TABLE:
        assert "suspected_misprint" in told.split()
        assert f"{SOURCE_ID}:suspected_misprint:1" in told.split()
    else:
        cells = [line.split("│") for line in told.splitlines() if "│" in line]
        assert "".join(cell[2].strip() for cell in cells) == "suspected_misprint"
        assert "".join(cell[5].strip() for cell in cells) == f"{SOURCE_ID}:suspected_misprint:1"


def test_source_without_an_act_is_told(decree: Path) -> None:
    home = decree / "sources" / "decree"
    (home / "act.txt").write_text("Аралыктан окутуу жөнүндө макала.\n", encoding="utf-8")
    register(home, "")
    done = tizmek("build", folder=decree)
    assert done.returncode == 0, done.stderr
    assert "warning: decree: no act was found in it" in done.stderr.splitlines()


def test_act(folder: Path) -> None:
    done = tizmek("act", ACT_ID, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"decree № 12-ТК, 2031-05-05  {ACT_ID}"
    assert f"(3 entries; tizmek tables list_entries, list_id {LIST_ID})" in done.stdout
    assert "\x1b" not in done.stdout
    told = json.loads(tizmek("act", ACT_ID, "--json", "--lang", "ru", folder=folder).stdout)
    assert (told["act"]["act_id"], told["lang"], told["provisions"]) == (ACT_ID, "ru", [])
    assert told["lists"][0]["entry_count"] == 3


def test_act_that_is_not_there_ends_with_3(folder: Path) -> None:
    assert_refused(tizmek("act", ACT_ID + "x", folder=folder), 3, f"the closest are {ACT_ID}")
    assert_refused(tizmek("act", "nothing", folder=folder), 3, f"there are {ACT_ID}")
    assert_refused(tizmek("act", ACT_ID, "--lang", "kk", folder=folder), 3, "no language 'kk'", "there are ky, ru")
    assert_refused(tizmek("act", ACT_ID, "--point", "7", folder=folder), 3, "no point '7'", "no numbered provisions")
    assert_refused(tizmek("act", os.fsdecode(b"\xff"), folder=folder), 3)


# sources/kg-2014-354/act.txt, lines 129 to 137: what a pipe gets is not wrapped.
def test_point_of_a_real_act() -> None:
    lines = tizmek("act", "kg-2014-354", "--point", "7", folder=ROOT).stdout.splitlines()
    assert lines[-3] == "kg-2014-354:ky:annex-1:point-7"
    assert lines[-2].startswith("7.  Сырттан окуу түрүндө жол берилбей турган даярдоонун адистиктери ")
    assert lines[-2].endswith(" билим берүү программаларын ишке ашырууга тыюу салынат.")
    assert_refused(tizmek("act", "kg-2014-354", "--point", "77", folder=ROOT), 3, "the closest are 7")
    told = json.loads(tizmek("act", "kg-2014-354", "--point", "7", "--json", folder=ROOT).stdout)
    assert [row["num"] for row in told["provisions"]] == ["7", None]


@pytest.mark.parametrize("columns", [40, 79, 200])
def test_act_is_wrapped_on_a_terminal(columns: int) -> None:
    told = run_on_terminal("act", "kz-2007-602", "--point", "3", folder=ROOT, COLUMNS=str(columns))
    told = re.sub(r"\x1b\[[0-9;]*m|\r", "", told)
    assert [line for line in told.splitlines() if len(line) > columns and " " in line.strip()] == []
    piped = tizmek("act", "kz-2007-602", "--point", "3", folder=ROOT).stdout
    assert told.split() == piped.split()


def test_search(folder: Path) -> None:
    done = tizmek("search", "тиш", "протездоо", folder=folder)
    assert (done.returncode, done.stderr) == (0, "1 result\n")
    words = "999102 Тиш дарылоо, стоматология жана протездөө"
    assert done.stdout == f"id\tlang\twhat\twords\n{LIST_ID}:999102\tky\tentry\t{words}\n"
    (told,) = json.loads(tizmek("search", "тиш", "протездоо", "--json", folder=folder).stdout)
    assert (told["row_id"], told["match"], told["hits"]) == (f"{LIST_ID}:999102", "letters", ["Тиш", "протездөө"])


def test_search_that_finds_nothing_ends_with_0(folder: Path) -> None:
    done = tizmek("search", "нотариус", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "id\tlang\twhat\twords\n", "0 results\n")
    done = tizmek("search", "иши", "нотариус", "--json", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "0 results: no text has all these words\n")


@pytest.mark.parametrize("odd", ['"', "AND *", "NEAR(", "", "а" * 10_000, os.fsdecode(b"\xff")])
def test_odd_search(folder: Path, odd: str) -> None:
    done = tizmek("search", odd, folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("0 results")


def test_search_of_nothing_known_ends_with_3(folder: Path) -> None:
    assert_refused(tizmek("search", "иши", "--act", "nothing", folder=folder), 3, f"there are {ACT_ID}")
    assert_refused(tizmek("search", "иши", "--lang", "en", folder=folder), 3, "there are ky, ru")


# Lines 983 of sources/kg-2014-354/act.txt, 618 and 644 of sources/kg-2025-77/act.md.
def test_search_of_real_acts() -> None:
    rows = [line.split("\t") for line in tizmek("search", "560001", folder=ROOT).stdout.splitlines()[1:]]
    assert rows == [
        ["kg-2014-354:annex-2:2:560001", "ky", "entry", "560001 Дарылоо иши"],
        ["kg-2025-77:annex-2:3:560001", "ky", "entry", "560001 Дарылоо иши"],
        ["kg-2025-77:annex-2:3:560001", "ru", "entry", "560001 Лечебное дело"],
    ]


def test_hits_are_coloured_on_a_terminal(folder: Path) -> None:
    told = run_on_terminal("search", "стоматологии", folder=folder)
    assert "\x1b[1;31mСтоматология\x1b[0m" in told
    assert "2 results" in told


def test_python_without_full_text_search_ends_with_3(folder: Path) -> None:
    probe = "import sys\nsys.modules['sqlite3'] = None\nfrom pipeline.cli import app\napp(['search', 'иши'])"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
    )
    assert_refused(done, 3, "no SQLite", "FTS5")


def test_align_two_languages_of_the_committed_decree() -> None:
    done = tizmek("align", "kg-2025-77", "kg-2025-77", "--left-lang", "ky", "--right-lang", "ru", folder=ROOT)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["left\tright\tmethod\tscore\tdifferences"]
    assert done.stderr == "107 pairs, 0 shown\n"


def test_align_two_editions_of_one_act(decree: Path) -> None:
    home = decree / "sources" / "decree"
    (home / "act.txt").write_text(
        DECREE + "2. Мөөнөтү 30 күн.\n3. Контролдоо министрликке жүктөлсүн.\n", encoding="utf-8"
    )
    register(home, "")
    other = decree / "sources" / "decree-2"
    other.mkdir()
    note = "(КР Өкмөтүнүн 2033-жылдын 11-апрелиндеги № 197 токтомунун редакциясына ылайык)\n"
    (other / "act.txt").write_text(DECREE + "2. Мөөнөтү 20 күн.\n" + note, encoding="utf-8")
    register(other, "")
    assert tizmek("build", folder=decree).returncode == 0
    acts = ("kg-2031-12", "kg-2031-12~decree-2")
    done = tizmek("align", *acts, "--json", folder=decree)
    assert done.returncode == 0, done.stderr
    point, missing = json.loads(done.stdout)
    assert point["left"].endswith(":point-2")
    assert point["differences"] == ["number: 30 on the left, 20 on the right"]
    assert (missing["left"].endswith(":point-3"), missing["right"]) == (True, None)
    assert len(json.loads(tizmek("align", *acts, "--json", "--all", folder=decree).stdout)) == 3
    assert_refused(tizmek("align", acts[0], "nothing", folder=decree), 3, "no act has the id")
