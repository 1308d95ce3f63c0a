"""An act with what belongs to it: its provisions in one language, their amendments and citations, its lists."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.browse.points import Row, find_points, unknown_point
from pipeline.errors import UnknownIdError
from pipeline.published import rows


@dataclass(frozen=True, slots=True)
class ActText:
    """An act as rows of the contract; `lists` have their `entry_count` too.

    `points` are the ids of the provisions that were asked for. Where any was, `provisions` holds them, what lies in
    them and (for their path) what they lie in, and there are no lists.
    """

    act: Row
    lang: str | None
    points: tuple[str, ...]
    provisions: tuple[Row, ...]
    amendments: tuple[Row, ...]
    citations: tuple[Row, ...]
    lists: tuple[Row, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the rows as plain values, for JSON."""
        return asdict(self)


def choose_language(asked: str | None, known: Iterable[str], place: str) -> str | None:
    """Return the language asked for, or the first of the known ones. Raises UnknownIdError for one that isn't known."""
    languages = list(dict.fromkeys(known))
    if asked is None:
        return next(iter(languages), None)
    if asked.lower() in languages:
        return asked.lower()
    near = difflib.get_close_matches(asked.lower(), languages, n=1)
    advice = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(languages) or 'none'}"
    raise UnknownIdError(f"no language {asked!r}", place=place, advice=advice)


def _within(provisions: Iterable[Row], roots: Iterable[str]) -> set[str]:
    """Name the provisions that are, or lie in, one of the roots."""
    inside = set(roots)
    for row in provisions:
        if row["parent_id"] in inside:
            inside.add(row["provision_id"])
    return inside


def _above(provisions: Iterable[Row], leaves: Iterable[str]) -> set[str]:
    """Name the provisions that one of the leaves lies in."""
    parents = {row["provision_id"]: row["parent_id"] for row in provisions}
    above: set[str] = set()
    for leaf in leaves:
        parent = parents[leaf]
        while parent is not None:
            above.add(parent)
            parent = parents[parent]
    return above


def _counted_lists(act_id: str, out: Path) -> tuple[Row, ...]:
    counts = Counter(row["list_id"] for row in rows("list_entries", out, act_id=act_id))
    return tuple({**row, "entry_count": counts[row["list_id"]]} for row in rows("lists", out, act_id=act_id))


def _amendments(act_id: str, lang: str | None, out: Path) -> list[Row]:
    """List the amendments as one language prints them; all, where it prints none."""
    amendments = rows("amendments", out, act_id=act_id)
    return [row for row in amendments if row["lang"] == lang] or amendments


def read_act(act_id: str, out: Path, lang: str | None = None, point: str | None = None) -> ActText:
    """Read an act of the published folder `out` in a language (its first, if none is named), whole or a point of it.

    `act_id` is the id of an act there. Raises UnknownIdError for a language or a point that the act doesn't have.
    """
    (act,) = rows("acts", out, act_id=act_id)
    printed = rows("provisions", out, act_id=act_id)
    lang = choose_language(lang, [*act["languages"], *(row["lang"] for row in printed)], act_id)
    provisions = sorted((row for row in printed if row["lang"] == lang), key=lambda row: row["position"])
    amendments = _amendments(act_id, lang, out)
    citations = [row for row in rows("citations", out, act_id=act_id) if row["lang"] == lang]
    if point is None:
        lists = _counted_lists(act_id, out)
        return ActText(act, lang, (), tuple(provisions), tuple(amendments), tuple(citations), lists)
    points = tuple(row["provision_id"] for row in find_points(provisions, point))
    if not points:
        raise unknown_point(provisions, point, f"{act_id}, {lang}")
    inside = _within(provisions, points)
    shown = inside | _above(provisions, points)
    return ActText(
        act,
        lang,
        points,
        tuple(row for row in provisions if row["provision_id"] in shown),
        tuple(row for row in amendments if row["provision_id"] in inside),
        tuple(row for row in citations if row["provision_id"] in inside),
        (),
    )
