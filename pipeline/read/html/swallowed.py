"""See that a tag without an end holds words of the page: no program prints them, and a finding says so."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.model import Finding

# <p style='margin: the words go on up to the next tag; <styда words>: the end of a tag and its words are one name
_OPEN = regex.compile(
    r"<(?:(?:p|span|t[dhr]|div|table|font|a|li|h[1-6]|tbody|body)\b[^<>]{0,5000}+(?=<)"
    r"|[A-Za-z][A-Za-z:]*\p{Cyrillic}[^<>]{0,5000}+(?=[<>]))"
    # but for those that may hold words, tags or a program
    r"|(?<=\s)(?!on|data-|aria-|alt|content|placeholder|srcdoc|title|value)[a-z][a-z:-]*\s*="
    r"\s*[\"'][^\"'<>]{0,2000}+[<>][^\"']{3,300}",
    regex.IGNORECASE,
)
_WORDS = regex.compile(r"\p{Cyrillic}{3,}(?:\s+\p{Cyrillic}+)*")


def find_swallowed(page: str) -> Iterator[Finding]:
    """Yield a finding where tags of a page hold words.

    >>> [found.code for found in find_swallowed("<p style='x;Республикасы Білім<b>а</b></p>")]
    ['words_in_tag']
    >>> [found.code for found in find_swallowed("<p style='x>Республикасы Білім</p><p style='y'>")]
    ['words_in_tag']
    >>> [found.code for found in find_swallowed("<html lang='k</p><p align=x>Республикасы Білім</p><p style='y'>")]
    ['words_in_tag']
    >>> list(find_swallowed("<p title='Республикасы Білім'>а < б</p>"))
    []
    """
    found = [words[0] for tag in _OPEN.finditer(page) if (words := _WORDS.search(tag[0]))]
    if found:
        message = f"{len(found)} tags lack their end and hold words such as {found[0][:60]!r}, which nothing prints"
        yield Finding("words_in_tag", "warning", message)
