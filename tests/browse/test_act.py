"""An act to read, made up and real."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.browse.act import read_act
from pipeline.browse.find_act import find_act
from pipeline.browse.tell_act import tell_act
from pipeline.errors import UnknownIdError
from tests.audit.sample import ACT_ID
from tests.browse.sample import OLDER_ID, write_sample

EXTRACTED = Path(__file__).resolve().parents[2] / "extracted"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("browse"))


def told(act_id: str, out: Path, lang: str | None = None, point: str | None = None) -> str:
    return "\n".join(line.text for line in tell_act(read_act(act_id, out, lang, point)))


WHOLE = f"""\
decree № 12-ТК, 2031-05-05  {ACT_ID}
КЫРГЫЗ РЕСПУБЛИКАСЫНЫН ӨКМӨТҮ
Окутууга жол берилбеген адистиктердин тизмегин бекитүү жөнүндө
status        in force (no repeal is printed)
text          consolidated to 2032-06-03
language      ky (also ru: --lang ru)
certificate   not proven (why: tizmek status)
[amended 2032-06-03 № 7]
[note: (Окугула!)]

body

Билим берүү мыйзамына ылайык ТОКТОМ КЫЛАТ:
cites constitutional law “Билим берүү”, article 3, point 4
cites decree № 9 2030-01-02 → {OLDER_ID}

1.  Бул токтом күчүнө кирет.

annex-1
[list: new edition 2032-06-03]

list: Орто кесиптик жана жогорку кесиптик билим берүүдө сырттан окутууга жол берилбеген 3 адистиктин тизмеги  \
(3 entries; tizmek tables list_entries, list_id {ACT_ID}:annex-1:list)

annex-2

chapter IV  Жалпы жоболор

  1.  Максаты
      Аралыктан окутуу сырттан окуудан айырмаланат:
      1)  алыстан окутууну баштоо;
      2)  [removed 2032-06-03 № 7]
      –   Ёлка жөнүндө.
      Окутуу толугу менен болот.
      [amended 2031-09-01 № 5, 2032-06-03 № 7]

  1.2. Эл аралык байланыш\x1b[2J."""


def test_whole_act(out: Path) -> None:
    assert told(ACT_ID, out) == WHOLE


def test_other_language(out: Path) -> None:
    lines = told(ACT_ID, out, "RU").splitlines()
    assert "language      ru (also ky: --lang ky)" in lines
    assert "1.  Постановление вступает в силу." in lines
    assert not any("токтом" in line for line in lines)


def test_act_without_provisions(out: Path) -> None:
    lines = told(OLDER_ID, out).splitlines()
    assert "status        repealed 2031-05-05 № 12-ТК" in lines
    assert lines[-1] == "no provisions are published in this language"


# Both parts have a point 1; the subpoint 1 is not meant, and lies in one of them.
def test_point_of_two_parts(out: Path) -> None:
    lines = told(ACT_ID, out, point="1").splitlines()
    first, second = lines.index("body"), lines.index("annex-2 › chapter IV Жалпы жоболор")
    assert lines[first + 1 : first + 3] == [f"{ACT_ID}:ky:body:point-1", "1.  Бул токтом күчүнө кирет."]
    assert lines[second + 1 : second + 5] == [
        f"{ACT_ID}:ky:annex-2:chapter-IV:point-1",
        "1.  Максаты",
        "    Аралыктан окутуу сырттан окуудан айырмаланат:",
        "    1)  алыстан окутууну баштоо;",
    ]
    assert lines[-1] == "    [amended 2031-09-01 № 5, 2032-06-03 № 7]"


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("1.2.", ["annex-2:chapter-IV:point-1.2"]),
        ("iv", ["annex-2:chapter-IV"]),
        ("ІV", ["annex-2:chapter-IV"]),  # a Cyrillic І
        ("2", ["annex-2:chapter-IV:point-1:subpoint-2"]),  # no point and no chapter has it
        ("chapter IV", ["annex-2:chapter-IV"]),
        ("annex-2:chapter-IV:point-1", ["annex-2:chapter-IV:point-1"]),
        ("preamble", ["body:preamble"]),
    ],
)
def test_points(out: Path, asked: str, ids: list[str]) -> None:
    assert read_act(ACT_ID, out, point=asked).points == tuple(f"{ACT_ID}:ky:{path}" for path in ids)


@pytest.mark.parametrize(
    ("asked", "advice"), [("1.3", "the closest are 1.2"), ("99", "there are 1 to 2"), ("", "there are 1 to 2")]
)
def test_unknown_point(out: Path, asked: str, advice: str) -> None:
    with pytest.raises(UnknownIdError, match=advice):
        read_act(ACT_ID, out, point=asked)


def test_unknown_language(out: Path) -> None:
    with pytest.raises(UnknownIdError, match=r"no language 'kk'.*there are ky, ru"):
        read_act(ACT_ID, out, "kk")


def test_act_is_found(out: Path) -> None:
    assert [find_act(asked, out) for asked in (ACT_ID, "12-ТК", "2031", "9")] == [ACT_ID, ACT_ID, ACT_ID, OLDER_ID]


@pytest.mark.parametrize(
    ("asked", "words"),
    [("kg", f"fits 2 acts .*{OLDER_ID}, {ACT_ID}"), (f"{ACT_ID}x", f"closest are {ACT_ID}"), ("", "there are kg")],
)
def test_act_is_not_found(out: Path, asked: str, words: str) -> None:
    with pytest.raises(UnknownIdError, match=words):
        find_act(asked, out)


# sources/kg-2014-354/act.txt, lines 129 to 137.
POINT_7 = """\
annex-1
kg-2014-354:ky:annex-1:point-7
7.  Сырттан окуу түрүндө жол берилбей турган даярдоонун адистиктери жана багыттары боюнча аралыктан билим берүү \
технологияларын толук көлөмдө пайдалануу менен билим берүү программаларын ишке ашырууга тыюу салынат.
    Билим берүү уюмуна толук көлөмдө аралыктан билим берүү технологияларын колдонуу менен ишке ашырылуучу билим \
берүү программалары боюнча окууга кирген адамдар бул шарт менен кол койдуруп тааныштырылышы керек."""

# sources/kz-2007-602/act.txt, the second annex: the subpoint was taken out and the point was amended.
POINT_3 = """\
    1)  шетелде оқитын күндізгі нысандағы білім алушылар бір жылдық мерзімге дейін, Қазақстан Республикасы \
