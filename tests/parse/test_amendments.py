"""Notes of editors as amendments: which act changed what, and how; typed by reading the texts below."""

from __future__ import annotations

import pytest

from pipeline.parse.prose.repeals import repeals_whole_act
from tests.parse.sample import codes, columns_of, parse, rows_of
from tests.parse.texts import BARRED, REPEALED_RU

REPEAL_RU = "Утратил силу приказом Министерства образования и науки Кыргызской Республики от 3 июня 2015 года № 700/1."

HEAD = {
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ\n\nТОКТОМ\n\n2014-жылдын 26-июну № 354\n\nОкуу жөнүндө\n\n",
    "ru": "ПРАВИТЕЛЬСТВО КЫРГЫЗСКОЙ РЕСПУБЛИКИ\n\nПОСТАНОВЛЕНИЕ\n\nот 26 июня 2014 года № 354\n\nОб обучении\n\n",
    "kk": "Оқыту туралы\n\nҚР Білім және ғылым министрінің 2007 жылғы 3 желтоқсандағы N 602 Бұйрығы.\n\n",
}
COLUMNS = ("target_part", "target_kind", "target_num", "kind", "by_issuer", "by_number", "by_date")


def amendments(lang: str, text: str) -> list[tuple[str, ...]]:
    rows = [columns_of(row) for row in rows_of(parse(HEAD[lang] + text), "amendments")]
    return [tuple(str(row.get(column) or "") for column in COLUMNS) for row in rows]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # below a point, of several acts, the number cut from its sign
        (
            "ky",
            "1. Окуу жүргүзүлөт.\n\n(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572, 2020-жылдын 20-майындагы №\n"
            "262 токтомдорунун редакцияларына ылайык)\n\n2. Контролдоо.",
            [
                ("body", "point", "1", "amended", "КР Өкмөтүнүн", "572", "2019-10-24"),
                ("body", "point", "1", "amended", "КР Өкмөтүнүн", "262", "2020-05-20"),
            ],
        ),
        # at the end of a subpoint; below the last item of a list it is the point's
        (
            "ru",
            "1. Установить:\n1) срок (в редакции постановления Правительства КР от 11 апреля 2018 года № 197);\n"
            "2) плату.\n(В редакции постановления Правительства КР от 11 июня 2018 года № 279)\n2. Контроль.",
            [
                ("body", "subpoint", "1", "amended", "Правительства КР", "197", "2018-04-11"),
                ("body", "point", "1", "amended", "Правительства КР", "279", "2018-06-11"),
            ],
        ),
        # above the first point it is the act's
        (
            "ru",
            "(В редакции постановлений Правительства КР от 2 июня 2016 года № 404, 29 мая 2017 года № 346)\n1. Срок.",
            [
                ("body", "act", "", "amended", "Правительства КР", "404", "2016-06-02"),
                ("body", "act", "", "amended", "Правительства КР", "346", "2017-05-29"),
            ],
        ),
        # a note that names its point, though it stands below another
        (
            "kk",
            "1. Оқу жүргізіледі.\n2. Бақылау.\n"
            "Ескерту. 1-тармаққа өзгерту енгізілді - ҚР Білім министрлігінің 2008.06.25. N 379 Бұйрығымен.\n",
            [("body", "point", "1", "amended", "ҚР Білім министрлігінің", "379", "2008-06-25")],
        ),
        # what was taken out keeps its place
        (
            "kk",
            "1. Мыналар:\n1) оқу;\n2) (Алынып тасталды - ҚР министрлігінің 2008.06.25. N 379 Бұйрығымен)\n2. Бақылау.",
            [("body", "subpoint", "2", "removed", "ҚР министрлігінің", "379", "2008-06-25")],
        ),
        # a point that was repealed by a law without an issuer
        (
            "ru",
            "1. Контроль.\n2. Утратил силу. - Федеральный закон от 24.03.2021 N 51-ФЗ.\n3. Срок.",
            [("body", "point", "2", "repealed", "", "51-ФЗ", "2021-03-24")],
        ),
        # a part that a law added; a law has no issuer
        (
            "ru",
            "1. Срок. (Дополнение частью - Федеральный закон от 14.07.2022 № 299-ФЗ)\n"
            "2. Плата.\n(часть 2 введена Федеральным законом от 24.03.2021 N 51-ФЗ)\n"
            "3. Контроль (в редакции Закона КР от 5 июня 2018 года № 60).",
            [
                ("body", "point", "1", "amended", "", "299-ФЗ", "2022-07-14"),
                ("body", "point", "2", "amended", "", "51-ФЗ", "2021-03-24"),
                ("body", "point", "3", "amended", "", "60", "2018-06-05"),
            ],
        ),
        # editors who name no act
        (
            "ru",
            "1. Контроль.\n\nСноска. Порядок введения в действие см. пункт 3.\n",
            [("body", "point", "1", "note", *[""] * 3)],
        ),
        # a reference to another act's wording, a bracket of the text, a note of the text itself: no amendments
        (
            "ru",
            "1. Применять постановление от 12.10.2015 № 5 (в редакции постановления от 13.10.2016 № 7).\n"
            "2. Плата (далее - плата) взимается.\nПримечание. Плата не возвращается.",
            [],
        ),
    ],
)
def test_amendments(lang: str, text: str, expected: list[tuple[str, ...]]) -> None:
    assert amendments(lang, text) == expected


