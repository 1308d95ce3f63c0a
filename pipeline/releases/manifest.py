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

from pipeline.errors import ContractError, UnknownIdError
from pipeline.write.package import DICTIONARY_FILE, MANIFEST_FILE, PACKAGE_FILE, RELEASES, REPORT_FILE

TABLES, INPUTS = "tables", "inputs"


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
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        known = ", ".join(map(str, release_numbers(out))) or "none"
        named = "no release" if release is None else f"no release {release}"
        raise UnknownIdError(named, place=str(out), advice=f"there are: {known}") from error
    except (OSError, ValueError, TypeError) as error:
        advice = "restore it from a copy, or publish into a new folder"
        raise ContractError(f"can't read the manifest: {error}", place=str(path), advice=advice) from error


def release_numbers(out: Path) -> list[int]:
    """List the releases of the folder `out`, the oldest first."""
    homes = (out / RELEASES).iterdir() if (out / RELEASES).is_dir() else ()
    return sorted(int(home.name) for home in homes if home.name.isdecimal())


def home_of(out: Path, release: int) -> Path:
    """Name the folder of a release."""
    return out / RELEASES / str(release)


def tables_of(out: Path, release: int) -> Path:
    """Name the folder that holds the tables of a release, as `extracted/` held them."""
    return home_of(out, release) / TABLES


def is_sealed(out: Path) -> bool:
    """Tell whether the folder `out` holds a release; one without a manifest is from before there were any, or none."""
    return (out / MANIFEST_FILE).is_file()


def same_tables(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same tables, by the hashes of their data packages and what stands beside."""
    return all(
        (one / name).is_file() and (other / name).is_file() and (one / name).read_bytes() == (other / name).read_bytes()
        for name in (PACKAGE_FILE, DICTIONARY_FILE, REPORT_FILE)
    )
