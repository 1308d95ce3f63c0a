"""Tell what each column of a table of specialties holds, from its header and from its cells.

№   | Шифр прежний | Шифр новый | Наименование | Квалификация | Очная | Заочная
num | aside        | code       | name         | aside        | mark  | mark

Codes, numbers, marks and forms are told by their cells; which of two columns is meant, by their header. A column is set
aside (it is none that is published) where the header tells what else it holds. What header and cells can't settle is
a doubt of all rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from pipeline.languages.bars import find_bars
from pipeline.languages.vocabulary import LANGUAGES, Term, find_terms, is_phrase
from pipeline.segment.table import CODE_CELL, CODED_CELL, NUMBER_CELL, Row, Table, is_mark
from pipeline.text.codes import is_group_code

Role = Literal["num", "group", "code", "coded_name", "name", "forms", "mark", "aside"]
Cell = Literal["code", "coded_name", "num", "mark", "forms", "words"]
# The order in which the cells of a row are read.
ORDER: tuple[Role, ...] = ("num", "code", "coded_name", "name", "forms")
# A column holds what this share of its cells does; a column of codes or names fills this share of the rows.
_SHARE, _FILLED = 0.6, 0.5
# No running number has more digits.
_LONGEST = 9
# Fewer rows prove nothing.
_FEWEST_ROWS = 2
# "6B01 Педагогические науки": a field of the Kazakh classifier of 2018
LETTERED_FIELD = regex.compile(r"\d\p{Lu}\d{2}\s")
# "Күндүзгү-сыр⏎ттан": a hyphen goes on with a word, whose rest may be cut
_COMPOUND = regex.compile(r"[-\u2010\u2011]\p{L}")
# "З, В.", "з/о": what a legend may define
_ABBREVIATED = regex.compile(r"\p{L}{1,3}\.?(?:[\s,;/]+\p{L}{1,3}\.?)*")
# What a column holds that is not published.
_NOT_PUBLISHED = ("qualification", "level", "term", "note", "former")
WHICH_CODE = "the header doesn't say which of several columns holds the code"
HEADER_DENIES = "the header says that another column holds the code"
UNKNOWN_MARKS = "a column of marks isn't headed by a form of study, or a column of a form holds no known marks"


@dataclass(frozen=True)
class Shape:
    """The role of each column, and what is doubtful about all rows."""

    roles: dict[int, Role]
    doubt: str | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether the columns stand in the order in which a row is read, none of them set aside."""
        columns = [self.roles[column] for column in sorted(self.roles)]
        order = [ORDER.index(role) for role in columns if role in ORDER]
        return len(order) == len(columns) and order == sorted(order) and "coded_name" not in columns

    def columns(self, *roles: Role) -> list[int]:
        """Return the columns that have one of the roles."""
        return sorted(column for column, role in self.roles.items() if role in roles)


@dataclass(frozen=True)
class _Column:
    """What is known of a column: its header's text and lowest cell, what most cells are, how many rows it fills."""

    head: str
    lowest: str
    kind: Cell | None
    filled: float
    cells: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Return what its header speaks of."""
        return frozenset(term.key for term in find_terms("table_header", self.head))

    @property
    def is_aside(self) -> bool:
        """Tell whether its header names something that is not published."""
        return not self.keys.isdisjoint(_NOT_PUBLISHED)

    @property
    def is_of_form(self) -> bool:
        """Tell whether its header's lowest cell names one form of study."""
        forms = {term.key for term in find_terms("forms", self.lowest)}
        return len(forms) == 1 or (not forms and bool(full_time_terms(self.lowest)))

    @property
    def counts_up(self) -> bool:
        """Tell whether its cells are numbers that count up, whatever its header says."""
        digits = ("".join(filter(str.isdecimal, cell))[:_LONGEST] for cell in self.cells)
        steps = [int(other) - int(one) for one, other in pairwise(filter(None, digits))]
        return steps.count(1) > _SHARE * len(steps)

    @property
    def says_full_time(self) -> bool:
        """Tell whether its cells name full-time study, which no list bars: they tell how one may study."""
        return any(full_time_terms(cell) for cell in self.cells)


