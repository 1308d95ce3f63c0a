"""Reading pages: what a browser prints, in lines, rows and blocks, and findings for what the text doesn't show."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean_document
from pipeline.errors import UnreadableSourceError
from pipeline.model import Document
from pipeline.parse.source import parse_source
from pipeline.read.html import is_html, read_html
from pipeline.segment import segment_document

# The head of an act, one line a paragraph.
HEAD = """КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ
ТОКТОМ
2011-жылдын 23-августу № 7
Тизмекти бекитүү жөнүндө
Кыргыз Республикасынын Өкмөтү токтом кылат:
1. Тиркелген тизмек бекитилсин.
Премьер-министр А. Атамбаев
Кыргыз Республикасынын Өкмөтүнүн 2011-жылдын 23-августундагы № 7 токтомуна тиркеме
Сырттан окутууга жол берилбеген адистиктердин
ТИЗМЕГИ"""
SENTENCE = "Кыргыз Республикасынын токтому жана анын тиркемеси"


def read(page: str | bytes) -> Document:
    """Read a page and check what holds for each: lines slice the text, rows count up, findings stand in the text."""
    document = read_html("akt", page if isinstance(page, bytes) else page.encode(), "akt.html")
    lines = document.text.removesuffix("\n").split("\n")
    assert [document.text[line.start : line.end] for line in document.lines] == lines
    assert [line.number for line in document.lines] == list(range(1, len(lines) + 1))
    rows = [line.row for line in document.lines if line.row]
    assert sorted(set(rows)) == list(range(1, len(set(rows)) + 1))
    assert rows == sorted(rows)
    assert all(not line.row for line in document.lines if line.start == line.end)
    for finding in document.findings:
        assert finding.start is None or 0 <= finding.start < (finding.end or 0) <= len(document.text)
    return document


def text_of(page: str | bytes) -> str:
    return read(page).text


def codes_of(page: str | bytes) -> list[str]:
    return [finding.code for finding in read(page).findings]


def body(inside: str) -> str:
    return f"<html><head><meta charset='utf-8'></head><body>{inside}</body></html>"


# What is a page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>Токтом", True),
        ("\ufeff\n<HTML><body>Токтом", True),
        # a page that a browser saved, and one in XML
        ("<!-- saved from url=(0014)about:internet -->\n<html>", True),
        ('<?xml version="1.0"?>\n<?style x?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml">', True),
        # pieces of pages
        ("<p>Токтом</p>\n\n<p>1. Бекитилсин</p>", True),
        ("<table border=1>\n<tr><td>060101</table>", True),
        ("<tr><td>060101</td></tr>", True),
        ("<style>p {margin: 0}</style><p>Токтом", True),
        # a text, a text with a tag, Markdown with tags and with a table of tags
        ("Токтом\n1. Бекитилсин\n", False),
        ("<b>ТОКТОМ</b>\n\n1. Бекитилсин\n", False),
        ("<p>ТОКТОМ</p>\n\n## 1-глава\n", False),
        ("<table><tr><td>1</td></tr></table>\n\nБиринчи сөз\n\nЭкинчи сөз\n\nҮчүнчү сөз\n", False),
        # XML that is no page
        ('<?xml version="1.0"?><akt/>', False),
        ("<header1>", False),
        ("", False),
    ],
)
def test_pages_are_known_by_content(text: str, expected: bool) -> None:
    assert is_html(text.encode()) is expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_pages_are_known_in_any_encoding(encoding: str) -> None:
    assert is_html("<html><p>Токтом".encode(encoding))


# Encoding


@pytest.mark.parametrize(
    ("encoding", "declared", "read_as", "lies"),
    [
        ("utf-8", "utf-8", "utf-8", False),
        ("cp1251", "windows-1251", "cp1251", False),
        ("koi8-r", "KOI8-R", "koi8-r", False),
        ("utf-16", "utf-16", "utf-16-le", False),
        ("utf-16-be", "", "utf-16-be", False),
        ("cp1251", "", "cp1251", False),
        # a portal that changed its encoding, a browser that saved in another one, a server that says latin-1 of all
        ("cp1251", "utf-8", "cp1251", True),
        ("utf-8", "windows-1251", "utf-8", True),
        ("utf-8-sig", "windows-1251", "utf-8", True),
        ("koi8-r", "windows-1251", "koi8-r", True),
        ("cp1251", "koi8-r", "cp1251", True),
        ("cp1251", "iso-8859-1", "cp1251", True),
        # a name that nobody knows says nothing
        ("cp1251", "x-unknown", "cp1251", False),
    ],
)
def test_bytes_decide_the_encoding(encoding: str, declared: str, read_as: str, lies: bool) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    document = read(f"<html><head>{meta}</head><body><p>{SENTENCE}</p></body></html>".encode(encoding))
    assert document.text == SENTENCE + "\n"
    assert document.encoding == read_as
    assert ([one.code for one in document.findings] == ["charset_lies"]) is lies


def test_xml_declaration_may_lie_too() -> None:
    page = f'<?xml version="1.0" encoding="windows-1251"?><html><body><p>{SENTENCE}</p></body></html>'
    assert codes_of(page) == ["charset_lies"]


def test_a_charset_in_a_comment_is_none() -> None:
    assert codes_of(body(f"<!-- <meta charset=koi8-r> --><p>{SENTENCE}</p>")) == []


def test_the_page_is_believed_where_its_words_tell_nothing() -> None:
    document = read(b"<html><meta charset=iso-8859-1><body>caf\xe9 \xa9</body></html>")
    assert (document.text, [one.code for one in document.findings]) == ("café ©\n", ["charset_unproven"])


def test_a_wrong_byte_that_is_not_printed_stops_nothing() -> None:
    page = f'<html><meta name=d content="?"><body><p>{SENTENCE}</p></body></html>'.encode()
    assert codes_of(page.replace(b"?", b"\xd0")) == ["bytes_not_decoded"]
    with pytest.raises(UnreadableSourceError, match="not utf-8"):
        read(page.replace("жана".encode(), b"\xd0"))


# Lines and blocks


@pytest.mark.parametrize(
    ("page", "text"),
    [
        # paragraphs stand apart, lines of one and boxes don't
        ("<p>Бир</p><p>Эки<br>үч</p>төрт<div>беш</div><div>алты</div>", "Бир\n\nЭки\nүч\n\nтөрт\nбеш\nалты\n"),
        ("а<br><br>б<p>&nbsp;</p><p>в</p><hr>г", "а\n\nб\n\nв\n\nг\n"),
        # the source's own line ends and blanks are none, inline elements join
        ("<p>\n  Бир  \n\t эки <b> үч</b><i>төрт</i>\n</p>", "Бир эки үчтөрт\n"),
        # no-break blanks, soft hyphens, marks of direction are characters; references are what they mean
        (
            "<p>а&nbsp;б&shy;в \u202eг &laquo;&#1058;&#x435;&raquo; &amp; д&е &jok;",
            "а\xa0б\xadв \u202eг «Те» & д&е &jok;\n",
        ),
        # a text that is laid out with blanks
        ("<pre>1.   Бир\n     эки\n\nүч</pre>", "1.   Бир\n     эки\n\nүч\n"),
        ('<div style="white-space: pre-wrap">а  б\nв</div>', "а  б\nв\n"),
        # XHTML
        (
            '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>а<br/>б</p><p/>в</body></html>',
            "а\nб\n\nв\n",
        ),
        # raised and lowered characters stay in their line
        ("<p>м<sup>2</sup>, H<sub>2</sub>O", "м2, H2O\n"),
        # a span that its style makes a block
        ('а<span style="display:block">б</span>в', "а\nб\nв\n"),
        # what runs, what is drawn, what stands in the head
        (
            "<head><title>Сайт</title></head>а<script>б</script><style>в</style><svg><text>г</text></svg><img alt=д>",
            "а\n",
        ),
        ("<p>а<!-- б -->в<img src='data:image/png;base64,AAAA'></p>", "ав\n"),
    ],
)
def test_lines(page: str, text: str) -> None:
    assert text_of(page) == text


def test_lines_of_a_stamp_on_the_right_are_one_block() -> None:
    page = "<p>Сөз</p><p align=right>Өкмөттүн</p><p style='text-align: right'>№ 7 токтомуна</p><p>Сөз</p>"
    assert text_of(page) == "Сөз\n\nӨкмөттүн\n№ 7 токтомуна\n\nСөз\n"


def test_headings_and_bold_lines_are_marked() -> None:
    page = "<h2>Глава</h2><p><b>Бүт</b></p><p><b>Жарым</b> гана</p>"
    page += "<p style='font-weight:700'>Ж <i style='font-weight:normal'>я</i></p>"
    assert [line.heading for line in read(page).lines if line.end > line.start] == [True, True, False, False]


def test_paths_name_the_element_of_the_first_character() -> None:
    page = body("<p>а</p><div><p>б<br><b>в</b></p></div><table><tr><td>1<td>г<tr><td>2<th><p>д<br>е</table>")
    paths = [(line.path, line.row) for line in read(page).lines if line.end > line.start]
    assert paths == [
        ("/html/body/p[1]", None),
        ("/html/body/div[1]/p[1]", None),
        ("/html/body/div[1]/p[1]/b[1]", None),
        ("/html/body/table[1]/tr[1]", 1),
        ("/html/body/table[1]/tr[2]", 2),
        ("/html/body/table[1]/tr[2]/th[1]", 2),
    ]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li>а<li>б</ol>", "1. а\n\n2. б\n"),
        ("<ol start=3><li><p>а</p><li value=9>б<li>в</ol>", "3. а\n\n9. б\n\n10. в\n"),
        ("<ol type=a><li>а</ol><ol type=I start=4><li>б</ol>", "a. а\n\nIV. б\n"),
        ("<ol style='list-style-type: upper-alpha' start=27><li>а</ol>", "AA. а\n"),
        ("<ol><li>а<ol type=i><li>б<li>в</ol><li>г</ol>", "1. а\n\ni. б\n\nii. в\n\n2. г\n"),
        ("<ol reversed start=2><li>а<li>б</ol>", "2. а\n\n1. б\n"),
        # no numbers: none are wanted, or they are bullets
        ("<ol style='list-style: none'><li>а</ol><ul><li>б</ul>", "а\n\nб\n"),
        # an item without a text prints its number
        ("<ol><li><li>а</ol>", "1.\n\n2. а\n"),
    ],
)
def test_numbers_of_lists_are_printed(page: str, text: str) -> None:
    assert text_of(page) == text


@pytest.mark.parametrize("page", ["<ol reversed><li>а</ol>", "<ol style='list-style: hebrew'><li>а</ol>"])
def test_numbers_that_are_not_read_are_told(page: str) -> None:
    assert (text_of(page), codes_of(page)) == ("а\n", ["list_numbers_unread"])


def test_what_is_raised_or_struck_is_told() -> None:
    document = read("<p>31<sup>1</sup>-статья, м<sup>2</sup>, <s>эски</s> жаңы</p>")
    assert document.text == "311-статья, м2, эски жаңы\n"
    told = [(one.code, document.text[one.start : one.end]) for one in document.findings]
    assert told == [("raised_number", "11"), ("struck_text", "эски")]


def test_notes_in_a_table_stand_at_their_words() -> None:
    document = read("<table><tr><td>1<td>а<br>б 3<sup>2</sup><td>в<tr><td>2<td colspan=2><s>г</s></table>")
    assert document.text == "1\tа\nб 32\tв\n2\tг\t\n"
    assert [document.text[one.start : one.end] for one in document.findings] == ["32", "г"]


# Tables


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<tr><td>060101<td>Дарылоо иши<tr><td>060102<td>", "060101\tДарылоо иши\n060102\t\n"),
        # lines of a cell, however they are made
        ("<tr><td>1<td>а<br>б<td>в<tr><td>2<td><p>г</p><p>д</p><td>", "1\tа\nб\tв\n2\tг\nд\t\n"),
        ("<tr><td><div>1</div><td><ul><li>а<li>б</ul><tr><td>2<td>в", "1\tа\nб\n2\tв\n"),
        # spans: printed once, and empty where they go on
        (
            "<tr><th rowspan=2>Код<th rowspan=2>Аты<th colspan=2>Түрү<tr><th>б<th>м<tr><td>1<td>а<td><td>б",
            "Код\tАты\tТүрү\t\n\t\tб\tм\n1\tа\t\tб\n",
        ),
        ("<tr><td rowspan=0>1<td>а<tr><td>б<tr><td>в", "1\tа\n\tб\n\tв\n"),
        # a row group ends what spans its rows
        ("<tbody><tr><td rowspan=9>1<td>а<tbody><tr><td>2<td>б", "1\tа\n2\tб\n"),
        # a span over columns that no row has
        ("<tr><td colspan=20>Топ<tr><td>1<td>а<tr><td colspan=100%>б", "Топ\t\n1\tа\nб\t\n"),
        # short rows are filled up, empty rows are none
        ("<tr><td>1<td>а<td>б<tr><td>2<tr><td>&nbsp;<td><br><tr><td>3<td>в", "1\tа\tб\n2\t\t\n3\tв\t\n"),
        # blanks and tabs in cells are blanks
        ("<tr><td> 1 <td>\nа\t б\n<tr><td>&nbsp;2<td><b>в\tг</b>", "1\tа б\n2\tв г\n"),
        # hidden cells take no column; a cell without a row begins one
        ("<tr><td>1<td hidden>x<td>а<tr><td>2<td>б", "1\tа\n2\tб\n"),
        ("<td>1<td>а<tr><td>2<td>б", "1\tа\n2\tб\n"),
        # text between the cells stands before the table, as browsers have it
        ("жалгыз<tr><td>1<td>а<tr><td>2<td>б", "жалгыз\n\n1\tа\n2\tб\n"),
    ],
)
def test_rows_of_tables(page: str, text: str) -> None:
    assert text_of(f"<table>{page}</table>") == text


def test_rows_without_their_table_are_rows() -> None:
    assert text_of("<tr><td>1</td><td>а</td></tr><tr><td>2</td><td>б</td></tr>") == "1\tа\n2\tб\n"


@pytest.mark.parametrize("size", ["100000000", "99999999999999999999999999"])
def test_absurd_spans_are_clamped(size: str) -> None:
    page = f"<table><tr><td colspan={size}>а<td>б<tr><td>1<td>2<td rowspan={size}>3<tr><td>4<td>5</table>"
    assert (text_of(page), codes_of(page)) == ("а\t\tб\n1\t2\t3\n4\t5\t\n", ["span_clamped"])


@pytest.mark.parametrize(
    ("page", "text"),
    [
        # a column of the page beside another, a table inside
        (
            "<table><tr><td><p>Сол</p><td><h1>ТОКТОМ</h1><table><tr><td>1<td>а<tr><td>2<td>б</table></table>",
            "Сол\n\nТОКТОМ\n\n1\tа\n2\tб\n",
        ),
        # one cell a row is no row of a list
        ("<table><tr><td>060101 Дарылоо<tr><td>060102 Врач</table>", "060101 Дарылоо\n060102 Врач\n"),
        ("<table><tr><td><td>Өкмөттүн<br>токтомуна<br>тиркеме</table>", "Өкмөттүн\nтоктомуна\nтиркеме\n"),
        # two blocks side by side
        ("<table><tr><td>Өкмөт<br>ТОКТОМ<td>Правительство</table>", "Өкмөт\nТОКТОМ\n\nПравительство\n"),
        # a page that stands in one cell
        (f"<table><tr><td>1<td><p>{'Сөз ' * 300}</p><p>а</p></table>", f"1\n\n{('Сөз ' * 300).strip()}\n\nа\n"),
        ("<table role=presentation><tr><td>а<td>б<tr><td>в<td>г</table>", "а\n\nб\n\nв\n\nг\n"),
    ],
)
def test_layout_tables_are_blocks(page: str, text: str) -> None:
    assert text_of(page) == text


def test_a_signature_is_a_row() -> None:
    assert (
        text_of("<table><tr><td>Премьер-министр<td>&nbsp;<td>А. Атамбаев</table>") == "Премьер-министр\t\tА. Атамбаев\n"
    )


CELLS = st.lists(
    st.sampled_from(
        ["сөз", "060101", "<br>", "<p>а</p>", "<div>б</div>", "<span>с </span>", " \n ", "&nbsp;", "<b>к</b>", "а\tб"]
    ),
    max_size=4,
).map("".join)
CELL = st.tuples(st.sampled_from(["", " width=5", " colspan=2", " rowspan=2", " class=x", " style='color:red'"]), CELLS)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=2, max_size=4))
def test_a_cell_that_is_kept_as_a_text_reads_like_any_other(rows: list[list[tuple[str, str]]]) -> None:
    """An empty element that a text can't hold changes nothing."""

    def page(more: str) -> str:
        cells = ["".join(f"<td{said}>{inside}{more}</td>" for said, inside in row) for row in rows]
        return "<p>Баш</p><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"

    plain, opened = read(page("")), read(page("<sub></sub>"))
    assert plain.text == opened.text
    assert [(line.row, line.heading) for line in plain.lines] == [(line.row, line.heading) for line in opened.lines]


