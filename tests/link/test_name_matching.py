"""Which items of two editions are the same specialty."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.varied_names import vary_names
from pipeline.link.names.items import Item
from pipeline.link.names.matching import match


def item(item_id: str, *names: tuple[str, str], qualification: str = "bachelor", group: str = "") -> Item:
    groups = (("ky", group),) if group else ()
    return Item(item_id[0], None, frozenset({"higher"}), frozenset({qualification}), names, groups, (item_id,), False)


def exact(left: list[Item], right: list[Item]) -> set[tuple[str, str]]:
    return {pair.key for pair in match(left, right).exact}


def test_a_name_finds_its_translation() -> None:
    left = [item("a1", ("kk", "Мұнай-газ ісі")), item("a2", ("kk", "Емдеу ісі"))]
    right = [item("b1", ("ru", "Лечебное дело")), item("b2", ("ru", "Нефтегазовое дело"))]
    assert exact(left, right) == {("a1", "b2"), ("a2", "b1")}


# Two of one name on either side: the groups say who is whose, whatever comes first.
def test_rivals_are_given_to_each_other_all_at_once() -> None:
    name = ("ky", "Логистика")
    left = [item("a1", name, group="Транспорт"), item("a2", name, group="Экономика")]
    right = [item("b1", name, group="Экономика"), item("b2", name, group="Транспорт")]
    assert exact(left, right) == {("a1", "b2"), ("a2", "b1")}


# One for two that claim alike: a person decides.
def test_even_rivals_are_left_to_a_person() -> None:
    name = ("ky", "Логистика")
    found = match([item("a1", name)], [item("b1", name), item("b2", name)])
    assert found.exact == ()
    assert {(pair.key, cause) for pair, cause in found.candidates} == {
        (("a1", "b1"), "rivals"),
        (("a1", "b2"), "rivals"),
    }


def test_made_names_find_each_other() -> None:
    names = vary_names(300, seed=7)
    left, right = (
        [item(f"{act}{at}", *printed) for at, printed in enumerate(side)]
        for act, side in (("a", names.left), ("b", names.right))
    )
    truth = {(f"a{one}", f"b{other}") for one, other in names.truth.items()}
    found = exact(left, right)
    assert found <= truth
    assert len(found) > 0.95 * len(truth)


# The solver takes longer to import than three editions take to be matched.
def test_matching_is_cheap_to_import() -> None:
    probe = "import sys, pipeline.link.names.matching; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
