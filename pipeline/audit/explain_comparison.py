"""What a row of the tables that compare acts stands on: its entries, what links them, what its lens rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.audit.explain_state import show_state
from pipeline.audit.explanation import ShownComparison, ShownEntry, ShownGround
from pipeline.audit.shown import ReadSources, show_act, show_fields, show_list, show_restrictions
from pipeline.contract import load_schema
from pipeline.diff.links import EntryLink, link_of
from pipeline.published import rows

Row = Mapping[str, Any]
_SIDES = (("left", "left_entry_id"), ("right", "right_entry_id"), ("member", "entry_id"))
_GROUNDS = (("left", "rests_on_left"), ("right", "rests_on"))


def show_comparison(table: str, row: Row, out: Path, sources: ReadSources) -> ShownComparison:
    """Show what a row of a table of the comparison stands on.

    A concept stands on all its entries; a row of `lineage` on the links of its entry to the others of its concept, and
    on the entries of the concept in that edition that are barred.
    """
    named = [(side, row[column]) for side, column in _SIDES if row.get(column) is not None]
    if table == "concepts":
        named = [("member", entry_id) for entry_id in _members(row["concept_id"], out)]
    links = () if table == "crosswalk_candidates" else tuple(_links(row, [entry_id for _, entry_id in named], out))
    state = show_state(row, out) if table == "lineage" else None
    named += [("member", entry_id) for entry_id in (state.entry_ids if state else ()) if entry_id != row["entry_id"]]
    entries = tuple(_entry(side, entry_id, out, sources) for side, entry_id in named)
    return ShownComparison(entries, links, tuple(_grounds(row, out, sources)), state)


def _members(concept_id: str, out: Path) -> list[str]:
    return [row["entry_id"] for row in rows("concept_members", out, concept_id=concept_id)]


def _entry(side: str, entry_id: str, out: Path, sources: ReadSources) -> ShownEntry:
    (row,) = rows("list_entries", out, entry_id=entry_id)
    said = {name: cell for name, cell in row.items() if name == "code" or name.startswith(("name_", "group_name_"))}
    kept = {name: said.get(name) for name in row} | {"entry_id": entry_id}
    found = (field for field in show_fields(load_schema("list_entries"), kept, out, sources) if field.name in said)
    place = show_act(row, out), show_list(row, out), show_restrictions(entry_id, out)
    return ShownEntry(side, entry_id, *place, tuple(found))


def _links(row: Row, entry_ids: list[str], out: Path) -> Iterator[EntryLink]:
    """Yield the links between the entries of a row: of an entry without a counterpart, the close ones it has."""
    own = set(entry_ids)
    if row.get("concept_id") is not None:
        own |= set(_members(row["concept_id"], out))
    between = frozenset((row.get("left_act_id"), row.get("right_act_id")))
    for link in rows("crosswalk", out):
        ends = {link["left_entry_id"], link["right_entry_id"]}
        alone = len(own) == 1 and link["relation"] == "close" and {link["left_act_id"], link["right_act_id"]} == between
        if ends & set(entry_ids) and (ends <= own or alone):
            yield link_of(link)


def _grounds(row: Row, out: Path, sources: ReadSources) -> Iterator[ShownGround]:
    schema = load_schema("provisions")
    for side, column in _GROUNDS:
        if row.get(column) is not None:
            (provision,) = rows("provisions", out, provision_id=row[column])
            fields = (field for field in show_fields(schema, provision, out, sources) if field.witnesses)
            yield ShownGround(side, row[column], show_act(provision, out), tuple(fields))
