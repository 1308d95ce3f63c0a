"""Find damage that PDFium mends in silence: what it can't decompress or find is not on its pages, and nothing tells.

The text of a page and its fonts stand in compressed streams, whose checksums tell whether they are whole; a table at
the end of the file finds them by their offsets.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import regex

# A stream of text that grows beyond this is a bomb.
MAX_STREAM = 100 * 1024 * 1024
_PIECE = 1 << 20
_START = regex.compile(rb"(?<!end)stream\r?\n")
# How far the entries of a stream are looked for before it.
_ENTRIES = 4_096
_DEFLATED = regex.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\s*(?:\]|/(?!\w*Decode)|>>)")
# Pictures and colours are not needed for the text; fonts are: their widths part words.
_NO_TEXT = regex.compile(rb"/Subtype\s*/(?:Image|XML)|/N\s+[134]\b(?!.*/First)", regex.DOTALL)
_LENGTH = regex.compile(rb"/Length\s++(\d++)(?!\s+\d+\s+R)")
_STARTXREF = regex.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TABLE_OR_OBJECT = regex.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_SUBSECTION = regex.compile(rb"\s*(\d+)\s+(\d+)\s*")
_ENTRY = regex.compile(rb"(\d{10}) (\d{5}) ([nf])")
_OBJECT = regex.compile(rb"\s*\d+\s+\d+\s+obj\b")


def find_damage(data: bytes) -> str | None:
    """Return what is damaged in a PDF, or None; nothing is said of encrypted streams."""
    damage = _damage_of_table(data)
    if damage or b"/Encrypt" in data[-_ENTRIES:]:
        return damage
    return next(_damaged_streams(data), None)


def _damage_of_table(data: bytes) -> str | None:
    """Check that the last table of offsets is where the file says, and that its offsets lead to objects."""
    ends = list(_STARTXREF.finditer(data, max(0, len(data) - 2_048)))
    if not ends:
        return "it has no end"
    begin = max(0, data.find(b"%PDF"))
    places = [int(ends[-1].group(1)), int(ends[-1].group(1)) + begin]
    at = next((place for place in places if _TABLE_OR_OBJECT.match(data, place)), None)
    if at is None:
        return "its table of objects is not where it says"
    shift = at - places[0]
    wrong = sum(1 for place in _offsets(data, at) if not _OBJECT.match(data, place + shift))
    return f"{wrong} of its objects are not where it says" if wrong else None


def _offsets(data: bytes, at: int) -> Iterator[int]:
    """Yield the offsets of the objects in use that a classic table tells."""
    at = data.find(b"xref", at, at + 32)
    if at < 0:
        return
    at += 4
    while found := _SUBSECTION.match(data, at):
        at = found.end()
        for _ in range(int(found.group(2))):
            entry = _ENTRY.match(data, at)
            if not entry:
                return
            if entry.group(3) == b"n" and int(entry.group(1)):
                yield int(entry.group(1))
            at = entry.end()
            while data[at : at + 1] in (b" ", b"\r", b"\n"):
                at += 1


def _damaged_streams(data: bytes) -> Iterator[str]:
    """Yield what is wrong with compressed streams that hold text or tables."""
    for start in _START.finditer(data):
        entries = data[max(0, start.start() - _ENTRIES) : start.start()]
        entries = entries[entries.rfind(b" obj") + 1 :]
        if not _DEFLATED.search(entries) or _NO_TEXT.search(entries):
            continue
        length = _LENGTH.search(entries)
        end = start.end() + int(length.group(1)) if length else data.find(b"endstream", start.end())
        if wrong := _wrong_in(memoryview(data)[start.end() : max(end, 0) or len(data)]):
            yield wrong


def _wrong_in(packed: memoryview) -> str | None:
    unpacker = zlib.decompressobj()
    size, rest = 0, bytes(packed)
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(rest, _PIECE)
            size, rest = size + len(piece), unpacker.unconsumed_tail
            if size > MAX_STREAM:
                return f"a stream is larger than {MAX_STREAM:,} bytes"
            if not piece and not rest:
                return "a stream is cut off"
    except zlib.error as error:
        return f"a stream can't be decompressed ({error})"
    return None
