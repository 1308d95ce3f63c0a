"""Find furniture: what a page prints for the page's sake, not the act's.

Page numbers, headers that every page repeats, tables of contents, printed addresses, form numbers, rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from pipeline.languages.vocabulary import find_terms, is_phrase
from pipeline.text.page_numbers import find_page_numbers

# "http://cbd.minjust.gov.kg/act/view/ru-ru/157214?cl=ky-kg"
ADDRESS = regex.compile(r"\s*(?:https?://|www\.)\S+\s*")
# "112233*": the printing house's number of a form
FORM_NUMBER = regex.compile(r"\s*\d{4,8}\*\s*")
RULE = regex.compile(r"\s*+(?:[_=~*·.–—-]\s*+){3,}+")
# "1. Жалпы жоболор.....................4"
LEADER = regex.compile(r"(?:(?<!\.)\.{4,}+|(?<!\.\s)(?:\.\s){4,}+\.?|(?<!…)…{2,}+)\s*+\d{1,4}\s*$")
# A header may take this many printed lines below the page number.
HEADER_LINES = 8
LEADER_LINES = 3
# An empty sheet prints no more lines than this: its title and the heads of its columns.
FORM_LINES = 16


def find_furniture(lines: Sequence[str]) -> dict[int, str]:
    """Return the rule of every line that is furniture, by the line's index from 0."""
    furniture = {}
    for i, line in enumerate(lines):
        for rule, pattern in (("address", ADDRESS), ("form_number", FORM_NUMBER), ("rule", RULE)):
            if line.strip() and pattern.fullmatch(line):
                furniture[i] = rule
    numbers = find_page_numbers(lines)
    furniture |= dict.fromkeys(numbers, "page_number")
    furniture |= dict.fromkeys(_find_running_headers(lines, numbers), "running_header")
    furniture |= dict.fromkeys(_find_contents(lines), "contents")
    furniture |= dict.fromkeys(_find_forms_to_fill(lines, numbers), "form_to_fill")
    return furniture


def _find_running_headers(lines: Sequence[str], numbers: list[int]) -> list[int]:
    """Return the lines that stand again, word for word, below a later page number. The first time they are the title's.

    A header must be two lines or more, or stand on three pages.
    """
    heads = [[tuple(lines[i].split()) for i in head] for head in (_printed_below(lines, number) for number in numbers)]
    pages = Counter(head[0] for head in heads if head)
    seen: set[tuple[tuple[str, ...], ...]] = set()
    found: list[int] = []
    for number, head in zip(numbers, heads, strict=True):
        beginnings = [tuple(head[:length]) for length in range(1, len(head) + 1)]
        same = sum(beginning in seen for beginning in beginnings)
        if same > 1 or (same and pages[head[0]] > 2):
            found += _printed_below(lines, number)[:same]
        seen.update(beginnings)
    return found


def _printed_below(lines: Sequence[str], number: int) -> list[int]:
    below = (i for i in range(number + 1, len(lines)) if lines[i].strip())
    return [i for i, _ in zip(below, range(HEADER_LINES), strict=False)]


def _find_forms_to_fill(lines: Sequence[str], numbers: list[int]) -> list[int]:
    """Return the lines of a sheet that is there to be filled in (`Лист регистрации изменений`), to its page's end."""
    found: list[int] = []
    for i, line in enumerate(lines):
        title = line.strip()
        if not title.isupper() or not is_phrase("forms_to_fill", title):
            continue
        end = next((number for number in numbers if number > i), None)
        sheet = [k for k in range(i, end) if lines[k].strip()] if end else []
        found += sheet if len(sheet) <= FORM_LINES else [i]
    return found


def _find_contents(lines: Sequence[str]) -> list[int]:
    """Return the lines of a table of contents: its title and the lines with dot leaders, with what wraps between."""
    leaders = [i for i, line in enumerate(lines) if LEADER.search(line)]
    if len(leaders) < LEADER_LINES:
        return []
    first = leaders[0]
    titled = next((i for i in range(first - 1, -1, -1) if lines[i].strip()), None)
    start = titled if titled is not None and find_terms("contents", lines[titled].strip()) else first
    return [i for i in range(start, leaders[-1] + 1) if lines[i].strip()]
