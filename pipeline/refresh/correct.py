"""What a correction would change, before it is registered: a build of all sources with it, beside the release."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomlkit

from pipeline.build import build_sources
from pipeline.read.registry import METADATA, Correction
from pipeline.refresh.register import home_of_source
from pipeline.releases.history import link

CORRECTED = "correction_changed"


def blast_radius(
    sources: Path, out: Path, source_id: str, correction: Correction, progress: Callable[[str], None] | None = None
) -> list[Mapping[str, Any]]:
    """List every row that a correction would change, as rows of `release_changes`; nothing is written.

    Raises UnknownIdError where there is no such source, CorrectionError for a correction that can't be made.
    """
    home_of_source(sources, source_id)
    with tempfile.TemporaryDirectory() as folder:
        proposed = Path(folder, "sources")
        shutil.copytree(sources, proposed, copy_function=link, ignore=shutil.ignore_patterns(".*"))
        register_correction(proposed, source_id, correction)
        report = build_sources(proposed, out, progress=progress, accept_errors=True, publishing=lambda report: False)
    return [row for row in report.changes if CORRECTED in row["causes"] and source_id in row["source_ids"]]


def register_correction(sources: Path, source_id: str, correction: Correction) -> Path:
    """Add a correction to a `source.toml`, whose other words stay as they are; return the file."""
    path = home_of_source(sources, source_id) / METADATA
    registered = tomlkit.parse(path.read_text("utf-8"))
    told = tomlkit.table()
    told.update({name: getattr(correction, name) for name in ("reason", "expect", "replace")})
    if correction.line is not None:
        told["line"] = correction.line
    registered.setdefault("corrections", tomlkit.aot()).append(told)
    staged = path.with_name(f".{METADATA}")
    staged.write_text(tomlkit.dumps(registered), "utf-8")
    staged.replace(path)
    return path
