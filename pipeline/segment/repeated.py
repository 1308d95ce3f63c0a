"""Find the lists that are printed once more in another language below themselves, and tell which lines are in which.

060101 Дарылоо иши
060102 Фармация
060101 Лечебное дело          the same codes again: one list in two languages
060102 Фармация

All names together tell the languages: one that both spell alike is in neither. A title in the language of one of the
parts that stands above them all is that part's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, permutations

import regex

from pipeline.languages.bars import find_bars
from pipeline.languages.column_heads import heads_column
from pipeline.languages.identify import identify_language, score_languages
from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.segment.lines import LayoutLine
from pipeline.text.codes import BEFORE_CODE, CODE, CODE_MARK, is_group_code

# "060101", "12.\t5В010200": the code of a row, perhaps behind its running number
_CODED = regex.compile(rf"\s*+{BEFORE_CODE}?(?P<code>{CODE})(?:{CODE_MARK})?(?=\s|$)")
_ENDS = regex.compile(r"[.;:!?]\W*$")
# Fewer rows prove nothing; this share of the rows below must stand above, and each language be so sure.
_FEWEST, _SHARED, _SURE = 2, 0.5, 0.6
# Between two rows of a list stand no more lines: those of a name, a title, a header, a group.
_BETWEEN = 12
_LEAST = 1e-3
# So many of the likeliest places are tried.
_TRIED = 12


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a list: its code, the index of the line that it begins on, and the words behind its code."""

    code: str
    at: int
    words: str


def part_repeated(lines: Sequence[LayoutLine]) -> tuple[LayoutLine, ...]:
    """Return the lines, those of a list that is printed in several languages one below the other with theirs."""
    found = list(lines)
    for run, end in _runs(lines):
        parts = list(_without_others(lines, run, _parts(run)))
        begins = [_begin_of(lines, run, at, is_first=not number) for number, (at, _) in enumerate(parts)]
        titles = {tongue: _title_above(lines, begins[0], tongue) for _, tongue in parts}
        several = sum(map(bool, titles.values())) > 1
        for (begin, stop), (tongue, title) in zip(pairwise((*begins, end)), titles.items(), strict=False):
            for i in (*(title if several else ()), *range(begin, stop)):
                found[i] = replace(lines[i], again=tongue, lang=lines[begins[0]].lang)
    return tuple(found)


def _title_above(lines: Sequence[LayoutLine], begin: int, tongue: str) -> list[int]:
    """Return the lines above a table that begins on line `begin` that are its title in a language of the text.

    Nothing but the title in another language stands between; the end of a sentence is none of it.
    """
    title: list[int] = []
    for i in range(begin - 1, max(-1, begin - _BETWEEN), -1):
        line = lines[i]
        if _is_of_cells(lines, i) or (title and line.lang != tongue):
            break
        if line.lang == tongue:
            if title and lines[i + 1].blanks and (_ENDS.search(line.text) or find_terms("annex", line.text)):
                break
            title.append(i)
    named = any(find_terms("list_words", lines[i].text) or find_bars(lines[i].text) for i in title)
    return title if named else []


def _is_of_cells(lines: Sequence[LayoutLine], at: int) -> bool:
    """Tell whether a line is one of a row with several cells."""
    row = [line for line in lines[max(0, at - _BETWEEN) : at + 1] if line.row == lines[at].row]
    return lines[at].row is not None and any("\t" in line.text for line in row)


def _runs(lines: Sequence[LayoutLine]) -> Iterator[tuple[list[_Entry], int]]:
    """Yield the rows that follow each other in one language of the text and one annex, and where their lines end."""
    run: list[_Entry] = []
    end = 0
    for at, line in enumerate(lines):
        if run and (at - run[-1].at > _BETWEEN or line.lang != lines[run[-1].at].lang or _heads_annex(line)):
            yield run, end
            run = []
        if line.furniture or line.tongue or line.role == "header":
            continue
        if (coded := _CODED.match(line.text)) and not is_group_code(coded["code"]):
            run.append(_Entry(coded["code"], at, line.text[coded.end() :]))
            end = at + 1
        elif run and line.row is not None and line.row == lines[run[-1].at].row:
            run[-1] = replace(run[-1], words=f"{run[-1].words}\n{line.text}")
            end = at + 1
    if run:
        yield run, end


