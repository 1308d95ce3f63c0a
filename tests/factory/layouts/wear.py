"""What happens to a printed page before and while it is scanned: stamps, folds, faxes, desks, coloured paper."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

# A page of shades in, one out; places and sizes are shares of the page's, so that they hold at any resolution.
Wear = Callable[[Image.Image], Image.Image]
_INK = 90
_FONT = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf"


def stamp(x: float, y: float, size: float = 0.16, ink: int = _INK) -> Wear:
    """Return what puts a round seal over a place: two rings and words, under which the print shows."""

    def stamped(page: Image.Image) -> Image.Image:
        radius, thick = size * page.width / 2, max(2, page.width // 500)
        middle = (x * page.width, y * page.height)
        seal = Image.new("L", page.size, 255)
        pen = ImageDraw.Draw(seal)
        for reach in (radius, radius * 0.7):
            box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
            pen.ellipse(box, outline=ink, width=thick)
        font = ImageFont.truetype(str(_FONT), round(radius / 4))
        pen.text(middle, "КЫРГЫЗ\nБИЛИМ", fill=ink, font=font, anchor="mm", align="center")
        return Image.fromarray(np.minimum(np.asarray(page), np.asarray(seal.rotate(12, fillcolor=255, center=middle))))

    return stamped


def sign(x: float, y: float, size: float = 0.2, ink: int = 40) -> Wear:
    """Return what writes a signature over a place: one line of a pen, in loops."""

    def signed(page: Image.Image) -> Image.Image:
        written = page.copy()
        wide = size * page.width
        line = [
            (
                x * page.width + wide * (t / 200 + 0.08 * math.sin(t / 6)),
                y * page.height + wide * 0.16 * math.sin(t / 5.1) * math.cos(t / 31),
            )
            for t in range(200)
        ]
        ImageDraw.Draw(written).line(line, fill=ink, width=max(2, page.width // 500), joint="curve")
        return written

    return signed


def fold(at: float = 0.0, dark: float = 0.6, reach: float = 0.15) -> Wear:
    """Return what throws the shadow of a fold across the page: darkest at a share of its width, gone at its reach."""

    def folded(page: Image.Image) -> Image.Image:
        columns = np.abs(np.arange(page.width) / page.width - at)
        light = 1 - dark * np.exp(-((columns / reach) ** 2) * 2)
        return Image.fromarray((np.asarray(page) * light).astype(np.uint8))

    return folded


def paper(shade: int) -> Wear:
    """Return what prints on paper of a shade, as coloured paper looks in greys."""
    return lambda page: Image.fromarray((np.asarray(page, np.float32) * (shade / 255)).astype(np.uint8))


def fax(threshold: int = 128, *, dithered: bool = False) -> Wear:
    """Return what leaves black and white alone: all darker than a shade, or dots as dense as it is dark."""
    if dithered:
        return lambda page: page.convert("1").convert("L")
    return lambda page: page.point(lambda shade: 255 if shade >= threshold else 0)


def desk(margin: float = 0.08, shade: int = 60) -> Wear:
    """Return what takes the page with the desk that it lies on: dark, with a grain."""

    def photographed(page: Image.Image) -> Image.Image:
        aside = round(margin * page.width)
        wide, high = page.width + 2 * aside, page.height + 2 * aside
        grain = np.random.default_rng(1).normal(shade, 12, (high, wide)).clip(0, 255).astype(np.uint8)
        whole = Image.fromarray(grain).filter(ImageFilter.GaussianBlur(2))
        whole.paste(page, (aside, aside))
        return whole

    return photographed
