"""The registered sources: a folder each, with the text as it came and a `source.toml` of what its bytes don't say.

file = "act.txt"
sha256 = "…"
licence = "…"            # origin_url, retrieved_on, etag, note where known

[expect]                 # counts that stop a release when they are missed
list_entries = 73

[[corrections]]          # guarded: an error when `expect` is gone
reason = "…"
expect = "…"
replace = "…"
line = 12                # only where the text stands more than once
state = "reported"       # open (without it), reported to who publishes the text, or "fixed upstream"
"""

from __future__ import annotations

import errno
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import regex

from pipeline.errors import CorrectionError, SourceMetadataError, UnreadableSourceError
from pipeline.model import Document, Edit
from pipeline.read.files import MAX_BYTES, read_file, refuse_irregular

# The folder of what people decided about the sources.
DECISIONS = "decisions"
METADATA = "source.toml"
SOURCE_ID = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}._-]*")
TYPES: dict[str, type] = {
    "file": str,
    "sha256": str,
    "licence": str,
    "origin_url": str,
    "retrieved_on": date,
    "etag": str,
    "note": str,
    "expect": dict,
    "corrections": list,
}
# The tables whose rows a source can expect.
COUNTED = ("acts", "lists", "list_entries", "restrictions")
REQUIRED = ("file", "sha256", "licence")
SHA256 = regex.compile("[0-9a-f]{64}")
CORRECTION_TYPES: dict[str, type] = {"reason": str, "expect": str, "replace": str, "line": int, "state": str}
# A correction that was fixed upstream changes nothing any more: it says that its text must be gone.
FIXED = "fixed upstream"
CORRECTION_STATES = ("open", "reported", FIXED)


@dataclass(frozen=True, slots=True)
class Correction:
    """One guarded correction: the text expected, what replaces it, why, its line where that is needed, its state."""

    reason: str
    expect: str
    replace: str
    line: int | None = None
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its id, its file, the path by which the tables name it, and its metadata."""

    source_id: str
    file: Path
    path: str
    sha256: str | None = None
    licence: str | None = None
    origin_url: str | None = None
    retrieved_on: date | None = None
    expect: Mapping[str, int] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


def is_source_id(word: str) -> bool:
    """Tell whether a source can have a word as its id."""
    return bool(SOURCE_ID.fullmatch(word)) and word != DECISIONS


def is_registered(sources: Path, source_id: str) -> bool:
    """Tell whether a source is registered under an id."""
    return is_source_id(source_id) and (sources / source_id / METADATA).is_file()


def find_sources(folder: Path) -> list[Source]:
    """Return the sources registered below a folder, sorted by id; raise the first error of `try_sources`."""
    found = []
    for one in try_sources(folder):
        if isinstance(one, SourceMetadataError):
            raise one
        found.append(one)
    return found


def try_sources(folder: Path) -> list[Source | SourceMetadataError]:
    """Return the sources registered below a folder, sorted by id, with the error in place of one that can't be used.

    Raises SourceMetadataError for a folder without sources.
    """
    refuse_no_folder(folder)
    homes = sorted(path for path in folder.iterdir() if path.is_dir() and not _is_aside(path))
    if not homes:
        raise SourceMetadataError(
            f"no source here: expected folders with a text and a {METADATA}", place=str(folder), advice="add a source"
        )
    return [try_source(home) for home in homes]


def refuse_no_folder(sources: Path) -> None:
    """Raise SourceMetadataError where the folder of the sources is none."""
    if not sources.is_dir():
        advice = "name the folder of the sources with --sources"
        raise SourceMetadataError("no such folder", place=str(sources), advice=advice)


def try_source(home: Path) -> Source | SourceMetadataError:
    """Return the source that is registered in a folder, or the error for which it can't be used."""
    try:
        return _read_metadata(home)
    except SourceMetadataError as error:
        return error


def _is_aside(path: Path) -> bool:
    """Tell whether a folder among the sources holds none: a hidden one, or the decisions about them."""
    return path.name.startswith(".") or path.name == DECISIONS