# What is left out


def test_hidden_text_is_left_out_and_told() -> None:
    page = (
        "<p>бар</p><div style='DISPLAY : none'><p>060101 Дарылоо иши</p></div><p hidden>сөз</p>"
        "<p style='mso-hide:all'>сөз</p><noscript>скрипт керек</noscript><template>үлгү</template><p>аягы</p>"
    )
    document = read(page)
    assert document.text == "бар\n\nаягы\n"
    (finding,) = document.findings
    assert finding.code == "hidden_text_left_out"
    assert "in 5 places, '060101 Дарылоо иши' first" in finding.message


def test_hidden_marks_are_not_worth_a_word() -> None:
    assert codes_of("<p>бар<span style='display:none'>***</span></p>") == []


MENU = "".join(f"<li><a href='/{one}'>{one}</a></li>" for one in ("Башкы бет", "Жаңылыктар", "Мыйзамдар", "Байланыш"))


@pytest.mark.parametrize(
    "around",
    [
        f"<ul>{MENU}</ul>",
        f"<table><tr><td><ul>{MENU}</ul></td></tr></table>",
        "<nav>Башкы бет</nav>",
        "<div role='navigation'>Башкы бет</div>",
        "<header>Министрлик</header><footer>© Министрлик</footer><aside>Дагы</aside>",
        "<div class='breadcrumbs'><a href='/'>Башкы бет</a> / Мыйзамдар</div>",
        "<p><a href=/>Башкы</a> | <a href=/b>Байланыш</a> | <a href=/c>Карта</a> | <a href=/d>Кирүү</a></p>",
        "<table><tr><td><a href=/>Башкы<td><a href=/b>Байланыш<td><a href=/c>Карта<td><a href=/d>Кирүү</table>",
        "<select><option>Кыргызча<option>Русский</select><button>Басып чыгаруу</button>",
    ],
)
def test_what_leads_through_a_site_is_left_out_and_told(around: str) -> None:
    page = body(f"{around}<main><article><header><h1>ТОКТОМ</h1></header><p>{SENTENCE}</p></article></main>")
    assert (text_of(page), codes_of(page)) == (f"ТОКТОМ\n\n{SENTENCE}\n", ["navigation_left_out"])


