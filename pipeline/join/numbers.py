"""Find the lists that two sources of an act number otherwise, and give each the id that the better witness gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.join.witness import Witness

# The least share of codes that two prints of one list have in common.
SAME_LIST = 0.5
_SETS = ("education_levels", "qualifications", "forms")
# Where the ids of a list, of its entries and of their bars stand.
_COLUMNS = ("list_id", "entry_id", "restriction_id", "row_id")


def pair_lists(one: Witness, other: Witness) -> dict[str, str]:
    """Map each list of `other` to the list of `one` that it is: that of its id, or else the only one of its codes.

    Two lists that name other levels, qualifications or forms are one only by their id, and where none fits better.
    """
    of_one_id = [list_id for list_id in other.rows["lists"] if list_id in one.rows["lists"]]
    pairs = {list_id: list_id for list_id in of_one_id if _shares(one, list_id, other, list_id).of_shorter >= SAME_LIST}
    ours, theirs = ([list_id for list_id in side.rows["lists"] if list_id not in pairs] for side in (one, other))
    alike = [
        (mine, yours) for mine in ours for yours in theirs if _shares(one, mine, other, yours).of_longer >= SAME_LIST
    ]
    pairs |= {yours: mine for mine, yours in alike if sum(mine == pair[0] or yours == pair[1] for pair in alike) == 1}
    # what would take the id of a list that keeps its own stays as it is
    while stuck := [yours for yours, mine in pairs.items() if mine != yours and mine in theirs and mine not in pairs]:
        for yours in stuck:
            del pairs[yours]
    taken = set(pairs.values())
    return pairs | {list_id: list_id for list_id in of_one_id if list_id not in pairs and list_id not in taken}


def renumber(witness: Witness, better: Sequence[Witness]) -> Witness:
    """Return a witness whose lists have the ids that they have in better witnesses, the best first."""
    for one in better:
        if moved := {theirs: ours for theirs, ours in pair_lists(one, witness).items() if theirs != ours}:
            witness = _rename(witness, moved)
    return witness


def find_twin(list_id: str, here: Sequence[Witness], others: Sequence[Witness]) -> str | None:
    """Return a list of other witnesses that this one, which they don't print, may be, or be a part of.

    They have half of the codes of the shorter; those that the witness of this one prints in both don't count.
    """
    return next(
        (
            theirs
            for one in here
            for other in others
            for theirs in other.rows["lists"]
            if (codes := one.codes_of(list_id) & other.codes_of(theirs) - one.codes_of(theirs))
            and len(codes) >= SAME_LIST * min(len(one.codes_of(list_id)), len(other.codes_of(theirs)))
        ),
        None,
    )


class _Shares(NamedTuple):
    """The shares of the codes of two lists that both have."""

    of_shorter: float
    of_longer: float


def _shares(one: Witness, ours: str, other: Witness, theirs: str) -> _Shares:
    """Return the shares of the codes of two lists that both have; 0 where their sets differ."""
    codes = one.codes_of(ours), other.codes_of(theirs)
    named = [(one.rows["lists"][ours].get(name), other.rows["lists"][theirs].get(name)) for name in _SETS]
    if not all(codes) or any(mine and yours and set(mine) != set(yours) for mine, yours in named):
        return _Shares(0.0, 0.0)
    shared = len(codes[0] & codes[1])
    return _Shares(shared / min(map(len, codes)), shared / max(map(len, codes)))


def _rename(witness: Witness, moved: Mapping[str, str]) -> Witness:
    """Give lists other ids, and with them their entries and bars."""
    ids = dict(moved)
    for table in ("list_entries", "restrictions"):
        for row_id, row in witness.rows[table].items():
            old = str(witness.rows["list_entries"][str(row["entry_id"])]["list_id"])
            if old in moved:
                ids[row_id] = moved[old] + row_id[len(old) :]
    chunk = {
        table: [row | {name: ids[str(row[name])] for name in _COLUMNS if row.get(name) in ids} for row in rows]
        for table, rows in witness.chunk.items()
    }
    own = {ours: witness.moved.get(theirs, theirs) for theirs, ours in moved.items()}
    return replace(witness, chunk=chunk, moved={**witness.moved, **own})
