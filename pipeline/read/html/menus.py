"""What is no text of the act: menus, found by their elements, roles and links, and what was left out in all.

A menu's text is links and little else. An act may name many others in links too, but there stand numbers and dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import regex

from pipeline.read.html.elements import LEADING, LEADING_ROLES, SAYS_BREADCRUMB
from pipeline.read.html.flow import Flow

DIGIT = regex.compile(r"\d")
# So many links that are so much of a block's text make it a menu, unless so many of them have numbers.
MENU_LINKS, MENU_SHARE, MENU_NUMBERS = 4, 0.7, 0.25
# A page's header or aside that holds more running text than this is no menu.
LEADING_TEXT = 1500
SAMPLE = 60


@dataclass(slots=True)
class LeftOut:
    """What was left out: how many places, how many characters, how many of them Cyrillic, and the first words."""

    places: int = 0
    chars: int = 0
    letters: int = 0
    sample: str = ""

    def add(self, text: str, chars: int, letters: int) -> None:
        """Count one more place."""
        self.places += 1
        self.chars += chars
        self.letters += letters
        self.sample = self.sample or " ".join(text[: 2 * SAMPLE].split())[:SAMPLE]


class Links(NamedTuple):
    """How many links there are, how many characters stand in them, and how many of them or their lines have digits."""

    number: int
    chars: int
    numbered: int


class Container(NamedTuple):
    """Where a block stood when it began: its flow, how long that was, and what had been counted until there."""

    flow: Flow
    length: int
    chars: int
    links: Links
    leading: bool


class LinkCounter:
    """Counts the links that lead to other pages."""

    __slots__ = ("_chars", "_count", "_line_linked", "_numbered", "_with_digit", "depth")

    def __init__(self) -> None:
        self.depth = 0
        self._count = self._chars = self._numbered = 0
        self._line_linked = self._with_digit = False

    def begin(self, target: str | None) -> bool:
        """Begin an <a>; tell whether it leads anywhere. One to a place of its own page may be a table of contents."""
        if target is None or (target.startswith("#") and len(target) > 1):
            return False
        self.depth += 1
        self._count += 1
        self._with_digit = False
        return True

    def end(self) -> None:
        """End a link."""
        self.depth -= 1
        self._numbered += self._with_digit
        self._with_digit = False

    def take(self, text: str) -> None:
        """Take the characters of a link."""
        self._chars += len(text)
        self._line_linked = True
        self._with_digit = self._with_digit or DIGIT.search(text) is not None

    def end_line(self, text: str) -> None:
        """End a line: a code or a date before a link is as good as one in it."""
        if self._line_linked:
            self._numbered += DIGIT.search(text) is not None
            self._line_linked = False

    @property
    def links(self) -> Links:
        """What was counted so far."""
        return Links(self._count, self._chars, self._numbered)

    def forget(self, links: Links) -> None:
        """Forget all links since then."""
        self._count, self._chars, self._numbered = links


def is_leading(tag: str, attributes: Mapping[str, str], in_article: bool) -> bool:
    """Tell whether an element is said to lead through a site. A page's header is; the header of an article is not."""
    if tag in LEADING and (tag == "nav" or not in_article):
        return True
    if not attributes:
        return False
    if attributes.get("role", "").strip().lower() in LEADING_ROLES:
        return True
    return any("breadcrumb" in attributes.get(name, "").lower() for name in SAYS_BREADCRUMB)


def is_menu(container: Container, chars: int, links: Links) -> bool:
    """Tell whether a block with so many characters, counted like its links from the page's begin, is a menu."""
    count, linked, numbered = (now - then for now, then in zip(links, container.links, strict=True))
    chars -= container.chars
    if container.leading:
        return 0 < chars < linked + LEADING_TEXT
    return count >= MENU_LINKS and linked >= MENU_SHARE * chars and numbered <= MENU_NUMBERS * count