def test_a_note_is_no_part_of_a_text() -> None:
    text = "1. Оқу.\n1) оқу;\n2) (Алынып тасталды - ҚР министрлігінің 2008.06.25. N 379)\n3) бақылау.\n"
    rows = [columns_of(row) for row in rows_of(parse(HEAD["kk"] + text), "provisions")]
    assert [(row["num"], row.get("text")) for row in rows] == [
        ("1", "Оқу."),
        ("1", "оқу;"),
        ("2", None),
        ("3", "бақылау."),
    ]


def test_a_note_bound_to_a_provision_names_it() -> None:
    extraction = parse(
        HEAD["ru"] + "1. Срок (в редакции постановления Правительства КР от 11.04.2018 № 197).\n2. Плата."
    )
    (row,) = rows_of(extraction, "amendments")
    point = next(one for one in rows_of(extraction, "provisions") if columns_of(one)["num"] == "1")
    assert row.cells["provision_id"] == point.row_id
    assert columns_of(point)["text"] == "Срок"
    assert columns_of(row)["note"] == "(в редакции постановления Правительства КР от 11.04.2018 № 197)"


def test_a_note_among_the_rows_of_a_list_is_bound_to_the_list() -> None:
    note = "(КР Өкмөтүнүн 2019-жылдын 24-октябрындагы № 572 токтомунун\nредакциясына ылайык)"
    extraction = parse(f"{BARRED}1. Орто кесиптик билим берүү:\n060101 Дарылоо иши\n{note}\n060102 Акушердик иш")
    (row,) = [columns_of(one) for one in rows_of(extraction, "amendments")]
    assert [row[column] for column in ("target_part", "target_kind", "target_num")] == ["annex-1", "list", "1"]
    assert (row["kind"], row["by_number"]) == ("amended", "572")
    assert len(rows_of(extraction, "list_entries")) == 2
    assert {one.fate for one in extraction.destinies} <= {"value", "heading", "ignored"}


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("(утратило силу в соответствии с постановлением Правительства КР от 3 июня 2015 года № 700)", "repealed"),
        ("(в редакции постановления Правительства КР от 3 июня 2015 года № 700)", "in_force"),
    ],
)
def test_a_bracket_below_the_title_tells_the_state_of_the_act(note: str, status: str) -> None:
    extraction = parse(REPEALED_RU.replace(REPEAL_RU, note))
    [act] = rows_of(extraction, "acts")
    assert columns_of(act)["status"] == status
    assert columns_of(act).get("repealed_by_number") == ("700" if status == "repealed" else None)


