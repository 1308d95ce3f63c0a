"""Resolve citations: which of the acts of a dataset a citation names, if it is one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Row = Mapping[str, Any]
# What is cited by a kind of its own is a law in `acts`.
KINDS = MappingProxyType({"code": "law", "constitution": "law", "constitutional_law": "law"})
_TITLES = ("title_ky", "title_kk", "title_ru", "title_en")


@dataclass
class KnownActs:
    """The acts of a dataset by number, by country and by title; `learn` each before the first `resolve`."""

    by_number: dict[str, list[Row]] = field(default_factory=dict)
    by_title: dict[str, list[Row]] = field(default_factory=dict)
    countries: dict[str, str | None] = field(default_factory=dict)

    def learn(self, acts: Iterable[Row]) -> None:
        """Take note of rows of `acts`."""
        for act in acts:
            self.countries[act["act_id"]] = act.get("jurisdiction")
            if act.get("number"):
                self.by_number.setdefault(_folded(act["number"]), []).append(act)
            for column in _TITLES:
                if act.get(column):
                    self.by_title.setdefault(_folded(act[column]), []).append(act)

    def complete(self, _source_id: str, citations: Iterable[Row]) -> list[dict[str, Any]]:
        """Return a source's rows of `citations` with the act that each names."""
        return [{**citation, "resolved_act_id": self.resolve(citation)} for citation in citations]

    def resolve(self, citation: Row) -> str | None:
        """Return the id of the one act that a row of `citations` can mean; None for none, and where several could be.

        Number and date must be those of the act where both are printed; a number alone means an act of the same
        country and kind, a title alone the act of the same country and kind that bears it.
        """
        number, day = citation.get("cited_number"), citation.get("cited_date")
        if number:
            found = [act for act in self.by_number.get(_folded(number), []) if day in (None, act.get("date"))]
            if day is None:
                country = self.countries.get(citation.get("act_id") or "")
                found = [act for act in found if country and act.get("jurisdiction") == country]
        elif citation.get("cited_title") and day is None:
            country = self.countries.get(citation.get("act_id") or "")
            found = self.by_title.get(_folded(citation["cited_title"]), [])
            found = [act for act in found if act.get("jurisdiction") == country]
        else:
            found = []
        found = [act for act in found if act.get("kind") == KINDS.get(citation["cited_kind"], citation["cited_kind"])]
        ids = {act["act_id"] for act in found} - {citation.get("act_id")}
        return str(ids.pop()) if len(ids) == 1 else None


def _folded(printed: str) -> str:
    return "".join(printed.split()).casefold().strip("«»“”\"'.")
