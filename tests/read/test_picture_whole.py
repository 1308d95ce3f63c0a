"""Pictures whose data end before the picture does are refused; a decoder shows them whole, the rest in one shade."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from PIL import ExifTags, Image

from pipeline.errors import UnreadableSourceError
from pipeline.read.scan.pictures import read_frames, read_page_pictures
from tests.factory.layouts.scan import pdf_of

HIGH, WIDE = 320, 240
END = b"\xff\xd9"


def page(mode: str = "L") -> Image.Image:
    """Return a page of noise in the upper half, white below, as pages of print are."""
    shades = np.full((HIGH, WIDE), 255, np.uint8)
    shades[: HIGH // 2] = np.random.default_rng(1).integers(0, 255, (HIGH // 2, WIDE))
    return Image.fromarray(shades).convert(mode)


def saved(container: str, mode: str = "L", frames: int = 1, **more: object) -> bytes:
    file = io.BytesIO()
    made = page(mode)
    several = {"save_all": True, "append_images": [made] * (frames - 1)} if frames > 1 else {}
    made.save(file, container, **several, **more)
    return file.getvalue()


def shades(data: bytes) -> list[bytes]:
    return [picture.grey.tobytes() for _, picture in read_frames(data, "x")[1]]


def is_refused(data: bytes) -> bool:
    try:
        shades(data)
    except UnreadableSourceError as error:
        return "damaged or cut off" in str(error)
    return False


WHOLE = {
    "PNG": saved("PNG"),
    "PNG of one bit": saved("PNG", "1"),
    "PNG with opacity": saved("PNG", "RGBA"),
    "JPEG": saved("JPEG"),
    "JPEG in colours": saved("JPEG", "RGB"),
    "JPEG by and by": saved("JPEG", progressive=True),
    "JPEG with marks": saved("JPEG", restart_marker_rows=2),
    "TIFF": saved("TIFF"),
    "TIFF, packed": saved("TIFF", compression="tiff_lzw"),
    "TIFF of a fax": saved("TIFF", "1", compression="group4"),
    "TIFF of pages": saved("TIFF", frames=3, compression="tiff_lzw"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_pictures_are_read_and_cut_ones_refused(name: str) -> None:
    data = WHOLE[name]
    read = shades(data)
    assert len(read) == (3 if name == "TIFF of pages" else 1)
    for share in range(1, 24):
        cut = data[: len(data) * share // 24]
        # what a cut leaves whole: nothing but the mark of the end was cut
        assert is_refused(cut) or shades(cut) == read, share


# a program that lost the rest and closed the file all the same: its checksums are right
def test_a_png_with_fewer_rows_than_it_says() -> None:
    data = WHOLE["PNG"]
    head = data[8:33]
    packed = zlib.compress(bytes(1 + WIDE) * (HIGH // 2))
    part = b"IDAT" + packed
    chunk = len(packed).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big")
    assert is_refused(data[:8] + head + chunk + data[-12:])


@pytest.mark.parametrize("name", ["JPEG", "JPEG in colours", "JPEG with marks"])
def test_a_jpeg_whose_squares_end_early(name: str) -> None:
    data = WHOLE[name]
    for share in (0.3, 0.5, 0.8):
        assert is_refused(data[: int(len(data) * share)] + END)


# some cameras fill a file up; what stands behind the mark of the end is not of the picture
def test_what_stands_behind_the_end_is_no_damage() -> None:
    assert shades(WHOLE["JPEG"] + bytes(500)) == shades(WHOLE["JPEG"])
    assert shades(WHOLE["PNG"] + b"more") == shades(WHOLE["PNG"])


# the same in a PDF, where PDFium shows what there is of a picture
def test_a_scan_in_a_pdf_that_ends_early() -> None:
    whole = pdf_of([page()], 72)
    assert [number for number, _ in read_page_pictures(whole, [1], "x")] == [1]
    begin = whole.index(b"\xff\xd8")
    end = whole.index(END, begin)
    half = (begin + end) // 2
    # the file is as long as before, so all else is where it was
    cut = whole[:half] + END + b"\0" * (end - half - 2) + whole[end:]
    with pytest.raises(UnreadableSourceError, match="its data end before the picture does"):
        list(read_page_pictures(cut, [1], "x"))


# a fax that lies on its side: the dots an inch along the file's rows run down the page
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_coarse_picture_on_its_side_has_the_size_of_its_paper(orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    file = io.BytesIO()
    Image.new("L", (1728, 1100), 255).save(file, "TIFF", dpi=(204, 98), exif=exif)
    _, frames = read_frames(file.getvalue(), "fax.tif")
    ((_, picture),) = frames
    paper = (1728 / 204 * 72, 1100 / 98 * 72)
    assert picture.size == pytest.approx(paper if orientation == 1 else paper[::-1], abs=1)
