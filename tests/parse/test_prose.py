"""Small acts read whole: what is a provision, what is head or signature, what a note changes; typed by reading."""

from __future__ import annotations

import pytest

from pipeline.model import Extraction
from tests.parse.sample import columns_of, parse, rows_of
from tests.parse.test_amendments import HEAD

LAW = "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ\nот 5 июня 2017 года № 12\nО недрах\n\n"
ORDER = "МИНИСТЕРСТВО ОБРАЗОВАНИЯ РОССИЙСКОЙ ФЕДЕРАЦИИ\nПРИКАЗ\nот 5 июня 2017 года № 12\nО назначении\n\n"


def tree(extraction: Extraction) -> list[tuple[str, str | None]]:
    """Return the path and the words of each provision: its text, or its heading."""
    rows = [columns_of(row) for row in rows_of(extraction, "provisions")]
    return [
        (str(row["provision_id"]).split(":", 2)[2], str(row["text"] or row["heading"] or "") or None) for row in rows
    ]


# Items without a full stop above a signature, and a note there, belong to the text.
def test_what_stands_above_a_signature() -> None:
    text = "1. Создать комиссию:\nа) директор\nб) завуч\n\nПрезидент Кыргызской Республики А. Атамбаев"
    assert tree(parse(HEAD["ru"] + text)) == [
        ("body:point-1", "Создать комиссию:"),
        ("body:point-1:subpoint-а", "директор"),
        ("body:point-1:subpoint-б", "завуч"),
    ]
    note = "1. Срок.\n(В редакции Закона КР от 5 июня 2017 года № 122)\n\nПрезидент\nКыргызской Республики\nА. Атамбаев"
    extraction = parse(HEAD["ru"] + note)
    assert tree(extraction) == [("body:point-1", "Срок.")]
    assert [columns_of(row)["by_number"] for row in rows_of(extraction, "amendments")] == ["122"]


# Prose without any number is prose: behind the enacting word, and below the title of an annex.
def test_prose_without_numbers() -> None:
    text = (
        "ПРИКАЗЫВАЮ:\n\nНазначить директором школы Иванова.\n\nКонтроль за мной.\n\nМинистр В. Иванов\n\n"
        "Приложение\nк приказу от 5 июня 2017 года № 12\n\nСОСТАВ\nкомиссии\n\nИванов И.И. - председатель."
    )
    assert tree(parse(ORDER + text)) == [
        ("body:preamble", "ПРИКАЗЫВАЮ:"),
        ("body:paragraph-1", "Назначить директором школы Иванова."),
        ("body:paragraph-2", "Контроль за мной."),
        ("annex-1:paragraph-1", "Иванов И.И. - председатель."),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a point begins with a figure, or goes on below its number
        ("1. Срок.\n2. 2025-год.\n3. 1 сентября начало.", ["Срок.", "2025-год.", "1 сентября начало."]),
        ("1. Срок.\n2.\nС новой строки.", ["Срок.", "С новой строки."]),
        # a sentence that begins with the number of an article
        ("1. Срок.\nСтатья 3 Закона о недрах применяется.", ["Срок.", "Статья 3 Закона о недрах применяется."]),
        # a number with its unit
        ("Пункт 1. Срок.\nПункт 2. Плата.", ["Срок.", "Плата."]),
    ],
)
def test_how_points_begin(text: str, expected: list[str]) -> None:
    assert [words for _, words in tree(parse(HEAD["ru"] + text))] == expected


