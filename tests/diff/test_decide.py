"""What a decision would do is what the next build does; its line leaves the others as they were."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.contract import COMPARISON_TABLES
from pipeline.diff.decide import find_expired, is_published, names_of, read_learned, refuse_beside, what_if
from pipeline.errors import DecisionError, PublishError
from pipeline.published import rows
from pipeline.read.decisions import FILE, Decision, read_decisions
from pipeline.write.decisions import add_decision
from tests.diff.sample import NEW, OLD, OTHER, ROOT, entry, publish


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
    told = what_if(decision(*LINKED, relation), (), read_learned(out))
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
    told = what_if(decision(entry(OLD, "100100"), entry(NEW, "100100")), (), read_learned(publish(tmp_path)))
    assert [(one.table, one.sign, one.fields) for one in told] == [
        ("crosswalk", "~", ("method", "evidence", "decided_by"))
    ]


def test_pair_that_was_decided(tmp_path: Path) -> None:
    learned = read_learned(publish(tmp_path))
    with pytest.raises(DecisionError, match="here: the pair was decided already: rejected"):
        what_if(decision(*LINKED), (decision(*LINKED, "rejected"),), learned)


def test_older_act_comes_first(tmp_path: Path) -> None:
    learned = read_learned(publish(tmp_path))
    assert names_of(*LINKED, learned) == ("Экология жана география", "Экология")
    for pair in (LINKED[::-1], (LINKED[0], entry(OLD, "100100")), (LINKED[0], entry(OTHER, "5001"))):
        with pytest.raises(DecisionError, match="older act first"):
            names_of(*pair, learned)


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


# A decision that quotes another name than the list prints, and one about an entry that no list prints.
RENAMED = replace(decision(*LINKED, "rejected"), right_name="Табият таануу", place="decisions:2")
GONE = replace(decision(entry(OLD, "999999"), LINKED[1]), place="decisions:3")


def test_expired_decisions_are_found(tmp_path: Path) -> None:
    learned = read_learned(publish(tmp_path))
    found = find_expired([RENAMED, decision(entry(OLD, "100100"), entry(NEW, "100100")), GONE], learned)
    assert [one.decision for one in found] == [RENAMED, GONE]
    assert [(one.left.printed, one.right.printed) for one in found] == [
        (("Экология жана география",), ("Экология",)),
        (None, ("Экология",)),
    ]
    assert [one.fault for one in found] == [
        f"the entry {LINKED[1]!r} was 'Табият таануу' and is 'Экология' now",
        f"no list prints the entry {entry(OLD, '999999')!r} any more",
    ]


def test_expired_decisions_are_left_aside(tmp_path: Path) -> None:
    learned = read_learned(publish(tmp_path))
    other = decision(entry(OLD, "100100"), entry(NEW, "100100"), "rejected")
    assert what_if(other, [RENAMED, GONE], learned) == what_if(other, (), learned)
    assert what_if(decision(*LINKED), [RENAMED, GONE], learned) == what_if(decision(*LINKED), (), learned)


def test_expired_line_is_replaced(tmp_path: Path) -> None:
    learned = read_learned(publish(tmp_path))
    sources = tmp_path / "sources"
    others = [decision(entry(OLD, code), entry(NEW, "400100"), "rejected") for code in ("100100", "300100")]
    for one in (others[1], RENAMED, others[0]):
        add_decision(sources, one)
    new = decision(*LINKED, "close")
    with pytest.raises(DecisionError, match="the pair was decided already: rejected"):
        add_decision(sources, new)
    add_decision(sources, new, lambda found: refuse_beside(new, found, learned))
    found = read_decisions(sources)
    assert [(one.left_entry_id, one.relation) for one in found] == [
        (others[0].left_entry_id, "rejected"),
        (LINKED[0], "close"),
        (others[1].left_entry_id, "rejected"),
    ]
    with pytest.raises(DecisionError, match=r"crosswalk\.csv:3: the pair was decided already: close"):
        add_decision(sources, new, lambda found: refuse_beside(new, found, learned))


# Blank lines, a mark at the beginning, and what other programs take for the end of a line.
def test_lines_that_are_no_decisions(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.parent.mkdir()
    head = "left_entry_id,left_name,right_entry_id,right_name,relation,close_kind,reason,decided_by,decided_on"
    lines = [
        "\ufeff" + head,
        "b:1,Б,c:1,Ц,exact,,one\u2028more,tester,2023-01-01",
        "",
        "d:1,Д,e:1,Е,exact,,r,t,2023-01-01",
    ]
    path.write_text("\n".join([*lines, "", ""]), encoding="utf-8")
    add_decision(tmp_path, decision("c:1", "x:1"))
    mine = "c:1,Фармация,x:1,Фармация,exact,,made up,tester,2033-01-02"
    assert path.read_text(encoding="utf-8").split("\n") == [*lines[:3], mine, lines[3], "", ""]
    assert [one.left_entry_id for one in read_decisions(tmp_path)] == ["b:1", "c:1", "d:1"]


WRITER = """
import json, sys
from datetime import date
from pathlib import Path
from pipeline.errors import DecisionError
from pipeline.read.decisions import Decision
from pipeline.write.decisions import add_decision
cells = json.loads(sys.argv[2])
decision = Decision(**{**cells, "decided_on": date.fromisoformat(cells["decided_on"])})
print("ready", flush=True)
sys.stdin.readline()
try:
    add_decision(Path(sys.argv[1]), decision)
