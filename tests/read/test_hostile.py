"""Files made to do harm, read as sources are: each ends within its limits, fetches nothing and leaves nothing."""

from __future__ import annotations

import socket
import time
import zlib
from collections.abc import Iterator

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read.guarded import Guard, limits_of
from pipeline.read.kinds import Kind, kind_of
from tests.read.docx_made import NAMES, OFFICE, RELATIONS, make, p, pack, printed
from tests.read.pdf_made import raw_page, raw_pdf, stream

HELLO = b"BT /F 12 Tf 50 700 Td (Hello the law) Tj ET "
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
BOX = b"/MediaBox[0 0 595 842]"


def page(more: bytes = b"", content: bytes = b"4 0 R") -> bytes:
    return b"<</Type/Page/Parent 2 0 R%b/Contents %b/Resources<</Font<</F 5 0 R>>%b>>>>" % (BOX, content, more)


def one_page(more: bytes = b"", *objects: bytes, text: bytes = HELLO) -> bytes:
    return raw_pdf([CATALOGUE, PAGES, page(more), stream(text), FONT, *objects])


def packed_twice() -> bytes:
    """Return a stream of a gigabyte that is packed twice: the first unpacking is harmless."""
    inner = zlib.compressobj(9)
    zeros = b"".join(inner.compress(bytes(1 << 24)) for _ in range(64)) + inner.flush()
    content = zlib.compress(zeros, 9)
    return b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%b\nendstream" % (len(content), content)


