"""Office files made to do harm: LibreOffice fetches nothing for them, and stays in its limits."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read.guarded import Guard, Limits
from pipeline.read.kinds import kind_of
from tests.read.docx_made import printed
from tests.read.test_office import needs_libreoffice, open_document

pytestmark = needs_libreoffice

LIMITS = Limits(120.0, 512)
TABLE = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
# What fetches a picture and a text into a document.
FIELDS = ("INCLUDEPICTURE", "INCLUDETEXT")


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    found = Guard()
    yield found
    found.close()


def read_or_refuse(guard: Guard, data: bytes, limits: Limits = LIMITS) -> str:
    """Read a file; its text, or why it is refused."""
    try:
        return printed(guard.read(kind_of(data, "evil"), "evil", data, "evil", limits))
    except UnreadableSourceError as error:
        return str(error)


def changed(data: bytes, old: str, new: str, parts: Mapping[str, str] = {}) -> bytes:
    """Change the XML of an ODT's text, and put more parts into it."""
    listed = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in parts)
    changes = {"content.xml": (old, new), "META-INF/manifest.xml": ("</m:manifest>", f"{listed}</m:manifest>")}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).decode().replace(*changes.get(name, ("", "")), 1))
        for name, content in parts.items():
            after.writestr(name, content)
    return file.getvalue()


def asking(port: int) -> dict[str, bytes]:
    """Make files that ask for something from this machine's own server."""
    url = f"http://127.0.0.1:{port}/x"
    fields = "".join(rf'{{\field{{\*\fldinst {{ {name} "{url}" \\d }}}}{{\fldrslt }}}}' for name in FIELDS)
    linked = rf"{{\object\objautlink{{\*\objclass {url}}}{{\*\objdata 00}}{{\result b}}}}"
    return {
        "RTF": rf"{{\rtf1\ansi{{\*\template {url}}}\pard a{fields}{linked}\par}}".encode(),
        "ODT": open_document(
            f'<text:p>a<draw:frame svg:width="2cm" svg:height="2cm"><draw:object xlink:href="{url}"/>'
            f'<draw:image xlink:href="{url}"/></draw:frame></text:p><text:section text:name="s">'
            f'<text:section-source xlink:type="simple" xlink:href="{url}"/></text:section>'
        ),
    }


@pytest.mark.parametrize("name", ["RTF", "ODT"])
def test_nothing_is_fetched(guard: Guard, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert read_or_refuse(guard, asking(server.getsockname()[1])[name]).startswith("a")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def bomb_of_entities() -> bytes:
    names = "abcdefghij"
    declared = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    odt = open_document("<text:p>&j;</text:p>")
    return changed(odt, "<office:document", f'<!DOCTYPE d [<!ENTITY a "аааааааааа">{declared}]><office:document')


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (open_document(f'<text:p>a<text:s text:c="{10**8}"/>b</text:p>'), "a"),
        (
            open_document(
                f'<table:table {TABLE} table:name="a"><table:table-column table:number-columns-repeated="{10**8}"/>'
                f'<table:table-row table:number-rows-repeated="{10**8}"><table:table-cell '
                f'table:number-columns-spanned="{10**8}"><text:p>a</text:p></table:table-cell></table:table-row>'
                "</table:table>"
            ),
            "a",
        ),
        (bomb_of_entities(), "evil: LibreOffice could not convert"),
        (open_document("<text:p>a</text:p>" * 50)[:-100], "can't be opened"),
    ],
    ids=["10^8 blanks", "10^8 cells", "entities", "cut"],
)
def test_hostile_open_documents_end(guard: Guard, data: bytes, said: str) -> None:
    assert said in read_or_refuse(guard, data)


# parts whose names lead out, and an entity that names a file of this machine, bring nothing out and nothing in
def test_nothing_is_written_and_nothing_is_read_elsewhere(guard: Guard, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("жашыруун", encoding="utf-8")
    odt = open_document("<text:p>a&x;</text:p>")
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><office:document'
    out = {f"{'../' * 12}{tmp_path}/written": "x", str(tmp_path / "written"): "x"}
    assert "жашыруун" not in read_or_refuse(guard, changed(odt, "<office:document", entity))
    assert read_or_refuse(guard, changed(open_document("<text:p>a</text:p>"), "", "", out)) == "a"
    assert list(tmp_path.iterdir()) == [secret]


# groups in groups take half a gigabyte
def test_libreoffice_has_a_limit_of_memory(guard: Guard) -> None:
    deep = b"{\\rtf1 " + b"{" * 200_000 + b"a" + b"}" * 200_000 + b"}"
    assert "evil: LibreOffice could not convert the RTF file" in read_or_refuse(guard, deep, Limits(120.0, 64))
    assert read_or_refuse(guard, b"{\\rtf1 a}", Limits(120.0, 64)) == "a"


def test_two_files_are_converted_at_once() -> None:
    guards = Guard(), Guard()
    try:
        with ThreadPoolExecutor() as threads:
            texts = threads.map(read_or_refuse, guards, (b"{\\rtf1 a}", b"{\\rtf1 b}"))
            assert list(texts) == ["a", "b"]
    finally:
        for one in guards:
            one.close()
