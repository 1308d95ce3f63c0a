"""Doubt entries whose two languages, of two files, may not be of one row: their codes alone pair them.

Where a row or a heading was lost or set elsewhere on the way to a file, each name below it stands at its neighbour's
code or below its neighbour's heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.join.told import Told
from pipeline.join.witness import GROUP_KEYS, NAMES, Row, Witness
from pipeline.link.names.items import Printed, read_names
from pipeline.link.names.likeness import compare_names, weights_of
from pipeline.link.names.matching import EXACT

# Names that are less alike than this say two things, as far as the glossary knows their words.
_OTHER = 0.5
# A name may stand so many rows too high or too low.
_FARTHEST = 2
_GROUP_NAMES = tuple(f"group_{name}" for name in NAMES)


def doubt_pairs(first: Witness, other: Witness, entries: Mapping[str, dict[str, Any]]) -> Iterator[Told]:
    """Make entries doubtful that take a name or a heading from another source than the first which may not be theirs.

    Yield why, at the place in the other source.
    """
    both = [(one, first.rows["list_entries"].get(one), other.rows["list_entries"].get(one)) for one in entries]
    rows = [(entry_id, mine, yours) for entry_id, mine, yours in both if mine and yours]
    for entry_id, message, field in (*_shifted(rows, first), *_other_groups(rows, first)):
        entries[entry_id]["doubtful"] = True
        yield Told(other, "sources_differ", "warning", message, "list_entries", entry_id, field=field)


def _shifted(rows: Sequence[tuple[str, Row, Row]], first: Witness) -> Iterator[tuple[str, str, str]]:
    """Yield the entries whose name in the other source is, or may be, that of a row beside them in the first."""
    added = [
        (row, _printed(row[1]), [one for one in _printed(row[2]) if not row[1].get(f"name_{one[0]}")]) for row in rows
    ]
    named = [(row[0], ours, theirs) for row, ours, theirs in added if ours and theirs]
    for at, there in find_shifted([(ours, theirs) for _, ours, theirs in named]).items():
        entry_id, _, ((lang, name), *_) = named[at]
        why = "names beside it stand at other codes"
        if there is not None:
            why = f"{first.source_id} prints {named[there][1][0][1]!r}, which says the same, at {named[there][0]}"
        yield entry_id, f"name_{lang} {name!r} may be that of another row: {why}", f"name_{lang}"


def find_shifted(rows: Sequence[tuple[Sequence[Printed], Sequence[Printed]]]) -> dict[int, int | None]:
    """Map rows, each of the names in one source and in another, to the row whose name the other source sets there.

    Rows between these and the next whose names are surely the same are unsure: they are mapped to None.
    """
    named = [(read_names(ours), read_names(theirs)) for ours, theirs in rows]
    weights = weights_of([names for pair in named for names in pair])
    weighed = [(weights.weigh(ours), weights.weigh(theirs)) for ours, theirs in named]

    def score(ours: int, theirs: int) -> float:
        return compare_names(weighed[ours][0], weighed[theirs][1]).score

    own = [score(at, at) for at in range(len(rows))]
    found = dict[int, int | None]()
    for at in (at for at, likeness in enumerate(own) if likeness < _OTHER):
        near = range(max(0, at - _FARTHEST), min(len(rows), at + _FARTHEST + 1))
        if there := [one for one in near if own[one] < EXACT and score(one, at) >= EXACT]:
            found[at] = there[0]
    for at in list(found):
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(rows) and beside not in found and own[beside] < EXACT:
                found[beside] = None
                beside += step
    return found


def _other_groups(rows: Sequence[tuple[str, Row, Row]], first: Witness) -> Iterator[tuple[str, str, str]]:
    """Yield the entries below a heading of the first source that mostly has another one in the other's language.

    Numbers and codes of headings tell more, where both sources print them.
    """
    added = [(entry_id, _heading(mine), _heading(yours), _added_name(mine, yours)) for entry_id, mine, yours in rows]
    headings = [(entry_id, ours, theirs, name) for entry_id, ours, theirs, name in added if ours and theirs and name]
    pairs = Counter((ours, theirs) for _, ours, theirs, _ in headings)
    for entry_id, ours, theirs, name in headings:
        if any(
            (ours == mine) != (theirs == yours) and count >= pairs[ours, theirs]
            for (mine, yours), count in pairs.items()
        ):
            yield entry_id, f"it stands below {theirs!r} here, and below {ours!r} as {first.source_id} prints it", name


def _added_name(mine: Row, yours: Row) -> str | None:
    """Return the column of a heading that the other source adds, if no number or code of both tells whose it is."""
    if any(mine.get(name) and yours.get(name) for name in GROUP_KEYS):
        return None
    return next((name for name in _GROUP_NAMES if yours.get(name) and not mine.get(name)), None)


def _heading(row: Row) -> str:
    return " ".join(row[name] for name in (*GROUP_KEYS, *_GROUP_NAMES) if row.get(name))


def _printed(row: Row) -> list[Printed]:
    return [(name[-2:], row[name]) for name in NAMES if row.get(name)]
