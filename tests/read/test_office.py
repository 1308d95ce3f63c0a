"""RTF, ODT and DOC: converted by LibreOffice where it is installed, refused with what is missing where it isn't."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read import office
from pipeline.read.docx.reader import read_docx
from pipeline.read.lost_words import find_lost_words
from pipeline.read.odt import read_odt_words
from pipeline.read.office import Kind, read_office
from tests.factory.layouts.converted import office_files
from tests.read.docx_made import bytes_of, check, mark, printed

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
ROWS = (
    ("Код", "Адистиктин аталышы", "Түрү"),
    ("520700", "Топурак изилдөө\nжана агрохимия", "Күндүзгү"),
    ("540100", "Қаржы", ""),
)


def word_document() -> bytes:
    made = docx.Document()
    made.add_paragraph("Биринчи пункт", style="List Number")
    made.add_paragraph("Экинчи пункт", style="List Number")
    table = made.add_table(rows=3, cols=3)
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    made.add_paragraph("Бүттү")
    return bytes_of(made)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, bytes]:
    """Have LibreOffice write one document in all formats."""
    assert SOFFICE is not None
    folder = tmp_path_factory.mktemp("office")
    (folder / "act.docx").write_bytes(word_document())
    kinds: tuple[Kind, ...] = ("rtf", "odt", "doc")
    for kind in kinds:
        command = [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run(
            [*command, "--outdir", str(folder), str(folder / "act.docx")], check=True, capture_output=True, timeout=120
        )
    return {kind: (folder / f"act.{kind}").read_bytes() for kind in kinds}


@needs_libreoffice
@pytest.mark.parametrize("kind", ["rtf", "odt", "doc"])
def test_a_document_reads_alike_in_every_format(files: dict[Kind, bytes], kind: Kind) -> None:
    document = read_office("act", files[kind], f"act.{kind}", kind)
    check(document)
    expected = read_docx("act", word_document())
    assert document.text.split() == expected.text.split()
    assert [line.row for line in document.lines if line.row] == [line.row for line in expected.lines if line.row]
    assert document.media_type == office.FORMATS[kind].media_type
    assert document.reader == "docx"
    assert {line.path for line in document.lines} == {None}
    assert document.findings[0].code == "converted_by_libreoffice"
    assert document.findings[0].message.startswith("read by way of LibreOffice ")


@needs_libreoffice
def test_what_is_damaged_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="could not convert the DOC file"):
        read_office("act", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "act.doc", "doc")


def open_document(body: str) -> bytes:
    """Make an ODT of the XML of its text."""
    of = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{of}:office:1.0" xmlns:text="{of}:text:1.0" '
        f'xmlns:draw="{of}:drawing:1.0" xmlns:svg="{of}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<m:manifest xmlns:m="{of}:manifest:1.0" m:version="1.2"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            archive.writestr(name, part)
    return file.getvalue()


@needs_libreoffice
def test_nothing_is_fetched_and_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = 'xlink:type="simple" xlink:actuate="onLoad" xlink:href'
        picture = f'<draw:image {link}="http://127.0.0.1:{server.getsockname()[1]}/a.png"/>'
        body = (
            '<text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
            f'{picture}</draw:frame></text:p><text:section text:name="a">'
            f'<text:section-source {link}="{secret.as_uri()}"/><text:p>kept</text:p></text:section>'
        )
        document = read_office("act", open_document(body), "act.odt", "odt")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert printed(document) == "kept"


def test_without_libreoffice_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        UnreadableSourceError, match=r"needed to read RTF files, is not installed .*apt-get install"
    ) as caught:
        read_office("act", b"{\\rtf1 x}", "act.rtf", "rtf")
    assert str(caught.value).startswith("act.rtf: ")


def test_encrypted_files_and_bombs_are_refused_before_any_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableSourceError, match="encrypted with a password"):
        read_office("act", encrypted, "act.doc", "doc")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", " " * 40_000_000)
    with pytest.raises(UnreadableSourceError, match="would grow"):
        read_office("act", file.getvalue(), "act.odt", "odt")
    with pytest.raises(UnreadableSourceError, match="can't be opened"):
        read_office("act", b"PK\x03\x04 cut", "act.odt", "odt")


# LibreOffice runs all cells together where a row of a DOC is deleted by a tracked change
@needs_libreoffice
def test_a_doc_that_loses_its_table_is_refused() -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word or "Сырттан"
    mark(table.rows[2]._tr, "del", "del")
    data = office_files({"act": bytes_of(made)}, "doc")["act"]
    with pytest.raises(UnreadableSourceError, match="lost the tables"):
        read_office("akt", data, "akt.doc", "doc")


# LibreOffice drops the words of a paragraph in a paragraph, and those behind it
@needs_libreoffice
def test_words_of_an_odt_that_libreoffice_drops_are_told() -> None:
    body = "<text:p>Токтом кабыл <text:p>алынды</text:p> жана бекитилди</text:p><text:p>Тиркеме</text:p>"
    document = read_office("akt", open_document(body), "akt.odt", "odt")
    assert "алынды" not in document.text
    (lost,) = (one for one in document.findings if one.code == "words_lost_in_conversion")
    assert "алынды" in lost.message


# LibreOffice drops the cells of an RTF row that its definition has no room for, and the text behind the table
@needs_libreoffice
def test_words_of_an_rtf_that_libreoffice_drops_are_told() -> None:
    row = rb"\trowd\cellx3000\cellx6000\intbl Code\cell Name\cell Forms\cell\row"
    whole = read_office(
        "akt", rb"{\rtf1\ansi Act\par" + row.replace(rb" Forms\cell", b"") + rb"\pard Below\par}", "a.rtf", "rtf"
    )
    assert (whole.text, [one.code for one in whole.findings]) == (
        "Act\n\nCode\tName\n\nBelow\n",
        ["converted_by_libreoffice"],
    )
    document = read_office("akt", rb"{\rtf1\ansi Act\par" + row + rb"\pard Below\par}", "akt.rtf", "rtf")
    assert "Forms" not in document.text
    (lost,) = (one for one in document.findings if one.code == "words_lost_in_conversion")
    assert "Forms" in lost.message


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("<text:p>Бир</text:p><text:p>эки</text:p>", 1),
        ("<text:p>Бир<text:note><text:note-citation>аа</text:note-citation></text:note> эки</text:p>", 1),
        ("<text:p>Б<text:span>и</text:span>р<text:bookmark/></text:p>", 0),
        ("<text:tracked-changes><text:p>эки</text:p></text:tracked-changes><text:p>Б\u00adир<text:s/></text:p>", 0),
        ("<text:p>Бир<text:tab/>520700 <text:page-number>үч</text:page-number>2</text:p>", 0),
    ],
)
def test_words_of_an_odt_are_looked_for(body: str, lost: int) -> None:
    told = [one.message for one in find_lost_words(read_odt_words(open_document(body), "akt.odt"), "Бир 520700\n")]
    assert len(told) == lost
    assert all(message.startswith("1 words") and "'эки'" in message for message in told)
