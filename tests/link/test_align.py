"""Provisions of two languages side by side: numbers anchor, order and clues do the rest, nothing is lost."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.languages.identify import identify_language
from pipeline.link.align import Clause, Pair, align
from pipeline.link.compare import compare

ACT = Path(__file__).resolve().parents[2] / "sources" / "kg-2025-77" / "act.md"


def clause(key: str, kind: str, num: str | None, text: str, parent: str | None = None) -> Clause:
    return Clause(key, parent, kind, num, None, text)


def chapter(key: str, num: str, heading: str) -> Clause:
    return Clause(key, None, "chapter", num, heading, None)


def keys(pairs: Sequence[Pair]) -> list[tuple[str | None, str | None]]:
    return [(pair.left, pair.right) for pair in pairs]


KY = [
    chapter("к1", "1", "Жалпы жоболор"),
    clause("к1.1", "point", "1", "Типтүү жобо онлайн билим берүү ишин уюштуруу тартибин аныктайт.", "к1"),
    clause("к1.2", "point", "2", "Бул Типтүү жободо төмөнкүдөй түшүнүктөр колдонулат:", "к1"),
    clause("к1.2.1", "subpoint", "1", "прокторинг – контролдоо технологиясы;", "к1.2"),
    clause("к1.2.2", "subpoint", "2", "онлайн курс – окуу программасы.", "к1.2"),
    chapter("к2", "2", "Онлайн билим берүү уюмун каржылоо"),
    clause("к2.3", "point", "3", "Синхрондук сабактар жалпы көлөмдүн 20 %ынан кем эмес.", "к2"),
    clause("к2.4", "point", "4", "Кредиттер жана гранттар.", "к2"),
]
RU = [
    chapter("р1", "1", "Общие положения"),
    clause("р1.1", "point", "1", "Типовое положение определяет порядок организации онлайн-обучения.", "р1"),
    clause("р1.2", "point", "2", "В настоящем Типовом положении используются следующие понятия:", "р1"),
    clause("р1.2.1", "subpoint", "1", "прокторинг – технология контроля;", "р1.2"),
    clause("р1.2.2", "subpoint", "2", "онлайн-курс – учебная программа.", "р1.2"),
    chapter("р2", "2", "Финансирование онлайн-образовательной организации"),
    clause("р2.3", "point", "3", "Синхронные занятия составляют не менее 20 % от общего объема.", "р2"),
    clause("р2.4", "point", "4", "Кредиты и гранты.", "р2"),
]
TWINS = [(ours.key, theirs.key) for ours, theirs in zip(KY, RU, strict=True)]


def without(clauses: Sequence[Clause], *gone: str) -> list[Clause]:
    return [found for found in clauses if found.key not in gone]


def test_a_tree_is_paired_from_the_top_down() -> None:
    pairs = align(KY, RU, "ky", "ru")
    assert keys(pairs) == TWINS
    assert {pair.method for pair in pairs} == {"number"}
    assert all(0.5 <= pair.score <= 1 for pair in pairs)


# what one side lacks is said, and nothing else moves
@pytest.mark.parametrize("place", [1, 2, 4, 6, 7])
def test_a_missing_clause_moves_no_other(place: int) -> None:
    gone = {KY[place].key} | {found.key for found in KY if found.parent == KY[place].key}
    pairs = align(without(KY, *gone), RU, "ky", "ru")
    assert keys(pairs) == [(None if ours in gone else ours, theirs) for ours, theirs in TWINS]
    pairs = align(RU, without(KY, *gone), "ru", "ky")
    assert keys(pairs) == [(theirs, None if ours in gone else ours) for ours, theirs in TWINS]


def test_points_find_their_twins_where_a_chapter_heading_is_lost() -> None:
    gone = "к2"
    flattened = [replace(found, parent="к1") if found.parent == gone else found for found in without(KY, gone)]
    pairs = align(flattened, RU, "ky", "ru")
    assert sorted(keys(pairs), key=str) == sorted([*TWINS[:5], (None, "р2"), *TWINS[6:]], key=str)


def test_points_find_their_twins_where_one_side_has_no_chapters_at_all() -> None:
    flat = [
        replace(found, parent=None if found.parent in {"к1", "к2"} else found.parent)
        for found in without(KY, "к1", "к2")
    ]
    pairs = align(flat, RU, "ky", "ru")
    assert {pair for pair in keys(pairs) if None not in pair} == {TWINS[at] for at in (1, 2, 3, 4, 6, 7)}


# the points of a decree and of the regulation it approves begin with 1 each
def test_numbers_that_begin_again_are_paired_in_order() -> None:
    ky = [clause(f"к{at}", "point", num, "Текст.") for at, num in enumerate("1231234")]
    ru = [clause(f"р{at}", "point", num, "Текст.") for at, num in enumerate("12312345")]
    assert keys(align(ky, ru, "ky", "ru")) == [*((f"к{at}", f"р{at}") for at in range(7)), (None, "р7")]


# БИРИНЧИ БӨЛҮМ is РАЗДЕЛ ПЕРВЫЙ, II ГЛАВА is ГЛАВА 2, and 14¹ is 14-1
def test_numbers_are_equal_however_they_are_printed() -> None:
    ky = [chapter("к1", "БИРИНЧИ", "Негиздер"), chapter("к2", "II", "Укуктар"), chapter("к3", "14¹", "Соттор")]
    ru = [chapter("р1", "ПЕРВЫЙ", "Основы"), chapter("р2", "2", "Права"), chapter("р3", "14-1", "Суды")]
    pairs = align(ky, ru, "ky", "ru")
    assert [(pair.left, pair.right, pair.method) for pair in pairs] == [
        (f"к{at}", f"р{at}", "number") for at in (1, 2, 3)
    ]


# parts of the list of sources of finance (point 38) as indents without numbers; the grants are missing on the right
def test_without_numbers_order_length_and_cognates_decide() -> None:
    ky = [
        clause("к1", "indent", None, "республикалык жана жергиликтүү бюджеттер;"),
        clause("к2", "indent", None, "депозиттик салымдардан түшкөн кирешелер;"),
        clause("к3", "indent", None, "кредиттер жана гранттар;"),
        clause("к4", "indent", None, "Кыргыз Республикасынын мыйзамдарына каршы келбеген башка булактар."),
    ]
    ru = [
        clause("р1", "indent", None, "республиканский и местный бюджеты;"),
        clause("р2", "paragraph", None, "доходы от депозитных вкладов;"),
        clause("р4", "indent", None, "другие источники, не противоречащие законодательству Кыргызской Республики."),
    ]
    pairs = align(ky, ru, "ky", "ru")
    assert keys(pairs) == [("к1", "р1"), ("к2", "р2"), ("к3", None), ("к4", "р4")]
    assert {pair.method for pair in pairs} <= {"position", "content"}


def test_a_twin_by_number_whose_words_disagree_scores_low() -> None:
    ky = [clause("к1", "point", "3", "Жубайлардын укуктары жана милдеттери түзүлгөн нике катталган күндөн башталат.")]
    ru = [clause("р1", "point", "3", "Отказ.")]
    good = align([KY[6]], [RU[6]], "ky", "ru")[0].score
    assert align(ky, ru, "ky", "ru")[0].score < good


def test_nothing_pairs_with_nothing() -> None:
    assert align([], [], "ky", "ru") == []
    assert keys(align(KY[:1], [], "ky", "ru")) == [("к1", None)]
    assert keys(align([], RU[:1], "ky", "ru")) == [(None, "р1")]


MARK = re.compile(r"(?P<point>\d+)\. |(?P<subpoint>\d+)\) |(?P<chapter>\d+)-глава\. |Глава (?P<chapter2>\d+)\. ")
PARENT = {"chapter": None, "point": "chapter", "subpoint": "point"}


def read_act() -> dict[str, list[Clause]]:
    """Read the regulation of the act of 2025 by language, whole where the other language's page cuts a point."""
    text = ACT.read_text(encoding="utf-8")
    body = text[
        text.index("**1-глава. Жалпы жоболор**") : text.index("Кыргыз Республикасынын  \nкесиптик билим берүүнүн  ")
    ]
    body = re.sub(r"\*\*Типовое положение.*?\*\*\n", "", body, flags=re.DOTALL)
    found: dict[str, list[Clause]] = {"ky": [], "ru": []}
    for paragraph in re.split(r"\n\n|\n- ", body):
        words = re.sub(r"[*#]+ ?|^- ", "", paragraph.strip())
        side = found[identify_language(words, ("ky", "ru"))[0] or "ru"]
        mark = MARK.match(words)
        if mark is None:
            side[-1:] = [replace(last, text=f"{last.text} {words}") for last in side[-1:]]
            continue
        kind = str(mark.lastgroup).rstrip("2")
        above = next((other.key for other in reversed(side) if other.kind == PARENT[kind]), None)
        num = mark[mark.lastgroup or 0]
        side.append(Clause(f"{above} {kind} {num}", above, kind, num, None, words[mark.end() :]))
    return found


