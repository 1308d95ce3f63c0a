"""Line ends: what a break hides, decided by the words the text prints elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import Cleaned, clean_document
from pipeline.clean.cleaned import apply_edits
from pipeline.clean.cuts import Witnesses, witnesses_of
from pipeline.clean.joins import Joined, join_spans, trim_span
from pipeline.read.plain import read_plain


def cleaned_of(text: str) -> Cleaned:
    return clean_document(read_plain("akt", text, "utf-8"))


def witnesses(known: str, wraps: bool = False) -> Witnesses:
    return replace(witnesses_of(known.split("\n"), [], frozenset()), wraps_with_blank=wraps)


def spans_of(cleaned: Cleaned) -> list[tuple[int, int]]:
    return [(start, start + len(line)) for start, line in zip(cleaned.line_starts, cleaned.lines, strict=True)]


def join(text: str, known: str = "", wraps: bool = False) -> Joined:
    cleaned = cleaned_of(text)
    return join_spans(cleaned, spans_of(cleaned), witnesses(known, wraps))


@pytest.mark.parametrize(
    ("lines", "known", "value"),
    [
        # the page ends between two words
        ("физика \nжана математика", "", "физика жана математика"),
        ("физика\nжана математика", "", "физика жана математика"),
        # no number goes on in small letters without a hyphen
        ("2004 жылғы 18\nқарашадағы", "", "2004 жылғы 18 қарашадағы"),
        # a hyphen that only the break made: the whole word, or a word that begins like it, stands elsewhere
        ("ұсату-тарту құралда- \nрын", "құралдарын", "ұсату-тарту құралдарын"),
        ("ұсату-тарту құралда- \nрын", "құралдары", "ұсату-тарту құралдарын"),
        # and where no witness stands: a half that is no word
        ("ұсату-тарту құралда- \nрын", "", "ұсату-тарту құралдарын"),
        ("күту элек- \nтромонтеры", "", "күту электромонтеры"),
        # a hyphen of the word: the word, its stem, or both parts as words
        ("жөндеу слесарь- \nэлектригі", "слесарь-электригі", "жөндеу слесарь-электригі"),
        # one half says the other again
        ("салттуу жүзмө-\nжүз форма", "жүз", "салттуу жүзмө-жүз форма"),
        ("мезгил-\nмезгили менен", "", "мезгил-мезгили менен"),
        ("жөндеу слесарь- \nэлектригі", "слесарь-электрик", "жөндеу слесарь-электригі"),
        ("жөндеу слесарь- \nэлектригі", "слесарь\nэлектригі", "жөндеу слесарь-электригі"),
        ("учебно-\nвспомогательных", "учебно-вспомогательные", "учебно-вспомогательных"),
        # both spellings stand elsewhere: the more frequent one
        ("онлайн-\nкурс", "онлайн-курс\nонлайн-курс\nонлайнкурс", "онлайн-курс"),
        # a number and its ending: "2025-жылдын", "26-июнунда"
        ("Кабинетинин 2025-\nжылдын", "", "Кабинетинин 2025-жылдын"),
        ("2025-жылдын 26-\nиюнунда", "", "2025-жылдын 26-июнунда"),
        # a capital or a digit after the hyphen: nothing that a break makes
        ("Ысык-\nКөл облусу", "", "Ысык-Көл облусу"),
        ("2024-\n2025-окуу жылы", "", "2024-2025-окуу жылы"),
        # a blank line between, as a PDF's text layer puts after each line
        ("Министрлер Кабинетинин 2025-\n\nжылдын", "", "Министрлер Кабинетинин 2025-жылдын"),
        ("дүйнө жүзүндө, анын ичинде Кыр-\n\nгызстандагы", "", "дүйнө жүзүндө, анын ичинде Кыргызстандагы"),
        # a soft hyphen is a break and nothing else
        ("Қазақ\u00ad\nстан", "", "Қазақстан"),
        ("Қазақ\u00ad \nстан", "қазақ-стан", "Қазақстан"),
        # the typographer's hyphens
        ("құралда\u2010\nрын", "құралдарын", "құралдарын"),
        # a dash is no hyphen
        ("аралыктан –\nокутуу", "", "аралыктан – окутуу"),
        ("бейне -\nжөндеу", "", "бейне - жөндеу"),
        # a hyphen that a comma follows on the same line is printed so
        ("(радио-, теле-,\nбейне) жөндеу", "", "(радио-, теле-, бейне) жөндеу"),
        # a cell cut in mid-word: the whole word stands elsewhere, and its halves are no words
        ("Күндүзгү-сыр\nттан (кечки)", "күндүзгү-сырттан", "Күндүзгү-сырттан (кечки)"),
        # both halves are words: the text means two
        ("жол\nберілмейтін", "жол берілмейтін\nжолберілмейтін", "жол берілмейтін"),
        # runs of blanks, a blank before a closing mark, NBSP and U+202F
        ("бейіні ,  мамандықтар\u00a0мен\u202fкәсіптер .", "", "бейіні, мамандықтар мен кәсіптер."),
        # nothing but white space
        (" \n\t\n ", "", ""),
    ],
)
def test_a_line_end(lines: str, known: str, value: str) -> None:
    assert join(lines, known).text == value


@pytest.mark.parametrize(
    ("lines", "known", "value"),
    [
        # in a text whose lines go on with a blank, a bare end cut the word where the rest is an ending that words have
        ("Күндүзгү-сыр\nттан", "аттан\nсөзаттан\nбаттан", "Күндүзгү-сырттан"),
        # or where the languages know the word
        ("Күндүзгү-сыр\nттан", "", "Күндүзгү-сырттан"),
        ("Зкива\nжана", "", "Зкива жана"),
        # though the rest is a small word of another language, or one at all
        ("Информациялы\nк тутумдар", "", "Информациялык тутумдар"),
        ("Геоинформатик\nа", "", "Геоинформатика"),
        ("воспитатель\nи сервис", "", "воспитатель и сервис"),
        # but not where the next word is one the text knows well
        ("билим\nберүү", "берүү\nберүү", "билим берүү"),
        # and not where a blank stands
        ("Күндүзгү-сыр \nттан", "аттан\nсөзаттан\nбаттан", "Күндүзгү-сыр ттан"),
    ],
)
def test_a_bare_line_end_in_a_text_that_wraps_with_blanks(lines: str, known: str, value: str) -> None:
    assert join(lines, known, wraps=True).text == value


def test_a_value_cut_by_another_is_two_pieces() -> None:
    cleaned = cleaned_of("530800 Эл аралык Күндүзгү-\nмамилелер сырттан")
    joined = join_spans(cleaned, [(17, 26), (37, 44)], witnesses("күндүзгү-сырттан"))
    assert joined.text == "Күндүзгү-сырттан"
    assert [(piece.start, piece.end, piece.glue) for piece in joined.pieces] == [(17, 26, " "), (37, 44, "")]
    # a hyphen that only the break made is no part of the first piece's reading
    joined = join_spans(cleaned, [(17, 26), (37, 44)], witnesses("күндүзгүсырттан"))
    assert joined.text == "Күндүзгүсырттан"
    assert [(edit.before, edit.after, edit.rule) for edit in joined.edits] == [("-", "", "line_end_hyphen")]


WORDS = st.lists(st.sampled_from("сөз құралда- рын 2025- жылы Ош a, ( ) . -".split()), min_size=1, max_size=6)
LINES = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


@given(LINES, st.sampled_from(["\n", " \n", "\n\n", "  \n\t"]), st.booleans())
def test_the_pieces_and_the_repairs_give_the_value(lines: list[str], end: str, wraps: bool) -> None:
    cleaned = cleaned_of(end.join(lines))
    joined = join_spans(cleaned, spans_of(cleaned), witnesses("\n".join(lines), wraps))
    assert len(joined.pieces) == 1
    start, stop = trim_span(cleaned.text, 0, len(cleaned.text)) or (0, 0)
    assert apply_edits(cleaned.text[start:stop], joined.edits, start) == joined.text
    assert "\n" not in joined.text
    assert "  " not in joined.text
    # no letter and no digit is lost or made
    assert [mark for mark in joined.text if mark.isalnum()] == [mark for mark in cleaned.text if mark.isalnum()]


def test_the_edges_of_a_span_are_no_part_of_it() -> None:
    assert trim_span("  сөз \n", 0, 7) == (2, 5)
    assert trim_span("  \n", 0, 3) is None


@pytest.mark.usefixtures("must_end")
def test_joining_many_lines_ends() -> None:
    text = "сөз сүйлөм\n" * 8_000
    assert join(text).text.count(" ") == 15_999
