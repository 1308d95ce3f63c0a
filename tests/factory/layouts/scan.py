"""Turn a PDF into what a scanner makes of its print: pictures, a little turned, blurred and noisy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pypdfium2
from fpdf import FPDF
from PIL import Image, ImageFilter

from tests.factory.layouts.wear import Wear

_POINTS = 72
# Pictures are made as they are here, whatever a library's default.
_JPEG = 85
Container = Literal["PDF", "PNG", "TIFF"]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is scanned: dots an inch, degrees to the left, the blur's radius in dots, noise in shades of 256.

    `worn` is what happened to the page before, `taken` what the scanner makes of it at last.
    """

    dpi: int = 300
    angle: float = 0.0
    blur: float = 0.5
    noise: float = 6.0
    quarters: int = 0
    worn: tuple[Wear, ...] = ()
    taken: tuple[Wear, ...] = ()


def scan_pages(data: bytes, scanner: Scanner, seed: int) -> list[Image.Image]:
    """Return the pages of a PDF as a scanner gives them; the same for the same seed."""
    chance = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(data)
    try:
        printed = [page.render(scale=scanner.dpi / _POINTS, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
    return [_scanned(page, scanner, chance) for page in printed]


def _scanned(page: Image.Image, scanner: Scanner, chance: np.random.Generator) -> Image.Image:
    for wear in scanner.worn:
        page = wear(page)
    turned = page.rotate(scanner.angle, Image.Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(scanner.blur)) if scanner.blur else turned
    shades = np.asarray(blurred, np.float32) * (235 / 255) + 10
    noisy = shades + chance.normal(0.0, scanner.noise, shades.shape)
    picture = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
    for wear in scanner.taken:
        picture = wear(picture)
    return picture.rotate(-90 * scanner.quarters, expand=True) if scanner.quarters else picture


def write_scan(data: bytes, scanner: Scanner, seed: int, container: Container = "PDF") -> bytes:
    """Scan a PDF into a PDF of pictures, a TIFF of as many, or a PNG of its first page."""
    pages = scan_pages(data, scanner, seed)
    return pdf_of(pages, scanner.dpi) if container == "PDF" else _picture_file(pages, scanner.dpi, container)


def _picture_file(pages: Sequence[Image.Image], dpi: int, container: Container) -> bytes:
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:], "compression": "tiff_lzw"} if container == "TIFF" else {}
    pages[0].save(file, container, dpi=(dpi, dpi), **more)
    return file.getvalue()


def pdf_of(pages: Sequence[Image.Image], dpi: int) -> bytes:
    """Return a PDF whose pages are pictures, each as large as it was scanned."""
    file = FPDF(unit="pt")
    file.set_auto_page_break(auto=False)
    file.set_margin(0)
    for page in pages:
        width, height = (side * _POINTS / dpi for side in page.size)
        packed = io.BytesIO()
        page.save(packed, "JPEG", quality=_JPEG)
        file.add_page(format=(width, height))
        file.image(packed, 0, 0, width, height)
    return bytes(file.output())
