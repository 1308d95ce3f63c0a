"""What the elements of a page are for: blocks, tables, what is not printed, what a style attribute says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import regex


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
    # Set above or below the line, or only moved up or down, which is a mark behind other characters alone.
    RAISED = 10
    LOWERED = 11
    UP = 12
    DOWN = 13
    STRUCK = 14
    REVERSED = 15
    # From here on nothing is printed.
    UNPRINTED = 16
    HIDDEN = 17
    CONTROL = 18
    EMBEDDED = 19
    DELETED = 20


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
    Kind.UNPRINTED: "script style head title meta link base embed map noframes xml colgroup col",
    Kind.EMBEDDED: "svg math object applet audio video canvas iframe frame",
    Kind.HIDDEN: "noscript template",
    Kind.CONTROL: "button select textarea input datalist option",
    Kind.RAISED: "sup",
    Kind.LOWERED: "sub",
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
# What displays as a part of a table is one, whatever its element.
_TABLES = {
    "table": Kind.TABLE,
    "inline-table": Kind.TABLE,
    "table-row": Kind.ROW,
    "table-cell": Kind.CELL,
    "table-row-group": Kind.ROW_GROUP,
    "table-header-group": Kind.ROW_GROUP,
}
# The paper's colour, and none. Letters are seen in them only before another colour.
_UNSEEN = frozenset("white #fff #ffffff transparent rgb(255,255,255) rgba(0,0,0,0)".split())
# Letters of two points or pixels or less are not seen, nor what is drawn so far outside the page.
_SMALLEST, _OUTSIDE = 2.0, -900.0
_SIZE = regex.compile(r"-?\d{0,5}\.?\d{1,5}")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style attribute says that matters to text; None where it says nothing.

    `unseen` tells that letters have the paper's colour, `shaded` that the ground has another one.
    """

    hidden: bool
    bold: bool | None
    right: bool
    keeps_blanks: bool
    block: bool
    list_type: str | None
    struck: bool = False
    shift: Kind | None = None
    reversed: bool = False
    unseen: bool = False
    shaded: bool = False
    part: Kind | None = None


def read_style(style: str) -> Style:
    """Read a style attribute.

    >>> read_style("mso-hide:all; FONT-WEIGHT: bold").hidden, read_style("font:700 9pt Arial").bold
    (True, True)
    """
    return _read_style(style[:_LONGEST_STYLE])


def kind_of(kind: Kind, attributes: Mapping[str, str], style: Style) -> Kind:
    """Return the kind of an element as its attributes change it."""
    if kind >= Kind.UNPRINTED:
        return kind
    if style.hidden or "hidden" in attributes:
        return Kind.HIDDEN
    if kind is Kind.STRUCK and ("datetime" in attributes or "cite" in attributes):
        return Kind.DELETED
    if kind in (Kind.INLINE, Kind.BLOCK) and style.part:
        return style.part
    if kind is Kind.INLINE and (style.block or style.shift):
        return Kind.BLOCK if style.block else style.shift or kind
    return kind


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
    listed = [*said.get("list-style", []), *said.get("list-style-type", [])]
    ground = [word for name in ("background", "background-color", "background-image") for word in said.get(name, [])]
    return Style(
        _hides(said),
        next((_WEIGHTS[word] for word in reversed(weights) if word in _WEIGHTS), None),
        said.get("text-align") in (["right"], ["end"]),
        not _KEEPING_BLANKS.isdisjoint(said.get("white-space", [])),
        not _BLOCKS.isdisjoint(display),
        " ".join(listed) or None,
        "line-through" in (*said.get("text-decoration", []), *said.get("text-decoration-line", [])),
        _shift_of(said),
        "rtl" in said.get("direction", []) and bool({"bidi-override", "isolate-override"} & set(said["unicode-bidi"]))
        if "unicode-bidi" in said
        else False,
        is_unseen("".join(said.get("color", []))),
        any(word not in _UNSEEN | {"none", "inherit", "initial"} for word in ground),
        next((_TABLES[word] for word in display if word in _TABLES), None),
    )


def _shift_of(said: Mapping[str, Sequence[str]]) -> Kind | None:
    """Return how declarations move characters off the line."""
    align = said.get("vertical-align", [])
    if "super" in align or "sub" in align:
        return Kind.RAISED if "super" in align else Kind.LOWERED
    down = _size(said, "top") if "relative" in said.get("position", []) else None
    rise = _size(said, "vertical-align") or _size(said, "mso-text-raise") or -(down or 0.0)
    return Kind.UP if rise > 0 else Kind.DOWN if rise < 0 else None


def is_unseen(color: str) -> bool:
    """Tell whether letters of a colour are not seen on paper."""
    return color.lower() in _UNSEEN


def _hides(said: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether declarations keep what they are about from being seen."""
    if "none" in said.get("display", []) or said.get("visibility") in (["hidden"], ["collapse"]):
        return True
    if "all" in said.get("mso-hide", []) or _size(said, "opacity") == 0:
        return True
    size = _size(said, "font-size")
    if (
        size is not None
        and size <= _SMALLEST
        and not any(word.endswith(("em", "%", "in", "cm")) for word in said["font-size"])
    ):
        return True
    if any((_size(said, name) or 0.0) <= _OUTSIDE for name in ("left", "top", "text-indent", "margin-left")):
        return True
    clipped = "".join(said.get("clip", [])).removesuffix(")").removeprefix("rect(").replace("px", "")
    if clipped and not clipped.strip("0,1"):
        return True
    return "hidden" in said.get("overflow", []) and (_size(said, "height") == 0 or _size(said, "width") == 0)


def _size(said: Mapping[str, Sequence[str]], name: str) -> float | None:
    found = _SIZE.match(said[name][0]) if said.get(name) else None
    return float(found.group()) if found else None


@lru_cache(maxsize=1024)
def _is_plain_style(style: str) -> bool:
    read = _read_style(style)
    marked = read.struck or read.shift or read.reversed or read.unseen
    return not (read.hidden or read.bold is not None or read.keeps_blanks or read.block or marked or read.part)
