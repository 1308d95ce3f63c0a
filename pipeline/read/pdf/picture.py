"""Draw a cut of a page with places marked, for people who want to see where a value is printed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pipeline.model import Box

# Dots an inch; points around what is marked; points of a line's width.
RESOLUTION, _MARGIN, _LINE = 150, 36.0, 1
_POINTS = 72


def draw_places(data: bytes, page: int, boxes: Sequence[Box]) -> bytes:
    """Return as PNG what a page of a PDF shows around `boxes`, these marked; pages count from 1.

    The cut is as wide as the page. Raises IndexError for a page that isn't there.
    """
    import pdfplumber  # half a second to import

    with pdfplumber.open(io.BytesIO(data)) as document:
        shown = document.pages[page - 1].to_image(resolution=RESOLUTION)
        for x0, top, x1, bottom in boxes:
            shown.draw_rect((x0, top, x1, bottom), fill=(255, 214, 0, 70), stroke=(200, 60, 0), stroke_width=_LINE)
        above = max(0.0, min(box[1] for box in boxes) - _MARGIN)
        below = max(box[3] for box in boxes) + _MARGIN
        scale = RESOLUTION / _POINTS
        picture = shown.annotated
        cut = picture.crop((0, int(above * scale), picture.width, min(picture.height, int(below * scale))))
        png = io.BytesIO()
        cut.convert("RGB").save(png, "PNG")
    return png.getvalue()