# Notes that stand where the act's own repeal would: of a part, of another act, of an act that changed this one.
@pytest.mark.parametrize(
    ("lang", "note", "targets", "unsure"),
    [
        ("ru", "(Приложение 2 утратило силу постановлением от 3 июня 2015 года № 700)", [("annex-2", "annex", "2")], 0),
        ("ru", "(Перечень утратил силу постановлением от 3 июня 2015 года № 700)", [("body", "act", "")], 1),
        ("ru", "(Утратил силу пункт 3 постановлением от 3 июня 2015 года № 700)", [("body", "act", "")], 1),
        ("ru", "(Утратило силу в части пункта 2 постановлением от 3 июня 2015 года № 700)", [("body", "act", "")], 1),
        ("ru", "Примечание. Приказ от 3 июня 2005 года № 700 утратил силу.", [("body", "act", "")], 1),
        ("ky", "(КР Өкмөтүнүн 2015-жылдын 3-июнундагы № 700 токтомуна ылайык 3-пункт күчүн жоготту)", [], 1),
        ("ky", "(2-тиркеменин 3-пункту 2015-жылдын 3-июнундагы № 700 токтомуна ылайык күчүн жоготту)", [], 1),
        ("kk", "Ескерту. Кіріспенің күші жойылды - ҚР министрлігінің 2008.06.25. N 379 Бұйрығымен.", [], 1),
    ],
)
def test_the_repeal_of_something_else_is_not_the_acts(
    lang: str, note: str, targets: list[tuple[str, str, str]], unsure: int
) -> None:
    extraction = parse(HEAD[lang] + note + "\n\n1. Окуу.\n2. Контроль.\n")
    [act] = rows_of(extraction, "acts")
    assert columns_of(act)["status"] == "in_force"
    assert "repealed_by_number" not in act.values
    assert codes(extraction.findings).count("repeal_unsure") == unsure
    assert [row[:3] for row in amendments(lang, note + "\n\n1. Окуу.\n2. Контроль.\n")] == targets or not targets


# No blank line parts the head.
def test_a_repeal_right_below_the_title() -> None:
    note = "Утратило силу постановлением Правительства КР от 3 июня 2015 года № 700"
    text = (
        HEAD["ru"].replace("\n\n", "\n")
        + note
        + "\nВ целях обучения Правительство постановляет:\n1. Срок.\n2. Плата.\n"
    )
    [act] = rows_of(parse(text), "acts")
    row = columns_of(act)
    assert (row["status"], row["repealed_by_number"], str(row["repealed_by_date"])) == ("repealed", "700", "2015-06-03")
    assert row["title_ru"] == "Об обучении"


# A note above the first point and one in the annex itself tell of the same annex: two amendments.
def test_two_notes_of_one_annex() -> None:
    note = "утратило силу постановлением от 3 июня 2015 года № 700)"
    text = f"(Приложение 1 {note}\n\n1. Окуу.\n2. Контроль.\nПремьер-министр А. Атамбаев\n\nПриложение 1\n\n"
    rows = rows_of(parse(f"{HEAD['ru']}{text}ПОРЯДОК\n({note.capitalize()}\n\n1. Срок.\n2. Плата.\n"), "amendments")
    assert sorted(row.row_id for row in rows) == [f"kg-2014-354:ru:annex-1:amendment-{i}" for i in (1, 2)]


# An annex has the number that its stamp prints, however it is counted; a note names it there, or above.
@pytest.mark.parametrize("note", ["1-қосымшамен толықтырылды", "Қосымша жаңа редакцияда"])
def test_a_note_names_the_annex_of_an_annex(note: str) -> None:
    printed = f"Ескерту. {note} - ҚР министрінің 2020.05.22 N 215 бұйрығымен.\n\n"
    above, below = (printed, "") if note[0].isdigit() else ("", printed)
    text = (
        f"{HEAD['kk']}1. Қағидалар бекітілсін.\n{above}Министр А. Асанов\n\nМинистрдің\n2016 жылғы 22 қаңтардағы\n"
        "N 66 бұйрығымен\nбекітілген\n\nҚағидалар\n\n1. Тәртіп.\n2. Мерзім.\n\nБөлу қағидаларына 1-қосымша\n\n"
        f"{below}Өтініш\n\n1. Орын.\n2. Мерзім.\n"
    )
    [row] = map(columns_of, rows_of(parse(text), "amendments"))
    assert (row["target_part"], row["target_kind"], row["target_num"]) == ("annex-2", "annex", "1")


def test_what_became_of_an_amending_act_is_not_what_it_did() -> None:
    note = "(в редакции постановления от 5 мая 2016 года № 5 (утратило силу постановлением от 3 июня 2017 года № 7))"
    assert amendments("ru", note + "\n\n1. Срок.\n2. Контроль.\n") == [
        ("body", "act", "", "amended", "", "5", "2016-05-05")
    ]


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("ru", "(Утратило силу с 1 января 2016 года постановлением от 3 июня 2015 года № 700)"),
        ("kk", "Ескерту. Күші жойылды - ҚР министрінің 2015.06.03 N 700 бұйрығымен, 2016.01.01. бастап."),
    ],
)
def test_the_day_from_which_an_act_is_repealed_is_not_the_date_of_a_decree(lang: str, note: str) -> None:
    [act] = rows_of(parse(HEAD[lang] + note + "\n\n1. Окуу.\n2. Контроль.\n"), "acts")
    row = columns_of(act)
    assert (row["status"], row["repealed_by_number"], str(row["repealed_by_date"])) == ("repealed", "700", "2015-06-03")


