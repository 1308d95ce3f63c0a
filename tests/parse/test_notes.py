"""Notes of amendments, and the edition that follows from them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parse.notes import find_edition, find_notes
from tests.parse.sample import layout_of


@pytest.mark.parametrize(
    ("lang", "text", "notes"),
    [
        # brackets, the outer ones where they are nested
        ("ky", "Текст (2019-жылкы (жаңы) редакцияга ылайык) уландысы", ["(2019-жылкы (жаңы) редакцияга ылайык)"]),
        # a word at the begin of a line, with the line after it
        ("kk", "1. Бап\nЕскерту. Тізбе жаңа редакцияда\nN 379.\n2. Бап", ["Ескерту. Тізбе жаңа редакцияда\nN 379."]),
        # on the last line of the text
        ("kk", "1. Бап\n2. Бап\nЕскерту. Тізбе жаңа редакцияда", ["Ескерту. Тізбе жаңа редакцияда"]),
        # a bracket that never closes is a note where it says that something was removed
        ("kk", "3) (Алынып тасталды - ҚР министрі\nN 379", ["Алынып тасталды - ҚР министрі\nN 379"]),
        # the word in mid-line, and a lone bracket
        ("kk", "Мәтін ескерту. деген", []),
        ("ky", "Текст (ачык кашаа", []),
    ],
)
def test_where_notes_stand(lang: str, text: str, notes: list[str]) -> None:
    assert [text[start:end] for start, end in find_notes(text, lang)] == notes


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        # several amendments: the newest, not the last printed
        (
            "Тартипти бекитүү жөнүндө\n(КР Өкмөтүнүн 2020-жылдын 20-майындагы № 262, 2018-жылдын 11-апрелиндеги № 197\n"
            "токтомдорунун редакцияларына ылайык)",
            date(2020, 5, 20),
        ),
        ("О порядке\n(В редакции постановлений от 2 июня 2006 года № 404, 29 мая 2012 года № 346)", date(2012, 5, 29)),
        (
            "Оқу туралы\nЕскерту. 9-тармаққа өзгерту енгізілді - ҚР министрлігінің\n2008.06.25. N 379 бұйрығымен.",
            date(2008, 6, 25),
        ),
    ],
)
def test_edition(text: str, newest: date) -> None:
    layout, evidence = layout_of(text)
    edition = find_edition(layout.lines, layout.languages, evidence)
    assert edition is not None
    assert (edition.text_state.value, edition.consolidated_to.value) == ("consolidated", newest)


# A date in brackets without a word of change, a change without a date, a change outside of any note.
@pytest.mark.parametrize(
    "text",
    [
        "Окуу жылы (2019-жылдын 1-сентябрынан тартып) башталат.",
        "Тартип (жаңы редакцияда) бекитилсин жана жөнөтүлсүн.",
        "2019-жылдын 1-сентябрындагы токтомго өзгөртүүлөр киргизилсин жана жарыялансын.",
    ],
)
def test_as_enacted(text: str) -> None:
    layout, evidence = layout_of(text)
    assert find_edition(layout.lines, layout.languages, evidence) is None
