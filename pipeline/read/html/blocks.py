"""The blocks of a page under way: lines, paragraphs, lists, and menus, which are left out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipeline.errors import UnreadableSourceError
from pipeline.read.html.elements import Kind, Style
from pipeline.read.html.events import ADVICE, Attributes
from pipeline.read.html.flow import Flow, Frame, lines_of
from pipeline.read.html.line import LOWERED, RAISED, OpenLine
from pipeline.read.html.lists import Numbering, begin_numbering
from pipeline.read.html.menus import Container, LeftOut, LinkCounter, is_leading, is_menu
from pipeline.read.html.swallowed import letters_of

# No page of an act prints so many lines.
MAX_LINES = 250_000
# How digits are printed that stand off the line, and whether that takes characters before them.
SHIFTED = {
    Kind.RAISED: (RAISED, False),
    Kind.LOWERED: (LOWERED, False),
    Kind.UP: (RAISED, True),
    Kind.DOWN: (LOWERED, True),
}
MARKED = {Kind.STRUCK: "struck_text", Kind.REVERSED: "reversed_text"}
LISTS = ("ol", "ul", "menu", "dir")


class Blocks:
    """The flow of a page under way, and what was left out of it. An element begins with what ends it as its answer."""

    __slots__ = (
        "_articles", "_chars", "_frame", "_line", "_lines", "_links", "_numberings", "_right", "deleted", "embedded",
        "flow", "frames", "hidden", "leading", "place", "sheets", "unnumbered",
    )  # fmt: skip

    def __init__(self, place: str) -> None:
        self.place = place
        self.flow: Flow = []
        self.hidden, self.leading, self.embedded, self.deleted = LeftOut(), LeftOut(), LeftOut(), LeftOut()
        self.frames = 0
        self.sheets: list[str] = []
        self.unnumbered = 0
        self._frame: Frame | None = None
        self._line = OpenLine()
        self._links = LinkCounter()
        self._chars = self._lines = self._articles = 0
        self._numberings: list[Numbering | None] = []
        self._right: tuple[Flow, int] | None = None

    # Lines

    def _take_kept(self, text: str, frame: Frame) -> None:
        """Take characters of an element whose blanks and line ends are printed as they stand."""
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self._break_line()
            if line:
                self._line.take_kept(line, frame)

    def _break_line(self) -> None:
        if self._line.parts:
            self._end_line()
        else:
            self._end_block()

    def _end_line(self) -> None:
        """End the line under way, if there is one; a blank one ends a block."""
        if not self._line.parts:
            return
        printed = self._line.finish()
        if printed is None:
            self._end_block()
            return
        self._count_lines()
        self.flow.append(printed)
        self._chars += len(printed.text)
        self._links.end_line(printed.text)

    def _end_block(self) -> None:
        """End the line and print a blank one."""
        self._end_line()
        if self.flow and self.flow[-1] is not None:
            self.flow.append(None)

    def _count_lines(self, count: int = 1) -> None:
        self._lines += count
        if self._lines > MAX_LINES:
            raise UnreadableSourceError(f"more than {MAX_LINES:,} lines", place=self.place, advice=ADVICE)

    # Blocks

    def _begin_block(
        self, kind: Kind, frame: Frame, attributes: Attributes, style: Style | None
    ) -> Callable[[], None] | None:
        """Begin an element that is no part of a table; return what ends it."""
        if kind is Kind.BREAK:
            self._break_line()
            return None
        if kind is Kind.LINK:
            return self._links.end if self._links.begin(attributes.get("href")) else None
        if kind in SHIFTED:
            digits, behind = SHIFTED[kind]
            self._line.begin_shifted()
            return partial(self._line.end_shifted, digits, behind=behind)
        if kind in MARKED:
            return self._line.end_marked if self._line.begin_marked(MARKED[kind]) else None
        if kind is Kind.ITEM:
            return self._begin_item(frame, attributes, style)
        if kind is Kind.PARAGRAPH:
            self._end_block()
            self._join_right_aligned(attributes, style)
        else:
            self._end_line()
        container = self._container(frame, attributes)
        if frame.tag in LISTS:
            return self._begin_list(frame, attributes, style, container)
        if frame.tag in ("article", "main"):
            self._articles += 1
            return self._end_article
        right = kind is Kind.PARAGRAPH and _is_right(attributes, style)
        return lambda: self._end_container(container, kind is Kind.PARAGRAPH, right)

    def _container(self, frame: Frame, attributes: Attributes) -> Container:
        leading = is_leading(frame.tag, attributes, self._articles > 0)
        return Container(self.flow, len(self.flow), self._chars, self._links.links, leading)

    def _end_container(self, container: Container, blank: bool = False, right: bool = False) -> None:
        """End a block; leave it out where it is a menu."""
        self._end_line()
        whole = self._frame is not None and self._frame.tag in ("html", "body")
        if not whole and is_menu(container, self._chars, self._links.links):
            lines = lines_of(container.flow[container.length :])
            letters = sum(letters_of(line.text) for line in lines)
            self.leading.add(lines[0].text if lines else "", self._chars - container.chars, letters)
            del container.flow[container.length :]
            self._chars = container.chars
            self._links.forget(container.links)
        if blank:
            self._end_block()
        printed = len(self.flow) > container.length
        self._right = (self.flow, len(self.flow)) if right and printed else None

    def _end_article(self) -> None:
        self._end_line()
        self._articles -= 1

    def _join_right_aligned(self, attributes: Attributes, style: Style | None) -> None:
        """Take the blank line back between two lines of a block on the right, such as an annex's stamp."""
        if self._right and _is_right(attributes, style):
            flow, length = self._right
            if flow is self.flow and len(flow) == length and flow and flow[-1] is None:
                flow.pop()
        self._right = None

    # Lists

    def _begin_list(
        self, frame: Frame, attributes: Attributes, style: Style | None, container: Container
    ) -> Callable[[], None]:
        numbering = begin_numbering(attributes, style.list_type if style else None) if frame.tag == "ol" else None
        self.unnumbered += numbering is not None and numbering.unread
        self._numberings.append(numbering)
        return lambda: self._end_list(container)

    def _end_list(self, container: Container) -> None:
        self._print_lone_number()
        self._numberings.pop()
        self._end_container(container, blank=True)

    def _begin_item(self, frame: Frame, attributes: Attributes, style: Style | None) -> Callable[[], None]:
        self._end_block()
        self._print_lone_number()
        in_list = frame.parent is not None and frame.parent.tag in LISTS
        numbering = self._numberings[-1] if in_list and self._numberings else None
        if numbering:
            number = numbering.next_number(attributes.get("value"), style.list_type if style else None)
            self._line.prefix = (number, frame) if number else None
        container = self._container(frame, attributes)
        return lambda: self._end_item(container)

    def _end_item(self, container: Container) -> None:
        self._end_line()
        self._print_lone_number()
        self._end_container(container, blank=True)

    def _print_lone_number(self) -> None:
        """Print the number of an item that holds no text before the next one begins."""
        self._line.take_prefix()
        self._end_line()


def _is_right(attributes: Attributes, style: Style | None) -> bool:
    return (style is not None and style.right) or (bool(attributes) and attributes.get("align", "").lower() == "right")
