"""What is registered changes whole or not at all, by one run at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.read.registry import Correction
from pipeline.refresh.correct import register_correction
from pipeline.refresh.register import add_source, only_editor, remove_source, rename_source, replace_text
from tests.releases.acts import DECREE, register


# Another run gives the source a new text meanwhile: neither overwrites what the other wrote.
def test_two_at_once(tmp_path: Path) -> None:
    register(tmp_path, "one", DECREE)
    before = sorted((tmp_path / "one").iterdir())
    changes: tuple[Callable[[], object], ...] = (
        lambda: replace_text(tmp_path, "one", b"new", ".txt", {}),
        lambda: register_correction(tmp_path, "one", Correction("as printed", "060102", "060103")),
        lambda: remove_source(tmp_path, "one"),
        lambda: rename_source(tmp_path, "one", "two"),
    )
    with only_editor(tmp_path / "one"):
        for change in changes:
            with pytest.raises(PublishError, match="another run is changing this source"):
                change()
    assert sorted((tmp_path / "one").iterdir()) == before
    assert rename_source(tmp_path, "one", "two") == tmp_path / "two"


# After a power cut a source.toml that names a file must not outlive it.
def test_texts_are_durable_before_they_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, sync = list[int](), os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    home = add_source(tmp_path, "one", b"old", ".txt", {})
    # the folder's new name last
    assert synced[-1] == tmp_path.stat().st_ino
    replace_text(tmp_path, "one", b"new", ".txt", {})
    text, said = (synced.index((home / name).stat().st_ino) for name in ("act-2.txt", "source.toml"))
    assert text < said
