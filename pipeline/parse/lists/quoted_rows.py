"""Find the rows of other acts' lists that an amending act quotes: what it adds to them or changes in them.

    1) Перечень дополнить строками следующего содержания:      the order, which ends with a colon
    "560004 Стоматология Заочная                               the rows, down to the next point
    560005 Фармация Заочная";

They are no list of the act that quotes them. A whole list that is given anew has its title there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.clean import Cleaned
from pipeline.languages.vocabulary import find_terms
from pipeline.model import Finding
from pipeline.parse.line_shapes import POINT
from pipeline.parse.lists.list_lines import CODED
from pipeline.parse.lists.list_titles import names_list
from pipeline.parse.parts import Part
from pipeline.segment import LayoutLine
from pipeline.text.codes import ANY_CODE

# "560004 Стоматология": the first row of what is quoted
_OPENS = regex.compile(r"\s*[«“„\"]\s*")
_SUBPOINT = regex.compile(r"\s*\d{1,3}\s?\)")


@dataclass(frozen=True, slots=True)
class QuotedRows:
    """The lines of rows that an act quotes, and their codes."""

    lines: tuple[LayoutLine, ...]
    codes: tuple[str, ...]


def leave_quoted_rows(part: Part) -> tuple[Part, tuple[QuotedRows, ...]]:
    """Return a part of an act without the rows that it quotes, and these."""
    quoted = tuple(_find_quoted_rows(part.lines))
    inside = {line.start for one in quoted for line in one.lines}
    return replace(part, lines=tuple(line for line in part.lines if line.start not in inside)), quoted


def tell_quoted_rows(quoted: Iterable[QuotedRows], cleaned: Cleaned) -> Iterator[Finding]:
    """Yield where rows of another act's list are quoted, and their codes."""
    for one in quoted:
        message = f"rows of another act's list are quoted here and read as none of this one's: {', '.join(one.codes)}"
        yield Finding("quoted_rows", "warning", message, *cleaned.to_source(one.lines[0].start, one.lines[-1].end))


def _find_quoted_rows(lines: Sequence[LayoutLine]) -> Iterator[QuotedRows]:
    begins = [i for i, line in enumerate(lines) if _begins_point(line.text)]
    above = ""  # the point that subpoints belong to
    for begin, stop in zip(begins, [*begins[1:], len(lines)], strict=False):
        point = lines[begin:stop]
        if not _SUBPOINT.match(point[0].text):
            above = point[0].text
        first = next((k for k, line in enumerate(point) if k and _begins_row(line.text)), None)
        if first is None:
            continue
        # the rows may stand below a header or the heading of a group
        order = next((k for k in range(first - 1, -1, -1) if point[k].text.rstrip().endswith(":")), None)
        start = first if order is None else order + 1
        words = "\n".join([above, *(line.text for line in point if not _begins_row(line.text))])
        anew = names_list("\n".join(line.text for line in point[start:first]))
        quotes = order is not None or _OPENS.match(point[first].text)
        if quotes and not anew and find_terms("instructions", words):
            rows = tuple(point[start:])
            yield QuotedRows(rows, tuple(code.group() for row in rows for code in ANY_CODE.finditer(row.text)))


def _begins_point(text: str) -> bool:
    return POINT.match(text) is not None and CODED.match(text) is None


def _begins_row(text: str) -> bool:
    opened = _OPENS.match(text)
    return CODED.match(text[opened.end() :] if opened else text) is not None
