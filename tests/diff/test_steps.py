"""Any two acts with lists, in either order: published, ad hoc, and with close links read one way or the other."""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product
from pathlib import Path

import pytest

from pipeline.browse.tell_diff import head_of, show_step, tell_counts, tell_ground
from pipeline.diff.lenses import LENSES, Lens
from pipeline.diff.mirror import mirror_change, mirror_lens_change
from pipeline.diff.readings import Reading
from pipeline.diff.steps import Step, diff_editions, kind_of
from pipeline.errors import ContractError, UnknownIdError
from pipeline.published import rows
from tests.diff.sample import BARE, NEW, OLD, OTHER, entry, publish

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "extracted"
READINGS: tuple[Reading, ...] = ("told", "strict", "generous")
REAL_PAIRS = list(permutations(("kz-2007-602", "kg-2014-354", "kg-2025-77"), 2))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("diff"))


def diff(out: Path, left: str, right: str, lens: Lens | None = None, reading: Reading = "told") -> Step:
    return diff_editions(left, right, out, out.parent / "sources", lens, reading)


def found(step: Step, kind: str) -> list[tuple[str | None, str | None]]:
    return [(row["left_entry_id"], row["right_entry_id"]) for row in step.rows if kind_of(row) == kind]


def test_published_pair_is_read_as_published(out: Path) -> None:
    step = diff(out, OLD, NEW)
    assert list(step.rows) == rows("changes", out, left_act_id=OLD, right_act_id=NEW)
    assert (step.published, step.backwards, step.kind) == (True, False, "change")
    assert diff(out, OTHER, OLD).kind == "comparison"


@pytest.mark.parametrize(("lens", "reading"), list(product((None, *LENSES), READINGS)))
def test_act_beside_itself_has_no_differences(out: Path, lens: Lens | None, reading: Reading) -> None:
    step = diff(out, OLD, OLD, lens, reading)
    assert step.rows == ()
    assert list(tell_counts(show_step(step, out))) == ["0 differences"]


# What is told strictly, what doubt is told beside it, and what a generous reader makes of it.
def test_close_links_are_told_left_out_or_counted(out: Path) -> None:
    gone, come = entry(OLD, "200200"), entry(NEW, "200900")
    told, strict, generous = (diff(out, OLD, NEW, "distance", reading) for reading in READINGS)
    assert (gone, None) in found(told, "no_longer_barred")
    assert (None, come) in found(told, "newly_barred")
    assert found(strict, "no_longer_barred") == found(told, "no_longer_barred")
    assert found(generous, "kept_barred")[-1] == (gone, come)
    assert (None, come) not in found(generous, "newly_barred")
    doubts = [[row for row in step.rows if step.close_to(row)] for step in (told, strict, generous)]
    assert [len(rows) for rows in doubts] == [2, 0, 1]
    assert "4 no longer barred, of which 1 has a close counterpart" in list(tell_counts(show_step(told, out)))
    assert "2 barred in both, of which 1 by close link" in list(tell_counts(show_step(generous, out)))


def test_changes_by_close_links(out: Path) -> None:
    gone, come = entry(OLD, "200200"), entry(NEW, "200900")
    assert (gone, None) in found(diff(out, OLD, NEW), "removed")
    generous = diff(out, OLD, NEW, None, "generous")
    assert (gone, come) in found(generous, "renamed")
    assert (gone, None) not in found(generous, "removed")
    assert (None, come) not in found(generous, "added")


# Whatever is asked, each item stands on its side once, but for those that several close ones are read by.
@pytest.mark.parametrize(("left", "right"), REAL_PAIRS)
@pytest.mark.parametrize("reading", ["strict", "generous"])
def test_every_reading_has_every_item(left: str, right: str, reading: Reading) -> None:
    told = diff(REAL, left, right, "distance")
    other = diff(REAL, left, right, "distance", reading)
    for side in ("left_entry_id", "right_entry_id"):
        asked, given = ({(row[side]) for row in step.rows if row[side]} for step in (told, other))
        assert asked == given
    if reading == "strict":
        assert Counter(map(kind_of, told.rows)) == Counter(map(kind_of, other.rows))


