"""Walk through a page, element by element, and keep what it prints.

What leads through a site (menus, a page's header and footer) and what is hidden is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.read.html.blocks import Blocks
from pipeline.read.html.cells import read_cell, read_rows, span_of
from pipeline.read.html.elements import (
    BOLD,
    KEEPS_BLANKS,
    KINDS,
    NO_TABLE_ROLES,
    Kind,
    Style,
    is_plain_style,
    is_unseen,
    kind_of,
    read_style,
)
from pipeline.read.html.events import ADVICE, END_MARK, Attributes, Event
from pipeline.read.html.flow import BLANK, BLANKS, Flow, Frame
from pipeline.read.html.menus import Container
from pipeline.read.html.rows import Row, end_rows
from pipeline.read.html.sheets import USUAL_LOOKS, read_looks
from pipeline.read.html.swallowed import letters_of
from pipeline.read.html.tables import Table, flow_of_layout, flow_of_rows, is_layout

# No page of an act is nested so deep.
MAX_OPEN, MAX_TABLES = 50_000, 200
LETTERS_OF_ACTS = regex.compile(r"\p{Cyrillic}{2,}|\d{2,}")
# Elements that show another page.
FRAMES = frozenset(("iframe", "frame"))
# What may be nothing but texts.
OF_TEXTS = frozenset(("tr", "td", "th"))
# A table of no more rows may be a menu, one of more is none however many links it has.
MENU_ROWS = 2


class PageWalk(Blocks):
    """Takes the events of a page, gives the flow of what is printed."""

    __slots__ = (
        "_around", "_ends", "_in_head", "_inside", "_looks", "_row", "_sheets_read", "_skipped", "_skipped_to",
        "_skipping", "_table", "_tables", "clamped", "comments", "ended", "programs", "titles",
    )  # fmt: skip

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.clamped: list[str] = []
        self.comments: list[str] = []
        self.programs: list[str] = []
        self.titles: list[str] = []
        self.ended = False
        self._ends: list[Callable[[], None] | None] = []
        # What is left out now: how many elements of it are open, its text where that counts, where it is counted.
        self._skipping = 0
        self._skipped: list[str] | None = None
        self._inside, self._in_head = "", False
        self._skipped_to = self.hidden
        # How letters of classes look, and how many pieces of style sheets were read for that.
        self._looks, self._sheets_read = dict(USUAL_LOOKS), 0
        # The table and row under way, the table whose cell is open, how many are open.
        self._table: Table | None = None
        self._row: Row | None = None
        self._around: Table | None = None
        self._tables = 0

    def read(self, events: list[Event]) -> None:
        """Take the events of a page."""
        at, behind = 0, len(events)
        while at < behind:
            event = events[at]
            if event is None:
                self._end()
            elif isinstance(event, str):
                self._take(event)
            elif event[0] == END_MARK:
                self.ended = not self._tables
            elif self._skipping:
                self._skipping += 1
                self._inside = event[0]
            elif event[0] in OF_TEXTS and (ahead := self._take_texts(events, at, *event)):
                at = ahead
                continue
            else:
                self._start(*event)
            at += 1
        self._end_line()

    def _start(self, tag: str, attributes: Attributes) -> None:
        """Begin an element."""
        kind = KINDS.get(tag, Kind.INLINE)
        frame = Frame(tag, self._frame)
        if frame.depth > MAX_OPEN:
            raise UnreadableSourceError(f"elements are nested {MAX_OPEN:,} deep", place=self.place, advice=ADVICE)
        style, code = None, ""
        frame.bold = frame.bold or tag in BOLD
        if attributes:
            style = read_style(self._style_of(tag, attributes))
            kind = kind_of(kind, attributes, style)
            frame.bold = frame.bold if style.bold is None else style.bold
            frame.keeps_blanks = frame.keeps_blanks or style.keeps_blanks
            frame.shaded = frame.shaded or style.shaded or "bgcolor" in attributes
            code = _marked_as(tag, attributes, style, frame)
        if kind >= Kind.UNPRINTED:
            self._skip(kind, tag, attributes)
            return
        self._frame = frame
        finish = None if kind is Kind.INLINE else self._begin(kind, frame, attributes, style)
        if code and self._line.begin_marked(code):
            finish = partial(_end_all, finish, self._line.end_marked)
        self._ends.append(finish)

    def _end(self) -> None:
        """End the innermost element."""
        if self._skipping:
            self._skipping -= 1
            if not self._skipping:
                self._end_skipped()
            if self._inside == "style":
                self._looks |= read_looks("".join(self.sheets[self._sheets_read :]))
                self._sheets_read = len(self.sheets)
            self._inside = ""
        elif self._frame is not None:
            if finish := self._ends.pop():
                finish()
            self._frame = self._frame.parent

    def _take(self, text: str) -> None:
        """Take characters."""
        if self._skipping:
            if self._inside == "style":
                self.sheets.append(text)
            elif self._skipped is not None:
                self._skipped.append(text)
            elif self._inside == "script":
                self.programs.append(text)
            elif self._inside == "title" or not self._in_head:
                self.titles.append(text)
            return
        frame = self._frame
        if frame is None or (not self._line.parts and not frame.keeps_blanks and not text.strip(BLANK)):
            return
        if frame.keeps_blanks:
            self._take_kept(text, frame)
            return
        bare = self._line.take(text, frame)
        if self._links.depth:
            self._links.take(bare)

    def _begin(
        self, kind: Kind, frame: Frame, attributes: Attributes, style: Style | None
    ) -> Callable[[], None] | None:
        """Begin an element of a kind; return what ends it."""
        if self._table is not None:
            if kind is Kind.CELL:
                return self._begin_cell(frame, attributes)
            if kind is Kind.ROW:
                return self._begin_row(self._table, frame)
            if kind is Kind.ROW_GROUP:
                return self._begin_row_group(self._table, frame)
        if kind is Kind.TABLE:
            return self._begin_table(frame, attributes)
        frame.keeps_blanks = frame.keeps_blanks or frame.tag in KEEPS_BLANKS
        return self._begin_block(kind, frame, attributes, style)

    # Tables

    def _begin_table(self, frame: Frame, attributes: Attributes) -> Callable[[], None]:
        self._end_block()
        container = self._container(frame, attributes)
        self._tables += 1
        if self._tables > MAX_TABLES:
            raise UnreadableSourceError(f"tables are nested {MAX_TABLES:,} deep", place=self.place, advice=ADVICE)
        role = attributes.get("role", "").strip().lower() if attributes else ""
        table = Table(frame, frame, role in NO_TABLE_ROLES)
        outer, self._table = (self._table, self._row), table
        self._row = None
        return lambda: self._end_table(table, outer, container)

    def _end_table(self, table: Table, outer: tuple[Table | None, Row | None], container: Container) -> None:
        self._end_block()
        self._table, self._row = outer
        self._tables -= 1
        if any(row.chars for row in table.rows):
            self._print_table(table, container)
        self._end_container(container, blank=True)

    def _print_table(self, table: Table, container: Container) -> None:
        holds_table = table.holds_table
        if is_layout(table):
            self.flow += flow_of_layout(table)
        else:
            rows, clamped = flow_of_rows(table, self.place)
            self.flow += rows
            holds_table = True
            if len(rows) > MENU_ROWS:
                self._links.forget(container.links)
            if clamped:
                self.clamped.append(table.frame.path)
        if holds_table and self._around is not None:
            self._around.holds_table = True

    def _take_texts(self, events: list[Event], at: int, tag: str, attributes: Attributes) -> int:
        """Take rows, or a cell of the row under way, that are nothing but texts; return the event behind them, or 0."""
        frame, table, row = self._frame, self._table, self._row
        if frame is None or table is None or self._busy(frame):
            return 0
        if tag == "tr":
            return self._take_rows(events, at, table) if frame is table.body else 0
        if row is None or frame is not row.frame or (attributes and not self._is_plain(tag, attributes)):
            return 0
        if (cell := read_cell(events, at, self._is_plain)) is None:
            return 0
        row.span(span_of(attributes))
        row.add(cell.text, f"{tag}[{frame.count(tag)}]")
        row.marked |= cell.marked
        return cell.behind

    def _take_rows(self, events: list[Event], at: int, table: Table) -> int:
        rows, behind = read_rows(events, at, self._is_plain)
        if not rows:
            return 0
        if self._line.parts:
            self._end_line()
        path, bold, first = f"{table.body.path}/tr", table.body.bold, table.body.count("tr", len(rows))
        for number, row in enumerate(rows, first):
            row.path, row.bold = f"{path}[{number}]", bold
        self._count_lines(len(rows))
        self._chars += end_rows(rows)
        table.rows += rows
        return behind

    def _begin_row(self, table: Table, frame: Frame) -> Callable[[], None]:
        if self._line.parts:
            self._end_line()
        # a row in a row: the end of the outer one is missing
        if self._row is not None:
            self._chars += end_rows([self._row])
        self._row = row = Row([])
        row.frame, row.path, row.bold = frame, frame.path, frame.bold
        table.rows.append(row)
        return self._end_row

    def _busy(self, frame: Frame) -> bool:
        """Tell whether a text there would be more than a text: in a link, behind a list's number, in <pre>."""
        return bool(self._links.depth or self._line.prefix or frame.keeps_blanks)

    def _end_row(self) -> None:
        if self._line.parts:
            self._end_line()
        row, self._row = self._row, None
        self._count_lines()
        if row is not None:
            self._chars += end_rows([row])

    def _begin_row_group(self, table: Table, frame: Frame) -> Callable[[], None]:
        self._end_line()
        table.groups.add(len(table.rows))
        table.body = frame
        return lambda: self._end_row_group(table)

    def _end_row_group(self, table: Table) -> None:
        self._end_line()
        table.body = table.frame

    def _begin_cell(self, frame: Frame, attributes: Attributes) -> Callable[[], None]:
        self._end_line()
        table = self._table
        assert table is not None
        if not table.rows:
            table.rows.append(Row([]))
            table.rows[0].path, table.rows[0].bold = table.frame.path, table.frame.bold
        row = table.rows[-1]
        row.span(span_of(attributes))
        saved = (self.flow, self._row, self._around)
        self.flow, self._table, self._row, self._around = [], None, None, table
        self._line.sets_in = False
        container = self._container(frame, attributes)
        return lambda: self._end_cell(row, saved, container, frame)

    def _end_cell(
        self, row: Row, saved: tuple[Flow, Row | None, Table | None], container: Container, frame: Frame
    ) -> None:
        self._end_container(container)
        row.add_flow(self.flow, f"{frame.tag}[{frame.index}]")
        row.chars += self._chars - container.chars
        self._table = self._around
        self.flow, self._row, self._around = saved
        self._line.sets_in = self._around is None
        if self._row is None:
            end_rows([row])

    def _style_of(self, tag: str, attributes: Attributes) -> str:
        """Return what its classes and its own style say of an element."""
        said = attributes.get("style") or ""
        for name in attributes["class"].lower().split() if "class" in attributes else ():
            for selector in (f".{name}", f"{tag}.{name}"):
                if selector in self._looks:
                    said = f"{self._looks[selector]};{said}"
        return said

    def _is_plain(self, tag: str, attributes: Attributes) -> bool:
        """Tell whether attributes leave a text what it is."""
        style = self._style_of(tag, attributes)
        if style and not is_plain_style(style):
            return False
        return "hidden" not in attributes and "role" not in attributes and not is_unseen(attributes.get("color", ""))

    # What is left out

    def _skip(self, kind: Kind, tag: str, attributes: Attributes) -> None:
        """Leave out an element with all that is in it."""
        self._skipping = 1
        self._inside, self._in_head = tag, tag == "head"
        self._skipped = None if kind is Kind.UNPRINTED else []
        told = {Kind.CONTROL: self.leading, Kind.EMBEDDED: self.embedded, Kind.DELETED: self.deleted}
        self._skipped_to = told.get(kind, self.hidden)
        self.frames += tag in FRAMES and ("src" in attributes or "srcdoc" in attributes)

    def _end_skipped(self) -> None:
        text = BLANKS.sub(" ", "".join(self._skipped or ())).strip(" ")
        if LETTERS_OF_ACTS.search(text):
            self._skipped_to.add(text, len(text), letters_of(text))


def _marked_as(tag: str, attributes: Attributes, style: Style, frame: Frame) -> str:
    """Return what is to be told of the characters of an element, if anything."""
    if style.struck:
        return "struck_text"
    if style.reversed or (tag == "bdo" and attributes.get("dir", "").lower() == "rtl"):
        return "reversed_text"
    unseen = style.unseen or (tag == "font" and is_unseen(attributes.get("color", "")))
    return "unseen_text" if unseen and not frame.shaded else ""


def _end_all(*ends: Callable[[], None] | None) -> None:
    for end in ends:
        if end:
            end()
