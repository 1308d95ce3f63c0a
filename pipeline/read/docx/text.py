"""Read the printed text of one paragraph: its runs, as accepted; its number, breaks, note marks and symbols.

Left out, and counted: what tracked changes delete or move away, hidden runs, the codes of fields, pictures, comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.read.docx.names import (
    ALTERNATIVES,
    CHOICE,
    DELETED,
    FALLBACK,
    INSERTED,
    MATH,
    MOVED_FROM,
    MOVED_TO,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    TEXT_BOX,
    VALUE,
    W,
    is_on,
)
from pipeline.read.docx.numbering import Numbering
from pipeline.read.docx.paragraph import END_OF_MARKED, LINE_BREAK, PAGE_BREAK, STRUCK, TAB, UNSEEN, Paragraph
from pipeline.read.docx.styles import (
    ALIGNED_OFF,
    COLOR,
    HIDDEN,
    HIGHLIGHT,
    MOVED_OFF,
    SHADE,
    SIZE,
    TOGGLES,
    Shift,
    Style,
    Styles,
    is_shaded,
    is_tiny,
    is_white,
    over_paragraph,
    shift_of,
)
from pipeline.read.docx.symbols import UNKNOWN, read_symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PARAGRAPH_STYLE, RUN_STYLE = f"{W}pStyle", f"{W}rStyle"
PAGE_BREAK_BEFORE, SECTION = f"{W}pageBreakBefore", f"{W}sectPr"
DELETED_TEXT, FIELD_MARK, IDENTIFIER = f"{W}delText", f"{W}fldChar", f"{W}id"
SUBDOCUMENT = f"{W}subDoc"
COUNTING = (["AUTONUM"], ["AUTONUMLGL"], ["AUTONUMOUT"], ["LISTNUM"])
LEADER = " ..... "
RAISED_LETTERS = str.maketrans("0123456789ivxlcdm", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐ")
DIGITS = "0123456789"
RAISED_DIGITS, LOWERED_DIGITS = str.maketrans(DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹"), str.maketrans(DIGITS, "₀₁₂₃₄₅₆₇₈₉")
ENDS = frozenset({DELETED, MOVED_FROM, INSERTED, HIDDEN})
# More raised characters than these are words set higher, not a mark or an exponent.
LONGEST_RAISED = 8
# No more characters that are only moved up or down are a mark.
LONGEST_MOVED = 3
# What prints nothing, and what stands beside words without being printed with them.
SILENT = frozenset(
    [
        *(f"{W}{name}" for name in (
            "pPr", "rPr", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr", "delInstrText",
            "lastRenderedPageBreak", "rt", "rubyPr", "annotationRef", "separator", "continuationSeparator", "fldData",
            "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "smartTagPr", "customXmlPr", "ffData",
        )),
        f"{MATH}ctrlPr", f"{MATH}rPr", f"{MATH}oMathParaPr",
    ]
)  # fmt: skip


class Look(NamedTuple):
    """How characters are set; None is as good as False."""

    bold: bool | None = False
    capitals: bool | None = False
    hidden: bool | None = False
    shift: Shift | None = ""
    struck: bool | None = False
    white: bool | None = False
    tiny: bool | None = False


PLAIN = Look()
PLAIN_STYLE = Style()


@dataclass(slots=True)
class Notes:
    """The footnotes and endnotes that the text refers to, in order, each with its printed mark ("" for its own)."""

    spell: Mapping[str, Callable[[int], str]]
    starts: Mapping[str, int]
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    current: str = ""

    def mark(self, kind: str, note: str, *, own: bool) -> str:
        """Return the mark of a reference to a note; the same note has the same mark again."""
        if (kind, note) not in self.marks:
            if not own:
                self.counted[kind] += 1
            number = self.starts.get(kind, 1) + self.counted[kind] - 1
            self.marks[kind, note] = "" if own else self.spell[kind](number).translate(RAISED_LETTERS)
        return self.marks[kind, note]


@dataclass(slots=True)
class Reading:
    """The state of reading a document: its styles and lists, open fields, notes, and counts of what isn't printed.

    `fields` are the open ones, True once the code has ended and the result is printed; `codes` counts those that are in
    their code; `merging` tells that a paragraph was read whose end isn't printed, `shaded` that the open cell is.
    """

    styles: Styles
    numbering: Numbering
    notes: Notes
    counts: Counter[str] = field(default_factory=Counter)
    fields: list[bool] = field(default_factory=list)
    codes: int = 0
    merging: bool = False
    shaded: bool = False


def read_paragraph(element: _Element, path: str, reading: Reading) -> Paragraph:
    """Read a paragraph; a list that it is of counts on."""
    children = list(element)
    paragraph = _begin_paragraph(children, path, reading)
    style = paragraph.style
    look = Look(style.bold, style.capitals, style.hidden, style.shift, style.struck, style.white, style.tiny)
    look = look if any(look) else PLAIN
    _read_inside(children, paragraph, look, reading)
    while reading.fields and not reading.fields[-1]:
        reading.fields.pop()
        reading.codes -= 1
    if style.numbering and not paragraph.deleted and (paragraph.pieces or not paragraph.merges):
        paragraph.number = _count_number(paragraph, style.numbering, reading.numbering)
    return paragraph


def _begin_paragraph(children: list[_Element], path: str, reading: Reading) -> Paragraph:
    if not children or children[0].tag != PARAGRAPH_PROPERTIES:
        return Paragraph(path, reading.styles.paragraph, None)
    properties = children[0]
    named = next(iter(properties), None)
    style_id = named.get(VALUE) if named is not None and named.tag == PARAGRAPH_STYLE else None
    paragraph = Paragraph(path, over_paragraph(properties, reading.styles.of(style_id)), style_id)
    for one in properties:
        tag = one.tag
        if tag == PAGE_BREAK_BEFORE:
            paragraph.breaks = is_on(one)
        elif tag == SECTION:
            paragraph.ends_section = True
        elif tag == RUN_PROPERTIES:
            _read_end(one, paragraph, reading)
    return paragraph


def _read_end(properties: _Element, paragraph: Paragraph, reading: Reading) -> None:
    """Read what is said of the mark at a paragraph's end."""
    for one in properties:
        if one.tag not in ENDS:
            continue
        if one.tag in (DELETED, MOVED_FROM):
            paragraph.merges = paragraph.deleted = reading.merging = True
            reading.counts["deletions"] += 1
        elif one.tag == INSERTED:
            reading.counts["insertions"] += 1
        elif is_on(one):
            paragraph.merges = reading.merging = True