def full_time_terms(text: str) -> list[Term]:
    """Return the words for full-time study that are no part of another form's name.

    >>> [len(full_time_terms(text)) for text in ("очная, очно-заочная", "Күндүзгү-сырттан", "Күндүзгү-сыр ттан")]
    [1, 0, 0]
    """
    forms = find_terms("forms", text)
    found = [term for term in find_terms("full_time", text) if not _COMPOUND.match(text, term.end)]
    return [term for term in found if not any(form.start <= term.start < form.end for form in forms)]


def find_shape(table: Table, tongues: Mapping[int, str]) -> Shape | None:
    """Return what the columns of a table hold; None where it is no table of specialties, or can't be told."""
    entries = [row for row in table.rows if _is_entry(row)]
    if len(entries) < _FEWEST_ROWS:
        return None
    columns = {column: _look(table, entries, column) for column in range(table.width)}
    columns = {column: one for column, one in columns.items() if one.head or one.cells}
    coded = _find_codes(columns, tongues)
    if not coded:
        return None
    codes, doubt = coded
    roles: dict[int, Role] = {c: "coded_name" if columns[c].kind == "coded_name" else "code" for c in codes}
    for column in columns:
        if column not in roles and (role := _role_beside(columns[column], min(codes) > column)):
            roles[column] = role
    names = _find_names(columns, roles, tongues)
    if not names and "coded_name" not in roles.values():
        return None
    # names in a language that no list is read in are told with that language
    foreign = [c for c, one in columns.items() if c not in roles and c in tongues and tongues[c] not in LANGUAGES]
    roles |= dict.fromkeys((*names, *foreign), "name")
    roles |= _find_groups(columns, roles, tongues, len(entries), min(codes))
    if not doubt and any(columns[column].kind == "mark" and role != "mark" for column, role in roles.items()):
        doubt = UNKNOWN_MARKS
    for column, one in columns.items():
        if column not in roles:
            if not one.head:
                return None
            roles[column] = "aside"
            doubt = doubt or (UNKNOWN_MARKS if one.kind == "mark" or one.is_of_form else None)
    return Shape(roles, doubt)


def _is_entry(row: Row) -> bool:
    return any((code := _code_of(cell)) and not is_group_code(code) for cell in row.cells.values())


def _code_of(cell: str) -> str | None:
    """Return the code that a cell holds or begins with."""
    found = CODE_CELL.fullmatch(cell) or CODED_CELL.match(cell)
    return found["code"] if found else None


def _look(table: Table, entries: Sequence[Row], column: int) -> _Column:
    heads = [text for text, _ in table.heads(column)]
    words = [text for text in heads if any(map(str.isalpha, text)) or "№" in text]
    cells = tuple(row.cells[column] for row in entries if column in row.cells)
    kinds = Counter(map(_kind_of, cells))
    kind = next((kind for kind, count in kinds.most_common(1) if count >= _SHARE * len(cells)), None)
    return _Column(" ".join(words), words[-1] if words else "", kind, len(cells) / len(entries), cells)


def _kind_of(cell: str) -> Cell:
    if (code := _code_of(cell)) and not is_group_code(code):
        return "code" if CODE_CELL.fullmatch(cell) else "coded_name"
    if NUMBER_CELL.fullmatch(cell):
        return "num"
    if is_mark(cell):
        return "mark"
    return "forms" if _is_forms(cell) else "words"


def _is_forms(cell: str) -> bool:
    """Tell whether a cell names forms of study and nothing else."""
    for text in (cell, cell.replace(" ", "")):
        letters = list(text)
        for term in (*find_terms("forms", text), *full_time_terms(text)):
            letters[term.start : term.end] = " " * (term.end - term.start)
        if text.strip() and not any(map(str.isalnum, letters)):
            return True
    return False


