"""The tree of clauses: what lies in what, what is a heading, and which clause a note belongs to."""

from __future__ import annotations

from textwrap import dedent

import pytest

from pipeline.parse.margins import SURE
from pipeline.parse.prose.clauses import Tree, grow_tree
from pipeline.parse.prose.paragraphs import divide_paragraphs
from pipeline.parse.prose.places import Clause
from tests.parse.sample import clean, lines_of


def grow(text: str, lang: str) -> Tree:
    return grow_tree(divide_paragraphs(lines_of(text), lang), lang)


def printed(text: str, clause: Clause, field: str) -> str:
    """Return the words of one field of a clause, on one line."""
    cleaned = clean(text).text
    return " ".join(" ".join(cleaned[start:end] for start, end in getattr(clause, field)).split())


def outline(text: str, lang: str) -> str:
    """Draw the tree: a line a clause, indented by its depth, its heading between slashes."""
    tree, drawn, depths = grow(text, lang), [], list[int]()
    for clause in tree.clauses:
        depths.append(0 if clause.parent is None else depths[clause.parent] + 1)
        heading = f"/{printed(text, clause, 'heading')}/" if clause.heading else ""
        words = [clause.kind, printed(text, clause, "num"), heading, printed(text, clause, "text")]
        drawn.append("  " * depths[-1] + " ".join(filter(None, [*words, "*" * len(clause.notes)])))
    return "\n".join(drawn)


def check(lang: str, text: str, expected: str) -> None:
    assert outline(text, lang) == dedent(expected).strip("\n")


def test_all_depths() -> None:
    check(
        "ru",
        "ЗАКОН\nО науке\nВ соответствии с Конституцией принят настоящий Закон:\nРаздел I. Начала\n"
        "Глава 1. Общие положения\nСтатья 1. Права\n1. Суд.\n2. Прокурор обязан:\n1) явиться:\n"
        "а) в суд;\nб) в орган;\n2) ответить:\n- делом;\n"
        "Статья 2. Долг\nДолг есть.\nГлава 2. Итог\nСтатья 3\nИтог подведен.",
        """
        preamble В соответствии с Конституцией принят настоящий Закон:
        section I /Начала/
          chapter 1 /Общие положения/
            article 1 /Права/
              point 1 Суд.
              point 2 Прокурор обязан:
                subpoint 1 явиться:
                  subpoint а в суд;
                  subpoint б в орган;
                subpoint 2 ответить:
                  indent делом;
            article 2 /Долг/
              paragraph Долг есть.
          chapter 2 /Итог/
            article 3
              paragraph Итог подведен.
        """,
    )


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # 1.1 below a heading with its number
        (
            "ky",
            "1. Жалпы жоболор\n1.1. Жобо уюмдар үчүн.\n1.2. Жободо:\n- кейс;\n- курс.\n2. Максаты\n2.1. Окуу.",
            """
            chapter 1 /Жалпы жоболор/
              point 1.1 Жобо уюмдар үчүн.
              point 1.2 Жободо:
                indent кейс;
                indent курс.
            chapter 2 /Максаты/
              point 2.1 Окуу.
            """,
        ),
        # 1.1 as an item of the list that point 1 opens, and 2.1 beside a point that is a sentence
        (
            "ru",
            "1. Утвердить:\n1.1. Порядок;\n1.2. Перечень.\n2. План.\n2.1. Срок.\n3. Итог.",
            """
            point 1 Утвердить:
              subpoint 1.1 Порядок;
              subpoint 1.2 Перечень.
            point 2 План.
            point 2.1 Срок.
            point 3 Итог.
            """,
        ),
        # a heading with a number above points that begin anew
        (
            "ru",
            "1. Общие положения\n1. Прием.\n2. План.\n2. Порядок приема\n3. Прием.",
            """
            chapter 1 /Общие положения/
              point 1 Прием.
              point 2 План.
            chapter 2 /Порядок приема/
              point 3 Прием.
            """,
        ),
        # numbers of Rome; points that begin anew, and items that do
        (
            "kk",
            "I. Жалпы ережелер\n1. Оқу:\n1) күндізгі;\n2) сырттай.\n2. Жоспар:\n1) жыл;\nII. Тәртіп\n1. Оқу.",
            """
            chapter I /Жалпы ережелер/
              point 1 Оқу:
                subpoint 1 күндізгі;
                subpoint 2 сырттай.
              point 2 Жоспар:
                subpoint 1 жыл;
            chapter II /Тәртіп/
              point 1 Оқу.
            """,
        ),
        # dashes below a point, below an item, and bullets below a dash
        (
            "ky",
            "1. Окуу:\n- күндүзгү:\n• толук;\n• кыска;\n- сырттан.\n2. План:\n1) жылдык:\n- жай;\n2) айлык.",
            """
            point 1 Окуу:
              indent күндүзгү:
                indent толук;
                indent кыска;
              indent сырттан.
            point 2 План:
              subpoint 1 жылдык:
                indent жай;
              subpoint 2 айлык.
            """,
        ),
        # letters below a point without numbers between
        (
            "ru",
            "1. Суд обязан:\nа) явиться;\nб) ответить.\n2. План.",
            """
            point 1 Суд обязан:
              subpoint а явиться;
              subpoint б ответить.
            point 2 План.
            """,
        ),
        # a list of letters in which numbers lie, and the letters go on
        (
            "ru",
            "1. Суд обязан:\nа) явиться:\n1) сам;\n2) с защитой;\nб) ответить.",
            """
            point 1 Суд обязан:
              subpoint а явиться:
                subpoint 1 сам;
                subpoint 2 с защитой;
              subpoint б ответить.
            """,
        ),
        # inserted numbers
        (
            "ru",
            "Статья 1. Права\n1. Прием.\n1-1. Отказ.\n2. План.\nСтатья 1-1. Долг\n1. Долг.",
            """
            article 1 /Права/
              point 1 Прием.
              point 1-1 Отказ.
              point 2 План.
            article 1-1 /Долг/
              point 1 Долг.
            """,
        ),
    ],
)
def test_what_lies_in_what(lang: str, text: str, expected: str) -> None:
    check(lang, text, expected)


