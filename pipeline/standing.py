"""Whether there is anything to build: a note beside the output tells from what its newest release was checked last.

The note is a shortcut and never a truth: without it, or with another program, other sources or other decisions, the
tables are made again and compared.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from pipeline.build_report import BuildReport
from pipeline.errors import SourceMetadataError
from pipeline.inputs import code_hash, digests_of, input_files
from pipeline.read.registry import hash_of, try_sources

_NOTE = "standing.json"
_SEQUENCES = ("incomplete", "without_act", "certificates", "changes")
_MANIFEST, _PACKAGE, _TABLES = "release.json", "datapackage.json", "tables/"


def kept_folder(out: Path) -> Path:
    """Name the folder beside the output that holds what spares the next build work; it may be removed at any time."""
    return out.with_name(f".{out.name}.tizmek-kept")


def find_standing(sources: Path, out: Path, *, accept_errors: bool) -> BuildReport | None:
    """Return the report of the build that made the newest release of `out`, where building again can't change it."""
    try:
        note = json.loads((kept_folder(out) / _NOTE).read_text(encoding="utf-8"))
        found = try_sources(sources)
        if any(isinstance(one, SourceMetadataError) for one in found):
            return None
        digests = digests_of(input_files(sources, found))
        if note["made_from"] != _made_from(digests, accept_errors=accept_errors) or note["stands"] != _stands(out):
            return None
        told = note["report"] | {name: tuple(note["report"][name]) for name in _SEQUENCES}
        return BuildReport(**told | {"is_new": False})
    except (OSError, ValueError, KeyError, TypeError, SourceMetadataError):
        return None


def note_standing(out: Path, digests: Mapping[str, str], report: BuildReport, *, accept_errors: bool) -> None:
    """Note from what the newest release of `out` was made; a note that can't be written is done without."""
    with contextlib.suppress(OSError, ValueError):
        note = {
            "made_from": _made_from(digests, accept_errors=accept_errors),
            "stands": _stands(out),
            "report": asdict(replace(report, changes=())),
        }
        unfinished = kept_folder(out) / f".{_NOTE}.{os.getpid()}"
        unfinished.write_text(json.dumps(note), encoding="utf-8")
        unfinished.replace(kept_folder(out) / _NOTE)


def _made_from(digests: Mapping[str, str], *, accept_errors: bool) -> str:
    return hash_of(repr((code_hash(), sorted(digests.items()), accept_errors)).encode())


def _stands(out: Path) -> str:
    """Tell which release stands in a folder, and that every file of it is there and as long as it should be."""
    package = json.loads((out / _PACKAGE).read_text(encoding="utf-8"))
    sizes = {one["path"]: ((out / one["path"]).stat().st_size, one["bytes"]) for one in package["resources"]}
    manifest = json.loads((out / _MANIFEST).read_text(encoding="utf-8"))
    beside = [out / name.removeprefix(_TABLES) for name in manifest["files"] if name.startswith(_TABLES)]
    if any(found != said for found, said in sizes.values()) or not all(map(Path.is_file, beside)):
        raise ValueError("a file is cut or gone")
    return hash_of((out / _MANIFEST).read_bytes() + (out / _PACKAGE).read_bytes())
