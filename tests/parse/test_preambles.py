"""What stands above the first point: preambles in several lines, notes, covers, and what editors print there."""

from __future__ import annotations

import pytest

from tests.parse.sample import columns_of, parse, rows_of

HEAD = {
    "ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ\n\nТОКТОМ\n\n2014-жылдын 26-июну № 354\n\nОкуу жөнүндө\n\n",
    "kk": "Оқыту туралы\n\nҚР Білім және ғылым министрінің 2007 жылғы 3 желтоқсандағы N 602 Бұйрығы.\n\n",
    "ru": "ПОСТАНОВЛЕНИЕ\n\nот 26 июня 2014 года № 354\n\nОб обучении\n\n",
}
BODY = "1. Утвердить.\n2. Контроль.\nМинистр А. Асанов\n\n"
POINTS = "1. Биринчи.\n2. Экинчи.\n"


def told(text: str, part: str) -> list[tuple[object, object]]:
    """Return the kinds and words of what a part has above and without its points."""
    rows = map(columns_of, rows_of(parse(text), "provisions"))
    return [(row["kind"], row["text"] or row["heading"]) for row in rows if row["part"] == part and not row["num"]]


# The sentence of a preamble goes on in a line of its own, with the body that enacts.
@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("ru", ("Руководствуясь статьей 44 Федерального закона № 131-ФЗ (с изменениями),", "Собрание решило:")),
        ("ru", ("Руководствуясь статьей 44 Федерального закона № 131-ФЗ (с изменениями)", "Собрание решило:")),
        ("ky", ("«Билим берүү жөнүндө» Мыйзамдын 5-беренесин жетекчиликке алып,", "Өкмөт токтом кылат:")),
        ("kk", ("«Білім туралы» Заңның 5-бабын басшылыққа ала отырып,", "Үкімет ҚАУЛЫ ЕТЕДІ:")),
    ],
)
def test_a_preamble_whose_sentence_goes_on_below(lang: str, lines: tuple[str, str]) -> None:
    text = "\n\n".join(lines)
    assert told(f"{HEAD[lang]}{text}\n\n{POINTS}", "body") == [("preamble", " ".join(lines))]


# So it is where the page sets the body and its verb in bold.
def test_a_preamble_whose_end_is_set_in_bold() -> None:
    head = HEAD["ru"].replace("Об обучении", "**Об обучении**")
    text = "Руководствуясь статьей 44 Федерального закона № 131-ФЗ,\n\n**Собрание решило:**\n\n"
    preamble = "Руководствуясь статьей 44 Федерального закона № 131-ФЗ, Собрание решило:"
    assert told(f"{head}{text}{POINTS}", "body") == [("preamble", preamble)]


# A note that changed the preamble stands below it, one of the whole act above it.
@pytest.mark.parametrize(
    ("lang", "sentence", "note"),
    [
        (
            "ky",
            "Ушул токтом окуунун жалпы тартибин белгилейт.",
            "(КР 2014-жылдын 16-январындагы № 12 Мыйзамынын редакциясына ылайык)",
        ),
        (
            "kk",
            "Осы бұйрық оқытудың жалпы тәртібін айқындайды.",
            "(ҚР 2014 жылғы 16 қаңтардағы № 12 Заңының редакциясында)",
        ),
    ],
)
def test_a_note_below_a_preamble(lang: str, sentence: str, note: str) -> None:
    assert told(f"{HEAD[lang]}{note}\n\n{sentence}\n{note}\n\n{POINTS}", "body") == [("preamble", sentence)]


# The sentence that names an order and tells its registration is the head, whatever stands between it and the preamble.
@pytest.mark.parametrize(
    "between", ["", "Ескерту. Тақырып жаңа редакцияда - ҚР министрінің 2019.02.05 № 47 бұйрығымен.\n\n"]
)
def test_the_name_of_an_act_is_no_preamble(between: str) -> None:
    registered = "Қазақстан Республикасының Әділет министрлігінде 2007 жылғы 20 желтоқсанда № 5037 болып тіркелді."
    enacts = "«Білім туралы» Қазақстан Республикасының Заңына сәйкес БҰЙЫРАМЫН:"
    for head in (HEAD["kk"].replace("Бұйрығы.", f"Бұйрығы. {registered}"), f"{HEAD['kk']}{registered}\n\n"):
        assert told(f"{head}{between}{enacts}\n\n{POINTS}", "body") == [("preamble", enacts)]


# A note above the points of an annex is no preamble, nor is what stands below it.
@pytest.mark.parametrize(
    ("lang", "stamp", "note"),
    [("ru", "Приложение 1", "Примечание:"), ("ky", "1-тиркеме", "Эскертүү:"), ("kk", "1-қосымша", "Ескертпе:")],
)
def test_a_note_is_no_preamble(lang: str, stamp: str, note: str) -> None:
    text = f"{HEAD[lang]}{BODY}{stamp}\n\nНОРМЫ\n\n{note}\n\n* - пробег одной машины в месяц 2600 км.\n\n{POINTS}"
    assert [kind for kind, _ in told(text, "annex-1")] == ["paragraph", "paragraph"]


# Where and when stand on a cover above the title, which is told once more.
@pytest.mark.parametrize("place", ["Костанай, 2019 г.", "Қостанай, 2019 ж.", "Бишкек ш., 3.03.2019"])
def test_the_title_below_a_cover_heads_no_chapter(place: str) -> None:
    cover = f"**ПОЛОЖЕНИЕ О ЦЕНТРЕ**\n\n{place}\n\n**ПОЛОЖЕНИЕ**\n\n**об учебном центре**\n\n"
    assert told(f"{HEAD['ru']}{BODY}Приложение 1\n\n{cover}{POINTS}", "annex-1") == []


# Editors head the acts that changed a text; that is neither of the text nor a note of its own.
def test_the_heading_of_the_acts_that_changed_a_text() -> None:
    changes = "Список изменяющих документов\n(в ред. Приказов от 15.02.2017 N 27, от 28.05.2019 N 106)\n\n"
    extraction = parse(f"{HEAD['ru']}{BODY}Приложение 1\n\nТРЕБОВАНИЯ\n\n{changes}{POINTS}")
    rows = [row for row in map(columns_of, rows_of(extraction, "provisions")) if row["part"] == "annex-1"]
    assert [row["num"] for row in rows] == ["1", "2"]
    changed = [columns_of(row) for row in rows_of(extraction, "amendments")]
    assert [(row["target_kind"], row["by_number"]) for row in changed] == [("annex", "27"), ("annex", "106")]
    assert not [one for one in extraction.destinies if one.fate == "unexplained"]
