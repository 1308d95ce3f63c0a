"""Get the pictures of pages: those of a PDF as they are shown, and those that a picture file holds."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import ExifTags, Image, ImageOps

from pipeline.errors import UnreadableSourceError
from pipeline.read.pdf.file import open_pdf
from pipeline.read.scan.whole import is_drawn_short, is_jpeg_short, is_png_short, is_tiff_short

POINTS = 72.0
# Pages are recognized at so many dots an inch; a picture that tells fewer than the least, or more, tells nothing.
RESOLUTION = 300.0
_LEAST, _MOST = 72.0, 2400.0
# The longer side of a page in inches, where nothing tells how large it is (A4), and where what tells it can't be true.
_LONG_SIDE, _LONGEST = 11.69, 17.0
# What a file may hold: frames, and dots of one (A2 at 600 dots an inch has 140 million).
MAX_FRAMES, MAX_DOTS = 500, 150_000_000
Image.MAX_IMAGE_PIXELS = None  # the limit here is told by an error of its own
# How a camera tells that a picture lies on its side.
_ON_ITS_SIDE = range(5, 9)
_NAMES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "MPO": "image/jpeg"}
# What Pillow raises for files that are damaged.
_DAMAGES = (OSError, ValueError, TypeError, SyntaxError, EOFError)
_SHORT = "its data end before the picture does"
_ADVICE = "open it in a picture viewer and save it again, as PNG or TIFF"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it is shown: shades from 0 (black) to 255, row by row, and how many dots are an inch of paper.

    `stretch` tells by how much the page is shown larger than its paper; `fewest` how many dots an inch it was scanned
    with, along or down the page, whichever are fewer.
    """

    grey: Any
    dpi: float
    stretch: float
    fewest: float

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the paper in points."""
        height, width = self.grey.shape
        return width * POINTS / self.dpi, height * POINTS / self.dpi


def read_page_pictures(data: bytes, numbers: list[int], place: str) -> Iterator[tuple[int, Picture]]:
    """Yield pages of a PDF, by number, as pictures with as many dots as their scans have, up to RESOLUTION an inch."""
    with open_pdf(data, place) as document:
        for number in numbers:
            page = document[number - 1]
            try:
                scan, told = _largest_picture(page)
                most, fewest = told or (RESOLUTION, RESOLUTION)
                if scan is not None and is_drawn_short(scan):
                    raise _damaged(place, number, EOFError(_SHORT))
                dpi = min(RESOLUTION, most)
                width, height = page.get_size()
                dpi *= min(1.0, (MAX_DOTS / (width * height * (dpi / POINTS) ** 2)) ** 0.5)
                grey = page.render(scale=dpi / POINTS, grayscale=True).to_numpy().copy()
                yield number, _on_paper(grey.reshape(grey.shape[:2]), dpi, fewest)
            finally:
                page.close()


def _on_paper(grey: Any, dpi: float, fewest: float) -> Picture:
    """Return a page with the dots an inch that it has on paper: no page of an act is larger than A3."""
    longest = max(grey.shape)
    if longest / dpi <= _LONGEST:
        return Picture(grey, dpi, 1.0, fewest)
    on_paper = longest / _LONG_SIDE
    return Picture(grey, on_paper, on_paper / dpi, fewest * on_paper / dpi)


def _largest_picture(page: Any) -> tuple[Any, tuple[float, float] | None]:
    """Return a page's largest picture and its dots an inch, the most and the fewest of its two directions.

    None where it has none, or one that tells nothing.
    """
    import pypdfium2.raw as pdfium

    largest, dpi, most = None, (0.0, 0.0), 0.0
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = drawn.get_bounds()
        area = max(0.0, right - left) * max(0.0, top - bottom)
        if area > most:
            largest, most = drawn, area
            dpi = _dots_of(drawn)
    return largest, dpi if _LEAST <= dpi[0] <= _MOST else None


def _dots_of(drawn: Any) -> tuple[float, float]:
    """Return how many dots an inch a drawn picture has, the most and the fewest of its two directions."""
    a, b, c, d, _, _ = drawn.get_matrix().get()
    sides = (math.hypot(a, b), math.hypot(c, d))
    dots = [count * POINTS / max(side, 1.0) for count, side in zip(drawn.get_px_size(), sides, strict=True)]
    return max(dots), min(dots)


def count_frames(data: bytes, place: str) -> int:
    """Return how many pages a picture file holds. Raises UnreadableSourceError for one that can't be read."""
    with _opened(data, place) as file:
        return _count(file, place)