# A list begins anew inside an item of another one with the same marks.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the outer list goes on behind the inner one
        (
            "1. Суд обязан:\n1) явиться;\n2) ответить:\n1) делом;\n2) словом;\n3) письмом;\n3) молчать.\n2. План.",
            """
            point 1 Суд обязан:
              subpoint 1 явиться;
              subpoint 2 ответить:
                subpoint 1 делом;
                subpoint 2 словом;
                subpoint 3 письмом;
              subpoint 3 молчать.
            point 2 План.
            """,
        ),
        # three deep
        (
            "1. Суд:\n1) явиться:\n1) сам:\n1) утром;\n2) днем;\n2) с защитой;\n2) ответить.",
            """
            point 1 Суд:
              subpoint 1 явиться:
                subpoint 1 сам:
                  subpoint 1 утром;
                  subpoint 2 днем;
                subpoint 2 с защитой;
              subpoint 2 ответить.
            """,
        ),
        # indents tell where the outer list goes on
        (
            "1. Суд:\n  1) явиться;\n  2) ответить:\n    1) делом;\n    2) словом;\n  3) молчать.",
            """
            point 1 Суд:
              subpoint 1 явиться;
              subpoint 2 ответить:
                subpoint 1 делом;
                subpoint 2 словом;
              subpoint 3 молчать.
            """,
        ),
        # a semicolon behind commas ends the inner list
        (
            "1. Суд:\n1) явиться;\n2) ответить:\n1) делом,\n2) словом;\n3) молчать.",
            """
            point 1 Суд:
              subpoint 1 явиться;
              subpoint 2 ответить:
                subpoint 1 делом,
                subpoint 2 словом;
              subpoint 3 молчать.
            """,
        ),
        # numbers with a dot in a point, with capitals or without
        (
            "1. Утвердить:\n1. Порядок;\n2. Перечень.\n2. Признать утратившим силу:\n1. приказ;\n2. указ.\n3. План.",
            """
            point 1 Утвердить:
              subpoint 1 Порядок;
              subpoint 2 Перечень.
            point 2 Признать утратившим силу:
              subpoint 1 приказ;
              subpoint 2 указ.
            point 3 План.
            """,
        ),
        # numbers in a list of dashes, dashes in a list of numbers that goes on
        (
            "1. Суд:\n- явиться:\n1) сам;\n2) с защитой;\n- ответить.\n2. План:\n1) день;\n- утро;\n2) год.",
            """
            point 1 Суд:
              indent явиться:
                subpoint 1 сам;
                subpoint 2 с защитой;
              indent ответить.
            point 2 План:
              subpoint 1 день;
                indent утро;
              subpoint 2 год.
            """,
        ),
    ],
)
def test_lists_in_lists(text: str, expected: str) -> None:
    check("ru", text, expected)
    assert min(clause.confidence for clause in grow(text, "ru").clauses) >= SURE