def source_of_file(file: Path) -> Source:
    """Return a file that is not registered as a source; its id is its name without the ending."""
    try:
        refuse_irregular(file)
    except OSError as error:
        raise SourceMetadataError(str(error.strerror), place=str(file), advice="name a file") from error
    source_id = regex.sub(r"[^\p{L}\p{N}._-]+", "-", file.stem).strip("-._") or "unnamed"
    return Source(source_id, file, file.name)


def read_bytes(source: Source) -> bytes:
    """Read a source's file and check it against the hash of its source.toml.

    Raises SourceMetadataError where they differ or the file can't be read, UnreadableSourceError for one too large.
    """
    try:
        data = read_file(source.file)
    except OSError as error:
        advice = "give a file that can be read"
        raise SourceMetadataError(str(error.strerror), place=str(source.file), advice=advice) from error
    if len(data) > MAX_BYTES:
        raise UnreadableSourceError(
            f"more than the {MAX_BYTES:,} bytes a source may have", place=str(source.file), advice="split the file"
        )
    found = hash_of(data)
    if source.sha256 is not None and found != source.sha256:
        raise SourceMetadataError(
            f"the bytes are not those of {METADATA}: expected sha256 {source.sha256}, found {found}",
            place=str(source.file),
            advice=f"restore the file, or register the new text with its own hash in {METADATA}",
        )
    return data


