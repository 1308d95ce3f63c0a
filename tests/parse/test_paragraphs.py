"""Paragraphs: where one ends, and which numbers and dashes at the start of a line begin one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.parse.prose.paragraphs import divide_paragraphs
from pipeline.parse.prose.setting import learn_setting
from pipeline.segment import LayoutLine
from pipeline.segment.extents import Extent
from tests.parse.sample import lines_of

# Four lines and more that must go on tell how a text is set.
KY = """\
1. Билим берүү уюму аралыктан окутуу технологияларын колдонуу менен
окууну уюштурат жана окугандарга электрондук китепкананын
материалдарына жетүүнү камсыз кылат жана ар бир окуу жылынын
башталышында окуу процессинин графигин бекитет, ошондой эле анын
аткарылышына көзөмөл жүргүзөт.
2. Окуу китептери.
"""
RU = """\
1. Образовательная организация вправе применять электронное обучение
при реализации образовательных программ в порядке, установленном
уполномоченным государственным органом, и обязана создать условия
для функционирования электронной информационно-образовательной
среды независимо от места нахождения обучающихся.
2. Учебники.
"""


def read(text: str, lang: str) -> list[str]:
    """Return each paragraph on one line, its marker set apart by a bar."""
    read = []
    for paragraph in divide_paragraphs(lines_of(text), lang):
        words = " ".join(line.text.strip() for line in paragraph.lines)
        marker = paragraph.marker.text if paragraph.marker else ""
        read.append(f"{marker} | {words.removeprefix(marker).lstrip(' .)') if marker else words}")
    return read


def behind(text: str, lang: str) -> list[str]:
    """Return the paragraphs of a text that stands below two points of the same setting."""
    above = {"ky": KY, "ru": RU}[lang]
    return read(above + text, lang)[2:]


def test_wrapped_lines_are_joined() -> None:
    assert [one[:30] for one in read(KY, "ky")] == ["1 | Билим берүү уюму аралыктан", "2 | Окуу китептери."]


# Nothing is wrapped here: each line is a paragraph.
@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("kk", "1. Мыналар бекітілсін:\n1) тізбе;\n2) ереже.", ["1 | Мыналар бекітілсін:", "1 | тізбе;", "2 | ереже."]),
        # items without marks at their ends
        (
            "ky",
            "1. Билим берүү:\n- кесиптик\n- жогорку\n2. Окуу",
            ["1 | Билим берүү:", "- | кесиптик", "- | жогорку", "2 | Окуу"],
        ),
        # blank lines
        ("ru", "1. Утвердить.\n\n\n2. Признать.\n\nЭто всё.", ["1 | Утвердить.", "2 | Признать.", " | Это всё."]),
        # a sentence that goes on with a small letter
        (
            "ru",
            "1. Утвердить перечень\nспециальностей.\n2. Признать.",
            ["1 | Утвердить перечень специальностей.", "2 | Признать."],
        ),
        # clauses without any marker
        (
            "ru",
            "Суд обязан:\nопределить порядок;\nвзыскать алименты.",
            [" | Суд обязан:", " | определить порядок;", " | взыскать алименты."],
        ),
    ],
)
def test_unwrapped_lines(lang: str, text: str, expected: list[str]) -> None:
    assert read(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # a number inside a sentence: the end of a reference, a date, a year
        (
            "ru",
            "3. Заявление подается в порядке, предусмотренном подпунктом\n3) пункта 5 настоящего Положения.",
            ["3 | Заявление подается в порядке, предусмотренном подпунктом 3) пункта 5 настоящего Положения."],
        ),
        (
            "ru",
            "3. Прием на обучение проводится в учебном году, начиная с 2014\n- 2015 учебного года.\n4. План.",
            ["3 | Прием на обучение проводится в учебном году, начиная с 2014 - 2015 учебного года.", "4 | План."],
        ),
        (
            "ky",
            "3. Арыз ушул Жобонун талаптарына жана алардын бардык беренелеринин\n12-1. Колдонуу эрежесине ылайык.",
            ["3 | Арыз ушул Жобонун талаптарына жана алардын бардык беренелеринин 12-1. Колдонуу эрежесине ылайык."],
        ),
        # a dash between the name and what it means
        (
            "ru",
            "3) единый государственный реестр прав на недвижимое имущество (ЕГРП)\n- свод сведений;\n4) план.",
            ["3 | единый государственный реестр прав на недвижимое имущество (ЕГРП) - свод сведений;", "4 | план."],
        ),
        # markers
        (
            "ru",
            "3. Прием проводится:\n1) на бюджет;\n2) по договору.",
            ["3 | Прием проводится:", "1 | на бюджет;", "2 | по договору."],
        ),
        ("ky", "3. Окуу формалары:\n- күндүзгү;\n- сырттан.", ["3 | Окуу формалары:", "- | күндүзгү;", "- | сырттан."]),
        # items that end without a mark, on short lines
        (
            "ru",
            "3. Формы:\n1) очная\n2) заочная\n3) вечерняя",
            ["3 | Формы:", "1 | очная", "2 | заочная", "3 | вечерняя"],
        ),
        # a raised digit that lost its place: 8¹ and 9
        (
            "ru",
            "8) прием (с изменением)\n81) перевод (с изменением)\n9) отчисление.",
            ["8 | прием (с изменением)", "81 | перевод (с изменением)", "9 | отчисление."],
        ),
        # a point below a heading begins anew
        (
            "ru",
            "Статья 5. Прием граждан на обучение в организации Кыргызской\nРеспублики\n1. Прием проводится.",
            ["5 | Статья 5. Прием граждан на обучение в организации Кыргызской Республики", "1 | Прием проводится."],
        ),
    ],
)
def test_markers_of_a_wrapped_text(lang: str, text: str, expected: list[str]) -> None:
    assert behind(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # blank lines that mean nothing: a page was cut in mid-sentence
        (
            "ky",
            "3. Окуу жылынын башталышында окуу процессинин графиги ректордун\n\n\nбуйругу менен бекитилет.\n4. Окуу.",
            ["3 | Окуу жылынын башталышында окуу процессинин графиги ректордун буйругу менен бекитилет.", "4 | Окуу."],
        ),
        # a hyphen at the end of a line
        (
            "ru",
            "3. Организация создает электронную информационно-\nобразовательную среду.",
            ["3 | Организация создает электронную информационно- образовательную среду."],
        ),
        # a paragraph below a line that stops short
        (
            "ru",
            "3. Прием проводится ежегодно.\nЛица с ограниченными возможностями принимаются без экзаменов.",
            ["3 | Прием проводится ежегодно.", " | Лица с ограниченными возможностями принимаются без экзаменов."],
        ),
        # a sentence that ends where the line does, and the next of the same paragraph
        (
            "ru",
            "3. Прием граждан на обучение проводится ежегодно и без экзаменов.\nЗаявления принимаются с июня.",
            ["3 | Прием граждан на обучение проводится ежегодно и без экзаменов. Заявления принимаются с июня."],
        ),
        # a note of the editors
        (
            "ky",
            "3. Окуу бар.\n(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун\nредакциясына ылайык)\n4. Окуу.",
            [
                "3 | Окуу бар.",
                " | (КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун редакциясына ылайык)",
                "4 | Окуу.",
            ],
        ),
    ],
)
def test_plain_lines_of_a_wrapped_text(lang: str, text: str, expected: list[str]) -> None:
    assert behind(text, lang) == expected


INDENTED = """\
    1. Образовательная организация вправе применять электронное обучение