@pytest.mark.parametrize(
    "part",
    [
        # the acts that changed this one, linked
        "<p>(" + ", ".join(f"<a href=/{n}>{n}.05.2013 № {n}-ФЗ</a>" for n in range(10, 30)) + ")</p>",
        # a table of contents
        "<ul>" + "".join(f"<li><a href='#g{n}'>Жалпы жоболор</a>" for n in range(6)) + "</ul>",
        # a list of specialties whose entries lead to their pages, with the code in the link, before it, in a cell
        "<ul>" + "".join(f"<li><a href=/{n}>06010{n} Дарылоо иши</a>" for n in range(6)) + "</ul>",
        "<div>" + "".join(f"06010{n} <a href=/{n}>Дарылоо иши жана сестралык иш</a><br>" for n in range(6)) + "</div>",
        "<table>" + "".join(f"<tr><td>{n}<td><a href=/{n}>Дарылоо иши" for n in range(6)) + "</table>",
        # three links are no menu
        "<p><a href=/a>Бир</a> <a href=/b>эки</a> <a href=/c>үч</a></p>",
    ],
)
def test_links_of_an_act_are_its_text(part: str) -> None:
    assert codes_of(body(f"<div>{part}</div>")) == []


def test_a_page_without_a_text_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="prints no text; 9 characters are hidden or lead"):
        read(body("<nav>Башкы бет</nav><script>var x</script>"))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>Токтом",
        "<table><tr><td>1<td>а<tr><td>2",
        "<p>Токтом</p><!-- дагы <p>сөз</p>",
        "<p>Токтом</p><script>var x = '",
        "<p>Токтом</p><td style='",
    ],
)
def test_a_cut_page_is_told(page: str) -> None:
    assert codes_of(page) == ["page_cut"]


