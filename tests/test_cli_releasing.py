"""The day of a data team on the command line: add, see what would change, publish, look back."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.registering import Named, _files, _given, refuse_own
from pipeline.errors import SourceMetadataError
from tests.releases.acts import DECREE, RUSSIAN, register
from tests.test_cli import assert_refused, tizmek

SECOND = DECREE.format(number=2).replace("060102 Фармация", "060105 Медициналык оптика")
# Words in a language without a vocabulary are explained by nothing.
DOUBTED = f"{DECREE.format(number=3)}\nThis decree is published in English as well.\n"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with two releases, which no test changes."""
    folder = tmp_path_factory.mktemp("team")
    register(folder / "sources", "one", DECREE.format(number=1))
    assert tizmek("build", folder=folder).returncode == 0
    register(folder / "sources", "two", SECOND)
    assert tizmek("build", folder=folder).returncode == 0
    return folder


@pytest.fixture
def own_team(team: Path, tmp_path: Path) -> Path:
    shutil.copytree(team, tmp_path / "team")
    return tmp_path / "team"


def read_json(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_releases_are_listed(team: Path) -> None:
    listed = read_json(tizmek("releases", "--json", folder=team))
    assert [(one["release"], len(one["inputs"])) for one in listed] == [(1, 2), (2, 4)]
    assert tizmek("releases", folder=team).stdout.splitlines()[0].split("\t")[0] == "release"


def test_changes_of_a_release(team: Path) -> None:
    changes = read_json(tizmek("releases", 2, "--json", folder=team))
    assert {(row["kind"], *row["causes"], *row["source_ids"]) for row in changes if row["table_name"] == "acts"} == {
        ("added", "law_changed", "two")
    }
    text = (team / "extracted" / "releases" / "2" / "changes.md").read_text("utf-8")
    assert "| the law changed: a new or amended act | two |" in text
    assert "- `kg-2011-2:annex-1:1:060105` added (law changed: two)" in text


def test_release_that_is_not_there_ends_with_3(team: Path) -> None:
    for arguments in (["releases", 7], ["as-of", "2015-09-01", "--release", 7], ["schema", "diff", 1, 7]):
        assert_refused(tizmek(*arguments, folder=team), 3, "no release 7", "there are: 1, 2")


# The law's clock and ours: release 1 did not know the second decree, and in 2010 neither was in force.
@pytest.mark.parametrize(
    ("day", "release", "states"),
    [
        ("2010-01-01", 2, {"kg-2011-1": "not_yet", "kg-2011-2": "not_yet"}),
        ("2011-08-23", 2, {"kg-2011-1": "in_force", "kg-2011-2": "in_force"}),
        ("2015-09-01", 1, {"kg-2011-1": "in_force"}),
    ],
)
def test_as_of(team: Path, day: str, release: int, states: dict[str, str]) -> None:
    acts = read_json(tizmek("as-of", day, "--release", release, "--json", folder=team))
    assert {act["act_id"]: act["state"] for act in acts} == states


def test_bars_as_of(team: Path) -> None:
    bars = read_json(tizmek("as-of", "2015-09-01", "--bars", "--release", 1, "--json", folder=team))
    assert [(bar["act_id"], bar["code"], bar["name_ky"], bar["form"]) for bar in bars] == [
        ("kg-2011-1", "060101", "Дарылоо иши", "correspondence"),
        ("kg-2011-1", "060102", "Фармация", "correspondence"),
    ]


def test_day_that_is_none_ends_with_2(team: Path) -> None:
    assert tizmek("as-of", "1 сентября", folder=team).returncode == 2


def test_schemas_of_one_program_are_compatible(team: Path) -> None:
    found = read_json(tizmek("schema", "diff", 1, 2, "--json", folder=team))
    assert (found["changes"], found["breaking"]) == ([], False)


def test_old_release_can_be_verified_without_its_sources(own_team: Path) -> None:
    shutil.rmtree(own_team / "sources")
    done = tizmek("verify", "--release", 1, folder=own_team)
    assert done.returncode == 0, done.stderr
    assert "of 1 sources" in done.stdout


# How complete acts and lists are is told with what would change, and after it.
def test_status_tells_certificates(own_team: Path) -> None:
    told = tizmek("status", folder=own_team).stderr
    assert "acts: 0 complete, 0 complete with known gaps, 2 not proven; lists: 0 complete" in told
    assert "  list kg-2011-1:annex-1:1: not proven, 2 entries, no total\n" in told
    assert "entries were found, and nothing printed counts them: no total is printed, no row is numbered" in told
    text = DECREE.format(number=1).replace("060101 ", "1 060101 ").replace("060102 ", "2 060102 ")
    register(own_team / "sources", "one", text)
    act, _ = read_json(tizmek("status", "--json", folder=own_team))["certificates"]
    assert (act["act_id"], act["certificate"], act["reasons"]) == ("kg-2011-1", "complete", [])
    assert [(one["counted_by"], one["entry_count"]) for one in act["lists"]] == [(["running_numbers"], 2)]


def test_status_tells_and_writes_nothing(own_team: Path) -> None:
    assert "would change nothing" in tizmek("status", folder=own_team).stderr
    register(own_team / "sources", "one", DECREE.format(number=1).replace("Фармация", "Фармация иши"))
    before = names(own_team / "extracted" / "releases")
    found = read_json(tizmek("status", "--json", folder=own_team))
    names_changed = [row for row in found["changes"] if row["table_name"] == "list_entries"]
    assert [(row["row_id"], row["causes"], row["fields"]) for row in names_changed] == [
        ("kg-2011-1:annex-1:1:060102", ["source_changed"], ["name_ky"])
    ]
    assert names(own_team / "extracted" / "releases") == before


def test_prune(own_team: Path) -> None:
    assert tizmek("prune", "--keep", 1, folder=own_team).returncode == 5
    assert names(own_team / "extracted" / "releases") == ["1", "2", "inputs"]
    assert tizmek("prune", "--keep", 1, "--yes", folder=own_team).returncode == 0
    assert names(own_team / "extracted" / "releases") == ["2", "inputs"]
    assert tizmek("verify", folder=own_team).returncode == 0
    # numbers go on: what was release 1 is never another
    register(own_team / "sources", "three", DECREE.format(number=4))
    assert "published release 3" in tizmek("build", folder=own_team).stderr


def test_add(own_team: Path) -> None:
    file = own_team / "Токтом 5.txt"
    file.write_text(DECREE.format(number=5), "utf-8")
    told = tizmek("add", file, folder=own_team)
    assert told.returncode == 5
    assert "kg-2011-5" in told.stdout
    assert "decree № 5 of 2011-08-23, КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ" in told.stdout
    assert "lists: 1 with 2 entries" in told.stdout
    assert names(own_team / "sources") == ["one", "two"]
    assert tizmek("add", file, "--yes", "--licence", "official text", folder=own_team).returncode == 0
    assert names(own_team / "sources") == ["kg-2011-5", "one", "two"]
    assert (own_team / "sources" / "kg-2011-5" / "act.txt").read_bytes() == file.read_bytes()
    # the same bytes again are the same source, whatever the file is called
    shutil.copy(file, own_team / "again.txt")
    again = tizmek("add", own_team / "again.txt", "--yes", folder=own_team)
    assert (again.returncode, again.stdout) == (0, f"{own_team / 'again.txt'}: registered already, as kg-2011-5\n")
    assert "published release 3" in tizmek("build", folder=own_team).stderr


def test_add_another_language_of_an_act(own_team: Path) -> None:
    file = own_team / "Постановление 1.txt"
    file.write_text(RUSSIAN.format(number=1), "utf-8")
    told = tizmek("add", file, "--yes", folder=own_team)
    assert told.returncode == 0
    assert "the act is there already, from one; this file joins it, which changes:" in told.stdout
    # both names of each entry, and the prose of a second language
    assert "  list_entries: 2 changed\n" in told.stdout
    assert "  restrictions:" not in told.stdout
    assert "published release 3" in tizmek("build", folder=own_team).stderr
    changes = read_json(tizmek("releases", 3, "--json", folder=own_team))
    assert {(row["row_id"], row["kind"], *row["causes"]) for row in changes if row["table_name"] == "list_entries"} == {
        ("kg-2011-1:annex-1:1:060101", "changed", "source_changed"),
        ("kg-2011-1:annex-1:1:060102", "changed", "source_changed"),
    }
    # taken out again, it takes its names along
    assert tizmek("remove", "kg-2011-1", "--yes", folder=own_team).returncode == 0
    assert "published release 4" in tizmek("build", folder=own_team).stderr
    assert tizmek("verify", folder=own_team).returncode == 0
    now, then = own_team / "extracted", own_team / "extracted" / "releases" / "2" / "tables"
    assert (now / "list_entries.parquet").read_bytes() == (then / "list_entries.parquet").read_bytes()


def test_add_another_edition_of_an_act(own_team: Path) -> None:
    file = own_team / "Токтом 1.txt"
    file.write_text(DECREE.format(number=1).replace("23-августу", "24-августу"), "utf-8")
    told = tizmek("add", file, folder=own_team).stdout
    assert "  an act of its own: " in told
    assert "date is 2011-08-24 there and 2011-08-23 here" in told
    # the published act goes by another id when this file, whose id comes first, has its id
    assert "  acts: 1 added, 1 changed\n" in told


def test_add_folder_with_a_bad_file_adds_none(own_team: Path) -> None:
    (own_team / "new").mkdir()
    (own_team / "new" / "a.txt").write_text(DECREE.format(number=5), "utf-8")
    (own_team / "new" / "b.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    done = tizmek("add", own_team / "new", "--yes", folder=own_team)
    assert done.returncode == 3
    assert "b.pdf" in done.stderr
    assert names(own_team / "sources") == ["one", "two"]


# Files are told in their order: one that is there already, a new one, the new one again, one that stops a build.
def test_add_several(own_team: Path) -> None:
    texts = [
        DECREE.format(number=1),
        DECREE.format(number=5),
        DECREE.format(number=5),
        DECREE.format(number=6) + "0601",
    ]
    files = [own_team / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    told = [line for line in tizmek("add", *files, folder=own_team).stdout.splitlines() if not line.startswith("  ")]
    assert told == [
        f"{files[0]}: registered already, as one",
        f"{files[1]}: kg-2011-5",
        f"{files[2]}: the same bytes as {files[1]}",
        f"{files[3]}: kg-2011-6",
    ]


# Two files of one act, called alike: the second is told to join the first, and what it adds to what that one brings.
def test_add_several_files_of_one_act(own_team: Path) -> None:
    for folder, text in (("ky", DECREE), ("ru", RUSSIAN)):
        (own_team / folder).mkdir()
        (own_team / folder / "act.txt").write_text(text.format(number=5), "utf-8")
    first, second = tizmek("add", "ky", "ru", folder=own_team).stdout.split("ru/act.txt: ")
    assert "  list_entries: 2 added\n" in first
    assert "the act is there already, from kg-2011-5; this file joins it, which changes:" in second
    assert "  list_entries: 2 changed\n" in second


@pytest.mark.parametrize("bad", ["../out", "decisions", ".hidden", "a b", "one"])
def test_id_that_can_be_none_is_refused(own_team: Path, bad: str) -> None:
    (own_team / "act.txt").write_text(DECREE.format(number=5), "utf-8")
    done = tizmek("add", own_team / "act.txt", "--yes", "--id", bad, folder=own_team)
    assert done.returncode == 3, done.stderr
    assert names(own_team / "sources") == ["one", "two"]


def test_remove_and_bring_back(own_team: Path) -> None:
    assert tizmek("remove", "two", folder=own_team).returncode == 5
    assert tizmek("remove", "two", "--yes", folder=own_team).returncode == 0
    assert names(own_team / "sources") == [".removed", "one"]
    assert_refused(
        tizmek("remove", "two", "--yes", folder=own_team), 3, "no source has this id", "in sources there are: one"
    )
    (own_team / "sources" / ".removed" / "two.1").rename(own_team / "sources" / "two")
    assert "would change nothing" in tizmek("status", folder=own_team).stderr


@pytest.mark.parametrize("bad", ["../gone", "one/inner", ".hidden"])
def test_rename_leads_nowhere_else(own_team: Path, bad: str) -> None:
    assert_refused(tizmek("rename", "two", bad, folder=own_team), 3, "can't be the id of a source")
    assert names(own_team / "sources") == ["one", "two"]


# What a killed run left is no source, and goes.
def test_add_after_one_that_was_killed(own_team: Path) -> None:
    left = own_team / "sources" / ".x1.tizmek-new"
    register(own_team / "sources", left.name, DECREE.format(number=5))
    (own_team / "act.txt").write_text(DECREE.format(number=5), "utf-8")
    done = tizmek("add", "act.txt", "--yes", folder=own_team)
    assert done.returncode == 0, done.stderr
    assert names(own_team / "sources") == ["kg-2011-5", "one", "two"]


# What is asked for in the wrong place, or of it, is told as that.
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("releases --out sources", "no release here"),
        ("prune --keep 1 --out nowhere", "no release here"),
        ("as-of 2015-09-01 --out sources", "no published dataset here"),
        ("schema diff 1 --out sources/one/act.txt", "no release (there are: none)"),
        ("remove one --sources nowhere", "nowhere: no such folder"),
        ("add sources/one/act.txt --sources no/such", "no/such: the folder above the sources is missing"),
        ("add sources/one/act.txt --sources sources/one/act.txt", "sources/one/act.txt: no such folder"),
        # the sources' own files are no new ones, nor the tables
        ("add .", "sources, which tizmek writes, lies in the folder"),
        ("add extracted/releases", "extracted, which tizmek writes, lies in the folder, or the folder in it"),
        ("watch .", "sources, which tizmek writes, lies in the folder"),
    ],
)
def test_wrong_places(team: Path, arguments: str, said: str) -> None:
    assert_refused(tizmek(*arguments.split(), folder=team), 3, said)


def test_the_folder_that_sources_will_be_in_can_be_added(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text("Токтом", encoding="utf-8")
    named = Named(None, None, "unknown", "unknown")
    (one,) = _given([str(tmp_path)], tmp_path / "sources", tmp_path / "extracted", named)
    assert one.file == tmp_path / "act.txt"
    with pytest.raises(SourceMetadataError, match="which tizmek writes"):
        refuse_own(tmp_path, tmp_path / "sources", tmp_path / "extracted")


def test_folder_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceMetadataError, match="the folder can't be read"):
        list(_files(tmp_path / "gone"))


def test_rename(own_team: Path) -> None:
    assert_refused(tizmek("rename", "one", "two", folder=own_team), 3, "a source has this id already")
    assert tizmek("rename", "one", "kg-2011-1", folder=own_team).returncode == 0
    changes = read_json(tizmek("status", "--json", folder=own_team))["changes"]
    # the ids of the act and its rows are its own
    assert [row["row_id"] for row in changes if row["table_name"] == "list_entries"] == []


def test_unattended(own_team: Path) -> None:
    def nightly() -> tuple[int, str]:
        done = tizmek("build", "--ci", "--log", "log.jsonl", folder=own_team)
        return done.returncode, done.stdout

    assert nightly() == (0, "Nothing new: release 2 stands.\n")
    register(own_team / "sources", "four", DECREE.format(number=4))
    code, told = nightly()
    assert (code, told.splitlines()[0]) == (10, "Release 3 was published.")
    assert "acts: 0 complete, 0 complete with known gaps, 3 not proven; lists: 0 complete" in told
    register(own_team / "sources", "three", DOUBTED)
    code, told = nightly()
    assert (code, told.splitlines()[0]) == (20, "Release 4 would be new and waits for review: 2 new doubts.")
    assert names(own_team / "extracted" / "releases") == ["1", "2", "3", "inputs"]
    (own_team / "sources" / "three" / "act.txt").write_text("changed", "utf-8")
    code, told = nightly()
    assert (code, told.splitlines()[0]) == (30, "Nothing was published.")
    events = [json.loads(line) for line in (own_team / "log.jsonl").read_text("utf-8").splitlines()]
    assert [one["exit_code"] for one in events if one["event"] == "end"] == [0, 10, 20, 30]
    certified = next(one for one in events if one["event"] == "certificates")
    assert {"act_id": "kg-2011-4", "certificate": "not_proven"} in certified["acts"]
    (refused,) = [one for one in events if one["event"] == "refused"]
    assert refused["error"] == "SourceMetadataError"


# A file is taken in when it is written to its end; one that is refused costs no other.
def test_watch(own_team: Path) -> None:
    inbox = own_team / "inbox"
    inbox.mkdir()
    (inbox / "act.txt").write_text(DECREE.format(number=6), "utf-8")
    (inbox / "bad.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    done = tizmek("watch", inbox, "--every", 0.1, "--once", folder=own_team)
    assert done.returncode == 10, done.stderr
    assert names(own_team / "sources") == ["kg-2011-6", "one", "two"]
    events = {one["event"]: one for one in map(json.loads, done.stderr.splitlines())}
    assert events["added"]["source_id"] == "kg-2011-6"
    assert events["refused"]["place"] == str(inbox / "bad.pdf")
    assert names(inbox) == ["act.txt", "bad.pdf"]
    assert tizmek("watch", inbox, "--every", 0.1, "--once", folder=own_team).returncode == 0
    assert_refused(tizmek("watch", own_team / "nowhere", folder=own_team), 3, "no such folder")


# What a correction would change is shown before it is written, and is what the next build changes.
def test_correct(own_team: Path) -> None:
    words = ["correct", "one", "--expect", "Фармация", "--replace", "Фармацея", "--reason", "as the paper has it"]
    asked = tizmek(*words, "--json", folder=own_team)
    assert asked.returncode == 5
    shown = json.loads(asked.stdout)
    entries = [row for row in shown["rows"] if row["table_name"] == "list_entries"]
    assert [(row["row_id"], row["before"], row["after"]) for row in entries] == [
        ("kg-2011-1:annex-1:1:060102", '{"name_ky": "Фармация"}', '{"name_ky": "Фармацея"}')
    ]
    before = (own_team / "sources" / "one" / "source.toml").read_text("utf-8")
    assert "corrections" not in before
    assert tizmek(*words, "--yes", folder=own_team).returncode == 0
    registered = (own_team / "sources" / "one" / "source.toml").read_text("utf-8")
    assert registered.startswith(before)
    assert tizmek("build", folder=own_team).returncode == 0
    published = read_json(tizmek("releases", 3, "--json", folder=own_team))
    assert sorted(map(str, published)) == sorted(map(str, shown["rows"]))
    gone = [*words[:3], "Дизайн", *words[4:]]
    assert_refused(tizmek(*gone, folder=own_team), 3, "'Дизайн'", "doesn't stand in the text")
