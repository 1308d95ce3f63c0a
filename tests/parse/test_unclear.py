"""What was recognized unsurely makes its row doubtful, and a finding names the word."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Line, Piece, Place, Places, Row, Value, Witness
from pipeline.parse.unclear import doubt_recognized

ACT = Row("acts", "a", {"act_id": "a"}, {})


def judged(
    lang: str | None,
    *words: tuple[str, float | None],
    table: str = "list_entries",
    column: str = "x",
    beside: str = "",
) -> tuple[bool, list[str]]:
    """Recognize words, each with how sure it is, in a column of an entry; return if it is doubted, and what is told.

    `beside` are words that the page prints elsewhere.
    """
    text = " ".join(word for word, _ in words)
    places, at = [], 0
    for word, sureness in words:
        places.append(Place(at, at + len(word), 1, (0.0, 0.0, 1.0, 1.0), sureness))
        at += len(word) + 1
    document = Document(
        "s", "image/png", "unicode", "scan", f"{text} {beside}", (Line(1, 0, len(text)),), places=Places(places)
    )
    entry = Row("list_entries", "e", {"entry_id": "e", "doubtful": False}, {})
    value = Value(text, (Witness((Piece(0, len(text)),), lang),))
    bar = Row("restrictions", "e:x", {"entry_id": "e"}, {})
    rows = [entry, bar]
    rows[table == "restrictions"].values[column] = value
    (marked, _), findings = doubt_recognized(rows, ACT, document)
    assert all((one.code, one.row_id) == ("recognition_unclear", "e") for one in findings)
    return bool(marked.cells["doubtful"]), [one.message for one in findings]


@pytest.mark.parametrize(
    ("lang", "words", "is_doubted"),
    [
        ("ky", [("Топурак", 0.96), ("технологиясы", 0.97)], False),
        # a word of the glossary needs less than one that nobody knows
        ("ky", [("технологиясы", 0.8)], False),
        ("ky", [("технологиясы", 0.7)], True),
        ("ky", [("техногохиясы", 0.9)], True),
        ("ky", [("техногохиясы", 0.97)], False),
        # a letter that the language lacks, however sure: ҡ is Bashkir
        ("kk", [("қоғамлыҡ", 0.97)], True),
        ("ru", [("әдебиет", 0.97)], True),
        # digits bear out nothing
        (None, [("510100", 0.85)], True),
        (None, [("510100", 0.96)], False),
        # an eight where codes with a letter have it may be that letter, in each row of the list
        (None, [("6806120", 0.97)], True),
        (None, [("6B06120", 0.97)], False),
        # 8D01101, of doctors: a zero for its letter
        (None, [("8001101", 0.97)], True),
        # a comma with blanks on both sides
        ("ru", [("Химия", 0.97), (",", 0.97), ("физика", 0.97)], True),
        ("ky", [("4,", 0.97), ("Илимдер", 0.97)], True),
        # a capital inside a word
        ("ru", [("инжеНер", 0.97)], True),
        # text that was not recognized is not doubted
        ("kk", [("қоғамлыҡ", None)], False),
    ],
)
def test_what_is_doubted(lang: str | None, words: list[tuple[str, float | None]], is_doubted: bool) -> None:
    doubtful, told = judged(lang, *words)
    assert doubtful is is_doubted
    assert bool(told) is is_doubted


@pytest.mark.parametrize(
    ("words", "beside", "is_doubted"),
    [
        (["Топурак", "технологиясы"], "", False),
        # a word that nobody knows is doubted however sure, in capitals too, unless another place prints it
        (["Топурак", "техногохиясы"], "", True),
        (["ТРАНСПОРТ", "И", "СЕЯЗЬ"], "", True),
        (["Топурак", "техногохиясы"], "техногохиясы", False),
        # capitals in a name of small letters: a letter of another size, or the heading below joined to it
        (["Качество", "ЖИЗНИ"], "", True),
        (["Транспорт", "И", "связь"], "", True),
        (["Бурение", "скважин", "Транспорт", "и", "связь"], "", True),
        (["ТРАНСПОРТ", "И", "СВЯЗЬ"], "", False),
        (["Качество", "жизни!"], "", True),
    ],
)
def test_words_of_names_need_a_witness(words: list[str], beside: str, is_doubted: bool) -> None:
    doubtful, _ = judged(None, *((word, 0.97) for word in words), column="name_ru", beside=beside)
    assert doubtful is is_doubted


def test_the_finding_names_the_word_and_how_sure_it_is() -> None:
    _, (told,) = judged("ky", ("Топурак", 0.97), ("510100", 0.62))
    assert told == "recognized, but not surely: '510100' (62%)"


def test_an_unclear_restriction_makes_its_entry_doubtful() -> None:
    assert judged("ky", ("экстеуат", 0.4), table="restrictions")[0]
