"""Find the rows of lists that print each code behind its name, and cut them into number, name and code.

1) Экономика (38.03.01);
2) Менеджмент организации и
управление персоналом (38.03.02).      a name goes on above the line of its code,
Экономика жана        530500           but below it where wide gaps or tabs part columns
башкаруу
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.languages.vocabulary import find_terms
from pipeline.segment.arrange import arrange
from pipeline.segment.lines import LayoutLine
from pipeline.segment.roles import Role, Shape
from pipeline.segment.table import Piece, Row, Table, goes_on
from pipeline.text.codes import ANY_CODE, CODE, RUNNING_NUMBER

# "1) ", "12. ", "а) ", "- ": what may stand before a name
_BEGIN = regex.compile(
    rf"\s*+(?:(?P<num>(?!{CODE}){RUNNING_NUMBER}(?=\s?[.)]|\t)|\p{{Ll}}(?=\s?\)))\s?[.)]?\s*+|(?P<mark>[-–—•])\s++)?"
)
# "Экономика (38.03.01);", "Экономика – 38.03.01", "Экономика    38.03.01"
_BEHIND = regex.compile(
    rf"(?P<name>.*\p{{L}}.*[\p{{L}}\p{{Nd}}.»\"”)])(?:\s*\(\s?(?P<code>{CODE})\s?\)"
    rf"|(?P<gap>\s*\t|\s{{2,}})\s*(?P<code>{CODE})|\s?[-–—,:]?\s(?P<code>{CODE}))\s*[;,.]?\s*"
)
# So many rows tell that codes stand behind names; a name goes on over so many lines, none longer than this.
_FEWEST, _LINES, _LONGEST = 3, 4, 1000
# A list is announced at most so many lines above its first row.
_REACH = 16
CODE_BEHIND = "the code stands behind the name: nothing but their places tells what is of which row"

# The lines that end with a code, by their indexes.
Run = list[tuple[int, regex.Match[str]]]


def part_codes_behind(lines: Sequence[LayoutLine], row: int) -> list[LayoutLine]:
    """Return the lines, those of rows whose code stands behind the name as cells; rows are numbered from `row` on."""
    body = [line for line in lines if line.furniture is None]
    parted = [line for line in lines if line.furniture is not None]
    done = 0
    for run in _runs(body):
        extents = list(_extents(body, run))
        start = extents[0][0]
        if not _is_announced(body[done or max(0, start - _REACH) : start], begun=done > 0):
            continue
        headed = start > done and _heads(body[start - 1])
        parted += body[done : start - headed]
        if headed:
            parted.append(replace(body[start - 1], row=row + start - 1, role="header"))
        parted += _arranged(body, run, extents, row)
        done = extents[-1][1]
    return [*parted, *body[done:]] if done else list(lines)


def _is_announced(above: Sequence[LayoutLine], *, begun: bool) -> bool:
    """Tell whether the lines above say that a list follows, and none below these enacts: the points of an act do.

    A list that has begun goes on below other lines.
    """
    for line in reversed(above):
        if find_terms("enacting", line.text):
            return False
        if any(term.key == "list" for term in find_terms("list_words", line.text)):
            return True
    return begun


def _runs(lines: Sequence[LayoutLine]) -> Iterator[Run]:
    """Yield the lines that end with a code, near each other, with no other code on them or between them."""
    run: Run = []
    for at, line in enumerate(lines):
        coded = ANY_CODE.search(line.text)
        found = _BEHIND.fullmatch(line.text) if coded and len(line.text) <= _LONGEST else None
        behind = found if found and not ANY_CODE.search(found["name"]) else None
        if run and ((coded and not behind) or at - run[-1][0] > _LINES or line.lang != lines[run[0][0]].lang):
            yield from [run] if len(run) >= _FEWEST else []
            run = []
        if behind:
            run.append((at, behind))
    yield from [run] if len(run) >= _FEWEST else []


def _extents(lines: Sequence[LayoutLine], run: Run) -> Iterator[tuple[int, int]]:
    """Yield where the lines of each row begin and end."""
    in_columns = all(found["gap"] for _, found in run)
    before = max(-1, run[0][0] - _LINES)
    places = [at for at, _ in run]
    numbered = all(
        any(_number(lines[k]) for k in range(above + 1, at + 1)) for above, at in pairwise([before, *places])
    )
    end = before + 1
    for at, following in pairwise([*places, len(lines)]):
        start = at
        while start > end and not in_columns and not _begins(lines[start], numbered=numbered):
            start -= 1
        end = at + 1
        while in_columns and end < following and not _begins(lines[end], numbered=numbered):
            end += 1
        yield start, end


def _number(line: LayoutLine) -> str | None:
    found = _BEGIN.match(line.text)
    return found["num"] if found else None


def _begins(line: LayoutLine, *, numbered: bool) -> bool:
    """Tell whether a line begins a row or a heading: by its number, by blank space above, or as a sentence does."""
    found = _BEGIN.match(line.text)
    assert found is not None  # nothing need stand there
    if numbered:
        return found["num"] is not None
    return bool(line.blanks or found["num"] or found["mark"]) or not goes_on(line.text.strip())


def _heads(line: LayoutLine) -> bool:
    """Tell whether a line heads a column of codes and one of names."""
    return {"code", "name"} <= {term.key for term in find_terms("table_header", line.text)}


def _arranged(
    lines: Sequence[LayoutLine], run: Run, extents: Sequence[tuple[int, int]], row: int
) -> Sequence[LayoutLine]:
    """Return the lines of a run as cells, each code first, with the headings between them."""
    numbered = all(_number(lines[start]) for start, _ in extents)
    roles: dict[int, Role] = {0: "num", 1: "name", 2: "code"} if numbered else {0: "name", 1: "code"}
    rows: list[Row] = []
    done = extents[0][0]
    for (start, end), (at, found) in zip(extents, run, strict=True):
        between = (replace(lines[k], row=row + k) for k in range(done, start))
        rows += (Row.of([Piece(line, 0, 0, len(line.text))]) for line in between)
        pieces: list[Piece] = []
        for k in range(start, end):
            line = replace(lines[k], row=row + start)
            begin = _BEGIN.match(line.text) if k == start else None
            if begin and numbered:
                pieces.append(Piece(line, 0, *begin.span("num")))
            pieces.append(
                Piece(line, numbered, begin.end() if begin else 0, found.end("name") if k == at else len(line.text))
            )
            if k == at:
                pieces.append(Piece(line, numbered + 1, *found.span("code")))
        rows.append(Row.of(pieces))
        done = end
    return arrange(Table((), tuple(rows), len(roles)), Shape(roles, CODE_BEHIND), {}).lines