def _count_number(paragraph: Paragraph, number: int, numbering: Numbering) -> str:
    level = paragraph.style.level
    if level is None:
        level = numbering.level_of_style(number, paragraph.style_id) or 0
    return numbering.next_number(number, level)


def _read_inside(children: Iterable[_Element], paragraph: Paragraph, look: Look, reading: Reading) -> None:
    """Read the runs among the children of an element, whatever wraps them: links, controls, fields, insertions."""
    for child in children:
        tag = child.tag
        if tag == RUN:
            _read_run(child, paragraph, look, reading)
        elif tag in SILENT:
            continue
        elif tag in (DELETED, MOVED_FROM):
            _count_deleted(child, reading)
        elif tag == ALTERNATIVES:
            _read_alternative(child, paragraph, look, reading)
        elif tag in _MARKS:
            _MARKS[tag](child, paragraph, look, reading)
        else:
            count_tracked(child, reading)
            _read_inside(child, paragraph, look, reading)


def count_unread(element: _Element, reading: Reading) -> None:
    """Count the letters of an element that is not read where it stands: it was deleted, or is of an unknown kind."""
    if element.tag in (DELETED, MOVED_FROM):
        _count_deleted(element, reading)
    elif element.tag not in SILENT:
        reading.counts["unread_letters"] += sum(len(one.text or "") for one in element.iter(TEXT))
        reading.counts["chunks"] += element.tag == SUBDOCUMENT


def count_tracked(element: _Element, reading: Reading) -> None:
    """Count an element that holds what was inserted, or moved to where it stands."""
    if element.tag in (INSERTED, MOVED_TO):
        reading.counts["insertions" if element.tag == INSERTED else "moves"] += 1


