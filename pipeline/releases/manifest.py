"""The manifest of a release: its number and day, what it was made from, and every file of it with its hash.

extracted/
  *.parquet, datapackage.json, …     the newest release
  release.json                       its manifest
  releases/<number>/release.json     the manifest of each release
  releases/<number>/tables/…         its tables, as they stood in extracted/
  releases/<number>/changes.parquet  what changed since the release before, with the causes; changes.md in words
  releases/inputs/<sha256>           each file that a release was made from, once
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import regex

from pipeline.errors import ContractError, UnknownIdError
from pipeline.read.registry import DECISIONS, METADATA, SHA256, SOURCE_ID, hash_of
from pipeline.write.package import MANIFEST_FILE, RELEASES

TABLES, INPUTS = "tables", "inputs"
_NUMBER = regex.compile("[1-9][0-9]*")
# "kg-2014-354/act.txt", "decisions/crosswalk.csv"; "changes.md", "tables/acts.parquet"
_INPUT = regex.compile(rf"{SOURCE_ID.pattern}/[^/\0]*[^/\0.][^/\0]*")
_FILE = regex.compile(rf"(?:{TABLES}/)?[\p{{L}}_][\p{{L}}\p{{N}}._-]*")


@dataclass(frozen=True, slots=True)
class Manifest:
    """One release: `inputs` are the SHA-256 of the files it was made from, `files` those of its own, by path."""

    release: int
    published_on: str
    contract: str
    code: str
    inputs: Mapping[str, str]
    files: Mapping[str, str]


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write a manifest as JSON, in UTF-8 with LF."""
    told = json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(told + "\n", encoding="utf-8", newline="\n")


def read_manifest(out: Path, release: int | None = None) -> Manifest:
    """Read the manifest of a release of the folder `out`, the newest one unless another is named.

    Raises UnknownIdError where there is no such release, ContractError for a manifest that can't be read.
    """
    path = out / MANIFEST_FILE if release is None else home_of(out, release) / MANIFEST_FILE
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
        _check(manifest)
        return manifest
    except (FileNotFoundError, NotADirectoryError) as error:
        known = ", ".join(map(str, release_numbers(out))) or "none"
        named = "no release" if release is None else f"no release {release}"
        raise UnknownIdError(named, place=str(out), advice=f"there are: {known}") from error
    except (OSError, ValueError, TypeError, AttributeError) as error:
        advice = "restore it from a copy, or publish into a new folder"
        raise ContractError(f"can't read the manifest: {error}", place=str(path), advice=advice) from error


def release_numbers(out: Path) -> list[int]:
    """List the releases of the folder `out`, the oldest first."""
    homes = (out / RELEASES).iterdir() if (out / RELEASES).is_dir() else ()
    return sorted(int(home.name) for home in homes if home.is_dir() and _NUMBER.fullmatch(home.name))


def _check(manifest: Manifest) -> None:
    """Raise ValueError for a manifest that names a file elsewhere: it may come with data from a stranger."""
    for name, digest in manifest.inputs.items():
        if not _INPUT.fullmatch(name) or not SHA256.fullmatch(digest):
            raise ValueError(f"{name!r} is no file of a source")
    homes = {name.partition("/")[0] for name in manifest.inputs} - {DECISIONS}
    for home in sorted(homes):
        if f"{home}/{METADATA}" not in manifest.inputs:
            raise ValueError(f"the source {home!r} has no {METADATA}")
    for name, digest in manifest.files.items():
        if not _FILE.fullmatch(name) or not SHA256.fullmatch(digest):
            raise ValueError(f"{name!r} is no file of a release")


def home_of(out: Path, release: int) -> Path:
    """Name the folder of a release."""
    return out / RELEASES / str(release)


def tables_of(out: Path, release: int) -> Path:
    """Name the folder that holds the tables of a release, as `extracted/` held them."""
    return home_of(out, release) / TABLES


def newest_release(out: Path) -> int | None:
    """Return the number of the newest release of the folder `out`; None where there is none.

    Raises ContractError where the release that stands there is gone from the releases.
    """
    numbers = release_numbers(out)
    if (out / MANIFEST_FILE).is_file() and (stands := read_manifest(out).release) not in numbers:
        advice = "restore it from a copy, or publish into a new folder"
        raise ContractError(
            f"release {stands} stands, and its folder is gone", place=str(out / RELEASES), advice=advice
        )
    return numbers[-1] if numbers else None


def same_tables(out: Path, staging: Path) -> bool:
    """Tell whether the tables that stand in the folder `out`, whole, are those of a staged one."""
    names = [path.name for path in staging.iterdir() if path.is_file()]
    return all((out / name).is_file() and _hash(out / name) == _hash(staging / name) for name in names)


def _hash(path: Path) -> str:
    return hash_of(path.read_bytes())


def is_standing(out: Path, release: int) -> bool:
    """Tell whether the manifest that stands in the folder `out` is that of a release."""
    stands, own = out / MANIFEST_FILE, home_of(out, release) / MANIFEST_FILE
    return stands.is_file() and own.is_file() and stands.read_bytes() == own.read_bytes()
