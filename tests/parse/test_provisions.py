"""Trees of provisions, printed in many settings and read back."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.parse.prose.clauses import Tree, grow_tree
from pipeline.parse.prose.paragraphs import divide_paragraphs
from tests.parse.sample import clean, lines_of, parse, rows_of

SENTENCES = {
    "ky": (
        "Билим берүү уюму аралыктан окутуу технологияларын колдонуу менен окууну уюштурат",
        "Окуу процессинин графиги «Билим берүү жөнүндө» Мыйзамдын 12-беренесине ылайык ректор тарабынан бекитилет",
        "Кыргыз Республикасынын Өкмөтүнүн 2014-жылдын 26-июнундагы № 354 токтомуна ылайык аттестация өткөрүлөт",
        "Окугандар (анын ичинде ден соолугунун мүмкүнчүлүктөрү чектелүү адамдар) китепкананын материалдарын пайдаланат",
        "Ректор жооп берет",
    ),
    "kk": (
        "Білім беру ұйымы қашықтықтан оқыту технологияларын қолдана отырып оқу процесін ұйымдастырады",
        "Оқу жоспары «Білім туралы» Қазақстан Республикасы Заңының 5-бабына сәйкес ректордың бұйрығымен бекітіледі",
        "Мамандықтар тізбесі Қазақстан Республикасының Министрлігі бекіткен жіктеуішке сәйкес жыл сайын жаңартылады",
        "Білім алушылар (оның ішінде мүмкіндігі шектеулі адамдар) кітапхананың электрондық материалдарын пайдаланады",
        "Ректор жауап береді",
    ),
    "ru": (
        "Образовательная организация вправе применять электронное обучение при реализации образовательных программ",
        "Прием на обучение проводится в соответствии со статьей 12 Закона Кыргызской Республики «Об образовании»",
        "Перечень специальностей утверждается постановлением Правительства Кыргызской Республики от 26 июня 2014 года",
        "Обучающиеся (в том числе лица с ограниченными возможностями) пользуются материалами электронной библиотеки",
        "Ректор несет ответственность",
    ),
}
HEADINGS = {
    "ky": ("Жалпы жоболор", "Билим берүү уюмдарынын укуктары жана милдеттери", "Корутунду"),
    "kk": ("Жалпы ережелер", "Білім беру ұйымдарының құқықтары мен міндеттері", "Қорытынды"),
    "ru": ("Общие положения", "Права и обязанности образовательных организаций", "Порядок приема"),
}
UNITS = {
    "ky": {"chapter": "{}-глава. ", "article": "{}-берене. "},
    "kk": {"chapter": "{}-тарау. ", "article": "{}-бап. "},
    "ru": {"chapter": "Глава {}. ", "article": "Статья {}. "},
}
MARKS = {"point": "{}. ", "subpoint": "{}) ", "letter": "{}) ", "indent": "- ", "paragraph": ""}
LETTERS = "абвгд"


@dataclass(frozen=True)
class Node:
    """A provision to print: its kind (`letter` is a subpoint with one), its number, its words, and what lies in it."""

    kind: str
    num: str
    words: str
    inner: list[Node] = field(default_factory=list)


Seen = tuple[int, str, str, str]


def read_back(nodes: Sequence[Node], depth: int = 0) -> Iterator[Seen]:
    """Yield depth, kind, number and words of each node in print order."""
    for node in nodes:
        yield depth, "subpoint" if node.kind == "letter" else node.kind, node.num, node.words
        yield from read_back(node.inner, depth + 1)


def printed_lines(nodes: Sequence[Node], lang: str) -> Iterator[str]:
    for node in nodes:
        yield {**MARKS, **UNITS[lang]}[node.kind].format(node.num) + node.words
        yield from printed_lines(node.inner, lang)


def wrap(lines: Sequence[str], width: int, indent: str, apart: bool) -> str:
    wrapped = [
        "\n".join(textwrap.wrap(line, width, initial_indent=indent, break_on_hyphens=False, break_long_words=False))
        for line in lines
    ]
    return ("\n\n" if apart else "\n").join(wrapped)


def seen_in(text: str, tree: Tree) -> list[Seen]:
    cleaned, depths, seen = clean(text).text, list[int](), list[Seen]()
    for clause in tree.clauses:
        depths.append(0 if clause.parent is None else depths[clause.parent] + 1)
        num, heading, words = (
            " ".join(" ".join(cleaned[start:end] for start, end in spans).split())
            for spans in (clause.num, clause.heading, clause.text)
        )
        seen.append((depths[-1], clause.kind, num, heading or words))
    return seen


def grow(text: str, lang: str) -> Tree:
    return grow_tree(divide_paragraphs(lines_of(text), lang), lang)


def lower(words: str) -> str:
    return words[:1].lower() + words[1:]


@st.composite
def lists(draw: st.DrawFn, lang: str, kinds: tuple[str, ...], end: str) -> list[Node]:
    """Draw a list of items, all of one kind, that ends with `end`; an item may open a list of the next kind."""
    kind = draw(st.sampled_from(kinds))
    inner = kinds[kinds.index(kind) + 1 :]
    count = draw(st.integers(2, 4))
    items = []
    for i in range(count):
        words = lower(draw(st.sampled_from(SENTENCES[lang])))
        num = {"subpoint": str(i + 1), "letter": LETTERS[i], "indent": ""}[kind]
        last = end if i == count - 1 else ";"
        if inner and draw(st.integers(0, 4)) == 0:
            items.append(Node(kind, num, words + ":", draw(lists(lang, inner, last))))
        else:
            items.append(Node(kind, num, words + last))
    return items


@st.composite
def points(draw: st.DrawFn, lang: str, begin: int, plain: bool) -> list[Node]:
    drawn = []
    for i in range(draw(st.integers(1, 3))):
        words = draw(st.sampled_from(SENTENCES[lang]))
        if draw(st.booleans()):
            inner = draw(lists(lang, ("subpoint", "letter", "indent"), "."))
            drawn.append(Node("point", str(begin + i), words + ":", inner))
        else:
            drawn.append(Node("point", str(begin + i), words + "."))
        if not plain and draw(st.integers(0, 3)) == 0:
            drawn[-1].inner.append(Node("paragraph", "", draw(st.sampled_from(SENTENCES[lang])) + "."))
    return drawn


@st.composite
def acts(draw: st.DrawFn, lang: str, plain: bool) -> list[Node]:
    """Draw an act; its first two points are long, so that it tells how it is set. A plain one has no paragraphs."""
    first, *others = SENTENCES[lang]
    nodes = [Node("point", str(i + 1), f"{first} {lower(others[0])}, {lower(others[1])}.") for i in range(2)]
    nodes += draw(points(lang, 3, plain))
    for i in range(draw(st.integers(0, 2))):
        chapter = Node("chapter", str(i + 1), draw(st.sampled_from(HEADINGS[lang])))
        if draw(st.booleans()):
            for j in range(draw(st.integers(1, 2))):
                heading = draw(st.sampled_from(HEADINGS[lang]))
                chapter.inner.append(Node("article", str(j + 1), heading, draw(points(lang, 1, plain))))
        else:
            chapter.inner.extend(draw(points(lang, 1, plain)))
        nodes.append(chapter)
    return nodes


def check(nodes: list[Node], text: str, lang: str) -> None:
    tree = grow(text, lang)
    assert seen_in(text, tree) == list(read_back(nodes))
    check_places(text, tree)


def check_places(text: str, tree: Tree) -> None:
    """Check that each character is in one place, in print order, and children lie behind the words of their parent."""
    cleaned = clean(text).text
    places: list[tuple[int, int]] = [(line.start, line.end) for one in tree.head for line in one.lines]
    starts = []
    for clause in tree.clauses:
        own = [*clause.marker, *clause.heading, *clause.text]
        places += own
        places += [span for note in clause.notes for span in note.passage.spans(note.start, note.end)]
        starts.append(min(own)[0])
        assert clause.parent is None or starts[clause.parent] < starts[-1]
        assert all(any(begin <= start and end <= stop for begin, stop in own) for start, end in clause.num)
    headed = {at for start, end in places[: sum(len(one.lines) for one in tree.head)] for at in range(start, end)}
    above = [span for note in tree.notes for span in note.passage.spans(note.start, note.end)]
    places += [span for span in above if span[0] not in headed]
    assert starts == sorted(starts)
    counted = Counter(at for start, end in places for at in range(start, end))
    assert set(counted.values()) <= {1}
    lost = "".join(char for at, char in enumerate(cleaned) if at not in counted)
    assert not lost.strip(" \n.;:"), lost


LANGS = st.sampled_from(("ky", "kk", "ru"))
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(st.data(), LANGS)
def test_unwrapped_trees_come_back(data: st.DataObject, lang: str) -> None:
    nodes = data.draw(acts(lang, plain=False))
    check(nodes, "\n".join(printed_lines(nodes, lang)), lang)


@SLOW
@given(st.data(), LANGS, st.integers(60, 100), st.sampled_from((("    ", False), ("", True), ("    ", True))))
def test_wrapped_trees_come_back(data: st.DataObject, lang: str, width: int, setting: tuple[str, bool]) -> None:
    nodes = data.draw(acts(lang, plain=False))
    check(nodes, wrap(list(printed_lines(nodes, lang)), width, *setting), lang)


# Without indents and blank lines only marks tell where a provision begins.
@SLOW
@given(st.data(), LANGS, st.integers(60, 100))
def test_marked_trees_come_back_from_dense_lines(data: st.DataObject, lang: str, width: int) -> None:
    nodes = data.draw(acts(lang, plain=True))
    check(nodes, wrap(list(printed_lines(nodes, lang)), width, "", apart=False), lang)


LINES = """\
1. Окуу:
2. План.
1) окуу;
а) план;
- күндүзгү;
1.1. Максаты
I. Жалпы жоболор
1-глава. Окуу
2-берене
ЖАЛПЫ ЖОБОЛОР
Окуу бар.
окууну уюштурат
Ескерту. 1-тармақ

