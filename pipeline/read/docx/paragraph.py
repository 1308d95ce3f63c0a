"""The printed lines of a paragraph: its number and its pieces, with line breaks, tabs and how they are set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import regex

from pipeline.read.docx.styles import Style

if TYPE_CHECKING:
    from lxml.etree import _Element

# None of these stands in XML text, so they can mark where lines and pages break and where a tab is.
LINE_BREAK, PAGE_BREAK, TAB = "\v", "\f", "\x1f"
# Nor do these: they stand around characters that are struck out, or white as the paper.
STRUCK, UNSEEN, END_OF_MARKED = "\x0e", "\x0f", "\x10"
_MARKED = f"[^{END_OF_MARKED}]*+{END_OF_MARKED}"
MARKED = regex.compile(rf"([{STRUCK}{UNSEEN}]){_MARKED}(?:\1{_MARKED})*+")
UNMARKED = dict.fromkeys(map(ord, STRUCK + UNSEEN + END_OF_MARKED))
SAYS = {
    STRUCK: ("struck_text", "struck out"),
    UNSEEN: ("unseen_text", "white letters, which the paper doesn't show"),
}
# So many characters of what is marked tell which it is.
SAMPLE = 60
# "520700 → Топурак → Сырттан": tabs between words; one alone makes no columns (`1. → Жобо`, `Министр → А. Асанов`)
STOP = regex.compile(rf"(?<=\S) *{TAB}[{TAB} ]*(?=\S)")
COLUMN_STOPS = 2
BREAK = (LINE_BREAK, None)
BLANKS, TABS = str.maketrans(f"\t\r\n{TAB}", "    "), str.maketrans(f"\t\r\n{TAB}", "   \t")

# Printed characters, and whether they are bold: None for numbers, marks and breaks, which don't tell how a line is set.
Piece: TypeAlias = tuple[str, bool | None]


class Note(NamedTuple):
    """Something odd in a line: the finding's code and message, and the characters `start..end` of the line."""

    code: str
    message: str
    start: int
    end: int

    def moved(self, by: int) -> Note:
        """Return the note on the same characters that stand so much further on."""
        return self._replace(start=max(0, self.start + by), end=self.end + by)


class TextLine(NamedTuple):
    """A printed line; `heading` tells that it is bold or of a heading, `breaks` that a page begins with it."""

    text: str
    heading: bool
    path: str
    breaks: bool = False
    notes: tuple[Note, ...] = ()

    def bare(self) -> TextLine:
        """Return the line without the blanks around it."""
        text = self.text.strip()
        if text == self.text:
            return self
        before = len(self.text) - len(self.text.lstrip())
        return self._replace(text=text, notes=tuple(note.moved(-before) for note in self.notes))


@dataclass(slots=True)
class Paragraph:
    """A paragraph as printed: its number, its pieces, the text boxes anchored to it, its style as changed by itself.

    `merges` tells that its end is hidden or, with `deleted`, was taken out, so that it goes on in the next one;
    `breaks` that a page begins with it, `ends_section` that a section ends with it; `moved` counts the pieces up to the
    last one off the line.
    """

    path: str
    style: Style
    style_id: str | None
    number: str = ""
    pieces: list[Piece] = field(default_factory=list)
    boxes: tuple[_Element, ...] = ()
    merges: bool = False
    deleted: bool = False
    breaks: bool = False
    ends_section: bool = False
    moved: int = 0

    def lines(self, *, columns: bool = False) -> list[TextLine]:
        """Return its printed lines; one, perhaps empty, where nothing breaks it.

        A tab is a blank; where `columns` are looked for, it stays one in a line that tabs part into three or more.
        """
        text = "".join([text for text, _ in self.pieces])
        if self.number:
            text = self.number + text if text and not text.isspace() else self.number.rstrip()
        if text.isprintable():
            return [TextLine(text, self.style.heading or _is_bold(self.pieces), self.path)]
        lines, breaks = list[TextLine](), False
        pieces: list[Piece] = [(self.number, None)]
        for piece in (*self.pieces, BREAK):
            if piece[0] in (LINE_BREAK, PAGE_BREAK):
                text, notes = _part_marks("".join([text for text, _ in pieces]))
                text = _spell(text, columns=columns)
                lines.append(TextLine(text, self.style.heading or _is_bold(pieces), self.path, breaks, notes))
                pieces, breaks = [], piece[0] == PAGE_BREAK
            else:
                pieces.append(piece)
        return lines


def _part_marks(text: str) -> tuple[str, tuple[Note, ...]]:
    """Take the marks out of a text; return it with a note on what stood between them."""
    if END_OF_MARKED not in text:
        return text, ()
    parts, notes, at, length = list[str](), list[Note](), 0, 0
    for found in MARKED.finditer(text):
        parts.append(text[at : found.start()])
        length += len(parts[-1])
        words = found.group().translate(UNMARKED)
        parts.append(words)
        if words.strip():
            code, said = SAYS[found[1]]
            notes.append(Note(code, f"{said}: {words.strip()[:SAMPLE]!r}", length, length + len(words)))
        at, length = found.end(), length + len(words)
    return "".join([*parts, text[at:]]), tuple(notes)


def _spell(text: str, *, columns: bool) -> str:
    stops = len(STOP.findall(text)) if columns and TAB in text else 0
    return text.translate(TABS if stops >= COLUMN_STOPS else BLANKS)


def _is_bold(pieces: list[Piece]) -> bool:
    if len(pieces) == 1:
        return pieces[0][1] or False
    told = [bold for text, bold in pieces if bold is not None and not text.isspace()]
    return bool(told) and all(told)