при реализации образовательных программ в порядке, установленном
уполномоченным государственным органом, и обязана создать условия
для функционирования электронной информационно-образовательной
среды независимо от места нахождения обучающихся.
    Прием граждан на обучение проводится ежегодно и без экзаменов.
    Заявления принимаются с июня по август. Прием лиц с болезнями.
Прием прочих лиц проводится без экзаменов. Суд обязан:
    определить порядок приема;
    взыскать плату.
"""
APART = """\
1. Образовательная организация вправе применять электронное обучение
при реализации образовательных программ в порядке, установленном
уполномоченным государственным органом, и обязана создать условия
для функционирования электронной информационно-образовательной
среды независимо от места нахождения обучающихся.

2. Прием граждан на обучение проводится ежегодно и без экзаменов.

Заявления принимаются с июня по август включительно, суд обязан:

определить порядок приема граждан на обучение и плату за обучение;

взыскать плату.
"""


# Above each of these paragraphs the line is full, or the next one begins with a small letter.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Закон\n" + INDENTED,
            [
                "1 | Образовательная",
                " | Прием граждан на",
                " | Заявления приним",
                " | определить поряд",
                " | взыскать плату.",
            ],
        ),
        (
            APART,
            [
                "1 | Образовательная",
                "2 | Прием граждан на",
                " | Заявления приним",
                " | определить поряд",
                " | взыскать плату.",
            ],
        ),
    ],
)
def test_what_the_setting_tells(text: str, expected: list[str]) -> None:
    found = [one for one in read(text, "ru") if one != " | Закон"]
    assert [one[: len(other)] for one, other in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # marks of Markdown part a heading from the text below it
        ("ru", "## Общие положения\nПрием проводится.", [" | ## Общие положения", " | Прием проводится."]),
        (
            "ky",
            "**Жалпы жоболор**\nОкуу жүргүзүлөт.\n**Максаты**",
            [" | Жалпы жоболор", " | Окуу жүргүзүлөт.", " | Максаты"],
        ),
        # a heading over two lines
        ("ru", "**ОБЩИЕ\nПОЛОЖЕНИЯ**\n1. Прием.", [" | **ОБЩИЕ ПОЛОЖЕНИЯ**", "1 | Прием."]),
        # the head: an act's kind, its date, its title, its preamble
        (
            "ru",
            "ПРИКАЗ\nот 12 октября 2015 года № 25\n\nОб установлении платы\nВ соответствии с Законом решил:\n1. План.",
            [
                " | ПРИКАЗ",
                " | от 12 октября 2015 года № 25",
                " | Об установлении платы",
                " | В соответствии с Законом решил:",
                "1 | План.",
            ],
        ),
        # an article with a heading, with one below its number, and without any
        (
            "ru",
            "Статья 1. Права\n1. Суд.\nСтатья 2\nОбязанности\n1. Суд.\nСтатья 3\nСуд обязан.",
            [
                "1 | Статья 1. Права",
                "1 | Суд.",
                "2 | Статья 2 Обязанности",
                "1 | Суд.",
                "3 | Статья 3",
                " | Суд обязан.",
            ],
        ),
        # capitals above what has none
        ("ky", "ЖАЛПЫ ЖОБОЛОР\nОкуу жүргүзүлөт.", [" | ЖАЛПЫ ЖОБОЛОР", " | Окуу жүргүзүлөт."]),
        # a numbered heading above its points
        (
            "ru",
            "1. Общие положения\n1.1. Прием.\n1.2. Перевод.",
            ["1 | Общие положения", "1.1 | Прием.", "1.2 | Перевод."],
        ),
    ],
)
def test_headings(lang: str, text: str, expected: list[str]) -> None:
    assert read(text, lang) == expected


def test_nothing_has_no_paragraphs() -> None:
    assert divide_paragraphs((), "ky") == []


LONG = {
    "a line": "а" * 100_000,
    "words": "окуу " * 20_000,
    "points": "1.\n" * 100_000,
    "points with words": "1. Окуу\n" * 30_000,
    "dashes": "-\n" * 100_000,
    "brackets": "(\n" * 100_000,
    "bracket": "(" * 100_000,
    "words on lines": "окуу\n" * 100_000,
    "headings": "ОКУУ\n" * 100_000,
    "articles": "Статья 1\n" * 30_000,
    "an article": "Статья 1\n" + "ОКУУ\n" * 50_000,
    "a heading in bold": "**ОКУУ**\n" * 30_000,
}


@pytest.mark.usefixtures("must_end")
@pytest.mark.parametrize("name", LONG)
def test_a_long_text_ends(name: str) -> None:
    paragraphs = divide_paragraphs(lines_of(LONG[name]), "ky")
    assert sum(len(one.lines) for one in paragraphs) == sum(map(bool, map(str.strip, LONG[name].splitlines())))


# A sentence ends with a full line, and nothing but its length speaks against a new paragraph.
def test_where_a_paragraph_may_begin_is_told() -> None:
    text = (
        "1. Университет онлайн окутууну жүргүзүү үчүн зарыл болгон сервердик\nжана тармактык жабдууга ээ болот жана\n"
        "аларды пайдаланат деп белгиленет, мында окуу материалдары менен камсыз\nкылуу ыкмасы жана тартиби бекитилет.\n"
        "Университет ошондой эле тиешелүү программалык камсыздоого ээ болушу үчүн\nкаражат бөлөт жана аны пайдаланат.\n"
        "Окуу материалдарын даярдап жайгаштырууга арналган программалар менен эле.\nКурстар жарыяланат."
    )
    paragraphs = divide_paragraphs(lines_of(text), "ky")
    # the lines of so short a text are of unequal length: the fourth is taken for a full one, too
    assert [[line.text[:8] for line in one.unsure] for one in paragraphs if one.unsure] == [["Универси"], ["Курстар "]]


# Blank lines below some paragraphs don't tell that all stand above one.
def test_blank_lines_between_some_paragraphs_leave_a_doubt() -> None:
    text = RU + "\n3. Учебный год начинается первого сентября и делится на два семестра.\nКаникулы бывают зимой.\n"
    paragraphs = divide_paragraphs(lines_of(text), "ru")
    assert [[line.text[:8] for line in one.unsure] for one in paragraphs] == [[], [], ["Каникулы"]]


def drawn(*lines: tuple[str, float], page: int = 1) -> list[LayoutLine]:
    """Return lines of a page, 300 points wide, that reach so far; a word is 30 points wide."""
    measured = zip(lines_of("\n".join(text for text, _ in lines)), lines, strict=True)
    return [replace(line, extent=Extent(page, 300.0 - length, 30.0)) for line, (_, length) in measured]


WRAPPED = [("Окуу процесси төмөнкүлөрдү эске алуу менен", 300.0), ("уюштурулат жана ар бир окуу жылында кайра", 300.0)]


# letters are of many widths: how far a line is drawn tells more than how many characters it has
@pytest.mark.parametrize(
    ("length", "parts"),
    [
        # a text set to both sides: a line ends a paragraph where it stops short of the edge, even with no room left
        (300.0, 1),
        (290.0, 2),
    ],
)
def test_a_sentence_that_ends_with_a_full_line_goes_on(length: float, parts: int) -> None:
    lines = drawn(*WRAPPED * 3, ("каралып, жаңы тартип менен бекитилет.", length), ("Курстар жарыяланат.", 90.0))
    assert len(divide_paragraphs(lines, "ky")) == parts


# where lines end is no help in a text set to one side: there the next word had no room
@pytest.mark.parametrize(("length", "parts"), [(280.0, 1), (250.0, 2)])
def test_a_line_of_a_text_set_to_one_side_is_full_where_the_next_word_has_no_room(length: float, parts: int) -> None:
    ragged = [(text, 300.0 - 7 * at) for at, (text, _) in enumerate(WRAPPED * 3)]
    lines = drawn(*ragged, ("каралып, жаңы тартип менен бекитилет.", length), ("Курстар жарыяланат.", 90.0))
    assert len(divide_paragraphs(lines, "ky")) == parts


# every paragraph stands below a blank line; the one that a page's end makes parts none
def test_a_sentence_that_begins_a_page_goes_on() -> None:
    points = "\n\n".join(f"{number}. {WRAPPED[0][0]}\n{WRAPPED[1][0]}\nбекитилет." for number in range(1, 6))
    text = f"{points} Окуу жылы башталат.\n\nКурстар жарыяланат, алардын тизмеги болсо кийин"
    lines = [replace(line, extent=Extent(1, 0.0, 30.0)) for line in lines_of(text)]
    assert lines[-1].extent
    lines[-1] = replace(lines[-1], extent=replace(lines[-1].extent, page=2))
    paragraphs = divide_paragraphs(lines, "ky")
    assert [[line.text[:6] for line in one.unsure] for one in paragraphs] == [[], [], [], [], ["Курста"]]


# the note below an annex's title is too short to tell how lines are set: the other parts do
def test_a_part_of_few_lines_is_set_as_the_others_are() -> None:
    annex = drawn(("Эскертүү. Тизмек Министрликтин 2008-жылдын 25-июнундагы.", 300.0), ("№ 379 буйругу менен.", 100.0))
    whole = drawn(*WRAPPED * 5)
    assert len(divide_paragraphs(annex, "ky")) == 2
    assert len(divide_paragraphs(annex, "ky", learn_setting(whole, [None] * len(whole)))) == 1
