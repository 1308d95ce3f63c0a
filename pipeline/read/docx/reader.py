"""Read a DOCX: the printed text of its body, tables as rows of tab-separated cells, automatic numbers included.

What is printed is what Word prints with all tracked changes accepted. Footnotes and endnotes stand in a block of their
own at the end; where the text refers to one, its raised number stays. Headers and footers are furniture and left out,
unless the body is empty. What the text doesn't show is told by findings. The body is read as a stream, a paragraph or
table row at a time, so that memory doesn't grow with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document
from pipeline.read.docx.blocks import (
    TABLE_PROPERTIES,
    Block,
    Table,
    join_paragraphs,
    read_alternatives,
    read_blocks,
    read_paragraph_block,
    read_row,
    shades_of,
    widths_of,
)
from pipeline.read.docx.findings import find_oddities
from pipeline.read.docx.names import (
    ALTERNATIVES,
    BODY,
    CHUNK,
    DOCUMENT,
    GRID,
    PARAGRAPH,
    ROW,
    TABLE,
    VALUE,
    WRAPPERS,
    W,
    number_of,
    short,
)
from pipeline.read.docx.numbering import FORMATS, Numbering, resolve_numbering
from pipeline.read.docx.package import (
    MAX_UNIT,
    Package,
    close,
    feed,
    is_docx,
    new_parser,
    open_package,
    read_chunks,
    read_part,
    refuse_doctype,
)
from pipeline.read.docx.plain_rows import read_plain_row
from pipeline.read.docx.sheet import Sheet, finish, print_blocks
from pipeline.read.docx.styles import open_styles
from pipeline.read.docx.text import Notes, Reading, count_tracked, count_unread
from pipeline.read.lost_letters import refuse_lost_letters

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

__all__ = ["is_docx", "read_docx"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FRAMES = WRAPPERS | {TABLE}
UNITS = frozenset({PARAGRAPH, ROW, ALTERNATIVES, CHUNK})
MAX_UNITS = 1_000_000
MAX_HEADERS = 100
NOTE_KINDS = ("footnotes", "endnotes")
NOTE_FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}


def read_docx(source_id: str, data: bytes, place: str = "") -> Document:
    """Make a Document of the bytes of a DOCX; `place` names the file in messages.

    Raises UnreadableSourceError for a file that is encrypted, cut, hostile or too large, and for one without text or
    whose letters were lost.
    """
    place = place or source_id
    with open_package(data, place) as package:
        reading = _begin(package)
        sheet = Sheet(place, reading)
        print_blocks(join_paragraphs(_stream_body(package, reading)), sheet)
        _print_notes(package, sheet)
        furniture = _read_furniture(package, reading)
        if not sheet.lines:
            print_blocks(furniture, sheet)
            reading.counts["furniture_as_text"] = len(sheet.lines)
        else:
            _count_furniture(furniture, reading)
        reading.counts["macros"] = len(package.related("vbaproject"))
    text, lines, noted = finish(sheet)
    if not text.strip():
        pictures = reading.counts["pictures"]
        seen = f", only {pictures} picture{'s' * (pictures > 1)}" if pictures else ""
        raise UnreadableSourceError(
            f"the DOCX holds no text{seen}", place=place, advice="give the text of the act, or a PDF of its pages"
        )
    refuse_lost_letters(text, place)
    findings = (*find_oddities(text, reading), *noted)
    return Document(source_id, MEDIA_TYPE, "utf-8", "docx", text, lines, findings=findings)


def _begin(package: Package) -> Reading:
    styles = open_styles(_read_related(package, "styles"))

    def list_of_style(style_id: str) -> int | None:
        style = styles.find(style_id)
        return style.numbering if style else None

    numbering = resolve_numbering(_read_related(package, "numbering"), list_of_style)
    return Reading(styles, numbering, _note_marks(_read_related(package, "settings")))


def _read_related(package: Package, kind: str) -> _Element | None:
    parts = package.related(kind)
    return read_part(package, parts[0]) if parts else None


def _note_marks(settings: _Element | None) -> Notes:
    """Return how the notes are numbered: with the formats and first numbers that the settings name."""
    formats, starts = dict(NOTE_FORMATS), dict[str, int]()
    if settings is not None:
        for kind in NOTE_KINDS:
            for one in settings.iterfind(f"{W}{kind[:-1]}Pr/*"):
                if one.tag == f"{W}numFmt":
                    formats[kind] = one.get(VALUE, formats[kind])
                elif one.tag == f"{W}numStart":
                    starts[kind] = number_of(one, default=1)
    return Notes({kind: FORMATS.get(name, str) for kind, name in formats.items()}, starts)


@dataclass(slots=True)
class _Frame:
    """An element that holds blocks and may be still open: its path, the table it is of, how its children are counted.

    `inner` is the frame of its last child, where that one is a frame too.
    """

    element: _Element
    path: str
    table: Table | None = None
    seen: dict[str, int] = field(default_factory=dict)
    inner: _Frame | None = None

    def path_of(self, tag: str) -> str:
        """Return the path of its next child with a tag."""
        self.seen[tag] = number = self.seen.get(tag, 0) + 1
        return f"{self.path}/{short(tag)}[{number}]"


def _stream_body(package: Package, reading: Reading) -> Iterator[Block]:
    """Yield the blocks of the body while its part is unpacked and parsed; what was read is forgotten."""
    parser = new_parser(BODY)
    body: _Frame | None = None
    size = 0
    for chunk in read_chunks(package, package.main):
        feed(parser, chunk, package.place, package.main)
        if body is None:
            body = _find_body(parser, package)
        size += len(chunk)
        if body is not None:
            before = reading.counts["blocks"]
            yield from _read_ended(body, reading, ended=False)
            if reading.counts["blocks"] > before:
                size = 0
        _refuse_endless(package, size, reading.counts["blocks"])
    root = close(parser, package.place, package.main)
    body = body or _find_body(parser, package)
    if body is None:
        message = f"the part {package.main!r} is no Word document: its root is {short(root.tag)}"
        raise UnreadableSourceError(message, place=package.place, advice="check how the file was made")
    yield from _read_ended(body, reading, ended=True)
    _refuse_endless(package, 0, reading.counts["blocks"])


def _find_body(parser: XMLPullParser, package: Package) -> _Frame | None:
    """Return the frame of the body that a document's root holds, once it has begun."""
    for _, element in parser.read_events():
        if element is None or isinstance(element, tuple):
            continue
        refuse_doctype(element, package.place, package.main)
        parent = element.getparent()
        if parent is not None and parent.tag == DOCUMENT and parent.getparent() is None:
            return _Frame(element, "/w:body")
    return None


