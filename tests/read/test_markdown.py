"""Markdown: each mark is an edit that removes it; what only looks like a mark stays."""

from __future__ import annotations

import itertools
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.cleaned import apply_edits
from pipeline.read.markdown import is_markdown, read_markdown


def plain(text: str) -> str:
    return apply_edits(text, read_markdown("akt", text, "utf-8").marks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#### Глава 5. Порядок организации", "Глава 5. Порядок организации"),
        # no heading: a number sign within a line, or without a blank
        ("телефон #5", "телефон #5"),
        ("#5", "#5"),
        # bold words that go over lines
        ("**ТОКТОМ  \nПОСТАНОВЛЕНИЕ**", "ТОКТОМ  \nПОСТАНОВЛЕНИЕ"),
        ("1) **онлайн окутуу** – окутуу", "1) онлайн окутуу – окутуу"),
        ("***Эскертүү***", "Эскертүү"),
        ("__Тиркеме__", "Тиркеме"),
        # a line to sign on is no mark
        ("________ А.А. Касымалиев", "________ А.А. Касымалиев"),
        # the printing house's number of the form
        ("012540\\*", "012540*"),
        ("1\\. Токтом \\[1\\]", "1. Токтом [1]"),
        # an escaped star opens nothing
        ("\\*сөз*", "*сөз*"),
        ("*2017 жылғы*", "2017 жылғы"),
        # a footnote's star has no partner on its line
        ("Педиатрия*\nСтоматология*", "Педиатрия*\nСтоматология*"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("> «КЕЛІСІЛДІ»", "«КЕЛІСІЛДІ»"),
        ("<b>060000. Здравоохранение</b>\t", "060000. Здравоохранение\t"),
        ("бир<br>эки<BR/>үч", "бир эки үч"),
        # a tag never goes over a line; less-than signs are words
        ("а <b\n б>", "а <b\n б>"),
        ("5 < 7 > 3", "5 < 7 > 3"),
        ("&laquo;Билим&raquo;&nbsp;&#8470; 5 &unknown; AT&T;", "«Билим»\u00a0№ 5 &unknown; AT&T;"),
        # Pandoc's line end
        ("Төрагасы\\\nА.А. Касымалиев", "Төрагасы\nА.А. Касымалиев"),
        # tabs are printed columns
        ("1\t560001\tДарылоо иши", "1\t560001\tДарылоо иши"),
        # a raised number becomes no part of the one before it
        ("520700<sup>1</sup> Топурак", "520700¹ Топурак"),
        ("аталышы[^12]", "аталышы¹²"),
        ("[^1]: Эскертүү", "[^1]: Эскертүү"),
        ("~~Сырттан~~ кечки", "Сырттан кечки"),
        ("бир ~~ эки", "бир ~~ эки"),
        # links print their words, pictures and comments none
        ("[Дарылоо иши](https://act.kg/1_2) бар", "Дарылоо иши бар"),
        ("[1] (2-пункт), [а](б)", "[1] (2-пункт), [а](б)"),
        ("![Герб](gerb.png)ТОКТОМ", "ТОКТОМ"),
        ("<!-- 2-бет -->ТОКТОМ", "ТОКТОМ"),
    ],
)
def test_marks_are_removed_and_words_stay(text: str, words: str) -> None:
    assert plain(text) == words


def test_what_the_words_alone_do_not_show_is_told() -> None:
    text = "1 <s>Сырттан</s> ~~кечки~~ <!-- сыр -->\n![](gerb.png)\n"
    findings = read_markdown("akt", text, "utf-8").findings
    assert [one.code for one in findings] == ["struck_text", "struck_text", "hidden_text_left_out", "pictures_left_out"]
    assert [text[one.start : one.end] for one in findings if one.start] == ["Сырттан", "кечки"]


TABLE = "| № | Код | Аты |\n|---|:---:|---|\n| 1 | 060101 | Дарылоо иши |\n|2|060102||\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # the bars between cells become tabs, the others nothing; an empty cell stays a cell
        (TABLE, "№\tКод\tАты\n\n1\t060101\tДарылоо иши\n2\t060102\t\n"),
        # marks inside cells
        ("| **Код** |\n|---|\n| <b>06</b> |", "Код\n\n06"),
        # an escaped bar belongs to the cell
        ("| а \\| б | в |\n|---|---|", "а | б\tв\n"),
        # Windows line ends
        ("| а | б |\r\n|---|---|\r\n| в | г |\r\n", "а\tб\r\n\nв\tг\r\n"),
        # a table ends with its last row; a bar in prose stays
        ("| а | б |\n|---|---|\n\nбир | эки\n| үч |", "а\tб\n\n\nбир | эки\n| үч |"),
        # no line of dashes: no table
        ("| а | б |\n| в | г |", "| а | б |\n| в | г |"),
    ],
)
def test_pipe_tables_become_tabs(text: str, words: str) -> None:
    assert plain(text) == words


MARKDOWN = st.text(alphabet="аб*_#\\|-<b>/ \t\r\n&;1", max_size=60)


@given(MARKDOWN)
def test_marks_are_in_order_and_keep_to_their_line(text: str) -> None:
    document = read_markdown("akt", text, "utf-8")
    assert all(one.end <= other.start for one, other in pairwise(document.marks))
    for mark in document.marks:
        assert text[mark.start : mark.end] == mark.before
        assert mark.start < mark.end
        assert "\n" not in mark.before + mark.after
        assert mark.before != mark.after


@given(MARKDOWN)
def test_a_mark_removes_no_letter(text: str) -> None:
    tagless = text.replace("<", "").replace("&", "")
    assert [mark for mark in plain(tagless) if mark.isalnum()] == [mark for mark in tagless if mark.isalnum()]


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "**а",
        "<b ",
        "<",
        "\\*",
        "_",
        "|",
        "| а ",
        "[",
        "&a",
        "**а\n",
        "\n",
        "~~",
        "~~а",
        "[а](",
        "](/",
        "<!--",
        "<s>",
    ],
)
def test_reading_a_long_row_of_marks_ends(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    is_markdown(text)
    marks = read_markdown("akt", text, "utf-8").marks
    assert all(text[mark.start : mark.end] == mark.before for mark in marks)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