Президентінің "Болашақ" стипендиясының иегерлерінен басқалар;
    2)  ұзақ қызметтік іссапарда жүрген сырттай оқитын білім алушылар бір жылдық мерзімге дейін;
    3)  [removed 2008-06-25 № 379]
    [amended 2008-06-25 № 379]"""

# sources/kg-2025-oshtu-124-ib/act.txt, line 1451: a subpoint with a number of two parts.
POINT_9_2 = """\
body › chapter IX Каржылоо жана материалдык-техникалык база › point 9.1 Каржылоо булактары
kg-2025-oshtu-124-ib:ky:body:chapter-IX:point-9.1:subpoint-9.2
9.2. Кыргыз Республикасынын республикалык жана жергиликтүү бюджеттеринин каражаттары (мамлекеттик билим берүү \
заказын аткаруунун алкагында бөлүнгөн финансы)."""

# sources/kg-2025-77/act.md, line 249.
POINT_7_RU = """\
annex-1 › chapter 4 Порядок осуществления деятельности онлайн-образовательной организации
kg-2025-77:ru:annex-1:chapter-4:point-7
7.  Создание, управление, реорганизация и ликвидация онлайн-образовательной организации независимо от форм \
собственности регулируется гражданским законодательством Кыргызской Республики, Законом Кыргызской Республики \
«Об образовании» и уставом образовательной организации.
    cites law “Об образовании”"""


@pytest.mark.parametrize(
    ("act_id", "lang", "point", "end"),
    [
        ("kg-2014-354", None, "7", POINT_7),
        ("kz-2007-602", None, "annex-2:point-3", POINT_3),
        ("kg-2025-oshtu-124-ib", None, "9.2", POINT_9_2),
        ("kg-2025-77", "ru", "7", POINT_7_RU),
    ],
)
def test_real_points(act_id: str, lang: str | None, point: str, end: str) -> None:
    assert told(act_id, EXTRACTED, lang, point).endswith(end)


def test_real_act() -> None:
    lines = told("kg-2014-354", EXTRACTED).splitlines()
    assert lines[0] == "decree № 354, 2014-06-26  kg-2014-354"
    assert "[amended 2018-04-11 № 197, 2018-06-11 № 279, 2019-10-24 № 572, 2020-05-20 № 262]" in lines
    assert "    [amended 2019-10-24 № 572, 2020-05-20 № 262]" in lines  # below point 20
    assert "cites law “Билим берүү жөнүндө”, article 14" in lines
    (listed,) = (line for line in lines if line.startswith("list 2: "))
    assert "(51 entries; " in listed  # lines 983 to 1123 of the source


def test_repealed_act() -> None:
    lines = told("kz-2007-602", EXTRACTED).splitlines()
    assert "status        repealed 2010-02-08 № 40" in lines
    assert "registered    2007-12-24 № 5055" in lines


def test_citation_of_an_act_of_the_release() -> None:
    lines = told("kg-2025-oshtu-124-ib", EXTRACTED, point="8.4").splitlines()
    assert lines[-1].strip() == "cites decree № 77 2025-02-17 → kg-2025-77"