# Each breaks off where the last item may go on with either list.
@pytest.mark.parametrize(
    ("text", "margins"),
    [
        # the third of the inner list, or of the outer one
        ("1. Суд:\n1) явиться;\n2) ответить:\n1) делом;\n2) словом;\n3) молчать.", [9, 4, 5.5, 2, 4.5, 0.5]),
        # the same dash below a dash that ends with a colon
        ("1. Суд:\n- явиться:\n- сам.", [9, 4, 0.5]),
    ],
)
def test_a_place_that_cannot_be_told(text: str, margins: list[float]) -> None:
    clauses = grow(text, "ru").clauses
    assert [clause.margin for clause in clauses] == margins
    assert clauses[-1].confidence < SURE


def test_a_list_is_as_sure_as_the_item_before() -> None:
    clauses = grow("1. Суд:\n- явиться:\n- сам;\n- с защитой.\n2. План.", "ru").clauses
    assert [clause.confidence for clause in clauses] == [9, 4, 0.5, 0.5, 5]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # between the items of a list it belongs to the item above, behind the last to the point
        (
            "kk",
            "1. Мыналар бекітілсін:\n1) тізбе;\nТізбе жаңартылады.\n2) ереже.\nБұйрық жарияланады.\n2. Бақылау.",
            """
            point 1 Мыналар бекітілсін:
              subpoint 1 тізбе;
                paragraph Тізбе жаңартылады.
              subpoint 2 ереже.
              paragraph Бұйрық жарияланады.
            point 2 Бақылау.
            """,
        ),
        # one that opens a list stands in the point, and the dashes beside it
        (
            "ru",
            "1. Формы обучения.\nОбучение бывает:\n- очное;\n- заочное.\n2. План.",
            """
            point 1 Формы обучения.
              paragraph Обучение бывает:
              indent очное;
              indent заочное.
            point 2 План.
            """,
        ),
        # those of an article without points
        (
            "ky",
            "1-берене. Укуктар\nАр ким укуктуу.\nЭч ким кулдукта болбойт.\n2-берене. Милдеттер\nАр ким милдеттүү.",
            """
            article 1 /Укуктар/
              paragraph Ар ким укуктуу.
              paragraph Эч ким кулдукта болбойт.
            article 2 /Милдеттер/
              paragraph Ар ким милдеттүү.
            """,
        ),
    ],
)
def test_where_paragraphs_belong(lang: str, text: str, expected: str) -> None:
    check(lang, text, expected)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # capitals
        (
            "ru",
            "1. Прием.\nПОРЯДОК ЗАЧИСЛЕНИЯ\n2. Зачисление.",
            """
            point 1 Прием.
            chapter /ПОРЯДОК ЗАЧИСЛЕНИЯ/
              point 2 Зачисление.
            """,
        ),
        # what the format marks
        (
            "ky",
            "## Жалпы\n1. Окуу.\n## Максаты\n2. План.\n## Жыйынтык\n3. Жыйынтык.",
            """
            point 1 Окуу.
            chapter /Максаты/
              point 2 План.
            chapter /Жыйынтык/
              point 3 Жыйынтык.
            """,
        ),
        # run into the text of points, of most of them; an item that is numbered as a point
        (
            "ky",
            "1.1. Жобонун максаты: Ушул жобо окуу үчүн.\n1.2. Колдонуу чөйрөсү: Бардык уюмдар.\n"
            "1.3. Терминдер: Окуу деген билим:\n1.4. кредит - бирдик;\n1.5. Укуктар: Студент укуктуу.",
            """
            point 1.1 /Жобонун максаты/ Ушул жобо окуу үчүн.
            point 1.2 /Колдонуу чөйрөсү/ Бардык уюмдар.
            point 1.3 /Терминдер/ Окуу деген билим:
              subpoint 1.4 кредит - бирдик;
            point 1.5 /Укуктар/ Студент укуктуу.
            """,
        ),
        # a colon in one of many is none
        (
            "ru",
            "1. Суд: Верховный.\n2. План.\n3. Срок.\n4. Итог.",
            """
            point 1 Суд: Верховный.
            point 2 План.
            point 3 Срок.
            point 4 Итог.
            """,
        ),
    ],
)
def test_headings(lang: str, text: str, expected: str) -> None:
    check(lang, text, expected)


