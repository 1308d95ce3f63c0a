"""Join the lists of an act that several sources print: by list, code and occurrence, as the languages of one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.join.numbers import find_twin
from pipeline.join.pairs import doubt_pairs
from pipeline.join.rows import merge_rows, same
from pipeline.join.told import Told
from pipeline.join.witness import NAMES, Row, Witness, find_excerpts
from pipeline.model import GROUP


@dataclass
class JoinedLists:
    """The rows of `lists`, `list_entries` and `restrictions`, and what the sources say otherwise."""

    lists: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    restrictions: list[dict[str, Any]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


def join_lists(witnesses: Sequence[Witness]) -> JoinedLists:
    """Join the lists of witnesses, the better first.

    The better witness of a list says which entries it has and what is barred. An entry that only another prints stands
    behind them, and is doubtful, where that source prints names in a language which the better one doesn't print.
    """
    joined = JoinedLists()
    for list_id in dict.fromkeys(list_id for one in witnesses for list_id in one.rows["lists"]):
        here = [one for one in witnesses if list_id in one.rows["lists"]]
        excerpts = find_excerpts({one: len(one.entries_of.get(list_id, ())) for one in here})
        order = [one for one in here if one not in excerpts] + excerpts
        _join_list(list_id, order, excerpts, joined)
        _tell_list_alone(list_id, here, [one for one in witnesses if one not in here and one.rows["lists"]], joined)
    return joined


def _join_list(list_id: str, order: Sequence[Witness], excerpts: Sequence[Witness], joined: JoinedLists) -> None:
    row, told = merge_rows("lists", list_id, order)
    joined.lists.append(row)
    joined.told += (*told, *_number(row, list_id, order))
    first, *others = order
    codes = Counter(entry["code"] for entry in first.entries_of.get(list_id, ()))
    tongues, entries = tongues_of(first.entries_of.get(list_id, ())), dict[str, dict[str, Any]]()
    headings = set[tuple[str, str]]()
    for entry in first.entries_of.get(list_id, ()):
        entry_id = str(entry["entry_id"])
        entries[entry_id], told = merge_rows("list_entries", entry_id, order)
        joined.told += _once_a_group(told, headings)
        # which of the rows of one code is which, the order of another file tells alone
        if codes[entry["code"]] > 1 and any(entry_id in one.rows["list_entries"] for one in others):
            entries[entry_id]["doubtful"] = True
        joined.restrictions += map(dict, first.bars.get(entry_id, {}).values())
    for other in others:
        theirs = other.entries_of.get(list_id, ())
        if other in excerpts:
            message = f"an excerpt: {len(theirs)} of {len(entries)} entries of the list that {first.source_id} prints"
            joined.told.append(Told(other, "excerpt", "info", message, "lists", list_id))
        else:
            joined.told += _lacks(first, other, entries, not tongues_of(theirs) <= tongues)
        joined.told += doubt_pairs(first, other, entries)
        for entry in theirs:
            entry_id = str(entry["entry_id"])
            if entry_id in first.rows["list_entries"]:
                joined.told += _compare_bars(first, other, entry_id, entries[entry_id])
            elif entry_id not in entries:
                added = not tongues_of([entry]) <= tongues and same_bars(row, other.rows["lists"][list_id])
                joined.told.append(_tell_alone(first, other, entry, added))
                if added:
                    merged, told = merge_rows("list_entries", entry_id, order)
                    entries[entry_id] = merged | {"position": len(entries) + 1, "doubtful": True}
                    joined.told += told
                    joined.restrictions += map(dict, other.bars.get(entry_id, {}).values())
    joined.entries += entries.values()


def _once_a_group(told: Iterable[Told], headings: set[tuple[str, str]]) -> Iterator[Told]:
    """Yield what is told of an entry; of a heading that a source prints otherwise, at the first entry below it only."""
    for one in told:
        if one.field not in GROUP:
            yield one
        elif (heading := (one.witness.source_id, one.message)) not in headings:
            headings.add(heading)
            yield replace(one, code="groups_differ")


def _number(row: dict[str, Any], list_id: str, order: Sequence[Witness]) -> Iterator[Told]:
    """Give a list the part and the number that its id spells, and yield the sources that number it otherwise."""
    numbered = next(one for one in order if list_id not in one.moved)
    row |= {name: numbered.rows["lists"][list_id].get(name) for name in ("part", "num")}
    for one in order:
        if own := one.moved.get(list_id):
            message = f"this list, by its codes {list_id} as {numbered.source_id} prints it, is {own} here"
            yield Told(one, "sources_differ", "warning", message, "lists", list_id)


def _tell_list_alone(list_id: str, here: Sequence[Witness], others: Sequence[Witness], joined: JoinedLists) -> None:
    """Tell a list that other sources with lists don't print; its entries are doubtful where these print its codes."""
    if not others:
        return
    message = f"of the sources of the act, only {', '.join(one.source_id for one in here)} print this list"
    if twin := find_twin(list_id, here, others):
        message += f"; it may be the list {twin}, which has codes of it"
        for entry in joined.entries:
            entry["doubtful"] |= entry["list_id"] == list_id
    joined.told.append(Told(here[0], "only_in_one_source", "warning", message, "lists", list_id))


def tongues_of(entries: Sequence[Row]) -> set[str]:
    """Return the languages that entries have names in."""
    return {column.rpartition("_")[2] for column in NAMES if any(entry.get(column) for entry in entries)}


def same_bars(one: Row, other: Row) -> bool:
    """Tell whether two rows of `lists` bar the same as a whole."""
    return all(same(one[name] or (), other[name] or ()) for name in ("qualifications", "forms"))


def _lacks(first: Witness, other: Witness, entries: Mapping[str, dict[str, Any]], alone: bool) -> Iterator[Told]:
    """Yield the entries that another source doesn't print; they are doubtful where that is `alone` in a language."""
    for entry_id, entry in entries.items():
        if entry_id in first.rows["list_entries"] and entry_id not in other.rows["list_entries"]:
            message = f"the source {other.source_id} of the act doesn't print this entry"
            yield Told(first, "only_in_one_source", "warning", message, "list_entries", entry_id)
            if alone:
                entry["doubtful"] = True


def _compare_bars(first: Witness, other: Witness, entry_id: str, entry: dict[str, Any]) -> Iterator[Told]:
    ours, theirs = first.bars.get(entry_id, {}), other.bars.get(entry_id, {})
    if ours.keys() != theirs.keys():
        told = [_told_bars(bars) for bars in (theirs, ours)]
        message = f"barred here: {told[0]}; {told[1]} is believed as {first.source_id} prints it"
        yield Told(other, "sources_differ", "warning", message, "list_entries", entry_id)
        if first.recognized or not other.recognized:
            entry["doubtful"] = True


def _told_bars(bars: Mapping[str, Row]) -> str:
    told = (" ".join(filter(None, (row["form"], row.get("qualification")))) for row in bars.values())
    return ", ".join(sorted(told)) or "nothing"


def _tell_alone(first: Witness, other: Witness, entry: Row, added: bool) -> Told:
    entry_id, list_id = str(entry["entry_id"]), str(entry["list_id"])
    name = next((str(entry[column]) for column in NAMES if entry.get(column)), "")
    message = f"{first.source_id} doesn't print the entry {entry['code']} {name}"
    if added:
        return Told(other, "only_in_one_source", "warning", message, "list_entries", entry_id)
    message += ": it is left out"
    return Told(other, "only_in_one_source", "warning", message, "lists", list_id, ("list_entries", entry_id))