except DecisionError as error:
    sys.exit(error.message)
"""


def add_at_once(sources: Path, decisions: Iterable[Decision]) -> list[str]:
    """Add decisions, each by a process of its own, all at one moment; return what each complained of."""
    processes = []
    for one in decisions:
        command = [sys.executable, "-c", WRITER, str(sources), json.dumps(asdict(one), default=str)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        processes.append(subprocess.Popen(command, cwd=ROOT, text=True, **pipes))  # type: ignore[call-overload]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=60)[1].strip() for process in processes]


def test_several_people_decide_at_once(tmp_path: Path) -> None:
    decisions = [decision(f"a:1:{number}", "b:1:1") for number in range(8)]
    assert add_at_once(tmp_path, decisions) == [""] * 8
    assert [one.left_entry_id for one in read_decisions(tmp_path)] == [one.left_entry_id for one in decisions]
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == [FILE.name]


def test_several_people_decide_the_same(tmp_path: Path) -> None:
    add_decision(tmp_path, decision("a:1:1", "b:1:1"))
    told = add_at_once(tmp_path, [decision("a:1:2", "b:1:1", relation) for relation in ("exact", "rejected") * 4])
    assert sorted(told)[0] == ""
    assert {one.rpartition(":")[0] for one in sorted(told)[1:]} == {"the pair was decided already"}
    assert [one.left_entry_id for one in read_decisions(tmp_path)] == ["a:1:1", "a:1:2"]


def test_others_who_write_for_too_long(tmp_path: Path) -> None:
    path = add_decision(tmp_path, decision("a:1:1", "b:1:1"))
    lock = path.with_name(f".{path.name}.tizmek-lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match=r"others are writing decisions here for 0\.1 s already"):
            add_decision(tmp_path, decision("a:1:2", "b:1:1"), patience=0.1)
        assert len(read_decisions(tmp_path)) == 1


# What a killed process leaves behind stops nobody, and goes.
def test_left_over_of_a_killed_process(tmp_path: Path) -> None:
    path = add_decision(tmp_path, decision("a:1:1", "b:1:1"))
    for name in (f".{path.name}.tizmek-lock", f".{path.name}.0123abcd.tizmek-new"):
        path.with_name(name).write_text("half a line", encoding="utf-8")
    add_decision(tmp_path, decision("a:1:2", "b:1:1"))
    assert len(read_decisions(tmp_path)) == 2
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_no_folder_of_sources_is_made(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="can't write the decision"):
        add_decision(tmp_path / "sorces", decision("a:1:1", "b:1:1"))
    assert not list(tmp_path.iterdir())
