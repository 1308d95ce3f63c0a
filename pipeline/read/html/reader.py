"""Read a page of a portal, or one that Word or a browser saved: what it prints, line by line, tables as rows of cells.

A paragraph, a `<br>` line and a table's row are lines of the text; a blank line stands between blocks. What leads
through the site, what is hidden and what a browser runs or draws is no text of the act; where it was left out, or where
the text doesn't show what the page shows (struck or raised characters), a finding says so. Nothing is fetched.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.model import Document, Finding, Line, Severity
from pipeline.read.encoding import BOMS
from pipeline.read.html.archive import is_archive, unpack_page
from pipeline.read.html.charset import LOST, Page, decode_page
from pipeline.read.html.events import ADVICE, read_events
from pipeline.read.html.flow import Printed, lines_of, walk
from pipeline.read.html.menus import LeftOut
from pipeline.read.html.page import PageWalk
from pipeline.read.html.rows import MARKS
from pipeline.read.html.sheets import find_hiding
from pipeline.read.html.swallowed import comments_of, find_swallowed
from pipeline.read.lost_letters import refuse_lost_letters

MEDIA_TYPE = "text/html"
# A page is held in memory several times while it is read; no line of an act is so long.
MAX_BYTES, MAX_LINE = 32 * 1024 * 1024, 100_000
# What comes before the first element may be long: comments, a licence.
SEEN = 64 * 1024
BEFORE = r"[\s\ufeff]*+(?:<!--(?:[^-]|-(?!->))*+-->[\s\ufeff]*+|<\?(?:[^?]|\?(?!>))*+\?>[\s\ufeff]*+)*+"
# "<!DOCTYPE html>", '<?xml version="1.0"?><html xmlns=…>', "<!-- saved from … --><body>"
WHOLE = regex.compile(rf"{BEFORE}<(?:!doctype\s+html|html|head|body)\b", regex.IGNORECASE)
# "<table border=1>", "<p>", "<style>": what a piece of a page begins with
PIECE = regex.compile(
    rf"{BEFORE}<(?:table|thead|tbody|tr|td|p|div|h[1-6]|ul|ol|dl|section|article|main|center|pre|style|meta|title|link"
    r"|script|base|header|nav|form)(?=[\s/>])",
    regex.IGNORECASE,
)
PIECE_OF_TABLE = regex.compile(rf"{BEFORE}<(?:thead|tbody|tr|td|th)(?=[\s/>])", regex.IGNORECASE)
# "## 2-глава", "| 1 | 060101 |": what no page begins a line with
MARKDOWN = regex.compile(r"^(?: {0,3}#{1,6}[ \t]+\S|[ \t]*\|.*\|[ \t]*$)", regex.MULTILINE)
BLANK_LINE = regex.compile(r"\n[ \t\r]*\n")
# So many of the pieces between blank lines must begin or end with a tag.
TAGGED_SHARE = 0.8
HEAD_OF_PAGE = regex.compile(r"<html\b", regex.IGNORECASE)
END_OF_PAGE = regex.compile(r"(?r)</(?:html|body)\s*>", regex.IGNORECASE)
# Control characters that no page prints; tab, line feed, form feed and carriage return are blanks.
CONTROLS = bytes({*range(0x20)} - {*b"\t\n\f\r"})
CONTROL_SHARE = 0.001
# The marks that the reader of tables uses are no characters of any text.
NOT_MARKS = dict.fromkeys(map(ord, MARKS))
# So many findings of one kind tell enough.
MOST_NOTES = 50


def is_html(data: bytes) -> bool:
    r"""Tell by its content whether a file is a page or a piece of one; a text or Markdown with some tags is none.

    >>> [is_html(text.encode()) for text in ("<!-- portal --><html>", "<p>Токтом</p>", "Токтом", "<p>а</p>\n\n## б")]
    [True, True, False, False]
    """
    head = _decode_head(data)
    if WHOLE.match(head) or is_archive(data):
        return True
    if not PIECE.match(head) or MARKDOWN.search(head):
        return False
    pieces = [piece.strip() for piece in BLANK_LINE.split(head) if piece.strip()]
    tagged = sum(piece.startswith("<") or piece.endswith(">") for piece in pieces)
    return bool(tagged >= TAGGED_SHARE * len(pieces))


def _decode_head(data: bytes) -> str:
    head = data[:SEEN]
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return head.decode(encoding, "replace")
    return head.replace(b"\0", b"").decode("latin-1")


def read_html(source_id: str, data: bytes, place: str) -> Document:
    """Read the bytes of a page into a Document; `place` names the file in messages.

    Its lines carry the path of the element that holds their first character and the number of their table row. Raises
    UnreadableSourceError for a page that is too large, binary or not decodable, that prints nothing,
    or whose letters were lost.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableSourceError(
            f"{len(data):,} bytes, more than the {MAX_BYTES:,} a page may have", place=place, advice="split the file"
        )
    if is_archive(data):
        data = unpack_page(data, place)
    page = decode_page(data, place)
    if "\0" in page.text:
        line = page.text.count("\n", 0, page.text.index("\0")) + 1
        raise UnreadableSourceError(
            "binary data: a character U+0000", place=f"{place}:{line}", advice="save the page again"
        )
    with _without_garbage():
        text, lines, findings = _read(page, place)
    return Document(source_id, MEDIA_TYPE, page.encoding, "html", text, lines, findings=findings)