# The numbers of a new wording count in the act that is amended.
def test_a_wording_in_quotes_grows_no_points() -> None:
    text = '1. Внести:\n1) статью 2 изложить:\n"Статья 2. Цель\n1. Цель одна.\n2. Другая.";\n2) статью 3 исключить.'
    paths = [path for path, _ in tree(parse(HEAD["ru"] + text))]
    assert [path for path in paths if "paragraph" not in path] == [
        "body:point-1",
        "body:point-1:subpoint-1",
        "body:point-1:subpoint-2",
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # taken out without brackets; the act itself stays in force
        ("ru", "1. Срок.\n2. Исключен приказом от 3 июля 2016 года № 9.\n3. Плата.", ("point", "2", "removed", "9")),
        (
            "kk",
            "1. Мерзім.\n2. Алып тасталды - ҚР 2018.07.04 № 171 Заңымен.\n3. Төлем.",
            ("point", "2", "removed", "171"),
        ),
        # a bracket that names its unit
        (
            "ru",
            "1. Срок.\n2. Плата.\n(Пункт 3 исключен приказом от 3 июля 2016 года № 9)\n4. Контроль.",
            ("point", "3", "removed", "9"),
        ),
        (
            "ru",
            "1. Срок.\n2. - 4. (Утратили силу Законом от 3 июля 2016 года № 9)\n5. Плата.",
            ("point", "2. - 4", "repealed", "9"),
        ),
    ],
)
def test_what_was_taken_out(lang: str, text: str, expected: tuple[str, ...]) -> None:
    extraction = parse(HEAD[lang] + text)
    (row,) = [columns_of(one) for one in rows_of(extraction, "amendments")]
    assert (row["target_kind"], row["target_num"], row["kind"], row["by_number"]) == expected
    assert not rows_of(extraction, "citations")
    (act,) = rows_of(extraction, "acts")
    assert columns_of(act)["status"] == "in_force"


def test_an_article_that_lost_its_force_repeals_no_law() -> None:
    text = (
        "Статья 1. Понятия\n\nВ настоящем Законе используются следующие понятия:\n1) недра - часть земной коры;\n"
        "2) рудник - место добычи.\n\nСтатья 2. Утратила силу Законом КР от 8 июля 2024 года № 90.\n\n"
        "Статья 3. Сроки\n\n1. Срок."
    )
    extraction = parse(LAW + text)
    (act,) = rows_of(extraction, "acts")
    assert columns_of(act)["status"] == "in_force"
    assert tree(extraction)[4:] == [
        ("body:article-2", None),
        ("body:article-3", "Сроки"),
        ("body:article-3:point-1", "Срок."),
    ]
    terms = [columns_of(row)["term"] for row in rows_of(extraction, "definitions")]
    assert terms == ["недра", "рудник"]


def test_two_notes_with_a_blank_that_does_not_break() -> None:
    text = "1. (Исключен приказом от 3 июля 2016 года № 9)\u00a0(В редакции приказа от 3 июля 2017 года № 10)\n2. Срок."
    assert tree(parse(HEAD["ru"] + text)) == [("body:point-1", None), ("body:point-2", "Срок.")]


def test_an_act_does_not_cite_itself_by_its_title() -> None:
    text = 'Статья 1. Цель\n\nЗакон Кыргызской Республики "О недрах" применяется с Законом КР "О земле".'
    assert [columns_of(row)["cited_title"] for row in rows_of(parse(LAW + text), "citations")] == ["О земле"]


# The third of the inner list or of the outer one: one finding, at the item where the doubt begins.
def test_an_unsure_place_is_told() -> None:
    text = "1. Суд обязан:\n1) явиться;\n2) ответить:\n1) делом;\n2) словом;\n3) письмом;\n4) молчать.\n2. Срок.\n"
    extraction = parse(LAW + text)
    rows = [columns_of(row) for row in rows_of(extraction, "provisions")]
    assert [row["num"] for row in rows if row["doubtful"]] == ["3", "4"]
    (unsure,) = [one for one in extraction.findings if one.code == "place_unsure"]
    assert unsure.row_id == "kg-2017-12:ru:body:point-1:subpoint-2:subpoint-3"
    assert unsure.message == (
        "a subpoint of kg-2017-12:ru:body:point-1 is only 0.5 points less likely than what was read"
    )
