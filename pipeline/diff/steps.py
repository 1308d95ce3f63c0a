"""One step of a diff: from one act with lists to another, in either order, published or compared ad hoc."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.diff.again import acts_with_lists, compare_acts, compare_again
from pipeline.diff.changes import change_rows, find_changes
from pipeline.diff.comparison import Comparison
from pipeline.diff.lenses import Lens
from pipeline.diff.mirror import mirror_change, mirror_lens_change
from pipeline.diff.readings import Reading, read_changes, read_lens_changes
from pipeline.errors import ContractError, UnknownIdError
from pipeline.link.crosswalk import Link, crosswalk_rows
from pipeline.published import rows
from pipeline.read.decisions import read_decisions, read_editions

Cells = dict[str, Any]
# What tells no difference; a diff leaves it out unless it is asked for.
SAME = frozenset({"kept", "kept_barred", "never"})


@dataclass(frozen=True, slots=True)
class Step:
    """What differs from `left` to `right` (rows of `acts`); `rows` are those of `changes` or `lens_changes`.

    `kind` is `change` within one country, else `comparison`; `backwards` tells that the newer act comes first. `near`
    names the close counterparts of each entry that has any.
    """

    left: Mapping[str, Any]
    right: Mapping[str, Any]
    kind: str
    lens: Lens | None
    reading: Reading
    backwards: bool
    published: bool
    rows: tuple[Cells, ...]
    near: Mapping[str, tuple[str, ...]]

    def close_to(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Name the close counterparts that make a row doubtful: of an entry that has no other one."""
        sides = row["left_entry_id"], row["right_entry_id"]
        if None not in sides:
            return (sides[1],) if row["certainty"] == "close" else ()
        return self.near.get(sides[0] or sides[1], ())

    @property
    def rests_on(self) -> tuple[str | None, str | None]:
        """The provisions of both acts that the lens rests on."""
        if self.lens is None or not self.rows:
            return None, None
        return self.rows[0]["rests_on_left"], self.rows[0]["rests_on"]


def kind_of(row: Mapping[str, Any]) -> str:
    """Return what became of a specialty, or of its bar, in a row of either table."""
    return str(row["kind"] if "kind" in row else row["change"])


def diff_editions(
    left: str, right: str, out: Path, sources: Path, lens: Lens | None = None, reading: Reading = "told"
) -> Step:
    """Tell what differs from the act `left` to the act `right` of the published folder `out`; both are ids.

    The published tables are asked where they hold the pair and close links are told beside the verdicts; otherwise the
    acts are compared, with the decisions that lie in `sources`. Raises UnknownIdError for an act without lists,
    ContractError where the tables were published with other decisions than those in `sources`.
    """
    acts = acts_with_lists(out)
    for act_id in (left, right):
        if act_id not in acts:
            listed = ", ".join(acts) or "none"
            raise UnknownIdError(
                f"the act {act_id!r} prints no lists", place=str(out), advice=f"acts with lists: {listed}"
            )
    if left == right:
        return Step(acts[left], acts[right], "change", lens, reading, False, True, (), {})
    older, newer = sorted((left, right), key=list(acts).index)
    found, near, kind, published = _in_order(older, newer, out, sources, lens, reading)
    if left != older:
        codes = {row["entry_id"]: row["code"] for row in rows("list_entries", out)}
        found = [mirror_lens_change(row, codes) if lens else mirror_change(row) for row in found]
    found.sort(key=lambda row: str(row["lens_change_id" if lens else "change_id"]))
    return Step(acts[left], acts[right], kind, lens, reading, left != older, published, tuple(found), near)


def _in_order(
    older: str, newer: str, out: Path, sources: Path, lens: Lens | None, reading: Reading
) -> tuple[list[Cells], dict[str, tuple[str, ...]], str, bool]:
    """Return the rows from older to newer, the close counterparts, the kind of step, and whether it is published."""
    pair = {"left_act_id": older, "right_act_id": newer}
    printed = rows("changes", out, **pair)
    if printed and reading == "told":
        found = rows("lens_changes", out, **pair, lens=lens) if lens else printed
        return found, _near(rows("crosswalk", out, **pair), out), printed[0]["step"], True
    decisions = read_decisions(sources)
    if printed:
        comparison = compare_again(out, decisions, read_editions(sources))
    else:
        comparison = compare_acts((older, newer), out, decisions)
    link = next(one for one in comparison.links if (one.left.act_id, one.right.act_id) == (older, newer))
    if printed:
        _refuse_other(link, comparison, printed, out)
    near = {} if reading == "strict" else _near(crosswalk_rows([link]), out)
    return _read(link, comparison, lens, reading), near, link.step, bool(printed)


def _read(link: Link, comparison: Comparison, lens: Lens | None, reading: Reading) -> list[Cells]:
    if lens is None:
        return read_changes(link, comparison.bars, reading)
    views = comparison.view(link.left.act_id, lens), comparison.view(link.right.act_id, lens)
    return read_lens_changes(link, views, comparison.bars, reading)


def _refuse_other(link: Link, comparison: Comparison, printed: list[Cells], out: Path) -> None:
    """Raise ContractError where the acts, compared again, have other changes than those that were published."""
    again = change_rows(link, find_changes(link, comparison.bars))
    if sorted(row["change_id"] for row in again) != sorted(row["change_id"] for row in printed):
        raise ContractError(
            "the published comparison isn't what the decisions beside the sources give",
            place=str(out),
            advice="name the sources it was built from with --sources, or build again",
        )


def _near(crosswalk: list[Cells], out: Path) -> dict[str, tuple[str, ...]]:
    """Name the counterparts of each entry on either side that make its verdict doubtful, the likest first.

    Those are close ones of its level, and exact ones where a list names no level.
    """
    unnamed = {row["list_id"] for row in rows("lists", out) if not row["education_levels"]}
    levelless = {row["entry_id"] for row in rows("list_entries", out) if row["list_id"] in unnamed}
    found: defaultdict[str, list[str]] = defaultdict(list)
    near = [
        row
        for row in crosswalk
        if (row["relation"] == "close" and row["same_level"])
        or (
            row["relation"] == "exact"
            and not row["same_level"]
            and levelless & {row["left_entry_id"], row["right_entry_id"]}
        )
    ]
    for row in sorted(near, key=lambda row: -row["score"]):
        found[row["left_entry_id"]].append(row["right_entry_id"])
        found[row["right_entry_id"]].append(row["left_entry_id"])
    return {entry_id: tuple(others) for entry_id, others in found.items()}


def day_of(act: Mapping[str, Any]) -> str:
    """Spell the date of an act, `undated` where it prints none."""
    day = act["date"]
    return day.isoformat() if isinstance(day, date) else "undated"
