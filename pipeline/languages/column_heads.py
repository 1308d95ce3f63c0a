"""Tell whether words head a column of a table of specialties."""

from __future__ import annotations

from functools import lru_cache

from pipeline.languages.vocabulary import find_terms

# The sections whose words head columns.
_OF_HEADERS = ("table_header", "forms", "full_time", "qualifications", "list_words")


@lru_cache(maxsize=4096)
def heads_column(cell: str) -> bool:
    """Tell whether half of the letters of a cell, or more, are of words that head columns.

    >>> [heads_column(cell) for cell in ("Новый шифр", "Новые материалы", "Код и наименование специальности", "№")]
    [True, False, True, True]
    """
    covered = {
        at
        for section in _OF_HEADERS
        for term in find_terms(section, cell)
        for at in range(term.start, term.end)
        if not cell[at].isspace()
    }
    return bool(covered) and 2 * len(covered) >= len("".join(cell.split()))
