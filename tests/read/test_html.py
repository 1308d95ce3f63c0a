"""Reading pages: what a browser prints, in lines and blocks, and findings for what the text doesn't show."""

from __future__ import annotations

import pytest

from pipeline.errors import UnreadableSourceError
from pipeline.read.html.reader import is_html
from tests.read.html_made import SENTENCE, body, codes_of, read, text_of


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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"])
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
        # a doubled space that was typed stays, blanks at a tag are one
        ("<p>Социология  Экстернат <b> бир</b></p>", "Социология  Экстернат бир\n"),
        ("<table><tr><td>1<td>а <i> б</i>  в<tr><td>2<td>г </table>", "1\tа б  в\n2\tг\n"),
        # the source's own line ends and tabs are blanks, inline elements join
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
        ("<p>м<sup>2</sup>, H<sub>2</sub>O", "м², H2O\n"),
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


def test_paths_name_the_element_that_holds_the_line() -> None:
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
    assert document.text == "31¹-статья, м², эски жаңы\n"
    told = [(one.code, document.text[one.start : one.end]) for one in document.findings]
    assert told == [("raised_number", "1¹"), ("struck_text", "эски")]


def test_notes_in_a_table_stand_at_their_words() -> None:
    document = read("<table><tr><td>1<td>а<br>б 3<sup>2</sup><td>в<tr><td>2<td colspan=2><s>г</s></table>")
    assert document.text == "1\tа\nб 3²\tв\n2\tг\t\n"
    assert [document.text[one.start : one.end] for one in document.findings] == ["3²", "г"]


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


# a sheet that hides what the page has is told; one that hides nothing of it, or shows it, is not
@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (".x{display:none}", True),
        ("td.x, .y { visibility : hidden }", True),
        ("#x{position:absolute;left:-9999px}", True),
        (".x{font-size:0}", True),
        (".y{display:none}", False),
        (".x{display:block}", False),
        (".xx{display:none}", False),
        ("/* .x{display:none} */", False),
    ],
)
def test_a_style_sheet_that_hides_is_told(rule: str, told: bool) -> None:
    page = f"<html><style>{rule}</style><p>Токтом <span class='a x' id=x>экстернат</span></p></html>"
    assert ("style_sheet_hides" in codes_of(page)) is told
    assert "экстернат" in text_of(page)


# the words before a raised digit stand in its paragraph, in a cell too
def test_a_raised_digit_in_a_paragraph_of_a_cell_stays_on_its_line() -> None:
    row = "<tr><td>550600<td><p>Графика<sup>1</sup></p><td>Заочная</tr>"
    assert text_of(body(f"<table>{row}{row}</table>")).split("\n")[0] == "550600\tГрафика¹\tЗаочная"