# nine chapters and 41 points in both languages, subpoints under 2, 4, 5, 16-20 and 38
def test_every_provision_of_the_act_finds_its_twin() -> None:
    act = read_act()
    assert [sum(found.kind == kind for found in act["ky"]) for kind in ("chapter", "point", "subpoint")] == [9, 41, 52]
    pairs = align(act["ky"], act["ru"], "ky", "ru")
    assert all(pair.left == pair.right and pair.method == "number" for pair in pairs)


# read side by side, no number, date, share or reference of the regulation differs, and no sentence is missing
def test_the_languages_of_the_act_agree_in_their_figures() -> None:
    act = read_act()
    texts = [(ours.text or "", theirs.text or "") for ours, theirs in zip(act["ky"], act["ru"], strict=True)]
    assert [found for ours, theirs in texts for found in compare(ours, theirs, "ky", "ru")] == []


def test_the_act_is_paired_without_its_numbers_too() -> None:
    act = {
        lang: [replace(found, parent=None, kind="paragraph", num=None) for found in side]
        for lang, side in read_act().items()
    }
    gone = [act["ru"][at] for at in (20, 40, 60, 80, 100)]
    pairs = align(act["ky"], [found for found in act["ru"] if found not in gone], "ky", "ru")
    assert [pair for pair in keys(pairs) if pair[0] != pair[1]] == [(found.key, None) for found in gone]


