"""What nobody decided, with the lines that print it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.browse.review import COLUMNS, EXPIRED, group_expired, read_candidates, table_of, tell_rivals
from pipeline.errors import UnreadableSourceError
from pipeline.link.names.decided import Expired, Quoted
from pipeline.published import rows
from pipeline.read.decisions import Decision
from tests.diff.sample import publish_undecided

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "sources"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_undecided(tmp_path_factory.mktemp("review"))


def test_every_candidate_is_shown_once_with_its_lines(out: Path) -> None:
    groups = read_candidates(out, SOURCES)
    shown = [(one.left.entry_id, one.right.entry_id) for group in groups for one in group.candidates]
    published = [(row["left_entry_id"], row["right_entry_id"]) for row in rows("crosswalk_candidates", out)]
    assert sorted(shown) == sorted(published)
    for group in groups:
        for one in group.candidates:
            for side in (one.left, one.right):
                assert side.code is not None
                assert any(side.code in words for _, words in side.lines)
    assert len(list(table_of(groups))) == len(shown)


def test_rivals_stand_together_and_share_a_cause(out: Path) -> None:
    ends: dict[tuple[str, str, str], set[str]] = {}
    for group in read_candidates(out, SOURCES):
        own = {end for one in group.candidates for end in (one.left.entry_id, one.right.entry_id)}
        seen = ends.setdefault((group.left_act_id, group.right_act_id, group.cause), set())
        assert not own & seen
        seen |= own


# Lines 596 of sources/kg-2014-354/act.txt and 670 of sources/kg-2025-77/act.md.
def test_lines_of_a_pair(out: Path) -> None:
    (group,) = read_candidates(out, SOURCES, ("kg-2025-77", "kg-2014-354"))
    assert group.cause == "they lead to different qualifications"
    told = [line.text.strip() for line in tell_rivals([group])]
    assert "kg-2014-354/act.txt:596 | 570400 Дизайн Экстернат Экстернат" in told
    assert any(line.startswith("kg-2025-77/act.md:670 | 64") for line in told)
    assert any(line.endswith(" already") for line in told)


def test_sources_that_lie_elsewhere(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="--sources"):
        read_candidates(out, tmp_path)


def expired(left: str, right: str, printed: tuple[str, ...] | None) -> Expired:
    cells = left, "Балет", right, "Бий", "close", "broader", "one art", "linguist", date(2024, 1, 2), "crosswalk.csv:7"
    return Expired(Decision(*cells), Quoted(left, "Балет", ("Балет",)), Quoted(right, "Бий", printed))  # type: ignore[arg-type]


def test_expired_decisions_are_told_by_their_acts() -> None:
    found = [expired("b-1:1:1", "c-1:1:1", ("Бийчи", "Танец")), expired("a-1:1:1", "c-1:1:1", None)]
    groups = group_expired(found)
    assert [(one.left_act_id, one.right_act_id, one.cause, len(one.expired)) for one in groups] == [
        ("a-1", "c-1", EXPIRED, 1),
        ("b-1", "c-1", EXPIRED, 1),
    ]
    assert group_expired(found, ("c-1", "b-1")) == groups[1:]
    assert [line.text for line in tell_rivals(groups)] == [
        "a-1 .. c-1: a decision has expired",
        "  crosswalk.csv:7: close broader, one art (linguist, 2024-01-02)",
        '    a-1:1:1  printed as it was quoted, "Балет"',
        '    c-1:1:1  quoted as "Бий", no list prints it any more',
        "",
        "b-1 .. c-1: a decision has expired",
        "  crosswalk.csv:7: close broader, one art (linguist, 2024-01-02)",
        '    b-1:1:1  printed as it was quoted, "Балет"',
        '    c-1:1:1  quoted as "Бий", now "Бийчи / Танец"',
        "",
    ]
    row = dict(zip(COLUMNS, list(table_of(groups))[1], strict=True))
    assert (row["cause"], row["method"], row["right_name"]) == (EXPIRED, "decision", "Бийчи / Танец")
    assert row["evidence"] == (
        "crosswalk.csv:7: close broader, one art (linguist, 2024-01-02); "
        'left printed as it was quoted, "Балет"; right quoted as "Бий", now "Бийчи / Танец"'
    )


def test_acts_are_left_aside(out: Path) -> None:
    groups = read_candidates(out, SOURCES, aside={"kg-2014-354"})
    assert groups
    assert not any("kg-2014-354" in (group.left_act_id, group.right_act_id) for group in groups)
