"""Find what each page of a PDF prints for the page's sake: its number, and headers and footers that pages repeat.

Only what is sure is found: a line that stands at the same place of most pages with the same words, or with a number
that counts up with the pages. All else stays in the text, where later stages know page numbers by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.read.pdf.leads import begins_head
from pipeline.read.pdf.lines import TextLine
from pipeline.read.pdf.page import Page
from pipeline.read.pdf.ruled import Table

# So many lines at the top and at the bottom of a page may be furniture.
_EDGE_LINES = 5
# The words that say that a table goes on stand in so many first characters of a line.
_NOTICE = 40
# A header stands on this share of the pages that could have it, and on so many at least.
_SHARE, _FEWEST = 0.6, 3
# The same place, in points.
_SAME_PLACE = 4.0
# Furniture stands so many heights of a line apart from what a page is for, on more than this share of its pages.
_APART, _MOST = 1.3, 0.5
# "5", "- 5 -", "стр. 5", "5-бет", "Страница 5 из 12"
_PAGE_NUMBER = regex.compile(
    r"\W*(?:[\p{L}]{1,8}\.?\s*)?(\d{1,4})(?:\s*-?\s*(?:бет\w*|из\s*\d+|/\s*\d+))?\W*", regex.IGNORECASE
)
_NUMBER = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines that are furniture: page numbers, and headers and footers."""

    numbers: tuple[TextLine, ...]
    headers: tuple[TextLine, ...]


def find_loose_lines(pages: Sequence[Page]) -> set[int]:
    """Return the ids of the lines at pages' edges that part no table.

    These are page numbers, what the next page repeats, and words that say that a table goes on.
    They may be furniture that too few pages show to be sure of it. The head of a table that pages repeat is none.
    """
    loose: set[int] = set()
    for group in _at_same_place(pages):
        printed = {(line.page, line.text) for line in group}
        near = [line for line in group if {(line.page - 1, line.text), (line.page + 1, line.text)} & printed]
        loose |= {id(line) for line in near if not begins_head(line)}
    edges = (block for page in pages for block in (*page.blocks[:_EDGE_LINES], *page.blocks[-_EDGE_LINES:]))
    loose |= {id(block) for block in edges if isinstance(block, TextLine) and is_page_number(block)}
    notices = {id(block) for page in pages for block in page.blocks[:_EDGE_LINES] if _says_goes_on(block)}
    return notices | {id(line) for page in pages for line in _outermost(page, loose)}


def _says_goes_on(block: Table | TextLine) -> bool:
    """Tell whether a line says that the table of the page before goes on."""
    if not isinstance(block, TextLine):
        return False
    begin = block.text.lstrip()[:_NOTICE]
    return any(term.start == 0 for term in find_terms("continuation", begin))


def find_page_furniture(pages: Sequence[Page]) -> Furniture:
    """Find the running headers, footers and page numbers of a document of three pages or more."""
    repeated = [group for group in _at_same_place(pages) if len(group) >= max(_FEWEST, _SHARE * (len(pages) - 1))]
    numbers = [group for group in repeated if _counts_up(group)]
    headers = [group for group in repeated if len({line.text for line in group}) == 1]
    alike = {id(line) for group in (*numbers, *headers) for line in group}
    outer = {id(line): is_apart for page in pages for line, is_apart in _outer(page, alike)}
    return Furniture(_of_most_pages(numbers, outer), _of_most_pages(headers, outer))


def _of_most_pages(groups: Iterable[Sequence[TextLine]], outer: Mapping[int, bool]) -> tuple[TextLine, ...]:
    """Return the lines at pages' edges, told with whether they stand apart there, of those that do so on most pages."""
    found: dict[int, TextLine] = {}
    for group in groups:
        at_edge = [line for line in group if id(line) in outer]
        if sum(outer[id(line)] for line in at_edge) > _MOST * len(at_edge):
            found |= {id(line): line for line in at_edge}
    return tuple(found.values())


def _outermost(page: Page, alike: Collection[int]) -> Iterator[TextLine]:
    """Yield the lines that are alike, with nothing else between them and their page's edge, and apart from the rest."""
    return (line for line, is_apart in _outer(page, alike) if is_apart)


def _outer(page: Page, alike: Collection[int]) -> Iterator[tuple[TextLine, bool]]:
    """Yield the lines that are alike, with nothing else between them and their page's edge, and whether they are apart.

    The head of a table that goes on stands right above its rows.
    """
    for blocks in (page.blocks, page.blocks[::-1]):
        outer = [line for line in takewhile(lambda block: id(block) in alike, blocks) if isinstance(line, TextLine)]
        apart = [
            i
            for i, (line, inner) in enumerate(zip(outer, blocks[1:], strict=False), 1)
            if _gap(line, inner) > _APART * line.height
        ]
        # a page that is the same as others is no page without a text of its own, unless it prints next to nothing
        last = len(outer) if len(outer) == len(blocks) <= _EDGE_LINES else max(apart, default=0)
        yield from ((line, i < last) for i, line in enumerate(outer))


def _gap(one: TextLine, other: Table | TextLine) -> float:
    return max(other.top - one.bottom, one.top - (other.bottom if isinstance(other, TextLine) else other.box[3]))


def is_page_number(line: TextLine) -> bool:
    """Tell whether a line holds nothing but what may be a page's number."""
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _at_same_place(pages: Sequence[Page]) -> Iterator[list[TextLine]]:
    """Yield lines of pages that stand as far from the page's top or bottom and are alike but for numbers."""
    found: dict[tuple[str, str], list[tuple[float, TextLine]]] = defaultdict(list)
    for page in pages:
        for side, edge in (("top", page.blocks[:_EDGE_LINES]), ("bottom", page.blocks[-_EDGE_LINES:])):
            for line in (block for block in edge if isinstance(block, TextLine)):
                place = line.top if side == "top" else page.upright_height - line.bottom
                found[side, _NUMBER.sub("#", line.text)].append((place, line))
    for group in found.values():
        group.sort(key=lambda one: one[0])
        run: list[tuple[float, TextLine]] = []
        for place, line in group:
            if run and place - run[0][0] > _SAME_PLACE:
                yield [one for _, one in run]
                run = []
            run.append((place, line))
        yield [one for _, one in run]


def _counts_up(lines: Sequence[TextLine]) -> bool:
    """Tell whether the only number of each line is as far from its page's number."""
    found = [(line.page, _PAGE_NUMBER.fullmatch(line.text)) for line in lines]
    steps = {int(match.group(1)) - page if match else None for page, match in found}
    return len(steps) == 1 and None not in steps
