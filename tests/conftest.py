"""The real build of the committed sources, made once for all tests that read it."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.build import build_sources

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a fresh build of the committed sources."""
    out = tmp_path_factory.mktemp("release") / "extracted"
    build_sources(ROOT / "sources", out)
    return out


@pytest.fixture
def must_end() -> Iterator[None]:
    """End the whole run, with its stack, when a test on hostile text goes on for minutes: it hangs."""
    faulthandler.dump_traceback_later(300, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()
