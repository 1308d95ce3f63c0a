"""Pictures made to do harm: each is refused within its limits, and told for what it is."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from pipeline.errors import UnreadableSourceError
from pipeline.read.guarded import Guard, Limits
from tests.read.scan_made import needs_tesseract

pytestmark = needs_tesseract

# Tags of TIFF: how wide and how long a picture is.
SIDES = (256, 257)
ZEROS = 1 << 28


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(side: int, rows: int, *more: bytes) -> bytes:
    """Make a grey PNG that says how large it is, and holds so many rows."""
    packed = zlib.compress(bytes(1 + side) * rows, 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg(side: int) -> bytes:
    """Make a small JPEG that says it is larger."""
    data = bytearray(picture("JPEG"))
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, side, side)
    return bytes(data)


def picture(container: str, frames: int = 1) -> bytes:
    file = io.BytesIO()
    made = [Image.new("L", (100, 100), 255) for _ in range(frames)]
    more = {"save_all": True, "append_images": made[1:]} if frames > 1 else {}
    made[0].save(file, container, **more)
    return file.getvalue()


def directories(data: bytes) -> list[int]:
    """Return where the directories of a TIFF begin."""
    found, at = [], struct.unpack_from("<I", data, 4)[0]
    while at:
        found.append(at)
        at = struct.unpack_from("<I", data, at + 2 + 12 * struct.unpack_from("<H", data, at)[0])[0]
    return found


def tiff_in_a_circle() -> bytes:
    data = bytearray(picture("TIFF", 3))
    first, *_, last = directories(bytes(data))
    struct.pack_into("<I", data, last + 2 + 12 * struct.unpack_from("<H", data, last)[0], first)
    return bytes(data)


def tiff_that_lies() -> bytes:
    data = bytearray(picture("TIFF"))
    (at,) = directories(bytes(data))
    for entry in range(at + 2, at + 2 + 12 * struct.unpack_from("<H", data, at)[0], 12):
        if struct.unpack_from("<H", data, entry)[0] in SIDES:
            struct.pack_into("<HII", data, entry + 2, 4, 1, 12_000)
    return bytes(data)


def packed_zeros(name: bytes) -> bytes:
    return png(100, 100, chunk(name, b"a\0\0" + zlib.compress(bytes(ZEROS), 9)))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: png(60_000, 1), "60,000 x 60,000 dots"),
        (lambda: jpeg(60_000), "60,000 x 60,000 dots"),
        # few enough dots, but more memory than a reader has
        (lambda: png(12_000, 12_000), "more than 512 MB"),
        (lambda: png(1_000, 1_000)[:300], "damaged or cut off"),
        (lambda: picture("JPEG")[:400], "damaged or cut off"),
        (lambda: picture("TIFF", 2)[:-100], "damaged or cut off"),
        (tiff_that_lies, "damaged or cut off"),
        (tiff_in_a_circle, "prints no text"),
        (lambda: picture("TIFF", 501), "501 pictures, more than the 500"),
        (lambda: packed_zeros(b"zTXt"), "damaged or cut off: Decompressed data too large"),
        (lambda: packed_zeros(b"iCCP"), "damaged or cut off: Decompressed data too large"),
    ],
)
def test_pictures_that_would_do_harm_are_refused(make: Callable[[], bytes], said: str) -> None:
    guard = Guard()
    try:
        with pytest.raises(UnreadableSourceError, match=said):
            guard.read("scanned_picture", "x", make(), "x", Limits(60.0, 512))
    finally:
        guard.close()
