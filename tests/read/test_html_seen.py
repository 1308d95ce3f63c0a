"""Pages: what nobody sees is left out, what is struck out or of the paper's colour is told where it stands."""

from __future__ import annotations

import quopri

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read import read_document
from pipeline.read.html.reader import is_html
from tests.read.html_made import SENTENCE, body, codes_of, read, text_of

ROWS = "<tr><td>Коду</td><td>Аты</td></tr><tr><td>520700</td><td>Топурак {}</td></tr>"


def table(inside: str) -> str:
    return body(f"<table>{ROWS.format(inside)}</table>")


@pytest.mark.parametrize(
    "style",
    [
        "font-size:0",
        "font-size: 0px",
        "FONT-SIZE:1.0pt",
        "opacity:0",
        "position:absolute;left:-9999px",
        "text-indent:-9999px",
        "clip:rect(0,0,0,0)",
        "height:0;overflow:hidden",
    ],
)
def test_what_nobody_sees_is_left_out(style: str) -> None:
    page = table(f"<span style='{style}'>изилдөө</span>")
    assert text_of(page) == "Коду\tАты\n520700\tТопурак\n"
    assert codes_of(page) == ["hidden_text_left_out"]


@pytest.mark.parametrize("style", ["font-size:0.9em", "font-size:10pt", "opacity:0.8", "left:-5px", "height:0"])
def test_what_is_seen_is_read(style: str) -> None:
    page = table(f"<span style='{style}'>изилдөө</span>")
    assert text_of(page) == "Коду\tАты\n520700\tТопурак изилдөө\n"
    assert not codes_of(page)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<span style='text-decoration:line-through'>изилдөө</span>", "struck_text"),
        ("<p style='text-decoration-line: line-through'>изилдөө</p>", "struck_text"),
        ("<span style='color:white'>изилдөө</span>", "unseen_text"),
        ("<span style='COLOR: #FFFFFF'>изилдөө</span>", "unseen_text"),
        ("<span style='color:transparent'>изилдөө</span>", "unseen_text"),
        ("<font color=white>изилдөө</font>", "unseen_text"),
        ("<bdo dir=rtl>изилдөө</bdo>", "reversed_text"),
        ("<span style='unicode-bidi:bidi-override;direction:rtl'>изилдөө</span>", "reversed_text"),
    ],
)
def test_what_is_not_what_it_looks_like_is_told(inside: str, code: str) -> None:
    document = read(table(inside))
    assert document.text.split() == ["Коду", "Аты", "520700", "Топурак", "изилдөө"]
    (finding,) = document.findings
    assert (finding.code, document.text[finding.start : finding.end].strip()) == (code, "изилдөө")


def test_white_on_a_ground_of_another_colour_is_seen() -> None:
    assert not codes_of(table("<span style='color:#fff;background:#036'>изилдөө</span>"))
    assert not codes_of(body(f"<div bgcolor=navy><font color=white>{SENTENCE}</font></div>"))


def test_letters_raised_by_a_style_are_raised() -> None:
    page = body("<p>520700<span style='vertical-align:super'>1</span> Топурак</p>")
    assert text_of(page) == "520700¹ Топурак\n"
    assert codes_of(page) == ["raised_number"]


def test_a_table_made_of_blocks_is_a_table() -> None:
    def row(*cells: str) -> str:
        spelled = "".join(f"<div style='display: table-cell'>{cell}</div>" for cell in cells)
        return f"<div style='display:table-row'>{spelled}</div>"

    page = f"<div style='display:table'>{row('520700', 'Топурак')}{row('520800', 'Экология')}</div>"
    assert text_of(body(page)) == "520700\tТопурак\n520800\tЭкология\n"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<p>Код <span hidden>520700</span></p>", "hidden_text_left_out"),
        ("<svg><text>Сырттан</text></svg>", "drawn_text_left_out"),
        ("<object>Сырттан</object>", "drawn_text_left_out"),
        ("<iframe src='act.html'></iframe>", "frames_left_out"),
    ],
)
def test_what_is_not_read_is_told(inside: str, code: str) -> None:
    assert codes_of(body(f"<p>{SENTENCE}</p>{inside}")) == [code]


def test_a_page_of_frames_is_refused_with_the_reason() -> None:
    with pytest.raises(UnreadableSourceError, match="1 frames show other pages"):
        read("<html><frameset><frame src=act.html></frameset></html>")


def archive(part: str, page: bytes, head: str = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n") -> bytes:
    top = f'{head}Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
    page_head = f"----B\r\nContent-Type: {part}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return (top + page_head).encode() + quopri.encodestring(page) + b"\r\n----B--\r\n"


# what browsers call a page in a single file
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_page_saved_as_an_archive_is_read(encoding: str) -> None:
    page = f"<!DOCTYPE html><html><meta charset={encoding}><body><p>{SENTENCE}</p></body></html>".encode(encoding)
    saved = archive("text/html", page)
    assert is_html(saved)
    document = read(saved)
    assert (document.text, document.encoding) == (f"{SENTENCE}\n", encoding)
    assert read_document("akt", saved).text == document.text


def test_an_archive_without_a_page_is_refused_and_a_letter_is_none() -> None:
    with pytest.raises(UnreadableSourceError, match="holds no HTML"):
        read(archive("text/plain", SENTENCE.encode()))
    assert not is_html(f"From: Асанов\n\n{SENTENCE}".encode())


# as Word writes the changes that it tracks; what somebody struck by hand is read, above
def test_tracked_changes_are_read_as_accepted() -> None:
    page = table("<del cite='mailto:A' datetime='2024-01-01T10:00'>эски</del><ins cite='mailto:A'>изилдөө</ins>")
    assert text_of(page) == "Коду\tАты\n520700\tТопурак изилдөө\n"
    assert codes_of(page) == ["tracked_changes"]


@pytest.mark.parametrize(
    ("look", "codes"),
    [
        ("text-decoration:line-through", ["struck_text"]),
        ("color:#fff", ["unseen_text"]),
        ("color:#fff;background-color:#036", []),
        ("font-weight:700", []),
    ],
)
def test_classes_tell_how_letters_look(look: str, codes: list[str]) -> None:
    sheet = f"<style>.c1{{margin:0}}span.c2,.c3{{{look}}}p .c1{{color:#fff}}</style>"
    assert codes_of(sheet + table("<span class='c1 c2'>изилдөө</span>")) == codes


def test_white_on_the_ground_of_a_picture_is_seen() -> None:
    assert not codes_of(
        "<table><tr style='background-image:url(a.png)'><td><font color=white>Коду</font><td>Аты</table>"
    )