def _find_codes(columns: Mapping[int, _Column], tongues: Mapping[int, str]) -> tuple[list[int], str | None] | None:
    """Return the column that holds the codes, and a doubt; where names follow in it, one for each language."""
    found = [c for c, one in columns.items() if one.kind in ("code", "coded_name") and one.filled >= _FILLED]
    if len(found) > 1:
        found = [c for c in found if "former" not in columns[c].keys] or found
    if len(found) > 1:
        found = [c for c in found if "new" in columns[c].keys] or found
    if len(found) > 1:
        found = [c for c in found if "code" in columns[c].keys and "area" not in columns[c].keys] or found
    if not found:
        return None
    coded_names = all(columns[c].kind == "coded_name" for c in found)
    if len(found) > 1 and coded_names and len({tongues.get(c) for c in found} - {None}) == len(found):
        return found, None
    if len(found) > 1:
        return found[:1], WHICH_CODE
    keys = columns[found[0]].keys
    named_elsewhere = any("code" in one.keys and not one.is_aside for c, one in columns.items() if c != found[0])
    denied = bool(keys) and keys.isdisjoint(("code", "number")) and named_elsewhere
    only_former = "former" in keys and "new" not in keys
    return found, HEADER_DENIES if denied else WHICH_CODE if only_former else None


def _role_beside(one: _Column, before_code: bool) -> Role | None:
    """Return the role of a column that its header or its cells tell without the others; None where they don't."""
    if one.kind == "mark" or (not one.cells and one.is_of_form):
        return "mark" if one.is_of_form else "aside" if one.head else None
    if one.kind == "forms":
        tells_how = one.says_full_time and not find_bars(one.head)
        return "aside" if tells_how or (one.is_aside and "forms" not in one.keys) else "forms"
    if one.is_aside:
        return "aside"
    if one.kind == "num":
        return "num" if "number" in one.keys or (before_code and (not one.head or one.counts_up)) else None
    of_qualification = bool(find_terms("qualifications", one.lowest))
    if "forms" in one.keys or (of_qualification and all(map(_ABBREVIATED.fullmatch, one.cells))):
        return "forms"
    return None


def _find_names(columns: Mapping[int, _Column], roles: Mapping[int, Role], tongues: Mapping[int, str]) -> list[int]:
    """Return the columns of names, one for each language; several where nothing tells which is meant."""
    free = [c for c, one in columns.items() if c not in roles and one.kind in ("words", None) and one.cells]
    heads_name = {c for c in free if "name" in columns[c].keys or is_phrase("tongues", columns[c].head)}
    named = [c for c in free if c in heads_name and columns[c].filled >= _FILLED]
    if len(named) > 1:
        named = [c for c in named if "new" in columns[c].keys] or named
    of_items = [c for c in named if "area" not in columns[c].keys]
    if "coded_name" in roles.values():
        return of_items
    if named:
        return of_items or named
    free = [c for c in free if columns[c].filled >= _FILLED and columns[c].keys <= {"number"}]
    of_items = [c for c in free if any(term.key == "items" for term in find_terms("list_words", columns[c].head))]
    for some in (of_items, free):
        if some and (len(some) == 1 or len({tongues.get(c) for c in some} - {None}) == len(some)):
            return some
    return []


def _find_groups(
    columns: Mapping[int, _Column], roles: Mapping[int, Role], tongues: Mapping[int, str], rows: int, code: int
) -> dict[int, Role]:
    """Return the columns of groups: of several, those next to the codes; the others are set aside."""
    found = [c for c, one in columns.items() if c not in roles and one.cells and _is_group(one, rows, c < code)]
    chosen: dict[str | None, int] = {tongues.get(c): c for c in found}
    deepest = set(chosen.values())
    # a group's code may stand in the column before its name
    deepest |= {c - 1 for c in deepest if c - 1 in found and _holds_codes(columns[c - 1].cells)}
    return {c: "group" if c in deepest else "aside" for c in found}


def _is_group(one: _Column, rows: int, before_code: bool) -> bool:
    """Tell whether a column names groups: its header or their codes say so, or it stands before codes in few rows."""
    if "area" in one.keys or (before_code and all(map(_begins_with_group, one.cells))):
        return True
    return not one.head and before_code and one.kind == "words" and len(one.cells) < _FILLED * rows


def _begins_with_group(cell: str) -> bool:
    code = _code_of(cell)
    return (code is not None and is_group_code(code)) or LETTERED_FIELD.match(cell) is not None


def _holds_codes(cells: Iterable[str]) -> bool:
    return all(len(cell.split()) == 1 and any(map(str.isdigit, cell)) for cell in cells)
