"""DOCX by content; what is cut, hostile, encrypted or no Word document is refused with a reason."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableSourceError
from pipeline.read.docx import package, sheet
from pipeline.read.docx.reader import is_docx, read_docx
from tests.read.docx_made import (
    NAMES,
    OFFICE,
    RELATIONS,
    W,
    check,
    item,
    levels,
    make,
    p,
    pack,
    printed,
    r,
    span,
    tbl,
    tc,
    text_of,
    tr,
)


def test_a_docx_is_told_by_its_content() -> None:
    assert is_docx(make(p("а")))
    assert is_docx(
        pack({"word/document.xml": "<x/>"}, content_type="application/vnd.ms-word.document.macroEnabled.main+xml")
    )
    assert not is_docx(pack({"xl/workbook.xml": "<x/>"}, content_type="application/vnd.ms-excel"))
    assert not is_docx(b"PK\x03\x04")
    assert not is_docx(b"")
    assert not is_docx("Токтом".encode())
    # cut off, but a DOCX all the same
    assert is_docx(make(p("а" * 100))[:-30])


def test_strict_open_xml_reads_like_any() -> None:
    strict = NAMES.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    parts = {"word/document.xml": f"<w:document {strict}><w:body>{p('Токтом')}</w:body></w:document>"}
    assert printed(read_docx("akt", pack(parts))) == "Токтом"


def test_the_main_part_may_have_another_name() -> None:
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="/word\\document2.xml"/></Relationships>'.replace("\\", "/"),
        "word/document2.xml": f"<w:document {NAMES}><w:body>{p('Токтом')}</w:body></w:document>",
    }
    assert printed(read_docx("akt", pack(parts))) == "Токтом"


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableSourceError) as caught:
        read_docx("akt", data, "akt.docx")
    assert str(caught.value).startswith("akt.docx")
    assert caught.value.advice
    return caught.value.message


def test_empty_documents_are_refused() -> None:
    assert refused(make("<w:p/>")) == "the DOCX holds no text"
    assert "only 1 picture" in refused(make("<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p>"))


def test_what_is_no_word_document_is_refused() -> None:
    assert "no Word document" in refused(pack({"word/document.xml": "<x/>"}))
    assert "can't be read" in refused(pack({"word/document.xml": "<w:document"}))
    assert "names no main part" in refused(pack({}))
    assert "can't be read" in refused(pack({"_rels/.rels": "", "word/document.xml": "<x/>"}))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_cut_files_are_refused(kept: float) -> None:
    data = make("".join(p(f"Пункт {i} " + "сөз " * 20) for i in range(500)))
    assert "its end may be missing" in refused(data[: int(len(data) * kept)])


def test_damaged_bytes_are_refused() -> None:
    data = bytearray(make("".join(p(f"Пункт {i}") for i in range(500))))
    at = data.index(b"word/document.xml") + 200
    data[at : at + 20] = bytes(20)
    assert "word/document.xml" in refused(bytes(data))


def test_encrypted_documents_are_refused() -> None:
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(400)
    assert refused(office) == "the document is encrypted with a password"
    data = bytearray(make(p("а")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(signature, at + 4)
    assert "encrypted with a password" in refused(bytes(data))


def test_bombs_are_refused() -> None:
    grows = f"<w:document {NAMES}><w:body>{p('а')}" + " " * 40_000_000 + "</w:body></w:document>"
    assert "would grow" in refused(pack({"word/document.xml": grows}))
    many = {f"word/media/{i}.xml": "" for i in range(package.MAX_PARTS)}
    assert "more than the 10,000 parts" in refused(pack({**many, "word/document.xml": "<x/>"}))


# zipfile takes what stands before a zero for a name
def test_a_part_without_a_name_is_none() -> None:
    document = f"<w:document {NAMES}><w:body>{p('сөз')}</w:body></w:document>"
    data = pack({"word/document.xml": document, "none.xml": "<x/>"}).replace(b"none.xml", b"\0one.xml")
    assert read_docx("act", data, "act.docx").text == "сөз\n"


def test_large_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 10_000)
    assert "more than the 10,000 one may have" in refused(make(p("сөз " * 20_000)))
    # a container that lies about the size of a part
    data = make(p("сөз" * 20_000)).replace((120_000).to_bytes(4, "little"), (9_000).to_bytes(4, "little"))
    assert refused(data)


def test_endless_paragraphs_lines_and_tables_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "a line of 100,001 characters" in refused(make(p("а" * 100_001)))
    wide = tbl(tr(*[tc("1")] * (sheet.MAX_COLUMNS + 1)), tr("2"))
    assert "257 columns" in refused(make(wide))
    monkeypatch.setattr("pipeline.read.docx.reader.MAX_UNIT", 100_000)
    assert "a paragraph or table row of" in refused(make("<w:p>" + r("а") * 20_000 + "</w:p>"))
    monkeypatch.setattr("pipeline.read.docx.reader.MAX_UNITS", 100)
    assert "paragraphs and table rows" in refused(make(p("а") * 101))


def test_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("жашыруун", encoding="utf-8")
    references = [f"&{name};" for name in "abcdefghij"]
    for declared in (
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">',
        '<!ENTITY a "аааааааааа">'
        + "".join(
            f'<!ENTITY {name} "{reference * 10}">' for reference, name in zip(references, "bcdefghijx", strict=True)
        ),
    ):
        text = f"<!DOCTYPE d [{declared}]><w:document {NAMES}><w:body>{p('&x;')}</w:body></w:document>"
        assert "document type" in refused(pack({"word/document.xml": text}))
    styles = pack({"word/document.xml": f"<w:document {NAMES}><w:body>{p('&x;')}</w:body></w:document>"})
    assert "can't be read" in refused(styles)


def test_deep_nesting_is_safe() -> None:
    nested = p("ич")
    for _ in range(60):
        nested = tbl(tr(tc(nested + "<w:p/>")))
    assert text_of(nested) == "ич"
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("ич") + "</w:sdtContent></w:sdt>" * 3000
    assert "can't be read" in refused(make(deep))


MANY = 400_000
OPEN_FIELD = '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/>'


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r>" + "<w:br/>" * MANY + "</w:r></w:p>",
        "<w:p " + " ".join(f'w:a{i}="1"' for i in range(MANY)) + "/>",
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * (MANY // 4) + "</w:p>",
        "<w:p><w:r>"
        + '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/>' * (MANY // 8)
        + "</w:r></w:p>",
        "<w:p/>" * MANY,
        tbl("<w:tr/>" * MANY),
        tbl(*[tr(*[tc("x", span(10**8))] * 60)] * 300, grid=(1,) * 60),
        "".join(f"<w:bookmarkStart w:id='{i}'/>" for i in range(MANY // 2)),
    ],
    ids=["breaks", "attributes", "codes", "fields", "paragraphs", "rows", "spans", "bookmarks"],
)
def test_reading_hostile_masses_ends(body: str) -> None:
    assert text_of(body + p("аягы") * 2000).endswith("аягы")


def test_names_that_lead_out_and_names_that_stand_twice() -> None:
    file = io.BytesIO(make(p("а")))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<x/>")
    assert "stands twice" in refused(file.getvalue())
    whole = f"<w:document {NAMES}><w:body>{p('а')}</w:body></w:document>"
    assert printed(read_docx("akt", pack({"../../etc/x": "x", "word/document.xml": whole}))) == "а"


@pytest.mark.usefixtures("must_end")
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=6))
def test_mutated_files_read_or_are_refused(at: int, changed: bytes) -> None:
    data = bytearray(
        make(p("Токтом") + tbl(tr("1", tc("2", span(2)), "3")) + item("а"), numbering=levels(("decimal", "%1.")))
    )
    at %= len(data)
    data[at : at + len(changed)] = changed
    with contextlib.suppress(UnreadableSourceError):
        check(read_docx("akt", bytes(data), "akt.docx"))
