"""See the columns of a table whose text keeps its layout, and turn a row's words into clues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from pipeline.parse.lists.cells import NAME, NO_FORM, Clue, Gap, begins_form, form_phrases, squash
from pipeline.parse.lists.list_lines import CODED, Kind, Word, kind_of, read_words
from pipeline.segment import LayoutLine

# "-", "–", "—": what a table prints where nothing is to be said
DASH = regex.compile(r"[-\u2010-\u2015\u2212]{1,3}")
# A table keeps its layout when this share of its rows (so many at least) has a word at each column's edge.
FEWEST_ALIGNED, ALIGNED_SHARE, EDGE = 4, 0.5, 2
# So many blanks part columns; two may part words.
COLUMN_GAP = 3
# The doubt of a row whose name stands so.
SEVERAL_CELLS = "the name stands in several cells"


def find_column_edges(lines: Sequence[LayoutLine], columns: int) -> tuple[int, ...]:
    """Return where the name and each form column begin on their lines, or nothing where the text keeps no layout.

    A form column's edge is where words behind wide gaps begin on many lines; there must be one for each column.
    """
    rows = [line for line in lines if kind_of(line) is Kind.ROW]
    if not columns or len(rows) < FEWEST_ALIGNED:
        return ()
    names: Counter[int] = Counter()
    edges: Counter[int] = Counter()
    for line in rows:
        coded = CODED.match(line.text)
        words = read_words(line, coded.end()) if coded else []
        names.update(word.x for word in words[:1])
        edges.update(word.x for word in words[1:] if word.gap == "wide")
    if not names:
        return ()
    name = names.most_common(1)[0][0]
    found: list[int] = []
    for edge, _ in edges.most_common():
        count = sum(edges[edge + step] for step in range(-EDGE, EDGE + 1))
        if count >= ALIGNED_SHARE * len(rows) and all(abs(edge - other) > EDGE for other in found):
            found.append(edge)
    return (name, *sorted(found)) if len(found) == columns and min(found) > name + EDGE else ()


def parts_by_gaps(lines: Sequence[LayoutLine]) -> bool:
    """Tell whether most rows have a wide gap before their first form: it parts columns then and shows no empty one."""
    gaps: list[Gap] = []
    for line in lines:
        coded = CODED.match(line.text) if kind_of(line) is Kind.ROW else None
        words = read_words(line, coded.end()) if coded else []
        gaps += [word.gap for word in words if begins_form(word.text)][:1]
    return len(gaps) >= FEWEST_ALIGNED and gaps.count("wide") >= ALIGNED_SHARE * len(gaps)


def clue_of(word: Word, edges: tuple[int, ...] = (), name_cell: int | None = None) -> Clue:
    """Return the word as a clue; words that are no part of any form are all alike.

    Where the cells of the row are known, `name_cell` is that of the name, and each word has the column of its own.
    """
    begins = word.gap != "blank"
    at = next((column for column, edge in enumerate(edges) if begins and abs(word.x - edge) <= EDGE), None)
    if name_cell is not None:
        at = max(NAME, word.cell - name_cell)
    letters = squash(word.text)
    bare = letters.rstrip(",.;")
    is_part = not bare or any(bare in phrase for phrase in form_phrases())
    return Clue(letters if is_part else NO_FORM, word.gap, word.text[:1].isupper(), at)


def are_of_one_row(one: LayoutLine, other: LayoutLine) -> bool:
    """Tell whether two lines are of one table row."""
    return one.number == other.number or (one.row is not None and one.row == other.row)


def last_cell(line: LayoutLine) -> int:
    """Return the cell of its row in which a line ends."""
    return line.column + line.text.count("\t")


def gap_between(before: LayoutLine, line: LayoutLine) -> Gap:
    """Return what stands before a line of a row: it goes on in the cell of the line above, or is another cell."""
    step = line.column - last_cell(before) if line.row is not None and line.row == before.row else 0
    if step > 0:
        return "tab" if step == 1 or before.tongue else "tabs"
    return "blank_line" if line.blanks else "line"


def has_gap(words: Sequence[Word]) -> bool:
    """Tell whether blanks part words of one line as they part columns."""
    pairs = (pair for pair in pairwise(words) if pair[0].line == pair[1].line)
    return any(word.x - before.x - len(before.text) >= COLUMN_GAP for before, word in pairs)


def drop_dashes(words: Sequence[Word], edges: tuple[int, ...], name_cell: int | None) -> list[Word]:
    """Return the words of a row without the dashes that are all a cell of forms holds: these cells are empty."""

    def is_dash(word: Word, following: Word | None) -> bool:
        alone = word.gap != "blank" and (following is None or following.gap != "blank")
        return DASH.fullmatch(word.text) is not None and alone and bool(clue_of(word, edges, name_cell).at)

    return [word for word, after in zip(words, [*words[1:], None], strict=False) if not is_dash(word, after)]
