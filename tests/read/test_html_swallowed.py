"""Pages: words that stand where nothing prints them are told, but for those that portals put there."""

from __future__ import annotations

import pytest

from tests.read.html_made import SENTENCE, body, read

# different words, so many that no ordinary comment or title holds them
WORDS = " ".join(f"{first}{last}" for first in ("токтом", "тизме", "адистик", "билим", "окуу") for last in "абвгдежзик")
OTHERS = WORDS.translate(str.maketrans("абвгдежзик", "клмнопрсту"))
# what an act of a page of its own would print
TEXT = f"<p>{SENTENCE}</p>" + "".join(f"<p>{number} {word} берүү</p>" for number, word in enumerate(WORDS.split()))


def said_of(page: str) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in read(page).findings if one.code.startswith("words_")]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        # a quotation mark without its end, the end of a tag that is missing, a name that goes on as text
        (f"<p style='x>{SENTENCE}</p><p style='y'>сөз</p>", "words_in_tag"),
        (f"<p>сөз</p><p style='x;{SENTENCE}<b>сөз</b></p>", "words_in_tag"),
        (f"<p>сөз</p {SENTENCE}><p>сөз</p>", "words_in_tag"),
        (f"<p xmlns:o='{SENTENCE}'>сөз</p>", "words_in_tag"),
        (f"<p>сөз</сы {SENTENCE}</p><p>сөз</p>", "words_in_tag"),
        (f"<?{SENTENCE}><p>сөз</p>", "words_in_tag"),
        ("<p style='x&#1090;&#1086;&#1082;&#1090;&#1086;&#1084;'>сөз</p>", "words_in_tag"),
        # a comment, a program or a title that ends too late
        (f"{TEXT}<!--{OTHERS}-->", "words_not_printed"),
        (f"{TEXT}<script>{OTHERS}</script>", "words_not_printed"),
        (f"{TEXT}<p title='{OTHERS}'>сөз</p>", "words_not_printed"),
    ],
)
def test_words_that_nothing_prints_are_told(inside: str, code: str) -> None:
    assert said_of(body(inside)) == [(code, "warning")]


# a row that stands before the body prints nowhere
def test_elements_in_the_head_are_told() -> None:
    assert said_of(f"<html><head><d><td><span>{SENTENCE}</span></td></tr></d></head><body>{TEXT}</body></html>") == [
        ("words_in_tag", "warning")
    ]


def test_words_in_the_title_are_told() -> None:
    assert said_of(f"<html><head><title>{OTHERS}</title></head><body>{TEXT}</body></html>") == [
        ("words_not_printed", "warning")
    ]


# no act is its comment: what is read must not pass for it
def test_a_page_whose_text_is_mostly_elsewhere_is_an_error() -> None:
    for end in ("-->", ""):
        assert said_of(body(f"<p>{SENTENCE}</p><!-- {WORDS} {end}")) == [("words_not_printed", "error")]


@pytest.mark.parametrize(
    "inside",
    [
        # what was printed may stand elsewhere again, however much it is
        f"<script>window.state = {{text: '{WORDS} {SENTENCE}'}}</script><!--[if gte mso 9]>\r\n {WORDS} <![endif]-->",
        # programs speak to readers, developers to each other, and pictures and menus have names
        "<script>alert('Бетти жүктөө мүмкүн эмес')</script><!-- начало меню --><!-- конец меню: не удалять -->",
        "<img alt='Мамлекеттик герб' title=Герб><a href='/акты/2019' title=\"Мыйзамдар <b>жана</b> токтомдор\">сөз</a>",
        "<input placeholder='Издөө: номери, аталышы' value='Токтом'><a name='Тиркеме экинчи'></a>",
        "<p data-text='&lt;b&gt;Ырастоо&lt;/b&gt; жөнүндө' class=МояСтатья>сөз</p>",
        # left out, and told by findings of their own
        f"<nav><a href=a>Башкы бет</a></nav><p hidden>{SENTENCE}</p><svg><text>{SENTENCE}</text></svg>",
        # words in pieces, and letters that are written as numbers
        "<p>Т<b>ок</b>т<i>ом</i> &#1090;&#1086;&#1082;&#1090;&#1086;&#1084;у</p>",
        "<table><tr><td rowspan=2>топ<td>бир<tr><td>эки</table>",
    ],
)
def test_ordinary_pages_are_not_doubted(inside: str) -> None:
    head = "<title>Токтом | Адилет министрлиги</title><meta name=description content='Борбордоштурулган база'>"
    assert not said_of(f"<html><head>{head}</head><body>{TEXT}{inside}</body></html>")
