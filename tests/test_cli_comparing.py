"""The commands that compare acts, as people and scripts run them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.contract import load_schema
from tests.browse.test_lineage import ENDS, publish_disputed
from tests.diff.sample import BARE, NEW, OLD, OTHER, entry, publish, publish_undecided
from tests.test_cli import ROOT, assert_refused, run_on_terminal, tizmek

DECISIONS = Path("sources") / "decisions" / "crosswalk.csv"
PAIR = entry(OLD, "200200"), entry(NEW, "200900")
WHY = ("--reason", "made up", "--by", "tester", "--on", "2024-01-02")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a release of three acts with lists and one without, which no test changes."""
    path = tmp_path_factory.mktemp("comparing")
    publish(path)
    return path


def test_diff(folder: Path) -> None:
    done = tizmek("diff", OLD, NEW, folder=folder)
    assert done.returncode == 0, done.stderr
    head, *body = [line.split("\t") for line in done.stdout.splitlines()]
    assert head[:2] == ["kind", "level"]
    assert "kept" not in {row[0] for row in body}
    told = done.stderr.splitlines()
    assert told[0] == f"change: {OLD} (KG, 2030-01-01) to {NEW} (KG, 2033-01-01), law of one country"
    assert "2 removed, of which 1 has a close counterpart" in told
    assert "3 kept name, code and group" in told
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
    assert "- 3 kept name, code and group" in told
    assert told[-1].startswith(f"- note: {OLD} doesn't print that {NEW} repealed it")
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
    found = json.loads(tizmek("prose", "kg-2025-77", "kg-2025-oshtu-124-ib", "--json", folder=ROOT).stdout)
    lefts = [one["left"]["provision_id"] for one in found["changes"] if one["left"]]
    assert len(lefts) == len(set(lefts)) == found["left"]["provisions"]
    assert {one["verdict"] for one in found["changes"]} == {"adopted", "adapted", "left_out", "added"}


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


# In a pipe as on a terminal: what stands beside a concept where it is absent, and the finding that its links disagree.
def test_lineage_tells_what_is_beside_and_in_doubt(tmp_path: Path) -> None:
    publish_disputed(tmp_path)
    doubt = f"{ENDS[NEW]}: kk 'Дизайн' ({OTHER}) is ky 'Дизайн' ({NEW}) by itself, and another through a third edition"
    done = tizmek("lineage", ENDS[OTHER], folder=tmp_path)
    assert done.stderr.splitlines() == [f"in doubt: {doubt}", "1 concept"]
    head, *body = [line.split("\t") for line in done.stdout.splitlines()]
    absent = [dict(zip(head, row, strict=True)) for row in body if row[2] == "absent"]
    assert [(row["act_id"], row["beside"]) for row in absent] == [(NEW, f"exact {ENDS[NEW]}")]
    assert tizmek("lineage", "дизайн", folder=tmp_path).stderr.splitlines() == [f"in doubt: {doubt}", "2 concepts"]
    (told,) = json.loads(tizmek("lineage", ENDS[OTHER], "--json", folder=tmp_path).stdout)
    assert told["doubts"] == [doubt]
    assert told["places"][2]["beside"][0]["relation"] == "exact"
    shown = run_on_terminal("lineage", ENDS[OTHER], folder=tmp_path)
    assert "in doubt: " in shown
    assert "beside it exact" in shown


def test_lineage_suggests_names_for_one_it_does_not_know(folder: Path) -> None:
    done = tizmek("lineage", "стаматология", folder=folder)
    suggested = "did you mean 'Стоматология' or 'Стоматология жана протездөө'?"
    assert (done.returncode, done.stderr.splitlines()) == (0, ["0 concepts", suggested])


def test_id_of_a_concept_is_told_to_be_one(folder: Path) -> None:
    first = entry(OTHER, "5001")
    done = tizmek("explain", first, folder=folder)
    assert done.stdout.startswith(f"list_entries  {first}\n")
    assert done.stderr == "a row of concepts has this id, too: --table concepts\n"
    assert tizmek("explain", first, "--table", "concepts", folder=folder).stderr == ""


def test_state_of_a_concept_is_told(folder: Path) -> None:
    one, other = entry(OLD, "100200"), entry(OLD, "300100")
    lines = tizmek("explain", f"{one}..{one}", "--table", "lineage", folder=folder).stdout.splitlines()
    told = f"barred is the state of the concept in {OLD}, where the form that counts is correspondence; it stands on"
    assert lines[-2:] == [told, f"  {one}:correspondence"]
    lines = tizmek("explain", f"{other}..{other}", "--table", "lineage", folder=folder).stdout.splitlines()
    assert lines[-1].endswith("none of its entries there is barred from that")


# The decree's body approves the annex: it is not compared, and is not passed over in silence.
def test_prose_says_what_it_compared() -> None:
    lines = tizmek("prose", "kg-2025-77", "kg-2025-oshtu-124-ib", folder=ROOT).stdout.splitlines()
    assert lines[0].startswith("written from another: kg-2025-77 (KG, 2025-02-17) to kg-2025-oshtu-124-ib")
    assert lines[1].startswith("in ky: annex-1 (102 provisions) of kg-2025-77 beside body (117 provisions) of")
    assert lines[2] == "not compared of kg-2025-77: body (5 provisions)"
    assert lines[3].endswith("added on the right")
    lines = tizmek("prose", "kg-2014-354", "kg-2025-77", "--left-part", "body", folder=ROOT).stdout.splitlines()
    assert lines[0].startswith("change: kg-2014-354 (KG, 2014-06-26) to kg-2025-77")
    assert lines[1] == "in ky: body (5 provisions) of kg-2014-354 beside body (5 provisions) of kg-2025-77"
    lacking = tizmek("prose", "kg-2025-77", "kg-2025-oshtu-124-ib", "--left-part", "annex-1", folder=ROOT).stdout
    assert "kg-2025-oshtu-124-ib has no annex-1 in ky: its longest part was taken, body" in lacking.splitlines()


def test_prose_as_json_is_whole() -> None:
    arguments = ("prose", "kg-2025-77", "kg-2025-oshtu-124-ib", "--json")
    done = tizmek(*arguments, folder=ROOT)
    assert tizmek(*arguments, "--all", folder=ROOT).stdout == done.stdout
    found = json.loads(done.stdout)
    assert (found["step"], found["lang"], found["left"]["part"], found["right"]["part"]) == (
        "written_from",
        "ky",
        "annex-1",
        "body",
    )
    assert found["left"]["not_compared"] == [{"part": "body", "lang": "ky", "provisions": 5}]
    counts, changes = found["counts"], found["changes"]
    verdicts = [one["verdict"] for one in changes]
    assert {name: verdicts.count(name) for name in set(verdicts)}.items() <= counts.items()
    assert counts["doubtful"] == sum(one["doubtful"] for one in changes) > 0
    assert counts["renumbered"] == sum(one["renumbered"] for one in changes) > 0
    for one in changes:
        sides = [one["left"]] if one["verdict"] == "left_out" else one["right"]
        assert all(side["text"] or side["heading"] for side in sides)
    adapted = next(one for one in changes if one["sentences"])
    (first, *_) = adapted["sentences"]
    assert {edit["kind"] for edit in first["edits"]} >= {"kept", "changed"}
    assert first["left"]["text"] in adapted["left"]["text"]
