"""Tell whether words head a column of a table of specialties."""

from __future__ import annotations

from functools import lru_cache

from pipeline.languages.vocabulary import find_terms

# The sections whose words head columns.
_OF_HEADERS = ("table_header", "forms", "full_time", "qualifications", "list_words")

_LEADING = ("number", "code", "name")
# So much of a line that heads names is of words that head columns.
_NAMES_SHARE = 0.8


@lru_cache(maxsize=4096)
def heads_column(cell: str) -> bool:
    """Tell whether a cell begins with the word for a code, a name or a number, or half of its letters head columns.

    >>> [heads_column(cell) for cell in ("Новый шифр", "Новые материалы", "Код и классификация области знаний", "№")]
    [True, False, True, True]
    """
    if any(term.start == 0 and term.key in _LEADING for term in find_terms("table_header", cell)):
        return True
    covered = _covered(cell)
    return covered > 0 and 2 * covered >= len("".join(cell.split()))


def heads_names(line: str) -> bool:
    """Tell whether a line heads a column of names and says nothing else.

    >>> lines = ("Наименования групп профессий. Наименования профессий", "Наименование специальности, не допускается")
    >>> [heads_names(line) for line in lines]
    [True, False]
    """
    if not any(term.start == 0 and term.key == "name" for term in find_terms("table_header", line.lstrip())):
        return False
    return _covered(line) >= _NAMES_SHARE * sum(map(str.isalpha, line))


def _covered(text: str) -> int:
    """Count the characters of a text that are of words that head columns."""
    terms = (term for section in _OF_HEADERS for term in find_terms(section, text))
    return len({at for term in terms for at in range(term.start, term.end) if not text[at].isspace()})