@pytest.mark.parametrize(("left", "right"), REAL_PAIRS)
@pytest.mark.parametrize("lens", [None, *LENSES])
def test_backwards_is_the_mirror(left: str, right: str, lens: Lens | None) -> None:
    forth, back = diff(REAL, left, right, lens), diff(REAL, right, left, lens)
    codes = {row["entry_id"]: row["code"] for row in rows("list_entries", REAL)}
    key = "lens_change_id" if lens else "change_id"
    mirrored = [mirror_lens_change(row, codes) if lens else mirror_change(row) for row in forth.rows]
    again = [{**row, "authority_act_id": None} for row in back.rows] if not lens else list(back.rows)
    assert sorted(mirrored, key=lambda row: str(row[key])) == again
    assert len({row[key] for row in back.rows}) == len(back.rows)
    assert back.kind == forth.kind
    assert back.rests_on == forth.rests_on[::-1]


# Many acts with lists are not compared by a build; any two of them can be.
def test_pair_that_is_not_published_is_compared(out: Path, tmp_path: Path) -> None:
    apart = publish(tmp_path, compared=False)
    assert rows("changes", apart) == []
    for lens, reading in product((None, *LENSES), READINGS):
        one, other = diff(apart, NEW, OLD, lens, reading), diff(out, NEW, OLD, lens, reading)
        assert (one.published, other.published) == (False, True)
        assert one.rows == other.rows


def test_other_decisions_than_published(tmp_path: Path) -> None:
    out = publish(tmp_path)
    decisions = tmp_path / "sources" / "decisions" / "crosswalk.csv"
    decisions.parent.mkdir()
    head = "left_entry_id,left_name,right_entry_id,right_name,relation,close_kind,reason,decided_by,decided_on\n"
    one = f"{entry(OLD, '100300')},Педиатрия,{entry(NEW, '100300')},Педиатрия,rejected,,made up,tester,2033-01-02\n"
    decisions.write_text(head + one, encoding="utf-8")
    assert found(diff(out, OLD, NEW), "removed") == found(diff(out, OLD, NEW), "removed")
    with pytest.raises(ContractError, match="build again"):
        diff(out, OLD, NEW, None, "strict")
    rebuilt = publish(tmp_path)
    assert (entry(OLD, "100300"), None) in found(diff(rebuilt, OLD, NEW, None, "strict"), "removed")


def test_act_without_lists(out: Path) -> None:
    with pytest.raises(UnknownIdError, match=f"{BARE}.*prints no lists.*{OTHER}, {OLD}, {NEW}"):
        diff(out, OLD, BARE)


def test_head_and_ground(out: Path) -> None:
    told = head_of(diff(out, OLD, NEW))
    assert told == f"change: {OLD} (KG, 2030-01-01) to {NEW} (KG, 2033-01-01), law of one country"
    assert "read backwards" in head_of(diff(out, NEW, OLD))
    assert "two countries: nothing was changed" in head_of(diff(out, OTHER, NEW))
    ground = list(tell_ground(diff(out, NEW, OLD, "distance"), out))
    assert [line.partition(": ")[0].split()[-1] for line in ground] == [
        f"{NEW}:ky:body:point-1",
        f"{OLD}:ky:body:point-1",
    ]
    assert list(tell_ground(diff(out, NEW, OLD), out)) == []


@pytest.mark.parametrize(
    ("kinds", "every", "shown"),
    [((), False, {"no_longer_barred", "newly_barred"}), (("kept_barred",), False, {"kept_barred"})],
)
def test_what_is_shown(out: Path, kinds: tuple[str, ...], every: bool, shown: set[str]) -> None:
    chosen = show_step(diff(out, OLD, NEW, "distance"), out, "higher", kinds, every=every)
    assert {kind_of(row) for row in chosen.shown} == shown
    assert show_step(diff(out, OLD, NEW, "distance"), out, "secondary_vocational").counted == ()