def read_frames(data: bytes, place: str) -> tuple[str, Iterator[tuple[int, Picture]]]:
    """Return the media type of a picture file and its pages, numbered from 1.

    Raises UnreadableSourceError for a file that is damaged, or beyond a limit, where it gets there.
    """
    with _opened(data, place) as file:
        media_type = _NAMES[str(file.format)]
    return media_type, _frames(data, place)


def _frames(data: bytes, place: str) -> Iterator[tuple[int, Picture]]:
    with _opened(data, place) as file:
        for number in range(1, _count(file, place) + 1):
            try:
                file.seek(number - 1)
                _refuse_large(file, place)
                picture = _picture_of(file)
                if _is_short(file, data):
                    raise EOFError(_SHORT)
            except _DAMAGES as error:
                raise _damaged(place, number, error) from error
            yield number, picture


def _is_short(file: Any, data: bytes) -> bool:
    """Tell whether the frame that a file stands at lacks a part."""
    if file.format == "TIFF":
        return is_tiff_short(file, len(data))
    return is_png_short(data) if file.format == "PNG" else is_jpeg_short(data)


def _opened(data: bytes, place: str) -> Any:
    try:
        return Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF"])
    except _DAMAGES as error:
        raise _damaged(place, 1, error) from error


def _count(file: Any, place: str) -> int:
    try:
        count: int = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
    except _DAMAGES as error:
        raise _damaged(place, 1, error) from error
    if count > MAX_FRAMES:
        raise UnreadableSourceError(
            f"{count:,} pictures, more than the {MAX_FRAMES:,} a file may hold", place=place, advice="split the file"
        )
    return count


def _refuse_large(file: Any, place: str) -> None:
    width, height = file.size
    if width * height > MAX_DOTS:
        raise UnreadableSourceError(
            f"a picture of {width:,} x {height:,} dots, expected up to {MAX_DOTS:,} in all",
            place=place,
            advice="scan the page with 300 dots an inch",
        )


def _picture_of(file: Any) -> Picture:
    """Return the frame that a file stands at, turned as a camera says, on white where it is transparent.

    A fax has fewer dots down the page than along: its lines are repeated.
    """
    told = _told_resolution(file)
    if told and file.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE:
        told = told[::-1]
    frame: Image.Image = ImageOps.exif_transpose(file)
    if "A" in frame.getbands() or "transparency" in frame.info:
        layered = frame.convert("RGBA")
        frame = Image.new("RGBA", layered.size, (255, 255, 255, 255))
        frame.alpha_composite(layered)
    if not told:
        dpi = max(frame.size) / _LONG_SIDE
        return _on_paper(np.asarray(frame.convert("L")), dpi, dpi)
    dpi = min(max(told), RESOLUTION)
    size = (round(frame.width * dpi / told[0]), round(frame.height * dpi / told[1]))
    shades = frame.convert("L")
    if size != shades.size:
        shades = shades.resize(size, Image.Resampling.BOX)
    return _on_paper(np.asarray(shades), dpi, min(told))


def _told_resolution(file: Any) -> tuple[float, float] | None:
    """Return the dots an inch that a file tells, along and down; None where no page of print could have as many."""
    told = tuple(map(float, file.info.get("dpi") or ()))
    return (told[0], told[-1]) if told and all(_LEAST < one <= _MOST for one in told) else None


def _damaged(place: str, number: int, error: Exception) -> UnreadableSourceError:
    return UnreadableSourceError(
        f"the picture is damaged or cut off: {error}", place=f"{place}, page {number}", advice=_ADVICE
    )
