"""The crosswalk: which entries of two editions are the same specialty, in rows that say by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.languages.glossary import load_meanings
from pipeline.link.names.decided import check_decisions, decide
from pipeline.link.names.items import Item, Printed, teach
from pipeline.link.names.matching import Matching, Pair, match
from pipeline.link.names.readings import read_name
from pipeline.read.decisions import Decision

Cells = dict[str, Any]
# What stands for the name of an item that prints none.
_NAMELESS: tuple[Printed, ...] = (("", ""),)


@dataclass(frozen=True, slots=True)
class Edition:
    """An act as an edition of its lists: its row of `acts`, and its items in print order."""

    act: dict[str, Any]
    items: tuple[Item, ...]

    @property
    def act_id(self) -> str:
        """The id of the act."""
        return str(self.act["act_id"])


@dataclass(frozen=True, slots=True)
class Link:
    """Two editions, the older first, and what was matched between them."""

    left: Edition
    right: Edition
    matching: Matching

    @property
    def step(self) -> str:
        """`change` within one country, else `comparison`: what one country prints does not change another's law."""
        countries = {edition.act.get("jurisdiction") for edition in (self.left, self.right)}
        return "change" if len(countries) == 1 and None not in countries else "comparison"


def link_editions(editions: Sequence[Edition], decisions: Sequence[Decision]) -> list[Link]:
    """Match each of the editions, which come in the order of their dates, with every later one.

    Raises DecisionError for a decision whose entries or names no longer exist.
    """
    items = [item for edition in editions for item in edition.items]
    check_decisions(decisions, items)
    taught = teach(items)
    links = []
    for number, left in enumerate(editions):
        for right in editions[number + 1 :]:
            found = match(left.items, right.items, taught)
            links.append(Link(left, right, decide(found, left.items, right.items, decisions)))
    return links


def crosswalk_rows(links: Iterable[Link]) -> list[Cells]:
    """Return the rows of `crosswalk`: every entry of an item with every entry of its counterpart."""
    return [
        row
        for link in links
        for relation, pairs in (("exact", link.matching.exact), ("close", link.matching.close))
        for pair in pairs
        for row in _rows(link, pair, relation)
    ]


def candidate_rows(links: Iterable[Link]) -> list[Cells]:
    """Return the rows of `crosswalk_candidates`."""
    rows = []
    for link in links:
        for pair, cause in link.matching.candidates:
            for row in _rows(link, pair, "close"):
                del row["decided_by"]
                rows.append({**row, "cause": cause})
    return rows


def _rows(link: Link, pair: Pair, relation: str) -> Iterator[Cells]:
    method, evidence = _evidence(pair)
    for left in pair.left.entry_ids:
        for right in pair.right.entry_ids:
            yield {
                "left_entry_id": left,
                "right_entry_id": right,
                "left_act_id": link.left.act_id,
                "right_act_id": link.right.act_id,
                "relation": relation,
                "close_kind": pair.close_kind if relation == "close" else None,
                "same_level": pair.same_level,
                "method": method,
                "score": round(pair.score, 3),
                "evidence": evidence,
                "decided_by": "decision" if pair.decision else "matcher",
            }


def _evidence(pair: Pair) -> tuple[str, str]:
    """Return by what a pair was found, and the words for it."""
    left, right = _nearest_names(pair)
    said = f"{_quoted(left)} = {_quoted(right)}"
    if pair.likeness.left_only or pair.likeness.right_only:
        said = said.replace(" = ", " ~ ", 1)
    if pair.decision:
        return "decision", f"{said}; {pair.decision.reason} ({pair.decision.decided_by})"
    meanings = _common_meanings(left, right)
    if meanings:
        said += f": {', '.join(meanings)}"
    if pair.same_code:
        return "code", f"{said}; code {pair.left.code} in both"
    if left[0] == right[0]:
        return "name", said
    return ("cognate" if not meanings or _is_spelled_alike(left, right) else "translation"), said


def _is_spelled_alike(left: Printed, right: Printed) -> bool:
    """Tell whether two names of different languages have the same roots, word by word."""
    ours, theirs = (read_name(name, lang).words for lang, name in (left, right))
    return len(ours) == len(theirs) and all(one.roots & other.roots for one, other in zip(ours, theirs, strict=True))


def _nearest_names(pair: Pair) -> tuple[Printed, Printed]:
    """Return the names that show the likeness best: in one language where both have it."""
    names = [(one, other) for one in pair.left.names or _NAMELESS for other in pair.right.names or _NAMELESS]
    return next((both for both in names if both[0][0] == both[1][0]), names[0])


def _quoted(name: Printed) -> str:
    return f'{name[0]} "{name[1]}"' if name[1] else "no name"


def _common_meanings(left: Printed, right: Printed) -> list[str]:
    """Return what the glossary says that two names of different languages have in common, in English."""
    if left[0] == right[0]:
        return []
    for form in ("forms", "words"):
        ours, theirs = (
            [meaning for token in getattr(read_name(name, lang), form) for meaning in sorted(token.meanings)]
            for lang, name in (left, right)
        )
        if common := [load_meanings()[meaning].label for meaning in ours if meaning in set(theirs)]:
            return list(dict.fromkeys(common))
    return []
