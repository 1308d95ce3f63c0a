"""Editions of our own. A line is an entry: its code (`–` for none), its name, and behind a bar what is barred.

## Искусство
570014 Актердук өнөр | correspondence, master:online
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.diff.comparison import Comparison
from pipeline.link.crosswalk import Edition, Link, link_editions
from pipeline.link.names.items import Item
from pipeline.link.names.matching import Pair, match
from pipeline.read.decisions import Decision, NamedEdition

Chunk = dict[str, list[Mapping[str, Any]]]
Tables = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class PrintedList:
    """A list of an act: its lines, and what its title says."""

    lines: Sequence[str]
    level: str = "higher"
    qualifications: Sequence[str] = ()
    lang: str = "ky"


def act(act_id: str, *printed: PrintedList | Sequence[str], country: str | None = "KG", year: int = 2014) -> Chunk:
    """Return the rows of an act that prints lists; a bare sequence of lines is a list of higher education."""
    chunk: Chunk = {
        "acts": [{"act_id": act_id, "date": date(year, 1, 1), "jurisdiction": country, "source_ids": [act_id]}],
        **{table: [] for table in ("lists", "list_entries", "restrictions", "provisions")},
    }
    for number, one in enumerate(printed, 1):
        of_list = one if isinstance(one, PrintedList) else PrintedList(one)
        list_id = f"{act_id}:{number}"
        levels, qualifications = of_list.level.split("+") if of_list.level else [], list(of_list.qualifications)
        chunk["lists"].append(
            {"list_id": list_id, "act_id": act_id, "education_levels": levels, "qualifications": qualifications}
        )
        _add_entries(chunk, of_list, list_id, act_id)
    return chunk


def _add_entries(chunk: Chunk, of_list: PrintedList, list_id: str, act_id: str) -> None:
    group = None
    for position, line in enumerate(of_list.lines, 1):
        if line.startswith("## "):
            group = line[3:]
            continue
        named, _, bars = line.partition(" | ")
        code, _, name = named.partition(" ")
        entry_id = f"{list_id}:{code if code != '–' else f'row-{position}'}"
        printed_twice = sum(str(row["entry_id"]).split("#")[0] == entry_id for row in chunk["list_entries"])
        entry = {
            "entry_id": f"{entry_id}#{printed_twice + 1}" if printed_twice else entry_id,
            "list_id": list_id,
            "act_id": act_id,
            "position": position,
            "code": None if code == "–" else code,
            f"name_{of_list.lang}": name or None,
            f"group_name_{of_list.lang}": group,
        }
        chunk["list_entries"].append(entry)
        for bar in filter(None, bars.split(", ")):
            qualification, _, form = bar.rpartition(":")
            chunk["restrictions"].append(
                {"entry_id": entry["entry_id"], "act_id": act_id, "qualification": qualification or None, "form": form}
            )


def compare(*chunks: Chunk, decisions: Sequence[Decision] = (), named: Sequence[str] = ()) -> Comparison:
    """Learn acts in the order given."""
    asked = [
        NamedEdition(one, "asked", "researcher", date(2026, 11, 20), f"editions:{at}")
        for at, one in enumerate(named, 2)
    ]
    comparison = Comparison(decisions, asked)
    for chunk in chunks:
        comparison.learn(chunk)
    return comparison


def edition(chunk: Chunk) -> Edition:
    """Return the only edition of a chunk."""
    (found,) = compare(chunk).editions
    return found


def link(left: Chunk, right: Chunk, decisions: Sequence[Decision] = ()) -> Link:
    """Link two acts, the first one the left."""
    (found,) = link_editions([edition(left), edition(right)], decisions)
    return found


def link_items(left: Edition, right: Edition) -> Link:
    """Link two editions without regard to who is older."""
    return Link(left, right, match(left.items, right.items))


def decision(left: str, right: str, relation: str = "exact", **others: Any) -> Decision:
    """Decide about `entry_id name` and `entry_id name`."""
    (left_id, _, left_name), (right_id, _, right_name) = left.partition(" "), right.partition(" ")
    cells: dict[str, Any] = {"close_kind": None, "reason": "read", "decided_by": "linguist", "place": "decisions:2"}
    cells |= {"decided_on": date(2026, 11, 20), **others}
    return Decision(left_id, left_name, right_id, right_name, relation, **cells)


def called(item: Item | None) -> str | None:
    """Return the code of an item, or its first name where it has none."""
    return (item.code or item.names[0][1]) if item else None


def told(pairs: Iterable[Pair]) -> list[tuple[str | None, str | None]]:
    """Return the codes of pairs, sorted."""
    return sorted((called(pair.left), called(pair.right)) for pair in pairs)