def test_what_word_saves() -> None:
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><!--[if gte mso 9]><xml>'
        "<w:X>ичинде</w:X></xml><![endif]--></head><body><p class=MsoNormal align=center><b>"
        "<span style='mso-ansi:KY'>ТОКТОМ"
        "<o:p></o:p></span></b></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoListParagraph>"
        "<![if !supportLists]><span style='mso-list:Ignore'>1."
        "<span style='font:7.0pt \"Times\"'>&nbsp; </span></span><![endif]>Бекитилсин.</p>"
        "<table class=MsoNormalTable><tr style='mso-yfti-irow:0'><td width=10 style='border:none'><p class=MsoNormal>"
        "<span lang=KY>060101<o:p></o:p></span></p></td><td><p class=MsoNormal>Дарылоо<br>иши</p></td></tr>"
        "<tr><td><p>060102</p></td><td><p>Фармация</p></td></tr></table></body></html>"
    )
    document = read(page)
    assert document.text == "ТОКТОМ\n\n1.\xa0 Бекитилсин.\n\n060101\tДарылоо\nиши\n060102\tФармация\n"
    assert document.findings == ()
    assert document.lines[0].heading


# Hostile pages


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p " + " ".join(f"a{n}='{n}'" for n in range(300_000)) + ">сөз</p>", "сөз\n"),
        ("<p style='" + "font:" * 500_000 + "'>сөз</p>", "сөз\n"),
        ("<img src='data:image/png;base64," + "A" * 12_000_000 + "'><p>сөз</p>", "сөз\n"),
        ("<div>" * 40_000 + "сөз", "сөз\n"),
        ("</div>" * 300_000 + "<p>сөз", "сөз\n"),
        ("<p>1" + "<sup>2</sup>" * 20_000, "1" + "2" * 20_000 + "\n"),
        ("<table>" + "<tr><td colspan=100000000>а<td>б" * 1000 + "</table>", "а\tб\n" * 1000),
    ],
)
def test_large_pages_are_read_in_time(page: str, text: str) -> None:
    assert text_of(page) == text


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<div>" * 100_000 + "сөз", "nested 50,000 deep"),
        ("<table><tr><td>" * 1000 + "сөз", "tables are nested"),
        ("<p>сө\0з", "U\\+0000"),
        ("<p>сөз" + "&#1;" * 100, "100 control characters"),
        ("<p>" + "сөз " * 50_000, "a line of 199,999 characters"),
        ("<br>а" * 300_000, "more than 250,000 lines"),
        ("<table>" + "<tr><td rowspan=65534>а<td>б" * 5000 + "</table>", "a table of 5,000 rows and"),
        ("<table><tr>" + "<td>а" * 3000 + "<tr><td>б<td>в" * 3000 + "</table>", "3,001 rows and 3,000 columns"),
        ("<p>а" * 9_000_000, "a page may have"),
        ("", "empty"),
    ],
)
def test_pages_beyond_the_limits_are_refused(page: str, said: str) -> None:
    with pytest.raises(UnreadableSourceError, match=said) as raised:
        read(page)
    assert raised.value.place.startswith("akt.html")
    assert raised.value.advice


