"""What the elements of a page are for: blocks, tables, what is not printed, what a style attribute says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache


class Kind(IntEnum):
    """What an element does to the text: `INLINE` nothing, `BLOCK` a line of its own, `PARAGRAPH` a blank line too."""

    INLINE = 0
    BLOCK = 1
    PARAGRAPH = 2
    BREAK = 3
    LINK = 4
    TABLE = 5
    ROW_GROUP = 6
    ROW = 7
    CELL = 8
    ITEM = 9
    RAISED = 10
    STRUCK = 11
    # From here on nothing is printed.
    UNPRINTED = 12
    HIDDEN = 13
    CONTROL = 14


_TAGS = {
    Kind.BLOCK: "html body div section article main header footer nav aside address center form fieldset legend figure "
    "figcaption details summary hgroup search dir menu",
    Kind.PARAGRAPH: "p h1 h2 h3 h4 h5 h6 ul ol dl dt dd blockquote pre xmp listing plaintext hr caption",
    Kind.BREAK: "br",
    Kind.LINK: "a",
    Kind.TABLE: "table",
    Kind.ROW_GROUP: "thead tbody tfoot",
    Kind.ROW: "tr",
    Kind.CELL: "td th",
    Kind.ITEM: "li",
    # No text of the page: programs, styles, pictures, and the islands of data that Word leaves.
    Kind.UNPRINTED: "script style head title meta link base svg math object embed applet audio video canvas map iframe "
    "frameset noframes xml colgroup col",
    Kind.HIDDEN: "noscript template",
    Kind.CONTROL: "button select textarea input datalist option",
    Kind.RAISED: "sup",
    Kind.STRUCK: "del s strike",
}
KINDS = {tag: kind for kind, tags in _TAGS.items() for tag in tags.split()}
BOLD = frozenset("h1 h2 h3 h4 h5 h6 b strong th".split())
KEEPS_BLANKS = frozenset("pre xmp listing plaintext".split())

# Elements and roles that hold what leads through a site. A page's header is one; an article's own is not.
LEADING = frozenset("nav header footer aside search".split())
LEADING_ROLES = frozenset("navigation banner contentinfo complementary search menu menubar toolbar tablist".split())
# Where portals say, in one word, that a block is the way from their first page to this one
SAYS_BREADCRUMB = ("class", "id", "itemtype", "aria-label")
NO_TABLE_ROLES = frozenset(("presentation", "none"))

# A style attribute says what matters here in fewer characters.
_LONGEST_STYLE = 4000
_WEIGHTS = {"bold": True, "bolder": True, "normal": False, "lighter": False}
_WEIGHTS |= {f"{number}00": number > 5 for number in range(1, 10)}
_KEEPING_BLANKS = frozenset("pre pre-wrap break-spaces".split())
_BLOCKS = frozenset("block list-item flex grid table".split())


@dataclass(frozen=True, slots=True)
class Style:
    """What a style attribute says that matters to text; None where it says nothing."""

    hidden: bool
    bold: bool | None
    right: bool
    keeps_blanks: bool
    block: bool
    list_type: str | None


def read_style(style: str) -> Style:
    """Read a style attribute.

    >>> read_style("mso-hide:all; FONT-WEIGHT: bold").hidden, read_style("font:700 9pt Arial").bold
    (True, True)
    """
    return _read_style(style[:_LONGEST_STYLE])


def is_plain_style(style: str) -> bool:
    """Tell whether a style attribute says nothing that matters to the text of a cell."""
    return _is_plain_style(style[:_LONGEST_STYLE])


@lru_cache(maxsize=1024)
def _read_style(style: str) -> Style:
    said: dict[str, list[str]] = {}
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        said[name.strip()] = value.removesuffix("!important").split()
    display, weights = said.get("display", []), [*said.get("font", []), *said.get("font-weight", [])]
    hidden = (
        "none" in display or said.get("visibility") in (["hidden"], ["collapse"]) or "all" in said.get("mso-hide", [])
    )
    listed = [*said.get("list-style", []), *said.get("list-style-type", [])]
    return Style(
        hidden,
        next((_WEIGHTS[word] for word in reversed(weights) if word in _WEIGHTS), None),
        said.get("text-align") in (["right"], ["end"]),
        not _KEEPING_BLANKS.isdisjoint(said.get("white-space", [])),
        not _BLOCKS.isdisjoint(display),
        " ".join(listed) or None,
    )


@lru_cache(maxsize=1024)
def _is_plain_style(style: str) -> bool:
    read = _read_style(style)
    return not (read.hidden or read.bold is not None or read.keeps_blanks or read.block)
