"""Put a new release into a staged folder, beside all earlier ones.

Files are hard links to one another where the disk can: a release costs what is new in it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.contract import VERSION
from pipeline.errors import PublishError
from pipeline.read.registry import hash_of
from pipeline.releases.manifest import INPUTS, TABLES, Manifest, home_of, release_numbers, write_manifest
from pipeline.write.package import MANIFEST_FILE, RELEASES


def carry_over(out: Path, staging: Path) -> None:
    """Give the staged folder every earlier release of the folder `out`."""
    if (out / RELEASES).is_dir():
        shutil.copytree(out / RELEASES, staging / RELEASES, copy_function=link)


def next_release(out: Path) -> int:
    """Return the number of the release that comes after those of the folder `out`."""
    return max(release_numbers(out), default=0) + 1


def keep_inputs(staging: Path, inputs: Mapping[str, Path]) -> dict[str, str]:
    """Keep the files that a release is made from, each once; return their SHA-256 by the names they are given."""
    home = staging / RELEASES / INPUTS
    home.mkdir(parents=True, exist_ok=True)
    digests = {}
    for name, path in sorted(inputs.items()):
        data = path.read_bytes()
        digests[name] = hash_of(data)
        if not (home / digests[name]).exists():
            (home / digests[name]).write_bytes(data)
    return digests


def lay_out_inputs(out: Path, inputs: Mapping[str, str], folder: Path) -> None:
    """Lay files that releases were made from out in a folder: their SHA-256 by the names they get."""
    for name, digest in inputs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        link(out / RELEASES / INPUTS / digest, folder / name)


def seal(staging: Path, release: int, published_on: str, code: str, inputs: Mapping[str, str]) -> Manifest:
    """Make the staged tables a release: link them into its folder, hash every file of it, write the manifest."""
    home = home_of(staging, release)
    (home / TABLES).mkdir(parents=True, exist_ok=True)
    for path in sorted(staging.iterdir()):
        if path.is_file():
            link(path, home / TABLES / path.name)
    files = {
        path.relative_to(home).as_posix(): hash_of(path.read_bytes())
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }
    manifest = Manifest(release, published_on, VERSION, code, dict(inputs), files)
    write_manifest(home / MANIFEST_FILE, manifest)
    link(home / MANIFEST_FILE, staging / MANIFEST_FILE)
    return manifest


def link(source: str | Path, target: str | Path) -> str | Path:
    """Give a file a second name; a copy of it where the disk has no links. Raises PublishError for one that is gone."""
    try:
        os.link(source, target)
    except FileNotFoundError as error:
        advice = "restore the folder from a copy, or publish into a new one"
        raise PublishError("a file of an earlier release is missing", place=str(source), advice=advice) from error
    except OSError:  # a disk without links
        shutil.copy2(source, target)
    return target
