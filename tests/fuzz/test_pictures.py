"""Damaged pictures are refused or show what they showed; the seeds are few here, `damage` takes any."""

from __future__ import annotations

import pytest

from tests.fuzz.pictures import CONTAINERS, LOST, damage, lost

MUTANTS = 25
# In the middle of a JPEG with colours a damage may shift these against the light, and nothing of the file tells.
UNTOLD = "jpeg in colours"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("container", CONTAINERS)
def test_damaged_pictures_are_refused_or_show_their_ink(container: str) -> None:
    for seed in range(MUTANTS):
        damaged = damage(container, seed)
        if container != UNTOLD or damaged.how.startswith("cut"):
            assert lost(container, damaged) <= LOST, f"seed {seed}: {damaged.how}"


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_seed_makes_one_damage(container: str) -> None:
    made = [damage(container, seed) for seed in range(10)]
    assert made == [damage(container, seed) for seed in range(10)]
    assert len({one.data for one in made}) > 8
