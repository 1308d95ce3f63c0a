"""Put a new release into a staged folder, beside all earlier ones.

What two releases share are hard links where the disk can: a release costs what is new in it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.contract import VERSION
from pipeline.errors import PublishError
from pipeline.read.registry import hash_of
from pipeline.releases.manifest import (
    INPUTS,
    TABLES,
    Manifest,
    home_of,
    release_numbers,
    tables_of,
    write_manifest,
)
from pipeline.write.package import MANIFEST_FILE, RELEASES

# A disk without links, another disk, or too many of them.
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def carry_over(out: Path, staging: Path) -> None:
    """Give the staged folder every earlier release of the folder `out`."""
    if (out / RELEASES).is_dir():
        shutil.copytree(out / RELEASES, staging / RELEASES, copy_function=link)


def keep_inputs(staging: Path, inputs: Mapping[str, Path], digests: Mapping[str, str]) -> None:
    """Keep the files that a release is made from, each once, under their SHA-256, which are given by their names.

    Raises PublishError for a file that has another one.
    """
    home = staging / RELEASES / INPUTS
    home.mkdir(parents=True, exist_ok=True)
    for name, path in inputs.items():
        data, kept = path.read_bytes(), home / digests[name]
        if hash_of(data) != digests[name]:
            raise PublishError("the file changed during the build", place=str(path), advice="build again")
        if not kept.exists() or hash_of(kept.read_bytes()) != digests[name]:
            kept.unlink(missing_ok=True)  # a new file: others may be linked to the damaged one
            kept.write_bytes(data)


def lay_out_inputs(out: Path, inputs: Mapping[str, str], folder: Path) -> None:
    """Lay files that releases were made from out in a folder: their SHA-256 by the names they get."""
    for name, digest in inputs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        link(out / RELEASES / INPUTS / digest, folder / name)


def seal(staging: Path, release: int, published_on: str, code: str, inputs: Mapping[str, str]) -> Manifest:
    """Make the staged tables a release: link them into its folder, hash every file of it, write the manifest."""
    home = home_of(staging, release)
    (home / TABLES).mkdir(parents=True, exist_ok=True)
    before = [tables_of(staging, one) for one in release_numbers(staging) if one < release][-1:]
    for path in sorted(staging.iterdir()):
        if path.is_file():
            same = [folder / path.name for folder in before if _is_same(folder / path.name, path)]
            if same:
                link(same[0], home / TABLES / path.name)
            else:  # a copy: what a user writes into a file at the top must not reach the release
                shutil.copyfile(path, home / TABLES / path.name)
    files = {
        path.relative_to(home).as_posix(): hash_of(path.read_bytes())
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }
    manifest = Manifest(release, published_on, VERSION, code, dict(inputs), files)
    write_manifest(home / MANIFEST_FILE, manifest)
    shutil.copyfile(home / MANIFEST_FILE, staging / MANIFEST_FILE)
    return manifest


def restore(out: Path, staging: Path, release: int) -> None:
    """Let the staged tables, which are those of a release, stand for it again beside all releases of `out`."""
    carry_over(out, staging)
    shutil.copyfile(home_of(staging, release) / MANIFEST_FILE, staging / MANIFEST_FILE)


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and hash_of(one.read_bytes()) == hash_of(other.read_bytes())


def link(source: str | Path, target: str | Path) -> str | Path:
    """Give a file a second name; a copy of it where the disk has no links. Raises PublishError for one that is gone."""
    try:
        os.link(source, target)
    except FileNotFoundError as error:
        advice = "restore the folder from a copy, or publish into a new one"
        raise PublishError("a file of an earlier release is missing", place=str(source), advice=advice) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)
    return target
