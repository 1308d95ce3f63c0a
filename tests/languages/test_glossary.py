"""The glossary of fields of study: its file, and how a form is found in a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.languages import glossary
from pipeline.languages.glossary import find_forms, load_meanings, words_of
from pipeline.text.fold import WORD, find_words
from pipeline.text.look_alikes import find_look_alikes

FILE = Path(glossary.__file__).with_name("glossary.tsv")
HEAD, *LINES = FILE.read_text(encoding="utf-8").splitlines()


def labels(name: str, lang: str, longest: int = 12) -> tuple[int, set[str]]:
    """Return how many words of a name its longest first form has, and what that means."""
    found = find_forms(words_of(name, lang), 0, lang, longest)
    length = max(found, default=0)
    return length, {load_meanings()[meaning].label for meaning in found.get(length, ())}


def test_a_line_has_five_cells() -> None:
    assert HEAD.split("\t") == ["ky", "kk", "ru", "en", "evidence"]
    cells = [line.split("\t") for line in LINES]
    assert [line for line in cells if len(line) != 5 or not all(line[3:])] == []
    # a meaning that one language only has translates nothing
    assert [line for line in cells if sum(map(bool, line[:3])) < 2] == []
    assert FILE.read_bytes().endswith(b"\n")
    assert len(LINES) > 1000


def test_lines_are_sorted_by_english() -> None:
    english = [line.split("\t")[3] for line in LINES]
    assert english == sorted(english, key=str.casefold)


def test_no_line_stands_twice() -> None:
    assert len({line.split("\t")[3] for line in LINES}) == len(LINES)


def test_no_form_stands_twice_in_a_cell() -> None:
    cells = [cell.split(" | ") for line in LINES for cell in line.split("\t")[:3]]
    assert [
        forms for forms in cells if len(set(forms)) != len(forms) or any(form != form.strip() for form in forms)
    ] == []


def test_cyrillic_words_have_no_letter_of_latin() -> None:
    assert [line for line in LINES for cell in line.split("\t")[:3] if list(find_look_alikes(cell))] == []


# the longest form wins; it may reach over a conjunction, and single words can be asked for
@pytest.mark.parametrize(
    ("name", "lang", "longest", "expected"),
    [
        ("Эсеп жана аудит", "ky", 12, (2, {"accounting and audit"})),
        ("Эсеп жана аудит", "ky", 1, (1, {"accounting (record keeping)"})),
        ("Есеп және аудит", "kk", 12, (2, {"accounting and audit"})),
        ("Учёт и аудит", "ru", 12, (2, {"accounting and audit"})),
        ("Учакты", "ky", 12, (1, {"aeroplane"})),
        ("Аудандар", "en", 12, (0, set())),
    ],
)
def test_the_longest_form_is_found(name: str, lang: str, longest: int, expected: tuple[int, set[str]]) -> None:
    assert labels(name, lang, longest) == expected


def test_a_word_that_is_no_form_is_not_found() -> None:
    assert labels("Квадриллион", "ru") == (0, set())


# what is read from the file is what a name's words are compared with
def test_forms_are_spelled_as_words_are_compared() -> None:
    for line in LINES:
        for lang, cell in zip(("ky", "kk", "ru"), line.split("\t"), strict=False):
            for form in filter(None, cell.split(" | ")):
                assert WORD.findall(form.lower().replace("ё", "е")) == [word.folded for word in find_words(form)], (
                    lang,
                    form,
                )


# all forms that begin at a word are found, not the longest only
def test_shorter_forms_are_found_too() -> None:
    found = find_forms(words_of("Эсеп жана аудит", "ky"), 0, "ky", 12)
    assert sorted(found) == [1, 2]


# words that carry no meaning go, and so do signs
@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Машиналар жана курулуш үчүн", "ky", ["машиналар", "курулуш"]),
        ("Экономика и управление на предприятии", "ru", ["экономика", "управление", "предприятии"]),
        ("", "ru", []),
        ("— , ()", "ru", []),
    ],
)
def test_words_that_carry_meaning(text: str, lang: str, expected: list[str]) -> None:
    assert words_of(text, lang) == expected
