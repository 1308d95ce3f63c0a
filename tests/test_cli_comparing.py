"""The commands that compare acts, as people and scripts run them."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.contract import load_schema
from tests.diff.sample import BARE, NEW, OLD, OTHER, entry, publish, publish_undecided
from tests.test_cli import ENVIRONMENT, ROOT, assert_refused, run_on_terminal, tizmek

DECISIONS = Path("sources") / "decisions" / "crosswalk.csv"
PAIR = entry(OLD, "200200"), entry(NEW, "200900")
WHY = ("--reason", "made up", "--by", "tester", "--on", "2033-01-02")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a release of three acts with lists and one without, which no test changes."""
    path = tmp_path_factory.mktemp("comparing")
    publish(path)
    return path


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    publish(tmp_path)
    return tmp_path


def test_diff(folder: Path) -> None:
    done = tizmek("diff", OLD, NEW, folder=folder)
    assert done.returncode == 0, done.stderr
    head, *body = [line.split("\t") for line in done.stdout.splitlines()]
    assert head[:2] == ["kind", "level"]
    assert "kept" not in {row[0] for row in body}
    told = done.stderr.splitlines()
    assert told[0] == f"change: {OLD} (KG, 2030-01-01) to {NEW} (KG, 2033-01-01), law of one country"
    assert "2 removed, of which 1 has a close counterpart" in told
    assert "3 kept as they were" in told
    everything = tizmek("diff", OLD, NEW, "--all", folder=folder).stdout.splitlines()
    assert len(everything) == len(body) + 1 + 3


def test_diff_under_a_lens(folder: Path) -> None:
    done = tizmek("diff", OTHER, NEW, "--lens", "distance", "--kind", "kept_barred", folder=folder)
    told = done.stderr.splitlines()
    assert told[0].startswith("comparison: ")
    assert [line.split(":")[0] for line in told[1:3]] == [
        f"the lens distance rests on {OTHER}",
        f"the lens distance rests on {NEW}",
    ]
    assert "2 barred in both" in told
    assert [line.split("\t")[3] for line in done.stdout.splitlines()[1:]] == ["5001", "5002"]


