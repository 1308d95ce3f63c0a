"""What tables are made from, as hashes: the code and what is installed beside it, the sources, the decisions."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.errors import SourceMetadataError, TizmekError
from pipeline.read.decisions import DOUBTS_FILE, EDITIONS_FILE
from pipeline.read.decisions import FILE as DECISIONS_FILE
from pipeline.read.registry import METADATA, Source, hash_of, read_bytes

_PACKAGE = Path(__file__).resolve().parent
# The rooms whose code makes the rows of one source.
ROW_ROOMS = (
    *("model", "errors", "text", "languages", "read", "clean", "segment", "parse", "link", "write/chunk"),
    *("source_rows", "row_worker"),
)
# Beside the package in a checkout, in it where it is installed.
_SCHEMAS = (_PACKAGE.parent / "schemas", _PACKAGE / "_schemas")
# The programs that reading may ask, and where the second keeps what it learned.
_PROGRAMS = ("soffice", "tesseract")
_MODELS = "share/tesseract-ocr/*/tessdata/*.traineddata"


@cache
def code_hash(rooms: tuple[str, ...] = ("",)) -> str:
    """Hash the code of rooms of this package (of all of it, without any named) and all that is installed beside it."""
    digest = hashlib.sha256(repr((sys.version, *_installed(), *_programs())).encode())
    for path in _files(rooms):
        digest.update(repr((path.relative_to(_PACKAGE.parent).as_posix(), hash_of(path.read_bytes()))).encode())
    return digest.hexdigest()


def _files(rooms: Sequence[str]) -> Iterator[Path]:
    for schemas in _SCHEMAS:
        yield from sorted(schemas.glob("*.json"))
    for room in rooms:
        home = _PACKAGE / room
        found = sorted(home.rglob("*")) if home.is_dir() else [home.with_suffix(".py")]
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _installed() -> Iterator[str]:
    """Name what Python can import, with its versions, as the folders of installed packages tell them."""
    for folder in filter(os.path.isdir, sys.path):
        yield from sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(".dist-info"))


def _programs() -> Iterator[tuple[str, int, int]]:
    found = [Path(path).resolve() for name in _PROGRAMS if (path := shutil.which(name))]
    models = [path for program in found for path in program.parents[1].glob(_MODELS)]
    own = os.environ.get("TESSDATA_PREFIX")
    for path in sorted({*found, *models, *(Path(own).glob("*.traineddata") if own else ())}):
        state = path.stat()
        yield str(path), state.st_size, state.st_mtime_ns


def row_key(source: Source, sha256: str) -> str:
    """Hash all that the rows of a source depend on; `sha256` is that of its bytes."""
    registered = replace(source, file=Path(), sha256=sha256, expect=dict(sorted(source.expect.items())))
    return hash_of(repr((code_hash(ROW_ROOMS), registered)).encode())


def source_hash(source: Source) -> str | None:
    """Hash the bytes of a source; None where they can't be read or aren't the registered ones, which reading tells."""
    try:
        return hash_of(read_bytes(source))
    except TizmekError:
        return None


def input_files(sources: Path, registered: Iterable[Source | SourceMetadataError]) -> dict[str, Path]:
    """Map the files that tables are made from, by their paths below the folder of the sources."""
    files = [sources / DECISIONS_FILE, sources / EDITIONS_FILE, sources / DOUBTS_FILE]
    for source in registered:
        if isinstance(source, Source):
            # reviews that came back with a source stop a build: no release stands beside them
            files += [source.file, source.file.with_name(METADATA), source.file.with_name(DOUBTS_FILE.name)]
    return {path.relative_to(sources).as_posix(): path for path in files if path.is_file()}


def digests_of(inputs: Mapping[str, Path]) -> dict[str, str]:
    """Hash the files that tables are made from, as they are now; one that is gone has none."""
    return {name: hash_of(path.read_bytes()) if path.is_file() else "" for name, path in sorted(inputs.items())}