def _count_deleted(element: _Element, reading: Reading) -> None:
    reading.counts["deletions" if element.tag == DELETED else "moved_away"] += 1
    letters = sum(len(one.text or "") for one in element.iter(TEXT, DELETED_TEXT))
    reading.counts["deleted_letters"] += letters
    for one in element.iter(FIELD_MARK):
        _read_field_mark(one, reading)


def _read_alternative(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    """Read one of the alternatives that say the same: the first that prints something."""
    for one in element.iterchildren(CHOICE, FALLBACK):
        before = len(paragraph.pieces), len(paragraph.boxes), reading.counts["pictures"]
        _read_inside(one, paragraph, look, reading)
        if before != (len(paragraph.pieces), len(paragraph.boxes), reading.counts["pictures"]):
            return


def _read_run(run: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    """Read a run: characters that are set alike."""
    for child in run:
        tag = child.tag
        if tag == TEXT:
            text = child.text
            if text and look is PLAIN and not reading.fields:
                paragraph.pieces.append((text, False))
            elif text:
                _print(text, paragraph, look, reading)
        elif tag == RUN_PROPERTIES:
            look = _look_of(child, look, reading.styles)
        elif tag in _MARKS:
            _MARKS[tag](child, paragraph, look, reading)
        elif tag == ALTERNATIVES:
            _read_alternative(child, paragraph, look, reading)
        elif tag not in SILENT:
            _read_inside(child, paragraph, look, reading)


def _look_of(properties: _Element, look: Look, styles: Styles) -> Look:
    own: dict[str, Any] = {}
    for one in properties:
        tag = one.tag
        if tag in TOGGLES:
            own[TOGGLES[tag]] = own.get(TOGGLES[tag], False) or is_on(one)
        elif tag == RUN_STYLE:
            look = _over_style(look, styles.find(one.get(VALUE, "")) or PLAIN_STYLE)
        elif tag in (ALIGNED_OFF, MOVED_OFF):
            own["shift"] = shift_of(one) or own.get("shift", "")
        elif tag == COLOR:
            own["white"] = is_white(one)
        elif tag == SIZE:
            own["tiny"] = is_tiny(one)
        elif tag in (SHADE, HIGHLIGHT) and is_shaded(one):
            own["white"] = False
    look = look._replace(**own) if own else look
    return look if any(look) else PLAIN


def _over_style(look: Look, style: Style) -> Look:
    """Return a paragraph's look as a style of characters changes it: toggles set by both are off."""
    toggled = {name: bool(getattr(look, name)) != bool(getattr(style, name)) for name in set(TOGGLES.values())}
    shift = look.shift if style.shift is None else style.shift
    return look._replace(**toggled, shift=shift, white=look.white or style.white, tiny=look.tiny or style.tiny)


def _print(text: str, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    if look.hidden or look.tiny:
        reading.counts["hidden_letters"] += len(text)
    elif reading.codes:
        reading.counts["code_letters"] += len(text)
    elif text:
        if look.capitals:
            text = text.upper()
        if look.shift:
            text = _shift(text, look.shift, paragraph)
        if look.struck:
            text = f"{STRUCK}{text}{END_OF_MARKED}"
        elif look.white and not paragraph.style.shaded and not reading.shaded:
            text = f"{UNSEEN}{text}{END_OF_MARKED}"
        paragraph.pieces.append((text, look.bold or False))


def _shift(text: str, shift: Shift, paragraph: Paragraph) -> str:
    """Spell digits that stand off the line so that they become no part of a number before.

    What is only moved is a mark behind other characters, where it is short; below the line, digits are one behind a
    digit (not in `H2O`).
    """
    before = paragraph.pieces[-1][0][-1:] if paragraph.pieces else ""
    goes_on, paragraph.moved = paragraph.moved == len(paragraph.pieces), len(paragraph.pieces) + 1
    digits = RAISED_DIGITS if shift in ("raised", "up") else LOWERED_DIGITS
    if len(text) > LONGEST_RAISED or (digits is LOWERED_DIGITS and not before.isdigit()):
        return text
    if shift in ("up", "down") and (not before.strip() or len(text) > LONGEST_MOVED):
        return text
    if shift in ("up", "down") and goes_on and ord(before) not in digits.values():
        return text
    return text.translate(digits)


def _read_mathematics(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    _print(element.text or "", paragraph, look, reading)


def _read_break(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    if not look.hidden:
        paged = element.get(f"{W}type") in ("page", "column")
        paragraph.pieces.append((PAGE_BREAK if paged else LINE_BREAK, None))


def _read_tab(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    _print(LEADER if paragraph.style.dotted else TAB, paragraph, look, reading)


def _read_kept_hyphen(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    _print("\u2011", paragraph, look, reading)


def _read_soft_hyphen(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    _print("\u00ad", paragraph, look, reading)


def _read_symbol(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    symbol = read_symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
    reading.counts["unknown_symbols"] += symbol == UNKNOWN
    _print(symbol, paragraph, look, reading)


def _read_reference(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    if look.hidden:
        return
    kind = "footnotes" if element.tag == f"{W}footnoteReference" else "endnotes"
    own = element.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
    if mark := reading.notes.mark(kind, element.get(IDENTIFIER, ""), own=own):
        paragraph.pieces.append((mark, None))


def _read_own_mark(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    if reading.notes.current:
        paragraph.pieces.append((reading.notes.current, None))


def _read_comment(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    reading.counts["comments"] += 1


def _read_field(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    _read_field_mark(element, reading)


def _read_field_mark(element: _Element, reading: Reading) -> None:
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        reading.counts["lists_to_choose"] += next(element.iter(f"{W}ddList"), None) is not None
        reading.fields.append(False)
        reading.codes += 1
    elif kind in ("separate", "end") and reading.fields:
        reading.codes -= not reading.fields.pop()
        if kind == "separate":
            reading.fields.append(True)


def _read_code(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    """See that the code of a field counts: Word prints its number and keeps it nowhere."""
    reading.counts["field_numbers"] += (element.text or "").split(None, 1)[:1] in COUNTING


def _read_box(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    if not look.hidden:
        paragraph.boxes += (element,)


def _read_drawn_text(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    """Count letters that are drawn, not printed as a paragraph: in shapes, diagrams, WordArt."""
    reading.counts["drawn_letters"] += len(element.text or element.get("string") or "")


def _read_drawn(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    reading.counts["drawn"] += 1


def _read_reversed(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    """Read characters that are printed from right to left whatever they are: which they are then is not told."""
    if element.get(VALUE) == "rtl":
        reading.counts["reversed"] += 1
    _read_inside(element, paragraph, look, reading)


def _read_subdocument(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    reading.counts["chunks"] += 1


def _read_picture(element: _Element, paragraph: Paragraph, look: Look, reading: Reading) -> None:
    reading.counts["pictures"] += 1


_MARKS: Mapping[str, Callable[[_Element, Paragraph, Look, Reading], None]] = {
    f"{MATH}t": _read_mathematics,
    f"{W}br": _read_break,
    f"{W}cr": _read_break,
    f"{W}tab": _read_tab,
    f"{W}ptab": _read_tab,
    f"{W}noBreakHyphen": _read_kept_hyphen,
    f"{W}softHyphen": _read_soft_hyphen,
    f"{W}sym": _read_symbol,
    f"{W}footnoteReference": _read_reference,
    f"{W}endnoteReference": _read_reference,
    f"{W}footnoteRef": _read_own_mark,
    f"{W}endnoteRef": _read_own_mark,
    f"{W}commentReference": _read_comment,
    FIELD_MARK: _read_field,
    f"{W}instrText": _read_code,
    TEXT_BOX: _read_box,
    f"{DRAWING}blip": _read_picture,
    f"{DRAWING}t": _read_drawn_text,
    "{urn:schemas-microsoft-com:vml}textpath": _read_drawn_text,
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": _read_drawn,
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": _read_drawn,
    f"{W}object": _read_drawn,
    f"{W}contentPart": _read_drawn,
    f"{W}bdo": _read_reversed,
    SUBDOCUMENT: _read_subdocument,
    "{urn:schemas-microsoft-com:vml}imagedata": _read_picture,
}