def test_diff_of_an_act_with_itself(folder: Path) -> None:
    done = tizmek("diff", OLD, OLD, folder=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 differences" in done.stderr
    ((told),) = json.loads(tizmek("diff", OLD, OLD, "--format", "json", folder=folder).stdout)
    assert (told["rows"], told["counts"]) == ([], [])


def test_diff_of_several_editions(folder: Path) -> None:
    done = tizmek("diff", OTHER, OLD, NEW, "--format", "json", "--lens", "distance", folder=folder)
    steps = json.loads(done.stdout)
    assert [(step["left_act_id"], step["right_act_id"], step["step"]) for step in steps] == [
        (OTHER, OLD, "comparison"),
        (OLD, NEW, "change"),
    ]
    close = [row["close_to"] for row in steps[1]["rows"] if row["code"] == "200200"]
    assert close == [[PAIR[1]]]


def test_diff_as_csv_and_markdown(folder: Path) -> None:
    done = tizmek("diff", OTHER, OLD, NEW, "--format", "csv", folder=folder)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == [*load_schema("changes").names, "close_to"]
    assert {row["left_act_id"] for row in rows} == {OTHER, OLD}
    assert {row["substantive"] for row in rows} == {"true"}
    told = tizmek("diff", OLD, NEW, "--format", "md", folder=folder).stdout.splitlines()
    assert told[0] == f"## {OLD} to {NEW}"
    assert told[-1] == "- 3 kept as they were"
    assert len({line.count("|") for line in told if line.startswith("|")}) == 1


def test_diff_read_strictly_or_generously(folder: Path) -> None:
    lens = ("--lens", "distance", "--kind", "kept_barred")
    strict = tizmek("diff", OLD, NEW, *lens, "--strict", folder=folder)
    generous = tizmek("diff", OLD, NEW, *lens, "--generous", folder=folder)
    assert "1 barred in both" in strict.stderr.splitlines()
    assert "2 barred in both, of which 1 by close link" in generous.stderr.splitlines()


def test_diff_of_nothing_known_ends_with_3(folder: Path) -> None:
    assert_refused(tizmek("diff", OLD, BARE, folder=folder), 3, "prints no lists", f"acts with lists: {OTHER}")
    assert_refused(tizmek("diff", OLD, "nothing", folder=folder), 3, "no act has the id")
    assert_refused(tizmek("diff", OLD, "kg", folder=folder), 3, "fits 3 acts")


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff",),
        ("diff", OLD),
        ("diff", OLD, NEW, "--kind", "kept_barred"),
        ("diff", OLD, NEW, "--lens", "distance", "--kind", "removed"),
        ("diff", OLD, NEW, "--strict", "--generous"),
        ("diff", OLD, NEW, "--level", "primary"),
        ("lineage",),
        ("review", "--yes"),
        ("review", "--decide", *PAIR, "same", *WHY),
        ("review", "--decide", *PAIR, "close", *WHY),
        ("review", "--decide", *PAIR, "exact", "--close-kind", "overlap", *WHY),
        ("review", "--decide", *PAIR, "exact", "--by", "tester"),
        ("review", "--decide", *PAIR, "exact", "--reason", "two\nlines", "--by", "tester"),
        ("review", "--decide", *PAIR, "exact", "--reason", "…", "--by", "tester", "--on", "today"),
        ("review", "--pair", OLD, NEW, "--decide", *PAIR, "exact", *WHY),
    ],
)
def test_wrong_usage_ends_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    done = tizmek(*arguments, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: tizmek" in done.stderr
    assert not (folder / DECISIONS).exists()


def test_lineage(folder: Path) -> None:
    done = tizmek("lineage", "фармация", folder=folder)
    assert (done.returncode, done.stderr) == (0, "1 concept\n")
    rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    assert [(row[1], row[2], row[4]) for row in rows] == [
        (OTHER, "barred", "5001"),
        (OLD, "barred", "100100"),
        (NEW, "barred", "100100"),
    ]
    (told,) = json.loads(tizmek("lineage", "pharmacy", "--json", folder=folder).stdout)
    assert told["labels"]["en"] == "pharmacy"
    assert len(told["links"]) == 3
    done = tizmek("lineage", "нотариус", "--json", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "0 concepts\n")


def test_review_of_real_acts(tmp_path: Path) -> None:
    out = publish_undecided(tmp_path)
    done = tizmek("review", "--pair", "kg-2025-77", "kg-2014-354", "--out", out, folder=ROOT)
    (row,) = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    assert row[2] == "they lead to different qualifications"
    assert row[11] == "kg-2014-354/act.txt:596: 570400 Дизайн Экстернат Экстернат"
    assert done.stderr == "1 candidate: 1 they lead to different qualifications\n"
    assert_refused(
        tizmek("review", "--out", out, "--sources", "docs", folder=ROOT), 3, "can't read the source", "--sources"
    )


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
        f"{PAIR[0]},Экология жана география,{PAIR[1]},Экология,close,narrower,made up,tester,2033-01-02"
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


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 5)])
def test_decision_is_confirmed_on_a_terminal(own_folder: Path, answer: bytes, code: int) -> None:
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "review", "--decide", *PAIR, "rejected", *WHY]
    with subprocess.Popen(
        command, cwd=own_folder, env=ENVIRONMENT, stdin=secondary, stdout=secondary, stderr=secondary
    ) as process:
        os.close(secondary)
        os.write(primary, answer)
        received = b""
        while True:
            try:
                block = os.read(primary, 4096)
            except OSError:  # Linux: the terminal has no writer any more
                break
            received += block
    os.close(primary)
    assert process.returncode == code, received
    assert "Write this decision?" in received.decode()
    assert (own_folder / DECISIONS).exists() is (code == 0)


