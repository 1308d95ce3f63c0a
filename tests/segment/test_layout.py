"""The layout: every printed line once, in order, with the blank lines before it and what sets it as a heading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean_document
from pipeline.read import read_document
from pipeline.read.markdown import read_markdown
from pipeline.segment import Layout, segment_document

SOURCES = sorted(Path(__file__).parents[2].glob("sources/*/a*.*"))
LINES = [
    "",
    "",
    " ",
    "1",
    "2",
    "3",
    "ТОКТОМ",
    "Кыргыз Республикасынын",
    "от 17 февраля",
    "____",
    "5....4",
    "**а**",
    "# б",
]


# sentences that prove a text to be in two languages
PROSE = (
    "Жобо ушул токтомго ылайык бекитилсин жана күчүнө киргизилсин.",
    "Утвердить прилагаемое положение и ввести в действие.",
    "Бул токтом расмий жарыяланган күндөн тартып жети күн өткөндөн кийин күчүнө кирет.",
    "Настоящее постановление вступает в силу по истечении семи дней со дня официального опубликования.",
)


def layout_of(text: str) -> Layout:
    return segment_document(clean_document(read_document("akt", text.encode())))


def check_complete(text: str, layout: Layout, lines: tuple[str, ...], cleaned: str) -> None:
    printed = [number for number, line in enumerate(lines, 1) if line.strip()]
    assert [line.number for line in layout.lines] == printed
    previous = 0
    for line in layout.lines:
        assert line.text == lines[line.number - 1] == cleaned[line.start : line.end]
        assert line.blanks == line.number - previous - 1
        assert line.lang is None or line.lang in layout.languages
        previous = line.number
    streams = [line for lang in (*layout.languages, None) for line in layout.stream(lang)]
    assert sorted(line.number for line in streams) == [line.number for line in layout.lines if not line.furniture]


@given(st.lists(st.sampled_from(LINES), max_size=40).map("\n".join))
def test_no_printed_line_is_lost(text: str) -> None:
    cleaned = clean_document(read_markdown("akt", text, "utf-8"))
    check_complete(text, segment_document(cleaned), cleaned.lines, cleaned.text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_no_line_of_the_sources_is_lost(path: Path) -> None:
    cleaned = clean_document(read_document("akt", path.read_bytes()))
    check_complete(cleaned.document.text, segment_document(cleaned), cleaned.lines, cleaned.text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("#### 1-глава\nБул жобо\n## 2-глава", [1, 3]),
        # bold words over lines, and bold words within a line
        ("**ТОКТОМ  \nПОСТАНОВЛЕНИЕ**\nБул **жобо**", [1, 2]),
        ("1) **онлайн окутуу** – окутуу\n2) **курс** – окуу", []),
        # bold inside a heading's mark
        ("## **1-глава**\nБул\n# б", [1, 3]),
    ],
)
def test_marks_of_the_format_make_headings(text: str, marked: list[int]) -> None:
    assert [line.number for line in layout_of(text).lines if line.marked] == marked


LONG = {
    "page numbers": "".join(f"{number}\n" for number in range(1, 40_000)),
    "pages": "".join(f"{number}\nБаш сөз\nэкинчи\n" for number in range(1, 9_999)),
    "dots": "." * 100_000,
    "dots and blanks": ". " * 50_000,
    "rule": "_ " * 49_999 + "а",
    "blanks and a word": "-" + " " * 99_998 + "а",
    "stars": "# а\n# б\n" + "*" * 100_000,
    "bold": "**а** " * 16_000,
    "bare lines": "\n" * 100_000 + "а",
}


HEADERS = ("№\tКоду\tАталышы\n", "№\tКод\tНаименование специальности\n")


@pytest.mark.usefixtures("must_end")
# a table is in one language on both sides of a page's end, unless a new header says that another one begins there
@pytest.mark.parametrize(("header", "tongues"), [("", 1), (HEADERS[0], 1), (HEADERS[1], 2)])
def test_a_table_goes_on_over_the_end_of_a_page(header: str, tongues: int) -> None:
    rows = HEADERS[0] + "1\t560001\tДарылоо иши үчүн\n2\t560002\tӨзгөчө үйрөтүү\n"
    others = "3\t560003\tЛечебное дело и медицинская помощь\n4\t560004\tФилософия для всех\n"
    document = read_document("act", "\n\n".join([*PROSE, rows + header + others]).encode())
    second = document.text.rindex(header or others)
    paged = [line._replace(page=1 + (line.start >= second)) for line in document.lines]
    layout = segment_document(clean_document(replace(document, lines=tuple(paged))))
    assert len({line.lang for line in layout.lines if line.row is not None}) == tongues


@pytest.mark.parametrize("name", LONG)
def test_dividing_a_long_row_ends(name: str) -> None:
    cleaned = clean_document(read_document("akt", LONG[name].encode()))
    check_complete(LONG[name], segment_document(cleaned), cleaned.lines, cleaned.text)
