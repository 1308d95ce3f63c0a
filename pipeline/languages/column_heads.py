"""Tell whether words head a column of a table of specialties."""

from __future__ import annotations

from functools import lru_cache

from pipeline.languages.vocabulary import find_terms

# The sections whose words head columns.
_OF_HEADERS = ("table_header", "forms", "full_time", "qualifications", "list_words")

_LEADING = ("number", "code", "name")


@lru_cache(maxsize=4096)
def heads_column(cell: str) -> bool:
    """Tell whether a cell begins with the word for a code, a name or a number, or half of its letters head columns.

    >>> [heads_column(cell) for cell in ("Новый шифр", "Новые материалы", "Код и классификация области знаний", "№")]
    [True, False, True, True]
    """
    if any(term.start == 0 and term.key in _LEADING for term in find_terms("table_header", cell)):
        return True
    covered = {
        at
        for section in _OF_HEADERS
        for term in find_terms(section, cell)
        for at in range(term.start, term.end)
        if not cell[at].isspace()
    }
    return bool(covered) and 2 * len(covered) >= len("".join(cell.split()))
