"""Concepts by their names or codes, each through the editions: where it stands, as what, and what links it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from pipeline.browse.lines import Line
from pipeline.browse.query import Term, parse_query
from pipeline.diff.links import EntryLink, link_of
from pipeline.diff.steps import day_of
from pipeline.errors import UnknownIdError
from pipeline.published import rows
from pipeline.text.fold import find_words, normalize, weaken
from pipeline.text.stems import stem_of

Row = Mapping[str, Any]
_LANGUAGES = ("ky", "kk", "ru", "en")
# A shorter piece would be found inside too many words.
_SHORTEST_PIECE = 3


class Likeness(IntEnum):
    """How a name holds a word that was asked for: the word itself, another ending of it, plainer letters, a piece."""

    EXACT = 0
    STEM = 1
    LETTERS = 2
    PIECE = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A concept in one edition: its entry there, or none where it is absent."""

    act_id: str
    day: str
    state: str
    level: str | None
    entry_id: str | None
    code: str | None
    names: Mapping[str, str]

    @property
    def name(self) -> str:
        """Its names in the languages of the edition."""
        return " / ".join(self.names.values())


@dataclass(frozen=True, slots=True)
class Story:
    """A concept through the editions, oldest first: its places, the links inside it, and those that lead out of it."""

    concept_id: str
    labels: Mapping[str, str]
    likeness: Likeness
    places: tuple[Place, ...]
    links: tuple[EntryLink, ...]
    neighbours: tuple[EntryLink, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the concept as plain values, for JSON."""
        return {**asdict(self), "likeness": self.likeness.name.lower()}


def find_concepts_named(words: Sequence[str], out: Path) -> list[Story]:
    """Find the concepts of the published folder `out` that have all words in one name, or one code; the likest first.

    Letter case, ё, letters of the wrong script and endings make no difference, and a part of a word does. Raises
    UnknownIdError where no acts are compared.
    """
    concepts = rows("concepts", out)
    if not concepts:
        advice = "two acts with lists are compared; tizmek diff compares any two of them"
        raise UnknownIdError("no concepts are published", place=str(out), advice=advice)
    terms = parse_query(words)
    entries = {row["entry_id"]: row for row in rows("list_entries", out)}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("concept_members", out):
        members[row["concept_id"]].append(row["entry_id"])
    found = []
    for concept in concepts:
        texts = [concept[f"label_{lang}"] for lang in _LANGUAGES]
        for entry_id in members[concept["concept_id"]]:
            entry = entries[entry_id]
            texts += [f"{entry['code'] or ''} {entry[f'name_{lang}'] or ''}" for lang in ("ky", "kk", "ru")]
        likeness = _likest(terms, dict.fromkeys(text for text in texts if text))
        if likeness is not None:
            found.append((likeness, concept))
    found.sort(key=lambda pair: pair[0])
    return _tell_stories(found, entries, out)


def _likest(terms: Sequence[Term], texts: Iterable[str]) -> Likeness | None:
    if not terms:
        return None
    likenesses = (_likeness(terms, text) for text in texts)
    return min((one for one in likenesses if one is not None), default=None)


def _likeness(terms: Sequence[Term], text: str) -> Likeness | None:
    """Return how a text holds all terms, by the one it holds least."""
    printed = [word.folded for word in find_words(normalize(text))]
    worst = Likeness.EXACT
    for term in terms:
        spans = (printed[at : at + len(term.words)] for at in range(len(printed) - len(term.words) + 1))
        found = [max(kinds) for span in spans if (kinds := _word_by_word(term.words, span))]
        if not found:
            return None
        worst = max(worst, min(found))
    return worst


def _word_by_word(asked: Sequence[str], printed: Sequence[str]) -> list[Likeness]:
    """Return how each printed word is like the asked one; nothing where one of them isn't."""
    found = [_compare(one, other) for one, other in zip(asked, printed, strict=True)]
    return [] if None in found else [one for one in found if one is not None]


def _compare(asked: str, printed: str) -> Likeness | None:
    if asked == printed:
        return Likeness.EXACT
    stem = stem_of(asked)
    if stem is None:
        return None
    if printed.startswith(stem):
        return Likeness.STEM
    if weaken(printed).startswith(weaken(stem)):
        return Likeness.LETTERS
    return Likeness.PIECE if len(asked) >= _SHORTEST_PIECE and weaken(asked) in weaken(printed) else None


def _tell_stories(found: Iterable[tuple[Likeness, Row]], entries: Mapping[str, Row], out: Path) -> list[Story]:
    acts = {row["act_id"]: row for row in rows("acts", out)}
    places: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows("lineage", out):
        places[row["concept_id"]].append(row)
    bonds: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows("crosswalk", out):
        for side in ("left_entry_id", "right_entry_id"):
            bonds[row[side]].append(row)
    return [_tell(one, likeness, places[one["concept_id"]], acts, entries, bonds) for likeness, one in found]


def _tell(
    concept: Row,
    likeness: Likeness,
    places: Iterable[Row],
    acts: Mapping[str, Row],
    entries: Mapping[str, Row],
    bonds: Mapping[str, Sequence[Row]],
) -> Story:
    in_order = sorted(places, key=lambda row: (day_of(acts[row["act_id"]]), row["act_id"]))
    own = {row["entry_id"] for row in in_order}
    links = [bond for row in in_order for bond in bonds.get(row["entry_id"] or "", ())]
    inside = [row for row in links if {row["left_entry_id"], row["right_entry_id"]} <= own]
    return Story(
        concept["concept_id"],
        {lang: concept[f"label_{lang}"] for lang in _LANGUAGES if concept[f"label_{lang}"]},
        likeness,
        tuple(_place(row, acts[row["act_id"]], entries) for row in in_order),
        tuple(_bonds(inside)),
        tuple(_bonds(row for row in links if row not in inside)),
    )


def _place(row: Row, act: Row, entries: Mapping[str, Row]) -> Place:
    entry = entries.get(row["entry_id"] or "", {})
    names = {lang: entry[f"name_{lang}"] for lang in ("ky", "kk", "ru") if entry.get(f"name_{lang}")}
    return Place(row["act_id"], day_of(act), row["state"], row["level"], row["entry_id"], entry.get("code"), names)


def _bonds(links: Iterable[Row]) -> Iterator[EntryLink]:
    """Yield links, those of one evidence between two acts once: the exact ones first."""
    found: dict[tuple[object, ...], Row] = {}
    for row in sorted(links, key=lambda row: (row["relation"] != "exact", row["left_entry_id"], row["right_entry_id"])):
        found.setdefault((row["left_act_id"], row["right_act_id"], row["relation"], row["evidence"]), row)
    for row in found.values():
        yield link_of(row)


def tell_story(story: Story) -> Iterator[Line]:
    """Yield the lines of a concept: its names, its place in each edition, the evidence of its links."""
    labels = "; ".join(f"{lang} {name}" for lang, name in story.labels.items())
    yield Line((("head", labels or story.concept_id), ("aside", f"  {story.concept_id}")), hang=4)
    for place in story.places:
        yield Line(
            (
                ("num", f"{place.day}  "),
                ("place", f"{place.act_id}  "),
                ("hit" if place.state == "barred" else "text", place.state),
                ("aside", f"  {place.level}" if place.level else ""),
                ("text", f"  {' '.join(filter(None, [place.code, place.name]))}" if place.entry_id else ""),
                ("aside", f"  {place.entry_id}" if place.entry_id else ""),
            ),
            indent=2,
            hang=4,
        )
    for words, bonds in (("", story.links), ("beside it: ", story.neighbours)):
        for bond in bonds:
            kind = f"{bond.relation} {bond.close_kind or ''}".strip()
            told = f"{words}{kind}, by {bond.method}, {bond.score:g}: {bond.evidence}"
            ends = f"  {bond.left_entry_id} .. {bond.right_entry_id}"
            yield Line((("note", told), ("aside", ends)), indent=2, hang=4)
    yield Line(())


def table_of(stories: Iterable[Story]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each place of each concept, with the links of its act to earlier editions."""
    for story in stories:
        for place in story.places:
            links = [bond for bond in story.links if bond.right_entry_id == place.entry_id]
            told = "; ".join(f"{bond.relation} {bond.method} {bond.score:g} {bond.evidence}" for bond in links)
            yield (
                story.concept_id,
                place.act_id,
                place.state,
                place.level,
                place.code,
                place.name,
                place.entry_id,
                told,
            )


COLUMNS = ("concept_id", "act_id", "state", "level", "code", "name", "entry_id", "links")
