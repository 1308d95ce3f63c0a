"""Reading bytes: the right reader by content, and a refusal that names file, line and advice for everything else."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read import read_document
from pipeline.read.kinds import kind_of

WORD = "Токтом "


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        (b"%PDF-1.7\n", "akt", "PDF"),
        (b"PK\x03\x04\x14\x00", "akt", "ZIP"),
        (b"GIF89a\x01\x00", "akt", "GIF"),
        (b"\x89PNG\r\n\x1a\n", "akt, page 1", "picture is damaged"),
        (b"\xff\xd8\xff\xe0", "akt, page 1", "picture is damaged"),
        # a page of nothing but a menu
        (b"\n<!DOCTYPE html>\n<html><nav>x</nav></html>", "akt", "page"),
        ('<?xml version="1.0"?><akt/>'.encode("utf-16"), "akt", "XML"),
        (b"<!-- saved from a portal --> <html>", "akt", "page"),
        # a NUL in a text, on its second line
        ("Токтом\nбир\0эки".encode(), "akt:2", "binary data"),
        # many control characters
        (b"a\n\x01\x02\x03", "akt:2", "binary data"),
        # a file of nothing but NULs looks like UTF-16 in both orders
        (b"\0" * 400, "akt:1", "binary data"),
        # a line no act has, behind a line that is one
        (f"Токтом\n{WORD * 150_000}\n".encode(), "akt:2", "a line of 1,050,000 characters"),
        (b"", "akt", "empty"),
        (b"\xef\xbb\xbf", "akt", "white space"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, place: str, said: str) -> None:
    with pytest.raises(UnreadableSourceError, match=said) as raised:
        read_document("akt", data)
    assert raised.value.place == place
    assert raised.value.advice


@pytest.mark.usefixtures("must_end")
def test_a_line_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="a line of"):
        read_document("akt", b"a" * 50_000_000)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="split the file"):
        read_document("akt", b"a\n" * 33_554_433)


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("1. Токтом\n2. Тиркеме\n", "plain"),
        # two headings, or two pairs of stars, or two tags
        ("# Токтом\n## 1-глава\n", "markdown"),
        ("**ТОКТОМ**\n**Тиркеме**\n", "markdown"),
        ("1\t<b>060000</b>\n", "plain"),
        ("1\t<b>060000</b>\n2\t<b>070000</b>\n", "markdown"),
        # one star, or a number sign, explains nothing
        ("№ 3*\n# 5\n", "plain"),
        # pairs of stars that a blank line parts are footnotes
        ("Код**аты\n\n**эскертүү\n\nкод**аты", "plain"),
        # a pipe table; bars in prose are no table
        ("| Код | Аты |\n|---|---|\n| 060101 | Дарылоо иши |\n", "markdown"),
        ("| эки | тик сызык |\nменен\n", "plain"),
    ],
)
def test_the_content_chooses_the_reader(text: str, reader: str) -> None:
    assert read_document("akt", text.encode()).reader == reader


def test_one_stray_control_character_is_kept() -> None:
    text = "Токтом\x02" + "а" * 5000
    assert read_document("akt", text.encode()).text == text


def test_what_the_source_lost_itself_stays_to_be_seen() -> None:
    assert read_document("akt", "Ток\ufffdом".encode()).text == "Ток\ufffdом"


def packed(**files: bytes) -> bytes:
    """Pack files into a ZIP container."""
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return container.getvalue()


# by what the bytes say, whatever the name is
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("1. Токтом".encode(), "text"),
        ("Код **аты** | < 5 %".encode(), "text"),
        (b"<html><p>x</p></html>", "html"),
        # a mail's head before it, and one that is too long
        (b"Content-Type: application/pdf\r\n\r\n%PDF-1.4\n", "pdf"),
        (b"x" * 1100 + b"%PDF-1.4", "text"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_the_kind_of_a_file(data: bytes, kind: str) -> None:
    assert kind_of(data, "act.bin") == kind


@pytest.mark.parametrize("data", [packed(mimetype=b"application/epub+zip"), packed(a=b"b"), b"PK\x03\x04cut"])
def test_a_container_of_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match=r"act\.zip: .*ZIP container"):
        kind_of(data, "act.zip")
