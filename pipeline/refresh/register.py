"""Change what is registered: a source comes in whole or not at all, and what goes is put aside, never deleted."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

import regex
import tomlkit

from pipeline.errors import SourceMetadataError, UnknownIdError
from pipeline.read.registry import DECISIONS, METADATA, SOURCE_ID, hash_of

# Hidden, so that no build takes it for a source.
ASIDE = ".removed"
NO_LICENCE = "not stated"
_FOLDER_MODE = 0o755
_SUFFIX = regex.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that was fetched from the web, and the tag that its file had."""

    source_id: str
    etag: str | None


def read_origins(sources: Path) -> dict[str, Origin]:
    """Map addresses to the sources that were fetched from them; a `source.toml` that can't be read names none."""
    found = {}
    for path in sorted(sources.glob(f"*/{METADATA}")):
        with contextlib.suppress(tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
            registered = tomllib.loads(path.read_text("utf-8"))
            if isinstance(url := registered.get("origin_url"), str):
                found[url] = Origin(path.parent.name, registered.get("etag"))
    return found


def add_source(sources: Path, source_id: str, data: bytes, suffix: str, cells: Mapping[str, str | date]) -> Path:
    """Register bytes as a source: its folder appears with the file and the `source.toml`, or not at all.

    `cells` are what the bytes don't say: licence, origin_url, retrieved_on, etag, note. Raises SourceMetadataError for
    an id that can't be one, or that a source has.
    """
    home = sources / source_id
    _refuse_name(home)
    sources.mkdir(exist_ok=True)
    file = _file_name(suffix)
    staged = Path(tempfile.mkdtemp(prefix=f".{source_id}.", dir=sources))
    try:
        staged.chmod(_FOLDER_MODE)
        (staged / file).write_bytes(data)
        told = {"file": file, "sha256": hash_of(data), "licence": NO_LICENCE, **cells}
        (staged / METADATA).write_text(tomlkit.dumps(told), "utf-8")
        staged.rename(home)
    except OSError:
        _refuse_name(home)  # another run was faster
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return home


def replace_text(sources: Path, source_id: str, data: bytes, suffix: str, cells: Mapping[str, str | date]) -> Path:
    """Give a source other bytes: the new file is laid beside the old one, then `source.toml` names it, in one step.

    What else is registered (licence, note, counts, corrections) stays. Raises UnknownIdError where there is no source.
    """
    home = home_of_source(sources, source_id)
    number, name = 2, _file_name(suffix)
    while (home / name).exists():
        name = f"act-{number}{PurePath(_file_name(suffix)).suffix}"
        number += 1
    (home / name).write_bytes(data)
    registered = tomlkit.parse((home / METADATA).read_text("utf-8"))
    registered.update({"file": name, "sha256": hash_of(data), **cells})
    staged = home / f".{METADATA}"
    staged.write_text(tomlkit.dumps(registered), "utf-8")
    staged.replace(home / METADATA)
    return home


def remove_source(sources: Path, source_id: str) -> Path:
    """Put a source aside, where no build sees it; return where. Raises UnknownIdError where there is none."""
    home = home_of_source(sources, source_id)
    aside = sources / ASIDE
    aside.mkdir(exist_ok=True)
    number = 1
    while (target := aside / f"{source_id}.{number}").exists():
        number += 1
    home.rename(target)
    return target


def rename_source(sources: Path, source_id: str, new_id: str) -> Path:
    """Give a source another id. Raises UnknownIdError where there is none, SourceMetadataError for an id in use."""
    home = home_of_source(sources, source_id)
    _refuse_name(sources / new_id)
    return home.rename(sources / new_id)


def home_of_source(sources: Path, source_id: str) -> Path:
    """Return the folder of a source. Raises UnknownIdError where there is none."""
    home = sources / source_id
    if not SOURCE_ID.fullmatch(source_id) or source_id == DECISIONS or not (home / METADATA).is_file():
        known = ", ".join(sorted(path.parent.name for path in sources.glob(f"*/{METADATA}"))[:20]) or "none"
        raise UnknownIdError("no source has this id", place=source_id, advice=f"there are: {known}")
    return home


def _refuse_name(home: Path) -> None:
    if not SOURCE_ID.fullmatch(home.name) or home.name == DECISIONS:
        advice = "name it with letters, digits, dots and hyphens"
        raise SourceMetadataError("this can't be the id of a source", place=home.name, advice=advice)
    if home.exists():
        raise SourceMetadataError("a source has this id already", place=str(home), advice="name another one with --id")


def _file_name(suffix: str) -> str:
    return f"act{suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) else ''}"