PIECES = st.sampled_from(
    "<table> </table> <tr> <td> <th> <tbody> <p> </p> <br> <b> </b> <ul> <ol> <li> <a\xa0href=/> </a> <pre> "
    "<sup> </sup> <s> <div> </div> <nav> <td\xa0rowspan=3> <td\xa0colspan=0> <td\xa0hidden> <script> <!-- --> "
    "<p\xa0align=right> сөз 060101 1. &nbsp; < & \ufdd0 \u200b".split(" ")
)


@given(st.lists(PIECES, max_size=40))
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    page = "".join(piece.replace("\xa0", " ") for piece in pieces)
    try:
        document = read(page)
    except UnreadableSourceError:
        return
    assert read(page) == document
    assert not set(document.text) & set("\r\ufdd0\ufdd1\ufdd2")


# From the page to the facts


def facts_of(page: str) -> tuple[list[dict[str, Any]], list[str]]:
    cleaned = clean_document(read(page))
    rows = parse_source(cleaned, segment_document(cleaned)).rows
    entries = [{key: value.value for key, value in row.values.items()} for row in rows if row.table == "list_entries"]
    return entries, sorted(row.row_id.split(":", 2)[2] for row in rows if row.table == "restrictions")


NAMES = {"060101": "Дарылоо иши", "060102": "Жалпы практикадагы дарыгер", "060103": "Фармация"}


