"""Merge the rows that several sources give of one thing: the first that prints a value is believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.contract import Field, load_schema
from pipeline.join.told import Told
from pipeline.join.witness import GROUP_KEYS, Witness

# What a list bars as a whole is one statement: it is not put together of several sources.
_WHOLE_BARS = ("qualifications", "forms")
# The id of a list spells its number: it is that of the source which gives the id.
_NUMBER = ("lists", "num")


def merge_rows(table: str, row_id: str, witnesses: Sequence[Witness]) -> tuple[dict[str, Any], list[Told]]:
    """Return the row that witnesses, the better first, give together, and where one prints another value.

    What is not read from print is that of the first.
    """
    first, *others = [one for one in witnesses if row_id in one.rows[table]]
    merged, told = dict(first.rows[table][row_id]), list[Told]()
    columns = [column for column in load_schema(table).fields if column.derivation and (table, column.name) != _NUMBER]
    givers = {column.name: first for column in columns if first.places(table, row_id, column.name)}
    for other in others:
        # the headings of two groups are not put together
        other_group = any(_differs(name, first, other, table, row_id) for name in GROUP_KEYS)
        for column in columns:
            if not other.places(table, row_id, column.name):
                continue
            value, giver = other.rows[table][row_id][column.name], givers.get(column.name)
            if giver is None:
                if column.name not in _WHOLE_BARS and not (other_group and column.name.startswith("group_")):
                    merged[column.name], givers[column.name] = value, other
                    merged |= _doubt(table, merged, other, row_id)
            elif column.derivation == "language":
                merged[column.name] = tuple(dict.fromkeys((*merged[column.name], *value)))
            elif not same(merged[column.name], value) and _comparable(table, column, value, row_id, giver, other):
                message = f"{column.name} is {_quoted(value)} here, {_quoted(merged[column.name])} is believed"
                message += f" as {giver.source_id} prints it"
                told.append(Told(other, "sources_differ", "warning", message, table, row_id, field=column.name))
                if (giver.recognized or not other.recognized) and "doubtful" in merged:
                    merged["doubtful"] = True
    return merged, told


def _differs(name: str, first: Witness, other: Witness, table: str, row_id: str) -> bool:
    """Tell whether two sources print a value, and not the same."""
    printed = all(one.places(table, row_id, name) for one in (first, other))
    return printed and not same(first.rows[table][row_id][name], other.rows[table][row_id][name])


def same(one: object, other: object) -> bool:
    """Tell whether two values of a column are one; of sets the order doesn't count."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return set(one) == set(other)
    return one == other


def _doubt(table: str, merged: dict[str, Any], other: Witness, row_id: str) -> dict[str, Any]:
    """Return that a row which takes a value of a doubtful row is as doubtful."""
    row = other.rows[table][row_id]
    if "doubtful" not in row:
        return {}
    return {
        "doubtful": bool(merged["doubtful"] or row["doubtful"]),
        "confidence": min(merged["confidence"], row["confidence"]),
    }


def _comparable(table: str, column: Field, value: object, row_id: str, giver: Witness, other: Witness) -> bool:
    """Tell whether two values may be held against each other: not the words of two languages about one act."""
    if table != "acts" or column.derivation != "text" or not any(map(str.isalpha, str(value))):
        return True
    langs = [{place["lang"] for place in one.places(table, row_id, column.name)} for one in (giver, other)]
    return bool(langs[0] & langs[1])


def _quoted(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else repr(str(value))
