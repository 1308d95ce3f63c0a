"""Building again: only what changed is made, and the tables are those of a clean build, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import source_outcomes
from pipeline.build import build_sources
from pipeline.errors import SourceMetadataError, UnreadRowsError
from pipeline.pool import Outcome, Pool
from pipeline.read.registry import Source
from pipeline.standing import find_standing, kept_folder
from tests.releases.acts import DECREE, correction, register
from tests.test_build import bytes_of

NAMES = ("Фармация", "Фармация иши", "Медициналык оптика", "Акушердик иш")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the ids of the sources whose rows are made, as they are."""
    seen: list[str] = []

    class Watched(Pool):
        def make(
            self, sources: Sequence[Source], jobs: int, accept_errors: bool, limits: object = None
        ) -> Iterator[Outcome]:
            seen.extend(source.source_id for source in sources)
            return super().make(sources, jobs, accept_errors)

    pool = Watched()
    monkeypatch.setattr(source_outcomes, "pool", lambda: pool)
    yield seen
    pool.close()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for number in (1, 2, 3):
        register(tmp_path / "sources", f"act-{number}", DECREE.format(number=number))
    return tmp_path / "sources"


def test_only_what_changed_is_made(sources: Path, tmp_path: Path, made: list[str]) -> None:
    build_sources(sources, tmp_path / "out")
    assert made == ["act-1", "act-2", "act-3"]
    register(sources, "act-2", DECREE.format(number=2).replace(*NAMES[:2]))
    made.clear()
    build_sources(sources, tmp_path / "out")
    # the old text is compared with from the release, not made again
    assert made == ["act-2"]


def test_kept_rows_that_are_damaged_are_made_again(sources: Path, tmp_path: Path, made: list[str]) -> None:
    out = tmp_path / "out"
    build_sources(sources, out)
    before = bytes_of(out)
    for path in kept_folder(out).iterdir():
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    made.clear()
    assert not build_sources(sources, out).is_new
    assert made == ["act-1", "act-2", "act-3"]
    assert bytes_of(out) == before


@pytest.mark.parametrize("lost", ["table", "cut", "manifest"])
def test_output_that_is_not_whole_does_not_stand(sources: Path, tmp_path: Path, lost: str) -> None:
    out = tmp_path / "out"
    build_sources(sources, out)
    assert find_standing(sources, out, accept_errors=False)
    path = out / ("release.json" if lost == "manifest" else "acts.parquet")
    data = path.read_bytes()
    path.unlink()
    if lost == "cut":
        path.write_bytes(data[:-1])
    assert find_standing(sources, out, accept_errors=False) is None


# Without the broken one the inputs are those of the release: it must be told of all the same.
def test_source_that_is_broken_does_not_stand(sources: Path, tmp_path: Path) -> None:
    build_sources(sources, tmp_path / "out")
    (sources / "broken").mkdir()
    assert find_standing(sources, tmp_path / "out", accept_errors=False) is None
    with pytest.raises(SourceMetadataError, match=r"no source\.toml"):
        build_sources(sources, tmp_path / "out")


# Rows that were made past errors are no rows for a build that accepts none.
def test_rows_kept_past_errors_are_refused_all_the_same(sources: Path, tmp_path: Path) -> None:
    register(sources, "act-2", DECREE.format(number=2) + "06O1O3 Акушердик иш\n")
    build_sources(sources, tmp_path / "out", accept_errors=True)
    with pytest.raises(UnreadRowsError):
        build_sources(sources, tmp_path / "out")


# A correction that comes during a build is in the next one.
@pytest.mark.parametrize("same", [True, False])
def test_registration_that_changes_during_a_build_stops_it(sources: Path, tmp_path: Path, same: bool) -> None:
    out = tmp_path / "out"
    build_sources(sources, out)
    if same:
        shutil.rmtree(kept_folder(out))
    else:
        register(sources, "act-4", DECREE.format(number=4))

    def change(source_id: str) -> None:
        if source_id == "act-3":
            register(sources, "act-1", DECREE.format(number=1), correction("Фармация", "Фармацея"))

    with pytest.raises(SourceMetadataError, match="changed during the build"):
        build_sources(sources, out, progress=change)
    assert build_sources(sources, out).is_new


# Rows of old bytes beside new ones would be a release that its own inputs don't give.
def test_file_that_changes_during_a_build_stops_it(sources: Path, tmp_path: Path) -> None:
    def change(source_id: str) -> None:
        if source_id == "act-2":
            register(sources, "act-2", DECREE.format(number=9))

    with pytest.raises(SourceMetadataError, match="changed during the build"):
        build_sources(sources, tmp_path / "out", progress=change)
    assert not (tmp_path / "out").exists()


def test_decisions_are_looked_at(sources: Path, tmp_path: Path) -> None:
    build_sources(sources, tmp_path / "out")
    (sources / "decisions").mkdir()
    (sources / "decisions" / "editions.csv").write_text("act_id,reason,decided_by,decided_on\n", "utf-8")
    assert find_standing(sources, tmp_path / "out", accept_errors=False) is None


def add(sources: Path, chance: random.Random) -> None:
    number = chance.randrange(1, 7)
    register(sources, f"act-{number}", DECREE.format(number=number).replace("Фармация", chance.choice(NAMES)))


def correct(sources: Path, chance: random.Random) -> None:
    home = chance.choice(sorted(path for path in sources.iterdir() if path.name != "decisions"))
    register(sources, home.name, (home / "act.txt").read_text("utf-8"), correction("Дарылоо", chance.choice(NAMES)))


def remove(sources: Path, chance: random.Random) -> None:
    homes = sorted(sources.iterdir())
    if len(homes) > 1:
        shutil.rmtree(chance.choice(homes))


def rename(sources: Path, chance: random.Random) -> None:
    home = chance.choice(sorted(sources.iterdir()))
    home.rename(sources / f"{home.name[:5]}{chance.randrange(10, 99)}")


@pytest.mark.parametrize("seed", range(3))
def test_edits_at_random_end_equal_to_a_clean_build(sources: Path, tmp_path: Path, seed: int) -> None:
    chance, out = random.Random(seed), tmp_path / "out"
    edits: tuple[Callable[[Path, random.Random], None], ...] = (add, add, correct, remove, rename)
    for turn in range(6):
        for _ in range(chance.randrange(1, 3)):
            chance.choice(edits)(sources, chance)
        build_sources(sources, out)
        build_sources(sources, tmp_path / f"clean-{turn}")
        assert bytes_of(out) == bytes_of(tmp_path / f"clean-{turn}")
