"""Tell whether the data of a picture go to its end: what is missing is shown in one shade, and nothing tells."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from PIL import Image

_CHUNK = 1 << 20
_PNG_BEGINS, _PNG_BESIDE = 8, 12
# Bits of a dot by the type of its colours: grey, red-green-blue, palette, grey and opacity, all four.
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# Every second row and column, then the ones between: the passes of an interlaced PNG as (x, y, step along, step down).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_MARK, _JPEG_ENDS, _SCAN = 0xFF, b"\xff\xd9", 0xDA
# Frames of JPEG whose one scan draws square after square; in others the last bytes refine all of the picture.
_SEQUENTIAL = frozenset((0xC0, 0xC1))
# One of the last bytes is changed by these, further and further from the end until the picture shows it, but no further
# than so many squares take; so many squares may be drawn by each byte behind it, two bits the least. Some programs fill
# the end up.
_FLIPPED, _FURTHER, _SHOWN, _BY_A_BYTE, _FILLED = (0x55, 0x2A), 1.5, 64, 4, b"\x00\xff"
_SIDE = 8
# Tags of a TIFF: its rows, where its strips and its tiles are, how many bytes they have, how many rows a strip has.
_HEIGHT, _STRIPS, _TILES, _STRIP_BYTES, _TILE_BYTES, _ROWS = 257, 273, 324, 279, 325, 278


def is_png_short(data: bytes) -> bool:
    """Tell whether a PNG is damaged, or holds fewer rows than it has."""
    chunks = list(_png_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) < 13 or chunks[-1][0] != b"IEND":
        return True
    wide, high = (int.from_bytes(chunks[0][1][at : at + 4], "big") for at in (0, 4))
    depth, colours, interlaced = (chunks[0][1][at] for at in (8, 9, 12))
    bits = depth * _CHANNELS.get(colours, 1)
    sizes = [(wide, high)]
    if interlaced:
        sizes = [(-(-(wide - x) // along), -(-(high - y) // down)) for x, y, along, down in _PASSES]
    wanted = sum(rows * (1 + -(-across * bits // 8)) for across, rows in sizes if across > 0 and rows > 0)
    return _inflated((part for name, part in chunks if name == b"IDAT"), wanted) < wanted


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and contents of a PNG's chunks, up to the first that is damaged."""
    at = _PNG_BEGINS
    while at + _PNG_BESIDE <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name, part, check = data[at + 4 : at + 8], data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if zlib.crc32(part, zlib.crc32(name)).to_bytes(4, "big") != check:
            return
        yield name, part
        if name == b"IEND":
            return
        at += _PNG_BESIDE + size


def _inflated(parts: Iterator[bytes], enough: int) -> int:
    """Return how many bytes compressed data hold, or so many that it is enough."""
    stream, count = zlib.decompressobj(), 0
    try:
        for part in parts:
            waiting = part
            while waiting and count < enough:
                count += len(stream.decompress(waiting, _CHUNK))
                waiting = stream.unconsumed_tail
        return count + len(stream.flush(_CHUNK))
    except zlib.error:
        return -1


def is_jpeg_short(data: bytes) -> bool:
    """Tell whether the squares of a JPEG end before its picture does, or are more than it has.

    Where one of its last bytes is another, one of its last squares must look otherwise: the others would look so if
    bytes were missing before, and none if there were more.
    """
    found = _find_squares(data)
    if found is None:
        return False
    begin, end, across, down = found
    try:
        shown = _tiny(data)
    except OSError:
        return True
    high, wide = -(-shown.shape[0] // down), -(-shown.shape[1] // across)
    end = begin + len(data[begin:end].rstrip(_FILLED))
    most = 16 + _SHOWN * (end - begin) / (high * wide)
    behind = 2.0
    while behind < most:
        for flipped in _FLIPPED:
            at = end - int(behind)
            # a byte of ones begins a mark
            if at <= begin or _MARK in (data[at], data[at] ^ flipped, data[at - 1]):
                continue
            changed = _tiny(data[:at] + bytes((data[at] ^ flipped,)) + data[at + 1 :]) != shown
            ys, xs = np.nonzero(changed.any(axis=2))
            if len(ys):
                first = int(((ys // down) * wide + xs // across).min())
                # colours that are smoothed show in the row above, too
                return bool(first < (high - 1) * wide - behind * _BY_A_BYTE - 1)
        behind *= _FURTHER
    return True


def _find_squares(data: bytes) -> tuple[int, int, int, int] | None:
    """Return where the squares of a sequential JPEG begin and end, and how many along and down are drawn at once.

    None for another one.
    """
    at, across, down = 2, 1, 1
    while at + 12 <= len(data) and data[at] == _MARK:
        mark, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC) and mark not in _SEQUENTIAL:
            return None
        if mark in _SEQUENTIAL and data[at + 9] > 1:
            across, down = max(1, data[at + 11] >> 4), max(1, data[at + 11] & 15)
        at += 2 + size
        if mark == _SCAN:
            end = data.find(_JPEG_ENDS, at)
            return at, end if end >= 0 else len(data), across, down
    return None


def _tiny(data: bytes) -> Any:
    """Return a JPEG with one dot for each of its squares, its colours as a third axis."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as file:
        file.draft(file.mode, (max(1, file.width // _SIDE), max(1, file.height // _SIDE)))
        return np.asarray(file.convert("RGB"))


def is_drawn_short(drawn: Any) -> bool:
    """Tell whether a picture of a PDF lacks a part: one that is a JPEG, or compressed dot by dot."""
    filters = drawn.get_filters()
    if filters == ["DCTDecode"]:
        return is_jpeg_short(bytes(drawn.get_data(decode_simple=False)))
    if filters != ["FlateDecode"]:
        return False
    wide, high = drawn.get_px_size()
    wanted = high * -(-wide * drawn.get_metadata().bits_per_pixel // 8)
    return bool(len(drawn.get_data(decode_simple=True)) < wanted)


def is_tiff_short(file: Any, size: int) -> bool:
    """Tell whether the strips or tiles of the frame that a TIFF of so many bytes stands at are not all in it."""
    tags = file.tag_v2
    high = tags.get(_HEIGHT, file.height)  # that of the file: the picture may be turned already
    offsets = _numbers(tags.get(_STRIPS) or tags.get(_TILES))
    counts = _numbers(tags.get(_STRIP_BYTES) or tags.get(_TILE_BYTES))
    strips = -(-high // (tags.get(_ROWS) or high)) if _STRIPS in tags else 1
    ends = [offset + count for offset, count in zip(offsets, counts, strict=False)]
    return len(offsets) < strips or len(offsets) != len(counts) or max(ends) > size


def _numbers(value: Any) -> Sequence[int]:
    return value if isinstance(value, tuple) else () if value is None else (value,)
