"""See that a style sheet of the page hides elements of it: these are read, and a finding says so.

Style sheets are not applied. A rule that hides what has a class or an id that the page uses is enough to doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

_COMMENT = regex.compile(r"/\*.*?\*/", regex.DOTALL)
_RULE = regex.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
# What keeps words from being seen: not drawn, drawn off the page, without a size.
_HIDES = regex.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    regex.IGNORECASE,
)
_ATTRIBUTE = regex.compile(
    r"""\s(class|id)\s*=\s*(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})'|([^\s"'<>]{1,200}))""", regex.IGNORECASE
)
_NAME = regex.compile(r"([.#])([\w-]{1,100})")
# Pages have more rules than these only to do harm.
_MOST = 2000


def find_hiding(sheet: str, page: str) -> Iterator[str]:
    """Yield the selectors of style sheets that hide elements which the page has.

    >>> list(find_hiding(".a{display:none}.b{display:none}", "<p class='x a'>б</p>"))
    ['.a']
    """
    found: list[str] = []
    for rule, _ in zip(_RULE.finditer(_COMMENT.sub(" ", sheet)), range(_MOST), strict=False):
        if _HIDES.search(rule[2]):
            found += (f"{kind}{name}" for kind, name in _NAME.findall(rule[1]))
    used = set(_used(page)) if found else set()
    yield from (selector for selector in dict.fromkeys(found) if selector in used)


def _used(page: str) -> Iterator[str]:
    """Yield the selectors of all classes and ids that elements of a page have."""
    for attribute in _ATTRIBUTE.finditer(page):
        kind = "." if attribute[1].lower() == "class" else "#"
        yield from (f"{kind}{name}" for name in (attribute[2] or attribute[3] or attribute[4] or "").split())
