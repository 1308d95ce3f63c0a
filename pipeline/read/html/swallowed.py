"""See that words of a page stand where nothing prints them: in a tag without an end, a comment, a program, the title.

All Cyrillic letters of the page are accounted for: printed, left out and told, or in a place that is no text. Letters
that stand nowhere were swallowed by a tag; places that are no text hold few words, but those that the page prints too.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

import regex

from pipeline.model import Finding

# Cyrillic is U+0400 to U+04FF: its letters begin with these bytes, and no other characters have them.
_CYRILLIC_BYTES = b"\xd0\xd1\xd2\xd3"
_WORD = regex.compile(r"\p{Cyrillic}{3,}")
_WORDS = regex.compile(r"\p{Cyrillic}{3,}(?:\s+\p{Cyrillic}+)*")
# <p style='margin: the words go on up to the next tag; <styда words>: the end of a tag and its words are one name
_IN_TAG = regex.compile(r"<[A-Za-z/!?][^<>]{0,5000}?\p{Cyrillic}{3,}[^<>]{0,5000}")
# title='Республиканын мыйзамы', data-text="…<br>…", href=/акты/12: what a tag may hold in words
_ATTRIBUTE = regex.compile(
    r"""(?<=\s)(?:on[a-z]+|data-[\w-]+|aria-[a-z]+|alt|class|content|href|id|label|name|placeholder|src|srcdoc|summary"""
    r"""|title|value)\s*=\s*(?:"((?:[^"<>]|</?(?:a|b|br|em|i|img|span|strong)\b[^"<>]*>){1,5000}+)"(?=[\s/>])"""
    r"""|'((?:[^'<>]|</?(?:a|b|br|em|i|img|span|strong)\b[^'<>]*>){1,5000}+)'(?=[\s/>])|([^\s"'<>]{1,500}+))""",
    regex.IGNORECASE,
)
# </сөз> is a comment to a browser, too, but nobody's
_COMMENT = regex.compile(r"<!--(.*?)(?:--!?>|\Z)", regex.DOTALL)
# Fewer letters may be lost count of.
_FEW_LETTERS = 5
# So many words that are not printed, or this share of those that are, a place holds on ordinary pages.
_USUAL = {"attributes": (40, 0.5), "comments": (15, 0.05), "titles and data": (15, 0.05), "programs": (40, 0.5)}
_SAMPLE = 60


def letters_of(text: str) -> int:
    """Count the Cyrillic letters of a text.

    >>> letters_of("Token 12 өкүм")
    4
    """
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _CYRILLIC_BYTES))


def comments_of(page: str, told: Sequence[str]) -> str:
    """Return those of the comments told by a parser that were written as comments."""
    if not any(map(letters_of, told)):
        return ""
    written = {text.replace("\r", "") for text in _COMMENT.findall(page)}
    return " ".join(text for text in told if text.replace("\r", "") in written)


def find_swallowed(page: str, printed: str, left_out: int, unprinted: Mapping[str, str]) -> Iterator[Finding]:
    """Yield findings where words of a page are not printed, and no other finding tells that.

    `left_out` letters are told elsewhere; `unprinted` holds what stands in places that are no text, by their names.
    """
    missing = letters_of(_unescape(page)) - letters_of(printed) - left_out
    if missing <= _FEW_LETTERS:
        return
    attributes = " ".join(filter(None, (part for found in _ATTRIBUTE.findall(page) for part in found)))
    places = {place: _unescape(text) for place, text in {**unprinted, "attributes": attributes}.items()}
    missing -= sum(map(letters_of, places.values()))
    if missing > _FEW_LETTERS:
        held = next((words[0] for tag in _IN_TAG.finditer(page) if (words := _WORDS.search(tag[0]))), "")
        such = f", such as {held[:_SAMPLE]!r}" if held else ""
        message = f"{missing:,} letters stand within tags or in the head{such}; nothing prints them"
        yield Finding("words_in_tag", "warning", message)
    known = set(_WORD.findall(printed))
    for place, text in places.items():
        few, share = _USUAL[place]
        only = dict.fromkeys(word for word in _WORD.findall(text) if word not in known)
        if len(only) > max(few, share * len(known)):
            message = f"{len(only):,} words stand in {place} of the page only, such as {' '.join(only)[:_SAMPLE]!r}"
            yield Finding("words_not_printed", "error" if len(only) > len(known) else "warning", message)


def _unescape(text: str) -> str:
    return html.unescape(text) if "&#" in text else text