(КР Өкмөтүнүн
2019-жылдын 24-октябрындагы № 572 токтомунун редакциясына ылайык)
3) (Алынып тасталды - N 379)
окуу (б) план
""".splitlines()


@SLOW
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=30).map("\n".join).filter(str.strip), LANGS)
def test_no_character_is_lost_or_twice(text: str, lang: str) -> None:
    check_places(text, grow(text, lang))


# `chapter-1` is the chapter that prints 1, whatever headings without a number stand above it.
def test_ids_of_headings_without_a_number() -> None:
    text = """
        ПРИКАЗ
        от 3 марта 2020 г. № 7

        О порядке

        В соответствии с Законом «Об образовании» приказываю:

        1. Утвердить порядок.

        Приложение № 1

        **ПОРЯДОК**

        1. Прием ведет комиссия.

        **Общие положения о приеме**

        2. Комиссию назначает ректор.

        **Глава 1. Сроки приема**

        3. Прием начинается 1 июля.
        """
    chapters = {
        row.row_id: str(row.values["heading"].value)
        for row in rows_of(parse(text), "provisions")
        if row.cells["kind"] == "chapter"
    }
    assert chapters == {
        "sample:ru:annex-1:unnumbered-chapter-1": "Общие положения о приеме",
        "sample:ru:annex-1:chapter-1": "Сроки приема",
    }


# Lines that go on may stand in a little, as those of a page with another margin do: the first ones stand in more.
def test_paragraphs_on_pages_with_two_margins() -> None:
    words = "Білім беру ұйымы қашықтықтан оқыту технологияларын қолдана отырып оқу процесін".split()
    flush, margin = " ".join(words), "  " + " ".join(words).casefold()
    points = [
        f"          {n}. {flush}\n{line}\n{line} аяқталады." for n, line in enumerate([flush.casefold(), margin] * 4, 1)
    ]
    note = f"Ескерту. {flush}\n{margin} бұйрығымен."
    paragraphs = divide_paragraphs(lines_of("\n".join([note, f"            {flush}\n{margin}:", *points])), "kk")
    assert [len(one.lines) for one in paragraphs] == [2, 2, *[3] * 8]


# A signature whose post goes on below its name is none of the text of the last point.
def test_a_signature_beside_its_post() -> None:
    text = """
        ҚР Білім министрінің 2016 жылғы 22 қаңтардағы № 66 бұйрығы

        Білім туралы Заңға сәйкес БҰЙЫРАМЫН:

        1. Қағидалар бекітілсін.

           Қазақстан Республикасының                                                           А. Асанов
        Білім және ғылым министрі
        """
    assert [row.values["text"].value for row in rows_of(parse(text), "provisions")][1:] == ["Қағидалар бекітілсін."]


# Points or items that begin with another number than the first: those before may be missing here, too.
@pytest.mark.parametrize(
    ("head", "text", "told"),
    [
        ("ТОКТОМ\n2014-жылдын 26-июну № 354", "10. Окуу жүргүзүлөт.\n11. Контролдоо.", ["point 10"]),
        ("БҰЙРЫҚ\n2014 жылғы 26 маусым № 354", "10-бап. Оқу\n\n1. Оқу жүргізіледі.\n2. Мерзім.", ["article 10"]),
        ("ПРИКАЗ\nот 26 июня 2014 года № 354", "1. Установить:\n2) срок;\n3) плату.\n2. Контроль.", ["subpoint 2"]),
        ("ПРИКАЗ\nот 26 июня 2014 года № 354", "1. Установить:\n1) срок;\n2) плату.\n2. Контроль.", []),
    ],
)
def test_numbering_that_starts_late(head: str, text: str, told: list[str]) -> None:
    found = [one.message for one in parse(f"{head}\n\n{text}").findings if one.code == "number_out_of_order"]
    assert found == [f"the numbering starts at {named}" for named in told]


# A point below a note, its first line set in: no blank line is needed where the text's points have both.
def test_a_point_set_in_below_a_note() -> None:
    lines = "          {n}. Білім беру ұйымы қашықтықтан оқыту технологияларын қолдана отырып\nпроцесін жүргізеді."
    text = "\n\n".join(lines.format(n=n) for n in range(1, 8))
    note = "          Ескерту. 2-тараудың тақырыбы жаңа редакцияда – ҚР министрінің 19.10.2018 № 581\nбұйрығымен."
    printed = f"{text}\n\n     2. Орындарды бөлу тәртібі\n\n{note}\n{lines.format(n=8)}\n\n{lines.format(n=9)}"
    paragraphs = divide_paragraphs(lines_of(printed), "kk")
    assert [one.marker.text for one in paragraphs if one.marker] == ["1", "2", "3", "4", "5", "6", "7", "2", "8", "9"]
