"""What a decision would do is what the next build does; its line leaves the others as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.contract import COMPARISON_TABLES
from pipeline.diff.decide import is_published, names_of, what_if
from pipeline.errors import DecisionError
from pipeline.published import rows
from pipeline.read.decisions import FILE, Decision, read_decisions
from pipeline.write.decisions import add_decision
from tests.diff.sample import NEW, OLD, OTHER, entry, publish


def decision(left: str, right: str, relation: str = "exact", reason: str = "made up") -> Decision:
    names = {entry(OLD, "200200"): "Экология жана география", entry(NEW, "200900"): "Экология"}
    kind = "overlap" if relation == "close" else None
    cells = left, names.get(left, "Фармация"), right, names.get(right, "Фармация")
    return Decision(*cells, relation, kind, reason, "tester", date(2033, 1, 2), "here")  # type: ignore[arg-type]


def cells(found: Iterable[Mapping[str, Any] | None]) -> list[str]:
    return sorted(str(sorted(row.items())) for row in found if row)


LINKED = entry(OLD, "200200"), entry(NEW, "200900")


@pytest.mark.parametrize("relation", ["exact", "rejected"])
def test_what_is_told_is_what_a_build_does(tmp_path: Path, relation: str) -> None:
    out = publish(tmp_path)
    before = {table: rows(table, out) for table in COMPARISON_TABLES}
    told = what_if(decision(*LINKED, relation), (), out)
    assert {one.table for one in told} >= {"crosswalk", "lens_changes"}
    add_decision(tmp_path / "sources", decision(*LINKED, relation))
    assert is_published(read_decisions(tmp_path / "sources"), out) is (relation == "rejected")
    publish(tmp_path)
    for table in COMPARISON_TABLES:
        after = rows(table, out)
        mine = [one for one in told if one.table == table]
        assert cells(one.before for one in mine) == cells(row for row in before[table] if row not in after)
        assert cells(one.after for one in mine) == cells(row for row in after if row not in before[table])


def test_decision_that_changes_nothing_but_itself(tmp_path: Path) -> None:
    told = what_if(decision(entry(OLD, "100100"), entry(NEW, "100100")), (), publish(tmp_path))
    assert [(one.table, one.sign, one.fields) for one in told] == [
        ("crosswalk", "~", ("method", "evidence", "decided_by"))
    ]


def test_pair_that_was_decided(tmp_path: Path) -> None:
    out = publish(tmp_path)
    with pytest.raises(DecisionError, match="here: the pair was decided already: rejected"):
        what_if(decision(*LINKED), (decision(*LINKED, "rejected"),), out)


def test_older_act_comes_first(tmp_path: Path) -> None:
    out = publish(tmp_path)
    assert names_of(*LINKED, out) == ("Экология жана география", "Экология")
    for pair in (LINKED[::-1], (LINKED[0], entry(OLD, "100100")), (LINKED[0], entry(OTHER, "5001"))):
        with pytest.raises(DecisionError, match="older act first"):
            names_of(*pair, out)


# A file that people wrote: blanks, quotes, a line end in a cell, no line end at the end. Their lines stay.
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_line_is_put_in_order(tmp_path: Path, end: str, last: bool) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    head = "left_entry_id,left_name,right_entry_id,right_name,relation,close_kind,reason,decided_by,decided_on"
    lines = [
        head,
        f'b:1,"Б",c:1,Ц,exact,,"two{end}lines, and ""more""",tester,2033-01-01',
        "d:1, Д ,e:1,Е,exact,,r,t,2033-01-01",
    ]
    path.write_bytes((end.join(lines) + ("" if last else end)).encode())
    for left, place in (("a:1", 1), ("c:1", 3), ("e:1", 5)):
        add_decision(tmp_path, decision(left, "x:1", "close", 'a, "b"'))
        lines.insert(place, f'{left},Фармация,x:1,Фармация,close,overlap,"a, ""b""",tester,2033-01-02')
        assert path.read_bytes().decode() == end.join(lines) + ("" if last and place < 5 else end)
    assert [one.left_entry_id for one in read_decisions(tmp_path)] == ["a:1", "b:1", "c:1", "d:1", "e:1"]
    assert [one.name for one in path.parent.iterdir()] == [path.name]
