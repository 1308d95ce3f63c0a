"""What became of the words of a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diff.wording import Edit, find_edits

TEXTS = st.lists(st.sampled_from("билим берүү уюму, Уюму – (мындан ары 20%".split()), max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [
        # marks and letter case are no change
        ("Онлайн курс;", "онлайн курс.", [Edit("kept", "Онлайн курс;", "онлайн курс.")]),
        # a Latin o in a Cyrillic word isn't, either
        ("oкутуу", "окутуу", [Edit("kept", "oкутуу", "окутуу")]),
        # an ending is
        ("билим алуучу", "билим алуучуга", [Edit("kept", "билим", "билим"), Edit("changed", "алуучу", "алуучуга")]),
        ("", "", []),
        ("", "жаңы", [Edit("put", "", "жаңы")]),
    ],
)
def test_edits(left: str, right: str, edits: list[Edit]) -> None:
    assert list(find_edits(left, right)) == edits


@given(TEXTS, TEXTS)
def test_edits_spell_both_sides(left: str, right: str) -> None:
    edits = find_edits(left, right)
    assert " ".join(edit.left for edit in edits if edit.left) == left
    assert " ".join(edit.right for edit in edits if edit.right) == right
    assert all((edit.kind == "kept") != (after.kind == "kept") for edit, after in pairwise(edits))
