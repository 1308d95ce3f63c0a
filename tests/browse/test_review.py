"""What nobody decided, with the lines that print it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.browse.review import read_candidates, table_of, tell_rivals
from pipeline.errors import UnreadableSourceError
from pipeline.published import rows
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
