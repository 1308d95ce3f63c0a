"""The real build of the committed sources, made once for all tests that read it."""

from __future__ import annotations

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