texts = st.lists(st.sampled_from(["Бюджет", "20 %", "онлайн", "жана", ";", "№ 5"]), max_size=6).map(" ".join)
nums = st.sampled_from(["1", "2", "3", None])
kinds = st.sampled_from(["point", "paragraph", "chapter"])


@st.composite
def sides(draw: st.DrawFn, mark: str) -> list[Clause]:
    found: list[Clause] = []
    for at in range(draw(st.integers(0, 8))):
        parent = draw(st.sampled_from([None, *(other.key for other in found)]))
        found.append(Clause(f"{mark}{at}", parent, draw(kinds), draw(nums), None, draw(texts)))
    return found


@given(sides("к"), sides("р"))
def test_every_clause_stands_in_exactly_one_pair(left: list[Clause], right: list[Clause]) -> None:
    pairs = align(left, right, "ky", "ru")
    assert [pair.left for pair in pairs if pair.left] == [found.key for found in left]
    assert sorted(pair.right for pair in pairs if pair.right) == sorted(found.key for found in right)
    assert all(0 <= pair.score <= 1 for pair in pairs)


@given(sides("к"))
def test_a_text_is_its_own_twin(left: list[Clause]) -> None:
    named = [replace(found, num=str(at)) for at, found in enumerate(left)]
    assert all(pair.left == pair.right for pair in align(named, named, "ky", "ky"))


@pytest.mark.usefixtures("must_end")
def test_a_thousand_paragraphs_find_their_twins() -> None:
    ky = [clause(f"к{at}", "paragraph", None, f"{KY[at % 8].text} {at}") for at in range(1000)]
    ru = [clause(f"р{at}", "paragraph", None, f"{RU[at % 8].text} {at}") for at in range(1000) if at % 50]
    pairs = align(ky, ru, "ky", "ru")
    assert all(pair.left and pair.right and pair.left[1:] == pair.right[1:] for pair in pairs if pair.right)
