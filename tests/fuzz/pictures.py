"""Damage picture files at random, as broken disks, lines and programs do, and judge what is decoded of them.

A mutant is refused, or shows the ink of its original; one that shows less of it is a fault, since nothing tells.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from pipeline.errors import UnreadableSourceError
from pipeline.read.scan.ink import find_ink
from pipeline.read.scan.pictures import read_frames

# So much of the ink may be other ink: a square that a damaged byte draws.
LOST = 0.05
_HIGH, _WIDE, _BAND = 700, 500, 35
_SAVED: dict[str, tuple[str, str, dict[str, object]]] = {
    "png": ("PNG", "L", {}),
    "png of one bit": ("PNG", "1", {}),
    "jpeg": ("JPEG", "L", {"quality": 85}),
    "jpeg in colours": ("JPEG", "RGB", {"quality": 75}),
    "tiff": ("TIFF", "L", {"compression": "tiff_lzw"}),
    "tiff of a fax": ("TIFF", "1", {"compression": "group4"}),
    "tiff of pages": ("TIFF", "L", {"compression": "tiff_adobe_deflate", "save_all": True}),
}
CONTAINERS = tuple(_SAVED)
_ENDS = {"PNG": b"\0\0\0\0IEND\xaeB`\x82", "JPEG": b"\xff\xd9", "TIFF": b""}


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged file: the seed that damages it so, what was done, and its bytes."""

    seed: int
    how: str
    data: bytes


@cache
def original(container: str) -> bytes:
    """Return a page with lines of ink on paper with noise, saved in one of the containers."""
    kind, mode, more = _SAVED[container]
    shades = np.random.default_rng(1).normal(235, 6, (_HIGH, _WIDE)).clip(0, 255).astype(np.uint8)
    page = Image.fromarray(shades)
    pen = ImageDraw.Draw(page)
    for line in range(30):
        pen.text((40, 30 + 21 * line), f"{540100 + 100 * line} Social sciences and pedagogy {line}", fill=20)
    file = io.BytesIO()
    several = {"append_images": [page.convert(mode)] * 2} if "save_all" in more else {}
    page.convert(mode).save(file, kind, **more, **several)
    return file.getvalue()


def damage(container: str, seed: int) -> Damaged:
    """Damage the original of a container; the same for the same seed."""
    chance = random.Random(f"{container}:{seed}")
    data = original(container)
    at = chance.randrange(len(data) // 20, len(data))
    size = chance.choice((1, 8, 64, 512, len(data) // 4))
    match chance.choice(("cut", "cut and closed", "blank", "noise", "left out", "twice")):
        case "cut":
            return Damaged(seed, f"cut at {at}", data[:at])
        case "cut and closed":
            return Damaged(seed, f"cut at {at} and closed", data[:at] + _ENDS[_SAVED[container][0]])
        case "blank":
            return Damaged(
                seed, f"{size} bytes blank at {at}", (data[:at] + bytes(size) + data[at + size :])[: len(data)]
            )
        case "noise":
            noise = chance.randbytes(min(size, len(data) - at))
            return Damaged(seed, f"{size} bytes of noise at {at}", data[:at] + noise + data[at + len(noise) :])
        case "left out":
            return Damaged(seed, f"{size} bytes left out at {at}", data[:at] + data[at + size :])
        case _:
            return Damaged(seed, f"{size} bytes twice at {at}", data[: at + size] + data[at:])


def _ink_of(data: bytes) -> list[Any]:
    """Return how much ink each band of each page has: where in a band it stands, damage may shift by some squares."""
    pages = [find_ink(picture.grey) for _, picture in read_frames(data, "x")[1]]
    return [np.add.reduceat(page.sum(axis=1), np.arange(0, page.shape[0], _BAND)) for page in pages]


def lost(container: str, damaged: Damaged) -> float:
    """Return how much of the ink of the original a damaged file doesn't show, 0 where it is refused.

    Raises what reading it raises beside UnreadableSourceError.
    """
    whole = _ink_of(original(container))
    try:
        read = _ink_of(damaged.data)
    except UnreadableSourceError:
        return 0.0
    if [one.shape for one in read] != [one.shape for one in whole]:
        return 1.0
    missing = sum(int(np.maximum(one - other, 0).sum()) for one, other in zip(whole, read, strict=True))
    return missing / sum(int(one.sum()) for one in whole)
