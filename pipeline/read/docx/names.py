"""The names of WordprocessingML (ECMA-376, part 1) that the reader looks at."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

DOCUMENT, BODY = f"{W}document", f"{W}body"
PARAGRAPH, PARAGRAPH_PROPERTIES, RUN, RUN_PROPERTIES, TEXT = (f"{W}{name}" for name in ("p", "pPr", "r", "rPr", "t"))
TABLE, GRID, GRID_COLUMN, ROW, ROW_PROPERTIES, CELL, CELL_PROPERTIES = (
    f"{W}{name}" for name in ("tbl", "tblGrid", "gridCol", "tr", "trPr", "tc", "tcPr")
)
CONTROL, CONTROL_CONTENT, CUSTOM, SMART_TAG = (f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag"))
INSERTED, DELETED, MOVED_FROM, MOVED_TO = (f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
ALTERNATIVES, CHOICE, FALLBACK = (f"{MARKUP}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
TEXT_BOX, CHUNK = f"{W}txbxContent", f"{W}altChunk"
VALUE = f"{W}val"

# Elements that hold others and print nothing of their own.
WRAPPERS = frozenset({CONTROL, CONTROL_CONTENT, CUSTOM, SMART_TAG, INSERTED, MOVED_TO})
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: _Element) -> bool:
    """Tell whether an element such as `<w:b/>` switches its property on: without a value it does."""
    return element.get(VALUE, "1") not in _OFF


def number_of(element: _Element | None, name: str = VALUE, default: int = 0) -> int:
    """Return the whole number in an attribute, or the default where there is none that can be read."""
    value = element.get(name) if element is not None else None
    digits = (value or "").removeprefix("-").removeprefix("+")
    return int(value or 0) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else default


@lru_cache(maxsize=64)
def short(tag: str) -> str:
    """Return a name as a path spells it: `{http://…/main}p` is `w:p`."""
    return "w:" + tag[len(W) :] if tag.startswith(W) else "*:" + tag.rpartition("}")[2]
