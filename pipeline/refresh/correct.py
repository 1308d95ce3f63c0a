"""What a correction would change, before it is registered: the tables of all sources with it and without it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from pipeline.diff.comparison import Comparison
from pipeline.make_tables import Way, make_tables
from pipeline.read.decisions import read_decisions, read_editions, read_reviews
from pipeline.read.registry import METADATA, Correction, find_sources
from pipeline.refresh.register import home_of_source, only_editor
from pipeline.releases.causes import Step, caused_changes
from pipeline.releases.changes import change_rows
from pipeline.standing import kept_folder
from pipeline.write.durable import replace_file
from pipeline.write.kept import Kept


def blast_radius(
    sources: Path, out: Path, source_id: str, correction: Correction, progress: Callable[[str], None] | None = None
) -> list[dict[str, Any]]:
    """List every row that a correction would change, as rows of `release_changes`; nothing is written.

    Raises UnknownIdError where there is no such source, CorrectionError for a correction that can't be made.
    """
    home_of_source(sources, source_id)
    found = find_sources(sources)
    corrected = [
        replace(one, corrections=(*one.corrections, correction)) if one.source_id == source_id else one for one in found
    ]
    way = Way(progress=progress, accept_errors=True, kept=Kept(kept_folder(out)), reviews=read_reviews(sources))
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before"), Path(folder, "after")
        for registered, tables in ((found, before), (corrected, after)):
            tables.mkdir()
            make_tables(registered, tables, Comparison(read_decisions(sources), read_editions(sources)), way)
        step = Step({"correction_changed": frozenset({source_id})}, after)
        return list(change_rows(caused_changes(before, [step])))


def register_correction(sources: Path, source_id: str, correction: Correction) -> Path:
    """Add a correction to a `source.toml`, whose other words stay as they are; return the file."""
    home = home_of_source(sources, source_id)
    path = home / METADATA
    told = tomlkit.table()
    told.update({name: getattr(correction, name) for name in ("reason", "expect", "replace")})
    if correction.line is not None:
        told["line"] = correction.line
    with only_editor(home):
        registered = tomlkit.parse(path.read_text("utf-8"))
        known = registered.get("corrections")
        if isinstance(known, tomlkit.items.Array):  # written in one line
            inline = tomlkit.inline_table()
            inline.update(told)
            known.append(inline)
        else:
            registered.setdefault("corrections", tomlkit.aot()).append(told)
        replace_file(path, tomlkit.dumps(registered).encode())
    return path