def picture(side: int) -> bytes:
    content = zlib.compress(bytes(side * side // 8), 9)
    return (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode"
        b"/Length %d>>stream\n%b\nendstream" % (side, side, len(content), content)
    )


KIDS = b"<</Type/Pages/Parent 2 0 R/Kids[%b]/Count 1>>"
PDFS = {
    "a tree of pages that holds itself": raw_pdf([CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    "a tree of pages in a circle": raw_pdf([CATALOGUE, PAGES, KIDS % b"4 0 R", KIDS % b"3 0 R"]),
    "a tree of pages that doubles": raw_pdf(
        [
            CATALOGUE,
            b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1000000>>",
            *[KIDS % (b"%d 0 R %d 0 R" % (n + 1, n + 1)) for n in range(3, 40)],
            page(),
        ]
    ),
    "a billion pages": raw_pdf(
        [CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", page(), stream(HELLO), FONT]
    ),
    "a page that is its own parent": raw_pdf(
        [CATALOGUE, PAGES, page().replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(BOX, b""), stream(HELLO), FONT]
    ),
    "a stream that is packed twice": one_page(b"/XObject<</X 6 0 R>>", packed_twice(), text=HELLO + b"/X Do "),
    "a picture of 60,000 dots a side": one_page(b"/XObject<</X 6 0 R>>", picture(60_000), text=HELLO + b"/X Do "),
    "a million saved states": one_page(text=b"q " * 1_000_000 + HELLO),
    "arrays in arrays": one_page(b"/A" + b"[" * 200_000 + b"]" * 200_000),
    "a font that is its own font": one_page(
        b"/Font<</F<</Type/Font/Subtype/Type0/DescendantFonts[6 0 R]>>>>", b"6 0 R"
    ),
    "a program to run": raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(true){})>>"
            b"/AA<</O<</S/Launch/F(/bin/sh)>>>>>>",
            PAGES,
            page(),
            stream(HELLO),
            FONT,
        ]
    ),
}


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    found = Guard()
    yield found
    found.close()


@pytest.fixture(scope="module")
def good(guard: Guard) -> dict[Kind, bytes]:
    return {"pdf": raw_page(HELLO), "html": "<html><p>Токтом</p>".encode(), "docx": make(p("Токтом"))}


def read_or_refuse(guard: Guard, data: bytes) -> str | None:
    """Read a file with the limits that any file has; its text, None for one that is refused by name."""
    try:
        return printed(guard.read(kind_of(data, "evil"), "evil", data, "evil"))
    except UnreadableSourceError as error:
        said = str(error)
    assert said.startswith("evil")
    assert "its reader failed" not in said
    return None


@pytest.mark.parametrize("name", PDFS)
def test_hostile_pdfs_end_and_the_next_file_is_read_as_before(guard: Guard, good: dict[Kind, bytes], name: str) -> None:
    before = guard.read("pdf", "good", good["pdf"], "good")
    start = time.monotonic()
    text = read_or_refuse(guard, PDFS[name])
    # a deadline and the start of a process on a busy machine
    assert time.monotonic() - start < limits_of("pdf").seconds + 30
    assert text is None or text == "Hello the law"
    assert guard.read("pdf", "good", good["pdf"], "good") == before


# a tree of pages that names one page twice has lost another
def test_a_page_that_stands_for_another_is_told(guard: Guard) -> None:
    text = (
        b"BT /F 12 Tf 50 700 Td "
        + b"".join(b"(line %d of the law says this) Tj 0 -14 Td " % n for n in range(9))
        + b"ET"
    )
    data = raw_pdf([CATALOGUE, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", page(), stream(text), FONT])
    assert "pages_alike" in {one.code for one in guard.read("pdf", "x", data, "x").findings}
    once = one_page(text=text)
    assert "pages_alike" not in {one.code for one in guard.read("pdf", "x", once, "x").findings}


def asking(port: int) -> dict[str, bytes]:
    """Make files that ask for something from this machine's own server, or from its disk."""
    url = f"http://127.0.0.1:{port}/x"
    linked = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/image" TargetMode="External" '
        f'Target="{url}"/><Relationship Id="r2" Type="{OFFICE}/attachedTemplate" TargetMode="External" Target="{url}"/>'
        "</Relationships>"
    )
    drawing = '<w:p><w:r><w:pict><v:imagedata r:id="r1" r:link="r1"/></w:pict></w:r></w:p>'
    body = f"<w:document {NAMES}><w:body>{p('Токтом')}{drawing}</w:body></w:document>"
    return {
        "a page": (
            f"<!DOCTYPE html SYSTEM '{url}' [<!ENTITY x SYSTEM '{url}'>]><html><head><link rel=stylesheet href={url}>"
            f"<base href={url}><meta http-equiv=refresh content='0;url={url}'><script src={url}></script></head>"
            f"<body background={url}><p>Токтом<img src={url}></p><iframe src={url}></iframe>"
            f"<object data={url}></object>"
        ).encode(),
        "a saved page": (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n"
            f"<html><link rel=stylesheet href='{url}'><img src='{url}'><iframe src='{url}'></iframe><p>Токтом</p>\n"
            f"--B\nContent-Type: message/external-body; access-type=URL; URL='{url}'\n\n--B--\n"
        ).encode(),
        "a Word file": pack({"word/document.xml": body, "word/_rels/document.xml.rels": linked}),
        "a PDF": one_page(f"/XObject<</X<</Subtype/Form/F<</FS/URL/F({url})>>>>>>".encode(), text=HELLO + b"/X Do "),
    }


@pytest.mark.parametrize("name", ["a page", "a saved page", "a Word file", "a PDF"])
def test_nothing_is_fetched(guard: Guard, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        text = read_or_refuse(guard, asking(server.getsockname()[1])[name])
        assert text
        # the end of the page's own declarations is text, as it is in a browser
        assert text.removeprefix("]>").strip() in ("Токтом", "Hello the law")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


# macros lie in a part of their own, which nobody opens
def test_macros_are_not_read(guard: Guard) -> None:
    body = f"<w:document {NAMES}><w:body>{p('Токтом')}</w:body></w:document>"
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    data = pack({"word/document.xml": body, "word/vbaProject.bin": "\x00" * 1000}, content_type=kind)
    assert read_or_refuse(guard, data) == "Токтом"


# an entity that names a file of this machine brings nothing of it
def test_nothing_of_the_disk_is_read(guard: Guard, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("жашыруун", encoding="utf-8")
    page_of_it = f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><html><p>Токтом &x;</p>".encode()
    assert "жашыруун" not in (read_or_refuse(guard, page_of_it) or "")