# A star is a note: in its clause, alone below a clause, below a list, at the end of a point.
@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ky",
            "1. Окуу бар.\n(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун редакциясына ылайык)\n2. План"
            " (КР Өкмөтүнүн 2020-жылдын 20-майындагы № 262 токтомунун редакциясына ылайык).",
            """
            point 1 Окуу бар. *
            point 2 План *
            """,
        ),
        (
            "kk",
            "1. Оқу:\n1) күндізгі;\n2) сырттай.\nЕскерту. 1-тармаққа өзгерту енгізілді - ҚР білім министрлігінің"
            " 2008.06.25. N 379 Бұйрығымен.\n2. Жоспар.",
            """
            point 1 Оқу:
              subpoint 1 күндізгі;
              subpoint 2 сырттай. *
            point 2 Жоспар.
            """,
        ),
        (
            "ru",
            "1. Прием.\n2. План.\n(в ред. постановления Правительства КР от 11 апреля 2018 года № 197)\nПлан есть.",
            """
            point 1 Прием.
            point 2 План. *
              paragraph План есть.
            """,
        ),
    ],
)
def test_where_notes_belong(lang: str, text: str, expected: str) -> None:
    check(lang, text, expected)


def test_a_note_below_a_clause_stands_apart() -> None:
    tree = grow("1. План.\n(в ред. постановления Правительства КР от 11 апреля 2018 года № 197)\n2. Срок.", "ru")
    assert [note.apart for note in tree.clauses[0].notes] == [True]


def test_notes_above_the_first_clause_are_of_the_part() -> None:
    text = "О порядке приема\n(в ред. постановления Правительства КР от 11 апреля 2018 года № 197)\n1. Прием."
    tree = grow(text, "ru")
    assert (len(tree.notes), len(tree.head), len(tree.clauses)) == (1, 2, 1)


# It neither counts on nor ends as a title does; where only one of both holds it is a heading.
def test_a_sentence_that_begins_with_an_article() -> None:
    text = "Статья 5. Право\nПрава есть.\nСтатья {}. Права на землю{}\nЗемля есть."
    kinds = {
        (num, end): [clause.kind for clause in grow(text.format(num, end), "ru").clauses][2]
        for num in ("6", "3")
        for end in ("", ";")
    }
    assert kinds == {("6", ""): "article", ("6", ";"): "article", ("3", ""): "article", ("3", ";"): "paragraph"}
    text = text.format("3", ";")
    unsure = grow(text, "ru").clauses[2]
    assert (printed(text, unsure, "text"), unsure.num, unsure.margin) == ("Статья 3. Права на землю;", (), 0.5)


