"""An act that was scanned gives the rows that its print gives, verified and drawn; without Tesseract it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline import published
from tests.factory.layouts.scan import Container, Scanner, write_scan
from tests.read.scan_made import needs_tesseract
from tests.test_cli import assert_refused, tizmek
from tests.test_cli_formats import ROWS, as_pdf, as_text, is_mark

SCANNER = Scanner(angle=0.8)
FOLDERS = ("--out", "out", "--sources", ".")


@needs_tesseract
@pytest.mark.parametrize(("name", "container"), [("act.pdf", "PDF"), ("act.tif", "TIFF")])
def test_a_scanned_act_is_read_verified_and_drawn(name: str, container: Container, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(write_scan(as_pdf(), SCANNER, 1, container))
    done = tizmek("extract", name, "--out", "out", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    entries = published.rows("list_entries", tmp_path / "out")
    # the list's title bars extramural study: the last row names another form only
    doubts = {"060103": True}
    read = [(row["code"], row["name_ky"], row["doubtful"]) for row in entries]
    assert read == [(*row[:2], doubts.get(row[0], False)) for row in ROWS]
    forms = [(str(row["entry_id"])[-6:], row["form"]) for row in published.rows("restrictions", tmp_path / "out")]
    assert forms == [
        ("060101", "correspondence"),
        ("060101", "externat"),
        ("060102", "correspondence"),
        ("060103", "externat"),
    ]
    (told,) = published.rows("findings", tmp_path / "out", code="text_recognized")
    assert str(told["message"]).startswith("page 1: recognized by Tesseract")
    assert tizmek("verify", *FOLDERS, folder=tmp_path).returncode == 0
    drawn = tizmek("explain", "060103", *FOLDERS, "--picture", "page.png", folder=tmp_path)
    assert drawn.returncode == 0, drawn.stderr
    with Image.open(tmp_path / "page.png") as picture:
        assert picture.height < 400
        assert any(is_mark(picture, x, y) for x in range(0, picture.width, 2) for y in range(0, picture.height, 2))


# told at once, with what to install, while a text beside it is read
def test_without_tesseract_a_scan_is_refused_and_a_text_is_not(tmp_path: Path) -> None:
    (tmp_path / "act.png").write_bytes(write_scan(as_pdf(), SCANNER, 1, "PNG"))
    (tmp_path / "act.txt").write_bytes(as_text())
    refused = tizmek("extract", "act.png", "--out", "out", folder=tmp_path, PATH=str(tmp_path))
    assert_refused(refused, 3, "act.png", "Tesseract", "apt-get install tesseract-ocr")
    assert tizmek("extract", "act.txt", "--out", "out", folder=tmp_path, PATH=str(tmp_path)).returncode == 0