def hash_of(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def correct(document: Document, corrections: tuple[Correction, ...], place: str) -> Document:
    """Add the guarded corrections to a Document as edits with the rule `correction`.

    Raises CorrectionError when the expected text is gone, stands more than once, or changes nothing.
    """
    edits = edits_of(document, corrections, place)
    merged = tuple(sorted((*document.marks, *edits), key=lambda edit: edit.start))
    for one, other in pairwise(merged):
        if one.end > other.start:
            raise CorrectionError(
                f"the correction of {one.before!r} meets {other.before!r}", place=place, advice="expect less text"
            )
    return replace(document, marks=merged)


def edits_of(document: Document, corrections: Sequence[Correction], place: str) -> tuple[Edit, ...]:
    """Return the edits that corrections make in a Document, each no longer than what it changes.

    Raises CorrectionError when the expected text is gone, stands more than once, or changes nothing, and when that of a
    correction that was fixed upstream still stands.
    """
    for one in corrections:
        if one.state == FIXED and one.expect in document.text:
            advice = f"register the text that was mended, or take back the state {FIXED!r}"
            raise CorrectionError(
                f"the text {one.expect!r} was fixed upstream and still stands", place=place, advice=advice
            )
    return tuple(_edit_of(document, one, place) for one in corrections if one.state != FIXED)


def _edit_of(document: Document, correction: Correction, place: str) -> Edit:
    if not correction.expect or not correction.reason.strip():
        raise CorrectionError("a correction needs a reason and the text it expects", place=place, advice="write them")
    if correction.expect == correction.replace or "\n" in correction.replace + correction.expect:
        raise CorrectionError(
            f"a correction must change text within one line: {correction.expect!r}",
            place=place,
            advice="mend or drop it",
        )
    begin, end = 0, len(document.text)
    if correction.line is not None:
        if not 1 <= correction.line <= len(document.lines):
            raise CorrectionError(
                f"there is no line {correction.line}", place=place, advice="mend or drop the correction"
            )
        begin, end = document.lines[correction.line - 1].start, document.lines[correction.line - 1].end
    places = list(regex.finditer(regex.escape(correction.expect), document.text[:end], overlapped=True, pos=begin))
    count = len(places)
    if count != 1:
        where = f"on line {correction.line}" if correction.line else "in the text"
        found = f"stands {count} times {where}" if count else f"doesn't stand {where}"
        advice = "expect more text, or give the line" if count else "expect what stands there, or drop the correction"
        raise CorrectionError(f"{correction.expect!r}, which a correction expects, {found}", place=place, advice=advice)
    start = places[0].start()
    first, last = _changed(correction.expect, correction.replace)
    after = correction.replace[first : len(correction.replace) - last]
    before = correction.expect[first : len(correction.expect) - last]
    return Edit(start + first, start + first + len(before), before, after, "correction")


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share at their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _changed(before: str, after: str) -> tuple[int, int]:
    """Return how many characters two texts share at their start and at their end; one of `before` is never shared.

    What is only added stands for the letter or digit beside it, so that no cell's edge lies in the edit.
    """
    first = _shared(before, after)
    last = _shared(before[first:][::-1], after[first:][::-1])
    if first + last < len(before):
        return first, last
    if last and before[first].isalnum():
        return first, last - 1
    return (first - 1, last) if first else (first, last - 1)


def _read_metadata(home: Path) -> Source:
    path = home / METADATA
    if not SOURCE_ID.fullmatch(home.name):
        raise SourceMetadataError(
            "the folder's name can't be an id", place=str(home), advice="rename it: letters, digits, dots and hyphens"
        )
    try:
        table = tomllib.loads(read_file(path).decode("utf-8"))
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise SourceMetadataError(f"no {METADATA} beside the text", place=str(home), advice="write one") from error
        raise SourceMetadataError(f"can't read {METADATA}: {error.strerror}", place=str(home)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceMetadataError(f"not TOML: {error}", place=str(path), advice="mend the file") from error
    _check_types(table, TYPES, path)
    missing = [name for name in REQUIRED if not table.get(name, "").strip()]
    if missing:
        raise SourceMetadataError(f"{', '.join(missing)} missing", place=str(path), advice="add what is missing")
    if not SHA256.fullmatch(table["sha256"]):
        raise SourceMetadataError(
            f"sha256 is not 64 small hexadecimal digits: {table['sha256']!r}", place=str(path), advice="mend the value"
        )
    file = home / table["file"]
    if file.parent != home:
        raise SourceMetadataError(f"no file {table['file']!r} here", place=str(home), advice="mend `file`")
    try:
        refuse_irregular(file)
    except OSError as error:
        advice = "copy the text here, or mend `file`"
        message = f"no file {table['file']!r} here: {error.strerror}"
        raise SourceMetadataError(message, place=str(home), advice=advice) from error
    for name, count in table.get("expect", {}).items():
        if name not in COUNTED:
            advice = f"expected one of {', '.join(COUNTED)}"
            raise SourceMetadataError(f"expect.{name}: nothing of that name is counted", place=str(path), advice=advice)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise SourceMetadataError(
                f"expect.{name} is not a count: {count!r}", place=str(path), advice="give a number"
            )
    return Source(
        home.name,
        file,
        f"{home.name}/{table['file']}",
        table["sha256"],
        table["licence"],
        table.get("origin_url"),
        table.get("retrieved_on"),
        table.get("expect", {}),
        corrections_in(table, path),
    )


def corrections_in(table: Mapping[str, Any], path: Path) -> tuple[Correction, ...]:
    """Return the corrections that a source.toml registers; SourceMetadataError for one that isn't whole."""
    corrections = []
    for one in table.get("corrections", []):
        if not isinstance(one, dict):
            raise SourceMetadataError(
                f"a correction is not a table: {one!r}", place=str(path), advice="write it below [[corrections]]"
            )
        _check_types(one, CORRECTION_TYPES, path)
        if not {"reason", "expect", "replace"} <= set(one):
            raise SourceMetadataError(
                "a correction needs reason, expect and replace", place=str(path), advice="add what is missing"
            )
        if one.get("state", "open") not in CORRECTION_STATES:
            raise SourceMetadataError(
                f"the state of a correction is {one['state']!r}",
                place=str(path),
                advice=f"expected one of {', '.join(CORRECTION_STATES)}",
            )
        corrections.append(Correction(**one))
    return tuple(corrections)


def _check_types(table: Mapping[str, Any], types: Mapping[str, type], path: Path) -> None:
    for name, value in table.items():
        if name not in types:
            raise SourceMetadataError(
                f"unknown key {name!r}", place=str(path), advice=f"expected one of {', '.join(types)}"
            )
        # By the very type: a bool is an int and a time is a date, but neither is meant here.
        if type(value) is not types[name]:
            expected = types[name].__name__
            raise SourceMetadataError(
                f"{name} is not a {expected}: {value!r}", place=str(path), advice="mend the value"
            )
