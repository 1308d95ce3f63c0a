"""Building whole releases: the same bytes whatever surrounds the run, and the old output untouched by a failed one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline import published
from pipeline.audit.difference import DifferenceError
from pipeline.audit.verify import verify
from pipeline.build import build_sources, extract_files
from pipeline.contract import TABLES
from pipeline.diff.steps import diff_editions
from pipeline.errors import (
    ExpectationError,
    PublishError,
    RefusedSourcesError,
    SourceMetadataError,
    UnreadableSourceError,
)
from pipeline.releases.check import check_releases
from tests.parse.texts import BARRED
from tests.releases import acts
from tests.releases.acts import register

ROOT = Path(__file__).parent.parent

# A code that is printed twice.
DECREE = f"{acts.DECREE}060102 Фармация\n"
ARTICLE = "Аралыктан окутуунун маселелери\n\nМакалада аралыктан окутуунун тажрыйбасы талданат жана сунуштар берилет.\n"
NO_NUMBER = DECREE.replace(" № {number}\n", "\n").replace("№ {number} токтомуна", "токтомуна")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Read the tables of a folder and what describes them: not its releases, which tell of days and programs."""
    files = (path for path in sorted(folder.iterdir()) if path.is_file() and path.name != "release.json")
    return {path.name: path.read_bytes() for path in files}


def column(folder: Path, table: str, name: str) -> list[object]:
    return [row[name] for row in published.rows(table, folder)]


# In a process of its own: another order of hashes, time zone, locale, number of jobs, working directory, output folder.
@pytest.mark.parametrize(
    ("jobs", "surroundings", "elsewhere"),
    [
        (1, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}, False),
        (2, {"PYTHONHASHSEED": "1", "TZ": "Asia/Bishkek", "LC_ALL": "C.UTF-8"}, True),
    ],
)
def test_same_bytes_everywhere(
    jobs: int, surroundings: dict[str, str], elsewhere: bool, tmp_path: Path, release: Path
) -> None:
    sources = ROOT / "sources"
    if elsewhere:
        # another place and another order of the folder's entries
        sources = tmp_path / "deep" / "er" / "sources"
        sources.mkdir(parents=True)
        for home in sorted((ROOT / "sources").iterdir(), reverse=True):
            if home.is_dir():
                shutil.copytree(home, sources / home.name)
    out = tmp_path / "an output"
    script = tmp_path / "run.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom pipeline.build import build_sources\n"
        "build_sources(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))\n",
        "utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    subprocess.run(
        [sys.executable, str(script), str(sources), str(out), str(jobs)],
        check=True,
        cwd=tmp_path if elsewhere else ROOT,
        env=environment,
        timeout=300,
    )
    assert bytes_of(out) == bytes_of(release)


# What is committed is what the program makes: every file, byte for byte.
def test_committed_tables_are_a_fresh_build(release: Path) -> None:
    committed = bytes_of(ROOT / "extracted")
    fresh = bytes_of(release)
    assert sorted(committed) == sorted(fresh)
    assert [name for name in fresh if committed[name] != fresh[name]] == []
    assert check_releases(ROOT / "extracted") > len(fresh)