def _read_ended(frame: _Frame, reading: Reading, *, ended: bool) -> Iterator[Block]:
    """Yield what the children of a frame hold that have ended, all but the last unless the frame has, and forget it."""
    children = list(frame.element)
    for at, child in enumerate(children):
        done = ended or at + 1 < len(children)
        if child.tag in FRAMES:
            yield from _read_frame(child, frame, reading, ended=done)
        elif done:
            blocks: list[Block] = []
            _read_unit(child, frame, reading, blocks)
            yield from blocks
        if done:
            child.clear()  # what is removed whole is walked through for its namespaces, in quadratic time
            frame.element.remove(child)


def _read_frame(element: _Element, parent: _Frame, reading: Reading, *, ended: bool) -> Iterator[Block]:
    frame = parent.inner
    if frame is None:
        table = Table() if element.tag == TABLE else parent.table
        frame = parent.inner = _Frame(element, parent.path_of(element.tag), table)
        count_tracked(element, reading)
    yield from _read_ended(frame, reading, ended=ended)
    if ended:
        parent.inner = None
        if element.tag == TABLE and frame.table is not None:
            yield frame.table


def _read_unit(element: _Element, frame: _Frame, reading: Reading, blocks: list[Block]) -> None:
    """Read a paragraph, a table row or what else stands among them, once it has ended."""
    tag = element.tag
    if tag in UNITS:
        reading.counts["blocks"] += 1
    if tag == PARAGRAPH:
        read_paragraph_block(element, frame.path_of(tag), reading, blocks)
    elif tag == ALTERNATIVES:
        read_alternatives(element, frame.path_of(tag), reading, blocks)
    elif tag == CHUNK:
        reading.counts["chunks"] += 1
    elif frame.table is None or tag not in (TABLE_PROPERTIES, GRID, ROW):
        count_unread(element, reading)
    elif tag == TABLE_PROPERTIES:
        frame.table.shades = shades_of(element, reading)
    elif tag == GRID:
        frame.table.widths = widths_of(element)
    else:
        path = frame.path_of(tag)
        row = read_plain_row(element, path, reading) or read_row(element, path, reading, frame.table)
        if row is not None:
            frame.table.rows.append(row)


def _refuse_endless(package: Package, size: int, units: int) -> None:
    if size > MAX_UNIT:
        message = f"a paragraph or table row of {size:,} bytes or more, more than the {MAX_UNIT:,} one may have"
    elif units > MAX_UNITS:
        message = f"more than the {MAX_UNITS:,} paragraphs and table rows a document may have"
    else:
        return
    raise UnreadableSourceError(message, place=package.place, advice="split the document")


def _print_notes(package: Package, sheet: Sheet) -> None:
    """Print the notes that the text refers to, each with its mark and a blank before its words."""
    notes = sheet.reading.notes
    for kind in NOTE_KINDS:
        wanted = [note for of, note in notes.marks if of == kind]
        root = _read_related(package, kind) if wanted else None
        found = {one.get(f"{W}id", ""): (i, one) for i, one in enumerate(root, 1)} if root is not None else {}
        sheet.part()
        for note in wanted:
            if note not in found:
                sheet.reading.counts["lost_notes"] += 1
                continue
            position, element = found[note]
            notes.current = notes.marks[kind, note]
            path = f"/w:{kind}/{short(element.tag)}[{position}]"
            first = len(sheet.lines)
            sheet.last = None
            print_blocks(read_blocks(element, path, sheet.reading), sheet)
            _part_mark(sheet, first, notes.current)
        notes.current = ""


def _part_mark(sheet: Sheet, at: int, mark: str) -> None:
    """Put one blank between the mark that a note begins with and its words."""
    if mark and at < len(sheet.lines) and sheet.lines[at].text.startswith(mark):
        line = sheet.lines[at]
        sheet.lines[at] = line._replace(text=f"{mark} {line.text.removeprefix(mark).lstrip()}".rstrip())


def _read_furniture(package: Package, reading: Reading) -> list[Block]:
    """Read what stands in headers and footers; no list of the text counts on in them."""
    apart = Reading(reading.styles, Numbering(), Notes(reading.notes.spell, {}))
    blocks: list[Block] = []
    for kind in ("header", "footer"):
        for part in package.related(kind)[:MAX_HEADERS]:
            root = read_part(package, part)
            blocks += read_blocks(root, f"/{short(root.tag)}", apart)
            reading.counts["furniture_parts"] += 1
    return blocks


def _count_furniture(blocks: list[Block], reading: Reading) -> None:
    aside = Sheet("", Reading(reading.styles, Numbering(), reading.notes))
    print_blocks(blocks, aside)
    reading.counts["furniture_letters"] = sum(len(line.text.strip()) for line in aside.lines)
