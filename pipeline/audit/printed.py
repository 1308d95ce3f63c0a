"""A source as it is printed, with the repairs published for it: what stands where, and how it is read."""

from __future__ import annotations

import hashlib
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.audit.difference import DifferenceError, Said
from pipeline.clean.cleaned import apply_edits
from pipeline.errors import SourceMetadataError, UnreadableSourceError
from pipeline.model import Document, Edit, Line
from pipeline.read import read_document
from pipeline.read.files import read_file
from pipeline.read.registry import METADATA, corrections_in, edits_of


@dataclass(frozen=True)
class Printed:
    """A source as decoded, where it lies, how many bytes it has, and its repairs sorted by place."""

    path: Path
    byte_count: int
    document: Document
    edits: tuple[Edit, ...]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.document.lines]

    @cached_property
    def _edit_starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def registration(self) -> dict[str, Any]:
        """What the source.toml beside the file says of it; nothing where none lies there or it names another file."""
        path = self.path.with_name(METADATA)
        if not path.is_file():
            return {}
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise SourceMetadataError(f"can't read it: {error}", place=str(path), advice="mend the file") from error
        return table if table.get("file") == self.path.name else {}

    @cached_property
    def corrections(self) -> tuple[Edit, ...]:
        """What the corrections registered beside the file change in it."""
        place = self.path.with_name(METADATA)
        return edits_of(self.document, corrections_in(self.registration, place), str(place))

    def line_at(self, offset: int) -> Line:
        """Return the physical line that holds the source character at `offset` (a newline belongs to its line)."""
        return self.document.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last line, counted from 1, of the source characters `start..end`."""
        return self.line_at(start).number, self.line_at(max(start, end - 1)).number

    def edits_within(self, start: int, end: int) -> tuple[Edit, ...]:
        """Return the repairs that lie inside the source characters `start..end`."""
        first, past = bisect_left(self._edit_starts, start), bisect_left(self._edit_starts, end)
        return tuple(edit for edit in self.edits[first:past] if edit.end <= end)

    def quote(self, start: int, end: int) -> str:
        """Return the source characters `start..end`."""
        return self.document.text[start:end]

    def render(self, start: int, end: int) -> str:
        """Return the source characters `start..end` as they are read: with the repairs inside them made."""
        return apply_edits(self.quote(start, end), self.edits_within(start, end), start)

    def line_text(self, number: int) -> str:
        """Return the physical line `number`, counted from 1, without its newline."""
        line = self.document.lines[number - 1]
        return self.document.text[line.start : line.end]

    def place(self, start: int) -> str:
        """Name the line of a source character as `path:line`."""
        return f"{self.path}:{self.line_at(start).number}"


def _path_of(source: Mapping[str, Any], sources: Path) -> Path:
    name = PurePosixPath(source["path"])
    if name.is_absolute() or ".." in name.parts:
        raise DifferenceError(
            table="sources",
            row=source["source_id"],
            field="path",
            expected=Said("a path below the folder of the sources"),
            found=source["path"],
        )
    return sources / name


def read_printed(source: Mapping[str, Any], repairs: Iterable[Mapping[str, Any]], sources: Path) -> Printed:
    """Read the file of a row of `sources` again, with its rows of `repairs`; `sources` is the folder it lies in.

    Raises what `read_bytes_of` raises, and UnreadableSourceError for a file that no reader reads any more.
    """
    path, data = _path_of(source, sources), read_bytes_of(source, sources)
    edits = sorted(
        (Edit(row["char_start"], row["char_end"], row["before"], row["after"], row["rule"]) for row in repairs),
        key=lambda edit: (edit.start, edit.end),
    )
    document = read_document(source["source_id"], data, str(path))
    return Printed(path, len(data), document, tuple(edits))


def read_bytes_of(source: Mapping[str, Any], sources: Path) -> bytes:
    """Read the bytes of a row of `sources`.

    Raises UnreadableSourceError for a file that is missing or can't be read, VerificationError for other bytes than
    those that were published.
    """
    path = _path_of(source, sources)
    try:
        data = read_file(path)
    except OSError as error:
        message = f"can't read the source: {error.strerror}"
        advice = f"name the folder that {source['path']} lies in with --sources"
        raise UnreadableSourceError(message, place=str(path), advice=advice) from error
    if (found := hashlib.sha256(data).hexdigest()) != source["sha256"]:
        raise DifferenceError(
            table="sources",
            row=source["source_id"],
            field="sha256",
            expected=source["sha256"],
            found=found,
            place=str(path),
            advice="if the source was changed on purpose, build again",
        )
    return data
