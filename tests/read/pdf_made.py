"""Make PDFs to read: pages of text and rules by hand with fpdf2, and raw ones, object by object."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib as mpl
from fpdf import FPDF

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
SIZE, LINE = 11.0, 13.0
PROSE = "Бул тизмек Кыргыз Республикасынын Мыйзамына ылайык иштелип чыкты жана билим берүү уюмдары үчүн милдеттүү."


class Paper(FPDF):
    """Pages of A4 in points, with a font that has the letters of Kyrgyz and Kazakh."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format="A4")
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.add_font("D", "", FONTS / "DejaVuSans.ttf")
        self.add_font("D", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_font("D", size=SIZE)
        self.set_line_width(0.6)

    def put(self, x: float, y: float, text: str, *, bold: bool = False) -> None:
        """Write a line with its baseline at y, from the top of the page."""
        self.set_font("D", "B" if bold else "", SIZE)
        self.text(x, y, text)

    def put_lines(self, x: float, y: float, lines: Iterable[str], *, step: float = LINE, bold: bool = False) -> float:
        """Write lines below each other and return where the next one would be."""
        for line in lines:
            self.put(x, y, line, bold=bold)
            y += step
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a rule."""
        self.line(x0, y0, x1, y1)

    def bytes(self) -> bytes:
        """Return the file."""
        return bytes(self.output())


def grid(paper: Paper, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Draw all rules of a table."""
    for y in ys:
        paper.rule(xs[0], y, xs[-1], y)
    for x in xs:
        paper.rule(x, ys[0], x, ys[-1])


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """Put objects together to a file; the first is its catalogue."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, one in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, one))
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return b"".join(parts)


def raw_page(content: bytes, *, entries: bytes = b"/MediaBox[0 0 595 842]", packed: bool = False) -> bytes:
    """Return a file of one page with this content, whose font F is Helvetica."""
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R%b/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" % entries,
            stream(content, packed=packed),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
    )


def stream(content: bytes, *, packed: bool = False) -> bytes:
    """Return an object that is a stream."""
    content = zlib.compress(content) if packed else content
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (kind, len(content), content)
