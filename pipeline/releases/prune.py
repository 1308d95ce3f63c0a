"""Remove old releases, which nothing does unless it is asked to; the folder is replaced as a whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from pipeline.errors import UnknownIdError
from pipeline.releases.history import carry_over, link
from pipeline.releases.manifest import INPUTS, home_of, read_manifest, release_numbers
from pipeline.write.package import RELEASES
from pipeline.write.publish import publish


def prune(out: Path, unwanted: Collection[int]) -> None:
    """Remove releases of the folder `out`, and the inputs that no other release was made from.

    Raises UnknownIdError for a release that isn't there and for the newest, which stands.
    """
    known = release_numbers(out)
    for release in sorted(unwanted):
        if release not in known:
            raise UnknownIdError(f"no release {release}", place=str(out), advice=f"there are: {_listed(known)}")
        if release == known[-1]:
            raise UnknownIdError(
                f"release {release} is the newest, it stands", place=str(out), advice="name older ones"
            )

    def write(staging: Path) -> None:
        for path in out.iterdir():
            if path.is_file():
                link(path, staging / path.name)
        carry_over(out, staging)
        for release in unwanted:
            shutil.rmtree(home_of(staging, release))
        wanted = {digest for one in release_numbers(staging) for digest in read_manifest(staging, one).inputs.values()}
        for path in (staging / RELEASES / INPUTS).iterdir():
            if path.name not in wanted:
                path.unlink()

    publish(out, write)


def _listed(releases: list[int]) -> str:
    return ", ".join(map(str, releases)) or "none"
