"""Releases: each published whole beside the earlier ones, with what changed and why."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline import inputs, standing
from pipeline.audit.verify import verify
from pipeline.build import build_sources, extract_files
from pipeline.clean import Cleaned, clean_document
from pipeline.errors import ContractError, PublishError, VerificationError
from pipeline.model import Document, Edit
from pipeline.read.registry import Source
from pipeline.releases.check import check_releases
from pipeline.releases.manifest import read_manifest, release_numbers, tables_of
from pipeline.source_rows import make_chunk
from pipeline.write.chunk import Chunk
from tests.releases.acts import DECREE, correction, register

SECOND = DECREE.format(number=2).replace("060102 Фармация", "060105 Медициналык оптика")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    register(tmp_path / "sources", "one", DECREE.format(number=1))
    return tmp_path / "sources"


@pytest.fixture
def out(sources: Path) -> Path:
    """Return a folder with one release."""
    build_sources(sources, sources.parent / "out")
    return sources.parent / "out"


def told(out: Path, release: int) -> list[tuple[str, str, list[str], list[str]]]:
    """List what changed among acts, entries and their names: id, kind, causes, sources."""
    path = out / "releases" / str(release) / "changes.parquet"
    with duckdb.connect() as database:
        return database.execute(
            f"select row_id, kind, causes, source_ids from '{path}' "
            "where table_name in ('acts', 'list_entries') order by row_id"
        ).fetchall()


def test_first_release_has_nothing_before_it(sources: Path, out: Path) -> None:
    assert release_numbers(out) == [1]
    assert told(out, 1) == []
    assert (out / "acts.parquet").read_bytes() == (tables_of(out, 1) / "acts.parquet").read_bytes()
    assert (out / "release.json").read_bytes() == (out / "releases" / "1" / "release.json").read_bytes()
    assert verify(out, sources).sources == 1


def test_same_sources_make_no_release(sources: Path, out: Path) -> None:
    assert not build_sources(sources, out).is_new
    # with nothing left beside the output all is made again, and found to be the same
    shutil.rmtree(standing.kept_folder(out))
    report = build_sources(sources, out)
    assert (report.is_new, report.release, release_numbers(out)) == (False, 1, [1])


def test_new_act_is_a_change_of_the_law(sources: Path, out: Path) -> None:
    register(sources, "two", SECOND)
    report = build_sources(sources, out)
    assert (report.is_new, report.release) == (True, 2)
    law = ["law_changed"], ["two"]
    assert told(out, 2) == [
        ("kg-2011-2", "added", *law),
        ("kg-2011-2:annex-1:1:060101", "added", *law),
        ("kg-2011-2:annex-1:1:060105", "added", *law),
    ]
    assert release_numbers(out) == [1, 2]
    assert verify(out, sources).sources == 2


def test_act_that_was_amended_is_a_change_of_the_law(sources: Path, out: Path) -> None:
    amended = DECREE.format(number=1).replace(
        "Тизмекти бекитүү жөнүндө\n",
        "Тизмекти бекитүү жөнүндө\n(КР Өкмөтүнүн 2013-жылдын 5-мартындагы № 112 токтомунун редакциясына ылайык)\n",
    )
    register(sources, "one", amended.replace("060102 Фармация", "060102 Фармация\n060103 Акушердик иш"))
    build_sources(sources, out)
    law = ["law_changed"], ["one"]
    assert told(out, 2) == [
        ("kg-2011-1", "changed", *law),
        ("kg-2011-1:annex-1:1:060103", "added", *law),
    ]


def test_better_text_is_a_change_of_the_source(sources: Path, out: Path) -> None:
    register(sources, "one", DECREE.format(number=1).replace("Фармация", "Фармация иши"))
    build_sources(sources, out)
    assert told(out, 2) == [("kg-2011-1:annex-1:1:060102", "changed", ["source_changed"], ["one"])]


def test_correction_is_named(sources: Path, out: Path) -> None:
    register(sources, "one", DECREE.format(number=1), correction("Фармация", "Фармацея"))
    build_sources(sources, out)
    assert told(out, 2) == [("kg-2011-1:annex-1:1:060102", "changed", ["correction_changed"], ["one"])]


def test_source_that_went(sources: Path, out: Path) -> None:
    register(sources, "two", SECOND)
    build_sources(sources, out)
    shutil.rmtree(sources / "one")
    build_sources(sources, out)
    gone = "removed", ["source_removed"], ["one"]
    assert told(out, 3) == [
        ("kg-2011-1", *gone),
        ("kg-2011-1:annex-1:1:060101", *gone),
        ("kg-2011-1:annex-1:1:060102", *gone),
    ]
    # what the source printed stays readable in the release that had it
    assert sorted(read_manifest(out, 2).inputs) == ["one/act.txt", "one/source.toml", "two/act.txt", "two/source.toml"]


# Another program reads the old text otherwise, and the text changed too: each row has its own cause.
def test_causes_are_kept_apart(sources: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register(sources, "two", SECOND)
    register(sources, "one", DECREE.format(number=1).replace("Дарылоо иши", "Дарылоо-иши"))
    monkeypatch.setattr("pipeline.source_rows.clean_document", reading_otherwise())
    monkeypatch.setattr("pipeline.source_outcomes.pool", in_this_process)
    other_code(monkeypatch)
    build_sources(sources, out)
    assert told(out, 2) == [
        ("kg-2011-1:annex-1:1:060101", "changed", ["source_changed"], ["one"]),
        ("kg-2011-1:annex-1:1:060102", "changed", ["program_changed"], []),
        ("kg-2011-2", "added", ["law_changed"], ["two"]),
        ("kg-2011-2:annex-1:1:060101", "added", ["law_changed"], ["two"]),
        ("kg-2011-2:annex-1:1:060105", "added", ["law_changed"], ["two"]),
    ]


def other_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be another program than the one that made the release."""
    for module in ("pipeline.inputs", "pipeline.build", "pipeline.release_steps", "pipeline.standing"):
        monkeypatch.setattr(f"{module}.code_hash", lambda rooms=(): f"another program's {rooms}")


