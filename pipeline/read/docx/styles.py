"""Resolve the styles of a DOCX, as far as they decide what is printed: numbers, hidden text, capitals, bold, headings.

A style inherits from the one it is based on. Bold, capitals and hidden are toggles: set by the paragraph's style and by
the character's, they are off; set at the characters themselves, that alone counts (ECMA-376, part 1, 17.7.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import regex

from pipeline.read.docx.names import (
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    VALUE,
    W,
    is_on,
    number_of,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

# Set above or below the line and smaller, or only moved up or down; "" on the line.
Shift = Literal["raised", "lowered", "up", "down", ""]

BASED_ON, NAME, STYLE, DEFAULTS = (f"{W}{name}" for name in ("basedOn", "name", "style", "docDefaults"))
BOLD, CAPITALS, HIDDEN = (f"{W}{name}" for name in ("b", "caps", "vanish"))
ALIGNED_OFF, MOVED_OFF = f"{W}vertAlign", f"{W}position"
SHIFTS: dict[str | None, Shift] = {"superscript": "raised", "subscript": "lowered"}
# So far off the line, in half points, is a mark and no fine adjustment.
OFF_THE_LINE = 4
OUTLINE, NUMBERING, SPACING, TIGHT = (f"{W}{name}" for name in ("outlineLvl", "numPr", "spacing", "contextualSpacing"))
TABS, TAB = f"{W}tabs", f"{W}tab"
ALIGNED, SET_IN = f"{W}jc", f"{W}ind"
ASIDE = frozenset({"center", "right", "end"})
# So far in stands no paragraph of running text: 4 centimetres, in twentieths of a point.
FAR_IN = 2268
NUMBERING_ID, NUMBERING_LEVEL = f"{W}numId", f"{W}ilvl"
STRUCK, TWICE_STRUCK = f"{W}strike", f"{W}dstrike"
TOGGLES = {BOLD: "bold", CAPITALS: "capitals", HIDDEN: "hidden", STRUCK: "struck", TWICE_STRUCK: "struck"}
COLOR, SIZE, SHADE, HIGHLIGHT = f"{W}color", f"{W}sz", f"{W}shd", f"{W}highlight"
# A table style says apart what the first row, the last column … look like.
PART_OF_TABLE, WHOLE_TABLE = f"{W}tblStylePr", "wholeTable"
WHITE = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
# White letters are seen on a ground of this lightness (of 255) or less.
DARK = 200
HEXADECIMAL = regex.compile(r"[0-9A-Fa-f]{6}")
# Nobody sees letters of two points or less; sizes are told in half points.
UNSEEN_SIZE = 4
NUMBERED = {NUMBERING_ID: "numbering", NUMBERING_LEVEL: "level"}
HEADING_NAMES = ("title", "subtitle", "heading")
BODY_LEVEL = 9
# What "auto" spacing comes to, in twentieths of a point, as all measures here.
AUTO = 280
MOST_BASES = 64


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it says nothing.

    `heading` tells that it is for headings, `dotted` that a tab draws dots, as in a table of contents, `aside` that it
    sets lines in the middle, on the right or far in, as those of a title or a stamp are.
    """

    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    shift: Shift | None = None
    struck: bool | None = None
    white: bool = False
    tiny: bool = False
    heading: bool = False
    numbering: int | None = None
    level: int | None = None
    before: int | None = None
    after: int | None = None
    tight: bool = False
    dotted: bool = False
    aside: bool = False
    shaded: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document, resolved when they are asked for; `paragraph` is that of a paragraph without one."""

    elements: Mapping[str, _Element] = field(default_factory=dict)
    bottom: Style = Style()
    paragraph: Style = Style()
    _resolved: dict[str, Style] = field(default_factory=dict)

    def of(self, style_id: str | None) -> Style:
        """Return a paragraph's style; an unknown one is as good as none."""
        return self.paragraph if style_id is None else self.find(style_id) or self.paragraph

    def find(self, style_id: str) -> Style | None:
        """Return a style, or None for an unknown one."""
        if style_id not in self._resolved and style_id in self.elements:
            self._resolve(style_id)
        return self._resolved.get(style_id)

    def shades_of_table(self, style_id: str) -> frozenset[str]:
        """Return the parts of a table that its style shades, such as `wholeTable` and `firstRow`."""
        shades = set[str]()
        for _ in range(MOST_BASES):
            style = self.elements.get(style_id)
            if style is None:
                break
            for shade in style.iter(SHADE):
                if is_shaded(shade):
                    part = next(shade.iterancestors(PART_OF_TABLE), None)
                    shades.add(WHOLE_TABLE if part is None else part.get(f"{W}type", ""))
            style_id = _base_of(style)
        return frozenset(shades)

    def _resolve(self, style_id: str) -> None:
        """Resolve a style and those it is based on, which may be each other."""
        chain: list[str] = []
        at = style_id
        while at in self.elements and at not in self._resolved and at not in chain and len(chain) < MOST_BASES:
            chain.append(at)
            at = _base_of(self.elements[at])
        for one in reversed(chain):
            element = self.elements[one]
            below = self._resolved.get(_base_of(element))
            if below is None:
                below = self.bottom if element.get(f"{W}type") == "paragraph" else Style()
            self._resolved[one] = read_properties(element, below)


