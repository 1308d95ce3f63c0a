"""DOCX: what a reader of the page doesn't see, or sees struck out, is no value that looks right."""

from __future__ import annotations

import pytest

from tests.read.docx_made import codes, p, printed, r, read, tbl, tc, tr

STRIKE, WHITE, TINY = "<w:strike/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="S"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="W"><w:rPr><w:color w:val="ffffff"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:rPr><w:sz w:val="3"/></w:rPr></w:style>'
)


def row(run: str, cell: str = "") -> str:
    name = f"<w:p>{r('Топурак ')}{r('изилдөө', run)}</w:p>"
    return tbl(tr("Коду", "Аты", "Түрү"), tr("520700", tc(name, cell), "Сырттан"))


@pytest.mark.parametrize(
    ("run", "code"),
    [
        (STRIKE, "struck_text"),
        ("<w:dstrike/>", "struck_text"),
        ('<w:rStyle w:val="S"/>', "struck_text"),
        (WHITE, "unseen_text"),
        ('<w:rStyle w:val="W"/>', "unseen_text"),
    ],
)
def test_words_that_are_struck_or_white_are_told_where_they_stand(run: str, code: str) -> None:
    document = read(row(run), styles=STYLES)
    assert printed(document) == "Коду\tАты\tТүрү\n520700\tТопурак изилдөө\tСырттан"
    (finding,) = document.findings
    assert (finding.code, finding.severity) == (code, "warning")
    assert document.text[finding.start : finding.end] == "изилдөө"


@pytest.mark.parametrize("run", ['<w:strike w:val="0"/>', f'<w:rStyle w:val="S"/>{STRIKE[:-2]} w:val="false"/>'])
def test_words_that_are_not_struck_are_not_told(run: str) -> None:
    assert not codes(read(row(run), styles=STYLES))


def test_white_on_a_shade_is_seen() -> None:
    shade = '<w:shd w:val="clear" w:fill="1F4E79"/>'
    assert not codes(read(row(WHITE + shade)))
    assert not codes(read(row(WHITE, shade)))
    assert codes(read(row(WHITE, shade.replace("1F4E79", "auto")))) == ["unseen_text"]
    assert not codes(read(p("Тизмек", shade, WHITE)))


# as Word's own table styles colour the first row
def test_white_on_the_ground_of_a_table_is_seen() -> None:
    ground = '<w:shd w:val="clear" w:fill="{}"/>'
    first = (
        '<w:style w:type="table" w:styleId="G"><w:tblStylePr w:type="firstRow"><w:tcPr>{}</w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
    based = '<w:style w:type="table" w:styleId="H"><w:basedOn w:val="G"/></w:style>'
    for properties, style, told in (
        (ground.format("000000"), "", []),
        ('<w:tblStyle w:val="H"/>', first.format(ground.format("4472C4")) + based, ["unseen_text"]),
        # white on nearly white
        (ground.format("F2F2F2"), "", ["unseen_text", "unseen_text"]),
    ):
        rows = tr(tc(p("Коду", "", WHITE)), "Аты") + tr(tc(p("520700", "", WHITE)), "Топурак")
        table = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{rows}</w:tbl>"
        assert codes(read(table, styles=style)) == told
        inner = read(tbl(tr(tc(table + "<w:p/>"))), styles=style)
        assert [code for code in codes(inner) if code == "unseen_text"] == told


@pytest.mark.parametrize("dark", ['<w:highlight w:val="black"/>', '<w:rStyle w:val="D"/>'])
def test_white_on_a_dark_run_is_seen(dark: str) -> None:
    style = (
        '<w:style w:type="character" w:styleId="D"><w:rPr><w:color w:val="FFFFFF"/>'
        '<w:shd w:val="clear" w:fill="000000"/></w:rPr></w:style>'
    )
    assert not codes(read(row((WHITE if "highlight" in dark else "") + dark), styles=style))


# letters of one point are drawn for programs, not for readers
def test_letters_too_small_to_be_seen_are_left_out() -> None:
    document = read(row(TINY))
    assert printed(document) == "Коду\tАты\tТүрү\n520700\tТопурак\tСырттан"
    assert codes(document) == ["hidden_text_left_out"]
    document = read(p("Тизмек") + p("Жашыруун", '<w:pStyle w:val="T"/>'), styles=STYLES)
    assert printed(document) == "Тизмек"
    assert codes(document) == ["hidden_text_left_out"]


def test_notes_of_lines_and_paragraphs_stand_at_their_words() -> None:
    body = (
        f"<w:p>{r('Бир ')}{r('эки', STRIKE)}<w:r><w:br/></w:r>{r(' үч ')}{r('төрт', STRIKE)}{r(' беш', STRIKE)}</w:p>"
    )
    cell = tbl(tr(tc(body), "а"), tr("б", "в"))
    for document in (read(body), read(cell)):
        struck = [document.text[finding.start : finding.end] for finding in document.findings]
        assert struck == ["эки", "төрт беш"]


@pytest.mark.parametrize("tag", ["w:ins", "w:moveTo", "w:smartTag", "w:customXml"])
def test_what_holds_paragraphs_or_rows_is_read(tag: str) -> None:
    assert printed(read(f"<{tag} w:id='1'>{p('Бир')}</{tag}>{p('Эки')}")) == "Бир\n\nЭки"
    table = f"<w:tbl><w:tblGrid/>{tr('1', '2')}<{tag} w:id='1'>{tr('3', '4')}</{tag}></w:tbl>"
    assert printed(read(table)) == "1\t2\n3\t4"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"<w:alien>{p('Бир')}</w:alien>", "element_not_read"),
        (tbl(tr(f"<w:tc><w:alien>{p('Бир')}</w:alien>{p('Үч')}</w:tc>", "2")), "element_not_read"),
        (f"<w:tbl><w:tblGrid/>{tr('1', '2')}<w:alien>{tr('3', '4')}</w:alien></w:tbl>", "element_not_read"),
        (f"<w:moveFrom w:id='1'>{p('Бир')}</w:moveFrom>", "tracked_changes"),
        ("<w:subDoc r:id='x'/>", "embedded_document_left_out"),
        ("<w:p><w:r><w:pict><v:shape><v:textpath string='Сөз'/></v:shape></w:pict></w:r></w:p>", "drawn_text_left_out"),
        ("<w:p><w:r><w:drawing><a:p><a:r><a:t>Сөз</a:t></a:r></a:p></w:drawing></w:r></w:p>", "drawn_text_left_out"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "drawn_text_left_out"),
        ("<w:p><w:r><w:instrText> AUTONUM </w:instrText></w:r></w:p>", "field_numbers_not_read"),
        (f"<w:p><w:bdo w:val='rtl'>{r('007025')}</w:bdo></w:p>", "reversed_text"),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList/></w:ffData></w:fldChar></w:r></w:p>",
            "form_field_left_out",
        ),
    ],
)
def test_what_is_not_read_is_told(body: str, code: str) -> None:
    assert codes(read(body + p("Эки"))) == [code]