def test_files_in_any_order(tmp_path: Path) -> None:
    files = []
    for name, text in (("a", DECREE.format(number=1)), ("b", ARTICLE), ("c", DECREE.format(number=2))):
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_text(text, "utf-8")
    extract_files(files, tmp_path / "one")
    extract_files(files[::-1], tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_report_and_progress(tmp_path: Path) -> None:
    register(tmp_path / "sources", "b", DECREE.format(number=1))
    register(tmp_path / "sources", "a", ARTICLE)
    seen: list[str] = []
    report = build_sources(tmp_path / "sources", tmp_path / "out", progress=seen.append)
    assert seen == ["a", "b"]
    assert (report.sources, report.acts) == (2, 1)
    assert {table: report.tables[table] for table in ("lists", "list_entries", "restrictions")} == {
        "lists": 1,
        "list_entries": 3,
        "restrictions": 3,
    }
    assert report.findings["warning"] == 1
    assert report.incomplete == ()
    for table in TABLES:
        assert len(published.rows(table, tmp_path / "out")) == report.tables.get(table, 0), table


# Words in a language without a vocabulary are explained by nothing.
def test_act_that_is_not_explained_is_reported(tmp_path: Path) -> None:
    register(tmp_path / "sources", "b", f"{DECREE.format(number=1)}\nThis decree is published in English as well.\n")
    assert build_sources(tmp_path / "sources", tmp_path / "out").incomplete == ("kg-2011-1",)


# A failed build names the file and leaves the old output, whatever the other sources are.
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("text", "more", "error", "message"),
    [
        (
            DECREE.format(number=2),
            "[expect]\nlist_entries = 4\n",
            ExpectationError,
            "expected 4 rows of list_entries, found 3",
        ),
        (DECREE.format(number=2), "[expect]\nlists = 0\n", ExpectationError, "expected 0 rows of lists, found 1"),
        (b"%PDF-1.7 \x00\x01", "", UnreadableSourceError, "the PDF is damaged"),
        (b"", "", UnreadableSourceError, "the file is empty"),
    ],
)
def test_failed_build_leaves_the_old_output(
    jobs: int, text: str | bytes, more: str, error: type[Exception], message: str, tmp_path: Path
) -> None:
    sources, out = tmp_path / "sources", tmp_path / "out"
    register(sources, "good", DECREE.format(number=1))
    build_sources(sources, out)
    before = bytes_of(out)
    register(sources, "bad", text, more)
    register(sources, "worse", ARTICLE)
    with pytest.raises(error, match=message) as caught:
        build_sources(sources, out, jobs)
    assert str(sources / "bad" / "act.txt") in str(caught.value)
    assert bytes_of(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.tizmek-kept", "out", "sources"]


# Whoever mends sources wants to hear of all of them at once: a bad registration, a bad file, a count that is missed.
@pytest.mark.parametrize("jobs", [1, 2])
def test_all_sources_are_tried(jobs: int, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    register(sources, "a-good", DECREE.format(number=1))
    register(sources, "b-cut", b"%PDF-1.7 \x00\x01")
    register(sources, "c-good", DECREE.format(number=2))
    register(sources, "d-counted", DECREE.format(number=3), "[expect]\nlist_entries = 4\n")
    register(sources, "e-surprising", ARTICLE, "surprise = 1\n")
    with pytest.raises(RefusedSourcesError, match="3 of 5 sources were refused") as caught:
        build_sources(sources, tmp_path / "out", jobs)
    found = {Path(error.place).relative_to(sources).parts[0]: type(error) for error in caught.value.errors}
    assert found == {
        "b-cut": UnreadableSourceError,
        "d-counted": ExpectationError,
        "e-surprising": SourceMetadataError,
    }
    assert not (tmp_path / "out").exists()


# Files that nobody registered may be left out, if that is asked for: the others come out as without them.
def test_refused_files_can_be_skipped(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.pdf", "c.txt", "missing.txt")]
    for file, text in zip(files, (DECREE.format(number=1), "%PDF-1.7", DECREE.format(number=2)), strict=False):
        file.write_text(text, "utf-8")
    report = extract_files(files, tmp_path / "out", skip_refused=True)
    assert report.sources == 2
    assert {Path(error.place).name for error in report.refused} == {"b.pdf", "missing.txt"}
    extract_files([files[0], files[2]], tmp_path / "good")
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "good")
    with pytest.raises(RefusedSourcesError, match="2 of 2"):
        extract_files([files[1], files[3]], tmp_path / "none", skip_refused=True)
    assert not (tmp_path / "none").exists()


def test_changed_bytes_of_a_source_stop_the_build(tmp_path: Path) -> None:
    register(tmp_path / "sources", "one", DECREE.format(number=1))
    with (tmp_path / "sources" / "one" / "act.txt").open("a", encoding="utf-8") as file:
        file.write("060103 Акушердик иш\n")
    with pytest.raises(SourceMetadataError, match="sha256"):
        build_sources(tmp_path / "sources", tmp_path / "out")
    assert not (tmp_path / "out").exists()


# An article has no act: one row of sources, its characters in the ledger, no facts.
def test_article(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(ARTICLE, "utf-8")
    report = extract_files([tmp_path / "paper.txt"], tmp_path / "out")
    (source,) = published.rows("sources", tmp_path / "out")
    assert (source["source_id"], source["kind"], source["act_id"]) == ("paper", "article", None)
    assert (report.acts, report.tables["list_entries"], report.tables["provenance"]) == (0, 0, 0)
    assert report.tables["ledger"] > 0


# An act without a number: the source's id is the act's, and an error among the findings says why.
def test_act_without_a_number(tmp_path: Path) -> None:
    (tmp_path / "a list.txt").write_text(NO_NUMBER, "utf-8")
    extract_files([tmp_path / "a list.txt"], tmp_path / "out")
    (act,) = published.rows("acts", tmp_path / "out")
    assert (act["act_id"], act["kind"], act["number"], act["date"]) == ("a-list", "decree", None, date(2011, 8, 23))
    assert column(tmp_path / "out", "list_entries", "entry_id") == [
        f"a-list:annex-1:1:{code}" for code in ("060101", "060102", "060102#2")
    ]
    errors = [row["code"] for row in published.rows("findings", tmp_path / "out") if row["severity"] == "error"]
    assert errors == ["act_not_identified"]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "act.txt").write_text(ARTICLE, "utf-8")
    with pytest.raises(SourceMetadataError, match="two files have the name 'act'"):
        extract_files([tmp_path / "one" / "act.txt", tmp_path / "two" / "act.txt"], tmp_path / "out")


# Two sources print two days of one number: the first by id keeps the act's id, the second's rows have one of their own.
@pytest.mark.parametrize("jobs", [1, 2])
def test_act_in_two_sources(jobs: int, tmp_path: Path) -> None:
    sources, out = tmp_path / "sources", tmp_path / "out"
    for source_id in ("c", "b", "a"):
        text = DECREE.format(number=7 if source_id != "c" else 8)
        register(sources, source_id, text.replace("23-августу", "24-августу") if source_id == "b" else text)
    build_sources(sources, out, jobs)
    assert column(out, "acts", "act_id") == ["kg-2011-7", "kg-2011-7~b", "kg-2011-8"]
    assert column(out, "sources", "act_id") == ["kg-2011-7", "kg-2011-7~b", "kg-2011-8"]
    assert [list(ids) for ids in published.load("acts", out)["source_ids"]] == [["a"], ["b"], ["c"]]
    for table, key in (("lists", "list_id"), ("list_entries", "entry_id"), ("restrictions", "restriction_id")):
        of_b = published.rows(table, out, act_id="kg-2011-7~b")
        assert of_b
        assert all(row[key].startswith("kg-2011-7~b:annex-1:1") for row in of_b), table
    told = [row for row in published.rows("findings", out) if row["code"] == "act_in_two_sources"]
    assert [(row["source_id"], row["act_id"], row["row_id"], row["line_start"]) for row in told] == [
        ("b", "kg-2011-7~b", "kg-2011-7~b", 5)
    ]
    # evidence and fates follow the rows
    for table in ("provenance", "ledger", "findings"):
        ids = {str(row["row_id"]) for row in published.rows(table, out) if row["source_id"] == "b" and row["row_id"]}
        assert ids
        assert all(one.startswith("kg-2011-7~b") for one in ids)
    assert verify(out, sources).sources == 3


# Three times is twice more; and an id that looks like another source's second act makes room too.
def test_act_in_three_sources(tmp_path: Path) -> None:
    texts = {
        "a": DECREE.format(number=7),
        "b": DECREE.format(number=7).replace("23-августу", "24-августу"),
        "kg-2011-7": NO_NUMBER,
        "z": DECREE.format(number=7).replace("23-августу", "25-августу"),
    }
    for source_id, text in texts.items():
        register(tmp_path / "sources", source_id, text)
    build_sources(tmp_path / "sources", tmp_path / "out")
    assert dict(
        zip(
            column(tmp_path / "out", "sources", "source_id"), column(tmp_path / "out", "sources", "act_id"), strict=True
        )
    ) == {
        "a": "kg-2011-7",
        "b": "kg-2011-7~b",
        "kg-2011-7": "kg-2011-7~kg-2011-7",
        "z": "kg-2011-7~z",
    }
    told = [
        row["source_id"] for row in published.rows("findings", tmp_path / "out") if row["code"] == "act_in_two_sources"
    ]
    assert told == ["b", "kg-2011-7", "z"]


# The output among the sources would be taken for a source by the next build.
@pytest.mark.parametrize("inside", ["sources/extracted", "sources", "sources/kg-2014-354/out", "."])
def test_output_among_the_sources_is_refused(tmp_path: Path, inside: str) -> None:
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    with pytest.raises(PublishError, match="lie in each other"):
        build_sources(tmp_path / "sources", tmp_path / inside)
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


# Files of two folders keep apart in the tables, and can be verified from the folder above both.
def test_files_of_two_folders(tmp_path: Path) -> None:
    for folder, source in (("a", "kg-2014-354/act.txt"), ("b", "kz-2007-602/act.txt")):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / "sources" / source, tmp_path / folder / f"{folder}.txt")
    extract_files([tmp_path / "a/a.txt", tmp_path / "b/b.txt"], tmp_path / "out")
    assert [row["path"] for row in published.rows("sources", tmp_path / "out")] == ["a/a.txt", "b/b.txt"]
    assert verify(tmp_path / "out", tmp_path).sources == 2


# A list that permits, that says neither, or whose form is unknown makes a release that verifies too.
@pytest.mark.parametrize("word", ["жол берилген", "жол берилбеген", "каралган"])
def test_release_of_any_list_verifies(tmp_path: Path, word: str) -> None:
    source = tmp_path / "decree.txt"
    text = BARRED.replace("жол берилбеген", word) + "060101 Дарылоо иши\n060102 Фармация\n060103 Акушердик иш\n"
    source.write_text(text, encoding="utf-8")
    extract_files([source], tmp_path / "out")
    assert len(published.rows("list_entries", tmp_path / "out")) == 3
    assert verify(tmp_path / "out", tmp_path).sources == 1


# A session that a Cyrillic keyboard typed is one in every value over its place: the citation and the whole sentence.
@pytest.mark.parametrize(("printed", "read"), [("2737-ІХ", "2737-IX"), ("45-\nХІ", "45-XI")])
def test_release_of_a_session_in_cyrillic_letters_verifies(tmp_path: Path, printed: str, read: str) -> None:
    source = tmp_path / "law.txt"
    head = "ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЗАҢЫ\n\n2007 жылғы 27 шілдедегі № 319-ІІІ\n\nБілім туралы\n\n"
    text = f"1. Осы Заң қолданылады.\n2. ҚР 2002 жылғы 6 маусымдағы № {printed} Заңы қолданылады."
    source.write_text(head + text + "\n", encoding="utf-8")
    extract_files([source], tmp_path / "out")
    assert [row["number"] for row in published.rows("acts", tmp_path / "out")] == ["319-III"]
    assert [row["cited_number"] for row in published.rows("citations", tmp_path / "out")] == [read]
    assert f"№ {read} Заңы" in published.rows("provisions", tmp_path / "out")[-1]["text"]
    assert verify(tmp_path / "out", tmp_path).sources == 1


# the acts that a person names are compared, the others published and left out of the comparison
def test_named_editions_are_compared(tmp_path: Path) -> None:
    sources, out = tmp_path / "sources", tmp_path / "extracted"
    for number in (7, 8, 9):
        register(sources, f"decree-{number}", DECREE.format(number=number))
    lines = [f"kg-2011-{number},asked,tester,2026-11-20" for number in (9, 7)]
    (sources / "decisions").mkdir()
    (sources / "decisions" / "editions.csv").write_text(
        "\n".join(["act_id,reason,decided_by,decided_on", *lines]) + "\n", encoding="utf-8"
    )
    build_sources(sources, out)
    assert set(column(out, "lineage", "act_id")) == {"kg-2011-7", "kg-2011-9"}
    assert {(row["left_act_id"], row["right_act_id"]) for row in published.rows("crosswalk", out)} == {
        ("kg-2011-7", "kg-2011-9")
    }
    verify(out, sources)
    assert diff_editions("kg-2011-7", "kg-2011-8", out, sources).rows
    (sources / "decisions" / "editions.csv").unlink()
    with pytest.raises(DifferenceError):
        verify(out, sources)


# A short decree and its translation below it, in one file: each language has no more than one block of sentences.
def test_a_short_act_in_two_languages(tmp_path: Path) -> None:
    text = f"{acts.DECREE}\n{acts.RUSSIAN}".format(number=7)
    register(tmp_path / "sources", "both", text)
    build_sources(tmp_path / "sources", tmp_path / "out")
    (act,) = published.rows("acts", tmp_path / "out")
    assert (act["title_ky"], act["title_ru"]) == ("Тизмекти бекитүү жөнүндө", "Об утверждении перечня")
    assert [(row["name_ky"], row["name_ru"]) for row in published.rows("list_entries", tmp_path / "out")] == [
        ("Дарылоо иши", "Лечебное дело"),
        ("Фармация", "Фармация"),
    ]
