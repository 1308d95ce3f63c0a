"""Concepts by their names or codes, each through the editions: where it stands, as what, and what links it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.browse.likeness import BY_ID, Called, Likeness, Rank, called, find_nearest, rank_of
from pipeline.browse.query import parse_query
from pipeline.diff.links import EntryLink, link_of
from pipeline.diff.steps import day_of
from pipeline.errors import UnknownIdError
from pipeline.published import rows

Row = Mapping[str, Any]
_LANGUAGES = ("ky", "kk", "ru", "en")
_PRINTED = ("ky", "kk", "ru")


@dataclass(frozen=True, slots=True)
class Beside:
    """An entry of an edition that is linked to a concept and isn't one of it."""

    entry_id: str
    code: str | None
    name: str
    relation: str
    close_kind: str | None
    same_level: bool

    @property
    def told(self) -> str:
        """How it is linked, and its id."""
        level = "" if self.same_level else " (not of one level)"
        return f"{' '.join(filter(None, [self.relation, self.close_kind]))}{level} {self.entry_id}"


@dataclass(frozen=True, slots=True)
class Place:
    """A concept in one edition: its entry there, or none where it is absent; `beside` is what is near it there."""

    act_id: str
    day: str
    state: str
    level: str | None
    entry_id: str | None
    code: str | None
    names: Mapping[str, str]
    beside: tuple[Beside, ...]

    @property
    def name(self) -> str:
        """Its names in the languages of the edition."""
        return " / ".join(self.names.values())


