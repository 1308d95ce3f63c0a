"""Read the rows of tables that hold nothing but text, as nearly all rows do, in one pass over their elements.

The pass gives up at the first element that it doesn't know, before anything was counted; such a row is read with all
that WordprocessingML allows. Both readings of a row that it does know are the same, which the tests check.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import TYPE_CHECKING

from pipeline.read.docx.blocks import DOWN, PROSE_LINES, SPAN, Cell, Row
from pipeline.read.docx.names import CELL, PARAGRAPH, RUN, TEXT, VALUE, W, is_on, number_of
from pipeline.read.docx.paragraph import BLANKS, TextLine
from pipeline.read.docx.styles import BOLD, COLOR, SIZE, Style, is_tiny, is_white
from pipeline.read.docx.text import PARAGRAPH_STYLE, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element


class _Kind(IntEnum):
    """What an element is for the text of a row."""

    NOTHING = auto()
    TEXT = auto()
    RUN = auto()
    PARAGRAPH = auto()
    CELL = auto()
    BOLD = auto()
    STYLE = auto()
    SPAN = auto()
    DOWN = auto()
    BREAK = auto()
    CHARACTER = auto()
    COLOR = auto()
    SIZE = auto()


# Kinds as plain numbers: they are compared for every element of a large table.
_NOTHING, _TEXT, _RUN, _PARAGRAPH, _CELL, _BOLD, _STYLE, _SPAN, _DOWN, _BREAK, _CHARACTER, _COLOR, _SIZE = map(
    int, _Kind
)
CHARACTERS = {f"{W}tab": " ", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
KINDS: dict[str, int] = {
    **dict.fromkeys(
        (f"{W}{name}" for name in (
            "tr", "trPr", "cantSplit", "trHeight", "tblHeader", "cnfStyle", "tcPr", "tcW", "vAlign", "shd", "noWrap",
            "tcBorders", "tcMar", "top", "left", "bottom", "right", "start", "end", "pPr", "jc", "ind", "spacing",
            "keepNext", "keepLines", "widowControl", "contextualSpacing", "suppressAutoHyphens", "rPr", "rFonts", "bCs",
            "i", "iCs", "szCs", "lang", "u", "noProof", "kern", "highlight", "proofErr",
            "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak",
        )),
        _NOTHING,
    ),
    TEXT: _TEXT, RUN: _RUN, PARAGRAPH: _PARAGRAPH, CELL: _CELL, BOLD: _BOLD, PARAGRAPH_STYLE: _STYLE, SPAN: _SPAN,
    COLOR: _COLOR, SIZE: _SIZE, DOWN: _DOWN,
    f"{W}br": _BREAK, f"{W}cr": _BREAK, **dict.fromkeys(CHARACTERS, _CHARACTER),
}  # fmt: skip


class _Line:
    """The line that is being read: what it prints so far, and whether all of that is bold."""

    __slots__ = ("bold", "path", "plain", "style", "texts")

    def __init__(self, style: Style, path: str) -> None:
        self.style, self.path = style, path
        self.texts: list[str] = []
        self.bold = self.plain = False

    def end(self, lines: list[TextLine]) -> None:
        """Add it to the lines of a cell, where it prints anything."""
        text = self.texts[0] if len(self.texts) == 1 else "".join(self.texts)
        if text := (text if text.isprintable() else text.translate(BLANKS)).strip():
            lines.append(TextLine(text, self.style.heading or (self.bold and not self.plain), self.path))
        self.texts = []
        self.bold = self.plain = False


def is_plain(style: Style) -> bool:
    """Tell whether a style prints the characters of a cell as they are, without a number."""
    marked = style.struck or style.white or style.tiny
    return not (style.numbering or style.capitals or style.hidden or style.shift or style.dotted or marked)


def read_plain_row(element: _Element, path: str, reading: Reading) -> Row | None:
    """Read a row that holds nothing but text; None where it holds more."""
    usual = reading.styles.paragraph
    if reading.codes or not is_plain(usual):
        return None
    row = Row(path)
    line = _Line(usual, path)
    lines: list[TextLine] = []
    cell: Cell | None = None
    column = cells = paragraphs = 0
    span, bold, in_run = 1, False, False
    for one in element.iter():
        tag = one.tag
        kind = KINDS.get(tag)
        if kind == _NOTHING:
            continue
        if kind == _TEXT:
            if text := one.text:
                line.texts.append(text)
                if not text.isspace():
                    line.bold |= bold
                    line.plain |= not bold
        elif kind == _RUN:
            bold, in_run = line.style.bold or False, True
        elif kind == _PARAGRAPH:
            line.end(lines)
            paragraphs += 1
            if cell is None or paragraphs >= PROSE_LINES:
                return None
            line.style, line.path, in_run = usual, f"{path}/w:tc[{cells}]/w:p[{paragraphs}]", False
        elif kind == _CELL:
            line.end(lines)
            column += span if cell is not None else 0
            lines = []
            cell = Cell(column, lines, [])
            row.cells.append(cell)
            cells, paragraphs, span = cells + 1, 0, 1
        elif kind == _BOLD:
            bold = is_on(one) if in_run else bold
        elif kind == _STYLE:
            line.style = reading.styles.of(one.get(VALUE))
            if not is_plain(line.style):
                return None
        elif kind == _SPAN:
            span = max(1, number_of(one, default=1))
        elif kind == _DOWN and cell is not None:
            cell.merge = "restart" if one.get(VALUE) == "restart" else "continue"
        elif kind == _BREAK:
            line.end(lines)
        elif kind == _CHARACTER:
            line.texts.append(CHARACTERS[tag])
            if tag != f"{W}tab":
                line.bold |= bold
                line.plain |= not bold
        elif kind not in (_COLOR, _SIZE) or is_white(one) or (kind == _SIZE and is_tiny(one)):
            return None
    line.end(lines)
    return row
