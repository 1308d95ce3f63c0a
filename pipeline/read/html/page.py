"""Walk through a page, element by element, and keep what it prints.

The parser of libxml2 tells where elements begin and end; nothing is kept of the page but the lines that it prints, so
that neither attributes nor nesting cost memory. What leads through a site (menus, a page's header and footer) and what
is hidden is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import regex

from pipeline.errors import UnreadableSourceError
from pipeline.read.html.blocks import ADVICE, Attributes, Blocks
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
from pipeline.read.html.flow import BLANK, BLANKS, Flow, Frame
from pipeline.read.html.menus import Container
from pipeline.read.html.rows import BLOCK_END, ENDS, LINE_END, MARKS, PARAGRAPH_END, Row
from pipeline.read.html.sheets import USUAL_LOOKS, read_looks
from pipeline.read.html.swallowed import letters_of
from pipeline.read.html.tables import Table, flow_of_layout, flow_of_rows, is_layout

# No page of an act is nested so deep.
MAX_OPEN, MAX_TABLES = 50_000, 200
LETTERS_OF_ACTS = regex.compile(r"\p{Cyrillic}{2,}|\d{2,}")
# Elements that show another page.
FRAMES = frozenset(("iframe", "frame"))
# A table of no more rows may be a menu, one of more is none however many links it has.
MENU_ROWS = 2
# Elements that leave the text of a cell a text, and what they add to it.
IN_TEXTS = {
    "p": PARAGRAPH_END,
    "div": BLOCK_END,
    "br": LINE_END,
    **dict.fromkeys("span font small big i em u o:p nobr wbr center".split(), ""),
    "center": BLOCK_END,
}
# A longer text of a cell is not kept as one: to add to it would take longer and longer.
LONGEST_TEXT = 10_000
# The comment behind the page's last character: a page cut inside a comment, a script or a tag swallows it.
END_MARK = "the page was read to here"


class PageWalk(Blocks):
    """The target of an HTML parser: takes the page's events, gives the flow of what is printed."""

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
        # The table under way, the one whose cell is open, how many are open.
        self._table: Table | None = None
        self._around: Table | None = None
        self._tables = 0
        # The row under way: the tag that begins its next cell as a text ("*" for any, None where none can begin) and
        # after it, the texts of its cells, that of the cell under way, and the elements open in it.
        self._row: Row | None = None
        self._text_tag: str | None = None
        self._next_tag = ""
        self._texts: list[str] = []
        self._cell_text: str | None = None
        self._in_text: list[str] = []

    # The parser's events

    def start(self, tag: str, attributes: Attributes) -> None:
        """Begin an element."""
        if tag == self._text_tag and not attributes:
            self._text_tag, self._cell_text = None, ""
            return
        if self._skipping:
            self._skipping += 1
            self._inside = tag
            return
        if self._cell_text is not None:
            end = IN_TEXTS.get(tag)
            short = len(self._cell_text) < LONGEST_TEXT
            if end is not None and short and (not attributes or self._is_plain(tag, attributes)):
                self._in_text.append(tag)
                self._cell_text = _at_tag(self._cell_text) + end
                self._mark_row()
                return
            self._open_cell(self._cell_text)
        elif self._text_tag and self._row is not None:
            if (tag == "td" or tag == "th") and self._begin_text(self._row, tag, attributes):
                return
            self._open_row(self._row)
        if tag == "tr" and not attributes and self._table is not None and self._begin_plain_row(self._table):
            return
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

    def end(self, tag: str) -> None:
        """End an element."""
        text = self._cell_text
        if text is not None:
            if self._in_text:
                self._in_text.pop()
                self._cell_text = _at_tag(text) + IN_TEXTS[tag] if tag != "br" else text
            else:
                self._texts.append(text.strip())
                self._cell_text, self._text_tag = None, self._next_tag
            return
        if self._skipping:
            self._skipping -= 1
            self._inside = ""
            if not self._skipping:
                self._end_skipped()
            if tag == "style":
                self._looks |= read_looks("".join(self.sheets[self._sheets_read :]))
                self._sheets_read = len(self.sheets)
            return
        if self._text_tag and self._row is not None and not self._row.is_open:
            self._end_row()
            return
        if self._frame is None:
            return
        finish = self._ends.pop()
        if finish:
            finish()
        self._frame = self._frame.parent
        if self._row is not None and self._row.is_open and self._row.frame is self._frame:
            self._text_tag = self._next_tag = "*"

    def data(self, text: str) -> None:
        """Take characters; libxml2 gives a text in one piece or in several."""
        if self._cell_text is not None:
            self._cell_text += text
            if len(self._cell_text) > LONGEST_TEXT:
                self._open_cell(self._cell_text)
            return
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

    def comment(self, text: str) -> None:
        """Keep a comment aside; the one behind the last character tells that the page was read to its end."""
        if text == END_MARK:
            self.ended = not self._tables
        else:
            self.comments.append(text.removesuffix(f"<!--{END_MARK}"))

    def close(self) -> PageWalk:
        """End the page."""
        self._end_line()
        return self

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

    def _begin_plain_row(self, table: Table) -> bool:
        """Begin a row whose element is made when something needs it, if it may be nothing but texts."""
        body = table.body
        if self._frame is not body or self._links.depth or self._line.prefix or body.keeps_blanks:
            return False
        self._row = row = Row(body)
        table.rows.append(row)
        self._texts, self._text_tag, self._next_tag = row.texts, "td", "td"
        return True

    def _begin_row(self, table: Table, frame: Frame) -> Callable[[], None]:
        if self._line.parts:
            self._end_line()
        # a row in a row: the end of the outer one is missing
        if self._row is not None:
            self._chars += self._row.end()
        self._row = row = Row(table.body, frame)
        table.rows.append(row)
        self._texts, self._text_tag, self._next_tag = row.texts, "td", "td"
        if self._busy(frame):
            row.keep_steps()
            self._text_tag = self._next_tag = "*"
        return self._end_row

    def _busy(self, frame: Frame) -> bool:
        """Tell whether a text there would be more than a text: in a link, behind a list's number, in <pre>."""
        return bool(self._links.depth or self._line.prefix or frame.keeps_blanks)

    def _open_row(self, row: Row) -> None:
        """Make an element like others of a row, as something else than texts stands in it."""
        if not row.is_open:
            self._frame = row.frame
            self._ends.append(self._end_row)
        row.keep_steps()
        self._text_tag = None

    def _mark_row(self) -> None:
        if self._row is not None:
            self._row.marked = True

    def _end_row(self) -> None:
        if self._line.parts:
            self._end_line()
        row, self._row, self._text_tag = self._row, None, None
        self._count_line()
        if row is not None:
            self._chars += row.end()

    def _begin_row_group(self, table: Table, frame: Frame) -> Callable[[], None]:
        self._end_line()
        table.groups.add(len(table.rows))
        table.body = frame
        return lambda: self._end_row_group(table)

    def _end_row_group(self, table: Table) -> None:
        self._end_line()
        table.body = table.frame

    def _begin_text(self, row: Row, tag: str, attributes: Attributes) -> bool:
        """Begin a cell as a text, if it may be nothing else."""
        if (row.is_open and self._busy(row.frame)) or not self._is_plain(tag, attributes):
            return False
        if attributes and ("colspan" in attributes or "rowspan" in attributes):
            row.span(_span(attributes, "colspan") or 1, _span(attributes, "rowspan"))
        if row.steps is not None or (tag != row.tag and row.texts):
            row.take_step(tag)
            self._next_tag = "*"
        else:
            row.tag = self._next_tag = tag
        self._text_tag, self._cell_text = None, ""
        return True

    def _open_cell(self, text: str) -> None:
        """Make more of the cell that was a text until now."""
        row, self._cell_text = self._row, None
        assert row is not None
        tag = row.tag if row.steps is None else row.drop_step()
        self._open_row(row)
        self._frame = frame = Frame(tag, row.frame)
        frame.bold = frame.bold or tag == "th"
        self._ends.append(self._begin_cell(frame, {}))
        # what stands behind the last mark is of the innermost element
        *ended, last = ENDS.split(text)
        for part in ended:
            if not part or part[0] not in MARKS:
                self._line.take(part, frame)
            elif PARAGRAPH_END in part or part.count(LINE_END) > 1:
                self._end_block()
            else:
                self._end_line()
        inside, self._in_text = self._in_text, []
        for tag in inside:
            self._frame = Frame(tag, self._frame)
            kind = KINDS.get(tag, Kind.INLINE)
            self._ends.append(None if kind is Kind.INLINE else self._begin(kind, self._frame, {}, None))
        self._line.take(last, self._frame)

    def _begin_cell(self, frame: Frame, attributes: Attributes) -> Callable[[], None]:
        self._end_line()
        table = self._table
        assert table is not None
        if not table.rows:
            table.rows.append(Row(table.frame, table.frame))
        row = table.rows[-1]
        row.keep_steps()
        if attributes:
            row.span(_span(attributes, "colspan") or 1, _span(attributes, "rowspan"))
        saved = (self.flow, self._row, self._around)
        self.flow, self._table, self._row, self._around, self._text_tag = [], None, None, table, None
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
        if self._row is not None:
            self._texts = self._row.texts
        else:
            row.end()

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


def _at_tag(text: str) -> str:
    """Return a text before a tag: blanks on both sides of it are one, as a line end of the source is with them."""
    return f"{text.rstrip(BLANK)}\n" if text[-1:] in BLANK and text else text


def _span(attributes: Attributes, name: str) -> int:
    """Return a span: 1 for what is no number; a number of any length is read without being made."""
    said = attributes.get(name, "").strip()
    digits = said[: len(said) - len(said.lstrip("0123456789"))]
    if not digits:
        return 1
    return int(digits[:10].lstrip("0") or 0) if len(digits) < 10 else 10**9
