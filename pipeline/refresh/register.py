"""Change what is registered: a source comes in whole or not at all, and what goes is put aside, never deleted."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import tomllib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

import regex
import tomlkit

from pipeline.errors import PublishError, SourceMetadataError, UnknownIdError
from pipeline.read.decisions import DOUBTS_FILE
from pipeline.read.registry import (
    METADATA,
    SHA256,
    SOURCE_ID,
    hash_of,
    is_registered,
    is_source_id,
    refuse_no_folder,
)
from pipeline.write.decisions import remove_reviewed, rename_reviewed
from pipeline.write.durable import STAGED, replace_file, sync_folder

# Hidden, so that no build takes it for a source.
ASIDE = ".removed"
NO_LICENCE = "not stated"
_FOLDER_MODE, _MOST_NAMED = 0o755, 20
_SUFFIX = regex.compile(r"\.[a-z0-9]{1,8}")
_DIGEST = regex.compile(SHA256.pattern.encode())


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that was fetched from the web, and the tag that its file had."""

    source_id: str
    etag: str | None


def _registered(sources: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the id of each source and its `source.toml`, which is empty where it can't be read."""
    for home in sorted(sources.iterdir()) if sources.is_dir() else ():
        if SOURCE_ID.fullmatch(home.name) and (home / METADATA).is_file():
            try:
                yield home.name, (home / METADATA).read_bytes()
            except OSError:
                yield home.name, b""


def _said(registered: bytes) -> Mapping[str, object]:
    """Return what a `source.toml` says; one that isn't TOML says nothing."""
    try:
        return tomllib.loads(registered.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def find_registered(sources: Path, digests: Collection[str]) -> dict[str, str]:
    """Map each of some SHA-256 that the text of a source has to the id of that source.

    Sources are many, and to take each `source.toml` apart takes long: only one that prints such a hash is.
    """
    wanted = {digest.encode() for digest in digests}
    return {
        str(said["sha256"]): source_id
        for source_id, registered in _registered(sources)
        if not wanted.isdisjoint(_DIGEST.findall(registered)) and (said := _said(registered)).get("sha256") in digests
    }


def read_origins(sources: Path) -> dict[str, Origin]:
    """Map addresses to the sources that were fetched from them."""
    found = {}
    for source_id, registered in _registered(sources):
        said = _said(registered)
        url, etag = said.get("origin_url"), said.get("etag")
        if isinstance(url, str):
            # a tag that a header can't hold is as good as none
            found[url] = Origin(source_id, etag if isinstance(etag, str) and etag.isascii() else None)
    return found


def add_source(sources: Path, source_id: str, data: bytes, suffix: str, cells: Mapping[str, str | date]) -> Path:
    """Register bytes as a source: its folder appears with the file and the `source.toml`, or not at all.

    `cells` are what the bytes don't say: licence, origin_url, retrieved_on, etag, note. Raises SourceMetadataError for
    an id that can't be one, or that a source has.
    """
    home = refuse_id(sources, source_id)
    refuse_place(sources)
    sources.mkdir(exist_ok=True)
    file = _file_name(suffix)
    told = {"file": file, "sha256": hash_of(data), "licence": NO_LICENCE, **cells}
    with _staged(sources) as staged:
        try:
            staged.chmod(_FOLDER_MODE)
            replace_file(staged / file, data)
            replace_file(staged / METADATA, tomlkit.dumps(told).encode())
            staged.rename(home)
            sync_folder(sources)
        except OSError:
            refuse_id(sources, source_id)  # another run was faster
            raise
    return home


@contextmanager
def _staged(sources: Path) -> Iterator[Path]:
    """Give a hidden folder that goes when the run ends; one of a killed run goes with the next."""
    for left_over in sources.glob(f".*{STAGED}"):
        with suppress(OSError), _locked(left_over):
            shutil.rmtree(left_over)
    staged = Path(tempfile.mkdtemp(prefix=".", suffix=STAGED, dir=sources))
    try:
        with _locked(staged):
            yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder for as long as the run lives. Raises BlockingIOError where another run holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def replace_text(sources: Path, source_id: str, data: bytes, suffix: str, cells: Mapping[str, str | date]) -> Path:
    """Give a source other bytes: the new file is laid beside the old one, then `source.toml` names it, in one step.

    What else is registered (licence, note, counts, corrections) stays. Raises UnknownIdError where there is no source.
    """
    home = home_of_source(sources, source_id)
    with only_editor(home):
        number, name = 2, _file_name(suffix)
        while (home / name).exists():
            name = f"act-{number}{PurePath(_file_name(suffix)).suffix}"
            number += 1
        replace_file(home / name, data)
        registered = tomlkit.parse((home / METADATA).read_text("utf-8"))
        for told_of_the_old in ("origin_url", "etag"):
            registered.pop(told_of_the_old, None)
        registered.update({"file": name, "sha256": hash_of(data), **cells})
        replace_file(home / METADATA, tomlkit.dumps(registered).encode())
    return home


@contextmanager
def only_editor(home: Path) -> Iterator[None]:
    """Hold a source while it is changed. Raises PublishError where another run is changing it."""
    try:
        with _locked(home):
            yield
    except BlockingIOError as error:
        advice = "wait until it has ended, then try again"
        raise PublishError("another run is changing this source", place=str(home), advice=advice) from error


def remove_source(sources: Path, source_id: str) -> Path:
    """Put a source aside, where no build sees it, with the reviews of its doubts; return where.

    Raises UnknownIdError where there is none.
    """
    home = home_of_source(sources, source_id)
    aside = sources / ASIDE
    with only_editor(home):
        aside.mkdir(exist_ok=True)
        number = 1
        while (target := aside / f"{source_id}.{number}").exists():
            number += 1
        home.rename(target)
    remove_reviewed(sources, source_id, target / DOUBTS_FILE.name)
    return target


def rename_source(sources: Path, source_id: str, new_id: str) -> Path:
    """Give a source another id, and its reviews too.

    Raises UnknownIdError where there is none, SourceMetadataError for an id in use.
    """
    home, renamed = home_of_source(sources, source_id), refuse_id(sources, new_id)
    with only_editor(home):
        home.rename(renamed)
    rename_reviewed(sources, source_id, new_id)
    return renamed


def home_of_source(sources: Path, source_id: str) -> Path:
    """Return the folder of a source. Raises UnknownIdError where there is none, and as `refuse_no_folder` does."""
    refuse_no_folder(sources)
    if not is_registered(sources, source_id):
        known = ", ".join([one for one, _ in _registered(sources)][:_MOST_NAMED]) or "none"
        raise UnknownIdError("no source has this id", place=source_id, advice=f"in {sources} there are: {known}")
    return sources / source_id


def refuse_place(sources: Path) -> None:
    """Raise SourceMetadataError where there is no folder for sources, and none can be made."""
    if sources.exists():
        refuse_no_folder(sources)
    elif not sources.absolute().parent.is_dir():
        advice = "create it first, or name another one with --sources"
        raise SourceMetadataError("the folder above the sources is missing", place=str(sources), advice=advice)


def refuse_id(sources: Path, source_id: str) -> Path:
    """Return the folder that a new source will have. Raises SourceMetadataError for an id that can't be one or is."""
    if not is_source_id(source_id):
        advice = "name it with letters, digits, dots and hyphens"
        raise SourceMetadataError("this can't be the id of a source", place=source_id, advice=advice)
    home = sources / source_id
    if home.exists():
        raise SourceMetadataError("a source has this id already", place=str(home), advice="choose another one")
    return home


def _file_name(suffix: str) -> str:
    return f"act{suffix.lower() if _SUFFIX.fullmatch(suffix.lower()) else ''}"
