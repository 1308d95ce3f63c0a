"""Draw a cut of a page with places marked, for people who want to see where a value is printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.model import Box
from pipeline.read.kinds import kind_of

if TYPE_CHECKING:
    from PIL import Image

# Dots an inch; points around what is marked.
RESOLUTION, _MARGIN = 150, 36.0
_POINTS = 72
_FILL, _EDGE = (255, 214, 0, 70), (200, 60, 0)


def draw_places(data: bytes, page: int, boxes: Sequence[Box]) -> bytes:
    """Return as PNG what a page of a PDF or of a picture file shows around `boxes`, these marked; pages count from 1.

    The cut is as wide as the page. Raises IndexError for a page that isn't there.
    """
    from PIL import ImageDraw

    shown = _pdf_page(data, page) if kind_of(data, "") == "pdf" else _frame(data, page)
    scale = RESOLUTION / _POINTS
    marker = ImageDraw.Draw(shown, "RGBA")
    for box in boxes:
        marker.rectangle([side * scale for side in box], _FILL, _EDGE, 1)
    above = max(0.0, min(box[1] for box in boxes) - _MARGIN)
    below = max(box[3] for box in boxes) + _MARGIN
    cut = shown.crop((0, int(above * scale), shown.width, min(shown.height, int(below * scale))))
    png = io.BytesIO()
    cut.save(png, "PNG")
    return png.getvalue()


def _pdf_page(data: bytes, page: int) -> Image.Image:
    import pdfplumber  # half a second to import

    with pdfplumber.open(io.BytesIO(data)) as document:
        return document.pages[page - 1].to_image(resolution=RESOLUTION).original.convert("RGB")


def _frame(data: bytes, page: int) -> Image.Image:
    from PIL import Image

    from pipeline.read.scan.pictures import read_frames

    found = next((picture for number, picture in read_frames(data, "")[1] if number == page), None)
    if found is None:
        raise IndexError(page)
    width, height = (round(side * RESOLUTION / _POINTS) for side in found.size)
    return Image.fromarray(found.grey).resize((width, height)).convert("RGB")