def _base_of(style: _Element) -> str:
    base = next(style.iterchildren(BASED_ON), None)
    return base.get(VALUE, "") if base is not None else ""


def open_styles(root: _Element | None) -> Styles:
    """Open the styles of a document from the root of its part, or None where it has no such part."""
    if root is None:
        return Styles()
    elements = {one.get(f"{W}styleId", ""): one for one in root.iterchildren(STYLE)}
    defaults = next(root.iterchildren(DEFAULTS), None)
    bottom = Style()
    for default in defaults if defaults is not None else ():
        for properties in default:
            bottom = _over(properties, bottom)
    styles = Styles(elements, bottom, bottom)
    usual = next((i for i, one in elements.items() if one.get(f"{W}type") == "paragraph" and _is_default(one)), None)
    if usual is not None:
        styles.paragraph = styles.of(usual)
    return styles


def _is_default(style: _Element) -> bool:
    return style.get(f"{W}default", "0") in ("1", "true", "on")


def read_properties(element: _Element, below: Style) -> Style:
    """Read what a style says over what the one below it says."""
    style = below
    for child in element.iterchildren(NAME, PARAGRAPH_PROPERTIES, RUN_PROPERTIES):
        if child.tag == NAME:
            style = replace(style, heading=style.heading or _names_heading(child.get(VALUE, "")))
        else:
            style = _over(child, style)
    return style


def _over(properties: _Element, style: Style) -> Style:
    return _over_runs(properties, style) if properties.tag == RUN_PROPERTIES else over_paragraph(properties, style)


def _names_heading(name: str) -> bool:
    return name.lower().split(" ")[0] in HEADING_NAMES


def _over_runs(properties: _Element, style: Style) -> Style:
    said: dict[str, Any] = {}
    for one in properties:
        if one.tag in TOGGLES:
            said[TOGGLES[one.tag]] = is_on(one)
        elif one.tag in (ALIGNED_OFF, MOVED_OFF):
            said["shift"] = shift_of(one) or said.get("shift", "")
        elif one.tag == COLOR:
            said["white"] = is_white(one)
        elif one.tag == SIZE:
            said["tiny"] = is_tiny(one)
        elif one.tag in (SHADE, HIGHLIGHT) and is_shaded(one):
            said["white"] = False
    return replace(style, **said) if said else style


def is_white(color: _Element) -> bool:
    """Tell whether a colour is that of the paper."""
    return (color.get(VALUE) or "").upper() in WHITE


def is_tiny(size: _Element) -> bool:
    """Tell whether a size is too small to be seen."""
    return number_of(size, default=UNSEEN_SIZE + 1) <= UNSEEN_SIZE


def is_shaded(shade: _Element) -> bool:
    """Tell whether a shade, or a highlight, lets white letters be seen."""
    if shade.tag == HIGHLIGHT:
        return shade.get(VALUE) not in (None, "none", "white")
    fill = shade.get(f"{W}fill") or "auto"
    if HEXADECIMAL.fullmatch(fill):
        red, green, blue = bytes.fromhex(fill)
        return 0.3 * red + 0.59 * green + 0.11 * blue <= DARK
    return shade.get(VALUE) not in (None, "clear", "nil")


def shift_of(element: _Element) -> Shift:
    """Return how an alignment or a position sets characters off the line."""
    if element.tag == ALIGNED_OFF:
        return SHIFTS.get(element.get(VALUE), "")
    half_points = number_of(element)
    return "up" if half_points >= OFF_THE_LINE else "down" if half_points <= -OFF_THE_LINE else ""


def over_paragraph(properties: _Element, style: Style) -> Style:
    """Read what the properties of a paragraph say over what its style says."""
    said: dict[str, Any] = {}
    for one in properties:
        tag = one.tag
        if tag == SPACING:
            said["before"], said["after"] = _space(one, "before", style.before), _space(one, "after", style.after)
        elif tag == NUMBERING:
            said |= {NUMBERED[child.tag]: number_of(child) for child in one if child.tag in NUMBERED}
        elif tag == OUTLINE:
            said["heading"] = number_of(one, default=BODY_LEVEL) < BODY_LEVEL
        elif tag == TIGHT:
            said["tight"] = is_on(one)
        elif tag == SHADE:
            said["shaded"] = is_shaded(one)
        elif tag == ALIGNED:
            said["aside"] = one.get(VALUE) in ASIDE
        elif tag == SET_IN:
            said["aside"] = style.aside or _left(one) >= FAR_IN
        elif tag == TABS:
            said["dotted"] = any(tab.get(f"{W}leader") == "dot" for tab in one.iterchildren(TAB))
    return replace(style, **said) if said else style


def _left(indent: _Element) -> int:
    return max(number_of(indent, f"{W}left"), number_of(indent, f"{W}start"))


def _space(spacing: _Element, side: str, below: int | None) -> int | None:
    if spacing.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
        return AUTO
    return number_of(spacing, f"{W}{side}", below or 0) if spacing.get(f"{W}{side}") else below
