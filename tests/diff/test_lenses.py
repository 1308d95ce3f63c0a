"""What counts as barred through a lens, what became of it, and each concept through the editions."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.diff.lenses import Lens, speaks_of_bars, view_act
from tests.link.editions import Chunk, PrintedList, act, compare


def restrictions(*forms: str) -> list[dict[str, Any]]:
    return [{"form": form} for form in forms]


# online where an act bars that, else correspondence, the form that distance studies took before
@pytest.mark.parametrize(
    ("lens", "printed", "seen"),
    [
        ("as_printed", ["evening", "externat"], {"evening", "externat"}),
        ("as_printed", [], set()),
        ("distance", ["online", "correspondence"], {"online"}),
        ("distance", ["correspondence", "externat"], {"correspondence"}),
        ("distance", ["evening", "externat"], set()),
    ],
)
def test_what_a_lens_sees(lens: Lens, printed: list[str], seen: set[str]) -> None:
    assert view_act(lens, restrictions(*printed), []).forms == seen


def provision(number: int, text: str, lang: str = "ky") -> dict[str, Any]:
    return {"provision_id": f"point-{number}", "text": text, "lang": lang}


POINTS = [
    provision(1, "Окуу жайлар адистиктер боюнча окутат."),
    provision(2, "Адистиктердин тизмегинде сырттан окууга жол берилбейт."),
    provision(3, "Сырттан окуу түрүндө жол берилбеген адистиктерди аралыктан окутууга жол берилбейт."),
]


# the view rests on the provision that bars most of what the lens sees, the first of such
@pytest.mark.parametrize(
    ("lens", "points", "rests_on"),
    [
        ("as_printed", POINTS, "point-2"),
        ("distance", POINTS, "point-3"),
        ("distance", POINTS[:1], None),
        ("distance", [provision(4, "Вечерняя форма не допускается.", "ru")], None),
    ],
)
def test_what_a_view_rests_on(lens: Lens, points: list[dict[str, Any]], rests_on: str | None) -> None:
    assert view_act(lens, restrictions("correspondence"), points).rests_on == rests_on


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Сырттан окууга жол берилбейт.", "ky", True),
        ("Обучение онлайн, за исключением перечня специальностей.", "ru", True),
        ("Қашықтықтан оқытуға жол берілмейді.", "kk", True),
        ("Сырттан окуу беш жыл.", "ky", False),
        ("Чет өлкөгө чыгууга жол берилбейт.", "ky", False),
        ("", "ru", False),
    ],
)
def test_what_speaks_of_bars(text: str, lang: str, expected: bool) -> None:
    assert speaks_of_bars(text, lang) == expected


def lens_rows(left: Chunk, right: Chunk, lens: Lens = "distance") -> list[tuple[Any, ...]]:
    columns = (
        "level",
        "qualification",
        "code",
        "left_entry_id",
        "right_entry_id",
        "left_barred",
        "right_barred",
        "change",
    )
    rows = compare(left, right).tables()["lens_changes"]
    return [tuple(row[column] for column in columns) for row in rows if row["lens"] == lens]


# correspondence then, online now; what only one act lists is not barred in the other
def test_lens_changes() -> None:
    left = act(
        "a", ["1 Балет | correspondence", "2 Графика | externat", "3 Химия | correspondence", "4 Дизайн | externat"]
    )
    right = act("b", ["1 Балет | online", "2 Графика | online", "5 Физика | online", "6 Агрономия"], year=2025)
    assert lens_rows(left, right) == [
        ("higher", None, "1", "a:1:1", "b:1:1", True, True, "kept_barred"),
        ("higher", None, "2", "a:1:2", "b:1:2", False, True, "newly_barred"),
        ("higher", None, "3", "a:1:3", None, True, False, "no_longer_barred"),
        ("higher", None, "4", "a:1:4", None, False, False, "never"),
        ("higher", None, "5", None, "b:1:5", False, True, "newly_barred"),
        ("higher", None, "6", None, "b:1:6", False, False, "never"),
    ]


def test_each_qualification_has_a_row() -> None:
    listed = {"qualifications": ["bachelor", "master"]}
    left = act("a", PrintedList(["1 Балет | master:correspondence"], **listed))  # type: ignore[arg-type]
    right = act("b", PrintedList(["1 Балет | bachelor:online, master:online"], **listed), year=2025)  # type: ignore[arg-type]
    assert [(row[1], row[-1]) for row in lens_rows(left, right)] == [
        ("bachelor", "newly_barred"),
        ("master", "kept_barred"),
    ]


# a bar that names no qualification is for all of them
def test_a_bar_for_all_qualifications() -> None:
    left = act("a", ["1 Балет | correspondence"])
    right = act("b", PrintedList(["1 Балет | specialist:online"], qualifications=["specialist"]), year=2025)
    assert [(row[1], row[-1]) for row in lens_rows(left, right)] == [("specialist", "kept_barred")]


# a bar at another level is no bar here
def test_levels_are_apart() -> None:
    left = act("a", ["1 Балет | correspondence"])
    right = act("b", PrintedList(["2 Балет | online"], level="secondary_vocational"), year=2025)
    assert [(row[0], row[-1]) for row in lens_rows(left, right)] == [
        ("higher", "no_longer_barred"),
        ("secondary_vocational", "newly_barred"),
    ]


def test_a_close_counterpart_makes_a_row_less_certain() -> None:
    tables = compare(act("a", ["1 Экология"]), act("b", ["2 Экология жана картография"], year=2025)).tables()
    assert {row["certainty"] for row in tables["lens_changes"]} == {"close"}


def test_lineage() -> None:
    tables = compare(
        act("a", ["1 Балет | correspondence"], ["1 Балет"], year=2007),
        act("b", ["1 Балет | externat", "8 Агрономия | correspondence"], year=2014),
        act("c", ["9 Химия | online"], year=2025),
    ).tables()
    columns = ("concept_id", "act_id", "entry_id", "level", "state")
    assert [tuple(row[column] for column in columns) for row in tables["lineage"]] == [
        ("a:1:1", "a", "a:1:1", "higher", "barred"),
        ("a:1:1", "a", "a:2:1", "higher", "barred"),
        ("a:1:1", "b", "b:1:1", "higher", "listed"),
        ("a:1:1", "c", None, None, "absent"),
        ("b:1:8", "a", None, None, "absent"),
        ("b:1:8", "b", "b:1:8", "higher", "barred"),
        ("b:1:8", "c", None, None, "absent"),
        ("c:1:9", "a", None, None, "absent"),
        ("c:1:9", "b", None, None, "absent"),
        ("c:1:9", "c", "c:1:9", "higher", "barred"),
    ]


# the newest edition names a concept in each language; English comes from the glossary
def test_the_labels_of_a_concept() -> None:
    left = act("a", PrintedList(["1 Емдеу ісі"], lang="kk"), country="KZ", year=2007)
    (row,) = compare(left, act("b", ["2 Дарылоо иши"]), act("c", ["3 Дарылоо иштери"], year=2025)).tables()["concepts"]
    assert row == {
        "concept_id": "a:1:1",
        "label_ky": "Дарылоо иштери",
        "label_kk": "Емдеу ісі",
        "label_ru": None,
        "label_en": "general medicine (curative practice)",
    }
