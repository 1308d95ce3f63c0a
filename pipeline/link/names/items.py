"""The items of an edition: what an act's lists say of one specialty, wherever they print it.

One code may stand in several lists of an act (one for each form of study) and once more by mistake: entries are one
item when code, level and qualifications agree and their names mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from pipeline.languages.vocabulary import LANGUAGES, find_terms
from pipeline.link.names.likeness import compare_alone
from pipeline.link.names.readings import Name, read_name

Row = Mapping[str, Any]
# Printed words and their language.
Printed = tuple[str, str]
# Names of one code that are less alike than this name two things.
_ONE_THING = 0.5
_NUMBER = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Item:
    """A specialty in one edition; `entry_ids` are the entries that print it, in print order.

    `levels` and `qualifications` are those its lists name, `names` and `groups` pairs of language and words; `teaches`
    tells that its group or name makes it the training of teachers.
    """

    act_id: str
    code: str | None
    levels: frozenset[str]
    qualifications: frozenset[str]
    names: tuple[Printed, ...]
    groups: tuple[Printed, ...]
    entry_ids: tuple[str, ...]
    teaches: bool

    @property
    def item_id(self) -> str:
        """The id of its first entry, which no other item has."""
        return self.entry_ids[0]

    @property
    def read(self) -> tuple[Name, ...]:
        """Its names as they are compared, in every language."""
        return read_names(self.names)


def read_names(printed: Iterable[Printed]) -> tuple[Name, ...]:
    """Read printed words as names."""
    return tuple(dict.fromkeys(read_name(name, lang) for lang, name in printed))


Taught = Mapping[Printed, frozenset[Printed]]


def teach(items: Iterable[Item]) -> Taught:
    """Return what bilingual editions teach: for each of their names what it is called in the other language."""
    taught: dict[Printed, set[Printed]] = {}
    for item in items:
        for name in item.names:
            taught.setdefault(name, set()).update(other for other in item.names if other[0] != name[0])
    return {name: frozenset(others) for name, others in taught.items() if others}


def items_of(entries: Iterable[Row], lists: Iterable[Row]) -> list[Item]:
    """Return the items of acts from rows of `list_entries` and `lists`, in print order whatever that of the rows is."""
    by_id = {row["list_id"]: row for row in lists}
    groups: dict[tuple[Any, ...], list[list[Row]]] = {}
    for entry in sorted(entries, key=_print_order):
        of_list = by_id[entry["list_id"]]
        key = (entry["act_id"], entry["code"], frozenset(of_list["qualifications"]))
        bundles = groups.setdefault(key, [])
        for bundle in bundles if entry["code"] else ():
            if _is_one_level((*bundle, entry), by_id) and _is_same(bundle[0], entry):
                bundle.append(entry)
                break
        else:
            bundles.append([entry])
    return [_item(bundle, by_id) for bundles in groups.values() for bundle in bundles]


def _print_order(entry: Row) -> tuple[object, ...]:
    # list 10 stands behind list 2
    return entry["act_id"], _NUMBER.sub(_padded, entry["list_id"]), entry["position"], entry["entry_id"]


def _padded(number: regex.Match[str]) -> str:
    return number.group().zfill(9)


def _levels(bundle: Iterable[Row], lists: Mapping[str, Row]) -> frozenset[str]:
    """Return the levels that all lists of a bundle's entries name."""
    return frozenset.intersection(*(frozenset(lists[entry["list_id"]]["education_levels"]) for entry in bundle))


def _is_one_level(bundle: Iterable[Row], lists: Mapping[str, Row]) -> bool:
    """Tell whether the lists of entries have a level in common, or none of them names one."""
    named = [lists[entry["list_id"]]["education_levels"] for entry in bundle]
    return not any(named) or bool(frozenset.intersection(*map(frozenset, named)))


def _is_same(one: Row, other: Row) -> bool:
    return compare_alone(read_names(_names(one, "name")), read_names(_names(other, "name"))).score >= _ONE_THING


def _names(row: Row, column: str) -> list[Printed]:
    return [(lang, row[f"{column}_{lang}"]) for lang in LANGUAGES if row.get(f"{column}_{lang}")]


def _item(bundle: Sequence[Row], lists: Mapping[str, Row]) -> Item:
    names = tuple(dict.fromkeys(name for entry in bundle for name in _names(entry, "name")))
    groups = tuple(dict.fromkeys(name for entry in bundle for name in _names(entry, "group_name")))
    return Item(
        bundle[0]["act_id"],
        bundle[0]["code"],
        _levels(bundle, lists),
        frozenset(lists[bundle[0]["list_id"]]["qualifications"]),
        names,
        groups,
        tuple(entry["entry_id"] for entry in bundle),
        any(_teaches(name, lang) for lang, name in (*groups, *names)),
    )


def _teaches(name: str, lang: str) -> bool:
    return any(term.key == "teaching" for term in find_terms("names", name, lang))
