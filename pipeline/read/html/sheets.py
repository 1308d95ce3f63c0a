"""What a style sheet of the page says of classes: how their letters look, and that it hides what has them.

No more of it is applied. A rule that hides what has a class or an id that the page uses is enough to doubt: such
elements are read, and a finding says so.
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
# ".c5", "span.MsoFootnoteReference", and what such rules say that matters to letters
_OF_CLASS = regex.compile(r"(?:[a-z][\w-]*)?\.[\w-]{1,100}")
_LOOKS = frozenset("background background-color color text-decoration text-decoration-line vertical-align".split())
# Classes of Word, and of the Russian portal of legal information (`Статья 9<span class="W9">1</span>`: article 9¹),
# where their style sheet was left out
USUAL_LOOKS = dict.fromkeys((".msofootnotereference", ".msoendnotereference", ".w9"), "vertical-align:super")
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


def read_looks(sheet: str) -> dict[str, str]:
    """Return the declarations of a style sheet that matter to letters, by the classes that they are about.

    >>> read_looks(".c5{vertical-align:super;margin:0}p.c7 a{color:#fff}")
    {'.c5': 'vertical-align:super'}
    """
    looks: dict[str, str] = {}
    for rule, _ in zip(_RULE.finditer(_COMMENT.sub(" ", sheet)), range(_MOST), strict=False):
        declarations = [one for one in rule[2].split(";") if one.partition(":")[0].strip().lower() in _LOOKS]
        for selector in rule[1].lower().split(",") if declarations else ():
            name = selector.strip().removeprefix("<!--").strip()
            if _OF_CLASS.fullmatch(name):
                looks[name] = ";".join(filter(None, (looks.get(name), *declarations)))
    return looks