@pytest.mark.parametrize(
    ("lang", "kind", "note", "whole"),
    [
        # units and lists of the act that repeals
        ("ru", "order", "Утратил силу согласно пункту 2 приказа от 3 июня 2015 года № 700", True),
        ("ru", "order", "(Утратил силу приказом от 3 июня 2015 года № 700 «Об изменениях в перечне»)", True),
        ("ky", "decree", "(2015-жылдын 3-июнундагы № 700 токтомунун 2-пунктуна ылайык күчүн жоготту)", True),
        # the act by its kind, and the regulation that it approved
        ("kk", "order", "Ескерту. Бұйрықтың күші жойылды - ҚР министрінің 2015.06.25 N 379 бұйрығымен.", True),
        ("kk", "order", "Ескерту. Қағиданың күші жойылды - ҚР министрінің 2015.06.25 N 379 бұйрығымен.", False),
        # by an act, and that act itself
        ("kk", "order", "ҚР министрінің 2012 жылғы 5 мамырдағы № 5 бұйрығымен күші жойылды", True),
        ("kk", "order", "ҚР министрінің 2012 жылғы 5 мамырдағы № 5 бұйрығының күші жойылды", False),
        ("ky", "decree", "(КР Өкмөтүнүн 2015-жылдын 3-июнундагы № 700 токтому менен күчүн жоготкон)", True),
        ("ky", "decree", "(КР Өкмөтүнүн 2005-жылдын 3-июнундагы № 700 токтому күчүн жоготкон)", False),
    ],
)
def test_repeals_whole_act(lang: str, kind: str, note: str, whole: bool) -> None:
    assert repeals_whole_act(note, lang, kind) == whole


def test_the_repeal_of_a_paragraph_is_not_the_acts() -> None:
    paragraphs = (
        "Приказываю:\nУтвердить порядок.\nПризнать практику.\n(утратил силу приказом от 3 июня 2015 года № 700)"
    )
    extraction = parse(REPEALED_RU.replace(REPEAL_RU, "").replace("Приказываю:\n1. Утвердить порядок.", paragraphs))
    [act], [amendment] = rows_of(extraction, "acts"), rows_of(extraction, "amendments")
    assert columns_of(amendment)["kind"] == "repealed"
    assert columns_of(act)["status"] == "in_force"


# a sentence whose subject is the act itself, by its kind, is a note as one without a subject is
@pytest.mark.parametrize("subject", ["Приказ утратил", "Настоящий приказ утратил"])
def test_a_repeal_may_name_the_act_by_its_kind(subject: str) -> None:
    extraction = parse(REPEALED_RU.replace(REPEAL_RU, REPEAL_RU.replace("Утратил", subject)))
    [act] = rows_of(extraction, "acts")
    assert columns_of(act)["status"] == "repealed"
    assert columns_of(act)["repealed_by_number"] == "700/1"


def test_the_repeal_of_a_numbered_act_is_not_the_acts() -> None:
    other = "Приказ от 3 июня 2005 года № 7 утратил силу приказом от 3 июня 2015 года № 700."
    [act] = rows_of(parse(REPEALED_RU.replace(REPEAL_RU, other)), "acts")
    assert columns_of(act)["status"] == "in_force"


# The act from which an item counts is no act that the text cites.
@pytest.mark.parametrize(
    ("lang", "item"),
    [
        ("kk", "01.01.2023 бастап қолданысқа енгізіледі - ҚР Білім министрінің 19.10.2018 № 581 бұйрығымен."),
        ("ru", "вводится в действие с 01.01.2023 приказом Министра образования от 19.10.2018 № 581."),
        ("ky", "2023-жылдын 1-январынан тартып колдонууга киргизилет - КР Өкмөтүнүн 19.10.2018 № 581 токтому."),
    ],
)
def test_an_item_that_counts_from_a_day(lang: str, item: str) -> None:
    extraction = parse(f"{HEAD[lang]}1. Окуу:\n1) окуу;\n2) {item}\n2. Контроль.")
    [row] = map(columns_of, rows_of(extraction, "amendments"))
    assert (row["target_kind"], row["target_num"], row["kind"]) == ("subpoint", "2", "note")
    assert (row["by_number"], str(row["by_date"])) == ("581", "2018-10-19")
    assert not rows_of(extraction, "citations")
