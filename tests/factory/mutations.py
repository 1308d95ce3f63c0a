"""Damage a printed sheet as real ones are damaged; what must be read of it stays the same."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from tests.factory.truth import Sheet, TableRow

TWINS = str.maketrans("аеосрхАЕОСРХВКМНТ", "aeocpxAEOCPXBKMHT")
# A word with a letter of the other script has so many letters; one word in so many has one.
TWIN_WORD, TWIN_SHARE = 6, 0.3
# "өнүм|дүү": where a letter of its own may part a word; how often it does.
LENT, SPLIT_SHARE = re.compile(r"(?<=\w\w)[өүңәғқұһі](?=\w\w\w)"), 0.08
# A spaced name or heading is so short that it stands on one line of its cell.
SPACED_NAME, SPACED_HEADING = 12, 34


def _change_cells(sheet: Sheet, kinds: tuple[str, ...], change: Callable[[str], str], column: str = "name") -> Sheet:
    rows = []
    for row in sheet.rows:
        cells = row.cells
        if row.kind in kinds:
            cells = tuple(
                change(cell) if sheet.columns[at] == column or (row.spread and not at) else cell
                for at, cell in enumerate(cells)
            )
        rows.append(replace(row, cells=cells))
    return replace(sheet, rows=tuple(rows))


def add_look_alikes(sheet: Sheet, seed: int) -> Sheet:
    """Print a Latin letter for a Cyrillic one in some words of the names."""
    chance = random.Random(seed)

    def change(cell: str) -> str:
        return " ".join(map(change_word, cell.split(" ")))

    def change_word(word: str) -> str:
        places = [at for at, letter in enumerate(word) if letter.translate(TWINS) != letter]
        if len(word) < TWIN_WORD or not places or chance.random() > TWIN_SHARE:
            return word
        at = chance.choice(places)
        return word[:at] + word[at].translate(TWINS) + word[at + 1 :]

    return _change_cells(sheet, ("entry", "group"), change)


def space_letters(sheet: Sheet, _: int) -> Sheet:
    """Print short headings of groups, and short names, with a blank between letters and two between words."""

    def change(cell: str, most: int) -> str:
        return "  ".join(" ".join(word) for word in cell.split(" ")) if len(cell) <= most else cell

    spaced = _change_cells(sheet, ("group",), lambda cell: change(cell, SPACED_HEADING))
    return _change_cells(spaced, ("entry",), lambda cell: change(cell, SPACED_NAME))


def mark_footnotes(sheet: Sheet, seed: int, mark: str = "*") -> Sheet:
    """Print a mark behind some names; a row of the table, across it, says what it means."""
    chance = random.Random(seed)
    marked = [
        _change_cells(replace(sheet, rows=(row,)), ("entry",), lambda cell: cell + mark).rows[0]
        if chance.random() < 0.25
        else row
        for row in sheet.rows
    ]
    explained = [
        replace(row, cells=(f"{mark} {row.cells[0]}", *row.cells[1:])) if row.kind == "note" else row for row in marked
    ]
    return replace(sheet, rows=tuple(explained))


def raise_footnotes(sheet: Sheet, seed: int) -> Sheet:
    """Print a raised digit behind some names; a row of the table says what it means."""
    return mark_footnotes(sheet, seed, "¹")


def dash_empty_cells(sheet: Sheet, seed: int) -> Sheet:
    """Print a dash in form cells that hold nothing."""
    dash = "-–—"[seed % 3]
    return _change_cells(sheet, ("entry",), lambda cell: cell or dash, "form")


def raise_at_codes(sheet: Sheet, seed: int) -> Sheet:
    """Print a raised digit behind some codes; a row of the table says what it means."""
    chance = random.Random(seed)
    rows = [
        _change_cells(replace(sheet, rows=(row,)), ("entry", "note"), lambda cell: f"{cell}¹", "code").rows[0]
        if chance.random() < 0.25 and row.kind == "entry"
        else row
        for row in sheet.rows
    ]
    return replace(sheet, rows=tuple(rows))


def split_words(sheet: Sheet, seed: int) -> Sheet:
    """Print a blank beside some letters that a font for Russian lacks, as one that lends them from another does."""
    chance = random.Random(seed)

    def change(cell: str) -> str:
        return LENT.sub(lambda found: found[0] + " " if chance.random() < SPLIT_SHARE else found[0], cell)

    return _change_cells(sheet, ("entry",), change)


def merge_down(sheet: Sheet) -> list[tuple[TableRow, tuple[int, ...]]]:
    """Return the rows with, for each column, how many rows its cell goes down over: equal neighbours are one cell.

    A cell that is part of the one above it has 0. Only form cells are merged, within a group.
    """
    spans = [[1] * len(row.cells) for row in sheet.rows]
    for column, kind in enumerate(sheet.columns):
        if kind != "form":
            continue
        top = 0
        for at in range(1, len(sheet.rows)):
            one, before = sheet.rows[at], sheet.rows[top]
            same = one.kind == before.kind == "entry" and one.cells[column] == before.cells[column] != ""
            if same:
                spans[top][column] += 1
                spans[at][column] = 0
            else:
                top = at
    return [(row, tuple(span)) for row, span in zip(sheet.rows, spans, strict=True)]
