"""Compare the editions of a dataset: learn their lists while sources pass by, then tell every table of the diff stage.

What is learned is what the comparison needs and no more: the lists, entries and bars of acts, and the provisions that
may bear a lens. Where a person named the acts to compare, it is those; else all, unless they are too many to be
compared each with each: any two are on demand.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.diff.changes import Bars, change_rows, find_changes
from pipeline.diff.lens_changes import lens_rows
from pipeline.diff.lenses import LENSES, Lens, View, speaks_of_bars, view_act
from pipeline.diff.lineage import concept_rows, lineage_rows, member_rows
from pipeline.errors import DecisionError
from pipeline.link.concepts import Concept, Disagreement, find_concepts
from pipeline.link.crosswalk import Edition, Link, candidate_rows, crosswalk_rows, link_editions
from pipeline.link.names.items import items_of
from pipeline.read.decisions import Decision, NamedEdition

Row = Mapping[str, Any]
Tables = dict[str, list[dict[str, Any]]]
# More editions than these are not compared with each other by a build, unless they are named.
MOST_EDITIONS = 12
LEARNED = ("acts", "lists", "list_entries", "restrictions", "provisions")


@dataclass
class Comparison:
    """The editions of a dataset; `learn` each source's rows, then ask for what compares them.

    Of acts that are not `named`, where any is, nothing is learned but which decisions are about them.
    """

    decisions: Sequence[Decision] = ()
    named: Sequence[NamedEdition] = ()
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in LEARNED})
    too_many: bool = False
    aside: set[str] = field(default_factory=set)

    def learn(self, chunk: Mapping[str, Sequence[Row]]) -> None:
        """Take note of the rows of one source, if its act prints lists."""
        if not chunk.get("list_entries") or self.too_many:
            return
        named = {one.act_id for one in self.named}
        listed = {row["act_id"] for row in chunk["list_entries"]}
        if named:
            self.aside |= {row["entry_id"] for row in chunk["list_entries"] if row["act_id"] not in named}
            listed &= named
        for table in LEARNED:
            rows = [row for row in chunk.get(table, ()) if row["act_id"] in listed]
            if table == "provisions":
                rows = [row for row in rows if speaks_of_bars(row.get("text") or "", row["lang"])]
            self.rows[table] += rows
        if not named and len(self.rows["acts"]) > MOST_EDITIONS:
            self.too_many = True
            self.rows = {table: [] for table in LEARNED}

    @cached_property
    def editions(self) -> list[Edition]:
        """The acts with lists, by date."""
        by_act = defaultdict(list)
        for item in items_of(self.rows["list_entries"], self.rows["lists"]):
            by_act[item.act_id].append(item)
        acts = sorted(self.rows["acts"], key=lambda act: (str(act.get("date") or ""), act["act_id"]))
        return [Edition(dict(act), tuple(by_act[act["act_id"]])) for act in acts if by_act[act["act_id"]]]

    @cached_property
    def links(self) -> list[Link]:
        """Each edition matched with every later one. Raises DecisionError for a decision that has expired."""
        listed = {edition.act_id for edition in self.editions}
        for one in self.named:
            if one.act_id not in listed:
                raise DecisionError(
                    f"no act {one.act_id!r} prints lists",
                    place=one.place,
                    advice="name another one, or delete the line",
                )
        about = [one for one in self.decisions if not {one.left_entry_id, one.right_entry_id} & self.aside]
        return [] if self.too_many else link_editions(self.editions, about)

    @cached_property
    def _concepts(self) -> tuple[list[Concept], list[Disagreement]]:
        return find_concepts(self.editions, self.links)

    @cached_property
    def bars(self) -> dict[str, Bars]:
        """The bars of each entry."""
        found: defaultdict[str, set[tuple[str | None, str]]] = defaultdict(set)
        for row in self.rows["restrictions"]:
            found[row["entry_id"]].add((row.get("qualification"), row["form"]))
        return {entry_id: frozenset(bars) for entry_id, bars in found.items()}

    def view(self, act_id: str, lens: Lens) -> View:
        """Look at one edition through a lens."""
        restrictions, provisions = (
            [row for row in self.rows[table] if row["act_id"] == act_id] for table in ("restrictions", "provisions")
        )
        return view_act(lens, restrictions, sorted(provisions, key=lambda row: (row["lang"], row["position"])))

    def tables(self) -> Tables:
        """Return the rows of every table of the diff stage."""
        concepts, _ = self._concepts
        views = {edition.act_id: self.view(edition.act_id, "distance") for edition in self.editions}
        return {
            "concepts": concept_rows(concepts),
            "concept_members": member_rows(concepts),
            "crosswalk": crosswalk_rows(self.links),
            "crosswalk_candidates": candidate_rows(self.links),
            "changes": [row for link in self.links for row in change_rows(link, find_changes(link, self.bars))],
            "lens_changes": [row for lens in LENSES for link in self.links for row in self._through(lens, link)],
            "lineage": lineage_rows(concepts, self.editions, views, self.bars),
        }

    def _through(self, lens: Lens, link: Link) -> list[dict[str, Any]]:
        return lens_rows(link, self.view(link.left.act_id, lens), self.view(link.right.act_id, lens), self.bars)

    def add_findings(self, source_id: str, findings: Iterable[Row]) -> list[dict[str, Any]]:
        """Return a source's rows of `findings` and those of the comparison that are about its entries."""
        acts = {act["act_id"] for act in self.rows["acts"] if min(act["source_ids"]) == source_id}
        found = [dict(row) for row in findings]
        for one in self._concepts[1]:
            if one.item.act_id in acts:
                digest = hashlib.sha256(f"{one.item.item_id}\x1f{one.message}".encode()).hexdigest()[:12]
                found.append(
                    {
                        "finding_id": f"{source_id}:links_disagree:{digest}",
                        "source_id": source_id,
                        "act_id": one.item.act_id,
                        "severity": "warning",
                        "code": "links_disagree",
                        "message": one.message,
                        "table_name": "list_entries",
                        "row_id": one.item.item_id,
                    }
                )
        return found