def test_rows_of_the_comparison_are_explained(folder: Path) -> None:
    done = tizmek("explain", "..".join(PAIR), "--json", folder=folder)
    told = json.loads(done.stdout)
    assert (told["table"], [one["entry_id"] for one in told["comparison"]["entries"]]) == ("crosswalk", list(PAIR))
    real = "kg-2014-354..kg-2025-77:distance:kg-2014-354:annex-2:1:570100:bachelor"
    lines = tizmek("explain", real, folder=ROOT).stdout.splitlines()
    assert "left rests on kg-2014-354:ky:annex-1:point-7" in lines
    assert "right rests on kg-2025-77:ky:annex-1:chapter-5:point-13" in lines
    assert "    > 593 | 570100 Искусствонун тарыхы жана теориясы Экстернат Экстернат " in lines
    assert any(line.startswith("exact by code, 1, decided by matcher: ") for line in lines)


@pytest.mark.parametrize("table", ["changes", "lens_changes", "lineage", "concepts", "concept_members"])
def test_first_row_of_each_table_is_explained(table: str) -> None:
    (row,) = json.loads(tizmek("tables", table, "--rows", "1", "--json", folder=ROOT).stdout)["first_rows"]
    row_id = "..".join(row[name] for name in load_schema(table).primary_key)
    told = json.loads(tizmek("explain", row_id, "--table", table, "--json", folder=ROOT).stdout)
    assert (told["table"], told["row_id"]) == (table, row_id)
    assert told["comparison"]["entries"]
    assert all(one["fields"] for one in told["comparison"]["entries"])


def test_comparison_on_a_terminal(folder: Path) -> None:
    assert "of which 1 has a close counterpart" in run_on_terminal("diff", OLD, NEW, folder=folder)
    assert "\x1b[" in run_on_terminal("lineage", "фармация", folder=folder)
    assert "0 candidates" in run_on_terminal("review", folder=folder)


# Point 1.1 of the regulation was written from point 1 of the model: both define the regulation itself.
def test_prose_of_a_model_and_of_what_was_written_from_it() -> None:
    done = tizmek("prose", "kg-2025-77", "kg-2025-oshtu-124-ib", folder=ROOT)
    assert done.returncode == 0, done.stderr
    assert "kg-2025-77:ky:annex-1:chapter-1:point-1 → kg-2025-oshtu-124-ib:ky:body:chapter-I:point-1.1" in done.stdout
    assert "{+Ош технологиялык университетинде+}" in done.stdout
    found = json.loads(tizmek("prose", "kg-2025-77", "kg-2025-oshtu-124-ib", "--json", "--all", folder=ROOT).stdout)
    lefts = [one["left"] for one in found if one["left"]]
    assert len(lefts) == len(set(lefts))
    assert {one["verdict"] for one in found} == {"adopted", "adapted", "left_out", "added"}


# The decree prints Kyrgyz and Russian, the order Kazakh.
def test_prose_without_a_common_language_or_part_is_refused() -> None:
    assert_refused(tizmek("prose", "kg-2025-77", "kz-2007-602", folder=ROOT), 3, "common language", "tizmek align")
    done = tizmek("prose", "kg-2025-77", "kg-2014-354", "--left-part", "annex-9", folder=ROOT)
    assert_refused(done, 3, "no part 'annex-9'", "annex-1")


# where a third edition links an entry otherwise, the diff says so beside its counts
def test_diff_says_what_a_third_edition_disputes() -> None:
    disputed = json.loads(tizmek("findings", "--code", "links_disagree", "--json", folder=ROOT).stdout)
    assert disputed
    act_id = disputed[0]["act_id"]
    other = next(
        one for one in ("kz-2007-602", "kg-2014-354", "kg-2025-77") if one in disputed[0]["message"] and one != act_id
    )
    done = tizmek("diff", other, act_id, "--format", "json", folder=ROOT)
    (step,) = json.loads(done.stdout)
    told = f"{disputed[0]['row_id']}: {disputed[0]['message']}"
    assert told in step["doubts"]
    assert f"in doubt: {told}" in tizmek("diff", other, act_id, folder=ROOT).stderr.splitlines()
