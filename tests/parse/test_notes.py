"""Where the notes of editors stand in a paragraph, and the edition that follows from what they say."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.parse.prose.notes import find_notes_in
from tests.parse.sample import act_of, passage_of

ACT = "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ\n\nТОКТОМ\n\n2014-жылдын 26-июну № 354\n\nОкуу жөнүндө\n\n"


@pytest.mark.parametrize(
    ("lang", "text", "notes"),
    [
        # a bracket behind a sentence, with another inside, and text behind it
        (
            "ky",
            "Окуу. (КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 (жаңы) токтомунун редакциясына ылайык) Билим.",
            ["(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 (жаңы) токтомунун редакциясына ылайык)"],
        ),
        # a bracket at the end
        ("ru", "Плата (в редакции Закона от 12.10.2015 № 5);", ["(в редакции Закона от 12.10.2015 № 5)"]),
        # a paragraph that begins with the word of editors
        (
            "kk",
            "Ескерту. Тізбе жаңа редакцияда - ҚР 2008.06.25. N 379",
            ["Ескерту. Тізбе жаңа редакцияда - ҚР 2008.06.25. N 379"],
        ),
        ("ru", "Сноска. Порядок введения см. пункт 3.", ["Сноска. Порядок введения см. пункт 3."]),
        # a bracket that opens the words and never closes
        (
            "kk",
            "(Алынып тасталды - ҚР министрі 2008.06.25. N 379",
            ["(Алынып тасталды - ҚР министрі 2008.06.25. N 379"],
        ),
        # the statement of a repeal, alone and behind a sentence
        ("ru", "Утратил силу. - Закон от 12.10.2015 № 5.", ["Утратил силу. - Закон от 12.10.2015 № 5."]),
        ("kk", "Бұйрық. Күші жойылды - ҚР 2010.02.08 № 40", ["Күші жойылды - ҚР 2010.02.08 № 40"]),
        # no change, no act, a note of the act itself, the wording of another act, a law that lost its force
        ("ky", "Окуу (мындан ары - окуу) жүрөт.", []),
        ("ky", "Окуу (жаңы редакцияга ылайык) жүрөт.", []),
        ("ru", "Примечание. Плата не возвращается.", []),
        ("ru", "Закон от 12.10.2015 № 5 (в редакции Закона от 13.10.2016 № 7).", []),
        ("ru", "Признать, что утратил силу Закон от 12.10.2015 № 5.", []),
    ],
)
def test_where_notes_stand(lang: str, text: str, notes: list[str]) -> None:
    assert [note.text for note in find_notes_in(passage_of(text), 0, lang)] == notes


# An act that says in a point of its own when it takes effect, and by which act, is not changed.
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Вводится в действие с 01.01.2016 в соответствии с приказом Министра от 5 марта 2015 г. № 12."),
        ("kk", "01.01.2016 бастап қолданысқа енгізіледі - ҚР Білім министрінің 05.03.2015 № 12 бұйрығымен."),
    ],
)
def test_a_point_is_no_note_of_taking_effect(lang: str, text: str) -> None:
    assert [note.text for note in find_notes_in(passage_of(text), 0, lang)] == [text]
    assert list(find_notes_in(passage_of(f"2. {text}"), 3, lang)) == []


@pytest.mark.parametrize(
    ("note", "newest"),
    [
        # several amendments: the newest, not the last printed
        (
            "(КР Өкмөтүнүн 2020-жылдын 20-майындагы № 262, 2018-жылдын 11-апрелиндеги № 197 токтомдорунун\n"
            "редакцияларына ылайык)",
            date(2020, 5, 20),
        ),
        ("(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун редакциясына ылайык)", date(2019, 10, 24)),
    ],
)
def test_edition(note: str, newest: date) -> None:
    act = act_of(f"{ACT}{note}\n\n1. Окуу жүргүзүлөт.")
    assert (act["text_state"], act["consolidated_to"]) == ("consolidated", newest)


# A date in brackets without a word of change, a change without a date, a repeal.
@pytest.mark.parametrize(
    "text",
    [
        "1. Окуу жылы (2019-жылдын 1-сентябрынан тартып) башталат.",
        "1. Окуу (жаңы редакцияга ылайык) жүргүзүлөт.",
        "1. Окуу.\n2. Күчүн жоготту - КР Өкмөтүнүн 2020-жылдын 20-майындагы № 262 токтому.",
    ],
)
def test_no_edition(text: str) -> None:
    act = act_of(ACT + text)
    assert (act["text_state"], act.get("consolidated_to")) == ("as_enacted", None)
