"""Which rows of a release are rows of the one before under another id.

An id spells what is printed. Where that is read otherwise (another number of a list, a code without its misprint, an
act that got its number) the row is the same thing, and whoever kept the old id must find the new one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from types import MappingProxyType

from pipeline.contract import load_schema
from pipeline.diff.row_difference import Difference, Row
from pipeline.write.act_ids import COLUMNS
from pipeline.write.chunk import FACT_TABLES

# Table and id.
Key = tuple[str, str]
# By table and id.
Rows = Mapping[str, dict[str, Row]]
# What changes with the name of a source, or follows from other rows.
_NOT_SAID = ("source_ids", "certificate", "certificate_reasons", "counted_by")
# What may differ as well in rows that are one: what their ids spell, or their place. The first that pairs two is taken.
# A bar says only its form, an alignment how sure it is: many say the same, and only the rows above tell them apart.
_BESIDE: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "lists": ((), ("num", "part")),
        "list_entries": ((), ("code",), ("num", "position")),
        "restrictions": (),
        "alignments": (),
    }
)


def find_rekeyed(differences: Iterable[Difference]) -> dict[Key, str]:
    """Map (table, id) of a fact that came to the id of the one that went and is the same.

    That is the one below a row that is itself the same, by the rest of its id, or the only one that says the same. Rows
    of different acts are never one, nor entries of different lists, unless the act or the list itself has another id.
    """
    gone, come = defaultdict[str, dict[str, Row]](dict), defaultdict[str, dict[str, Row]](dict)
    for one in differences:
        if one.table in FACT_TABLES and one.before is None and one.after is not None:
            come[one.table][one.row_id] = one.after
        elif one.table in FACT_TABLES and one.after is None and one.before is not None:
            gone[one.table][one.row_id] = one.before
    found: dict[Key, str] = {}
    old_of: dict[str, str] = {}
    # the ids of entries begin with those of lists, these with those of acts
    for table in sorted(FACT_TABLES, key=lambda one: (one != "acts", one != "lists", one != "list_entries")):
        for pairs in chain([_below(table, come, gone, old_of)], _saying_same(table, come, gone, old_of)):
            for new, old in pairs:
                found[table, new] = old_of[new] = old
                del come[table][new], gone[table][old]
    return found


def _below(table: str, come: Rows, gone: Rows, old_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pair the ids that are alike behind the id of a row that is the same in both."""
    pairs = [(new, _renamed(new, old_of)) for new in come[table]]
    return [(new, old) for new, old in pairs if old in gone[table]]


def _renamed(row_id: str, old_of: Mapping[str, str]) -> str:
    """Return the id that a row had if nothing but the longest id that it begins with changed."""
    above = row_id
    while above not in old_of and ":" in above:
        above = above.rpartition(":")[0]
    return old_of.get(above, above) + row_id[len(above) :]


def _saying_same(table: str, come: Rows, gone: Rows, old_of: Mapping[str, str]) -> Iterator[list[tuple[str, str]]]:
    """Yield the ids of the rows of one act that alone say the same, some columns aside: with ever fewer of these."""
    for beside in _BESIDE.get(table, ((),)):
        same = defaultdict[str, tuple[list[str], list[str]]](lambda: ([], []))
        for side, rows in enumerate((come[table], gone[table])):
            for row_id, row in rows.items():
                same[_content(table, row, beside)][side].append(row_id)
        pairs = [(new[0], old[0]) for new, old in same.values() if len(new) == len(old) == 1]
        # a specialty of another list has other bars
        above = _list_of if table == "list_entries" else _act_of
        yield [(new, old) for new, old in pairs if table == "acts" or above(_renamed(new, old_of)) == above(old)]


def _act_of(row_id: str) -> str:
    """Return the id of the act that an id begins with."""
    return row_id.partition(":")[0]


def _list_of(entry_id: str) -> str:
    """Return the id of the list that the id of an entry begins with."""
    return entry_id.rpartition(":")[0]


def _content(table: str, row: Row, beside: Iterable[str]) -> str:
    """Spell what a row says, its ids and those it refers to aside."""
    aside = {*COLUMNS, *load_schema(table).primary_key, *_NOT_SAID, *beside}
    return json.dumps({name: cell for name, cell in row.items() if name not in aside}, default=date.isoformat)
