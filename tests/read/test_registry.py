"""The registry: a source.toml that can't be trusted is refused, and a correction that no longer fits is an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.clean.cleaned import apply_edits
from pipeline.errors import CorrectionError, SourceMetadataError
from pipeline.model import Edit
from pipeline.read import read_document
from pipeline.read.registry import Correction, correct, find_sources, hash_of, read_bytes, source_of_file

DATA = "Токтом\nҚaнттық заттар\n".encode()
GOOD = {"file": '"act.txt"', "sha256": f'"{hash_of(DATA)}"', "licence": '"official text"'}


def register(folder: Path, table: dict[str, str], more: str = "", name: str = "kg-1999-1") -> Path:
    home = folder / name
    home.mkdir()
    (home / "act.txt").write_bytes(DATA)
    lines = [f"{key} = {value}" for key, value in table.items()]
    (home / "source.toml").write_text("\n".join([*lines, more]), encoding="utf-8")
    return home


def test_a_good_source_is_read(tmp_path: Path) -> None:
    more = '[expect]\nlists = 2\n[[corrections]]\nreason = "р"\nexpect = "Қaнт"\nreplace = "Қант"\nline = 2'
    register(tmp_path, GOOD | {"retrieved_on": "2025-03-01", "origin_url": '"https://cbd.minjust.gov.kg/1"'}, more)
    register(tmp_path, GOOD, name="kg-1998-1")
    (tmp_path / ".git").mkdir()
    first, second = find_sources(tmp_path)
    assert (first.source_id, second.source_id) == ("kg-1998-1", "kg-1999-1")
    assert second.path == "kg-1999-1/act.txt"
    assert (second.retrieved_on, second.expect) == (date(2025, 3, 1), {"lists": 2})
    assert second.corrections == (Correction("р", "Қaнт", "Қант", 2),)
    assert read_bytes(second) == DATA


@pytest.mark.parametrize(
    ("table", "more", "said"),
    [
        # what must be there
        ({"file": '"act.txt"', "licence": '"x"'}, "", "sha256 missing"),
        ({}, "", "file, sha256, licence missing"),
        (GOOD | {"licence": '" "'}, "", "licence missing"),
        # what nobody knows: a typing error would go unseen
        (GOOD | {"license": '"x"'}, "", "unknown key 'license'"),
        # the wrong kind of value
        (GOOD | {"licence": "5"}, "", "licence is not a str"),
        (GOOD | {"retrieved_on": '"2025-03-01"'}, "", "retrieved_on is not a date"),
        (GOOD | {"retrieved_on": "2025-03-01T10:00:00"}, "", "retrieved_on is not a date"),
        (GOOD | {"sha256": '"34AFA"'}, "", "sha256 is not"),
        # no TOML
        (GOOD | {"note": "«x»"}, "", "not TOML"),
        # a file that isn't beside it
        (GOOD | {"file": '"../act.txt"'}, "", "no file"),
        (GOOD | {"file": '"other.txt"'}, "", "no file"),
        (GOOD | {"file": '"."'}, "", "no file"),
        # counts that are none
        (GOOD, "[expect]\nlists = -1", "expect.lists is not a count"),
        (GOOD, "[expect]\nlists = true", "expect.lists is not a count"),
        (GOOD, '[expect]\nlists = "2"', "expect.lists is not a count"),
        # corrections
        (GOOD | {"corrections": '["Қaнт"]'}, "", "a correction is not a table"),
        (GOOD, '[[corrections]]\nexpect = "а"\nreplace = "б"', "needs reason, expect and replace"),
        (GOOD, '[[corrections]]\nreason = "р"\nexpect = "а"\nreplace = "б"\nlines = 2', "unknown key 'lines'"),
        (GOOD, '[[corrections]]\nreason = "р"\nexpect = "а"\nreplace = "б"\nline = true', "line is not a int"),
    ],
)
def test_a_bad_source_toml_is_refused(tmp_path: Path, table: dict[str, str], more: str, said: str) -> None:
    register(tmp_path, table, more)
    with pytest.raises(SourceMetadataError, match=said) as raised:
        find_sources(tmp_path)
    assert str(tmp_path / "kg-1999-1") in raised.value.place
    assert raised.value.advice


def test_a_source_toml_of_other_bytes_is_refused(tmp_path: Path) -> None:
    home = register(tmp_path, GOOD)
    (home / "source.toml").write_bytes("licence = 'қ'".encode("utf-16"))
    with pytest.raises(SourceMetadataError, match="not TOML"):
        find_sources(tmp_path)


@pytest.mark.parametrize("make", ["nothing", "file", "empty", "no metadata", "metadata is a folder"])
def test_a_folder_without_sources_is_refused(tmp_path: Path, make: str) -> None:
    folder = tmp_path / "sources"
    if make == "file":
        folder.write_text("")
    elif make != "nothing":
        folder.mkdir()
    if make.startswith(("no metadata", "metadata")):
        (folder / "kg-1999-1").mkdir()
    if make == "metadata is a folder":
        (folder / "kg-1999-1" / "source.toml").mkdir()
    with pytest.raises(SourceMetadataError):
        find_sources(folder)


def test_other_bytes_than_the_registered_ones_are_refused(tmp_path: Path) -> None:
    home = register(tmp_path, GOOD)
    (source,) = find_sources(tmp_path)
    (home / "act.txt").write_bytes(DATA + b"\n")
    with pytest.raises(SourceMetadataError, match="expected sha256"):
        read_bytes(source)
    (home / "act.txt").unlink()
    with pytest.raises(SourceMetadataError, match="no such file"):
        read_bytes(source)


def test_a_file_that_is_not_registered_is_named_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "Токтом  77.txt").write_bytes(DATA)
    assert source_of_file(tmp_path / "Токтом  77.txt").source_id == "Токтом-77"
    with pytest.raises(SourceMetadataError, match="a folder, not a regular file"):
        source_of_file(tmp_path)
    with pytest.raises(SourceMetadataError, match="no such file"):
        source_of_file(tmp_path / "Токтом 78.txt")


ACT = "№ 77 токтом\nҚaнттық **заттар**\n# № 77 ата\n## ааа\n"


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        # gone since the source changed
        (Correction("р", "токтам", "токтом"), "doesn't stand in the text"),
        # more than once, even where the two places overlap
        (Correction("р", "№ 77", "№ 78"), "stands 2 times"),
        (Correction("р", "аа", "а", 4), "stands 2 times"),
        # on another line than the one given, or on none
        (Correction("р", "Қaнт", "Қант", 1), "doesn't stand on line 1"),
        (Correction("р", "Қaнт", "Қант", 5), "there is no line 5"),
        (Correction("р", "Қaнт", "Қант", 0), "there is no line 0"),
        # nothing changes, nothing is expected, or a line break is touched
        (Correction("р", "Қaнт", "Қaнт"), "must change text"),
        (Correction("р", "", "а"), "needs a reason"),
        (Correction(" ", "№ 77 токтом", "№ 78 токтом"), "needs a reason"),
        (Correction("р", "токтом\nҚ", "токтом Қ"), "within one line"),
        (Correction("р", "токтом", "токтом\n"), "within one line"),
        # over a mark of the format
        (Correction("р", "**заттар", "затар"), "meets"),
        (Correction("р", "тық **за", "тық за"), "meets"),
    ],
)
def test_a_correction_that_does_not_fit_is_an_error(correction: Correction, said: str) -> None:
    document = read_document("akt", ACT.encode())
    assert document.marks
    with pytest.raises(CorrectionError, match=said) as raised:
        correct(document, (correction,), "akt.md")
    assert raised.value.place == "akt.md"
    assert raised.value.advice


def test_two_corrections_of_one_place_are_an_error() -> None:
    one, other = Correction("р", "Қaнттық", "Қанттық"), Correction("р", "Қaнттық за", "Қoнттық за")
    with pytest.raises(CorrectionError, match="meets"):
        correct(read_document("akt", "Қaнттық заттар".encode()), (one, other), "akt.txt")


def test_corrections_are_edits_among_the_marks() -> None:
    document = read_document("akt", ACT.encode())
    corrected = correct(document, (Correction("р", "№ 77", "№ 78", 3), Correction("р", "Қaнт", "Қант")), "akt.md")
    assert apply_edits(ACT, corrected.marks) == "№ 77 токтом\nҚанттық заттар\n№ 78 ата\nааа\n"
    assert [mark.rule for mark in corrected.marks].count("correction") == 2
    assert corrected.text == ACT


@pytest.mark.parametrize(
    ("expect", "replace", "start", "before", "after"),
    [
        # the code beside the name is expected, not changed
        ("060102 Тиш", "060102 Тыш", 8, "и", "ы"),
        # a letter is added: it stands for the letter beside it
        ("060102 Тиш", "060102 Тишш", 9, "ш", "шш"),
        ("060102 Тиш", "060102 аТиш", 7, "Т", "аТ"),
        (" Тиш", " аТиш", 7, "Т", "аТ"),
        ("060102 ", "0601022 ", 5, "2", "22"),
        ("060102", "0601022", 5, "2", "22"),
        # letters are dropped
        ("Тиш", "Т", 8, "иш", ""),
        ("Тиш", "иш", 7, "Т", ""),
        ("Тиш", "", 7, "Тиш", ""),
    ],
)
def test_a_correction_takes_what_it_changes(expect: str, replace: str, start: int, before: str, after: str) -> None:
    document = correct(read_document("akt", "060102 Тиш\n".encode()), (Correction("р", expect, replace),), "akt.txt")
    assert document.marks == (Edit(start, start + len(before), before, after, "correction"),)


# A correction lives until who publishes the text mends it: then its text must be gone.
def test_correction_that_was_fixed_upstream() -> None:
    fixed = (Correction("р", "токтам", "токтом", state="fixed upstream"),)
    mended = read_document("akt", "№ 77 токтом".encode())
    assert correct(mended, fixed, "akt.txt") == mended
    with pytest.raises(CorrectionError, match="was fixed upstream and still stands"):
        correct(read_document("akt", "№ 77 токтам".encode()), fixed, "akt.txt")
