"""A few of the trials of `python -m tests.endurance`; `make endurance` runs them all."""

from __future__ import annotations

import pytest

from tests.endurance import failing, full, kills, operations, same


@pytest.mark.parametrize("seed", range(2))
def test_operations_end_equal_to_a_clean_build(seed: int) -> None:
    assert operations.run(seed) is None


def test_kills_leave_a_whole_release() -> None:
    assert kills.run(0, kills=3) is None


@pytest.mark.skipif(not full.can_run(), reason="a disk of its own needs a namespace to mount it in")
def test_a_disk_that_fills_leaves_a_whole_release() -> None:
    assert full.run(0) is None


# Calls at the beginning of a build, in its middle, and where its output is swapped in.
@pytest.mark.parametrize("seed", [3, 20, 60, 100, 140, 152])
def test_a_call_that_fails_leaves_a_whole_release(seed: int) -> None:
    assert failing.run(seed) is None


# The last seed is the one of another hash seed, locale and time zone than the first.
def test_workers_orders_and_surroundings_give_the_same_bytes() -> None:
    assert same.run(len(same.SURROUNDINGS) - 1, orders=2, workers=(2,), slow=False) is None