@dataclass(frozen=True, slots=True)
class Story:
    """A concept through the editions, oldest first: its places, the links inside it, and those that lead out of it.

    `doubts` are the findings that its editions link it one way and another.
    """

    concept_id: str
    labels: Mapping[str, str]
    likeness: Likeness
    places: tuple[Place, ...]
    links: tuple[EntryLink, ...]
    neighbours: tuple[EntryLink, ...]
    doubts: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the concept as plain values, for JSON."""
        return {**asdict(self), "likeness": self.likeness.name.lower()}


@dataclass(frozen=True)
class _Published:
    """The published tables that tell of concepts, by their keys."""

    concepts: Sequence[Row]
    members: Mapping[str, Sequence[str]]
    entries: Mapping[str, Row]

    def names_of(self, concept: Row) -> Iterator[Called]:
        """Yield what a concept is called: its labels; the codes and names of its entries, alone and together."""
        for lang in _LANGUAGES:
            yield called(None, concept[f"label_{lang}"])
        for entry_id in self.members[concept["concept_id"]]:
            entry = self.entries[entry_id]
            yield called(entry["code"], None)
            for lang in _PRINTED:
                if name := entry[f"name_{lang}"]:
                    yield called(None, name)
                    yield called(entry["code"], name)


def _read_concepts(out: Path) -> _Published:
    concepts = rows("concepts", out)
    if not concepts:
        advice = "two acts with lists are compared; tizmek diff compares any two of them"
        raise UnknownIdError("no concepts are published", place=str(out), advice=advice)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("concept_members", out):
        members[row["concept_id"]].append(row["entry_id"])
    return _Published(concepts, members, {row["entry_id"]: row for row in rows("list_entries", out)})


def find_concepts_named(words: Sequence[str], out: Path) -> list[Story]:
    """Find the concepts of the published folder `out` that have all words in one name, or one code; the likest first.

    Letter case, ё, letters of the wrong script and endings make no difference, and a part of a word does; a code is
    found by its beginning. A name that is the words alone comes before one that begins with them, and a shorter one
    before a longer. The id of a concept or of an entry of it finds that concept. Raises UnknownIdError where no acts
    are compared.
    """
    published = _read_concepts(out)
    owners = {entry_id: concept_id for concept_id, ids in published.members.items() for entry_id in ids}
    ids = {owners[word] for word in words if word in owners}
    terms = parse_query(word for word in words if word not in owners)
    found: list[tuple[Rank, Row]] = []
    for concept in published.concepts:
        if ids and concept["concept_id"] not in ids:
            continue
        ranks = [rank for one in published.names_of(concept) if (rank := rank_of(terms, one)) is not None]
        if ids and not terms:
            ranks = [BY_ID]
        if ranks:
            found.append((min(ranks), concept))
    found.sort(key=lambda pair: pair[0])
    return _tell_stories(found, published, out)


def find_names_like(words: Sequence[str], out: Path) -> list[str]:
    """Return the few names and codes of concepts that are spelled most like words that none has; the likest first.

    Raises UnknownIdError where no acts are compared.
    """
    published = _read_concepts(out)
    every = (one for concept in published.concepts for one in published.names_of(concept))
    return find_nearest(parse_query(words), every)


def _tell_stories(found: Iterable[tuple[Rank, Row]], published: _Published, out: Path) -> list[Story]:
    acts = {row["act_id"]: row for row in rows("acts", out)}
    places: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows("lineage", out):
        places[row["concept_id"]].append(row)
    bonds: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows("crosswalk", out):
        for side in ("left_entry_id", "right_entry_id"):
            bonds[row[side]].append(row)
    disputes = rows("findings", out, code="links_disagree")
    return [
        _tell(concept, rank[0], places[concept["concept_id"]], acts, published.entries, bonds, disputes)
        for rank, concept in found
    ]


def _tell(
    concept: Row,
    likeness: Likeness,
    places: Iterable[Row],
    acts: Mapping[str, Row],
    entries: Mapping[str, Row],
    bonds: Mapping[str, Sequence[Row]],
    disputes: Iterable[Row],
) -> Story:
    in_order = sorted(places, key=lambda row: (day_of(acts[row["act_id"]]), row["act_id"]))
    own = {row["entry_id"] for row in in_order if row["entry_id"] is not None}
    links = [bond for row in in_order for bond in bonds.get(row["entry_id"] or "", ())]
    inside = [row for row in links if _ends(row) <= own]
    outside = [row for row in links if not _ends(row) <= own]
    beside = _beside(outside, own, entries)
    return Story(
        concept["concept_id"],
        {lang: concept[f"label_{lang}"] for lang in _LANGUAGES if concept[f"label_{lang}"]},
        likeness,
        tuple(_place(row, acts[row["act_id"]], entries, beside.get(row["act_id"], ())) for row in in_order),
        tuple(_bonds(inside)),
        tuple(_bonds(outside)),
        tuple(_doubts(disputes, own, outside, entries)),
    )


def _ends(link: Row) -> set[str]:
    return {link["left_entry_id"], link["right_entry_id"]}


def _beside(outside: Iterable[Row], own: set[str], entries: Mapping[str, Row]) -> dict[str, tuple[Beside, ...]]:
    """Return by edition the entries that links lead to from inside a concept: exact ones of one level first."""
    found: defaultdict[str, dict[Beside, None]] = defaultdict(dict)
    in_order = sorted(outside, key=lambda row: (not row["same_level"], row["relation"] != "exact", -row["score"]))
    for link in in_order:
        for entry_id in _ends(link) - own:
            entry = entries[entry_id]
            kind = link["relation"], link["close_kind"], link["same_level"]
            found[entry["act_id"]].setdefault(
                Beside(entry_id, entry["code"], " / ".join(_names_of(entry).values()), *kind)
            )
    return {act_id: tuple(one) for act_id, one in found.items()}


def _names_of(entry: Row) -> dict[str, str]:
    return {lang: entry[f"name_{lang}"] for lang in _PRINTED if entry.get(f"name_{lang}")}


def _doubts(
    disputes: Iterable[Row], own: set[str], outside: Sequence[Row], entries: Mapping[str, Row]
) -> Iterator[str]:
    """Yield the findings about a concept: those of its own entries, and those that part it from another's entry."""
    for row in disputes:
        parting = (
            entry_id
            for link in outside
            if link["relation"] == "exact" and link["same_level"] and row["row_id"] in _ends(link)
            for entry_id in _ends(link) & own
        )
        if row["row_id"] in own or any(_is_named(entries[entry_id], row["message"]) for entry_id in parting):
            yield f"{row['row_id']}: {row['message']}"


def _is_named(entry: Row, message: str) -> bool:
    """Tell whether a finding names an entry: kk 'Дизайн' (kz-2007-602)."""
    names = _names_of(entry).values() or (entry["entry_id"],)
    return any(f"{name!r} ({entry['act_id']})" in message for name in names)


def _place(row: Row, act: Row, entries: Mapping[str, Row], beside: tuple[Beside, ...]) -> Place:
    entry = entries.get(row["entry_id"] or "", {})
    where = row["act_id"], day_of(act), row["state"], row["level"], row["entry_id"]
    return Place(*where, entry.get("code"), _names_of(entry), beside)


def _bonds(links: Iterable[Row]) -> Iterator[EntryLink]:
    """Yield links, those of one evidence between two acts once: the exact ones first."""
    found: dict[tuple[object, ...], Row] = {}
    for row in sorted(links, key=lambda row: (row["relation"] != "exact", row["left_entry_id"], row["right_entry_id"])):
        found.setdefault((row["left_act_id"], row["right_act_id"], row["relation"], row["evidence"]), row)
    for row in found.values():
        yield link_of(row)
