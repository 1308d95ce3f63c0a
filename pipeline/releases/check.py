"""Hold the releases of a folder against their manifests: every file is there, whole, and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.errors import ContractError, VerificationError
from pipeline.read.registry import hash_of
from pipeline.releases.manifest import INPUTS, TABLES, home_of, newest_release, read_manifest, release_numbers
from pipeline.write.package import MANIFEST_FILE, RELEASES

_ADVICE = "restore it from a copy, or publish into a new folder"


def check_releases(out: Path, progress: Callable[[str], None] | None = None) -> int:
    """Check every file of every release of the folder `out`; return how many there are.

    `progress` is told each release when it begins. Raises VerificationError for the first file that is missing, cut,
    changed or foreign, and ContractError for a manifest that can't be read.
    """
    try:
        newest = newest_release(out)
    except ContractError as error:
        raise VerificationError(error.message, place=error.place, advice=error.advice) from error
    if newest is None:
        return 0
    inputs: dict[str, str] = {}
    count = 0
    for release in release_numbers(out):
        if progress:
            progress(f"release {release}")
        manifest = read_manifest(out, release)
        count += _check_files(home_of(out, release), manifest.files, {MANIFEST_FILE})
        inputs |= {digest: digest for digest in manifest.inputs.values()}
    _check_newest(out, newest)
    return count + _check_files(out / RELEASES / INPUTS, inputs, set())


def _check_files(home: Path, files: Mapping[str, str], more: set[str]) -> int:
    found = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    for name in sorted(files.keys() - found):
        raise VerificationError("a file of a release is missing", place=str(home / name), advice=_ADVICE)
    for name in sorted(found - files.keys() - more):
        raise VerificationError("no release has this file", place=str(home / name), advice="move it elsewhere")
    for name, digest in sorted(files.items()):
        _check_hash(home / name, digest)
    return len(found)


def _check_newest(out: Path, newest: int) -> None:
    """Check that the tables that stand in the folder are those of its newest release."""
    manifest = read_manifest(out)
    if manifest != read_manifest(out, newest):
        message = f"it isn't the manifest of release {newest}, the newest"
        raise VerificationError(message, place=str(out / MANIFEST_FILE), advice=_ADVICE)
    for name, digest in sorted(manifest.files.items()):
        folder, _, file = name.partition("/")
        if folder == TABLES:
            _check_hash(out / file, digest)


def _check_hash(path: Path, expected: str) -> None:
    try:
        found = hash_of(path.read_bytes())
    except FileNotFoundError as error:
        raise VerificationError("a file of a release is missing", place=str(path), advice=_ADVICE) from error
    if found != expected:
        message = f"its bytes are not those that were published: expected sha256 {expected}, found {found}"
        raise VerificationError(message, place=str(path), advice=_ADVICE)
