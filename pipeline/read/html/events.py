"""What the parser of libxml2 tells of a page, in order: elements that begin and end, and characters.

Nothing else is kept of the page, so that neither attributes nor nesting cost more than they hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

from pipeline.errors import UnreadableSourceError

Attributes: TypeAlias = Mapping[str, str]
# An element that begins, characters (a text comes in one piece or in several), the end of the innermost element.
Event: TypeAlias = "tuple[str, Attributes] | str | None"
# The comment behind the page's last character: a page cut inside a comment, a script or a tag swallows it. It is told
# as an element, as what is open there tells whether the page was cut.
END_MARK = "the page was read to here"
# No page of an act is made of so many, and no more have room in the memory that a reader may take.
MAX_EVENTS = 3 * 1024 * 1024
# The parser gets so many bytes at once.
CHUNK = 1024 * 1024
ADVICE = "this is not the text of an act; check how the file was made"


def read_events(page: str, place: str) -> tuple[list[Event], list[str]]:
    """Return the events of a page and its comments; raise UnreadableSourceError for what is none."""
    from lxml import etree

    events: list[Event] = []
    comments: list[str] = []
    add = events.append

    def start(tag: str, attributes: Attributes) -> None:
        add((tag, attributes))

    def end(_: str) -> None:
        add(None)

    def comment(text: str) -> None:
        if text == END_MARK:
            add((END_MARK, {}))
        else:
            comments.append(text.removesuffix(f"<!--{END_MARK}"))

    target = SimpleNamespace(start=start, end=end, data=add, comment=comment, close=lambda: None)
    parser = etree.HTMLParser(target=cast("Any", target), encoding="utf-8", huge_tree=True)
    data = f"{page}<!--{END_MARK}-->".encode()
    try:
        for at in range(0, len(data), CHUNK):
            parser.feed(data[at : at + CHUNK])
            if len(events) > MAX_EVENTS:
                raise UnreadableSourceError(f"more than {MAX_EVENTS:,} elements and texts", place=place, advice=ADVICE)
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableSourceError(f"not a page: {error}", place=place, advice="save the page again") from error
    # who looks ahead may look beyond the last end
    return [*events, None, None], comments
