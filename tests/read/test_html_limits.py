"""Pages that would do harm: within the limits they are read in time, beyond them refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableSourceError
from tests.read.html_made import read, text_of


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p " + " ".join(f"a{n}='{n}'" for n in range(300_000)) + ">сөз</p>", "сөз\n"),
        ("<p style='" + "font:" * 500_000 + "'>сөз</p>", "сөз\n"),
        ("<img src='data:image/png;base64," + "A" * 12_000_000 + "'><p>сөз</p>", "сөз\n"),
        ("<div>" * 40_000 + "сөз", "сөз\n"),
        ("<table><tr><td>1<td>" + "&#1072;<br>" * 60_000 + "</table>", "1\n\n" + "а\n" * 60_000),
        ("</div>" * 300_000 + "<p>сөз", "сөз\n"),
        ("<p>1" + "<sup>2</sup>" * 20_000, "1" + "²" * 20_000 + "\n"),
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
        ("<i></i>" * 1_600_000, "more than 3,145,728 elements"),
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