class in_this_process:  # noqa: N801 - stands for a function
    """A pool that makes rows here, where the program was changed."""

    def make(self, sources: Sequence[Source], jobs: int, accept_errors: bool) -> Iterator[Chunk]:
        return (make_chunk(source, accept_errors) for source in sources)


def reading_otherwise() -> Callable[[Document], Cleaned]:
    """Return a reader that takes the last letter of one word for another."""

    def clean(document: Document) -> Cleaned:
        start = document.text.find("Фармация")
        if start < 0:
            return clean_document(document)
        edit = Edit(start + 7, start + 8, "я", "е", "correction")
        return clean_document(replace(document, marks=(*document.marks, edit)))

    return clean


# A folder that other files of the user's own lie in, or one that a release of other files would replace.
def test_files_do_not_replace_releases(sources: Path, out: Path) -> None:
    with pytest.raises(PublishError, match="holds releases"):
        extract_files([sources / "one" / "act.txt"], out)
    assert release_numbers(out) == [1]


@pytest.mark.parametrize(
    "path",
    ["releases/1/tables/acts.parquet", "releases/1/changes.parquet", "lists.parquet", "releases/inputs/*", "report.md"],
)
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_damage_is_found(path: str, damage: str, out: Path) -> None:
    check_releases(out)
    file = sorted(out.glob(path))[0]
    data = bytearray(file.read_bytes())
    file.unlink()
    if damage != "remove":
        data[len(data) // 2] ^= 1
        file.write_bytes(data[: len(data) // 2] if damage == "cut" else data)
    with pytest.raises(VerificationError) as caught:
        check_releases(out)
    assert str(file) in str(caught.value)


def test_foreign_file_among_releases_is_found(out: Path) -> None:
    (out / "releases" / "1" / "notes.txt").write_text("mine")
    with pytest.raises(VerificationError, match="no release has this file"):
        check_releases(out)


def test_code_hash_tells_programs_apart() -> None:
    assert inputs.code_hash(("text",)) != inputs.code_hash(("clean",))


# A data folder may come from a stranger: its manifest must not reach outside it.
@pytest.mark.parametrize("name", ["../victim", "/tmp/victim", "one/../../victim", "one", "one/..", "one/a\x00.txt"])
def test_manifest_that_names_files_elsewhere_is_refused(sources: Path, out: Path, name: str) -> None:
    path = out / "releases" / "1" / "release.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["inputs"][name] = "0" * 64
    path.write_text(json.dumps(manifest), "utf-8")
    register(sources, "two", SECOND)
    with pytest.raises(ContractError, match="is no file of a source"):
        build_sources(sources, out)
    with pytest.raises(ContractError, match="is no file of a source"):
        check_releases(out)


def test_what_is_written_into_a_table_does_not_reach_its_release(out: Path) -> None:
    kept = (tables_of(out, 1) / "report.md").read_bytes()
    with (out / "report.md").open("a") as file:
        file.write("mine")
    assert (tables_of(out, 1) / "report.md").read_bytes() == kept


def test_releases_share_what_is_the_same(sources: Path, out: Path) -> None:
    register(sources, "one", DECREE.format(number=1).replace("Фармация", "Фармация иши"))
    build_sources(sources, out)
    for table, shared in (("acts", True), ("list_entries", False)):
        files = [tables_of(out, release) / f"{table}.parquet" for release in (1, 2)]
        assert files[0].samefile(files[1]) == shared


# The tables are as they were, so the release is the same one; what was lost of it stands again.
@pytest.mark.parametrize("lost", ["acts.parquet", "release.json", "report.md"])
def test_output_that_lost_a_file_is_mended(sources: Path, out: Path, lost: str) -> None:
    whole = (out / lost).read_bytes()
    (out / lost).unlink()
    assert not build_sources(sources, out).is_new
    assert (out / lost).read_bytes() == whole
    assert release_numbers(out) == [1]
    assert verify(out, sources).sources == 1


def test_releases_that_are_gone_stop_a_build(sources: Path, out: Path) -> None:
    shutil.rmtree(out / "releases")
    register(sources, "two", SECOND)
    with pytest.raises(ContractError, match="release 1 stands, and its folder is gone"):
        build_sources(sources, out)
    with pytest.raises(VerificationError, match="its folder is gone"):
        check_releases(out)


def test_damaged_input_that_is_kept_is_written_again(sources: Path, out: Path) -> None:
    kept = out / "releases" / "inputs" / hashlib.sha256((sources / "one" / "act.txt").read_bytes()).hexdigest()
    kept.write_bytes(b"damaged")
    register(sources, "two", SECOND)
    build_sources(sources, out)
    assert kept.read_bytes() == (sources / "one" / "act.txt").read_bytes()
    assert check_releases(out)


# A new text, and a correction with it: nothing tells which of both a row owes its change to.
def test_text_and_correction_together(sources: Path, out: Path) -> None:
    text = DECREE.format(number=1).replace("Дарылоо иши", "Дарылоо-иши")
    register(sources, "one", text, correction("Фармация", "Фармацея"))
    build_sources(sources, out)
    both = ["source_changed", "correction_changed"], ["one"]
    assert told(out, 2) == [
        ("kg-2011-1:annex-1:1:060101", "changed", *both),
        ("kg-2011-1:annex-1:1:060102", "changed", *both),
    ]


# What would be published is told of a folder that another run publishes, or that nobody may write.
def test_rehearsal_leaves_the_output_alone(sources: Path, out: Path) -> None:
    register(sources, "two", SECOND)
    lock = out.with_name(f".{out.name}.tizmek-lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        report = build_sources(sources, out, rehearsal=True)
    assert (report.release, report.is_new, release_numbers(out)) == (2, True, [1])


# Another act with the same list is another act.
def test_rows_of_another_act_are_not_rekeyed(sources: Path, out: Path) -> None:
    shutil.rmtree(sources / "one")
    register(sources, "nine", DECREE.format(number=9))
    build_sources(sources, out)
    assert {(kind, *causes) for _, kind, causes, _ in told(out, 2)} == {
        ("removed", "source_removed"),
        ("added", "law_changed"),
    }
