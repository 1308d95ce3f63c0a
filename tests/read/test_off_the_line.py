"""Digits above or below the line are a mark: they become no part of the code or number before them, in any format."""

from __future__ import annotations

import pytest

from tests.read.docx_made import printed, r, read
from tests.read.html_made import body, codes_of, text_of

SHEET = "<style><!-- .c5, td.c6 {vertical-align:super; color:red} .c7{margin:0} --></style>"


def span(style: str) -> str:
    return f"<p>0302000<span style='{style}'>1</span></p>"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>0302000<sup>1</sup></p>", "0302000¹"),
        (span("vertical-align:super"), "0302000¹"),
        # what Word writes for characters that were raised by points
        (span("position:relative;top:-4.0pt;mso-text-raise:4.0pt"), "0302000¹"),
        (span("vertical-align:30%"), "0302000¹"),
        ("<p>0302000<sub>1</sub></p>", "0302000₁"),
        (span("vertical-align:sub"), "0302000₁"),
        (span("position:relative;top:3.0pt"), "0302000₁"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        # a whole number that was moved is a number
        ("<p><span style='vertical-align:3pt'>15</span></p>", "15"),
        ("<p><span style='vertical-align:3pt'>1</span><span style='vertical-align:3pt'>5</span></p>", "15"),
        ("<p>№ <span style='vertical-align:3pt'>15</span></p>", "№ 15"),
        (span("vertical-align:baseline"), "03020001"),
        # Google writes what is raised by classes, Word the references to its notes
        (f"{SHEET}<p>0302000<span class='c7 c5'>1</span></p>", "0302000¹"),
        (f"{SHEET}<p>0302000<span class='c6'>1</span></p>", "03020001"),
        ("<p>Сестринское дело<sup><a href='#n'>[1]</a></sup></p>", "Сестринское дело¹"),
        ("<p>0302000<a href='#n'><span class=MsoFootnoteReference>[12]</span></a></p>", "0302000¹²"),
        # a page of the Russian portal, saved without its style sheet
        ("<p>Статья 9<span class='W9' style=''>1</span>. Права</p>", "Статья 9¹. Права"),
    ],
)
def test_digits_of_a_page(page: str, text: str) -> None:
    assert text_of(body(page)) == f"{text}\n"


def test_digits_of_a_cell() -> None:
    assert text_of(body(f"{SHEET}<table><tr><td>0302000<b class=c5>1</b><td>а<tr><td>2<td>б</table>")) == (
        "0302000¹\tа\n2\tб\n"
    )


def test_a_digit_behind_a_digit_is_told() -> None:
    assert codes_of(body(span("vertical-align:sub"))) == ["raised_number"]
    assert codes_of(body("<p>85<sup>[1]</sup>-статья</p>")) == []


UP, DOWN = '<w:position w:val="8"/>', '<w:position w:val="-8"/>'
STYLES = f'<w:style w:type="character" w:styleId="U"><w:rPr>{UP}</w:rPr></w:style>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (r("0302000") + r("1", '<w:vertAlign w:val="superscript"/>'), "0302000¹"),
        (r("0302000") + r("1", UP), "0302000¹"),
        (r("0302000") + r("1", UP) + r("2", UP), "0302000¹²"),
        (r("0302000") + r("1", '<w:rStyle w:val="U"/>'), "0302000¹"),
        (r("0302000") + r("1", '<w:vertAlign w:val="subscript"/>'), "0302000₁"),
        (r("0302000") + r("1", DOWN), "0302000₁"),
        (r("H") + r("2", '<w:vertAlign w:val="subscript"/>') + r("O"), "H2O"),
        (r("0302000", UP), "0302000"),
        (r("1", UP) + r("5", UP), "15"),
        (r("№ ") + r("15", UP), "№ 15"),
        (r("0302000") + r("1", '<w:position w:val="2"/>'), "03020001"),
    ],
)
def test_digits_of_a_word_file(runs: str, text: str) -> None:
    assert printed(read(f"<w:p>{runs}</w:p>", styles=STYLES)) == text