# Points that begin anew below a heading that nothing marks: they lie beside the point above, not in it.
def test_points_below_an_unmarked_heading() -> None:
    text = "1. Утвердить.\n2. Контроль возложить.\n\nПорядок учета\n\n1. Учет ведет отдел.\n2. Отчет ведет отдел."
    check(
        "ru",
        text,
        """
        point 1 Утвердить.
        point 2 Контроль возложить.
          paragraph Порядок учета
        point 1 Учет ведет отдел.
        point 2 Отчет ведет отдел.
        """,
    )
    assert [clause.margin < SURE for clause in grow(text, "ru").clauses] == [False, False, False, True, False]


# a heading in quotes is the other act's, and so are the numbers below it; points count on behind it
def test_a_wording_in_quotes_heads_nothing() -> None:
    check(
        "ru",
        "1. Внести в Устав изменения:\n1) дополнить статьей 5 следующего содержания:\n"
        "«СТАТЬЯ 5. ПРАВА «ВЕТЕРАНОВ»\n1. Права даны.\n2. Они прочны.»;\n2) статью 7 отменить.\n2. Опубликовать.",
        """
        point 1 Внести в Устав изменения:
          subpoint 1 дополнить статьей 5 следующего содержания:
            paragraph «СТАТЬЯ 5. ПРАВА «ВЕТЕРАНОВ»
            paragraph 1. Права даны.
            paragraph 2. Они прочны.»;
          subpoint 2 статью 7 отменить.
        point 2 Опубликовать.
        """,
    )


# the last item opens a list without numbers: what begins small goes on with it
def test_paragraphs_below_a_colon_are_of_its_item() -> None:
    check(
        "ru",
        "1. Внести изменения:\nа) в статье 3 слово отменить;\nб) в статье 4:\nпункт 2 изложить так:\n"
        '"2. Учет ведется.";\nпункт 5 отменить.\n2. Опубликовать.',
        """
        point 1 Внести изменения:
          subpoint а в статье 3 слово отменить;
          subpoint б в статье 4:
            paragraph пункт 2 изложить так:
            paragraph "2. Учет ведется.";
            paragraph пункт 5 отменить.
        point 2 Опубликовать.
        """,
    )


def test_a_number_that_misleads_is_doubtful() -> None:
    text = (
        "1.1. Жобонун максаты: Ушул жобо окуу үчүн.\n1.2. Колдонуу чөйрөсү: Бардык уюмдар.\n"
        "1.3. Терминдер: Окуу деген билим:\n1.4. кредит - бирдик;\n1.5. Укуктар: Студент укуктуу."
    )
    assert [bool(clause.misleads) for clause in grow(text, "ky").clauses] == [False, False, False, True, False]


LONG = {
    "points": "1. Окуу.\n" * 30_000,
    "dashes": "- окуу;\n" * 30_000,
    "dashes that open lists": "- окуу:\n" * 30_000,
    "items": "1) окуу:\n2) план:\n" * 15_000,
    "dotted": "1.1. Окуу:\n" * 30_000,
    "paragraphs": "1. Окуу.\n" + "Окуу бар.\n" * 30_000,
    "paragraphs of a list": "1. Окуу:\n1) окуу;\n" + "Окуу бар.\n" * 30_000,
    "headings": "1. Окуу.\nОКУУ БАР\n" + "окуу.\nОКУУ БАР\n" * 15_000,
    "marks of all sorts": "".join(f"{'-•●▪■◦'[i % 6]} окуу:\n" for i in range(30_000)),
    "a word": "окуу\n" * 100_000,
    "brackets": "(\n" * 100_000,
    "calls": "Ескерту! Назар аударыңыз!\n" * 30_000,
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", LONG)
def test_a_long_text_ends(name: str) -> None:
    tree = grow(LONG[name], "ky")
    assert tree.clauses or tree.head or tree.notes