def _read(page: Page, place: str) -> tuple[str, tuple[Line, ...], tuple[Finding, ...]]:
    """Return the text of a page, its lines and its findings."""
    walked = _walk(page.text.translate(NOT_MARKS) if any(mark in page.text for mark in MARKS) else page.text, place)
    text, lines, notes = _print(walked, place)
    if not text:
        left_out = walked.hidden.chars + walked.leading.chars
        said = f"; {left_out:,} characters are hidden or lead through the site" if left_out else ""
        said += f"; {walked.frames} frames show other pages" if walked.frames else ""
        raise UnreadableSourceError(
            f"the page prints no text{said}",
            place=place,
            advice="save the page again after it has loaded, or give its text",
        )
    if page.broken and LOST in text:
        raise page.broken
    _refuse_binary(text, place)
    refuse_lost_letters(text, place)
    findings = (*page.findings, *_find_oddities(page.text, walked), *_find_swallowed(page.text, text, walked), *notes)
    return text, lines, findings


@contextmanager
def _without_garbage() -> Iterator[None]:
    """Keep Python from looking for garbage: a page makes hundreds of thousands of values, all in use to its end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _walk(text: str, place: str) -> PageWalk:
    before, after = ("<table>", "</table>") if PIECE_OF_TABLE.match(text) else ("", "")
    walk = PageWalk(place)
    events, walk.comments = read_events(f"{before}{text}{after}", place)
    walk.read(events)
    return walk


def _print(walked: PageWalk, place: str) -> tuple[str, tuple[Line, ...], list[Finding]]:
    """Put the lines of a page together; return the text, its lines, and the findings that are about a place of it."""
    texts: list[str] = []
    lines: list[Line] = []
    notes: list[Finding] = []
    at, number, rows, blank = 0, 0, 0, False
    for item in walk(walked.flow):
        if item is None:
            blank = number > 0
            continue
        if blank:
            number += 1
            texts.append("")
            lines.append(Line(number, at, at))
            at, blank = at + 1, False
        row, block = None, item
        if isinstance(block, Printed):
            block = (block,)
        else:
            row = rows = rows + 1
        for printed in block:
            number += 1
            text = printed.text
            end = at + len(text)
            if end - at > MAX_LINE:
                raise UnreadableSourceError(
                    f"a line of {end - at:,} characters, more than the {MAX_LINE:,} a line may have",
                    place=f"{place}:{printed.path}",
                    advice=ADVICE,
                )
            texts.append(text)
            lines.append(Line(number, at, end, None, printed.path, row, printed.bold, printed.cells))
            if printed.notes:
                notes += _findings_of(printed, at)
            at = end + 1
    return "\n".join([*texts, ""]) if texts else "", tuple(lines), notes[:MOST_NOTES]


def _findings_of(printed: Printed, at: int) -> Iterator[Finding]:
    for note in printed.notes:
        yield Finding(note.code, "warning", note.message, at + note.start, min(at + note.end, at + len(printed.text)))


def _refuse_binary(text: str, place: str) -> None:
    data = text.encode()
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > len(text) * CONTROL_SHARE:
        raise UnreadableSourceError(
            f"binary data: {controls} control characters",
            place=place,
            advice="give the act's text, not a program's file",
        )


def _find_oddities(page: str, walked: PageWalk) -> Iterator[Finding]:
    """Yield what the text of the page doesn't show."""
    if walked.hidden.places:
        yield Finding("hidden_text_left_out", "warning", _said("hidden text", walked.hidden))
    if walked.deleted.places:
        yield Finding("tracked_changes", "warning", _said("what tracked changes delete", walked.deleted))
    if hiding := list(find_hiding("".join(walked.sheets), page)):
        said = f"a style sheet hides elements of the page, which are read: {', '.join(hiding[:5])}"
        yield Finding("style_sheet_hides", "warning", said)
    if walked.leading.places:
        printed = sum(len(line.text) for line in lines_of(walked.flow))
        severity: Severity = "warning" if walked.leading.chars > printed else "info"
        yield Finding("navigation_left_out", severity, _said("what leads through the site", walked.leading))
    if walked.embedded.places:
        yield Finding("drawn_text_left_out", "warning", _said("text that is drawn or embedded", walked.embedded))
    if walked.frames:
        said = f"{walked.frames} frames show other pages, which are not read"
        yield Finding("frames_left_out", "info", said)
    if walked.clamped:
        said = f"cells span more columns or rows than a table has; clamped to the table: {walked.clamped[0]}"
        yield Finding("span_clamped", "warning", said)
    if walked.unnumbered:
        said = f"{walked.unnumbered} ordered lists have numbers of a kind that is not read; they stand without them"
        yield Finding("list_numbers_unread", "warning", said)
    if not walked.ended or (
        HEAD_OF_PAGE.search(page, endpos=SEEN) and not END_OF_PAGE.search(page, max(0, len(page) - SEEN))
    ):
        yield Finding("page_cut", "warning", "the page ends inside an element: its end may be missing")


def _find_swallowed(page: str, printed: str, walked: PageWalk) -> Iterator[Finding]:
    left_out = sum(one.letters for one in (walked.hidden, walked.leading, walked.embedded, walked.deleted))
    programs = "".join((*walked.programs, *walked.sheets))
    comments = comments_of(page, walked.comments)
    unprinted = {"comments": comments, "programs": programs, "titles and data": "".join(walked.titles)}
    return find_swallowed(page, printed, left_out, unprinted)


def _said(what: str, left_out: LeftOut) -> str:
    places = f"{left_out.places} places" if left_out.places > 1 else "one place"
    return f"{what} was left out: {left_out.chars:,} characters in {places}, {left_out.sample!r} first"
