"""Two acts whose prose is compared: in which language and parts, what is left aside, what they are to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.browse.act import choose_language
from pipeline.errors import UnknownIdError
from pipeline.languages.vocabulary import find_terms
from pipeline.published import rows

Row = Mapping[str, Any]
# One act beside itself; the law of one country before and after; the act of an institution and one that it names.
Step = Literal["same_act", "change", "written_from", "comparison"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an act, the language it is told in, and how many provisions it has in it."""

    name: str
    lang: str
    count: int


@dataclass(frozen=True, slots=True)
class Side:
    """An act, the provisions of the one part of it that is compared, and its other parts with prose.

    `lacks` is the part of the other act that was looked for in this one in vain.
    """

    act: Row
    part: Part
    provisions: tuple[Row, ...]
    others: tuple[Part, ...]
    lacks: str | None

    @property
    def act_id(self) -> str:
        """The id of the act."""
        return str(self.act["act_id"])


@dataclass(frozen=True, slots=True)
class BothActs:
    """Two acts, the language they are compared in, all that both print, and what kind of step leads to the right one.

    `backwards` tells that the newer act, or the one that was written from the other, comes first. `named_in` are the
    provisions of that one which name the other.
    """

    left: Side
    right: Side
    lang: str
    languages: tuple[str, ...]
    step: Step
    backwards: bool
    named_in: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give all but the provisions as plain values, for JSON."""
        return {
            "left_act_id": self.left.act_id,
            "right_act_id": self.right.act_id,
            "step": self.step,
            "backwards": self.backwards,
            "named_in": list(self.named_in),
            "lang": self.lang,
            "languages": list(self.languages),
            "left": _as_dict(self.left),
            "right": _as_dict(self.right),
        }


def _as_dict(side: Side) -> dict[str, Any]:
    others = [{"part": one.name, "lang": one.lang, "provisions": one.count} for one in side.others]
    compared = {"part": side.part.name, "provisions": side.part.count}
    return {**compared, "not_compared": others, "lacks": side.lacks}


def is_of_institution(act: Row) -> bool:
    """Say whether an institution issued an act for itself, a university for example, and no organ of a country."""
    issuer = act["issuer"] or ""
    return bool(find_terms("institutions", issuer)) and not find_terms("country", issuer)


def _naming(printed: Sequence[Row], named: str, out: Path) -> tuple[str, ...]:
    """Name the provisions of an act that cite another, in their order."""
    cited = {row["provision_id"] for row in rows("citations", out, resolved_act_id=named)}
    found = (row for row in printed if row["provision_id"] in cited)
    return tuple(row["provision_id"] for row in sorted(found, key=lambda row: (row["lang"], row["position"])))


def _find_step(acts: Sequence[Row], printed: Sequence[Sequence[Row]], out: Path) -> tuple[Step, bool, tuple[str, ...]]:
    """Say what the acts are to each other, whether the later one comes first, and where that one names the other."""
    left, right = acts
    if left["act_id"] == right["act_id"]:
        return "same_act", False, ()
    for own, other, backwards in ((1, 0, False), (0, 1, True)):
        if is_of_institution(acts[own]) and (found := _naming(printed[own], acts[other]["act_id"], out)):
            return "written_from", backwards, found
    countries = {left["jurisdiction"], right["jurisdiction"]}
    if any(map(is_of_institution, acts)) or len(countries) > 1 or None in countries:
        return "comparison", False, ()
    return "change", None not in (left["date"], right["date"]) and left["date"] > right["date"], ()


def _parts(printed: Sequence[Row], lang: str) -> Iterator[Part]:
    """Yield the parts of an act with their size in a language; in the first that prints it, where this one doesn't."""
    for name in dict.fromkeys(row["part"] for row in printed):
        counts = Counter(row["lang"] for row in printed if row["part"] == name)
        told = lang if lang in counts else next(iter(counts))
        yield Part(name, told, counts[told])


def _side(act: Row, printed: Sequence[Row], lang: str, asked: str | None, other: str | None) -> Side:
    """Choose the part that was asked for, or else the one asked of the other act, or else the longest."""
    parts = {part.name: part for part in _parts(printed, lang)}
    readable = {name: part for name, part in parts.items() if part.lang == lang}
    if asked is not None and asked not in readable:
        place = f"{act['act_id']}, {lang}"
        raise UnknownIdError(f"no part {asked!r}", place=place, advice=f"there are {', '.join(readable)}")
    longest = max(readable.values(), key=lambda part: part.count)
    chosen = readable.get(asked or other or "", longest)
    provisions = tuple(row for row in printed if row["lang"] == lang and row["part"] == chosen.name)
    others = tuple(part for part in parts.values() if part != chosen)
    return Side(act, chosen, provisions, others, None if asked or other in {None, chosen.name} else other)


def read_both(
    act_ids: tuple[str, str], out: Path, lang: str | None = None, parts: tuple[str | None, str | None] = (None, None)
) -> BothActs:
    """Read the provisions of one part of two acts in one language: the one named, else the first that both have.

    Where a part of only one act is named, the other's is the same if it has it; where none is, each gives the one with
    the most provisions. Raises UnknownIdError for a language or a part that an act doesn't have.
    """
    acts = [rows("acts", out, act_id=act_id)[0] for act_id in act_ids]
    printed = [rows("provisions", out, act_id=act_id) for act_id in act_ids]
    theirs = {row["lang"] for row in printed[1]}
    common = tuple(dict.fromkeys(row["lang"] for row in printed[0] if row["lang"] in theirs))
    place = " and ".join(act_ids)
    chosen = choose_language(lang, common, place) if common else None
    if chosen is None:
        advice = "tizmek align puts two languages side by side"
        raise UnknownIdError("no provisions in a common language", place=place, advice=advice)
    left = _side(acts[0], printed[0], chosen, parts[0], parts[1])
    right = _side(acts[1], printed[1], chosen, parts[1], parts[0])
    return BothActs(left, right, chosen, common, *_find_step(acts, printed, out))
