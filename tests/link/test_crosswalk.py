"""The rows of the crosswalk: every entry of both items, and by what they were found."""

from __future__ import annotations

import pytest

from pipeline.link.crosswalk import candidate_rows, crosswalk_rows, link_editions
from tests.link.editions import PrintedList, act, decision, edition, link

SYSTEM = ["510100 Математика", "530500 Психология", "580100 Экономика"]


def test_every_entry_of_an_item_has_a_row() -> None:
    left = act("a", PrintedList(["050801 Агрономия"], lang="kk"), PrintedList(["050801 Агрономия"], lang="kk"))
    rows = crosswalk_rows([link(left, act("b", ["610200 Агрономия"], year=2025))])
    assert [(row["left_entry_id"], row["right_entry_id"]) for row in rows] == [
        ("a:1:050801", "b:1:610200"),
        ("a:2:050801", "b:1:610200"),
    ]
    assert {row["decided_by"] for row in rows} == {"matcher"}
    assert {row["score"] for row in rows} == {1.0}


# by an equal code, by the name in one language, by letters of two, by the glossary, by a person
@pytest.mark.parametrize(
    ("left", "right", "method", "evidence"),
    [
        (
            "ky 510100 Математика",
            "ky 510100 Математика",
            "code",
            'ky "Математика" = ky "Математика"; code 510100 in both',
        ),
        ("ky 1 Актердук өнөр", "ky 2 Актердук искусство", "name", 'ky "Актердук өнөр" = ky "Актердук искусство"'),
        ("kk 1 Агрономия", "ky 2 Агрономия", "cognate", 'kk "Агрономия" = ky "Агрономия": agronomy'),
        (
            "kk 1 Емдеу ісі",
            "ky 2 Дарылоо иши",
            "translation",
            'kk "Емдеу ісі" = ky "Дарылоо иши": general medicine (curative practice)',
        ),
    ],
)
def test_evidence(left: str, right: str, method: str, evidence: str) -> None:
    sides = [PrintedList([line[3:], *SYSTEM[1:], "740100 Полиграфия"], lang=line[:2]) for line in (left, right)]
    row = crosswalk_rows([link(act("a", sides[0]), act("b", sides[1], year=2025))])[0]
    assert (row["method"], row["evidence"]) == (method, evidence)


def test_a_decision_is_its_own_evidence() -> None:
    one = decision("a:1:1 Сценография", "b:1:2 Живопись", reason="read in the classifier")
    (row,) = crosswalk_rows([link(act("a", ["1 Сценография"]), act("b", ["2 Живопись"], year=2025), [one])])
    assert (row["method"], row["decided_by"], row["relation"]) == ("decision", "decision", "exact")
    assert row["evidence"] == 'ky "Сценография" ~ ky "Живопись"; read in the classifier (linguist)'


def test_candidates_say_why_they_are_open() -> None:
    linked = link(act("a", ["1 Дизайн"]), act("b", ["2 Дизайн", "3 Дизайн"], year=2025))
    rows = candidate_rows([linked])
    assert {(row["left_entry_id"], row["right_entry_id"], row["cause"]) for row in rows} == {
        ("a:1:1", "b:1:2", "rivals"),
        ("a:1:1", "b:1:3", "rivals"),
    }
    assert not any("decided_by" in row for row in rows)
    assert crosswalk_rows([linked]) == []


# an entry whose name is not printed is compared by nothing; its code is a question
@pytest.mark.parametrize("name", ["", " —", " ()"])
def test_a_nameless_entry_with_a_known_code(name: str) -> None:
    linked = link(act("a", [*SYSTEM, f"570020{name}"]), act("b", [*SYSTEM, "570020 Дизайн"], year=2025))
    (row,) = candidate_rows([linked])
    said = f'ky "{name[1:]}"' if name else "no name"
    assert row["cause"] == "same code, another name"
    assert row["evidence"].startswith(f"{said} ")


# one country changes its own law only
@pytest.mark.parametrize(
    ("countries", "step"),
    [
        (("KG", "KG"), "change"),
        (("KZ", "KG"), "comparison"),
        ((None, None), "comparison"),
        (("KG", None), "comparison"),
    ],
)
def test_the_step(countries: tuple[str | None, str | None], step: str) -> None:
    left, right = (act(name, ["1 Дизайн"], country=country) for name, country in zip("ab", countries, strict=True))
    assert link(left, right).step == step


def test_each_edition_is_linked_with_every_later_one() -> None:
    editions = [edition(act(name, ["1 Дизайн"])) for name in "abc"]
    links = link_editions(editions, ())
    assert [(one.left.act_id, one.right.act_id) for one in links] == [("a", "b"), ("a", "c"), ("b", "c")]
