"""DOCX: what Word prints, tracked changes accepted; nothing hidden is read, nothing is lost unsaid."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from pipeline.read.docx.reader import read_docx
from tests.read.docx_made import (
    STYLES,
    W,
    by_library,
    bytes_of,
    check,
    codes,
    p,
    printed,
    r,
    read,
    styled,
    tbl,
    tc,
    text_of,
    tr,
)

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "docx"


def test_paragraphs_are_lines_and_tables_are_tabs() -> None:
    document = read(
        p("Тизмек") + tbl(tr("520700", "Топурак изилдөө жана", "Сырттан"), tr("540100", "", "Экстернат")) + p("Бүттү")
    )
    assert printed(document) == "Тизмек\n\n520700\tТопурак изилдөө жана\tСырттан\n540100\t\tЭкстернат\n\nБүттү"
    assert [line.row for line in document.lines] == [None, None, 1, 2, None, None]
    assert document.lines[2].path == "/w:body/w:tbl[1]/w:tr[1]"
    assert document.lines[5].path == "/w:body/w:p[2]"
    assert (document.reader, document.encoding, document.page_count) == ("docx", "utf-8", None)
    assert document.media_type.endswith("wordprocessingml.document")


def test_tracked_changes_are_accepted() -> None:
    body = (
        f"<w:p>{r('Код ')}<w:del w:id='1'><w:r><w:delText>520700</w:delText></w:r></w:del><w:ins w:id='2'>{r('520800')}"
        f"</w:ins><w:moveFrom w:id='3'>{r(' старое')}</w:moveFrom><w:moveTo w:id='4'>{r(' жаңы')}</w:moveTo></w:p>"
    )
    document = read(body)
    assert printed(document) == "Код 520800 жаңы"
    assert [finding.message for finding in document.findings] == [
        "tracked changes, read as accepted: 1 insertions kept, 1 deletions left out, 1 moves followed (13 characters)"
    ]


def test_a_deleted_end_joins_paragraphs() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert text_of(p("Бир ", deleted) + p("эки") + p("үч")) == "Бир эки\n\nүч"
    # the whole paragraph is gone
    gone = f"<w:p><w:pPr>{deleted}</w:pPr><w:del w:id='2'><w:r><w:delText>жок</w:delText></w:r></w:del></w:p>"
    assert text_of(p("Бир") + gone + p("эки")) == "Бир\n\nэки"
    assert text_of(p("Бир") + p("эки", deleted)) == "Бир\n\nэки"
    assert text_of(p("а", deleted) + tbl(tr("1", "2"))) == "а\n\n1\t2"
    assert text_of(tbl(tr(p("а", deleted) + p("б"), "2"))) == "аб\t2"


@pytest.mark.parametrize(
    "body",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('а')}{p('б')}</w:sdtContent></w:sdt>",
        f"<w:p><w:sdt><w:sdtContent>{r('а')}</w:sdtContent></w:sdt></w:p>{p('б')}",
        f"<w:customXml><w:sdt><w:sdtContent>{p('а')}</w:sdtContent></w:sdt></w:customXml>{p('б')}",
    ],
)
def test_content_controls_print_what_they_hold(body: str) -> None:
    assert text_of(body) == "а\nб"


NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r(" Экинчи эскертүү")}</w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:tab/><w:t>Биринчи эскертүү</w:t></w:r></w:p></w:footnote>'
)


def test_footnotes_stand_at_the_end() -> None:
    first, second = (f'<w:r><w:footnoteReference w:id="{one}"/></w:r>' for one in (1, 2))
    body = tbl(tr(tc(f"<w:p>{r('520700')}{first}</w:p>"), "Топурак")) + f"<w:p>{r('Башка')}{second}{first}</w:p>"
    document = read(body, footnotes=NOTES)
    assert printed(document) == "520700¹\tТопурак\n\nБашка²¹\n\n¹ Биринчи эскертүү\n\n² Экинчи эскертүү"
    assert document.lines[-1].path == "/w:footnotes/w:footnote[2]/w:p[1]"


def test_endnotes_marks_of_their_own_and_lost_notes() -> None:
    body = (
        f"<w:p>{r('а')}<w:r><w:endnoteReference w:id='1'/></w:r><w:r>"
        "<w:footnoteReference w:customMarkFollows='1' w:id='1'/><w:t>*</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='9'/></w:r></w:p>"
    )
    document = read(
        body,
        endnotes=f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r>{r("Соңку")}</w:p></w:endnote>',
        footnotes=f'<w:footnote w:id="1">{p("* Өзү")}</w:footnote>',
    )
    assert printed(document) == "аⁱ*¹\n\n* Өзү\n\nⁱ Соңку"
    assert codes(document) == ["note_missing"]


RAISED = '<w:rStyle w:val="U"/>'


def test_raised_digits_stay_apart() -> None:
    # «Статья 85¹» is not article 851, and a code with a footnote's number is no code
    raised = '<w:vertAlign w:val="superscript"/>'
    assert text_of(f"<w:p>{r('Статья 85')}{r('1', raised)}{r('. Право')}</w:p>") == "Статья 85¹. Право"
    assert text_of(f"<w:p>{r('H')}{r('2', raised.replace('super', 'sub'))}{r('O')}</w:p>") == "H2O"
    # by a style of characters, and set back
    body = f"<w:p>{r('85')}{r('1', RAISED)}{r('2', RAISED + raised.replace('superscript', 'baseline'))}</w:p>"
    assert text_of(body, styles=STYLES) == "85¹2"


def box(content: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><a:x>'
        f"<w:txbxContent>{content}</w:txbxContent></a:x></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_printed_once() -> None:
    stamp = p("Кыргыз Республикасынын Өкмөтүнүн") + p("№ 7 токтомуна")
    assert text_of(f"<w:p>{r('Башы')}{box(stamp)}</w:p>{p('Аягы')}").split("\n\n") == [
        "Башы",
        "Кыргыз Республикасынын Өкмөтүнүн",
        "№ 7 токтомуна",
        "Аягы",
    ]
    # only the old way, and a new way without words
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('эски')}</w:txbxContent></v:textbox></w:pict></w:r>"
    fallback = f"<mc:Fallback>{old[5:-6]}</mc:Fallback>"
    empty = f"<w:r><mc:AlternateContent><mc:Choice Requires='x'/>{fallback}</mc:AlternateContent></w:r>"
    assert text_of(f"<w:p>{old}</w:p>{p('б')}").split() == ["эски", "б"]
    assert text_of(f"<w:p>{empty}</w:p>{p('б')}").split() == ["эски", "б"]


def test_headers_are_furniture_unless_the_body_is_empty() -> None:
    document = read(p("Токтом"), header=p("Башкы"), footer=p("Бет 1"))
    assert printed(document) == "Токтом"
    assert [(f.code, f.severity) for f in document.findings] == [("header_footer_left_out", "info")]
    assert document.findings[0].message == "10 characters in 2 headers and footers are left out"
    document = read("<w:p/>", header=p("Башкы"))
    assert printed(document) == "Башкы"
    assert codes(document) == ["header_read_as_text"]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:t>учебно</w:t><w:noBreakHyphen/><w:t>вспомогательных</w:t>", "учебно\u2011вспомогательных"),
        ("<w:t>жана</w:t><w:softHyphen/><w:t>нын</w:t>", "жана\u00adнын"),
        ("<w:t>1.</w:t><w:tab/><w:t>Жобо</w:t>", "1. Жобо"),
        ("<w:t>а</w:t><w:br/><w:t>б</w:t><w:cr/><w:t>в</w:t>", "а\nб\nв"),
        ('<w:t>а</w:t><w:br w:type="page"/><w:t>б</w:t>', "а\n\nб"),
        ('<w:t>а</w:t><w:sym w:font="Wingdings" w:char="F0FE"/>', "а☑"),
        ('<w:t>а</w:t><w:sym w:font="Symbol" w:char="F0B3"/>', "а≥"),
        (
            "<w:ruby><w:rt><w:r><w:t>үн</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>сөз</w:t></w:r></w:rubyBase></w:ruby>",
            "сөз",
        ),
        ("<w:t>а\n   б</w:t>", "а    б"),
    ],
)
def test_characters_that_are_elements(run: str, text: str) -> None:
    assert text_of(f"<w:p><w:r>{run}</w:r></w:p>") == text


def test_unknown_symbols_and_private_characters_are_found() -> None:
    document = read('<w:p><w:r><w:t>а</w:t><w:sym w:font="Webdings" w:char="F061"/><w:t>б\uf0d8</w:t></w:r></w:p>')
    assert printed(document) == "а\ufffdб\uf0d8"
    assert [(f.code, f.start, f.end) for f in document.findings] == [
        ("unknown_symbol", 1, 2),
        ("private_character", 3, 4),
    ]


SHOWN, SECRET = '<w:vanish w:val="0"/>', '<w:rStyle w:val="H"/>'


def test_hidden_text_is_left_out() -> None:
    document = read(
        f"<w:p>{r('көр')}{r('жашыруун', '<w:vanish/>')}{r('үнөт', SHOWN)}{r('сыр', SECRET)}</w:p>",
        styles=STYLES,
    )
    assert printed(document) == "көрүнөт"
    assert [finding.message for finding in document.findings] == ["11 characters that the document hides are left out"]
    # a hidden end: Word prints the two in one line
    assert text_of(p("Бир ", "<w:rPr><w:vanish/></w:rPr>") + p("эки")) == "Бир эки"


def field(code: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_print_their_result() -> None:
    assert text_of(f"<w:p>{r('№ ')}{field('PAGE', r('7'))}{r('.')}</w:p>") == "№ 7."
    simple = f'<w:p><w:fldSimple w:instr="DATE">{r("5-май")}</w:fldSimple></w:p>'
    assert text_of(simple) == "5-май"
    # a field inside the code of another one
    inner = field("MERGEFIELD x", r("жок"))
    outer = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}<w:r>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{r("бар")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(f"<w:p>{outer}{r(' сөз')}</w:p>")
    assert printed(document) == "бар сөз"
    assert codes(document) == ["field_code_left_out"]
    # a field that never ends takes no text with it
    assert text_of(f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>{p("бар")}') == "бар"
    # a result of several paragraphs, as of a table of contents
    begin, end = field("TOC", "").split('<w:r><w:fldChar w:fldCharType="end"/></w:r>')[0], "end"
    body = f'<w:p>{begin}{r("1-глава")}</w:p><w:p>{r("2-глава")}<w:r><w:fldChar w:fldCharType="{end}"/></w:r></w:p>'
    assert text_of(body) == "1-глава\n\n2-глава"


def test_contents_keep_their_dots() -> None:
    dotted = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    assert (
        text_of(f"<w:p><w:pPr>{dotted}</w:pPr><w:r><w:t>1-глава</w:t><w:tab/><w:t>4</w:t></w:r></w:p>")
        == "1-глава ..... 4"
    )


def tabbed(*cells: str) -> str:
    return "<w:p><w:r>" + "<w:tab/>".join(f"<w:t>{cell}</w:t>" for cell in cells) + "</w:r></w:p>"


def test_tabs_are_blanks_unless_they_make_columns() -> None:
    assert text_of(tabbed("1.", "Жобо")) == "1. Жобо"
    assert text_of(tabbed("", "Жобо", "№ 7")) == " Жобо № 7"
    assert text_of(tabbed("Премьер-министр", "", "", "А. Атамбаев")) == "Премьер-министр   А. Атамбаев"
    # a list without a table
    assert text_of(tabbed("540100", "Социология", "", "Экстернат")) == "540100\tСоциология\t\tЭкстернат"
    assert text_of(tabbed("560001", "Дарылоо иши", "Сырттан", "")) == "560001\tДарылоо иши\tСырттан\t"


def test_capitals_are_printed_as_capitals() -> None:
    assert text_of(p("Токтом", run="<w:caps/>")) == "ТОКТОМ"


def test_mathematics_is_printed() -> None:
    assert text_of(f"<w:p>{r('S = ')}<m:oMath><m:r><m:t>ab</m:t></m:r></m:oMath></w:p>") == "S = ab"


@pytest.mark.parametrize(
    ("body", "heading"),
    [
        (styled("1", "Тизмек"), True),
        (styled("B", "Тизмек"), True),
        (styled("B", "Тизмек", '<w:b w:val="false"/>'), False),
        # bold in a bold style is set off again
        (styled("B", "Тизмек", '<w:rStyle w:val="C"/>'), False),
        (p("Тизмек", run="<w:b/>"), True),
        (p("Тизмек", run='<w:rStyle w:val="C"/>'), True),
        (f"<w:p>{r('Тизмек', '<w:b/>')}{r(' ')}{r('бул', '<w:b/>')}</w:p>", True),
        (f"<w:p>{r('Тизмек', '<w:b/>')}{r(' бул')}</w:p>", False),
        (p("Тизмек", run="<w:bCs/>"), False),
        (p("Тизмек", '<w:outlineLvl w:val="1"/>'), True),
        (p("Тизмек", '<w:outlineLvl w:val="9"/>'), False),
    ],
)
def test_headings(body: str, heading: bool) -> None:
    assert [line.heading for line in read(body, styles=STYLES).lines] == [heading]


def test_a_line_of_a_paragraph_may_be_bold_alone_and_a_row_by_its_cells() -> None:
    body = f"<w:p>{r('ТИЗМЕК', '<w:b/>')}<w:r><w:br/></w:r>{r('кесиптердин')}</w:p>"
    assert [line.heading for line in read(body).lines] == [True, False]
    bold = "<w:b/>"
    table = tbl(tr(p("Код", run=bold), "", p("Аты", run=bold)), tr(p("06", run=bold), "", "x"))
    assert [line.heading for line in read(table).lines] == [True, False]


def spaced(text: str, after: int) -> str:
    return p(text, f'<w:spacing w:after="{after}"/>')


def test_blank_lines_are_gaps_that_stand_out() -> None:
    assert text_of(p("а") + "<w:p/>" + "<w:p/>" + p("б")) == "а\n\nб"
    # less than a line is no blank line; the same gap below every paragraph is none either
    assert text_of(spaced("а", 160) + spaced("б", 480) + spaced("в", 0) + spaced("г", 0) + p("д")) == "а\nб\n\nв\nг\nд"
    assert text_of("".join(spaced(text, 280) for text in "абвг")) == "а\nб\nв\nг"
    assert text_of(p("а") + p("б", "<w:pageBreakBefore/>")) == "а\n\nб"
    assert text_of(p("а", "<w:sectPr/>") + p("б")) == "а\n\nб"
    assert text_of(styled("1", "I бөлүм") + styled("1", "Жалпы") + p("б"), styles=STYLES) == "I бөлүм\n\nЖалпы\n\nб"


def test_paragraphs_stand_apart_and_lines_of_a_stamp_together() -> None:
    right, center, far = '<w:jc w:val="right"/>', '<w:jc w:val="center"/>', '<w:ind w:left="5000"/>'
    assert text_of(p("Бир.") + p("Эки.") + p("Үч.")) == "Бир.\n\nЭки.\n\nҮч."
    for aside in (right, center, far):
        assert (
            text_of(p("Өкмөттүн", aside) + p("№ 7 токтомуна", aside) + p("Бир.")) == "Өкмөттүн\n№ 7 токтомуна\n\nБир."
        )
    # a line that goes on, and one that a paragraph breaks itself
    assert text_of(p("Тизмек жөнүндө") + p("жобо")) == "Тизмек жөнүндө\n\nжобо"
    broken = f"<w:p>{r('Министр')}<w:r><w:br/></w:r>{r('А. Асанов')}</w:p>"
    assert text_of(p("Өкмөттүн", right) + broken + p("Бир.")) == "Өкмөттүн\n\nМинистр\nА. Асанов\n\nБир."
    # so long a line of a title is a paragraph
    assert text_of(p("Көп " * 30, center) + p("Тизмек", center)) == "Көп " * 29 + "Көп\n\nТизмек"


def test_what_is_not_read_is_told() -> None:
    document = read(
        f"{p('Токтом')}<w:altChunk r:id='x'/><w:p><w:r><w:drawing><a:blip/></w:drawing></w:r>"
        "<w:r><w:commentReference w:id='1'/></w:r></w:p>"
    )
    assert [(f.code, f.severity) for f in document.findings] == [
        ("pictures_left_out", "info"),
        ("comments_left_out", "info"),
        ("embedded_document_left_out", "error"),
    ]


def test_documents_of_python_docx() -> None:
    document = read_docx("akt", bytes_of(by_library()))
    check(document)
    assert printed(document) == (
        "Тизмек\n\n1. Биринчи пункт\n\n2. Экинчи пункт\n\n• белги\n\nКод\tАты\tТүрү\n520700\tТопурак\tСырттан\n\t\t"
    )
    assert [line.heading for line in document.lines][:3] == [True, False, False]


def test_the_same_bytes_give_the_same_document() -> None:
    data = bytes_of(by_library())
    assert read_docx("akt", data) == read_docx("akt", data)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real documents are not here")
def test_real_documents_lose_no_letter() -> None:
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    for path in sorted(CORPUS.glob("*.docx")):
        document = read_docx(path.stem, path.read_bytes())
        check(document)
        peer = "".join(text.text or "" for text in docx.Document(str(path)).element.body.iter(f"{{{W}}}t"))
        assert "".join(document.text.translate(raised).split()) == "".join(peer.split())