@pytest.mark.parametrize(
    "part",
    [
        "".join(f"<p>{code} {name}</p>" for code, name in NAMES.items()),
        "<br>".join(f"{code} {name}" for code, name in NAMES.items()),
        "".join(f"<div>{code}&nbsp;{name}</div>" for code, name in NAMES.items()),
        "<ul>" + "".join(f"<li>{code} {name}" for code, name in NAMES.items()) + "</ul>",
        "<table>" + "".join(f"<tr><td>{code} {name}" for code, name in NAMES.items()) + "</table>",
        "<table><tr><th>Код<th>Аталышы"
        + "".join(f"<tr><td>{c}<td>{n.replace(' ', '<br>')}" for c, n in NAMES.items())
        + "</table>",
    ],
)
def test_a_list_is_read_however_it_is_laid_out(part: str) -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    entries, bars = facts_of(body(head + part))
    assert entries == [{"code": code, "name_ky": name} for code, name in NAMES.items()]
    assert bars == [f"list:{code}:correspondence" for code in NAMES]


def test_a_table_of_forms_is_read_cell_by_cell() -> None:
    head = "".join(f"<p>{line}</p>" for line in [*HEAD.split("\n"), "1. Жогорку кесиптик билим берүү адистиктери:"])
    entries, bars = facts_of(
        body(
            f"{head}<table><tr><td rowspan=2>Коду<td rowspan=2>Адистиктин аталышы<td colspan=2>Окутуунун түрү"
            "<tr><td>бакалавр<td>магистр<tr><td colspan=4><b>Илимдер</b>"
            "<tr><td>520700<td>Топурак изилдөө жана агрохимия<td>Күндүзгү-сырттан (кечки),<br>сырттан<td>Экстернат"
            "<tr><td>540100<td>Социология<td>&nbsp;<td>Экстернат"
            "<tr><td>560001<td>Дарылоо иши<td><p>Сырттан,</p><p>экстернат</p><td></table>"
        )
    )
    assert [(entry["code"], entry["name_ky"], entry["group_name_ky"]) for entry in entries] == [
        ("520700", "Топурак изилдөө жана агрохимия", "Илимдер"),
        ("540100", "Социология", "Илимдер"),
        ("560001", "Дарылоо иши", "Илимдер"),
    ]
    assert bars == [
        "1:520700:bachelor:correspondence",
        "1:520700:bachelor:evening",
        "1:520700:master:externat",
        "1:540100:master:externat",
        "1:560001:bachelor:correspondence",
        "1:560001:bachelor:externat",
    ]


def test_names_in_two_languages_stand_side_by_side() -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    table = "<table><tr><th>Код<th>Адистиктин аталышы<th>Наименование специальности"
    table += "<tr><td>060101<td>Дарылоо иши<td>Лечебное дело</table>"
    assert facts_of(body(head + table))[0] == [{"code": "060101", "name_ky": "Дарылоо иши", "name_ru": "Лечебное дело"}]