def _heads_annex(line: LayoutLine) -> bool:
    return line.row is None and any(not line.text[: term.start].strip() for term in find_terms("annex", line.text))


def _parts(run: Sequence[_Entry]) -> list[tuple[int, str]]:
    """Return the row on which each language begins, as an index; none where the list is in one."""
    parts: list[tuple[int, str]] = []
    at = 0
    while cut := _find_cut(run[at:]):
        step, above, below = cut
        at += step
        parts = [*(parts or [(0, above)]), (at, below)]
    return parts if len({tongue for _, tongue in parts}) == len(parts) else []


def _without_others(
    lines: Sequence[LayoutLine], run: Sequence[_Entry], parts: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Yield the parts, the first without the rows of another list above it: a paragraph parts them."""
    for number, (begin, tongue) in enumerate(parts):
        first = begin
        if not number:
            again = {entry.code for entry in run[parts[1][0] :]}
            first = next(i for i, entry in enumerate(run) if entry.code in again)
            while first and not any(
                line.blanks and line.row is None for line in lines[run[first - 1].at + 1 : run[first].at]
            ):
                first -= 1
        yield first, tongue


def _find_cut(run: Sequence[_Entry]) -> tuple[int, str, str] | None:
    """Return where a list begins again, in another language, and the languages above and below.

    The likeliest place is one that leaves as few codes as can be twice on one side, then the one that the names fit.
    """
    if len({entry.code for entry in run}) == len(run):
        return None
    above, below = list(_repeats(run)), list(_repeats(run[::-1]))[::-1]
    again = [above[-1] - above[at] - below[at] for at in range(len(run))]
    fits = {tongue: list(accumulate(row[tongue] for row in _fits(run))) for tongue in LANGUAGES}
    cuts = sorted(
        (above[at] + below[at], fits[two][at - 1] - fits[two][-1] - fits[one][at - 1], at, one, two)
        for at in range(_FEWEST, len(run) - _FEWEST + 1)
        if again[at] >= _SHARED * (len(run) - at)
        for one, two in permutations(LANGUAGES, 2)
    )
    for _, _, at, one, two in cuts[:_TRIED]:
        if (_tongue_of(run[:at]), _tongue_of(run[at:])) == (one, two):
            return at, one, two
    return None


def _repeats(run: Sequence[_Entry]) -> Iterator[int]:
    """Yield for each number of first rows how many of them have a code that stands in a row before; then for all."""
    seen: set[str] = set()
    count = 0
    for entry in run:
        yield count
        count += entry.code in seen
        seen.add(entry.code)
    yield count


def _fits(run: Sequence[_Entry]) -> Iterator[dict[str, float]]:
    """Yield how well the names of each row fit each language."""
    for entry in run:
        score = score_languages(entry.words)
        yield {tongue: math.log(max(score.get(tongue, 0.0), _LEAST)) for tongue in LANGUAGES}


def _tongue_of(entries: Sequence[_Entry]) -> str | None:
    """Return the language that the names of rows are surely in."""
    lang, lead = identify_language("\n".join(entry.words for entry in entries), LANGUAGES)
    return lang if lead >= _SURE else None


def _begin_of(lines: Sequence[LayoutLine], run: Sequence[_Entry], at: int, *, is_first: bool) -> int:
    """Return the line on which a part of a list begins: with what heads its first row, down from the row above."""
    first = run[at].at
    if is_first:
        while first and not lines[first].blanks and _may_head(lines[first - 1]):
            first -= 1
        return first
    above = run[at - 1].at
    for i in range(above + 1, first):
        if _begins_anew(lines[i], lines[above]):
            return i
    return first


def _may_head(line: LayoutLine) -> bool:
    return line.row is not None or heads_column(line.text)


def _begins_anew(line: LayoutLine, above: LayoutLine) -> bool:
    """Tell whether a line is none of the row above it."""
    if line.row is not None or above.row is not None:
        return line.row != above.row
    return bool(line.blanks) or line.role == "header" or heads_column(line.text)
