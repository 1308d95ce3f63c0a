"""The rows of a source, kept on disk under the hash of what they were made from, so that they are made once.

A kept file is the SHA-256 of what follows, a line feed, the id of the act, a line feed, and the rows as packed JSON,
dates as ISO strings. One that is damaged counts as missing: its rows are made again.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from datetime import date
from functools import cache
from pathlib import Path

import regex

from pipeline.contract import load_schema
from pipeline.read.registry import hash_of
from pipeline.write.chunk import Chunk

# Rows, and what a killed run left of some.
_KEPT = regex.compile(r"\.?[0-9a-f]{64}")
# Of all levels the fastest: it packs rows to a tenth already.
_LEVEL = 1


class Kept:
    """A folder of kept rows. What can't be read or written there is made again, and never an error.

    Rows are taken from the folder `lent` as well, where nothing is written.
    """

    def __init__(self, folder: Path, lent: Path | None = None) -> None:
        self.folder = folder
        self._lent = lent
        self._used: set[str] = set()

    def act_of(self, key: str) -> str | None:
        """Return the id of the act that kept rows are of, "" where they are of none; None where none are kept."""
        kept = self._read(key)
        return kept[0] if kept else None

    def take(self, key: str) -> Chunk | None:
        """Return the rows kept under a key, None where there are none."""
        kept = self._read(key)
        if kept is None:
            return None
        self._used.add(key)
        try:
            return _unpacked(kept[1])
        except (zlib.error, ValueError, TypeError, AttributeError):  # whole, and not what this program writes
            return None

    def keep(self, key: str, chunk: Chunk) -> None:
        """Keep rows under a key: all of them or, where the disk won't have them, none."""
        told = json.dumps(chunk, ensure_ascii=False, default=date.isoformat).encode("utf-8", "surrogatepass")
        packed = act_of(chunk).encode() + b"\n" + zlib.compress(told, _LEVEL)
        unfinished = self.folder / f".{key}.{os.getpid()}"
        self._used.add(key)
        with contextlib.suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            try:
                unfinished.write_bytes(hash_of(packed).encode() + b"\n" + packed)
                unfinished.replace(self.folder / key)
            finally:
                unfinished.unlink(missing_ok=True)

    def _read(self, key: str) -> tuple[str, bytes] | None:
        """Read the id of an act and its packed rows; None where they are not there undamaged."""
        for folder in filter(None, (self.folder, self._lent)):
            with contextlib.suppress(OSError):
                digest, _, packed = (folder / key).read_bytes().partition(b"\n")
                if digest.decode("latin-1") == hash_of(packed):
                    act_id, _, rows = packed.partition(b"\n")
                    return act_id.decode("utf-8", "replace"), rows
        return None

    def forget_unused(self) -> None:
        """Remove the rows that were neither taken nor kept since this object was made."""
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                if path.name not in self._used and _KEPT.match(path.name):
                    path.unlink(missing_ok=True)


def act_of(chunk: Chunk) -> str:
    """Return the id of the act that rows are of, "" where they are of none."""
    return next((str(act["act_id"]) for act in chunk["acts"]), "")


def _unpacked(packed: bytes) -> Chunk:
    chunk: Chunk = json.loads(zlib.decompress(packed))
    for table, rows in chunk.items():
        for name in _dates(table):
            for row in rows:
                if isinstance(told := row.get(name), str):
                    row[name] = date.fromisoformat(told)
    return chunk


@cache
def _dates(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in load_schema(table).fields if column.type == "date")
